"""The search: an analyzer, the lexicon of a base, and one index writer per engine. ``web/`` is its other half."""

from generator.model import Synonyms
from generator.search.build import SearchAssets

__all__ = ["SearchAssets", "Synonyms"]
