"""Render all pages of a base, in parallel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhiku.pages.book import book_pages
from zhiku.pages.concepts import concept_pages
from zhiku.pages.context import Writer
from zhiku.pages.lists import list_pages
from zhiku.pages.questions import question_pages
from zhiku.pages.study import study_pages
from zhiku.runtime.compressed_files import compress
from zhiku.runtime.processes import parallel_map

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from zhiku.model import DomainId, KnowledgeBase
    from zhiku.pages.context import SourceLinks

_MIN_PAGES = 200


def render(
    base: KnowledgeBase, icons: Mapping[DomainId, str], links: SourceLinks, only: Collection[str] | None = None
) -> dict[str, bytes]:
    """All generated pages or ``only`` some, compressed (``CompressedFiles``), by their path below the docs folder.

    ``icons`` are the SVG of the domains.
    """
    writer = Writer(base, icons, links)
    pages = [*list_pages(writer), *study_pages(writer), *book_pages(writer), *concept_pages(writer), *question_pages(writer)]
    pages = [page for page in pages if only is None or page[0] in only]
    texts = parallel_map(lambda index: compress(pages[index][1]()), range(len(pages)), _MIN_PAGES)
    return {path: text for (path, _), text in zip(pages, texts, strict=True)}
