"""Faster blocks for markdown-it: only the rules that can begin with a line's first character are asked about the line.

markdown-it asks every rule about every line; most lines are words, which only a paragraph, a heading underlined below or the
head of a table begin with. What is found is the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown_it.ruler import Ruler

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

    Rule = Callable[[StateBlock, int, int, bool], bool]

_BEGINNINGS = {
    "fence": "`~",
    "blockquote": ">",
    "hr": "*-_",
    "list": "*-+0123456789",
    "reference": "[",
    "footnote_def": "[",
    "html_block": "<",
    "heading": "#",
    "front_matter": "-",
    "container_box": ":",
    "math_block": "$",
}
"""The characters a rule's first line can begin with, behind its indentation; rules not named here are asked about every line."""


def dispatching(parser: MarkdownIt) -> MarkdownIt:
    """The parser, faster; its block rules must be complete by now."""
    ruler = _Dispatcher()
    ruler.__rules__ = parser.block.ruler.__rules__
    parser.block.ruler = ruler
    return parser


class _Dispatcher(Ruler["Rule"]):
    """A chain of rules as a single rule that asks those of a line's first character, in the order of the chain."""

    def __compile__(self) -> None:
        super().__compile__()
        names = {rule.fn: rule.name for rule in self.__rules__}
        chains = self.__cache__ or {}
        self.__cache__ = {chain: [_one_of([(names[rule], rule) for rule in rules])] for chain, rules in chains.items()}


def _one_of(rules: list[tuple[str, Rule]]) -> Rule:
    def of(char: str) -> tuple[Rule, ...]:
        return tuple(rule for name, rule in rules if char in _BEGINNINGS.get(name, char))

    by_char = {char: of(char) for char in set("".join(_BEGINNINGS.values()))}
    others = of("a")

    def dispatch(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the signature of a block rule
        at = state.bMarks[start] + state.tShift[start]
        char = state.src[at] if at < len(state.src) else ""
        for rule in by_char.get(char, others):  # noqa: SIM110 - half a million times in a large text, and faster so
            if rule(state, start, end, silent):
                return True
        return False

    return dispatch
