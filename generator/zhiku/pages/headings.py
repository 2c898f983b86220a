"""The headings that divide lists of questions: the parts of the text, or the folders of files with a question each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from zhiku.model import DomainKind
from zhiku.source.slug import title_of_folder

if TYPE_CHECKING:
    from zhiku.model import Domain, Entry, Part
    from zhiku.pages.context import Writer


class Heading(NamedTuple):
    """A heading in a list of questions; ``url`` is the address of its own page, if it has one, relative to the root.

    ``level`` is 1 for the outermost headings.
    """

    title: str
    level: int
    url: str = ""


def headings_above(writer: Writer, part: Part | None, entry: Entry | None) -> tuple[Heading, ...]:
    """The part of a question, or the folder that is its topic and the one within, outermost first."""
    if part:
        return (Heading(part.title, part.level, part.url),)
    topics = (domain for domain in writer.base.domains if entry and domain.kind is DomainKind.PART and domain.id in entry.about)
    topic = next(topics, None)
    if not topic or not entry:
        return ()
    within = heading_within(writer, topic, entry)
    return (Heading(topic.name, 1, topic.url), *([within] if within else []))


def heading_within(writer: Writer, topic: Domain, entry: Entry) -> Heading | None:
    """The part or folder of a question within its topic; ``None`` where the topic is neither, or contains it directly."""
    if topic.kind is not DomainKind.PART:
        return None
    if part := writer.parts.get(entry.question.part) if entry.question.part else None:
        return Heading(part.title, part.level, part.url) if part.title != topic.name else None
    return _folder_within(topic, entry)


def _folder_within(topic: Domain, entry: Entry) -> Heading | None:
    """The folder of a question that is next below the folder that is its topic."""
    folders = (evidence.text for tag in entry.tags if tag.domain == topic.id for evidence in tag.evidence)
    below = (entry.question.file.removeprefix(f"{folder}/") for folder in folders if entry.question.file.startswith(f"{folder}/"))
    name, slash, _ = next(below, "").partition("/")
    return Heading(title_of_folder(name), 2) if slash else None
