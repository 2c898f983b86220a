"""Whether several words of a script with spaces are one term: their counts in, a score out, which is 0 where they are none.

Measured are the log-likelihood ratio (Dunning 1993), how much of one word's use the phrase is, whether phrases begin and end with
it (accessor variety, Feng et al. 2004), capitals, and in languages with articles those before it.
"""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

from zhiku.analysis.concepts.agreeing_adjectives import is_adjectival_term
from zhiku.analysis.concepts.counts import (
    BOUND,
    CERTAIN,
    FEW,
    FREE,
    LEAST_CERTAINTY,
    LOOSE,
    MIN_HEAD,
    MIN_QUESTIONS,
    MIN_STICKY,
    STICKY,
)
from zhiku.analysis.concepts.joined_nouns import begins_with_noun, is_linked_noun
from zhiku.analysis.concepts.phrase_certainty import phrase_certainty
from zhiku.analysis.concepts.single_words import score_word
from zhiku.analysis.concepts.spans import key_of
from zhiku.analysis.concepts.unlisted_nouns import begins_phrases, is_general_noun
from zhiku.analysis.inflection import (
    has_relational_adjectives,
    is_comparative,
    is_infinitive,
    is_relational,
    letter_count,
    singular,
)
from zhiku.analysis.noun_context import is_gerund
from zhiku.analysis.words import ACRONYM, CAPITALIZED, ENGLISH, NAME, NOMINAL, NUMBER, UNKNOWN, band_of
from zhiku.lang.word_lists import ADJECTIVE, COMMON, FUNCTION, NOUN, VERB, VERB_NOUN, relational_adjectives

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhiku.analysis.concepts.counts import BaseCounts, CandidateCounts

_MIN_NAME, _MIN_ADJECTIVAL, _MIN_NOMINAL = 25.0, 50.0, 45.0
"""The ratio that a name with capitals needs, an adjective with a noun, and several nouns."""
_MOSTLY_CAPITALIZED = 0.6
"""Share of the occurrences of a name of several words that are capitalized; a single word needs more."""
_MIN_OF_FEW, _OF_FEW = 40.0, 0.4
"""The ratio of words that stand in two questions, unless they are a name, and the share that they are of the rarer one's uses."""
_MIN_PART_LENGTH = 3
_BOILERPLATE = 0.3
"""Share of the questions from which on a phrase that no title or head has says nothing of any of them."""
_BOUND_INFLECTED = 0.25
"""Share that each end needs in a language whose nouns are told by endings, where one may stand beside another."""
_MIN_FIXED, _FIXED, _MIN_FIXED_FREE, _FIXED_FREE, _MIN_FIXED_FOREIGN = 48.0, 0.7, 30.0, 0.55, 40.0
"""The ratio of an adjective and a noun that are this share of the rarer one's uses, wherever they stand: *close contact*; both if
phrases mostly begin and end with them: *runny nose*; and the ratio of two words behind an article in a language without lists:
*gestes barrières*."""
_MIN_FIXED_NOMINAL = 38.0
"""The ratio that several nouns need if half of the rarer one's uses are within them, and a gerund with the word before it."""
_OFTEN = 6
"""Questions from which on several English nouns need neither a title nor to be repeated: *private insurance*."""
_MIN_COMPOUND = 24.0
"""The ratio of English nouns that begin and end phrases in half of their occurrences."""
_SURE, _LEAST_ENGLISH = 0.7, 0.55
"""The certainty of English nouns that are one term whatever their ratio, and the least of others; *bottom line* has less."""
_LEAST_TIED, _USUAL_RATIO, _OF_STICKINESS, _TIED = 0.6, 25.0, 1.5, 2.6
"""What makes English words one term if no other rule does: a least certainty, and a least sum of its log-odds, of the
logarithm of their ratio by a usual one, and of what their stickiness counts."""
_MIN_HEADED = 60.0
"""The ratio of a noun and the adjective behind it, whatever articles stand before it."""
_MIN_COMMON, _MARKED_PAIR = 38.0, 0.4
"""The ratio of two words of which one is common, and the share of articles before them if no title has them."""
_MIN_MARKED, _MOSTLY_MARKED, _NOUNS = 20.0, 0.6, NOMINAL | {COMMON}
"""The ratio of nouns in a row that have a particle behind them in this share of their occurrences, and their classes."""
_COMMON_HEAD = 5
"""From this band of the English list on a noun with a comparative before it is no term."""
_MIN_VARIED, _VARIED = 40.0, frozenset({NOUN, VERB_NOUN, UNKNOWN})
"""The ratio of a phrase that several longer ones begin with, and the classes of its last word."""
_MODIFIER = 0.1
"""Share of a noun's ends that a phrase must be to be more than what stands before other nouns."""
_MOSTLY_CLOSED, _SELDOM_OPEN = 0.7, 0.15
"""Share of ends of what phrases end with, and of starts where verbs stand before nouns."""
_DESIGNATED = 0.1
"""Share of the uses of a noun that a number or letter behind it must have."""
_ALWAYS = 0.9
"""The share of complements behind a name that is cut, whatever its last word has elsewhere: *U.S. Department*."""
_MANY_LINKED = 4
"""An English noun that prepositions join to so many others says something about them: *symptoms of*."""
_MARKED_PARTICIPLE = 0.3
"""The share of articles before a participle with a noun behind it."""


def score_phrase(base: BaseCounts, words: Sequence[str], found: CandidateCounts, fit: float = 0.0) -> float:
    """How certain it is that words are one term, 0 where they are none; ``fit`` is the least coherence of the words."""
    if is_designated(words, found.kinds) and found.questions >= MIN_QUESTIONS:
        return _designated_certainty(base, words, found, fit)
    is_linked = FUNCTION in found.kinds[1:-1]
    front, last = linked_parts(words, found.kinds)
    nouns = [*front, *last]
    measured = base.association_of(front, last, found) if is_linked else base.association(words, found)
    is_adjectival = measured is not None and base.by_endings and is_adjectival_term(words, found, *measured, base.language)
    if measured is None or not (is_adjectival or _stands_as_term(base, words, found, measured)):
        return 0
    if found.questions < MIN_QUESTIONS and (is_linked or not _is_sure_of_few(base, found, *measured)):
        return 0
    share = 1.0 if _is_name(base, found) else phrase_certainty(base, nouns, found, fit)
    if share < (_LEAST_ENGLISH if base.english and not is_linked else LEAST_CERTAINTY):
        return 0
    if is_linked:
        is_noun = begins_with_noun(base, words, found)
        return share * is_linked_noun(found, *measured, english=base.english, is_noun=is_noun)
    is_compound = base.english and share >= _SURE and _is_compound(words, found)
    are_tied = base.english and share < 1 and is_tied(words, found, share, *measured)
    return share * (is_adjectival or is_compound or are_tied or is_noun_phrase(base, words, found, *measured))


def _stands_as_term(base: BaseCounts, words: Sequence[str], found: CandidateCounts, measured: tuple[float, float]) -> bool:
    return is_bounded(base, words, found, measured) and _may_be_term(base, words, found)


def linked_parts(words: Sequence[str], kinds: str) -> tuple[Sequence[str], Sequence[str]]:
    """The words before the first function word within a phrase and behind the last; without any, all but the last, and that."""
    joints = [place for place in range(1, len(words) - 1) if kinds[place] == FUNCTION]
    return (words[: joints[0]], words[joints[-1] + 1 :]) if joints else (words[:-1], words[-1:])


def _is_sure_of_few(base: BaseCounts, found: CandidateCounts, ratio: float, sticky: float) -> bool:
    """Whether words that stand in two questions belong together beyond doubt, and each treats them or they are a name."""
    least = _MIN_NAME if _is_name(base, found) else _MIN_OF_FEW
    recurs = _is_name(base, found) or found.count >= 2 * found.questions
    return recurs and ratio >= least and sticky >= _OF_FEW


def is_designated(words: Sequence[str], kinds: str) -> bool:
    """Whether a number or a letter tells a thing from others of its name: *Windows 10*, *hepatitis B*."""
    return len(words) == 2 and (kinds[1] == NUMBER or (len(words[1]) == 1 and words[1].isalpha()))  # noqa: PLR2004


def _designated_certainty(base: BaseCounts, words: Sequence[str], found: CandidateCounts, fit: float) -> float:
    """How certain it is that a thing with a number or letter is one of its own: as certain as that its noun is a term."""
    if min(found.opens, found.closes) < BOUND * found.count or not (found.kinds[-1] == NUMBER or found.form[-1].isupper()):
        return 0
    noun = base.known(words[0])
    if noun is None or found.count < _DESIGNATED * base.of[noun].count:
        return 0
    return score_word(base, noun, base.of[noun], fit)


def _may_be_term(base: BaseCounts, words: Sequence[str], found: CandidateCounts) -> bool:
    """Whether a phrase is inflected or marked as nouns are in its language, no boilerplate, and nothing said of many things."""
    if base.english:
        if found.kinds[1:-1] == FUNCTION:
            return base.linked[words[0]] < _MANY_LINKED
        least = FREE if base.linked[words[-1]] > 1 else _ALWAYS
        needs_more = found.complements >= least * found.count
        is_cut = needs_more and _is_name(base, found)  # U.S. Department of
        return not (is_cut or (is_gerund(words[0]) and found.kinds[-1] == NAME and not _is_name(base, found)))  # using Rust
    is_latin = all(word.isascii() for word in words)
    if base.by_endings and not is_latin and (not _is_inflected(found) or not base.asking.isdisjoint(words)):
        return False
    if _is_boilerplate(base, found):
        return False
    is_shown = found.marked > 0 or found.capitals > 1 or found.prominence >= 1
    is_told = is_shown or not base.has_articles
    return is_told or begins_with_noun(base, words, found) or _ends_with_relational(base, words, found)


def _is_name(base: BaseCounts, found: CandidateCounts) -> bool:
    """Whether a phrase has its capitals within sentences mostly, where these tell names."""
    return _is_capitalized(found) and not base.has_capital_nouns


def _is_capitalized(found: CandidateCounts) -> bool:
    return found.capitals > 1 and found.capitalized >= _MOSTLY_CAPITALIZED


def _is_boilerplate(base: BaseCounts, found: CandidateCounts) -> bool:
    """Whether many answers have a phrase and no title or head has it: *další informace*.

    In English the classes of the words tell that.
    """
    often = base.total >= FEW and found.questions >= _BOILERPLATE * base.total
    return often and not found.prominence and not found.never_lower


def is_bounded(base: BaseCounts, words: Sequence[str], found: CandidateCounts, measured: tuple[float, float]) -> bool:
    """Whether phrases begin and end with words often enough.

    Where endings tell nouns, verbs stand right before them, and in English names may, so that less is asked of what is certain
    otherwise.
    """
    ratio, sticky = measured
    closes = found.closes
    if ratio >= _MIN_VARIED and closes >= _MODIFIER * found.count and found.kinds[-1] in _VARIED:
        closes = max(closes, base.varied_ends(key_of(words)))  # health insurance plan, company, card
    if base.english and ratio >= CERTAIN and sticky >= _FIXED:
        return min(found.opens, closes) >= _SELDOM_OPEN * found.count
    if base.by_endings and ratio >= CERTAIN and closes >= _MOSTLY_CLOSED * found.count:
        return found.opens >= _SELDOM_OPEN * found.count or sticky >= _FIXED_FREE
    return min(found.opens, closes) >= (_BOUND_INFLECTED if base.by_endings else BOUND) * found.count


def _is_inflected(found: CandidateCounts) -> bool:
    """Whether a phrase stands in several forms that differ in more than a capital."""
    return len(set(map(str.casefold, found.forms))) > 1


def is_noun_phrase(base: BaseCounts, words: Sequence[str], found: CandidateCounts, ratio: float, sticky: float) -> bool:
    """Whether adjectives and nouns are one term, by their ratio and the share that they are of their rarer part's uses."""
    kinds = found.kinds
    if _is_capitalized(found):
        return ratio >= _MIN_NAME
    if base.english and VERB in {kinds[0], kinds[-1]}:
        return _is_verbal(words, found, ratio, sticky)
    is_special = _is_foreign(base, words, found, ratio, sticky) or _is_marked_compound(base, words, found, ratio)
    if is_special or _is_classified(base, words, found, ratio, sticky):
        return True
    if not base.english and base.has_articles and _has_noun_head(base, words, found, ratio, sticky):
        return True
    if COMMON in kinds and not base.english:
        return _is_pair_of_common_words(base, words, found, ratio, sticky)
    return _is_nominal(base, words, kinds) and _is_fixed(base, words, found, ratio, sticky)


def _is_fixed(base: BaseCounts, words: Sequence[str], found: CandidateCounts, ratio: float, sticky: float) -> bool:
    """Whether nouns belong together, or a noun and the adjective before it."""
    if found.kinds[0] in {ADJECTIVE, CAPITALIZED}:
        return _is_adjectival(base, words, found, ratio, sticky)
    least = _MIN_FIXED_NOMINAL if sticky >= FREE else _MIN_NOMINAL
    is_shown = found.prominence > 0 or found.treated or (base.english and found.questions >= _OFTEN)
    return (is_shown and ratio >= least and sticky >= MIN_STICKY) or _is_free_compound(base, found, ratio, sticky)


def _is_foreign(base: BaseCounts, words: Sequence[str], found: CandidateCounts, ratio: float, sticky: float) -> bool:
    """Whether words of Latin letters in a text of another script belong together: *statement coverage*."""
    is_foreign = base.latin_is_foreign and not base.english and all(word.isascii() for word in words)
    return is_foreign and VERB not in found.kinds and ratio >= _MIN_NAME and sticky >= MIN_STICKY


def _is_marked_compound(base: BaseCounts, words: Sequence[str], found: CandidateCounts, ratio: float) -> bool:
    """Whether nouns in a row mostly have a particle behind the last, in a language that writes particles onto nouns: 부모 클래스.

    None of them is what titles ask of things: 구현 방법.
    """
    is_nominal = base.has_enclitics and _NOUNS.issuperset(found.kinds) and base.asking.isdisjoint(words)
    return is_nominal and ratio >= _MIN_MARKED and found.marked >= _MOSTLY_MARKED * found.count


def _has_noun_head(base: BaseCounts, words: Sequence[str], found: CandidateCounts, ratio: float, sticky: float) -> bool:
    """Whether what stands behind a noun in a language that puts adjectives there belongs to it: *atención médica*.

    What stands before nouns begins phrases as they do, but hardly ends any: *nouvelle règle*.
    """
    head = base.of.get(words[0])
    if base.has_capital_nouns or not head or ratio < _MIN_HEADED or sticky < MIN_STICKY or found.opens < FREE * found.count:
        return False
    if found.closes < (BOUND if ratio >= CERTAIN else FREE) * found.count or not begins_phrases(base, head):
        return False
    return ratio >= CERTAIN or not _is_modifier(base, words[0], found)


def _is_nominal(base: BaseCounts, words: Sequence[str], kinds: str) -> bool:
    """Whether words end with a noun and none of them is too short, a verb, or as first word a common one.

    An English word that ends as verbs do in the third person is one before others: nouns are in the singular there.
    """
    if VERB in kinds or kinds[0] == COMMON or (base.english and kinds[0] == VERB_NOUN and words[0].endswith("s")):
        return False
    is_short = any(letter_count(word) < _MIN_PART_LENGTH and kind != ACRONYM for word, kind in zip(words, kinds, strict=True))
    return kinds[-1] in NOMINAL | {CAPITALIZED} and not is_short


def _is_verbal(words: Sequence[str], found: CandidateCounts, ratio: float, sticky: float) -> bool:
    """Whether an English gerund and what stands before it are one term, or a participle and the noun behind it."""
    if found.kinds[-1] == VERB:
        is_gerund = VERB not in found.kinds[:-1] and words[-1].endswith(ENGLISH.gerund_endings)
        return is_gerund and ratio >= _MIN_FIXED_NOMINAL and sticky >= _FIXED_FREE
    return len(words) == 2 and words[0].endswith(ENGLISH.participle_endings) and _is_participial(found, ratio, sticky)  # noqa: PLR2004 - a participle and a noun


def _is_pair_of_common_words(base: BaseCounts, words: Sequence[str], found: CandidateCounts, ratio: float, sticky: float) -> bool:
    """Whether two words that are common by themselves are one term: *tarjeta gráfica*, *язык программирования*."""
    if base.by_endings:
        return ratio >= CERTAIN and sticky >= STICKY and found.closes >= _MOSTLY_CLOSED * found.count
    least_free = _MOSTLY_CLOSED if ratio < CERTAIN else BOUND if base.has_enclitics else FREE
    if not base.has_articles or min(found.opens, found.closes) < least_free * found.count:
        return False
    is_shown = found.prominence >= 1 or (found.marked >= _MARKED_PAIR * found.count and not _is_modifier(base, words[0], found))
    return is_shown and ratio >= _MIN_COMMON and sticky >= FREE


def _is_participial(found: CandidateCounts, ratio: float, sticky: float) -> bool:
    """Whether an English participle and the noun behind it are one term: articles tell it from a verb and its object."""
    if min(found.opens, found.closes) < _MOSTLY_CLOSED * found.count:
        return False
    is_marked = found.marked >= _MARKED_PARTICIPLE * found.count and ratio >= _MIN_COMPOUND and sticky >= MIN_STICKY
    return is_marked or (ratio >= CERTAIN and sticky >= _FIXED_FREE)


def _is_adjectival(base: BaseCounts, words: Sequence[str], found: CandidateCounts, ratio: float, sticky: float) -> bool:
    """Whether a noun and the adjective before it are one term."""
    if found.prominence < 1 and base.has_capital_nouns and _has_general_head(base, words):
        return False
    if base.english and found.prominence < 1 and is_comparison(words[0], words[-1]):
        return False
    if base.english and words[0] in relational_adjectives() and _classifies(found, ratio, sticky, _MOSTLY_CLOSED):
        return True
    stands_free = min(found.opens, found.closes) >= _MOSTLY_CLOSED * found.count
    least_ratio, least_sticky = (_MIN_FIXED_FREE, _FIXED_FREE) if stands_free else (_MIN_FIXED, _FIXED)
    is_fixed = ratio >= least_ratio and sticky >= least_sticky
    return is_fixed or (ratio >= _MIN_ADJECTIVAL and sticky >= STICKY and (found.prominence >= 1 or found.treated))


def is_comparison(first: str, head: str) -> bool:
    """Whether a comparative stands before a common English noun: *higher risk*, but not *older adults*."""
    return is_comparative(first) and band_of(head) >= _COMMON_HEAD


def _classifies(found: CandidateCounts, ratio: float, sticky: float, least_closed: float) -> bool:
    """Whether an adjective that pertains to a noun and the noun beside it are one term: *dental hygienist*.

    Such adjectives classify, as the first noun of a compound does, and others judge or compare (*early stage*; Daille 1996).
    ``least_closed`` is the share of the occurrences that must end a phrase.
    """
    is_free = found.opens >= FREE * found.count and found.closes >= least_closed * found.count
    return is_free and ratio >= _MIN_FIXED_FREE and sticky >= LOOSE


def _ends_with_relational(base: BaseCounts, words: Sequence[str], found: CandidateCounts) -> bool:
    """Whether relational adjectives stand behind a noun, by their endings, and neither of them is a verb: *arteria renal*."""
    if found.kinds[1:-1] == FUNCTION or not is_relational(found.forms, base.language):
        return False
    ends = (base.of.get(word) for word in (words[0], words[-1]))
    return not any(is_infinitive(word.forms, base.language) for word in ends if word)


def _is_classified(base: BaseCounts, words: Sequence[str], found: CandidateCounts, ratio: float, sticky: float) -> bool:
    """Whether a noun and what classifies it behind it are one term: *insuficiencia renal*, *servidor DHCP*.

    These are adjectives that pertain to a noun and acronyms, unless a complement follows: *condición necesaria para*.
    """
    is_named = len(words) == 2 and found.kinds[-1] == ACRONYM and has_relational_adjectives(base.language)  # noqa: PLR2004 - a noun and its name
    if not (is_named or _ends_with_relational(base, words, found)) or found.complements >= FREE * found.count:
        return False
    return _classifies(found, ratio, sticky, FREE)


def _has_general_head(base: BaseCounts, words: Sequence[str]) -> bool:
    """Whether a phrase ends with a noun of any text: *neueste Version*, *kurzer Zeitraum*."""
    head = base.of.get(words[-1])
    return head is not None and is_general_noun(head.forms, base.language)


def _is_modifier(base: BaseCounts, word: str, found: CandidateCounts) -> bool:
    """Whether the first word of a phrase ends none elsewhere, as an adjective before nouns: *nouvelle règle*."""
    alone = base.of.get(word)
    return alone is not None and alone.closes < MIN_HEAD * (alone.count - found.count)


def _is_free_compound(base: BaseCounts, found: CandidateCounts, ratio: float, sticky: float) -> bool:
    """Whether nouns that phrases begin and end with belong together wherever they stand.

    Where articles tell nouns, half of the occurrences have one; elsewhere one occurrence behind an article or the like is enough.
    """
    if min(found.opens, found.closes) < FREE * found.count:
        return False
    if not base.english and base.has_articles:
        return found.marked >= FREE * found.count and ratio >= _MIN_FIXED_FOREIGN and sticky >= STICKY
    return found.marked > 0 and ratio >= (_MIN_COMPOUND if base.english else CERTAIN) and sticky >= LOOSE


def _is_compound(words: Sequence[str], found: CandidateCounts) -> bool:
    """Whether English nouns form a phrase, or a noun with an adjective that classifies it: *dog food*, *dental exam*.

    What is mostly a verb must have its singular, or it is one in the third person: *dog loves*; and as first word an article,
    or it may have an object: *losing weight*.
    """
    is_adjectival = found.kinds[0] == ADJECTIVE and words[0] not in relational_adjectives()
    if is_adjectival or VERB in found.kinds or found.kinds[-1] not in NOMINAL:
        return False
    is_free = min(found.opens, found.closes) >= (FREE if found.questions > MIN_QUESTIONS else _MOSTLY_CLOSED) * found.count
    if not is_free or (found.kinds[-1] == VERB_NOUN and not any(singular(form) == form for form in found.forms)):
        return False
    return not _may_have_object(words, found)


def _may_have_object(words: Sequence[str], found: CandidateCounts) -> bool:
    """Whether the first word of an English phrase may be a verb: *losing weight*."""
    return not found.marked and (found.kinds[0] == VERB_NOUN or is_gerund(words[0]))


def is_tied(words: Sequence[str], found: CandidateCounts, share: float, ratio: float, sticky: float) -> bool:
    """Whether English words are one term by all that is known of them together: *primary node*."""
    if share < _LEAST_TIED or VERB in found.kinds or found.kinds[-1] not in NOMINAL or _may_have_object(words, found):
        return False
    return log(share / (1 - share)) + log(ratio / _USUAL_RATIO) + _OF_STICKINESS * sticky >= _TIED
