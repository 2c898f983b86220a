r"""TeX outside formulas (``\sqrt n`` in a title): find it, and read it as words."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import chain

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
    "varepsilon varphi Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega times cdot div pm mp le leq ge geq ne neq "
    "approx equiv sim propto infty partial nabla sum prod int in notin to rightarrow leftarrow Rightarrow Leftrightarrow "
    "mapsto sqrt forall exists neg land lor subset subseteq supset cup cap setminus emptyset mid parallel perp circ "
    "ldots cdots dots prime ell top lVert rVert Vert oplus otimes"
)
_SIGNS = {
    **dict(
        zip(
            _NAMES.split(),
            "αβγδεζηθικλμνξπρστφχψωεφΓΔΘΛΞΠΣΦΨΩ×·÷±∓≤≤≥≥≠≠≈≡∼∝∞∂∇∑∏∫∈∉→→←⇒⇔↦√∀∃¬∧∨⊂⊆⊃∪∩∖∅∣∥⊥∘…⋯…′ℓ⊤‖‖‖⊕⊗",
            strict=True,
        )
    ),
    **dict.fromkeys(("left", "right", "displaystyle", "limits", "big", "Big"), ""),
    **dict.fromkeys(("quad", "qquad"), " "),
}
_ENVIRONMENT = re.compile(r"\\(?:begin|end)\s*\{[^{}]*\}")
_SPACE = re.compile(r"\\[,;:! ]|[$~&]")
_FRACTION = re.compile(r"\\[cdt]?frac\s*(\{[^{}]*\}|\w)\s*(\{[^{}]*\}|\w)")
_STYLES = r"\\(?:math(?:rm|bf|it|cal|bb|sf|scr)|bm|boldsymbol|text(?:bf|it|rm)?|operatorname\*?|hat|bar|vec|tilde)"
_STYLED = re.compile(_STYLES + r"\s*\{([^{}]*)\}")
_ROOT = re.compile(r"√\s*\{([^{}]*)\}")
_SCRIPT = re.compile(r"([_^])\s*(?:\{([^{}]*)\}|([^\s{}_^\\]))")
_GROUP = re.compile(r"(?<![\w}^√])\{([^{}]*)\}")
"""A group that is no argument, for example of another group only."""
_COMMAND = re.compile(r"(?P<before>\s|[^\W\d_])?\\(?P<name>[A-Za-z]+)(?P<after>\s*)(?P<words>(?=[\w\\]))?")
_FRACTIONS = frozenset({"frac", "dfrac", "tfrac", "cfrac"})
_KEPT = {"^": "\ue000", "_": "\ue001", "{": "\ue002", "}": "\ue003", "%": "\ue004", "&": "\ue005", "$": "\ue006", "#": "\ue007"}
"""Stand-ins for marks of TeX that are characters of the words."""
_ESCAPED = re.compile(r"\\([{}_%&$#])")
_SCRIPT_BLOCKS = (range(0xB2, 0xBA), range(0x1D2C, 0x1D6B), range(0x2070, 0x209D), range(0x2C7C, 0x2C7E))
"""Where Unicode has letters, digits and signs that are raised or lowered."""


def without_commands(text: str) -> str:
    """A text with TeX commands replaced by words."""
    if "\\" not in text:
        return text
    plain = DELIMITED.sub(lambda found: found["inline"] or found["display"], text)
    return WRITTEN.sub(lambda found: readable(found.group()), plain)


def readable(tex: str) -> str:
    r"""The words of a formula for places that cannot set it: ``\frac{1}{\sqrt n}`` → ``1/√n``, ``x_i^2`` → ``xᵢ²``."""
    plain = _ESCAPED.sub(lambda found: _KEPT[found[1]], tex)
    plain = _COMMAND.sub(_sign, _SPACE.sub(" ", _ENVIRONMENT.sub("", plain)))
    last = ""
    while plain != last:  # The innermost groups first.
        last = plain
        plain = _STYLED.sub(r"\1", plain)
        plain = _FRACTION.sub(lambda found: "/".join(_operand(words.strip("{}")) for words in found.groups()), plain)
        plain = _ROOT.sub(lambda found: f"√{_operand(found[1])}", plain)
        plain = _SCRIPT.sub(lambda found: _script(found[1], found[2] or found[3] or ""), plain)
        plain = _GROUP.sub(r"\1", plain) if plain == last else plain
    plain = re.sub(r"[{}\\]", " ", plain.replace("\\|", "‖"))
    for mark, kept in _KEPT.items():
        plain = plain.replace(kept, mark)
    return " ".join(plain.split())


def _sign(found: re.Match[str]) -> str:
    r"""The sign for a command; the name of a function (``\log``) as a word of its own; what has arguments as it is."""
    name, before = found["name"], found["before"] or ""
    if name in _SIGNS:
        # The blank that ends a command is none of the formula, unless there is one on both sides: ``A\to B``, ``x \in A``.
        return before + _SIGNS[name] + (" " if before.isspace() and found["after"] and name != "sqrt" else "")
    if name in _FRACTIONS or _STYLED.match(f"\\{name}{{}}"):
        return f"{before}\\{name}"
    return (f"{before} " if before else "") + name + (" " if found["after"] or found["words"] is not None else "")


def _operand(words: str) -> str:
    """What stands beside a line of a fraction or below a root, in parentheses if it is a sum or a product."""
    return f"({words.strip()})" if re.search(r"[\s+·×/∑∏−-]", words.strip()) else words.strip()


def _script(kind: str, words: str) -> str:
    """An exponent or an index in raised or lowered characters; with its mark if Unicode lacks one of them."""
    raised = _scripts()["<super>" if kind == "^" else "<sub>"]
    plain = words.replace(" ", "")
    if all(char in raised for char in plain):
        return "".join(map(raised.__getitem__, plain))
    return f"{_KEPT[kind]}{words}" if len(words) == 1 else f"{_KEPT[kind]}({words.strip()})"


@cache
def _scripts() -> dict[str, dict[str, str]]:
    """The raised and the lowered form of characters, from what Unicode says they stand for."""
    forms: dict[str, dict[str, str]] = {"<super>": {}, "<sub>": {}}
    for code in chain.from_iterable(_SCRIPT_BLOCKS):
        kind, _, plain = unicodedata.decomposition(chr(code)).partition(" ")
        if kind in forms and " " not in plain:
            forms[kind][chr(int(plain, 16))] = chr(code)
    for form in forms.values():
        form["-"] = form["−"]
    return forms
