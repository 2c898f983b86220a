"""Find topics where neither owner nor text divides a base: questions and concepts in, ``Domain`` records out.

Every topic is anchored on a term of the text, which is its name; there is nothing random in it. Every question votes for the
anchor that it speaks of most strongly, a little more for one that many questions speak of. The anchor with the fewest votes is
dropped and its voters choose again, until those that are left have enough votes and are few enough. Votes are local, so that one
question more or less seldom moves another one.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from operator import itemgetter
from typing import TYPE_CHECKING

from zhiku.analysis.topics.anchors import SECOND_PLACE, anchors_of
from zhiku.analysis.words import HAN_RUN
from zhiku.lang.pinyin import syllables
from zhiku.model import Domain, DomainId, DomainKind
from zhiku.source.slug import FOLDER_PAGES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from zhiku.analysis.topics.anchors import Anchor
    from zhiku.model import Classified, Concept, QuestionId

LEAST_QUESTIONS = 40
"""A smaller base is read as a list; topics are computed for it only on wish."""
_MOST_TOPICS, _LEAST_TOPICS = 24, 4
_LEAST_VOTES, _VOTES_BY_ROOT = 3.0, 0.3
"""A topic needs three questions, in larger bases this times the root of their number: 6 of 400, 13 of 2,000."""
_LEAST_VOTES_OF_FEW = 2.0
"""What a topic needs in a base that gets topics only on wish."""
_ATTEMPTS = ((1.5, 0.4), (1.0, 0.6))
"""How many times the votes a topic needs that a common noun names, and the share of questions that may name an anchor.

The second attempt is for texts that have too few terms of their own for the first.
"""
SIZE_EXPONENT = 0.25
"""How much more a vote for an anchor of many questions weighs; chosen for stability, purity hardly changes with it."""
_LONGEST_SHORT_NAME = 4
_TOPIC_ICON = "material/tag-outline"
_NOT_IN_ID = re.compile(r"[^a-z0-9]+")


def find_topics(questions: Sequence[Classified], concepts: Iterable[Concept], taken: Collection[str] = ()) -> tuple[Domain, ...]:
    """Topics, the largest first; none where fewer than four divide the base. ``taken`` are ids that others have.

    The terms of a topic are the spellings of its anchors; ``assign_topics`` says which questions belong to it.
    """
    total = len(questions)
    least = max(_LEAST_VOTES, _VOTES_BY_ROOT * total**0.5) if total >= LEAST_QUESTIONS else _LEAST_VOTES_OF_FEW
    for common_noun, common_share in _ATTEMPTS:
        groups = _groups(anchors_of(questions, concepts, least, total * common_share, small=total < LEAST_QUESTIONS))
        votes = _elect(groups, least, common_noun)
        if len(votes) >= _LEAST_TOPICS:
            break
    else:
        return ()
    used = set(taken)
    topics = []
    for name in sorted(votes, key=lambda name: (-len(votes[name]), name)):
        anchors = groups[name]
        terms = {spelling.casefold(): spelling for anchor in reversed(anchors) for spelling in reversed(anchor.spellings)}
        topic = _free_id(name, used)
        used.add(topic)
        topics.append(Domain(topic, _title_of(name), "", _TOPIC_ICON, tuple(reversed(terms.values())), DomainKind.TOPIC))
    return tuple(topics)


def _groups(anchors: Sequence[Anchor]) -> dict[str, list[Anchor]]:
    """Anchors by the name of their group: a longer name joins the name that stands in it, unless that one is rarer."""
    by_name = {anchor.name: anchor for anchor in anchors}
    within: dict[str, str] = {}
    for anchor in anchors:
        wider = [
            other.name for other in anchors if len(other.strength) >= len(anchor.strength) and _stands_in(other.name, anchor.name)
        ]
        if wider:
            within[anchor.name] = max(wider, key=lambda name: (len(by_name[name].strength), name))
    groups: dict[str, list[Anchor]] = defaultdict(list)
    for anchor in sorted(anchors, key=lambda anchor: (anchor.name in within, -len(anchor.strength), anchor.name)):
        root = anchor.name
        while root in within:
            root = within[root]
        groups[root].append(anchor)
    return groups


def _stands_in(short: str, long: str) -> bool:
    """Whether a name is part of a longer one, as a whole word where words are spaced."""
    short, long = short.casefold(), long.casefold()
    if len(short) >= len(long) or short not in long:
        return False
    return bool(HAN_RUN.search(short)) or bool(re.search(rf"(?<!\w){re.escape(short)}(?!\w)", long))


def _elect(groups: Mapping[str, Sequence[Anchor]], least: float, common_noun: float) -> dict[str, set[QuestionId]]:
    """The groups that are left when all that too few questions choose have been dropped, with their voters."""
    weights = {name: _weights(anchors) for name, anchors in groups.items()}
    needed = {name: least if _has_concept(anchors) else least * common_noun for name, anchors in groups.items()}
    choices: dict[QuestionId, list[tuple[float, str]]] = defaultdict(list)
    for name in sorted(weights):
        for question, weight in weights[name].items():
            choices[question].append((weight, name))
    votes: dict[str, set[QuestionId]] = {name: set() for name in weights}
    for question, names in choices.items():
        names.sort(key=itemgetter(0))
        votes[names[-1][1]].add(question)
    while votes:
        weakest = min(votes, key=lambda name: (len(votes[name]) / needed[name], len(weights[name]), name))
        if len(votes[weakest]) >= needed[weakest] and len(votes) <= _MOST_TOPICS:
            break
        for question in votes.pop(weakest):
            names = choices[question]
            while names and names[-1][1] not in votes:
                names.pop()
            if names:
                votes[names[-1][1]].add(question)
    return votes


def _weights(anchors: Iterable[Anchor]) -> dict[QuestionId, float]:
    """How strongly each question speaks of any of the anchors, more for one that many speak of."""
    strength: dict[QuestionId, float] = {}
    for anchor in anchors:
        for question, value in anchor.strength.items():
            strength[question] = max(value * anchor.weight, strength.get(question, 0.0))
    size = len(strength) ** SIZE_EXPONENT
    return {question: value * size for question, value in strength.items()}


def _has_concept(anchors: Iterable[Anchor]) -> bool:
    return any(anchor.weight > SECOND_PLACE for anchor in anchors)


def _title_of(name: str) -> str:
    """A name as a title: with a capital, unless it is short and so may be a name that is written without one."""
    return name[:1].upper() + name[1:] if name.islower() and len(name) > _LONGEST_SHORT_NAME else name


def _free_id(name: str, used: Collection[str]) -> DomainId:
    """An address from the name: its letters, or how it sounds."""
    text = "-".join(syllables(name)) if HAN_RUN.search(name) else name
    wanted = _NOT_IN_ID.sub("-", unicodedata.normalize("NFKD", text).casefold()).strip("-") or "topic"
    free = wanted
    number = 1
    while free in used or free in FOLDER_PAGES:
        number += 1
        free = f"{wanted}-{number}"
    return DomainId(free)
