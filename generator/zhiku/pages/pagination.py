"""Split a long list over several pages: items in, pages with links to each other out.

The first page has the address of the unsplit list, the others are below ``lists/``, so no page grows with the base.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_LENGTH = 200
"""Items on a leaf: what a phone shows without waiting."""
_AROUND = 2


@dataclass(frozen=True, slots=True)
class Leaf:
    """A part of a list; ``path`` is its page in the docs folder, ``root`` the way from it to the root of the site.

    ``pager`` names the leaves a reader may go to: number and address below the root, ``None`` where some are left out; empty
    where the list has one leaf only.
    """

    number: int
    count: int
    path: str
    items: tuple[Any, ...]
    pager: tuple[tuple[int, str] | None, ...]

    @property
    def root(self) -> str:
        """Pages stand in folders of their own, but for the index pages."""
        return "../" * (url_of(self.path).count("/"))

    @property
    def previous(self) -> str | None:
        """Address of the leaf before."""
        return next((found[1] for found in self.pager if found and found[0] == self.number - 1), None)

    @property
    def next(self) -> str | None:
        """Address of the leaf behind."""
        return next((found[1] for found in self.pager if found and found[0] == self.number + 1), None)


def leaves(path: str, items: Sequence[Any], longest: int = MAX_LENGTH) -> tuple[Leaf, ...]:
    """The leaves of the list on the page ``path``; always one at least."""
    count = max(1, -(-len(items) // longest))
    paths = [path, *(f"lists/{path.removesuffix('.md').removesuffix('/index')}/{number}.md" for number in range(2, count + 1))]
    return tuple(
        Leaf(number, count, own, tuple(items[(number - 1) * longest : number * longest]), _pager(number, paths))
        for number, own in enumerate(paths, 1)
    )


def url_of(path: str) -> str:
    """Address of a page of the docs folder, relative to the root of the site."""
    name = path.removesuffix(".md")
    return name.removesuffix("index") if name == "index" or name.endswith("/index") else f"{name}/"


def _pager(number: int, paths: Sequence[str]) -> tuple[tuple[int, str] | None, ...]:
    count = len(paths)
    if count == 1:
        return ()
    shown = sorted({1, *range(max(1, number - _AROUND), min(count, number + _AROUND) + 1), count})
    pager: list[tuple[int, str] | None] = []
    for before, here in zip((0, *shown), shown, strict=False):
        if here - before > 1:
            pager.append(None)
        pager.append((here, url_of(paths[here - 1])))
    return tuple(pager)
