"""Traditional to simplified characters, from OpenCC's table as npm's ``opencc-js`` brings it.

The table maps single characters; where OpenCC gives several simplified ones, its first is taken. Query and index fold by the
same table, so a doubtful choice costs nothing as long as both make it.
"""

from __future__ import annotations

import re
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from zhiku.runtime.paths import ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping

TABLE = ROOT / "node_modules" / "opencc-js" / "dist" / "esm-lib" / "dict" / "TSCharacters.js"
_STRING = re.compile(r'export default "([^"]*)"')


@cache
def simplified() -> Mapping[str, str]:
    """Every traditional character with its simplified form; raises ``FileNotFoundError`` before ``npm ci`` has run."""
    match = _STRING.search(TABLE.read_text(encoding="utf-8"))
    if match is None:
        raise ValueError(f"{TABLE} is no dictionary of opencc-js")  # noqa: EM102, TRY003 - one caller, one message
    return MappingProxyType(parse_pairs(match[1]))


def parse_pairs(text: str) -> dict[str, str]:
    """``兩 两|乾 干 乾`` as a mapping; pairs of more than one character to a side are left out."""
    pairs = (pair.split(" ") for pair in text.split("|"))
    return {one[0]: one[1] for one in pairs if len(one) > 1 and len(one[0]) == 1 and len(one[1]) == 1}
