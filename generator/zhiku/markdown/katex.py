r"""Typeset formulas with KaTeX at build time: TeX in; HTML and MathML, or the reason for failure, out.

KaTeX (npm) runs in this process in QuickJS, so a build starts no other program and a page needs no JavaScript. Whatever KaTeX
would only mark red or warn about is refused here: unknown commands, untrusted ones such as ``\href``, and invalid TeX. Letters
of other scripts (``准确率 = 1``) are typeset as KaTeX does by default: upright, in the font of the page.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import quickjs

from zhiku.diagnostics.diagnostic import Diagnostic, at_line
from zhiku.runtime.cache import Cache, pack
from zhiku.runtime.paths import KATEX
from zhiku.runtime.pickling import by_fields

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from zhiku.model import Formula
    from zhiku.source.text import SourceText

_STACK_BYTES = 8_000_000
_SECONDS = 20
# Both callbacks throw: a plain `trust: false` only colours the formula, `strict: "error"` lets some warnings pass.
# JSON.stringify, because QuickJS cannot return rope strings; new `macros` for each formula, because \gdef would leak otherwise.
_TYPESET = r"""
function typeset(tex, display) {
  try {
    const html = katex.renderToString(tex, {
      displayMode: display, throwOnError: true, output: "htmlAndMathml", maxExpand: 500, maxSize: 20, macros: {},
      trust: (context) => { throw new katex.ParseError("the command " + context.command + " is not allowed here"); },
      strict: (code, message, token) => {
        if (["unicodeTextInMathMode", "unknownSymbol", "newLineInDisplayMode"].includes(code)) return "ignore";
        throw new katex.ParseError(message, token);
      },
    });
    return JSON.stringify({html});
  } catch (error) {
    const position = typeof error.position === "number" ? error.position : null;
    return JSON.stringify({message: String(error.rawMessage || error.message || error), position, length: error.length || 1});
  }
}
"""


@by_fields
@dataclass(frozen=True, slots=True)
class Typeset:
    """A typeset formula."""

    html: str


@by_fields
@dataclass(frozen=True, slots=True)
class Refused:
    """A formula that KaTeX rejected: the reason, and the offset of the error in the TeX, in code points."""

    message: str
    offset: int
    length: int


class Typesetter:
    """KaTeX, loaded on first use; each distinct formula is typeset once, and cached between builds."""

    def __init__(self, cache: Cache | None = None) -> None:
        self._cache = cache or Cache()
        self._done: dict[tuple[str, bool], Typeset | Refused] = {}

    @property
    def done(self) -> Mapping[tuple[str, bool], Typeset | Refused]:
        """All results so far, by TeX and display mode, in order."""
        return self._done

    def add_results(self, done: Mapping[tuple[str, bool], Typeset | Refused]) -> None:
        """Add formulas that another process has typeset."""
        for (tex, display), result in done.items():
            self._keep(tex, display=display, result=result)

    @cached_property
    def _context(self) -> quickjs.Context:
        context = quickjs.Context()
        context.set_max_stack_size(_STACK_BYTES)
        context.set_time_limit(_SECONDS)
        context.eval(KATEX.read_text(encoding="utf-8"))
        context.eval(_TYPESET)
        return context

    def typeset(self, tex: str, *, display: bool) -> Typeset | Refused:
        """The formula as HTML, or the reason why KaTeX rejects it."""
        key = (tex, display)
        if key not in self._done:
            if known := self._cache.get(self._cache.key(lambda: ("formula", *key))):
                self._done[key] = known
            else:
                self._keep(tex, display=display, result=self._typeset(tex, display=display))
        return self._done[key]

    def _keep(self, tex: str, *, display: bool, result: Typeset | Refused) -> None:
        self._done[tex, display] = result
        self._cache.put(self._cache.key(lambda: ("formula", tex, display)), pack(result))

    def _typeset(self, tex: str, *, display: bool) -> Typeset | Refused:
        try:
            answer = json.loads(self._context.get("typeset")(tex, display))
        except quickjs.JSException as error:
            self.__dict__.pop("_context", None)  # a run that exceeded stack or time leaves the context in an unknown state
            return Refused(f"KaTeX gave up: {str(error).strip().splitlines()[0]}", 0, len(tex))
        if "html" in answer:
            return Typeset(answer["html"])
        message = _encodable(str(answer["message"])).partition(" at position ")[0].removeprefix("KaTeX parse error: ")
        offset = 0 if answer["position"] is None else _code_points(tex, answer["position"])
        length = len(tex) if answer["position"] is None else int(answer["length"])
        return Refused(message, offset, max(1, length))


def refusal(typesetter: Typesetter, tex: str, *, display: bool) -> str:
    """Why a formula cannot be typeset; empty if it can."""
    result = typesetter.typeset(tex, display=display)
    return result.message if isinstance(result, Refused) else ""


def check_formulas(formulas: Iterable[Formula], source: SourceText, typesetter: Typesetter) -> tuple[Diagnostic, ...]:
    """A diagnostic for every formula that cannot be typeset, at the position KaTeX reports."""
    problems = []
    for formula in formulas:
        result = typesetter.typeset(formula.tex, display=formula.display)
        if isinstance(result, Refused):
            line, column = source.position(min(_offset_in_file(formula, result.offset, source), len(source.text)))
            hint = f"in the formula {_shorten(formula.tex)}"
            problems.append(
                at_line(source, line, "KB201", f"KaTeX: {result.message}", hint=hint, column=column, length=result.length)
            )
    return tuple(problems)


def _offset_in_file(formula: Formula, offset: int, source: SourceText) -> int:
    """The offset in the file for an offset in the TeX; in the file, later lines may have indents and quote markers."""
    rows = formula.tex.split("\n")
    row = formula.tex[:offset].count("\n")
    if row == 0:
        return source.offset_of_line(formula.line) + formula.column - 1 + formula.opening + offset
    text, line = rows[row], source.line(formula.line + row)
    found = line.rfind(text) if row < len(rows) - 1 else line.find(text + ("\\]" if formula.display else "\\)"))
    into_row = offset - sum(len(above) + 1 for above in rows[:row])
    return source.offset_of_line(formula.line + row) + max(0, found) + into_row


def _encodable(text: str) -> str:
    """KaTeX may quote half of a surrogate pair, which cannot be encoded: replace it by U+FFFD."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _code_points(text: str, utf16_units: int) -> int:
    """Convert an offset in UTF-16 units, as JavaScript counts, to code points."""
    return len(text.encode("utf-16-le")[: 2 * utf16_units].decode("utf-16-le", errors="ignore"))


def _shorten(tex: str, limit: int = 80) -> str:
    tex = " ".join(tex.split())
    return tex if len(tex) <= limit else tex[: limit - 1] + "…"
