"""Warn about a text's structure: ``ParsedText`` in, diagnostics out. Warnings change nothing and leave nothing out."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from zhiku.content.question_format import DEFAULT_LABELS, OpenerKind, bare
from zhiku.diagnostics.diagnostic import Diagnostic, Severity, at_line
from zhiku.lang import reader as lang
from zhiku.model import ParsedQuestion, ProseRole, RelationKind, SectionKind
from zhiku.parsing.details import without_summary
from zhiku.parsing.openings.opening import BOLD_LINE
from zhiku.parsing.section_labels import METADATA_LABELS, is_label, labels_in
from zhiku.source.text import BYTE_ORDER_MARK

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from zhiku.content.question_format import QuestionFormat
    from zhiku.model import Entry, ParsedText, Prose, Question
    from zhiku.parsing.blocks import Blocks
    from zhiku.source.text import SourceText

_LABELS = "|".join(re.escape(title) for _, titles in DEFAULT_LABELS for title in titles)
_PLACEHOLDERS = "|".join(re.escape(words) for words in sorted(lang.words("placeholders"), key=len, reverse=True))
_PLACEHOLDER = re.compile(rf"(?:{_LABELS})?\W*(?:{_PLACEHOLDERS})\W*", re.IGNORECASE)
_MARKUP = re.compile(r"<[^>]*>|[*_`>#]")
_HEADING = re.compile(r"[ \t]*(?:\d+[.)][ \t]+)?(?P<marks>#{1,6})[ \t]")
_MIN_LACKING, _LACKING_SHARE = 1, 0.1
_MIN_QUESTIONS = 5
_MAX_PLACES = 5
_MAX_EMPTY, _MOSTLY = 20, 0.5
_CODE_INDENT = 4
_METADATA = frozenset(bare(label) for field in METADATA_LABELS for label in lang.words(field))
"""Labels that are known without being a section's."""
_MIN_LABELS = 3
"""Questions that must have a word like a label before it is proposed as one."""


def lint_structure(source: SourceText, form: QuestionFormat, blocks: Blocks, text: ParsedText) -> tuple[Diagnostic, ...]:
    """All warnings about the structure of one text; a text without questions is a page, which is fine among other texts."""
    if not source.text.removeprefix(BYTE_ORDER_MARK).strip():
        return (at_line(source, 1, "KB102", "the file is empty", hint="write a question, or delete the file"),)
    if not text.questions:
        return (*_of_blocks(source, blocks), *_of_empty_headings(source, blocks, text))
    return (
        *_of_empty_headings(source, blocks, text),
        *_of_blocks(source, blocks),
        *_of_titles(source, form, text),
        *_of_parts(source, form, text),
        *_of_inner_headings(source, form, blocks, text),
        *_of_bold_lines(source, form, blocks, text),
        *_of_disclosures(source, form, blocks),
        *_of_numbers(source, text.questions),
        *_of_answers(source, text.questions),
        *_of_sections(source, text.questions),
        *_of_levels(source, form, text.questions),
        *_of_unknown_labels(source, form, text.questions),
    )


def _warning(source: SourceText, line: int, code: str, message: str, hint: str) -> Diagnostic:
    return at_line(source, line, code, message, hint=hint, severity=Severity.WARNING)


def _line(source: SourceText, record: ParsedQuestion | Prose) -> int:
    return source.line_of(record.span.start) if isinstance(record, ParsedQuestion) else record.lines.first


# --- blocks -----------------------------------------------------------------------------------------------------------------


def _of_blocks(source: SourceText, blocks: Blocks) -> Iterator[Diagnostic]:
    for item in blocks.unclosed:
        end = f"line {item.ended}, where the next question opens" if item.ended else "the end of the text or list around it"
        if item.what == "code":
            hint = f"it was closed at {end}; close it with a line of the same marks"
            yield _warning(source, item.line, "KB150", "this code block is never closed", hint)
        else:
            hint = f"it was closed at {end}; close it, or write `&lt;` to show it"
            yield _warning(source, item.line, "KB151", f"this `{item.what}` is never closed", hint)
    for line in blocks.too_deep[:1]:
        hint = "no page can show more than 49 levels of lists; move the deepest levels to a text of their own"
        yield at_line(source, line, "KB152", "lists or quotes are nested too deeply here", hint=hint)


def _of_empty_headings(source: SourceText, blocks: Blocks, text: ParsedText) -> Iterator[Diagnostic]:
    opening = {question.span.start for question in text.questions}
    for block in blocks.blocks:
        if block.is_empty_heading and source.offset_of_line(block.first) not in opening:
            hint = "it is not a question and is left out of the page; write its title, or delete it"
            yield _warning(source, block.first, "KB123", "this heading is empty", hint)


def find_no_question(texts: Sequence[ParsedText], sources: Sequence[SourceText]) -> tuple[Diagnostic, ...]:
    """An error at each text of a base that has no question at all."""
    if any(text.questions for text in texts):
        return ()
    hint = "write `### 1. Title`, then `**Answer:**`; or describe your form under `format:` in kb.yml"
    found = [source for source in sources if source.text.removeprefix(BYTE_ORDER_MARK).strip()]
    return tuple(at_line(source, 1, "KB103", "no question found in this file", hint=hint) for source in found or sources)


def _of_disclosures(source: SourceText, form: QuestionFormat, blocks: Blocks) -> Iterator[Diagnostic]:
    """If ``<details>`` are questions: those without a ``<summary>``."""
    if all(opener.kind is not OpenerKind.DETAILS for opener in form.openers):
        return
    for start in without_summary(source, blocks.blocks):
        hint = "its text was kept in place; write `<summary>…</summary>` after it"
        yield _warning(
            source, source.line_of(start), "KB119", "this `<details>` has no `<summary>`, so it is not a question", hint
        )


# --- titles and numbers -------------------------------------------------------------------------------------------------------


def _of_titles(source: SourceText, form: QuestionFormat, text: ParsedText) -> Iterator[Diagnostic]:
    numbered = form.openers[0].numbered and not any(opener.kind is OpenerKind.DOCUMENT for opener in form.openers)
    for question in text.questions:
        if numbered and not question.numeral and not question.explicit:
            hint = "the others have one; write it before the title, or give the question an id: `{#id}`"
            yield _warning(source, _line(source, question), "KB110", "this question has no number", hint)
        if not question.title:
            yield at_line(
                source, _line(source, question), "KB111", "this question has no title", hint="write it after the number"
            )


def _of_parts(source: SourceText, form: QuestionFormat, text: ParsedText) -> Iterator[Diagnostic]:
    """Headings among those that group questions, or on the level of questions, that have none below."""
    leading = {record.part for record in text.questions} | {record.parent for record in text.prose}
    own = {opener.levels[0] for opener in form.openers if opener.kind is OpenerKind.HEADING and opener.numbered}
    last = max(question.span.start for question in text.questions)
    for place, record in enumerate(text.prose):
        if record.role is not ProseRole.PART or place in leading or form.is_aside(record.title):
            continue
        line = record.lines.first
        if record.level in own:
            hint = "it got a page of its own; give it a number to make it a question, or name it under `asides:` in kb.yml"
            yield _warning(source, line, "KB119", "this heading has no number, so it is not a question", hint)
        elif record.level > 1 and record.span.start < last and any(item.text.strip() for item in record.body):
            hint = "its text got a page of its own; write it as a question, or name it under `asides:` in kb.yml"
            yield _warning(source, line, "KB119", "there is no question below this heading", hint)


def _of_inner_headings(source: SourceText, form: QuestionFormat, blocks: Blocks, text: ParsedText) -> Iterator[Diagnostic]:
    """Headings on the level of questions, or above, that were left in the answer they stand in."""
    opening = {record.span.start for record in text.records}
    level = max((opener.levels[0] for opener in form.openers if opener.kind is OpenerKind.HEADING and opener.numbered), default=0)
    headings = [block for block in blocks.blocks if 0 < block.level <= level and not block.is_empty_heading]
    inner = [
        block for block in headings if source.offset_of_line(block.first) not in opening and not is_label(source, block, form)
    ]
    if len(inner) > len(text.questions) * _MOSTLY:
        return  # every answer has one: that is how the text is written
    for block in inner:
        hint = "it was kept as part of the answer above; give it a number to make it a question, or a lower level"
        yield _warning(source, block.first, "KB119", "this heading is on the level of questions, but is not one", hint)


def _of_bold_lines(source: SourceText, form: QuestionFormat, blocks: Blocks, text: ParsedText) -> Iterator[Diagnostic]:
    """Where questions are bold lines that ask: other paragraphs in bold, left in the answer they stand in, if they are few."""
    if not any(opener.kind is OpenerKind.BOLD and not (opener.numbered or opener.inline) for opener in form.openers):
        return
    opening = {record.span.start for record in text.records}
    lines = [
        block
        for block in blocks.blocks
        if block.type == "paragraph"
        and (found := BOLD_LINE.fullmatch(block.content.strip()))
        and not form.kind_of(found["words"])
    ]
    inner = [block for block in lines if source.offset_of_line(block.first) not in opening]
    if len(inner) > len(text.questions) * _MOSTLY:
        return  # the answers are divided so
    for block in inner:
        hint = "it was kept as part of the answer above; end it with a question mark, or number it, to make it a question"
        yield _warning(source, block.first, "KB119", "this line is bold as the questions are, but is not one", hint)


def _of_numbers(source: SourceText, questions: Iterable[ParsedQuestion]) -> Iterator[Diagnostic]:
    """Numbers that come twice in one run, start anew, or leave some out."""
    run: dict[str, int] = {}
    last: ParsedQuestion | None = None
    unnumbered = 0
    for question in questions:
        if not question.numeral:
            unnumbered += 1
            continue
        line = _line(source, question)
        here, before = _parts(question), _parts(last) if last else None
        if last and before and here[:-1] == before[:-1]:
            first = run.get(question.numeral)
            starts = here[-1] == 1 and (len(run) > 1 or question.part != last.part)
            if starts or (first and question.part != last.part):
                before_it = f"{last.numeral} in line {_line(source, last)}"
                hint = f"it follows {before_it}; ids of questions with the same number are assigned: `kb ids`"
                yield _warning(source, line, "KB114", f"the numbers start again at {here[-1]}", hint)
                run = {}
            elif first and not question.explicit:
                hint = f"the first is at {source.path}:{first}; renumber one of them, or name it: `### Title {{#id}}`"
                yield at_line(
                    source, line, "KB113", f"a second question with the number {question.number or question.numeral}", hint=hint
                )
            elif not before[-1] < here[-1] <= before[-1] + 1 + unnumbered and not first:
                yield _gap(source, line, before[-1], here[-1])
        run.setdefault(question.numeral, line)
        last, unnumbered = question, 0


def _parts(question: ParsedQuestion) -> tuple[int, ...]:
    return tuple(map(int, question.numeral.split("-")))


def _gap(source: SourceText, line: int, before: int, here: int) -> Diagnostic:
    if here > before:
        missing = str(before + 1) if here == before + 2 else f"{before + 1} to {here - 1}"
        message = f"{missing} {'is' if here == before + 2 else 'are'} missing in front of {here}"
    else:
        message = f"{here} follows {before}"
    return _warning(source, line, "KB121", message, "was a question lost, or only its number?")


# --- answers and sections -----------------------------------------------------------------------------------------------------


def _of_answers(source: SourceText, questions: Sequence[ParsedQuestion]) -> Iterator[Diagnostic]:
    explained, empty = [], []
    for question in questions:
        answers = [section for section in question.sections if section.kind is SectionKind.ANSWER]
        text = "\n".join(excerpt.text for section in answers for excerpt in section.body)
        line = _line(source, question)
        name = question.id or question.title
        if not text.strip() and _has_text(question, SectionKind.ANALYSIS, SectionKind.EXAMPLE):
            explained.append(question)
        elif not text.strip():
            hint = "write it below a line `**Answer:**`" if not answers else "write it below the label"
            empty.append(at_line(source, line, "KB112", f"question `{name}` has no answer", hint=hint))
        elif _is_placeholder(text):
            shown = " ".join(text.split())
            place = answers[0].body[0]
            at = source.line_of(place.offset(len(place.text) - len(place.text.lstrip())))
            yield _warning(
                source,
                at,
                "KB116",
                f"the answer is only `{shown}`",
                "write the answer, or remove the question until it has one",
            )
        for section in question.sections:
            yield from _of_indentation(source, section.body[1:])
    yield from _of_explained(source, explained, len(questions))
    if len(empty) > max(_MAX_EMPTY, len(questions) * _MOSTLY):
        message = f"{len(empty)} of {len(questions)} questions have no answer, this one first"
        empty = [replace(empty[0], message=message)]
    yield from empty


def _has_text(question: ParsedQuestion, *kinds: SectionKind) -> bool:
    return any(excerpt.text.strip() for section in question.sections if section.kind in kinds for excerpt in section.body)


def _of_explained(source: SourceText, questions: Sequence[ParsedQuestion], total: int) -> Iterator[Diagnostic]:
    """Questions that have an analysis or code but no answer: each, or all in one where a text is written so."""
    hint = "the page shows what there is; is the label of the answer missing or misspelt?"
    if len(questions) > max(_MAX_PLACES, total * _LACKING_SHARE):
        message = f"{len(questions)} of {total} questions have an analysis or an example but no answer, this one first"
        yield _warning(source, _line(source, questions[0]), "KB117", message, hint)
        return
    for question in questions:
        yield _warning(
            source, _line(source, question), "KB117", "this question has an analysis or an example but no answer", hint
        )


def _of_indentation(source: SourceText, tails: Iterable[object]) -> Iterator[Diagnostic]:
    for excerpt in tails:
        lead = excerpt.text[: len(excerpt.text) - len(excerpt.text.lstrip())]  # type: ignore[attr-defined]
        line = source.line_of(excerpt.offset(len(lead)))  # type: ignore[attr-defined]
        written = source.line(line).expandtabs(_CODE_INDENT)
        removed = len(written) - len(written.lstrip()) - len(lead.rsplit("\n", 1)[-1])
        if removed >= _CODE_INDENT and excerpt.text.strip():  # type: ignore[attr-defined]
            hint = f"indent it at least as far as the text of the list item; by {removed} columns Markdown takes it for code"
            yield _warning(source, line, "KB160", "this was read as part of the answer although it is not indented enough", hint)


def _of_sections(source: SourceText, questions: Sequence[ParsedQuestion]) -> Iterator[Diagnostic]:
    """Sections that most questions have and one lacks."""
    labels: dict[SectionKind, Counter[str]] = defaultdict(Counter)
    for question in questions:
        for kind, title in {(section.kind, section.title) for section in question.sections if section.title}:
            labels[kind][title] += 1
    counts = {kind: sum(any(s.kind is kind and s.title for s in question.sections) for question in questions) for kind in labels}
    lacking = max(_MIN_LACKING, len(questions) * _LACKING_SHARE)
    usual = [kind for kind in labels if len(questions) >= _MIN_QUESTIONS and counts[kind] >= len(questions) - lacking]
    for question in questions:
        has = {section.kind for section in question.sections if section.title}
        for kind in usual:
            if kind not in has:
                title = labels[kind].most_common(1)[0][0]
                message = f"this question has no section `{title}`"
                hint = f"{counts[kind]} of {len(questions)} have one; is its label missing or misspelt?"
                yield _warning(source, _line(source, question), "KB117", message, hint)


def _of_levels(source: SourceText, form: QuestionFormat, questions: Iterable[ParsedQuestion]) -> Iterator[Diagnostic]:
    """Changes of the level of headings, except where questions stand on several levels and say that they are questions."""
    if any(len(opener.levels) > 1 and not opener.numbered for opener in form.openers):
        return
    last = ""
    for question in questions:
        found = _HEADING.match(source.line(_line(source, question)))
        marks = found["marks"] if found else ""
        if marks and last and marks != last:
            hint = f"the question before has `{last}`; both are read as questions"
            yield _warning(source, _line(source, question), "KB118", f"from here questions have headings with `{marks}`", hint)
        last = marks or last


def _of_unknown_labels(source: SourceText, form: QuestionFormat, questions: Sequence[ParsedQuestion]) -> Iterator[Diagnostic]:
    """Words that stand like labels in most questions, but name no section."""
    places: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for question in questions:
        bodies = [excerpt.text for section in question.sections for excerpt in section.body]
        for words in dict.fromkeys(found for text in bodies for found in labels_in(text)):
            if form.kind_of(words) is None and not form.is_aside(words) and bare(words) not in _METADATA:
                places[bare(words)].append((_line(source, question), words))
    fewest = max(_MIN_LABELS, len(questions) * _MOSTLY)
    for found in places.values():
        if len(found) >= fewest:
            line, words = found[0]
            message = f"`{words}` looks like a label in {len(found)} of {len(questions)} questions, this one first"
            hint = f"to make a section of it, name it in kb.yml: `format: {{sections: {{analysis: [{words}]}}}}`"
            yield _warning(source, line, "KB124", message, hint)


def find_repeated_titles(texts: Sequence[ParsedText], sources: Sequence[SourceText]) -> tuple[Diagnostic, ...]:
    """Titles that several questions of a base have: one diagnostic for each title, at its second place."""
    places: dict[str, list[tuple[SourceText, ParsedQuestion]]] = defaultdict(list)
    for text, source in zip(texts, sources, strict=True):
        for question in text.questions:
            if key := bare(question.title):
                places[key].append((source, question))
    problems = []
    for found in places.values():
        if len(found) > 1:
            source, second = found[1]
            others = [f"{where.path}:{_line(where, item)}" for where, item in (found[0], *found[2:])]
            more = f" and {len(others) - _MAX_PLACES} more" if len(others) > _MAX_PLACES else ""
            hint = f"it is also at {', '.join(others[:_MAX_PLACES])}{more}; readers cannot tell them apart in lists"
            message = f"{len(found)} questions have the title `{second.title}`"
            problems.append(_warning(source, _line(source, second), "KB115", message, hint))
    return tuple(problems)


def find_duplicates(entries: Iterable[Entry], sources: Iterable[SourceText]) -> tuple[Diagnostic, ...]:
    """Questions that say nearly the same as an earlier one."""
    by_path = {source.path: source for source in sources}
    entries = tuple(entries)
    order = {entry.question.id: index for index, entry in enumerate(entries)}
    problems = []
    for entry in entries:
        copies = [item.target for item in entry.related if item.kind is RelationKind.DUPLICATE]
        others = [entries[order[copy]].question for copy in copies if order[copy] < order[entry.question.id]]
        if others and not is_unanswered(entry.question):
            source = by_path[entry.question.path]
            names = ", ".join(f"`{other.id}`" for other in others[:_MAX_PLACES])
            places = ", ".join(f"{other.path}:{other.lines.first}" for other in others[:_MAX_PLACES])
            message = f"most of this question's text is also in question {names}"
            hint = f"{places}; merge them, or make them different"
            problems.append(_warning(source, entry.question.lines.first, "KB130", message, hint))
    return tuple(problems)


def is_unanswered(question: Question) -> bool:
    """Whether a question has no answer, or only words that replace a missing one."""
    text = "\n".join(section.markdown for section in question.sections if section.kind is not SectionKind.PROMPT)
    return not text.strip() or _is_placeholder(text)


def _is_placeholder(text: str) -> bool:
    return _PLACEHOLDER.fullmatch(_MARKUP.sub("", text).strip()) is not None
