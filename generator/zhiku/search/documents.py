"""The searchable form of a question: an entry of the base in, its fields and the passages for snippets out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from zhiku.analysis.same_titles import beginnings
from zhiku.model import GENERAL, PassageRole, SectionKind, Strength
from zhiku.search.analyzer import analyze, normal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from zhiku.model import Concept, ConceptId, Domain, DomainId, Entry, QuestionId

FIELDS = (("title", 4), ("names", 2), ("heads", 2), ("body", 1))
"""The fields of the index with their weights."""

MAX_TAGS = 30
"""Tags by which results can be filtered; the most frequent ones."""
_SECTIONS = tuple(SectionKind)
_TAG = "tag"
_NOTES = ("difficulty", "frequency", _TAG)
_ROLES = (PassageRole.TEXT, PassageRole.LIST_HEAD, PassageRole.HEADING, PassageRole.REFERENCE)


@dataclass(frozen=True, slots=True)
class Document:
    """A question as it is indexed: ``fields`` by name, each a list of texts; phrases do not extend across them."""

    id: str
    fields: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Facets:
    """Values by which results can be filtered, with their indices in the data; ``notes`` are pairs of kind and value.

    ``beginnings`` tell results with the same title apart.
    """

    domains: Mapping[DomainId, int]
    notes: Mapping[tuple[str, str], int]
    beginnings: Mapping[QuestionId, str]


def read_document(entry: Entry, domains: Mapping[DomainId, Domain], concepts: Mapping[ConceptId, Concept]) -> Document:
    """The fields of a question: title, all names of its concepts and domains, its aliases and tags, heads, running text."""
    passages = entry.question.passages
    heads = tuple(passage.text for passage in passages if passage.is_head)
    names = [name for concept in entry.concepts for name in concepts[concept].names]
    names += [name for domain in _domains_of(entry, domains) for name in (domain.name, domain.english)]
    names += entry.question.notes.names
    return Document(
        id=entry.question.id,
        fields={
            "title": (entry.question.title,),
            "names": tuple(dict.fromkeys(names)),
            "heads": heads,
            "body": tuple(passage.text for passage in passages if not passage.is_head),
        },
    )


def _domains_of(entry: Entry, domains: Mapping[DomainId, Domain]) -> tuple[Domain, ...]:
    return tuple(domains[domain] for domain in entry.about if domain in domains and domain != GENERAL)


def facets_of(domains: Iterable[Domain], entries: Sequence[Entry]) -> Facets:
    """Domains in order; difficulties, then frequencies, then at most ``MAX_TAGS`` tags, each those of most questions first."""
    counts = Counter(chain.from_iterable(_noted(entry) for entry in entries))
    ranked = sorted(counts, key=lambda one: (_NOTES.index(one[0]), -counts[one], one[1]))
    tags = [one for one in ranked if one[0] == _TAG][:MAX_TAGS]
    noted = [one for one in ranked if one[0] != _TAG] + tags
    return Facets(
        {domain.id: index for index, domain in enumerate(domains)},
        {one: index for index, one in enumerate(noted)},
        beginnings(entry.question for entry in entries),
    )


def _noted(entry: Entry) -> list[tuple[str, str]]:
    """What is noted of a question, as kinds and values."""
    notes = entry.question.notes
    values = (
        ("difficulty", notes.difficulty),
        ("frequency", notes.frequency),
        *((_TAG, tag) for tag in dict.fromkeys(notes.tags)),
    )
    return [(kind, value) for kind, value in values if value]


def result_data(entry: Entry, facets: Facets) -> dict[str, object]:
    """The data of a question in the search bundle; passages are ``[section, role, depth, text]`` with numeric kinds."""
    question, order = entry.question, facets.domains
    notes = [facets.notes[one] for one in _noted(entry) if one in facets.notes]
    names = [name for text in question.notes.names if (name := normal(analyze(text)))]
    return {
        **({"names": names} if names else {}),
        **({"notes": notes} if notes else {}),
        **({"beginning": facets.beginnings[question.id]} if question.id in facets.beginnings else {}),
        "id": question.id,
        "number": question.number,
        "title": question.title,
        "url": question.url,
        "domains": [order[domain] for domain in entry.about if domain in order],
        "mentions": [order[tag.domain] for tag in entry.tags if tag.strength is Strength.MENTIONS and tag.domain in order],
        "formulas": len(question.formulas),
        "sections": [_SECTIONS.index(section.kind) for section in question.sections],
        "passages": [
            [_SECTIONS.index(passage.section), _ROLES.index(passage.role), passage.depth, passage.text]
            for passage in question.passages
        ],
    }
