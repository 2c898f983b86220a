"""Japanese terms: the thresholds from both sides, on counts instead of texts."""

from __future__ import annotations

from math import log
from types import SimpleNamespace
from typing import Any

import pytest
from zhiku.analysis.concepts.counts import CandidateCounts
from zhiku.analysis.concepts.japanese_terms import score_japanese
from zhiku.analysis.words import UNKNOWN
from zhiku.lang.word_lists import ADJECTIVE, NOUN, VERBAL_NOUN, known_words


def counts(**fields: int | str) -> CandidateCounts:
    """The counts of a candidate that begins and ends what it stands in, unless the fields say otherwise."""
    found = CandidateCounts()
    for field, value in {"questions": 4, "count": 8, "kinds": NOUN, **fields}.items():
        setattr(found, field, value)
    for end in ("opens", "closes"):
        setattr(found, end, fields.get(end, found.count))
    return found


def known_counts(word: str, **fields: int | str) -> CandidateCounts:
    """The counts of a word with the class that the list gives it."""
    known = known_words("ja").get(word)
    return counts(**{"kinds": known.kind if known else UNKNOWN, **fields})


def base(words: int, association: tuple[float, float] = (0.0, 0.0), varied: int = 0) -> Any:  # noqa: ANN401 - as much as is asked for
    """A Japanese base of so many words."""
    return SimpleNamespace(language="ja", words=words, association=lambda *_: association, varied_ends=lambda _: varied)


@pytest.mark.parametrize(
    ("word", "fields", "expected"),
    [
        ("幽門螺旋菌", {}, True),
        ("幽門螺旋菌", {"questions": 2}, True),
        ("調停", {"questions": 2, "count": 5}, False),
        ("幽門螺旋菌", {"closes": 1}, False),
        ("会社", {}, False),
        ("会社", {"count": 80}, True),
        ("調停", {}, True),
        ("離婚", {"count": 5}, False),
        ("離婚", {"count": 24}, True),
        ("可能", {"count": 80}, False),
        ("内容", {"count": 80}, False),
        ("当事務所", {"count": 80}, False),
        ("当事者", {"count": 80}, True),
    ],
)
def test_words(word: str, fields: dict[str, int], *, expected: bool) -> None:
    """A frequent noun must recur, and what two questions have be surer.

    Adjectives, generic nouns and those with *this* before them are no terms.
    """
    assert bool(score_japanese(base(2_000), [word], known_counts(word, **fields))) is expected


@pytest.mark.parametrize(
    ("varied", "opens", "expected"), [(0.5, 0.5, True), (0.4, 0.5, False), (0.5, 0.4, False)], ids=["several", "one", "within"]
)
def test_nouns_with_several_others_behind(varied: float, opens: float, *, expected: bool) -> None:
    """They need not end phrases if they begin them."""
    found = known_counts("調停", closes=0)
    counted = known_counts("調停", closes=0, opens=int(opens * found.count))
    assert bool(score_japanese(base(2_000, varied=int(varied * found.count)), ["調停"], counted)) is expected


@pytest.mark.parametrize(
    ("word", "other", "fit", "by"),
    [("調停", "調停", 1.0, 0.96), ("遺産分", "遺産", 0.0, 0.64), ("スパムム", "遺産", 0.0, 1.28)],
    ids=["coherence", "three kanji", "four katakana"],
)
def test_what_adds_to_the_odds(word: str, other: str, fit: float, by: float) -> None:
    """The rest being equal."""
    scores = [
        score_japanese(base(2_000), [one], counts(kinds=UNKNOWN, count=40), own) for one, own in ((word, fit), (other, 0.0))
    ]
    odds = [log(score / (1 - score)) for score in scores]
    bands = [max(2, known.band) if (known := known_words("ja").get(one)) else 2 for one in (word, other)]
    assert odds[0] - odds[1] == pytest.approx(by + 0.52 * (bands[1] - bands[0]), abs=1e-6)


@pytest.mark.parametrize(
    ("words", "fields", "association", "expected"),
    [
        (("動的", "壁紙"), {}, (26.0, 0.3), True),
        (("動的", "壁紙"), {}, (24.0, 0.3), False),
        (("動的", "壁紙"), {}, (26.0, 0.1), False),
        (("動的", "壁紙"), {"titles": 1}, (17.0, 0.17), True),
        (("動的", "壁紙"), {"closes": 2}, (26.0, 0.3), False),
        (("壁紙", "再生"), {"kinds": UNKNOWN + VERBAL_NOUN}, (26.0, 0.4), False),
        (("壁紙", "再生"), {"kinds": UNKNOWN + VERBAL_NOUN}, (26.0, 0.6), True),
        (("設定", "方法"), {"titles": 3}, (99.0, 1.0), False),
        (("公正", "証書"), {"kinds": ADJECTIVE + NOUN}, (26.0, 0.3), True),
        (("証書", "公正"), {"kinds": NOUN + ADJECTIVE}, (26.0, 0.3), False),
        (("遺産", "分割"), {"closes": 2}, (100.0, 0.5), True),
        (("遺産", "分割"), {"closes": 1}, (100.0, 0.5), False),
        (("遺産", "分割"), {"closes": 2}, (99.9, 0.5), False),
    ],
)
def test_compounds(
    words: tuple[str, str], fields: dict[str, int | str], association: tuple[float, float], *, expected: bool
) -> None:
    """Words that stand together often and free are a term, except with what is asked of anything."""
    found = counts(**{"kinds": UNKNOWN * 2, **fields})
    assert bool(score_japanese(base(10_000, association), words, found)) is expected
