"""Score how well a format fits some texts: texts with their blocks in, ``Proposal`` out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from zhiku.content.front_matter import FRONT_MATTER, block_at_start
from zhiku.content.question_format import ItemHead, Opener, OpenerKind, QuestionFormat, bare, without_number
from zhiku.diagnostics.wording import quantity
from zhiku.lang import reader as lang
from zhiku.lang.interface import DEFAULT_KIND
from zhiku.lang.kinds import FAQ, kind_of
from zhiku.model import ParsedText, SectionKind, Span
from zhiku.parsing.blocks import Blocks
from zhiku.parsing.detect.weights import WEIGHTS, Weights
from zhiku.parsing.openings import openings_in
from zhiku.parsing.openings.list_item import LISTS, asks_throughout, heads_of
from zhiku.parsing.openings.opening import Opening, Scan
from zhiku.parsing.parse import parse_blocks
from zhiku.parsing.question_sentences import has_question_mark, is_question
from zhiku.source.text import SourceText

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhiku.model import ParsedQuestion

Read = Sequence[tuple[SourceText, Blocks]]
"""Texts with their blocks."""
ENDING = {
    OpenerKind.ITEM,
    OpenerKind.DETAILS,
    OpenerKind.CALLOUT,
    OpenerKind.ADMONITION,
    OpenerKind.DEFINITION,
    OpenerKind.TABLE,
}
"""Ways of opening whose syntax also marks the end of a question."""
_BESIDE_LISTS = {OpenerKind.ITEM, OpenerKind.LINE, OpenerKind.SENTENCE}
"""Ways of opening that a text with lists of questions has beside these lists by chance."""
COMPLETE = ENDING - {OpenerKind.ITEM} | {OpenerKind.CARD}
"""Those whose answer is inside the element, so that every heading outside groups questions."""
_MAX_TITLE_LENGTH = 300
_MOSTLY = 0.5
"""Share of the files with questions in which a title recurs that is a section of theirs."""
_ASKING_HEADING = rf" {{0,3}}#{{1,6}}[ \t]+(?:\W*\d+\s*[.、)）:：]\s*)?\S.*{lang.QUESTION_MARK}"
_INNER_HEADING = re.compile(rf"{_ASKING_HEADING}\W*$")
_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+(?P<words>\S.*)")
_HEADINGS = re.compile(r"^ {0,3}#{1,6}[ \t].*$", re.MULTILINE)
_ASKING_IN_BOLD = rf" {{0,3}}\*\*[^*]+{lang.QUESTION_MARK}\*\*"
_ASKING_ITEM = rf" {{0,3}}\d+[.)]\s+(?:#{{1,6}}|\*\*).*{lang.QUESTION_MARK}\**"
_INNER = re.compile(rf"(?:{_ASKING_HEADING}|{_ASKING_IN_BOLD}|{_ASKING_ITEM})\W*$")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A format and how well it fits: ``questions`` in all, ``answered`` those with text below, ``score`` for comparison only."""

    form: QuestionFormat
    questions: int
    answered: int
    score: float
    labelled: float = 0.0
    """Share of the questions that have labelled answers."""
    asking: float = 0.0
    """Share of the titles that ask."""
    starts: frozenset[tuple[str, int]] = frozenset()
    """File and offset of each question."""
    titles: frozenset[tuple[str, str]] = frozenset()
    """File and title of each question."""
    alternatives: tuple[Proposal, ...] = field(default=())
    """Other ways to read the texts, the best first."""

    @property
    def is_default_format(self) -> bool:
        """Whether the text is in the default format: numbered third-level headings and labelled answers."""
        return self.form.openers == QuestionFormat().openers and self.labelled > 0


def score(form: QuestionFormat, read: Read, weights: Weights = WEIGHTS, texts: Sequence[ParsedText] = ()) -> Proposal:
    """How well a format fits texts whose blocks are read; ``texts`` are the texts cut by it, where that is done."""
    texts = texts or [parse_blocks(source, form, found) for source, found in read]
    questions = [question for text in texts for question in text.questions]
    count = len(questions)
    answered = sum(is_answered(question) for question in questions)
    if not count:
        return Proposal(form, 0, 0, 0.0)
    asking = sum(is_question(item.title) for item in questions) / count
    opener = form.openers[0]
    labelled = 1.0 if opener.is_explicit else sum(any(section.title for section in item.sections) for item in questions) / count
    are_steps = asking < weights.min_asking and not labelled and _are_steps(opener, questions, weights)
    regular = 0.0 if are_steps else sum(_regular(text, weights) for text in texts) / count
    swallowed = _swallowed(opener, texts) / count
    if asking < weights.min_asking or opener.kind in _BESIDE_LISTS:
        swallowed += _listed_questions(opener, read, count) / count
    claimed = sum(len(text.text[question.span.start : question.span.end]) for text in texts for question in text.questions)
    coverage = claimed / max(1, sum(len(text.text.strip()) for text in texts))
    quality = weights.base + weights.asking * asking + weights.labelled * labelled + weights.regular * regular
    if opener.kind in ENDING:
        coverage *= min(1.0, sum(_own_text(source, form, found) for source, found in read) / max(1, claimed))
    titles = frozenset((text.path, question.title) for text in texts for question in text.questions)
    different = len({title for _, title in titles})
    distinct = min(1.0, different / (count * weights.distinct))
    size = different if distinct < 1 else count  # what recurs in each answer counts once
    titled = opener.kind is OpenerKind.HEADING and _have_titles(form, read, texts)
    headings = [_words_of_headings(form, text) if titled else [bare(item.title) for item in text.questions] for text in texts]
    sections_of_files = _recurring(headings)
    # Files all of whose titles recur are copies or translations of each other, unless each has a title of its own above.
    copies = weights.titles_of_files if titled else 1.0
    own_titles = 1 - sum(words in sections_of_files for own in headings for words in own) / count or copies
    plain = titled and asking < weights.few_asking and not labelled and not any(item.numeral for item in questions)
    own_titles *= weights.plain_below_titles if plain and _have_text_above(texts) else 1.0
    named = 1 - weights.label_as_title * sum(_has_label_for_title(form, text) for text in texts) / count
    sections = [span for source, found in read for span in faq_sections(source, found)]
    inside = sum(inside_any((text.path, question.span.start), sections) for text in texts for question in text.questions)
    placed = max(inside / count, weights.outside_faq) if inside else 1.0
    single = weights.titles_of_files if opener.kind is OpenerKind.HEADING and _are_titles_of_files(texts) else 1.0
    least = weights.min_answered_of_lists if opener.head is ItemHead.PLAIN else weights.min_answered
    fit = placed * named * own_titles * single * distinct * _factor(opener, weights, are_steps=are_steps)
    fit *= max(answered / count, least) ** 2
    value = fit * size**weights.power_of_count * quality * coverage / (1 + weights.swallowed * swallowed)
    starts = frozenset((text.path, question.span.start) for text in texts for question in text.questions)
    return Proposal(form, count, answered, value, labelled, asking, starts, titles)


FaqSection = tuple[str, Span]
"""The file and the stretch of a section of frequent questions."""


def faq_sections(source: SourceText, found: Blocks) -> list[FaqSection]:
    """The sections that are called FAQ in a text that is not: what stands elsewhere is hardly a question."""
    headings = [block for block in found.blocks if block.level]
    if any(block.level == 1 and kind_of([block.content]) != DEFAULT_KIND for block in headings):
        return []
    sections: list[FaqSection] = []
    for place, block in enumerate(headings):
        if block.level > 1 and kind_of([block.content]) == FAQ:
            end = next((other.first for other in headings[place + 1 :] if other.level <= block.level), source.line_count + 1)
            sections.append((source.path, Span(source.offset_of_line(block.first), source.offset_of_line(end))))
    return sections


def inside_any(place: tuple[str, int], sections: Sequence[FaqSection]) -> bool:
    """Whether an offset of a file is in one of some sections."""
    path, offset = place
    return any(path == own and span.start < offset < span.end for own, span in sections)


def is_answered(question: ParsedQuestion) -> bool:
    """Whether a question has text besides its prompt and headings."""
    return any(
        _HEADINGS.sub("", excerpt.text).strip()
        for section in question.sections
        if section.kind is not SectionKind.PROMPT
        for excerpt in section.body
    )


def openings_of(source: SourceText, form: QuestionFormat, found: Blocks) -> list[Opening]:
    """All openings of a text."""
    scan = Scan(source, form, found.blocks)
    return [opening for index in range(len(found.blocks)) for opening in openings_in(scan, index)]


def describe(proposal: Proposal) -> str:
    """What was found, in a few words."""
    parts = (_opener_words(opener) for opener in proposal.form.openers)
    return f"{quantity(proposal.questions, 'question')}, {', '.join(parts)}, {proposal.answered} with an answer"


def _has_label_for_title(form: QuestionFormat, text: ParsedText) -> int:
    heads = (text.text[question.head.start : question.head.end].strip("# \t\r\n") for question in text.questions)
    return sum(form.kind_of_heading(head) is not None for head in heads)


def _words_of_headings(form: QuestionFormat, text: ParsedText) -> list[str]:
    """The titles of the questions of a file, for comparison; of one that a label opens (``## Question``), the label."""
    heads = [bare(text.text[question.head.start : question.head.end].strip("# \t\r\n")) for question in text.questions]
    alone = {head for head, count in Counter(heads).items() if count == 1 and form.kind_of_heading(head) is not None}
    return [
        head if head in alone and not question.numeral else bare(question.title)
        for head, question in zip(heads, text.questions, strict=True)
    ]


def _have_titles(form: QuestionFormat, read: Read, texts: Sequence[ParsedText]) -> bool:
    """Whether several files with questions begin with a heading above all others, most with another one than the others."""
    titles = []
    for (_, found), text in zip(read, texts, strict=True):
        if not text.questions:
            continue
        first, *others = [block for block in found.blocks if block.type != FRONT_MATTER]
        if not 0 < first.level < form.openers[0].levels[0] or any(0 < block.level <= first.level for block in others):
            return False
        titles.append(first.content)
    labels = all(form.kind_of_heading(without_number(title)) is SectionKind.PROMPT for title in titles)
    different = len(set(map(bare, titles)))
    return len(titles) > 1 and (labels or different > len(titles) * WEIGHTS.distinct)


def _recurring(headings: Sequence[Sequence[str]]) -> frozenset[str]:
    """The titles that questions of most files have, if there are several files: sections that each of them has."""
    asking = [set(words) for words in headings if words]
    counts = Counter(title for titles in asking for title in titles)
    least = max(WEIGHTS.min_on_a_level, len(asking) * _MOSTLY)
    return frozenset(title for title, count in counts.items() if count >= least)


def _are_titles_of_files(texts: Sequence[ParsedText]) -> bool:
    """Whether each question is one of several files from its first heading on."""
    asking = [text for text in texts if text.questions]
    alone = all(len(text.questions) == 1 and not _above(text).strip() for text in asking)
    return len(asking) > 1 and alone


def _have_text_above(texts: Sequence[ParsedText]) -> bool:
    """Whether text stands between the title and the first question of most files."""
    asking = [text for text in texts if text.questions]
    answered = sum(bool(_HEADINGS.sub("", _above(text)).strip()) for text in asking)
    return answered > len(asking) * _MOSTLY


def _above(text: ParsedText) -> str:
    """What stands above the first question, without front matter."""
    above = text.text[: text.questions[0].span.start]
    return above[len(block_at_start(above)) :]


def _factor(opener: Opener, weights: Weights, *, are_steps: bool) -> float:
    if are_steps:
        return weights.steps
    if opener.is_explicit:
        return weights.explicit
    if opener.kind is OpenerKind.LINE:
        return weights.line
    if opener.kind is OpenerKind.SENTENCE or opener.head is ItemHead.TERM:
        return weights.sentence
    return weights.numbered if opener.kind is OpenerKind.HEADING and opener.numbered else 1.0


def _own_text(source: SourceText, form: QuestionFormat, found: Blocks) -> int:
    """Characters that certainly belong to questions: in their list items or ``<details>``."""
    return sum(
        max([opening.head.end, *(span.end for span in opening.markup), *(item.end for item in opening.body)]) - opening.start
        for opening in openings_of(source, form, found)
    )


def _regular(text: ParsedText, weights: Weights) -> int:
    """Number of questions whose number is one or a few more than the last one's, or starts a run in another part."""
    good, last, part = 0, None, None
    for question in text.questions:
        numeral = tuple(map(int, question.numeral.split("-"))) if question.numeral else None
        if numeral:
            follows = last is not None and numeral[:-1] == last[:-1] and 0 < numeral[-1] - last[-1] <= weights.largest_gap
            good += follows or (numeral[-1] == 1 and question.part != part)
        last, part = numeral or last, question.part
    return good


def _are_steps(opener: Opener, questions: Sequence[ParsedQuestion], weights: Weights) -> bool:
    """Whether questions would be items of many short lists, as the steps of instructions are."""
    if opener.kind is not OpenerKind.ITEM or opener.head is not ItemHead.TEXT:
        return False
    lists = sum(question.numeral == "1" for question in questions)
    return lists > 1 and lists * weights.shortest_run > len(questions)


def _swallowed(opener: Opener, texts: Sequence[ParsedText]) -> int:
    """Lines within answers that look like questions themselves: headings, bold lines and items that ask.

    Below numbered headings bold lines and items are how an answer asks and answers its own questions.
    """
    inner = _INNER_HEADING if opener.kind is OpenerKind.HEADING and opener.numbered else _INNER
    bodies = (
        excerpt for text in texts for question in text.questions for section in question.sections for excerpt in section.body
    )
    lines = [line for excerpt in bodies for line in excerpt.text.splitlines() if len(line) < _MAX_TITLE_LENGTH]
    marked = sum(inner.match(line) is not None for line in lines)
    return marked if opener.numbered else marked + len(set(_worded_questions(lines)))


def _worded_questions(lines: Sequence[str]) -> Iterator[str]:
    """The headings among some lines that ask by their words, without a question mark."""
    for line in lines:
        found = _HEADING.match(line)
        if found and is_question(found["words"]) and not has_question_mark(found["words"]):
            yield bare(found["words"])


def _listed_questions(opener: Opener, read: Read, count: int) -> int:
    """Items of lists of questions that open none: below titles that are topics, or beside items with answers.

    Where answers are not indented, each question is a list of its own.
    """
    lists = [block for _, found in read for block in found.blocks if block.type in LISTS]
    items = sum(len(heads_of(block)) for block in lists if asks_throughout(block))
    alone = [heads[0] for block in lists if len(heads := heads_of(block)) == 1]
    asking = sum(is_question(head.split("\n", 1)[0]) for head in alone)
    items += asking if asking > max(1, len(alone) / 2) else 0
    return max(0, items - count) if opener.kind is OpenerKind.ITEM else items


def _opener_words(opener: Opener) -> str:
    numbered = "numbered " if opener.numbered else ""
    match opener.kind:
        case OpenerKind.HEADING:
            return f"{numbered}headings ({', '.join('#' * level for level in opener.levels)})"
        case OpenerKind.BOLD:
            return f"{numbered}bold lines{', answers behind them' if opener.inline else ''}"
        case OpenerKind.ITEM if opener.head is ItemHead.PLAIN:
            return "lists of questions"
        case OpenerKind.ITEM if opener.head is ItemHead.TERM:
            return "lists of terms"
        case OpenerKind.ITEM:
            return f"list items with a {opener.head} title, answers indented"
        case _:
            return _WORDS[opener.kind]


_WORDS = {
    OpenerKind.LINE: "plain lines",
    OpenerKind.SENTENCE: "paragraphs that ask",
    OpenerKind.DETAILS: "<details> blocks",
    OpenerKind.CALLOUT: "callouts (> [!question])",
    OpenerKind.ADMONITION: "admonitions (??? question)",
    OpenerKind.DEFINITION: "definition lists",
    OpenerKind.TABLE: "rows of tables",
    OpenerKind.CARD: "flashcards (::)",
    OpenerKind.DOCUMENT: "a file each",
}
__all__ = ["COMPLETE", "ENDING", "Proposal", "Read", "describe", "is_answered", "openings_of", "score"]
