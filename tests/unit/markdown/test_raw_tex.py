r"""Formulas read as words, for places that cannot set them."""

import pytest
from zhiku.markdown.raw_tex import readable, without_commands


@pytest.mark.parametrize(
    ("tex", "words"),
    [
        (r"\sum_{i=1}^n i = n(n+1)/2", "∑ᵢ₌₁ⁿ i = n(n+1)/2"),
        (r"\frac{1}{\sqrt n}", "1/√n"),
        (r"\frac{a+b}{c}", "(a+b)/c"),
        (r"\frac12", "1/2"),
        (r"e^{-\frac{x^2}{2\sigma^2}}", "e^(-x²/2σ²)"),
        (r"L_{\text{CE}}", "L_(CE)"),
        (r"\text{softmax}(QK^T/\sqrt{d_k})", "softmax(QKᵀ/√dₖ)"),
        (r"\forall x \in \mathbb{R}^n", "∀x ∈ Rⁿ"),
        (r"A\to B", "A→B"),
        (r"O(n\log n)", "O(n log n)"),
        (r"\log(x)", "log(x)"),
        (r"\cos\theta", "cos θ"),
        (r"10^{-3}\,\%", "10⁻³ %"),
        (r"A = \{1, 2\}", "A = {1, 2}"),
        (r"\|x\|_2", "‖x‖₂"),
        (r"2^{2^n}", "2^(2ⁿ)"),
    ],
)
def test_a_formula_is_read_in_one_line(tex: str, words: str) -> None:
    """With Unicode's raised and lowered characters, or with the mark and parentheses."""
    assert readable(tex) == words


def test_paths_are_no_commands() -> None:
    """A backslash within a path starts none."""
    assert without_commands(r"Why \sqrt n in C:\temp\int?") == r"Why √ n in C:\temp\int?"
