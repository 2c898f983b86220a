"""Render the tokens of the dialect as HTML: boxes, formulas, highlighted code, footnotes. There is one parser per dialect."""

from __future__ import annotations

import re
from functools import cache
from html import escape
from typing import TYPE_CHECKING

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import TextLexer, get_lexer_by_name
from pygments.util import ClassNotFound

from zhiku.markdown.containers import CONTAINER
from zhiku.markdown.dialect import FORMULA, UNPAIRED, dialect
from zhiku.markdown.fences import read_fence
from zhiku.markdown.sanitizer import BOX, BOX_ALIASES, BOX_KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it import MarkdownIt
    from markdown_it.renderer import RendererHTML
    from markdown_it.token import Token
    from markdown_it.utils import EnvType, OptionsDict

    from zhiku.lang.interface import Interface

_BOX_INFO = re.compile(r"\s*\{?\.?(?P<kind>[\w-]*)\}?\s*(?P<title>.*)", re.DOTALL)
_ALERT = re.compile(r"\[!(?P<kind>[A-Za-z]+)\](?P<fold>[+-]?)[ \t]*(?P<title>[^\n]*)(?:\n|$)")
_EMPHASIS = re.compile(r"[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}")
_MAX_HIGHLIGHTED_LENGTH = 200_000
"""Longer code blocks are not highlighted, because lexers may take quadratic time."""


@cache
def parser(*, dollars: bool) -> MarkdownIt:
    """The parser of a dialect, with its rendering rules."""
    made = dialect(dollars=dollars)
    made.add_render_rule(FORMULA, _formula)
    made.add_render_rule(UNPAIRED, _unpaired)
    made.add_render_rule("fence", _code)
    made.add_render_rule("code_block", _code)
    made.add_render_rule(f"container_{CONTAINER}_open", _box_open)
    made.add_render_rule(f"container_{CONTAINER}_close", _box_close)
    made.add_render_rule("footnote_anchor", _footnote_anchor)
    return made


def convert_alerts(tokens: Sequence[Token]) -> None:
    """Convert GitHub's alerts (``> [!NOTE]``) to boxes."""
    opened: list[bool] = []
    for index, token in enumerate(tokens):
        if token.type == "blockquote_open":
            inline = tokens[index + 2] if index + 2 < len(tokens) and tokens[index + 1].type == "paragraph_open" else None
            found = _ALERT.match(inline.content) if inline and inline.type == "inline" else None
            kind = found["kind"].lower() if found else ""
            opened.append(BOX_ALIASES.get(kind, kind) in BOX_KINDS)
            if found and inline and opened[-1]:
                token.type, token.tag = f"container_{CONTAINER}_open", "div"
                token.info = f"{kind} {found['title']}"
                if found["fold"]:
                    token.info = f"details {found['title']}"
                    token.meta |= {"open": found["fold"] == "+", "kind": kind}
                _drop_marker(inline)
        elif token.type == "blockquote_close" and opened and opened.pop():
            token.type, token.tag = f"container_{CONTAINER}_close", "div"


def _drop_marker(inline: Token) -> None:
    """Remove the first line of a paragraph: the marker and the title after it."""
    children = inline.children or []
    while children and children[0].type not in {"softbreak", "hardbreak"}:
        children.pop(0)
    while children and _is_blank(children[0]):
        children.pop(0)


def _is_blank(token: Token) -> bool:
    return token.type in {"softbreak", "hardbreak"} or (token.type == "text" and not token.content.strip())


def formula_html(tag: str, tex: str, *, display: bool) -> str:
    """The HTML of a formula, escaped so that ``finish`` can find it."""
    opening, closing = ("\\[", "\\]") if display else ("\\(", "\\)")
    return f'<{tag} class="arithmatex">{escape(opening + tex + closing, quote=False)}</{tag}>'


def _formula(_: RendererHTML, tokens: Sequence[Token], index: int, __: OptionsDict, ___: EnvType) -> str:
    token = tokens[index]
    display = token.markup in {"\\[", "$$"}
    return formula_html("div" if token.block else "span", token.content, display=display)


def _unpaired(_: RendererHTML, tokens: Sequence[Token], index: int, __: OptionsDict, ___: EnvType) -> str:
    return escape(tokens[index].content)


def _code(_: RendererHTML, tokens: Sequence[Token], index: int, __: OptionsDict, ___: EnvType) -> str:
    return code_html(tokens[index])


def code_html(token: Token) -> str:
    """A highlighted code block with its title and marked lines."""
    fence = read_fence(token.info)
    try:
        name = fence.language if len(token.content) <= _MAX_HIGHLIGHTED_LENGTH else "text"
        lexer = get_lexer_by_name(name, stripnl=False, ensurenl=False)
    except ClassNotFound:
        lexer = TextLexer(stripnl=False, ensurenl=False)
    code = highlight(token.content, lexer, HtmlFormatter(nowrap=True, hl_lines=fence.lines))
    title = f'<span class="filename">{escape(fence.title)}</span>' if fence.title else ""
    return f'<div class="highlight">{title}<pre><code>{code}</code></pre></div>\n'


def _box_open(_: RendererHTML, tokens: Sequence[Token], index: int, __: OptionsDict, env: EnvType) -> str:
    token, t = tokens[index], env["interface"]
    found = _BOX_INFO.match(token.info)
    kind = (found["kind"] if found else "").lower()
    title = _EMPHASIS.sub("", found["title"] if found else "").strip()
    if kind == "details":
        is_open = " open" if token.meta.get("open") else ""
        named = _box_title(t, token.meta["kind"]) if "kind" in token.meta else t("question.details")
        return f"<details{is_open}>\n<summary>{escape(title or named)}</summary>\n"
    known = BOX_ALIASES.get(kind, kind)
    known = known if known in BOX_KINDS else "note"
    return f'<div class="{BOX} {BOX}--{known}">\n<p class="{BOX}__title">{escape(title or _box_title(t, kind))}</p>\n'


def _box_title(t: Interface, kind: str) -> str:
    """The name of a kind of box in the language of the interface, or the kind itself."""
    key = f"box.{BOX_ALIASES.get(kind, kind)}"
    return t(key) if key in t.strings else kind


def _box_close(_: RendererHTML, tokens: Sequence[Token], index: int, __: OptionsDict, ___: EnvType) -> str:
    depth = 0
    for token in reversed(tokens[:index]):
        if token.type == f"container_{CONTAINER}_close":
            depth += 1
        elif token.type == f"container_{CONTAINER}_open":
            if depth == 0:
                found = _BOX_INFO.match(token.info)
                return "</details>\n" if found and found["kind"].lower() == "details" else "</div>\n"
            depth -= 1
    return "</div>\n"


def _footnote_anchor(renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    name = renderer.rules["footnote_anchor_name"](tokens, index, options, env)
    sub = tokens[index].meta["subId"]
    return f' <a href="#fnref{name}{f":{sub}" if sub else ""}" class="footnote-backref">↩</a>'
