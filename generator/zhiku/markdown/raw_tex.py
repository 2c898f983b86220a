r"""TeX outside formulas (``\sqrt n`` in a title): find it, and read it as words."""

from __future__ import annotations

import re

_GIVEAWAYS = (
    r"(?:frac|sum|prod|int|sqrt|hat|bar|vec|cdot|times|log|exp|begin|end|left|right|mathrm|mathbf|text|alpha|beta"
    r"|gamma|lambda|mu|sigma|theta|in|le|ge|ne|partial|nabla|infty)(?![A-Za-z])"
)
COMMAND = rf"(?:(?<![\w:./\\])\\{_GIVEAWAYS}|\\{_GIVEAWAYS}(?=\s?\{{))"
r"""Commands that identify TeX; paths such as ``C:\temp\int`` do not match."""
WRITTEN = re.compile(COMMAND + r"(?:\s?\{[^{}]*\})*")
"""A command with its arguments."""
DELIMITED = re.compile(r"\\\((?P<inline>.+?)\\\)|\\\[(?P<display>.+?)\\\]", re.DOTALL)
r"""What readers see as ``\(…\)``: brackets after an escaped backslash."""

_NAMES = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau phi chi psi omega "
    "Gamma Delta Theta Lambda Pi Sigma Phi Psi Omega times cdot div pm le leq ge geq ne neq approx infty partial nabla "
    "sum prod int in to sqrt"
)
_SIGNS = {
    **dict(zip(_NAMES.split(), "αβγδεζηθικλμνξπρστφχψωΓΔΘΛΠΣΦΨΩ×·÷±≤≤≥≥≠≠≈∞∂∇∑∏∫∈→√", strict=True)),
    **dict.fromkeys(("mathrm", "mathbf", "mathit", "mathcal", "mathbb", "text", "operatorname", "left", "right"), ""),
    **dict.fromkeys(("hat", "bar", "vec"), ""),
}
_FRACTION = re.compile(r"\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_ENVIRONMENT = re.compile(r"\\(?:begin|end)\s*\{[^{}]*\}")
_COMMAND = re.compile(r"\\([A-Za-z]+)\s*")
_BRACES = re.compile(r"[{}]|\\[,;:! ]")


def without_commands(text: str) -> str:
    """A text with TeX commands replaced by words."""
    if "\\" not in text:
        return text
    plain = DELIMITED.sub(lambda found: found["inline"] or found["display"], text)
    return WRITTEN.sub(lambda found: readable(found.group()), plain)


def readable(tex: str) -> str:
    r"""The words of a formula for places that cannot set it: ``\frac{1}{\sqrt n}`` → ``1/√n``."""
    words = _COMMAND.sub(lambda found: _SIGNS.get(found[1], found[1]), _FRACTION.sub(r"\1/\2", _ENVIRONMENT.sub("", tex)))
    return _BRACES.sub("", words).replace("\\", " ").strip()
