"""Pandoc's tree as Markdown can say it: no lost line breaks of code, links that arrive, formulas, folds, directives."""

from __future__ import annotations

from typing import Any

import pytest
from zhiku.importing.pandoc_elements import plain
from zhiku.importing.pandoc_tree import CODE_LINE, FOLD, KEPT_BREAK, PLAIN_CODE, SUMMARY, Readable, as_written, title_of

Element = dict[str, Any]


def words(text: str) -> list[Element]:
    """Inlines of some words."""
    parts: list[Element] = []
    for word in text.split(" "):
        parts += [{"t": "Space"}, {"t": "Str", "c": word}]
    return parts[1:]


def para(*inlines: Element) -> Element:
    """A paragraph."""
    return {"t": "Para", "c": list(inlines)}


def heading(text: str, name: str = "", inlines: list[Element] | None = None) -> Element:
    """A heading with an id."""
    return {"t": "Header", "c": [2, [name, [], []], inlines or words(text)]}


def div(blocks: list[Element], name: str = "", classes: tuple[str, ...] = ()) -> Element:
    """A division."""
    return {"t": "Div", "c": [[name, list(classes), []], blocks]}


def link(target: str, text: str = "here") -> Element:
    """A link."""
    return {"t": "Link", "c": [["", [], []], words(text), [target, ""]]}


def span(name: str, inlines: list[Element] | None = None, classes: tuple[str, ...] = ()) -> Element:
    """A span."""
    return {"t": "Span", "c": [[name, list(classes), []], inlines or []]}


def raw(form: str, text: str, kind: str = "RawBlock") -> Element:
    """Something in another format."""
    return {"t": kind, "c": [form, text]}


def target(blocks: list[Element]) -> str:
    """Where the only link in the last paragraph leads."""
    (found,) = (item for item in blocks[-1]["c"] if item["t"] == "Link")
    return str(found["c"][2][0])


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("a\\\nb", "a  \nb"),
        ("a\\\\\nb", "a\\\\\nb"),
        ("a\\\\\\\nb", "a\\\\  \nb"),
        (f"run {KEPT_BREAK}  -v", "run \\\n  -v"),
        (f"b\\{KEPT_BREAK}c", "b\\\\\nc"),
        (f"> ``` {PLAIN_CODE}\n> a\n> ```", "> ```\n> a\n> ```"),
        (f'<pre class="{PLAIN_CODE}"><code>a', "<pre><code>a"),
    ],
)
def test_what_pandoc_writes(written: str, expected: str) -> None:
    """Code in no language is fenced; two spaces stand for a backslash, unless it is escaped, or that of code or a formula."""
    assert as_written(written) == expected


@pytest.mark.parametrize(
    "block",
    [
        {"t": "CodeBlock", "c": [["", [], []], "run \\\n  -v"]},
        para({"t": "Math", "c": [{"t": "DisplayMath"}, "a\\\\\nb"]}),
        para({"t": "Code", "c": [["", [], []], "a\\\nb"]}),
        raw("html", "<pre>a\\\nb</pre>"),
    ],
)
def test_backslashes_of_code_are_kept(block: Element) -> None:
    """What is not Markdown keeps a backslash at the end of a line."""
    (shown,) = Readable().blocks([block])
    element = shown if isinstance(shown["c"][-1], str) else shown["c"][0]
    assert KEPT_BREAK in element["c"][-1]


def test_links_lead_to_the_anchors_of_headings() -> None:
    """An id of a heading, of a section, of an empty element above or within it leads to the anchor of the heading."""
    for blocks in (
        [heading("What is it?", "x1")],
        [div([heading("What is it?")], "x1", ("section", "level2"))],
        [div([heading("What is it?")], "x1")],
        [para(span("x1")), heading("What is it?")],
        [heading("", "", [span("x1"), *words("What is it?")])],
    ):
        shown = Readable().blocks([*blocks, para(link("#x1"))])
        assert target(shown) == "#what-is-it"
    shown = Readable().blocks([heading("A", "a"), heading("A", "a-1"), para(link("#a-1"))])
    assert target(shown) == "#a-1"


def test_links_to_other_places_find_them() -> None:
    """What is linked to but is no heading gets an anchor; ids that nothing links to go."""
    shown = Readable().blocks([para(span("x1", words("One"))), para(span("x2", words("Two"))), para(link("#x1"))])
    assert shown[0]["c"] == [raw("html", '<a id="x1"></a>', "RawInline"), *words("One")]
    assert shown[1]["c"] == words("Two")
    assert target(Readable().blocks([para(link("#other.adoc#x"))])) == "other.adoc#x"
    assert target(Readable().blocks([heading("Much use", "_much"), para(link("#Much use"))])) == "#much-use"


@pytest.mark.parametrize(
    ("name", "added"),
    [("ports", " {#ports}"), ("_which_ports_are_used", ""), ("which-ports-are-used-1", ""), ("", "")],
)
def test_ids_that_authors_write_stay(name: str, added: str) -> None:
    """An id that is not made of the words of its heading is the author's, where authors write ids."""
    shown = Readable(ids_are_written=True).blocks([heading("Which ports are used?", name), para(link(f"#{name}"))])
    assert "".join(item["c"][1] for item in shown[0]["c"][2] if item["t"] == "RawInline") == added
    assert not [item for item in Readable().blocks([heading("Which?", name)])[0]["c"][2] if item["t"] == "RawInline"]


def test_links_of_headings_to_the_page_are_words() -> None:
    """What opens and closes the text below a heading, and a mark that links to the heading itself, are no part of its words."""
    (shown,) = Readable().blocks([heading("", "", [link("#one", "Is it deep?"), link("#a", "¶")])])
    assert shown["c"][2] == words("Is it deep?")


@pytest.mark.parametrize(
    ("written", "tex"),
    [
        ("\\begin{equation}\ne^x\n\\end{equation}", "e^x"),
        ("\\begin{align*}\na &= b\\\\\nc &= d\n\\end{align*}", "\\begin{aligned}\na &= b\\\\\nc &= d\n\\end{aligned}"),
        ("\\begin{center}\nx\n\\end{center}", None),
    ],
)
def test_environments_of_latex_are_formulas(written: str, tex: str | None) -> None:
    """A formula that pandoc leaves to LaTeX is a formula; anything else is told."""
    for element in (para(raw("latex", written, "RawInline")), raw("latex", written)):
        readable = Readable()
        shown = readable.blocks([element])
        math = [item["c"][1] for block in shown for item in block["c"] if item["t"] == "Math"]
        assert [text.replace(KEPT_BREAK, "\\\n") for text in math] == ([tex] if tex else [])
        assert readable.left_out == ([] if tex else [written])


def test_other_formats_are_told() -> None:
    """Templates of wikis and files that Org includes are told; what Org's files say to Org is not."""
    readable = Readable()
    given = [raw("mediawiki", "{{Note|Careful}}\n"), raw("org", "#+FILETAGS: :a:"), raw("org", '#+INCLUDE: "a.org"')]
    assert readable.blocks(given) == []
    assert readable.left_out == ["{{Note|Careful}}", '#+INCLUDE: "a.org"']


def test_elements_around_formulas() -> None:
    """The source of a formula that an EPUB could not set is the formula; what KaTeX draws of one is no text."""
    source = span("", words("$$\\frac{a}{b}$$"), ("math", "display"))
    (shown,) = Readable().blocks([para(source, span("", words("ab"), ("katex-html",)))])
    assert shown["c"] == [{"t": "Math", "c": [{"t": "DisplayMath"}, "\\frac{a}{b}"]}]
    (shown,) = Readable().blocks([para(span("", words("a + b"), ("math", "inline")))])
    assert shown["c"] == words("a + b")


def test_folds() -> None:
    """A fold is HTML around Markdown, with the emphasis and the code of its title."""
    title = [{"t": "Plain", "c": [*words("How"), {"t": "Space"}, {"t": "Code", "c": [["", [], []], "a<b"]}]}]
    shown = Readable().blocks([div([div(title, "", (SUMMARY,)), para(*words("Well."))], "", (FOLD,))])
    opening = raw("html", "<details>\n<summary>How <code>a&lt;b</code></summary>")
    assert shown == [opening, para(*words("Well.")), raw("html", "</details>")]


@pytest.mark.parametrize(
    ("name", "blocks", "expected", "told"),
    [
        ("versionadded", ["1.2 Now."], ["::: note versionadded 1.2", "Now.", ":::"], []),
        ("seealso", ["See this."], ["::: seealso", "See this.", ":::"], []),
        ("tab", ["One", "Text."], ["@tab One", "Text."], []),
        ("contents", ["Questions"], [], []),
        ("literalinclude", ["ex.py"], [], [".. literalinclude::"]),
        ("unheard", ["Some words.", "More."], ["Some words.", "More."], [".. unheard::"]),
    ],
)
def test_directives(name: str, blocks: list[str], expected: list[str], told: list[str]) -> None:
    """Boxes, tabs and lists of contents are as in MyST; of unknown directives the words stay, and they are told."""
    readable = Readable([name])
    shown = readable.blocks([div([para(*words(text)) for text in blocks], "", (name,))])
    text = [item["c"][1] if item["t"] == "RawBlock" else plain(item["c"]) for item in shown]
    assert text == expected
    assert readable.left_out == told


def test_directives_that_group() -> None:
    """A directive that only groups its content, such as a question, stays an element, which the parser knows."""
    readable, question = Readable(["question"]), div([para(*words("Why?")), para(*words("So."))], "", ("question",))
    assert readable.blocks([question]) == [question]
    assert not readable.left_out


def test_roles() -> None:
    """References are links with the words of the heading, known roles are those of MyST, others stay code."""

    def role(name: str, text: str) -> Element:
        return {"t": "Code", "c": [["", ["interpreted-text"], [["role", name]]], text]}

    given = [role("ref", "Faq-Install"), role("ref", "this <faq-install>"), role("kbd", "C-x"), role("func", "os.path")]
    shown = Readable(ids_are_written=True).blocks([heading("How is it set up?", "FAQ-install"), para(*given)])
    first, second, third, fourth = shown[1]["c"]
    assert (first["c"][1], first["c"][2][0]) == ([{"t": "Str", "c": "How is it set up?"}], "#FAQ-install")
    assert (second["c"][1], second["c"][2][0]) == ([{"t": "Str", "c": "this"}], "#FAQ-install")
    assert third["c"] == ["markdown", "{kbd}`C-x`"]
    assert fourth == role("func", "os.path")


def test_lines_of_code() -> None:
    """Marked paragraphs that follow each other are one block of code, in lists as well."""
    lines = [para(*words(f"{CODE_LINE}login")), para(*words(f"{CODE_LINE} -v"))]
    code = {"t": "CodeBlock", "c": [["", [PLAIN_CODE], []], "login\n -v"]}
    assert Readable().blocks([*lines, {"t": "BulletList", "c": [lines]}]) == [code, {"t": "BulletList", "c": [[code]]}]


@pytest.mark.parametrize(
    ("meta", "title"),
    [
        ({"title": {"t": "MetaInlines", "c": words("FAQ | Shop")}}, "FAQ | Shop"),
        ({"title": {"t": "MetaString", "c": "FAQ"}}, "FAQ"),
        ({}, ""),
    ],
)
def test_titles(meta: dict[str, Any], title: str) -> None:
    """The title of a document as plain text."""
    assert title_of({"meta": meta, "blocks": []}) == title


def test_categories_of_a_wiki_are_left_out() -> None:
    """Paragraphs of links to pages with their kind are no text; those with words of their own, or to other pages, are."""

    def wikilink(target: str, text: str) -> Element:
        return {"t": "Link", "c": [["", ["wikilink"], []], words(text), [target, ""]]}

    boats = wikilink("Kategorie:Boote", "Kategorie:Boote")
    kept = [para(wikilink("Boot", "Boot")), para(wikilink("Kategorie:Boote", "Boote")), para(*words("Siehe"), boats)]
    assert len(Readable().blocks([para(boats, {"t": "SoftBreak"}, boats), *kept])) == len(kept)
