"""Detect the encoding of a text: bytes in, text and the name of the encoding out."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from charset_normalizer import from_bytes

_NAMES = {
    **dict.fromkeys(("gb18030", "gb2312", "gbk"), "GB18030"),
    **dict.fromkeys(("big5", "big5hkscs", "cp950"), "Big5"),
    **dict.fromkeys(("cp932", "shift_jis", "shift_jis_2004", "shift_jisx0213"), "Shift-JIS"),
    **dict.fromkeys(("euc_jp", "euc_jis_2004", "euc_jisx0213"), "EUC-JP"),
    **dict.fromkeys(("cp949", "euc_kr", "johab"), "EUC-KR"),
    **dict.fromkeys(("utf_16", "utf_16_le", "utf_16_be"), "UTF-16"),
}
"""Common names of encodings for which Python uses other names."""
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
        return _decoded_best(data)


def _decoded_best(data: bytes) -> Decoded | None:
    best = from_bytes(data).best()
    return _decoded(data, best.encoding) if best else None


def _decoded(data: bytes, encoding: str) -> Decoded | None:
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None
    return Decoded(text.removeprefix("\ufeff"), _NAMES.get(encoding, encoding.replace("_", "-")))
