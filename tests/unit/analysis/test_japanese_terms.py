"""Japanese terms: the thresholds from both sides, on counts instead of texts."""

from __future__ import annotations

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


def base(words: int, association: tuple[float, float] = (0.0, 0.0)) -> Any:  # noqa: ANN401 - as much of a base as is asked for
    """A Japanese base of so many words."""
    return SimpleNamespace(language="ja", words=words, association=lambda *_: association)


@pytest.mark.parametrize(
    ("word", "fields", "expected"),
    [
        ("幽門螺旋菌", {}, True),
        ("幽門螺旋菌", {"questions": 2}, False),
        ("幽門螺旋菌", {"closes": 1}, False),
        ("会社", {}, False),
        ("会社", {"titles": 4, "count": 10}, True),
        ("会社", {"titles": 0, "count": 40}, True),
        ("離婚", {"titles": 4, "count": 10}, True),
        ("離婚", {"titles": 4, "count": 4}, False),
        ("離婚", {"titles": 0, "count": 40}, False),
        ("調停", {"titles": 0, "count": 7}, True),
        ("調停", {"titles": 0, "count": 6}, False),
        ("調停", {"titles": 1, "count": 4}, True),
        ("可能", {"titles": 4, "count": 40}, False),
        ("内容", {"titles": 4, "count": 40}, False),
    ],
)
def test_words(word: str, fields: dict[str, int], *, expected: bool) -> None:
    """A frequent noun needs titles or recurrence, a verbal one titles; adjectives and generic nouns are no terms."""
    known = known_words("ja").get(word)
    given: dict[str, int | str] = {"kinds": known.kind if known else UNKNOWN, **fields}
    assert bool(score_japanese(base(2_000), [word], counts(**given))) is expected


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
