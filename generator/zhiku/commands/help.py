"""``kb help CODE``: what a code means and how to fix it, as its page says."""

from __future__ import annotations

from zhiku.runtime.paths import EXPLANATIONS
from zhiku.runtime.system_language import system_language

_FOLDERS = {"en": EXPLANATIONS / "en", "zh": EXPLANATIONS}
"""The folders of the pages by language; the first is used for all other languages."""


def explanation(code: str) -> str | None:
    """The page of a code in the language of this system, as Markdown; ``None`` if there is none."""
    page = _FOLDERS[system_language(tuple(_FOLDERS))] / f"{code}.md"
    return page.read_text(encoding="utf-8").strip() if page.is_file() else None
