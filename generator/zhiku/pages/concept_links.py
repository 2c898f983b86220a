"""Link the concepts in a section's HTML: sanitized HTML in, the same HTML with links out.

The first mention of each concept in a section becomes a link; longer names take precedence, and names in Chinese text need no
spaces around them. Headings, links, blocks of code, formulas and added notes get no links; a piece of code in a sentence becomes
one as a whole if it is a name: ``setState()``. No character of the text changes.
"""

from __future__ import annotations

import re
from html import escape, unescape
from typing import TYPE_CHECKING

from zhiku.analysis.concepts.code_names import name_in_code

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Set as AbstractSet

    from zhiku.analysis.name_matcher import NameMatcher
    from zhiku.model import ConceptId

TAG = re.compile(r"""<(?P<end>/?)(?P<name>[a-z][a-z0-9]*)(?:[^>"']|"[^"]*"|'[^']*')*>""", re.IGNORECASE)
_CODE = re.compile("<code>(?P<text>[^<]*)</code>")
_WITHOUT_LINKS = {"a", "code", "pre", "kbd", "samp", "summary", "h1", "h2", "h3", "h4", "h5", "h6"}
_LEAST_LETTERS = 2
"""A concept in code is one from so many letters on, if no list has it as a word."""
_NOT_AUTHORS_TEXT = ('class="arithmatex"', " data-erratum", " data-added")


def link_concepts(
    html: str, matcher: NameMatcher, address: Callable[[ConceptId], str], unlinked: AbstractSet[ConceptId] = frozenset()
) -> str:
    """The HTML with a link at the first mention of every concept; ``address`` gives the URL of a concept's page.

    Names of ``unlinked`` concepts get none, nor do shorter names within them.
    """
    if not matcher.has_names:
        return html
    linked = set(unlinked)
    closed: list[str] = []
    parts: list[str] = []
    position = 0
    for tag in TAG.finditer(html):
        if tag.start() < position:
            continue
        text = html[position : tag.start()]
        parts.append(text if closed or text.isspace() else _link_text(text, matcher, address, linked))
        if not closed and (code := _CODE.match(html, tag.start())):
            parts.append(_link_code(code, matcher, address, linked))
            position = code.end()
            continue
        parts.append(tag.group())
        position = tag.end()
        name = tag["name"].lower()
        if closed and tag["end"] and name == closed[-1]:
            closed.pop()
        elif not tag["end"] and (_closes(tag.group(), name) or (closed and name == closed[-1])):
            closed.append(name)
    parts.append(_link_text(html[position:], matcher, address, linked))
    return "".join(parts)


def _closes(tag: str, name: str) -> bool:
    """Whether nothing is linked inside an element."""
    return name in _WITHOUT_LINKS or any(mark in tag for mark in _NOT_AUTHORS_TEXT)


def _link_code(code: re.Match[str], matcher: NameMatcher, address: Callable[[ConceptId], str], linked: set[ConceptId]) -> str:
    """A piece of code, within a link if it is the name of a concept."""
    name = name_in_code(unescape(code["text"]), _LEAST_LETTERS)
    concept = next((concept for start, end, concept in matcher.find(name) if end - start == len(name)), None)
    if concept is None or concept in linked:
        return code.group()
    linked.add(concept)
    return _link(code.group(), concept, address)


def _link(html: str, concept: ConceptId, address: Callable[[ConceptId], str]) -> str:
    return f'<a class="kb-term" href="{escape(address(concept))}" data-concept="{concept}">{html}</a>'


def _link_text(text: str, matcher: NameMatcher, address: Callable[[ConceptId], str], linked: set[ConceptId]) -> str:
    plain = unescape(text)
    found = [place for place in matcher.find(plain) if place[2] not in linked]
    if not found:
        return text
    parts: list[str] = []
    position = 0
    for start, end, concept in found:
        if concept in linked:
            continue
        linked.add(concept)
        parts.append(escape(plain[position:start], quote=False))
        parts.append(_link(escape(plain[start:end], quote=False), concept, address))
        position = end
    parts.append(escape(plain[position:], quote=False))
    return "".join(parts)
