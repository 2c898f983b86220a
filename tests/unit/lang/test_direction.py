"""The direction of languages."""

from __future__ import annotations

import pytest
from zhiku.lang.direction import text_direction


@pytest.mark.parametrize(
    ("language", "direction"),
    [("ar", "rtl"), ("he", "rtl"), ("fa-IR", "rtl"), ("ur", "rtl"), ("zh-Hant", "ltr"), ("x-none", "ltr"), ("", "ltr")],
)
def test_direction(language: str, direction: str) -> None:
    """Unknown languages are written from left to right."""
    assert text_direction(language) == direction
