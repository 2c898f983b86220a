"""Writes ``docs/guide/en/reference.md``: every key of the files in ``content/``, as declared in ``zhiku.content.schema``."""

from __future__ import annotations

from pathlib import Path

from zhiku.content.schema import FILES, reference

TARGET = Path(__file__).resolve().parent.parent / "docs" / "guide" / "en" / "reference.md"
_INTRODUCTION = "Every key may be left out. `tools/reference.py` writes this page from the declaration that the readers use."


def page() -> str:
    """The text of the page."""
    parts = [
        "---\nsearch: {exclude: true}\n---",
        "# Reference",
        _INTRODUCTION,
    ]
    for name, keys in FILES.items():
        parts += [f"## `{name}`", "\n".join(reference(keys))]
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8")
