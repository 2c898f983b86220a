"""Verifying that a text is on its pages: lost words are listed with their line, other missing words with a reason."""

from __future__ import annotations

import unicodedata

import pytest
from zhiku.content.question_format import Opener, OpenerKind, QuestionFormat
from zhiku.output.kept_words import KeptWords, LostWords, Reason, kept_words, show_kept_words
from zhiku.parsing.chapters import part_ids
from zhiku.parsing.parse import parse
from zhiku.source.text import SourceText

TEXT = """\
# Tea

## 1. How is tea kept?

**Answer:** Dry and **dark**, see [the guide](https://example.org/keep) or `jar <lid>`.

1. Close the `jar`.
2. Not for \\(e^{kt}\\) days.[^1]

```python
print("tea")
```

[^1]: A note.
"""
PAGE = """\
<article><nav>All questions</nav><h1>How is tea kept?</h1><h2 id=answer>Answer</h2>
<p>Dry and <strong>da</strong>rk, see <a href="https://example.org/keep">the guide</a> or <code>jar &lt;lid&gt;</code>.</p>
<ol><li>Close the <code>jar</code>.</li><li>Not for
<span class=kb-formula><annotation>e^{kt}</annotation></span> days.<sup>1</sup></li></ol>
<p data-added>Added by the project.</p>
<pre><code>print("tea")</code></pre><section><p>A note.</p></section></article>
"""


def compare(page: str = PAGE, text: str = TEXT) -> KeptWords:
    """The report for the text and a single page."""
    source = SourceText("content/tea.md", text)
    parsed, _ = parse(source, QuestionFormat((Opener(OpenerKind.HEADING, (2,), numbered=True),)))
    return kept_words(parsed, source, part_ids([parsed]), lambda _: page)


def test_everything_is_there_or_has_its_reason() -> None:
    """Markup within words and elements added by the generator are ignored."""
    found = compare()
    assert found.lost == ()
    reasons = dict(found.reasons)
    assert set(reasons) >= {Reason.NUMBER, Reason.ADDRESS, Reason.FORMULA, Reason.LANGUAGE, Reason.MARK}
    assert reasons[Reason.FORMULA] == len("ekt")


def test_line_ends_and_decomposed_letters_make_no_difference() -> None:
    """A text with other line ends, or with accents as characters of their own, is whole on the same page."""
    listed = "## 1. How?\n\n```x\ny\n```\n\n1. First.\n2. Second.\n"
    page = "<article><h1>How?</h1><pre>y</pre><ol><li>First.</li><li>Second.</li></ol></article>"
    assert compare(page, listed).lost == ()
    assert compare(page, listed.replace("\n", "\r\n")).lost == ()
    accented = "## 1. Thé\n\nVert et fermenté.\n"
    page = "<article><h1>Thé</h1><p>Vert et fermenté.</p></article>"
    assert compare(page, unicodedata.normalize("NFD", accented)).lost == ()


@pytest.mark.parametrize(("title", "lost"), [("How is tea kept?", ()), ("How is it kept?", ("tea",))])
def test_metadata_of_a_file_that_is_a_question(title: str, lost: tuple[str, ...]) -> None:
    """Front matter is on no page, except for the title."""
    text = "---\nid: a7\nquestion: How is tea kept?\nsort_order: 7\nauthor: Nobody Else\n---\n\nDry.\n"
    source = SourceText("content/tea.md", text)
    parsed, _ = parse(source, QuestionFormat((Opener(OpenerKind.DOCUMENT),)))
    found = kept_words(parsed, source, part_ids([parsed]), lambda _: f"<article><h1>{title}</h1><p>Dry.</p></article>")
    assert tuple(item.words for item in found.lost) == lost
    assert dict(found.reasons)[Reason.FRONT_MATTER] >= len("sortorder7authorNobodyElse")


@pytest.mark.parametrize(
    ("gone", "line", "words"),
    [
        ("Close the <code>jar</code>.", 7, "Close the `jar"),
        ("<p>A note.</p>", 14, "A note"),
        ('print("tea")', 11, 'print("tea'),
        ("<span class=kb-formula><annotation>e^{kt}</annotation></span>", 8, "e^{kt"),
        ("How is tea kept?", 3, "How is tea kept"),
        ("&lt;lid&gt;", 5, "lid"),
    ],
)
def test_what_a_page_lacks_is_named(gone: str, line: int, words: str) -> None:
    """Words, code, tags in code, formulas, titles and footnotes, each with its line."""
    assert gone in PAGE
    assert compare(PAGE.replace(gone, "")).lost == (LostWords("content/tea.md", line, words),)


def test_words_out_of_order_are_reported() -> None:
    """A list item after the code that follows it is out of order."""
    item = "<li>Close the <code>jar</code>.</li>"
    moved = PAGE.replace(item, "").replace("<section>", f"<ol>{item}</ol><section>")
    found = compare(moved)
    assert found.lost == ()
    assert dict(found.reasons)[Reason.MOVED] >= len("Closethejar")


def test_the_account_is_shown() -> None:
    """A line for the file, one for each reason, one for each loss."""
    found = KeptWords("tea.md", 12, ((Reason.NUMBER, 2),), (LostWords("tea.md", 7, "dark"),))
    assert show_kept_words(found).splitlines() == [
        "tea.md: 12 letters and digits are on the finished pages, in order",
        "        2  number of a question or of a list item",
        "  LOST: tea.md:7: `dark` is on no page",
    ]


def aligned(text: str, page: str) -> tuple[tuple[str, ...], dict[Reason, int]]:
    """The lost words of an answer, and the letters that are elsewhere on its page."""
    found = compare(f"<article><h1>Tea</h1><p>Answer {page}</p></article>", f"## 1. Tea\n\n**Answer:** {text}\n")
    return tuple(item.words for item in found.lost), {name: n for name, n in found.reasons if name is Reason.MOVED}


@pytest.mark.parametrize(("added", "moved"), [(10, {}), (40, {Reason.MOVED: 3})])
def test_a_letter_of_the_text_weighs_ten_of_the_page(added: int, moved: dict[Reason, int]) -> None:
    """A few letters on the page are an addition before the words; many are another passage, and the words are out of order."""
    assert aligned("tea cup jug", f"cup jug {'x' * added} tea cup jug") == ((), moved)


def test_five_pieces_tell_where_a_text_continues() -> None:
    """Two may be equal by chance; of ten, a page often interrupts some."""
    assert aligned("zz a1 b2 c3 d4 e5 y6", f"c3 d4 {'x' * 46} a1 b2 c3 d4 e5 y6") == (("zz",), {})
    assert aligned("zz a1 b2 c3 d4 e5 f6 g7 h8 i9 j0", "a1 b2 c3 d4 e5 QQ f6 g7 h8 i9 j0") == (("zz",), {})


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("[Source](https://a.example/close-the-jar-tightly) Close the jar tightly.", "Source Close the jar tightly."),
        ("https://a.example/close-the-jar Close the jar.", "https://a.example/close-the-jar Close the jar."),
    ],
)
def test_words_of_an_address_are_not_taken_for_the_text_behind_it(text: str, page: str) -> None:
    """An address that repeats the words which follow is on the page only where the page shows it."""
    assert aligned(text, page) == ((), {})
