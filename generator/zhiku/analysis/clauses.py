"""What a text says, cut up: strings in; clauses, words, and what a title asks about, out."""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain
from operator import add
from typing import TYPE_CHECKING

from zhiku.lang.reader import HAN

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from zhiku.model import Question

_CLAUSE_END = re.compile(r"[，。；！？、,;!?：:]\s*")
_ENDED = "，"
_LATIN_WORD = re.compile(r"[a-z0-9][a-z0-9+#-]*")
_NOT_CHINESE = re.compile(rf"[^{HAN}]+")
FRAME = re.compile(
    r"是?有?哪些|是?有?什么|如何|怎么样?|怎样|为什么|是否|请?解释(?:一下)?|请|吗|呢|了解|区别|不同|联系|关系|作用|优缺点|优势|应用|领域|支持|使用|方法|原因"
    r"|\b(?:what|how|why|when|which|is|are|do|does|the|an?|of|in|to|you|can|difference|between)\b|[^\w]+"
)
"""The words in which questions are asked."""
_NOT_A_SUBJECT = re.compile(r"[的中在与和及其对里是有用会]|常见|主要|一个|不?推荐|适合|导致|作为|没有|[^\w]+")
_SHORTEST_SUBJECT = 3
_BOILERPLATE_QUESTIONS = 3
_WORD_LENGTH = 8


def clauses(text: str) -> list[str]:
    """The clauses of a text, without their punctuation."""
    return [clause for part in _CLAUSE_END.split(text) if (clause := part.strip())]


def clauses_of(question: Question) -> dict[str, None]:
    """The different clauses of a question's passages, in their order."""
    return dict.fromkeys(clauses(_ENDED.join([passage.text for passage in question.passages])))


def boilerplate(questions: Iterable[Collection[str]]) -> frozenset[str]:
    """Of the different clauses of each question, those that recur in so many that they say nothing of any of them.

    Single words (``图像分类`` in an enumeration) are no boilerplate, however often they recur.
    """
    seen = Counter(chain.from_iterable(questions))
    return frozenset(clause for clause, count in seen.items() if count >= _BOILERPLATE_QUESTIONS and len(clause) > _WORD_LENGTH)


def words_of(clauses: Iterable[str], left_out: Collection[str] = ()) -> set[str]:
    """The words of clauses in lower case: Latin ones whole, Chinese characters in overlapping pairs."""
    text = _ENDED.join([clause for clause in {clause.casefold() for clause in clauses} if clause not in left_out])
    chinese = _NOT_CHINESE.sub(" ", text)
    return {*_LATIN_WORD.findall(text), *(pair for pair in {*map(add, chinese, chinese[1:])} if " " not in pair)}


def subjects_of(title: str) -> set[str]:
    """What a title asks about: its words outside the question frame, cut where Chinese joins nouns."""
    parts = [part for frame in FRAME.split(title) if frame for part in _NOT_A_SUBJECT.split(frame) if part]
    return {part for part in parts if len(part) >= _SHORTEST_SUBJECT and not part.isascii()}


def asked_of(title: str) -> set[str]:
    """The words of a title outside the question frame, in lower case: ASCII ones whole, others in overlapping pairs."""
    return {
        word
        for part in FRAME.split(title.casefold())
        if part
        for word in ((part,) if part.isascii() else map(add, part, part[1:]))
    }
