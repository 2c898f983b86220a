"""Numbers in front of titles: ``6.``, ``6)``, ``6、``, ``(6)``, ``Q6.``, ``Question 6``, ``第6题``, ``2.2.1``."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SYMBOLS = r"[^\w(（\[【#<`\\$&!~{\"'“‘@]*"
_STYLES = tuple(
    re.compile(_SYMBOLS + pattern, re.IGNORECASE)
    for pattern in (
        r"(?P<n>\d{1,4}(?:\.\d{1,4}){1,4})(?:[.．、:：)）]\s*|\s+)",
        r"[(（\[【]\s*(?P<n>\d{1,6})\s*[)）\]】]\s*[.．、:：]?\s*",
        r"#?\s*(?P<n>\d{1,6})\s*[.．、:：)）](?!\d)\s*",
        r"(?:Question|Problem|面试题|题目|问题|第|Q|问)\s*[.#]?\s*(?P<n>\d{1,6})\s*(?:道?题|问)?(?:\s*[.．、:：)）\-–—]\s*|\s+|$)",
    )
)
_ASKED = re.compile(r"[^\w]*(?:Question|面试题|题目|问题|Q|问)\s*[:：.．]\s*(?:(?:\*\*|__)\s+)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in front of a title; ``end`` is where the title's words start; ``style`` tells the ways of writing apart."""

    parts: tuple[int, ...]
    end: int
    style: int

    @property
    def number(self) -> int | None:
        """The number where it is a whole one."""
        return self.parts[0] if len(self.parts) == 1 else None

    @property
    def key(self) -> str:
        """The number as an id."""
        return "-".join(map(str, self.parts))

    def follows(self, other: Numeral | None) -> bool:
        """Whether it goes on from another: one more on the same place, or on one above (``3.13`` behind ``3.12.4``)."""
        if other is None:
            return self.parts[-1] == 1
        place = len(self.parts) - 1
        return len(other.parts) > place and self.parts[:-1] == other.parts[:place] and self.parts[-1] == other.parts[place] + 1

    def repeats(self, other: Numeral | None) -> bool:
        """Whether it is the same number again."""
        return other is not None and self.parts == other.parts


def numeral_of(title: str) -> Numeral | None:
    """The number in front of a title, ``None`` where there is none."""
    for style, pattern in enumerate(_STYLES):
        if found := pattern.match(title):
            return Numeral(tuple(int(part) for part in found["n"].split(".")), found.end(), style)
    return None


def without_asking(title: str) -> tuple[str, bool]:
    """A title without ``Q:`` or ``问题：`` in front of it, and whether there was one."""
    found = _ASKED.match(title)
    return (title[found.end() :], True) if found and title[found.end() :].strip() else (title, False)
