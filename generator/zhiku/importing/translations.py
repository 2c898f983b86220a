"""Choose one language of data that hold each text in several (``{"title": {"en": …, "fr": …}}``)."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple, TypeGuard

from zhiku.lang import reader as lang

if TYPE_CHECKING:
    from collections.abc import Iterator

_TAG = re.compile(r"(?P<language>[a-z]{2,3})(?:[-_](?:[A-Za-z]{2}|[A-Z][a-z]{3}))?")


class InOneLanguage(NamedTuple):
    """Data in the language that most of their texts have, and the languages that were left out."""

    data: object
    language: str = ""
    left_out: tuple[str, ...] = ()


def in_one_language(data: object) -> InOneLanguage:
    """The data with one text for each that is given in several languages; the data themselves if none is."""
    texts = list(_texts(data))
    if not any(len(text) > 1 for text in texts):
        return InOneLanguage(data)
    counts = Counter(language for text in texts for language in text)
    chosen = max(counts, key=lambda language: counts[language])  # of those as frequent, the first one
    return InOneLanguage(_chosen(data, chosen), chosen, tuple(language for language in counts if language != chosen))


def _texts(data: object) -> Iterator[dict[str, object]]:
    """The objects whose keys are languages, at any depth."""
    if _is_text(data):
        yield data
    elif isinstance(data, dict | list):
        for value in data.values() if isinstance(data, dict) else data:
            yield from _texts(value)


def _is_text(data: object) -> TypeGuard[dict[str, object]]:
    known = {language.code for language in lang.languages()}
    tags = [_TAG.fullmatch(str(key)) for key in data] if isinstance(data, dict) else []
    return bool(tags) and all(tag is not None and tag["language"] in known for tag in tags)


def _chosen(data: object, language: str) -> object:
    if _is_text(data):
        return data.get(language, next(iter(data.values())))
    if isinstance(data, dict):
        return {key: _chosen(value, language) for key, value in data.items()}
    return [_chosen(item, language) for item in data] if isinstance(data, list) else data
