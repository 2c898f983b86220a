"""Scores the domains, concepts and relations of a base against gold labels by a person.

A folder of labels contains ``domains.tsv``, ``concepts.tsv`` and ``related.tsv``; their headers describe the columns. Questions
are numbered by their position in the text, from 1.
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
    """A labelled term: ``names`` are all of its names, folded; ``name`` is the first as written."""

    verdict: str
    name: str
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Labels:
    """Labels: for each question the domains it is about, acceptable domains, relations and duplicates; for the base all terms."""

    about: tuple[frozenset[str], ...]
    may: tuple[frozenset[str], ...]
    related: tuple[frozenset[str], ...]
    duplicates: tuple[frozenset[str], ...]
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The generator's result for a base whose questions are all labelled."""

    entries: tuple[Entry, ...]
    concepts: tuple[Concept, ...]
    domains: frozenset[str]
    """Ids of the owner's domains; parts and topics have no labels."""


@dataclass(frozen=True, slots=True)
class Score:
    """Descriptions of the right, wrong and missing items, and of those without a label."""

    right: tuple[str, ...]
    wrong: tuple[str, ...]
    missing: tuple[str, ...]
    unjudged: tuple[str, ...] = ()

    @property
    def precision(self) -> float:
        """The share of found items that are right; items without a label count as wrong."""
        return _share(len(self.right), len(self.wrong) + len(self.unjudged))

    @property
    def recall(self) -> float:
        """The share of wanted items that were found."""
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
    """The result of the pipeline, up to the pages, for a content folder."""
    prepared, _ = prepare(content_dir, lambda _: None)
    owned = frozenset(domain.id for domain in prepared.base.domains if domain.kind is DomainKind.DOMAIN)
    return Found(prepared.base.entries, prepared.base.concepts, owned)


def score_domains(found: Found, labels: Labels) -> Score:
    """Compare the domains shown on pages with the labels; acceptable domains count neither as right nor as wrong."""
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
    """Compare concepts with labelled terms: right if the name shown is a term's, and the concept is exactly one term.

    Acceptable terms are right, too. They do not count for recall, which is therefore a separate score.
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
    """The wanted terms: found if a concept that is not also another term has one of the names."""
    names = {fold(name) for concept in found.concepts if len(_wanted(concept, labels.terms)) == 1 for name in concept.names}
    wanted = [term for term in labels.terms if term.verdict == _WANTED]
    return Score(
        right=tuple(term.name for term in wanted if term.names & names),
        wrong=(),
        missing=tuple(term.name for term in wanted if not term.names & names),
    )


def unlabelled_aliases(found: Found, labels: Labels) -> tuple[str, ...]:
    """Names of right concepts that are not in the label, for a person to judge."""
    told = []
    for concept in found.concepts:
        known = frozenset[str]().union(*(term.names for term in labels.terms if term.names & {fold(concept.name)}))
        told += [f"{concept.name} = {alias}" for alias in concept.aliases if known and fold(alias) not in known]
    return tuple(told)


def score_relations(found: Found, labels: Labels) -> Score:
    """Compare the first three relations of every question with the labels; a duplicate must also be shown as one."""
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
    """The concepts that have a name of a term of which an earlier concept has another name."""
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
    """The figures that tests require to stay above or below a limit."""
    domains, relations = score_domains(found, labels), score_relations(found, labels)
    return {
        "domains missing": len(domains.missing),
        "domains wrong": len(domains.wrong),
        "concept precision": score_concepts(found, labels).precision,
        "concept recall": score_recall(found, labels).recall,
        "related precision@3": relations.precision,
        "questions without relation": len(relations.missing),
    }
