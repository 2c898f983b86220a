"""Queries drawn from a base itself, by the ways in which people type its names: ``python bench/search_stress.py [CONTENT_DIR]``.

Every title, concept, list head and domain must be found by its own names: as they stand, in pinyin, begun, misspelt, in traditional
characters, with a question around them. Prints lines in the form of ``tests/data/search/*.tsv`` for ``bench/search_judge.ts``;
the best questions of a name are those that have it in their title or as the head of a list.
"""

from __future__ import annotations

import random
import re
import sys
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pypinyin import Style, lazy_pinyin

from generator.model import GENERAL, PassageRole
from generator.pipeline import prepare
from generator.search.analyzer import analyze, normal
from generator.search.frames import FRAMES
from generator.search.hant import simplified
from generator.search.lexicon import read_lexicon
from generator.search.readings import common_characters
from generator.search.segment import cutter

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.model import KnowledgeBase

_BRACKET = re.compile(r"[（(].*$")
_NUMBERED = re.compile("[一二三四五六七八九十]$")
_BOILERPLATE = 3
"""Heads of so many questions and more, such as 优点, are about none of them; a concept that has as many is kept."""
_QUESTIONS = ("{}是什么", "什么是{}", "{}有什么用", "{}的优缺点", "如何使用{}", "{}怎么算", "请介绍一下{}", "{}的原理是什么", "为什么要用{}", "{} 讲解")
_ENGLISH_QUESTIONS = ("what is {}", "how does {} work", "{} explained", "how to use {}", "the {}")
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_NEIGHBOURS = {key: row[index - 1] for row in _ROWS for index, key in enumerate(row)}
_LEAST_TYPO, _LEAST_INITIALS = 5, 3

Grades = dict[str, frozenset[str]]
"""The best questions of each name."""


def cases(base: KnowledgeBase, seed: int = 1) -> Iterator[tuple[str, str, frozenset[str]]]:
    """Kind, query and best questions; a query that several names give has the best questions of all of them."""
    names = names_of(base)
    found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    divide = cutter(read_lexicon(base).words)
    chance = random.Random(seed)  # noqa: S311 - reproducible, not secret
    for name, best in sorted(names.items()):
        for kind, query in (*_spellings(name, divide), *_slips(name, chance), *_asked(name, chance)):
            found[kind, query].update(best)
    for (kind, query), best in found.items():
        begun = {one for name, ids in names.items() if "begun" in kind and query in _keys(kind, name) for one in ids}
        yield kind, query, frozenset(best | begun)


def names_of(base: KnowledgeBase) -> Grades:
    """Names that belong to a few questions, in normal form, with these questions: those whose title says all of the name, those with
    a list under it, those about the domain that is called so. What is said by frames alone, and 方法一, is nobody's name."""
    titles = {entry.question.id: _plain(entry.question.title) for entry in base.entries}
    divide = cutter(read_lexicon(base).words)
    kept: defaultdict[str, set[str]] = defaultdict(set)
    for name, ids in _heads(base).items():
        if len(ids) < _BOILERPLATE:
            kept[name] |= ids
    for concept in base.concepts:
        names = [_plain(name) for name in concept.names]
        ids = {one for name in names for one in _heads(base).get(name, ())}
        for name in names:
            kept[name] |= ids
    for name in kept:
        words = [word for word in divide(name) if word not in FRAMES]
        kept[name] |= {id_ for id_, title in titles.items() if all(word in title for word in words)}
    for domain in (domain for domain in base.domains if domain.id != GENERAL):
        for name in {_plain(term) for term in (domain.name, domain.english, *domain.terms)} & ({domain.name, _plain(domain.english)} | kept.keys()):
            kept[name] |= {entry.question.id for entry in base.entries if domain.id in entry.about}
    named = {name: ids for name, ids in kept.items() if ids and any(word not in FRAMES for word in divide(name)) and not _NUMBERED.search(name)}
    return {name: frozenset(ids) for name, ids in (*named.items(), *((title, {id_}) for id_, title in titles.items())) if len(name) > 1}


@cache
def _heads(base: KnowledgeBase) -> Mapping[str, set[str]]:
    heads: defaultdict[str, set[str]] = defaultdict(set)
    for entry in base.entries:
        for passage in entry.question.passages:
            if passage.role is not PassageRole.TEXT:
                heads[_plain(_BRACKET.sub("", passage.text))].add(entry.question.id)
    return dict(heads)


def _keys(kind: str, name: str) -> str:
    """What a name is begun by: itself, or its pinyin."""
    return "".join(lazy_pinyin(name)) if kind.startswith("pinyin") else name


def _plain(text: str) -> str:
    return normal(analyze(text)).replace("\n", " ").strip()


def _spellings(name: str, divide) -> Iterator[tuple[str, str]]:
    cjk = [run.text for run in analyze(name) if run.cjk]
    latin = not cjk
    short = len(name) <= 12
    yield "as typed", name
    yield "upper case", name.upper()
    yield "full width", "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in name)
    if latin:
        yield from (("begun", name[:length]) for length in (4, len(name) - 2) if length < len(name) and length > 2)
        if " " in name:
            yield "run together", name.replace(" ", "")
        return
    yield "traditional", "".join(_traditional().get(char, char) for char in name)
    if len(cjk) == 1 and cjk[0] == name and short:
        yield "pinyin", "".join(lazy_pinyin(name))
        words = divide(name)
        yield "pinyin spaced", " ".join("".join(lazy_pinyin(name)[start : start + len(word)]) for start, word in _starts(words))
        if len(name) > 2:
            yield "pinyin begun", "".join(lazy_pinyin(name))[: 3 * len(name) // 2 + 2]
        if _LEAST_INITIALS <= len(name) <= 6:
            yield "initials", "".join(lazy_pinyin(name, style=Style.FIRST_LETTER))
        yield "begun", name[:2]
        if len(name) > 3:
            yield "begun", name[:-1]
            yield "blank", f"{words[0]} {name[len(words[0]):]}".strip()
    elif short:
        yield "blank", re.sub(r"(?<=[a-z0-9])(?=[\u3400-\u9fff])|(?<=[\u3400-\u9fff])(?=[a-z0-9])", " ", name)
        yield "begun", name[:-1]


def _starts(words: Iterable[str]) -> Iterator[tuple[int, str]]:
    start = 0
    for word in words:
        yield start, word
        start += len(word)


def _slips(name: str, chance: random.Random) -> Iterator[tuple[str, str]]:
    if len(name) > 30:
        return
    if name.isascii() and len(name.replace(" ", "")) >= _LEAST_TYPO:
        places = [index for index in range(1, len(name) - 1) if name[index].isalpha() and name[index + 1].isalpha()]
        at = chance.choice(places)
        yield "typo swap", name[:at] + name[at + 1] + name[at] + name[at + 2 :]
        yield "typo drop", name[:at] + name[at + 1 :]
        yield "typo double", name[: at + 1] + name[at:]
        yield "typo key", name[:at] + _NEIGHBOURS[name[at]] + name[at + 1 :]
    chinese = [index for index, char in enumerate(name) if "\u3400" <= char <= "\u9fff"]
    if 3 <= len(chinese) <= 8:
        at = chance.choice(chinese)
        sound = lazy_pinyin(name)[at] if len(chinese) == len(name) else lazy_pinyin(name[at])[0]
        same = [char for char in _by_sound().get(sound, ()) if char != name[at]]
        if same:
            yield "same sound", name[:at] + chance.choice(same) + name[at + 1 :]
        if len(chinese) >= 4:
            yield "other character", name[:at] + chance.choice("山水火木土田风云") + name[at + 1 :]
        if len(chinese) >= 5:
            yield "character left out", name[:at] + name[at + 1 :]


def _asked(name: str, chance: random.Random) -> Iterator[tuple[str, str]]:
    if len(name) > 12 and not name.isascii():
        return
    frames = _ENGLISH_QUESTIONS if name.isascii() and " " in name else _QUESTIONS
    for frame in chance.sample(frames, 3):
        yield "asked", frame.format(name)


def _traditional() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for one, other in simplified().items():
        found.setdefault(other, one)
    return found


def _by_sound() -> Mapping[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for char in common_characters():
        found[lazy_pinyin(char)[0]].append(char)
    return found


def main(content: Path) -> None:
    """Print the cases."""
    prepared, _ = prepare(content, lambda _: None)
    for kind, query, best in cases(prepared.base):
        print(kind, query, ",".join(sorted(best, key=int)), sep="\t")  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "content"))
