"""The front matter of generated pages: one line of JSON per key, which is valid YAML and faster to write and read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

_FENCE = "---\n"


def write_front_matter(meta: Mapping[str, object]) -> str:
    """The lines that open a page."""
    rows = "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in meta.items())
    return f"{_FENCE}{rows}{_FENCE}"


def read_front_matter(page: str) -> tuple[dict[str, Any], str]:
    """What ``write_front_matter`` has written, and the page behind it."""
    rows, _, text = page.removeprefix(_FENCE).partition(_FENCE)
    pairs = (row.partition(": ") for row in rows.split("\n") if row)
    return {name: json.loads(value) for name, _, value in pairs}, text.lstrip("\n")
