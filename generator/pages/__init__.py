"""The generated pages: records in, Markdown files out, through ``templates/*.md.j2``. One module for each kind of page."""

from generator.pages.render import render
from generator.pages.writer import SMALL_BASE, SourceLinks

__all__ = ["SMALL_BASE", "SourceLinks", "render"]
