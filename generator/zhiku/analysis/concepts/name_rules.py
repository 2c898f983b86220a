"""What may be a name, seen by itself: words in, a verdict or the part that is the name out.

A name is short, has no punctuation, and does not begin like an explanation. Where a name ends is plain (a parenthesis, a comma);
where it begins inside Chinese text is not, so ``last_name`` cuts at punctuation and at words that are no part of a name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zhiku.analysis.words import UNKNOWN, Text, class_of, listed, stretches
from zhiku.lang.reader import HAN, Naming, naming_class, naming_pattern
from zhiku.lang.traditional import to_simplified
from zhiku.lang.word_lists import ADJECTIVE, FUNCTION, GRAMMAR_BAND, NOUN, VERB, VERBAL_NOUN

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

CJK = re.compile(rf"[{HAN}]")
SEPARATOR = re.compile(r"\s*[，,、/;；]\s*")
_LATIN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 .+#&'’*-]*")
_CJK_NAME = re.compile(rf"[{HAN}A-Za-z0-9 -]{{2,12}}")
_NOT_A_NAME = re.compile(
    rf"^(?:{naming_pattern(Naming.NOT_STARTS)}(?:(?<=[{HAN}])|(?![a-z]))|[{naming_class(Naming.FIGURES)}]\s*\d)",
    re.IGNORECASE,
)
# Where a name inside a Chinese sentence begins: behind punctuation, or behind a word that cannot be part of a name.
_BEFORE_NAME = re.compile(rf"{naming_pattern(Naming.BEFORE_NAME)}|[，。；：、！？,;:!?+＋“”\"《》\s]")
_POSSESSIVE = re.compile(naming_pattern(Naming.POSSESSIVES))
_ADDRESS = re.compile(r"^www\.|[a-z]\.(?:com|cc|net|org|cn|io|html?)$", re.IGNORECASE)
_REMARK = re.compile(naming_pattern(Naming.REMARKS))
_SHORT_FOR = re.compile(rf"^{naming_pattern(Naming.SHORT_FORM_LABELS)}[{naming_class(Naming.COPULAS)}：:]?\s*")
_MAX_LATIN_WORDS, _MAX_CJK_LENGTH = 6, 14
_MIN_UNCAPITALIZED_LENGTH = 4
_EVERYDAY_BAND, _COMMON_VERB_BAND = 13, 10
"""Nouns, and other words, of these bands and more frequent ones are everyday words."""
_PARTICLE_BAND = 15
"""A function word from this band on ends no name: 运行在 UDP 上; rarer ones are parts of names: 分页."""
_MIN_CLAUSE_WORDS = 3
"""So many words from an adjective or verb to a verb are a clause: 方便运维探测; two are a name: 无监督学习."""
_VERBS, _VERBAL = frozenset({VERB}), frozenset({VERB, VERBAL_NOUN})
"""Classes that end a clause: what stands in parentheses is more likely one than what stands before them, 健康风险评估."""
_MAX_NAMES = 2
_AROUND_WORDS = " ,;:.—-*\"'“”"


def is_name(text: str) -> bool:
    """Whether words may be a name: short, without punctuation, and not the start of an explanation."""
    text = text.strip()
    if len(text) < 2 or _NOT_A_NAME.match(text) or not re.search(rf"[A-Za-z{HAN}]{{2}}|[A-Za-z]\d", text):  # noqa: PLR2004 - one letter is no name
        return False
    if CJK.search(text):
        return len(text) <= _MAX_CJK_LENGTH and bool(re.fullmatch(r"[\w .+#&*-]+", text))
    return len(text.split()) <= _MAX_LATIN_WORDS and bool(_LATIN_NAME.fullmatch(text))


def is_chinese_name(text: str) -> bool:
    """Whether words are a name that begins in Chinese, and no remark such as 推荐."""
    return bool(_CJK_NAME.fullmatch(text) and CJK.match(text)) and is_name(text) and not _REMARK.fullmatch(text)


def is_latin_name(text: str) -> bool:
    """Latin words that look like a name: with a capital, or of some length; ``0 to 1`` and ``n`` are none."""
    if not _LATIN_NAME.fullmatch(text) or not is_name(text):
        return False
    only_letters = text.replace(" ", "").replace("-", "").isalpha()
    return any(char.isupper() for char in text) or (only_letters and len(text) >= _MIN_UNCAPITALIZED_LENGTH)


def is_acronym(text: str) -> bool:
    """Whether a word is a short form: ``CNN``, ``DICE-2``, ``SSIMs``."""
    return bool(re.fullmatch(r"[A-Z][A-Za-z0-9-]{1,9}", text)) and sum(char.isupper() for char in text) > 1


def other_names(inside: str, name: str) -> tuple[str, ...]:
    """The names between parentheses: Latin ones, or Chinese ones behind a Latin name."""
    parts = [_SHORT_FOR.sub("", part.strip(" 。.")) for part in SEPARATOR.split(inside)]
    if _NOT_A_NAME.match(inside) or sum(map(is_acronym, parts)) > 1 or len(parts) > _MAX_NAMES:
        return ()  # an explanation, or an enumeration of things that are not this one
    if CJK.search(name):
        return tuple(part for part in parts if is_latin_name(part))
    chinese = tuple(part for part in parts if is_chinese_name(part))
    return chinese or tuple(part for part in parts if is_latin_name(part))


def last_name(before: str) -> tuple[str, bool]:
    """The words right before a parenthesis, from where a name may begin; whether that is behind a ``的``."""
    joined = re.sub(rf"(?<=[A-Za-z0-9]) (?=[{HAN}])", "\x00", before)  # `F1 分数` is one name
    ends = (match.end() for match in _BEFORE_NAME.finditer(joined) if not _is_within_word(joined, match))
    start = max(ends, default=0)
    name = joined[start:].replace("\x00", " ")
    tail = _POSSESSIVE.split(name)[-1]
    return tail, tail != name


def _is_within_word(text: str, match: re.Match[str]) -> bool:
    """Whether a single character that may stand before a name begins a noun here: 文档对象模型 is not named behind 对."""
    return len(match.group()) == 1 and listed(fold_script(text[match.start() : match.end() + 1]))[0] == NOUN


def initials(name: str) -> str:
    """The capitals that begin the words of a Latin name: ``SQL`` of ``Structured Query Language``."""
    return "".join(word[0] for word in re.split(r"[ -]", name) if word[:1].isupper())


def long_form(before: str, short: str) -> str:
    """The words before a short form whose letters it takes in order, the first letter from the start of a word; or nothing.

    Schwartz & Hearst, A simple algorithm for identifying abbreviation definitions in biomedical text, PSB 2003.
    """
    words = before.split()
    if spelled := _spelled_by_initials(words, short):
        return spelled
    tail = " ".join(words[-min(len(short) + 5, len(short) * 2) :])
    position = len(tail) - 1
    letters = [char.lower() for char in short if char.isalnum()]
    for index in range(len(letters) - 1, -1, -1):
        while position >= 0 and (
            tail[position].lower() != letters[index] or (index == 0 and position > 0 and tail[position - 1].isalnum())
        ):
            position -= 1
        if position < 0:
            return ""
        position -= 1
    start = tail.rfind(" ", 0, position + 2) + 1
    name = tail[start:].strip(_AROUND_WORDS)
    has_words = len(short) > 2 or re.search(r"[ -]", name)  # noqa: PLR2004 - VI is no short form of virus
    return name if has_words and is_name(name) and len(name) > len(short) else ""


def _spelled_by_initials(words: Sequence[str], short: str) -> str:
    """The last words whose initials are a short form, with or without the function words among them; or nothing.

    Otherwise *Employment Opportunity Commission* would have all letters of *EEOC*.
    """
    letters, initials = short.casefold(), ""
    for start in range(len(words) - 1, max(-1, len(words) - 1 - 2 * len(short)), -1):
        word = words[start].strip(_AROUND_WORDS)
        if not word.isalpha():
            return ""
        is_function = word.islower() and class_of(word, english=True) == FUNCTION
        initials = ("" if is_function and not letters.endswith(word[0] + initials) else word[0].casefold()) + initials
        if initials == letters and len(initials) > 2:  # noqa: PLR2004 - two letters say little
            name = " ".join(words[start:]).strip(_AROUND_WORDS)
            return name if is_name(name) else ""
        if not letters.endswith(initials):
            return ""
    return ""


def is_pair(name: str, alias: str) -> bool:
    """Whether two names may be names of one thing: in two scripts, or one the short form of the other; else one is a remark."""
    if bool(CJK.search(name)) != bool(CJK.search(alias)):
        return _ends_nominally(alias, _VERBAL) and _ends_nominally(name, _VERBS)
    if CJK.search(name):
        return True
    short, long = sorted((name, alias), key=len)
    return variant_letters(short) == variant_letters(long) or (is_acronym(short) and long_form(long, short) == long)


def variant_letters(name: str) -> str:
    """The letters and digits of a name, without case."""
    return "".join(char for char in name.casefold() if char.isalnum())


def _ends_nominally(name: str, verbal: Collection[str]) -> bool:
    """Whether a Chinese name ends as names do, and is no clause that ends with a ``verbal`` class; any other name does."""
    if not CJK.search(name):
        return True
    cut = [*stretches(name, Text(english=True, japanese=False))]
    if not cut:
        return False
    words = cut[-1]
    first, last = words[0], words[-1]
    if len(words) == 1:
        return True
    if last.kind == ADJECTIVE or (last.kind == FUNCTION and _PARTICLE_BAND <= listed(last.key)[1] < GRAMMAR_BAND):
        return False
    may_be_clause = len(words) >= _MIN_CLAUSE_WORDS and len(first.key) > 1
    return not (may_be_clause and first.kind in {VERB, ADJECTIVE} and last.kind in verbal)


def is_common(name: str) -> bool:
    """Whether a Chinese name is one everyday word, which is no term whatever it stands beside."""
    kind, band = listed(fold_script(name))
    return band >= _EVERYDAY_BAND if kind in {NOUN, VERBAL_NOUN} else kind != UNKNOWN and band >= _COMMON_VERB_BAND


def fold_script(name: str) -> str:
    """A name in simplified characters."""
    return name.translate(to_simplified())


def is_plausible(name: str, *, is_head: bool) -> bool:
    """Whether the words that a name is made of can make one: no function word within, no address, and no verb in front.

    ``is_head`` allows the verb, because a head or a title names actions as well: ``合并索引``.
    """
    if _ADDRESS.search(name):
        return False
    if not CJK.search(name):
        return True
    cut = [*stretches(name, Text(english=True, japanese=False))]
    if len(cut) != 1:
        return bool(re.search(r"[A-Za-z]", name))
    kinds = [word.kind for word in cut[0] if CJK.search(word.key)]
    functional = [word.key for word in cut[0] if word.kind == FUNCTION]
    if any(len(key) > 1 or (not is_head and listed(key)[1] >= GRAMMAR_BAND) for key in functional):
        return False
    return is_head or len(kinds) == 1 or cut[0][0].kind != VERB or len(cut[0][0].key) == 1
