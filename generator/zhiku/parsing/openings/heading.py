"""Headings that open questions: ``### 6. Title``, ``## What is …?``."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from zhiku.model import SectionKind
from zhiku.parsing.numbering import Numeral, numeral_of
from zhiku.parsing.openings.opening import Opening, Scan, Title, is_separator, read_title, stretch_below
from zhiku.parsing.question_sentences import demands_answer, has_question_mark
from zhiku.parsing.section_labels import find_labels, is_metadata, kind_of_heading_with_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhiku.content.question_format import Opener

_CHOICE = re.compile(r"[:：]\s*\S{0,10}$")
"""Behind a label, what may still be said in a heading: ``Answer: B``."""
_MIN_NUMBERED = 0.3
_MAX_SECTION_SHARE = 0.5
"""Share of the headings of a section that ask where the section is a group of questions."""


def openings(scan: Scan, opener: Opener, index: int) -> Iterator[Opening]:
    """The question that a heading opens, if it opens one."""
    block = scan.blocks[index]
    if block.level not in opener.levels or block.level in scan.index_levels:
        return
    title = scan.read_title(block.content)
    says_so, label = title.numeral or _names_itself(scan, title), scan.form.kind_of_heading(_CHOICE.sub("", title.words))
    if is_metadata(block.content) or kind_of_heading_with_text(title.words, scan.form) not in {None, SectionKind.PROMPT}:
        return
    if not says_so and (label or scan.form.is_aside(title.words) or scan.form.is_contents(title.words)):
        if label is not SectionKind.PROMPT or opener.numbered:
            return
        title = title._replace(words="")  # ``### 题目`` and the question itself below
    if _opens(scan, opener, index, title):
        head = scan.span(block)
        yield Opening(head.start, head, title.words, title.numeral, title.explicit, block.level, (), asked=title.asked)


def _opens(scan: Scan, opener: Opener, index: int, title: Title) -> bool:
    """Whether a heading on one of the levels of questions opens one."""
    block, named = scan.blocks[index], _names_itself(scan, title)
    says_so = bool(title.numeral) or named
    if block.is_empty_heading:
        return opener.numbered and _is_answered_below(scan, index)
    asked = title.asked or (len(opener.levels) > 1 and demands_answer(title.words))
    if not says_so and len(opener.levels) > 1 and _only_groups(scan, opener, index):
        return False
    plain = len(opener.levels) > 1 and not (says_so or asked)
    if plain and (0 < scan.inside < block.level or _groups_those_that_ask(scan, opener, index)):
        return False  # a heading within an answer, or above questions
    usual = block.level == opener.levels[0] or named
    if not usual and not _opens_elsewhere(scan, opener, index, title.numeral, asked=asked):
        return False
    if opener.numbered:
        return says_so or title.asked or not title.words or _is_answered_below(scan, index)
    return not (title.numeral and not title.asked and _groups_those_without(scan, index))


def _names_itself(scan: Scan, title: Title) -> bool:
    """Whether a heading has an id that is given to questions only."""
    return bool(title.explicit) and not scan.ids_are_anchors


def _opens_elsewhere(scan: Scan, opener: Opener, index: int, numeral: Numeral | None, *, asked: bool) -> bool:
    """Whether a heading of an unusual level opens a question: it groups none itself, and goes on with the numbers or asks."""
    level, usual = scan.blocks[index].level, opener.levels[0]
    below = next((block for block in islice(scan.blocks, index + 1, None) if block.level), None)
    next_numeral = below and numeral_of(below.content)
    goes_on = bool(numeral and next_numeral and next_numeral.follows(numeral))
    has_text = index + 1 < len(scan.blocks) and not scan.blocks[index + 1].level
    groups = _groups_those_that_ask(scan, opener, index) and not _groups_are_questions(scan, opener, level)
    answers = asked and has_text and not opener.numbered and not groups
    if level < usual and answers:
        return True
    if below is not None and level < below.level <= usual and not goes_on:
        return False
    if numeral:
        return numeral.follows(scan.last) or (level < usual and numeral.repeats(scan.last))
    if level > usual:
        return asked and not opener.numbered and not 0 < scan.inside < level
    return asked and has_text


def _groups_those_that_ask(scan: Scan, opener: Opener, index: int) -> bool:
    """Whether a heading stands above others that ask, on levels that open questions."""
    below = [block for block in scan.headings_below(index) if block.level in opener.levels]
    return sum(demands_answer(read_title(block.content).words) for block in below) > len(below) * _MAX_SECTION_SHARE


def _only_groups(scan: Scan, opener: Opener, index: int) -> bool:
    """Whether a heading has no text of its own and all headings of the next level below it ask: those are the questions."""
    below = [block for block in scan.headings_below(index) if block.level in opener.levels]
    level = min((block.level for block in below), default=0)
    next_level = [block for block in below if block.level == level]
    ask = bool(next_level) and all(has_question_mark(item.content) for item in next_level)
    return ask and not _has_own_text(scan, index)


def _has_own_text(scan: Scan, index: int) -> bool:
    following = next((block for block in islice(scan.blocks, index + 1, None) if not is_separator(block)), None)
    return following is not None and not following.level


def _groups_are_questions(scan: Scan, opener: Opener, level: int) -> bool:
    """Whether all headings of a level that stand above others that ask do so themselves and have text of their own."""
    if (level, opener.levels) not in scan.asking_groups:
        groups = [
            index
            for index, block in enumerate(scan.blocks)
            if block.level == level and _groups_those_that_ask(scan, opener, index)
        ]
        scan.asking_groups[level, opener.levels] = all(_asks_and_answers(scan, index) for index in groups)
    return scan.asking_groups[level, opener.levels]


def _asks_and_answers(scan: Scan, index: int) -> bool:
    return has_question_mark(scan.blocks[index].content) and _has_own_text(scan, index)


def _groups_those_without(scan: Scan, index: int) -> bool:
    """Whether a heading with a number and nothing below stands among questions that have none."""
    level = scan.blocks[index].level
    following = next((block for block in islice(scan.blocks, index + 1, None) if not is_separator(block)), None)
    return following is not None and following.level == level and scan.numbered[level] < _MIN_NUMBERED


def _is_answered_below(scan: Scan, index: int) -> bool:
    """Whether a label of an answer stands between a heading and the next one that could open a question or a part."""
    labels = find_labels(scan.source, stretch_below(scan, index), scan.form)
    return any(label.kind is SectionKind.ANSWER for label in labels)
