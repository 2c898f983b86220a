"""Interface strings: a language and the kind of a base in, the words that its pages show out.

``ui/<language>.yml`` holds them; ``ui/en.yml`` explains the format. A missing string comes from the base language (``pt`` for
``pt-BR``), then from English.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from babel.core import Locale, UnknownLocaleError
from markupsafe import Markup, escape

from zhiku.lang.data_files import read_yaml

if TYPE_CHECKING:
    from datetime import date

    from zhiku.model import KnowledgeBase

UI = Path(__file__).resolve().parent / "ui"
FALLBACK = "en"
DEFAULT_KIND = "questions"
_WITHOUT_DOMAINS = "without_domains"
"""The words of a base whose topics are parts or were found, in languages that call the owner's domains otherwise."""
_NOUNS = frozenset({"item", "items", "topic", "topics"})
_SLOT = re.compile(r"\{(\w+)\}")
_IN_BROWSER = ("search.", "browser.")
"""Prefixes of the keys that scripts read; strings such as ``site.search`` are also passed to the search, under its own names."""
_ALSO_IN_BROWSER = {
    "search.search": "site.search",
    "search.all_items": "site.all_items",
    "search.prompt": "words.prompt",
    "search.answer": "words.answer",
    "search.analysis": "words.analysis",
    "search.example": "words.example",
}

_SAME_LANGUAGE = {"no": "nb"}
"""Codes that are also used for a language that has a file under another."""

Plural = Mapping[str, str]
"""A string for each plural category of the language."""


@dataclass(frozen=True, slots=True)
class Interface:
    """Interface strings; ``language`` is the one requested, ``shown`` the one that most strings are in."""

    language: str
    shown: str
    kind: str
    own: tuple[tuple[str, str], ...]
    locale: str
    strings: Mapping[str, str | Plural] = field(repr=False)

    def __call__(self, key: str, **values: object) -> str:
        """The plain text of a string; ``n`` among the values chooses the plural. Raises ``KeyError`` for an unknown key."""
        return _SLOT.sub(lambda slot: str(values.get(slot[1], slot[0])), self._pattern(key, values.get("n")))

    def html(self, key: str, **values: object) -> Markup:
        """The same as HTML: everything is escaped except values that are ``Markup``."""
        pattern = str(escape(self._pattern(key, values.get("n"))))
        filled = _SLOT.sub(lambda slot: str(escape(values.get(slot[1], slot[0]))), pattern)
        return Markup(filled)  # noqa: S704 - escaped above

    def join(self, names: Any) -> str:  # noqa: ANN401 - any iterable of things with a text
        """An enumeration."""
        return self("site.separator").join(map(str, names))

    def date(self, day: date) -> str:
        """A date as the language writes it in running text."""
        from babel.dates import format_date  # noqa: PLC0415 - many bases have no dates

        return format_date(day, "long", locale=self.locale)

    def for_browser(self) -> str:
        """The strings that scripts show, as a script that defines them."""
        chosen: dict[str, str | Plural] = {key: text for key, text in self.strings.items() if key.startswith(_IN_BROWSER)}
        chosen |= {key: self.strings[source] for key, source in _ALSO_IN_BROWSER.items()}
        data = {"language": self.language, "strings": dict(sorted(chosen.items()))}
        return f"globalThis.kbStrings={json.dumps(data, ensure_ascii=False, separators=(',', ':'))};\n"

    def _pattern(self, key: str, number: object) -> str:
        text = self.strings[key]
        if isinstance(text, str):
            return text
        category = _plural(self.shown, number) if isinstance(number, int) else "other"
        return text.get(category) or text["other"]


@cache
def interface(
    language: str, kind: str = DEFAULT_KIND, words: tuple[tuple[str, str], ...] = (), *, has_own_domains: bool = True
) -> Interface:
    """The interface of a base: its language (BCP 47), its kind, the owner's own ``words``, and whether she named domains."""
    chain = [name for name in _lookup(language) if (UI / f"{name}.yml").is_file()]
    files = [read_ui(name) for name in dict.fromkeys((*chain, FALLBACK))]
    own = dict(words)
    strings: dict[str, str | Plural] = {}
    for file in reversed(files):
        default = _capitalised(file["words"].get(DEFAULT_KIND, {}))
        nouns = default | _capitalised(file["words"].get(kind, {}))
        if not has_own_domains and nouns.get("topic") == default.get("topic"):
            nouns |= _capitalised(file["words"].get(_WITHOUT_DOMAINS, {}))
        nouns |= _capitalised(own)
        strings |= {f"words.{name}": text for name, text in nouns.items()}
        strings |= {key: _with_words(text, nouns) for key, text in _flat(file)}
    return Interface(language, chain[0] if chain else FALLBACK, kind, words, files[0]["locale"], strings)


def _capitalised(nouns: Mapping[str, str]) -> dict[str, str]:
    """Capitalize words at the beginning of a line or sentence, if the language does so."""
    begins = {name.capitalize(): text[:1].upper() + text[1:] for name, text in nouns.items() if name in _NOUNS}
    return begins | dict(nouns)


def interface_of(base: KnowledgeBase) -> Interface:
    """The interface of a base."""
    return interface(base.language, base.kind, base.words, has_own_domains=base.has_own_domains)


def strings_file(words: Interface) -> tuple[str, bytes]:
    """Path and content of the script with the strings; the name contains a hash of the content."""
    content = words.for_browser().encode()
    return f"assets/strings-{hashlib.sha256(content).hexdigest()[:12]}.js", content


def kinds() -> tuple[str, ...]:
    """The kinds of bases."""
    return tuple(read_ui(FALLBACK)["words"])


def word_names() -> tuple[str, ...]:
    """The words that an owner may replace, over all languages; each language has those that its strings use."""
    return tuple(sorted({name for language in languages() for words in read_ui(language)["words"].values() for name in words}))


def languages() -> tuple[str, ...]:
    """The languages that have a file of strings."""
    return tuple(sorted(path.stem for path in UI.glob("*.yml")))


@cache
def read_ui(language: str) -> dict[str, Any]:
    """A file of strings, unprocessed."""
    data: dict[str, Any] = read_yaml(UI / f"{language}.yml")
    return data


def _lookup(language: str) -> list[str]:
    """The names under which a language may have a file, best first (RFC 4647 lookup); Chinese by script."""
    tag = language.replace("_", "-")
    parts = tag.split("-")
    if parts[0].lower() == "zh":
        hant = any(part.lower() in {"hant", "tw", "hk", "mo"} for part in parts[1:])
        return ["zh-Hant", "zh"] if hant else ["zh"]
    primary = _SAME_LANGUAGE.get(parts[0].lower(), parts[0].lower())
    return [primary if size == 1 else "-".join(parts[:size]) for size in range(len(parts), 0, -1)]


def _flat(file: Mapping[str, Any]) -> list[tuple[str, str | Plural]]:
    return [
        (f"{section}.{name}", text)
        for section, texts in file.items()
        if isinstance(texts, dict) and section != "words"
        for name, text in texts.items()
    ]


def _with_words(text: str | Plural, nouns: Mapping[str, str]) -> str | Plural:
    if isinstance(text, str):
        return _SLOT.sub(lambda slot: nouns.get(slot[1], slot[0]), text)
    return {category: _SLOT.sub(lambda slot: nouns.get(slot[1], slot[0]), form) for category, form in text.items()}


@cache
def _plural_rule(language: str) -> Any:  # noqa: ANN401 - a function of Babel's
    try:
        return Locale.parse(language, sep="-").plural_form
    except (UnknownLocaleError, ValueError):
        return Locale.parse(FALLBACK).plural_form


def _plural(language: str, number: int) -> str:
    return str(_plural_rule(language)(number))
