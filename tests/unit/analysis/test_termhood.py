"""Terms by their distribution."""

from __future__ import annotations

from itertools import chain, repeat

import pytest
from zhiku.analysis.concepts.candidates import count_candidates
from zhiku.analysis.concepts.termhood import find_terms
from zhiku.model import Lines, Passage, PassageRole, Question, QuestionId, SectionKind


def _question(number: int, title: str, *texts: str) -> Question:
    passages = tuple(Passage(SectionKind.ANSWER, PassageRole.TEXT, text, 0, 1) for text in texts)
    return Question(QuestionId(str(number)), number, title, "a.md", Lines(1, 2), (), passages, ())


def _terms(*questions: tuple[str, str], others: int = 40) -> set[str]:
    """The terms of a base of these questions and as many others as make them a small part of it."""
    walk = "She walked slowly to the old house and it was raining there. 昨天她慢慢地走到那座老房子，那里正在下雨。"
    filler = repeat(("Where was she then?", walk), others)
    base = [_question(number, title, text) for number, (title, text) in enumerate(chain(questions, filler), 1)]
    return {term.forms[0][0] for term in find_terms(base, [count_candidates(question) for question in base])}


def test_capitalized_names_of_several_words_are_terms() -> None:
    """Capitals within sentences make a name of common words."""
    found = _terms(
        *[
            (f"How do I {verb} the Quiet Harbor?", "You open the Quiet Harbor and look at the Quiet Harbor.")
            for verb in ("sell", "buy", "rent")
        ]
    )
    assert "Quiet Harbor" in found
    assert not {"Quiet", "Harbor"} & found


def test_common_words_and_phrases_with_a_verb_are_no_terms() -> None:
    """However often they recur."""
    found = _terms(*[(f"How do I find it {n}?", "Please find some time. Then find the right time again.") for n in range(4)])
    assert found == set()


def test_a_name_below_every_answer_is_no_term() -> None:
    """Unless a title has it."""
    for title, expected in (("Why {}?", False), ("Why Zyxx {}?", True)):
        asked = [(title.format(number) if number == 1 else f"Why {number}?", "We look at Zyxx.") for number in range(1, 13)]
        assert ("Zyxx" in _terms(*asked, others=0)) is expected


def test_rare_words_that_titles_ask_about_are_terms() -> None:
    """No capital is needed."""
    found = _terms(
        *[(f"What can a bookmarklet do {n}?", "A bookmarklet is small; write the bookmarklet yourself.") for n in range(3)]
    )
    assert found == {"bookmarklet"}


def test_signs_belong_to_names() -> None:
    """A dot in front, or a number sign or two plus signs behind, but not the full stop of the sentence before."""
    for name in (".QNET", "Qua#", "Qua++"):
        found = _terms(*[(f"What can {name} do {n}?", f"Look at {name}. Then {name} works, as {name} should.") for n in range(3)])
        assert found == {name}
    found = _terms(*[(f"What can QNET do {n}?", "Look (there).QNET is on, or is it ...QNET?") for n in range(3)])
    assert found == {"QNET"}


def test_a_word_of_most_questions_is_no_term() -> None:
    """It tells none of them from the others; but what most titles ask about is what the base is about."""
    text = "I like that Trello does it."
    assert _terms(*[(f"What does it do {n}?", text) for n in range(4)], others=3) == set()
    assert _terms(*[(f"What does Trello do {n}?", text) for n in range(4)], others=3) == {"Trello"}


@pytest.mark.parametrize(("term", "fragment"), [("幽门螺杆菌", "杆菌"), ("存储引擎", "引擎")])
def test_chinese_terms_are_whole(term: str, fragment: str) -> None:
    """A part that occurs within a term only is none."""
    found = _terms(
        *[
            (f"{word}{term}怎样？", f"{word}{term}，说的是{term}。{term}{word}不同，而且{word}{term}。")
            for word in ("对", "从", "把", "让")
        ]
    )
    assert term in found
    assert fragment not in found


def test_everyday_chinese_words_are_no_terms() -> None:
    """Neither nouns nor verbs, though every title has them."""
    assert _terms(*[("情况怎么样？", "情况很严重，及时治疗。这个情况需要注意。") for _ in range(5)]) == set()


def test_the_order_of_the_questions_does_not_matter() -> None:
    """Terms and their spellings are the same from behind."""
    base = [_question(n, f"Where is the Quiet Harbor {n}?", "See the Quiet Harbor or the IMAP server.") for n in range(6)]
    tables = [count_candidates(question) for question in base]
    assert find_terms(base, tables) == find_terms(base[::-1], tables[::-1])


def test_japanese_compounds_are_whole() -> None:
    """A compound of kanji is a term; a noun that occurs within it only is none."""
    text = "{}と遺産分割協議書は別である。遺産分割協議書を書く。遺産分割協議書だ。"
    base = [_question(n, f"{word}を知りたい", text.format(word)) for n, word in enumerate(("ねこ", "いぬ", "とり", "うお"), 1)]
    base += [_question(n, "どこにいたのか", "そのとき、ゆっくりと古い家へ歩いていった。") for n in range(5, 50)]
    found = {term.forms[0][0] for term in find_terms(base, [count_candidates(question) for question in base])}
    assert "遺産分割協議書" in found
    assert not {"協議書", "分割", "協議"} & found


def _terms_of_pages(texts: list[str]) -> set[str]:
    return _terms(*[(f"What is asked on page {number}?", text) for number, text in enumerate(texts, 1)])


@pytest.mark.parametrize("name", ["WordPress", "HIV", "OAuth2"])
def test_names_with_capitals_within_need_two_questions(name: str) -> None:
    """What is written so is a name wherever it stands."""
    text = f"People know {name} well."
    assert name in _terms_of_pages([text, text])
    assert name not in _terms_of_pages([text])


@pytest.mark.parametrize("word", ["non-WordPress", "WordPress-like", "SS-182"])
def test_what_is_made_of_names_needs_three_questions(word: str) -> None:
    """A word with a hyphen, and one of a series."""
    text = f"People know {word} well."
    assert word not in _terms_of_pages([text, text])
    assert word in _terms_of_pages([text, text, text])


@pytest.mark.parametrize(
    ("text", "word", "number", "expected"),
    [
        ("sysctl", "sysctl", 3, True),
        ("pd-ctl", "pd-ctl", 3, True),
        ("/sysctl", "sysctl", 3, False),
        ("characterEncoding", "characterEncoding", 3, True),
        ("my_list", "my_list", 4, False),
        ("table", "table", 4, False),
        ("puede", "puede", 3, False),
    ],
)
def test_latin_words_of_sentences_in_another_script(text: str, word: str, number: int, *, expected: bool) -> None:
    """What no list of any language has is a name, though in lower case, but no piece of a path; identifiers have capitals."""
    filler = "昨天她慢慢地走到那座老房子，那里正在下雨，后来她又回来了。"
    texts = [f"她有 A，{text} 和 B。{filler}"] * number + [filler] * 45
    base = [_question(at, f"第{at}天她在哪里？", text) for at, text in enumerate(texts, 1)]
    found = {term.forms[0][0] for term in find_terms(base, [count_candidates(question) for question in base])}
    assert (word in found) is expected


def test_phrases_of_two_questions() -> None:
    """Words that belong together beyond doubt are a term where two questions treat them, a name where they mention it."""
    treated = "The reverse proxy is here. Look at a reverse proxy. It was the reverse proxy."
    mentioned = "The reverse proxy is here."
    assert "reverse proxy" in _terms_of_pages([treated, treated])
    assert "reverse proxy" not in _terms_of_pages([mentioned, mentioned])
    assert "Quiet Harbor" in _terms_of_pages(["We like the Quiet Harbor, and she likes the Quiet Harbor."] * 2)


def test_the_noun_of_a_possessive_counts() -> None:
    """*The FTC's website* mentions the FTC."""
    assert "FTC" in _terms_of_pages(["You visit the FTC's website.", "They read the FTC’s rules.", "We ask the FTC."])


def test_acronyms_are_no_fragments() -> None:
    """An acronym that stands in a longer name mostly is a thing by itself; a word is a fragment."""
    text = "We like the Quiet {0} very much. You open the Quiet {0} and look at the Quiet {0}, which is a {0}."
    assert {"Quiet VPN", "VPN"} <= _terms_of_pages([text.format("VPN")] * 4)
    assert "Harbor" not in _terms_of_pages([text.format("Harbor")] * 4)


def test_a_longer_name_of_two_questions_covers_no_other() -> None:
    """A name that more questions have keeps its page beside it."""
    longer = "We like the Zorbian Inn, and we like the Zorbian Inn there. You open the Zorbian Inn."
    alone = "We like the Zorbian, and she likes the Zorbian."
    assert {"Zorbian", "Zorbian Inn"} <= _terms_of_pages([longer, longer, alone])
    assert "Zorbian" not in _terms_of_pages([longer, longer, longer, alone])


def test_nouns_that_no_list_has_need_two_questions_that_treat_them() -> None:
    """*Zorbit* is a term of two questions that have it twice on average, and a listed noun is none."""
    text = "The {0} is here. We like the {0} and a {0}."
    assert "zorbit" in _terms_of_pages([text.format("zorbit")] * 2)
    assert "zorbit" not in _terms_of_pages(["We like the zorbit and a zorbit.", "The zorbit is here."])
    assert "zorbit" not in _terms_of_pages([text.format("zorbit") * 2])
    assert "bridge" not in _terms_of_pages([text.format("bridge")] * 2)
