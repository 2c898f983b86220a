"""Find topics where neither owner nor text divides a base: questions and concepts in, ``Domain`` records out.

Every topic is anchored on a term of the text, which is its name; there is nothing random in it. Every question votes for the
anchor that it speaks of most strongly, a little more for one that many questions speak of. The anchor with the fewest votes is
dropped and its voters choose again, until those that are left have enough votes and are few enough. Votes are local, so that one
question more or less seldom moves another one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from operator import itemgetter
from typing import TYPE_CHECKING

from zhiku.analysis.concepts.salience import is_everyday
from zhiku.analysis.topics.anchors import SECOND_PLACE, SIZE_EXPONENT, anchors_of
from zhiku.analysis.topics.assign import about_topics
from zhiku.analysis.words import HAN_RUN, singular
from zhiku.content.stored_topics import TOPIC_ICON
from zhiku.lang.pinyin import syllables
from zhiku.lang.word_lists import known_words
from zhiku.model import Domain, DomainId, DomainKind
from zhiku.source.slug import RESERVED_NAMES, ascii_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from zhiku.analysis.topics.anchors import Anchor
    from zhiku.model import Classified, Concept, QuestionId

MIN_QUESTIONS = 40
"""A smaller base is read as a list; topics are computed for it only on wish."""
_MAX_TOPICS, _MIN_TOPICS = 24, 4
_MIN_VOTES, _VOTES_BY_ROOT = 3.0, 0.3
"""A topic needs three questions, in larger bases this times the root of their number: 6 of 400, 13 of 2,000."""
_MIN_VOTES_OF_FEW = 2.0
"""What a topic needs in a base that gets topics only on wish."""
_ATTEMPTS = ((1.5, 0.4), (1.0, 0.6))
"""How many times the votes a topic needs that a common noun names, and the share of questions that may name an anchor.

The second attempt is for texts that have too few terms of their own for the first.
"""
_MAX_ABBREVIATION_LENGTH = 4
_NEW_BESIDE_STORED = 2.0
"""How many times the votes a topic needs that is found beside stored ones: what is about none of them is little and restless."""
_MOST_BESIDE_STORED = 0.75
"""The part of the questions that may name an anchor which may name one beside stored topics: what was too common when
these were stored still is when a few questions are gone."""
_NAMING_SHARE = 0.7
"""A longer name of at least this share of a topic's questions names it: neural nets, not nets; but 胃炎, not 浅表性胃炎."""
_SECOND_SHARE, _OWN_SHARE = 0.25, 0.5
"""Share of a topic's questions that must speak of a term which is its second name, and share of that term's questions in it."""
_MIN_KEPT = 2
"""A stored topic is kept while so many questions are about it."""


def find_topics(
    questions: Sequence[Classified], concepts: Iterable[Concept], taken: Collection[str] = (), stored: Sequence[Domain] = ()
) -> tuple[Domain, ...]:
    """Topics, the largest first; none where fewer than four divide the base. ``taken`` are ids that others have.

    The terms of a topic are the spellings of its anchors; ``assign_topics`` says which questions belong to it. ``stored`` topics
    stay what they are while questions are about them; only questions about none of them vote for new ones.
    """
    about = about_topics(questions, [topic for topic in stored if topic.id not in taken])
    kept = [topic for topic in stored if len(about.get(topic.id, ())) >= _MIN_KEPT]
    covered: set[QuestionId] = set().union(*(about[topic.id] for topic in kept))
    terms = {term.casefold() for topic in kept for term in topic.terms}
    found = _elected(questions, concepts, covered, terms)
    if len(kept) + len(found) < _MIN_TOPICS:
        return ()
    used = {*taken, *(topic.id for topic in kept)}
    sized = [(len(about[topic.id]), topic) for topic in kept]
    for anchors, votes, beside in found:
        name = _name_of(anchors)
        spellings = {spelling.casefold(): spelling for anchor in reversed(anchors) for spelling in reversed(anchor.spellings)}
        topic = free_id(name, used)
        used.add(topic)
        sized.append(
            (
                votes,
                Domain(
                    topic,
                    ", ".join(map(_title_of, (name, *beside))),
                    "",
                    TOPIC_ICON,
                    tuple(reversed(spellings.values())),
                    DomainKind.TOPIC,
                ),
            )
        )
    return tuple(topic for _, topic in sorted(sized, key=lambda pair: (-pair[0], pair[1].id)))


def _elected(
    questions: Sequence[Classified], concepts: Iterable[Concept], covered: Collection[QuestionId], known: AbstractSet[str]
) -> list[tuple[Sequence[Anchor], int, tuple[str, ...]]]:
    """Anchors, numbers of votes and second names, if any, of the topics that questions elect, the largest first.

    ``covered`` questions do not vote, and ``known`` terms are not elected: they have their topics.
    """
    total = len(questions)
    least = max(_MIN_VOTES, _VOTES_BY_ROOT * total**0.5) if total >= MIN_QUESTIONS else _MIN_VOTES_OF_FEW
    least *= _NEW_BESIDE_STORED if known else 1
    groups: dict[str, list[Anchor]] = {}
    votes: dict[str, set[QuestionId]] = {}
    for common_noun, common_share in _ATTEMPTS:
        most = total * common_share * (_MOST_BESIDE_STORED if known else 1)
        anchors = anchors_of(questions, concepts, least, most, small=total < MIN_QUESTIONS)
        groups = _groups([_free(anchor, covered) for anchor in anchors if known.isdisjoint(map(str.casefold, anchor.spellings))])
        votes = _elect(groups, least, common_noun)
        if known or len(votes) >= _MIN_TOPICS:
            break
    largest = sorted(votes, key=lambda name: (-len(votes[name]), name))
    beside = _second_names(groups, votes) if total >= MIN_QUESTIONS else {}
    return [(groups[name], len(votes[name]), beside.get(name, ())) for name in largest]


def _second_names(
    groups: Mapping[str, Sequence[Anchor]], votes: Mapping[str, Collection[QuestionId]]
) -> dict[str, tuple[str, ...]]:
    """For topics with a common word for a name, a term that many of their questions and few others speak of."""
    anchors = [anchor for group in groups.values() for anchor in group if anchor.weight > SECOND_PLACE]
    found: dict[str, tuple[str, ...]] = {}
    for name, voters in votes.items():
        if not is_everyday(_name_of(groups[name])):
            continue
        own = {anchor.name for anchor in groups[name]}
        shares = {
            anchor.name: len(voters & anchor.strength.keys()) / len(voters)
            for anchor in anchors
            if anchor.name not in votes
            and anchor.name not in own
            and len(voters & anchor.strength.keys()) >= _OWN_SHARE * len(anchor.strength)
        }
        best = max(shares, key=lambda other: (shares[other], other), default="")
        if best and shares[best] >= _SECOND_SHARE:
            found[name] = (best,)
    return found


def _free(anchor: Anchor, covered: Collection[QuestionId]) -> Anchor:
    """The anchor with its strength in questions that have no topic yet."""
    return anchor._replace(strength={question: value for question, value in anchor.strength.items() if question not in covered})


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
        if len(votes[weakest]) >= needed[weakest] and len(votes) <= _MAX_TOPICS:
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


def _name_of(anchors: Sequence[Anchor]) -> str:
    """The name of the first anchor, around which the group is, or a longer one that most of its questions have."""
    root = anchors[0]
    longer = [anchor for anchor in anchors[1:] if len(anchor.strength) >= _NAMING_SHARE * len(root.strength)]
    return max(longer, key=lambda anchor: (len(anchor.strength), anchor.name), default=root).name


def _title_of(name: str) -> str:
    """A name as a title: with a capital, unless it is short and no list has it, so that it may be written without: ``dbt``."""
    is_word = not name.isascii() or singular(name) in known_words("en") or " " in name
    return name[:1].upper() + name[1:] if name.islower() and (is_word or len(name) > _MAX_ABBREVIATION_LENGTH) else name


def free_id(name: str, used: Collection[str]) -> DomainId:
    """An address from the name: its letters, or how it sounds."""
    text = "-".join(syllables(name)) if HAN_RUN.search(name) else name
    wanted = "-".join(ascii_words(text)) or "topic"
    free = wanted
    number = 1
    while free in used or free in RESERVED_NAMES:
        number += 1
        free = f"{wanted}-{number}"
    return DomainId(free)
