"""Writes ``generator/zhiku/lang/traditional.txt`` from OpenCC's table of traditional characters (Apache-2.0) in npm's opencc-js.

Run it after an update of ``opencc-js``: ``python tools/traditional.py``. OpenCC maps a character to one or more simplified ones;
the first is taken. Pairs with more than one character on a side are left out.
"""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "node_modules" / "opencc-js" / "dist" / "esm-lib" / "dict" / "TSCharacters.js"
TARGET = ROOT / "generator" / "zhiku" / "lang" / "traditional.txt"
HEAD = "# Traditional characters and their simplified forms, from OpenCC (Apache-2.0). Made by tools/traditional.py.\n"


def parse_pairs(text: str) -> dict[str, str]:
    """``兩 两|乾 干 乾`` as a mapping."""
    pairs = (pair.split(" ") for pair in text.split("|"))
    return {one[0]: one[1] for one in pairs if len(one) > 1 and len(one[0]) == 1 and len(one[1]) == 1}


def table() -> str:
    """The text of the data file."""
    match = re.search(r'export default "([^"]*)"', SOURCE.read_text(encoding="utf-8"))
    if match is None:
        message = f"{SOURCE} is not a dictionary of opencc-js"
        raise ValueError(message)
    return HEAD + "".join(f"{one}{other}\n" for one, other in parse_pairs(match[1]).items())


if __name__ == "__main__":
    TARGET.write_text(table(), encoding="utf-8")
