"""Titles of questions without one: sections or Markdown in, the first sentence of the text out."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from zhiku.model import SectionKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhiku.model import ParsedSection

_MAX_LENGTH = 60
"""Characters of a title; a longer sentence is cut off."""
_SENTENCE = re.compile(r"[^。？！?!\n]+[。？！?!]?")
_WORD = re.compile(r"[^\W\d_]")
_FENCED = re.compile(r"^[ ]{0,3}(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^[ ]{0,3}(?P=fence)|\Z)[^\n]*$", re.DOTALL | re.MULTILINE)
_NOT_WORDS = re.compile(r"!\[[^\[\]]*\]\([^()\s]*\)|</?[A-Za-z][^<>]*>|\[(?P<words>[^\[\]]*)\]\([^()\s]*\)")
"""Images, tags, and links, of which the words stay."""


def lead_title(sections: Sequence[ParsedSection]) -> str:
    """For ``## Question 6``: the first sentence of its labelled prompt, or of the text below it, serves as the title."""
    asked = [section for section in sections if section.kind is SectionKind.PROMPT and section.title]
    before_answer = takewhile(lambda section: not (section.kind is SectionKind.ANSWER and section.title), sections)
    for section in (*asked, *before_answer):
        for excerpt in section.body:
            if words := lead_sentence(excerpt.text):
                return words
    return ""


def lead_sentence(text: str) -> str:
    """The first sentence of a text outside code, shortened if it is too long for a title; empty if there is none."""
    for line in _NOT_WORDS.sub(lambda found: found["words"] or "", _FENCED.sub("", text)).splitlines():
        words = line.strip().lstrip("#>*- ").rstrip("*")
        if (found := _SENTENCE.match(words)) and _WORD.search(found.group()):
            return _shortened(found.group().strip())
    return ""


def _shortened(sentence: str) -> str:
    """A sentence cut off where it is too long for a title, between words if there is a blank in its second half."""
    if len(sentence) <= _MAX_LENGTH:
        return sentence
    words = sentence[: _MAX_LENGTH - 1]
    blank = words.rfind(" ", _MAX_LENGTH // 2)
    return f"{words[:blank] if blank > 0 else words}…"
