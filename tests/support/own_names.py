"""Queries derived from a base: its names, typed in all the ways in which people type.

Every title, concept, list head and domain must be found by its own names: as written, in pinyin, truncated, misspelt, in
traditional characters, inside a question. ``python -m tests.support.own_names [CONTENT_DIR]`` prints the queries in the format of
``tests/data/search/*.tsv``, for ``bench/search_judge.ts``.
"""

from __future__ import annotations

import random
import re
import sys
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pypinyin import Style, lazy_pinyin
from zhiku.lang.question_words import QUESTION_WORDS
from zhiku.lang.traditional import simplified
from zhiku.model import GENERAL, PassageRole
from zhiku.pipeline.prepare import prepare
from zhiku.search.analyzer import analyze, normal
from zhiku.search.lexicon import read_lexicon
from zhiku.search.pinyin import common_characters
from zhiku.search.segmentation import segmenter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from zhiku.model import KnowledgeBase

_BRACKET = re.compile(r"[（(].*$")
_NUMBERED = re.compile("[一二三四五六七八九十]$")
_SCRIPTS = re.compile(r"(?<=[a-z0-9])(?=[\u3400-\u9fff])|(?<=[\u3400-\u9fff])(?=[a-z0-9])")
_BOILERPLATE = 3
"""A list head that occurs in this number of questions or more, such as 优点, names none of them."""
_MAX_LENGTH, _MAX_LATIN_LENGTH = 12, 30
_INITIALS = range(3, 7)
_MIN_TYPO_LENGTH, _MIN_CHINESE_TYPO_LENGTH, _MIN_SHORTENED_LENGTH = 5, 3, 5
_BEGUN = 4
_CHINESE_QUESTIONS = (
    *("{}是什么", "什么是{}", "{}有什么用", "{}的优缺点", "如何使用{}"),
    *("{}怎么算", "请介绍一下{}", "{}的原理是什么", "为什么要用{}", "{} 讲解"),
)
_ENGLISH_QUESTIONS = ("what is {}", "how does {} work", "{} explained", "how to use {}", "the {}")
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_NEIGHBOURS = {key: row[index - 1] for row in _ROWS for index, key in enumerate(row)}


class Typed(NamedTuple):
    """A query, the way in which it is typed, and the questions of which one must come first."""

    kind: str
    query: str
    best: frozenset[str]


def queries_of(base: KnowledgeBase, seed: int = 1) -> Iterator[Typed]:
    """All queries; a query that several names give may find a question of any of them."""
    names = names_of(base)
    divide = segmenter(read_lexicon(base).words)
    chance = random.Random(seed)  # noqa: S311 - to be the same each time, not to be secret
    found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for name, best in sorted(names.items()):
        ways = (_latin, _slips, _asked) if name.isascii() else (_chinese, _same_sounds, _asked)
        for kind, query in (pair for way in ways for pair in way(name, divide, chance)):
            found[kind, query].update(best)
    for (kind, query), meant in found.items():
        begun = {one for name, ids in names.items() if "begun" in kind and query in _key(kind, name) for one in ids}
        yield Typed(kind, query, frozenset(meant | begun))


def names_of(base: KnowledgeBase) -> dict[str, frozenset[str]]:
    """Names of a few questions, in normal form, with these questions.

    These are the questions whose title contains all words of the name, those with a list under it, and those about a domain of
    this name. Question words and numbered heads (方法一) are not names.
    """
    heads, titles = _heads(base), {entry.question.id: _plain(entry.question.title) for entry in base.entries}
    divide = segmenter(read_lexicon(base).words)
    kept: defaultdict[str, set[str]] = defaultdict(set)
    kept.update((name, set(ids)) for name, ids in heads.items() if len(ids) < _BOILERPLATE)
    for concept in base.concepts:
        names = [_plain(name) for name in concept.names]
        for name in names:
            kept[name] |= {question for other in names for question in heads.get(other, ())}
    for name in kept:
        words = [word for word in divide(name) if word not in QUESTION_WORDS]
        kept[name] |= {question for question, title in titles.items() if all(word in title for word in words)}
    for domain in (domain for domain in base.domains if domain.id != GENERAL):
        own = {_plain(domain.name), _plain(domain.english)}
        for name in own | ({_plain(term) for term in domain.terms} & kept.keys()):
            kept[name] |= {entry.question.id for entry in base.entries if domain.id in entry.about}
    telling = {
        name: ids for name, ids in kept.items() if ids and set(divide(name)) - set(QUESTION_WORDS) and not _NUMBERED.search(name)
    }
    telling.update((title, {question}) for question, title in titles.items())
    return {name: frozenset(ids) for name, ids in telling.items() if len(name) > 1}


def _heads(base: KnowledgeBase) -> Mapping[str, set[str]]:
    heads: defaultdict[str, set[str]] = defaultdict(set)
    for entry in base.entries:
        for passage in entry.question.passages:
            if passage.role is not PassageRole.TEXT:
                heads[_plain(_BRACKET.sub("", passage.text))].add(entry.question.id)
    return heads


def _plain(text: str) -> str:
    return normal(analyze(text)).replace("\n", " ").strip()


def _key(kind: str, name: str) -> str:
    return "".join(lazy_pinyin(name)) if kind.startswith("pinyin") else name


def _latin(name: str, _: object, __: object) -> Iterator[tuple[str, str]]:
    yield "as typed", name
    yield "upper case", name.upper()
    yield "full width", "".join(chr(ord(char) + 0xFEE0) if char > " " else char for char in name)
    if len(name) > _BEGUN:
        yield "begun", name[:2]
        yield "begun", name[:3]
        yield "begun", name[:_BEGUN]
        yield "begun", name[:-1]
    if " " in name:
        yield "run together", name.replace(" ", "")


def _chinese(name: str, divide: Callable[[str], list[str]], _: object) -> Iterator[tuple[str, str]]:
    yield "as typed", name
    yield "traditional", "".join(_traditional().get(char, char) for char in name)
    if len(name) > _MAX_LENGTH:
        return
    if any(char.isascii() for char in name):
        yield "blank", _SCRIPTS.sub(" ", name)
        yield "begun", name[:-1]
        return
    sounds, words = lazy_pinyin(name), divide(name)
    yield "pinyin", "".join(sounds)
    yield "pinyin spaced", " ".join("".join(lazy_pinyin(word)) for word in words)
    yield "begun", name[:1]
    yield "begun", name[:2]
    if len(name) > len("交叉"):
        yield "begun", name[:-1]
        yield "pinyin begun", "".join(sounds)[: len("".join(sounds)) - 2]
    if len(words) > 1:
        yield "blank", f"{words[0]} {name[len(words[0]) :]}"
    if len(name) in _INITIALS:
        yield "initials", "".join(lazy_pinyin(name, style=Style.FIRST_LETTER))


def _slips(name: str, _: object, chance: random.Random) -> Iterator[tuple[str, str]]:
    places = [index for index in range(1, len(name) - 1) if name[index : index + 2].isalpha()]
    if not _MIN_TYPO_LENGTH <= len(name.replace(" ", "")) <= _MAX_LATIN_LENGTH or not places:
        return
    at = chance.choice(places)
    yield "letters swapped", name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    yield "letter left out", name[:at] + name[at + 1 :]
    yield "letter doubled", name[: at + 1] + name[at:]
    yield "neighbouring key", name[:at] + _NEIGHBOURS[name[at]] + name[at + 1 :]


def _same_sounds(name: str, _: object, chance: random.Random) -> Iterator[tuple[str, str]]:
    places = [index for index, char in enumerate(name) if not char.isascii()]
    if not _MIN_CHINESE_TYPO_LENGTH <= len(places) <= _MAX_LENGTH:
        return
    at = chance.choice(places)
    if others := [char for char in _by_sound().get(lazy_pinyin(name[at])[0], "") if char != name[at]]:
        yield "same sound", name[:at] + chance.choice(others) + name[at + 1 :]
    if len(name) >= _MIN_SHORTENED_LENGTH:
        yield "character left out", name[:at] + name[at + 1 :]


def _asked(name: str, _: object, chance: random.Random) -> Iterator[tuple[str, str]]:
    patterns = _ENGLISH_QUESTIONS if name.isascii() and " " in name else _CHINESE_QUESTIONS
    if len(name) <= (_MAX_LATIN_LENGTH if name.isascii() else _MAX_LENGTH):
        yield from (("asked", pattern.format(name)) for pattern in chance.sample(patterns, 3))


@cache
def _traditional() -> Mapping[str, str]:
    return {other: one for one, other in reversed([*simplified().items()])}


@cache
def _by_sound() -> Mapping[str, str]:
    found: defaultdict[str, str] = defaultdict(str)
    for char in common_characters():
        found[lazy_pinyin(char)[0]] += char
    return found


if __name__ == "__main__":
    prepared, _ = prepare(Path(sys.argv[1] if len(sys.argv) > 1 else "content"), lambda _: None)
    for one in queries_of(prepared.base, int(sys.argv[2]) if len(sys.argv) > 2 else 1):
        print(one.kind, one.query, ",".join(sorted(one.best)), sep="\t")  # noqa: T201 - a script
