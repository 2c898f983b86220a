"""The blocks of a text: ``SourceText`` in, its top-level Markdown blocks with their lines out.

An unclosed code fence, comment or ``<pre>`` would swallow the rest of a text; it is ended where the next question seems to open,
and listed in ``Blocks.unclosed``. Time is linear in the length of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from zhiku.content.front_matter import front_matter_plugin
from zhiku.content.question_format import ItemHead, OpenerKind
from zhiku.lang.reader import QUESTION_MARK, initials
from zhiku.markdown.admonitions import admonition_plugin
from zhiku.markdown.dialect import MAX_NESTING
from zhiku.markdown.tables import keep_pipes
from zhiku.parsing.html_blocks import with_html_elements
from zhiku.parsing.numbering import numeral_of
from zhiku.source.text import BYTE_ORDER_MARK

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

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
_NO_WORDS = re.compile(r"(?:<!--.*?-->|&nbsp;|&#160;|[*_\s])*", re.DOTALL)
_MAX_FENCES_AHEAD = 200
"""Fences examined after one that may be unclosed, to keep the time linear."""


class Unclosed(NamedTuple):
    """An unclosed block: its first line (from 1), its kind, and the line at which it was ended.

    That line is 0 if it ends with the enclosing list or the text.
    """

    line: int
    what: str
    ended: int


@dataclass(frozen=True, slots=True)
class Block:
    """A top-level block: ``first`` to ``last`` are its lines (from 1), ``tokens`` all that it is made of."""

    type: str
    first: int
    last: int
    tokens: Sequence[Token]

    @property
    def level(self) -> int:
        """Level of a heading, 0 of anything else."""
        return int(self.tokens[0].tag[1]) if self.type == "heading" else 0

    @property
    def is_empty_heading(self) -> bool:
        """Whether it is a heading without words: nothing, or comments, blanks and marks of emphasis only."""
        return self.level > 0 and _NO_WORDS.fullmatch(self.content) is not None

    @property
    def content(self) -> str:
        """The inline Markdown of a heading or paragraph, the raw text of HTML or code."""
        token = self.tokens[1] if self.type in {"heading", "paragraph"} else self.tokens[0]
        return token.content


@dataclass(frozen=True, slots=True)
class Blocks:
    """All top-level blocks of a text, its link definitions, the lines of its footnotes, and its malformed blocks."""

    blocks: tuple[Block, ...]
    references: tuple[tuple[str, tuple[str, str]], ...]
    footnotes: tuple[tuple[str, int, int], ...]
    unclosed: tuple[Unclosed, ...]
    too_deep: tuple[int, ...]
    """Lines (from 1) at which the nesting is deeper than ``MAX_NESTING``."""


@dataclass
class _Guard:
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


def read_blocks(source: SourceText, form: QuestionFormat | None) -> Blocks:
    """The blocks of a text; without a format, unclosed blocks are not ended early."""
    # The byte order mark would hide a heading on the first line; it is one character, so positions by line stay right.
    text = source.text.removeprefix(BYTE_ORDER_MARK)
    environment: dict[str, Any] = {"guard": _guard(source, form)}
    tokens = _PARSER.parse(text, environment)
    guard: _Guard = environment["guard"]
    blocks: list[Block] = []
    start = 0
    for index, token in enumerate(tokens):
        if token.level == 0 and token.nesting <= 0:
            block = _block(tokens[start : index + 1])
            start = index + 1
            if block:
                blocks += with_html_elements(block)
    references = tuple(
        (name, (str(item["href"]), str(item.get("title", "")))) for name, item in environment.get("references", {}).items()
    )
    footnotes = tuple(
        (str(block.tokens[0].meta["label"]), block.first, block.last) for block in blocks if block.type == "footnote_reference"
    )
    return Blocks(tuple(blocks), references, footnotes, tuple(guard.unclosed), tuple(dict.fromkeys(guard.too_deep)))


def _block(tokens: Sequence[Token]) -> Block | None:
    first = tokens[0]
    if first.map is None:
        return None
    return Block(first.type.removesuffix("_open"), first.map[0] + 1, first.map[1], tokens)


def blocks_between(source: SourceText, blocks: Sequence[Block], start: int, end: int) -> Sequence[Block]:
    """The blocks that begin at or after ``start`` and before ``end``, by offsets."""

    def offset(block: Block) -> int:
        return source.offset_of_line(block.first)

    return blocks[bisect_left(blocks, start, key=offset) : bisect_left(blocks, end, key=offset)]


# --- blocks without an end ----------------------------------------------------------------------------------------------


def _guard(source: SourceText, form: QuestionFormat | None) -> _Guard:
    lines = [source.line(number) for number in range(1, source.line_count + 1)]
    looks = _looks_like_opening(form) if form else lambda _: False
    # A comment in code looks like a heading of the first level; a heading stands apart.
    stops = [
        index for index, line in enumerate(lines) if looks(line) and not (line[:2] == "# " and index and lines[index - 1].strip())
    ]
    guard = _Guard(lines, stops)
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
        guard: _Guard = state.env["guard"]
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


def _runs_over(guard: _Guard, mark: str, start: int, stop: int, end: int) -> bool:
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
        guard: _Guard = state.env["guard"]
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


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING}).enable("table")
    parser.use(footnote_plugin).use(front_matter_plugin).use(admonition_plugin).use(deflist_plugin)
    keep_pipes(parser)
    parser.core.ruler.disable(["footnote_tail"])
    parser.disable("inline")
    return guarded(parser)


_PARSER = _parser()
