"""The vocabulary that pinyin, spelling and the cutting of queries rest on: the texts of a base in, words and terms out.

*Words* are the smallest pieces with a meaning (found by ``segment``), with how often they occur. *Terms* are what a reader may
call a thing: rows of words in titles, headings and list heads, names and domains.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.model import PassageRole
from generator.search.aliases import find_aliases
from generator.search.analyzer import analyze
from generator.search.frames import FRAMES
from generator.search.segment import cut, find_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.model import Domain, Entry

_MOST_WORDS = 4
_LONGEST_TERM = 12
_FRAMES = frozenset(FRAMES)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words with counts, terms that are no words, and groups of names for one thing; all sorted."""

    words: dict[str, int]
    terms: tuple[str, ...]
    aliases: tuple[tuple[str, ...], ...]
    runs: tuple[str, ...]


def read_lexicon(entries: tuple[Entry, ...], domains: tuple[Domain, ...], names: Iterable[str] = ()) -> Lexicon:
    """The lexicon of a base; ``names`` are further words of the owner's, such as synonyms."""
    passages = [passage for entry in entries for passage in entry.question.passages]
    titles = [entry.question.title for entry in entries]
    runs = [run for text in (*titles, *(passage.text for passage in passages)) for run in _cjk(text)]
    words = find_words(runs)
    aliases = find_aliases(passages, words)
    heads = [passage.text for passage in passages if passage.role is not PassageRole.TEXT]
    called = [name for group in aliases for name in group] + [domain.name for domain in domains] + list(names)
    terms = {term for text in (*titles, *heads, *called) for run in _cjk(text) for term in _rows(run, words)}
    terms |= {run for text in called for run in _cjk(text) if len(run) <= _LONGEST_TERM}
    return Lexicon(words, tuple(sorted(terms - words.keys() - _FRAMES)), aliases, (*runs, *(r for c in called for r in _cjk(c))))


def _cjk(text: str) -> Iterator[str]:
    return (run.text for run in analyze(text) if run.cjk)


def _rows(run: str, words: Mapping[str, int]) -> Iterator[str]:
    """Up to four words in a row without a frame between them."""
    pieces = cut(run, words)
    for start in range(len(pieces)):
        row = ""
        for piece in pieces[start : start + _MOST_WORDS]:
            if piece in _FRAMES:
                break
            row += piece
            if 1 < len(row) <= _LONGEST_TERM:
                yield row
