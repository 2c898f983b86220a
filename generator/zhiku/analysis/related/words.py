"""Words that similarity is counted in: the candidates of a base in, ``Feature`` records out.

All words and word pairs that recur count, but only nouns of content are shown as reasons. Where no list tells nouns, their
endings or the articles before them do.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from zhiku.analysis.clauses import standing_lines
from zhiku.analysis.concepts.candidates import facts_of, line_candidates, read_candidates, recurring_keys
from zhiku.analysis.concepts.coherence import coherence
from zhiku.analysis.concepts.merge import fold
from zhiku.analysis.concepts.single_words import is_code
from zhiku.analysis.declension import has_cases, nominative
from zhiku.analysis.inflection import noun_share, stem
from zhiku.analysis.words import ACRONYM, HAN_RUN, NAME, NOMINAL, UNKNOWN, class_of, is_general, joined
from zhiku.lang import reader as lang
from zhiku.lang.question_words import words_of
from zhiku.lang.word_lists import COMMON, NOUN, VERB_NOUN, VERBAL_NOUN

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from zhiku.analysis.concepts.candidates import Candidate
    from zhiku.model import CandidateTable, Classified, Concept, ConceptId, Question

_MIN_REASON_LENGTH = 2
_MARKED = 0.2
"""A word that no list has is shown as a reason where an article or the like stands before this share of its occurrences: *estado*
has one before every second, *puedes* and *devuelve* before none."""
_SPACED = re.compile(r"[^\W\d_]")
"""A letter; Han characters, kana and Thai do not come here without a class of their own."""
_NOUN_FORMS = 0.6
"""Share of a word's occurrences that do not end as verbs and adjectives do, in a language whose endings tell."""
_USUAL_FIT = 0.0
"""The coherence of a word with the concepts from which it is shown as a reason."""
_SURE_ECHO = 2.0
"""Titles that the echo of a word is judged by beside its own: few titles tell little."""
_MAX_ACRONYM = 3
"""A longer listed word in capitals stands for something to fill in: ``NAME``."""
_MAX_UNIT = 2
"""A word of so many letters that is no concept is a unit or a variable: ``GB``, ``ss``."""
_SERIES = re.compile(r"[^\W\d_]+\d+")
"""Letters with a number of a series: ``A1``, ``ref0``, ``Sheet2``."""
_TELLING_KINDS = frozenset({UNKNOWN, NAME, ACRONYM})


class Feature(NamedTuple):
    """A similarity feature that two questions can share.

    ``name`` is what readers see; ``telling`` says whether it is a reason where not both titles have it, being no everyday word.
    """

    kind: str
    key: str
    name: str
    telling: bool


def recurring_words(
    questions: Sequence[Classified], standing: Sequence[Mapping[str, int]], language: str, concepts: Sequence[Concept]
) -> tuple[list[Feature], dict[str, ConceptId]]:
    """The words that recur and are no concepts, and the keys of those that are, also where they stand in the name of another."""
    nouns, asking = Nouns(language), asking_words(language)
    recurring = recurring_keys(item.features.candidates for item in questions)
    for item, counts in zip(questions, standing, strict=True):
        nouns.add(item.features.candidates, words_of_question(item, counts, asking, recurring))
    named = {fold(spelling): concept.id for concept in concepts for spelling in concept.spellings or concept.names}
    words: list[Feature] = []
    names: dict[str, ConceptId] = {}
    for key, candidate in nouns.recurring():
        concept = named.get(fold(joined(candidate.words)))
        if concept is None:
            words.append(_word(key, candidate, nouns, asking))
        else:
            names[key] = concept
    return [*_of_field(words, [concept.name for concept in concepts], nouns)], names


def words_of_question(
    item: Classified, standing: Mapping[str, int], asking: AbstractSet[str], wanted: Container[str]
) -> dict[str, Candidate]:
    """The ``wanted`` candidates of a question by key, except those that occur only in lines that recur in most answers.

    ``standing`` says how often these lines have each.
    """
    return {
        candidate.key: candidate
        for candidate in read_candidates(item.features.candidates, wanted)
        if candidate.form.casefold() not in asking
        and not all(word in asking for word in candidate.words)
        and candidate.occurrences > standing.get(candidate.key, 0)
    }


def standing_candidates(questions: Sequence[Classified]) -> list[Counter[str]]:
    """How often the lines of each question that recur in most answers have the candidates, by key."""
    lines = standing_lines([item.question for item in questions])
    return [candidates_of_lines(item.question, own) for item, own in zip(questions, lines, strict=True)]


def candidates_of_lines(question: Question, lines: Sequence[str]) -> Counter[str]:
    """How often the candidates occur in some lines of a question, by key."""
    if not lines:
        return Counter()
    facts = facts_of(question)
    return Counter(key for line in lines for key in line_candidates(line, facts))


@cache
def asking_words(language: str) -> frozenset[str]:
    """Words that ask in a language or set a task, and words for what is asked of any topic; as written and as compared.

    Nouns that name no topic by themselves as well.
    """
    own = lang.language_by_code(language)
    tasks = [word for word in (*own.asking_starts, *own.task_starts) if " " not in word]
    generic = lang.language_by_code(language or "en").generic_nouns
    found = [*words_of(language).question, *own.common_words, *tasks, *generic]
    return frozenset(found) | {stem(word, language) for word in found if language}


class Nouns:
    """Tells nouns from other words where no list does: by their endings, or by the articles and the like before them."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._forms: dict[str, Counter[str]] = defaultdict(Counter)
        self._kinds, self._questions, self._marked, self._total = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
        self._first: dict[str, Candidate] = {}
        self._titles, self._echoes = Counter[str](), Counter[str]()

    def add(self, table: CandidateTable, found: Mapping[str, Candidate]) -> None:
        """Count all candidates of a question, and by key those that were ``found`` in it."""
        self._kinds.update(table.kinds)
        self._questions.update(found.keys())
        for key, candidate in found.items():
            self._total[key] += candidate.occurrences
            if candidate.marked:
                self._marked[key] += candidate.marked
            if candidate.titles:
                self._titles[key] += 1
                self._echoes[key] += candidate.occurrences > candidate.titles
            if self._language:
                self._forms[key].update(candidate.forms)
            first = self._first.get(key)
            if first is None or (candidate.kinds, candidate.form) < (first.kinds, first.form):
                self._first[key] = candidate

    def recurring(self) -> Iterator[tuple[str, Candidate]]:
        """The keys that more than one question has, each with a candidate that does not depend on the order of the questions."""
        return ((key, candidate) for key, candidate in self._first.items() if self._questions[key] > 1)

    def may_hold(self, key: str, candidate: Candidate) -> bool:
        """Whether a candidate of content may be a noun or a noun phrase; names and words of unspaced scripts may."""
        if self.english or set(candidate.kinds) == {ACRONYM} or not _SPACED.match(key):
            return True
        marked = self._marked[key] >= _MARKED * self._total[key]
        share = noun_share(self._forms[key], self._language) if self._language else None
        if share is None:
            return marked
        return share >= _NOUN_FORMS and (marked or len(candidate.words) == 1)

    def is_answered(self, key: str) -> bool:
        """Whether answers repeat a word of their titles as often as they do usually: what is asked about, and not how."""
        usual = self._echoes.total() / max(1, self._titles.total())
        return self._titles[key] > 1 and self._echoes[key] + _SURE_ECHO * usual >= usual * (self._titles[key] + _SURE_ECHO)

    def form(self, key: str, candidate: Candidate) -> str:
        """The form that readers see: the nominative, or none in a language with cases where there is none.

        Elsewhere in a language with endings it is the commonest form, in others that of the candidate.
        """
        forms = self._forms.get(key)
        if not forms:
            return candidate.form
        if has_cases(self._language) and not key.isascii():
            return nominative(forms, self._language, [self._forms.get(word, {}) for word in candidate.words]) or ""
        return min(forms, key=lambda form: (-forms[form], form))

    @property
    def english(self) -> bool:
        """Whether the words of the base are looked up in the English list."""
        return self._kinds[COMMON] <= self._kinds[NOUN]


def _word(key: str, candidate: Candidate, nouns: Nouns, asking: AbstractSet[str]) -> Feature:
    words = candidate.words
    nominal = candidate.kinds[-1] in NOMINAL and asking.isdisjoint((candidate.form.casefold(), *words))
    shown = nominal and nouns.may_hold(key, candidate) and len(key) >= _MIN_REASON_LENGTH and not _is_no_name(candidate, nouns)
    telling = len(words) > 1 or candidate.kinds in _TELLING_KINDS
    name = nouns.form(key, candidate) if shown else ""
    return Feature("word", key, name, telling=bool(name) and telling)


def _of_field(words: Sequence[Feature], concepts: Sequence[str], nouns: Nouns) -> Iterator[Feature]:
    """The words, without the names of those that no answer repeats and that are far from the concepts in meaning."""
    fits = coherence(concepts, sorted({word.name for word in words if word.name and "\x1f" not in word.key}))
    for word in words:
        yield (
            word
            if fits.get(word.name, 0.0) >= _USUAL_FIT or nouns.is_answered(word.key)
            else word._replace(name="", telling=False)
        )


def _is_no_name(candidate: Candidate, nouns: Nouns) -> bool:
    """Whether a candidate is code, a placeholder, a word of any text, or words that are no noun phrase."""
    words, form = candidate.words, candidate.form
    if len(words) > 1:
        return _is_no_phrase(candidate, nouns)
    if HAN_RUN.search(candidate.key):
        return candidate.kinds == VERBAL_NOUN
    if len(form) <= _MAX_UNIT or _SERIES.fullmatch(form):
        return True
    kind = class_of(form.casefold(), english=True)
    if form.isupper() and len(form) > _MAX_ACRONYM and kind != UNKNOWN:
        return True
    says_little = kind == VERB_NOUN or (is_general(form.casefold()) and not nouns.is_answered(candidate.key))
    return (nouns.english and says_little) or is_code(candidate.key, form, seldom=True)


def _is_no_phrase(candidate: Candidate, nouns: Nouns) -> bool:
    """Whether words are no noun phrase: Han characters that are no concept (臭患者), or words with a verb or code among them."""
    if HAN_RUN.search(candidate.key):
        return not NOMINAL.issuperset(candidate.kinds) or bool(HAN_RUN.match(candidate.key)) or len(candidate.words[-1]) == 1
    if not nouns.english:
        return False
    kinds = [class_of(word, english=True) for word in candidate.words]
    return kinds[0] == VERB_NOUN or not NOMINAL.issuperset(kinds) or min(map(len, candidate.words)) <= _MAX_UNIT
