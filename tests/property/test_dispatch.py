"""Block rules asked by the first character of a line find what markdown-it finds that asks them all."""

from __future__ import annotations

from hypothesis import example, given
from markdown_it import MarkdownIt
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin
from zhiku.markdown.dialect import CONTAINER
from zhiku.markdown.dispatch import dispatching

from tests.support.strategies import any_text, markdown


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("table").use(footnote_plugin).use(front_matter_plugin)
    return parser.use(container_plugin, CONTAINER).use(dollarmath_plugin).disable("inline")


ALL, SOME = _parser(), dispatching(_parser())


@given(any_text | markdown)
@example("---\na: 1\n---\n# x\n")
@example("a | b\n--|--\n1 | 2\n")
@example("- a\n  > b\n  ~~~\n  c\n  ~~~\n\n\t1. d\n")
@example("[^1]: note\n[a]: /b\n::: note\nx\n:::\n$$\nx\n$$\n")
@example("a\n<div>\nb\n***\nc\n===\n")
def test_the_same_blocks_are_found(text: str) -> None:
    """Token by token, whatever the text."""
    assert SOME.parse(text) == ALL.parse(text)


def test_a_rule_asked_too_seldom_is_noticed() -> None:
    """The comparison sees one block that is missing."""
    broken = dispatching(_parser().disable("hr"))
    assert broken.parse("***") != ALL.parse("***")
