"""Whether a word is a noun, and a term, in a language whose nouns no list has: its counts in, a verdict out.

What tells a noun is what the language has: articles before it, endings, particles behind it, or a capital. How much evidence a
noun needs beside that depends on how general it is, by the list of its language's frequent words (``frequent_stems``) or else by
the vocabulary of a multilingual tokenizer (``common``, ``less_common``).
"""

from __future__ import annotations

from math import exp, log2
from typing import TYPE_CHECKING, NamedTuple

from zhiku.analysis.concepts.counts import (
    BOUND,
    FREE,
    LEAST_CERTAINTY,
    MIN_HEAD,
    MIN_QUESTIONS,
    NEAR,
    PROMINENT,
    probability,
)
from zhiku.analysis.inflection import is_action, is_infinitive, noun_share
from zhiku.analysis.words import class_of
from zhiku.lang.reader import language_by_code
from zhiku.lang.word_lists import COMMON, common_stems, frequent_stems, known_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zhiku.analysis.concepts.counts import BaseCounts, CandidateCounts

_UNLISTED = 5e-7
"""Probability of a word that no list has."""
_MIN_KEYNESS, _MIN_NEAR_KEYNESS = 8.0, 6.5
"""The keyness of a noun, and of one whose meaning is near the field."""
_NOUN_FORMS = 0.6
"""Share of a noun's occurrences that do not end like verbs and adjectives."""
_RECURRING_NOUN = 2.5
"""How often each of its questions must have a noun for an action that few titles have, on average."""
_RECURRING_INFLECTED = 1.8
"""And a noun of a language whose nouns are told by their endings, if titles do not ask about it."""
_MIN_INFLECTED = 14.0
"""The score that a noun needs in a language whose nouns are told by their endings."""
_MIN_RARE_NOUN, _HEAD_NOUN, _MARKED_RARE = 11.0, 0.5, 0.1
"""The score of one that no list of common words has, the share of its occurrences that must end a phrase, and of those behind a
preposition if it is inflected as adjectives are."""
_LOG_ODDS, _OF_KEYNESS, _OF_RECURRENCE, _OF_FIT, _OF_COMMON, _OF_COMPLEMENTS, _OF_MODIFIED, _OF_MARKED = (
    -2.3, 0.39, 0.93, 0.31, -1.0, -1.9, 0.25, 0.6,
)  # fmt: skip
"""The weights of a logistic regression for such nouns, fitted on thirteen bases in five languages, and what it gives without any
sign."""
_OF_USUAL_MARKED, _OPEN_NOUN = 0.25, 0.35
"""The part of the share of articles that all words have which a noun has at least, and the share of its occurrences that begin a
phrase: adjectives behind nouns begin none."""
_MARKED_OPEN, _MARKED_CLOSED = 0.9, 0.1
"""The share of the occurrences of a noun that begin a phrase if half of them have an article before them, and the share that end
one then: adjectives and verbs may follow most of them (*le consentement éclairé*)."""
_WITH_PARTICLE, _OF_USUAL = 0.2, 0.5
"""Share of a noun's occurrences with a particle, where particles are written onto nouns, so that no verb has one; or this part of
the share that all words have, since lists and tables do without."""
_MIN_LISTED, _MIN_UNLISTED = 13.0, 10.0
"""The score that such a noun needs if a list has it, and if none has."""
_SOMETIMES_WITH_PARTICLE, _MOSTLY_WITH_PARTICLE = 0.05, 0.5
"""The share for what titles ask about and its questions repeat, 동기화 is a verb with 하다 as well, and for what neither do."""
_CAPITALIZED_NOUN = 0.8
"""Share of the occurrences within sentences that have a capital where nouns have one."""
_MIN_PART = 4
"""Letters of the latter part of a compound."""


class Weight(NamedTuple):
    """What a word weighs: its keyness in bits, its coherence with the base (``fit``), and the score that they make together."""

    keyness: float
    score: float
    fit: float


def keyness(base: BaseCounts, key: str, found: CandidateCounts) -> float:
    """How much more frequent a word is here than in general, in bits."""
    return log2(found.count / base.words / _in_general(base, key, found))


def _in_general(base: BaseCounts, key: str, found: CandidateCounts) -> float:
    """The probability of a word in texts of any field, by the list of its language or else by one of many languages."""
    if frequent := frequent_stems(base.language):
        return 2.0 ** -frequent[key].band if key in frequent else _UNLISTED
    stems = common_stems(base.language)
    band = stems.get(key) if stems and not key.isascii() else known_words("common").get(found.form.casefold())
    if band or not base.language:
        return exp(-band.band) if band else _UNLISTED
    return max(_UNLISTED, _less_common(found.forms, base.language))


def _less_common(forms: Mapping[str, int], language: str) -> float:
    """The probability of a word by the list of less common words, in any of its forms; 0 if the list has none of them."""
    bands = (known_words("less_common").get(form) for form in sorted(_inflected(forms, language)))
    return sum(exp(-known.band) for known in bands if known)


def _inflected(forms: Mapping[str, int], language: str) -> set[str]:
    """The forms of a word, and these without their endings."""
    folded = set(map(str.casefold, forms))
    return folded | {form.removesuffix(ending) for form in folded for ending in language_by_code(language).noun_endings}


def unlisted_certainty(base: BaseCounts, key: str, weight: Weight, found: CandidateCounts) -> float:
    """How certain it is that a word is a noun and a term, 0 where it is none."""
    if not base.has_capital_nouns and (is_infinitive(found.forms, base.language) or _is_verb_form(base, found)):
        return 0
    if base.by_endings or base.has_enclitics:
        if weight.keyness < (_MIN_NEAR_KEYNESS if weight.fit >= NEAR else _MIN_KEYNESS):
            return 0
        is_noun = weight.score >= _least_noun(base, found) and is_like_noun(base, found)
        return float(is_noun or is_rare_noun(base, key, weight, found))
    return _noun_certainty(base, key, weight, found)


def _is_verb_form(base: BaseCounts, found: CandidateCounts) -> bool:
    """Whether a word ends as verbs do with their subject, in its only form, behind no preposition and seldom behind an article.

    What looks like an article may be a pronoun: Portuguese *os compreendem*.
    """
    known = language_by_code(base.language)
    form, *others = {form.casefold() for form in found.forms}
    is_verb = form.endswith(known.verb_only_endings) and not form.endswith((*known.noun_only_endings, *known.action_endings))
    return is_verb and not others and not found.governed and found.marked <= FREE * found.count


def _noun_certainty(base: BaseCounts, key: str, weight: Weight, found: CandidateCounts) -> float:
    """How certain it is that a noun is a term where articles or capitals tell nouns: most nouns of any text are none."""
    share = probability(noun_log_odds(base, key, weight, found))
    return share if share >= LEAST_CERTAINTY and is_like_noun(base, found) else 0


def noun_log_odds(base: BaseCounts, key: str, weight: Weight, found: CandidateCounts) -> float:
    """The log-odds that a noun is a term.

    What needs complements says something of other things (*Beginn der …*). What compounds begin with, or a preposition joins to
    several nouns, is what these are about. Of a language without a list of frequent words any word may be common.
    """
    odds = _LOG_ODDS + _OF_KEYNESS * weight.keyness + _OF_FIT * weight.fit
    odds += _OF_RECURRENCE * (found.recurrence - base.usual_recurrence)
    odds += (_OF_COMPLEMENTS * found.complements + _OF_MARKED * found.marked) / found.count
    may_be_common = not frequent_stems(base.language) or found.form.casefold() in known_words("common")
    odds += _OF_COMMON * may_be_common
    modified = base.compounds_with(key, len(found.form) + _MIN_PART) if base.has_capital_nouns else base.linked_to[key]
    return odds + _OF_MODIFIED * log2(1 + modified)


def is_general_noun(forms: Mapping[str, int], language: str) -> bool:
    """Whether a list has a noun in one of its forms, or it names an action."""
    lists = known_words("common"), known_words("less_common")
    is_listed = any(form in words for form in _inflected(forms, language) for words in lists)
    return is_listed or is_action(forms, language)


def _least_noun(base: BaseCounts, found: CandidateCounts) -> float:
    """The score that a noun needs that endings or particles tell."""
    if base.by_endings:
        return _MIN_INFLECTED
    is_common = class_of(found.form.casefold(), english=False, language=base.language) == COMMON
    return _MIN_LISTED if is_common else _MIN_UNLISTED


def is_like_noun(base: BaseCounts, found: CandidateCounts) -> bool:
    """Whether a word of a language without lists stands where nouns do, or is written as these are."""
    if base.has_capital_nouns:
        return bool(found.capitals) and found.capitalized >= _CAPITALIZED_NOUN and found.closes >= MIN_HEAD * found.count
    share = noun_share(found.forms, base.language)
    if share is not None:
        least = _RECURRING_NOUN if is_action(found.forms, base.language) else _RECURRING_INFLECTED
        recurs = found.count >= least * found.questions
        is_asked = found.in_several_titles and found.treated
        return len(found.forms) > 1 and share >= _NOUN_FORMS and (recurs or is_asked)
    if base.has_enclitics:
        least = _SOMETIMES_WITH_PARTICLE if found.titles and found.recurs else min(_WITH_PARTICLE, _OF_USUAL * base.marked_share)
        is_noun = found.marked >= least * found.count and found.closes >= MIN_HEAD * found.count
        return is_noun and (found.prominence >= 1 or found.treated or found.marked >= _MOSTLY_WITH_PARTICLE * found.count)
    if not base.has_articles:
        return found.prominence >= PROMINENT and found.closes >= BOUND * found.count
    is_marked = found.marked >= FREE * found.count and found.opens >= _MARKED_OPEN * found.count
    return found.closes >= (_MARKED_CLOSED if is_marked else BOUND) * found.count and begins_phrases(base, found)


def begins_phrases(base: BaseCounts, found: CandidateCounts) -> bool:
    """Whether a word begins phrases behind articles or prepositions, is no infinitive, or ends as only nouns do."""
    if ends_as_noun(found.forms, base.language):
        return True
    is_marked = found.marked + found.governed >= _OF_USUAL_MARKED * base.marked_share * found.count
    return is_marked and found.opens >= _OPEN_NOUN * found.count and not is_infinitive(found.forms, base.language)


def ends_as_noun(forms: Mapping[str, int], language: str) -> bool:
    """Whether most occurrences of a word end as only nouns do, so that it needs no article."""
    endings = language_by_code(language).noun_only_endings
    nouns = sum(count for form, count in forms.items() if form.casefold().endswith(endings))
    return bool(endings) and 2 * nouns > sum(forms.values())


def is_rare_noun(base: BaseCounts, key: str, weight: Weight, found: CandidateCounts) -> bool:
    """Whether a noun by its endings is in no list of common words of a language that has one: инкапсуляция.

    A noun may be inflected as adjectives are, переменная; then prepositions stand before it, and titles ask about it.
    """
    share = noun_share(found.forms, base.language)
    if share is None or not common_stems(base.language) or key in common_stems(base.language):
        return False
    several = found.questions > MIN_QUESTIONS and len(set(map(str.casefold, found.forms))) > 1
    is_head = found.closes >= _HEAD_NOUN * found.count
    is_asked = found.in_several_titles and found.treated and found.marked >= _MARKED_RARE * found.count
    is_shown = (found.prominence >= 1 or found.treated) if share >= _NOUN_FORMS else is_asked
    return several and is_head and weight.score >= _MIN_RARE_NOUN and is_shown
