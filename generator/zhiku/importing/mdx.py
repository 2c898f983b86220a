"""Convert MDX to Markdown: leave out the lines that import and export its components."""

from __future__ import annotations

import re

_FENCE = re.compile(r"[ \t]*(?:`{3,}|~{3,})")
_MODULE_LINE = re.compile(
    r"(?:import\s.+\sfrom\s+['\"].+['\"]|import\s+['\"].+['\"]|export\s+(?:const|let|default|function)\b.*);?\s*"
)


def from_mdx(text: str) -> str:
    """The text without ``import`` and ``export`` lines outside code; the number of its lines stays."""
    lines, in_code = [], False
    for line in text.splitlines(keepends=True):
        bare = line.rstrip("\r\n")
        in_code ^= _FENCE.match(line) is not None
        lines.append(line[len(bare) :] if not in_code and _MODULE_LINE.fullmatch(bare) else line)
    return "".join(lines)
