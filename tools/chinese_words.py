"""The words of a Chinese dictionary with their classes: its file and the parts of speech in tagged texts in, a table out."""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet
    from pathlib import Path

_JIEBA_CLASSES = {
    "f": "p c u r d m q y e o f mq zg ug ud uz uv uj ul h",
    "v": "v vg vq vi vd df",
    "a": "a ag ad z b i l an",
    "w": "vn",
}
_MIN_FREQUENCY = {1: 0, 2: 60, 3: 60, 4: 100}
"""The lowest frequency of a Chinese noun in the list, by its length; this includes names of places and institutions."""
_MIN_PLAIN_NOUN = 3
"""The lowest frequency of a noun that is not a proper name: rare nouns are often terms, and must be recognized as one word."""
_MAX_RARE_LENGTH = 5
_MIN_SHORT_NAME, _MIN_NAME = 2000, 1000
"""The lowest frequency of a character, and of a longer word, that the dictionary lists as a person's name (as it does 维生素)."""
_NOUN_START, _NOUN_END, _CERTAIN_NOUN_END = 0.5, 0.5, 0.75
"""Lowest shares of nouns among the common words that begin, or end, with the same character as a rare noun."""
_ADJECTIVE_TAGS = {"a", "ad", "al", "an", "b", "bl", "i", "l", "z"}
_USUAL_CLASS = 0.5
"""Least share of the commonest class of a tagged word."""
_MIN_ADVERB = 2048
"""The lowest frequency of an adverb that is a function word."""
_USUAL_NOUN_END, _MANY_ENDINGS = 0.7, 20
"""Least share of nouns among the common words that a character ends, and least number of them, for one that makes nouns."""
_NUMERALS = "一二三四五六七八九十百千万几两半第某各每"
_COUNTING = f"{_NUMERALS}我不"
_MIN_OTHER = {"v": 30, "a": 50, "w": 30, "f": 200}


def chinese_words(path: Path, tagged: Mapping[str, str], attested: AbstractSet[str]) -> dict[str, tuple[str, int]]:
    """The words of a dictionary; of rare nouns and of names those that look like nouns, or that other lists attest.

    ``tagged`` are the classes of words in texts, which say more than the single one that the dictionary has.
    """
    classes = {tag: kind for kind, tags in _JIEBA_CLASSES.items() for tag in tags.split()}
    listed = [
        (word, int(count), tag)
        for word, count, tag in (line.rsplit(" ", 2) for line in path.read_text(encoding="utf-8").splitlines())
        if re.fullmatch(f"[\u3400-\u9fff]{{1,{_MAX_RARE_LENGTH}}}", word)
    ]
    common = {word: classes.get(tag, "n") for word, frequency, tag in listed if frequency >= _MIN_FREQUENCY[2]}
    common |= {word: "f" for word, _, tag in listed if len(word) == 1 and tag in {"q", "mq"}}
    formation = _Formation(common)
    words = {}
    for word, frequency, tag in listed:
        kind = classes.get(tag, "n")
        if len(word) == 1 and tag in {"q", "zg", "mq"}:
            kind = "n"  # measure words also occur in names: 行级锁
        if tag in {"d", "f"} and len(word) > 1 and frequency < _MIN_ADVERB:
            kind = "a"  # rare adverbs and places begin names: 全新安装, 上游集群
        if formation.ends_nouns(word[-1]) and (len(word) > 2 if kind in "vw" else len(word) == 1 and tag == "m"):  # noqa: PLR2004
            kind = "n"  # 控制台 is listed as a verb, 号 as a numeral
        is_attested = len(word) > 1 and word in attested and not formation.is_compound(word)
        is_name = tag in {"nr", "nrt", "nrfg"}
        if is_name and not is_attested:
            least = _MIN_NAME if len(word) > 1 else _MIN_SHORT_NAME
        elif kind != "n":
            least = _MIN_OTHER[kind] if len(word) > 1 else 0
        elif tag[:2] in {"n", "nz", "nr"} and word[0] not in _NUMERALS and (is_attested or formation.is_noun(word)):
            least = _MIN_PLAIN_NOUN if len(word) > 1 else 0
        else:
            least = _MIN_FREQUENCY.get(len(word), _MIN_FREQUENCY[4])
        if frequency >= least and (kind == "n" or len(word) < _MAX_RARE_LENGTH):
            own = kind if is_name or (tag == "f" and kind == "a") else _own_class(word, kind, tagged)
            words[word] = (own, max(0, int(math.log2(max(1, frequency)))))
    return words


def _own_class(word: str, kind: str, tagged: Mapping[str, str]) -> str:
    """The class of a word in tagged texts, but for what is counted (一生), ours (我国) or may be a function word."""
    found = tagged.get(word, kind)
    return kind if kind == "f" and (found == "a" or word[0] in _COUNTING) else found


def tagged_classes(path: Path) -> dict[str, str]:
    """The usual class of Chinese words of several characters in tagged texts; none for proper names and most function words."""
    found = {}
    for word, *fields in (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()):
        counts = Counter[str]()
        for tag, count in zip(fields[::2], fields[1::2], strict=True):
            counts[_tag_class(tag)] += int(count)
        del counts[""]
        verbs = counts["v"] + counts["w"]
        best = max("an", key=lambda kind: counts[kind])
        if verbs > counts[best]:
            best = "w" if counts["w"] >= counts["v"] else "v"
        if len(word) > 1 and max(verbs, counts[best]) >= _USUAL_CLASS * counts.total() > 0:
            found[word] = best
    return found


def _tag_class(tag: str) -> str:
    """The class of a tag; empty for unknown words and names of persons."""
    if tag == "vn":
        return "w"
    if tag.startswith(("nz", "nr", "x")):
        return ""
    if tag[0] in "ng":
        return "n"
    return "v" if tag[0] == "v" else "a" if tag in _ADJECTIVE_TAGS else "f"


class _Formation:
    """How Chinese nouns are formed, estimated from common words: which characters begin and end them."""

    def __init__(self, common: Mapping[str, str]) -> None:
        self._common = common
        self._first, self._last = ({kind: Counter[str]() for kind in ("n", "all")} for _ in range(2))
        for word, kind in common.items():
            if len(word) > 1:
                for ends, char in ((self._first, word[0]), (self._last, word[-1])):
                    ends["all"][char] += 1
                    ends["n"][char] += kind == "n"

    def ends_nouns(self, char: str) -> bool:
        """Whether most of the common words that end with a character are nouns, and there are many."""
        nouns, total = self._last["n"][char], self._last["all"][char]
        return total >= _MANY_ENDINGS and nouns >= _USUAL_NOUN_END * total

    def is_noun(self, word: str) -> bool:
        """True if a rare word looks like a single noun: nouns begin and end like it, and it is not a phrase of common words.

        Dictionaries list as nouns many words that are not: 太油, 喝啤酒, 传染给, 图书资料.
        """
        splits = self._splits(word)
        if self.is_compound(word) or any(self._common[one] != "n" or self._common[other] == "f" for one, other in splits):
            return False
        last = self._last["n"][word[-1]] / max(1, self._last["all"][word[-1]])
        first = self._first["n"][word[0]] / max(1, self._first["all"][word[0]])
        is_long = len(word) > 2  # noqa: PLR2004 - a word of two characters needs both ends
        return last >= _NOUN_END and (first >= _NOUN_START or (is_long and last >= _CERTAIN_NOUN_END))

    def is_compound(self, word: str) -> bool:
        """Whether a word is two common ones of several characters: 图书资料."""
        return any(len(one) > 1 and len(other) > 1 for one, other in self._splits(word))

    def _splits(self, word: str) -> list[tuple[str, str]]:
        return [(word[:at], word[at:]) for at in range(1, len(word)) if word[:at] in self._common and word[at:] in self._common]
