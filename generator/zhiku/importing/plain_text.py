r"""Plain text that was laid out by hand as Markdown: its title, titles between rules, its table of contents, its backslashes.

FAQs of mailing lists and newsgroups are written so: a line of ``=====`` stands above the title of a section, all questions are
listed first, and ``\(`` is what a reader types. Text with Markdown's own headings or fences is left as it is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from zhiku.content.question_format import QuestionFormat, bare
from zhiku.markdown.delimiters import uses_brackets
from zhiku.parsing.blocks import read_blocks
from zhiku.parsing.numbering import numeral_of
from zhiku.parsing.question_sentences import is_question
from zhiku.source.text import SourceText

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MARKDOWN = re.compile(r"^ {0,3}(?:#{1,6} +\S|```|~~~)|\*\*\w", re.MULTILINE)
_RULE = re.compile(r"\s*([=\-*_~#+])\1{3,}\s*")
_SENTENCE_END = re.compile(r"[.。!！:：;；,，?？]\s*$")
_SETTING = re.compile(r"\S[:=]\S")
"""What stands in lines for programs, such as an editor's settings, and not in titles."""
_MAX_TITLE = 78
"""Columns of a title; more is a sentence."""
_CODE = 4
"""Columns of indentation from which Markdown takes a line for code."""
_MIN_SECTIONS = 2
"""Titles below rules that make them those of sections."""
_FULL_LINE = 40
"""Columns of a line from which the next one, if it is indented, goes on with it."""
_MIN_LISTED = 3
"""Entries of a table of contents."""
_LISTED_AGAIN, _WORDED_ALIKE = 0.9, 0.6
"""Shares of the entries whose number or words, and whose words, stand at the head of a paragraph further down."""
_ESCAPE = re.compile(r"`[^`\n]*`|\\(?=[!-/:-@\[-`{-~])")
"""A stretch of code, or a backslash that Markdown would take for an escape."""


class _Item(NamedTuple):
    """A line with those that go on with it, from ``first`` to before ``end`` (counted from 0)."""

    first: int
    end: int
    number: str
    words: str


def from_plain_text(text: str) -> str:
    """A plain text as Markdown; text that is Markdown already is not changed."""
    if _MARKDOWN.search(text):
        return text
    lines = text.split("\n")
    lines = _with_sections(_with_title(_without_contents(lines)))
    return "\n".join(_with_backslashes(lines))


# --- the title ----------------------------------------------------------------------------------------------------------------


def _with_title(lines: list[str]) -> list[str]:
    """The lines, the first one a heading if it is a title: short, no sentence, with nothing but a rule or a blank line below."""
    first = next((index for index, line in enumerate(lines) if line.strip() and not _RULE.fullmatch(line)), None)
    if first is None or not _is_title(lines[first]) or _is_numbered(lines[first]):
        return lines
    is_underlined = first + 1 < len(lines) and _RULE.fullmatch(lines[first + 1]) is not None
    below = first + 1 + is_underlined
    if (is_underlined and _is_heading(lines[first], lines[first + 1])) or (below < len(lines) and lines[below].strip()):
        return lines
    rest = lines[below:]
    return [f"# {lines[first].strip()}", *rest] if any(map(str.strip, rest)) else lines


def _is_title(line: str) -> bool:
    is_short = len(line.strip()) <= _MAX_TITLE and any(map(str.isalpha, line))
    return is_short and not _SENTENCE_END.search(line) and not _SETTING.search(line)


def _is_heading(*lines: str) -> bool:
    """Whether Markdown reads a line and the rule below it as a heading."""
    return lines[1].strip()[0] in "=-" and all(_indent(line) < _CODE for line in lines)


def _is_numbered(line: str) -> bool:
    return numeral_of(line.strip()) is not None


# --- sections -----------------------------------------------------------------------------------------------------------------


def _with_sections(lines: list[str]) -> list[str]:
    """The lines, those that stand alone below a rule as headings, if several do; their rules are left out."""
    titles = [index for index in range(len(lines)) if _is_below_rule(lines, index)]
    if len(titles) < _MIN_SECTIONS:
        return lines
    dropped = {near for index in titles for near in (_rule(lines, index, -1), _rule(lines, index, 1)) if near is not None}
    shown = ((index, f"## {line.strip()}" if index in titles else line) for index, line in enumerate(lines))
    return [line for index, line in shown if index not in dropped]


def _is_below_rule(lines: Sequence[str], index: int) -> bool:
    """Whether a line is the title of a section: alone, short, no question, with a rule above that underlines nothing."""
    line, rule = lines[index], _rule(lines, index, -1)
    if rule is None or not line.strip() or _RULE.fullmatch(line) or not _is_title(line) or is_question(line):
        return False
    underlines = rule > 0 and lines[rule - 1].strip() and not _RULE.fullmatch(lines[rule - 1])
    below = lines[index + 1] if index + 1 < len(lines) else ""
    return not underlines and (not below.strip() or _RULE.fullmatch(below) is not None)


def _rule(lines: Sequence[str], index: int, step: int) -> int | None:
    """The rule above or below a line, blank lines between them only above."""
    at = index + step
    while step < 0 <= at and not lines[at].strip():
        at += step
    return at if 0 <= at < len(lines) and _RULE.fullmatch(lines[at]) else None


# --- the table of contents ----------------------------------------------------------------------------------------------------


def _without_contents(lines: list[str]) -> list[str]:
    """The lines without the list of the titles that follow: a run of lines nearly all of which stand alone again below."""
    items = list(_items(lines))
    last = {words: place for place, (_, _, _, words) in enumerate(items)}
    numbers = {number: place for place, (_, _, number, _) in enumerate(items) if number}
    start = next((place for place, item in enumerate(items) if last[item.words] > place), None)
    if start is None:
        return lines
    end = next(place for place in range(start + 1, len(items)) if items[place].words == items[start].words)
    listed = items[start:end]
    again = [last[item.words] >= end for item in listed]
    numbered = [numbers.get(item.number, 0) >= end for item in listed]
    enough = sum(map(max, again, numbered)) >= len(listed) * _LISTED_AGAIN and sum(again) >= len(listed) * _WORDED_ALIKE
    if len(listed) < _MIN_LISTED or not enough:
        return lines
    above = items[start - 1] if start and QuestionFormat().is_contents(items[start - 1].words) else items[start]
    return [*lines[: above.first], *lines[listed[-1].end :]]


def _items(lines: Sequence[str]) -> Iterator[_Item]:
    """The lines that stand for themselves, each with those that go on with it."""
    index = 0
    while index < len(lines):
        first, index = index, index + 1
        if not lines[first].strip() or _RULE.fullmatch(lines[first]):
            continue
        while index < len(lines) and _goes_on(lines, first, index):
            index += 1
        words = " ".join(" ".join(lines[first:index]).split())
        numeral = numeral_of(words)
        yield _Item(first, index, numeral.key if numeral else "", bare(words[numeral.end if numeral else 0 :]))


def _goes_on(lines: Sequence[str], first: int, index: int) -> bool:
    """Whether a line goes on with the one above, which is full: indented more than the first one, and without a number."""
    line, above = lines[index], lines[index - 1]
    deeper = _indent(line) > _indent(lines[first])
    return bool(line.strip()) and deeper and len(above.rstrip()) >= _FULL_LINE and not _is_numbered(line)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


# --- backslashes --------------------------------------------------------------------------------------------------------------


def _with_backslashes(lines: list[str]) -> list[str]:
    """The lines, backslashes in running text doubled where Markdown would leave them out; code and TeX are as they were."""
    text = "\n".join(lines)
    if "\\" not in text or uses_brackets(text):
        return lines
    tokens = (token for block in read_blocks(SourceText("", text), None).blocks for token in block.tokens)
    running = {line for token in tokens if token.type == "inline" and token.map for line in range(*token.map)}
    return [_ESCAPE.sub(_doubled, line) if index in running else line for index, line in enumerate(lines)]


def _doubled(found: re.Match[str]) -> str:
    return found.group() if found.group().startswith("`") else "\\\\"


__all__ = ["from_plain_text"]
