"""Slugs: accents, ligatures, apostrophes, length."""

from __future__ import annotations

import pytest
from zhiku.source.slug import ascii_words


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("¿Cuál es la función de un índice?", "cual-es-la-funcion-de-un-indice"),
        ("Wie groß ist die Übergröße?", "wie-gross-ist-die-ubergrosse"),
        ("Où est l'été à Noël ?", "ou-est-l-ete-a-noel"),
        ("Đâu là câu trả lời?", "dau-la-cau-tra-loi"),
        ("Łódź, Æsop & œuvre", "lodz-aesop-oeuvre"),
        ("What’s new, and don't you're", "whats-new-and-dont-youre"),
        ("HTTP 与 2.0", "http-2-0"),
        ("Что такое сборщик мусора? Объект, ёлка", "chto-takoe-sborshchik-musora-obekt-elka"),
        ("Πώς λειτουργεί;", "pos-leitoyrgei"),
        ("كلمة المرور", "klmh-lmrwr"),
        ("รหัสผ่าน", "rhasphan"),
        ("पासवर्ड", "pasvrd"),
        ("コンポーネント", "konponento"),
        ("한국어 위키", "hangugeo-wiki"),
        ("☕ 😀 tea", "tea"),
        ("v" * 300, "v" * 40),
    ],
)
def test_ascii_words(title: str, slug: str) -> None:
    """As readers would write the words in ASCII."""
    assert "-".join(ascii_words(title)) == slug
