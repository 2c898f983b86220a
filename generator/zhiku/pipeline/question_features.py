"""Features that later stages need and that depend on one question alone: a question in, its ``QuestionFeatures`` out.

They are computed where the question is rendered and cached together with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhiku.analysis.concepts.candidates import count_candidates
from zhiku.analysis.concepts.extract import occurrences
from zhiku.model import CandidateTable, QuestionFeatures
from zhiku.search.postings import ONE_OCCURRENCE, read_postings

if TYPE_CHECKING:
    from zhiku.model import Question


def question_features(question: Question, *, analysed: bool = True) -> QuestionFeatures:
    """The features of a question; names and terms are read only if the base will be ``analysed``."""
    postings = read_postings(question)
    fields = bytes(posting % ONE_OCCURRENCE for posting in postings.values())
    times = bytes(posting // ONE_OCCURRENCE for posting in postings.values())
    return QuestionFeatures(
        occurrences=tuple(occurrences(question)) if analysed else (),
        terms=" ".join(postings),
        fields=fields,
        times=times,
        candidates=count_candidates(question) if analysed else CandidateTable(),
    )
