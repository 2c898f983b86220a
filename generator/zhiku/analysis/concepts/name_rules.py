"""What may be a name, seen by itself: words in, a verdict or the part that is the name out.

A name is short, has no punctuation, and does not begin like an explanation. Where a name ends is plain (a parenthesis, a comma);
where it begins inside Chinese text is not, so ``last_name`` cuts at punctuation and at words that are no part of a name.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from zhiku.analysis.clitics import enclitics, ends_like_verb, split_enclitic
from zhiku.analysis.words import ENGLISH, MARKS, NOMINAL, UNKNOWN, Text, class_of, function_words_of, listed, stretches
from zhiku.lang.reader import HAN, HANGUL, HIRAGANA, KATAKANA, THAI, Naming, languages, naming, naming_class, naming_pattern
from zhiku.lang.traditional import to_simplified
from zhiku.lang.word_lists import ADJECTIVE, FUNCTION, GRAMMAR_BAND, NOUN, VERB, VERBAL_NOUN

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

CJK = re.compile(rf"[{HAN}]")
_UNINFLECTED = re.compile(f"[{HAN}{HANGUL}{HIRAGANA}{KATAKANA}{THAI}]")
SEPARATOR = re.compile(r"\s*[，,、/;；]\s*")
_LATIN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 .+#&'’*-]*")
_SPACED_NAME = re.compile(rf"[^\W_](?:[^\W_]|{MARKS}|[{THAI} .+#&'’*-])*")
_TWO_LETTERS = re.compile(rf"[^\W\d_](?:{MARKS}|[{THAI}])*[^\W_]|[^\W\d_]{MARKS}")
_CJK_NAME = re.compile(rf"[{HAN}A-Za-z0-9 -]{{2,12}}")
_NOT_A_NAME = re.compile(
    rf"^(?:{naming_pattern(Naming.NOT_STARTS)}(?:(?<=[{HAN}])|(?![a-z]))|[{naming_class(Naming.FIGURES)}]\s*\d)",
    re.IGNORECASE,
)
# Where a name inside a Chinese sentence begins: behind punctuation, or behind a word that cannot be part of a name.
_SHORT_FORM = re.compile(r"[^\W\d_](?:[^\W_]|-){1,9}")
_CLAUSE_END = re.compile(r"[,.;:!?«»“”\"()—–、。]\s*|\s-\s")
_SPACELESS = re.compile(f"[{HIRAGANA}{KATAKANA}{THAI}]")
_KATAKANA_NAME = re.compile(f"[{KATAKANA}][{KATAKANA}{HAN}]+$")
_BETWEEN_WORDS = re.compile(r"[\s-]+")
_BEFORE_NAME = re.compile(rf"{naming_pattern(Naming.BEFORE_NAME)}|[，。；：、！？,;:!?+＋“”\"《》\s]")
_POSSESSIVE = re.compile(naming_pattern(Naming.POSSESSIVES))
_ADDRESS = re.compile(r"^www\.|[a-z]\.(?:com|cc|net|org|cn|io|html?)$", re.IGNORECASE)
_REMARK = re.compile(naming_pattern(Naming.REMARKS))
_SHORT_FOR = re.compile(rf"^{naming_pattern(Naming.SHORT_FORM_LABELS)}[{naming_class(Naming.COPULAS)}：:]?\s*")
_MAX_WORDS, _MAX_CJK_LENGTH = 6, 14
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
_LETTERS_OF_WORD = 2
"""Syllables of hangul that a Korean word in a compound has at least."""
_AROUND_WORDS = " ,;:.—-*\"'“”"


def is_latin(text: str) -> bool:
    """Whether all letters are Latin ones."""
    return all("LATIN" in unicodedata.name(char, "") for char in text if char.isalpha())


def is_inflected(name: str) -> bool:
    """Whether a name is in a script of languages that decline nouns, other than the Latin one."""
    return not is_latin(name) and not _UNINFLECTED.search(name)


def is_name(text: str) -> bool:
    """Whether words may be a name: short, without punctuation, and not the start of an explanation."""
    text = text.strip()
    if len(text) < 2 or _NOT_A_NAME.match(text) or not _TWO_LETTERS.search(text):  # noqa: PLR2004 - one letter is no name
        return False
    if CJK.search(text):
        return len(text) <= _MAX_CJK_LENGTH and bool(re.fullmatch(r"[\w .+#&*-]+", text))
    return len(text.split()) <= _MAX_WORDS and bool(_SPACED_NAME.fullmatch(text))


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
    """Whether a word is a short form: ``CNN``, ``DICE-2``, ``SSIMs``, ``НДС``."""
    return bool(_SHORT_FORM.fullmatch(text) and text[0].isupper()) and sum(char.isupper() for char in text) > 1


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


def last_words(before: str, others: Sequence[str]) -> str:
    """The last words before a parenthesis with foreign names, as many as the longest of these has; or a run of katakana.

    Empty where these are examples or a remark, or only a short form, whose words nobody can count.
    """
    foreign = max(others, key=lambda name: len(_BETWEEN_WORDS.split(name)))
    count = len(_BETWEEN_WORDS.split(foreign))
    if not _is_foreign_name(foreign) or any(other != foreign and not _is_short_for(other, foreign) for other in others):
        return ""
    if _SPACELESS.match(before[-1:]):
        return found.group() if (found := _KATAKANA_NAME.search(before)) else ""
    words = _CLAUSE_END.split(before)[-1].split()[-count:]
    stops = (place for place, word in enumerate(words) if _ends_before_name(word, is_last=place == len(words) - 1))
    kept = words[max(stops, default=-1) + 1 :]
    name = " ".join(kept)
    is_whole = len(kept) >= count - 1 or len(name) >= _LETTERS_OF_WORD * count  # Korean compounds may have no blanks.
    return name if is_whole and not (len(kept) == 1 and name.casefold() in _topicless_words()) else ""


def _is_foreign_name(name: str) -> bool:
    """Whether Latin words in parentheses may be a name for what stands before: *wide* and *UDP or TCP* are none."""
    words = name.casefold().split()
    if not name[0].isalpha():
        return False  # a date
    if len(words) == 1:
        return not is_acronym(name) and class_of(words[0], english=True) in NOMINAL
    joiners = {*naming(Naming.NOT_STARTS), *naming(Naming.COMPARING_JOINERS)} - {
        *ENGLISH.complement_starts,
        *ENGLISH.noun_markers,
    }
    return joiners.isdisjoint(words)


def _is_short_for(short: str, name: str) -> bool:
    return is_acronym(short) and long_form(name, short) == name


def _ends_before_name(word: str, *, is_last: bool) -> bool:
    """Whether a word stands before names and in none: a function word or a verb of any language, or a noun with a particle."""
    if word.casefold() in _function_words() or not any(map(str.isalpha, word)):
        return True
    if any(ends_like_verb(word, language) for language in enclitics()):
        return True
    return not is_last and any(split_enclitic(word, language)[1] for language in enclitics())


@cache
def _topicless_words() -> frozenset[str]:
    """What is asked of any topic, and everyday words, of all languages in other scripts than the Latin one."""
    known = chain.from_iterable((*one.aspect_words, *one.common_words, *one.generic_nouns) for one in languages())
    return frozenset(word for word in known if not is_latin(word))


def _is_function(word: str) -> bool:
    return class_of(word, english=True) == FUNCTION or word in _function_words()


@cache
def _function_words() -> frozenset[str]:
    """Those of all languages in other scripts than the Latin one."""
    return frozenset(word for language in languages() for word in function_words_of(language.code) if not is_latin(word))


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
        own = word[0].casefold() + initials
        # No name begins with a function word: *налог на добавленную стоимость* is the long form of НДС.
        is_left_out = own == letters or not letters.endswith(own)
        initials = initials if is_left_out and word.islower() and _is_function(word) else own
        if initials == letters and len(initials) > 2:  # noqa: PLR2004 - two letters say little
            name = " ".join(words[start:]).strip(_AROUND_WORDS)
            return name if is_name(name) else ""
        if not letters.endswith(initials):
            return ""
    return ""


def is_pair(name: str, alias: str) -> bool:
    """Whether two names may be names of one thing: in two scripts, or one the short form of the other; else one is a remark."""
    if is_latin(name) != is_latin(alias) and not (CJK.search(name) or CJK.search(alias)):
        return True
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
