"""Outputs of Liquid as what they give: addresses (``{{ site.baseurl }}/x``, ``{{ "/x" | relative_url }}``) and front matter.

``{{ page.version }}`` is the value of ``version:`` in the front matter; what the site's own settings give is not known.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from zhiku.dialects.edits import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from zhiku.dialects.code import Code

_OUTPUT = re.compile(
    r"\{\{-?[ \t]*(?:(?:site|page)\.(?:base)?url"
    r"|(?P<mark>[\"'])(?P<address>[^\"'{}\n]*)(?P=mark)"
    r"(?:[ \t]*\|[ \t]*(?:relative_url|absolute_url|prepend:[ \t]*site\.\w+|relURL|absURL))+"
    r")[ \t]*-?\}\}"
)
_VARIABLE = re.compile(r"\{\{-?[ \t]*(?P<of>site|page|layout)\.(?P<name>\w[\w.-]*)(?P<filters>[ \t]*\|[^{}\n]*)?[ \t]*-?\}\}")
_VALUE = re.compile(
    r"^(?P<name>\w[\w-]*):[ \t]+(?P<mark>[\"']?)(?P<value>[^\s|>&*!\[{].*?)(?P=mark)(?:[ \t]+#.*?)?[ \t]*\r?$", re.MULTILINE
)
"""A value of front matter that stands in its line."""


class Unknown(NamedTuple):
    """A variable that only the site's generator knows: its name, and its place in the text."""

    name: str
    start: int
    end: int


def edits_of_outputs(text: str, code: Code) -> Iterator[Edit]:
    """The addresses in place of what gives them."""
    for found in _OUTPUT.finditer(text, code.matter):
        if not code.cover(found.start()):
            yield Edit(*found.span(), found["address"] or "")
    values = _values(text, code)
    for found in _VARIABLE.finditer(text, code.matter):
        if not code.cover(found.start()) and (value := _value(found, values)):
            yield Edit(*found.span(), value)


def unknown_outputs(text: str, code: Code) -> Iterator[Unknown]:
    """The variables that stay as they are written."""
    values = _values(text, code)
    for found in _VARIABLE.finditer(text, code.matter):
        if not (code.cover(found.start()) or _OUTPUT.match(text, found.start()) or _value(found, values)):
            yield Unknown(f"{found['of']}.{found['name']}", *found.span())


def _values(text: str, code: Code) -> Mapping[str, str]:
    return {found["name"]: found["value"] for found in _VALUE.finditer(text, 0, code.matter)}


def _value(variable: re.Match[str], values: Mapping[str, str]) -> str:
    """The value of a variable of the page that nothing filters; empty if it is not known."""
    return values.get(variable["name"], "") if variable["of"] == "page" and not variable["filters"] else ""
