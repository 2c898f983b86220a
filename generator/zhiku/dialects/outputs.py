"""Outputs of Liquid in links (``{{ site.baseurl }}/x``, ``{{ "/x" | relative_url }}``) as the addresses that they give."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zhiku.dialects.edits import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhiku.dialects.code import Code

_OUTPUT = re.compile(
    r"\{\{-?[ \t]*(?:(?:site|page)\.(?:base)?url"
    r"|(?P<mark>[\"'])(?P<address>[^\"'{}\n]*)(?P=mark)"
    r"(?:[ \t]*\|[ \t]*(?:relative_url|absolute_url|prepend:[ \t]*site\.\w+|relURL|absURL))+"
    r")[ \t]*-?\}\}"
)


def edits_of_outputs(text: str, code: Code) -> Iterator[Edit]:
    """The addresses in place of what gives them."""
    for found in _OUTPUT.finditer(text, code.matter):
        if not code.cover(found.start()):
            yield Edit(*found.span(), found["address"] or "")
