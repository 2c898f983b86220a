"""Chinese terms that no list has: questions in, ``HanPhrase`` records out.

Chinese sets no spaces, and the words of a list cut a new term anywhere: 大|三|阳, 负载|均衡. So whatever titles, headings and
list heads hold is looked at as a string, and judged by two measures of new-word detection over the whole text:

* *cohesion*: the pointwise mutual information of its weakest division into two (Church and Hanks 1990);
* *freedom*: the entropy of the characters beside it, of the side where it is less (Huang and Powers 2003). A phrase's end and
  punctuation count as different characters each time, because nothing hangs on there.

A term has both: 三阳 always has 大 or 小 before it, and 有高血压 is held together by nothing.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache
from math import log2
from typing import TYPE_CHECKING, NamedTuple

from ahocorasick_rs import AhoCorasick

from zhiku.analysis.words import Text, stretches
from zhiku.lang.reader import HAN, HIRAGANA, words
from zhiku.lang.traditional import to_simplified
from zhiku.lang.word_lists import FUNCTION, GRAMMAR_BAND, known_words
from zhiku.model import PassageRole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from zhiku.analysis.words import Word
    from zhiku.model import Question

_RUN = re.compile(f"[{HAN}]+")
_HIRAGANA = re.compile(f"[{HIRAGANA}]")
_SHORTEST, _LONGEST = 2, 6
_TWICE = 2
"""A string that no list cuts out must stand in so many titles or heads."""
_COVERED = 0.75
"""A string that has this share of its titles and heads within one longer string is a piece of that one."""
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


def find_han_phrases(questions: Sequence[Question], candidates: Iterable[str], least: int) -> dict[str, HanPhrase]:
    """What ``least`` questions or more say of the strings that may be terms, by string.

    ``candidates`` are those of the questions; Japanese questions are left out, because hiragana sets off their words.
    """
    texts = [text for question in questions if not _HIRAGANA.search(text := _text_of(question))]
    if not any(map(_RUN.search, texts)):
        return {}
    titles, heads = _prominent(questions)
    asked = {text for question in questions for line in _prominent_lines(question) for text in _cut(line)}
    wanted = {text for text in _recurring(titles + heads) if _may_be_term(text)} | asked | _spoken(candidates)
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
        for length in range(_SHORTEST, min(_LONGEST, len(run)) + 1):
            for start in range(len(run) - length + 1):
                yield run[start : start + length]


def _recurring(prominent: Counter[str]) -> set[str]:
    """The strings that recur in titles and heads, without pieces of longer ones."""
    kept = {string: count for string, count in prominent.items() if count >= _TWICE}
    longer = Counter[str]()
    for string, count in kept.items():
        for piece in (string[1:], string[:-1]):
            longer[piece] = max(longer[piece], count)
    return {string for string, count in kept.items() if longer[string] < _COVERED * count}


def _cut(line: str) -> Iterator[str]:
    """The strings of several words of a title or head that no function word begins or ends."""
    for stretch in stretches(line.translate(to_simplified()), _CHINESE):
        for start in range(len(stretch)):
            for end in range(start + 2, len(stretch) + 1):
                text = "".join(word.key for word in stretch[start:end])
                if len(text) > _LONGEST:
                    break
                if _RUN.fullmatch(text) and _stands_alone(stretch[start:end]):
                    yield text


def _spoken(candidates: Iterable[str]) -> set[str]:
    """The candidates of several Chinese words that several questions have."""
    counts = Counter(
        text
        for lines in candidates
        for line in lines.splitlines()
        if "\x1f" in line and len(text := line.split("\t", 1)[0].replace("\x1f", "")) <= _LONGEST and _RUN.fullmatch(text)
    )
    return {text for text, count in counts.items() if count >= _TWICE}


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
    """The entropy of the characters beside a string in bits; each that is no Han character counts as one of its own."""
    total = beside.total()
    return sum(count / total * log2(total / count if _RUN.match(char) else total) for char, count in beside.items())
