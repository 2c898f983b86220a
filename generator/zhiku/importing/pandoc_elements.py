"""Elements of pandoc's trees: their words, their order, new ones.

An element is ``{"t": type, "c": content}``, as in pandoc's JSON.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Element = dict[str, Any]
BLANKS = frozenset({"Space", "SoftBreak", "LineBreak"})
_HIDDEN = frozenset({"Note", "RawInline", "Image"})
_WITH_ATTRIBUTES = frozenset({"Code", "Math", "Span", "Link", "Quoted", "Cite"})
_OF_WORDS = _WITH_ATTRIBUTES | {
    *("Str", "Para", "Plain", "Emph", "Strong", "Underline", "Strikeout", "Superscript", "Subscript", "SmallCaps")
}
_TAGS = {"Strong": "b", "Emph": "i", "Code": "code", "Superscript": "sup", "Subscript": "sub"}


def plain(inlines: Sequence[Element]) -> str:
    """The words of some inlines."""
    return "".join(map(_plain, inlines))


def _plain(element: Element) -> str:
    kind = element["t"]
    if kind in BLANKS:
        return " "
    if kind in _HIDDEN or "c" not in element:
        return ""
    content = element["c"][1] if kind in _WITH_ATTRIBUTES else element["c"]
    return content if isinstance(content, str) else plain(content) if kind in _OF_WORDS else ""


def changed(value: Any, change: Callable[[Element], list[Element]]) -> Any:  # noqa: ANN401 - any part of a tree
    """A part of a tree with its elements changed, inner ones first."""
    if isinstance(value, dict):
        return {key: changed(item, change) for key, item in value.items()}
    if not isinstance(value, list):
        return value
    items: list[Any] = []
    for item in value:
        new = changed(item, change)
        items += change(new) if isinstance(new, dict) and "t" in new else [new]
    return items


def in_order(blocks: Sequence[Element]) -> Iterator[Element]:
    """All blocks that may hold headings, outer ones first."""
    for block in blocks:
        yield block
        if block["t"] == "Div":
            yield from in_order(block["c"][1])
        elif block["t"] == "BlockQuote":
            yield from in_order(block["c"])


def html_of(inlines: Sequence[Element]) -> str:
    """Words as HTML, with emphasis and code."""
    parts = []
    for item in inlines:
        tag = _TAGS.get(item["t"], "")
        inner = html_of(item["c"]) if tag and item["t"] != "Code" else escape(_plain(item), quote=False)
        parts.append(f"<{tag}>{inner}</{tag}>" if tag else inner)
    return "".join(parts)


def raw_inline(form: str, written: str) -> Element:
    """An inline in a format of its own."""
    return {"t": "RawInline", "c": [form, written]}


def raw_block(written: str, form: str = "html") -> Element:
    """A block in a format of its own."""
    return {"t": "RawBlock", "c": [form, written]}


def words(text: str) -> list[Element]:
    """Inlines that say a text."""
    return [{"t": "Str", "c": text}] if text else []


def inlines_of(blocks: Sequence[Element]) -> list[Element]:
    """The inlines of the first of some blocks; none if it has blocks."""
    first: Element = blocks[0] if blocks else {"t": "Null"}
    return list(first["c"] if first["t"] in {"Para", "Plain"} else first["c"][2] if first["t"] == "Header" else ())
