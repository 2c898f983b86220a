"""Decide whether a text uses dollars for TeX rather than for money or shell prompts."""

from __future__ import annotations

import re

_DOLLAR = re.compile(r"(?<![\\$\w])\$(?P<tex>[^\s$](?:[^$\n]*[^\s$\\])?)\$(?![\w$])|\$\$(?P<display>[^$]+)\$\$")
_TEX = re.compile(r"\\[A-Za-z]+|[\^_]\{?\w|^[A-Za-z]$")
_CODE = re.compile(r"```.*?(?:```|\Z)|`[^`\n]+`", re.DOTALL)
_MAX_MONEY_SHARE = 0.6
_FORMULA_IN_TICKS = re.compile(r"\$`[^`\n]+`\$")


def uses_dollars(text: str) -> bool:
    """Whether at least three fifths of what stands between dollars outside code is TeX."""
    if _FORMULA_IN_TICKS.search(text):
        return True
    found = [match["tex"] or match["display"] for match in _DOLLAR.finditer(_CODE.sub(" ", text))]
    tex = sum(bool(_TEX.search(item)) for item in found)
    return tex >= max(1, len(found) * _MAX_MONEY_SHARE)
