r"""Find formulas that KaTeX typesets, but not as they were meant: TeX in, remarks out.

``F1-Score`` outside ``\mathrm`` is typeset as a product of letters minus another; ``\hat{y_i}`` puts the hat over the index
too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_ACCENT = re.compile(
    r"\\(?P<accent>hat|bar|vec|tilde|dot|ddot)\s*\{\s*(?P<letter>[A-Za-z]|\\[A-Za-z]+)\s*(?P<index>_(?:\{[^{}]*\}|\w))\s*\}"
)
_UPRIGHT = re.compile(
    r"\\(?:text|textbf|textit|textrm|textsf|texttt|mathrm|mathbf|mathit|mathsf|mathtt|operatorname\*?|mbox|begin|end|tag|label|ref|color|textcolor|href|url|includegraphics|htmlClass|htmlId|htmlStyle|htmlData)"
    r"\s*\{[^{}]*\}"
)
_COMMAND = re.compile(r"\\[A-Za-z]+")
_NAME = re.compile(r"[A-Za-z]{3,}(?:\d|-[A-Za-z]{2,})?|[A-Z]\d-[A-Za-z]{2,}")


def suspicions(tex: str) -> Iterator[tuple[int, int, str, str]]:
    """Suspicious places in TeX: offset, length, message and hint."""
    for found in _ACCENT.finditer(tex):
        corrected = f"\\{found['accent']}{{{found['letter']}}}{found['index']}"
        yield (
            found.start(),
            len(found.group()),
            f"the accent of `{found.group()}` also covers the index",
            f"write `{corrected}`",
        )
    blanked = _COMMAND.sub(_blank, _UPRIGHT.sub(_blank, tex))
    for found in _NAME.finditer(blanked):
        name = found.group()
        hint = f"write `\\mathrm{{{name}}}`, or `\\text{{{name}}}`"
        yield found.start(), len(name), f"`{name}` is typeset as a product of single letters", hint


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())
