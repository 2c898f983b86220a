"""Texts in other encodings: detected by their bytes, with their common names."""

from __future__ import annotations

import pytest
from zhiku.importing.encoding import damaged_at, decode

SIMPLIFIED = "# 题库\n\n## 1. 什么是缓存？\n\n一层存储，速度快，容量小。\n"
TRADITIONAL = "# 題庫\n\n## 1. 什麼是快取？\n\n一層儲存，速度很快，不過容量小，方便尋找。\n"
JAPANESE = "# よくある質問\n\n## 1. キャッシュとは何ですか？\n\n速い記憶です。データを一時的に置きます。\n"
KOREAN = "# 질문\n\n## 1. 캐시란 무엇입니까?\n\n빠른 저장소입니다. 자료를 잠시 둡니다.\n"
RUSSIAN = "# Вопросы\n\n## 1. Что такое кэш?\n\nБыстрая память для данных.\n"


@pytest.mark.parametrize(
    ("text", "codec", "name"),
    [
        (SIMPLIFIED, "gb18030", "GB18030"),
        (TRADITIONAL, "big5", "Big5"),
        (JAPANESE, "shift_jis", "Shift-JIS"),
        (JAPANESE, "euc_jp", "EUC-JP"),
        (KOREAN, "euc_kr", "EUC-KR"),
        (RUSSIAN, "cp1251", "cp1251"),
        ("# FAQ\n\n## Café ou thé ?\n\nLe café.\n", "latin-1", "cp1252"),
        (SIMPLIFIED, "utf-16", "UTF-16"),
        (SIMPLIFIED, "utf-16-le", "UTF-16"),
        (SIMPLIFIED, "utf-8", ""),
    ],
)
def test_recognised(text: str, codec: str, name: str) -> None:
    """The text is decoded without errors; UTF-8 needs no message."""
    found = decode(text.encode(codec))
    assert found is not None
    assert (found.text, found.encoding) == (text, name)


def test_pictures_are_no_texts() -> None:
    """A file of bytes that some encoding allows is still no text."""
    assert decode(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x02\x01") is None


def test_damaged_utf_8_is_located() -> None:
    """A stray byte in a text in UTF-8 is an error with its line and column, and no other encoding is guessed."""
    data = RUSSIAN.encode().replace("для".encode(), b"\xff")
    assert decode(data) is None
    assert damaged_at(data) == (5, len("Быстрая память ") + 1)
    assert damaged_at(RUSSIAN.encode("cp1251")) is None
    assert damaged_at(RUSSIAN.encode()) is None


@pytest.mark.parametrize(("words", "name"), [("Что так", "cp1252"), ("Что такое кэш", "cp1251")])
def test_few_bytes_are_of_western_europe(words: str, name: str) -> None:
    """Fewer than eight bytes outside ASCII do not tell an encoding."""
    found = decode(f"## 1. {words}\n".encode("cp1251"))
    assert found is not None
    assert found.encoding == name


@pytest.mark.parametrize(("controls", "is_text"), [(1, True), (2, False)])
def test_control_characters_are_rare_in_texts(controls: int, is_text: bool) -> None:  # noqa: FBT001 - a parameter
    """One in a hundred may be a remnant of a conversion."""
    assert (decode("é".encode("latin-1") + b"x" * (119 - controls) + b"\x01" * controls) is not None) == is_text
