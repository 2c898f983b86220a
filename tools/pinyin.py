"""Writes ``generator/zhiku/search/common_readings.txt`` from pypinyin's dictionary (MIT).

Run it after an update of ``pypinyin``: ``python tools/pinyin.py``. A test compares the file with the dictionary.
"""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from pypinyin import Style, pinyin
from zhiku.search.pinyin import common_characters, typed_syllable

TARGET = Path(__file__).resolve().parent.parent / "generator" / "zhiku" / "search" / "common_readings.txt"


def table() -> str:
    """``a 2 ai 13 …``: a syllable, and how many characters in a row are read so."""
    readings = (typed_syllable(pinyin(char, style=Style.NORMAL, heteronym=False)[0][0]) for char in common_characters())
    return " ".join(f"{syllable} {sum(1 for _ in group)}" for syllable, group in groupby(readings))


if __name__ == "__main__":
    TARGET.write_text(table() + "\n", encoding="utf-8")
