"""Find the files of a folder that hold its questions, where most of the others are documentation.

A page of frequent questions among many pages of a manual is the usual case: the headings of the manual are topics, and only
their level makes them look like questions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhiku.content.front_matter import front_matter_of
from zhiku.content.question_format import INDEX_NAMES
from zhiku.lang.interface import DEFAULT_KIND
from zhiku.lang.kinds import GLOSSARY, kind_of
from zhiku.parsing.blocks import read_blocks
from zhiku.parsing.detect.weights import WEIGHTS
from zhiku.parsing.parse import parse_blocks
from zhiku.parsing.question_sentences import is_question

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhiku.content.question_format import QuestionFormat
    from zhiku.source.text import SourceText


def named_after_questions(sources: Sequence[SourceText], called: Sequence[str] = ()) -> tuple[SourceText, ...]:
    """The files that are called FAQ or the like, if they are few in a folder that is not; ``called`` are names of the folder."""
    names = {source.file: (_title_of(source), *reversed(_stem(source).split("/"))) for source in sources}
    index = [name for source in sources if "/" not in source.file and _is_index(source) for name in names[source.file]]
    if _says_so((*called, *index)):
        return ()
    named = tuple(source for source in sources if not _is_index(source) and _says_so(names[source.file]))
    return named if len(named) <= len(sources) * WEIGHTS.max_named else ()


def question_files(
    named: Sequence[SourceText], form: QuestionFormat, others: Sequence[SourceText], usual: QuestionFormat
) -> tuple[str, ...]:
    """The files that hold questions in a ``form`` found in the ``named`` ones, by their paths.

    Files among the ``others`` hold questions if several of their titles do and most of them ask. No files are returned if,
    by the ``usual`` format of all, most of the others ask: then all of them hold questions.
    """
    asking = [source for source in others if len(titles := _titles(source, form)) >= WEIGHTS.min_on_a_level and _ask(titles)]
    rest = [titles for source in others if source not in asking and (titles := _titles(source, usual))]
    if len(rest) <= len(named) + len(asking) or sum(map(_ask, rest)) > len(rest) * WEIGHTS.min_asking:
        return ()
    kept = {source.file for source in (*named, *asking)}
    return tuple(source.file for source in (*named, *others) if source.file in kept)


def _titles(source: SourceText, form: QuestionFormat) -> list[str]:
    return [question.title for question in parse_blocks(source, form, read_blocks(source, form)).questions]


def _ask(titles: Sequence[str]) -> bool:
    return sum(map(is_question, titles)) >= len(titles) * WEIGHTS.min_asking


def _says_so(names: Sequence[str]) -> bool:
    """Whether names say that something consists of questions; the terms of a glossary ask nothing."""
    return kind_of(names) not in {DEFAULT_KIND, GLOSSARY}


def _title_of(source: SourceText) -> str:
    """The title of a file: in its metadata, or its first heading of the first level."""
    return front_matter_of(source.text).title or next(_first_headings(source), "")


def _first_headings(source: SourceText) -> Iterator[str]:
    return (block.content for block in read_blocks(source, None).blocks if block.level == 1)


def _is_index(source: SourceText) -> bool:
    return _stem(source).rpartition("/")[2].casefold() in INDEX_NAMES


def _stem(source: SourceText) -> str:
    return source.file.rpartition(".")[0]
