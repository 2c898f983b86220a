"""Render all questions and parts of a base, and compute the features of questions: parsed texts in, records out, in order.

A record depends on its own part of the text and on little else (see ``_inputs``). Records rendered by an earlier build are
taken from the cache, even if they have moved within their file; the others are rendered in parallel.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

from zhiku.content.front_matter import front_matter_of
from zhiku.markdown.delimiters import uses_brackets
from zhiku.model import Lines, ParsedQuestion, Part, PartId, Question, QuestionFeatures
from zhiku.pipeline.question_features import question_features
from zhiku.rendering.question import Rendered, render_part, render_question
from zhiku.runtime.cache import Cache, pack, unpack
from zhiku.runtime.processes import deal, gather

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from zhiku.diagnostics.diagnostic import Diagnostic
    from zhiku.markdown.katex import Refused, Typeset
    from zhiku.model import Excerpt, ParsedText, Prose
    from zhiku.rendering.question import Context
    from zhiku.source.text import SourceText

_MIN_RECORDS = 100
NO_PART = PartId("")
_LINKS = re.compile(r"\]\(|<[A-Za-z]")


@dataclass(frozen=True, slots=True)
class RenderedTexts:
    """The rendered texts: questions with their features, pages of prose, and the attachments that are used."""

    questions: tuple[Question, ...]
    features: tuple[QuestionFeatures, ...]
    parts: tuple[Part, ...]
    media: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Job:
    """A record to be rendered; ``part`` is the id of its page where it is prose.

    ``analysed`` says whether its terms are counted, which only the analysis needs.
    """

    text: ParsedText
    source: SourceText
    record: ParsedQuestion | Prose
    part: PartId
    analysed: bool
    key: bytes


def render_texts(
    texts: Sequence[ParsedText],
    sources: Sequence[SourceText],
    context: Context,
    cache: Cache | None = None,
    *,
    analysed: bool = True,
) -> tuple[RenderedTexts, tuple[Diagnostic, ...]]:
    """All texts, rendered; their terms are counted where the base will be ``analysed``."""
    cache = cache or Cache()
    jobs = [
        job for text, source in zip(texts, sources, strict=True) for job in _jobs(text, source, context, cache, analysed=analysed)
    ]
    found: dict[int, _Done] = {}
    for index, job in enumerate(jobs):
        if kept := cache.get(job.key):
            rendered, features = kept
            found[index] = (moved(rendered, job.record.lines.first), features)
    for index, packed in _render([index for index in range(len(jobs)) if index not in found], jobs, context).items():
        found[index] = unpack(packed)
        cache.put(jobs[index].key, packed)
    ordered = [found[index][0] for index in range(len(jobs))]
    return (
        RenderedTexts(
            tuple(rendered.item for rendered in ordered if isinstance(rendered.item, Question)),
            tuple(features for index in range(len(jobs)) if (features := found[index][1])),
            tuple(rendered.item for rendered in ordered if isinstance(rendered.item, Part)),
            tuple(dict.fromkeys(path for rendered in ordered for path in rendered.media)),
        ),
        tuple(problem for rendered in ordered for problem in rendered.problems),
    )


def _jobs(text: ParsedText, source: SourceText, context: Context, cache: Cache, *, analysed: bool) -> list[_Job]:
    def job(record: ParsedQuestion | Prose, part: PartId) -> _Job:
        key = cache.key(lambda: ("record", part, analysed, source.written(record.span), *_inputs(text, record, context)))
        return _Job(text, source, record, part, analysed, key)

    shown = ((record, context.parts.get((text.path, at))) for at, record in enumerate(text.prose))
    return [
        *(job(question, NO_PART) for question in text.questions),
        *(job(record, part) for record, part in shown if part is not None),
    ]


def _inputs(text: ParsedText, record: ParsedQuestion | Prose, context: Context) -> tuple[object, ...]:
    """Everything that the rendering of a record depends on, with offsets and lines relative to its start."""
    start, stretch = record.span.start, text.text[record.span.start : record.span.end]
    words = context.interface
    around: list[object] = [text.path, text.name, stretch, context.dollars, context.strict_formulas, uses_brackets(text.text)]
    around += [words.language, words.kind, words.own]
    if isinstance(record, ParsedQuestion):
        around += [record.id, record.number, record.numeral, record.title, context.overlays.get(record.id)]
        around += [context.parts.get((text.path, record.part)), context.title_symbols, front_matter_of(text.text).category]
        around += [(section.kind.value, section.title, _relative(section.body, start)) for section in record.sections]
    else:
        around += [record.role.value, record.title, record.level, context.parts.get((text.path, record.parent))]
        around += [_relative(record.body, start)]
    defined = "[" in stretch and (text.references or text.footnotes)
    if defined:
        # Definitions have their own positions, which do not move with the record.
        around += [text.references, text.footnotes, start]
    if defined or _LINKS.search(stretch):
        around += [context.link_targets]
    return tuple(around)


def _relative(body: Sequence[Excerpt], start: int) -> list[object]:
    return [(excerpt.end - start, *((at, there - start) for at, there in excerpt.offsets)) for excerpt in body]


def moved(rendered: Rendered[Any], first: int) -> Rendered[Any]:
    """The same record moved within its file, so that it begins in line ``first``."""
    item: Question | Part = rendered.item
    down = first - item.lines.first
    if not down:
        return rendered
    lines = Lines(item.lines.first + down, item.lines.last + down)
    if isinstance(item, Question):
        item = replace(
            item,
            lines=lines,
            passages=tuple(replace(passage, line=passage.line + down) for passage in item.passages),
            formulas=tuple(replace(formula, line=formula.line + down) for formula in item.formulas),
        )
    else:
        item = replace(item, lines=lines)
    problems = tuple(
        replace(problem, line=problem.line + down) if problem.path == item.path else problem for problem in rendered.problems
    )
    return Rendered(item, rendered.media, problems)


def _render(indices: Sequence[int], jobs: Sequence[_Job], context: Context) -> dict[int, bytes]:
    """Run the jobs with these indices, in parallel if worthwhile; the results are packed for pipes and the cache.

    Formulas typeset by other processes are added to the typesetter.
    """
    known = len(context.typesetter.done)

    def work(share: tuple[int, ...]) -> tuple[list[bytes], Mapping[tuple[str, bool], Typeset | Refused]]:
        done = [pack(_render_one(jobs[index], context)) for index in share]
        return done, dict(islice(context.typesetter.done.items(), known, None))

    dealt = deal(indices, _MIN_RECORDS)
    results = gather([partial(work, share) for share in dealt])
    for _, formulas in results[1:]:
        context.typesetter.add_results(formulas)
    return {
        index: packed for share, (done, _) in zip(dealt, results, strict=True) for index, packed in zip(share, done, strict=True)
    }


_Done = tuple[Rendered[Any], QuestionFeatures | None]
"""A rendered record, with its features if it is a question."""


def _render_one(job: _Job, context: Context) -> _Done:
    if isinstance(job.record, ParsedQuestion):
        rendered = render_question(job.text, job.source, context, job.record)
        return rendered, question_features(rendered.item, analysed=job.analysed)
    return render_part(job.text, job.source, context, job.record, job.part), None
