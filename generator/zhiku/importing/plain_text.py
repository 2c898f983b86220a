r"""Plain text that was laid out by hand as Markdown: its title, titles between rules, its table of contents, its backslashes.

FAQs of mailing lists and newsgroups are written so: a line of ``=====`` stands above the title of a section, all questions are
listed first, each may have a line ``Subject:`` (digests, RFC 1153), and ``\(`` is what a reader types. In manual pages titles
stand at the margin and all else is indented. Text with Markdown's own headings or fences is left as it is.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from zhiku.content.question_format import QuestionFormat, bare
from zhiku.markdown.delimiters import uses_brackets
from zhiku.parsing.blocks import read_blocks
from zhiku.parsing.numbering import numeral_of
from zhiku.parsing.question_sentences import has_question_mark, is_question
from zhiku.source.text import SourceText

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

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


_SUBJECT = re.compile(r"Subject:[ \t]+(?=\S)", re.IGNORECASE)
_HEADER = re.compile(r"[A-Za-z][\w-]*:[ \t]+\S")
"""A field of the header of a message or of a digest."""
_MIN_HEADERS = 2
_MIN_TITLES, _INDENTED = 3, 0.6
"""Titles at the margin that a manual page has, and the share of its lines that are indented."""


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
    lines = _without_indentation(text.split("\n"))
    lines = _with_subjects(_with_sections(_with_title(_without_contents(lines))))
    return "\n".join(_with_backslashes(lines))


# --- the title ----------------------------------------------------------------------------------------------------------------


def _with_title(lines: list[str]) -> list[str]:
    """The lines, the first one a heading if it is a title: short, no sentence, with nothing but a rule or a blank line below."""
    headers = _end_of_headers(lines)
    first = next((at for at in range(headers, len(lines)) if lines[at].strip() and not _RULE.fullmatch(lines[at])), None)
    if first is None or not _is_title(lines[first]) or _is_numbered(lines[first]):
        return lines
    is_underlined = first + 1 < len(lines) and _RULE.fullmatch(lines[first + 1]) is not None
    below = first + 1 + is_underlined
    if (is_underlined and _is_heading(lines[first], lines[first + 1])) or (below < len(lines) and lines[below].strip()):
        return lines
    rest = lines[below:]
    above = [*lines[:headers], ""] if headers else []
    return [*above, f"# {' '.join(lines[first].split())}", *rest] if any(map(str.strip, rest)) else lines


def _end_of_headers(lines: Sequence[str]) -> int:
    """The line below the headers of a message or digest, such as ``Archive-name: faq``; 0 if there are none."""
    end = next((index for index, line in enumerate(lines) if not _HEADER.match(line)), len(lines))
    return end if end >= _MIN_HEADERS and end < len(lines) and not lines[end].strip() else 0


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
    shown = ((index, f"## {_heading(lines, index)}" if index in titles else line) for index, line in enumerate(lines))
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


# --- digests and manual pages ---------------------------------------------------------------------------------------------------


def _with_subjects(lines: list[str]) -> list[str]:
    """The lines, those that name the subject of a part of a digest as headings, if several do; the rules above are left out."""
    subjects = {index for index in range(_end_of_headers(lines), len(lines)) if _is_subject(lines, index)}
    if len(subjects) < _MIN_SECTIONS:
        return lines
    dropped = {_rule(lines, index, -1) for index in subjects}
    shown = (f"## {_heading(lines, index)}" if index in subjects else line for index, line in enumerate(lines))
    return [line for index, line in enumerate(shown) if index not in dropped]


def _heading(lines: Sequence[str], index: int) -> str:
    """The words of a title; a subject without text before the next one is that of a section, which needs no number."""
    words = _SUBJECT.sub("", lines[index].strip())
    following = next((line for line in lines[index + 1 :] if line.strip() and not _RULE.fullmatch(line)), "")
    numeral = numeral_of(words)
    is_section = _SUBJECT.match(lines[index].strip()) is not None and _SUBJECT.match(following) is not None
    return words[numeral.end :] if numeral and is_section else words


def _is_subject(lines: Sequence[str], index: int) -> bool:
    """Whether a line with a subject stands alone: those among the headers of messages are no titles of a digest."""
    above, below = ((lines[near] if 0 <= near < len(lines) else "") for near in (index - 1, index + 1))
    return _SUBJECT.match(lines[index]) is not None and not below.strip() and (not above.strip() or bool(_RULE.fullmatch(above)))


def _without_indentation(lines: list[str]) -> list[str]:
    """The lines of a manual page, its titles as headings and the rest without its indentation; of any other text as they are.

    In a manual page nearly all lines are indented, and the others are titles right above indented lines, or alone. Titles of
    subsections are indented less than what stands right below them.
    """
    written = [index for index, line in enumerate(lines) if line.strip()]
    indents = Counter(_indent(lines[index]) for index in written if _indent(lines[index]))
    titles = [index for index in written if _is_at_margin(lines, index)]
    if len(titles) < _MIN_TITLES or indents.total() < len(written) * _INDENTED:
        return lines
    usual = indents.most_common(1)[0][0]
    shown: list[str] = []
    for index, line in enumerate(lines):
        marks = "##" if index in titles else "###" if _is_subtitle(lines, index, titles, usual) else ""
        shown += [f"{marks} {line.strip()}", ""] if marks else [line[min(usual, _indent(line)) :]]
    return shown


def _is_subtitle(lines: Sequence[str], index: int, titles: Collection[int], usual: int) -> bool:
    """Whether a line is the title of a subsection: below a title or a blank line, right above one that is indented as usual."""
    above, below = ((lines[near] if 0 <= near < len(lines) else "") for near in (index - 1, index + 1))
    stands = bool(below.strip()) and _indent(below) >= usual and (not above.strip() or index - 1 in titles)
    return stands and 0 < _indent(lines[index]) < min(usual, _CODE) and len(lines[index].strip()) <= _MAX_TITLE


def _is_at_margin(lines: Sequence[str], index: int) -> bool:
    """Whether a line is the title of a section of a manual page: not indented, right above a line that is, below a blank one."""
    above, below = ((lines[near] if 0 <= near < len(lines) else "") for near in (index - 1, index + 1))
    stands = not _indent(lines[index]) and bool(below.strip()) and _indent(below) > 1 and not above.strip()
    return stands and _is_title(lines[index]) and not _is_numbered(lines[index]) and not has_question_mark(lines[index])


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
    single = [item for item in listed if not _groups(item, listed)]
    again = [last[item.words] >= end for item in single]
    numbered = [numbers.get(item.number, 0) >= end for item in single]
    enough = sum(map(max, again, numbered)) >= len(single) * _LISTED_AGAIN and sum(again) >= len(single) * _WORDED_ALIKE
    if len(single) < _MIN_LISTED or not enough:
        return lines
    while start and _groups(items[start - 1], listed):
        start -= 1
    above = items[start - 1] if start and QuestionFormat().is_contents(items[start - 1].words) else items[start]
    return [*lines[: above.first], *lines[listed[-1].end :]]


def _groups(item: _Item, listed: Sequence[_Item]) -> bool:
    """Whether the number of an entry is that of a group of others: ``1) General`` above ``1.1) What is it?``."""
    return bool(item.number) and any(other.number.startswith(f"{item.number}-") for other in listed)


def _items(lines: Sequence[str]) -> Iterator[_Item]:
    """The lines that stand for themselves, each with those that go on with it."""
    index = 0
    while index < len(lines):
        first, index = index, index + 1
        if not lines[first].strip() or _RULE.fullmatch(lines[first]):
            continue
        while index < len(lines) and _goes_on(lines, first, index):
            index += 1
        words = _SUBJECT.sub("", " ".join(" ".join(lines[first:index]).split()), count=1)
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
