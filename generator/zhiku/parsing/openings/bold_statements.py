"""Tell bold lines that state what a question is about from subheadings: paragraphs in bold as a whole in, which are titles out.

In a list of questions in bold, ``**Video feature not working**`` is one of them, although it does not ask; ``**Windows**`` and
``**You need two things:**`` are no questions.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zhiku.content.question_format import bare
from zhiku.lang import reader as lang
from zhiku.parsing.question_sentences import is_question

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhiku.parsing.blocks import Block

_MIN_ASKING = 3
"""Questions in bold that must ask for others to count."""
_ASKING = 0.6
"""Share of the paragraphs in bold that must ask: where fewer do, many of the others are subheadings."""
_MIN_WORDS = 3
"""Words of a statement; a subheading is shorter."""
_UNSPACED = re.compile(f"[{lang.character_class(lang.scripts().cjk)}]")
_LETTERS_OF_WORD = 2
"""Letters of a word, on average, in scripts that have no spaces."""
_ENDS_OTHERWISE = re.compile(rf"[{lang.scripts().sentence_ends}.:：;；…]\W*$")
"""The end of emphasis or of a line that introduces what follows."""


def bold_statements(blocks: Sequence[Block], titles: dict[int, str]) -> frozenset[int]:
    """The indices of the blocks that are statements; ``titles`` has the words of all paragraphs in bold by their index."""
    asking = {index for index, title in titles.items() if is_question(title)}
    if len(asking) < _MIN_ASKING or len(asking) < len(titles) * _ASKING:
        return frozenset()
    words = [bare(title) for title in titles.values()]
    found, inside = set(), False  # a line that introduces something, or a question right above, make subheadings of what follows
    for index, title in titles.items():
        if index in asking:
            inside = False
            continue
        inside |= index - 1 in titles or (index > 0 and _introduces(blocks[index - 1]))
        alone = words.count(bare(title)) == 1 and index + 1 not in titles
        if alone and not inside and _states(title) and _has_text_below(blocks, index):
            found.add(index)
    return frozenset(found)


def _states(title: str) -> bool:
    unspaced = len(_UNSPACED.findall(title))
    count = len(_UNSPACED.sub("", title).split()) + unspaced // _LETTERS_OF_WORD
    return count >= _MIN_WORDS and not _ENDS_OTHERWISE.search(title)


def _introduces(block: Block) -> bool:
    return block.type == "paragraph" and block.content.rstrip().endswith((":", "："))


def _has_text_below(blocks: Sequence[Block], index: int) -> bool:
    return index + 1 < len(blocks) and blocks[index + 1].type not in {"heading", "hr"}
