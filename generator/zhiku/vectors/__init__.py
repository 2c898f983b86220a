"""Word vectors: what words of many languages mean, as numbers, for search, topics and relations.

``table.bin`` is made by ``tools/vectors/make_table.py`` from a multilingual sentence encoder; its README names the sources. The
browser reads the same table in pieces (``zhiku.search.meaning``).
"""

from zhiku.vectors.table import Table, load_table
from zhiku.vectors.text import Segmenter, normalize

__all__ = ["Segmenter", "Table", "load_table", "normalize"]
