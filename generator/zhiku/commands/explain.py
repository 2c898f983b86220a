"""Explain in words why a question has its domains and relations: an ``Entry`` in, text out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zhiku.model import Entry, KnowledgeBase


def explain(entry: Entry, base: KnowledgeBase) -> str:
    """The reasons for every tag and relation of a question, a line each."""
    question = entry.question
    titles = {other.question.id: other.question.label for other in base.entries}
    names = {domain.id: domain.name for domain in base.domains}
    lines = [f"{question.label}  ({question.path}:{question.lines.first}-{question.lines.last})", "", "domains"]
    for tag in entry.tags:
        lines.append(f"  {tag.strength}  {tag.domain}  {names.get(tag.domain, '')}" + ("" if tag.is_certain else "  (probably)"))
        lines += [f"      {question.path}:{item.line}  `{item.term}` in: {item.text}" for item in tag.evidence]
        if not tag.evidence:
            lines.append("      no evidence for any other domain, or pinned in overlays.yml")
    lines += ["", "concepts"]
    for concept in (concept for concept in base.concepts if concept.id in entry.concepts):
        lines.append(f"  {concept.id}  {'、'.join(concept.names)}" + ("" if concept.linked else "  (not linked)"))
        for mention in (mention for mention in concept.mentions if mention.question == question.id):
            how = "defines" if mention.defining else (mention.section or "title")
            lines.append(f"      {question.path}:{mention.line}  {how}: {_shorten(mention.text)}")
    lines += ["", "related"]
    for relation in entry.related:
        lines.append(f"  {relation.score:.3f}  {relation.kind}  {titles[relation.target]}")
        for kind, reasons in (
            ("concepts", relation.concepts),
            ("domains", relation.domains),
            ("link", ("yes",) if relation.linked else ()),
            ("both say", relation.phrases),
            ("alike", relation.passages),
            ("only there", relation.unique),
        ):
            if any(reasons):
                lines.append(f"      {kind}: {'、'.join(reasons)}")
    return "\n".join(lines)


def _shorten(text: str, limit: int = 60) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"
