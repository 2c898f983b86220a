"""Detect the encoding of a text: bytes in, text and the name of the encoding out."""

from __future__ import annotations

import codecs
import unicodedata
from collections import Counter
from dataclasses import dataclass

from charset_normalizer import from_bytes

from zhiku.source.text import damage_in

_NAMES = {
    **dict.fromkeys(("gb18030", "gb2312", "gbk"), "GB18030"),
    **dict.fromkeys(("big5", "big5hkscs", "cp950"), "Big5"),
    **dict.fromkeys(("cp932", "shift_jis", "shift_jis_2004", "shift_jisx0213"), "Shift-JIS"),
    **dict.fromkeys(("euc_jp", "euc_jis_2004", "euc_jisx0213"), "EUC-JP"),
    **dict.fromkeys(("cp949", "euc_kr", "johab"), "EUC-KR"),
    **dict.fromkeys(("utf_16", "utf_16_le", "utf_16_be"), "UTF-16"),
}
"""Common names of encodings for which Python uses other names."""
_OBSOLETE = ["cp037", "cp273", "cp424", "cp500", "cp875", "cp1006", "cp1026", "cp1140", "hp_roman8", "kz1048", "ptcp154"]
"""Encodings of mainframes and the like, for which a few stray bytes are mistaken."""
_ASCII, _FEW = 0x7F, 8
"""Bytes outside ASCII by which an encoding cannot be told: then it is that of Western European Windows."""
_MAX_CONTROLS = 0.01
"""Share of control and unassigned characters from which a file is no text."""
_NO_TEXT = frozenset({"Cc", "Cn", "Co", "Cs"})
_BLANKS = "\t\n\r\f\v"
_BYTE_ORDER_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and the name of its encoding; the name is empty for UTF-8."""

    text: str
    encoding: str = ""


def decode(data: bytes) -> Decoded | None:
    """The text encoded by some bytes; ``None`` if no encoding fits."""
    if data.startswith(_BYTE_ORDER_MARKS):
        return _decoded(data, "utf_16")
    try:
        return Decoded(data.decode("utf-8")) if b"\0" not in data else _decoded_best(data)
    except UnicodeDecodeError:
        return None if damaged_at(data) else _decoded_best(data)


def _decoded_best(data: bytes) -> Decoded | None:
    if b"\0" not in data and sum(byte > _ASCII for byte in data) < _FEW:
        return _decoded(data, "cp1252")
    best = from_bytes(data, cp_exclusion=_OBSOLETE).best()
    return _decoded(data, best.encoding) if best else None


def _decoded(data: bytes, encoding: str) -> Decoded | None:
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None
    if not _is_text(text):
        return None
    return Decoded(text.removeprefix("\ufeff"), _NAMES.get(encoding, encoding.replace("_", "-")))


def _is_text(text: str) -> bool:
    """Whether some characters are letters, blanks and punctuation, rather than bytes of a picture read as characters."""
    counts = Counter(text)
    strange = sum(count for char, count in counts.items() if char not in _BLANKS and unicodedata.category(char) in _NO_TEXT)
    return strange <= len(text) * _MAX_CONTROLS


def damaged_at(data: bytes) -> tuple[int, int] | None:
    """The line and column (from 1, in code points) of the first byte that is not UTF-8, in a file most of which is.

    ``None`` for a file in another encoding: it has at least as many such bytes as characters outside ASCII.
    """
    text = data.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    others = sum(not char.isascii() for char in text) - damaged
    found = damage_in(data) if damaged and others > damaged else None
    return found[:2] if found else None


__all__ = ["Decoded", "damaged_at", "decode"]
