"""Find where the text mentions concepts: questions and spellings in, ``Mention`` records out."""

from __future__ import annotations

from bisect import bisect_right
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from zhiku.analysis.name_matcher import NameMatcher
from zhiku.lang.sentences import sentence_spans
from zhiku.model import Mention

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from zhiku.model import Classified, ConceptId, Question, QuestionId


def find_mentions(
    questions: Iterable[Classified],
    spellings: Mapping[ConceptId, Sequence[str]],
    defining: Mapping[ConceptId, set[tuple[QuestionId, int]]],
) -> dict[ConceptId, list[Mention]]:
    """The mentions of every concept; ``defining`` are the passages, by question and index, that define it."""
    matcher = NameMatcher((name, concept) for concept, names in spellings.items() for name in names)
    mentions: dict[ConceptId, list[Mention]] = {concept: [] for concept in spellings}
    for item in questions:
        for concept, mention in _mentions_of(item.question, matcher, defining):
            mentions[concept].append(mention)
    return mentions


def _mentions_of(
    question: Question, matcher: NameMatcher, defining: Mapping[ConceptId, set[tuple[QuestionId, int]]]
) -> Iterator[tuple[ConceptId, Mention]]:
    """The sentences of a question that mention concepts, each once for each concept."""
    places = [place for place, passage in enumerate(question.passages) if passage.may_name]
    found = matcher.find_in([question.title, *(question.passages[place].text for place in places)])
    for index, names in groupby(found, key=itemgetter(0)):
        if index == 0:
            for concept in dict.fromkeys(concept for _, _, concept in names):
                yield concept, Mention(question.id, None, question.title, question.lines.first, defining=False)
            continue
        place = places[index - 1]
        passage = question.passages[place]
        spans = [*sentence_spans(passage.text)]
        ends = [end for _, end in spans]
        for at, concept in dict.fromkeys((bisect_right(ends, start), concept) for _, start, concept in names):
            sentence, defines = passage.text[slice(*spans[at])].strip(), (question.id, place) in defining[concept]
            yield concept, Mention(question.id, passage.section, sentence, passage.line, defines)
