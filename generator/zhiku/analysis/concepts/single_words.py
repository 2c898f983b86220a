"""Whether a word of a script with spaces is a term: its counts in, a score out, which is 0 where it is none.

A listed English noun needs *keyness* (how much more frequent it is here than in general), titles that ask about it, recurrence,
or a meaning near the field of the base; a word that no list has needs less. A word with capitals is judged as a name. In
languages whose nouns no list has, the articles before a word or its endings tell whether it is one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zhiku.analysis.concepts.counts import (
    BOUND,
    FEW,
    MANY_CAPITALS,
    MIN_HEAD,
    MIN_QUESTIONS,
    MOSTLY_CAPITALIZED,
    NAME_BONUS,
    NEAR,
)
from zhiku.analysis.concepts.unlisted_nouns import Weight, is_unlisted_noun, keyness
from zhiku.analysis.words import NAME, UNKNOWN, class_of, is_general, letter_count, singular
from zhiku.lang.question_words import ASPECT_WORDS
from zhiku.lang.word_lists import ADJECTIVE, COMMON, FUNCTION, NOUN, VERB, VERB_NOUN, relational_adjectives

if TYPE_CHECKING:
    from zhiku.analysis.concepts.counts import BaseCounts, CandidateCounts

_MIN_LATIN = 13.0
"""The score that a word needs in English that no list has."""
_MIN_RARE_KEYNESS, _MIN_RARE, _MARKED_RARE, _ENDING_RARE = 9.0, 10.0, 0.2, 0.6
"""The keyness and the score of such a word that few titles have, and the shares of its occurrences with an article before them
and at the end of a phrase: *checkbox*."""
_MIN_TREATED_RARE = 12.0
"""The score of one without articles that recurs, or whose meaning is near the field: *gingivitis*."""
_MIN_TREATED_KEYNESS = 11.5
"""The keyness of one without articles that its questions treat: *overfitting*."""
_ALWAYS_CAPITALIZED = 0.85
_UNLISTED_CAPITALIZED, _CAPITALS_INSIDE = 0.6, 0.15
"""Shares of the occurrences of a word that no list has that must have a capital, and one within: *JavaScript*, *javascript*."""
_MAX_ACRONYM_LENGTH, _MAX_CAPITALS_LENGTH = 5, 7
"""A longer listed noun in capitals, and a longer word of any kind, stands for something to fill in: ``USERNAME``."""
_MIN_FOREIGN_UNLISTED, _MIN_CAPITALIZED = 8.5, 3.5
"""The score of a Latin word in a text of another script that English does not list, and of one that is capitalized many times,
hardly ever not."""
_MIN_FOREIGN = 10.0
"""The score that a Latin word needs in a text of another script."""
_RECURRING_NOUN = 2.5
"""How often each of its questions must have a listed English noun of only three questions, on average."""
_MIN_ASKED_KEYNESS, _MANY_TITLES, _ASKED_NOUN = 5.5, 4, 0.4
"""The keyness of a listed English noun that so many titles and such a share of its questions ask about: *certificate*."""
_MIN_ASKED_NOUN = 12.5
"""And its score."""
_MIN_RECURRING_KEYNESS, _MIN_RECURRING_NOUN = 7.0, 12.0
"""The keyness and the score of a listed English noun that recurs: *label*."""
_TREATED_ENGLISH, _MIN_TREATED_NOUN = 2.0, 14.0
"""How often each of its questions must have one that titles ask about, and the score that it needs then: *context*."""
_MIN_KEY_KEYNESS, _MIN_KEY_NOUN, _FREE_NOUN, _MASS_NOUN = 10.0, 11.5, (0.5, 0.6), (0.6, 0.6)
"""The keyness and the score of one that is a noun by its articles, and the shares of the phrases that begin and end with it; and
with one that has no articles."""
_MIN_MASS_KEYNESS = 9.0
"""The keyness of a noun without articles."""
_MARKED_VERB, _MARKED_NOUN = 0.1, 0.02
"""Share of the occurrences of a listed English noun that must have an article or the like before them: more where the word is
mostly a verb. *export* and *paste* have none."""
_GENERAL_ASKED, _GENERAL_VERB_ASKED = 0.2, 0.4
"""Share of the questions of an English noun of any text (*text*, *address*) that must have it in the title; more where the word
is mostly a verb: *search*."""
_NEAR_GENERAL, _MIN_GENERAL = 1.5, 15.0
"""The coherence and the score of one that titles do not ask about: *tissue* among diseases."""
_MIN_GENERAL_KEYNESS, _TREATED_GENERAL = 9.0, 3.0
"""The keyness of one without titles, and how often each of its questions must have it: *field* of a database."""
_MIN_NEAR_KEYNESS, _MIN_NEAR_NOUN = 6.5, 11.0
"""A listed English noun of the field needs only so much keyness and such a score: *virus*, *browser*, *database*."""
_MIN_NOUN_KEYNESS, _MIN_NOUN = 8.0, 13.5
"""What keyness and score a listed English noun must have: *filter* in an FAQ on mail programs."""
_MIN_CLEAR_NOUN, _CLEARLY_MARKED = 12.5, 0.5
"""The score of one that is a noun by its articles, if they stand before this share of its occurrences: *collection*."""
_NUMBERED = re.compile(r"[^\W\d_]+_\d+")
"""A name with a number of its own: ``image_1``."""
_REPEATED = re.compile(r"([^\W\d_])\1+")
"""One letter for something to fill in: ``xxx``."""
_INITIALS = re.compile(r"\w(?:\.\w)+")
"""Letters with full stops between them, of which a sentence's end or a blank cuts the last: *e.g*, *z.B*."""
_VERSION = re.compile(r"[A-Z]{2,}/(?:\d[\d.]*|[A-Z]{2,})")
"""A name with a version behind a slash, or two in capitals: HTTP/1.1, TCP/IP."""


def score_word(base: BaseCounts, key: str, found: CandidateCounts, fit: float) -> float:
    """How strongly a word is a term; ``fit`` is its coherence with the base."""
    form = found.form
    kind = class_of(form.casefold(), english=base.english, language=base.language)
    if len(key) == 1 or kind == FUNCTION or is_code(key, form, found.questions) or key in base.asking:
        return 0
    bits = keyness(base, key, found)
    weight = Weight(bits, found.score(bits, fit), fit)
    capital_inside = sum(count for form, count in found.forms.items() if form[1:] != form[1:].lower()) / found.count
    least_inside = _CAPITALS_INSIDE if kind == UNKNOWN else 1 / 2
    if capital_inside > least_inside or (re.search(r"\d", key) and re.search("[a-z]", key)):
        if base.has_capital_nouns and found.lower > found.capitals:
            return 0
        return weight.score + NAME_BONUS if is_acronym(key, kind, capital_inside, found) else 0
    return _plain_word(base, key, kind, weight, found) if found.questions >= MIN_QUESTIONS else 0


def _plain_word(base: BaseCounts, key: str, kind: str, weight: Weight, found: CandidateCounts) -> float:
    """The score of a word without capitals within, 0 where it is no term."""
    score = weight.score
    if _is_foreign(base, key):
        return score if len(key) > 2 and _is_foreign_name(base, kind, score, found) else 0  # noqa: PLR2004 - see below
    least = _UNLISTED_CAPITALIZED if kind == UNKNOWN else MOSTLY_CAPITALIZED
    if found.capitals > 1 and found.capitalized >= least and found.form[0].isupper() and not base.has_capital_nouns:
        return score + NAME_BONUS if is_proper_name(base, key, kind, found) else 0
    if base.english:
        is_noun = kind in {NOUN, VERB_NOUN} and is_english_noun(base, kind, weight, found)
        is_rare = is_rare_word(kind, weight, found)
        least = MIN_HEAD if found.questions > MIN_QUESTIONS else BOUND
        is_head = found.closes >= least * found.count or (found.capitals and found.asked_about)
        is_term = (is_noun or is_rare) and is_head
    else:
        is_term = is_unlisted_noun(base, key, weight, found)
    return score if is_term and letter_count(key) > 2 else 0  # noqa: PLR2004 - two letters are a unit


def is_english_noun(base: BaseCounts, kind: str, weight: Weight, found: CandidateCounts) -> bool:
    """Whether a listed noun is a term: by keyness, or a less key one by titles, recurrence or what it means."""
    bits, score, fit = weight
    recurs = found.count >= _RECURRING_NOUN * found.questions
    if base.total < FEW or found.form.casefold() in ASPECT_WORDS or (found.questions <= MIN_QUESTIONS and not recurs):
        return False
    least_marked, least_asked = (_MARKED_VERB, _GENERAL_VERB_ASKED) if kind == VERB_NOUN else (_MARKED_NOUN, _GENERAL_ASKED)
    if found.marked < least_marked * found.count and not (kind == NOUN and _is_mass_noun(weight, found)):
        return False
    is_treated = bits >= _MIN_GENERAL_KEYNESS and found.count >= _TREATED_GENERAL * found.questions
    is_near = kind == NOUN and bits >= _MIN_NOUN_KEYNESS and fit >= _NEAR_GENERAL and score >= _MIN_GENERAL
    if is_general(found.form.casefold()) and not (is_treated or is_near) and found.titles < least_asked * found.questions:
        return False
    asked = found.titles >= _MANY_TITLES and found.titles >= _ASKED_NOUN * found.questions
    treated = found.count >= _TREATED_ENGLISH * found.questions and found.titles >= _GENERAL_ASKED * found.questions
    needed = [(_MIN_NOUN_KEYNESS, _MIN_NOUN)]
    needed += [(_MIN_ASKED_KEYNESS, _MIN_ASKED_NOUN)] if asked else []
    needed += [(_MIN_RECURRING_KEYNESS, _MIN_RECURRING_NOUN)] if recurs else []
    needed += [(_MIN_RECURRING_KEYNESS, _MIN_TREATED_NOUN)] if treated else []
    needed += [(_MIN_NEAR_KEYNESS, _MIN_NEAR_NOUN)] if fit >= NEAR else []
    is_key = _is_noun_by_articles(found) or (kind == NOUN and _is_mass_noun(weight, found))
    needed += [(_MIN_KEY_KEYNESS, _MIN_KEY_NOUN)] if is_key else []
    needed += [(_MIN_NOUN_KEYNESS, _MIN_CLEAR_NOUN)] if found.marked >= _CLEARLY_MARKED * found.count and is_key else []
    return any(bits >= least_keyness and score >= least for least_keyness, least in needed)


def _is_noun_by_articles(found: CandidateCounts) -> bool:
    """Whether articles stand before a word, and it begins and ends phrases, as only nouns do."""
    ends = min(found.opens / _FREE_NOUN[0], found.closes / _FREE_NOUN[1])
    return found.questions > MIN_QUESTIONS and found.marked >= _MARKED_VERB * found.count and ends >= found.count


def _is_mass_noun(weight: Weight, found: CandidateCounts) -> bool:
    """Whether a rare listed noun stands between function words, though it has no article: *soap*."""
    ends = min(found.opens / _MASS_NOUN[0], found.closes / _MASS_NOUN[1])
    return weight.keyness >= _MIN_MASS_KEYNESS and found.questions > MIN_QUESTIONS + 1 and ends >= found.count


def _is_foreign(base: BaseCounts, key: str) -> bool:
    """Whether a word is in Latin letters, and most of the text is not: what is not translated is a name."""
    return base.latin_is_foreign and bool(re.match("[a-z]", key))


def _is_foreign_name(base: BaseCounts, kind: str, score: float, found: CandidateCounts) -> bool:
    """Whether a Latin word in a text of another script names something: by capitals, or by its weight in the text."""
    if base.total < FEW and kind != UNKNOWN:
        return False
    always = found.capitals >= MANY_CAPITALS and found.capitalized >= MOSTLY_CAPITALIZED
    if always and kind in {NOUN, VERB_NOUN, UNKNOWN, ADJECTIVE}:
        return score >= _MIN_CAPITALIZED
    least = _MIN_FOREIGN_UNLISTED if kind == UNKNOWN and found.form.isalpha() else _MIN_FOREIGN
    return score >= least and is_shown_or_recurs(found)


def is_shown_or_recurs(found: CandidateCounts) -> bool:
    """Whether titles or heads have a word, or its questions treat it rather than drop it."""
    return found.prominence >= 1 or found.recurs


def is_acronym(key: str, kind: str, capital_inside: float, found: CandidateCounts) -> bool:
    """Whether a word with capitals behind its first letter, or digits, is no common word in capitals for emphasis."""
    form = found.form
    if kind in {VERB, ADJECTIVE, VERB_NOUN} and form.isupper():
        return False
    least = _ALWAYS_CAPITALIZED if is_general(key) else MOSTLY_CAPITALIZED
    if kind == NOUN and form.isupper() and (len(key) > _MAX_ACRONYM_LENGTH or capital_inside < least):
        return False
    if len(key) > _MAX_CAPITALS_LENGTH and form.isupper() and form.isalpha():
        return False
    if len(key) <= 2 and found.questions <= MIN_QUESTIONS:  # noqa: PLR2004 - two letters are a variable or a unit
        return False
    return found.questions >= MIN_QUESTIONS or (found.prominence >= 1 and form.isupper() and len(form) > 2)  # noqa: PLR2004 - see above


def is_proper_name(base: BaseCounts, key: str, kind: str, found: CandidateCounts) -> bool:
    """Whether a word with capitals within sentences is a name; a common noun must have them nearly always."""
    if kind == UNKNOWN:
        return True
    if key in relational_adjectives() and (kind == ADJECTIVE or found.closes < _FREE_NOUN[0] * found.count):
        return False  # Japanese
    often = found.capitals >= MIN_QUESTIONS + bool(found.lower) and found.questions >= MIN_QUESTIONS + bool(found.lower)
    only = found.never_lower and found.prominence >= 1
    if kind in {VERB, ADJECTIVE}:
        return only and found.marked >= _MARKED_VERB * found.count
    always = only or (found.capitalized >= _ALWAYS_CAPITALIZED and _lower_singular(base, key) < found.count)
    return kind in {NOUN, VERB_NOUN, COMMON} and often and always


def is_rare_word(kind: str, weight: Weight, found: CandidateCounts) -> bool:
    """Whether a word without capitals is unlisted, and treated rather than dropped, or a noun by its articles and ends."""
    if kind != UNKNOWN or found.kinds not in {UNKNOWN, NAME}:
        return False
    if weight.score >= _MIN_LATIN and is_shown_or_recurs(found):
        return True
    is_field = weight.fit >= NEAR or found.recurs
    if is_field and found.treated and weight.score >= _MIN_TREATED_RARE and found.questions > MIN_QUESTIONS:
        return found.closes >= _ENDING_RARE * found.count
    if found.treated and weight.keyness >= _MIN_TREATED_KEYNESS and found.questions > MIN_QUESTIONS:
        return found.closes >= _ENDING_RARE * found.count
    is_noun = found.marked >= _MARKED_RARE * found.count and found.closes >= _ENDING_RARE * found.count
    return is_noun and found.questions > MIN_QUESTIONS and weight.keyness >= _MIN_RARE_KEYNESS and weight.score >= _MIN_RARE


def _lower_singular(base: BaseCounts, key: str) -> int:
    """How often the singular of a plural occurs: ``Settings`` is a label of a menu where ``setting`` is as frequent."""
    other = base.of.get(singular(key)) if singular(key) != key else None
    return other.count if other else 0


def is_code(key: str, form: str, questions: int) -> bool:
    """Whether a word is a path, an address or an identifier rather than a name."""
    if _NUMBERED.fullmatch(key) or _REPEATED.fullmatch(key) or _INITIALS.fullmatch(key):
        return True
    if "/" in key and not re.fullmatch("[a-z]/[a-z]", key) and not _VERSION.fullmatch(form):
        return True
    if "." in key and not re.fullmatch(r"\w*\.[a-z0-9]{1,4}", key) and not _VERSION.fullmatch(form):
        return True
    return questions <= MIN_QUESTIONS and bool(re.match(r"[a-z]{2,}[A-Z]|\w+_", form))
