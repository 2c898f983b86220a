"""Make ``generator/zhiku/lang/words/*.stems.txt``, how frequent words are in languages that tell nouns by articles or capitals.

Usage: ``python tools/make_frequency_lists.py DICTIONARIES NGRAMS``, with

* the folder ``dictionaries`` of Android's LatinIME (Apache-2.0), whose words have frequencies on a scale of logarithms;
* the folder ``ngrams/more`` of ``orgtre/google-books-ngram-frequency``, where the files ``*_1a_no_pos.csv`` have the 10,000 words
  of a language that books of 2010 to 2019 have most often, as Google counted them (Google Books Ngram Corpus, CC BY 3.0).

Every line is ``c BAND STEM STEM …``: words as they are compared, by the negative binary logarithm of their probability. That is
the mean of both sources, in each of which what it lacks is as rare as the rarest it has, or nearly so; where the second lacks the
language it is that of the first. Names are left out, except in German, where nouns have capitals as well.
"""

from __future__ import annotations

import csv
import gzip
import math
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from zhiku.analysis.inflection import stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

OUT = Path(__file__).resolve().parent.parent / "generator" / "zhiku" / "lang" / "words"
_DICTIONARIES = {code: code for code in ("da", "de", "el", "es", "fr", "it", "nb", "nl", "ro", "sv")} | {"pt": "pt_BR"}
_BOOKS = {"de": "german", "es": "spanish", "fr": "french", "it": "italian"}
_ENTRY = re.compile(r"^ word=([^\W\d_]{3,}),f=(\d+)", re.MULTILINE)
_WORD = re.compile(r"[^\W\d_]{3,}")
_MOST, _BITS = 255, 0.1169
"""The most frequent step of the dictionaries' scale, and the bits of a step, which bring it nearest to other counts of words."""
_RAREST_LISTED, _RARE, _RARE_IN_BOOKS = 19, 20.9, 17.0
"""The band from which on words are left out, and what a word is given that a source lacks, or that is too rare to be told."""


def main() -> None:
    """Write the lists."""
    dictionaries, ngrams = map(Path, sys.argv[1:3])
    for code, name in _DICTIONARIES.items():
        bits = _of_dictionary(gzip.decompress((dictionaries / f"{name}_wordlist.combined.gz").read_bytes()).decode(), code)
        if code in _BOOKS:
            file = ngrams / _BOOKS[code] / f"1grams_{_BOOKS[code]}_1a_no_pos.csv"
            bits = _mean(bits, _of_books(csv.DictReader(file.read_text(encoding="utf-8").splitlines()), code))
        _write(OUT / f"{code}.stems.txt", bits)


def _of_dictionary(text: str, code: str) -> dict[str, float]:
    """The bits of each stem in a dictionary, by its most frequent form."""
    words = ((word, int(step)) for word, step in _ENTRY.findall(text) if word.islower() or code == "de")
    return _by_stem(((word, (_MOST - step) * _BITS) for word, step in words), code)


def _of_books(rows: Iterable[Mapping[str, str]], code: str) -> dict[str, float]:
    """The bits of each stem in books."""
    counts = {row["ngram"]: int(row["freq"]) for row in rows}
    total = sum(counts.values())
    return _by_stem(((word, -math.log2(count / total)) for word, count in counts.items() if _WORD.fullmatch(word)), code)


def _by_stem(words: Iterable[tuple[str, float]], code: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for word, bits in words:
        key = stem(word.casefold(), code)
        found[key] = min(bits, found.get(key, bits))
    return found


def _mean(dictionary: Mapping[str, float], books: Mapping[str, float]) -> dict[str, float]:
    known = {word: bits for word, bits in dictionary.items() if bits < _RAREST_LISTED}
    return {word: (known.get(word, _RARE) + books.get(word, _RARE_IN_BOOKS)) / 2 for word in known.keys() | books.keys()}


def _write(path: Path, bits: Mapping[str, float]) -> None:
    groups: dict[int, list[str]] = defaultdict(list)
    for word, value in bits.items():
        groups[round(value)].append(word)
    lines = [f"c {band} {' '.join(sorted(words))}\n" for band, words in sorted(groups.items()) if band < _RAREST_LISTED]
    path.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
