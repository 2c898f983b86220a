"""Explain how a query was interpreted and why its best results rank as they do: a prepared base in, text out.

The browser's own search runs in QuickJS over the small index, whatever the size of the base, with the word vectors if
the base has them. Both indexes rank by the same formula, so the explanation matches what readers get.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import quickjs

from zhiku.runtime.paths import EXPLAIN
from zhiku.search.bundle import search_data
from zhiku.search.meaning import meaning_files
from zhiku.search.pinyin import common_characters

if TYPE_CHECKING:
    from zhiku.search import SearchAssets

# Polyfills for what QuickJS lacks: decoders for UTF-8 and for the common characters of GBK, and timers.
_BROWSER = """
globalThis.TextDecoder = class {
  constructor(label) { this.gbk = label === "gbk"; }
  decode(bytes) {
    return this.gbk ? %s : decodeURIComponent(escape(Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")));
  }
};
globalThis.setTimeout = () => 0;
globalThis.clearTimeout = () => undefined;
"""


def explain_query(query: str, search: SearchAssets) -> str:
    """The interpretation of the query, where each word was searched, and the first five results with their scores."""
    context = quickjs.Context()
    context.eval(_BROWSER % json.dumps(common_characters()))
    context.eval(EXPLAIN.read_text(encoding="utf-8"))
    vectors = ""
    if search.meaning:
        found = meaning_files(search.base.entries)
        files = dict(found.files)
        context.add_callable("kbFile", lambda path: files[path].hex())
        vectors = found.name
    data = search_data(search.base, search.domains, search.synonyms)
    context.get("kbExplain")(json.dumps(data), query, vectors)
    while context.execute_pending_job():
        pass
    explanation: str = context.get("kbExplained")
    return explanation
