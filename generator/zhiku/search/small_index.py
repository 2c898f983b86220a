"""The index of lunr for small bases: documents in, all that lunr.js needs to know of them out.

Python's lunr builds it, so no browser and no Node is needed; tokens come from our own analyzer, lunr's pipeline stays empty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from lunr import __TARGET_JS_VERSION__ as TARGET
from lunr.builder import Builder

from zhiku.search.analyzer import analyze, terms
from zhiku.search.documents import FIELDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhiku.search.documents import Document


def write_index(documents: Sequence[Document]) -> dict[str, Any]:
    """The packed index; its references are the ids of the documents."""
    builder = Builder()
    builder.ref("id")
    for name, boost in FIELDS:
        builder.field(name, boost=boost)
    filled = False
    for document in documents:
        tokens = {name: [term for text in texts for term in terms(analyze(text))] for name, texts in document.fields.items()}
        builder.add({"id": document.id, **tokens})
        filled = True
    # The builder divides by the number of documents.
    inverted = cast("dict[str, Any]", builder.build().serialize())["invertedIndex"] if filled else []
    return _packed(sorted(inverted, key=lambda item: item[0]), [document.id for document in documents])


def _packed(inverted: Sequence[tuple[str, dict[str, Any]]], references: Sequence[str]) -> dict[str, Any]:
    """A third of what lunr writes: terms, and for each of them and each field the places of the documents that hold it.

    Lunr repeats every field and reference with every term, and all of it once more as vectors of scores, which nobody asks
    for: the planner ranks. The browser spreads it out again into what lunr.js loads (``web/engine-lunr.ts``).
    """
    place = {reference: index for index, reference in enumerate(references)}
    fields = [name for name, _ in FIELDS]
    return {
        "version": TARGET,
        "fields": fields,
        "references": list(references),
        "terms": " ".join(term for term, _ in inverted),
        "postings": [[sorted(place[reference] for reference in posting[field]) for field in fields] for _, posting in inverted],
    }
