"""Explain in words how a query was understood and why its best results rank as they do: a prepared base in, text out.

The browser's own search runs in QuickJS over the small index, whatever the size of the base. Both indexes rank by the same
formula, so the explanation matches what readers get.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import quickjs

from zhiku.runtime.paths import EXPLAIN
from zhiku.search.bundle import search_data
from zhiku.search.pinyin import common_characters

if TYPE_CHECKING:
    from zhiku.search import SearchAssets

# A browser lists the common Chinese characters with its decoder of GBK; QuickJS has none.
_DECODER = "globalThis.TextDecoder = class { decode() { return %s; } };"


def explain_query(query: str, search: SearchAssets) -> str:
    """What was understood, where each word was looked for, and the first five results with what their scores are made of."""
    context = quickjs.Context()
    context.eval(_DECODER % json.dumps(common_characters()))
    context.eval(EXPLAIN.read_text(encoding="utf-8"))
    data = search_data(search.base, search.domains, search.synonyms)
    explanation: str = context.get("kbExplain")(json.dumps(data), query)
    return explanation
