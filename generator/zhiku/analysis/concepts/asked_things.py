"""What a title asks to define, in any language: *¿Qué es la tasa de interés?*, *운영체제란 무엇인가요?*."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from zhiku.analysis.clitics import has_enclitics, split_enclitic
from zhiku.analysis.words import Text, function_words_of, is_noun_link, is_noun_marker, prepositions_of, stretches
from zhiku.lang.reader import HAN, HIRAGANA, KATAKANA, THAI, Naming, language_by_code, languages
from zhiku.lang.word_lists import FUNCTION

if TYPE_CHECKING:
    from collections.abc import Sequence

_APOSTROPHE = str.maketrans("’", "'")
_MARKS = " \t\"'“”„«»‹›「」『』()（）[]¿¡?？!！.。…:：*_`#؟"
_ENDS = re.compile(r"[,，;；:：—–(（。؟?？!！…、،]")
"""Where the name in a title ends at the latest."""
_SPACELESS = re.compile(f"[{HAN}{HIRAGANA}{KATAKANA}{THAI}]")
_HIRAGANA = re.compile(f"[{HIRAGANA}]")
_MAX_WORDS, _MAX_LENGTH, _MIN_SPACELESS = 5, 40, 3


class Asked(NamedTuple):
    """What a title asks to define: the words as written, the language that asks, and what stands around them."""

    words: str
    language: str
    has_article: bool = False
    is_before: bool = False
    """Whether they stand before what asks."""


def asked_thing(title: str) -> Asked | None:
    """The words that a title asks to define, with all that stands behind them."""
    plain = title.translate(_APOSTROPHE).strip(_MARKS)
    folded = plain.lower()
    before, behind = _phrases()
    if len(folded) == len(plain) and folded.startswith(tuple(before)):
        phrase = next(phrase for phrase in before if folded.startswith(phrase))
        words = plain[len(phrase) :]
        if _ends_word(phrase, words):
            return _without_article(words.strip(), before[phrase])
    if len(folded) == len(plain) and folded.endswith(tuple(behind)):
        phrase = next(phrase for phrase in behind if folded.endswith(phrase))
        words = plain[: -len(phrase)]
        code = behind[phrase]
        if words and (words[-1].isspace() or _SPACELESS.match(phrase[0]) or has_enclitics(code)):
            return Asked(words.strip(), code, is_before=True)
    return None


def name_of(asked: Asked) -> str:
    """The name of the thing, without a further question behind it; empty where the words rather describe something.

    For languages whose clauses ``title_names`` does not know better.
    """
    name = _ENDS.split(asked.words, maxsplit=1)[0].strip(_MARKS)
    words = name.split()
    if not words or len(name) > _MAX_LENGTH:
        return ""
    code = asked.language
    if _SPACELESS.search(name):
        return name if len(words) == 1 and len(name) >= _MIN_SPACELESS and not _has_particle(name) else ""
    kept: list[str] = []
    for word, following in zip(words, [*words[1:], ""], strict=True):
        folded = word.casefold()
        if is_noun_link(folded, code) and kept and following:
            if is_noun_marker(following.casefold(), code):
                return ""  # the reason of the delay
        elif folded in function_words_of(code):
            if not kept or folded in prepositions_of(code):
                return ""
            break
        kept.append(word)
    is_name = len(kept) <= _MAX_WORDS and not _name_no_topic(kept, code)
    # Words with a particle are no part of a name unless the last, 객체의 상속, nor is one with an ending, *Kanunu'na*.
    marks = language_by_code(code).endings_behind
    is_inflected = any(mark in word for mark in marks for word in kept)
    if is_inflected or (has_enclitics(code) and any(split_enclitic(word, code)[1] for word in kept[:-1])):
        return ""
    return " ".join(kept) if is_name else ""


def _has_particle(name: str) -> bool:
    """Whether Japanese words have hiragana among them that are no part of a noun."""
    cut = stretches(name, Text(english=False, japanese=True)) if _HIRAGANA.search(name) else ()
    return any(word.kind == FUNCTION for words in cut for word in words)


def _name_no_topic(words: Sequence[str], code: str) -> bool:
    """Whether words begin or end with what is asked of any topic, *advantages*, or none of them names a topic by itself."""
    language, folded = language_by_code(code), [word.casefold() for word in words]
    asked = {*language.aspect_words, *language.common_words}
    return not asked.isdisjoint((folded[0], folded[-1])) or asked.union(language.generic_nouns).issuperset(folded)


def _ends_word(phrase: str, rest: str) -> bool:
    """Whether a phrase ends with a word, seen from what follows it."""
    return not phrase[-1].isalpha() or bool(_SPACELESS.match(phrase[-1])) or not rest[:1].isalnum()


def _without_article(words: str, code: str) -> Asked | None:
    articles = sorted(dict(language_by_code(code).naming).get(Naming.ARTICLES, ()), key=len, reverse=True)
    for article in articles:
        rest = words[len(article) :]
        if words[: len(article)].lower() == article and (article.endswith("'") or rest[:1].isspace()):
            return Asked(rest.strip(), code, has_article=True)
    return Asked(words, code) if words else None


@cache
def _phrases() -> tuple[dict[str, str], dict[str, str]]:
    """The words that ask for what stands behind and before them, longest first, with the language of each."""
    found: tuple[dict[str, str], dict[str, str]] = ({}, {})
    for language in languages():
        for phrases, use in zip(found, (Naming.ASKING_BEFORE, Naming.ASKING_BEHIND), strict=True):
            for phrase in dict(language.naming).get(use, ()):
                phrases.setdefault(phrase.lower(), language.code)
    before, behind = (dict(sorted(phrases.items(), key=lambda item: -len(item[0]))) for phrases in found)
    return before, behind
