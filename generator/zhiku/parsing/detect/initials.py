"""Find what stands for “question” and “answer” in some texts: letters (``S: …``, ``C: …`` in Turkish), names of two who talk.

Most languages' letters are labels of any text. Some are too likely to mean something else (``C``), or stand for the question in
one language and for the answer in another (``S``): they count where they follow each other. So do names (``Interviewer: …``,
``Anna: …``), where one of them asks and the other does not, and two words of any language (``Հարց: …``, ``Պատասխան: …``), where
the text consists of nothing else.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from zhiku.lang import reader as lang
from zhiku.model import SectionKind
from zhiku.parsing.question_letters import LETTERED_LINE
from zhiku.parsing.question_sentences import has_question_mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from zhiku.content.question_format import QuestionFormat
    from zhiku.source.text import SourceText

_Labels = tuple[tuple[str, ...], tuple[str, ...]]
"""The labels of questions and those of answers."""
_NAME = r"[^\W\d_][^*_:：|`<>\[\]\n]{1,30}"
_SPEAKER = re.compile(
    rf"^[ \t>]*(?:(?P<marks>\*\*|__)(?P<bold>{_NAME})(?:[:：](?P=marks)|(?P=marks)[:：])|(?P<plain>{_NAME})[:：])"
    rf"(?P<said>(?:[ \t]|(?<=：)|(?<=：[*_]{{2}}))[ \t]*\S[^\n]*(?:\n(?![ \t>]*{_NAME}(?::[ \t]|：))[ \t>]*[^\s*_>][^\n]*)*)",
    re.MULTILINE,
)
"""A line that begins with a name (``**Anna:** …``, ``Anna: …``), and those below it up to the next one or a blank line."""
_MIN_PAIRS = 2
_MIN_TURNS = 3
"""Times that two who talk must take turns; two lines with names may be notes."""
_ASKS = 0.6
"""Share of what one of the two says that must ask; of what the other says, less than the rest may."""
_NEARLY_ALL = 0.9
"""Share of the labelled lines that must alternate, and be of the two labels, where nothing says that one of them asks."""
_MAX_LABEL = 16
"""Characters of the longest label."""
_HEADING = re.compile(r"^#{1,6}[ \t]", re.MULTILINE)
_MOSTLY = 0.5
"""Share of the lines with a letter that must be such pairs."""


def with_initials(form: QuestionFormat, sources: Sequence[SourceText]) -> QuestionFormat:
    """The format with the letters or names that the texts use as labels of questions and answers, where it does not know them."""
    found = _letters(form, sources) or _speakers(form, sources) or _alternating(form, sources)
    if found is None:
        return form
    words = dict(zip((SectionKind.PROMPT, SectionKind.ANSWER), found, strict=True))
    return replace(form, labels=tuple((kind, (*words.get(kind, ()), *known)) for kind, known in form.labels))


def _letters(form: QuestionFormat, sources: Sequence[SourceText]) -> _Labels | None:
    """The letters that follow each other, if the format does not know them."""
    counts: Counter[tuple[str, str]] = Counter()
    for source in sources:
        counts.update(pairwise(found["letter"].upper() for found in LETTERED_LINE.finditer(source.text)))
    known = {pair: count for pair, count in counts.items() if pair in lang.initials()}
    best = max(known, key=known.__getitem__, default=None)
    if best is None or known[best] < _MIN_PAIRS or known[best] * 2 < sum(counts.values()) * _MOSTLY:
        return None
    kinds = (SectionKind.PROMPT, SectionKind.ANSWER)
    known_already = all(form.kind_of(letter) is kind for letter, kind in zip(best, kinds, strict=True))
    return None if known_already or _is_known(best, form) else ((best[0],), (best[1],))


def _speakers(form: QuestionFormat, sources: Sequence[SourceText]) -> _Labels | None:
    """The names of two who talk in turn, the one who asks first, each with its short forms (``Tom Kim``, then ``TK``).

    ``None`` where labels are known, or where no one asks.
    """
    turns: Counter[tuple[str, str]] = Counter()
    said: dict[str, list[bool]] = defaultdict(list)
    short: dict[str, str] = {}
    for source in sources:
        found = [
            ((match["bold"] or match["plain"]).strip(), has_question_mark(match["said"]))
            for match in _SPEAKER.finditer(source.text)
        ]
        whole = _whole_names(dict.fromkeys(name for name, _ in found))
        short |= whole
        found = [(whole.get(name, name), asks) for name, asks in found]
        turns.update(pairwise(name for name, _ in found))
        for name, asks in found:
            said[name].append(asks)
    best = max(turns, key=turns.__getitem__, default=None)
    if best is None or turns[best] < _MIN_TURNS or best[0] == best[1] or any(form.kind_of(name) for name in best):
        return None
    own = sum(len(said[name]) for name in best)
    all_said = sum(map(len, said.values()))
    rates = [sum(said[name]) / len(said[name]) for name in best]
    fits = own > all_said * _MOSTLY and rates[0] >= _ASKS and rates[1] < 1 - _ASKS
    forms = [(name, *(other for other, whole in short.items() if whole == name)) for name in best]
    return (forms[0], forms[1]) if fits else None


def _whole_names(names: Iterable[str]) -> dict[str, str]:
    """The names of several words that initials or one of these words stand for, where it is the only one of them."""
    parts = {name: name.split() for name in names}
    longer = {name: words for name, words in parts.items() if len(words) > 1}
    found: dict[str, str] = {}
    for name, words in parts.items():
        initials = name.replace(".", "").replace(" ", "")
        meant = [
            whole
            for whole, others in longer.items()
            if whole != name and (initials == "".join(word[0] for word in others) or (len(words) == 1 and name in others))
        ]
        if len(meant) == 1:
            found[name] = meant[0]
    return found


def _alternating(form: QuestionFormat, sources: Sequence[SourceText]) -> _Labels | None:
    """The two words that alternate at line starts through most of the texts, with fewer headings than pairs of them."""
    pairs: Counter[tuple[str, str]] = Counter()
    lines = covered = headings = 0
    for source in sources:
        found = list(_SPEAKER.finditer(source.text))
        names = [(match["bold"] or match["plain"]).strip() for match in found]
        pairs.update(zip(names[::2], names[1::2], strict=False))
        lines += len(found)
        covered += len(source.text) - found[0].start() if found else 0
        headings += len(_HEADING.findall(source.text))
    best, count = next(iter(pairs.most_common(1)), (("", ""), 0))
    kinds = [form.kind_of(name) for name in best]
    fits = best[0] != best[1] and all(1 < len(name) <= _MAX_LABEL for name in best) and None in kinds
    fits = fits and all(kind in {None, own} for kind, own in zip(kinds, (SectionKind.PROMPT, SectionKind.ANSWER), strict=True))
    enough = count >= max(_MIN_TURNS, headings + 1) and 2 * count >= lines * _NEARLY_ALL
    mostly = covered >= sum(len(source.text) for source in sources) * _MOSTLY
    return ((best[0],), (best[1],)) if fits and enough and mostly else None


def _is_known(pair: tuple[str, str], form: QuestionFormat) -> bool:
    """Whether the question's letter names questions in any text, and the answer's is a label of answers."""
    return pair[0] in lang.words("question_names") and form.kind_of(pair[1]) is SectionKind.ANSWER
