"""Properties of every text: nothing is lost, nothing raises, and reported places are right."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hypothesis import example, given
from hypothesis import strategies as st
from zhiku.content.question_format import Opener, OpenerKind, QuestionFormat
from zhiku.diagnostics.report import Format, show
from zhiku.markdown.sanitizer import clean
from zhiku.model import Question, Span
from zhiku.parsing.parse import parse
from zhiku.source.text import SourceText

from tests.support.read import FORMAT, rendered
from tests.support.strategies import LINE_ENDS, any_text, markdown

if TYPE_CHECKING:
    from zhiku.diagnostics.diagnostic import Diagnostic

HEAD = "### 1. Title\n\n**答案：** "


def read(text: str) -> tuple[SourceText, tuple[Question, ...], tuple[Diagnostic, ...]]:
    """A text, parsed and rendered, with all problems found."""
    source = SourceText("text.md", text)
    _, structural = parse(source, FORMAT)
    questions, problems = rendered(source)
    return source, questions, (*structural, *problems)


@given(any_text | markdown, st.integers(min_value=1, max_value=6))
@example("\ufeff### 1. a\r\n\r\n**答案：** b\r\n", 3)
@example("a\r### 1. b\r\r**答案：**\u2028c", 3)
def test_records_joined_are_the_text(text: str, level: int) -> None:
    """Dividing a text into records loses, duplicates and moves no character, whatever the line ends."""
    source = SourceText("text.md", text)
    parsed, _ = parse(source, QuestionFormat((Opener(OpenerKind.HEADING, (level,)),)))
    assert "".join(source.slice(record.span) for record in parsed.records).encode() == text.encode()


@given(markdown)
@example(f"{HEAD}x")
def test_every_character_of_a_question_has_its_place(text: str) -> None:
    """Head, labels, bodies and markup contain each nonblank character of a question once, bodies in order."""
    source = SourceText("text.md", text)
    for question in parse(source, FORMAT)[0].questions:
        spans = [question.head, *question.markup, *(section.label for section in question.sections)]
        held = [offset for span in spans for offset in range(span.start, span.end)]
        for section in question.sections:
            for excerpt in section.body:
                offsets = [excerpt.offset(at) for at, char in enumerate(excerpt.text) if not char.isspace()]
                assert offsets == sorted(offsets)
                assert [text[offset] for offset in offsets] == [char for char in excerpt.text if not char.isspace()]
                held += offsets
        words = [offset for offset in range(question.span.start, question.span.end) if not text[offset].isspace()]
        assert sorted(offset for offset in held if not text[offset].isspace()) == words


@given(any_text | markdown)
def test_lines_and_offsets_agree(text: str) -> None:
    """Every offset has a line and column that map back to it; lines joined with their ends are the text."""
    source = SourceText("text.md", text)
    for offset in range(len(text) + 1):
        line, column = source.position(offset)
        assert source.offset_of_line(line) + column - 1 == offset
    lines = re.split("\r\n|\r|\n", text)
    assert source.line_count == len(lines)
    assert [source.line(number) for number in range(1, len(lines) + 1)] == lines


@given(any_text, st.data())
def test_lines_of_a_span_hold_its_text(text: str, data: st.DataObject) -> None:
    """The lines of a span are the first and last that contain a part of it."""
    source = SourceText("text.md", text)
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    lines = source.lines_of(span)
    words = source.slice(span)
    assert 1 <= lines.first <= lines.last <= source.line_count
    if words.strip():
        first = span.start + len(words) - len(words.lstrip())
        assert lines.first == source.line_of(first)
        assert lines.last == source.line_of(span.start + len(words.rstrip()) - 1)


@given(markdown)
@example("[x](http://[)")
@example("![x](http://[)")
@example("\x00\\(a\\)")
@example("<div><![i](/assets/a.png)")
def test_no_markdown_stops_the_generator(text: str) -> None:
    """Parsing and rendering terminate for every text, and all problems can be shown in every format."""
    _, _, problems = read(HEAD + text)
    for form in Format:
        show(problems, form).encode()


@given(markdown)
@example("<div><\r\n<script>\n")
@example("<script>\\\\(\r\n\r\n<script>\\(a_1\\)\n")
def test_every_diagnostic_has_its_place(text: str) -> None:
    """Line and column of a diagnostic are inside the text, and its excerpt is that line."""
    source, _, problems = read(HEAD + text)
    for problem in problems:
        assert 1 <= problem.line <= source.line_count
        assert problem.excerpt == source.line(problem.line)
        assert 1 <= problem.column <= len(problem.excerpt) + 1


@given(markdown)
@example("> \\(a\\)\r\n> \\(b\\) \\(b\\)\r\n")
@example("| a | b |\n|---|---|\n| \\(a\\) \\| \\(b\\) | \\(b\\) |\n")
@example("[\\(x\\) and \\(x\\)](#1) ![\\(x\\)](/assets/x.png) \\(x\\)")
@example("- 1. \\(a\nb\\) \\(c\\)\n\n     \\[d\\]\n")
@example("# \\(a\\) # \\(a\\) ##\n\n\\(b\\)\n===\n")
@example("`\\(a\\)` \\\\(a\\\\) \\(a\\)")
def test_formulas_are_where_they_are_said_to_be(text: str) -> None:
    """A formula's line and column are those of its opening delimiter, in order, followed by its TeX."""
    source, questions, _ = read(HEAD + text)
    for question in questions:
        offsets = []
        for formula in question.formulas:
            offset = source.offset_of_line(formula.line) + formula.column - 1
            assert source.text[offset : offset + 2] == ("\\[" if formula.display else "\\(")
            if not {"\n", "|", "\ufffd"} & set(formula.tex):
                assert source.text.startswith(formula.tex, offset + 2)
            offsets.append(offset)
        assert offsets == sorted(set(offsets))


@given(markdown.filter(lambda text: not re.search("<(?:script|style|!--)", text, re.IGNORECASE)))
@example("<?php\\(a_1\\)\n")
@example("<div><?php\\(a_1\\)\n")
@example("a <!X \\(a_1\\)> b\n")
def test_every_formula_is_shielded_once(text: str) -> None:
    """A section's HTML has one placeholder for each formula; scripts, styles and comments are removed with their content."""
    _, questions, _ = read(HEAD + text)
    for question in questions:
        shielded = sum(section.html.count('<span class="arithmatex">\\') for section in question.sections)
        assert shielded == len(question.formulas)


PLACES = {"KB202": r"\\[(\[]", "KB501": "<"}


@given(markdown)
@example('> text\r\n> <i onclick="x"> \\( a\r\n')
@example('<div>\n  <i onclick="x">\n</div>\n')
@example("*[\\(](#1)")
@example("<div>\\(a_1\\)<script>\n")
@example("\u3000\n\t<div markdown=1>\n")
@example("<div><\r\n<div markdown=1>\n")
@example("\n> \u3000\n> <div markdown=1> <div markdown=1>\n")
def test_problems_point_at_the_very_characters(text: str) -> None:
    """An unpaired delimiter is reported at its offset, removed HTML at the ``<`` of its tag."""
    source, _, problems = read(HEAD + text)
    for problem in problems:
        if problem.code in PLACES:
            offset = source.offset_of_line(problem.line) + problem.column - 1
            assert re.match(PLACES[problem.code], source.text[offset:])


@given(
    st.lists(st.sampled_from(["[a](#no)", "![a](/no.png)", "a #no /no.png ", "**", "> ", "汉", "😀", "\\(x\\)"]), max_size=9),
    st.sampled_from(LINE_ENDS),
)
def test_broken_addresses_point_at_the_address(pieces: list[str], end: str) -> None:
    """Invalid links and images are reported at their address, not at equal words before it."""
    source, _, problems = read(HEAD + end + end + end.join(pieces))
    text, wanted = source.text, {"KB401": "](#no)", "KB402": "](/no.png)"}
    for code, form in wanted.items():
        offsets = [source.offset_of_line(item.line) + item.column - 1 for item in problems if item.code == code]
        assert offsets == [match.start() + 2 for match in re.finditer(re.escape(form), text)]


@given(markdown)
@example("* <table>\n* \n")
@example("<pre>\n\n")
@example("<table>\ufeff\n")
def test_sanitizing_is_final(text: str) -> None:
    """Sanitizing again adds no tag or attribute and removes no word."""
    _, questions, _ = read(HEAD + text)
    for question in questions:
        for section in question.sections:
            again = clean(section.html)
            assert set(_tags(again)) == set(_tags(section.html))
            assert sorted(_words(again)) == sorted(_words(section.html))


def _tags(html: str) -> list[str]:
    return re.findall(r"<[a-z][^>]*>", html)


def _words(html: str) -> str:
    """The characters of a text without tags and white space; parsers drop a byte order mark at the start."""
    return "".join(re.sub(r"<[^>]*>", "", html).replace("\ufeff", "").split())


@given(markdown)
def test_no_script_survives(text: str) -> None:
    """No element, event handler or address that runs code survives."""
    _, questions, _ = read(HEAD + text + '<script>alert(1)</script><img src=x onerror=y><a href=" javascript:z">')
    for question in questions:
        for section in question.sections:
            tags = re.findall(r"<[a-z][^>]*>", section.html)
            assert not any(re.match(r"<(?:script|style|iframe|object|embed|form|base|meta|link|svg|math)\b", tag) for tag in tags)
            assert not any(re.search(r"\son\w+=|=\"\s*(?:javascript|vbscript|data):", tag, re.IGNORECASE) for tag in tags)
