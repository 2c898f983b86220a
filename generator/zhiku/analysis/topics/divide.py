"""Everything that divides a base: what the owner says, the text's parts, and topics that are found where these do not."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from zhiku.analysis.topics.assign import assign_topics
from zhiku.analysis.topics.find import MIN_QUESTIONS, Divided, find_topics
from zhiku.analysis.topics.folders import folder_topics
from zhiku.analysis.topics.likeness import Likeness
from zhiku.analysis.topics.parts import part_topics
from zhiku.model import GENERAL, DomainTag, QuestionId, Strength

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from zhiku.content.annotations import Overlay
    from zhiku.model import Classified, Concept, Domain, DomainId, Part

_DIVIDED = 0.6
"""Where domains and parts have this share of the questions, topics are for the others: there they would only repeat them."""
_LEAST_PARTS = 4
"""Fewer parts are halves of a base rather than its topics, which are found beside them."""
_LARGEST_PART = 0.5
"""And so are parts one of which has a larger share of the questions."""


def divide(  # noqa: PLR0913 - all that divides a base
    questions: Sequence[Classified],
    domains: Sequence[Domain],
    parts: Sequence[Part],
    concepts: Sequence[Concept],
    *,
    own_topics: Sequence[Domain] | None = None,
    stored_topics: Sequence[Domain] = (),
    overlays: Iterable[Overlay] = (),
    on_request: bool = False,
    title: str = "",
    separator: str = ", ",
) -> tuple[tuple[Domain, ...], tuple[Classified, ...]]:
    """The domains, parts and topics of a base, and its questions with their tags; ``general`` is left where there is no other.

    Domains are in the order of the owner, parts in that of the text, topics by size; what belongs to none comes last.

    ``own_topics`` are the owner's; without them (``None``) topics are found where domains and parts leave forty questions or
    more, or where some are stored in any base; ``on_request`` for all questions of any base, in domains and parts or not.
    ``stored_topics`` keep their addresses, names and terms. What the ``title`` of the base names is no
    topic; ``separator`` stands between two names of one.
    """
    taken = {domain.id for domain in domains} | {topic.id for topic in own_topics or ()}
    general = [domain for domain in domains if domain.id == GENERAL]
    part_domains, of_part = _parts_and_folders(questions, parts, concepts, taken)
    divided = _divided(questions, of_part)
    ids, names = taken | {part.id for part in part_domains}, [part.name for part in part_domains]
    already = Divided(ids, names, frozenset() if on_request else divided, stored_topics, title, separator)
    wanted = on_request or stored_topics or len(questions) - len(divided) >= MIN_QUESTIONS
    topics, of_topic = tuple(own_topics or ()), dict[QuestionId, tuple[DomainTag, ...]]()
    if topics or (own_topics is None and wanted):
        likeness = Likeness(questions)
        topics = topics or find_topics(questions, concepts, likeness, already)
        of_topic = assign_topics(questions, topics, likeness, divided) if topics else {}
    placed = _in_domains(questions) | of_part.keys() | of_topic.keys()
    if any(item.question.id not in placed for item in questions):
        part_domains, of_part = _without(general, part_domains, of_part)
    everything = (*domains, *part_domains, *_by_size(topics, of_topic.values()))
    found = {
        item.question.id: [*filter(None, [of_part.get(item.question.id)]), *of_topic.get(item.question.id, ())]
        for item in questions
    }
    return (*(domain for domain in everything if domain.id != GENERAL), *general), _tagged(questions, found, everything, overlays)


def _by_size(topics: Iterable[Domain], of_questions: Iterable[Iterable[DomainTag]]) -> list[Domain]:
    """Topics with more questions before those with fewer."""
    sizes = Counter(tag.domain for tags in of_questions for tag in tags)
    return sorted(topics, key=lambda topic: -sizes[topic.id])


def _in_domains(questions: Iterable[Classified]) -> set[QuestionId]:
    """The questions that are in one of the owner's domains."""
    return {item.question.id for item in questions if set(item.about) != {GENERAL}}


def _divided(questions: Sequence[Classified], of_part: Mapping[QuestionId, DomainTag]) -> frozenset[QuestionId]:
    """The questions that domains and parts divide; none where that is a few of them, or where parts are few or one is most."""
    in_domain = _in_domains(questions)
    divided = frozenset(in_domain | of_part.keys())
    sizes = Counter(tag.domain for tag in of_part.values())
    halves = not in_domain and (len(sizes) < _LEAST_PARTS or max(sizes.values()) > _LARGEST_PART * len(questions))
    return frozenset() if halves or len(divided) < _DIVIDED * len(questions) else divided


def _tagged(
    questions: Iterable[Classified],
    found: Mapping[QuestionId, Sequence[DomainTag]],
    domains: Iterable[Domain],
    overlays: Iterable[Overlay],
) -> tuple[Classified, ...]:
    """The questions with the tags found for them, but those that the owner bans."""
    order = {domain.id: place for place, domain in enumerate(domains)}
    banned = {overlay.question: overlay.banned for overlay in overlays}
    kept = {question: [tag for tag in tags if tag.domain not in banned.get(question, ())] for question, tags in found.items()}
    return tuple(replace(item, tags=_tags(item.tags, kept[item.question.id], order)) for item in questions)


def _parts_and_folders(
    questions: Sequence[Classified], parts: Sequence[Part], concepts: Iterable[Concept], taken: set[DomainId]
) -> tuple[tuple[Domain, ...], dict[QuestionId, DomainTag]]:
    """The parts of the text, and the folders of the questions that are in none; each question's part or folder."""
    part_domains, of_part = part_topics(questions, parts, taken)
    outside = [item.question for item in questions if item.question.id not in of_part]
    folder_domains, of_folder = folder_topics(
        outside, taken | {part.id for part in part_domains}, [concept.name for concept in concepts]
    )
    return (*part_domains, *folder_domains), of_part | of_folder


def _without(
    general: Sequence[Domain], parts: Sequence[Domain], of_part: Mapping[QuestionId, DomainTag]
) -> tuple[tuple[Domain, ...], dict[QuestionId, DomainTag]]:
    """The parts, and each question's, without one that is called as the domain of what is left: two would have one name."""
    names = {domain.name.casefold() for domain in general}
    kept = tuple(part for part in parts if part.name.casefold() not in names)
    ids = {part.id for part in kept}
    return kept, {question: tag for question, tag in of_part.items() if tag.domain in ids}


def _tags(own: Sequence[DomainTag], found: Sequence[DomainTag], order: dict[DomainId, int]) -> tuple[DomainTag, ...]:
    """A question's tags with those found added to it; ``general`` only where nothing else is there."""
    pinned = {tag.domain for tag in own}
    tags = [*own, *(tag for tag in found if tag.domain not in pinned)]
    if any(tag.strength is Strength.ABOUT and tag.domain != GENERAL for tag in tags):
        tags = [tag for tag in tags if tag.domain != GENERAL]
    return tuple(sorted(tags, key=lambda tag: (tag.strength is Strength.MENTIONS, order.get(tag.domain, len(order)))))
