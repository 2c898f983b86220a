"""What stands beside English words that may be nouns, verbs or adjectives says which: words in, the same with their classes out.

A list gives every word the class that it mostly has. Behind an article or the like, a noun in the singular or an adjective, a
word that is mostly a verb is a noun: *a treat*, *bench press*, *dental care*, but not *does the dog bite* or *dogs bite*. So is
one before a noun where no verb may stand: *in debug mode*, *is open source*. A gerund is a noun where no form of *be* stands
before it and no object behind it: *before stretching*, but not *is stretching the calves*.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from zhiku.analysis.inflection import is_comparative, lemmas, singular
from zhiku.analysis.words import ENGLISH, NOMINAL, is_noun_marker, is_possessive, prepositions_of
from zhiku.lang.reader import Naming
from zhiku.lang.word_lists import ADJECTIVE, FUNCTION, NOUN, VERB, VERB_NOUN, known_words

if TYPE_CHECKING:
    from zhiku.analysis.words import Word

_REMEMBERED = 50_000
_BEFORE_NOUNS = prepositions_of("en").difference(ENGLISH.verb_markers)
_ARTICLES = frozenset(dict(ENGLISH.naming)[Naming.ARTICLES])
_AUXILIARIES, _BE, _ASKING = map(frozenset, (ENGLISH.auxiliaries, ENGLISH.copulas, ENGLISH.asking_starts))
_AWAITING_NOUNS = frozenset((*_ARTICLES, *ENGLISH.possessives, *_BEFORE_NOUNS, *_BE))


def with_nouns(words: list[Word]) -> list[Word]:
    """The words of an English stretch, those that are nouns here as nouns."""
    found: list[Word] = []
    in_phrase = awaits_verb = False
    for at, word in enumerate(words):
        behind = words[at + 1] if at + 1 < len(words) else None
        kind = _kind_here(word, found[-1] if found else None, behind, in_phrase=in_phrase, awaits_verb=awaits_verb)
        found.append(word if kind == word.kind else word._replace(kind=kind))
        if kind == FUNCTION:
            in_phrase = is_noun_marker(word.key, "")
            awaits_verb = awaits_verb or (word.key in _AUXILIARIES and (not at or words[at - 1].key in _ASKING))
        elif kind == VERB:
            in_phrase = awaits_verb = False
        elif kind == ADJECTIVE:
            in_phrase = is_possessive(word.key) or (in_phrase and not word.key.endswith(ENGLISH.adverb_endings))
    return found


def _kind_here(word: Word, before: Word | None, behind: Word | None, *, in_phrase: bool, awaits_verb: bool) -> str:
    """The class of a word by its neighbours.

    ``in_phrase`` says whether an article or the like begins the phrase that it is in, ``awaits_verb`` whether an auxiliary stands
    before the subject of the question.
    """
    key = word.key
    if is_gerund(key):
        may_have_object = not (in_phrase or awaits_verb or (before and before.kind in NOMINAL))
        if may_have_object and behind and _is_base_form(behind):
            return VERB  # enabling debug mode
        return _kind_of_gerund(word, before, behind, in_phrase=in_phrase)
    if word.kind not in {VERB, ADJECTIVE} or key.endswith(ENGLISH.participle_endings):
        return word.kind
    if word.kind == VERB and before and is_comparative(key) and behind and behind.kind in NOMINAL:
        return ADJECTIVE  # lower back
    return VERB_NOUN if _is_noun(word, before, behind, in_phrase=in_phrase, awaits_verb=awaits_verb) else word.kind


def _is_noun(word: Word, before: Word | None, behind: Word | None, *, in_phrase: bool, awaits_verb: bool) -> bool:
    """Whether a word that is mostly a verb or an adjective is a noun by its neighbours."""
    is_verb = word.kind == VERB
    is_object = before and is_gerund(before.key) and _is_base_form(word) and not awaits_verb
    if is_verb and before and (is_object or _awaits_noun(before)) and behind and behind.kind in NOMINAL:
        return True  # debug mode
    if not may_be_noun(word.key):
        return False
    if is_verb and before and (_is_attribute(before) or before.key in _BEFORE_NOUNS):
        return True  # dental care, for reuse
    if not is_verb and not (behind is None or behind.kind in {FUNCTION, VERB}):
        return False
    if before and before.kind in NOMINAL:
        takes_object = behind is not None and (is_noun_marker(behind.key, "") or behind.form[0].isupper())
        is_compound = singular(before.key) == before.key and singular(word.key) == word.key
        return is_compound and not (awaits_verb or takes_object)
    return in_phrase


def _awaits_noun(before: Word) -> bool:
    """Whether no verb in its base form may stand behind a word: an article, a preposition, a form of *be*, or another verb."""
    return before.kind == VERB or before.key in _AWAITING_NOUNS or is_possessive(before.key)


def _is_base_form(word: Word) -> bool:
    """Whether a word is mostly a verb, and stands in the form that no gerund has behind it."""
    return word.kind == VERB and not word.key.endswith(ENGLISH.participle_endings) and singular(word.key) == word.key


def _is_attribute(word: Word) -> bool:
    """Whether a word is an adjective before a noun, and no adverb, within a sentence."""
    other = (*ENGLISH.adverb_endings, *ENGLISH.participle_endings)
    return word.kind == ADJECTIVE and not word.starts and not word.key.endswith(other)


def _kind_of_gerund(word: Word, before: Word | None, behind: Word | None, *, in_phrase: bool) -> str:
    """The class of a gerund: that of the list before what may be its object or what it is part of: *programming languages*."""
    if not in_phrase and behind and behind.kind in {*NOMINAL, ADJECTIVE}:
        return word.kind
    return NOUN if _is_free_gerund(before, behind, in_phrase=in_phrase) else VERB


def _is_free_gerund(before: Word | None, behind: Word | None, *, in_phrase: bool) -> bool:
    """Whether a gerund without an object is a noun: within a phrase, or neither behind a form of *be* nor behind a verb."""
    if behind and is_noun_marker(behind.key, ""):
        return False
    return in_phrase or before is None or (before.key not in _BE and before.kind != VERB)


@lru_cache(_REMEMBERED)
def is_gerund(key: str) -> bool:
    """Whether a word ends as gerunds do and is one of a verb: *training*, but not *ceiling*."""
    listed = known_words("en")
    stems = lemmas(key) if key.endswith(ENGLISH.gerund_endings) else ()
    return any(listed[stem].kind in {VERB, VERB_NOUN, NOUN} for stem in stems if stem != key and stem in listed)


@lru_cache(_REMEMBERED)
def may_be_noun(key: str) -> bool:
    """Whether dictionaries list a word that is mostly a verb or an adjective as a noun, too."""
    return any(lemma in known_words("en.also_nouns") for lemma in lemmas(key))
