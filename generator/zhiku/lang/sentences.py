"""Split running text into sentences, in all scripts and without a model.

A sentence ends

- after the marks of ``scripts.json`` (``。！？``),
- after ``.``, ``!``, ``?`` and ``;`` before white space, but not after a single letter and a full stop (``J. Smith``), nor
  after a full stop before a lower-case letter (``e.g. this``),
- where a line ends.

Closing quotes and brackets belong to the sentence before them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zhiku.lang import reader

if TYPE_CHECKING:
    from collections.abc import Iterator

_CLOSING = "”’」』）】》\"')\\]"
_SPACED = frozenset("!?;")
_ANYWHERE = "".join(mark for mark in reader.scripts().sentence_ends if mark not in _SPACED)
_END = re.compile(
    rf"[{_ANYWHERE}]+[{_CLOSING}{_ANYWHERE}]*"
    rf"|[!?;…]+[{_CLOSING}]*(?=\s|$)"
    rf"|(?<!\b\w)\.+[{_CLOSING}]*(?=\s+(?![a-zà-öø-ÿа-яё])|\s*$)"
    r"|\n"
)


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of every sentence, white space included: joined, the spans are the whole text."""
    start = 0
    for found in _END.finditer(text):
        yield start, found.end()
        start = found.end()
    if start < len(text):
        yield start, len(text)


def split_sentences(text: str) -> Iterator[str]:
    """The sentences of a text, stripped, without empty ones."""
    for start, end in sentence_spans(text):
        if stripped := text[start:end].strip():
            yield stripped
