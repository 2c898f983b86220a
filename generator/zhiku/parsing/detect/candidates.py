"""List candidate formats for a text (blocks in, formats out), and further ways of opening next to the best one."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from zhiku.content.front_matter import FRONT_MATTER, question_title
from zhiku.content.question_format import ItemHead, Opener, OpenerKind, QuestionFormat, bare
from zhiku.markdown.admonitions import ADMONITION
from zhiku.model import ProseRole, Span
from zhiku.parsing.containers import OPENING
from zhiku.parsing.detect.scoring import COMPLETE, ENDING, Proposal, Read, faq_sections, inside_any, is_answered, openings_of
from zhiku.parsing.detect.weights import WEIGHTS
from zhiku.parsing.html_blocks import HTML_BLOCK
from zhiku.parsing.html_tables import html_rows
from zhiku.parsing.html_words import html_words
from zhiku.parsing.numbering import numeral_of
from zhiku.parsing.openings import openings_in
from zhiku.parsing.openings.card import CARD, is_tagged
from zhiku.parsing.openings.definition import may_hold_terms
from zhiku.parsing.openings.document import labels_its_question
from zhiku.parsing.openings.list_item import LISTS
from zhiku.parsing.openings.opening import Scan
from zhiku.parsing.openings.table import columns_of
from zhiku.parsing.parse import parse_blocks
from zhiku.parsing.question_sentences import demands_answer, has_question_mark, is_question

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhiku.model import ParsedText
    from zhiku.parsing.blocks import Block, Blocks
    from zhiku.source.text import SourceText


def candidates(read: Read, base: QuestionFormat) -> Iterator[QuestionFormat]:
    """The formats that are worth trying on some texts."""
    blocks = [block for _, found in read for block in found.blocks]
    for opener in (*_openers(blocks, base), *_documents(read), *_labelled_documents(read, base)):
        form = replace(base, openers=(opener,), parts=0)
        yield form if opener.kind is OpenerKind.DOCUMENT else replace(form, parts=_part_level(read, form))


def _openers(blocks: Sequence[Block], form: QuestionFormat) -> Iterator[Opener]:
    levels = Counter(block.level for block in blocks if block.level)
    for level in sorted(levels):
        numerals = [numeral_of(block.content) for block in blocks if block.level == level]
        # A number in words (一、) is rather that of a part, unless all that it numbers asks.
        in_words = [block for block in blocks if block.level == level and _in_words(block)]
        counts_words = all(has_question_mark(block.content) for block in in_words)
        numbered = sum(numeral is not None and (counts_words or not numeral.in_words) for numeral in numerals)
        if numbered > len(numerals) * WEIGHTS.min_numbered:
            yield Opener(OpenerKind.HEADING, (level,), numbered=True)
        if numbered < len(numerals) * WEIGHTS.all_numbered:
            yield Opener(OpenerKind.HEADING, (level,))
    asking = _asking_levels(blocks)
    if len(asking) > 1 and all(numeral_of(block.content) is None for block in blocks if block.level in asking):
        for usual in asking:
            yield Opener(OpenerKind.HEADING, (usual, *(level for level in asking if level != usual)))
    yield from _openers_of_blocks(blocks, form)


def _openers_of_blocks(blocks: Sequence[Block], form: QuestionFormat) -> Iterator[Opener]:
    """The ways of opening other than headings that the types of some blocks allow."""
    types = {block.type for block in blocks}
    if "paragraph" in types:
        yield Opener(OpenerKind.BOLD, numbered=True)
        yield Opener(OpenerKind.BOLD)
        yield Opener(OpenerKind.BOLD, inline=True)
        yield Opener(OpenerKind.LINE, numbered=True)
        yield Opener(OpenerKind.LINE)
        yield Opener(OpenerKind.SENTENCE)
    if types & LISTS:
        for head in ItemHead:
            yield Opener(OpenerKind.ITEM, head=head)
    if any(_may_hold_details(block) for block in blocks):
        yield Opener(OpenerKind.DETAILS)
    if any(block.type == "blockquote" and "[!" in block.tokens[2].content for block in blocks if len(block.tokens) > 2):  # noqa: PLR2004 - the quote, its paragraph, its words
        yield Opener(OpenerKind.CALLOUT)
    if ADMONITION in types:
        yield Opener(OpenerKind.ADMONITION)
    if "dl" in types or any(block.type == HTML_BLOCK and may_hold_terms(block.content) for block in blocks):
        yield Opener(OpenerKind.DEFINITION)
    if any(_is_table_of_questions(block, form) for block in blocks):
        yield Opener(OpenerKind.TABLE)
    if any(_holds_card(words) for block in blocks for words in _words_of_cards(block)):
        yield Opener(OpenerKind.CARD)


def _may_hold_details(block: Block) -> bool:
    """Whether raw HTML is a block or an item of a list, or a container that folds opens in a paragraph."""
    if block.type in LISTS:
        return any(token.type == HTML_BLOCK for token in block.tokens)
    return block.type == HTML_BLOCK or (block.type == "paragraph" and OPENING.search(block.content) is not None)


def _in_words(block: Block) -> bool:
    numeral = numeral_of(block.content)
    return numeral is not None and numeral.in_words


def _asking_levels(blocks: Sequence[Block]) -> tuple[int, ...]:
    """Levels with headings that ask and do not stand below another that asks, the commonest first."""
    found: Counter[int] = Counter()
    above = 7
    for block in blocks:
        if not block.level:
            continue
        asked = demands_answer(block.content)
        if block.level <= above:
            above = block.level if asked else 7
            found[block.level] += asked
    return tuple(level for level, count in found.most_common() if count)


def _is_table_of_questions(block: Block, form: QuestionFormat) -> bool:
    if block.type == HTML_BLOCK:
        html = block.content
        rows = html_rows(f"{html}</table>", 0, len(html))
        return bool(rows) and columns_of([html_words(html[cell.start : cell.end]) for cell in rows[0].cells], form) is not None
    header = [
        token.content
        for index, token in enumerate(block.tokens)
        if token.type == "inline" and block.tokens[index - 1].type == "th_open"
    ]
    return block.type == "table" and columns_of(header, form) is not None


def _words_of_cards(block: Block) -> Iterator[str]:
    """The words of a paragraph or of the items of a list, which may be cards."""
    if block.type == "paragraph":
        yield block.content
    elif block.type in LISTS:
        yield from (token.content for token in block.tokens if token.type == "inline")


def _holds_card(content: str) -> bool:
    lines = content.split("\n")
    return is_tagged(lines[0]) or any(line.strip() in {"?", "??"} or CARD.match(line.strip()) for line in lines)


def _documents(read: Read) -> Iterator[Opener]:
    """Files that are a question each, where metadata say so, or where a file begins with a title of its own."""
    declared = titled = 0
    for source, found in read:
        block = found.blocks[0] if found.blocks else None
        if block is not None and block.type == FRONT_MATTER:
            title, says_so = question_title(source.text[: source.offset_of_line(block.last + 1)])
            declared += says_so
            titled += bool(title)
            block = found.blocks[1] if len(found.blocks) > 1 else block
        titled += block is not None and block.level == 1
    if declared or titled:
        yield Opener(OpenerKind.DOCUMENT)


def _labelled_documents(read: Read, form: QuestionFormat) -> Iterator[Opener]:
    """Files that are a question each because they label it, if several are."""
    if sum(labels_its_question(Scan(source, form, found.blocks)) for source, found in read) >= WEIGHTS.min_on_a_level:
        yield Opener(OpenerKind.DOCUMENT, labelled=True)


def _part_level(read: Read, form: QuestionFormat) -> int:
    """The lowest level whose headings stand right before a question or another heading, most of them and of those above."""
    own = form.openers[0].levels[0] if form.openers[0].kind is OpenerKind.HEADING else 7
    if form.openers[0].kind in COMPLETE:
        return max((block.level for _, found in read for block in found.blocks), default=1) or 1
    before: Counter[int] = Counter()
    total: Counter[int] = Counter()
    count = 0
    for source, found in read:
        scan = Scan(source, form, found.blocks)
        opens = [bool(openings_in(scan, index)) for index in range(len(found.blocks))]
        count += sum(opens)
        first = opens.index(True) if True in opens else 0
        for index, block in enumerate(found.blocks):
            is_around = block.level and block.level < own and not opens[index]
            if is_around and (index < first or _holds_question(found.blocks, opens, index)):
                total[block.level] += 1
                following = found.blocks[index + 1] if index + 1 < len(opens) else None
                leads = (
                    following is None or opens[index + 1] or (following.level and following.level > block.level) or index < first
                )
                before[block.level] += bool(leads)
    if own < 7:  # noqa: PLR2004 - the levels above those of questions group them, but for those that every answer has
        inner = [level for level in total if before[level] < total[level] * WEIGHTS.leads and _recurs(read, form, level, count)]
        return min([own - 1, *(level - 1 for level in inner)])
    deepest, leading, headings = 1, 0, 0
    for level in sorted(total):
        leading, headings = leading + before[level], headings + total[level]
        if before[level] >= total[level] * WEIGHTS.leads and leading >= headings * WEIGHTS.leads:
            deepest = level
    return deepest


def _holds_question(blocks: Sequence[Block], opens: Sequence[bool], index: int) -> bool:
    """Whether a question opens below a heading: one that has none, as in a file of notes, says nothing of the others."""
    below = range(index + 1, len(blocks))
    end = next((at for at in below if 0 < blocks[at].level <= blocks[index].level and not opens[at]), len(blocks))
    return any(opens[index + 1 : end])


def _recurs(read: Read, form: QuestionFormat, level: int, questions: int) -> bool:
    """Whether headings of a level are those of sections: about one in each question, and always the same few words."""
    titles = [bare(re.split("[:：]", block.content)[0]) for _, found in read for block in found.blocks if block.level == level]
    labels = sum(form.kind_of(title) is not None for title in titles)
    fits = labels > len(titles) * WEIGHTS.leads or len(set(titles)) < len(titles) * WEIGHTS.leads
    return fits and len(titles) > questions * WEIGHTS.leads


def with_others(found: Proposal, read: Read) -> QuestionFormat:
    """The format with other levels of headings, and other ways of opening, on which the questions go on.

    Where nearly all answers have labels the text has its form: only titles that ask can be questions of another one.
    """
    best, labels_suffice = found.form, found.labelled >= WEIGHTS.labels_suffice
    opener = best.openers[0]
    sections = [section for source, blocks in read for section in faq_sections(source, blocks)]
    is_document = opener.kind is OpenerKind.DOCUMENT and not opener.labelled
    if is_document or (sections and all(inside_any(start, sections) for start in found.starts)):
        return best  # what stands outside the sections of questions is none
    if opener.kind is OpenerKind.HEADING and len(opener.levels) == 1:
        usual = opener.levels[0]
        others = (
            *(_other_levels(read, usual, labels_suffice=labels_suffice) if opener.numbered else ()),
            *_asking_above(read, opener),
        )
        best = replace(best, openers=(replace(opener, levels=(usual, *dict.fromkeys(others))),))
    if opener.kind is not OpenerKind.DOCUMENT:
        best = replace(best, openers=(*best.openers, *_labelled_documents(read, best)))
    texts = [parse_blocks(source, best, blocks) for source, blocks in read]
    for other in _openers([block for _, blocks in read for block in blocks.blocks], best):
        known = {(item.kind, item.levels) for item in best.openers}
        if other.kind is OpenerKind.SENTENCE:
            continue  # if the text marks its questions, a question in running text opens none
        if (other.kind, other.levels) not in known and _opens_outside(other, found, best, read, texts):
            best = replace(best, openers=(*best.openers, other))
            texts = [parse_blocks(source, best, blocks) for source, blocks in read]
    if opener.kind is OpenerKind.DOCUMENT and len(best.openers) > 1:
        best = replace(best, openers=(*best.openers[1:], opener))
        return replace(best, parts=_part_level(read, best))
    return best


def _opens_outside(opener: Opener, found: Proposal, form: QuestionFormat, read: Read, texts: Sequence[ParsedText]) -> bool:
    """Whether most questions that another way of opening finds stand where the format finds none, and have answers."""
    if opener.kind is OpenerKind.HEADING and any(level in item.levels for item in form.openers for level in opener.levels):
        return False
    labels_suffice = found.labelled >= WEIGHTS.labels_suffice
    inside = outside = asking = words_ask = 0
    for (source, blocks), text in zip(read, texts, strict=True):
        unclaimed = _unclaimed(source, form, blocks, text)
        for question in parse_blocks(source, replace(form, openers=(opener,)), blocks).questions:
            is_outside = any(span.start <= question.span.start < span.end for span in unclaimed)
            counts = question.numeral or (opener.kind is OpenerKind.ITEM and is_question(question.title))
            fits = has_question_mark(question.title) or (
                counts and opener.kind is not OpenerKind.LINE and not opener.inline and not labels_suffice
            )
            outside += bool(is_outside and is_answered(question) and (fits or opener.is_explicit))
            asking += is_outside and has_question_mark(question.title)
            words_ask += is_outside and is_question(question.title)
            inside += not is_outside
    if found.asking > WEIGHTS.min_asking and not words_ask:
        return False  # numbered words of an essay beside questions
    all_ask = outside == asking and found.asking > WEIGHTS.min_asking
    enough = WEIGHTS.min_asking_outside if all_ask else WEIGHTS.min_on_a_level
    return outside >= enough and inside < outside * (1 - WEIGHTS.outside)


def _unclaimed(source: SourceText, form: QuestionFormat, found: Blocks, text: ParsedText) -> tuple[Span, ...]:
    """Stretches that belong to no question: prose without questions, and what stands behind list items and ``<details>``."""
    leading = {question.part for question in text.questions}
    roles = {ProseRole.PREAMBLE, ProseRole.PART}
    prose = [record.span for place, record in enumerate(text.prose) if record.role in roles and place not in leading]
    if form.openers[0].kind not in ENDING:
        return tuple(prose)
    ends = {
        item.start: max([item.head.end, *(segment.end for segment in item.body)]) for item in openings_of(source, form, found)
    }
    spans = (question.span for question in text.questions)
    return (*prose, *(Span(ends.get(span.start, span.end), span.end) for span in spans))


def _other_levels(read: Read, usual: int, *, labels_suffice: bool) -> tuple[int, ...]:
    """Levels on which the numbers of the usual one go on, more often than they start anew."""
    going_on: Counter[int] = Counter()
    anew: Counter[int] = Counter()
    for _, found in read:
        last = None
        headings = [
            (block.level, numeral_of(block.content))
            for block in found.blocks
            if block.level and (not labels_suffice or block.level == usual or has_question_mark(block.content))
        ]
        for (level, numeral), (below, _) in pairwise((*headings, (0, None))):
            groups = level < below <= usual
            if numeral and (level == usual or (numeral.follows(last) and not groups)):
                going_on[level] += level != usual
                last = numeral
            elif numeral and not groups and not (level < usual and numeral.repeats(last)):
                anew[level] += 1
    return tuple(level for level, count in sorted(going_on.items()) if count > 2 * anew[level])


def _asking_above(read: Read, opener: Opener) -> tuple[int, ...]:
    """The level above that of questions, where a heading of it asks and groups none."""
    level = opener.levels[0] - 1
    if not level:
        return ()
    form = QuestionFormat(openers=(replace(opener, levels=(level + 1, level)),), parts=level)
    for source, found in read:
        scan = Scan(source, form, found.blocks)
        openings = (opening for index in range(len(found.blocks)) for opening in openings_in(scan, index))
        if any(opening.level == level and not opening.numeral for opening in openings):
            return (level,)
    return ()
