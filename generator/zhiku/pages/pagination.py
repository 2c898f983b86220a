"""Split a long list over several pages: items in, pages with links to each other out.

The first page has the address of the unsplit list, the others are below ``lists/``, so no page grows with the base.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_LENGTH = 200
"""Items on one page: as many as a phone shows without delay."""
_AROUND = 2


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of a list that is split over several; ``path`` is its file in the docs folder.

    ``pager`` lists the pages that the reader can jump to, each as number and address below the root, with ``None`` where some
    are left out; it is empty if the list has a single page.
    """

    number: int
    count: int
    path: str
    items: tuple[Any, ...]
    pager: tuple[tuple[int, str] | None, ...]

    @property
    def root(self) -> str:
        """The relative path from the page to the root of the site."""
        return "../" * (url_of(self.path).count("/"))

    @property
    def previous(self) -> str | None:
        """Address of the previous page."""
        return next((found[1] for found in self.pager if found and found[0] == self.number - 1), None)

    @property
    def next(self) -> str | None:
        """Address of the next page."""
        return next((found[1] for found in self.pager if found and found[0] == self.number + 1), None)


def paginate(path: str, items: Sequence[Any], longest: int = MAX_LENGTH) -> tuple[ListPage, ...]:
    """The pages of the list at ``path``; there is always at least one."""
    count = max(1, -(-len(items) // longest))
    paths = [path, *(f"lists/{path.removesuffix('.md').removesuffix('/index')}/{number}.md" for number in range(2, count + 1))]
    return tuple(
        ListPage(number, count, own, tuple(items[(number - 1) * longest : number * longest]), _pager(number, paths))
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
