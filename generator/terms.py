"""The names a text gives to things: one question's passages in, ``Naming`` records out.

A text introduces a term in few ways, and each is looked for where it stands, not by counting words:

* a pair of names, ``卷积神经网络（CNN，Convolutional Neural Network）``, as the head of a list item or in running text;
  in Latin script by the letters of the short form (Schwartz & Hearst 2003: ``area under the curve (AUC)``);
* the words before the colon of an item that a label opens: ``**方法二：** Focal Loss：引入……``;
* an enumeration of names inside Chinese text: ``如 BERT、VGG 等``, or a name with inner capitals: ``ResNet``;
* the question itself: ``什么是多模态大模型？``.

Heads that recur within one question (``优点``, ``计算公式``) are labels of parts and name nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from generator.model import Passage, PassageRole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model import Question

_PAIR = re.compile(r"(?P<name>[^（()）]*)[（(](?P<inside>[^（()）]{2,80})[）)]")
_SEPARATOR = re.compile(r"\s*[，,、/;；]\s*")
_LATIN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 .+#&'’*-]*")
_CJK = re.compile(r"[\u3400-\u9fff]")
_CJK_NAME = re.compile(r"[\u3400-\u9fffA-Za-z0-9 -]{2,12}")
_NOT_A_NAME = re.compile(
    r"^(?:如|例如|比如|包括|包含|即|见|参见|参考|详见|以及|其中|可以|注意|[图表]\s*\d|(?:e\.?g|i\.?e|see|such|for|or|and|the|an?)(?![a-z]))",
    re.IGNORECASE,
)
# Where a name inside a Chinese sentence begins: behind punctuation, or behind a word that cannot be part of a name.
_BEFORE_NAME = re.compile(
    r"由于|因为|需要|依赖|支持|只有|仅仅|存在|具有|属于|大多数|多数|所有|同一[条个种]?|一[种个条类些]|两[种个条类]|这[种个些]|各种|某种|可以|不光|没有"
    r"|用于|实现|提供|执行|获取|默认|其中|此外|另外|同时|除了|了|还|都|就"
    r"|[，。；：、！？,;:!?+＋“”\"《》\s]|例如|比如|包括|采用|使用|通过|利用|引入|称为|叫做|基于|结合|借助|以及|还是|如|和|与|或|及|是|为|对|将|把|被|从|即"
)
_OF = "的"
_REMARK = re.compile(r"不?推荐|默认|可选|常用|重点|重要|必[选填须]|略|待补充|不?支持|未?完成|新增|已?废弃")
_LABEL_NUMBER = re.compile(r"[一二三四五六七八九十\d]+$")
_NAMED_BY_COLON = re.compile(r"^(?P<name>[^：:，。；、,;!?！？]{2,30})[：:]")
_PROPER_NAME = re.compile(
    r"(?<![A-Za-z0-9+./_-])(?:[A-Z]+[a-z0-9]+[A-Z][A-Za-z0-9]*|[A-Z]{2,}[a-z][A-Za-z0-9]*)(?![A-Za-z0-9+./_-])"
    r"|(?<![A-Za-z0-9+])[A-Z][A-Z0-9]+(?=\s*(?:、|等))|(?<=、)\s?[A-Z][A-Z0-9]+(?=[，。；）)]|$)"
)
# A Latin name right before a full-width parenthesis, or a space before an ASCII one: `COUNT(列名)` is a call.
_LATIN_BEFORE = re.compile(r"(?P<name>[A-Z][A-Za-z0-9+-]*(?: [A-Z][A-Za-z0-9+-]*)*)(?:（| \()")
_WHAT_IS = re.compile(
    r"^(?:什么是|何为|何谓|请?解释(?:一下)?|what\s+(?:is|are)\s+(?:an?\s+|the\s+)?)(?P<name>.+?)[？?。.]*$", re.IGNORECASE
)
_LONGEST_LATIN_WORDS, _LONGEST_CJK = 6, 14
_SHORTEST_UNCAPITALIZED = 4
_SHORTEST_PROPER_NAME = 3


@dataclass(frozen=True, slots=True)
class Naming:
    """A place where the text names a thing: ``name`` first, then its other names; ``passage`` is where it stands."""

    name: str
    aliases: tuple[str, ...]
    passage: Passage
    is_head: bool
    """Whether the passage is about the thing, as the head of an item, and does not only mention it."""


def namings(question: Question) -> Iterator[Naming]:
    """The names a question introduces, in the order of its text."""
    labels = labels_of(question)
    if (asked := _WHAT_IS.match(question.title)) and is_name(asked["name"]):
        first = next((passage for passage in question.passages if passage.section != "prompt"), question.passages[0])
        yield Naming(asked["name"].strip(), (), first, is_head=True)
    for before, passage in pairwise((None, *question.passages)):
        if passage is None or passage.is_code:
            continue
        if passage.role is PassageRole.TEXT:
            opened_by_label = before is not None and before.line == passage.line and before.text in labels
            if opened_by_label and (found := _NAMED_BY_COLON.match(passage.text)):
                yield from _of_head(found["name"], passage, pair_needed=False)
            yield from _in_running_text(passage)
            yield from _proper_names(passage)
        elif passage.text not in labels:
            yield from _of_head(passage.text, passage, pair_needed=True)


def names_in(question: Question) -> frozenset[str]:
    """Every name that a question gives to something, as written."""
    return frozenset(name for naming in namings(question) for name in (naming.name, *naming.aliases))


def labels_of(question: Question) -> frozenset[str]:
    """Heads that name parts of an item and not things: they recur within the question, perhaps numbered (``方法一``)."""
    heads = [passage.text for passage in question.passages if passage.role is PassageRole.LIST_HEAD]
    counts = Counter(_LABEL_NUMBER.sub("", head) for head in heads)
    return frozenset(head for head in heads if counts[_LABEL_NUMBER.sub("", head)] > 1)


def is_name(text: str) -> bool:
    """Whether words may be a name: short, without punctuation, and not the start of an explanation."""
    text = text.strip()
    if len(text) < 2 or _NOT_A_NAME.match(text) or not re.search(r"[A-Za-z\u3400-\u9fff]{2}|[A-Za-z]\d", text):  # noqa: PLR2004 - one letter is no name
        return False
    if _CJK.search(text):
        return len(text) <= _LONGEST_CJK and bool(re.fullmatch(r"[\w .+#&*-]+", text))
    return len(text.split()) <= _LONGEST_LATIN_WORDS and bool(_LATIN_NAME.fullmatch(text))


def _of_head(head: str, passage: Passage, *, pair_needed: bool) -> Iterator[Naming]:
    """The pairs in a list head; ``甲（A）+ 乙（B）`` names two things that are treated elsewhere."""
    pairs = [
        (match["name"].strip(" +＋和与及、/：:"), _names_in(match["inside"], match["name"])) for match in _PAIR.finditer(head)
    ]
    named = [(name, aliases) for name, aliases in pairs if is_name(name) and aliases]
    for name, aliases in named:
        yield Naming(name, aliases, passage, is_head=len(named) == 1)
    if not named and not pair_needed and is_name(head):
        yield Naming(head.strip(), (), passage, is_head=True)


def _names_in(inside: str, name: str) -> tuple[str, ...]:
    """The names between parentheses: Latin ones, or Chinese ones behind a Latin name."""
    parts = [part.strip(" 。.") for part in _SEPARATOR.split(inside)]
    if _NOT_A_NAME.match(inside) or sum(map(_is_acronym, parts)) > 1:
        return ()  # an explanation, or an enumeration of things that are not this one
    if _CJK.search(name):
        return tuple(part for part in parts if _is_latin_name(part))
    chinese = tuple(part for part in parts if _is_chinese_name(part))
    return chinese or tuple(part for part in parts if _is_latin_name(part))


def _is_chinese_name(text: str) -> bool:
    return bool(_CJK_NAME.fullmatch(text) and _CJK.match(text)) and is_name(text) and not _REMARK.fullmatch(text)


def _is_latin_name(text: str) -> bool:
    """Latin words that look like a name: with a capital, or of some length; ``0 to 1`` and ``n`` are none."""
    if not _LATIN_NAME.fullmatch(text) or not is_name(text):
        return False
    only_letters = text.replace(" ", "").replace("-", "").isalpha()
    return any(char.isupper() for char in text) or (only_letters and len(text) >= _SHORTEST_UNCAPITALIZED)


def _in_running_text(passage: Passage) -> Iterator[Naming]:
    for match in _PAIR.finditer(passage.text):
        before, inside = match["name"], match["inside"]
        if _CJK.search(before[-2:]):
            aliases = tuple(name for name in _names_in(inside, before) if name not in passage.code)
            name, cut_at_of = _last_name(before)
            if aliases and cut_at_of and _is_acronym(aliases[0]):
                yield Naming(aliases[0], aliases[1:], passage, is_head=False)
            elif aliases and not cut_at_of and is_name(name):
                yield Naming(name, aliases, passage, is_head=False)
        elif _is_acronym(inside.strip()) and (name := _long_form(before, inside.strip())):
            yield Naming(name, (inside.strip(),), passage, is_head=False)
        elif _is_chinese_name(inside) and (latin := _LATIN_BEFORE.search(match.group())):
            yield Naming(latin["name"], (inside,), passage, is_head=False)


def _proper_names(passage: Passage) -> Iterator[Naming]:
    """Latin names inside Chinese text: with capitals within, or of capitals only and in an enumeration; never code."""
    if not _CJK.search(passage.text):
        return
    for match in _PROPER_NAME.finditer(passage.text):
        name = match.group().strip()
        if len(name) >= _SHORTEST_PROPER_NAME and not any(name in code for code in passage.code):
            yield Naming(name, (), passage, is_head=False)


def _last_name(before: str) -> tuple[str, bool]:
    """The words right before a parenthesis, from where a name may begin; whether that is behind a ``的``."""
    joined = re.sub(r"(?<=[A-Za-z0-9]) (?=[\u3400-\u9fff])", "\x00", before)  # `F1 分数` is one name
    start = max((match.end() for match in _BEFORE_NAME.finditer(joined)), default=0)
    name = joined[start:].replace("\x00", " ")
    _, of, tail = name.rpartition(_OF)
    return (tail, True) if of else (name, False)


def _is_acronym(text: str) -> bool:
    return bool(re.fullmatch(r"[A-Z][A-Za-z0-9-]{1,9}", text)) and sum(char.isupper() for char in text) > 1


def _long_form(before: str, short: str) -> str:
    """The words before a short form whose letters it takes in order, the first letter from the start of a word; or nothing.

    Schwartz & Hearst, A simple algorithm for identifying abbreviation definitions in biomedical text, PSB 2003.
    """
    words = before.split()
    tail = " ".join(words[-min(len(short) + 5, len(short) * 2) :])
    position = len(tail) - 1
    letters = [char.lower() for char in short if char.isalnum()]
    for index in range(len(letters) - 1, -1, -1):
        while position >= 0 and (
            tail[position].lower() != letters[index] or (index == 0 and position > 0 and tail[position - 1].isalnum())
        ):
            position -= 1
        if position < 0:
            return ""
        position -= 1
    start = tail.rfind(" ", 0, position + 2) + 1
    name = tail[start:].strip(" ,;:—-*\"'“”")
    return name if is_name(name) and len(name) > len(short) else ""
