"""Lines of MDX that import and export components; they go."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zhiku.dialects.edits import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhiku.dialects.code import Code

_MODULE_LINE = re.compile(
    r"(?:import\s.+\sfrom\s+['\"].+['\"]|import\s+['\"].+['\"]|export\s+(?:const|let|default|function)\b.*);?\s*"
)


def edits_of_modules(code: Code, *, with_components: bool) -> Iterator[Edit]:
    """The lines that import and export, in a text with components."""
    for start, line in code.lines if with_components else ():
        if line.startswith(("import", "export")) and _MODULE_LINE.fullmatch(line) and not code.stretches.cover(start):
            yield Edit(start, start + len(line), "")
