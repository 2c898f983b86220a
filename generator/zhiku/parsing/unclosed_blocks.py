"""End blocks that their author forgot to close: a code fence, a comment or ``<pre>`` would swallow the rest of a text.

They are ended where the next question seems to open, and listed. The rules of the parser are wrapped, because only they know
which fences open a block: those in a list, a quote, a comment or in indented code depend on what is around them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from zhiku.content.question_format import ItemHead, OpenerKind
from zhiku.lang.reader import QUESTION_MARK, initials
from zhiku.markdown.dialect import MAX_NESTING
from zhiku.parsing.numbering import numeral_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.ruler import RuleOptionsType
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

    from zhiku.content.question_format import QuestionFormat
    from zhiku.source.text import SourceText

_FENCE_LINE = re.compile(r"(?P<indent>[ \t>]*)(?P<marks>`{3,}|~{3,})(?P<info>[^\r\n]*)")
_RAW_HTML_ENDS = (
    ("<!--", "-->"),
    ("<pre", "</pre>"),
    ("<script", "</script>"),
    ("<style", "</style>"),
    ("<textarea", "</textarea>"),
)
_MAX_FENCES_AHEAD = 200
"""Fences examined after one that may be unclosed, to keep the time linear."""


class Unclosed(NamedTuple):
    """An unclosed block: its first line (from 1), its kind, and the line at which it was ended.

    That line is 0 if it ends with the enclosing list or the text.
    """

    line: int
    what: str
    ended: int


@dataclass
class Guard:
    """The lines at which unclosed blocks may be ended, found once per text."""

    lines: Sequence[str]
    stops: list[int]
    bare: dict[str, list[int]] = field(default_factory=lambda: {"`": [], "~": []})
    fences: dict[str, list[int]] = field(default_factory=lambda: {"`": [], "~": []})
    last_end: dict[str, int] = field(default_factory=dict)
    unclosed: list[Unclosed] = field(default_factory=list)
    too_deep: list[int] = field(default_factory=list)

    def stop_after(self, line: int, end: int) -> int | None:
        """The first line after ``line`` and before ``end`` at which a question seems to open."""
        return _next(self.stops, line, end)


def _next(lines: Sequence[int], line: int, end: int) -> int | None:
    index = bisect_right(lines, line)
    return lines[index] if index < len(lines) and lines[index] < end else None


def guard_of(source: SourceText, form: QuestionFormat | None) -> Guard:
    """The lines of a text at which unclosed blocks may be ended; none without a format."""
    lines = [source.line(number) for number in range(1, source.line_count + 1)]
    looks = _looks_like_opening(form) if form else lambda _: False
    # A comment in code looks like a heading of the first level; a heading stands apart.
    stops = [
        index for index, line in enumerate(lines) if looks(line) and not (line[:2] == "# " and index and lines[index - 1].strip())
    ]
    guard = Guard(lines, stops)
    for index, line in enumerate(lines):
        if found := _FENCE_LINE.match(line):
            guard.fences[found["marks"][0]].append(index)
            if not found["info"].strip():
                guard.bare[found["marks"][0]].append(index)
        if "<" in line or "-->" in line:
            for _, end in _RAW_HTML_ENDS:
                if end in line.lower():
                    guard.last_end[end] = index
    return guard


def _looks_like_opening(form: QuestionFormat) -> Callable[[str], bool]:
    """A predicate for lines that might open a question, used inside unclosed blocks only."""
    tests: list[Callable[[str], bool]] = []
    for opener in form.openers:
        match opener.kind:
            case OpenerKind.HEADING:
                pattern = re.compile(rf" {{0,3}}#{{{opener.levels[0]}}}[ \t]+(?P<words>.+)")
            case OpenerKind.BOLD:
                pattern = re.compile(
                    r" {0,3}\*\*(?P<words>[^*]+\W)\*\*\s*$" if not opener.numbered else r" {0,3}\*\*(?P<words>[^*]+)\*\*"
                )
            case OpenerKind.ITEM:
                mark = {ItemHead.HEADING: r"#{1,6}[ \t]", ItemHead.BOLD: r"\*\*"}.get(opener.head, rf"\S.*{QUESTION_MARK}\s*$")
                pattern = re.compile(rf"(?P<words> {{0,3}}\d{{1,9}}[.)][ \t]+{mark})")
            case OpenerKind.LINE:
                letters = "|".join(re.escape(question) for question, _ in initials())
                pattern = re.compile(rf" {{0,3}}(?P<words>(?:{letters})?\d{{1,4}}\s*[.、．:：)）].*)")
            case OpenerKind.DETAILS:
                pattern = re.compile(r" {0,3}(?P<words><details)")
            case OpenerKind.CALLOUT:
                pattern = re.compile(r" {0,3}(?P<words>>[ \t]*\[![\w-]+\])")
            case OpenerKind.ADMONITION:
                pattern = re.compile(r"(?P<words>(?:!!!|\?\?\?\+?)[ \t]*\w)")
            case OpenerKind.DEFINITION | OpenerKind.TABLE | OpenerKind.CARD | OpenerKind.DOCUMENT | OpenerKind.SENTENCE:
                continue  # a line of theirs alone does not give them away
        numbered = opener.numbered and opener.kind in {OpenerKind.HEADING, OpenerKind.BOLD}
        tests.append(lambda line, pattern=pattern, numbered=numbered: _opens(pattern, line, numbered=numbered))  # type: ignore[misc]
    return lambda line: any(test(line) for test in tests)


def _opens(pattern: re.Pattern[str], line: str, *, numbered: bool) -> bool:
    found = pattern.match(line)
    return bool(found and (not numbered or numeral_of(found["words"])))


def _contain_fence(rule: Callable[..., bool]) -> Callable[..., bool]:
    def fence(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the signature of a block rule
        guard: Guard = state.env["guard"]
        found = _FENCE_LINE.match(guard.lines[start]) if not silent and start < len(guard.lines) else None
        mark = state.src[state.bMarks[start] + state.tShift[start] : state.bMarks[start] + state.tShift[start] + 1]
        stop = guard.stop_after(start, end) if found or (not silent and mark in {"`", "~"}) else None
        if stop is not None and _runs_over(guard, mark, start, stop, end):
            end = stop
        else:
            stop = None
        if not rule(state, start, end, silent):
            return False
        if not silent and not _is_closed(guard.lines, state.tokens[-1]):
            reached = stop is not None and state.line >= stop
            guard.unclosed.append(Unclosed(start + 1, "code", stop + 1 if stop is not None and reached else 0))
        return True

    return fence


def _runs_over(guard: Guard, mark: str, start: int, stop: int, end: int) -> bool:
    """Whether the author forgot to close a fence that extends beyond ``stop``.

    Two questions that seem to open before the next fence are a sign of it. Otherwise assume that it is closed later: then the
    fences after ``stop`` close and open blocks alternately. The assumption fails if a fence that can only open would have to
    close, or if a block is open at the end; it holds if a question opens between two blocks.
    """
    if mark not in guard.fences or _next(guard.bare[mark], start, stop) is not None:
        return False
    fences, bare = guard.fences[mark], guard.bare[mark]
    is_open, first = True, bisect_left(fences, stop)
    second = guard.stop_after(stop, end)
    if second is not None and (first == len(fences) or fences[first] > second):
        return True
    for index in range(first, min(bisect_left(fences, end), first + _MAX_FENCES_AHEAD)):
        line = fences[index]
        if is_open and _next(bare, line - 1, line + 1) is None:
            return True
        is_open = not is_open
        following = fences[index + 1] if index + 1 < len(fences) else end
        if not is_open and guard.stop_after(line, min(following, end)) is not None:
            return False
    return is_open


def _is_closed(lines: Sequence[str], token: Token) -> bool:
    if not token.map or token.map[1] - token.map[0] < 2:  # noqa: PLR2004 - an opening and a closing line
        return False
    last = lines[token.map[1] - 1].strip(" \t>")
    return last.startswith(token.markup[:3]) and not last.strip(token.markup[0])


def _contain_html(rule: Callable[..., bool]) -> Callable[..., bool]:
    def html_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - as above
        guard: Guard = state.env["guard"]
        at = state.bMarks[start] + state.tShift[start]
        opening = next((pair for pair in _RAW_HTML_ENDS if state.src.startswith(pair[0], at)), None) if not silent else None
        stop = None
        endless = opening is not None and guard.last_end.get(opening[1], -1) < start
        if endless:
            stop = guard.stop_after(start, end)
            end = stop if stop is not None else end
        if not rule(state, start, end, silent):
            return False
        if endless and opening:
            guard.unclosed.append(Unclosed(start + 1, opening[0], (stop if stop is not None else -1) + 1))
        return True

    return html_block


def _watch_depth(rule: Callable[..., bool]) -> Callable[..., bool]:
    def watched(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - as above
        if not silent and state.level >= MAX_NESTING - 2:
            state.env["guard"].too_deep.append(start + 1)
        return rule(state, start, end, silent)

    return watched


def guarded(parser: MarkdownIt) -> MarkdownIt:
    """The parser with its endless blocks contained; its environment must hold a ``guard``."""
    rules = {rule.name: rule.fn for rule in parser.block.ruler.__rules__}
    for name, wrap in (
        ("fence", _contain_fence),
        ("html_block", _contain_html),
        ("list", _watch_depth),
        ("blockquote", _watch_depth),
    ):
        options: RuleOptionsType = {"alt": next(rule.alt for rule in parser.block.ruler.__rules__ if rule.name == name)}
        parser.block.ruler.at(name, wrap(rules[name]), options)
    return parser
