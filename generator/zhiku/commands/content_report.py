"""A report on a base for its owner (``kb lint --report``): a knowledge base and its texts in, groups of places out.

These are not errors, and no build reports them: they are what an owner can work on next to improve the base.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from zhiku.model import GENERAL, RelationKind
from zhiku.parsing.structure_lint import is_unanswered

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from zhiku.diagnostics.diagnostic import Diagnostic
    from zhiku.model import Entry, KnowledgeBase
    from zhiku.source.text import SourceText

MAX_SHOWN = 20
"""Places of a group that the terminal shows; JSON lists all."""
_TERM_NOWHERE = "KB315"
_FENCE = re.compile(r"^\s*(```+|~~~+)")
_CODE = re.compile(r"`[^`]*`")
_IMAGE = re.compile(r"!\[\s*\](?:\(|\[)|<img\b(?![^>]*\balt\s*=\s*(?:\"[^\"]|'[^']|[^\s\"'>]))[^>]*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Finding:
    """A place in a text (``line`` from 1), and its content."""

    path: str
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Group:
    """Places to review for the same reason, in the order of the texts; ``advice`` says what an owner can do."""

    name: str
    title: str
    advice: str
    findings: tuple[Finding, ...]


def content_report(base: KnowledgeBase, texts: Iterable[SourceText], problems: Iterable[Diagnostic]) -> tuple[Group, ...]:
    """All groups, including those without findings; ``problems`` are those of the build."""
    entries = base.entries
    # What a base has none of at all is missing from no question of it.
    divided = entries if base.has_domains else ()
    related = entries if any(entry.related for entry in entries) else ()
    answerless = [_place(entry) for entry in entries if is_unanswered(entry.question)]
    topicless = [_place(entry) for entry in divided if set(entry.about) <= {GENERAL}]
    unrelated = [_place(entry) for entry in related if not entry.related]
    terms = [Finding(item.path, item.line, item.message) for item in problems if item.code == _TERM_NOWHERE]
    return (
        Group("no-answer", "questions without an answer", "write one, or leave the question out", (*answerless,)),
        Group(
            "no-topic",
            "questions without a topic",
            "name a topic in the title, or pin one in `overlays.yml`",
            (*topicless,),
        ),
        Group("no-relation", "questions without a relation", "link to what belongs to them", (*unrelated,)),
        Group(
            "near-duplicates",
            "pairs that say nearly the same",
            "join them, or say how they differ",
            (*_duplicates(entries),),
        ),
        Group(
            "used-once",
            "concepts of one question",
            "say more about them, or ban them in `overlays.yml`",
            (*_used_once(base),),
        ),
        Group("terms-nowhere", "terms of `domains.yml` that occur in no text", "correct or remove them", (*terms,)),
        Group("no-alt", "images without words", "say what they show: `![words](image.png)`", (*_wordless_images(texts),)),
    )


def show_report(base: KnowledgeBase, groups: Sequence[Group]) -> str:
    """The report for a terminal, without a trailing newline."""
    topics = sum(domain.id != GENERAL for domain in base.domains)
    lines = [f"questions: {len(base.entries)}, topics: {topics}, concepts: {len(base.concepts)}"]
    for group in groups:
        lines += ["", f"{group.title}: {len(group.findings)}" + (f" ({group.advice})" if group.findings else "")]
        lines += [f"  {found.path}:{found.line}: {found.text}" for found in group.findings[:MAX_SHOWN]]
        if len(group.findings) > MAX_SHOWN:
            lines.append(f"  … and {len(group.findings) - MAX_SHOWN} more; `--format json` lists all")
    return "\n".join(lines)


def report_as_json(groups: Iterable[Group]) -> str:
    """The report for programs: a list of groups with all their places."""
    return json.dumps([asdict(group) for group in groups], ensure_ascii=False, indent=2)


def _place(entry: Entry, text: str = "") -> Finding:
    return Finding(entry.question.path, entry.question.lines.first, text or entry.question.label)


def _duplicates(entries: Sequence[Entry]) -> Iterator[Finding]:
    """Each pair once, at the earlier question."""
    by_id = {entry.question.id: entry for entry in entries}
    seen: set[frozenset[str]] = set()
    for entry in entries:
        for relation in entry.related:
            pair = frozenset((entry.question.id, relation.target))
            if relation.kind is RelationKind.DUPLICATE and pair not in seen:
                seen.add(pair)
                other = by_id[relation.target].question
                yield _place(entry, f"{entry.question.label} ≈ {other.label} ({other.path}:{other.lines.first})")


def _used_once(base: KnowledgeBase) -> Iterator[Finding]:
    paths = {entry.question.id: entry.question.path for entry in base.entries}
    found = [(concept, concept.mentions[0]) for concept in base.concepts if len(concept.questions) == 1]
    places = [Finding(paths[mention.question], mention.line, concept.name) for concept, mention in found]
    yield from sorted(places, key=lambda place: (place.path, place.line, place.text))


def _wordless_images(texts: Iterable[SourceText]) -> Iterator[Finding]:
    for source in texts:
        fence = ""
        for number, line in enumerate(source.text.splitlines(), 1):
            if marker := _FENCE.match(line):
                fence = "" if fence and marker[1].startswith(fence) else fence or marker[1]
            elif not fence and _IMAGE.search(_CODE.sub("", line)):
                yield Finding(source.path, number, line.strip())
