"""The content of answers: images, footnotes, boxes, links, dollars, unknown tags, errata."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from zhiku.content.annotations import Erratum, Overlay
from zhiku.content.question_format import QuestionFormat
from zhiku.diagnostics.diagnostic import in_file
from zhiku.model import QuestionId
from zhiku.output.check import check_site
from zhiku.pipeline.build import write_pages
from zhiku.pipeline.prepare import prepare
from zhiku.source.text import SourceText

from tests.support.files import write_tree
from tests.support.read import codes, html, render_sources
from tests.support.sites import build_at

if TYPE_CHECKING:
    from pathlib import Path

    from zhiku.diagnostics.diagnostic import Diagnostic

HEAD = "### 1. T\n\n**答案：** "


def shown(answer: str, *attachments: str, form: QuestionFormat | None = None) -> tuple[str, list[str]]:
    """The HTML of an answer in a lenient build, and the codes of its problems."""
    source = SourceText("content/a.md", HEAD + answer)
    found, problems = render_sources([source], form or QuestionFormat(), attachments=attachments, lenient=True)
    return found.questions[0].sections[0].html, codes(problems)


def test_images_beside_the_text_are_copied_byte_for_byte(tmp_path: Path) -> None:
    """Images of the content folder that Markdown or HTML shows are copied to the docs tree, and no others."""
    content = write_tree(tmp_path / "content", {"a.md": HEAD + "![x](./pic/a%20b.png) <img src='c.png' alt=c>\n"})
    (content / "pic").mkdir()
    for name in ("pic/a b.png", "c.png", "unused.png"):
        (content / name).write_bytes(b"\x89PNG\r\n\xff" + name.encode())
    prepared, problems = prepare(content, lambda _: None)
    write_pages(prepared, tmp_path / "docs")
    assert problems == ()
    assert sorted(path.name for path in (tmp_path / "docs" / "media").rglob("*.png")) == ["a b.png", "c.png"]
    assert (tmp_path / "docs" / "media" / "pic" / "a b.png").read_bytes() == (content / "pic" / "a b.png").read_bytes()
    section = prepared.base.entries[0].question.sections[0].html
    assert 'src="../../media/pic/a%20b.png"' in section
    assert 'src="../../media/c.png"' in section


def test_images_that_cannot_be_shown_leave_their_words() -> None:
    """An image on another host becomes a link, a missing one its text; pages make no requests to other hosts."""
    section, told = shown(
        "![甲](https://example.org/a.png) ![乙](b.png) <img src=//example.org/c.png> [![丙](https://x.org/d.png)](#1)"
    )
    assert "<img" not in section
    assert '<a class="kb-remote" href="https://example.org/a.png" rel="noopener">甲</a>' in section
    assert "[乙]" in section
    assert told == ["KB403", "KB402", "KB403", "KB403"]


@pytest.mark.parametrize("written", ["![x](/assets/a.png)", "![x][i]\n\n[i]: /assets/a.png", '<img src="/assets/a.png" alt="x">'])
def test_images_by_their_path_from_the_content_folder(written: str) -> None:
    """A path with a slash before it is one of the content folder, whatever its first folder is called."""
    section, told = shown(written, "assets/a.png")
    assert '<img src="../../media/assets/a.png" alt="x"' in section
    assert told == []
    assert shown(written)[1] == ["KB402"]


def test_footnotes_defined_elsewhere() -> None:
    """A footnote is shown where it is used, wherever it is defined."""
    text = f"{HEAD}a[^x]\n\n### 2. U\n\n**答案：** b\n\n[^x]: the note\n"
    found, problems = render_sources([SourceText("a.md", text)])
    first = found.questions[0].sections[0].html
    assert "the note" in first
    assert problems == ()


def test_link_definitions_elsewhere() -> None:
    """A reference link works wherever it is defined."""
    text = f"{HEAD}[a][x]\n\n### 2. U\n\n**答案：** b\n\n[x]: https://example.org/\n"
    found, _ = render_sources([SourceText("a.md", text)])
    assert found.questions[0].sections[0].html == '<p><a href="https://example.org/" rel="noopener">a</a></p>'


def test_boxes() -> None:
    """Containers and alerts become boxes with a title; ``details`` can be folded; their content is Markdown."""
    assert html("::: tip 小心\n**a**\n:::") == (
        '<div class="kb-box kb-box--tip">\n<p class="kb-box__title">小心</p>\n<p><strong>a</strong></p>\n</div>'
    )
    assert html("> [!WARNING]\n> a") == (
        '<div class="kb-box kb-box--warning">\n<p class="kb-box__title">注意</p>\n<p>a</p>\n</div>'
    )
    assert html("::: details 更多\na\n:::") == "<details>\n<summary>更多</summary>\n<p>a</p>\n</details>"
    assert html("> [!x] y\n") == "<blockquote>\n<p>[!x] y</p>\n</blockquote>"


def test_links_between_files_and_into_answers() -> None:
    """Links to other files, to headings in answers and to anchors lead to the page that shows the target."""
    first = SourceText(
        "content/a.md", f"{HEAD}[b](b.md#2-u) [c](./b.md) [h](#小节) [n](#name)\n\n#### 小节\n\nx <a name=name></a>\n"
    )
    second = SourceText("content/b.md", "# Top\n\n### 2. U\n\n**答案：** y\n")
    found, problems = render_sources([first, second])
    section = found.questions[0].sections[0].html
    hrefs = [part.split('"')[0] for part in section.split('href="')[1:]]
    assert hrefs == ["../2/", "../../parts/top/", "../1/#answer-h1", "../1/"]
    assert problems == ()


@pytest.mark.parametrize(
    ("written", "shown_as"),
    [
        ("[m](Two-words.md)", "m"),
        ("[m](two-words)", "m"),
        ("[m](/faqs/two-words/)", "m"),
        ("[m](https://example.org/two-words)", ""),
        ("[m](../two-words.html)", "m"),
        ("[m](two-words.rst)", "m"),
        ("[[Two-words]]", "Two-words"),
        ("[[Two words]]", "Two words"),
        ("[[Two-words|m]]", "m"),
        ("[[m|Two-words]]", "m"),
        ("[[m|Two words]]", "m"),
    ],
)
def test_links_to_a_file_that_is_one_question(written: str, shown_as: str) -> None:
    """They lead to the question, however the file is named: by path, site address, or a wikilink in either order."""
    pages = [SourceText(f"content/{name}.md", f"### 1. {name}?\n\n{written}\n", f"{name}.md") for name in ("One", "Two-words")]
    found, _ = render_sources(pages)
    link = f'<a href="../{found.questions[1].id}/" rel="noopener">{shown_as}</a>'
    assert (link in found.questions[0].sections[0].html) is bool(shown_as)


def test_links_that_lead_nowhere_leave_their_words() -> None:
    """A link without a target is reported and becomes text."""
    section, told = shown("[*a* b](#nothing) [c](other.md) <a href='#no'>d</a>")
    assert section == '<p><em>a</em> b c <a rel="noopener">d</a></p>'
    assert told == ["KB401", "KB404", "KB401"]


def test_dollars_only_where_the_format_says_so() -> None:
    """Dollars delimit formulas only if enabled; formulas that cannot be set are shown as written."""
    dollars = QuestionFormat(dollars=True)
    assert shown("$a_1$ and $b_1$")[0] == "<p>$a_1$ and $b_1$</p>"
    assert shown("$a_1$ for $5", form=dollars)[0] == '<p><span class="arithmatex">\\(a_1\\)</span> for $5</p>'
    assert shown("pay $5 or $6, words $x$5", form=dollars)[0] == "<p>pay $5 or $6, words $x$5</p>"
    assert shown("x\n\n$$\nb\n$$", form=dollars)[0].endswith('<div class="arithmatex">\\[b\\]</div>')
    assert shown("$\\oops$", form=dollars) == ('<p><code class="kb-tex">$\\oops$</code></p>', ["KB205"])


def test_what_is_no_html_is_text() -> None:
    """Names in angle brackets that are not HTML elements are text; scripts are removed."""
    assert shown("a List<String> and <App /> <b>x</b>")[0] == "<p>a List&lt;String&gt; and &lt;App /&gt; <b>x</b></p>"
    assert shown("<script>x</script>y") == ("y", ["KB501"])


def test_headings_of_two_sections_of_a_kind_keep_their_anchors_apart() -> None:
    """Sections of one kind share a counter, so that anchors are unique on a page."""
    text = "### 1. T\n\n**答案：**\n\n#### a\n\n**解析：** b\n\n**答案：**\n\n#### c\n"
    found, _ = render_sources([SourceText("a.md", text)])
    assert [section.html.partition(">")[0] for section in found.questions[0].sections if "<h3" in section.html] == [
        '<h3 id="answer-h1"',
        '<h3 id="answer-h2"',
    ]


def errata(*quotes: str) -> tuple[Overlay, ...]:
    """An overlay with an erratum for each quote."""
    missing: list[Diagnostic] = [in_file("overlays.yml", "KB330", quote) for quote in quotes]
    items = tuple(
        Erratum(quote, "better \\(x\\)", "https://example.org/", problem) for quote, problem in zip(quotes, missing, strict=True)
    )
    return (Overlay(QuestionId("1"), (), (), errata=items),)


def test_an_erratum_follows_its_passage() -> None:
    """The note follows the block that contains the quote, whatever its markup; the text does not change."""
    source = SourceText("a.md", f"{HEAD}\n\n1. **bold** words\n2. \\(a + b\\)\n\nlast\n")
    plain, _ = render_sources([source])
    noted, problems = render_sources([source], overlays=errata("bold words", "\\(a + b\\)"))
    section = noted.questions[0].sections[0].html
    assert problems == ()
    assert section.index("words") < section.index('data-erratum="1"') < section.index("a + b") < section.index('data-erratum="2"')
    without = section
    while "<aside" in without:
        without = without[: without.index("<aside")] + without[without.index("</aside>") + len("</aside>") :]
    assert "".join(without.split()) == "".join(plain.questions[0].sections[0].html.split())
    assert noted.questions[0].formulas == plain.questions[0].formulas


def test_an_erratum_whose_quote_is_gone() -> None:
    """A quote that no block contains is reported; the note on a quote of the title precedes the text."""
    source = SourceText("a.md", f"{HEAD}words\n")
    _, problems = render_sources([source], overlays=errata("other words"))
    assert codes(problems) == ["KB330"]
    noted, problems = render_sources([source], overlays=errata("T"))
    assert noted.questions[0].sections[0].html.startswith("<aside")
    assert problems == ()


def test_what_a_title_holds_is_not_lost() -> None:
    """Words such as ``<T>`` in a title stay; its links to other sites are shown next to it."""
    title = "`List<T>` 与 Set<T> 的区别 [[来源](https://example.org/?a=1&b=2)] [见](#2) [](https://example.org) \\(x<y\\)"
    source = SourceText("content/a.md", f"### 1. {title}\n\n**答案：** a\n\n### 2. U\n\n**答案：** b\n")
    first, second = render_sources([source], lenient=True)[0].questions
    assert first.title == "List<T> 与 Set<T> 的区别 [来源] 见 x<y"
    assert first.links == (("来源", "https://example.org/?a=1&b=2"), ("https://example.org", "https://example.org"))
    assert not second.links


def test_tex_outside_formulas_is_shown_and_reported() -> None:
    """A TeX command outside a formula is shown as code and reported; a formula in a title becomes text."""
    source = SourceText("a.md", "### 1. 除以 \\(\\frac{1}{\\sqrt n}\\) 与 \\alpha\n\n**答案：** 是 \\sqrt{n} 和 **x\\sqrt{n}**\n")
    found, problems = render_sources([source], lenient=True)
    assert found.questions[0].title == "除以 1/√n 与 α"
    assert found.questions[0].sections[0].html == "<p>是 <code>\\sqrt{n}</code> 和 <strong>x<code>\\sqrt{n}</code></strong></p>"
    places = sorted((problem.code, problem.line, problem.column) for problem in problems)
    assert places == [("KB203", 1, 1), ("KB206", 3, 11), ("KB206", 3, 25)]
    assert found.questions[0].passages[0].text == "是 √n 和 x√n"


def test_dollars_with_spaces_inside_are_formulas_where_there_is_tex() -> None:
    """``$ x_1 $`` is a formula; amounts of money and shell variables are not."""
    html_of, told = shown("$ x_1 $ 与 $ n $，$ 5 and $ 6，$HOME and $ PATH", form=QuestionFormat(dollars=True))
    assert html_of.count('class="arithmatex"') == 2
    assert "$ 5 and $ 6，$HOME and $ PATH" in html_of
    assert told == []


def test_odd_addresses_and_words_of_images_stop_no_build(tmp_path: Path) -> None:
    """An address with too many slashes is external, as in browsers; TeX in the text of an image is text."""
    answer = "![\\frac {G_j} x](https://example.org/a.png) ![b](https:////example.org/b.png) [c](https:///example.org/c)\n"
    content = write_tree(tmp_path / "content", {"a.md": f"### 1. T？\n\n{answer}\n### 2. U？\n\nb\n"})
    site = build_at("", content, tmp_path)
    assert check_site(site) == ()
    assert "\\frac" not in (site / "questions" / "1" / "index.html").read_text("utf-8")
