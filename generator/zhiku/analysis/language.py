"""The language that words are looked up in: the text of a question or all questions of a base in, a language code out."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from zhiku.analysis.clitics import enclitics
from zhiku.analysis.words import ENGLISH, HAN_RUN, LETTERS, Text
from zhiku.lang.detect import detect_language
from zhiku.lang.reader import HIRAGANA, languages
from zhiku.lang.word_lists import english_markers

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from zhiku.model import Question

JAPANESE = "ja"
_HIRAGANA = re.compile(f"[{HIRAGANA}]")
_WORD = re.compile(LETTERS)
_ENGLISH_SHARE = 0.05
"""A text with at least this share of the most frequent English words among its spaced words is English."""
_CERTAINLY_ENGLISH = 0.12
"""From this share on, other words need not be looked at."""
_MARKED = 0.04
"""A text with at least this share of a language's articles or prepositions among its words is in that language."""
_JAPANESE_SHARE = 0.1
"""A text with more than this number of hiragana for each Han character is Japanese; tables and lists have .2, Chinese 0."""
_SAMPLE = 5
"""So many passages of a question tell the language of a base."""
_TELLING_SHARE = 0.3
"""Share of the questions of a base that must be seen to be in its language."""


def language_of(questions: Sequence[Question]) -> str:
    """The language by whose endings the words of a base are united; empty for English and unknown ones.

    Questions that are mostly code tell none, so a part of them is enough.
    """
    facts = (text_facts([question.title, *(passage.text for passage in question.passages[:_SAMPLE])]) for question in questions)
    found = Counter(JAPANESE if text.japanese else text.inflected for text in facts)
    unknown = found.pop("", 0)
    if found.total() < _TELLING_SHARE * (found.total() + unknown):
        return ""
    return min(found, key=lambda language: (-found[language], language), default="")


def text_facts(texts: Iterable[str]) -> Text:
    """The language that the words of a question are looked up in."""
    whole = "\n".join(texts)
    words = _WORD.findall(whole.casefold())
    functional = sum(map(english_markers().__contains__, words))
    has_han = bool(HAN_RUN.search(whole))
    hiragana = len(_HIRAGANA.findall(whole))
    japanese = hiragana > _JAPANESE_SHARE * len(HAN_RUN.findall(whole))
    english = has_han or _is_english(whole, functional / max(1, len(words)))
    return Text(english=english, japanese=japanese, inflected="" if english else _inflected(words, whole))


def _is_english(whole: str, functional: float) -> bool:
    """Whether a text is English by the share of its words that every English text has; Danish has some of them, too."""
    if _ENGLISH_SHARE <= functional < _CERTAINLY_ENGLISH:
        return detect_language(whole) in {ENGLISH.code, ""}
    return functional >= _ENGLISH_SHARE


def _inflected(words: Sequence[str], whole: str) -> str:
    """The language that the function words of a text are in, if ``lang`` knows something of its nouns.

    Where function words decide nothing it is the one whose articles, prepositions or particles these words hold most; empty where
    there are next to none. These alone would take *en*, *de* and *at* for words of a wrong language.
    """
    detected = detect_language(whole)
    if detected == ENGLISH.code:
        return ""
    if detected in _with_nouns():
        return detected
    counts = Counter(words)
    hits = {code: sum(counts[marker] for marker in markers) for code, markers in _markers().items()}
    hits |= {code: sum(count for word, count in counts.items() if word.endswith(ends)) for code, ends in enclitics().items()}
    likely = {code for code, count in hits.items() if count >= _MARKED * len(words) and count}
    return max(likely, key=lambda code: (hits[code], code), default="")


@cache
def _with_nouns() -> frozenset[str]:
    """The languages of which something is known that tells nouns."""
    known = (language.code for language in languages() if language.noun_endings or language.noun_markers)
    return frozenset({*known, *enclitics()})


@cache
def _markers() -> dict[str, frozenset[str]]:
    return {language.code: frozenset(language.noun_markers) for language in languages() if language.noun_markers}
