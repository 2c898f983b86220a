"""``content/overlays.yml``: the owner's decisions on single questions, by id, and on concepts; the text stays unchanged.

::

    questions:
      6:
        domains: {pin: [medical], ban: [vision]}
        tags: [必考]
        aliases: [戴斯损失]                    # other words by which the search finds it
        difficulty: 中等
        errata:
          - quote: 原文中的话或公式             # exactly as in the text
            correction: 应当是怎样
            source: https://arxiv.org/abs/…    # where it can be verified
    concepts:
      merge: [[卷积神经网络, 卷积网络]]       # names of the same concept
      rename: {自适应梯度算法: Adam}         # the name shown to readers
      ban: [损失函数调整]                    # not a concept
      unlink: [准确率]                       # a concept, but not linked in the text
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhiku.content.schema import OVERLAYS, names
from zhiku.content.yaml_reader import YamlFile
from zhiku.diagnostics.diagnostic import at_line
from zhiku.model import ConceptOverlay, DomainId, QuestionId

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    import yaml

    from zhiku.diagnostics.diagnostic import Diagnostic
    from zhiku.source.text import SourceText


@dataclass(frozen=True, slots=True)
class Erratum:
    """A correction: the words or formula as the text has them, the correct ones, and the source.

    ``missing`` is the problem to report if the text does not contain the quote.
    """

    quote: str
    correction: str
    source: str
    missing: Diagnostic


@dataclass(frozen=True, slots=True)
class Overlay:
    """The owner's decisions on one question: domains it always or never belongs to, tags, aliases, difficulty, errata."""

    question: QuestionId
    pinned: tuple[DomainId, ...]
    banned: tuple[DomainId, ...]
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    difficulty: str = ""
    errata: tuple[Erratum, ...] = ()


def read_overlays(
    source: SourceText, questions: Collection[QuestionId], domains: Collection[DomainId]
) -> tuple[tuple[Overlay, ...], tuple[Diagnostic, ...]]:
    """The overlays, and their problems: unknown ids of questions or domains, invalid YAML."""
    file = YamlFile(source)
    root = file.mapping(file.root(), names(OVERLAYS))
    overlays = []
    for key, node in file.mapping(root.get("questions")).items():
        if key not in questions:
            file.at_key(node, "KB320", f"there is no question `{key}`", "use the id in the address of its page: questions/<id>/")
        entries = file.mapping(node, names(OVERLAYS, "questions"))
        pins = file.mapping(entries.get("domains"), names(OVERLAYS, "questions", "domains"))
        overlays.append(
            Overlay(
                QuestionId(key),
                _domains(file, pins.get("pin"), domains),
                _domains(file, pins.get("ban"), domains),
                file.texts(entries.get("tags")),
                file.texts(entries.get("aliases")),
                file.text(entries.get("difficulty")),
                tuple(erratum for item in file.items(entries.get("errata")) if (erratum := _erratum(file, key, item))),
            )
        )
    return tuple(overlays), tuple(file.problems)


def read_concept_overlay(source: SourceText, is_known: Callable[[str], bool]) -> tuple[ConceptOverlay, tuple[Diagnostic, ...]]:
    """The decisions on concepts, and their problems; ``is_known`` is true for names that occur in the text."""
    file = YamlFile(source)
    root = file.mapping(YamlFile(source).root(), None)
    entries = file.mapping(root.get("concepts"), names(OVERLAYS, "concepts"))

    def known(name: str, node: yaml.Node) -> str:
        if not is_known(name):
            hint = "the page concepts/ lists all concepts and their names"
            file.error(node, "KB322", f"the text has no concept `{name}`", hint)
        return name

    def known_names(node: yaml.Node | None) -> tuple[str, ...]:
        return tuple(known(file.text(item), item) for item in file.items(node))

    overlay = ConceptOverlay(
        merged=tuple(known_names(group) for group in file.items(entries.get("merge"))),
        renamed=tuple((known(name, node), file.text(node)) for name, node in file.mapping(entries.get("rename")).items()),
        banned=known_names(entries.get("ban")),
        unlinked=known_names(entries.get("unlink")),
    )
    return overlay, tuple(file.problems)


def _erratum(file: YamlFile, question: str, node: yaml.Node) -> Erratum | None:
    entries = file.mapping(node, names(OVERLAYS, "questions", "errata"))
    quote, correction = file.text(entries.get("quote")), file.text(entries.get("correction"))
    if not quote or not correction:
        file.error(node, "KB331", "an erratum needs a quote and a correction", "write `quote: …` and `correction: …`")
        return None
    place = entries["quote"].start_mark
    line = min(place.line + 1, file.source.line_count)
    hint = (
        "quote one paragraph, list item or formula of the text word for word; if the text has been corrected, delete the erratum"
    )
    message = f"question `{question}` does not hold this quote (any more)"
    missing = at_line(file.source, line, "KB330", message, hint=hint, column=place.column + 1, length=len(quote))
    return Erratum(quote, correction, file.text(entries.get("source")), missing)


def _domains(file: YamlFile, node: yaml.Node | None, known: Collection[DomainId]) -> tuple[DomainId, ...]:
    ids = []
    for item in file.items(node):
        domain = DomainId(file.text(item))
        if domain not in known:
            file.error(item, "KB321", f"there is no domain `{domain}`", f"known domains: {', '.join(sorted(known))}")
        ids.append(domain)
    return tuple(ids)
