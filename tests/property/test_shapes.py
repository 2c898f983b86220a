"""Properties of every text in every format: nothing is lost, parsing terminates, and ids are unique."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import example, given, settings
from hypothesis import strategies as st
from zhiku.content.folder import Content
from zhiku.content.question_format import ItemHead, Opener, OpenerKind, QuestionFormat
from zhiku.content.settings import read_settings
from zhiku.parsing.coverage import coverage_of
from zhiku.parsing.detect import detect
from zhiku.parsing.load import read
from zhiku.parsing.parse import parse
from zhiku.source.text import SourceText

from tests.support.read import render_sources
from tests.support.strategies import markdown

if TYPE_CHECKING:
    from zhiku.model import ParsedQuestion

OPENERS = (
    *(Opener(OpenerKind.HEADING, (level,), numbered=numbered) for level in (1, 3, 6) for numbered in (False, True)),
    Opener(OpenerKind.HEADING, (3, 4), numbered=True),
    Opener(OpenerKind.HEADING, (3, 2)),
    *(Opener(OpenerKind.BOLD, numbered=numbered, inline=inline) for numbered in (False, True) for inline in (False, True)),
    *(Opener(OpenerKind.ITEM, head=head) for head in ItemHead),
    Opener(OpenerKind.LINE),
    *(
        Opener(kind)
        for kind in (
            OpenerKind.DETAILS,
            OpenerKind.CALLOUT,
            OpenerKind.ADMONITION,
            OpenerKind.DEFINITION,
            OpenerKind.TABLE,
            OpenerKind.CARD,
            OpenerKind.DOCUMENT,
        )
    ),
    Opener(OpenerKind.HEADING, (2, 3)),
)
forms = st.builds(
    QuestionFormat, st.lists(st.sampled_from(OPENERS), min_size=1, max_size=2, unique=True).map(tuple), parts=st.integers(0, 3)
)
PIECES = st.sampled_from(
    (
        *("### 1. T?\n\n", "# 2.1 T\n", "**3. T?**\n", "**T?** words\n\n", "1. ### T?\n\n   words\n", "10. **T?**\n\n   words\n"),
        *(
            "2. T?\n\n    words\n",
            "<details><summary>T?</summary>\n\n",
            "</details>\n",
            "<summary>",
            "Q1: T\n",
            "\t- a\n",
            "```js\n",
        ),
        *(
            "```\n",
            "<!--",
            "-->\n",
            "---\n",
            "<br/>\n\n",
            "**答案：** a\n",
            "#### Answer: B\n",
            "答案：b\n",
            "## Part\n\n",
            "目录\n===\n",
        ),
        *(
            "- [T](#t)\n",
            "[^1]\n\n[^1]: note\n",
            "::: tip\nx\n:::\n",
            "$a$ $$b$$\n",
            "> [!NOTE]\n> x\n",
            "\r\n",
            "\u200b",
            "\ufeff",
            "\x00",
            "１．",
        ),
        *(
            "\n",
            "  ",
            "    ",
            "\t",
            "words\n",
            "待补充\n",
            "\u2028",
            "😀",
            "[TOC]\n",
            "| a |\n|---|\n| b |\n",
            "***\n",
            "<T>\n",
            "<p>\n",
            "<p>1. x</p>\n\n",
        ),
        *(
            "# T?\n\n",
            "#### 2. T\n\n",
            "### 题目\n\n",
            "### 答案\n\n",
            "## 2.2 T?\n\n",
            "1. T?\n\nwords\n\n",
            "2. T?\n\nwords\n\n",
            "- T?\n\n  words\n",
            "<summary>T\n\n* a\n",
        ),
        *(
            "> [!question]- 1. T?\n> a\n>\n> - b\n",
            '??? question "T?"\n    a\n\n    b\n',
            "!!! note\n    x\n",
            '=== "Tab"\n    x\n',
            "<dl>\n<dt>T?</dt>\n<dd>a</dd>\n",
            "</dl>\n",
            "T?\n: a\n",
            "| Question | Answer | Code |\n|---|---|---|\n| T? | a \\| b | `x|y` |\n| $|x|$ | $|y|$ |\n",
            "T::a\n",
            "T?\n?\na\n",
            "---\nquestion: T?\n---\n",
            "+++\ntitle = 'T'\n+++\n",
            "- [x] T?\n\n  a\n",
            "一、T？\n",
            "Q1：T\nA1：a\nQ2：U\nA2：b\n",
            "###\n",
        ),
    )
)
texts = st.lists(PIECES, max_size=30).map("".join) | markdown


def held(text: str, question: ParsedQuestion) -> list[int]:
    """The offsets of a question that are not blank, as often as its head, labels, bodies and markup contain them."""
    spans = [question.head, *question.markup, *(section.label for section in question.sections)]
    offsets = [offset for span in spans for offset in range(span.start, span.end)]
    for section in question.sections:
        for excerpt in section.body:
            offsets += [excerpt.offset(at) for at, char in enumerate(excerpt.text) if not char.isspace()]
    return sorted(offset for offset in offsets if not text[offset].isspace())


@given(texts, forms)
@example("10. **T?**\n\n\t words\n", QuestionFormat((Opener(OpenerKind.ITEM, head=ItemHead.BOLD),)))
def test_nothing_is_lost_or_doubled_in_any_format(text: str, form: QuestionFormat) -> None:
    """Records concatenated are the text, and the parts of a question contain each of its characters once."""
    source = SourceText("a.md", text)
    cut, _ = parse(source, form)
    assert "".join(source.slice(record.span) for record in cut.records) == text
    for question in cut.questions:
        words = [offset for offset in range(question.span.start, question.span.end) if not text[offset].isspace()]
        assert held(text, question) == words
    assert coverage_of(cut, source).lost == ()


@given(texts, forms)
def test_every_format_is_rendered(text: str, form: QuestionFormat) -> None:
    """Rendering terminates for every text in every format; places of problems are inside the text."""
    source = SourceText("a.md", text)
    found, problems = render_sources([source], form, lenient=True)
    ids = [question.id for question in found.questions]
    assert len(set(ids)) == len(ids)
    assert all(ids)
    for problem in problems:
        assert 1 <= problem.line <= source.line_count
        assert problem.excerpt == source.line(problem.line)


@given(texts)
@settings(max_examples=60)
@example("# T?\n\nwords\n\n# U?\n\nwords\n\n<p>1. x</p>\n\nwords\n")
def test_detection_ends_and_its_format_reads_the_text(text: str) -> None:
    """Detection proposes a format for every text, and parsing with it raises nothing."""
    source = SourceText("a.md", text)
    blank = SourceText("kb.yml", "")
    reading, _ = read(Content((source,), blank, blank, blank, blank, blank, ()), read_settings(blank)[0])
    assert detect([source]).form.openers == reading.form.openers
