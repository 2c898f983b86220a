"""Words that a topic may be made of: questions and concepts in, ``Anchor`` records with the questions they speak for out.

A question speaks of an anchor where its title has it, or where its text has it often. Concepts are anchors, and in second place
nouns that titles ask about, which are too common to be linked but name a group all the same (*certificate*, 食物).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from zhiku.analysis.concepts.asked_kinds import is_asked_for
from zhiku.analysis.concepts.candidates import read_candidates
from zhiku.analysis.concepts.counts import ordered_forms
from zhiku.analysis.concepts.mentions import find_mentions
from zhiku.analysis.concepts.salience import TITLE, is_common_word, strengths
from zhiku.analysis.inflection import stem
from zhiku.analysis.language import language_of
from zhiku.analysis.words import HAN_RUN, NAME, UNKNOWN, listed
from zhiku.lang.question_words import words_of
from zhiku.lang.reader import language_by_code, words
from zhiku.lang.word_lists import NOUN, VERB, VERBAL_NOUN
from zhiku.model import ConceptId, Evidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from zhiku.model import Classified, Concept, Mention, QuestionId

STRONG = 1.5
"""From this strength on a question is about an anchor: in the title, or in three sentences."""
_SECOND_PLACE = 0.5
"""Weight of an anchor that is no concept."""
_COMMON_WORD = 0.8
"""Weight of an anchor that is one common word: *training* names a group less well than *decision trees*."""
_USUAL_ECHO = 0.7
"""Share of the mean echo from which an anchor has its whole weight; most have, so that a question more changes none of these."""
_SURE_ECHO = 2.0
"""Titles that an anchor's echo is judged by beside its own: few titles tell little."""
_MAX_EVIDENCE = 5
_MIN_NOUN_LENGTH = 2
_EVERYDAY_BAND = 12
"""Chinese verbs from this band on are asked of anything: 处理."""
_MARKED = 0.3
"""Share of a word's questions that must have it behind an article or the like, where no list says that it is a noun."""
_SPACED = re.compile(r"[^\W\d_]", re.ASCII)
_NOUNS = frozenset({NOUN, UNKNOWN, NAME})
_ACTIONS = frozenset({VERBAL_NOUN, VERB})
"""What a small base may ask about as well: 评估, 优化."""


class Anchor(NamedTuple):
    """A word for a topic with all its spellings, its weight, and its strength in each question that is about it.

    ``titles`` is how many titles name it, ``echoes`` in how many of these the text below does, too, ``named`` how many questions
    name it at all.
    """

    name: str
    spellings: tuple[str, ...]
    weight: float
    strength: Mapping[QuestionId, float]
    titles: int = 0
    echoes: int = 0
    named: int = 0


def anchors_of(
    questions: Sequence[Classified], concepts: Iterable[Concept], least: float, most: float, *, small: bool = False
) -> list[Anchor]:
    """The anchors that at least ``least`` questions are about, by name.

    What half of ``most`` questions name weighs less and less and nothing from ``most`` on; with a limit one question more would
    move all that are about it.

    In a ``small`` base long answers name everything, so only titles tell what a question is about, and the actions that titles
    ask about are anchors too.
    """
    strong = TITLE if small else STRONG
    language, concepts = language_of([item.question for item in questions]), tuple(concepts)
    rarities = dict.fromkeys((concept.name for concept in concepts), 1.0) if small else _rarities(concepts, most)
    found = [
        _anchor(
            concept.name,
            concept.spellings or concept.names,
            (_COMMON_WORD if is_common_word(concept.names, language) else 1.0) * rarities[concept.name],
            concept.mentions,
            strong,
        )
        for concept in concepts
    ]
    known = {spelling.casefold() for anchor in found for spelling in anchor.spellings}
    nouns = {
        ConceptId(name): forms
        for name, forms in _title_nouns(questions, least, language, small=small).items()
        if known.isdisjoint(map(str.casefold, forms))
    }
    for name, mentions in find_mentions(questions, nouns, defaultdict(set)).items():
        if not small and is_asked_for(nouns[name], mentions, language):
            continue
        weight = _SECOND_PLACE * (small or _rare(len({mention.question for mention in mentions}), most))
        found.append(_anchor(name, nouns[name], weight, mentions, strong))
    bound = most if small else len(questions)
    able = [anchor for anchor in found if anchor.weight and least <= len(anchor.strength) <= bound]
    return sorted(_by_echo(able), key=lambda anchor: anchor.name)


def _rare(named: int, most: float) -> float:
    """What is left of the weight of a word that so many questions name."""
    return min(1.0, max(0.0, 2 * (1 - named / most)))


def _rarities(concepts: Iterable[Concept], most: float) -> dict[str, float]:
    """What is left of the weight of each concept.

    Questions on longer names that it stands in name it, too: where all name *Node.js*, all name *Node*, and where half name
    *Creative Commons* or *Creative Commons licenses*, half name *Creative Commons*.
    """
    having = {concept.name: frozenset(concept.questions) for concept in concepts}
    longer = longer_names(having)
    return {name: _rare(len(own.union(*(having[other] for other in longer[name]))), most) for name, own in having.items()}


def longer_names(names: Iterable[str]) -> dict[str, list[str]]:
    """For each name the longer ones that it stands in, in their order."""
    longer: dict[str, list[str]] = {name: [] for name in names}
    folded: dict[str, list[str]] = defaultdict(list)
    for name in longer:
        folded[name.casefold()].append(name)
    for other in longer:
        text = other.casefold()
        pieces = {text[start:end] for start in range(len(text)) for end in range(start + 1, len(text) + 1)}
        for name in (name for piece in sorted(pieces & folded.keys()) for name in folded[piece]):
            if stands_in(name, other):
                longer[name].append(other)
    return longer


def stands_in(short: str, long: str) -> bool:
    """Whether a name is part of a longer one, as a whole word where words are spaced."""
    short, long = short.casefold(), long.casefold()
    if len(short) >= len(long) or short not in long:
        return False
    return bool(HAN_RUN.search(short)) or bool(re.search(rf"(?<!\w){re.escape(short)}(?!\w)", long))


def _by_echo(anchors: Sequence[Anchor]) -> list[Anchor]:
    """Anchors with less weight where the text below a title seldom names what the title does.

    An answer repeats what it is about, but not the words of asking, in any language: 설명해주세요, *purpose*. Few titles tell
    little, so each anchor is judged by two more that are like the mean.
    """
    mean = sum(anchor.echoes for anchor in anchors) / max(1, sum(anchor.titles for anchor in anchors))
    if not mean:
        return list(anchors)
    shares = [(anchor.echoes + _SURE_ECHO * mean) / (anchor.titles + _SURE_ECHO) for anchor in anchors]
    factors = [min(1.0, share / (_USUAL_ECHO * mean)) for share in shares]
    return [anchor._replace(weight=anchor.weight * factor) for anchor, factor in zip(anchors, factors, strict=True)]


def evidence(terms: Iterable[str], mentions: Iterable[Mention]) -> tuple[Evidence, ...]:
    """The first places of one question that name one of the terms, its title before its text."""
    longest = sorted(terms, key=len, reverse=True)
    ordered = sorted(mentions, key=lambda mention: mention.section is not None)[:_MAX_EVIDENCE]
    return tuple(
        Evidence(
            next((term for term in longest if term.casefold() in mention.text.casefold()), longest[-1]),
            mention.text,
            mention.line,
        )
        for mention in ordered
    )


def _anchor(name: str, spellings: Sequence[str], weight: float, mentions: Sequence[Mention], least: float) -> Anchor:
    strong = {question: value for question, value in strengths(mentions).items() if value >= least}
    titles = {mention.question for mention in mentions if mention.section is None}
    texts = {mention.question for mention in mentions if mention.section is not None}
    return Anchor(name, tuple(spellings), weight, strong, len(titles), len(titles & texts), len(titles | texts))


@cache
def _no_topics(language: str, *, small: bool) -> frozenset[str]:
    """Words that titles ask with, everyday words and nouns of any text, as written and as compared.

    What is asked of any topic is among them, unless 应用 must divide twenty titles.
    """
    found = words_of(language)
    none = {*found.question, *found.common, *words("asking_starts"), *language_by_code(language or "en").generic_nouns}
    kept = {word.casefold() for word in (none - {*found.aspect} if small else none)}
    return frozenset(kept | {stem(word, language) for word in kept if language})


def _title_nouns(questions: Iterable[Classified], least: float, language: str, *, small: bool) -> dict[str, tuple[str, ...]]:
    """Nouns and unlisted words of enough titles with their spellings, the commonest first.

    In a language whose nouns no list has, they are told from other words by the articles before them.
    """
    kinds, no_topics = _NOUNS | (_ACTIONS if small else frozenset()), _no_topics(language, small=small)
    titles: Counter[str] = Counter()
    marked: Counter[str] = Counter()
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for item in questions:
        for found in read_candidates(item.features.candidates):
            if (
                found.titles
                and found.kinds in kinds
                and not (found.kinds in _ACTIONS and listed(found.key)[1] >= _EVERYDAY_BAND)
                and len(found.key) >= _MIN_NOUN_LENGTH
                and no_topics.isdisjoint((found.key, found.form.casefold()))
            ):
                titles[found.key] += 1
                forms[found.key][found.form] += 1
                if found.marked or found.kinds in {NOUN, *_ACTIONS} or not _SPACED.match(found.key):
                    marked[found.key] += 1
    return {
        written[0]: written
        for key, count in sorted(titles.items())
        if count >= least and marked[key] >= _MARKED * count and (written := tuple(form for form, _ in ordered_forms(forms[key])))
    }
