"""Make ``generator/zhiku/lang/words/stop_words.txt`` from three collections of stop words with permissive licences.

Usage: ``python tools/make_stop_words.py STOPWORDS_ISO SPACY STOP_WORDS``, with

* ``stopwords-iso.json`` of npm's ``stopwords-iso`` (MIT);
* the folder ``spacy/lang`` of PyPI's ``spacy`` (MIT), whose modules are run;
* the folder ``stop_words/stop-words`` of PyPI's ``stop-words`` (BSD).

Every line is a language and the words that two of the collections have for it. Languages with lists of their own are left out,
and so is Vietnamese, whose words between blanks are but syllables. Some nouns are among the words, as forms of verbs (*estado*,
*corrente*).
"""

from __future__ import annotations

import json
import re
import runpy
import sys
from collections import Counter
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "generator" / "zhiku" / "lang" / "words" / "stop_words.txt"
LANGUAGES = "ar bg bn cs da de el es fa fi fr he hi hu id it nb nl pl pt ro ru sv tr uk ur"
_CODES = {"nb": "no"}
"""Codes of the first and the last collection that are not the second's."""
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LEAST = 2
"""Collections that must have a word: what only one has is often a noun."""


def main() -> None:
    """Write the file."""
    iso, spacy, plain = map(Path, sys.argv[1:4])
    of_iso = json.loads(iso.read_text(encoding="utf-8"))
    files = {code: plain / f"{name}.txt" for code, name in json.loads((plain / "languages.json").read_text()).items()}
    lines = []
    for code in LANGUAGES.split():
        other = _CODES.get(code, code)
        module, file = spacy / code / "stop_words.py", files.get(other)
        collections = (
            of_iso.get(other, []),
            runpy.run_path(str(module))["STOP_WORDS"] if module.is_file() else [],
            file.read_text(encoding="utf-8").split() if file else [],
        )
        votes = Counter(word for words in collections for word in {word.casefold() for word in words if _WORD.fullmatch(word)})
        lines.append(" ".join([code, *sorted(word for word, count in votes.items() if count >= _LEAST)]))
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
