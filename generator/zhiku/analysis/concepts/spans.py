"""Which words of a stretch are candidates for terms: words with their classes in, places and keys out.

A candidate is one to four neighbouring words without a function word or punctuation among them, two nouns that a preposition
joins (*ciclo de vida*), or a name of more words with one within.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from zhiku.analysis.inflection import singular
from zhiku.analysis.words import (
    ACRONYM,
    CAPITALIZED,
    ENGLISH,
    NAME,
    NOMINAL,
    NUMBER,
    UNKNOWN,
    is_noun_link,
    is_noun_marker,
    is_only_frequent,
    is_possessive,
)
from zhiku.lang.word_lists import ADJECTIVE, COMMON, FUNCTION, NOUN, VERB, VERB_NOUN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from zhiku.analysis.words import Word

MAX_WORDS = 4
"""Words of a candidate without a preposition within."""
BETWEEN_WORDS = "\x1f"
CAPITAL_KINDS = frozenset({NAME, ACRONYM, CAPITALIZED})
"""Classes of words with a capital, where it makes a name."""
_MAX_VERBAL_WORDS = 3
"""A term in a title may be so many words with a verb among them: 乐观锁, 页面置换."""
_MAX_DESIGNATION = 4
"""A number of so many characters may tell things of one name apart: *Windows 10*."""
_NO_START = frozenset({FUNCTION, NUMBER})
_TERM_STARTS = NOMINAL | {CAPITALIZED, ADJECTIVE, VERB_NOUN}
_NAMES_OR_NOUNS = NOMINAL | {CAPITALIZED}
_LISTED_NOUNS = frozenset({NOUN, VERB_NOUN})
_LINKED = frozenset({UNKNOWN, NAME, COMMON, NOUN, VERB_NOUN})
"""Classes of nouns that a preposition may join."""
_NAME_ENDS = CAPITAL_KINDS | {NUMBER}
_MIN_LINKED_NAME, _MAX_LINKED_NAME = 4, 7
"""Words of a name with a preposition within, if it is more than two nouns."""
_SHORT = 2


def key_of(words: Iterable[str]) -> str:
    """The key of words that are already folded."""
    return BETWEEN_WORDS.join(words)


def occurrences(words: Sequence[Word], kinds: Sequence[str], language: str, *, in_text: bool) -> Iterable[tuple[int, int, str]]:
    """Start, end and key of all candidates of a stretch."""
    spans = _spans(words, kinds, language, in_text=in_text)
    linked = chain(_linked(words, kinds, language), _linked_names(words, kinds, language))
    if language:
        return chain(spans, linked, _common_pairs(words, kinds) if in_text else ())
    return chain(spans, linked, _verbal(words, kinds) if in_text else ())


def _spans(words: Sequence[Word], kinds: Sequence[str], language: str, *, in_text: bool) -> Iterator[tuple[int, int, str]]:
    """Start, end and key of the candidates of a stretch; in running text only runs of nouns, to limit their number."""
    keys = [word.key for word in words]
    for start, first in enumerate(kinds):
        if first in _NO_START:
            continue
        if not in_text or first == UNKNOWN or (len(keys[start]) > 1 and (first != VERB or not keys[start].isascii())):
            yield start, start + 1, _last_key(words[start])
        starts_term = first in _TERM_STARTS
        for end in range(start + 2, min(len(words), start + MAX_WORDS) + 1):
            last = kinds[end - 1]
            if in_text and not language and keys[end - 1].isascii() and (last == ADJECTIVE or is_possessive(keys[end - 1])):
                continue
            if in_text and last == NUMBER and kinds[end - 2] in _NAMES_OR_NOUNS and len(keys[end - 1]) <= _MAX_DESIGNATION:
                if end == start + 2:
                    yield start, end, key_of(keys[start:end])
                continue
            if last == FUNCTION or (in_text and last not in _NAMES_OR_NOUNS):
                break
            if (starts_term and last in _NAMES_OR_NOUNS) or not (in_text or end - start > _MAX_VERBAL_WORDS):
                yield start, end, key_of((*keys[start : end - 1], _last_key(words[end - 1])))


def _linked(words: Sequence[Word], kinds: Sequence[str], language: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and key of two nouns with a word between them that joins nouns in a language: *ciclo de vida*.

    An article may stand behind it: *président de la République*.
    """
    for at in range(1, len(words) - 1):
        if kinds[at] != FUNCTION or not is_noun_link(_link(words[at]), language):
            continue
        last = at + 1 + (at + 2 < len(words) and kinds[at + 1] == FUNCTION and is_noun_marker(_link(words[at + 1]), language))
        before, behind = words[at - 1], words[last]
        is_noun = kinds[last] in _LINKED or is_only_frequent(behind.key, language)
        if kinds[at - 1] in _LINKED and is_noun and min(len(before.key), len(behind.key)) > _SHORT:
            yield at - 1, last + 1, key_of((before.key, *map(_link, words[at:last]), _last_key(behind)))


def _linked_names(words: Sequence[Word], kinds: Sequence[str], language: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and key of names of several words that a preposition joins: *U.S. Department of Education*."""
    for at in range(1, len(words) - 1):
        if kinds[at - 1] not in _NAME_ENDS or not is_noun_link(_link(words[at]), language):
            continue
        start, end = at - 1, at + 1 + is_noun_marker(words[at + 1].key, language)
        while start and kinds[start - 1] in CAPITAL_KINDS:
            start -= 1
        while end < len(words) and kinds[end] in CAPITAL_KINDS:
            end += 1
        if kinds[start] != NUMBER and kinds[end - 1] in CAPITAL_KINDS and _MIN_LINKED_NAME <= end - start <= _MAX_LINKED_NAME:
            yield start, end, key_of(word.key for word in words[start:end])


def _common_pairs(words: Sequence[Word], kinds: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Start, end and key of two nouns or adjectives, one or both of them common words: *tarjeta gráfica*, *página web*."""
    for start in range(len(words) - 1):
        if COMMON in kinds[start : start + 2] and _LINKED.issuperset(kinds[start : start + 2]):
            yield start, start + 2, key_of((words[start].key, _last_key(words[start + 1])))


def _verbal(words: Sequence[Word], kinds: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Start, end and key of an English noun or adjective with a gerund behind it, or behind a participle.

    *load balancing*; behind an article or the like, *filtered deck*.
    """
    for start in range(len(words) - 1):
        first, last = words[start], words[start + 1]
        if kinds[start + 1] == VERB and kinds[start] in _TERM_STARTS:
            if last.key.endswith(ENGLISH.gerund_endings) and not first.key.endswith(ENGLISH.adverb_endings):
                yield start, start + 2, key_of((first.key, last.key))
        elif (
            kinds[start] == VERB
            and kinds[start + 1] in _NAMES_OR_NOUNS
            and first.key.endswith(ENGLISH.participle_endings)
            and (start == 0 or kinds[start - 1] == FUNCTION)
        ):
            yield start, start + 2, key_of((first.key, _last_key(last)))


def _link(word: Word) -> str:
    return word.form.casefold().rstrip("'’")


def _last_key(word: Word) -> str:
    """The singular of a last word, unless its capital makes it a name; a listed noun that begins a sentence is none."""
    is_plain = word.form.islower() or (word.starts and word.kind in _LISTED_NOUNS)
    return singular(word.key) if is_plain else word.key
