"""What follows from one question alone and later stages need: a question in, its ``Digest`` out.

It is found where the question is rendered, by whichever process does that, and kept with the rendering for the next build.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhiku.analysis.concepts.candidates import count_candidates
from zhiku.analysis.concepts.extract import namings
from zhiku.model import Digest
from zhiku.search.postings import TIMES, read_postings

if TYPE_CHECKING:
    from zhiku.model import Question


def digest(question: Question) -> Digest:
    """The digest of a question."""
    postings = read_postings(question)
    fields = bytes(posting % TIMES for posting in postings.values())
    times = bytes(posting // TIMES for posting in postings.values())
    return Digest(
        namings=tuple(namings(question)),
        terms=" ".join(postings),
        fields=fields,
        times=times,
        candidates=count_candidates(question),
    )
