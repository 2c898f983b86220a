"""Collect the formulas of a stretch: tokens in, ``Formula`` records out; each formula remains in the tokens for typesetting."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape, unescape
from typing import TYPE_CHECKING

from markdown_it.token import Token

from zhiku.diagnostics.diagnostic import Severity
from zhiku.markdown.delimiters import is_pattern, is_tex
from zhiku.markdown.dialect import FORMULA, WRITTEN, written_span
from zhiku.markdown.fences import read_fence
from zhiku.markdown.katex import refusal
from zhiku.markdown.renderer import formula_html
from zhiku.markdown.sanitizer import SOURCE_CLASS
from zhiku.markdown.suspicious_tex import suspicions
from zhiku.model import Formula
from zhiku.rendering.passages import line_of
from zhiku.source import offset_map
from zhiku.source.offset_map import OffsetMap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhiku.markdown.katex import Typesetter
    from zhiku.rendering.stretch import Inline, Stretch

_INVISIBLE = re.compile("[\u200b-\u200d\u2060\ufeff]")
"""Invisible characters that editors leave between dollars and KaTeX does not support."""
_HTML_FORMULA = re.compile(
    r"(?P<skipped><(?P<tag>pre|code|script|style)\b.*?</(?P=tag)>|<[^>]*>)|\\\((?P<inline>.+?)\\\)|\\\[(?P<display>.+?)\\\]",
    re.DOTALL | re.IGNORECASE,
)
_MATH_FENCES = frozenset({"math", "latex math", "tex math"})
_CLOSING = {"\\(": "\\)", "\\[": "\\]"}


@dataclass(frozen=True)
class FormulaCollector:
    """Collects the formulas of a stretch in ``formulas``, in the order of the text.

    A formula that cannot be typeset is shown as source; with ``strict`` it is collected all the same, to be an error.
    """

    stretch: Stretch
    typesetter: Typesetter
    strict: bool
    formulas: list[Formula]

    def in_tokens(self, tokens: Sequence[Token], inlines: Sequence[Inline]) -> None:
        """Collect all formulas in the order of the text; show those that cannot be typeset as source."""
        located = {id(inline.token): inline for inline in inlines}
        for token in tokens:
            if inline := located.get(id(token)):
                self._in_inline(inline)
                continue
            if token.type == "fence" and (
                token.info.strip().lower() in _MATH_FENCES or read_fence(token.info).language == "math"
            ):
                token.type, token.markup, token.block = "math_block", "$$", True
                self._block(token, 1)
            elif token.type == "math_block":
                self._block(token, 0)

    def _block(self, token: Token, content_line: int) -> None:
        """Collect a block whose content begins in the given line of the block, from 0."""
        start, opening = self.stretch.start_of(token), len(token.markup)
        content = offset_map.of_lines(self.stretch.local, token.content, line_of(token) + content_line, 0)
        self._formula(token, OffsetMap(lambda: ((0, start), *content.beginning_at(-opening).pieces)))

    def _in_inline(self, inline: Inline) -> None:
        token, offsets = inline
        if token.type == "html_block":
            replaced: list[tuple[int, int, int]] = []

            def set_formula(found: re.Match[str]) -> str:
                shown = self._formula_in_html(found, offsets)
                if not found["skipped"]:
                    replaced.append((*found.span(), len(shown)))
                return shown

            token.content = _HTML_FORMULA.sub(set_formula, token.content)
            token.meta["offsets"] = offset_map.after_replacements(offsets, replaced)
        for child in token.children or []:
            if child.type in {FORMULA, "math_inline", "math_inline_double"}:
                self._formula(child, offsets.beginning_at(written_span(child)[0]))
            elif child.type == "unpaired_formula":
                closing = _CLOSING[child.markup]
                message = f"`{child.markup}` opens a formula that is never closed"
                hint = f"add `{closing}` in the same paragraph"
                self.stretch.report(offsets.offset(written_span(child)[0]), "KB202", message, hint, 2)

    def _formula(self, token: Token, offsets: OffsetMap) -> None:
        """Collect a formula; one that cannot be typeset is shown as source, unless the base is strict about formulas.

        ``offsets`` maps the formula as written, delimiters included, to the stretch.
        """
        dollars = token.type.startswith("math")
        display = token.markup in {"\\[", "$$"}
        written = token.meta.get(WRITTEN) or f"{token.markup}{token.content}{token.markup}"
        opening = written[: len(written) - len(written.lstrip("\\$`")) + (not dollars)]
        lead = len(token.content) - len(token.content.lstrip("\n")) if dollars else 0
        tex = _INVISIBLE.sub("", token.content.strip("\n")) if dollars else token.content
        start = offsets.offset(0)
        if reason := refusal(self.typesetter, tex, display=display):
            if not dollars and is_pattern(tex):
                _show_as_text(token, token.markup[1] + token.content + _CLOSING[token.markup][1])
                return
            if not self.strict:
                hint = f"KaTeX: {reason}; it is shown as written"
                self.stretch.report(start, "KB205", "this formula cannot be typeset", hint, len(opening), Severity.WARNING)
                _show_as_source(token, written)
                return
        line, column = self.stretch.source.position(self.stretch.excerpt.offset(start))
        self.formulas.append(Formula(tex, display, line, column, len(opening)))
        if dollars:
            token.type, token.content = FORMULA, tex
        for place, length, message, hint in suspicions(tex):
            there = offsets.offset(len(opening) + lead + place)
            self.stretch.report(there, "KB204", message, hint, length, Severity.WARNING)

    def _formula_in_html(self, found: re.Match[str], offsets: OffsetMap) -> str:
        if found["skipped"]:
            return found.group()
        display, tex = found["display"] is not None, unescape(found["inline"] or found["display"] or "")
        token = Token(FORMULA, "", 0, markup="\\[" if display else "\\(", content=tex, meta={WRITTEN: found.group()})
        if not is_tex(tex):
            return found.group()[1:-2] + found.group()[-1]
        self._formula(token, offsets.beginning_at(found.start()))
        return token.content if token.type == "html_inline" else formula_html("span", tex, display=display)


def _show_as_source(token: Token, written: str) -> None:
    """Show a formula as source, marked as such."""
    token.type = "html_block" if token.block else "html_inline"
    token.content = f'<code class="{SOURCE_CLASS}">{escape(written)}</code>'


def _show_as_text(token: Token, words: str) -> None:
    """Show brackets that contain no formula as CommonMark does."""
    token.type, token.tag, token.content = "text", "", words
