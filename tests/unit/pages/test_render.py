"""Pages from records: names that look like Markdown or HTML, descriptions, links to the source."""

from __future__ import annotations

from html import escape
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from zhiku.lang.interface import interface
from zhiku.model import Lines, RelationKind
from zhiku.pages import SourceLinks
from zhiku.pages.context import as_text, escape_markdown, shorten
from zhiku.pages.line_refs import fill_lines, line_mark, shift_lines
from zhiku.pages.questions import _related, describe
from zhiku.pages.raw_html import raw_html_block

from tests.support.bases import small_pages
from tests.support.read import question

if TYPE_CHECKING:
    from pathlib import Path

HOSTILE = "**a** <script>x</script> {{ y }} [z](w) \"q\" 'r' # &amp; {#id} \\\\(t\\\\)"


def front_matter(page: str) -> dict[str, object]:
    """The text between the first two lines of hyphens."""
    found = yaml.safe_load(page.split("---\n")[1])
    assert isinstance(found, dict)
    return found


def test_hostile_names_stay_words(tmp_path: Path) -> None:
    """No title or name, whatever it contains, adds a tag or a Jinja expression or breaks the front matter."""
    quoted = yaml.safe_dump(HOSTILE, allow_unicode=True, width=float("inf")).splitlines()[0]
    found = small_pages(
        tmp_path,
        kb_yml=f"title: {quoted}\ndescription: {quoted}\n",
        domains_yml=f"domains:\n  tea: {{name: {quoted}, english: {quoted}, terms: [茶叶]}}\n",
    )
    for name, page in found.items():
        assert "<script>" not in page.split("---\n", 2)[2], name
        assert front_matter(page)["title"], name
    assert front_matter(found["index.md"])["title"] == escape(HOSTILE)
    assert front_matter(found["domains/tea.md"])["title"] == escape(HOSTILE)
    assert front_matter(found["questions/1.md"])["tags"] == [HOSTILE]


def test_question_pages_carry_their_id(tmp_path: Path) -> None:
    """The front matter has question, tags and description as strings."""
    found = front_matter(small_pages(tmp_path)["questions/1.md"])
    assert (found["question"], found["tags"], found["title"]) == ("1", ["茶"], "茶叶怎样保存？")
    assert found["description"]


def test_a_part_that_holds_all_questions_is_in_no_trail(tmp_path: Path) -> None:
    """The title of a text above all questions divides nothing; a part that holds some of them stands on their pages."""
    questions = "### 1. 甲\n\n**答案：** 一\n\n{}### 2. 乙\n\n**答案：** 二\n"
    for between, shown in ("", False), ("## 第二章\n\n", True):
        page = small_pages(tmp_path / str(shown), tea_md="## 第一章\n\n" + questions.format(between))["questions/1.md"]
        assert ("第一章" in page) == shown


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("一句话。", "一句话。"),
        ("开头：\n\n1. **甲：** x\n2. **乙：** y", "开头：甲、乙"),
        ("- 一\n- 二", "一二"),
        ("\\(a\\)", "T"),
        ("长" * 200, "长" * 149 + "…"),
    ],
)
def test_descriptions(answer: str, expected: str) -> None:
    """The answer before its lists, then the lists' heads; the title if there are no words; at most 150 characters."""
    assert shorten(describe(question(answer), interface("zh"))) == expected


def test_lines_that_stand_in_most_answers_describe_none(tmp_path: Path) -> None:
    """A link to the top before a list; a base of few questions has no such lines."""
    for count, shown in (5, False), (4, True):
        texts = (f"### {number}. Tea {number}\n\n**Answer:** To the top\n\n- leaf {number}\n" for number in range(count))
        page = small_pages(tmp_path / str(count), tea_md="\n".join(texts))["questions/1.md"]
        description = next(line for line in page.splitlines() if "description" in line)
        assert ("To the top" in description, "leaf 1" in description) == (shown, True)
    assert describe(question("True."), interface("en"), {"True."}) == "True."


def test_links_to_lines() -> None:
    """A template gives the address of a range of lines, with the file name escaped; without a template there is none."""
    link = SourceLinks("https://x/{name}#L{first}-L{last}").to("a b.md", Lines(3, 9))
    assert fill_lines(link, 3)[0] == "https://x/a%20b.md#L3-L9"
    assert fill_lines(link, 13)[0] == "https://x/a%20b.md#L13-L19"
    assert shift_lines(*fill_lines(link, 3), 3, 13) == fill_lines(link, 13)
    assert shift_lines(*fill_lines(link, 13), 13, 3) == fill_lines(link, 3)


def test_a_line_before_the_question() -> None:
    """The heading of its part stands there."""
    mark = f"<p>line {line_mark(2, 10)}.</p>"
    assert fill_lines(mark, 10)[0] == "<p>line 2.</p>"
    assert shift_lines(*fill_lines(mark, 10), 10, 110) == fill_lines(mark, 110)
    assert SourceLinks("").to("a.md", Lines(3, 9)) == ""


def test_raw_html_blocks_are_marked() -> None:
    """Characters that Python-Markdown would change become entities, and nothing inside a block ends it."""
    assert (
        raw_html_block("<pre>\n\t\n \n```\n</pre>") == "<!--raw-html-->\n<pre>\n&#9;\n&#32;\n&#96;``\n</pre>\n<!--/raw-html-->\n"
    )
    assert raw_html_block("<p><!--/raw-html--></p>").count("<!--/raw-html-->") == 1


def test_the_authors_text_names_its_section() -> None:
    """The author's text is distinguishable from additions."""
    assert as_text("<p>x</p>", "answer") == '<div class="kb-text" data-section="answer">\n<p>x</p>\n</div>'


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("How long does tea keep", "How is it kept", "Similar questions"),
        ("How long…", "How is…", "Similar questions"),
        ("How long…", "Keep it dry.", "Alike: “How long…” and “Keep it dry.”"),
    ],
)
def test_titles_are_not_quoted_beside_themselves(one: str, other: str, expected: str) -> None:
    """Where two titles are the sentences that are most alike, a reader sees both already."""
    asked = [SimpleNamespace(title=title, id="1", url="", label="") for title in ("How long does tea keep", "How is it kept")]
    relation: Any = SimpleNamespace(
        target="2", kind=RelationKind.RELATED, concepts=(), domains=(), linked=False, phrases=(), passages=(one, other), unique=()
    )
    writer: Any = SimpleNamespace(entries={"2": SimpleNamespace(question=asked[1])}, t=interface("en"))
    assert _related(writer, asked[0], relation)["reasons"] == [expected]  # type: ignore[arg-type]


def test_escaped_words_hold_no_markup() -> None:
    """ASCII punctuation becomes entities; letters do not change."""
    assert escape_markdown("a*b 汉") == "a&#42;b 汉"
