"""The site of the frozen base compared with its text, which ``tests/support/commonmark.py`` reads without the generator."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.commonmark import (
    PLACEHOLDER,
    SourceQuestion,
    authors_text,
    inline_markup,
    outline,
    read_questions,
    render_commonmark,
    without_formulas,
    without_spaces,
)
from tests.support.sites import BASE, Site, one, words

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

QUESTIONS = read_questions((BASE / "multimodal-llm.md").read_text(encoding="utf-8"))
ABOUT = {
    2: ["medical", "vision", "nlp", "speech", "entertainment"],
    15: ["medical"],
    16: ["nlp"],
    17: ["vision"],
    18: ["video"],
    19: ["finance"],
    20: ["entertainment"],
}
"""The domains of every question that is about any, as a person reads the text."""
every_question = pytest.mark.parametrize("source", QUESTIONS, ids=lambda source: str(source.number))


@pytest.fixture(scope="session")
def built(sub_path_site: Site) -> Site:
    """The frozen base."""
    return sub_path_site


def sections(built: Site, source: SourceQuestion) -> dict[str, Tag]:
    """The author's text on the page of a question, by section."""
    page: BeautifulSoup = built.question(str(source.number))
    return {str(tag["data-section"]): authors_text(tag) for tag in page.select("article .kb-text")}


def test_the_text_is_the_one_that_was_counted() -> None:
    """The text has 20 questions with three sections each and 49 formulas; other tests rely on these numbers."""
    assert [source.number for source in QUESTIONS] == list(range(1, 21))
    assert all(list(source.sections) == ["prompt", "answer", "analysis"] for source in QUESTIONS)
    assert sum(len(source.formulas) for source in QUESTIONS) == 49


def test_every_question_has_its_page(built: Site) -> None:
    """Pages of questions have the numbers and titles of the text."""
    assert sorted(name for name in built.pages if name.startswith("questions/")) == sorted(
        ["questions/index.html", *(f"questions/{source.number}/index.html" for source in QUESTIONS)]
    )
    assert [words(one(built.question(str(source.number)), "h1")) for source in QUESTIONS] == [
        source.title for source in QUESTIONS
    ]


@every_question
def test_lists_are_nested_as_commonmark_nests_them(built: Site, source: SourceQuestion) -> None:
    """Types, nesting, numbers and words of all lists equal those of a CommonMark rendering of the source."""
    shown = sections(built, source)
    assert list(shown) == list(source.sections)
    for kind, markdown in source.sections.items():
        assert outline(without_formulas(shown[kind])) == outline(render_commonmark(markdown)), kind


@every_question
def test_text_is_the_authors_whole_and_in_order(built: Site, source: SourceQuestion) -> None:
    """Text and inline markup of every section equal those of the source, except white space."""
    shown = sections(built, source)
    for kind, markdown in source.sections.items():
        page, expected = without_formulas(shown[kind]), render_commonmark(markdown)
        assert without_spaces(page) == without_spaces(expected), kind
        assert inline_markup(page) == inline_markup(expected), kind


@every_question
def test_formulas_are_those_of_the_source(built: Site, source: SourceQuestion) -> None:
    """Each formula is on the page, in order, annotated with the TeX of the source."""
    shown = sections(built, source).values()
    assert [tag.get_text() for text in shown for tag in text.select(".katex annotation")] == source.formulas
    assert sum(len(text.select(".kb-formula")) for text in shown) == len(source.formulas)


def test_179_nested_items_are_nested(built: Site) -> None:
    """All nested items of the text are nested on the pages; Python-Markdown alone would flatten them."""
    nested = [tag for source in QUESTIONS for section in sections(built, source).values() for tag in section.select("li li")]
    assert len(nested) == 179


def test_49_formulas_are_set_and_none_is_left(built: Site) -> None:
    """All formulas of the text are set, and no placeholder of one is left."""
    texts = [text for source in QUESTIONS for text in sections(built, source).values()]
    assert sum(len(text.select(".kb-formula .katex")) for text in texts) == 49
    assert sum(len(page.select(".arithmatex")) for page in built.pages.values()) == 0


def test_lists_keep_their_numbers(built: Site) -> None:
    """Question 5 has one list of six items with two sub-items each, not one of eighteen."""
    answer = one(built.question("5"), '.kb-text[data-section="answer"]')
    items = answer.select(":scope > ol > li")
    assert len(items) == 6
    assert [len(item.select(":scope > ul > li")) for item in items] == [2] * 6


def test_placeholders_stand_for_formulas_only(built: Site) -> None:
    """The comparison above leaves out formulas and nothing else."""
    cut = [
        without_spaces(without_formulas(tag)).count(PLACEHOLDER)
        for source in QUESTIONS
        for tag in sections(built, source).values()
    ]
    assert sum(cut) == 49


def test_domains_are_those_a_person_would_give(built: Site) -> None:
    """Each question is about the domains that its title or its list of fields names, in the order of ``domains.yml``."""
    found = {
        question["number"]: [tag["id"] for tag in question["domains"] if tag["strength"] == "about"]
        for question in built.data["questions"]
    }
    assert found == {source.number: ABOUT.get(source.number, ["general"]) for source in QUESTIONS}


def test_the_two_questions_that_share_their_text_are_duplicates(built: Site) -> None:
    """Questions 7 and 12 share most of their answers: each lists the other first, as a duplicate; no other pair is one."""
    related = {question["id"]: question["related"] for question in built.data["questions"]}
    assert (related["7"][0]["id"], related["7"][0]["kind"]) == ("12", "duplicate")
    assert (related["12"][0]["id"], related["12"][0]["kind"]) == ("7", "duplicate")
    pairs = {
        frozenset((one_id, relation["id"]))
        for one_id, found in related.items()
        for relation in found
        if relation["kind"] == "duplicate"
    }
    assert pairs == {frozenset({"7", "12"})}


def test_sidebar_of_a_small_base_lists_its_questions(built: Site) -> None:
    """Every page has all questions and domains in its menu, with long titles shortened.

    The 404 page and the book have other menus and are not tested.
    """
    for name, page in built.pages.items():
        if name in {"404.html", "book/index.html"}:
            continue
        menu = one(page, "nav.md-nav--primary")
        links = [words(tag) for tag in menu.select("a.md-nav__link")]
        assert all(any(link.startswith(f"{source.number}. ") for link in links) for source in QUESTIONS), name
        assert all(domain["name"] in links for domain in built.data["domains"]), name


def test_sections_of_the_data_are_the_source(built: Site) -> None:
    """``questions.json`` has the Markdown of each section as the author wrote it, and its lines."""
    lines = (BASE / "multimodal-llm.md").read_text(encoding="utf-8").split("\n")
    for question, source in zip(built.data["questions"], QUESTIONS, strict=True):
        assert question["sections"] == {kind: text.strip() for kind, text in source.sections.items()}
        first, last = question["source"]["start_line"], question["source"]["end_line"]
        assert lines[first - 1] == f"### {source.number}. {source.title}"
        assert source.sections["analysis"].rstrip().endswith(lines[last - 1])


def test_no_file_is_unused(built: Site) -> None:
    """The site does not contain Material's source maps, search and stemmers, which it does not use."""
    assert [name for name in built.files if name.endswith(".map") or name.startswith("assets/javascripts/lunr/")] == []
    assert not [name for name in built.files if name.startswith("assets/javascripts/workers/")]


def test_the_service_worker_fetches_no_table_of_words(built: Site) -> None:
    """It caches the vectors of the base, but not the table with those of all other words."""
    listed = (built.folder / "sw.js").read_text(encoding="utf-8").partition(";\n")[0]
    assert "assets/search/meaning-" in listed
    assert "assets/search/meaning/" not in listed
    assert '"share/' not in listed
