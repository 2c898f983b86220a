"""Shortcuts to single stages."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from zhiku.analysis.domains import classify
from zhiku.analysis.related.relate import relate, with_concepts
from zhiku.content.question_format import QuestionFormat
from zhiku.lang.interface import interface
from zhiku.markdown.katex import Typesetter
from zhiku.parsing.chapters import part_ids
from zhiku.parsing.ids import resolve_ids
from zhiku.parsing.parse import parse
from zhiku.pipeline.per_question import RenderedTexts, render_texts
from zhiku.pipeline.question_features import question_features
from zhiku.rendering.link_index import build_link_index
from zhiku.rendering.question import Context
from zhiku.rendering.title_symbols import find_title_symbols
from zhiku.source.text import SourceText

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from zhiku.content.annotations import Overlay
    from zhiku.diagnostics.diagnostic import Diagnostic
    from zhiku.model import Classified, Concept, Domain, Entry, ParsedText, Question

FORMAT = QuestionFormat()
_TYPESETTER = Typesetter()


def parsed(text: str, form: QuestionFormat = FORMAT) -> tuple[ParsedText, tuple[Diagnostic, ...]]:
    """A text parsed into records, and the problems found."""
    return parse(SourceText("content/a.md", text), form)


def render_sources(  # noqa: PLR0913 - everything besides its texts that a base may have
    sources: Sequence[SourceText],
    form: QuestionFormat = FORMAT,
    *,
    attachments: Sequence[str] = (),
    overlays: Sequence[Overlay] = (),
    lenient: bool = False,
    lock: str = "",
) -> tuple[RenderedTexts, tuple[Diagnostic, ...]]:
    """Parse texts, resolve ids and render; returns the rendered texts and the problems found in rendering."""
    texts = [parse(source, form)[0] for source in sources]
    resolved, _ = resolve_ids(texts, sources, SourceText("content/ids.lock", lock))
    parts = part_ids(resolved.texts)
    context = Context(
        addresses=build_link_index(resolved.texts, {place: f"parts/{part}/" for place, part in parts.items()}),
        attachments=frozenset(attachments),
        overlays={overlay.question: overlay for overlay in overlays},
        parts=parts,
        typesetter=_TYPESETTER,
        dollars=form.dollars,
        strict_formulas=not lenient,
        interface=interface("zh"),
        title_symbols=find_title_symbols(resolved.texts),
    )
    return render_texts(resolved.texts, sources, context)


def rendered(source: SourceText, form: QuestionFormat = FORMAT) -> tuple[tuple[Question, ...], tuple[Diagnostic, ...]]:
    """The rendered questions of one text, and the problems found in rendering."""
    found, problems = render_sources([source], form)
    return found.questions, problems


def questions(text: str) -> tuple[tuple[Question, ...], tuple[Diagnostic, ...]]:
    """The same for a text in the format of the first base."""
    return rendered(SourceText("content/a.md", text))


def question(answer: str, title: str = "T") -> Question:
    """A single rendered question with this answer."""
    ((found,), _) = questions(f"### 1. {title}\n\n**答案：**\n\n{answer}\n")
    return found


def classify_all(
    questions: Iterable[Question], domains: Sequence[Domain] = (), overlays: Iterable[Overlay] = ()
) -> tuple[Classified, ...]:
    """Questions with their domains."""
    questions = tuple(questions)
    return classify(questions, [*map(question_features, questions)], domains, overlays)


def relate_all(
    classified: Sequence[Classified], concepts: Sequence[Concept], domains: Sequence[Domain] = ()
) -> tuple[Entry, ...]:
    """Questions with their relations."""
    entries = with_concepts(classified, concepts)
    return tuple(
        replace(entry, related=found) for entry, found in zip(entries, relate(classified, concepts, domains), strict=True)
    )


def base(texts: Iterable[str]) -> str:
    """A text of numbered questions, each written as ``title|answer``."""
    parts = (text.partition("|") for text in texts)
    return "".join(f"### {number}. {title}\n\n**答案：**\n\n{answer}\n\n" for number, (title, _, answer) in enumerate(parts, 1))


def html(answer: str) -> str:
    """The HTML of an answer."""
    (section,) = question(answer).sections
    return section.html


def codes(problems: tuple[Diagnostic, ...]) -> list[str]:
    """The codes of diagnostics, in order."""
    return [problem.code for problem in problems]
