"""Names of emoji (``:tada:``) as the characters, by GitHub's list, which pymdown-extensions includes."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from markdown_it.token import Token

_NAME = re.compile(r"(?<![\w:]):(?P<name>[a-z0-9_+-]+):(?!\w)")


@cache
def _characters() -> Mapping[str, str]:
    from pymdownx import gemoji_db  # noqa: PLC0415 - few texts name emoji

    known = {name: item["unicode"] for name, item in gemoji_db.emoji.items() if item.get("unicode")}
    known |= {alias: known[name] for alias, name in gemoji_db.aliases.items() if name in known}
    return {name: "".join(chr(int(code, 16)) for code in codes.split("-")) for name, codes in known.items()}


def emoji_in(text: str) -> str:
    """A text with names of emoji replaced by the characters; other words between colons stay."""
    if ":" not in text:
        return text
    return _NAME.sub(lambda found: _characters().get(found.group(), found.group()), text)


def show_emoji(tokens: Sequence[Token]) -> None:
    """Put characters in place of the names in running text."""
    for token in tokens:
        for child in token.children or ():
            if child.type == "text":
                child.content = emoji_in(child.content)
