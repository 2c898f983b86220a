"""Decide which domains a question is about and which it mentions: questions with features and domains in, ``Classified`` out.

Counting words would put most questions of a base under its most talkative domain, so places count, not words:

* *about*: a term in the title; where the title names no domain, a list whose items' heads name domains
  (``1. **医疗健康：** …``): a head counts when it *is* a term, not when it contains one (``图像数据`` is no field);
* *mentions*: a term anywhere else, unless in a clause that recurs in three or more questions, which is boilerplate;
* an owner's pin or ban goes before all of it.

Every tag keeps the words it rests on and their lines.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from ahocorasick_rs import AhoCorasick

from zhiku.analysis.clauses import boilerplate, clauses, clauses_of
from zhiku.analysis.name_matcher import joined
from zhiku.lang import reader as lang
from zhiku.model import GENERAL, Classified, DomainId, DomainTag, Evidence, PassageRole, Strength

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from zhiku.content.annotations import Overlay
    from zhiku.model import Domain, Question, QuestionFeatures

_PARENTHESIS = re.compile(r"\s*[（(].*?[）)]\s*")
_FIELD_SUFFIX = re.compile(rf"(?:\s*(?:{'|'.join(lang.words('field_suffixes'))}))+$")
_MAX_EVIDENCE = 5


def classify(
    questions: Sequence[Question],
    features: Sequence[QuestionFeatures],
    domains: Sequence[Domain],
    overlays: Iterable[Overlay] = (),
) -> tuple[Classified, ...]:
    """Every question with its domains; independent of the order of the questions."""
    matcher = _Matcher(domains)
    said = [clauses_of(question) for question in questions]
    left_out = boilerplate(said)
    decided = {overlay.question: overlay for overlay in overlays}
    order = {domain.id: index for index, domain in enumerate(domains)}
    classified = []
    for question, found, own in zip(questions, features, said, strict=True):
        telling = [clause for clause in own if clause not in left_out]
        classified.append(Classified(question, found, _tags(question, telling, matcher, decided.get(question.id), order)))
    return tuple(classified)


def _tags(
    question: Question, said: Iterable[str], matcher: _Matcher, overlay: Overlay | None, order: dict[DomainId, int]
) -> tuple[DomainTag, ...]:
    about = _about(question, matcher)
    mentions = _mentions(question, said, matcher)
    if overlay:
        about |= {domain: about.get(domain, []) or mentions.get(domain, []) for domain in overlay.pinned}
        for domain in overlay.banned:
            about.pop(domain, None)
            mentions.pop(domain, None)
    if not about:
        about[GENERAL] = []
    tags = [DomainTag(domain, Strength.ABOUT, _first(evidence)) for domain, evidence in about.items()]
    tags += [
        DomainTag(domain, Strength.MENTIONS, _first(evidence)) for domain, evidence in mentions.items() if domain not in about
    ]
    return tuple(sorted(tags, key=lambda tag: (tag.strength is Strength.MENTIONS, order.get(tag.domain, len(order)))))


def _about(question: Question, matcher: _Matcher) -> dict[DomainId, list[Evidence]]:
    found: dict[DomainId, list[Evidence]] = defaultdict(list)
    for domain, term in matcher.within(question.title):
        found[domain].append(Evidence(term, question.title, question.lines.first))
    if found:
        return found
    for passage in question.passages:
        if passage.role is PassageRole.LIST_HEAD:
            for domain, term in matcher.whole(passage.text):
                found[domain].append(Evidence(term, passage.text, passage.line))
    return found


def _mentions(question: Question, said: Iterable[str], matcher: _Matcher) -> dict[DomainId, list[Evidence]]:
    found: dict[DomainId, dict[str, str]] = defaultdict(dict)
    for clause in matcher.holding(said):
        for domain, term in matcher.within(clause):
            found[domain].setdefault(term, clause)
    return {
        domain: [Evidence(term, clause, _line(question, clause)) for term, clause in terms.items()]
        for domain, terms in found.items()
    }


def _line(question: Question, clause: str) -> int:
    """Where the passage starts that holds a clause first."""
    return next(passage.line for passage in question.passages if clause in passage.text and clause in clauses(passage.text))


def _first(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """The first evidence for each term, a few in all: enough to convince a reader."""
    by_term: dict[str, Evidence] = {}
    for item in evidence:
        by_term.setdefault(item.term, item)
    return tuple(by_term.values())[:_MAX_EVIDENCE]


class _Matcher:
    """All terms of a taxonomy as one regular expression, the longest first; Latin terms match whole words only.

    Most texts hold none of them, which an automaton tells in one pass (Aho & Corasick 1975).
    """

    def __init__(self, domains: Iterable[Domain]) -> None:
        self._owners: dict[str, list[DomainId]] = defaultdict(list)
        for domain in domains:
            for term in dict.fromkeys(map(str.casefold, domain.terms)):
                self._owners[term].append(domain.id)
        terms = sorted(self._owners, key=lambda term: (-len(term), term))
        self._pattern = re.compile("|".join(map(_bounded, terms))) if terms else re.compile(r"(?!)")
        self._automaton = AhoCorasick(terms)
        self.whole = cache(self._whole)

    def holding(self, texts: Iterable[str]) -> Iterable[str]:
        """Those of the texts that hold the letters of any term."""
        texts = [*texts]
        whole, starts = joined(map(str.casefold, texts))
        places = (bisect_right(starts, start) - 1 for _, start, _ in self._automaton.find_matches_as_indexes(whole))
        return dict.fromkeys(texts[place] for place in places)

    def within(self, text: str) -> list[tuple[DomainId, str]]:
        """The domains whose terms stand in a text, with the term."""
        found = [match.group() for match in self._pattern.finditer(text.casefold())]
        return [(domain, term) for term in found for domain in self._owners[term]]

    def _whole(self, text: str) -> list[tuple[DomainId, str]]:
        """The domains of which the text, but for a parenthesis and words like *industry*, is a term."""
        words = (_PARENTHESIS.sub("", text) if "(" in text or "（" in text else text).casefold().strip()
        term = words if words in self._owners else _FIELD_SUFFIX.sub("", words)
        return [(domain, term) for domain in self._owners.get(term, ())]


def _bounded(term: str) -> str:
    start = r"(?<![a-z0-9])" if term[:1].isascii() and term[:1].isalnum() else ""
    end = r"(?![a-z0-9])" if term[-1:].isascii() and term[-1:].isalnum() else ""
    return start + re.escape(term) + end
