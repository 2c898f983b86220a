"""The direction in which a language is written."""

from __future__ import annotations

from functools import cache

from babel.core import Locale, UnknownLocaleError


@cache
def text_direction(language: str) -> str:
    """``rtl`` or ``ltr``, for a language tag (BCP 47)."""
    try:
        return Locale.parse(language, sep="-").text_direction
    except (UnknownLocaleError, ValueError):
        return "ltr"
