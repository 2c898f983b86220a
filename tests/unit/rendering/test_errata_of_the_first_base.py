"""The errata on formulas, verified numerically: the formulas of the text give wrong values where the right ones are known.

The forms as the text has them and as the errata have them are written out here; the last test ties them to the files.
"""

from __future__ import annotations

import math
import random
from statistics import harmonic_mean, mean
from typing import TYPE_CHECKING

import pytest
from zhiku.content.yaml_reader import YamlFile
from zhiku.source.text import SourceText

from tests.support.sites import BASE

if TYPE_CHECKING:
    from collections.abc import Sequence

Vector = list[float]


def dice_as_written(a: Sequence[float], b: Sequence[float]) -> float:
    """Both sums run over all pairs and are in every term."""
    pairs = [(x, y) for x in a for y in b]
    return 1 - 2 * sum(x * y for x, y in pairs) / (sum(x * x for x, _ in pairs) + sum(y * y for _, y in pairs))


def dice(a: Sequence[float], b: Sequence[float]) -> float:
    """Milletari, Navab, Ahmadi 2016 (V-Net), equation 1."""
    return 1 - 2 * sum(x * y for x, y in zip(a, b, strict=True)) / (sum(x * x for x in a) + sum(y * y for y in b))


def test_dice_of_a_perfect_prediction() -> None:
    """With half of the pixels in the foreground: 0.5 as written, 0 corrected; 1 if nothing is right."""
    assert dice_as_written([1, 0], [1, 0]) == pytest.approx(0.5)
    assert dice([1, 0], [1, 0]) == pytest.approx(0)
    assert dice([1, 0], [0, 1]) == pytest.approx(1)


def moments(x: Sequence[float], y: Sequence[float]) -> tuple[float, float, float, float, float]:
    """Means, variances and covariance."""
    mx, my = mean(x), mean(y)
    covariance = mean((a - mx) * (b - my) for a, b in zip(x, y, strict=True))
    return mx, my, mean((a - mx) ** 2 for a in x), mean((b - my) ** 2 for b in y), covariance


C1, C2, C3 = 0.01**2, 0.03**2, 0.03**2 / 2


def ssim_as_written(x: Sequence[float], y: Sequence[float]) -> float:
    """Differences instead of products, and no variances."""
    mx, my, _, _, covariance = moments(x, y)
    above = (2 * mx * my + C1) * (2 * covariance + C2) - (mx**2 + my**2 + C3)
    return 1 - above / ((2 * mx**2 + C1) * (2 * my**2 + C3) - (mx**2 + my**2 + C3) ** 2)


def ssim(x: Sequence[float], y: Sequence[float]) -> float:
    """Wang, Bovik, Sheikh, Simoncelli 2004, equation 13."""
    mx, my, vx, vy, covariance = moments(x, y)
    return 1 - (2 * mx * my + C1) * (2 * covariance + C2) / ((mx**2 + my**2 + C1) * (vx + vy + C2))


def test_ssim_of_equal_images() -> None:
    """Equal images give 0 by the corrected formula only, which lies between 0 and 2."""
    source = random.Random(1)  # noqa: S311 - a test's numbers
    for _ in range(50):
        x: Vector = [source.random() for _ in range(16)]
        y: Vector = [source.random() for _ in range(16)]
        assert ssim(x, x) == pytest.approx(0, abs=1e-12)
        assert abs(ssim_as_written(x, x)) > 0.1
        assert 0 <= ssim(x, y) <= 2


def bce(y: float, p: float) -> float:
    """On a probability, as in the text."""
    return -(y * math.log(p) + (1 - y) * math.log(1 - p))


def bce_with_logits(y: float, z: float) -> float:
    """On a logit, in a form that does not overflow (PyTorch)."""
    return max(z, 0) - z * y + math.log1p(math.exp(-abs(z)))


def test_bce_takes_probabilities_and_bce_with_logits_logits() -> None:
    """The corrected formula is the written one after a sigmoid; the written one is undefined for logits."""
    for z in (-3.0, -0.5, 0.0, 2.0):
        for y in (0.0, 1.0):
            assert bce_with_logits(y, z) == pytest.approx(bce(y, 1 / (1 + math.exp(-z))))
    with pytest.raises(ValueError, match=r"math domain|positive"):
        bce(1.0, -3.0)


def test_f1_is_the_harmonic_mean() -> None:
    """The formula of the text is the harmonic mean, not a weighted mean with constant weights."""
    values = [(0.9, 0.1), (0.5, 0.5), (1.0, 0.25)]
    for precision, recall in values:
        assert 2 * precision * recall / (precision + recall) == pytest.approx(harmonic_mean([precision, recall]))
    weights = {round((2 * p * r / (p + r) - r) / (p - r), 6) for p, r in values if p != r}
    assert len(weights) > 1


def test_every_error_has_an_erratum() -> None:
    """The base has an erratum for each of these formulas, and every erratum names a source."""
    file = YamlFile(SourceText("overlays.yml", (BASE / "overlays.yml").read_text(encoding="utf-8")))
    questions = file.mapping(file.mapping(file.root()).get("questions"))
    items = [file.mapping(item) for node in questions.values() for item in file.items(file.mapping(node).get("errata"))]
    quotes = [file.text(item["quote"]) for item in items]
    assert all(file.text(item["source"]) for item in items)
    for words in (r"\sum_{j=1}^{m} (A_i \cdot B_j)", r"(2 \cdot \sigma_{xy} + C_2) -", r"\log(1 - \hat{y_i})", "加权平均"):
        assert any(words in quote for quote in quotes), words
