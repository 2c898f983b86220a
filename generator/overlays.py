"""``content/overlays.yml``: what an owner decides for single questions, by their id, without touching the text.

::

    questions:
      6:
        domains: {pin: [medical], ban: [vision]}
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.model import DomainId, QuestionId
from generator.yamlfile import YamlFile

if TYPE_CHECKING:
    from collections.abc import Collection

    import yaml

    from generator.diagnostics import Diagnostic
    from generator.source import SourceText


@dataclass(frozen=True, slots=True)
class Overlay:
    """The owner's word on one question: domains it is about whatever the text says, and domains it is never given."""

    question: QuestionId
    pinned: tuple[DomainId, ...]
    banned: tuple[DomainId, ...]


def read_overlays(
    source: SourceText, questions: Collection[QuestionId], domains: Collection[DomainId]
) -> tuple[tuple[Overlay, ...], tuple[Diagnostic, ...]]:
    """The overlays and what is wrong with them: ids of no question, ids of no domain, YAML mistakes."""
    file = YamlFile(source)
    root = file.mapping(file.root(), ("questions",))
    overlays = []
    for key, node in file.mapping(root.get("questions")).items():
        if key not in questions:
            file.error(node, "KB320", f"there is no question `{key}`", "use the id in the address of its page: questions/<id>/")
        entries = file.mapping(node, ("domains",))
        pins = file.mapping(entries.get("domains"), ("pin", "ban"))
        overlays.append(
            Overlay(QuestionId(key), _domains(file, pins.get("pin"), domains), _domains(file, pins.get("ban"), domains))
        )
    return tuple(overlays), tuple(file.problems)


def _domains(file: YamlFile, node: yaml.Node | None, known: Collection[DomainId]) -> tuple[DomainId, ...]:
    ids = []
    for item in file.items(node):
        domain = DomainId(file.text(item))
        if domain not in known:
            file.error(item, "KB321", f"there is no domain `{domain}`", f"known domains: {', '.join(sorted(known))}")
        ids.append(domain)
    return tuple(ids)
