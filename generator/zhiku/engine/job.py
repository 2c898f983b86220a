"""The input of one run of MkDocs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from zhiku.content.settings import Settings
    from zhiku.model import KnowledgeBase
    from zhiku.runtime.cache import Cache
    from zhiku.runtime.repository import Repository

    Finish = Callable[[str, str, str], str]
    """From the HTML of a page, its file's path below the site and its path among the generated pages, to the finished HTML."""


@dataclass(frozen=True, slots=True)
class SiteLocation:
    """Where the site will be hosted (``site_url``, empty if unknown) and where its source is kept."""

    site_url: str
    repository: Repository


@dataclass(frozen=True, slots=True)
class Job:
    """The pages of a base, by their path among the generated pages, and how to build them.

    The pages ``excluded`` are not built: they are reused from an earlier build, or another run builds them. A ``secondary`` run
    writes only its generated pages, because another run writes the rest at the same time.
    """

    base: KnowledgeBase
    settings: Settings
    location: SiteLocation
    pages: Mapping[str, str | bytes]
    finish: Finish
    cache: Cache
    prefix: str = ""
    """The path of the base in the site, with a trailing slash; empty if the base is the site."""
    owned: bool = False
    """Whether the owner has a ``mkdocs.yml``."""
    excluded: Collection[str] = ()
    secondary: bool = False
