"""Read the difficulty, frequency and tags that a text gives for a question: passages and Markdown in, ``Notes`` out.

They are on lines of their own, also at the end of a paragraph: ``难度：中等``, ``Tags: cache, Redis``. The lines stay on the
page, but are no passages of the answer, from which excerpts and descriptions are taken; neither are those that name an author.
Comments (``<!-- tags: (html) -->``) and the front matter of a file that is one question may give them, too. ``overlays.yml``
takes precedence over all of them.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING

from zhiku.content.front_matter import values_of
from zhiku.lang.reader import words
from zhiku.model import Notes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

    from zhiku.content.annotations import Overlay
    from zhiku.model import Passage


class NoteField(StrEnum):
    """What a text may note of a question."""

    DIFFICULTY = "difficulty"
    FREQUENCY = "frequency"
    TAGS = "tags"
    AUTHOR = "author"


_LABELS = {
    NoteField.DIFFICULTY: "difficulty_labels",
    NoteField.FREQUENCY: "frequency_labels",
    NoteField.TAGS: "tag_labels",
    NoteField.AUTHOR: "author_labels",
}
MAX_VALUE = 40
"""A longer text after the label is a sentence, not a value."""
MAX_TAGS = 300
"""Characters of the longest list of tags."""
_SEPARATOR = re.compile(r"\s*[,，、;；/|]\s*#?|\s+#|^#")
_TAGS_OF_JEKYLL = "tags"
_MARKS = "。.*_` "
_EMPHASIS = re.compile(r"[*_]{1,3}")
_COMMENT = re.compile(r"<!--\s*(?P<words>[^<>]*?)\s*-->")
_FENCED = re.compile(r"^[ ]{0,3}(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^[ ]{0,3}(?P=fence)|\Z)", re.DOTALL | re.MULTILINE)
NOTHING: Mapping[NoteField, str] = MappingProxyType({})


def notes_of(passages: Iterable[Passage], overlay: Overlay | None, in_title: Mapping[NoteField, str] = NOTHING) -> Notes:
    """The notes of a question: those of the owner, or else those in its text, or else those ``in_title``."""
    said: dict[NoteField, str] = {}
    for passage in passages:
        for name, value in chain.from_iterable(_fields(passage)):
            if _is_value(name, value):
                said.setdefault(name, value)
    said = {**in_title, **said}
    tags = tuple(tag for tag in _SEPARATOR.split(said.get(NoteField.TAGS, "")) if tag)
    return Notes(
        tags=(overlay.tags if overlay else ()) or tags,
        aliases=overlay.aliases if overlay else (),
        difficulty=(overlay.difficulty if overlay else "") or said.get(NoteField.DIFFICULTY, ""),
        frequency=said.get(NoteField.FREQUENCY, ""),
    )


def notes_in_markup(markdown: str, front_matter: str = "") -> dict[NoteField, str]:
    """What the comments of a question's Markdown say, and the front matter of its file, delimiters included."""
    said: dict[NoteField, str] = {}
    for comment in _COMMENT.finditer(_FENCED.sub("", markdown)):
        for name, value in chain.from_iterable(map(_fields_of_line, comment["words"].splitlines())):
            said.setdefault(name, value.strip("()[] "))
    values = {key.casefold(): value for key, value in values_of(front_matter).items()} if front_matter else {}
    for name, field in _LABELS.items():
        key = next((key for word in words(field) if (key := word.casefold()) in values), "")
        found = values.get(key)
        # Jekyll, whose pages name their layout, reads words as tags if there is no list.
        is_of_jekyll = key == _TAGS_OF_JEKYLL and "layout" in values and isinstance(found, str) and "," not in found
        items = found if isinstance(found, list) else found.split() if is_of_jekyll and isinstance(found, str) else [found]
        if text := ", ".join(str(item) for item in items if isinstance(item, str | int | float)):
            said.setdefault(name, text)
    return {name: value for name, value in said.items() if value}


def note_plugin(parser: MarkdownIt) -> None:
    """Make lines of notes at the end of a paragraph paragraphs of their own."""
    parser.block.ruler.before("paragraph", "note", _end_paragraph, {"alt": ["paragraph"]})


def _end_paragraph(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the signature of a block rule
    """Whether only notes follow in a paragraph."""
    line = start
    while silent and line < end and not state.isEmpty(line):
        written = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
        if not _is_note(_fields_of_line(_EMPHASIS.sub("", written))):
            return False
        line += 1
    return silent and line > start


def is_note(passage: Passage) -> bool:
    """Whether a passage consists of fields with a label and a value, and of nothing else."""
    lines = _fields(passage)
    return bool(lines) and all(map(_is_note, lines))


def _is_note(fields: Sequence[tuple[NoteField, str]]) -> bool:
    return bool(fields) and all(_is_value(name, value) for name, value in fields)


def _fields(passage: Passage) -> list[list[tuple[NoteField, str]]]:
    """The names and texts of the labelled fields on each line; none in code.

    A line has fields if it begins with a label. A paragraph is a single line and may contain several of them.
    """
    return [] if passage.is_code else [_fields_of_line(line) for line in passage.text.split("\n")]


def _fields_of_line(line: str) -> list[tuple[NoteField, str]]:
    if not _label().match(line):
        return []
    labels = list(_label().finditer(line))
    ends = [*(following.start() for following in labels[1:]), len(line)]
    return [
        (NoteField(str(label.lastgroup)), line[label.end() : end].strip(_MARKS)) for label, end in zip(labels, ends, strict=True)
    ]


def _is_value(name: NoteField, text: str) -> bool:
    """Whether a text after a label is a value: a short one, of tags each of them."""
    values = _SEPARATOR.split(text) if name is NoteField.TAGS else [text]
    return 0 < len(text) <= MAX_TAGS and all(len(value) <= MAX_VALUE for value in values)


def label_in(text: str) -> NoteField | None:
    """The field whose label a text contains."""
    found = _label(anywhere=True).search(text)
    return NoteField(str(found.lastgroup)) if found else None


@cache
def _label(*, anywhere: bool = False) -> re.Pattern[str]:
    """A pattern with a group for each field: labels with a colon at the start of a line or after white space, or ``anywhere``.

    Names of authors are no levels that a legend explains, so ``anywhere`` leaves them out.
    """
    groups = {name: "|".join(map(re.escape, sorted(words(field), key=len, reverse=True))) for name, field in _LABELS.items()}
    if anywhere:
        del groups[NoteField.AUTHOR]
    fields = "|".join(f"(?P<{name}>{labels})" for name, labels in groups.items())
    return re.compile(
        rf"(?<![A-Za-z])(?:{fields})(?![a-z])" if anywhere else rf"(?:^|(?<=\s))\W*(?:{fields})\s*[：:]\s*", re.IGNORECASE
    )
