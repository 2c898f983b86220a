r"""The dialect the texts are written in: CommonMark, tables, footnotes, ``:::`` boxes, formulas, Chinese emphasis.

Two rules differ from CommonMark, because authors write this and GitHub's interpretation is not what they mean:

* ``\(`` opens a formula if the text delimits formulas so (see ``delimiters``; in CommonMark it is an escaped parenthesis
  and the TeX after it may become emphasis), and so does ``\\(`` before what can only be TeX;
* ``**优点：**简单`` is bold: next to Chinese characters punctuation does not keep a delimiter run from opening or closing
  (the rule of https://github.com/tats-u/markdown-cjk-friendly).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.rules_inline import html_inline, image, link
from markdown_it.rules_inline.state_inline import Delimiter, Scanned
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin

from zhiku.markdown.admonitions import admonition_plugin
from zhiku.markdown.containers import container_plugin
from zhiku.markdown.delimiters import holds_formula, is_formula, with_single_backslashes
from zhiku.markdown.mentioned_tags import leave_mentioned_programs
from zhiku.markdown.tables import keep_pipes
from zhiku.markdown.wikilinks import WIKILINK, wikilink_plugin, wikilink_rule

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

    Rule = Callable[[StateInline, bool], bool]

MAX_NESTING = 100
"""Maximum nesting of lists and quotes; a list item counts as two levels. Deeper content is an error: the parser drops it."""
FORMULA = "formula"
"""Token type of a formula: ``content`` is its TeX, ``markup`` the delimiter that opens it."""
UNPAIRED = "unpaired_formula"
r"""Token type of a ``\(`` or ``\[`` that is never closed; it is shown as a bracket, as in CommonMark."""
BRACKETS = "brackets"
r"""Key of the environment: whether ``\(`` and ``\[`` delimit the formulas of the text (the default), or are rather escapes."""
WRITTEN = "written"
"""Key of a formula token's ``meta``: the formula with its delimiters, as the text has it."""
_CLOSING = {"\\(": "\\)", "\\[": "\\]"}
_PLACE = "place"
_TILDES = 2
_TICKED = re.compile(r"\$(?P<ticks>`{1,2})(?!`)(?P<tex>[^\n]+?)(?<!`)(?P=ticks)\$")


@cache
def dialect(*, dollars: bool = False) -> MarkdownIt:
    """A parser of the dialect; with ``dollars``, formulas may also be delimited by ``$`` and ``$$``."""
    parser = _with_blocks(MarkdownIt("commonmark", {"maxNesting": MAX_NESTING}), dollars=dollars)
    parser.enable("strikethrough")
    parser.inline.ruler.before("escape", FORMULA, _with_position(_formula))
    parser.inline.ruler.at("emphasis", _emphasis)
    parser.inline.ruler.at("strikethrough", _strikethrough)
    parser.use(wikilink_plugin)
    rules: dict[str, Rule] = {WIKILINK: wikilink_rule, "link": link, "image": image, "html_inline": html_inline}
    if dollars:
        parser.inline.ruler.before("math_inline", "ticked_math", _with_position(_ticked_math))
        math_inline = next(rule.fn for rule in parser.inline.ruler.__rules__ if rule.name == "math_inline")
        rules["math_inline"] = _except_money(math_inline)
    for name, rule in rules.items():
        parser.inline.ruler.at(name, _with_position(rule))
    return parser


@cache
def block_dialect() -> MarkdownIt:
    """A parser for blocks only: inline text is left unparsed."""
    return _with_blocks(MarkdownIt("commonmark", {"maxNesting": MAX_NESTING}), dollars=False).disable("inline")


def _with_blocks(parser: MarkdownIt, *, dollars: bool) -> MarkdownIt:
    parser.enable("table").use(footnote_plugin).use(container_plugin)
    parser.use(admonition_plugin).use(deflist_plugin)
    keep_pipes(parser)
    leave_mentioned_programs(parser)
    if dollars:
        parser.use(dollarmath_plugin, allow_labels=False, allow_space=True, allow_digits=True, double_inline=True)
    return parser


def _except_money(rule: Rule) -> Rule:
    """The rule for ``$…$``, except for amounts of money and shell variables.

    These have a digit right before or after the dollars (``$5 or $6``; the plugin has this rule too, but mistakes the last
    character of a paragraph for the one before its first), or spaces inside the dollars without TeX (``$ x $``).
    """

    def checked(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the signature of an inline rule
        start, known, pending = state.pos, len(state.tokens), state.pending
        if state.src[start] == "$" and start and state.src[start - 1].isdigit():
            return False
        found = rule(state, silent)
        behind = state.src[state.pos : state.pos + 1]
        if found and (behind.isdigit() or not _is_tex(state.src[start : state.pos])):
            del state.tokens[known:]
            state.pos, state.pending = start, pending  # the rule has also emitted the pending text as a token
            return False
        return found

    return checked


def _is_tex(written: str) -> bool:
    """Whether the string between dollars is TeX; only strings padded with spaces are examined."""
    inner = written.strip("$")
    if inner == inner.strip():
        return True
    return bool(_COMMAND.search(inner) or (inner[0].isspace() and inner[-1].isspace() and _SPACED_TEX.fullmatch(inner)))


_COMMAND = re.compile(r"\\[A-Za-z]")
_SPACED_TEX = re.compile(r"\s*(?:[A-Za-z]|[^\u2e80-\uffef$]*(?:[\^_=<>+]|\w\(\w)[^\u2e80-\uffef$]*)\s*")


def written_span(token: Token) -> tuple[int, int]:
    """Start and end of a formula, link, image or piece of HTML in the inline content of its block."""
    start, end = token.meta[_PLACE]
    return start, end


def _with_position(rule: Rule) -> Rule:
    """Wrap a rule so that it records positions: markdown-it gives inline tokens none."""

    def recording_position(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the signature of an inline rule
        start, known = state.pos, len(state.tokens)
        found = rule(state, silent)
        if found and not silent:
            for token in state.tokens[known:]:
                token.meta.setdefault(_PLACE, (start, state.pos))
        return found

    return recording_position


def _formula(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the signature of an inline rule
    source, at = state.src, state.pos
    if source[at] != "\\":
        return False
    backslashes = 2 if source.startswith("\\\\", at) else 1
    bracket = source[at + backslashes : at + backslashes + 1]
    closing = _CLOSING.get(f"\\{bracket}")
    if closing is None:
        return False
    start = at + backslashes + 1
    mark, behind = "\\" * (backslashes - 1) + closing, backslashes + 1
    end = source.find(mark, start, state.posMax) if backslashes > 1 else _closing(source, closing, start, state.posMax)
    delimiters = bool(state.env.get(BRACKETS, True))
    if end < 0:
        return backslashes == 1 and delimiters and _unpaired(state, bracket, silent=silent)
    content = source[start:end]
    before = source[source.rfind("\n", 0, at) + 1 : at]
    following = source[end + behind : state.posMax].partition("\n")[0]
    is_display = bracket == "["
    # Two backslashes are an escaped backslash unless a formula certainly follows.
    if backslashes > 1 and not is_formula(with_single_backslashes(content)):
        return False
    if not holds_formula(content, display=is_display, before=before, behind=following, delimiters=delimiters):
        return False
    if not silent:
        token = state.push(FORMULA, "", 0)
        token.markup = f"\\{bracket}"
        token.content = with_single_backslashes(content) if backslashes > 1 else content
        token.meta[WRITTEN] = source[at : end + behind]
    state.pos = end + behind
    return True


def _unpaired(state: StateInline, bracket: str, *, silent: bool) -> bool:
    if not silent:
        token = state.push(UNPAIRED, "", 0)
        token.markup, token.content = f"\\{bracket}", bracket
    state.pos += 2
    return True


def _closing(text: str, closing: str, start: int, end: int) -> int:
    r"""Offset of the delimiter that closes a formula, or -1; a doubled backslash before a parenthesis is a line break."""
    found = text.find(closing, start, end)
    while found > 0:
        backslashes = found - len(text[:found].rstrip("\\"))
        if backslashes % 2 == 0:
            return found
        found = text.find(closing, found + 1, end)
    return -1


def _emphasis(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the signature of an inline rule
    marker = state.src[state.pos]
    if silent or marker not in "_*":
        return False
    run = _scan_run(state, marker)
    for _ in range(run.length):
        token = state.push("text", "", 0)
        token.content = marker
        state.delimiters.append(
            Delimiter(ord(marker), run.length, len(state.tokens) - 1, end=-1, open=run.can_open, close=run.can_close)
        )
    state.pos += run.length
    return True


def _strikethrough(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the signature of an inline rule
    """``~~…~~`` with the same rules for adjacent characters, after markdown-it's own rule."""
    if silent or state.src[state.pos] != "~":
        return False
    run = _scan_run(state, "~")
    if run.length < _TILDES:
        return False
    odd = run.length % _TILDES
    if odd:
        state.push("text", "", 0).content = "~"
    for _ in range(run.length // _TILDES):
        state.push("text", "", 0).content = "~" * _TILDES
        state.delimiters.append(Delimiter(ord("~"), 0, len(state.tokens) - 1, end=-1, open=run.can_open, close=run.can_close))
    state.pos += run.length
    return True


def _ticked_math(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the signature of an inline rule
    """GitLab's formulas: a dollar, backticks, TeX, backticks, a dollar."""
    found = _TICKED.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        token = state.push("math_inline", "math", 0)
        token.markup, token.content = "$", found["tex"].strip()
        token.meta[WRITTEN] = found.group()
    state.pos = found.end()
    return True


def _scan_run(state: StateInline, marker: str) -> Scanned:
    """CommonMark's rules for delimiter runs, with Chinese characters treated like punctuation."""
    start = end = state.pos
    while end < state.posMax and state.src[end] == marker:
        end += 1
    before = state.src[start - 1] if start > 0 else " "
    after = state.src[end] if end < state.posMax else " "
    left = not _space(after) and (not _punctuation(after) or _space(before) or _punctuation(before) or _is_cjk(before))
    right = not _space(before) and (not _punctuation(before) or _space(after) or _punctuation(after) or _is_cjk(after))
    inside_words = marker != "_"
    can_open = left and (inside_words or not right or _punctuation(before))
    can_close = right and (inside_words or not left or _punctuation(after))
    return Scanned(can_open, can_close, end - start)


def _space(char: str) -> bool:
    return isWhiteSpace(ord(char))


def _punctuation(char: str) -> bool:
    return isMdAsciiPunct(ord(char)) or isPunctChar(char)


def _is_cjk(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF"
