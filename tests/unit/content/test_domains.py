"""``domains.yml`` (golden cases test its errors)."""

from __future__ import annotations

from zhiku.content.domains import check_terms_occur, read_taxonomy
from zhiku.model import GENERAL, Domain, DomainKind
from zhiku.runtime.icons import icon
from zhiku.source.text import SourceText


def read(text: str) -> tuple[Domain, ...]:
    """The domains of a valid file."""
    taxonomy, problems = read_taxonomy(SourceText("domains.yml", text), "通用")
    assert problems == ()
    return taxonomy.domains


def test_topics_of_the_owner() -> None:
    """Topics are read like domains; without the key topics are found automatically, an empty key turns them off."""
    text = "domains:\n  a: {name: 甲, terms: [y]}\ntopics:\n  b: {name: 乙, terms: [x]}\n"
    taxonomy, problems = read_taxonomy(SourceText("domains.yml", text), "通用")
    assert problems == ()
    assert taxonomy.topics is not None
    assert [(topic.id, topic.kind, topic.terms) for topic in taxonomy.topics] == [("b", DomainKind.TOPIC, ("x",))]
    assert taxonomy.ids == ("a", GENERAL, "b")
    assert read_taxonomy(SourceText("domains.yml", "domains: {}\n"), "通用")[0].topics is None
    assert read_taxonomy(SourceText("domains.yml", "topics: {}\n"), "通用")[0].topics == ()


def test_domains_in_their_order_general_last() -> None:
    """Domains keep the order of the file; ``general`` is added after them, with what its page needs."""
    domains = read("domains:\n  b: {name: 乙, terms: [x], english: B, icon: material/tea}\n  a: {name: 甲, terms: [y, 6]}\n")
    assert [domain.id for domain in domains] == ["b", "a", GENERAL]
    assert (domains[0].name, domains[0].english, domains[0].icon, domains[0].terms) == ("乙", "B", "material/tea", ("x",))
    assert (domains[1].english, domains[1].terms) == ("", ("y", "6"))
    assert all(icon(domain.icon) for domain in domains)
    assert domains[0].url == "domains/b/"


def test_general_where_the_file_places_it() -> None:
    """The file may contain ``general``, which then keeps its position and needs no terms."""
    domains = read("domains:\n  general: {name: 其他}\n  a: {name: 甲, terms: [y]}\n")
    assert [(domain.id, domain.name) for domain in domains] == [("general", "其他"), ("a", "甲")]


def test_no_file_is_general_only() -> None:
    """Without a file every question is general."""
    assert [domain.id for domain in read("")] == [GENERAL]


def test_icons_of_the_theme() -> None:
    """Icons are the theme's SVG files; unknown names and paths out of its folder are rejected."""
    svg = icon("material/eye")
    assert svg is not None
    assert svg.startswith("<svg")
    assert icon("material/no-such") is None
    assert icon("../material/eye") is None
    assert icon("/etc/passwd") is None


def test_terms_without_an_occurrence_are_reported() -> None:
    """A term that occurs in no text, whatever its case, is reported at its place."""
    source = SourceText("domains.yml", "domains:\n  tea: {name: 茶, terms: [茶叶, Oolong, 咖啡]}\n")
    (problem,) = check_terms_occur(source, ["绿茶的茶叶", "an OOLONG"])
    assert (problem.code, problem.line, problem.column) == ("KB315", 2, 38)
    assert problem.message == "the term `咖啡` of `tea` does not occur in the text"
