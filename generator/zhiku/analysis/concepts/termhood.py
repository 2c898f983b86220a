"""Which candidates are terms: the candidates of all questions in, ``Term`` records out.

A term is judged by how it is distributed, and by nothing that one text's language would have to bring:

* one word by its *keyness* (how much more frequent it is here than in general), by the titles and heads it stands in, by its
  *burstiness* (a term recurs where it is treated, a common word is spread evenly; Church and Gale 1995), by how near it is in
  meaning to what are terms beyond doubt (``coherence``), and in languages without lists by the articles before it;
* several words by their log-likelihood ratio (Dunning 1993), by how much of one word's use they are, by whether phrases begin and
  end with them (accessor variety, Feng et al. 2004), and by capitals; Chinese ones as strings (``han_phrases``);
* a candidate that mostly occurs within longer terms is a fragment of them (the idea of C-value, Frantzi et al. 2000).

A single common word, a verb, a phrase that begins with a verb, and what stands in most questions is no term: a wrong link in a
sentence hurts more than a missing one. The limits were chosen on texts of patients' questions and on web applications.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache, partial
from math import exp, inf, log, log2
from typing import TYPE_CHECKING, NamedTuple

from zhiku.analysis.concepts.candidates import key_of, read_candidates, recurring_keys
from zhiku.analysis.concepts.coherence import coherence
from zhiku.analysis.concepts.han_phrases import find_han_phrases, function_words, is_compound, is_standalone
from zhiku.analysis.declension import nominative
from zhiku.analysis.words import (
    ACRONYM,
    CAPITALIZED,
    HAN_RUN,
    NAME,
    NOMINAL,
    UNKNOWN,
    class_of,
    is_action,
    is_general,
    listed,
    noun_share,
    singular,
    stem,
    text_facts,
)
from zhiku.lang.question_words import ASPECT_WORDS, words_of
from zhiku.lang.reader import words
from zhiku.lang.word_lists import ADJECTIVE, COMMON, FUNCTION, NOUN, VERB, VERB_NOUN, VERBAL_NOUN, KnownWord, known_words
from zhiku.runtime.processes import submit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from zhiku.analysis.concepts.candidates import Candidate
    from zhiku.analysis.concepts.han_phrases import HanPhrase
    from zhiku.analysis.words import Word
    from zhiku.model import CandidateTable, Question

_MIN_QUESTIONS = 3
_MANY_QUESTIONS = 200
"""From so many questions on, looking for Chinese phrases in another process takes less time than starting it."""
_COMMON_SHARE = 0.5
"""A word of more questions than this share tells none of them from the others."""
_ASKED_SHARE = 0.3
"""But a name, or what so many of its questions ask about in their titles, is what the base is about: React."""
_TITLE_WEIGHT, _HEAD_WEIGHT, _BURST_WEIGHT = 1.5, 0.5, 2.0
_CHINESE_WORDS = 60_000_000
"""Size of the text that the frequencies of the Chinese list were counted in."""
_UNLISTED = 5e-7
"""Probability of a word that no list has."""
_MIN_WORD, _MIN_RARE_WORD, _MIN_RARE_VERB, _MIN_LATIN = 13.5, 11.0, 15.5, 13.0
_RARE_VERB_BAND, _FREQUENT_BAND, _EVERYDAY_BAND = 9, 10, 12
"""Chinese words from these bands on: a verb is no term, a noun must be what questions ask about, no word is a term."""
_TITLE_SHARE = 0.12
"""Share of a frequent noun's questions that must have it in the title."""
_FEW = 40
_PROMINENT = 3
"""In a base of fewer questions than ``_FEW`` chance makes many words frequent: a Chinese term must stand in so many titles, and a
listed English noun is none."""
_MAX_UNLISTED_KEYNESS = 9.0
_MIN_NAME, _MIN_ADJECTIVAL, _MIN_NOMINAL = 25.0, 60.0, 45.0
_MIN_CHINESE, _MIN_CHINESE_IN_TEXT = 9.5, 11.0
_NAME_BONUS = 3.0
_MOSTLY_CAPITALIZED, _ALWAYS_CAPITALIZED = 0.7, 0.85
_UNLISTED_CAPITALIZED, _CAPITALS_INSIDE = 0.6, 0.15
"""Shares of the occurrences of a word that no list has that must have a capital, and one within: *JavaScript*, *javascript*."""
_MIN_CAPITALS_ONLY = 10
"""What has so many capitals, and never none, is a name: *Windows*, whatever its singular, and *Steam*, though it is listed as a
verb. A verb needs articles as well, or it is the label of a button."""
_MAX_ACRONYM_LENGTH, _MAX_CAPITALS_LENGTH = 5, 7
"""A longer listed noun in capitals, and a longer word of any kind, stands for something to fill in: ``USERNAME``."""
_RARE = KnownWord(UNKNOWN, 0)
_RECURRING = 1.6
"""A word without a title must occur so many times in each of its questions on average."""
_FIT_WEIGHT = 2.5
"""What a standard deviation of coherence adds to the score of a word."""
_MIN_FOREIGN_UNLISTED, _MIN_CAPITALIZED, _MANY_CAPITALS = 8.5, 3.5, 4
"""The score of such a word that English does not list, and of one that is capitalized at least so many times, hardly ever not."""
_MIN_FOREIGN, _MIN_UNKNOWN_NOUN = 10.0, 14.0
"""The score that a Latin word needs in a text of another script, and a noun of a language whose nouns no list has."""
_SAMPLE = 5
"""So many passages of a question tell the language of a base."""
_TELLING_SHARE = 0.3
"""Share of the questions of a base that must be seen to be in its language."""
_NOUN_FORMS = 0.6
"""Share of a noun's occurrences that do not end like verbs and adjectives."""
_RECURRING_NOUN = 2.5
"""A noun of such a language that few titles have, and a listed English one of only three questions, must occur so many times in
each of its questions on average."""
_RECURRING_INFLECTED = 1.8
"""And a noun of a language whose nouns are told by their endings, if titles do not ask about it."""
_RARE_FORM = 0.3
"""A form with less than this part of the commonest one's occurrences names no term."""
_MIN_INFLECTED = 14.0
"""The score that a noun needs in a language whose nouns are told by their endings."""
_MOSTLY_MARKED, _TREATED_NOUN = 0.5, 1.5
"""Shares of articles before a noun that no title has, and how often each of its questions must have it."""
_MIN_CLEAR_NOUN, _CLEARLY_MARKED = 11.5, 0.4
"""The score that a noun needs in a language with articles where they stand before this share of its occurrences."""
_ARTICLES = 0.12
"""A language with articles has them before this share of its words at least."""
_NOUN_SHARE = 1.5
"""A noun has so many times the share of articles and the like before it that all words have."""
_MIN_SURE_NOUN = 17.0
"""From this score on the share that all words have is enough."""
_MIN_ASKED_KEYNESS, _MANY_TITLES, _ASKED_NOUN = 5.5, 4, 0.4
"""The keyness of a listed English noun that so many titles and such a share of its questions ask about: *certificate*."""
_MIN_RECURRING_KEYNESS, _MIN_RECURRING_NOUN = 7.0, 12.0
"""The keyness and the score of a listed English noun that recurs: *label*."""
_MARKED_VERB, _MARKED_NOUN = 0.1, 0.02
"""Share of the occurrences of a listed English noun that must have an article or the like before them: more where the word is
mostly a verb. *export* and *paste* have none."""
_GENERAL_ASKED, _GENERAL_VERB_ASKED = 0.2, 0.4
"""Share of the questions of an English noun of any text (*text*, *address*) that must have it in the title; more where the word
is mostly a verb: *search*."""
_NEAR, _MIN_NEAR_KEYNESS, _MIN_NEAR_NOUN = 1.0, 6.5, 11.5
"""From this coherence on a listed English noun needs only so much keyness and such a score: *virus*, *browser*, *database*."""
_MIN_NEAR_WORD, _VERY_NEAR, _MIN_IDIOM_LENGTH = 9.5, 2.0, 3
"""The score of such a Chinese noun, the coherence of a frequent one that recurs, 进程, and the length from which what the
dictionary calls an idiom may be a noun, 操作系统."""
_MIN_HEAD = 0.2
"""Share of a word's occurrences that must end a phrase, ``_BOUND`` in three questions; what stands before others only is no noun:
*immune*, *invalid*."""
_MIN_TITLE_HEAD = 0.05
"""What titles have needs less; without any it is cut from a longer word: 单线 from 单线程."""
_MIN_NOUN_KEYNESS, _MIN_NOUN = 8.0, 13.5
"""What keyness and score a listed English noun must have: *filter* in an FAQ on mail programs."""
_FRAGMENT = 0.75
_MIN_UNITY, _MIN_UNITY_IN_TEXT, _MIN_UNITY_OF_VERB = 13.0, 16.0, 20.0
"""What cohesion times freedom of a string of Han characters must be: in titles and heads, elsewhere, and behind a common verb."""
_STRONGLY_TREATED = 1.8
"""A string that occurs so many times in each of its questions is what they treat: 二叉树, but no turn of speech."""
_MIN_UNITY_OF_NOUNS, _MIN_UNITY_OF_TREATED = 12.0, 17.0
"""Cohesion times freedom of such a string: of nouns alone, and of any words."""
_MIN_UNITY_OF_COMPOUND = 10.0
"""And of a word of two characters with one behind it that nouns end with: 降压药."""
_VERB_BAND, _EVERYDAY_VERB_BAND = 11, 14
"""Chinese verbs of two characters, and of one, from these bands on take objects more than they make names."""
_MIN_PART_LENGTH = 3
_LOOSE, _MIN_STICKY, _STICKY = 0.08, 0.2, 0.33
"""Share that a phrase must be of its rarer part's uses: with other evidence, as a rule, and without."""
_TREATED = 1.25
_MANY, _ASKED = 10, 0.04
"""A word of more questions, that they have about once each, must be in this share of their titles."""
_BOUND_INFLECTED = 0.25
"""Share that each end needs in a language without articles, where a noun may stand beside another one."""
_BOUND, _MIN_BOUND = 0.35, 0.08
"""Share of a phrase's ends, and of each end, with a function word or punctuation behind."""
_MIN_FIXED, _FIXED, _MIN_FIXED_FOREIGN = 48.0, 0.7, 40.0
"""The ratio of an adjective and a noun that are this share of the rarer one's uses, wherever they stand: *close contact*; and of
two words behind an article in a language without lists: *gestes barrières*."""
_MIN_COMPOUND, _FREE = 28.0, 0.5
"""The ratio of English nouns, or of nouns with a preposition between them, of which this share begins and ends phrases."""
_MIN_LINKED_COMMON, _MARKED_LINKED = 40.0, 0.3
"""The ratio where the first noun is a common word, and the share of articles before it: *dose de rappel*."""
_CERTAIN = 100.0
"""A log-likelihood ratio that is no chance."""


_NUMBERED = re.compile(r"[^\W\d_]+_\d+")
"""A name with a number of its own: ``image_1``."""
_REPEATED = re.compile(r"([^\W\d_])\1+")
"""One letter for something to fill in: ``xxx``."""
_VERSION = re.compile(r"[A-Z]{2,}/(?:\d[\d.]*|[A-Z]{2,})")
"""A name with a version behind a slash, or two in capitals: HTTP/1.1, TCP/IP."""


class Term(NamedTuple):
    """A term with how often each spelling occurs, the commonest first, and how many questions have it."""

    key: str
    forms: tuple[tuple[str, int], ...]
    questions: int


class _Counts:
    """The counts of one candidate over the whole base."""

    __slots__ = ("capitals", "closes", "count", "forms", "heads", "kinds", "lower", "marked", "opens", "questions", "titles")

    def __init__(self) -> None:
        self.forms: Counter[str] = Counter()
        self.kinds = ""
        self.questions = self.count = self.titles = self.heads = self.capitals = self.lower = self.opens = self.closes = (
            self.marked
        ) = 0

    def add(self, found: Candidate) -> None:
        self.forms[found.form] += found.occurrences
        if not self.kinds or sum(map(str.isupper, found.kinds)) < sum(map(str.isupper, self.kinds)):
            self.kinds = found.kinds
        self.questions += 1
        self.count += found.occurrences
        self.titles += found.titles
        self.heads += found.heads
        self.capitals += found.capitals
        self.lower += found.lower
        self.opens += found.opens
        self.closes += found.closes
        self.marked += found.marked

    @property
    def form(self) -> str:
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
    def prominence(self) -> float:
        """Titles it stands in, and heads by half."""
        return self.titles + _HEAD_WEIGHT * self.heads

    @property
    def emphasis(self) -> float:
        """What titles, heads and recurrence within questions add to the score."""
        return _TITLE_WEIGHT * log2(1 + self.prominence) + _BURST_WEIGHT * log2(self.count / self.questions)


def find_terms(questions: Sequence[Question], candidates: Sequence[CandidateTable]) -> tuple[Term, ...]:
    """The terms of a base, from its questions and the candidates of each; ordered by key."""
    han_phrases = submit(
        partial(find_han_phrases, questions, candidates, _MIN_QUESTIONS), worthwhile=len(questions) >= _MANY_QUESTIONS
    )
    counts = _Base(candidates, language_of(questions))
    most = max(_MIN_QUESTIONS, len(questions) * _COMMON_SHARE)
    phrases = {
        text: phrase
        for text, phrase in han_phrases.result().items()
        if phrase.questions <= most and _is_han_term(phrase, len(questions))
    }
    certain = {key for key, found in counts.of.items() if counts.score(key, found) > 0}
    fits = coherence([*(counts.of[key].form for key in certain), *phrases], counts.single_words())
    scores = {
        key: score for key, found in counts.of.items() if (score := counts.score(key, found, fits.get(found.form, 0.0))) > 0
    }
    kept = scores.keys() - _fragments(scores, counts.of)
    of_phrases, words = _uncovered(phrases, {key: counts.of[key].count for key in kept if HAN_RUN.match(key)})
    kept -= {key for key in kept if HAN_RUN.match(key)} - words
    terms = [Term(key, counts.ordered(key), counts.of[key].questions) for key in kept]
    terms += [Term(text, _ordered(phrases[text].forms), phrases[text].questions) for text in of_phrases]
    return tuple(sorted(terms))


def language_of(questions: Sequence[Question]) -> str:
    """The language by whose endings the words of a base are united; empty for English and unknown ones.

    Questions that are mostly code tell none, so a part of them is enough.
    """
    found = Counter(
        text_facts([question.title, *(passage.text for passage in question.passages[:_SAMPLE])]).inflected
        for question in questions
    )
    unknown = found.pop("", 0)
    if found.total() < _TELLING_SHARE * (found.total() + unknown):
        return ""
    return min(found, key=lambda language: (-found[language], language), default="")


@cache
def _asking(language: str) -> frozenset[str]:
    """Words that ask in a language, as they are compared, and those of any language that no English word is like: *qué*."""
    own = {stem(word, language) for word in words_of(language).question} if language else set[str]()
    return frozenset(own | {word for word in words("question_words") if not word.isascii()})


def _ordered(forms: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(forms.items(), key=lambda item: (-item[1], item[0])))


def _is_han_term(phrase: HanPhrase, total: int) -> bool:
    """Whether a string of Han characters is held together and stands free, and is no sentence about a thing: 保证消息, 能吃."""
    prominence = phrase.titles + _HEAD_WEIGHT * phrase.heads
    if total < _FEW and prominence < _PROMINENT:
        return False
    if any(_is_everyday_verb(word) for word in (phrase.words[0], phrase.words[-1])):
        return False
    unity = phrase.cohesion * phrase.freedom
    return unity >= _least_unity(phrase, prominence)


def _least_unity(phrase: HanPhrase, prominence: float) -> float:
    """What cohesion times freedom of a string must be, by its words and where it stands."""
    if _takes_object(phrase) and phrase.cohesion * phrase.freedom < _MIN_UNITY_OF_VERB:
        return inf
    has_function_word = any(word.key in function_words() for word in phrase.words)
    if is_compound(phrase) and not has_function_word:
        return _MIN_UNITY_OF_COMPOUND
    are_nouns = all(word.kind in NOMINAL for word in phrase.words)
    if phrase.occurrences >= _STRONGLY_TREATED * phrase.questions and not any(map(is_standalone, phrase.words)):
        return _MIN_UNITY_OF_NOUNS if are_nouns else _MIN_UNITY if prominence else _MIN_UNITY_OF_TREATED
    if has_function_word:
        return inf
    is_treated = are_nouns and phrase.occurrences >= _TREATED * phrase.questions
    return _MIN_UNITY if prominence else _MIN_UNITY_IN_TEXT if is_treated else inf


def _is_everyday_verb(word: Word) -> bool:
    return word.kind == VERB and len(word.key) == 1 and listed(word.key)[1] >= _EVERYDAY_VERB_BAND


def _takes_object(phrase: HanPhrase) -> bool:
    """Whether a string begins with a common verb, so that what follows may be its object."""
    first = phrase.words[0]
    return first.kind == VERB and len(first.key) > 1 and listed(first.key)[1] >= _VERB_BAND


def _uncovered(phrases: Mapping[str, HanPhrase], words: Mapping[str, int]) -> tuple[set[str], set[str]]:
    """The phrases, and of Chinese words with their counts those, that do not mostly stand within a longer phrase (C-value)."""
    counts = {text: phrase.occurrences for text, phrase in phrases.items()} | dict(words)
    covered: Counter[str] = Counter()
    kept = set[str]()
    for text in sorted(counts, key=lambda text: (-len(text), text)):
        if covered[text] < _FRAGMENT * counts[text]:
            kept.add(text)
            own = counts[text] - covered[text] if text in phrases else 0
            for piece in {text[start:end] for start in range(len(text)) for end in range(start + 1, len(text) + 1)} - {text}:
                covered[piece] += own
    return kept & phrases.keys(), kept & words.keys()


class _Base:
    """The candidates that recur, counted over all questions."""

    def __init__(self, candidates: Sequence[CandidateTable], language: str = "") -> None:
        self._language = language
        self._asking = _asking(language)
        recurring = recurring_keys(candidates)
        self.of: dict[str, _Counts] = defaultdict(_Counts)
        self.words = 0
        for table in candidates:
            for found in read_candidates(table, recurring):
                self.of[found.key].add(found)
                self.words += found.occurrences
        self._total = len(candidates)
        kinds = Counter(kind for found in self.of.values() for kind in found.kinds)
        self._english = kinds[COMMON] <= kinds[NOUN]
        scripts: Counter[bool] = Counter()
        marked: Counter[bool] = Counter()
        for key, counts in self.of.items():
            if "\x1f" not in key and key[0].isalpha():
                scripts["a" <= key[0] <= "z"] += counts.count
                marked[True] += counts.marked
                marked[False] += counts.count - counts.marked
        self._latin_is_foreign = scripts[True] < scripts[False]
        self._marked_share = marked[True] / max(1, marked.total())

    def ordered(self, key: str) -> tuple[tuple[str, int], ...]:
        """The forms of a candidate, the one that names the term first.

        That is the commonest, in a language with cases the nominative, or the shortest of the forms that are not rare.
        """
        forms, words = self.of[key].forms, key.split("\x1f")
        found = _ordered(forms)
        shown = nominative(forms, self._language, [self.of[word].forms if word in self.of else {} for word in words])
        if shown is not None:
            best = (shown, forms[shown])
        elif noun_share(forms, self._language) is None:
            return found
        else:
            best = min((form for form in found if form[1] >= _RARE_FORM * found[0][1]), key=lambda form: (len(form[0]), -form[1]))
        return (best, *(form for form in found if form != best))

    def single_words(self) -> list[str]:
        """The commonest forms of the words that enough questions have."""
        words = (found for key, found in self.of.items() if "\x1f" not in key and found.questions >= _MIN_QUESTIONS)
        return sorted({found.form for found in words})

    def score(self, key: str, found: _Counts, fit: float = 0.0) -> float:
        """How strongly a candidate is a term; 0 where it is none. ``fit`` is the coherence of a single word with the base."""
        is_main = found.titles >= _ASKED_SHARE * found.questions or found.never_lower
        if not is_main and found.questions > max(_MIN_QUESTIONS, self._total * _COMMON_SHARE):
            return 0
        words = key.split("\x1f")
        spaceless = any(HAN_RUN.search(word) for word in words)
        if spaceless and self._total < _FEW and found.prominence < _PROMINENT:
            return 0
        if len(words) == 1:
            return self._chinese_word(key, found, fit) if spaceless else self._spaced_word(key, found, fit)
        if found.questions < _MIN_QUESTIONS or all(HAN_RUN.match(word) for word in words):
            return 0
        return self._chinese_phrase(words, found) if spaceless else self._spaced_phrase(words, found)

    def _chinese_word(self, key: str, found: _Counts, fit: float) -> float:
        kind, band = listed(key)
        if len(key) == 1 or found.questions < _MIN_QUESTIONS or kind == FUNCTION or key in words_of("zh").aspect:
            return 0
        keyness = log2(found.count / self.words * _CHINESE_WORDS) - band
        if kind == UNKNOWN:
            keyness = min(keyness, _MAX_UNLISTED_KEYNESS)
        score = keyness + found.emphasis + _FIT_WEIGHT * fit
        if found.closes < (_MIN_TITLE_HEAD if found.titles else _MIN_HEAD) * found.count:
            return 0
        is_near, is_asked = fit >= _NEAR, found.titles > 1 and found.titles >= _TITLE_SHARE * found.questions
        is_phrase = kind == ADJECTIVE and len(key) >= _MIN_IDIOM_LENGTH and is_near and found.count >= _TREATED * found.questions
        if kind in {VERB, VERBAL_NOUN, ADJECTIVE} and not is_phrase:
            is_rare = band < _RARE_VERB_BAND or (is_near and band < _FREQUENT_BAND and found.closes >= _BOUND * found.count)
            is_term = is_rare and is_asked and score >= _MIN_RARE_VERB
        elif band >= _FREQUENT_BAND:
            recurs = fit >= _VERY_NEAR and found.count >= _RECURRING * found.questions
            is_term = score >= _MIN_WORD and (is_asked or recurs)
        else:
            least = _MIN_WORD if kind == UNKNOWN else _MIN_NEAR_WORD if is_near else _MIN_RARE_WORD
            is_term = score >= least and not self.is_boilerplate(found)
        return score if is_term and band < _EVERYDAY_BAND else 0

    @staticmethod
    def is_boilerplate(found: _Counts) -> bool:
        """Whether many questions have a word once and next to none asks about it: 对症 in what doctors end every answer with."""
        return found.questions > _MANY and found.count < _TREATED * found.questions and found.titles < _ASKED * found.questions

    def _spaced_word(self, key: str, found: _Counts, fit: float) -> float:
        form = found.form
        kind = class_of(form.casefold(), english=self._english, language=self._language)
        if len(key) == 1 or kind == FUNCTION or is_code(key, form, found.questions) or key in self._asking:
            return 0
        band = known_words("common").get(form.casefold())
        keyness = log2(found.count / self.words / (exp(-band.band) if band else _UNLISTED))
        score = keyness + found.emphasis + _FIT_WEIGHT * fit
        capital_inside = sum(count for form, count in found.forms.items() if form[1:] != form[1:].lower()) / found.count
        least_inside = _CAPITALS_INSIDE if kind == UNKNOWN else 1 / 2
        if capital_inside > least_inside or (re.search(r"\d", key) and re.search("[a-z]", key)):
            return score + _NAME_BONUS if self._is_acronym(key, kind, capital_inside, found) else 0
        return self._plain_word(key, kind, keyness, fit, found) if found.questions >= _MIN_QUESTIONS else 0

    def _plain_word(self, key: str, kind: str, keyness: float, fit: float, found: _Counts) -> float:
        """The score of a word without capitals within, 0 where it is no term."""
        score = keyness + found.emphasis + _FIT_WEIGHT * fit
        form = found.form
        if self._is_foreign(key):
            return score if len(key) > 2 and self._is_foreign_name(kind, score, found) else 0  # noqa: PLR2004 - see above
        least = _UNLISTED_CAPITALIZED if kind == UNKNOWN else _MOSTLY_CAPITALIZED
        if found.capitals > 1 and found.capitalized >= least and form[0].isupper():
            return score + _NAME_BONUS if self._is_proper_name(key, kind, found) else 0
        if self._english:
            is_noun = kind in {NOUN, VERB_NOUN} and self._is_english_noun(kind, keyness, score, fit, found)
            is_rare = score >= _MIN_LATIN and self._is_rare_word(kind, found)
            least = _MIN_HEAD if found.questions > _MIN_QUESTIONS else _BOUND
            is_head = found.closes >= least * found.count or (found.capitals and found.titles >= _ASKED_SHARE * found.questions)
            is_term = (is_noun or is_rare) and is_head
        else:
            is_key = keyness >= (_MIN_NEAR_KEYNESS if fit >= _NEAR else _MIN_NOUN_KEYNESS)
            is_term = is_key and score >= self._least_noun(found) and self._is_like_noun(found, score)
        return score if is_term and len(key) > 2 else 0  # noqa: PLR2004 - two letters are a unit

    def _is_english_noun(self, kind: str, keyness: float, score: float, fit: float, found: _Counts) -> bool:
        """Whether a listed noun is a term: by keyness, or a less key one by titles, recurrence or what it means."""
        recurs = found.count >= _RECURRING_NOUN * found.questions
        if self._total < _FEW or found.form.casefold() in ASPECT_WORDS or (found.questions <= _MIN_QUESTIONS and not recurs):
            return False
        least_marked, least_asked = (_MARKED_VERB, _GENERAL_VERB_ASKED) if kind == VERB_NOUN else (_MARKED_NOUN, _GENERAL_ASKED)
        if found.marked < least_marked * found.count:
            return False
        if is_general(found.form.casefold()) and found.titles < least_asked * found.questions:
            return False
        if recurs and keyness >= _MIN_RECURRING_KEYNESS and score >= _MIN_RECURRING_NOUN:
            return True
        if fit >= _NEAR and keyness >= _MIN_NEAR_KEYNESS and score >= _MIN_NEAR_NOUN:
            return True
        asked = found.titles >= _MANY_TITLES and found.titles >= _ASKED_NOUN * found.questions
        return keyness >= (_MIN_ASKED_KEYNESS if asked else _MIN_NOUN_KEYNESS) and score >= _MIN_NOUN

    def _is_foreign(self, key: str) -> bool:
        """Whether a word is in Latin letters, and most of the text is not: what is not translated is a name."""
        return self._latin_is_foreign and bool(re.match("[a-z]", key))

    def _is_foreign_name(self, kind: str, score: float, found: _Counts) -> bool:
        """Whether a Latin word in a text of another script names something: by capitals, or by its weight in the text."""
        if self._total < _FEW and kind != UNKNOWN:
            return False
        always = found.capitals >= _MANY_CAPITALS and found.capitalized >= _MOSTLY_CAPITALIZED
        if always and kind in {NOUN, VERB_NOUN, UNKNOWN, ADJECTIVE}:
            return score >= _MIN_CAPITALIZED
        least = _MIN_FOREIGN_UNLISTED if kind == UNKNOWN and found.form.isalpha() else _MIN_FOREIGN
        return score >= least and self._is_treated(found)

    def _least_noun(self, found: _Counts) -> float:
        """The score that an unlisted noun needs: less where articles say clearly that it is one."""
        if noun_share(found.forms, self._language) is not None:
            return _MIN_INFLECTED
        return _MIN_CLEAR_NOUN if found.marked >= _CLEARLY_MARKED * found.count else _MIN_UNKNOWN_NOUN

    def _is_like_noun(self, found: _Counts, score: float = 0.0) -> bool:
        """Whether a word of a language without lists stands where nouns do: behind articles, or where none are, in titles."""
        share = noun_share(found.forms, self._language)
        if share is not None:
            least = _RECURRING_NOUN if is_action(found.forms, self._language) else _RECURRING_INFLECTED
            recurs = found.count >= least * found.questions
            treated = found.count >= _TREATED * found.questions
            is_asked = found.titles > 1 and found.titles >= _TITLE_SHARE * found.questions and treated
            return len(found.forms) > 1 and share >= _NOUN_FORMS and (recurs or is_asked)
        if found.closes < _BOUND * found.count:
            return False
        if self._marked_share < _ARTICLES:
            return found.prominence >= _PROMINENT
        is_shown = found.prominence >= 1 or (
            found.marked >= _MOSTLY_MARKED * found.count and found.count >= _TREATED_NOUN * found.questions
        )
        least = 1.0 if score >= _MIN_SURE_NOUN else _NOUN_SHARE
        return is_shown and found.marked >= least * self._marked_share * found.count

    @staticmethod
    def _is_treated(found: _Counts) -> bool:
        return found.prominence >= 1 or found.count >= _RECURRING * found.questions

    def _is_acronym(self, key: str, kind: str, capital_inside: float, found: _Counts) -> bool:
        """Whether a word with capitals behind its first letter, or digits, is no common word in capitals for emphasis."""
        form = found.form
        if kind in {VERB, ADJECTIVE, VERB_NOUN} and form.isupper():
            return False
        least = _ALWAYS_CAPITALIZED if is_general(key) else _MOSTLY_CAPITALIZED
        if kind == NOUN and form.isupper() and (len(key) > _MAX_ACRONYM_LENGTH or capital_inside < least):
            return False
        if len(key) > _MAX_CAPITALS_LENGTH and form.isupper() and form.isalpha():
            return False
        if len(key) <= 2 and found.questions <= _MIN_QUESTIONS:  # noqa: PLR2004 - two letters are a variable or a unit
            return False
        return found.questions >= _MIN_QUESTIONS or (found.prominence >= 1 and form.isupper() and len(form) > 2)  # noqa: PLR2004 - see above

    def _is_proper_name(self, key: str, kind: str, found: _Counts) -> bool:
        """Whether a word with capitals within sentences is a name; a common noun must have them nearly always."""
        if kind == UNKNOWN:
            return True
        often = found.capitals >= _MIN_QUESTIONS + bool(found.lower) and found.questions >= _MIN_QUESTIONS + bool(found.lower)
        only = found.never_lower and found.prominence >= 1
        if kind in {VERB, ADJECTIVE}:
            return only and found.marked >= _MARKED_VERB * found.count
        always = only or (found.capitalized >= _ALWAYS_CAPITALIZED and self._lower_singular(key) < found.count)
        return kind in {NOUN, VERB_NOUN, COMMON} and often and always

    def _is_rare_word(self, kind: str, found: _Counts) -> bool:
        """Whether a word without capitals is unlisted, and treated rather than dropped."""
        return kind == UNKNOWN and found.kinds in {UNKNOWN, NAME} and self._is_treated(found)

    def _lower_singular(self, key: str) -> int:
        """How often the singular of a plural occurs: ``Settings`` is a label of a menu where ``setting`` is as frequent."""
        other = self.of.get(singular(key)) if singular(key) != key else None
        return other.count if other else 0

    def _phrase(self, words: Sequence[str], found: _Counts) -> tuple[float, float] | None:
        """Log-likelihood ratio of a phrase, and the larger share that it is of its parts' use; None where a part is unknown."""
        front, last = self._part(words[:-1]), self._part(words[-1:])
        if not front or not last:
            return None
        ratio = 2 * found.count * log(max(1.01, found.count * self.words / (front * last)))
        sticky = found.count / min(front, last)
        if len(words) > 2:  # noqa: PLR2004 - two words have one division
            first, rest = self._part(words[:1]), self._part(words[1:])
            if first and rest:
                sticky = min(sticky, found.count / min(first, rest))
        return ratio, min(1.0, sticky)

    def _part(self, words: Sequence[str]) -> int:
        for last in (words[-1], singular(words[-1])):
            if found := self.of.get(key_of((*words[:-1], last))):
                return found.count
        return 0

    def _spaced_phrase(self, words: Sequence[str], found: _Counts) -> float:
        is_linked = found.kinds[1:-1] == FUNCTION
        measured = self._phrase([words[0], words[-1]] if is_linked else words, found)
        bound = _BOUND if noun_share(found.forms, self._language) is None else _BOUND_INFLECTED
        closes = found.count if self._is_certain_name(found, measured) else found.closes
        if measured is None or min(found.opens, closes) < bound * found.count:
            return 0
        is_latin = all(word.isascii() for word in words)
        if bound == _BOUND_INFLECTED and not is_latin and (len(found.forms) == 1 or not self._asking.isdisjoint(words)):
            return 0
        if bound == _BOUND and not self._english and self._marked_share >= _ARTICLES and not (found.marked or found.capitals > 1):
            return 0
        ratio, sticky = measured
        is_term = self._is_linked_noun(found, ratio, sticky) if is_linked else self._is_noun_phrase(words, found, ratio, sticky)
        return log2(ratio) + found.emphasis + _NAME_BONUS if is_term else 0

    @staticmethod
    def _is_linked_noun(found: _Counts, ratio: float, sticky: float) -> bool:
        """Whether two nouns with a preposition between them are one term, and not a noun with what it is of."""
        if min(found.opens, found.closes) < _FREE * found.count:
            return False
        if found.kinds[0] == COMMON:
            return ratio >= _MIN_LINKED_COMMON and sticky >= _MIN_STICKY and found.marked >= _MARKED_LINKED * found.count
        return ratio >= _MIN_COMPOUND and sticky >= _MIN_STICKY

    @staticmethod
    def _is_certain_name(found: _Counts, measured: tuple[float, float] | None) -> bool:
        """Whether a phrase that always has its capitals is no chance: Google Apps, though Script stands behind it most times."""
        return measured is not None and found.capitals >= _MANY_CAPITALS and not found.lower and measured[0] >= _MIN_NOMINAL

    def _is_noun_phrase(self, words: Sequence[str], found: _Counts, ratio: float, sticky: float) -> bool:
        kinds = found.kinds
        if found.capitals > 1 and found.capitalized >= _MOSTLY_CAPITALIZED - 0.1:
            return ratio >= _MIN_NAME
        if (
            kinds[-1] not in NOMINAL | {CAPITALIZED}
            or any(len(word) < _MIN_PART_LENGTH and kind != ACRONYM for word, kind in zip(words, kinds, strict=True))
            or VERB in kinds
            or COMMON in kinds[0]
        ):
            return False
        treated = found.count >= _TREATED * found.questions
        if kinds[0] in {ADJECTIVE, CAPITALIZED}:
            is_fixed = ratio >= _MIN_FIXED and sticky >= _FIXED
            return is_fixed or (ratio >= _MIN_ADJECTIVAL and sticky >= _STICKY and (found.prominence >= 1 or treated))
        is_shown = ratio >= _MIN_NOMINAL and sticky >= _MIN_STICKY and (found.prominence > 0 or treated)
        return is_shown or self._is_free_compound(found, ratio, sticky)

    def _is_free_compound(self, found: _Counts, ratio: float, sticky: float) -> bool:
        """Whether nouns that phrases begin and end with, some behind an article, belong together wherever they stand."""
        if min(found.opens, found.closes) < _FREE * found.count:
            return False
        if not self._english and self._marked_share >= _ARTICLES:
            return found.marked >= _FREE * found.count and ratio >= _MIN_FIXED_FOREIGN and sticky >= _STICKY
        return found.marked > 0 and ratio >= (_MIN_COMPOUND if self._english else _CERTAIN) and sticky >= _LOOSE

    def _chinese_phrase(self, words: Sequence[str], found: _Counts) -> float:
        measured = self._phrase(words, found)
        # A word that phrases neither begin nor end with is a part of another one.
        bounded = (
            min(found.opens, found.closes) >= _MIN_BOUND * found.count and found.opens + found.closes >= _BOUND * found.count
        )
        if measured is None or not bounded or not _is_nominal(words, found, *measured):
            return 0
        ratio, sticky = measured
        score = log2(max(1.0, ratio)) + found.emphasis + (sticky > _STICKY)
        if found.prominence >= 1:
            return score if score >= _MIN_CHINESE and sticky >= _LOOSE else 0
        treated = found.count >= _TREATED * found.questions
        return score if score >= _MIN_CHINESE_IN_TEXT and sticky >= _STICKY and treated else 0


def _is_nominal(words: Sequence[str], found: _Counts, ratio: float, sticky: float) -> bool:
    """Whether Chinese words of these classes are a noun phrase; a verb or adjective is allowed where titles show it."""
    kinds = found.kinds
    if kinds[-1] in {VERB, ADJECTIVE}:
        return found.titles >= _PROMINENT and ratio >= _CERTAIN and sticky > 1 / 2 and kinds[0] in NOMINAL  # 胃胀
    if (kinds[-1] == VERBAL_NOUN or VERB in kinds[1:]) and found.prominence <= 1:
        return False
    if kinds[0] in {VERB, ADJECTIVE} and (kinds[-1] == VERBAL_NOUN or found.prominence <= 1 or sticky < _MIN_STICKY):
        return False
    return found.prominence >= 1 or len(words[-1]) > 1 or not HAN_RUN.match(words[-1])


def is_code(key: str, form: str, questions: int) -> bool:
    """Whether a word is a path, an address or an identifier rather than a name."""
    if _NUMBERED.fullmatch(key) or _REPEATED.fullmatch(key):
        return True
    if "/" in key and not re.fullmatch("[a-z]/[a-z]", key) and not _VERSION.fullmatch(form):
        return True
    if "." in key and not re.fullmatch(r"\w+\.[a-z0-9]{1,4}", key) and not _VERSION.fullmatch(form):
        return True
    return questions <= _MIN_QUESTIONS and bool(re.match(r"[a-z]{2,}[A-Z]|\w+_", form))


def _fragments(scores: Mapping[str, float], counts: Mapping[str, _Counts]) -> set[str]:
    """The terms that mostly occur within longer ones, and verbs with a term behind them."""
    covered: Counter[str] = Counter()
    found: set[str] = set()
    for key in sorted(scores, key=lambda key: (-key.count("\x1f"), key)):
        words = key.split("\x1f")
        if covered[key] >= _FRAGMENT * counts[key].count:
            found.add(key)
        own = max(0, counts[key].count - covered[key])
        inner = {key_of(words[start:end]) for start in range(len(words)) for end in range(start + 1, len(words) + 1)} - {key}
        inner |= {key_of((*part.split("\x1f")[:-1], singular(part.split("\x1f")[-1]))) for part in inner}
        for part in inner - {key}:
            covered[part] += own
        if len(words) > 1 and counts[key].kinds[0] == VERB and HAN_RUN.match(key) and key_of(words[1:]) in scores:
            found.add(key)
    return found
