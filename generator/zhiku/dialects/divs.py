"""Containers of colons as the dialect knows them: ``::: kind Title``. A text in, edits out.

Quarto and Pandoc write classes and attributes (``::: {.callout-note title="Mind"}``), Docusaurus brackets (``:::note[Mind]``),
MyST directives (``:::{note} Mind``).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from zhiku.dialects.edits import Edit
from zhiku.dialects.meanings import Meaning, meaning_of
from zhiku.dialects.myst import container, options_of
from zhiku.dialects.tags import words_of
from zhiku.markdown.sanitizer import BOX_ALIASES, BOX_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhiku.dialects.code import Code

_LINE = re.compile(r"(?P<indent>[ \t]*)(?P<marks>:{3,})[ \t]*(?P<info>.*?)[ \t:]*$")
_MYST = re.compile(r"\{(?P<name>[A-Za-z][\w:-]*)\}[ \t]*(?P<argument>.*)$")
_NAMED = re.compile(
    r"(?P<name>[A-Za-z][\w-]*)(?:\[(?P<bracketed>.*)\])?[ \t]*(?P<title>[^{}]*?)[ \t]*(?:\{(?P<attributes>[^{}]*)\})?$"
)
_ATTRIBUTES = re.compile(r"\{(?P<attributes>[^{}]*)\}$")
_CLASS = re.compile(r"(?:^|(?<=\s))\.(?P<name>[A-Za-z][\w-]*)")
_HEADING = re.compile(r"[ \t]*(?P<marks>#{1,6})[ \t]+(?P<words>.*?)[ \t]*#*$")
_LAYOUT = frozenset({"center", "left", "right", "incremental", "nonincremental", "notes", "v-pre", "raw", "slot", "div"})
"""Containers that only place what is in them."""
_MANY = 40


class _Div(NamedTuple):
    """A container: its lines, by index, and what opens and closes it; ``titled`` if its first heading is its title."""

    first: int
    last: int
    marks: str
    opening: str
    closing: bool
    titled: bool = False
    options: int = 0


def edits_of_divs(code: Code) -> Iterator[Edit]:
    """What stands in place of the lines of containers."""
    for div in _divs(code):
        heading = _heading_in(code, div) if div.titled else None
        yield _edit(code, div.first, f"{div.opening} {heading[1]}" if heading else div.opening)
        yield from (_edit(code, div.first + count, "") for count in range(1, div.options + 1))
        yield _edit(code, div.last, div.marks if div.closing else "")
        if heading:
            yield _edit(code, heading[0], "")
        if div.opening.lstrip(":") == " tabs":
            yield from _tabs(code, div)


def _edit(code: Code, index: int, written: str) -> Edit:
    start, line = code.lines[index]
    indent = line[: len(line) - len(line.lstrip())]
    return Edit(start, start + len(line), indent + written if written else "")


def _divs(code: Code) -> Iterator[_Div]:
    """The containers that are closed."""
    opened: list[tuple[int, str, str]] = []
    for index, (start, line) in enumerate(code.lines):
        found = _LINE.match(line) if ":::" in line and not code.stretches.cover(start) else None
        if found is None:
            continue
        if found["info"]:
            opened.append((index, found["marks"], found["info"]))
        elif opened and len(found["marks"]) >= len(opened[-1][1]):
            first, marks, info = opened.pop()
            yield _div(code, _Div(first, index, marks, f"{marks} {info}", closing=True), info)


def _div(code: Code, div: _Div, info: str) -> _Div:
    """What a container is."""
    if found := _MYST.match(info):
        options, count = options_of([line for _, line in code.lines[div.first + 1 : min(div.last, div.first + _MANY)]])
        opening, closing = container(found["name"], found["argument"], options)
        written = (opening or "").replace(":::", div.marks, 1)
        return div._replace(opening=written, closing=bool(closing), options=count)
    if found := _ATTRIBUTES.match(info):
        return _of_classes(div, found["attributes"])
    found = _NAMED.match(info)
    if found is None:
        return div
    name, attributes = found["name"], words_of(found["attributes"] or "")
    title = found["bracketed"] or found["title"] or attributes.named.get("title", "")
    if name in _LAYOUT or (meaning_of(name) is Meaning.GROUP and not title):
        return div._replace(opening="", closing=False)
    return div._replace(opening=f"{div.marks} {name.removeprefix('callout-')} {title}".rstrip())


def _of_classes(div: _Div, attributes: str) -> _Div:
    """A container that is named by its classes: a callout, tabs below headings, or nothing but its content."""
    words = words_of(attributes)
    names = [found["name"] for found in _CLASS.finditer(attributes)]
    if any(meaning_of(name) is Meaning.TABS for name in names):
        return div._replace(opening=f"{div.marks} tabs")
    kind = next((kind for name in names if (kind := _kind(name))), "")
    if not kind:
        return div._replace(opening="", closing=False)
    title = words.named.get("title", "")
    opening = f"{div.marks} {'details' if 'collapse' in words.named else kind} {title}".rstrip()
    return div._replace(opening=opening, titled=not title)


def _kind(name: str) -> str:
    kind = name.removeprefix("callout-").removeprefix("alert-")
    return kind if kind in BOX_KINDS or kind in BOX_ALIASES else "note" if name == "callout" else ""


def _heading_in(code: Code, div: _Div) -> tuple[int, str] | None:
    """The heading that a container begins with, by the index of its line."""
    index = next((at for at in range(div.first + 1, div.last) if code.lines[at][1].strip()), div.last)
    found = _HEADING.match(code.lines[index][1]) if index < div.last else None
    return (index, found["words"]) if found else None


def _tabs(code: Code, div: _Div) -> Iterator[Edit]:
    """Headings of the highest level in a group of tabs are their labels."""
    headings = [
        (index, found)
        for index in range(div.first + 1, div.last)
        if (found := _HEADING.match(code.lines[index][1])) and not code.stretches.cover(code.lines[index][0])
    ]
    top = min((len(found["marks"]) for _, found in headings), default=0)
    for index, found in headings:
        if len(found["marks"]) == top:
            yield _edit(code, index, f"@tab {found['words']}")
