"""Show as code what HTML has for programs only and browsers hide: ``<?php … ?>``, ``<!DOCTYPE …>``, ``<![CDATA[…]]>``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

_HIDDEN = re.compile(r"\s*<(?:\?(?P<language>\w+)?|!(?!--))")
_OPENING = re.compile(r"<(?=\?|!(?!--))")


def is_hidden_markup(html: str) -> bool:
    """Whether a piece of HTML begins with such markup."""
    return _HIDDEN.match(html) is not None


def show_hidden_markup(tokens: Sequence[Token]) -> None:
    """Make blocks and inline code of processing instructions, declarations and CDATA sections."""
    for token in tokens:
        if token.type == "html_block" and (found := _HIDDEN.match(token.content)):
            token.type, token.tag, token.info = "fence", "code", found["language"] or "html"
        for child in token.children or ():
            if child.type == "html_inline" and is_hidden_markup(child.content):
                child.type, child.tag = "code_inline", "code"


def with_visible_markup(html: str) -> str:
    """A piece of HTML that shows the same within elements, as text."""
    return _OPENING.sub("&lt;", html)
