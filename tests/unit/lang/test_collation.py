"""The order of names, and the letters of an index."""

from __future__ import annotations

import pytest
from zhiku.lang.collation import initial, sort_key


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("zh", ["Adam", "ResNet", "损失", "图像"]),
        ("en", ["apple", "Éclair", "zebra"]),
        ("de", ["Apfel", "Äther", "Zebra"]),
        ("es", ["nube", "ñandú", "oso"]),
        ("sv", ["zebra", "ål", "ärta", "öl"]),
        ("ja", ["あい", "カキ", "さけ", "酒"]),
        ("ko", ["가방", "나무", "다리"]),
    ],
)
def test_names_in_order(language: str, names: list[str]) -> None:
    """As in dictionaries of the language."""
    assert sorted(names, key=lambda name: sort_key(name, language)) == names


@pytest.mark.parametrize(
    ("language", "name", "letter"),
    [
        ("zh", "损失函数", "S"),
        ("zh", "Adam", "A"),
        ("zh", "3D 卷积", "#"),
        ("en", "Éclair", "E"),
        ("es", "ñandú", "Ñ"),
        ("ja", "ガス", "か"),
        ("ja", "ぱん", "は"),
        ("ja", "酒", "#"),
        ("ko", "나무", "ㄴ"),
        ("ru", "Ёлка", "Е"),
    ],
)
def test_letters_of_an_index(language: str, name: str, letter: str) -> None:
    """The row or letter under which readers look."""
    assert initial(name, language) == letter
