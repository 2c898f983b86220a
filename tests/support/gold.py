"""How near the generator comes to what a person read in a text: gold labels and the records of a base in, figures out.

A folder of labels holds ``domains.tsv``, ``concepts.tsv``, ``related.tsv``; their headers say what the columns mean. Questions
are counted as they stand in the text, from 1.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhiku.analysis.concepts.merge import fold
from zhiku.model import GENERAL, DomainKind, RelationKind
from zhiku.pipeline.prepare import prepare

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from zhiku.model import Concept, Entry

_WANTED, _GOOD, _BAD = "concept", {"concept", "may", "accept"}, {"never", "reject"}
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Term:
    """A labelled name with all its names, folded; ``name`` as written first."""

    verdict: str
    name: str
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Labels:
    """What a person read: per question the domains it is about, those that may be, its relations and duplicates; all terms."""

    about: tuple[frozenset[str], ...]
    may: tuple[frozenset[str], ...]
    related: tuple[frozenset[str], ...]
    duplicates: tuple[frozenset[str], ...]
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What the generator made of a base of which every question has labels."""

    entries: tuple[Entry, ...]
    concepts: tuple[Concept, ...]
    domains: frozenset[str]
    """Ids of the owner's domains; parts and topics are judged elsewhere."""


@dataclass(frozen=True, slots=True)
class Score:
    """Right, wrong and missing things, each told in words."""

    right: tuple[str, ...]
    wrong: tuple[str, ...]
    missing: tuple[str, ...]
    unjudged: tuple[str, ...] = ()

    @property
    def precision(self) -> float:
        """The share of what was found that is right; what nobody judged is not."""
        return _share(len(self.right), len(self.wrong) + len(self.unjudged))

    @property
    def recall(self) -> float:
        """The share of what was asked for that was found."""
        return _share(len(self.right), len(self.missing))


def read_labels(folder: Path) -> Labels:
    """The labels in a folder."""
    domains, relations = _rows(folder / "domains.tsv"), _rows(folder / "related.tsv")
    terms = [(verdict, names.split(" | ")) for verdict, names in _rows(folder / "concepts.tsv")]
    return Labels(
        about=tuple(_set(about) or frozenset({GENERAL}) for _, about, _ in domains),
        may=tuple(_set(may) for _, _, may in domains),
        related=tuple(_set(related) for _, related, _ in relations),
        duplicates=tuple(_set(duplicates) for _, _, duplicates in relations),
        terms=tuple(Term(verdict, names[0], frozenset(map(fold, names))) for verdict, names in terms),
    )


def find(content_dir: Path) -> Found:
    """What the whole chain up to the pages makes of a content folder."""
    prepared, _ = prepare(content_dir, lambda _: None)
    owned = frozenset(domain.id for domain in prepared.base.domains if domain.kind is DomainKind.DOMAIN)
    return Found(prepared.base.entries, prepared.base.concepts, owned)


def score_domains(found: Found, labels: Labels) -> Score:
    """Tags shown on pages against the domains that questions are about; domains that may be count neither way."""
    right: list[str] = []
    wrong: list[str] = []
    missing: list[str] = []
    for number, (entry, about, may) in enumerate(zip(found.entries, labels.about, labels.may, strict=True), 1):
        shown = (set(entry.about) & found.domains) or {GENERAL}
        right += [f"{number}: {domain}" for domain in sorted(shown & about)]
        wrong += [f"{number}: {domain}" for domain in sorted(shown - about - may)]
        missing += [f"{number}: {domain}" for domain in sorted(about - shown)]
    return Score(tuple(right), tuple(wrong), tuple(missing))


def score_concepts(found: Found, labels: Labels) -> Score:
    """Concepts against terms: right where the name shown is a term's, and the concept is neither two terms nor half of one.

    Terms that only may be found are right too; recall is over those asked for, so it is a score of its own.
    """
    verdicts = [(_describe(concept), _verdict(concept, labels.terms)) for concept in found.concepts]
    halves = _halves(found.concepts, labels.terms)
    right = [text for text, verdict in verdicts if verdict == "right" and text not in halves]
    wrong = [f"{text} — {verdict}" for text, verdict in verdicts if verdict not in {"right", "unjudged"}]
    return Score(
        right=tuple(right),
        wrong=(*wrong, *(f"{text} — half of a term" for text in halves)),
        missing=(),
        unjudged=tuple(text for text, verdict in verdicts if verdict == "unjudged"),
    )


def score_recall(found: Found, labels: Labels) -> Score:
    """The terms asked for: found where a concept that is no other term bears one of the names."""
    names = {fold(name) for concept in found.concepts if len(_wanted(concept, labels.terms)) == 1 for name in concept.names}
    wanted = [term for term in labels.terms if term.verdict == _WANTED]
    return Score(
        right=tuple(term.name for term in wanted if term.names & names),
        wrong=(),
        missing=tuple(term.name for term in wanted if not term.names & names),
    )


def unlabelled_aliases(found: Found, labels: Labels) -> tuple[str, ...]:
    """Names of right concepts that no label gives them, for a person to judge."""
    told = []
    for concept in found.concepts:
        known = frozenset[str]().union(*(term.names for term in labels.terms if term.names & {fold(concept.name)}))
        told += [f"{concept.name} = {alias}" for alias in concept.aliases if known and fold(alias) not in known]
    return tuple(told)


def score_relations(found: Found, labels: Labels) -> Score:
    """The first three relations of every question against those a reader accepts; a duplicate must be one and be called one."""
    position = {entry.question.id: str(number) for number, entry in enumerate(found.entries, 1)}
    right: list[str] = []
    wrong: list[str] = []
    missing: list[str] = []
    for number, entry in enumerate(found.entries, 1):
        related, duplicates = labels.related[number - 1], labels.duplicates[number - 1]
        for relation in entry.related[:_SHOWN]:
            target = position[relation.target]
            is_duplicate = relation.kind is RelationKind.DUPLICATE
            good = target in duplicates if is_duplicate else target in related | duplicates
            told = f"{number} → {target} {relation.score:.2f} {'=' if is_duplicate else ''} {'、'.join(relation.reasons)}"
            (right if good else wrong).append(told)
        if not entry.related:
            missing.append(str(number))
    return Score(tuple(right), tuple(wrong), tuple(missing))


def _verdict(concept: Concept, terms: Iterable[Term]) -> str:
    bearing = [term for term in terms if fold(concept.name) in term.names]
    if any(term.verdict in _BAD for term in bearing):
        return "no concept"
    if len(wanted := _wanted(concept, terms)) > 1:
        return f"more than one term: {'、'.join(term.name for term in wanted)}"
    if any(term.verdict in _GOOD for term in bearing):
        return "right"
    return f"misnamed {wanted[0].name}" if wanted else "unjudged"


def _wanted(concept: Concept, terms: Iterable[Term]) -> list[Term]:
    names = set(map(fold, concept.names))
    return [term for term in terms if term.verdict == _WANTED and term.names & names]


def _halves(concepts: Iterable[Concept], terms: Iterable[Term]) -> list[str]:
    """The concepts that bear a name of a term of which an earlier concept bears another."""
    held = Counter[str]()
    halves = []
    for concept in concepts:
        for term in _wanted(concept, terms):
            held[term.name] += 1
            if held[term.name] > 1:
                halves.append(_describe(concept))
    return halves


def _describe(concept: Concept) -> str:
    return " | ".join(concept.names)


def _share(part: int, rest: int) -> float:
    return part / (part + rest) if part + rest else 1.0


def _set(text: str) -> frozenset[str]:
    return frozenset() if text == "-" else frozenset(text.split(","))


def _rows(path: Path) -> list[list[str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def figures(found: Found, labels: Labels) -> Mapping[str, float]:
    """The figures that a build is held to."""
    domains, relations = score_domains(found, labels), score_relations(found, labels)
    return {
        "domains missing": len(domains.missing),
        "domains wrong": len(domains.wrong),
        "concept precision": score_concepts(found, labels).precision,
        "concept recall": score_recall(found, labels).recall,
        "related precision@3": relations.precision,
        "questions without relation": len(relations.missing),
    }
