"""Prepare AsciiDoc for pandoc, which knows neither conditions nor attributes in terms: a text in, the same made readable out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_FENCE = re.compile(r"(?P<mark>-{4,}|\.{4,}|\+{4,}|/{4,}|`{3,})\S*[ \t]*$")
"""The edge of a block of code, of literal text, of a passthrough, or of a comment."""
_ATTRIBUTE = re.compile(r":(?P<off>!?)(?P<name>\w[\w-]*)(?P<unset>!?):(?:[ \t]+(?P<value>.*?))?[ \t]*$")
_CONDITION = re.compile(r"(?P<kind>ifn?def)::(?P<names>[^\s\[]+)\[(?P<words>.*)\][ \t]*$|(?P<other>ifeval)::\[.*\][ \t]*$")
_END = re.compile(r"endif::\S*?\[.*\][ \t]*$")
_INCLUDE = re.compile(r"include::\S[^\[\n]*\[[^\]\n]*\][ \t]*$", re.MULTILINE)
_TERM = re.compile(r"\S.*?(?::{2,4}|;;)(?=\s|$)")
_USE = re.compile(r"(?<!\\)\{(?P<name>\w[\w-]*)\}")
_LITERAL = re.compile(r"(?P<marks>`+|\++).*?(?P=marks)")
"""Code and passthroughs within a line, whose attributes may be meant as they are."""
_FOLDER_OF_IMAGES = "imagesdir"
"""An attribute that is empty unless a document sets it."""
_NAMED_ANCHOR = re.compile(r"\[\[(?P<id>[^\[\],]+),[^\[\]]*\]\]")
_CONTINUED = re.compile(r"[ \t]\\\n[ \t]*")


def prepared(text: str) -> str:
    """The text with what its conditions keep, with the values of attributes in terms, and without lines that include files."""
    return "\n".join(_lines(_CONTINUED.sub(" ", text.replace("\r\n", "\n")).split("\n")))


def includes_in(text: str) -> list[str]:
    """The lines that include other files, which are not read."""
    return [found.group().rstrip() for found in _INCLUDE.finditer(text)]


def undefined_in(text: str, markdown: str) -> list[str]:
    """The attributes outside code, each once, that have no value and so are shown as they are written."""
    uses: dict[str, None] = {}
    fence = ""
    for line in text.replace("\r\n", "\n").split("\n"):
        if (edge := _FENCE.match(line)) and (not fence or fence == edge["mark"]):
            fence = "" if fence else edge["mark"]
        elif not fence and not _ATTRIBUTE.match(line):
            uses |= dict.fromkeys(use.group() for use in _USE.finditer(_LITERAL.sub(" ", line)))
    return [use for use in uses if use in markdown]


def _lines(lines: Iterable[str]) -> Iterator[str]:
    values: dict[str, str] = {}
    hidden: list[bool] = []
    fence = ""
    for line in lines:
        if _END.match(line) and hidden:
            hidden.pop()
        elif condition := _CONDITION.match(line):
            is_hidden = any(hidden) or not _holds(condition, values)
            if not condition["words"]:
                hidden.append(is_hidden)
            elif not is_hidden:
                yield condition["words"]
        elif not any(hidden) and not _INCLUDE.match(line):
            if (edge := _FENCE.match(line)) and (not fence or fence == edge["mark"]):
                fence = "" if fence else edge["mark"]
            if not fence:
                _note(line, values)
            yield line if fence else _readable(line, values)


def _holds(condition: re.Match[str], values: Mapping[str, str]) -> bool:
    """Whether a condition holds: ``a,b`` is one of them, ``a+b`` all; comparisons are taken to hold, so that nothing is lost."""
    if condition["other"]:
        return True
    names = re.split(r"[,+]", condition["names"])
    known = [name in values for name in names]
    defined = all(known) if "+" in condition["names"] else any(known)
    return defined == (condition["kind"] == "ifdef")


def _note(line: str, values: dict[str, str]) -> None:
    """Note the attribute that a line sets or unsets."""
    found = _ATTRIBUTE.match(line)
    if found and (found["off"] or found["unset"]):
        values.pop(found["name"], None)
    elif found:
        values[found["name"]] = _with_values(found["value"] or "", values)


def _readable(line: str, values: Mapping[str, str]) -> str:
    """A line with anchors that pandoc knows and, if it begins with a term, with the values of attributes there."""
    line = _NAMED_ANCHOR.sub(r"[[\g<id>]]", line)
    line = line if _FOLDER_OF_IMAGES in values else line.replace(f"{{{_FOLDER_OF_IMAGES}}}/", "")
    term = _TERM.match(line)
    return _with_values(term.group(), values) + line[term.end() :] if term else line


def _with_values(words: str, values: Mapping[str, str]) -> str:
    return _USE.sub(lambda use: values.get(use["name"], use.group()), words)
