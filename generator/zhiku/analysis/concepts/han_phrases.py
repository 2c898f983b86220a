"""Chinese terms that no list has: questions in, ``HanPhrase`` records out.

Chinese sets no spaces, and the words of a list cut a new term anywhere: 大|三|阳, 负载|均衡. So whatever titles, headings and
list heads hold, and what recurs within several questions, is looked at as a string, and judged by two measures of new-word
detection over the whole text:

* *cohesion*: the pointwise mutual information of its weakest division into two (Church and Hanks 1990);
* *freedom*: the entropy of the characters beside it, of the side where it is less (Huang and Powers 2003). A phrase's end and
  punctuation count as different characters each time, because nothing hangs on there.

A term has both: 三阳 always has 大 or 小 before it, and 有高血压 is held together by nothing.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache
from math import log, log2
from typing import TYPE_CHECKING, NamedTuple

from ahocorasick_rs import AhoCorasick

from zhiku.analysis.concepts.candidates import keys_of
from zhiku.analysis.words import Text, listed, stretches
from zhiku.lang.reader import HAN, HIRAGANA, words
from zhiku.lang.traditional import to_simplified
from zhiku.lang.word_lists import ADJECTIVE, FUNCTION, GRAMMAR_BAND, NOUN, VERB, VERBAL_NOUN, known_words
from zhiku.model import PassageRole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from zhiku.analysis.words import Word
    from zhiku.model import CandidateTable, Question

_RUN = re.compile(f"[{HAN}]+")
_HIRAGANA = re.compile(f"[{HIRAGANA}]")
_MIN_LENGTH, _MAX_LENGTH = 2, 7
_MIN_PROMINENT = 2
"""A string that no list cuts out must stand in so many titles or heads."""
_COVERED = 0.75
"""A string that has this share of its titles and heads within one longer string is a piece of that one."""
_PART_OF_WORD_BAND = 13
"""Function words of one character up to this band are parts of words more often: 型, 式, 页."""
_PAIR, _NOUN_ENDING = 2, 0.75
"""Characters of the first word of a compound, and the least share of nouns among the words that end as it does."""
_MIN_FREEDOM = 1.2
"""Less has what is cut from a longer name: 幽门螺 from 幽门螺杆菌."""
_CHINESE = Text(english=True, japanese=False)


class HanPhrase(NamedTuple):
    """A string of Han characters, in simplified ones, with what the base says of it.

    ``forms`` says how often it is written how; ``titles`` and ``heads`` are the questions that have it in the title, and in a
    heading or list head. ``words`` are those of the list that it is cut into.
    """

    text: str
    forms: Counter[str]
    questions: int
    occurrences: int
    titles: int
    heads: int
    cohesion: float
    freedom: float
    words: tuple[Word, ...]


def find_han_phrases(questions: Sequence[Question], candidates: Iterable[CandidateTable], least: int) -> dict[str, HanPhrase]:
    """What ``least`` questions or more say of the strings that may be terms, by string.

    ``candidates`` are those of the questions; Japanese questions are left out, because hiragana sets off their words.
    """
    texts = [text for question in questions if not _HIRAGANA.search(text := _text_of(question))]
    if not any(map(_RUN.search, texts)):
        return {}
    titles, heads = _prominent(questions)
    asked = {text for question in questions for line in _prominent_lines(question) for text in _cut(line)}
    wanted = {text for text in _recurring(titles + heads) if _may_be_term(text)} | asked | _spoken(candidates)
    wanted |= {text for text in _treated(texts) if _may_be_treated(text)}
    return {phrase.text: phrase for phrase in _count(wanted, texts, titles, heads, least)}


def _prominent_lines(question: Question) -> Iterator[str]:
    """The title, and the headings and list heads."""
    yield question.title
    for passage in question.passages:
        if passage.role is not PassageRole.TEXT and not passage.is_code:
            yield passage.text


def _text_of(question: Question) -> str:
    return "\n".join((question.title, *(passage.text for passage in question.passages if not passage.is_code)))


def _prominent(questions: Iterable[Question]) -> tuple[Counter[str], Counter[str]]:
    """How many questions have each string of Han characters in their title, and in their heads only."""
    titles, heads = Counter[str](), Counter[str]()
    for question in questions:
        title, *others = map(set, map(_strings, _prominent_lines(question)))
        titles.update(title)
        heads.update(set().union(*others) - title)
    return titles, heads


def _strings(text: str) -> Iterator[str]:
    for run in _RUN.findall(text.translate(to_simplified())):
        for length in range(_MIN_LENGTH, min(_MAX_LENGTH, len(run)) + 1):
            for start in range(len(run) - length + 1):
                yield run[start : start + length]


def _recurring(prominent: Counter[str]) -> set[str]:
    """The strings that recur in titles and heads, without pieces of longer ones."""
    kept = {string: count for string, count in prominent.items() if count >= _MIN_PROMINENT}
    longer = Counter[str]()
    for string, count in kept.items():
        for piece in (string[1:], string[:-1]):
            longer[piece] = max(longer[piece], count)
    return {string for string, count in kept.items() if longer[string] < _COVERED * count}


def _treated(texts: Iterable[str]) -> set[str]:
    """The strings that recur within each of several questions, without pieces of longer ones that stand nowhere else.

    A string occurs in a question at most as often as its pieces, so only what recurs is made longer (Agrawal and Srikant 1994).
    """
    found = Counter[str]()
    for text in texts:
        runs = [run for run in _RUN.findall(text.translate(to_simplified())) if len(run) >= _MIN_LENGTH]
        within = Counter[str]()
        kept = _repeated(run[start : start + _MIN_LENGTH] for run in runs for start in range(len(run) - _MIN_LENGTH + 1))
        for length in range(_MIN_LENGTH + 1, _MAX_LENGTH + 1):
            within.update(kept)
            longer = _repeated(
                run[start : start + length]
                for run in runs
                for start in range(len(run) - length + 1)
                if run[start : start + length - 1] in kept and run[start + 1 : start + length] in kept
            )
            for string, count in longer.items():
                for piece in (string[1:], string[:-1]):
                    if count >= _COVERED * kept[piece]:
                        within.pop(piece, None)
            kept = longer
            if not kept:
                break
        found.update((within + kept).keys())
    return {string for string, count in found.items() if count >= _MIN_PROMINENT}


def _repeated(strings: Iterable[str]) -> Counter[str]:
    return Counter({string: count for string, count in Counter(strings).items() if count > 1})


def _cut(line: str) -> Iterator[str]:
    """The strings of several words of a title or head that no function word begins or ends."""
    for stretch in stretches(line.translate(to_simplified()), _CHINESE):
        for start in range(len(stretch)):
            for end in range(start + 2, len(stretch) + 1):
                text = "".join(word.key for word in stretch[start:end])
                if len(text) > _MAX_LENGTH:
                    break
                if _RUN.fullmatch(text) and _stands_alone(stretch[start:end]):
                    yield text


def _spoken(candidates: Iterable[CandidateTable]) -> set[str]:
    """The candidates of several Chinese words that several questions have."""
    counts = Counter(key for table in candidates for key in keys_of(table) if "\x1f" in key)
    texts = Counter[str]()
    for key, count in counts.items():
        texts[key.replace("\x1f", "")] += count
    return {
        text for text, count in texts.items() if count >= _MIN_PROMINENT and len(text) <= _MAX_LENGTH and _RUN.fullmatch(text)
    }


@cache
def function_words() -> frozenset[str]:
    """Chinese function words but for numerals, which begin names: 三次握手, 多线程."""
    numerals = tuple(words("numerals"))
    return frozenset(
        word
        for word, known in known_words("zh").items()
        if known.kind == FUNCTION and (known.band == GRAMMAR_BAND or not word.startswith(numerals))
    )


def _may_be_term(text: str) -> bool:
    """Whether no list has it, and no function word begins or ends it."""
    cut = [*stretches(text, _CHINESE)]
    return len(cut) == 1 and len(cut[0]) > 1 and _stands_alone(cut[0])


def _may_be_treated(text: str) -> bool:
    """Whether no list has it, and it holds no function word but such that are parts of words as well: 泛型, 响应式."""
    cut = [*stretches(text, _CHINESE)]
    return len(cut) == 1 and len(cut[0]) > 1 and not any(map(is_standalone, cut[0]))


def is_standalone(word: Word) -> bool:
    """Whether a word is a function word and no part of other words."""
    return word.key in function_words() and (len(word.key) > 1 or listed(word.key)[1] > _PART_OF_WORD_BAND)


def is_compound(phrase: HanPhrase) -> bool:
    """Whether a word of two characters stands before one with which nouns end: 降压药, 编译器, 文件描述符."""
    *before, last = phrase.words
    if (
        len(last.key) > 1
        or {len(word.key) for word in before} != {_PAIR}
        or (len(before) > 1 and before[0].kind in {VERB, VERBAL_NOUN})
    ):
        return False
    return _noun_shares().get(last.key, 0.0) >= _NOUN_ENDING and phrase.freedom >= _MIN_FREEDOM


def is_noun_and_event(phrase: HanPhrase) -> bool:
    """Whether a noun of one or two characters stands before a verb or adjective of two: 脑出血, 内存泄露."""
    lengths = [len(word.key) for word in phrase.words]
    return (
        lengths in ([1, _PAIR], [_PAIR, _PAIR])
        and phrase.words[0].kind == NOUN
        and phrase.words[1].kind in {VERB, VERBAL_NOUN, ADJECTIVE}
    )


@cache
def _noun_shares() -> dict[str, float]:
    """By character, the share of the listed words that end with it which are nouns."""
    listed_words = [(word[-1], known.kind == NOUN) for word, known in known_words("zh").items() if len(word) > 1]
    nouns, total = Counter(char for char, is_noun in listed_words if is_noun), Counter(char for char, _ in listed_words)
    return {char: nouns[char] / count for char, count in total.items()}


def _stands_alone(cut: Sequence[Word]) -> bool:
    return function_words().isdisjoint((cut[0].key, cut[-1].key))


def _count(wanted: set[str], texts: Sequence[str], titles: Counter[str], heads: Counter[str], least: int) -> Iterator[HanPhrase]:
    parts = {part for text in wanted for at in range(1, len(text)) for part in (text[:at], text[at:]) if len(part) > 1}
    strings = sorted(wanted | parts)
    automaton = AhoCorasick(strings)
    is_wanted = [string in wanted for string in strings]
    counts, questions = Counter[str](), Counter[str]()
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    before: dict[str, Counter[str]] = defaultdict(Counter)
    behind: dict[str, Counter[str]] = defaultdict(Counter)
    for written in texts:
        text = written.translate(to_simplified())
        counts.update(char for run in _RUN.findall(text) for char in run)
        seen = set[str]()
        for index, start, end in automaton.find_matches_as_indexes(text, overlapping=True):
            string = strings[index]
            counts[string] += 1
            if is_wanted[index]:
                seen.add(string)
                forms[string][written[start:end]] += 1
                before[string][text[start - 1 : start]] += 1
                behind[string][text[end : end + 1]] += 1
        questions.update(seen)
    total = sum(count for string, count in counts.items() if len(string) == 1)
    for text in sorted(wanted):
        if questions[text] >= least:
            cohesion = min(log2(counts[text] * total / (counts[text[:at]] * counts[text[at:]])) for at in range(1, len(text)))
            freedom = min(_entropy(before[text]), _entropy(behind[text]))
            cut = tuple(word for stretch in stretches(text, _CHINESE) for word in stretch)
            yield HanPhrase(text, forms[text], questions[text], counts[text], titles[text], heads[text], cohesion, freedom, cut)


def _entropy(beside: Counter[str]) -> float:
    """The entropy of the characters beside a string in bits; each that is no Han character counts as one of its own.

    Few characters show too little of it, which is corrected by their number (Miller 1955).
    """
    total = beside.total()
    kinds = sum(1 if _RUN.match(char) else count for char, count in beside.items())
    found = sum(count / total * log2(total / count if _RUN.match(char) else total) for char, count in beside.items())
    return found + (kinds - 1) / (2 * log(2) * total)
