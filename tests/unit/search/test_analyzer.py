"""The analyzer on cases shared with the browser's, and properties for any text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from zhiku.lang.traditional import simplified
from zhiku.search.analyzer import analyze, fold, normal, pieces, runs, terms
from zhiku.search.stemmer import stem

from tests.unit.search import plain_analyzer

STEMS = json.loads((Path(__file__).parents[2] / "data" / "search" / "stems.json").read_text(encoding="utf-8"))
VECTORS = json.loads((Path(__file__).parents[2] / "data" / "search" / "analyzer.json").read_text(encoding="utf-8"))
TABLE = dict(zip(VECTORS["fold"][::2], VECTORS["fold"][1::2], strict=True))
TEXTS = st.text(
    st.sampled_from("损失函数圖熵aBé1. -+#=!，。（）\n\u0301Ａ𠮷😀ﬁเก็บน้า๒ကျខ្ང་أإىةکیـُ٣שָׁם״न्ज़ँं१ёйʼ\u200c\u00ad"), max_size=30
)


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["name"])
def test_shared_cases(case: dict[str, object]) -> None:
    """Normal form and index terms of a text are the same as in the browser."""
    found = runs(fold(str(case["text"]), TABLE))
    assert normal(found) == case["normal"]
    assert list(terms(found)) == case["terms"]


def test_shared_stems() -> None:
    """The browser's tests use the same words."""
    assert {word: stem(word) for word in STEMS} == STEMS


@given(TEXTS | st.text(max_size=40))
def test_the_fast_analyzer_equals_the_plain_one(text: str) -> None:
    """The folded text and the runs equal those of the simple analyzer."""
    plain = plain_analyzer.fold(text)
    assert fold(text) == plain.text
    assert [(run.text, run.cjk, run.start, run.gap) for run in runs(plain.text)] == [
        (run.text, run.cjk, run.start, run.gap) for run in plain_analyzer.runs(plain.text)
    ]
    assert list(pieces(text)) == [(run.text, run.cjk) for run in plain_analyzer.runs(plain.text)]


@given(st.text(st.sampled_from("a1.+#-=?:网、 \u0301\u3099²Ⅷ"), max_size=12))
def test_tails_and_stops_equal_the_plain_ones(text: str) -> None:
    """Likewise for suffixes, punctuation inside words and operators, where the two might differ."""
    assert [run.text for run in runs(text)] == [run.text for run in plain_analyzer.runs(text)]


@given(TEXTS)
@example("न्\u0301")
@example("Bन्")
def test_normal_form_is_stable(text: str) -> None:
    """Folding is idempotent, and every line of a normal form is in normal form."""
    once = fold(text)
    assert fold(once) == once
    for line in normal(analyze(text)).split("\n"):
        assert normal(analyze(line)) == line


@given(TEXTS, TEXTS)
def test_terms_of_parts_are_terms_of_the_whole(one: str, other: str) -> None:
    """Two texts separated by a line end have the terms of both."""
    assert terms(analyze(f"{one}。{other}")) == terms(analyze(one)) + terms(analyze(other))


def test_the_table_of_traditional_characters() -> None:
    """The table is OpenCC's, restricted to pairs of single characters."""
    assert simplified()["網"] == "网"
    assert len(simplified()) > 2500
    assert "吐" not in simplified()
