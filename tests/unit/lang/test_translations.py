"""Translations of the interface: complete, with the values and plurals that they need, and wholly in their language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.core import Locale
from zhiku.lang.interface import FALLBACK, kinds, languages, read_ui

ROOT = Path(__file__).resolve().parents[3]
SLOT = re.compile(r"\{(\w+)\}")
LETTER = re.compile(r"[^\W\d_]")
INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
LATIN_WORD = re.compile("[A-Za-z]+")
OTHER_SCRIPTS = ("ar", "bg", "bn", "el", "fa", "he", "hi", "ja", "ko", "ru", "ta", "te", "th", "uk", "ur", "zh", "zh-Hant")
CODE = frozenset({"init.open_details", "init.open_callout", "init.open_admonition"})
"""Strings that quote a way of writing, straight quotes included."""
ALIKE = {
    "cs": ("Licence:", "Data (JSON)", "Diagram", "Tip"),
    "da": ("Data (JSON)", "Diagram", "Info", "Note", "Tip"),
    "de": ("Details", "Info"),
    "es": ("General", "p. {n}"),
    "fr": (
        *("Correction", "Danger", "Image", "Important", "Info", "Note", "Notes", "Page", "Page {n}", "Pages", "Question"),
        *("Suggestions", "p. {n}", "section {id}", "{title} (page {n})"),
    ),
    "id": ("Data (JSON)", "Diagram", "Info"),
    "it": ("Formula", "Home", "in {n} {item}", "in {n} {items}", "p. {n}"),
    "nb": ("Data (JSON)", "Diagram", "Info"),
    "nl": (
        *("Databases", "Details", "Diagram", "Info", "Tip", "callouts (> [!question])", "databases, index"),
        *("flashcards (::)", "in {n} {item}", "in {n} {items}", "p. {n}"),
    ),
    "pl": ("Diagram",),
    "pt": ("p. {n}",),
    "ro": ("Concept", "General", "Important", "concept", "p. {n}"),
    "sv": ("Data (JSON)", "Diagram", "Info"),
}
"""English strings that a language writes alike."""
TRANSLATIONS = [language for language in languages() if language != FALLBACK]


def forms(language: str) -> dict[str, dict[str, str]]:
    """The strings of a language's file, by key and plural category."""
    return {
        f"{section}.{name}": text if isinstance(text, dict) else {"other": text}
        for section, texts in read_ui(language).items()
        if isinstance(texts, dict) and section != "words"
        for name, text in texts.items()
    }


def nouns(language: str) -> set[str]:
    """The nouns that a language's strings may name."""
    return {name for words in read_ui(language)["words"].values() for name in words} | {"Item", "Items", "Topic", "Topics"}


def categories(language: str) -> set[str]:
    """The plural categories of whole numbers below a thousand, and the one for all other numbers."""
    plural = Locale.parse(language, sep="-").plural_form
    return {plural(number) for number in range(1000)} | {"other"}


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_a_translation_is_complete(language: str) -> None:
    """It has every key and no other, words for every kind of base, a name of its own and a locale that formats dates."""
    assert forms(language).keys() == forms(FALLBACK).keys()
    file = read_ui(language)
    assert set(file["words"]) - {"without_domains"} == set(kinds())
    assert file["language"] != read_ui(FALLBACK)["language"]
    assert Locale.parse(file["locale"]).language == language.partition("-")[0]


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_a_translation_shows_what_it_is_given(language: str) -> None:
    """It has the values of the English string and its own nouns; only a form that is one number's may leave the number out."""
    for key, english in forms(FALLBACK).items():
        given = {slot for form in english.values() for slot in SLOT.findall(form)} - nouns(FALLBACK)
        for category, form in forms(language)[key].items():
            shown = set(SLOT.findall(form))
            assert shown - nouns(language) <= given, (key, form)
            assert given - shown <= (set() if category in {"few", "many", "other"} else {"n"}), (key, form)


@pytest.mark.parametrize("language", languages())
def test_plurals_are_complete(language: str) -> None:
    """A string that depends on a number has a form for each category of the language, and for no other."""
    known = set(Locale.parse(language, sep="-").plural_form.tags) | {"other"}
    for section in read_ui(language).values():
        for name, text in section.items() if isinstance(section, dict) else ():
            if isinstance(text, dict) and "other" in text:
                assert categories(language) <= set(text) <= known, name


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_nothing_is_left_in_english(language: str) -> None:
    """No string equals the English one, except words that both languages have, and none has English words in another script."""
    for key, english in forms(FALLBACK).items():
        for form in forms(language)[key].values():
            words = SLOT.sub("", form)
            is_alike = form in ALIKE.get(language, ()) or key in CODE or not LETTER.search(words)
            assert is_alike or form not in english.values(), (key, form)
            if language in OTHER_SCRIPTS:
                allowed = {word for text in english.values() for word in LATIN_WORD.findall(text)}
                assert set(LATIN_WORD.findall(words)) <= allowed, (key, form)


@pytest.mark.parametrize("language", languages())
def test_characters_are_typographic(language: str) -> None:
    """Quotes and apostrophes are the language's own, and nothing is invisible but the joiners of Persian and the like."""
    for key, form in ((key, form) for key, by_category in forms(language).items() for form in by_category.values()):
        assert not INVISIBLE.search(form), key
        assert key in CODE or not re.search("[\"']", form), (key, form)
        assert form == form.strip() or key.endswith(("separator", ".aliases")), (key, form)


def test_documents_name_the_languages() -> None:
    """The number of languages in the READMEs and the list of their codes in the guide are true."""
    codes = sorted({language.partition("-")[0] for language in languages()})
    listed = ", ".join(f"`{code}`" for code in codes)
    stated = {
        "README.md": f"({len(codes)} languages,",
        "README.zh.md": f"（{len(codes)} 种语言，",
        "docs/guide/en/look.md": f": {listed} (",
        "docs/guide/zh/look.md": f"：{listed}（",
    }
    for path, words in stated.items():
        assert words in (ROOT / path).read_text(encoding="utf-8"), path
