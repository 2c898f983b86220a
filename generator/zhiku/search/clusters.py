"""Character clusters of scripts that are written without blanks, as one character each, so that texts can be cut between them.

A cluster is a letter with the vowels and marks around it, which no word ends or begins between (Theeramunkong, Sornlertlamvanich,
Tanhermhong and Chinnan 2000, "Character Cluster Based Thai Information Retrieval"). ``web/text/clusters.ts`` cuts queries there.
"""

from __future__ import annotations

import re
import unicodedata

from zhiku.lang.reader import character_class, scripts

_FIRST_CODE = 0xF0000
"""Codes of clusters are characters for private use."""
_LETTERS = character_class(scripts().continuous)
_MARKS = "".join(
    char for low, high in scripts().continuous for char in map(chr, range(low, high + 1)) if unicodedata.category(char)[0] == "M"
)
_CONTINUOUS = re.compile(f"[{_LETTERS}]")
_CLUSTER = re.compile(f".(?:[{_MARKS}{scripts().bind_previous}]|(?<=[{scripts().bind_next}]).)*", re.DOTALL)


class _Codes(dict[str, str]):
    """The code of each cluster, assigned when it is first seen; a single character is its own."""

    def __missing__(self, cluster: str) -> str:
        code = self[cluster] = cluster if len(cluster) == 1 else chr(_FIRST_CODE + len(_CLUSTERS))
        if code != cluster:
            _CLUSTERS[ord(code)] = cluster
        return code


_CLUSTERS: dict[int, str] = {}
_CODES = _Codes()


def encode(text: str) -> str:
    """A text with a character for each of its clusters."""
    return "".join(map(_CODES.__getitem__, _CLUSTER.findall(text))) if _CONTINUOUS.search(text) else text


def decode(text: str) -> str:
    """The text of clusters."""
    return text.translate(_CLUSTERS) if _CLUSTERS else text
