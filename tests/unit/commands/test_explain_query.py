"""``kb explain --query``: the browser's search run outside a browser."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from zhiku.commands.explain_query import explain_query

from tests.support.sites import prepared_base

if TYPE_CHECKING:
    from zhiku.search import SearchAssets

_SCORE = r"score ([\d.]+) = \(BM25 ([\d.]+) \+ .*? ([\d.]+) \+ title ([\d.]+)\) / best ([\d.]+) \+ meaning ([\d.]+)"


def _search() -> SearchAssets:
    return prepared_base().search


def test_it_shows_words_results_and_scores() -> None:
    """Where each word is searched, and the components of the first result's score."""
    lines = explain_query("什么是损失函数", _search()).splitlines()
    assert lines[:3] == ["Query: 什么是损失函数", "Understood: taken as typed", "Words:"]
    assert any(line.startswith("  损失函数: weight ") and "损失函数 (as written, 1.00)" in line for line in lines)
    assert any("question word" in line for line in lines)
    assert any(line.startswith("     full match, score ") and "BM25" in line for line in lines)


def test_it_shows_the_words_that_a_partial_match_lacks() -> None:
    """Words that the base does not contain are listed."""
    text = explain_query("损失函数 zebra", _search())
    assert "zebra: weight" in text
    assert "not found in the base" in text or "looked for: zebra" in text
    assert "lacks zebra" in text


def test_pinyin_is_understood_without_a_browser() -> None:
    """QuickJS has no GBK decoder, with which browsers list the common characters."""
    assert "损失函数 (pinyin" in explain_query("sunshihanshu", _search())


def test_it_shows_similar_words() -> None:
    """An unknown word is replaced by a similar word of the base, as on the page; without vectors nothing is found."""
    search = _search()
    assert search.meaning
    text = explain_query("防止模型死记硬背", search)
    assert "similar in meaning" in text
    total = re.search(_SCORE, text)
    assert total
    score, bm25, words, title, best, meaning = map(float, total.groups())
    assert score == pytest.approx((bm25 + words + title) / best + meaning, abs=0.02)
    assert "meaning" not in explain_query("防止模型死记硬背", replace(search, meaning=False))
