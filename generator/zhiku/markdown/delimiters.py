r"""Decide whether backslashed brackets hold a formula: ``\(…\)`` and ``\[…\]`` are also CommonMark's escapes for brackets.

Pandoc, Turndown, Notion and Yuque write ``\[1\]`` for a bracket, LaTeX users ``\[x^2\]`` for a formula. The decision is
made for a whole text: if some brackets contain what can only be TeX, brackets are delimiters; otherwise they are escapes,
except around plain arithmetic.
"""

from __future__ import annotations

import re
from functools import lru_cache

from zhiku.lang.reader import character_class, scripts

_CJK = re.compile(f"[{character_class(scripts().cjk)}]")
_CODE = re.compile(r"```.*?(?:```|\Z)|`[^`\n]+`", re.DOTALL)
_PAIR = re.compile(r"\\(?:\((?P<inline>.{1,2000}?)\\\)|\[(?P<display>.{1,5000}?)\\\])", re.DOTALL)
_TEX = re.compile(
    r"\\[A-Za-z]{2,}|\\[,;:!{}]|\\\|.+\\\|"  # a command, a space of TeX, an escaped brace, the bars around a norm
    r"|(?<![A-Za-z])(?:[A-Za-z]|\d+|[)\]}|])\s*[_^]\s*[\w{\\(+\-*]"  # an index or a power of a single letter
    r"|(?<![A-Za-z])[A-Za-z](?:\([A-Za-z0-9, ]+\))?\s*(?:=|<|>|≤|≥|≈|∈)"  # a relation with a single letter on its left
)
r"""What identifies TeX in any context; regular expressions (``\w+``), paths and snake_case names do not match."""
_PATTERN = re.compile(
    r"\\[.+?@<]|\\[1-9]|(?<!\d)\.[*+](?!\w)|\[\^"  # an escaped sign, a group by its number, any characters, all characters but
    r"|^[\w.-]+(?:\\\|[\w.-]+)+$"  # words to choose from; bars around norms do not stand between words
)
"""What identifies a regular expression, as ``sed`` and editors write it; TeX holds none of these signs in formulas."""
_CHARACTER_CLASS = re.compile(r"\\[A-Za-z](?![A-Za-z])")
_ARITHMETIC = re.compile(r"\s*(?:[A-Za-z]|\d+)(?:\s*[+\-*/=<>×·]\s*(?:[A-Za-z]|\d+))+\s*")
_LETTER = re.compile(r"\s*[A-Za-z]\s*")
_CITATION = re.compile(r"\s*\d+(?:\s*[,，;、\-–—]\s*\d+)*\s*")
_PROSE = re.compile(r"(?=.*[A-Za-z]{2})[^=<>^_{}\\|+*/]*\S\s+[A-Za-z][^=<>^_{}\\|+*/]*", re.DOTALL)


def is_tex(content: str) -> bool:
    """Whether a string can only be TeX."""
    return _TEX.search(content) is not None and not _PATTERN.search(content)


@lru_cache(maxsize=64)
def uses_brackets(text: str) -> bool:
    r"""Whether backslashed brackets delimit formulas in a text: some of them, outside code, contain unmistakable TeX."""
    if "\\(" not in text and "\\[" not in text:
        return False
    found = _PAIR.finditer(_CODE.sub(" ", text))
    return any(is_tex(match["inline"] or match["display"]) for match in found)


def holds_formula(content: str, *, display: bool, before: str, behind: str, delimiters: bool) -> bool:
    """Whether the string between a pair of backslashed brackets is a formula.

    ``before`` and ``behind`` are the text around the pair on its line; ``delimiters`` says whether the text uses them so.
    """
    if is_tex(content):
        return True
    if _CJK.search(content) or _PROSE.fullmatch(content) or _PATTERN.search(content):
        return False
    inside_words = display and bool(before.strip() or behind.strip())
    if delimiters:
        return not (inside_words and _CITATION.fullmatch(content))
    # A single letter after a word is an argument: f\(x\).
    if inside_words or before[-1:].isalnum():
        return False
    return bool(_ARITHMETIC.fullmatch(content) or (not display and _LETTER.fullmatch(content)))


def is_formula(content: str) -> bool:
    """Whether a string is a formula in any context: unmistakable TeX, or arithmetic with letters and numbers."""
    return is_tex(content) or _ARITHMETIC.fullmatch(content) is not None


def is_pattern(content: str) -> bool:
    r"""Whether a string looks like a regular expression: character classes (``\w``, ``\d``) are not TeX commands."""
    return _PATTERN.search(content) is not None or (_CHARACTER_CLASS.search(content) is not None and not is_tex(content))


def with_single_backslashes(content: str) -> str:
    r"""TeX with doubled backslashes, as in JSON, made single; other TeX unchanged."""
    runs = re.findall(r"\\+", content)
    return content.replace("\\\\", "\\") if runs and all(len(run) % 2 == 0 for run in runs) else content


__all__ = ["holds_formula", "is_formula", "is_pattern", "is_tex", "uses_brackets", "with_single_backslashes"]
