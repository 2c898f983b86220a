"""The index for small bases: documents in, the packed data of a lunr index out.

Python's lunr builds it, so neither a browser nor Node is needed. Tokens come from our own analyzer; lunr's pipeline is empty.
Running text counts every occurrence of a term, other fields count each term once, as in the index for large bases.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from lunr import __TARGET_JS_VERSION__ as TARGET
from lunr.builder import Builder

from zhiku.search.analyzer import analyze, is_operator, terms
from zhiku.search.codec import front_coded
from zhiku.search.documents import FIELDS
from zhiku.search.stemmer import stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from zhiku.search.documents import Document

_COUNTED = "body"
"""The field in which every occurrence of a term counts."""


def build_index(documents: Sequence[Document]) -> dict[str, Any]:
    """The index as lunr serializes it; its references are the documents' ids."""
    builder = Builder()
    builder.ref("id")
    for name, boost in FIELDS:
        builder.field(name, boost=boost)
    for document in documents:
        builder.add({"id": document.id, **{name: _tokens(name, texts) for name, texts in document.fields.items()}})
    # The builder divides by the number of documents.
    return cast("dict[str, Any]", builder.build().serialize()) if documents else {"invertedIndex": [], "fieldVectors": []}


def write_index(documents: Sequence[Document]) -> dict[str, Any]:
    """The packed index."""
    index = build_index(documents)
    inverted = sorted(index["invertedIndex"], key=lambda item: item[0])
    return _packed(inverted, documents)


def _tokens(field: str, texts: Iterable[str]) -> list[str]:
    found = [stem(term) for text in texts for term in terms(analyze(text))]
    return found if field == _COUNTED else list(dict.fromkeys(found))


def _packed(inverted: Sequence[tuple[str, dict[str, Any]]], documents: Sequence[Document]) -> dict[str, Any]:
    """A compact form of lunr's index, a third of its size: for each term and field, its documents and frequencies.

    A document is an index into ``references``; a negative number after it is the frequency of the term, if greater than one. The
    browser computes lunr's score vectors from these numbers (``web/index/small.ts``). ``words`` are the unstemmed words of
    letters.
    """
    fields = [name for name, _ in FIELDS]
    counts = [[_counts(_tokens(name, document.fields[name])) for document in documents] for name in fields]
    place = {document.id: index for index, document in enumerate(documents)}
    words = {
        run.text
        for document in documents
        for texts in document.fields.values()
        for text in texts
        for run in analyze(text)
        if not run.cjk and not is_operator(run.text)
    }

    def posting(term: str, order: int, documents_with_term: Iterable[str]) -> list[int]:
        found = []
        for ordinal in sorted(place[one] for one in documents_with_term):
            times = counts[order][ordinal][term]
            found += [ordinal] if times == 1 else [ordinal, -times]
        return found

    return {
        "version": TARGET,
        "fields": fields,
        "boosts": [boost for _, boost in FIELDS],
        "references": [document.id for document in documents],
        "terms": " ".join(term for term, _ in inverted),
        "words": front_coded(sorted(words, key=lambda word: word.encode("utf-16-be"))),
        "postings": [[posting(term, order, held[field]) for order, field in enumerate(fields)] for term, held in inverted],
    }


def _counts(tokens: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for token in tokens:
        found[token] = found.get(token, 0) + 1
    return found
