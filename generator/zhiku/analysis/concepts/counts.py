"""The candidates counted over the whole base: the candidates of all questions in, ``BaseCounts`` out.

What one question knows of a candidate is added up here, beside the facts about the base that judgements of terms depend on: its
language, its scripts, how frequent articles are. ``single_words``, ``phrases`` and ``chinese_terms`` judge these counts; the
limits that more than one of them uses are named here.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from functools import cache, cached_property
from itertools import islice, takewhile
from math import exp, fsum, log, log2
from typing import TYPE_CHECKING

from zhiku.analysis.capitals import nouns_have_capitals
from zhiku.analysis.clitics import has_enclitics
from zhiku.analysis.concepts.candidates import read_candidates, recurring_keys
from zhiku.analysis.concepts.spans import key_of
from zhiku.analysis.declension import has_cases, nominative
from zhiku.analysis.inflection import endings_tell_nouns, singular, stem
from zhiku.lang.question_words import words_of
from zhiku.lang.reader import language_by_code, words
from zhiku.lang.word_lists import COMMON, FUNCTION, NOUN, VERB

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhiku.analysis.concepts.candidates import Candidate
    from zhiku.model import CandidateTable

MIN_QUESTIONS = 3
"""So many questions have a term as a rule; what only two have must be one beyond doubt."""
FEW = 40
PROMINENT = 3
"""In a base of fewer questions than ``FEW`` chance makes many words frequent: a Chinese term must stand in so many titles, and a
listed English noun is none."""
MOSTLY_CAPITALIZED = 0.7
"""Share of the occurrences of a name that are capitalized."""
MANY_CAPITALS = 4
"""What is capitalized at least so many times, hardly ever not, is a name."""
NEAR = 1.0
"""From this coherence on a word is one of the field."""
FREE = 0.5
"""Share of what stands free: phrases begin and end with it in half of its occurrences, and it hardly needs a complement."""
BOUND = 0.35
"""Share of a phrase's ends with a function word or punctuation behind."""
MIN_HEAD = 0.2
"""Share of a word's occurrences that must end a phrase, ``BOUND`` in three questions; what stands before others only is no noun:
*immune*, *invalid*."""
LOOSE, MIN_STICKY, STICKY = 0.08, 0.2, 0.33
"""Share that a phrase must be of its rarer part's uses: with other evidence, as a rule, and without."""
LEAST_CERTAINTY = 0.4
"""What is less likely a term than this is none; sentences link to what is a little surer."""
LEAST_SCORE = 7.0
"""The score that a noun needs to be looked at."""
CERTAIN = 100.0
"""A log-likelihood ratio that is no chance."""
_TITLE_SHARE = 0.12
"""Share of a frequent noun's questions that must have it in the title."""
_ASKED_SHARE = 0.3
"""A name, or what so many of its questions ask about in their titles, is what the base is about: React."""
_ASKED_TREATED_SHARE, _STRONGLY_RECURRING = 0.1, 2.0
"""The share of titles for what occurs so many times in each of its questions."""
_TITLE_WEIGHT, _HEAD_WEIGHT, _BURST_WEIGHT = 1.5, 0.5, 2.0
_FIT_WEIGHT = 2.5
"""What a standard deviation of coherence adds to the score of a word."""
_MIN_CAPITALS_ONLY = 10
"""What has so many capitals, and never none, is a name: *Windows*, whatever its singular, and *Steam*, though it is listed as a
verb. A verb needs articles as well, or it is the label of a button."""
_TREATED = 1.25
"""What occurs so many times in each of its questions on average is treated there, and not only mentioned."""
_RECURRING = 1.6
"""A word without a title must occur so many times in each of its questions on average."""
_ARTICLES, _FEW_ARTICLES = 0.12, 0.06
"""A language with articles has them before this share of its words at least; one that is known, in notes, of fewer."""
_TEMPLATE, _FEW_HEADS, _ECHO = 0.15, 5, 0.2
"""What titles and heads have in this share of the questions, but at least in so many, and the text below them by less than this
part of that, belongs to a template."""
_RARE_FORM = 0.3
"""A form with less than this part of the commonest one's occurrences names no term."""


class CandidateCounts:
    """The counts of one candidate over the whole base; the fields are those of ``Candidate``, added up.

    ``questions`` is how many have it, ``kinds`` the classes of its words where fewest of them are capitalized, with a verb among
    them if most occurrences have one; of several, those of most occurrences.
    """

    __slots__ = (
        "_classes", "_verbal", "capitals", "closes", "complements", "count", "forms", "governed", "heads",
        "kinds", "lower", "marked", "opens", "questions", "titles",
    )  # fmt: skip

    def __init__(self) -> None:
        self.forms: Counter[str] = Counter()
        self.kinds = ""
        self._classes: Counter[str] = Counter()
        self._verbal = 0
        self.questions = self.count = self.titles = self.heads = self.capitals = self.lower = self.opens = self.closes = 0
        self.marked = self.governed = self.complements = 0

    def add(self, found: Candidate) -> None:
        """Add the counts of one question."""
        self.forms.update(found.forms)
        self._verbal += found.occurrences if VERB in found.kinds else -found.occurrences
        self._classes[found.kinds] += found.occurrences
        self.kinds = self._best_classes() if len(self._classes) > 1 else found.kinds
        self.questions += 1
        self.count += found.occurrences
        self.titles += found.titles
        self.heads += found.heads
        self.capitals += found.capitals
        self.lower += found.lower
        self.opens += found.opens
        self.closes += found.closes
        self.marked += found.marked
        self.governed += found.governed
        self.complements += found.complements

    def _best_classes(self) -> str:
        """The classes with the fewest capitals, and of these those with a verb or without one as most occurrences have it."""
        is_verbal = self._verbal > 0

        def rank(kinds: str) -> tuple[int, bool, int, str]:
            return sum(map(str.isupper, kinds)), (VERB in kinds) != is_verbal, -self._classes[kinds], kinds

        return min(self._classes, key=rank)

    @property
    def form(self) -> str:
        """The commonest spelling."""
        return min(self.forms, key=lambda form: (-self.forms[form], form))

    @property
    def capitalized(self) -> float:
        """Share of the occurrences that are capitalized where nothing but being a name asks for it."""
        return self.capitals / max(1, self.capitals + self.lower)

    @property
    def never_lower(self) -> bool:
        """Whether it is capitalized so often and never not that it is a name, whatever a list says of its words."""
        return self.capitals >= _MIN_CAPITALS_ONLY and not self.lower

    @property
    def in_several_titles(self) -> bool:
        """Whether more than one title has it, and enough of its questions' titles for a frequent noun."""
        return self.titles > 1 and self.titles >= _TITLE_SHARE * self.questions

    @property
    def asked_about(self) -> bool:
        """Whether the titles of its questions have it so often that it is what the base is about.

        Fewer titles are enough for what each of them has several times: *component*.
        """
        return is_asked_about(self.titles, self.questions, self.count)

    @property
    def treated(self) -> bool:
        """Whether its questions treat it: have it more than about once each."""
        return is_treated(self.count, self.questions)

    @property
    def recurs(self) -> bool:
        """Whether each of its questions has it so often that it needs no title."""
        return self.count >= _RECURRING * self.questions

    def is_of_template(self, total: int) -> bool:
        """Whether titles and heads of many questions of a base have it and the text below hardly ever: *describe*."""
        return is_of_template(self.titles + self.heads, self.count, total)

    @property
    def prominence(self) -> float:
        """Titles it stands in, and heads by half."""
        return prominence(self.titles, self.heads)

    @property
    def recurrence(self) -> float:
        """How often each of its questions has it, as a logarithm."""
        return log2(self.count / self.questions)

    @property
    def emphasis(self) -> float:
        """What titles, heads and recurrence within questions add to the score."""
        return _TITLE_WEIGHT * log2(1 + self.prominence) + _BURST_WEIGHT * self.recurrence

    def score(self, keyness: float, fit: float) -> float:
        """The score of a word with this keyness and coherence."""
        return keyness + self.emphasis + _FIT_WEIGHT * fit


class BaseCounts:
    """The candidates that recur, counted over all questions, and facts about the base.

    ``of`` has the counts by key, ``words`` is the sum of all occurrences, ``total`` the number of questions. ``language`` is
    empty for English and unknown ones, ``english`` whether the words are looked up in the English list, ``latin_is_foreign``
    whether most words are in another script. ``marked_share`` is the share of words with an article or the like before them,
    ``by_endings``, ``has_enclitics`` and ``has_capital_nouns`` whether endings, particles and capitals tell nouns in its
    language; ``linked`` counts the nouns that a preposition joins to each, ``linked_to`` those that it joins each to; ``asking``
    holds the words that ask, as they are compared.
    """

    def __init__(self, candidates: Sequence[CandidateTable], language: str = "") -> None:
        self.language = language
        self.by_endings, self.has_enclitics = endings_tell_nouns(language), has_enclitics(language)
        self.has_capital_nouns = nouns_have_capitals(language)
        self.asking = _asking(language)
        self._generic = _generic_nouns(language)
        recurring = recurring_keys(candidates)
        self.of: dict[str, CandidateCounts] = defaultdict(CandidateCounts)
        self.words = 0
        for table in candidates:
            for found in read_candidates(table, recurring):
                self.of[found.key].add(found)
                self.words += found.occurrences
        self.total = len(candidates)
        kinds = Counter(kind for found in self.of.values() for kind in found.kinds)
        self.english = not language and kinds[COMMON] <= kinds[NOUN]
        scripts: Counter[bool] = Counter()
        marked: Counter[bool] = Counter()
        for key, counts in self.of.items():
            if "\x1f" not in key and key[0].isalpha():
                scripts["a" <= key[0] <= "z"] += counts.count
                marked[True] += counts.marked
                marked[False] += counts.count - counts.marked
        linked = [key.split("\x1f") for key, counts in self.of.items() if counts.kinds[1:-1] == FUNCTION]
        self.linked, self.linked_to = Counter(words[0] for words in linked), Counter(words[-1] for words in linked)
        self.latin_is_foreign = scripts[True] < scripts[False]
        self.marked_share = marked[True] / max(1, marked.total())

    @property
    def has_articles(self) -> bool:
        """Whether nouns are told by what stands before them: that is frequent, and no endings tell them.

        The words that precede Russian nouns are prepositions, which most occurrences of a noun do without.
        """
        return not self.by_endings and self.marked_share >= (_FEW_ARTICLES if self.language else _ARTICLES)

    def ordered(self, key: str) -> tuple[tuple[str, int], ...]:
        """The forms of a candidate, the one that names the term first.

        That is the commonest, in a language with cases the nominative if there is one, in others whose endings tell nouns the
        shortest of the forms that are not rare.
        """
        forms, words = self.of[key].forms, key.split("\x1f")
        found = ordered_forms(forms)
        shown = nominative(forms, self.language, [self.of[word].forms if word in self.of else {} for word in words])
        if shown is not None:
            best = (shown, sum(count for form, count in found if form.casefold() == shown.casefold()))
            return (best, *(form for form in found if form[0].casefold() != shown.casefold()))
        if not self.by_endings or has_cases(self.language):
            return found
        best = min((form for form in found if form[1] >= _RARE_FORM * found[0][1]), key=lambda form: (len(form[0]), -form[1]))
        return (best, *(form for form in found if form != best))

    def known(self, word: str) -> str | None:
        """The key of a word that is counted, or of its singular."""
        return next((key for key in (word, singular(word)) if key in self.of), None)

    def single_words(self) -> list[str]:
        """The commonest forms of the words that enough questions have."""
        words = (found for key, found in self.of.items() if "\x1f" not in key and found.questions >= MIN_QUESTIONS)
        return sorted({found.form for found in words})

    def compounds_with(self, key: str, least: int) -> int:
        """How many words of so many letters begin with another: the compounds that it is the first part of."""
        at = bisect_left(self._sorted_words, key)
        longer = takewhile(lambda word: word.startswith(key), islice(self._sorted_words, at, None))
        return sum(len(word) >= least for word in longer)

    def varied_ends(self, key: str) -> int:
        """How often something else than the commonest longer phrase stands behind a phrase (the idea of accessor variety)."""
        return self.of[key].count - self._continued[key]

    def varied_starts(self, key: str) -> int:
        """How often something else than the commonest longer phrase stands before a phrase: *constructor*."""
        return self.of[key].count - self._preceded[key]

    @cached_property
    def _preceded(self) -> Counter[str]:
        """The number of occurrences of the commonest phrase that is one word longer, by what it ends with, in the singular."""
        found = Counter[str]()
        for key, counts in self.of.items():
            *words, last = key.split("\x1f")[1:] or [""]
            for end in {last, singular(last)}:
                ending = key_of((*words, end))
                found[ending] = max(found[ending], counts.count)
        return found

    @cached_property
    def _continued(self) -> Counter[str]:
        """The number of occurrences of the commonest phrase that is one word longer, by what it begins with."""
        found = Counter[str]()
        for key, counts in self.of.items():
            start = key.rpartition("\x1f")[0]
            found[start] = max(found[start], counts.count)
        return found

    def is_generic(self, key: str, found: CandidateCounts) -> bool:
        """Whether a candidate is a noun that names no topic by itself, no name by its capitals, nor what titles ask about here.

        *event* names one in a text whose titles ask about events and whose answers repeat it.
        """
        is_name = found.capitals > 1 and found.capitalized >= MOSTLY_CAPITALIZED and not self.has_capital_nouns
        is_listed = not self._generic.isdisjoint({key, singular(key)} if self.english else {key})
        return is_listed and not is_name and not (found.asked_about and found.recurs)

    @cached_property
    def usual_recurrence(self) -> float:
        """The mean ``recurrence`` of the words that enough questions have: near 0 in terse texts."""
        found = [counts.recurrence for key, counts in self.of.items() if "\x1f" not in key and counts.questions >= MIN_QUESTIONS]
        return fsum(found) / max(1, len(found))

    @cached_property
    def _sorted_words(self) -> list[str]:
        return sorted(key for key in self.of if "\x1f" not in key)

    def association(self, words: Sequence[str], found: CandidateCounts) -> tuple[float, float] | None:
        """Log-likelihood ratio of a phrase, and the larger share that it is of its parts' use; None where a part is unknown."""
        measured = self.association_of(words[:-1], words[-1:], found)
        if measured is None or len(words) == 2:  # noqa: PLR2004 - two words have one division
            return measured
        ratio, sticky = measured
        other = self.association_of(words[:1], words[1:], found)
        return ratio, min(sticky, other[1] if other else 1.0)

    def association_of(self, front: Sequence[str], last: Sequence[str], found: CandidateCounts) -> tuple[float, float] | None:
        """Log-likelihood ratio of two parts of a phrase, and the larger share that it is of their use."""
        uses = self._part(front), self._part(last)
        if not all(uses):
            return None
        ratio = 2 * found.count * log(max(1.01, found.count * self.words / (uses[0] * uses[1])))
        return ratio, min(1.0, found.count / min(uses))

    def _part(self, words: Sequence[str]) -> int:
        for last in (words[-1], singular(words[-1])):
            if found := self.of.get(key_of((*words[:-1], last))):
                return found.count
        return 0


def probability(log_odds: float) -> float:
    """The probability of these log-odds."""
    return 1 / (1 + exp(-log_odds))


def prominence(titles: int, heads: int) -> float:
    """Titles that have a candidate, and heads by half."""
    return titles + _HEAD_WEIGHT * heads


def is_asked_about(titles: int, questions: int, occurrences: int) -> bool:
    """Whether the titles of its questions have something so often that it is what the base is about."""
    often = occurrences >= _STRONGLY_RECURRING * questions
    return titles >= (_ASKED_TREATED_SHARE if often else _ASKED_SHARE) * questions


def is_of_template(shown: int, occurrences: int, total: int) -> bool:
    """Whether titles and heads of many questions of a base have something and the text below hardly ever."""
    return shown >= max(_FEW_HEADS, _TEMPLATE * total) and occurrences - shown < _ECHO * shown


def is_treated(occurrences: int, questions: int) -> bool:
    """Whether questions have something more than about once each."""
    return occurrences >= _TREATED * questions


def ordered_forms(forms: Counter[str]) -> tuple[tuple[str, int], ...]:
    """Spellings with their counts, the commonest first."""
    return tuple(sorted(forms.items(), key=lambda item: (-item[1], item[0])))


@cache
def _asking(language: str) -> frozenset[str]:
    """Words that ask in a language and everyday ones, as compared; of others those that no English word is like: *qué*."""
    common = language_by_code(language).common_words
    own = {stem(word, language) for word in (*words_of(language).question, *common)} if language else set[str]()
    return frozenset(own | {word for word in words("question_words") if not word.isascii()})


@cache
def _generic_nouns(language: str) -> frozenset[str]:
    """The nouns that name no topic by themselves, as compared; ``language`` is empty for English and unknown ones."""
    nouns = language_by_code(language or "en").generic_nouns
    return frozenset(key_of(stem(word, language) if language else word for word in noun.casefold().split()) for noun in nouns)
