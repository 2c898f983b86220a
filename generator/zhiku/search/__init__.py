"""The search: an analyzer, the lexicon of a base, and one index writer per engine. ``web/`` is its other half."""

from zhiku.model import Synonyms
from zhiku.search.bundle import SearchAssets, SearchFiles

__all__ = ["SearchAssets", "SearchFiles", "Synonyms"]
