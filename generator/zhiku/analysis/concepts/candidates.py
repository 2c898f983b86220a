"""Candidates for terms, counted in one question: a question in, a table of ``Candidate`` records out.

Which words are candidates ``spans`` says, which of them are terms only the whole base can tell (``termhood``); what a question
knows is how often each stands in it, where, and between what. The candidates of a question are stored as a table of columns,
because a large base has millions of them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import compress
from typing import TYPE_CHECKING, Any, NamedTuple

from zhiku.analysis.capitals import capitals_tell, nouns_have_capitals, with_capitals, with_noun_capitals
from zhiku.analysis.concepts.spans import BETWEEN_WORDS, CAPITAL_KINDS, MAX_WORDS, occurrences
from zhiku.analysis.inflection import has_article
from zhiku.analysis.language import text_facts
from zhiku.analysis.noun_context import with_nouns
from zhiku.analysis.verb_context import without_verbs
from zhiku.analysis.words import (
    ACRONYM,
    CAPITALIZED,
    ENGLISH,
    NAME,
    UNKNOWN,
    Word,
    class_of,
    complement_starts,
    has_other_script,
    is_marker_behind,
    is_noun_marker,
    is_possessive,
    joined,
    prepositions_of,
    stretches,
)
from zhiku.lang.reader import languages
from zhiku.lang.word_lists import ADJECTIVE, FUNCTION, NOUN, VERB
from zhiku.model import CandidateTable

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from zhiku.analysis.words import Text
    from zhiku.model import Question

_MAX_KEY_LENGTH = 60
_BETWEEN_FORMS = "\x1d"
_MAX_COUNT = 255
"""The largest count that is stored; no limit of any judgement is near it."""
_FORM, _KINDS, _COUNT, _TITLES, _HEADS, _CAPITALS, _LOWER, _OPENS, _CLOSES, _MARKED, _GOVERNED, _COMPLEMENTS = range(12)
"""Where a tally has the fields of a ``Candidate`` behind its key."""
_NUMBERS = _COMPLEMENTS - _KINDS
"""The number of counts of a candidate."""
_NOTHING = (0,) * _NUMBERS
_Tally = list[Any]
_REMEMBERED = 4096
_QUALIFIERS = frozenset({ADJECTIVE, CAPITALIZED})
_NOUNS_OR_NAMES = frozenset({NOUN, UNKNOWN, NAME, ACRONYM})
"""Classes of words with a capital where nouns have one."""
_BEHIND, _BEHIND_NOUNS = frozenset({FUNCTION}), frozenset({FUNCTION, ADJECTIVE})
"""Classes of words that end a phrase before them: where nouns have capitals, all that have none."""
_COMPOUND_HYPHEN = re.compile(r"(\w{2,})-(?=[^\W\d_a-zß-ÿ])(\w{3,}.*)")
"""A compound of nouns in a language whose nouns have capitals."""
_TITLE_CASE = 0.6
"""From this share of capitalized words a title or heading is in title case, which makes no word a name."""


class Candidate(NamedTuple):
    """Adjacent words with their counts in one question.

    ``key`` holds the folded words with a unit separator between them, ``spelling`` is one, or several with their
    counts in a language with inflections (``forms``), ``kinds`` the class of each word.
    ``occurrences`` is how often it occurs, ``titles`` and ``heads`` how often in the title and in headings and list heads;
    ``capitals`` and ``lower`` how often it is and is not capitalized where the start of a sentence does not ask for it; ``opens``
    and ``closes`` how often a function word, punctuation or an end stands before and behind it; ``marked`` how often an
    article or the like stands before it, ``governed`` how often a preposition does, ``complements`` how often what begins a
    complement stands behind it: *number of*.
    """

    key: str
    spelling: str
    kinds: str
    occurrences: int
    titles: int
    heads: int
    capitals: int
    lower: int
    opens: int
    closes: int
    marked: int
    governed: int
    complements: int

    @property
    def forms(self) -> dict[str, int]:
        """How often it is spelled how."""
        if BETWEEN_WORDS not in self.spelling:
            return {self.spelling: self.occurrences}
        pairs = (form.partition(BETWEEN_WORDS) for form in self.spelling.split(_BETWEEN_FORMS))
        return {form: int(count) for form, _, count in pairs}

    @property
    def form(self) -> str:
        """The commonest spelling."""
        forms = self.forms
        return max(forms, key=lambda form: (forms[form], form))

    @property
    def words(self) -> list[str]:
        """The folded words."""
        return self.key.split(BETWEEN_WORDS)


_GREETINGS = (word for language in languages() if not language.code.startswith("zh") for word in language.greetings)
_GREETING = rf"(?:{'|'.join(map(re.escape, _GREETINGS))})(?!\w)[.,!…，。！]*\s*"
_SALUTATION = re.compile(rf"(?:{_GREETING})+", re.IGNORECASE)
_EXCLAMATION = re.compile(rf"(?:{_GREETING}|[^\W\d_][^.!?…:;,。！？；：，、]{{1,30}}[!！]\s*(?=\S))+", re.IGNORECASE)
"""What a passage begins with that greets or thanks: *Добрый день!*."""


def _without_start(text: str, start: re.Pattern[str]) -> str:
    found = start.match(text)
    return text[found.end() :] if found else text


def facts_of(question: Question) -> Text:
    """What the classes of the words of a question depend on."""
    return text_facts([question.title, *(passage.text for passage in question.passages if passage.is_prose)])


def count_candidates(question: Question) -> CandidateTable:
    """The candidates of a question; counts above 255 are stored as 255."""
    passages = [(_without_start(question.title, _SALUTATION), _TITLES)]
    passages += [
        (passage.text, _HEADS) if passage.is_head else (_without_start(passage.text, _EXCLAMATION), -1)
        for passage in question.passages
        if passage.may_name
    ]
    text = facts_of(question)
    cut = [(_cut(passage, text), where) for passage, where in passages]
    of_nouns = nouns_have_capitals(text.inflected)
    telling = (
        text.english or has_other_script(text.inflected) or capitals_tell(words for stretched, _ in cut for words in stretched)
    )
    tallies: dict[str, _Tally] = {}
    for stretched, where in cut:
        caps_tell = telling and not (where >= 0 and _is_title_case(stretched))
        for words in stretched:
            known = (
                with_noun_capitals(words, text.inflected) if of_nouns else with_capitals(words, text.inflected, telling=caps_tell)
            )
            capitals = _NOUNS_OR_NAMES if of_nouns else CAPITAL_KINDS if caps_tell else frozenset[str]()
            _count(known, tallies, where, text.inflected, capitals)
            for owner in _owners(words) if text.english else ():
                _count(with_capitals(owner, "", telling=caps_tell), tallies, where, "", capitals, only_end=len(owner))
            for compound, fewest in _compounds(known) if of_nouns else ():
                _count(compound, tallies, where, text.inflected, capitals, only_end=len(compound) - 1, fewest=fewest)
    found = {key: tally for key, tally in tallies.items() if len(key) <= _MAX_KEY_LENGTH}
    return CandidateTable(
        "\n".join(found),
        "\n".join([_written(tally[_FORM]) for tally in found.values()]),
        "\n".join([tally[_KINDS] for tally in found.values()]),
        bytes([min(number, _MAX_COUNT) for tally in found.values() for number in tally[_COUNT:]]),
    )


@lru_cache(_REMEMBERED)
def line_candidates(line: str, facts: Text) -> tuple[str, ...]:
    """The key of every occurrence of a candidate in a line of a question with these facts; cached, because lines recur."""
    found = (occurrences(words, [word.kind for word in words], facts.inflected, in_text=True) for words in _cut(line, facts))
    return tuple(key for spans in found for _, _, key in spans)


def _owners(words: Sequence[Word]) -> Iterator[list[Word]]:
    """For each English possessive the words that may form a phrase with its noun, which ends it: *the FTC's website*."""
    for at, word in enumerate(words):
        if is_possessive(word.key):
            key = word.key.rpartition("'")[0]
            noun = Word(word.form[: len(key)], key, class_of(key, english=True), word.starts)
            yield [*words[max(0, at - MAX_WORDS) : at], noun]


def _compounds(words: Sequence[Word]) -> Iterator[tuple[list[Word], int]]:
    """For each compound with a hyphen its first part with the noun before it, and the fewest words to count: *Amazon S3-Server*.

    A part is counted alone if it has capitals within or a digit. No phrase ends with it here.
    """
    for at, word in enumerate(words):
        if hyphen := _COMPOUND_HYPHEN.match(word.form):
            first, last = hyphen.groups()
            is_name = first[1:] != first[1:].lower() or not first.isalpha()
            part = Word(first, word.key[: len(first)], ACRONYM if is_name else NOUN, word.starts)
            before = [word for word in words[max(0, at - 1) : at] if word.kind != ADJECTIVE]
            yield [*before, part, Word(last, last.casefold(), NOUN, starts=False)], 2 - is_name


def _cut(passage: str, text: Text) -> list[list[Word]]:
    """The stretches of a passage, in English and in languages with markers of verbs with the classes of words beside others."""
    cut = stretches(passage, text)
    return list(map(with_nouns, cut)) if text.english else [without_verbs(words, text.inflected) for words in cut]


def keys_of(table: CandidateTable) -> list[str]:
    """The keys of a question's candidates."""
    return table.keys.split("\n") if table.keys else []


def recurring_keys(tables: Iterable[CandidateTable]) -> set[str]:
    """The keys of the candidates that more than one question has."""
    seen, recurring = set[str](), set[str]()
    for table in tables:
        keys = keys_of(table)
        recurring.update(seen.intersection(keys))
        seen.update(keys)
    return recurring


def read_candidates(table: CandidateTable, wanted: Container[str] | None = None) -> Iterator[Candidate]:
    """The candidates of a question; only those with ``wanted`` keys if given."""
    keys = keys_of(table)
    columns = [table.counts[place::_NUMBERS] for place in range(_NUMBERS)]
    rows = zip(keys, table.forms.split("\n"), table.kinds.split("\n"), *columns, strict=False)
    return map(Candidate._make, rows if wanted is None else compress(rows, map(wanted.__contains__, keys)))


def _is_title_case(stretched: Iterable[Sequence[Word]]) -> bool:
    words = [word.form for words in stretched for word in words if word.form[0].isalpha() and word.form.isascii()]
    return len(words) > 2 and sum(word[0].isupper() for word in words) > len(words) * _TITLE_CASE  # noqa: PLR2004 - two words may both be names


def _count(  # noqa: PLR0913 - what is counted, and where
    words: Sequence[Word],
    tallies: dict[str, _Tally],
    where: int,
    language: str,
    capitals: frozenset[str],
    *,
    only_end: int = 0,
    fewest: int = 1,
) -> None:
    """Count the candidates of a stretch; ``where`` is the index of the count for its kind of text, -1 for running text.

    ``capitals`` are the classes of words with a capital, none where capitals tell nothing. Only those count that end at
    ``only_end``, if given, and have as many words as ``fewest``.
    """
    kinds = [word.kind for word in words]
    behind = _BEHIND_NOUNS if capitals is _NOUNS_OR_NAMES else _BEHIND
    opens, closes, complements = _places(words, kinds, behind, language)
    governed = [False, *_are_prepositions(words, language)]
    has_capital = [*(kind in capitals for kind in kinds), False]
    for start, end, key in occurrences(words, kinds, language, in_text=where < 0):
        if (only_end and end != only_end) or end - start < fewest:
            continue
        tally = tallies.get(key)
        if tally is None:
            tally = tallies[key] = [{}, "".join(kinds[start:end]), *_NOTHING]
        if language or not tally[_FORM]:
            form = joined([word.form for word in words[start:end]])
            tally[_FORM][form] = tally[_FORM].get(form, 0) + 1
        tally[_COUNT] += 1
        if where >= 0:
            tally[where] += 1
        capital = has_capital[start] and all(has_capital[start + 1 : end])
        tally[_OPENS] += opens[start] or (capital and not has_capital[start - 1])
        tally[_CLOSES] += closes[end] or (capital and not has_capital[end])
        tally[_COMPLEMENTS] += complements[end]
        tally[_MARKED] += _is_marked(words, start, end, language)
        tally[_GOVERNED] += governed[start]
        if capitals and not words[start].starts and key[0] != key[0].upper():
            tally[_CAPITALS if capital else _LOWER] += 1
            if not capital and CAPITAL_KINDS.intersection(tally[_KINDS]):
                tally[_KINDS] = "".join(kinds[start:end])


def _places(
    words: Sequence[Word], kinds: Sequence[str], behind: Container[str], language: str
) -> tuple[list[bool], list[bool], list[bool]]:
    """Whether a phrase may begin with each word; and end before each or the end, and have a complement there."""
    starts = complement_starts(language)
    opens = [at == 0 or kinds[at - 1] == FUNCTION or _is_outside(words[at - 1], kinds[at]) for at in range(len(words))]
    return opens, [*(kind in behind for kind in kinds), True], [*(word.form in starts for word in words), False]


def _are_prepositions(words: Sequence[Word], language: str) -> list[bool]:
    prepositions = prepositions_of(language)
    return [word.kind == FUNCTION and word.form.casefold() in prepositions for word in words]


def _is_outside(before: Word, first: str) -> bool:
    """Whether an English word before a phrase is no part of it: a verb, or an adjective before nouns that are a unit."""
    if not before.key.isascii():
        return False
    is_qualifier = before.kind == ADJECTIVE and (
        first not in _QUALIFIERS or before.key in ENGLISH.generic_adjectives or is_possessive(before.key)
    )
    return before.kind == VERB or is_qualifier


def _is_marked(words: Sequence[Word], start: int, end: int, language: str) -> bool:
    """Whether an article or the like stands before words or is written onto the first, or a particle stands behind them."""
    before = words[start - 1] if start else None
    if before and before.kind == FUNCTION and is_noun_marker(before.form.casefold(), language):
        return True
    return (end < len(words) and is_marker_behind(words[end], language)) or (
        bool(language) and has_article(words[start].form, language)
    )


def _written(forms: dict[str, int]) -> str:
    if len(forms) == 1:
        return next(iter(forms))
    return _BETWEEN_FORMS.join(f"{form}{BETWEEN_WORDS}{count}" for form, count in forms.items())
