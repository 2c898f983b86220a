"""Texts in many formats, read without configuration: every folder in ``shapes/`` is a case.

The input is ``content/``, without a declared format; ``expected.txt`` has the detected format, every record of the texts with its
lines, and the lines of each section of a question. ``conftest.py`` describes how to rewrite it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from zhiku.cli import main
from zhiku.content.folder import read_content
from zhiku.content.settings import read_settings
from zhiku.model import ParsedQuestion
from zhiku.parsing.coverage import coverage_of
from zhiku.parsing.detect import describe, measure
from zhiku.parsing.load import LoadedTexts, read
from zhiku.pipeline.prepare import prepare
from zhiku.source.excerpt import span_of
from zhiku.source.text import SourceText

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from zhiku.engine.shards import Prepared
    from zhiku.model import ParsedText

CASES = Path(__file__).parent / "shapes"
NAMES = sorted(path.name for path in CASES.iterdir())
shapes = pytest.mark.parametrize("name", NAMES)


@cache
def read_case(name: str) -> tuple[LoadedTexts, Sequence[SourceText]]:
    """A case, parsed with the detected format."""
    content, problems = read_content(CASES / name / "content")
    assert problems == ()
    return read(content, read_settings(SourceText("kb.yml", ""))[0])[0], content.texts


@cache
def prepared_case(name: str) -> Prepared:
    """A case, prepared up to its pages."""
    return prepare(CASES / name / "content", lambda _: None)[0]


def outline(text: ParsedText, source: SourceText) -> Iterator[str]:
    """A line for each record, and one for each part of a section."""
    for record in text.records:
        lines = f"{record.lines.first}-{record.lines.last}"
        if isinstance(record, ParsedQuestion):
            yield f"{lines:>8}  question {record.id} | {record.title} | part {record.part}"
            for section in record.sections:
                for excerpt in section.body:
                    if excerpt.text.strip():
                        where = source.lines_of(span_of(excerpt))
                        words = " ".join(excerpt.text.split())
                        yield f"{'':>8}    {section.kind} [{section.title}] {where.first}-{where.last}: {words[:50]}"
        else:
            yield f"{lines:>8}  {record.role} {record.level} | {record.title} | in {record.parent}"


@shapes
def test_shape(name: str, golden_file: Callable[[Path, str], None]) -> None:
    """The detected format finds every question with its sections, and every other record."""
    reading, sources = read_case(name)
    shown = [describe(measure(reading.form, sources)[0]), f"parts: {reading.form.parts}"]
    for text, source in zip(reading.texts, sources, strict=True):
        shown += ["", Path(source.path).name, *outline(text, source)]
    golden_file(CASES / name / "expected.txt", "\n".join(shown) + "\n")


@shapes
def test_nothing_of_a_shape_is_lost(name: str) -> None:
    """The records concatenated are the text; every line with words is accounted for."""
    reading, sources = read_case(name)
    for text, source in zip(reading.texts, sources, strict=True):
        assert "".join(source.slice(record.span) for record in text.records) == source.text
        assert coverage_of(text, source).lost == ()


@shapes
def test_every_shape_is_built_without_errors(name: str) -> None:
    """A content folder without configuration gives a page for each question."""
    prepared = prepared_case(name)
    reading, _ = read_case(name)
    ids = [question.id for text in reading.texts for question in text.questions]
    assert [entry.question.id for entry in prepared.base.entries] == ids
    assert {f"questions/{name}.md" for name in ids} <= prepared.pages.keys()


@shapes
def test_init_writes_a_folder_that_builds(name: str, tmp_path: Path) -> None:
    """The texts byte for byte, the format declared, no error; the pages equal those of a folder without configuration."""
    files = sorted((CASES / name / "content").glob("*.md"))
    folder = tmp_path / "content"
    assert main(["init", *map(str, files), "--content", str(folder)]) == 0
    assert {file.name: (folder / file.name).read_bytes() for file in files} == {file.name: file.read_bytes() for file in files}
    content, _ = read_content(folder)
    settings, problems = read_settings(content.settings)
    assert settings.declared
    assert problems == ()
    found, bare = prepare(folder, lambda _: None)[0], prepared_case(name)
    assert [entry.question for entry in found.base.entries] != []
    assert [(entry.question.id, [section.html for section in entry.question.sections]) for entry in found.base.entries] == [
        (entry.question.id, [section.html for section in entry.question.sections]) for entry in bare.base.entries
    ]
