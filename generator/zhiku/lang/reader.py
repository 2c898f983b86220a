"""Read the word lists of ``lang/<code>.yml`` and the letter ranges of ``lang/scripts.json``.

A text may mix languages, so most callers ask for the words of all languages together (``words``).
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from zhiku.lang.data_files import read_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

_OTHERS = frozenset(
    {
        "sentence_ends",
        "question_marks",
        "inner_question_marks",
        "soft_gaps",
        "operators",
        "letters",
        "kana_shift",
        "ignored",
        "variants",
        "bind_next",
        "bind_previous",
    }
)
"""What ``scripts.json`` holds besides letter ranges."""
_GROUPED = ("labels", "naming")
"""Fields that hold lists of words by a key."""
_FOLDER = files("zhiku.lang")


@dataclass(frozen=True, slots=True)
class Language:
    """The word lists of one language; every field except ``code`` may be empty.

    ``question_words`` ask, or surround what is asked, and do not name a topic; ``aspect_words`` name what a reader wants to know
    about a topic (``advantages``); ``common_words`` are everyday words that are not topics. ``joints`` are characters that join a
    word to the one before it.
    ``particles`` stand in no word of a script without blanks, ``conjunctions`` neither begin nor end one of four characters or
    more, and ``function_characters`` begin or end none that is a word without them.
    ``field_suffixes`` may follow the name of a domain (``industry``), ``example_markers`` precede what is only an example.
    ``labels`` are the labels of a question's sections by the value of their ``SectionKind``;
    ``contents_titles`` are titles of tables of contents, ``aside_titles`` titles of sections that open no question,
    ``home_titles`` those of the first page of a site, ``file_names`` names of files that say nothing of their content;
    ``contractions`` may follow an apostrophe inside a word. ``question_names`` precede a question's number or colon,
    ``number_suffixes`` follow the number; ``interrogatives`` ask for
    the noun behind them; ``asking_starts`` begin titles that ask, ``asking_parts`` occur in them;
    ``task_starts`` begin titles that set a task, ``task_ends`` end them;
    ``initials`` abbreviate “question” and “answer” (``Q``, ``A``), if the language has such letters;
    ``number_columns`` name the column that numbers the rows of a table, ``question_columns``, ``answer_columns``,
    ``category_columns``, ``option_columns``, ``wrong_option_columns`` and ``context_columns`` those of records that hold
    questions, answers, topics, what may be chosen, what may be chosen wrongly, and what a question is about;
    ``state_columns`` name the column that says whether a record is finished, ``draft_states`` are what it says of those that
    are not to be published; ``placeholders`` replace a missing answer.
    ``noun_markers`` precede nouns, ``noun_markers_behind`` follow them, and ``verb_markers`` precede verbs;
    ``quantifiers`` and other determiners precede nouns as well, most of them of any text;
    ``noun_beginnings`` are articles that are written onto a noun, ``proclitics`` all particles that are written onto the word
    behind them, ``verb_beginnings`` what only verbs begin with;
    ``noun_endings`` are what nouns inflect with, ``other_endings`` are those of verbs, adjectives and adverbs,
    ``noun_only_endings`` longer ones that only nouns have, ``action_endings`` those of nouns for actions,
    ``relational_endings`` those of adjectives that relate the noun before them to another, ``adjective_endings`` those of
    adjectives that agree with the noun behind them.
    ``possessives`` stand before nouns and for none, ``auxiliaries`` before the subject of a question, ``copulas`` before gerunds
    in the progressive form.
    ``gerund_endings`` are those of verbs that are nouns as well, ``participle_endings`` and ``adverb_endings`` what
    they say; ``comparatives`` and ``inflections`` hold an ending each and what the lemma may have instead, ``plurals`` one and
    what the singular has instead, ``foreign_plurals`` one and what it may have, ``_`` for nothing, ``=`` for one of two equal
    letters.
    ``infinitive_endings`` are those of verbs in the only form that may stand behind an article, ``finite_endings`` those of their
    other forms where nouns share these, ``verb_only_endings`` those that hardly any noun has in the singular;
    ``capitalized`` says what has a capital within sentences besides names (``nouns``),
    ``spaced`` what blanks separate if not words (``syllables``). ``noun_links`` join two nouns of a term (*ciclo de vida*),
    ``complement_starts`` begin the complement of a noun before them (*number of*),
    ``elisions`` are joined to a word by an apostrophe, ``endings_behind`` are the apostrophes that join endings to names.
    Particles that are written onto the noun before them are ``enclitics_behind_consonants`` and ``enclitics_behind_vowels``, by
    how the noun ends; ``enclitics_behind_liquids`` are those of the latter that stand behind a liquid too, ``noun_enclitics``
    those that no verb has, ``noun_continuations`` the beginnings of all that follows a noun without a blank;
    ``function_endings`` are those of verbs, adjectives and adverbs that no term holds.
    In a script without blanks, ``measure_words`` and ``noun_markers_before`` precede nouns, and
    ``verb_markers_before`` verbs; ``greetings`` stand before what a text says, in these scripts beside whom it speaks to.
    ``placeholder_names`` stand for any name in examples of code;
    ``generic_nouns`` are no terms, but parts of some, ``generic_adjectives`` those that hardly begin any;
    ``prepositions`` are others than ``complement_starts``; ``particle_starts`` are the characters that may follow a noun,
    ``verb_starts`` those that make a verb of one, ``stem_ends`` and ``object_markers`` what follows and precedes the stem of a
    verb, ``prefixes`` characters that begin a noun, ``determiners`` those before one and ``ordinal_prefixes`` those before a
    numeral. ``declensions`` hold the endings of
    one each: of the nominative singular and plural, then the others, ``_`` for none and ``.`` for a plural that tells nothing,
    ``~`` for none behind a fleeting vowel.
    ``fleeting_endings`` end the nominative with a vowel that the other forms lack.
    ``naming`` holds the words by which a text introduces names, by what they do (``Naming``).
    ``difficulty_labels``, ``frequency_labels``, ``tag_labels`` and ``author_labels`` introduce metadata of a question on a line
    of its text;
    ``difficulty_levels`` are values of difficulty.
    """

    code: str
    question_words: tuple[str, ...] = ()
    interrogatives: tuple[str, ...] = ()
    aspect_words: tuple[str, ...] = ()
    common_words: tuple[str, ...] = ()
    joints: tuple[str, ...] = ()
    numerals: tuple[str, ...] = ()
    particles: tuple[str, ...] = ()
    conjunctions: tuple[str, ...] = ()
    function_characters: tuple[str, ...] = ()
    field_suffixes: tuple[str, ...] = ()
    example_markers: tuple[str, ...] = ()
    noun_markers: tuple[str, ...] = ()
    noun_markers_behind: tuple[str, ...] = ()
    quantifiers: tuple[str, ...] = ()
    verb_markers: tuple[str, ...] = ()
    noun_beginnings: tuple[str, ...] = ()
    proclitics: tuple[str, ...] = ()
    verb_beginnings: tuple[str, ...] = ()
    noun_endings: tuple[str, ...] = ()
    other_endings: tuple[str, ...] = ()
    noun_only_endings: tuple[str, ...] = ()
    action_endings: tuple[str, ...] = ()
    relational_endings: tuple[str, ...] = ()
    adjective_endings: tuple[str, ...] = ()
    infinitive_endings: tuple[str, ...] = ()
    finite_endings: tuple[str, ...] = ()
    verb_only_endings: tuple[str, ...] = ()
    possessives: tuple[str, ...] = ()
    auxiliaries: tuple[str, ...] = ()
    copulas: tuple[str, ...] = ()
    gerund_endings: tuple[str, ...] = ()
    participle_endings: tuple[str, ...] = ()
    adverb_endings: tuple[str, ...] = ()
    comparatives: tuple[str, ...] = ()
    inflections: tuple[str, ...] = ()
    plurals: tuple[str, ...] = ()
    foreign_plurals: tuple[str, ...] = ()
    capitalized: tuple[str, ...] = ()
    noun_links: tuple[str, ...] = ()
    complement_starts: tuple[str, ...] = ()
    elisions: tuple[str, ...] = ()
    endings_behind: tuple[str, ...] = ()
    spaced: tuple[str, ...] = ()
    enclitics_behind_consonants: tuple[str, ...] = ()
    enclitics_behind_vowels: tuple[str, ...] = ()
    enclitics_behind_liquids: tuple[str, ...] = ()
    noun_continuations: tuple[str, ...] = ()
    noun_enclitics: tuple[str, ...] = ()
    function_endings: tuple[str, ...] = ()
    measure_words: tuple[str, ...] = ()
    noun_markers_before: tuple[str, ...] = ()
    verb_markers_before: tuple[str, ...] = ()
    greetings: tuple[str, ...] = ()
    placeholder_names: tuple[str, ...] = ()
    generic_nouns: tuple[str, ...] = ()
    generic_adjectives: tuple[str, ...] = ()
    prepositions: tuple[str, ...] = ()
    particle_starts: tuple[str, ...] = ()
    verb_starts: tuple[str, ...] = ()
    stem_ends: tuple[str, ...] = ()
    object_markers: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    determiners: tuple[str, ...] = ()
    ordinal_prefixes: tuple[str, ...] = ()
    declensions: tuple[str, ...] = ()
    fleeting_endings: tuple[str, ...] = ()
    contents_titles: tuple[str, ...] = ()
    aside_titles: tuple[str, ...] = ()
    home_titles: tuple[str, ...] = ()
    file_names: tuple[str, ...] = ()
    contractions: tuple[str, ...] = ()
    question_names: tuple[str, ...] = ()
    number_suffixes: tuple[str, ...] = ()
    asking_starts: tuple[str, ...] = ()
    asking_parts: tuple[str, ...] = ()
    task_starts: tuple[str, ...] = ()
    task_ends: tuple[str, ...] = ()
    initials: tuple[str, ...] = ()
    state_columns: tuple[str, ...] = ()
    draft_states: tuple[str, ...] = ()
    number_columns: tuple[str, ...] = ()
    question_columns: tuple[str, ...] = ()
    answer_columns: tuple[str, ...] = ()
    category_columns: tuple[str, ...] = ()
    option_columns: tuple[str, ...] = ()
    wrong_option_columns: tuple[str, ...] = ()
    context_columns: tuple[str, ...] = ()
    placeholders: tuple[str, ...] = ()
    difficulty_labels: tuple[str, ...] = ()
    difficulty_levels: tuple[str, ...] = ()
    frequency_labels: tuple[str, ...] = ()
    tag_labels: tuple[str, ...] = ()
    author_labels: tuple[str, ...] = ()
    labels: tuple[tuple[str, tuple[str, ...]], ...] = ()
    naming: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Scripts:
    """Letter ranges (code points, both ends included) and the characters between words that do not end a phrase.

    ``cjk`` are Han, kana and hangul, ``continuous`` the letters of other scripts that are written without blanks between words,
    ``han`` the Han characters of running text;
    ``hiragana``, ``katakana``, ``hangul`` and ``thai`` are single scripts; ``unspaced`` are characters next to which no space is
    set, including full-width punctuation but not hangul.
    """

    cjk: tuple[tuple[int, int], ...]
    continuous: tuple[tuple[int, int], ...]
    bind_next: str
    """Vowels written before their consonant and signs that join two consonants: no word ends behind them."""
    bind_previous: str
    """Vowels written behind their consonant, besides marks: no word begins with them."""
    han: tuple[tuple[int, int], ...]
    soft_gaps: frozenset[str]
    operators: frozenset[str]
    """Symbols of programming languages: two or more of them on their own are a word of the search."""
    sentence_ends: str
    """Characters that end a sentence anywhere; the Latin full stop only ends one before white space."""
    question_marks: str
    inner_question_marks: str
    """Those that stand within the word that asks."""
    semicolon_asks: tuple[tuple[int, int], ...]
    """Letters behind which a semicolon is a question mark."""
    accented: tuple[tuple[int, int], ...]
    """Letters that are compared without their accents."""
    letters: tuple[tuple[str, str], ...]
    """Letters, and letters with their marks, and what they are replaced by for comparison."""
    ignored: str
    """Marks and letters that many writers leave out, besides the marks of ``accented`` letters."""
    variants: tuple[tuple[str, str], ...]
    """Letters of single languages and what they are replaced by; a site has those of its own text."""
    kana_shift: tuple[int, int, int]
    """The first and the last katakana, and the hiragana that replaces the first."""
    hiragana: tuple[tuple[int, int], ...]
    katakana: tuple[tuple[int, int], ...]
    hangul: tuple[tuple[int, int], ...]
    thai: tuple[tuple[int, int], ...]
    unspaced: tuple[tuple[int, int], ...]


@cache
def languages() -> tuple[Language, ...]:
    """All languages, by code."""
    names = sorted(item.name for item in _FOLDER.iterdir() if item.name.endswith(".yml"))
    return tuple(_read(name.removesuffix(".yml")) for name in names)


@cache
def language_by_code(code: str) -> Language:
    """One language; without any words where the code is empty or no file has it."""
    return next((language for language in languages() if language.code == code), Language(code))


@cache
def words(field: str) -> tuple[str, ...]:
    """The words of one field in all languages, without repetition, Chinese first."""
    ordered = sorted(languages(), key=lambda language: not language.code.startswith("zh"))
    return tuple(dict.fromkeys(word for language in ordered for word in getattr(language, field)))


@cache
def labels() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The labels of all languages, by the kind of section they open."""
    ordered = sorted(languages(), key=lambda language: not language.code.startswith("zh"))
    kinds = dict.fromkeys(kind for language in ordered for kind, _ in language.labels)
    return tuple((kind, tuple(word for language in ordered for word in dict(language.labels).get(kind, ()))) for kind in kinds)


class Naming(StrEnum):
    """What words do where a text introduces a name."""

    NOT_STARTS = "not_starts"
    """Begin an explanation, and so no name."""
    FIGURES = "figures"
    """Name a numbered figure or table."""
    BEFORE_NAME = "before_name"
    """Stand before a name in a script without blanks, and in none."""
    POSSESSIVES = "possessives"
    COPULAS = "copulas"
    REMARKS = "remarks"
    """Stand in parentheses and name nothing."""
    SHORT_FORM_LABELS = "short_form_labels"
    """Stand before a short or a foreign form of a name."""
    JOINERS = "joiners"
    """Join the names of a list, as ``AND_JOINERS`` and ``OR_JOINERS`` do in titles and between other names of one thing."""
    AND_JOINERS = "and_joiners"
    OR_JOINERS = "or_joiners"
    ET_CETERA = "et_cetera"
    BEFORE_ITEMS = "before_items"
    """Single characters that a list of names may follow."""
    CALLED = "called"
    """Stand before the name that a thing is given, ``ALSO_CALLED`` before another one."""
    ALSO_CALLED = "also_called"
    NOT_AFTER_CALLED = "not_after_called"
    """Follow words of ``ALSO_CALLED`` that mean something else there."""
    ASKING_BEFORE = "asking_before"
    """Ask for a definition of the name behind them, ``ASKING_BEHIND`` of the one before them."""
    ASKING_BEHIND = "asking_behind"
    ARTICLES = "articles"
    WITHIN = "within"
    """Follow the name that a title asks for, before where it is used."""
    COMPARING_JOINERS = "comparing_joiners"
    """Stand between two names that a title compares; then come ``BETWEEN`` and ``COMPARING_FILLERS``, and ``COMPARISONS``."""
    BETWEEN = "between"
    COMPARING_FILLERS = "comparing_fillers"
    COMPARISONS = "comparisons"


@cache
def naming(use: Naming) -> tuple[str, ...]:
    """The words of all languages that do something where a text introduces a name, longest first."""
    found = dict.fromkeys(word for language in languages() for word in dict(language.naming).get(use, ()))
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


def naming_pattern(use: Naming) -> str:
    """An alternative of a regular expression for each of these words, in a group."""
    return f"(?:{'|'.join(map(re.escape, naming(use)))})"


def naming_class(*uses: Naming) -> str:
    """The words that are single characters, as the inside of a character class."""
    return "".join(word for use in uses for word in naming(use) if len(word) == 1)


@cache
def initials() -> tuple[tuple[str, str], ...]:
    """What stands for “question” and “answer” in short, in each language that has such a pair."""
    pairs = (language.initials for language in languages() if language.initials)
    return tuple(dict.fromkeys((question, answer) for question, answer in pairs))


@cache
def scripts() -> Scripts:
    """The letter ranges that Python and the browser share."""
    data = json.loads((_FOLDER / "scripts.json").read_text(encoding="utf-8"))
    ranges = {name: _ranges(characters) for name, characters in data.items() if name not in _OTHERS}
    first, last, hiragana = map(ord, data["kana_shift"])
    variants = data["variants"]
    return Scripts(
        soft_gaps=frozenset(data["soft_gaps"]),
        operators=frozenset(data["operators"]),
        sentence_ends=data["sentence_ends"],
        question_marks=data["question_marks"],
        inner_question_marks=data["inner_question_marks"],
        bind_next=data["bind_next"],
        bind_previous=data["bind_previous"],
        letters=tuple(data["letters"].items()),
        ignored=data["ignored"],
        variants=tuple(zip(variants[::2], variants[1::2], strict=True)),
        kana_shift=(first, last, hiragana),
        **ranges,
    )


def character_class(ranges: tuple[tuple[int, int], ...]) -> str:
    """Ranges as the inside of a character class of a regular expression."""
    return "".join(f"{chr(low)}-{chr(high)}" for low, high in ranges)


def _ranges(characters: str) -> tuple[tuple[int, int], ...]:
    """The ranges of the inside of a character class."""
    return tuple((ord(low), ord(high)) for low, high in zip(characters[::3], characters[2::3], strict=True))


def _read(code: str) -> Language:
    data: Mapping[str, Any] = read_yaml(_FOLDER / f"{code}.yml")
    fields = {key: _words(value) for key, value in data.items() if key not in _GROUPED}
    labels, naming = (tuple((key, _words(value)) for key, value in data.get(name, {}).items()) for name in _GROUPED)
    return Language(code, **fields, labels=labels, naming=naming)


def _words(value: str | list[str] | None) -> tuple[str, ...]:
    """A list of phrases as it is; a block of text as its words."""
    return tuple(value.split()) if isinstance(value, str) else tuple(value or ())


HAN = character_class(scripts().han)
"""Han characters, as the inside of a character class."""
HIRAGANA = character_class(scripts().hiragana)
KATAKANA = character_class(scripts().katakana)
HANGUL = character_class(scripts().hangul)
THAI = character_class(scripts().thai)
UNSPACED = character_class(scripts().unspaced)
"""Characters that are set without a space beside them, as the inside of a character class."""
SEMICOLON_ASKS = character_class(scripts().semicolon_asks)
"""Letters of languages whose question mark is a semicolon, as the inside of a character class."""
QUESTION_MARK = rf"(?:[{scripts().question_marks}]|(?<=[{SEMICOLON_ASKS}]);)"
"""A question mark in any script, as a regular expression."""
