"""Lines of the text that a page names, counted from where its question begins.

So a page stays as it is while text above its question comes and goes; ``finish`` adds where the question begins by now.
"""

from __future__ import annotations

import re

LINE_MARK, _END = "\ue0f0", "\ue0f1"
"""Private use: no author's text has a number between these two."""
LINE = re.compile(rf"{LINE_MARK}(\d+){_END}")


def line_mark(line: int, first: int) -> str:
    """A line of the file as a page names it that begins in line ``first``."""
    return f"{LINE_MARK}{line - first}{_END}"
