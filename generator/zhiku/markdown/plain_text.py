"""The plain text of inline Markdown: tokens in, words out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zhiku.markdown.dialect import dialect
from zhiku.markdown.emoji import show_emoji
from zhiku.markdown.literal_markup import is_hidden_markup
from zhiku.markdown.mentioned_tags import show_mentioned_tags
from zhiku.markdown.sanitizer import is_html

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from markdown_it.token import Token

TAG = re.compile(r"</?(?P<name>[A-Za-z][\w.:-]*)(?:[^>\"']|\"[^\"]*\"|'[^']*')*>")


def plain_heading(markdown: str) -> str:
    """The words of a heading; images say something only where there is nothing else."""
    tokens = dialect().parseInline(markdown)
    show_mentioned_tags(tokens, in_title=True)
    show_emoji(tokens)
    children = tokens[0].children or []
    words = plain((child for child in children if child.type != "image"), lambda formula: formula.content)
    return " ".join((words if words.strip() else plain(children)).split())


def plain(children: Iterable[Token], formula: Callable[[Token], str] = lambda _: " ") -> str:
    """The text of inline tokens without HTML tags (``<T>`` is not one); ``formula`` gives the text of a formula."""
    parts = []
    for child in children:
        match child.type:
            case "text" | "text_special" | "code_inline" | "unpaired_formula":
                parts.append(child.content)
            case "softbreak" | "hardbreak":
                parts.append(" ")
            case "formula" | "math_inline" | "math_inline_double":
                parts.append(formula(child))
            case "image":
                parts.append(plain(child.children or []))
            case "html_inline" if _is_shown(child.content):
                parts.append(child.content)
            case _:
                pass
    return "".join(parts)


def _is_shown(html: str) -> bool:
    """Whether an inline piece of HTML is shown as it is written: an unknown tag, or what browsers hide."""
    tag = TAG.match(html)
    return is_hidden_markup(html) or (tag is not None and not is_html(tag["name"]))
