"""Whether a word of a script with spaces is a term: its counts in, a score out, which is 0 where it is none.

A listed English noun needs *keyness* (how much more frequent it is here than in general), titles that ask about it, recurrence,
or a meaning near the field of the base; a word that no list has needs less. A word with capitals is judged as a name. In
languages whose nouns no list has, the articles before a word or its endings tell whether it is one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zhiku.analysis.concepts.code_names import is_placeholder
from zhiku.analysis.concepts.counts import (
    BOUND,
    FEW,
    LEAST_CERTAINTY,
    LEAST_SCORE,
    MANY_CAPITALS,
    MIN_HEAD,
    MIN_QUESTIONS,
    MOSTLY_CAPITALIZED,
    probability,
)
from zhiku.analysis.concepts.unlisted_nouns import Weight, keyness, unlisted_certainty
from zhiku.analysis.inflection import is_infinitive, letter_count, singular
from zhiku.analysis.noun_context import is_gerund, may_be_noun
from zhiku.analysis.words import ACRONYM, NAME, UNKNOWN, band_of, class_of, is_general, is_possessive, is_syllable
from zhiku.lang.question_words import ASPECT_WORDS
from zhiku.lang.word_lists import (
    ADJECTIVE,
    COMMON,
    FUNCTION,
    NOUN,
    VERB,
    VERB_NOUN,
    known_words,
    relational_adjectives,
    stop_words,
)

if TYPE_CHECKING:
    from zhiku.analysis.concepts.counts import BaseCounts, CandidateCounts

_ALWAYS_CAPITALIZED = 0.85
_UNLISTED_CAPITALIZED, _CAPITALS_INSIDE = 0.6, 0.15
"""Shares of the occurrences of a word that no list has that must have a capital, and one within: *JavaScript*, *javascript*."""
_MAX_ACRONYM_LENGTH, _MAX_CAPITALS_LENGTH = 5, 7
"""A longer listed noun in capitals, and a longer word of any kind, stands for something to fill in: ``USERNAME``."""
_MIN_FOREIGN_UNLISTED, _MIN_CAPITALIZED = 8.5, 3.5
"""The score of a Latin word in a text of another script that English does not list, and of one that is capitalized many times,
hardly ever not."""
_IN_SENTENCES, _COMMAND = 0.5, re.compile("[a-z]+(-[a-z]+)*")
"""A Latin word in a text of another script that no list has is a name, where this share of its occurrences are words of sentences
and no pieces of addresses, and it is written so: *sysctl*, but not *my_list*."""
_MIN_FOREIGN = 10.0
"""The score that a Latin word needs in a text of another script."""
_GENERAL_BAND = 4
"""The band of the English list above which a noun is one of any field: *address*."""
_LOG_ODDS, _OF_SCORE, _OF_BAND, _OF_COMPLEMENTS, _OF_DOUBT = -1.0, 0.19, -0.5, -2.2, -0.3
"""The weights of a logistic regression for such nouns, fitted on 1,500 of ten bases, and what it gives without any sign. What is
mostly a verb, has no article or the like before it, or stands in three questions only is doubtful."""
_NAME_LOG_ODDS, _NAME_KEYNESS, _NAME_BAND, _NAME_RECURRENCE, _NAME_CAPITALS = -0.6, 0.24, -0.2, 1.0, 1.4
"""The weights of a logistic regression for names, fitted on 324 of thirteen bases in five languages."""
_LEAST_NAME = 0.3
"""A name of less certainty is none of the field; three of four are not."""
_SURE_NAME, _SURE_NOUN = 0.85, 0.75
"""The certainty that a name and a noun of two questions need."""
_MARKED_VERB = 0.1
"""Share of the occurrences of a noun that is mostly a verb, or of a name that is listed as one, which must have an article or the
like before them: *export* and *paste* have none."""
_LEAST_ENGLISH = 0.5
"""The certainty that a listed English noun needs; of those below readers list hardly one in ten: *content*, *services*."""
_VARIED, _VARIED_CERTAINTY = 0.7, 0.65
"""Share of a noun's occurrences that must end phrases and must not stand in the same longer one, so that it need not begin
any, and the certainty that it needs then."""
_SUBJECT = 2.5
"""What titles ask of things, *method*, is one itself if each of its questions has it so many times."""
_OPEN_NOUN, _FREE_NOUN = 0.35, 0.5
"""Shares of the occurrences of a noun that must begin a phrase, and of one that may also be an adjective that must end one."""
_NUMBERED = re.compile(r"[^\W\d_]+_\d+")
"""A name with a number of its own: ``image_1``."""
_REPEATED = re.compile(r"([^\W\d_A-WYZ])\1+")
"""One letter for something to fill in: ``xxx``; in capitals others are short forms: *CC*, *AAAA*."""
_DERIVED = re.compile(r"(?:^|-)[a-z]{3,}(?:-|$)|\d{3}")
"""What is made of a name with a hyphen, *non-Tor*, *TeX-like*, or is one of many with numbers."""
_INITIALS = re.compile(r"\w(?:\.\w)+\.?")
"""Letters with full stops between them, of which a sentence's end may cut the last: *e.g*, *z.B*."""
_SUFFIXED = re.compile(r"\w*\.[a-z0-9]{1,4}")
"""A name with a suffix, as of a file: *Node.js*, *kb.yml*."""
_PARTS = re.compile(r"[^\W_][._]\w")
"""What parts of an identifier are joined by."""
_HOST_OR_VERSION = re.compile(r"^www\.|\.\d+(?:\.|$)")
_KEYS = re.compile(r"[^\W\d_]{2,}\+\w[\w+]*")
"""Keys that are pressed together: *Ctrl+C*."""
_VERSION = re.compile(r"[A-Z]{2,}/\d[\d.]*|[A-Z]+/[A-Z]{2,}|[A-Z]\w+/\d+")
"""A name with a version behind a slash, or two in capitals: HTTP/1.1, TCP/IP."""


def score_word(base: BaseCounts, key: str, found: CandidateCounts, fit: float) -> float:
    """How certain it is that a word is a term, 0 where it is none; ``fit`` is its coherence with the base."""
    form = found.form
    is_short_form = found.kinds == ACRONYM and form.isupper() and not base.english
    kind = UNKNOWN if is_short_form else class_of(form.casefold(), english=base.english, language=base.language)
    if len(key) == 1 or is_possessive(key) or is_code(key, form, seldom=found.questions < MIN_QUESTIONS):
        return 0
    if kind == FUNCTION or (not is_short_form and _says_nothing(base, key, found)):
        return 0
    if is_piece(base, found) and not _is_varied_head(base, key, found):
        return 0
    bits = keyness(base, key, found)
    weight = Weight(bits, found.score(bits, fit), fit)
    capital_inside = _capital_inside(found)
    least_inside = _CAPITALS_INSIDE if kind == UNKNOWN else 1 / 2
    if capital_inside > least_inside or (re.search(r"\d", key) and re.search("[a-z]", key)):
        if base.has_capital_nouns and found.lower > found.capitals:
            return 0
        certainty = name_certainty(base, weight, found) if is_acronym(key, kind, capital_inside, found) else 0
        return certainty if certainty >= _SURE_NAME or found.questions >= MIN_QUESTIONS or _is_shown(found) else 0
    certainty = _plain_word(base, key, kind, weight, found)
    return certainty if found.questions >= MIN_QUESTIONS or _is_sure_of_few(base, kind, certainty, found) else 0


def _says_nothing(base: BaseCounts, key: str, found: CandidateCounts) -> bool:
    """Whether a word asks, or collections of stop words have it."""
    return key in base.asking or _is_stop_word(base, found.form, found)


def _is_sure_of_few(base: BaseCounts, kind: str, certainty: float, found: CandidateCounts) -> bool:
    """Whether a word of two questions is an English noun that no list has, and both treat it: *webhook*."""
    return base.english and kind == UNKNOWN and certainty >= _SURE_NOUN and found.count >= 2 * found.questions


def is_piece(base: BaseCounts, found: CandidateCounts) -> bool:
    """Whether a word nearly always stands within a longer name or phrase: *York*, *San*."""
    is_name = found.kinds == NAME
    least = MIN_HEAD * found.count
    return ((is_name or base.english) and found.opens < least) or (is_name and found.closes < least)


def _is_stop_word(base: BaseCounts, form: str, found: CandidateCounts) -> bool:
    """Whether collections of stop words have a word; where articles tell nouns, titles may show that it is one: *estado*."""
    return form.casefold() in stop_words(base.language) and not (base.has_articles and found.in_several_titles)


def _plain_word(base: BaseCounts, key: str, kind: str, weight: Weight, found: CandidateCounts) -> float:
    """How certain it is that a word without capitals within is a term."""
    score = weight.score
    if _is_foreign(base, key):
        is_name = len(key) > 2 and _is_foreign_name(base, kind, score, found)  # noqa: PLR2004 - see below
        return name_certainty(base, weight, found) if is_name else 0
    least = _UNLISTED_CAPITALIZED if kind == UNKNOWN else MOSTLY_CAPITALIZED
    if found.capitals > 1 and found.capitalized >= least and found.form[0].isupper() and not base.has_capital_nouns:
        is_name = is_proper_name(base, key, kind, found) and (key.isascii() or not is_syllable(base.language))
        return name_certainty(base, weight, found) if is_name else 0
    if letter_count(key) <= 2 or is_syllable(base.language):  # noqa: PLR2004 - two letters are a unit
        return 0
    if base.english:
        return _english_certainty(base, key, kind, weight, found)
    return unlisted_certainty(base, key, weight, found)


def name_certainty(base: BaseCounts, weight: Weight, found: CandidateCounts) -> float:
    """How certain it is that a name is one of the field, 0 where it hardly is: *Java* in a text on Java, *English* in few."""
    odds = _NAME_LOG_ODDS + _NAME_KEYNESS * weight.keyness + _NAME_BAND * band_of(found.form.casefold())
    odds += _NAME_RECURRENCE * (found.recurrence - base.usual_recurrence) + _NAME_CAPITALS * _capital_inside(found)
    share = probability(odds)
    return share if share >= _LEAST_NAME else 0


def _capital_inside(found: CandidateCounts) -> float:
    """The share of the occurrences of a word with a capital behind the first letter."""
    return sum(count for form, count in found.forms.items() if form[1:] != form[1:].lower()) / found.count


def _english_certainty(base: BaseCounts, key: str, kind: str, weight: Weight, found: CandidateCounts) -> float:
    if kind == VERB:
        kind = VERB_NOUN  # only where it stands as a noun is it a candidate in text
        if found.closes < MIN_HEAD * found.count or not _may_be_noun(found.form.casefold()):
            return 0  # what stands before others in titles is a verb: *Disable notifications*
    if kind == ADJECTIVE and found.kinds == NOUN and found.marked >= _MARKED_VERB * found.count:
        kind = NOUN if found.closes >= _FREE_NOUN * found.count else ADJECTIVE  # *deductible*, by where it stands
    is_subject = found.asked_about and found.count >= _SUBJECT * found.questions
    is_aspect = found.form.casefold() in ASPECT_WORDS and not is_subject
    if kind not in {NOUN, VERB_NOUN, UNKNOWN} or is_aspect or (kind != UNKNOWN and base.total < FEW):
        return 0
    share = probability(english_log_odds(kind, weight, found)) if weight.score >= LEAST_SCORE else 0
    is_noun = is_like_english_noun(kind, found) or (share >= _VARIED_CERTAINTY and _is_varied_head(base, key, found))
    return share if share >= (LEAST_CERTAINTY if kind == UNKNOWN else _LEAST_ENGLISH) and is_noun else 0


def _is_varied_head(base: BaseCounts, key: str, found: CandidateCounts) -> bool:
    """Whether an English noun ends phrases, none of which is so frequent that the noun is a piece of it: *constructor*."""
    is_head = base.english and found.kinds != NAME and found.closes >= _VARIED * found.count
    return is_head and base.varied_starts(key) >= _VARIED * found.count


def _may_be_noun(word: str) -> bool:
    """Whether dictionaries list a word that is mostly a verb as a noun, or it is a gerund."""
    return is_gerund(word) or may_be_noun(word)


def english_log_odds(kind: str, weight: Weight, found: CandidateCounts) -> float:
    """The log-odds that an English noun is a term: less, the more general it is and the more often complements follow it."""
    band = band_of(found.form.casefold()) if kind != UNKNOWN else 0
    doubts = (kind == VERB_NOUN) + (not found.marked) + (found.questions <= MIN_QUESTIONS)
    odds = _LOG_ODDS + _OF_SCORE * weight.score + _OF_BAND * max(0, band - _GENERAL_BAND) + _OF_DOUBT * doubts
    return odds + _OF_COMPLEMENTS * found.complements / found.count


def is_like_english_noun(kind: str, found: CandidateCounts) -> bool:
    """Whether a word stands where nouns do: what stands before others only is none, *immune*, nor is a verb without articles."""
    if kind == VERB_NOUN and found.marked < _MARKED_VERB * found.count and not is_gerund(found.form.casefold()):
        return False
    if kind == UNKNOWN and _PARTS.search(found.form):
        return True  # *feature.xml file*
    least = MIN_HEAD if found.questions > MIN_QUESTIONS else BOUND
    is_head = found.closes >= least * found.count or (found.capitals and found.asked_about)
    return bool(is_head) and found.opens >= _OPEN_NOUN * found.count


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
    if kind == UNKNOWN and found.lower >= _IN_SENTENCES * found.count and _COMMAND.fullmatch(found.form):
        return found.form not in known_words("common")
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
    return found.questions >= MIN_QUESTIONS or not _DERIVED.search(form)


def _is_shown(found: CandidateCounts) -> bool:
    """Whether titles or heads have a word in capitals."""
    return found.prominence >= 1 and found.form.isupper() and len(found.form) > 2  # noqa: PLR2004 - see above


def is_proper_name(base: BaseCounts, key: str, kind: str, found: CandidateCounts) -> bool:
    """Whether a word with capitals within sentences is a name; a common noun must have them nearly always."""
    if kind == UNKNOWN:
        return not (found.lower and is_infinitive(found.forms, base.language))
    if key in relational_adjectives() and (kind == ADJECTIVE or found.closes < _FREE_NOUN * found.count):
        return False  # Japanese
    often = found.capitals >= MIN_QUESTIONS + bool(found.lower) and found.questions >= MIN_QUESTIONS + bool(found.lower)
    only = found.never_lower and found.prominence >= 1
    if kind in {VERB, ADJECTIVE}:
        return only and found.marked >= _MARKED_VERB * found.count
    always = only or (found.capitalized >= _ALWAYS_CAPITALIZED and _lower_singular(base, key) < found.count)
    return kind in {NOUN, VERB_NOUN, COMMON} and often and always


def _lower_singular(base: BaseCounts, key: str) -> int:
    """How often the singular of a plural occurs: ``Settings`` is a label of a menu where ``setting`` is as frequent."""
    other = base.of.get(singular(key)) if singular(key) != key else None
    return other.count if other else 0


def is_code(key: str, form: str, *, seldom: bool) -> bool:
    """Whether a word is a path, an address or an identifier rather than a name; ``seldom`` whether few questions have it."""
    if (
        is_placeholder(key)
        or _REPEATED.fullmatch(form)
        or any(pattern.fullmatch(key) for pattern in (_NUMBERED, _INITIALS, _KEYS))
    ):
        return True
    if "/" in key and not re.fullmatch("[a-z]/[a-z]", key) and not _VERSION.fullmatch(form):
        return True
    if "." in key and not _SUFFIXED.fullmatch(key) and not _VERSION.fullmatch(form):
        return seldom or bool(_HOST_OR_VERSION.search(key))
    return seldom and bool(re.match(r"[a-z]{2,}[A-Z]|\w+_", form))
