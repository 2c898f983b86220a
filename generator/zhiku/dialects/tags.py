"""Find the tags of other generators in a text: shortcodes of Hugo, tags of Liquid, components of MDX and Vue."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from zhiku.dialects.meanings import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from zhiku.dialects.code import Code


class Syntax(StrEnum):
    """Whose tags they are; the value is what they are called."""

    SHORTCODE = "shortcode"
    LIQUID = "tag"
    COMPONENT = "component"


_VALUE = r"\"[^\"]*\"|'[^']*'|`[^`]*`|\{(?:[^{}]|\{[^{}]*\})*\}"
_TAG = re.compile(
    r"\{\{(?P<mark>[<%])[ \t]*(?P<hugo_close>/?)[ \t]*(?P<hugo>[A-Za-z][\w./-]*)"
    rf"(?P<hugo_words>(?:{_VALUE}|[^\"'`{{}}])*?)(?P<hugo_alone>/?)[ \t]*[>%]\}}\}}"
    r"|\{%-?[ \t]*(?P<liquid_close>/|end(?=[a-z]))?[ \t]*(?P<liquid>[A-Za-z][\w-]*)"
    rf"(?P<liquid_words>(?:{_VALUE}|[^\"'`{{}}%])*?)(?P<liquid_alone>/?)[ \t]*-?%\}}"
    r"|<(?P<jsx_close>/?)(?P<jsx>[A-Z][\w.]*|(?:code-group|code-block|tabs|tab|badge)(?=[\s/>]))"
    rf"(?P<jsx_words>(?:\s+(?:[\w:@.-]+(?:\s*=\s*(?:{_VALUE}|[^\s\"'=<>`{{}}]+))?|\{{\.\.\.[\w.]+\}}))*)\s*(?P<jsx_alone>/?)>"
)
_WORD = re.compile(
    r"(?P<key>[A-Za-z_:@][\w:.@-]*)\s*=\s*(?P<value>"
    + _VALUE
    + r"|[^\s\"']+)|(?P<quoted>\"[^\"]*\"|'[^']*'|`[^`]*`)|(?P<bare>[^\s,|]+)"
)


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag; ``closes`` one that is open, or stands ``alone`` because it says so."""

    start: int
    end: int
    syntax: Syntax
    name: str
    words: Words
    closes: bool = False
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Element:
    """A tag and the one that closes it, if any; ``parent`` is the index of the element around it, -1 where there is none."""

    opening: Tag
    closing: Tag | None
    parent: int

    @property
    def end(self) -> int:
        """Where the element ends."""
        return (self.closing or self.opening).end


def tags_in(text: str, code: Code) -> Iterator[Tag]:
    """The tags outside code, in order; code by indentation may hold some that are indented within an element."""
    for found in _TAG.finditer(text, code.matter):
        if not code.stretches.cover(found.start()):
            yield _tag(found)


def _tag(found: re.Match[str]) -> Tag:
    for syntax, prefix in ((Syntax.SHORTCODE, "hugo"), (Syntax.LIQUID, "liquid"), (Syntax.COMPONENT, "jsx")):
        if name := found[prefix]:
            words = words_of(found[f"{prefix}_words"])
            return Tag(*found.span(), syntax, name, words, bool(found[f"{prefix}_close"]), bool(found[f"{prefix}_alone"]))
    raise AssertionError(found.group())


def words_of(written: str) -> Words:
    """Attributes and arguments as they are written in a tag."""
    named: dict[str, str] = {}
    positional: list[str] = []
    for item in _WORD.finditer(written):
        if item["key"]:
            named[item["key"].casefold()] = _plain(item["value"])
        else:
            positional.append(_plain(item["quoted"] or item["bare"]))
    return Words(named, tuple(positional))


def _plain(value: str) -> str:
    """A value without quotes, and without the braces around a string of JavaScript."""
    inner = value[1:-1].strip() if value[:1] == "{" and value[1:-1].strip()[:1] in {'"', "'", "`"} else value
    return inner[1:-1] if len(inner) > 1 and inner[0] == inner[-1] and inner[0] in "\"'`" else inner


def elements_of(tags: Iterable[Tag], is_code: Callable[[int], bool]) -> tuple[Element, ...]:
    """The elements that tags make, in the order of their openings; a tag that is never closed is an element by itself.

    ``is_code`` tells code by indentation, in which no outermost element begins.
    """
    found: list[Element] = []
    opened: list[int] = []
    for tag in tags:
        if tag.closes:
            index = next((at for at in reversed(range(len(opened))) if _closes(tag, found[opened[at]].opening)), -1)
            if index >= 0:
                element = found[opened[index]]
                found[opened[index]] = Element(element.opening, tag, element.parent)
                del opened[index:]
        elif opened or not is_code(tag.start):
            found.append(Element(tag, None, opened[-1] if opened else -1))
            if not tag.alone:
                opened.append(len(found) - 1)
    return tuple(_without_false_parents(found))


def _closes(tag: Tag, opening: Tag) -> bool:
    return (tag.syntax, tag.name) == (opening.syntax, opening.name)


def _without_false_parents(elements: list[Element]) -> Iterator[Element]:
    """The elements, each within one that is closed behind it."""
    for element in elements:
        parent = element.parent
        while parent >= 0 and elements[parent].closing is None:
            parent = elements[parent].parent
        yield Element(element.opening, element.closing, parent)
