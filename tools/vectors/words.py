"""The words of the table, and the training sentences."""

from __future__ import annotations

import itertools
import random
import re
import sys
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "generator"))
from zhiku.vectors.text import normalize

if TYPE_CHECKING:
    from encoder import Encoder

CHINESE, ENGLISH = 42_000, 50_000
OTHERS = {
    "LATIN": 50_000,
    "CYRILLIC": 7_000,
    "HANGUL": 5_500,
    "HIRAGANA": 2_000,
    "KATAKANA": 1_500,
    "CJK": 14_000,
    "GREEK": 1_500,
}
"""Number of whole-word pieces taken from the encoder's vocabulary for each script, most frequent first."""
_MAX_CHINESE_LENGTH = 6
_WORD = re.compile(r"[^\W\d_]{1,20}|[^\W_]{2,12}")
GLOSSES, ENGLISH_FRAMES, CHINESE_FRAMES, SENTENCES = 40_000, 25_000, 45_000, 100_000

_FRAMES = {
    "en": """how to {} {}|how do i {} my {}|what is {} {}
        |why is {} {} so {}|can i {} {} in {}|{} {}|{} {} {}|{} and {}|{} {} not {}
        |is there a way to {} {} from {}|where can i find {} {}|the difference between {} and {}|{} of {}|{} {} {} {}
        |what are the {} of {} {}|i want to {} the {} {}|does {} have {}|{} for {}""",
    "zh": """怎么{}{}|如何{}{}|{}的{}是什么|什么是{}{}|{}{}怎么办|为什么{}{}|可以{}{}吗|{}和{}的区别
        |{}{}|{}{}{}|{}{}{}{}|{}有哪些{}|{}多少{}
        |在哪里{}{}|我想{}{}|{}是不是{}|{}后{}能不能{}|{}的{}{}""",
}
_FLATTER, _HEAD = 0.35, 30
"""Words are drawn with probability proportional to (rank + _HEAD) ** -_FLATTER, so that rare ones occur often enough."""


def chinese(dictionary: Path) -> list[str]:
    """Chinese words, the most frequent first."""
    rows = (line.split() for line in dictionary.read_text(encoding="utf-8").splitlines())
    ranked = sorted(
        ((int(row[1]), row[0]) for row in rows if len(row[0]) <= _MAX_CHINESE_LENGTH and "\u3400" <= row[0][0] <= "\u9fff"),
        reverse=True,
    )
    return list(dict.fromkeys(normalize(word) for _, word in ranked))[:CHINESE]


def english(listed: Path, encoder: Encoder) -> list[str]:
    """English words, the most frequent first by the encoder's piece probabilities."""
    words = {normalize(line) for line in listed.read_text(encoding="utf-8").splitlines() if "'" not in line}
    return sorted((word for word in words if _WORD.fullmatch(word)), key=lambda word: (-encoder.log_probability(word), word))[
        :ENGLISH
    ]


def others(encoder: Encoder) -> list[str]:
    """Whole words among the encoder's pieces, of all languages."""
    kept: dict[str, list[str]] = {script: [] for script in OTHERS}
    for piece, _ in sorted(encoder.pieces.items(), key=lambda item: -item[1][1]):
        word = normalize(piece.removeprefix("▁"))
        if not word or not _WORD.fullmatch(word):
            continue
        script = unicodedata.name(word[0], "?").split()[0]
        spaced = script in {"LATIN", "CYRILLIC", "GREEK", "HANGUL"}
        if script in kept and len(kept[script]) < OTHERS[script] and (piece.startswith("▁") or not spaced):
            kept[script].append(word)
    return [word for words in kept.values() for word in words]


def sentences(wordnet: Path, words: dict[str, list[str]]) -> list[str]:
    """Training sentences in a fixed random order; ``words`` by language, most frequent first."""
    chance = random.Random(3)  # noqa: S311 - repeatable on purpose
    glosses = []
    for kind in ("noun", "verb", "adj", "adv"):
        for line in (wordnet / f"data.{kind}").read_text(encoding="latin-1").splitlines():
            if line.startswith("  "):
                continue
            head, _, gloss = line.partition("|")
            fields = head.split()
            names = [fields[4 + 2 * i].replace("_", " ").split("(")[0].lower() for i in range(int(fields[3], 16))]
            glosses.append((names, gloss.strip().split('; "')[0][:160], re.findall(r'"([^"]+)"', gloss)))
    chance.shuffle(glosses)
    made = []
    for names, gloss, examples in glosses[:GLOSSES]:
        made.append(gloss)
        if examples and chance.random() < 0.35:  # noqa: PLR2004
            made.append(chance.choice(examples))
        if chance.random() < 0.3:  # noqa: PLR2004
            made.append("what is " + chance.choice(names))
    for language, count in (("en", ENGLISH_FRAMES), ("zh", CHINESE_FRAMES)):
        frames = [frame.strip() for frame in _FRAMES[language].split("|")]
        ranked = words[language]
        weights = list(itertools.accumulate((rank + _HEAD) ** -_FLATTER for rank in range(len(ranked))))
        for _ in range(count):
            frame = chance.choice(frames)
            made.append(frame.format(*chance.choices(ranked, cum_weights=weights, k=frame.count("{}"))))
    unique = list(dict.fromkeys(made))
    chance.shuffle(unique)
    return unique[:SENTENCES]
