"""Texts in other encodings: detected by their bytes, with their common names."""

from __future__ import annotations

import pytest
from zhiku.importing.encoding import decode

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
