"""The index of lunr for small bases: documents in, the JSON that lunr.js loads out.

Python's lunr builds it, so no browser and no Node is needed; tokens come from our own analyzer, lunr's pipeline stays empty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from lunr import __TARGET_JS_VERSION__ as TARGET
from lunr.builder import Builder

from generator.search.analyzer import analyze, terms
from generator.search.documents import FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.search.documents import Document


def write_index(documents: Iterable[Document]) -> dict[str, Any]:
    """The serialized index; its references are the ids of the documents."""
    builder = Builder()
    builder.ref("id")
    for name, boost in FIELDS:
        builder.field(name, boost=boost)
    filled = False
    for document in documents:
        tokens = {name: [term for text in texts for term in terms(analyze(text))] for name, texts in document.fields.items()}
        builder.add({"id": document.id, **tokens})
        filled = True
    if not filled:
        # The builder divides by the number of documents.
        return {
            "version": TARGET,
            "fields": [name for name, _ in FIELDS],
            "fieldVectors": [],
            "invertedIndex": [],
            "pipeline": [],
        }
    index = cast("dict[str, Any]", builder.build().serialize())
    index["invertedIndex"].sort(key=lambda item: item[0])
    index["fieldVectors"] = [[reference, _rounded(vector)] for reference, vector in index["fieldVectors"]]
    return index


def _rounded(vector: list[float]) -> list[float]:
    """A vector ``[term, score, term, score, …]`` with scores of one decimal: the planner ranks, they only break ties."""
    return [round(value, 1) if position % 2 else value for position, value in enumerate(vector)]
