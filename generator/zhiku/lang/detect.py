"""Detect the language of a text by its scripts and, where languages share a script, by the share of function words.

Function-word statistics are the classical method (Ingle 1976; Grefenstette 1995): articles, prepositions and pronouns are so
frequent that a few sentences suffice; in a short text letters with marks decide. Code, formulas, addresses and labels of one
letter (``Q:``, ``b)``, ``A. yes``) are removed first.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from zhiku.lang.data_files import read_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

LANGUAGES = Path(__file__).resolve().parent / "detection" / "languages.yml"
FALLBACK = "en"
_NOT_PROSE = re.compile(
    r"^(?P<fence> *(?:```+|~~~+)).*?(?:^\s*(?P=fence)|\Z)|`[^`\n]*`|<[^<>\n]*>|https?://\S+|\]\([^)\n]*\)|\b(?=\w*\d)\w{4,}"
    r"|\\\((?:(?!\\\().)*?\\\)|\\\[(?:(?!\\\[).)*?\\\]|\$\$.*?\$\$|\$[^$\n]*\$"
    r"|(?<![\w-])[A-Za-z_][\w-]*(?:\.\w+)+"
    r"|(?<!\w)[^\W\d_]\d{0,3}(?:\*\*|__)?[:：)）．、]|(?<![\w'’])[^\W\d_](?:\*\*|__)?\.",
    re.DOTALL | re.MULTILINE,
)
_INDENTED = re.compile(r"(?: {4}|\t)[ \t]*\S")
_HOLDS_INDENTED = re.compile(
    r"(?: {0,3}(?:[-*+]|\w{1,4}[.)]|:|!!!|\?\?\?\+?|===)(?=\s)|\s*>|\s*</?(?!pre|code|script|style)[A-Za-z]|.*[:：]\s*$)"
)
"""A line below which what is indented is text of its own: an item of a list, an element of HTML, an admonition, a label."""
_LETTERS_OF_A_WORD = {"han": 1.6, "kana": 1.6, "thai": 4.0}
"""The approximate number of letters of a word, in scripts without spaces between words."""
_EASTERN = frozenset({"han", "kana", "hangul"})
_EASTERN_AMONG_LATIN = 0.3
"""Minimum share of East Asian words in a Chinese, Japanese or Korean text: technical texts in these languages contain up to two
thirds English terms, English texts hardly any Han characters."""
_WORDS_AMONG_NAMES = 0.2
"""Minimum share of the words of another script in a text whose words in the commonest one are of no language, and of the script
of the presumed language."""
_KANA_OF_JAPANESE = 0.12
"""Minimum share of kana among the letters of a Japanese text: even dense technical prose has about a third, whereas Chinese texts
only quote single words."""
_SAMPLE = 200_000
"""Characters of a text that are examined."""
_MIN_WORDS = 4
"""Minimum number of words needed to distinguish languages that share a script."""
_MIN_SHARE = 0.08
"""Minimum score of a known language: function words and words with its letters (English prose has about 0.4)."""
_OWN_LETTERS = 0.5
"""How much a word with letters of a language speaks for it, a function word counting as one: neighbours share letters."""


@dataclass(frozen=True, slots=True)
class _Known:
    script: str
    words: frozenset[str]
    letters: frozenset[str]


def detect_language(text: str, presumed: str = "") -> str:
    """The language of a text as a BCP 47 tag; empty if there is too little text to decide.

    A text with some words in the script of the ``presumed`` language is not taken for one in another script, whose words it
    quotes.
    """
    prose = _prose(text[:_SAMPLE])
    characters = Counter(prose)
    words = _words_by_script(prose, characters)
    script = _known()[presumed].script if presumed in _known() else ""
    if words[script] >= max(1, words.total() * _WORDS_AMONG_NAMES):
        words = Counter({name: count for name, count in words.items() if _is_written_together(name, script)})
    return _detected(prose, characters, words)


def _is_written_together(script: str, other: str) -> bool:
    """Whether a text in one of two scripts has words of the other as its own; Japanese and Korean have Han characters."""
    return script == other or {script, other} <= _EASTERN


def _detected(prose: str, characters: Mapping[str, int], words: Counter[str]) -> str:
    total = sum(words.values())
    if not total:
        return ""
    east = sum(words[script] for script in _EASTERN)
    if east >= total * _EASTERN_AMONG_LATIN:
        return _eastern(characters, words)
    others = {script: count for script, count in words.items() if script not in _EASTERN}
    script = max(others, key=lambda name: others[name])
    if found := _by_words(prose, script):
        return found
    # Names of a program, as the options of a quiz may be, can outnumber the words around them.
    rest = {name: count for name, count in others.items() if name != script and count >= total * _WORDS_AMONG_NAMES}
    return _by_words(prose, max(rest, key=lambda name: rest[name])) if rest else ""


def _prose(text: str) -> str:
    """The running text of Markdown, without code, formulas and addresses."""
    kept, holds = [], False
    for line in text.split("\n"):
        if not _INDENTED.match(line):
            holds = _HOLDS_INDENTED.match(line) is not None if line.strip() else holds
        elif not holds:
            continue
        kept.append(line)
    return _NOT_PROSE.sub(" ", "\n".join(kept))


def _words_by_script(prose: str, characters: Mapping[str, int]) -> Counter[str]:
    """The approximate number of words in each script."""
    letters: Counter[str] = Counter()
    for character, count in characters.items():
        for script in _scripts_of(character):
            letters[script] += count
    counts: Counter[str] = Counter()
    for script, letter in _scripts().items():
        if script in _LETTERS_OF_A_WORD:
            counts[script] = round(letters[script] / _LETTERS_OF_A_WORD[script])
        elif letters[script]:
            # A letter alone may be a symbol of a formula; only syllables are words.
            counts[script] = len(re.findall(f"{letter.pattern}{{{1 if script == 'hangul' else 2},}}", prose))
    return counts


@cache
def _scripts_of(character: str) -> tuple[str, ...]:
    return tuple(script for script, letter in _scripts().items() if letter.match(character))


def _eastern(characters: Mapping[str, int], words: Counter[str]) -> str:
    if words["hangul"] > words["han"] + words["kana"]:
        return "ko"
    if words["kana"] >= (words["han"] + words["kana"]) * _KANA_OF_JAPANESE:
        return "ja"
    simplified, traditional = (
        sum(characters[one] for one in _known()[tag].letters & characters.keys()) for tag in ("zh", "zh-Hant")
    )
    return "zh-Hant" if traditional > simplified else "zh"


def _by_words(prose: str, script: str) -> str:
    """The language of a script for whose function words and letters most words speak; ties go to the first."""
    candidates = {tag: known for tag, known in _known().items() if known.script == script}
    if len(candidates) == 1:
        return next(iter(candidates))
    words = Counter(re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)?", unicodedata.normalize("NFC", prose).lower().replace("’", "'")))
    total = words.total()
    if total < _MIN_WORDS or not candidates:
        return ""
    for word in [word for word in words if "'" in word]:
        words[word[: word.index("'") + 1]] += words[word]
    marked = {letter for known in candidates.values() for letter in known.letters}
    with_marks = {word: letters for word in words if (letters := marked.intersection(word))}
    # A word that several languages have counts for each; what only one has decides between them.
    scores: dict[str, float] = {}
    for tag, known in candidates.items():
        own = sum(words[word] for word, letters in with_marks.items() if letters & known.letters)
        foreign = sum(words[word] for word, letters in with_marks.items() if letters - known.letters)
        scores[tag] = (sum(words[word] for word in known.words) + _OWN_LETTERS * own - foreign) / total
    best = max(scores, key=lambda tag: scores[tag])
    return best if scores[best] >= _MIN_SHARE else ""


@cache
def _data() -> Mapping[str, Mapping[str, str | Mapping[str, str]]]:
    data: Mapping[str, Mapping[str, str | Mapping[str, str]]] = read_yaml(LANGUAGES)
    return data


@cache
def _scripts() -> Mapping[str, re.Pattern[str]]:
    return {name: re.compile(f"[{ranges}]") for name, ranges in _data()["scripts"].items()}


@cache
def _known() -> Mapping[str, _Known]:
    return {
        tag: _Known(entry["script"], frozenset(entry.get("words", "").split()), frozenset(entry.get("letters", "")))
        for tag, entry in _data()["languages"].items()
        if isinstance(entry, dict)
    }
