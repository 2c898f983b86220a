"""Which candidates are terms: the candidates of all questions in, ``Term`` records out.

A term is judged by how it is distributed, and by nothing that one text's language would have to bring:

* one word (``single_words``) by its *keyness* (how much more frequent it is here than in general), by the titles and heads it
  stands in, by its *burstiness* (a term recurs where it is treated, a common word is spread evenly; Church and Gale 1995), by how
  near it is in meaning to what are terms beyond doubt (``coherence``), and in languages without lists by what tells their nouns
  (``unlisted_nouns``);
* several words (``phrases``) by their log-likelihood ratio (Dunning 1993), by how much of one word's use they are, by whether
  phrases begin and end with them (accessor variety, Feng et al. 2004), and by capitals;
* Han characters (``chinese_terms``) as strings (``han_strings``), be they words of the list or not;
* Japanese nouns (``japanese_terms``) by a list of words with their frequencies, their compounds as strings;
* what is marked as code by its spelling (``code_names``);
* a candidate that mostly occurs within longer terms is a fragment of them (the idea of C-value, Frantzi et al. 2000).

A single common word, a verb, a phrase that begins with a verb, and what stands in most questions is no term: a wrong link in a
sentence hurts more than a missing one. The limits were chosen on texts of patients' questions and on web applications.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from zhiku.analysis.concepts.chinese_terms import least_log_odds, score_chinese_phrase, score_strings
from zhiku.analysis.concepts.code_names import code_names
from zhiku.analysis.concepts.coherence import coherence
from zhiku.analysis.concepts.counts import (
    FEW,
    MIN_QUESTIONS,
    PROMINENT,
    BaseCounts,
    is_asked_about,
    is_of_template,
    ordered_forms,
    probability,
    prominence,
)
from zhiku.analysis.concepts.han_strings import find_han_strings
from zhiku.analysis.concepts.japanese_terms import score_japanese
from zhiku.analysis.concepts.phrases import score_phrase
from zhiku.analysis.concepts.single_words import score_word
from zhiku.analysis.concepts.spans import key_of
from zhiku.analysis.inflection import singular
from zhiku.analysis.language import JAPANESE, language_of
from zhiku.analysis.words import ACRONYM, HAN_RUN, UNKNOWN, listed
from zhiku.runtime.processes import submit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from zhiku.analysis.concepts.counts import CandidateCounts
    from zhiku.analysis.concepts.han_strings import HanString
    from zhiku.model import CandidateTable, Question

_MANY_QUESTIONS = 200
"""From so many questions on, looking for Chinese phrases in another process takes less time than starting it."""
_COMMON_SHARE = 0.5
"""A word of more questions than this share tells none of them from the others, unless it is what the base is about."""
_SUBJECT, _SUBJECT_FIT = 1.75, 0.3
"""What means something near the field, by this coherence, and occurs so many times in each of its questions, is what the
base is about: *document*."""
_FEWEST = 2
"""A concept needs so many questions."""
_SURE = 0.88
"""Terms of this certainty, whatever they mean, say what the field of a base is."""
_FIELD, _SHARE_OF_FIELD = 100, 4
"""At least so many strings of Han characters say what the field is, unless that is a larger part of all than one in so many."""
_MARKED = 0.9
"""The certainty of what is marked as code."""
_SIGNS = re.compile(r"^\W+|\W+$")
_LATIN = re.compile("[a-z]")
_FRAGMENT = 0.75
"""A candidate with this share of its occurrences within longer terms is a fragment of them."""


class Term(NamedTuple):
    """A term with how often each spelling occurs, the commonest first, how many questions have it, and how certain it is."""

    key: str
    forms: tuple[tuple[str, int], ...]
    questions: int
    certainty: float = 1.0


def find_terms(questions: Sequence[Question], candidates: Sequence[CandidateTable]) -> tuple[Term, ...]:
    """The terms of a base, from its questions and the candidates of each; ordered by key."""
    language = language_of(questions)
    japanese = language == JAPANESE
    of_list = language if japanese else "zh"
    han_strings = submit(
        partial(find_han_strings, questions, _FEWEST, japanese=japanese), worthwhile=len(questions) >= _MANY_QUESTIONS
    )
    base = BaseCounts(candidates, language)
    found_strings = han_strings.result()
    strings = {text: found for text, found in found_strings.items() if _may_be_term(base, found)}
    judged = {text: found for text, found in strings.items() if not (japanese and found.is_word)}
    fits = _fits(base, judged, of_list)
    scores = {key: score_candidate(base, key, found, _fit(base, key, fits)) for key, found in base.of.items()}
    accepted = {key for key, score in scores.items() if score > 0}
    kept = accepted - _fragments(accepted, base.of)
    if japanese:
        # A noun of kanji that is no string of its own is a piece of longer ones.
        kept = {key for key in kept if key in found_strings or "\x1f" in key or not HAN_RUN.search(key)}
    odds = score_strings(judged, fits, of_list)
    words = {key: strings[key] for key in kept if key in strings}
    likely = {text: judged[text] for text, score in odds.items() if score > least_log_odds(judged[text].questions)}
    uncovered = _uncovered(likely | words)
    kept -= words.keys() - uncovered
    terms = [Term(key, base.ordered(key), base.of[key].questions, min(1.0, scores[key])) for key in kept]
    terms += [
        Term(text, ordered_forms(strings[text].forms), strings[text].questions, probability(odds[text]))
        for text in uncovered - words.keys()
    ]
    return tuple(sorted([*terms, *_of_code(questions, terms)]))


def _of_code(questions: Sequence[Question], terms: Iterable[Term]) -> Iterator[Term]:
    """The names in code that are no terms by their use, and not in most questions; signs around them make no other term."""
    known = {form.casefold() for term in terms for form, _ in term.forms}
    for found in code_names(questions):
        if found.name.casefold() not in known and found.questions <= _most_questions(len(questions)):
            bare = _SIGNS.sub("", found.name)
            forms = ((found.name, found.occurrences), *(((bare, 1),) if bare.casefold() in known else ()))
            yield Term(found.name.casefold(), forms, found.questions, _MARKED)


def score_candidate(base: BaseCounts, key: str, found: CandidateCounts, fit: float = 0.0) -> float:
    """How certain it is that a candidate is a term, 0 where it is none; ``fit`` is the least coherence of its words."""
    if _tells_nothing(base, key, found, fit):
        return 0
    words = key.split("\x1f")
    if base.language == JAPANESE and not key.isascii():
        return 0 if len(words) > 1 and not _LATIN.search(key) else score_japanese(base, words, found, fit)
    spaceless = [bool(HAN_RUN.match(word)) for word in words]
    # Han characters alone are judged as strings.
    if all(spaceless) or (any(spaceless) and base.total < FEW and found.prominence < PROMINENT):
        return 0
    if len(words) == 1:
        return score_word(base, key, found, fit)
    if any(spaceless):
        return score_chinese_phrase(base, words, found) if found.questions >= MIN_QUESTIONS else 0
    return score_phrase(base, words, found, fit)


def _tells_nothing(base: BaseCounts, key: str, found: CandidateCounts, fit: float) -> bool:
    """Whether a candidate is of a template, names no topic by itself, or is in most questions and not what the base is about.

    A name that no title or head has is not: *Home*, below every answer.
    """
    is_subject = found.asked_about or (found.never_lower and found.prominence > 0)
    is_subject = is_subject or (fit >= _SUBJECT_FIT and found.count >= _SUBJECT * found.questions)
    is_everywhere = not is_subject and found.questions > _most_questions(base.total)
    return is_everywhere or found.is_of_template(base.total) or base.is_generic(key, found)


def _fits(base: BaseCounts, strings: Mapping[str, HanString], of_list: str) -> dict[str, float]:
    """The coherence of all words and strings that recur with what is certain by itself."""
    telling = {key: found for key, found in base.of.items() if found.questions >= MIN_QUESTIONS or found.prominence >= 1}
    certain = [found.form for key, found in telling.items() if score_candidate(base, key, found) >= _SURE]
    usual = {text: found for text, found in strings.items() if found.is_telling}
    of_field = _of_field(score_strings(usual, {}, of_list))
    return coherence([*certain, *of_field], sorted({*base.single_words(), *usual}), sorted(strings.keys() - usual.keys()))


def _of_field(odds: Mapping[str, float]) -> list[str]:
    """The strings that say what the field of a base is: all likely terms, and of few the surest others as well.

    The mean of a dozen vectors is that of a single theme, and goes elsewhere with one string more.
    """
    ranked = sorted(odds, key=lambda text: (-odds[text], text))
    likely = sum(odds[text] > 0 for text in ranked)
    return ranked[: max(likely, min(_FIELD, len(ranked) // _SHARE_OF_FIELD))]


def _fit(base: BaseCounts, key: str, fits: Mapping[str, float]) -> float:
    """The coherence of the word of a candidate that has the least."""
    parts = (word for word in key.split("\x1f") if len(word) > 1 and not word.isdecimal())
    keys = filter(None, map(base.known, parts))
    return min((fits.get(base.of[key].form, 0.0) for key in keys), default=0.0)


def _most_questions(total: int) -> float:
    """The most questions of so many in a base that may have a term which is not what the base is about."""
    return max(MIN_QUESTIONS, total * _COMMON_SHARE)


def _fragments(terms: AbstractSet[str], counts: Mapping[str, CandidateCounts]) -> set[str]:
    """The terms that mostly occur within longer ones of more than two questions.

    An acronym is none, since what it is short for is a thing.
    """
    covered: Counter[str] = Counter()
    found: set[str] = set()
    for key in sorted(terms, key=lambda key: (-key.count("\x1f"), key)):
        words = key.split("\x1f")
        if covered[key] >= _FRAGMENT * counts[key].count and counts[key].kinds != ACRONYM:
            found.add(key)
        own = max(0, counts[key].count - covered[key]) if counts[key].questions >= MIN_QUESTIONS else 0
        inner = {key_of(words[start:end]) for start in range(len(words)) for end in range(start + 1, len(words) + 1)} - {key}
        inner |= {key_of((*part.split("\x1f")[:-1], singular(part.split("\x1f")[-1]))) for part in inner}
        for part in inner - {key}:
            covered[part] += own
    return found


def _uncovered(strings: Mapping[str, HanString]) -> set[str]:
    """The strings that do not mostly stand within a longer one (the idea of C-value).

    What stands in several longer ones is freer than what stands in one: 增值税, 普通发票. A string of two questions, unless it is
    a word, covers none that more have, and is none where such a one would be left with less than two.
    """
    covered, longer, hidden = Counter[str](), Counter[str](), Counter[str]()
    kept = set[str]()
    for text in sorted(strings, key=lambda text: (-len(text), text)):
        found, pieces = strings[text], _pieces(strings[text]).intersection(strings)
        if found.questions < MIN_QUESTIONS and not found.is_word:
            usual = {piece for piece in pieces if strings[piece].questions >= MIN_QUESTIONS}
            if any(strings[piece].questions - hidden[piece] - found.questions < _FEWEST for piece in usual):
                continue
            hidden.update(dict.fromkeys(usual, found.questions))
            pieces -= usual
        if covered[text] < _FRAGMENT * found.occurrences * max(1, longer[text]):
            kept.add(text)
            own = found.occurrences - covered[text]
            for piece in pieces if own > 0 else ():
                covered[piece] += own
                longer[piece] += 1
    return kept


def _pieces(found: HanString) -> set[str]:
    """The pieces of a string; those that are words of the list only between its words: 乙肝|病毒 holds no 肝病."""
    text, words = found.text, [word.key for word in found.words]
    cuts = {"".join(words[start:end]) for start in range(len(words)) for end in range(start + 1, len(words) + 1)}
    pieces = {text[start:end] for start in range(len(text)) for end in range(start + 2, len(text) + 1)} - {text}
    return {piece for piece in pieces if piece in cuts or listed(piece)[0] == UNKNOWN}


def _may_be_term(base: BaseCounts, found: HanString) -> bool:
    """Whether titles show a string in a small base, and it is not in most questions unless they ask about it."""
    titles, heads, questions, count = found.titles, found.heads, found.questions, found.occurrences
    if base.total < FEW and prominence(titles, heads) < PROMINENT:
        return False
    is_subject = is_asked_about(titles, questions, count)
    return (is_subject or questions <= _most_questions(base.total)) and not is_of_template(titles + heads, count, base.total)
