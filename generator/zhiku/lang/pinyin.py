"""The pinyin of text, by pypinyin; its dictionary takes a quarter of a second to load and is loaded for Han characters only."""

from __future__ import annotations

import re

from zhiku.lang.reader import HAN

_HAN = re.compile(f"[{HAN}]")


def syllables(text: str) -> list[str]:
    """The syllables of Han characters, without tones; stretches of other characters as they are."""
    if not _HAN.search(text):
        return [text] if text else []
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - a base without Chinese starts without it

    found: list[str] = lazy_pinyin(text)
    return found
