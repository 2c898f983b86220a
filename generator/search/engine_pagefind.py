"""The index for large bases: entries in; chunks of words made by Pagefind, a text per question, and a table for facets out.

A browser loads the table with the first search, of the chunks those that hold the words of the query, and the texts of the few
questions that it shows. Nothing that it must load grows faster than a byte or two a question.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from itertools import accumulate
from math import ceil
from typing import TYPE_CHECKING, Any

from generator.search.analyzer import analyze, is_cjk, normal
from generator.search.documents import shown
from generator.search.frames import FRAMES
from generator.search.pagefind import PagefindRun
from generator.search.postings import html_of, read_postings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.model import DomainId, Entry
    from generator.search.documents import Document

CHUNKS = "pagefind"
TEXTS = "texts"
LEAST_AT_ONCE, MOST_AT_ONCE = 400_000, 900_000
"""Words of pages that Pagefind takes at once: a third of the base's, between these bounds, about 300 and 700 MB of memory."""
MOST_WORDS = 5_000
"""Words that travel with every first search, the most frequent ones; further ones are terms, which come when they are needed."""
_SAMPLE = 200
_FRAMES = frozenset(FRAMES)
_LONGEST_FRAME = 5


@dataclass(frozen=True, slots=True)
class LargeIndex:
    """Pagefind at work, and the terms of letters or digits that it was given."""

    run: PagefindRun
    latin: tuple[str, ...]


def launch(entries: Sequence[Entry], documents: Iterable[Document]) -> LargeIndex:
    """Pagefind at work on the words of the entries, whose places in their order become the numbers of pages."""
    pairs = list(zip(entries, documents, strict=True))
    starts = slices(pairs[:: max(1, len(pairs) // _SAMPLE)], len(pairs))
    run = PagefindRun(len(starts) + 1)
    slice_of: dict[str, int] = {}
    for number, (entry, document) in enumerate(pairs):
        parts: list[dict[str, int]] = [{} for _ in range(len(starts) + 1)]
        for term, posting in read_postings(entry, document).items():
            place = slice_of.get(term)
            if place is None:
                place = slice_of[term] = bisect_right(starts, term)
            parts[place][term] = posting
        run.add(str(number), map(html_of, parts))
    run.launch()
    return LargeIndex(run, tuple(sorted(term for term in slice_of if not is_cjk(term[0]))))


def slices(sample: Sequence[tuple[Entry, Document]], total: int) -> list[str]:
    """The terms with which further slices of the vocabulary begin, reckoned from a sample; none where one slice is enough."""
    counts = Counter(term for entry, document in sample for term in read_postings(entry, document))
    words = counts.total() * total / max(1, len(sample))
    wanted = words / min(max(words / 3, LEAST_AT_ONCE), MOST_AT_ONCE)
    terms = sorted(counts)
    sums = list(accumulate(counts[term] for term in terms))
    count = ceil(wanted)
    cuts = [bisect_right(sums, counts.total() * part / count) for part in range(1, count)]
    return sorted({terms[cut] for cut in cuts if 0 < cut < len(terms)})


def vocabulary(data: dict[str, Any], latin: Iterable[str]) -> dict[str, Any]:
    """What only pinyin, beginnings and slips ask for, taken out of the data: terms, rarer words, readings, words of letters."""
    words = data["words"].split(" ")
    counted = sorted(zip(words[::2], words[1::2], strict=False), key=lambda item: -int(item[1]))
    kept = {word for word, _ in counted[:MOST_WORDS]}
    data["words"] = " ".join(f"{word} {count}" for word, count in zip(words[::2], words[1::2], strict=False) if word in kept)
    terms = " ".join(filter(None, (data.pop("terms"), *(word for word, _ in counted[MOST_WORDS:]))))
    # No one begins a number to find a longer one.
    return {"terms": terms, "readings": data.pop("readings"), "latin": " ".join(word for word in latin if not word.isdecimal())}


def table(entries: Sequence[Entry], order: Mapping[DomainId, int]) -> dict[str, Any]:
    """What is known of every question before its text.

    Its kind is one of ``[domains, mentions, formulas, sections]``; besides, how many characters of its title say something, and
    its number where that is not its place.
    """
    kinds: dict[str, int] = {}
    of: list[int] = []
    for entry in entries:
        data = shown(entry, order)
        kind = json.dumps([data["domains"], data["mentions"], int(bool(data["formulas"])), data["sections"]])
        of.append(kinds.setdefault(kind, len(kinds)))
    numbers = [entry.question.number for entry in entries]
    return {
        "kinds": [json.loads(kind) for kind in kinds],
        "kindOf": of,
        "titles": [saying(normal(analyze(entry.question.title))) for entry in entries],
        "numbers": [] if numbers == list(range(1, len(entries) + 1)) else numbers,
    }


def saying(title: str) -> int:
    """How many characters of a title in normal form stand outside its frames (什么); ``web/sketch.ts`` counts the same way."""
    said = at = 0
    while at < len(title):
        frame = next((size for size in range(_LONGEST_FRAME, 0, -1) if title[at : at + size] in _FRAMES), 0)
        said += not frame and not title[at].isspace()
        at += frame or 1
    return said


def texts(entries: Iterable[Entry], order: Mapping[DomainId, int]) -> Iterator[tuple[str, bytes]]:
    """A file for every question with all that a result shows, named by its place."""
    for number, entry in enumerate(entries):
        text = json.dumps(shown(entry, order), ensure_ascii=False, separators=(",", ":"))
        yield f"{TEXTS}/{number}.json", text.encode()
