"""Pinyin for the browser: the CJK runs of a base in, a compact table of readings out.

There are two tables: the common characters in the order of GB 2312, which is sorted by sound, as ``syllable count`` runs
(browsers can list these characters with ``TextDecoder("gbk")``, so they are not transferred); and the characters of this base
that are uncommon or read differently in its words (``率`` in ``召回率``), with all their readings. Readings come from pypinyin,
which knows words; those of the common characters are in a data file that ``tools/pinyin.py`` writes. ``ü`` is written ``v``,
tones are left out.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from importlib.resources import files
from itertools import repeat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_FIRST_ROW, _LAST_ROW, _FIRST_CELL, _LAST_CELL = 0xB0, 0xD7, 0xA1, 0xFE


@cache
def common_characters() -> str:
    """The 3,755 level-1 characters of GB 2312, which are ordered by pinyin."""
    rows = range(_FIRST_ROW, _LAST_ROW + 1)
    cells = (bytes((row, cell)) for row in rows for cell in range(_FIRST_CELL, _LAST_CELL + 1))
    return "".join(cell.decode("gb2312", errors="ignore") for cell in cells)


@cache
def common_table() -> str:
    """The readings of the common characters, run-length encoded: ``a 2 ai 13 …`` is a syllable and its number of characters."""
    return (files("zhiku.search") / "common_readings.txt").read_text(encoding="utf-8").rstrip()


def _common_readings() -> Iterator[str]:
    pairs = common_table().split()
    for syllable, count in zip(pairs[::2], pairs[1::2], strict=True):
        yield from repeat(syllable, int(count))


def special_readings(texts: Iterable[str]) -> dict[str, str]:
    """Readings of characters in these texts that the common table lacks, in whole or in part; the usual reading first."""
    texts = set(texts)
    if not texts:
        return {}
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - its dictionary takes a quarter of a second; see ``zhiku.lang.pinyin``
    from pypinyin.seg.mmseg import seg  # noqa: PLC0415 - as above

    usual = dict(zip(common_characters(), _common_readings(), strict=True))
    readings: defaultdict[str, set[str]] = defaultdict(set)
    # The reading of a character depends on its word only, so each word is read once.
    for word in {word for text in texts for word in seg.cut(text)}:
        syllables = lazy_pinyin(word, errors=_unknown_as_is)  # type: ignore[arg-type]  # pypinyin accepts a list, its stubs do not say so
        for char, syllable in zip(word, syllables, strict=True):
            if syllable.isascii():
                readings[char].add(typed_syllable(syllable))
    special = {char: sounds for char, sounds in readings.items() if sounds != {usual.get(char)}}
    return {char: " ".join(sorted({*sounds, usual.get(char, "")} - {""})) for char, sounds in sorted(special.items())}


def _unknown_as_is(unknown: str) -> list[str]:
    """Return characters without a reading unchanged, so that readings and characters stay aligned."""
    return list(unknown)


def typed_syllable(syllable: str) -> str:
    """A syllable of pypinyin as it is typed: ``v`` for ``ü``."""
    return syllable.replace("ü", "v").replace("ve", "ue")
