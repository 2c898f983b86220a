"""Find topics where neither owner nor text divides a base: questions and concepts in, ``Domain`` records out.

Every topic is anchored on a term of the text, which is its name; there is nothing random in it. Anchors are chosen one by one,
each time the one that adds most to how well all questions fit the anchor that they fit best (the greedy solution of a facility
location problem: Cornuéjols, Fisher and Nemhauser 1977), until the next one would add little. What too few questions fit best is
dropped again. An anchor whose questions are no more alike than any others adds little however many it has.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from zhiku.analysis.concepts.salience import is_everyday
from zhiku.analysis.inflection import singular
from zhiku.analysis.subject import SUBJECT_SHARE, is_named_by
from zhiku.analysis.topics.anchors import anchors_of, longer_names, stands_in
from zhiku.analysis.topics.assign import fit, least_fit, strengths_of
from zhiku.analysis.words import HAN_RUN
from zhiku.content.stored_topics import TOPIC_ICON
from zhiku.lang.pinyin import syllables
from zhiku.lang.word_lists import known_words
from zhiku.model import Domain, DomainId, DomainKind
from zhiku.source.slug import RESERVED_NAMES, ascii_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from numpy.typing import NDArray

    from zhiku.analysis.topics.anchors import Anchor
    from zhiku.analysis.topics.likeness import Likeness
    from zhiku.model import Classified, Concept, QuestionId

    _Matrix = NDArray[np.float64]

MIN_QUESTIONS = 40
"""A smaller base is read as a list; topics are computed for it only on wish."""
_MAX_TOPICS, _MIN_TOPICS = 24, 4
_MOST_NAMED = 0.6
"""From this share of the questions on what they name is no anchor."""
_SEED_SHARE, _MIN_SEEDS = 1 / 700, 2
"""An anchor has two questions about it, in larger bases this share: with more anchors memory would not grow linearly."""
_SIZE_BY_ROOT, _MIN_SIZE, _MIN_SIZE_OF_FEW = 0.35, 3.0, 2.0
"""A topic is the best one of three questions, in larger bases of this times the root of their number: 9 of 400, 20 of 2,000; in
a base that gets topics only on wish, of two."""
_GAIN_BY_ROOT, _MIN_GAIN, _MIN_GAIN_OF_FEW = 0.2, 2.0, 1.0
"""What an anchor must add, in fits of one question: two, in larger bases this times the root of their number; in a
base that gets topics only on wish, one."""
_ALIKE = 0.3
"""How much it counts in the choice of anchors that questions are like those about one, beside those about it."""
_COHESION, _COHESIVE = 0.5, 0.75
"""Exponent of the cohesion of an anchor in its weight: larger groups are less alike, but not less topics; and the cohesion from
which on it does not matter, so that most anchors keep their weight when the base changes."""
_NEARLY_BEST = 0.7
"""Of the anchors that add at least this share of what the best one adds, the one is taken that is best by itself."""
_WEIGHTS = 0.3, 0.5
"""What an anchor weighs less than the first, being common, seldom repeated by answers or not alike, is none; from the second on
it counts for all that it weighs. With one limit a question more would make or unmake a topic."""
_MAX_ABBREVIATION_LENGTH = 4
_NEW_BESIDE_STORED = 2.0
"""How many times the questions a topic needs that is found beside stored ones: what is about none of them is little and
restless."""
_NAMING_SHARE, _SHARE_FOR_COMMON = 0.7, 0.4
"""A longer name of at least this share of a topic's questions names it: neural nets, not nets; but 胃炎, not 浅表性胃炎. Less is
enough to stand for a common word: sent messages, not sent."""
_SECOND_SHARE, _OWN_SHARE = 0.15, 0.5
"""Share of a topic's questions that must speak of a term which is its second name, and share of that term's questions in it."""
_TOGETHER, _MIN_TOGETHER = 0.5, 2
"""Share of the questions on the second name, or on the first if these are fewer, that are on both, and their least number: two
words that only stand in the same topic have nothing to do with each other."""
_NAMED_SHARE = 0.4
"""A name that fewer of a topic's questions speak of does not tell what the others are about."""
_MIN_KEPT = 2
"""A stored topic is kept while so many questions are about it."""


class Divided(NamedTuple):
    """What divides a base already: ids and names of domains and parts, the questions that they have, and stored topics.

    ``title`` is that of the base, which names the subject of all questions; ``separator`` stands between two names.
    """

    taken: Collection[str] = ()
    names: Collection[str] = ()
    questions: frozenset[QuestionId] = frozenset()
    stored: Sequence[Domain] = ()
    title: str = ""
    separator: str = ", "


class _Wanted(NamedTuple):
    """What topics are found for: questions, without those ``divided`` already.

    ``known`` terms have their topics; ``kept`` are the questions about each stored topic, by their places, with their strengths;
    ``title`` is that of the base.
    """

    questions: Sequence[Classified]
    divided: frozenset[QuestionId]
    known: AbstractSet[str]
    kept: Sequence[Mapping[int, float]]
    title: str

    @property
    def total(self) -> int:
        """The number of questions that topics should divide."""
        return len(self.questions) - len(self.divided)

    @property
    def is_small(self) -> bool:
        """Whether the base gets topics only on wish."""
        return self.total < MIN_QUESTIONS

    @property
    def covered(self) -> frozenset[QuestionId]:
        """The questions that are divided already, or about a stored topic."""
        return self.divided.union(self.questions[place].question.id for about in self.kept for place in about)

    @property
    def least_seeds(self) -> float:
        """How many questions are about an anchor."""
        return max(_MIN_SEEDS, _SEED_SHARE * self.total)

    @property
    def least_gain(self) -> float:
        """What a topic adds to the fits of all questions."""
        return self._times * (_MIN_GAIN_OF_FEW if self.is_small else self._by_root(_GAIN_BY_ROOT, _MIN_GAIN))

    @property
    def least_size(self) -> float:
        """How many questions a topic is the best one of."""
        return self._times * (_MIN_SIZE_OF_FEW if self.is_small else self._by_root(_SIZE_BY_ROOT, _MIN_SIZE))

    @property
    def _times(self) -> float:
        return _NEW_BESIDE_STORED if self.kept else 1.0

    def _by_root(self, factor: float, least: float) -> float:
        return max(least, factor * math.sqrt(self.total))


class _Group(NamedTuple):
    """The anchor of a topic, longer names that it stands in, a second anchor if any, and the number of the topic's questions."""

    anchors: tuple[Anchor, ...]
    second: tuple[Anchor, ...]
    size: int


def find_topics(
    questions: Sequence[Classified], concepts: Iterable[Concept], likeness: Likeness, divided: Divided | None = None
) -> tuple[Domain, ...]:
    """Topics, the largest first; none where fewer than four divide the base.

    The terms of a topic are the spellings of its anchors; ``assign_topics`` says which questions belong to it. Stored topics stay
    what they are while questions are about them; new ones are for questions that these do not fit.
    """
    divided = divided or Divided()
    own = [topic for topic in divided.stored if topic.id not in divided.taken]
    kept = [(topic, about) for topic, about in zip(own, strengths_of(questions, own), strict=True) if len(about) >= _MIN_KEPT]
    terms = {term.casefold() for term in (*divided.names, *(term for topic, _ in kept for term in topic.terms))}
    found = _chosen(_Wanted(questions, divided.questions, terms, [about for _, about in kept], divided.title), concepts, likeness)
    if len(kept) + len(found) < _MIN_TOPICS:
        return ()
    used = {*divided.taken, *(topic.id for topic, _ in kept)}
    sized = [(len(about), topic) for topic, about in kept]
    for group in found:
        topic = _topic(group, questions, used, divided.separator)
        used.add(topic.id)
        sized.append((group.size, topic))
    return tuple(topic for _, topic in sorted(sized, key=lambda pair: (-pair[0], pair[1].id)))


def _topic(group: _Group, questions: Sequence[Classified], used: Collection[str], separator: str = ", ") -> Domain:
    """A topic whose address does not change with the name that its questions use most."""
    root = group.anchors[0]
    name = _name_of(group.anchors)
    names = name, *(anchor.name for anchor in group.second)
    written = [spelling for anchor in (*group.anchors, *group.second) for spelling in anchor.spellings]
    spellings = {spelling.casefold(): spelling for spelling in reversed(written)}
    return Domain(
        free_id(name if is_everyday(root.name) else _one_of(root), used),
        separator.join(each if _is_code(each, questions) else _title_of(each, written) for each in names),
        "",
        TOPIC_ICON,
        tuple(reversed(spellings.values())),
        DomainKind.TOPIC,
    )


def _one_of(anchor: Anchor) -> str:
    """The singular of an anchor's name, if the text or the list of English words has it."""
    one = singular(anchor.name.casefold())
    last = one.split()[-1]
    is_word = anchor.name.islower() and last in known_words("en") and anchor.name.split()[-1] not in known_words("en")
    return one if is_word or one in map(str.casefold, anchor.spellings) else anchor.name


# --- which anchors become topics ------------------------------------------------------------------------------------------


def _chosen(wanted: _Wanted, concepts: Iterable[Concept], likeness: Likeness) -> list[_Group]:
    """The groups of anchors that questions fit best beside the stored topics, the largest first."""
    anchors = _anchors(wanted, concepts)
    ids = [item.question.id for item in wanted.questions]
    places = {question: place for place, question in enumerate(ids)}
    strength = [{places[key]: value for key, value in anchor.strength.items()} for anchor in anchors]
    found = fit([*wanted.kept, *strength], likeness, len(ids))
    rows = [place for place, question in enumerate(ids) if question not in wanted.divided]
    kept, fits = len(wanted.kept), (found.named + found.alike)[rows]
    cohesion = np.ones(len(anchors)) if wanted.is_small else np.clip(found.cohesion[kept:] / _COHESIVE, 0.0, 1.0)
    weights = _faded(np.array([anchor.weight for anchor in anchors]) * cohesion**_COHESION)
    gains = weights * (found.named + _ALIKE * found.alike)[rows, kept:]
    stored = fits[:, :kept].max(axis=1, initial=0.0, keepdims=True)
    columns = _greedy(gains, stored, wanted.least_gain)
    members = _large_enough(fits[:, kept:], stored, columns, wanted.least_size)
    groups = [_group(column, anchors, members, {ids[rows[row]] for row in of_column}) for column, of_column in members.items()]
    return sorted(groups, key=lambda group: (-group.size, group.anchors[0].name))


def _anchors(wanted: _Wanted, concepts: Iterable[Concept]) -> list[Anchor]:
    """The anchors that enough questions without a topic are about, or about longer names that they stand in."""
    most = _MOST_NAMED * len(wanted.questions)
    covered = wanted.covered
    found = [
        _free(anchor, covered)
        for anchor in anchors_of(wanted.questions, concepts, _MIN_SEEDS, most, small=wanted.is_small)
        if wanted.known.isdisjoint(map(str.casefold, anchor.spellings)) and not _is_subject(anchor, wanted)
    ]
    by_name = {anchor.name: anchor for anchor in found}
    longer = longer_names(by_name)
    wide = (_widened(anchor, map(by_name.__getitem__, longer[anchor.name])) for anchor in found)
    return [anchor for anchor in wide if len(anchor.strength) >= wanted.least_seeds]


def _is_subject(anchor: Anchor, wanted: _Wanted) -> bool:
    """Whether the title of the base and many questions name an anchor, so that it divides nothing."""
    return anchor.named > SUBJECT_SHARE * len(wanted.questions) and is_named_by(wanted.title, anchor.name)


def _faded(weights: _Matrix) -> _Matrix:
    """Weights that fade out towards the least one."""
    none, full = _WEIGHTS
    faded: _Matrix = weights * np.clip((weights - none) / (full - none), 0.0, 1.0)
    return faded


def _greedy(gains: _Matrix, stored: _Matrix, least: float) -> list[int]:
    """The columns that together are largest in the rows, each adding at least ``least`` to what is ``stored`` [rows, 1].

    What a column adds hangs on those before it, and what it has by itself on no other: where several add nearly the same, the
    choice changes less with the base if the latter decides.
    """
    best, chosen, own = stored, list[int](), gains.sum(axis=0)
    while len(chosen) < min(_MAX_TOPICS, gains.shape[1]):
        added = np.maximum(gains - best, 0.0).sum(axis=0)
        if added.max() < least:
            break
        column = int(np.where(added >= max(least, _NEARLY_BEST * added.max()), own, -1.0).argmax())
        chosen.append(column)
        best = np.maximum(best, gains[:, [column]])
    return chosen


def _large_enough(fits: _Matrix, stored: _Matrix, columns: Sequence[int], least: float) -> dict[int, list[int]]:
    """The rows that fit each column best, without the columns that too few fit best; these are dropped one by one."""
    left = list(columns)
    while left:
        best = np.hstack((stored, fits[:, left]))
        sure = np.flatnonzero(best.max(axis=1) >= least_fit(best.max(axis=1)))
        members: dict[int, list[int]] = {column: [] for column in left}
        for row in sure.tolist():
            if place := int(best[row].argmax()):
                members[left[place - 1]].append(row)
        smallest = min(reversed(left), key=lambda column: len(members[column]))
        if len(members[smallest]) >= least:
            return members
        left.remove(smallest)
    return {}


def _free(anchor: Anchor, covered: Collection[QuestionId]) -> Anchor:
    """The anchor with its strength in questions that have no topic yet."""
    return anchor._replace(strength={question: value for question, value in anchor.strength.items() if question not in covered})


def _widened(anchor: Anchor, longer: Iterable[Anchor]) -> Anchor:
    """The anchor with the questions that are about longer names which it stands in."""
    strength = dict(anchor.strength)
    for other in longer:
        for question, value in other.strength.items():
            strength[question] = max(value, strength.get(question, 0.0))
    return anchor._replace(strength=strength)


def _group(column: int, anchors: Sequence[Anchor], chosen: Collection[int], members: AbstractSet[QuestionId]) -> _Group:
    """The chosen anchor with longer names that are not chosen themselves, and a second name if the first says too little."""
    others = [anchor for place, anchor in enumerate(anchors) if place not in chosen]
    longer = [anchor for anchor in others if stands_in(anchors[column].name, anchor.name)]
    found = (anchors[column], *sorted(longer, key=lambda anchor: (-len(anchor.strength), anchor.name)))
    says_little = is_everyday(_name_of(found)) or len(members & found[0].strength.keys()) < _NAMED_SHARE * len(members)
    names = {anchor.name for anchor in longer}
    free = [anchor for anchor in others if anchor.name not in names and not stands_in(anchor.name, _name_of(found))]
    beside = _second(members, found[0], free) if says_little else ()
    return _Group(found, beside, len(members))


def _second(members: AbstractSet[QuestionId], first: Anchor, anchors: Iterable[Anchor]) -> tuple[Anchor, ...]:
    """The anchor that most of some questions and few others speak of, together with the first."""
    shares = [
        (anchor.weight * len(members & anchor.strength.keys()) / max(1, len(members)), anchor.name, anchor)
        for anchor in anchors
        if not is_everyday(anchor.name)
        and len(members & anchor.strength.keys()) >= _OWN_SHARE * len(anchor.strength)
        and _are_together(first, anchor)
    ]
    share, _, best = max(shares, key=lambda found: found[:2], default=(0.0, "", first))
    return (best,) if share >= _SECOND_SHARE else ()


def _are_together(first: Anchor, second: Anchor) -> bool:
    """Whether the questions on one of two anchors are on the other as well."""
    fewer = min(len(first.strength), len(second.strength))
    return len(first.strength.keys() & second.strength.keys()) >= max(_MIN_TOGETHER, _TOGETHER * fewer)


# --- names ----------------------------------------------------------------------------------------------------------------


def _name_of(anchors: Sequence[Anchor]) -> str:
    """The name of the first anchor, around which the group is, or a longer one that most of its questions have."""
    root = anchors[0]
    share = _SHARE_FOR_COMMON if is_everyday(root.name) else _NAMING_SHARE
    longer = [anchor for anchor in anchors[1:] if len(anchor.strength) >= share * len(root.strength)]
    return max(longer, key=lambda anchor: (len(anchor.strength), anchor.name), default=root).name


def _title_of(name: str, written: Collection[str] = ()) -> str:
    """A name as a title: with a capital, unless it is short, no list has it, and it is not ``written`` so anywhere: ``dbt``."""
    title = name[:1].upper() + name[1:]
    is_word = not name.isascii() or singular(name) in known_words("en") or " " in name or title in written
    return title if name.islower() and (is_word or len(name) > _MAX_ABBREVIATION_LENGTH) else name


def _is_code(name: str, questions: Iterable[Classified]) -> bool:
    """Whether half of the occurrences of a name are marked as code, so that its case counts: ``sizeof``."""
    word = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    passages = [passage for item in questions for passage in item.question.passages if not passage.is_code]
    marked = sum(len(word.findall(code)) for passage in passages for code in passage.code)
    return marked > 0 and 2 * marked >= sum(len(word.findall(passage.text)) for passage in passages)


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
