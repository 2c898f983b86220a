"""Nouns of languages whose nouns no list has: what tells them, and how much evidence they need."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from zhiku.analysis.capitals import with_noun_capitals
from zhiku.analysis.concepts.candidates import count_candidates, read_candidates
from zhiku.analysis.concepts.counts import BaseCounts, CandidateCounts
from zhiku.analysis.concepts.phrases import is_noun_phrase
from zhiku.analysis.concepts.single_words import is_code, score_word
from zhiku.analysis.concepts.unlisted_nouns import Weight, keyness, unlisted_certainty
from zhiku.analysis.inflection import is_infinitive
from zhiku.analysis.language import text_facts
from zhiku.analysis.words import class_of, stretches
from zhiku.lang.word_lists import FUNCTION
from zhiku.model import PassageRole


def _counts(forms: dict[str, int], **numbers: int) -> CandidateCounts:
    """The counts of a word in six questions that ends what it stands in."""
    found = CandidateCounts()
    found.forms.update(forms)
    found.count = sum(forms.values())
    found.questions, found.closes, found.opens = 6, found.count, found.count
    for name, number in numbers.items():
        setattr(found, name, number)
    return found


def _base(language: str, **words: CandidateCounts) -> BaseCounts:
    base = BaseCounts([], language)
    base.of.update(words)
    base.marked_share, base.words = 0.3, 10_000
    return base


_GERMAN = "Die Nutzer öffnen in dem Google Play Store eine App, und dann zeigt ihnen das iPhone den Schlüssel. Öffnen Sie ihn."


def test_german_capitals_make_nouns() -> None:
    """A noun has a capital, what has none is no noun; the first word of a sentence and capitalized pronouns are as they were."""
    facts = text_facts([_GERMAN])
    kinds = [(word.form, word.kind) for words in stretches(_GERMAN, facts) for word in with_noun_capitals(words, facts.inflected)]
    assert {("Google", "n"), ("Play", "n"), ("Store", "n"), ("iPhone", "P"), ("zeigt", "a"), ("Sie", "f")} <= {*kinds}
    assert ("Öffnen", "a") not in kinds


@pytest.mark.parametrize(
    ("language", "form", "titles", "expected"),
    [("uk", "ключ", 6, True), ("uk", "тільки", 6, False), ("es", "estado", 6, True), ("es", "estado", 0, False)],
)
def test_stop_words_are_no_terms(language: str, form: str, titles: int, *, expected: bool) -> None:
    """Though they stand where nouns do; where articles tell nouns, titles may show that one is used as a noun."""
    found = _counts({form: 40, form.upper(): 5}, titles=titles, marked=45)
    assert bool(score_word(_base(language, **{form: found}), form, found, 4.0)) is expected


@pytest.mark.parametrize(("kinds", "form", "expected"), [("P", "MS", True), ("P", "Ms", False), ("f", "MS", False)])
def test_short_forms_are_no_function_words(kinds: str, form: str, *, expected: bool) -> None:
    """What never lacks its capitals is none, though it is in lower case, or of two letters: *EU*, *MS* in Portuguese."""
    found = _counts({form: 12}, kinds=kinds, capitals=12)  # type: ignore[arg-type]
    assert bool(score_word(_base("pt", ms=found), "ms", found, 1.0)) is expected


@pytest.mark.parametrize(
    ("language", "word", "expected"),
    [("fr", "test", "c"), ("fr", "mais", "f"), ("de", "code", "c"), ("de", "nicht", "f"), ("vi", "test", "f")],
)
def test_frequent_words_that_are_no_stop_words_are_common(language: str, word: str, expected: str) -> None:
    """A word that is frequent in any language is a function word only by the stop words of its own, if these are known."""
    assert class_of(word, english=False, language=language) == expected


@pytest.mark.parametrize(
    ("language", "word"),
    [("fr", "contre"), ("fr", "sans"), ("fr", "plusieurs"), ("es", "otros"), ("es", "según"), ("it", "senza"), ("pt", "vários")],
)
def test_quantifiers_and_prepositions(language: str, word: str) -> None:
    """They are function words, however frequent; what begins complements is a preposition, too."""
    assert class_of(word, english=False, language=language) == FUNCTION


def test_phrases_end_before_what_has_no_capital() -> None:
    """In German a word in lower case behind a noun is no part of its phrase."""
    passage = SimpleNamespace(
        text="Ihr kennt den Diagnoseschlüssel laden und die Wege.",
        role=PassageRole.TEXT,
        is_prose=True,
        is_head=False,
        may_name=True,
    )
    question: Any = SimpleNamespace(title="", passages=[passage])
    found = {candidate.form: candidate for candidate in read_candidates(count_candidates(question))}
    assert (found["Diagnoseschlüssel"].closes, found["Diagnoseschlüssel"].capitals) == (1, 1)


@pytest.mark.parametrize(("form", "expected"), [("activer", True), ("fichier", False), ("fichiers", False)])
def test_infinitives_have_one_form(form: str, *, expected: bool) -> None:
    """*fichiers* shows that *fichier* is a noun."""
    forms = {form: 3, "fichiers": 2} if form.startswith("fichier") else {form: 3}
    assert is_infinitive(forms, "fr") is expected


@pytest.mark.parametrize(
    ("form", "language", "expected"),
    [
        ("brindarle", "es", True),
        ("evitarlos", "es", True),
        ("evitarlo", "it", True),
        ("attendre", "fr", True),
        ("fièvre", "fr", False),
        ("appelant", "fr", True),
    ],
)
def test_what_ends_as_infinitives_and_gerunds_do(form: str, language: str, *, expected: bool) -> None:
    """Pronouns may be written onto them; French nouns in *-re* are of other letters before it than verbs."""
    assert is_infinitive({form: 3}, language) is expected


@pytest.mark.parametrize(("language", "key", "other"), [("fr", "fenetr", "plugineur"), ("hu", "", "")])
def test_frequent_words_are_less_key(language: str, key: str, other: str) -> None:
    """By the stems of the language's frequent words; if there is no list of these, by the vocabulary of a tokenizer."""
    base = _base(language)
    listed, unlisted = (keyness(base, key, _counts({form: 6})) for key, form in ((key, "fenêtre"), (other, "plugineur")))
    assert unlisted - listed > 2


def test_the_more_frequent_a_word_is_in_general_the_less_key_it_is() -> None:
    """The bands are bits: *jour* is more frequent than *logement*, and that more than a word that the list lacks."""
    base, found = _base("fr"), _counts({"zyxx": 6})
    bits = [keyness(base, key, found) for key in ("jour", "logement", "zyxx")]
    assert bits == sorted(bits)
    assert bits[1] - bits[0] > 3


@pytest.mark.parametrize(("key", "expected"), [("z.b", True), ("u.s", True), ("asp.net", False), ("v8", False)])
def test_initials_are_no_terms(key: str, *, expected: bool) -> None:
    """Single letters with full stops are an abbreviation without its end."""
    assert is_code(key, key, seldom=False) is expected


@pytest.mark.parametrize(("closes", "expected"), [(0, False), (1, True)])
def test_an_adjective_before_a_noun_ends_no_phrase(closes: int, *, expected: bool) -> None:
    """*nouvelle* stands before other nouns, too, and never alone; a noun does."""
    base = _base("fr", nouvell=_counts({"nouvelle": 8}, closes=closes))
    found = _counts({"nouvelle règle": 4}, kinds="cu", marked=4)  # type: ignore[arg-type]
    assert is_noun_phrase(base, ["nouvell", "regl"], found, 60.0, 0.6) is expected


@pytest.mark.parametrize(("titles", "head", "expected"), [(0, "Zeitraum", False), (1, "Zeitraum", True), (0, "Kachel", True)])
def test_adjectives_with_a_noun_of_any_text(titles: int, head: str, *, expected: bool) -> None:
    """*kurzer Zeitraum* is a term only where a title has it."""
    base = _base("de", head=_counts({head: 9}))
    found = _counts({f"kurzer {head}": 6}, kinds="au", titles=titles)  # type: ignore[arg-type]
    assert is_noun_phrase(base, ["kurz", "head"], found, 60.0, 0.6) is expected


@pytest.mark.parametrize(
    ("share", "language", "expected"), [(0.06, "pt", True), (0.05, "pt", False), (0.11, "", False), (0.12, "", True)]
)
def test_languages_with_articles(share: float, language: str, *, expected: bool) -> None:
    """Notes in a known language leave articles out."""
    base = _base(language)
    base.marked_share = share
    assert base.has_articles is expected


@pytest.mark.parametrize(
    ("titles", "heads", "count", "total", "expected"),
    [(10, 5, 17, 100, True), (10, 5, 18, 100, False), (10, 4, 16, 100, False), (2, 3, 5, 10, True), (2, 2, 4, 10, False)],
)
def test_what_only_titles_and_heads_repeat(titles: int, heads: int, count: int, total: int, *, expected: bool) -> None:
    """*Describe in detail* and *advantages* are parts of a template; the text below echoes what it is about."""
    found = _counts({"Descreva": count}, titles=titles, heads=heads)
    assert found.is_of_template(total) is expected


@pytest.mark.parametrize(
    ("forms", "numbers", "language", "expected"),
    [
        ({"compreendem": 10}, {"marked": 5}, "pt", False),
        ({"compreendem": 10}, {"marked": 6}, "pt", True),
        ({"compreendem": 10}, {"marked": 5, "governed": 1}, "pt", True),
        ({"compreendem": 5, "compreendems": 5}, {"marked": 5}, "pt", True),
        ({"allaitement": 10}, {"marked": 5}, "fr", True),
        ({"entourent": 10}, {"marked": 5}, "fr", False),
    ],
)
def test_verbs_with_their_subject(forms: dict[str, int], numbers: dict[str, int], language: str, *, expected: bool) -> None:
    """A single form that ends so is a verb unless prepositions or most articles stand before it: *os compreendem*."""
    found = _counts(forms, **numbers)
    certainty = unlisted_certainty(_base(language), next(iter(forms)), Weight(15.0, 20.0, 1.0), found)
    assert (certainty > 0) is expected
