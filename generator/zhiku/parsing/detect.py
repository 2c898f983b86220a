"""Propose a format for a text: texts in, ``Proposal`` out.

Every way of opening that a text could use is a candidate. Each candidate is tried on the text and scored by what comes out:
many questions, each with an answer, numbers that go up one by one or titles that ask, and nothing swallowed. The best wins.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from zhiku.content.question_format import ItemHead, Opener, OpenerKind, QuestionFormat, bare
from zhiku.model import ProseRole, SectionKind, Span
from zhiku.parsing.blocks import read_blocks
from zhiku.parsing.numbering import numeral_of
from zhiku.parsing.openings import Reading, openings_in
from zhiku.parsing.parse import assemble

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhiku.model import ParsedQuestion, ParsedText
    from zhiku.parsing.blocks import Block, Blocks
    from zhiku.parsing.openings import Opening
    from zhiku.source.text import SourceText

_QUESTION_MARK = re.compile(r"[?？][\W_]*$")
_ASKING = re.compile(
    r"^(?:what|why|how|when|where|who|which|is|are|can|could|do|does|did|should|explain|describe|define|compare|write|implement|give"
    r"|list|name|tell|difference|differences)\b|什么|如何|怎么|怎样|为什么|哪些|哪个|区别|是否|多少|几种|请|谈谈|说说|介绍|简述|解释|吗$|呢$|原理|实现",
    re.IGNORECASE,
)
_DOLLAR = re.compile(r"(?<![\\$\w])\$(?P<tex>[^\s$](?:[^$\n]*[^\s$\\])?)\$(?![\w$])|\$\$(?P<display>[^$]+)\$\$")
_TEX = re.compile(r"\\[A-Za-z]+|[\^_]\{?\w|^[A-Za-z]$")
_CODE = re.compile(r"```.*?(?:```|\Z)|`[^`\n]+`", re.DOTALL)
_MOST_MONEY = 0.6
_FEWEST_NUMBERED = 0.3
_NUMBERED_BONUS = 1.2
"""Where both read a text alike, the format that asks for numbers is safer: other headings stay what they are."""
_FEWEST_ANSWERED = 0.1
"""Share of questions that count as answered in any case: a list of questions without answers is one, too."""
_LABEL_PENALTY = 0.3
_LINE_BONUS = 0.7
"""Any paragraph can begin with a number or a word like ``题目：``; whatever else fits is likelier to be meant."""
_FEWEST_ON_A_LEVEL = 3
_OPENING_SHARE = 0.5
_ANY = QuestionFormat(
    openers=(
        *(Opener(OpenerKind.HEADING, (level,), numbered=True) for level in range(2, 7)),
        Opener(OpenerKind.BOLD, numbered=True),
        Opener(OpenerKind.ITEM),
        Opener(OpenerKind.DETAILS),
    )
)
"""Whatever may open a question: where a block without an end has to stop while nothing better is known."""
_ENDING = {OpenerKind.ITEM, OpenerKind.DETAILS}
"""Ways of opening that say where a question ends, too."""
_SAMPLE = 1_000_000
"""Characters of a text that candidates are tried on; the shape of a text shows long before its end."""


_Read = Sequence[tuple["SourceText", "Blocks"]]
"""Texts with their blocks."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A format and how well it fits: ``questions`` in all, ``answered`` those with text below, ``score`` for comparison only."""

    form: QuestionFormat
    questions: int
    answered: int
    score: float
    labelled: bool = False
    """Whether questions have labelled answers."""

    @property
    def is_house_style(self) -> bool:
        """Whether the text is written as this project's own: numbered third-level headings, labelled answers."""
        return self.form.openers == QuestionFormat().openers and self.labelled


def detect(sources: Sequence[SourceText], base: QuestionFormat | None = None) -> Proposal:
    """The best format for texts that belong together; ``base`` gives labels and words the owner has decided on."""
    base = base or QuestionFormat()
    samples = [_sample(source) for source in sources]
    best = Proposal(replace(base, openers=QuestionFormat().openers), 0, 0, 0.0)
    best_read: _Read = ()
    for read in _readings(samples):
        for form in _candidates(read, base):
            proposal = _scored(form, read)
            if proposal.score > best.score and (proposal.questions > 1 or proposal.labelled):
                best, best_read = proposal, read
    form = replace(_with_others(best.form, best_read), dollars=any(uses_dollars(source.text) for source in samples))
    return replace(best, form=form)


def _readings(samples: Sequence[SourceText]) -> Iterator[_Read]:
    """The blocks as they stand, and where blocks without an end stop, if that is something else."""
    plain = tuple((source, read_blocks(source, None)) for source in samples)
    contained = tuple((source, read_blocks(source, _ANY)) for source in samples)
    yield plain
    if any(len(one.blocks) != len(other.blocks) for (_, one), (_, other) in zip(plain, contained, strict=True)):
        yield contained


def measure(form: QuestionFormat, sources: Sequence[SourceText]) -> Proposal:
    """How well a format fits all of some texts."""
    return _scored(form, [(source, read_blocks(source, form)) for source in sources])


def _sample(source: SourceText) -> SourceText:
    if len(source.text) <= _SAMPLE:
        return source
    return replace(source, text=source.text[: source.offset_of_line(source.line_of(_SAMPLE))])


# --- candidates -----------------------------------------------------------------------------------------------------------


def _candidates(read: _Read, base: QuestionFormat) -> Iterator[QuestionFormat]:
    blocks = [block for _, found in read for block in found.blocks]
    for opener in _openers(blocks):
        form = replace(base, openers=(opener,), parts=0)
        yield replace(form, parts=_part_level(read, form))


def _openers(blocks: Sequence[Block]) -> Iterator[Opener]:
    levels = Counter(block.level for block in blocks if block.level)
    for level in sorted(levels):
        titles = [block.content for block in blocks if block.level == level]
        numbered = sum(numeral_of(title) is not None for title in titles)
        if numbered > len(titles) * _FEWEST_NUMBERED:
            yield Opener(OpenerKind.HEADING, (level,), numbered=True)
        if numbered < len(titles):
            yield Opener(OpenerKind.HEADING, (level,))
    types = {block.type for block in blocks}
    if "paragraph" in types:
        yield Opener(OpenerKind.BOLD, numbered=True)
        yield Opener(OpenerKind.BOLD)
        yield Opener(OpenerKind.BOLD, inline=True)
        yield Opener(OpenerKind.LINE, numbered=True)
        yield Opener(OpenerKind.LINE)
    if types & {"ordered_list", "bullet_list"}:
        for head in ItemHead:
            yield Opener(OpenerKind.ITEM, head=head)
    if "html_block" in types:
        yield Opener(OpenerKind.DETAILS)


def _part_level(read: _Read, form: QuestionFormat) -> int:
    """The lowest level whose headings stand right before a question or another heading, most of them."""
    own = form.openers[0].levels[0] if form.openers[0].kind is OpenerKind.HEADING else 7
    before: Counter[int] = Counter()
    total: Counter[int] = Counter()
    count = 0
    for source, found in read:
        reading = Reading(source, form, found.blocks)
        opens = [bool(openings_in(reading, index)) for index in range(len(found.blocks))]
        count += sum(opens)
        first = opens.index(True) if True in opens else 0
        for index, block in enumerate(found.blocks):
            if block.level and block.level < own and not opens[index]:
                total[block.level] += 1
                following = found.blocks[index + 1] if index + 1 < len(opens) else None
                leads = (
                    following is None or opens[index + 1] or (following.level and following.level > block.level) or index < first
                )
                before[block.level] += bool(leads)
    if own < 7:  # noqa: PLR2004 - the levels above those of questions group them, but for those that every answer has
        inner = [level for level in total if before[level] < total[level] * _OPENING_SHARE and _recurs(read, form, level, count)]
        return min([own - 1, *(level - 1 for level in inner)])
    deepest = 1
    for level in sorted(total):
        if before[level] < total[level] * _OPENING_SHARE:
            break
        deepest = level
    return deepest


def _recurs(read: _Read, form: QuestionFormat, level: int, questions: int) -> bool:
    """Whether headings of a level are those of sections: about one in each question, and always the same few words."""
    titles = [bare(re.split("[:：]", block.content)[0]) for _, found in read for block in found.blocks if block.level == level]
    labels = sum(form.kind_of(title) is not None for title in titles)
    fits = labels > len(titles) * _OPENING_SHARE or len(set(titles)) < len(titles) * _OPENING_SHARE
    return fits and len(titles) > questions * _OPENING_SHARE


def _with_others(best: QuestionFormat, read: _Read) -> QuestionFormat:
    """The format with other levels of headings, and other ways of opening, on which the questions go on."""
    opener = best.openers[0]
    if opener.kind is OpenerKind.HEADING:
        usual = opener.levels[0]
        others = (*(_other_levels(read, usual) if opener.numbered else ()), *_asking_above(read, opener))
        best = replace(best, openers=(replace(opener, levels=(usual, *dict.fromkeys(others))),))
    texts = [assemble(source, best, found) for source, found in read]
    for other in _openers([block for _, found in read for block in found.blocks]):
        known = {(item.kind, item.levels) for item in best.openers}
        if (other.kind, other.levels) not in known and _opens_outside(other, best, read, texts):
            best = replace(best, openers=(*best.openers, other))
            texts = [assemble(source, best, found) for source, found in read]
    return best


def _opens_outside(opener: Opener, form: QuestionFormat, read: _Read, texts: Sequence[ParsedText]) -> bool:
    """Whether most questions that another way of opening finds stand where the format finds none, and have answers."""
    if opener.kind is OpenerKind.HEADING and any(level in item.levels for item in form.openers for level in opener.levels):
        return False
    inside = outside = 0
    for (source, found), text in zip(read, texts, strict=True):
        unclaimed = _unclaimed(source, form, found, text)
        for question in assemble(source, replace(form, openers=(opener,)), found).questions:
            is_outside = any(span.start <= question.span.start < span.end for span in unclaimed)
            counts = question.numeral or (opener.kind is OpenerKind.ITEM and _ASKING.search(question.title))
            asks = _QUESTION_MARK.search(question.title[-80:]) or (
                counts and opener.kind is not OpenerKind.LINE and not opener.inline
            )
            outside += bool(is_outside and _is_answered(question) and asks)
            inside += not is_outside
    return outside >= _FEWEST_ON_A_LEVEL and inside < outside * (1 - _MOST_OUTSIDE)


_MOST_OUTSIDE = 0.7


def _unclaimed(source: SourceText, form: QuestionFormat, found: Blocks, text: ParsedText) -> tuple[Span, ...]:
    """Stretches that belong to no question: prose without questions, and what stands behind list items and ``<details>``."""
    leading = {question.part for question in text.questions}
    roles = {ProseRole.PREAMBLE, ProseRole.PART}
    prose = [record.span for place, record in enumerate(text.prose) if record.role in roles and place not in leading]
    if form.openers[0].kind not in _ENDING:
        return tuple(prose)
    ends = {item.start: max([item.head.end, *(segment.end for segment in item.body)]) for item in _openings(source, form, found)}
    spans = (question.span for question in text.questions)
    return (*prose, *(Span(ends.get(span.start, span.end), span.end) for span in spans))


def _other_levels(read: _Read, usual: int) -> tuple[int, ...]:
    """Levels on which the numbers of the usual one go on, more often than they start anew."""
    going_on: Counter[int] = Counter()
    anew: Counter[int] = Counter()
    for _, found in read:
        last = None
        headings = [(block.level, numeral_of(block.content)) for block in found.blocks if block.level]
        for (level, numeral), (below, _) in pairwise((*headings, (0, None))):
            groups = level < below <= usual
            if numeral and (level == usual or (numeral.follows(last) and not groups)):
                going_on[level] += level != usual
                last = numeral
            elif numeral and not groups and not (level < usual and numeral.repeats(last)):
                anew[level] += 1
    return tuple(level for level, count in sorted(going_on.items()) if count > 2 * anew[level])


def _asking_above(read: _Read, opener: Opener) -> tuple[int, ...]:
    """The level above that of questions, where a heading of it asks and groups none."""
    level = opener.levels[0] - 1
    if not level:
        return ()
    form = QuestionFormat(openers=(replace(opener, levels=(level + 1, level)),), parts=level)
    for source, found in read:
        reading = Reading(source, form, found.blocks)
        openings = (opening for index in range(len(found.blocks)) for opening in openings_in(reading, index))
        if any(opening.level == level and not opening.numeral for opening in openings):
            return (level,)
    return ()


# --- scores -----------------------------------------------------------------------------------------------------------------


def _scored(form: QuestionFormat, read: _Read) -> Proposal:
    texts = [assemble(source, form, found) for source, found in read]
    questions = [question for text in texts for question in text.questions]
    count = len(questions)
    answered = sum(_is_answered(question) for question in questions)
    if not count:
        return Proposal(form, 0, 0, 0.0)
    asking = sum(bool(_QUESTION_MARK.search(item.title[-80:]) or _ASKING.search(item.title)) for item in questions) / count
    labelled = sum(any(section.title for section in item.sections) for item in questions) / count
    regular = sum(_regular(text) for text in texts) / count
    swallowed = _swallowed(form.openers[0], texts) / count
    claimed = sum(len(text.text[question.span.start : question.span.end]) for text in texts for question in text.questions)
    coverage = claimed / max(1, sum(len(text.text.strip()) for text in texts))
    quality = 0.15 + 0.35 * asking + 0.5 * labelled + 0.35 * regular
    if form.openers[0].kind in _ENDING:
        coverage *= min(1.0, sum(_own_text(source, form, found) for source, found in read) / max(1, claimed))
    named = 1 - _LABEL_PENALTY * sum(_has_label_for_title(form, text) for text in texts) / count
    fit = named * _bonus(form.openers[0]) * max(answered / count, _FEWEST_ANSWERED) ** 2
    score = fit * count**0.75 * quality * coverage / (1 + 2 * swallowed)
    return Proposal(form, count, answered, score, labelled=labelled > 0)


def _has_label_for_title(form: QuestionFormat, text: ParsedText) -> int:
    """Number of questions that a label opens (``### 题目``): what names them is likelier to open them."""
    heads = (text.text[question.head.start : question.head.end].strip("# \t\r\n") for question in text.questions)
    return sum(form.kind_of_heading(head) is not None for head in heads)


def _bonus(opener: Opener) -> float:
    if opener.kind is OpenerKind.LINE:
        return _LINE_BONUS
    return _NUMBERED_BONUS if opener.kind is OpenerKind.HEADING and opener.numbered else 1.0


def _is_answered(question: ParsedQuestion) -> bool:
    return any(
        excerpt.text.strip()
        for section in question.sections
        if section.kind is not SectionKind.PROMPT
        for excerpt in section.body
    )


def _own_text(source: SourceText, form: QuestionFormat, found: Blocks) -> int:
    """Characters that certainly belong to questions: in their list items or ``<details>``."""
    return sum(
        opening.head.end - opening.start + sum(item.end - item.start for item in opening.body)
        for opening in _openings(source, form, found)
    )


def _openings(source: SourceText, form: QuestionFormat, found: Blocks) -> list[Opening]:
    reading = Reading(source, form, found.blocks)
    return [opening for index in range(len(found.blocks)) for opening in openings_in(reading, index)]


def _regular(text: ParsedText) -> int:
    """Number of questions whose number is one or a few more than the last one's, or starts a run in another part."""
    good, last, part = 0, None, None
    for question in text.questions:
        numeral = tuple(map(int, question.numeral.split("-"))) if question.numeral else None
        if numeral:
            follows = last is not None and numeral[:-1] == last[:-1] and 0 < numeral[-1] - last[-1] <= _LARGEST_GAP
            good += follows or (numeral[-1] == 1 and question.part != part)
        last, part = numeral or last, question.part
    return good


_LARGEST_GAP = 3


def _swallowed(opener: Opener, texts: Sequence[ParsedText]) -> int:
    """Lines within answers that look like questions themselves: headings, bold lines and items that ask.

    Below numbered headings bold lines and items are how an answer asks and answers its own questions.
    """
    inner = _INNER_HEADING if opener.kind is OpenerKind.HEADING and opener.numbered else _INNER
    count = 0
    for text in texts:
        for question in text.questions:
            for section in question.sections:
                for excerpt in section.body:
                    count += sum(len(line) < _LONGEST_TITLE and bool(inner.match(line)) for line in excerpt.text.splitlines())
    return count


_LONGEST_TITLE = 300
_INNER_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+(?:\W*\d+\s*[.、)）:：]\s*)?\S.*[?？]\W*$")
_INNER = re.compile(
    r" {0,3}(?:#{1,6}[ \t]+(?:\W*\d+\s*[.、)）:：]\s*)?\S.*[?？]|\*\*[^*]+[?？]\*\*|\d+[.)]\s+(?:#{1,6}|\*\*).*[?？]\**)\W*$"
)


def uses_dollars(text: str) -> bool:
    """Whether what stands between dollars in a text is TeX rather than money or shell."""
    found = [match["tex"] or match["display"] for match in _DOLLAR.finditer(_CODE.sub(" ", text))]
    tex = sum(bool(_TEX.search(item)) for item in found)
    return tex >= max(1, len(found) * _MOST_MONEY)


def describe(proposal: Proposal) -> str:
    """What was found, in a few words."""
    parts = (_opener_words(opener) for opener in proposal.form.openers)
    return f"{proposal.questions} questions, {', '.join(parts)}, {proposal.answered} with an answer"


def _opener_words(opener: Opener) -> str:
    numbered = "numbered " if opener.numbered else ""
    match opener.kind:
        case OpenerKind.HEADING:
            return f"{numbered}headings ({', '.join('#' * level for level in opener.levels)})"
        case OpenerKind.BOLD:
            return f"{numbered}bold lines{', answers behind them' if opener.inline else ''}"
        case OpenerKind.ITEM:
            return f"list items with a {opener.head} title, answers indented"
        case OpenerKind.LINE:
            return "plain lines"
        case OpenerKind.DETAILS:
            return "<details> blocks"
