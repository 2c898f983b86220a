"""Traditional to simplified characters, from OpenCC's table (``tools/traditional.py`` writes the data file).

The table maps single characters. Query and index fold by the same table, so a doubtful choice costs nothing.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def simplified() -> Mapping[str, str]:
    """Every traditional character with its simplified form."""
    lines = (files("zhiku.lang") / "traditional.txt").read_text(encoding="utf-8").splitlines()
    return MappingProxyType({line[0]: line[1] for line in lines if not line.startswith("#")})


@cache
def to_simplified() -> Mapping[int, str]:
    """The same by code point, for ``str.translate``."""
    return MappingProxyType({ord(one): other for one, other in simplified().items()})
