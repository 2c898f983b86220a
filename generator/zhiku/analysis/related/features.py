"""Feature vectors of questions: classified questions and concepts in, weighted features out.

A question has two vectors whose products, added, lie in 0..1. *Subjects*: the concepts it names
(more where it treats them, less where they are but examples) and the domains, parts and topics it is about. *Words*: its words
and word pairs but for function words, those of its title counting three times (``concepts.candidates``). A feature weighs by its
rarity (inverse document frequency, Spärck Jones 1972); what many questions have says nothing and is left out, and so are lines
that stand in most answers: company, category, link.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from zhiku.analysis.clauses import standing_lines
from zhiku.analysis.concepts.candidates import read_candidates, recurring_keys, text_candidates
from zhiku.analysis.concepts.coherence import coherence
from zhiku.analysis.concepts.merge import fold
from zhiku.analysis.concepts.salience import TITLE, is_everyday, strengths
from zhiku.analysis.concepts.single_words import is_code
from zhiku.analysis.declension import has_cases, nominative
from zhiku.analysis.language import language_of
from zhiku.analysis.words import ACRONYM, HAN_RUN, NAME, NOMINAL, UNKNOWN, class_of, is_general, joined, noun_share, stem
from zhiku.lang import reader as lang
from zhiku.lang.question_words import words_of
from zhiku.lang.word_lists import ADJECTIVE, COMMON, NOUN, VERB, VERB_NOUN, VERBAL_NOUN
from zhiku.model import GENERAL, DomainKind

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from zhiku.analysis.concepts.candidates import Candidate
    from zhiku.model import CandidateTable, Classified, Concept, Domain, Mention

_SUBJECTS = 0.45
"""Share of the score that subjects have; less brings questions nearer that are worded alike, more those that treat the same."""
_MAX_SUBJECT_SHARE, _MAX_WORD_SHARE = 1 / 2, 1 / 3
_TREATED, _NAMED, _EXAMPLE = 3.0, 1.0, 0.75
_DOMAIN_WEIGHTS = {DomainKind.DOMAIN: 2.0, DomainKind.PART: 0.1, DomainKind.TOPIC: 0.5}
"""A topic says little more than the terms that made it; a part may hold anything."""
_TITLE = 3.0
"""How many times a word of the title counts; chosen by the neighbours that a sentence encoder finds in two bases of FAQ."""
_FOR_EXAMPLE = re.compile("|".join(map(re.escape, lang.words("example_markers"))))
_FREQUENT, _RARE, _FEW_QUESTIONS = 0.2, 0.05, 5
"""Shares of the questions up to which a name, and a single word, is a reason where two questions only name it; one that more
questions name must be treated by both. In small bases so many questions are few."""
_TREATED_STRENGTH = 1.0
"""What a question treats stands in its title or in two sentences."""
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
_SHARED_BY = 2
"""A reason stands in so many questions at least, too few to make a name of an identifier."""
_MAX_ACRONYM = 3
"""A longer listed word in capitals stands for something to fill in: ``NAME``."""
_MAX_UNIT = 2
"""A word of so many letters that is no concept is a unit or a variable: ``GB``, ``ss``."""
_SERIES = re.compile(r"[^\W\d_]+\d+")
"""Letters with a number of a series: ``A1``, ``ref0``, ``Sheet2``."""
_VERB = 0.5
"""A verb or adjective says less than a noun."""
_VERBAL_KINDS = frozenset({VERB, ADJECTIVE})
_TELLING_KINDS = frozenset({UNKNOWN, NAME, ACRONYM})


class Feature(NamedTuple):
    """A similarity feature that two questions can share.

    ``name`` is what readers see; ``telling`` says whether it is a reason by itself, and not only where both titles have it or, of
    a concept, where one title has it and the other question treats it.
    """

    kind: str
    key: str
    name: str
    telling: bool


@dataclass(frozen=True, slots=True)
class Features:
    """The features of a base, and each question's vectors, by the index of the feature in ``features``.

    ``titles`` are the words and concepts of each question's title and the concepts that it defines, ``treated`` those and what
    occurs more than once.
    """

    features: tuple[Feature, ...]
    subjects: tuple[dict[int, float], ...]
    words: tuple[dict[int, float], ...]
    titles: tuple[frozenset[int], ...]
    treated: tuple[frozenset[int], ...]


def features_of(questions: Sequence[Classified], concepts: Sequence[Concept], domains: Iterable[Domain]) -> Features:
    """The features of classified questions, in the order of the questions."""
    language = language_of([item.question for item in questions])
    asking, standing = _asking(language), standing_lines(questions)
    nouns = _Nouns(language)
    recurring = recurring_keys(item.features.candidates for item in questions)
    for item, lines in zip(questions, standing, strict=True):
        nouns.add(item.features.candidates, _words_of(item, lines, asking, recurring))
    total = len(questions)
    named = {fold(spelling) for concept in concepts for spelling in concept.spellings or concept.names}
    domains = tuple(domains)
    words = [
        _word(key, candidate, nouns, asking) for key, candidate in nouns.recurring() if fold(joined(candidate.words)) not in named
    ]
    features = [
        *(Feature("concept", concept.id, concept.name, telling=_tells(concept, total)) for concept in concepts),
        *(Feature("domain", domain.id, domain.name, telling=True) for domain in domains),
        *_of_field(words, [concept.name for concept in concepts]),
    ]
    features.sort()
    number = {(feature.kind, feature.key): place for place, feature in enumerate(features)}
    of_concepts = _named(concepts, number)
    of_titles, of_treated = _treated(concepts, number, TITLE), _treated(concepts, number, _TREATED_STRENGTH)
    kinds = {domain.id: domain.kind for domain in domains}
    wanted = {feature.key for feature in features if feature.kind == "word"}
    subjects, bags, titles, treated = [], [], [], []
    for item, lines in zip(questions, standing, strict=True):
        bag = of_concepts[item.question.id]
        bag.update({number["domain", tag]: _DOMAIN_WEIGHTS[kinds[tag]] for tag in item.about if tag != GENERAL and tag in kinds})
        subjects.append(bag)
        # Read again, because the candidates of all questions would be most of the memory of a large base.
        own = {number["word", key]: candidate for key, candidate in _words_of(item, lines, asking, wanted).items()}
        bags.append({word: _strength(candidate) for word, candidate in own.items()})
        asked, named_often = (of_question.get(item.question.id, frozenset()) for of_question in (of_titles, of_treated))
        titles.append(asked.union(word for word in own if own[word].titles))
        treated.append(named_often.union(word for word in own if own[word].titles or own[word].occurrences > 1))
    return Features(
        tuple(features),
        _weighted(subjects, _MAX_SUBJECT_SHARE, _SUBJECTS),
        _weighted(bags, _MAX_WORD_SHARE, 1 - _SUBJECTS),
        tuple(titles),
        tuple(treated),
    )


def _strength(candidate: Candidate) -> float:
    weight = (1 + math.log(candidate.occurrences)) * (_TITLE if candidate.titles else 1.0)
    return weight * (_VERB if _VERBAL_KINDS.issuperset(candidate.kinds) else 1.0)


def _words_of(
    item: Classified, standing: Sequence[str], asking: AbstractSet[str], wanted: Container[str]
) -> dict[str, Candidate]:
    """The ``wanted`` candidates of a question by key, except those that occur only in lines that recur in most answers."""
    found = {
        candidate.key: candidate
        for candidate in read_candidates(item.features.candidates, wanted)
        if candidate.form.casefold() not in asking and not all(word in asking for word in candidate.words)
    }
    for key, count in Counter(key for line in standing for key in text_candidates(line)).items():
        if key in found and found[key].occurrences <= count:
            del found[key]
    return found


@cache
def _asking(language: str) -> frozenset[str]:
    """Words that ask in a language or set a task, and words for what is asked of any topic; as written and as compared."""
    own = lang.language_by_code(language)
    tasks = [word for word in (*own.asking_starts, *own.task_starts) if " " not in word]
    found = [*words_of(language).question, *tasks]
    return frozenset(found) | {stem(word, language) for word in found if language}


class _Nouns:
    """Tells nouns from other words where no list does: by their endings, or by the articles and the like before them."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._forms: dict[str, Counter[str]] = defaultdict(Counter)
        self._kinds, self._questions, self._marked, self._total = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
        self._first: dict[str, Candidate] = {}

    def add(self, table: CandidateTable, found: Mapping[str, Candidate]) -> None:
        """Count all candidates of a question, and by key those that were ``found`` in it."""
        self._kinds.update(table.kinds)
        self._questions.update(found.keys())
        for key, candidate in found.items():
            self._total[key] += candidate.occurrences
            if candidate.marked:
                self._marked[key] += candidate.marked
            if self._language:
                self._forms[key][candidate.form] += candidate.occurrences
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


def _word(key: str, candidate: Candidate, nouns: _Nouns, asking: AbstractSet[str]) -> Feature:
    words = candidate.words
    nominal = candidate.kinds[-1] in NOMINAL and asking.isdisjoint((candidate.form.casefold(), *words))
    shown = nominal and nouns.may_hold(key, candidate) and len(key) >= _MIN_REASON_LENGTH and not _is_no_name(candidate, nouns)
    telling = len(words) > 1 or candidate.kinds in _TELLING_KINDS
    name = nouns.form(key, candidate) if shown else ""
    return Feature("word", key, name, telling=bool(name) and telling)


def _of_field(words: Sequence[Feature], concepts: Sequence[str]) -> Iterator[Feature]:
    """The words, without the names of those that are farther from the concepts in meaning than words usually are."""
    fits = coherence(concepts, sorted({word.name for word in words if word.name and "\x1f" not in word.key}))
    for word in words:
        yield word if fits.get(word.name, 0.0) >= _USUAL_FIT else word._replace(name="", telling=False)


def _is_no_name(candidate: Candidate, nouns: _Nouns) -> bool:
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
    says_little = nouns.english and (kind == VERB_NOUN or is_general(form.casefold()))
    return says_little or is_code(candidate.key, form, _SHARED_BY)


def _is_no_phrase(candidate: Candidate, nouns: _Nouns) -> bool:
    """Whether words are no noun phrase: Han characters that are no concept (臭患者), or words with a verb or code among them."""
    if HAN_RUN.search(candidate.key):
        return not NOMINAL.issuperset(candidate.kinds) or bool(HAN_RUN.match(candidate.key)) or len(candidate.words[-1]) == 1
    if not nouns.english:
        return False
    kinds = [class_of(word, english=True) for word in candidate.words]
    return kinds[0] == VERB_NOUN or not NOMINAL.issuperset(kinds) or min(map(len, candidate.words)) <= _MAX_UNIT


def _named(concepts: Iterable[Concept], number: Mapping[tuple[str, str], int]) -> dict[str, dict[int, float]]:
    """The concepts that each question mentions."""
    named: dict[str, dict[int, float]] = defaultdict(dict)
    for concept in concepts:
        subject = number["concept", concept.id]
        for mention in concept.mentions:
            bag = named[mention.question]
            bag[subject] = max(_weight_of(mention, concept.spellings or concept.names), bag.get(subject, 0.0))
    return named


def _tells(concept: Concept, total: int) -> bool:
    """Whether a concept is a reason wherever two questions name it: a name of several words, or one that few questions name."""
    if len(concept.questions) > max(_FEW_QUESTIONS, _FREQUENT * total):
        return False
    if " " in concept.name or concept.name != concept.name.lower() or len(concept.names) > 1:
        return True
    rare = len(concept.questions) <= max(_FEW_QUESTIONS, _RARE * total)
    return rare and not is_everyday(concept.name)


def _treated(concepts: Iterable[Concept], number: Mapping[tuple[str, str], int], least: float) -> dict[str, frozenset[int]]:
    """The concepts that each question defines, or names with at least so much strength."""
    found: dict[str, set[int]] = defaultdict(set)
    for concept in concepts:
        defining = {mention.question for mention in concept.mentions if mention.defining}
        naming = {question for question, strength in strengths(concept.mentions).items() if strength >= least}
        for question in defining | naming:
            found[question].add(number["concept", concept.id])
    return {question: frozenset(subjects) for question, subjects in found.items()}


def _weight_of(mention: Mention, names: Iterable[str]) -> float:
    if mention.defining or mention.section is None:
        return _TREATED
    before = min((mention.text.find(name) for name in names if name in mention.text), default=0)
    return _EXAMPLE if _FOR_EXAMPLE.search(mention.text, 0, max(before, 0)) else _NAMED


def _weighted(bags: Sequence[dict[int, float]], most_common: float, share: float) -> tuple[dict[int, float], ...]:
    """tf-idf vectors of bags, with squares that sum to ``share``; features of a single bag count for the length only."""
    frequency = Counter(chain.from_iterable(bags))
    most = max(2, len(bags) * most_common)
    rarity = {feature: math.log(1 + len(bags) / having) for feature, having in frequency.items() if having <= most}
    weighted = []
    for bag in bags:
        kept = {feature: weight * rarity[feature] for feature, weight in bag.items() if feature in rarity}
        length = math.sqrt(math.fsum(weight * weight for weight in kept.values()) / share) or 1.0
        weighted.append({feature: weight / length for feature, weight in kept.items() if frequency[feature] > 1})
    return tuple(weighted)
