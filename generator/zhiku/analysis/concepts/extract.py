"""Extract the names that a text introduces: one question's passages in, ``TermOccurrence`` records out.

A text introduces a term in few ways, and each is looked for where it stands, not by counting words:

* a pair of names, ``卷积神经网络（CNN，Convolutional Neural Network）``, as the head of a list item or in running text;
  in Latin script by the letters of the short form (Schwartz & Hearst 2003: ``area under the curve (AUC)``), on either side;
* the words before the colon of an item that a label opens: ``**方法二：** Focal Loss：引入……``;
* an enumeration of names inside Chinese text: ``如 BERT、L2 正则化、Dropout 等``, or a name with inner capitals: ``ResNet``;
* the words that call it so: ``被称为“回表”``, ``联合索引，也叫组合索引或复合索引``;
* the question itself: ``什么是多模态大模型？``, ``索引是什么？``, and any Latin name in a Chinese title: ``InnoDB 如何选择？``.

Heads that recur within one question (``优点``, ``计算公式``) are labels of parts and name nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from zhiku.analysis.concepts.name_rules import (
    CJK,
    initials,
    is_acronym,
    is_chinese_name,
    is_latin,
    is_name,
    last_name,
    last_words,
    long_form,
    other_names,
)
from zhiku.analysis.concepts.title_names import FoundName, names_in_title
from zhiku.lang.reader import HAN, Naming, naming_class, naming_pattern, words
from zhiku.model import PassageRole, SectionKind, TermOccurrence

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from zhiku.model import Passage, Question

_PAIR = re.compile(r"(?P<name>[^（()）]*)[（(](?P<inside>[^（()）]{2,80})[）)]")
_PARENTHESIS = re.compile(r"[（(]")
_CASE_ENDING = re.compile(r"['’][^\W\d_]+$")
"""What Turkish joins to a name: *Vergi Usul Kanunu'na (VUK)*."""
_OPENING_PARENTHESIS = re.compile(r"^[（(](?P<inside>[^（()）]{2,80})[）)]")
_NAMED_BY_COLON = re.compile(r"^(?P<name>[^：:，。；、,;!?！？]{2,30})[：:](?!\d\d)")  # 旭川駅 20:10 names nothing
_ET_CETERA, _EXAMPLE = naming_pattern(Naming.ET_CETERA), f"(?:{'|'.join(map(re.escape, words('example_markers')))})"
_AROUND_NAME = " +＋、/：:" + naming_class(Naming.AND_JOINERS)
_CAPITAL = re.compile(r"[A-Z]")
"""Every proper name has one; most passages have none."""
_WORD = r"[A-Za-z0-9+./_-]"
_PROPER_NAME = re.compile(
    rf"(?<!{_WORD})(?:[A-Z]+[a-z0-9]+[A-Z][A-Za-z0-9]*|[A-Z]{{2,}}[a-z][A-Za-z0-9]*)(?!{_WORD})"
    rf"|(?<![A-Za-z0-9+])[A-Z][A-Z0-9]+(?=\s*(?:、|{_ET_CETERA}))|(?<=、)\s?[A-Z][A-Z0-9]+(?=[，。；）)]|$)"
)
_CAPITALS = re.compile(rf"(?<!{_WORD})[A-Z]{{3,10}}(?!{_WORD})")
_BESIDE_OTHERS = re.compile(rf"[、{naming_class(Naming.JOINERS, Naming.ET_CETERA)}]|{_EXAMPLE}")
# One of several things in a row, of which at least the neighbours are set off by 、 or 等: `L2 正则化`, `SQL Server`, `Dropout`.
_HAN = rf"(?:(?![{naming_class(Naming.POSSESSIVES, Naming.COPULAS)}])[{HAN}])"
_LATIN_ITEM = rf"[A-Z][A-Za-z0-9+#-]+(?: [A-Z][A-Za-z0-9+#-]*)*(?: ?{_HAN}{{2,5}}?)?|[A-Z]\+? ?{_HAN}{{1,4}}?"
_ITEM_END = rf"(?=\s*(?:、|{_ET_CETERA}|[（(]|{naming_pattern(Naming.JOINERS)}(?![{HAN}])))"
_ITEM = re.compile(
    rf"(?<=、)\s?(?P<later>{_LATIN_ITEM}){_ITEM_END}"
    rf"|(?:^|(?<=[：:，（({naming_class(Naming.BEFORE_ITEMS)}]))\s?(?P<first>{_LATIN_ITEM})(?=\s?、)"
)
# A Latin name right before a full-width parenthesis, or a space before an ASCII one: `COUNT(列名)` is a call.
_LATIN_BEFORE = re.compile(r"(?<![A-Za-z0-9_])(?P<name>[A-Z][A-Za-z0-9+-]*(?: [A-Z][A-Za-z0-9+-]*)*)(?:（| \()")
_SHORT_NAME = rf"[{HAN}A-Za-z0-9+ -]{{2,12}}?"
_CALLED = re.compile(rf"{naming_pattern(Naming.CALLED)}\s*[“「\"']?(?P<name>{_SHORT_NAME})\s*(?=[”」\"'，。；！）)]|$)")
_OR = re.compile(rf"\s*(?:{naming_pattern(Naming.OR_JOINERS)}|、)\s*")
_ALSO_CALLED = re.compile(
    rf"(?P<before>[^，。；：]*?)\s*[，,]?\s*{naming_pattern(Naming.ALSO_CALLED)}(?![{naming_class(Naming.NOT_AFTER_CALLED)}])\s*"
    rf"(?P<names>{_SHORT_NAME}(?:{_OR.pattern}{_SHORT_NAME})*)\s*(?=[，。；！]|$)"
)
_ANY_CALLED = re.compile(f"{naming_pattern(Naming.CALLED)}|{naming_pattern(Naming.ALSO_CALLED)}")
_MIN_PROPER_NAME_LENGTH = 3
_MIN_MENTIONS = 2


def occurrences(question: Question) -> Iterator[TermOccurrence]:
    """The names that a question introduces, in the order of its text."""
    passages = question.passages
    if not passages:
        return
    first = next((place for place, passage in enumerate(passages) if passage.section is not SectionKind.PROMPT), 0)
    in_title = (*names_in_title(question.title), *_in_running_text(question.title, frozenset()))
    yield from (TermOccurrence(*found, first) for found in in_title)
    labels, often = labels_of(question), _used_often(question)
    for place, (before, passage) in enumerate(zip((None, *passages[:-1]), passages, strict=True)):
        if passage.may_name:
            yield from (TermOccurrence(*found, place) for found in _of_passage(before, passage, labels, often))


def _of_passage(before: Passage | None, passage: Passage, labels: frozenset[str], often: frozenset[str]) -> Iterator[FoundName]:
    if passage.is_head:
        if passage.text not in labels:
            yield from _of_head(passage.text, pair_needed=True)
        return
    opened = before if before and before.line == passage.line and before.role is PassageRole.LIST_HEAD else None
    if opened and opened.text in labels and (found := _NAMED_BY_COLON.match(passage.text)):
        yield from _of_head(found["name"], pair_needed=False)
    if opened and opened.text not in labels and (pair := _OPENING_PARENTHESIS.match(passage.text)):
        yield from _of_head(opened.text + pair.group(), pair_needed=True)
    yield from _in_running_text(passage.text, passage.code)
    yield from _called(passage.text)
    yield from _proper_names(passage, often)


def labels_of(question: Question) -> frozenset[str]:
    """Heads that label parts of an item, not things: they recur within the question, perhaps numbered (``方法一``).

    Nor do heads name anything beside a remark that several of them have: ``width (optional)``.
    """
    heads = [passage.text for passage in question.passages if passage.role is PassageRole.LIST_HEAD]
    counts = Counter(_without_number(head) for head in heads)
    shown = {passage.text: _insides(passage.text) for passage in question.passages if passage.is_head}
    remarks = Counter(inside for insides in shown.values() for inside in insides)
    recurring = {head for head in heads if counts[_without_number(head)] > 1}
    return frozenset(recurring | {head for head, insides in shown.items() if any(remarks[inside] > 1 for inside in insides)})


def _insides(head: str) -> list[str]:
    """What stands in the parentheses of a head."""
    return [match["inside"] for match in _PAIR.finditer(head)] if _PARENTHESIS.search(head) else []


def _without_number(head: str) -> str:
    while head[-1:].isnumeric():
        head = head[:-1]
    return head


def _of_head(head: str, *, pair_needed: bool) -> Iterator[FoundName]:
    """Pairs of names in a list head; ``甲（A）+ 乙（B）`` names two things that are treated elsewhere."""
    pairs = [
        (_CASE_ENDING.sub("", match["name"].strip(_AROUND_NAME)), other_names(match["inside"], match["name"]))
        for match in (_PAIR.finditer(head) if _PARENTHESIS.search(head) else ())
    ]
    named = [(name, aliases) for name, aliases in pairs if is_name(name) and aliases and _is_whole(name, aliases)]
    for name, aliases in named:
        yield FoundName(name, aliases, is_head=len(named) == 1)
    if not named and not pair_needed and is_name(head):
        yield FoundName(head.strip(), is_head=True)


def _is_whole(name: str, aliases: tuple[str, ...]) -> bool:
    """Whether all words of a head are the name in a script that is neither Latin nor Han, where others would show that."""
    return is_latin(name[-1:]) or bool(CJK.search(name)) or last_words(name, aliases) == name


def _in_running_text(text: str, code: Collection[str]) -> Iterator[FoundName]:
    """Names before parentheses with further names, but those that stand in ``code``."""
    for match in _PAIR.finditer(text) if _PARENTHESIS.search(text) else ():
        is_short = is_acronym(match["inside"].strip()) and is_latin(match["inside"]) == is_latin(match["name"].rstrip()[-1:])
        if is_short or is_latin(match["name"].rstrip()[-1:]):
            yield from _of_latin_name(match)
        elif aliases := tuple(name for name in other_names(match["inside"].strip(), match["name"]) if name not in code):
            yield from _of_other_name(match["name"].rstrip(), aliases, text)


def _of_other_name(before: str, aliases: tuple[str, ...], text: str) -> Iterator[FoundName]:
    """A name in another than the Latin script, with its Latin ones."""
    if CJK.search(before[-1:]):
        name, cut_at_of = last_name(before)
    else:
        name, cut_at_of = last_words(before, aliases), False
    if cut_at_of and is_acronym(aliases[0]):
        yield FoundName(aliases[0], aliases[1:])
    elif not cut_at_of and is_name(name) and any(map(is_latin, aliases)):
        yield FoundName(name, aliases + _short_forms(aliases, text))


def _of_latin_name(match: re.Match[str]) -> Iterator[FoundName]:
    """A Latin name with its short form or its Chinese name."""
    before, inside = match["name"], match["inside"].strip()
    if is_acronym(inside) and (name := _CASE_ENDING.sub("", long_form(before, inside))):
        yield FoundName(name, (inside,))
    elif is_chinese_name(inside) and (latin := _LATIN_BEFORE.search(match.group())):
        yield FoundName(latin["name"], (inside,))
    elif (short := re.search(r"[A-Z]{2,10}\s?$", before)) and long_form(inside, short.group().strip()) == inside:
        yield FoundName(short.group().strip(), (inside,))


def _short_forms(aliases: tuple[str, ...], text: str) -> tuple[str, ...]:
    """Short forms of Latin names that the same passage uses: ``SQL 是一种结构化查询语言（Structured Query Language）``."""
    short = {initials(name) for name in aliases if " " in name} - set(aliases)
    return tuple(
        sorted(form for form in short if is_acronym(form) and re.search(rf"(?<![A-Za-z0-9]){form}(?![A-Za-z0-9])", text))
    )


def _called(text: str) -> Iterator[FoundName]:
    """Things for which the text gives a name, or several synonymous ones."""
    if not _ANY_CALLED.search(text):
        return
    for match in _CALLED.finditer(text):
        if is_name(match["name"]):
            yield FoundName(match["name"].strip())
    for match in _ALSO_CALLED.finditer(text):
        name, cut_at_of = last_name(match["before"])
        others = tuple(part for part in _OR.split(match["names"].strip()) if is_name(part))
        if others and not cut_at_of and is_name(name):
            yield FoundName(name, others)


def _proper_names(passage: Passage, often: frozenset[str]) -> Iterator[FoundName]:
    """Latin names within Chinese text: with inner capitals, or one of several in a row; never code."""
    if not _may_hold_proper_names(passage):
        return
    names = [match.group().strip() for match in _PROPER_NAME.finditer(passage.text) if _is_telling(match, often)]
    names += [match.group() for match in _CAPITALS.finditer(passage.text) if match.group() in often]
    names += [(match["later"] or match["first"]).strip() for match in _ITEM.finditer(passage.text)]
    for name in dict.fromkeys(names):
        if (len(name) >= _MIN_PROPER_NAME_LENGTH or CJK.search(name)) and not any(name in code for code in passage.code):
            yield FoundName(name)


def _may_hold_proper_names(passage: Passage) -> bool:
    return bool(_CAPITAL.search(passage.text) and CJK.search(passage.text)) and not passage.is_code


def _is_telling(match: re.Match[str], often: frozenset[str]) -> bool:
    """Whether a name occurs in an enumeration or recurs: a name mentioned once in passing is not a term."""
    text = match.string
    beside = text[: match.start()].rstrip()[-1:] + text[match.end() :].lstrip()[:1]
    return match.group().strip() in often or bool(_BESIDE_OTHERS.search(beside))


def _used_often(question: Question) -> frozenset[str]:
    """Names that recur in a question, as names or in capitals."""
    texts = [passage.text for passage in question.passages if _may_hold_proper_names(passage)]
    names = Counter(match.group().strip() for text in texts for match in _PROPER_NAME.finditer(text))
    capitals = Counter(match.group() for text in texts for match in _CAPITALS.finditer(text))
    return frozenset(
        {name for name, count in names.items() if count >= _MIN_MENTIONS}
        | {name for name, count in capitals.items() if count > _MIN_MENTIONS}
    )
