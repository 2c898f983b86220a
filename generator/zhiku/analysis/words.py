"""Cut a passage into words with their classes: text in, stretches of ``Word`` out.

Words come from lists of common words (``zhiku.lang``): Chinese runs are cut by the longest listed word, what lies between is one
unknown word; English words are looked up by their lemma (``inflection``). In a language without a list of its own, a frequent
word of the common list counts as a function word if it is a stop word, and any other listed one as common. A word that no list
has is ``UNKNOWN``, which is what terms are.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from zhiku.analysis import japanese
from zhiku.analysis.clitics import enclitics, ends_like_verb, split_elision, split_enclitic
from zhiku.analysis.inflection import is_comparative, lemmas, letter_count, stem
from zhiku.lang.reader import HAN, HIRAGANA, KATAKANA, THAI, language_by_code
from zhiku.lang.traditional import to_simplified
from zhiku.lang.word_lists import (
    ADJECTIVE,
    COMMON,
    FUNCTION,
    NOUN,
    VERB,
    VERB_NOUN,
    VERBAL_NOUN,
    known_words,
    stop_words,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

UNKNOWN, NAME, CAPITALIZED, ACRONYM, NUMBER = "u", "p", "q", "P", "#"
"""Classes beside those of the lists.

A ``NAME`` has a capital within a sentence and is no common verb or adjective, which would be ``CAPITALIZED``; an ``ACRONYM`` has
a capital behind its first letter, or a digit.
"""
_SPACELESS = f"{HAN}{HIRAGANA}{KATAKANA}{THAI}"
LETTER = rf"[^\W\d_{_SPACELESS}]"
_ALNUM = rf"[^\W_{_SPACELESS}]"
MARKS = "[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u0670\u0900-\u0963\u0966-\u0dff\u200c]+"
"""What stands within words beside letters: accents, vowels of Hebrew, Arabic and Indian scripts, and the joiner of Persian."""
LETTERS = rf"{LETTER}(?:{LETTER}+|{MARKS})*"
_LEADING_DOT = r"(?:(?<![\w.…)\]])\.(?=[A-Z]{2}))"
"""The dot of *.NET*."""
_INITIALS_DOT = r"(?:(?<=(?<!\w)[A-Z]\.[A-Z])\.(?=[ \u00a0]+\w))?"
"""The last full stop of an abbreviation, unless the text ends with it: *U.S. citizen*."""
_TOKEN = re.compile(
    rf"(?P<han>[{HAN}]+)|(?P<katakana>(?:(?!\u30fb)[{KATAKANA}])+)|(?P<other>[{HIRAGANA}{THAI}]+)"
    rf"|(?P<word>{_LEADING_DOT}?{LETTER}(?:{_ALNUM}+|{MARKS})*(?:[-+#.&'’_/]{_ALNUM}(?:{_ALNUM}+|{MARKS})*)*(?:[+#]+|{_INITIALS_DOT}))|(?P<number>\d+(?:[.,]\d+)*(?:%|{_ALNUM})*)|(?P<mark>[^\w\s])"
)
_JAPANESE_RUN = re.compile("(?P<han>.+)")
HAN_RUN = re.compile(f"[{HAN}]")
_KATAKANA = re.compile(f"[{KATAKANA}]")
_SPACE_WITHIN = re.compile(f"(?<=[{_SPACELESS}]) (?=[{_SPACELESS}])|(?<=['’]) ")
_SENTENCE_STARTS = '.!?。！？:：;；•*"“”‘([（【|「『《-–—→>/'
_FREQUENT_BAND = 9
"""Words of the common list up to this band (a natural log probability above -10) are mostly function words in any language."""
_GENERAL_BAND = 6
"""English words from this band on are frequent in texts of any field."""
_MIN_STEM_LENGTH = 3
_MIN_ALTERNATIVE, _LONG_ALTERNATIVE = 3, 5
"""Letters of each of the words that a slash joins, and of one that is not known otherwise."""
_REMEMBERED = 50_000
ENGLISH = language_by_code("en")


class Word(NamedTuple):
    """A word as written, folded for comparison, its class, and whether a sentence may start with it."""

    form: str
    key: str
    kind: str
    starts: bool


class Text(NamedTuple):
    """Facts about a whole question that the class of a word depends on.

    ``inflected`` is the language by whose endings its words are united, empty where that is English or unknown.
    """

    english: bool
    japanese: bool
    inflected: str = ""


@cache
def is_noun_marker(word: str, language: str) -> bool:
    """Whether a folded word stands before nouns in a language; ``language`` is empty for English."""
    return word.replace("’", "'") in language_by_code(language or "en").noun_markers


@cache
def complement_starts(language: str) -> frozenset[str]:
    """The words that may begin the complement of a noun before them: *number of*; ``language`` is empty for English."""
    return frozenset(language_by_code(language or "en").complement_starts)


def is_marker_behind(word: Word, language: str) -> bool:
    """Whether a word is a particle behind nouns, be it written onto them or not."""
    if word.kind != FUNCTION:
        return False
    return word.form in enclitics().get(language, ()) or word.form in language_by_code(language).noun_markers_behind


@cache
def is_noun_link(word: str, language: str) -> bool:
    """Whether a folded word joins two nouns of one term: *de* in *ciclo de vida*; ``language`` is empty for English."""
    return word in language_by_code(language or "en").noun_links


def stretches(passage: str, text: Text) -> Iterator[list[Word]]:
    """The words of a passage between punctuation marks."""
    found: list[Word] = []
    starts = True
    for match in _japanese_tokens(passage) if text.japanese else _TOKEN.finditer(passage):
        kind, form = match.lastgroup, match.group()
        if kind == "mark":
            if found:
                yield found
                found = []
            starts = form in _SENTENCE_STARTS
            continue
        if kind == "han":
            found = _with_kanji(found, match, passage) if text.japanese else [*found, *_chinese(form)]
        elif kind == "word":
            for place, part in enumerate(_alternatives(form, text)):
                if place:
                    yield found
                    found = []
                found += _spaced(part, text, starts=starts and not place)
        else:
            if kind == "katakana" and found and japanese.is_prefix(found[-1].form, passage[match.start() - 1]):
                form = found.pop().form + form
            found.append(Word(form, form.casefold(), _class_of_token(kind, form), starts))
        starts = False
    if found:
        yield found


def _with_kanji(found: list[Word], match: re.Match[str], passage: str) -> list[Word]:
    """The words before a run of kanji, and those of the run; a single kanji right behind katakana belongs to that: スキー場."""
    before = passage[match.start() - 1 : match.start()]
    is_behind_katakana = bool(found) and before == found[-1].form[-1] and bool(_KATAKANA.match(before))
    own = _japanese(match.group(), passage[match.end() : match.end() + 1], is_behind_katakana)
    if not (is_behind_katakana and japanese.is_part_of_noun(own[0].form)):
        return [*found, *own]
    form = found[-1].form + own[0].form
    return [*found[:-1], Word(form, form.casefold(), UNKNOWN, starts=False), *own[1:]]


def _spaced(form: str, text: Text, *, starts: bool) -> Iterator[Word]:
    """A word of a script with spaces, with the article and the particle that are written onto it as words of their own."""
    elided, form = split_elision(form, text.inflected)
    if elided:
        yield Word(elided, elided.casefold(), FUNCTION, starts)
    form, particle = split_enclitic(form, text.inflected)
    key = form.casefold().replace("’", "'")
    is_noun = particle in language_by_code(text.inflected).noun_enclitics
    kind = class_of(key, english=text.english, language=text.inflected, is_noun=is_noun)
    yield Word(form, stem(key, text.inflected), kind, starts and not elided)
    if particle:
        yield Word(particle, particle, FUNCTION, starts=False)


def _alternatives(form: str, text: Text) -> list[str]:
    """The words that a slash joins: names, listed words and long ones; *TCP/IP* is one word, and so is *usr/local*."""
    parts = form.split("/")
    if len(parts) == 1 or not all(len(part) >= _MIN_ALTERNATIVE and part.isalpha() for part in parts):
        return [form]
    kinds = [class_of(key, english=text.english, language=text.inflected) for key in (form.casefold(), *map(str.casefold, parts))]
    own = zip(parts, kinds[1:], strict=True)
    are_words = all(part[0].isupper() or kind != UNKNOWN or len(part) >= _LONG_ALTERNATIVE for part, kind in own)
    return parts if are_words and kinds[0] != FUNCTION else [form]


def _japanese_tokens(passage: str) -> Iterator[re.Match[str]]:
    """The tokens of a Japanese passage, in whose runs of kanji nouns have hiragana."""
    at = 0
    for start, end in japanese.runs(passage):
        yield from _TOKEN.finditer(passage, at, start)
        yield from _JAPANESE_RUN.finditer(passage, start, end)
        at = end
    yield from _TOKEN.finditer(passage, at)


def _class_of_token(kind: str | None, form: str) -> str:
    """The class of what is neither Han characters nor a word with spaces around it."""
    if kind == "katakana":
        return japanese.class_of_kana(form)
    return FUNCTION if kind == "other" else NUMBER


@cache
def function_words_of(code: str) -> frozenset[str]:
    """The words that ask, determiners, prepositions, and what else stands beside nouns and before verbs in a language."""
    language = language_by_code(code)
    markers = (*language.noun_markers, *language.noun_markers_behind, *language.verb_markers, *language.quantifiers)
    return frozenset((*language.question_words, *markers)) | prepositions_of(code)


@cache
def prepositions_of(code: str) -> frozenset[str]:
    """The prepositions of a language."""
    language = language_by_code(code)
    return frozenset((*language.prepositions, *language.complement_starts))


@cache
def is_stop_word(word: str, language: str) -> bool:
    """Whether collections of stop words have a word; of a language that they lack all words count as such."""
    known = stop_words(language)
    return not known or word in known


@cache
def is_only_frequent(word: str, language: str) -> bool:
    """Whether a word, if it counts as a function word, does so for its frequency alone, and may be a noun: *estado*."""
    return bool(language) and letter_count(word) > _MIN_STEM_LENGTH and word not in function_words_of(language)


@cache
def has_other_script(code: str) -> bool:
    """Whether a language is not written in Latin letters, by its noun markers, particles or words that ask."""
    language = language_by_code(code)
    markers = language.noun_markers or language.enclitics_behind_vowels or language.question_words
    return bool(markers) and all(not unicodedata.normalize("NFD", marker)[0].isascii() for marker in markers)


@cache
def is_syllable(language: str) -> bool:
    """Whether a word between blanks is but a syllable in a language, as in Vietnamese, so that terms have several."""
    return "syllables" in language_by_code(language).spaced


@lru_cache(_REMEMBERED)
def class_of(key: str, *, english: bool, language: str = "", is_noun: bool = False) -> str:
    """The class of a folded word of a spaced script; what ``is_noun`` may end as verbs do.

    English is looked up by lemma, also where it stands in a ``language`` of another script; of another language its question
    words and noun markers are function words, and the rest goes by how common a word is in any language.
    """
    if "'" in key:
        return (ADJECTIVE if is_possessive(key) else FUNCTION) if english else UNKNOWN
    if english or (key.isascii() and has_other_script(language)):
        return _english_class(key)
    is_short = letter_count(key) <= 2 and not is_syllable(language)  # noqa: PLR2004 - two letters are an article or the like in most languages
    if is_short or key in function_words_of(language) or (not is_noun and ends_like_verb(key, language)):
        return FUNCTION
    known = known_words("common").get(key)
    if known is None:
        return FUNCTION if key in stop_words(language) else UNKNOWN
    return FUNCTION if known.band <= _FREQUENT_BAND and is_stop_word(key, language) else COMMON


def is_possessive(key: str) -> bool:
    """Whether an English word is a noun with the ending of possession: *plan's*, but not *it's*."""
    stem, apostrophe, ending = key.rpartition("'")
    return bool(apostrophe) and ending in {"", "s"} and _english_class(stem) in NOMINAL


def _english_class(key: str) -> str:
    words = known_words("en")
    for lemma in lemmas(key):
        if known := words.get(lemma):
            if known.kind in {NOUN, VERB_NOUN} and lemma != key and key.endswith(ENGLISH.participle_endings):
                return VERB
            if known.kind == ADJECTIVE and lemma != key and key.endswith("s"):
                return NOUN  # no adjective has a plural: antibiotics
            is_common = known.band or known.kind in {VERB, ADJECTIVE}
            return known.kind if is_common else UNKNOWN
    return ADJECTIVE if is_comparative(key) else UNKNOWN


def is_general(key: str) -> bool:
    """Whether an English word is frequent in texts of any field: *text*, *file*, *address*."""
    return band_of(key) >= _GENERAL_BAND


@lru_cache(_REMEMBERED)
def band_of(key: str) -> int:
    """How frequent an English word is in texts of any field, by its lemma, *hours* as *hour*; 0 where no list has it."""
    words = known_words("en")
    return max((words[lemma].band for lemma in lemmas(key) if lemma in words), default=0)


@cache
def _finder() -> tuple[AhoCorasick, list[str]]:
    words = [word for word in known_words("zh") if HAN_RUN.match(word)]
    return AhoCorasick(words, matchkind=MatchKind.LeftmostLongest), words


def word_matches(text: str) -> Sequence[tuple[int, int, int]]:
    """The listed words of Chinese text, the longest ones from the left: their numbers, starts and ends."""
    return _finder()[0].find_matches_as_indexes(text)


@lru_cache(_REMEMBERED)
def _chinese(run: str) -> tuple[Word, ...]:
    """A run of Chinese characters by the longest listed words from the left; single characters join unknown ones beside them."""
    key = run.translate(to_simplified())
    if len(key) != len(run):
        key = run
    automaton, words = _finder()
    known = known_words("zh")
    found: list[Word] = []
    gap = at = 0

    def close(end: int) -> None:
        if gap < end:
            found.append(Word(run[gap:end], key[gap:end], UNKNOWN, starts=False))

    for index, start, end in automaton.find_matches_as_indexes(key):
        kind = known[words[index]].kind
        if end - start == 1 and kind != FUNCTION and gap < start:
            continue
        close(start)
        found.append(Word(run[start:end], key[start:end], kind, starts=False))
        gap = at = end
    close(len(run))
    return tuple(found) if at or found else ()


@lru_cache(_REMEMBERED)
def _japanese(run: str, behind: str, is_behind_katakana: bool) -> tuple[Word, ...]:  # noqa: FBT001 - a cache has no keywords
    """A run of kanji by the longest listed words."""
    cut = japanese.cut(run, behind, behind_katakana=is_behind_katakana)
    return tuple(Word(form, form, kind, starts=False) for form, kind in cut)


def joined(words: Iterable[str]) -> str:
    """Words as they stand in text: with a space between, but not within one script that has none, or behind an apostrophe."""
    text = " ".join(words)
    return text if text.isascii() and "' " not in text else _SPACE_WITHIN.sub("", text)


def listed(key: str) -> tuple[str, int]:
    """The class and band of a Chinese word; ``UNKNOWN`` and 0 where no list has it."""
    known = known_words("zh").get(key)
    return (known.kind, known.band) if known else (UNKNOWN, 0)


NOMINAL = frozenset({NOUN, VERB_NOUN, VERBAL_NOUN, UNKNOWN, NAME, ACRONYM})
"""Classes that a term may end with."""
