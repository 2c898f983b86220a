"""The first base compared with gold labels: no figure may fall below its limit."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import gold
from tests.support.sites import BASE

LABELS = Path(__file__).parent


@pytest.fixture(scope="module")
def found() -> gold.Found:
    """The frozen first base, up to its relations."""
    return gold.find(BASE)


@pytest.fixture(scope="module")
def labels() -> gold.Labels:
    """The gold labels."""
    return gold.read_labels(LABELS / "first")


def test_every_domain_is_right(found: gold.Found, labels: gold.Labels) -> None:
    """Every domain that a question is plainly about is shown, and no wrong one."""
    score = gold.score_domains(found, labels)
    assert (score.missing, score.wrong) == ((), ())
    assert len(score.right) == 24


def test_concepts_are_terms(found: gold.Found, labels: gold.Labels) -> None:
    """Concepts are technical terms of the text."""
    score = gold.score_concepts(found, labels)
    assert score.precision >= 0.95, (score.wrong, score.unjudged)


def test_terms_are_found(found: gold.Found, labels: gold.Labels) -> None:
    """The terms that the text introduces are concepts."""
    score = gold.score_recall(found, labels)
    assert score.recall >= 0.90, score.missing


def test_related_questions_are_related(found: gold.Found, labels: gold.Labels) -> None:
    """Related questions are accepted by the labels; every question has one, and duplicates are marked as such."""
    score = gold.score_relations(found, labels)
    assert score.missing == ()
    assert score.precision >= 0.80, score.wrong
    assert [text.split(" ")[0] for text in score.right if "=" in text] == ["7", "12"]


@pytest.mark.parametrize(("base", "questions"), [("first", 20), ("mysql", 30)])
def test_labels_are_whole(base: str, questions: int) -> None:
    """Every question has a row in each file, no name has two verdicts, and relations lead to other questions."""
    labels = gold.read_labels(LABELS / base)
    columns = (labels.about, labels.may, labels.related, labels.duplicates)
    assert [len(column) for column in columns] == [questions] * 4
    names = [name for term in labels.terms for name in term.names]
    assert sorted(names) == sorted(set(names))
    ids = set(map(str, range(1, questions + 1)))
    for number, (related, duplicates) in enumerate(zip(labels.related, labels.duplicates, strict=True), 1):
        assert related | duplicates <= ids - {str(number)}
        assert all(str(number) in labels.duplicates[int(other) - 1] for other in duplicates)
