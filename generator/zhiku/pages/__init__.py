"""The generated pages: records in, Markdown files out, through ``templates/*.md.j2``. One module for each kind of page."""

from zhiku.pages.context import SMALL_BASE, SourceLinks
from zhiku.pages.render import render

__all__ = ["SMALL_BASE", "SourceLinks", "render"]
