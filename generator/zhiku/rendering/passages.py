"""The passages of rendered Markdown: block tokens in, the plain text of every block with its role out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from zhiku.markdown import raw_tex
from zhiku.markdown.plain_text import plain
from zhiku.model import PassageRole

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from markdown_it.token import Token

_TEMPLATE_TAG = re.compile(r"\{%[^\n]*?%\}|\{\{[<%][^\n]*?[%>]\}\}|\{\{-?\s*(?:site|page)\.[^\n{}]*\}\}")
"""What other site generators replace: ``{% callout info %}``, ``{{ site.baseurl }}`` (Jekyll), ``{{< figure >}}`` (Hugo)."""
_WORDS = re.compile(r"[^\W\d_]{2,}")
_ENOUGH = 1 / 3
"""Share of the words of a link that the text around it must have for the link to be part of what it says."""
_OTHER_SITE, _WORD = re.compile("(?:https?:)?//", re.IGNORECASE), re.compile(r"\w")
_AROUND_HEADS = ":： "
"""What separates a list head from the text after it."""


class FoundPassage(NamedTuple):
    """The text of a block, with runs of white space replaced by one space."""

    role: PassageRole
    text: str
    depth: int
    """Nesting depth of lists; 0 outside them."""
    line: int
    """First line of the block, from 1."""
    code: tuple[str, ...] = ()
    """Words of the text that are code."""


def find_passages(tokens: Sequence[Token]) -> Iterator[FoundPassage]:
    """Every paragraph, heading, list head, cell and block of code that has words."""
    found = [
        FoundPassage(role, words, depth, line, code)
        for role, text, depth, line, code in _blocks(tokens)
        if (words := " ".join((text if code == (text,) else _without_commands(text, code)).split()))
    ]
    said = set(_words(passage.text for passage in found if passage.role is not PassageRole.REFERENCE))
    for passage in found:
        is_text = passage.role is PassageRole.REFERENCE and _speaks_of(passage.text, said)
        yield passage._replace(role=PassageRole.TEXT) if is_text else passage


def _words(texts: Iterable[str]) -> Iterator[str]:
    return (word.casefold() for text in texts for word in _WORDS.findall(text))


def _speaks_of(text: str, said: Collection[str]) -> bool:
    """Whether enough words of a link are those of the text around it, if there is any: *Learn more about tea*."""
    words = {*_words([text])}
    return not said or len(words.intersection(said)) >= _ENOUGH * len(words)


def _blocks(tokens: Sequence[Token]) -> Iterator[FoundPassage]:
    depth, at_item_start = 0, [False]
    role = PassageRole.TEXT
    for token in tokens:
        match token.type:
            case "bullet_list_open" | "ordered_list_open" | "bullet_list_close" | "ordered_list_close":
                depth += token.nesting
            case "list_item_open":
                at_item_start.append(True)
            case "list_item_close":
                at_item_start.pop()
            case "heading_open":
                role = PassageRole.HEADING
            case "heading_close":
                role = PassageRole.TEXT
            case "inline":
                yield from _of_inline(token, depth, role, at_item_start=at_item_start[-1])
                at_item_start[-1] = False
            case "fence" | "code_block":
                code = " ".join(token.content.split())
                yield FoundPassage(PassageRole.TEXT, code, depth, line_of(token), (code,))
                at_item_start[-1] = False
            case "formula" | "html_block" if token.markup:  # a formula on display, typeset or shown as written
                at_item_start[-1] = False
            case _:
                pass


def _without_commands(text: str, code: Iterable[str]) -> str:
    """A text without commands of TeX and tags of templates, whose names are no words of it.

    A text with such tags as ``code`` is about them, so they stay.
    """
    about_tags = any(map(_TEMPLATE_TAG.search, code))
    return raw_tex.without_commands(text if about_tags else _TEMPLATE_TAG.sub(" ", text))


def _of_inline(token: Token, depth: int, role: PassageRole, *, at_item_start: bool) -> Iterator[FoundPassage]:
    """The list head of an item, and the rest of its text."""
    children, line = token.children or [], line_of(token)
    head_end = _bold_head(children) if at_item_start else 0
    if head_end:
        yield FoundPassage(PassageRole.LIST_HEAD, plain(children[:head_end]).rstrip(_AROUND_HEADS), depth, line)
    code = tuple(child.content for child in children[head_end:] if child.type == "code_inline")
    if role is PassageRole.TEXT and _is_reference(children):
        role = PassageRole.REFERENCE
    yield FoundPassage(role, plain(children[head_end:]).lstrip(_AROUND_HEADS), depth, line, code)


def _is_reference(children: Iterable[Token]) -> bool:
    """Whether a block is nothing but links to other sites."""
    links, outside = 0, True
    for child in children:
        if child.type == "link_open" and _OTHER_SITE.match(str(child.attrGet("href"))):
            links, outside = links + 1, False
        elif child.type == "link_close":
            outside = True
        elif outside and child.type not in {"softbreak", "hardbreak"} and (child.type != "text" or _WORD.search(child.content)):
            return False
    return links > 0


def line_of(token: Token) -> int:
    """The first line of a block, from 1."""
    return token.map[0] + 1 if token.map else 1


def _bold_head(children: Sequence[Token]) -> int:
    """The number of tokens of the bold words at the start of a list item; 0 if it does not start with bold words."""
    tokens = [index for index, child in enumerate(children) if child.type != "text" or child.content.strip()]
    if not tokens or children[tokens[0]].type != "strong_open":
        return 0
    return next((index + 1 for index, child in enumerate(children) if child.type == "strong_close"), 0)
