"""Find what is no markup of the text: code, comments, formulas. A text in, its stretches of code and its directives out.

A fence may open a directive of MyST (```` ```{note} ````) instead of code; what stands in it is Markdown.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from zhiku.dialects.meanings import is_directive
from zhiku.markdown.dialect import block_dialect

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_FENCE = re.compile(r"(?P<indent>[ \t>]*(?:[-*+]|\d{1,9}[.)])?[ \t]*)(?P<marks>`{3,}|~{3,})(?P<info>[^\r\n`]*)$")
_DIRECTIVE = re.compile(r"[ \t]*\{(?P<name>[A-Za-z][\w:-]*)\}[ \t]*(?P<argument>.*?)[ \t]*$")
_INLINE = re.compile(
    r"(?<!`)(?P<ticks>`+)(?!`)(?:(?!\n[ \t\r]*\n).)+?(?<!`)(?P=ticks)(?!`)"
    r"|<!--.*?-->|<(?P<tag>pre|code|script|style|textarea)\b[^<>]*>.*?</(?P=tag)\s*>"
    r"|\$\$.+?\$\$|\\\[.+?\\\]|\\\(.+?\\\)",
    re.DOTALL | re.IGNORECASE,
)
"""Code spans, comments, elements whose text is no Markdown, and formulas."""
_INDENT = "    "
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")


class Directive(NamedTuple):
    """A fence that opens a directive: where its lines start, its name and argument, and where the closing fence starts."""

    start: int
    name: str
    argument: str
    indent: str
    end: int
    """Offset of the closing line; the end of the text if there is none."""


@dataclass
class _Fence:
    marks: str
    start: int
    directive: tuple[str, str, str] | None


@dataclass(frozen=True)
class Code:
    """The stretches of a text that markup does not count in, besides its front matter, which ends at ``matter``."""

    text: str
    matter: int

    @cached_property
    def lines(self) -> Sequence[tuple[int, str]]:
        """The lines behind the front matter, with their offsets and without their ends."""
        found = [(line.start(), line.group().rstrip("\r\n")) for line in _LINE.finditer(self.text, self.matter)]
        return found[:-1] if len(found) > 1 and not found[-1][1] else found

    @cached_property
    def _fences(self) -> tuple[tuple[tuple[int, int], ...], tuple[Directive, ...]]:
        code: list[tuple[int, int]] = []
        directives: list[Directive] = []
        opened: list[_Fence] = []
        for start, line in self.lines:
            found = _FENCE.match(line)
            if found is None:
                continue
            closed = next((index for index in reversed(range(len(opened))) if _closes(found, opened[index])), -1)
            if opened and opened[-1].directive is None:
                if closed == len(opened) - 1:
                    code.append((opened.pop().start, start + len(line)))
            elif closed >= 0:
                directives += (_directive(fence, start) for fence in opened[closed:])
                del opened[closed:]
            else:
                opened.append(_Fence(found["marks"], start, _read(found)))
        code += ((fence.start, len(self.text)) for fence in opened if fence.directive is None)
        directives += (_directive(fence, len(self.text)) for fence in opened if fence.directive)
        return tuple(code), tuple(sorted(directives))

    @property
    def directives(self) -> Sequence[Directive]:
        """The directives in fences, in order."""
        return self._fences[1]

    @cached_property
    def fences(self) -> Mapping[int, str]:
        """What stands behind the fences that open code, by the offsets of their lines."""
        lines = dict(self.lines)
        found = ((start, _FENCE.match(lines[start])) for start, _ in self._fences[0] if start in lines)
        return {start: fence["info"].strip() for start, fence in found if fence}

    @cached_property
    def stretches(self) -> Stretches:
        """Blocks of code in fences, and what is none of the text's markup within its lines."""
        blocks = Stretches((*self._fences[0], (0, self.matter)))
        inline = [
            found.span() for found in _INLINE.finditer(self._without_fences, self.matter) if not blocks.cover(found.start())
        ]
        return Stretches((*blocks.spans, *(span for span in inline if span[1] > span[0])))

    def cover(self, offset: int) -> bool:
        """Whether an offset lies in code of any kind."""
        return self.stretches.cover(offset) or self.is_indented(offset)

    def is_indented(self, offset: int) -> bool:
        """Whether an offset lies in code by indentation."""
        index = bisect_right(self._starts, offset) - 1
        return index >= 0 and self.lines[index][1].startswith((_INDENT, "\t")) and self.indented.cover(offset)

    @cached_property
    def _starts(self) -> Sequence[int]:
        return [start for start, _ in self.lines]

    @property
    def _without_fences(self) -> str:
        """The text with blanks in place of the lines that open and close directives."""
        lines, parts, at = dict(self.lines), [], 0
        places = {place for directive in self.directives for place in (directive.start, directive.end)}
        for place in sorted(places & lines.keys()):
            parts += [self.text[at:place], " " * len(lines[place])]
            at = place + len(lines[place])
        return "".join((*parts, self.text[at:]))

    @cached_property
    def indented(self) -> Stretches:
        """Code by indentation."""
        lines = [match.start() for match in _LINE.finditer(self.text)]
        tokens = block_dialect().parse(self.text, {})
        places = (token.map for token in tokens if token.type == "code_block" and token.map)
        return Stretches((lines[first], lines[last] if last < len(lines) else len(self.text)) for first, last in places)


class Stretches:
    """Stretches of a text, which may lie in one another."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self.spans = tuple(_joined(sorted(spans)))
        self._starts = [start for start, _ in self.spans]

    def cover(self, offset: int) -> bool:
        """Whether an offset lies in one of them."""
        index = bisect_right(self._starts, offset) - 1
        return index >= 0 and offset < self.spans[index][1]


def _joined(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    last: tuple[int, int] | None = None
    for start, end in spans:
        if last is not None and start < last[1]:
            last = last[0], max(last[1], end)
            continue
        if last is not None:
            yield last
        last = start, end
    if last is not None:
        yield last


def _closes(line: re.Match[str], fence: _Fence) -> bool:
    return not line["info"].strip() and line["marks"][0] == fence.marks[0] and len(line["marks"]) >= len(fence.marks)


def _read(line: re.Match[str]) -> tuple[str, str, str] | None:
    """The name, argument and indentation of the directive that a fence opens, if it opens one."""
    found = _DIRECTIVE.match(line["info"])
    return (found["name"], found["argument"], line["indent"]) if found and is_directive(found["name"]) else None


def _directive(fence: _Fence, end: int) -> Directive:
    name, argument, indent = fence.directive or ("", "", "")
    return Directive(fence.start, name, argument, indent, end)
