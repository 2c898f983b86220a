"""The base as a graph for the map: questions, their domains and concepts in, nodes and edges as JSON out."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from zhiku.model import GENERAL

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zhiku.model import DomainId, KnowledgeBase

MOST_QUESTIONS = 150
"""More dots than this and their lines are a grey cloud; larger bases show domains and the concepts that join questions."""
_MOST_CONCEPTS = 120


def graph_json(base: KnowledgeBase, hues: Mapping[DomainId, int]) -> str:
    """Nodes ``[id, kind, name, url, hue]`` and edges ``[index, index]`` of the map."""
    small = len(base.entries) <= MOST_QUESTIONS
    nodes: list[list[Any]] = []
    at: dict[tuple[str, str], int] = {}

    def add(kind: str, key: str, name: str, url: str, hue: int | None = None) -> None:
        at[kind, key] = len(nodes)
        nodes.append([f"{kind}:{key}", kind, name, url, hue])

    for domain in base.domains:
        if domain.id != GENERAL:
            add("domain", domain.id, domain.name, domain.url, hues[domain.id])
    by_spread = sorted(base.concepts, key=lambda concept: (-len(concept.questions), concept.id))
    shown = [concept for concept in by_spread if concept.linked][:_MOST_CONCEPTS]
    for concept in sorted(shown, key=lambda concept: concept.id):
        add("concept", concept.id, concept.name, concept.url)
    edges: Counter[tuple[int, int]] = Counter()
    for entry in base.entries:
        domains = [at["domain", domain] for domain in entry.about if ("domain", domain) in at]
        concepts = [at["concept", concept] for concept in entry.concepts if ("concept", concept) in at]
        if small:
            add("question", entry.question.id, entry.question.label, entry.question.url)
            edges.update((other, len(nodes) - 1) for other in (*domains, *concepts))
        else:
            edges.update((domain, concept) for domain in domains for concept in concepts)
    data = {"nodes": nodes, "edges": sorted(edges)}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
