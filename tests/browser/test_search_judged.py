"""Judged queries on the search page: type, wait until the list shows the results of the query, read their order.

``tests/site/test_search_judged.py`` runs all sets without a browser; this test verifies that the page gives the same quality.
Prints a table of success@1 (a best question first), MRR and nDCG@5 for each kind of query.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from statistics import mean
from typing import TYPE_CHECKING

import pytest

from tests.support.judging import QUERIES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

MIN_OVERALL, MIN_IN_A_KIND = 0.93, 0.85


@dataclass(frozen=True, slots=True)
class Judged:
    """A query with its grades, empty if the base has no answer."""

    kind: str
    query: str
    grades: dict[str, int]


@dataclass(frozen=True, slots=True)
class Score:
    """The scores of one result list."""

    success: float
    reciprocal_rank: float
    ndcg: float


@pytest.fixture(params=["built_site", "large_site"])
def site(request: pytest.FixtureRequest) -> Path:
    """The base with each of the engines."""
    folder: Path = request.getfixturevalue(request.param)
    return folder


def test_the_best_question_comes_first(
    site: Path, serve: Callable[..., str], browser: Browser, capsys: pytest.CaptureFixture[str]
) -> None:
    """Success@1 does not fall below its limit, over all queries and for every kind, with either engine."""
    page = browser.new_page()
    page.goto(serve(site, "/kb/") + "search/")
    scores: defaultdict[str, list[Score]] = defaultdict(list)
    missed = []
    for judged in read(QUERIES / "queries.tsv"):
        page.fill("#kb-search-input", judged.query)
        page.wait_for_function("query => document.getElementById('kb-search').dataset.query === query", arg=judged.query)
        # A query about nothing may show partial matches, but no full one.
        wanted = "#kb-results > li[data-question]" + ("" if judged.grades else ":not([data-match])")
        found = page.eval_on_selector_all(wanted, "items => items.map(item => item.dataset.question)")
        score = rate(judged.grades, found)
        scores[judged.kind].append(score)
        if not score.success:
            missed.append(f"{judged.kind} {judged.query}: wanted {judged.grades}, got {found[:5]}")
    page.close()
    with capsys.disabled():
        print("", f"{site.parent.name}", *table(scores), *missed, sep="\n")  # noqa: T201 - the table is what this test is for
    overall = mean(score.success for kind in scores.values() for score in kind)
    # In a kind of few queries one may be missed.
    weakest = min(
        mean(sorted((score.success for score in kind), reverse=True)[: max(1, len(kind) - 1)]) for kind in scores.values()
    )
    assert overall >= MIN_OVERALL, missed
    assert weakest >= MIN_IN_A_KIND, missed


def read(file: Path) -> Iterator[Judged]:
    """The queries of a file: kind, query, best questions, acceptable questions, separated by tabs."""
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        kind, query, best, fine = (*line.split("\t"), "", "")[:4]
        grades = {question: grade for grade, text in ((1, fine), (2, best)) for question in text.strip().split(",") if question}
        yield Judged(kind, query, grades)


def rate(grades: dict[str, int], found: list[str]) -> Score:
    """The score of a list; for a query without an answer only an empty list is right."""
    if not grades:
        return Score(*(float(not found),) * 3)
    rank = next((rank for rank, question in enumerate(found, 1) if grades.get(question) == max(grades.values())), 0)
    ideal = gain(sorted(grades.values(), reverse=True))
    return Score(float(rank == 1), 1 / rank if rank else 0.0, gain([grades.get(question, 0) for question in found]) / ideal)


def gain(grades: list[int]) -> float:
    """Discounted cumulative gain of the first five (Järvelin and Kekäläinen 2002, with 2^grade - 1)."""
    return sum((2.0**grade - 1) / math.log2(rank + 1) for rank, grade in enumerate(grades[:5], 1))


def table(scores: dict[str, list[Score]]) -> Iterator[str]:
    """A line for each kind and one for all."""
    yield f"{'kind':10} {'n':>4}  succ@1    MRR  nDCG@5"
    for kind, rows in (*scores.items(), ("all", [score for every in scores.values() for score in every])):
        success, rank, ndcg = (mean(getattr(score, name) for score in rows) for name in ("success", "reciprocal_rank", "ndcg"))
        yield f"{kind:10} {len(rows):4}  {success:.3f}  {rank:.3f}  {ndcg:.3f}"


def test_the_measure_itself() -> None:
    """A perfect list scores 1, a best question in second place 0.5, an answer to an unanswerable query 0."""
    assert rate({"6": 2, "9": 1}, ["6", "9"]) == Score(1, 1, 1)
    assert rate({"6": 2}, ["9", "6"]).reciprocal_rank == 0.5
    assert rate({}, ["6"]) == Score(0, 0, 0)
    assert rate({}, []) == Score(1, 1, 1)
