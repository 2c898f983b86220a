"""``kb help CODE``: what a code means and how to fix it, as its page says."""

from __future__ import annotations

from zhiku.runtime.paths import EXPLANATIONS


def explanation(code: str) -> str | None:
    """The page of a code, as Markdown; ``None`` where there is none."""
    page = EXPLANATIONS / f"{code}.md"
    return page.read_text(encoding="utf-8").strip() if page.is_file() else None
