"""Names that a text itself gives for one thing: passages in, groups of names out.

``卷积神经网络（CNN）`` and ``均方误差（MSE，Mean Squared Error）`` say that both sides are one thing. A name in a heading
or a list head is taken whole; in running text it is the words right before the parenthesis, back to the first frame.
This module is all that the search knows of concepts; concept records can replace it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.model import PassageRole
from generator.search.analyzer import analyze, is_cjk, normal
from generator.search.frames import FRAMES
from generator.search.segment import cut

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.model import Passage

_PAIR = re.compile(r"([^（）()，。、；：,;:!?！？\n]+?)\s*[（(]([^（）()]{1,80})[）)]")
_BETWEEN = re.compile(r"\s*[，,、；;]\s*")
_FOREIGN = re.compile(r"[A-Za-z][A-Za-z0-9 .+#/&'-]*")
_NATIVE = re.compile(r"[\u4e00-\u9fff]{2,10}")
_LINK = re.compile(r"[的了如和与或及是为在等用]")
_MOST_WORDS = 6
_FRAMES = frozenset(FRAMES)


def find_aliases(passages: Iterable[Passage], words: Mapping[str, int]) -> tuple[tuple[str, ...], ...]:
    """Groups of names in normal form, two or more each, without repetition, in alphabetical order."""
    groups = {group for passage in passages for group in _groups(passage, words)}
    return tuple(sorted(groups))


def _groups(passage: Passage, words: Mapping[str, int]) -> Iterator[tuple[str, ...]]:
    for match in _PAIR.finditer(passage.text):
        others = _BETWEEN.split(match[2].strip())
        whole = passage.role is not PassageRole.TEXT
        name = normal(analyze(match[1])) if whole else _tail(match[1], words)
        expected = _NATIVE if name.isascii() else _FOREIGN
        if name and all(expected.fullmatch(other) and len(other.split()) <= _MOST_WORDS for other in others):
            group = tuple(dict.fromkeys((name, *(normal(analyze(other)) for other in others))))
            if "\n" not in "".join(group):
                yield group


def _tail(text: str, words: Mapping[str, int]) -> str:
    """The name at the end of running text: its last word, or its last CJK words back to a frame."""
    runs = analyze(text)
    if not runs:
        return ""
    last = runs[-1]
    if not is_cjk(last.text[0]):
        return last.text
    name = _LINK.split(last.text)[-1]
    while name and (first := cut(name, words)[0]) in _FRAMES and len(first) > 1:
        name = name[len(first) :]
    return name if len(name) > 1 else ""
