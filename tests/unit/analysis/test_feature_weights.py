"""The weights of similarity features, as ratios within the vector of a question."""

from __future__ import annotations

from dataclasses import replace

import pytest
from zhiku.analysis.concepts.candidates import Candidate
from zhiku.analysis.related.features import Features, _strength, _tells, features_of
from zhiku.analysis.related.words import Nouns
from zhiku.lang.word_lists import ADJECTIVE, COMMON, NOUN, VERB
from zhiku.model import (
    CandidateTable,
    Concept,
    ConceptId,
    Domain,
    DomainId,
    DomainKind,
    DomainTag,
    Mention,
    QuestionId,
    SectionKind,
    Strength,
)

from tests.support.read import base, classify_all, questions

COUNT = 9


def features(concepts: tuple[Concept, ...] = (), kind: DomainKind | None = None, texts: tuple[str, ...] = ()) -> Features:
    """The features of nine questions; the first two are about a domain of this kind."""
    found = classify_all(questions(base([*texts, *(f"题{number}？|无" for number in range(COUNT - len(texts)))]))[0])
    if kind is None:
        return features_of(found, concepts, ())
    domain = Domain(DomainId("pots"), "陶器", "", "", ("陶器",), kind)
    tagged = [replace(item, tags=(DomainTag(domain.id, Strength.ABOUT, ()),)) for item in found[:2]]
    return features_of([*tagged, *found[2:]], concepts, [domain])


def concept(name: str, text: str, *, in_title: bool = False, defining: bool = False) -> Concept:
    """A concept that the first two questions mention in a sentence or title."""
    section = None if in_title else SectionKind.ANSWER
    mentions = tuple(Mention(QuestionId(number), section, text, 1, defining) for number in ("1", "2"))
    return Concept(ConceptId(name), name, (), mentions, (), linked=True)


def ratio(found: Features) -> float:
    """The weight of the other subject in the vector of the first question, relative to the concept 釉料, which is only named."""
    weights = {found.features[subject].name: weight for subject, weight in found.subjects[0].items()}
    named = weights.pop("釉料")
    (other,) = weights.values()
    return other / named


NAMED = concept("釉料", "这里用釉料。")


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (concept("陶土", "陶土是什么", in_title=True), 3.0),
        (concept("陶土", "陶土：一种黏土", defining=True), 3.0),
        (concept("陶土", "这里用陶土。"), 1.0),
        (concept("陶土", "材料很多，例如陶土。"), 0.75),
    ],
)
def test_a_concept_counts_by_its_most_important_mention(other: Concept, expected: float) -> None:
    """Three times in a title or a definition, three quarters in an example."""
    assert ratio(features((NAMED, other))) == pytest.approx(expected)


@pytest.mark.parametrize(("kind", "expected"), [(DomainKind.DOMAIN, 2.0), (DomainKind.TOPIC, 0.5), (DomainKind.PART, 0.1)])
def test_domains_count_by_their_kind(kind: DomainKind, expected: float) -> None:
    """Compared with a concept that is named; a topic adds little to its terms, and a part may contain anything."""
    assert ratio(features((NAMED,), kind)) == pytest.approx(expected)


@pytest.mark.parametrize(("having", "counts"), [(3, True), (4, False)])
def test_words_of_many_questions_do_not_count(having: int, *, counts: bool) -> None:
    """A word counts up to a third of all questions."""
    found = features(texts=tuple(f"第{number}件事：Kiln ？|无" for number in "甲乙丙丁"[:having]))
    assert any(found.features[word].key == "kiln" for word in found.words[0]) is counts


def candidate(kinds: str, *, marked: int = 0) -> Candidate:
    """A word that occurs ten times, ``marked`` times after an article."""
    return Candidate("estado", "estado", kinds, 10, 0, 0, 0, 10, 0, 0, marked, 0, 0)


@pytest.mark.parametrize("kind", [VERB, ADJECTIVE])
def test_verbs_and_adjectives_count_half(kind: str) -> None:
    """They indicate the subject of a question less than nouns."""
    assert _strength(candidate(kind)) == pytest.approx(_strength(candidate(NOUN)) / 2)


@pytest.mark.parametrize(("marked", "expected"), [(1, False), (2, True)])
def test_a_noun_follows_an_article(marked: int, *, expected: bool) -> None:
    """Without a word list, a noun has an article before a fifth of its occurrences."""
    word = candidate(COMMON, marked=marked)
    nouns = Nouns("")
    nouns.add(CandidateTable("estado", "estado", word.kinds), {"estado": word})
    assert nouns.may_hold("estado", word) is expected


@pytest.mark.parametrize(("echoes", "expected"), [(0, False), (3, False), (5, True)])
def test_what_answers_repeat_is_asked_about(echoes: int, *, expected: bool) -> None:
    """Five titles have *file*; the answers of some repeat it, as those of eight of ten titles with other words do."""
    nouns = Nouns("")
    for number in range(15):
        key, repeated = ("file", number < echoes) if number < 5 else ("river", number < 13)
        found = candidate(NOUN)._replace(key=key, titles=1, occurrences=1 + repeated)
        nouns.add(CandidateTable(key, key, NOUN), {key: found})
    assert nouns.is_answered("file") is expected


@pytest.mark.parametrize(
    ("names", "expected"),
    [(["Gmail"], True), (["mail server"], True), (["kubelet"], True), (["account"], False), (["account", "login"], True),
     (["釉料"], True), (["时间"], False)],
)  # fmt: skip
def test_what_is_a_reason_where_neither_question_asks_about_it(names: list[str], *, expected: bool) -> None:
    """A name, or a word that is none of any text; one with other names is treated as a term by the text."""
    name, *aliases = names
    assert _tells(replace(concept(name, name), aliases=tuple(aliases))) is expected


@pytest.mark.parametrize(("sentences", "treats"), [(1, False), (2, True)])
def test_a_concept_of_two_sentences_is_treated(sentences: int, *, treats: bool) -> None:
    """One of a title is asked about, too."""
    said = concept("陶土", "用陶土。")
    found = features((replace(said, mentions=said.mentions[:1] * sentences), concept("釉料", "釉料是什么", in_title=True)))
    numbers = {feature.name: place for place, feature in enumerate(found.features)}
    assert (numbers["陶土"] in found.treated[0]) is treats
    assert numbers["陶土"] not in found.titles[0]
    assert numbers["釉料"] in found.titles[0] & found.treated[0]
