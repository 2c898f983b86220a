"""Candidates for terms, counted in one question: a question in, a table of ``Candidate`` records out.

A candidate is one to four neighbouring words without a function word or punctuation among them, or two nouns that a preposition
joins (*ciclo de vida*). Which candidates are terms only the whole base can tell (``termhood``); what a question knows is how
often each stands in it, where, and between what. The candidates of a question are stored as a table of columns, because a large
base has millions of them.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import chain, compress
from typing import TYPE_CHECKING, Any, NamedTuple

from zhiku.analysis.capitals import capitals_tell, nouns_have_capitals, with_capitals, with_noun_capitals
from zhiku.analysis.inflection import has_article, singular
from zhiku.analysis.language import text_facts
from zhiku.analysis.noun_context import with_nouns
from zhiku.analysis.verb_context import without_verbs
from zhiku.analysis.words import (
    ACRONYM,
    CAPITALIZED,
    ENGLISH,
    NAME,
    NOMINAL,
    NUMBER,
    UNKNOWN,
    Word,
    class_of,
    complement_starts,
    has_other_script,
    is_marker_behind,
    is_noun_link,
    is_noun_marker,
    is_only_frequent,
    is_possessive,
    joined,
    prepositions_of,
    stretches,
)
from zhiku.lang.word_lists import ADJECTIVE, COMMON, FUNCTION, NOUN, VERB, VERB_NOUN
from zhiku.model import CandidateTable, PassageRole

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from zhiku.analysis.words import Text
    from zhiku.model import Question

_MAX_WORDS = 4
_MAX_KEY_LENGTH = 60
_BETWEEN_WORDS, _BETWEEN_FORMS = "\x1f", "\x1d"
_MAX_COUNT = 255
"""The largest count that is stored; no limit of any judgement is near it."""
_MAX_VERBAL_WORDS = 3
"""A term in a title may be so many words with a verb among them: 乐观锁, 页面置换."""
_MAX_DESIGNATION = 4
"""A number of so many characters may tell things of one name apart: *Windows 10*."""
_NO_START = frozenset({FUNCTION, NUMBER})
_TERM_STARTS = NOMINAL | {CAPITALIZED, ADJECTIVE, VERB_NOUN}
_FORM, _KINDS, _COUNT, _TITLES, _HEADS, _CAPITALS, _LOWER, _OPENS, _CLOSES, _MARKED, _GOVERNED, _COMPLEMENTS = range(12)
"""Where a tally has the fields of a ``Candidate`` behind its key."""
_NUMBERS = _COMPLEMENTS - _KINDS
"""The number of counts of a candidate."""
_NOTHING = (0,) * _NUMBERS
_Tally = list[Any]
_REMEMBERED = 4096
_QUALIFIERS = frozenset({ADJECTIVE, CAPITALIZED})
_CAPITAL_KINDS = frozenset({NAME, ACRONYM, CAPITALIZED})
_NOUNS_OR_NAMES = frozenset({NOUN, UNKNOWN, NAME, ACRONYM})
"""Classes of words with a capital where nouns have one."""
_BEHIND, _BEHIND_NOUNS = frozenset({FUNCTION}), frozenset({FUNCTION, ADJECTIVE})
"""Classes of words that end a phrase before them: where nouns have capitals, all that have none."""
_NAMES_OR_NOUNS = NOMINAL | {CAPITALIZED}
_LISTED_NOUNS = frozenset({NOUN, VERB_NOUN})
_LINKED = frozenset({UNKNOWN, NAME, COMMON, NOUN, VERB_NOUN})
"""Classes of nouns that a preposition may join."""
_SHORT = 2
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
        if _BETWEEN_WORDS not in self.spelling:
            return {self.spelling: self.occurrences}
        pairs = (form.partition(_BETWEEN_WORDS) for form in self.spelling.split(_BETWEEN_FORMS))
        return {form: int(count) for form, _, count in pairs}

    @property
    def form(self) -> str:
        """The commonest spelling."""
        forms = self.forms
        return max(forms, key=lambda form: (forms[form], form))

    @property
    def words(self) -> list[str]:
        """The folded words."""
        return self.key.split(_BETWEEN_WORDS)


def key_of(words: Iterable[str]) -> str:
    """The key of words that are already folded."""
    return _BETWEEN_WORDS.join(words)


def facts_of(question: Question) -> Text:
    """What the classes of the words of a question depend on."""
    return text_facts([question.title, *(passage.text for passage in question.passages if not passage.is_code)])


def count_candidates(question: Question) -> CandidateTable:
    """The candidates of a question; counts above 255 are stored as 255."""
    passages = [(question.title, _TITLES)]
    passages += [
        (passage.text, _HEADS if passage.role is not PassageRole.TEXT else -1)
        for passage in question.passages
        if not passage.is_code
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
            capitals = _NOUNS_OR_NAMES if of_nouns else _CAPITAL_KINDS if caps_tell else frozenset[str]()
            _count(known, tallies, where, text.inflected, capitals)
            for owner in _owners(words) if text.english else ():
                _count(with_capitals(owner, "", telling=caps_tell), tallies, where, "", capitals, least_end=len(owner))
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
    found = (_occurrences(words, [word.kind for word in words], facts.inflected, in_text=True) for words in _cut(line, facts))
    return tuple(key for spans in found for _, _, key in spans)


def _owners(words: Sequence[Word]) -> Iterator[list[Word]]:
    """For each English possessive the words that may form a phrase with its noun, which ends it: *the FTC's website*."""
    for at, word in enumerate(words):
        if is_possessive(word.key):
            key = word.key.rpartition("'")[0]
            noun = Word(word.form[: len(key)], key, class_of(key, english=True), word.starts)
            yield [*words[max(0, at - _MAX_WORDS) : at], noun]


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
    words: Sequence[Word], tallies: dict[str, _Tally], where: int, language: str, capitals: frozenset[str], *, least_end: int = 0
) -> None:
    """Count the candidates of a stretch; ``where`` is the index of the count for its kind of text, -1 for running text.

    ``capitals`` are the classes of words with a capital, none where capitals tell nothing. Those that end before ``least_end``
    do not count.
    """
    kinds = [word.kind for word in words]
    behind = _BEHIND_NOUNS if capitals is _NOUNS_OR_NAMES else _BEHIND
    opens, closes, complements = _places(words, kinds, behind, language)
    governed = [False, *_are_prepositions(words, language)]
    has_capital = [*(kind in capitals for kind in kinds), False]
    for start, end, key in _occurrences(words, kinds, language, in_text=where < 0):
        if end < least_end:
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
        if capitals and not words[start].starts and key[0].isascii():
            tally[_CAPITALS if capital else _LOWER] += 1
            if not capital and _CAPITAL_KINDS.intersection(tally[_KINDS]):
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
    return _BETWEEN_FORMS.join(f"{form}{_BETWEEN_WORDS}{count}" for form, count in forms.items())


def _occurrences(words: Sequence[Word], kinds: Sequence[str], language: str, *, in_text: bool) -> Iterable[tuple[int, int, str]]:
    """Start, end and key of all candidates of a stretch."""
    spans = _spans(words, kinds, language, in_text=in_text)
    if language:
        return chain(spans, _linked(words, kinds, language), _common_pairs(words, kinds) if in_text else ())
    return chain(spans, _linked(words, kinds, language), _verbal(words, kinds) if in_text else ())


def _spans(words: Sequence[Word], kinds: Sequence[str], language: str, *, in_text: bool) -> Iterator[tuple[int, int, str]]:
    """Start, end and key of the candidates of a stretch; in running text only runs of nouns, to limit their number."""
    keys = [word.key for word in words]
    for start, first in enumerate(kinds):
        if first in _NO_START:
            continue
        if not in_text or first == UNKNOWN or (len(keys[start]) > 1 and (first != VERB or not keys[start].isascii())):
            yield start, start + 1, _last_key(words[start])
        starts_term = first in _TERM_STARTS
        for end in range(start + 2, min(len(words), start + _MAX_WORDS) + 1):
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
    """Start, end and key of two nouns with a word between them that joins nouns in a language: *ciclo de vida*."""
    for at in range(1, len(words) - 1):
        if kinds[at] == FUNCTION and is_noun_link(_link(words[at]), language):
            before, behind = words[at - 1], words[at + 1]
            is_noun = kinds[at + 1] in _LINKED or is_only_frequent(behind.key, language)
            if kinds[at - 1] in _LINKED and is_noun and min(len(before.key), len(behind.key)) > _SHORT:
                yield at - 1, at + 2, key_of((before.key, _link(words[at]), _last_key(behind)))


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
