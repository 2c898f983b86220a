"""How what is known of a string of Han characters makes it a term."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from zhiku.analysis.concepts import find, termhood
from zhiku.analysis.concepts.candidates import count_candidates
from zhiku.analysis.concepts.chinese_terms import _shares_of_fields, score_chinese_phrase, score_han, score_strings
from zhiku.analysis.concepts.counts import BaseCounts, CandidateCounts, probability
from zhiku.analysis.concepts.han_strings import HanString
from zhiku.analysis.concepts.termhood import Term, _fits, _may_be_term, _of_field, _uncovered
from zhiku.analysis.words import Text, Word, listed, stretches
from zhiku.lang.word_lists import known_words
from zhiku.model import ConceptOverlay, Lines, Passage, PassageRole, Question, QuestionId, SectionKind

from tests.support.read import base, classify_all, questions

if TYPE_CHECKING:
    from collections.abc import Iterator


def _string(text: str, **known: object) -> HanString:
    words = tuple(word for stretch in stretches(text, Text(english=True, japanese=False)) for word in stretch)
    neutral = HanString(
        text,
        Counter({text: 10}),
        questions=5,
        occurrences=10,
        titles=1,
        heads=0,
        frequency=0.002,
        cohesion=6.0,
        freedom=2.5,
        after_noun_markers=0.2,
        after_verb_markers=0.1,
        bounded=0.4,
        words=words,
    )
    return HanString(**neutral._asdict() | known)


@pytest.mark.parametrize("text", ["血糖", "负载均衡"], ids=["listed", "unlisted"])
@pytest.mark.parametrize(
    ("known", "by"),
    [
        ({"titles": 2}, (0.4, 0.26)),
        ({"occurrences": 20}, (0.38, 1.62)),
        ({"freedom": 3.5}, (0.3, 0.71)),
        ({"after_noun_markers": 0.3}, (0.06, 0.15)),
        ({"after_verb_markers": 0.2}, (-0.35, -0.59)),
        ({"frequency": 0.004}, (0.32, 0.16)),
        ({"cohesion": 7.0}, (0.13, 0.31)),
        ({"bounded": 0.1}, (0.0, 0.0)),
        ({"bounded": 0.0}, (-0.56, -0.81)),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_what_each_measure_adds(text: str, known: dict[str, float], by: tuple[float, float]) -> None:
    """Log-odds are a sum: a word of the list is judged most by how frequent it is, another string by how it holds together."""
    added = score_han(_string(text, **known), 0.0) - score_han(_string(text), 0.0)
    assert added == pytest.approx(by[text == "负载均衡"], abs=0.01)


def test_coherence_adds_to_both() -> None:
    """A standard deviation of coherence counts more for words of the list."""
    added = [score_han(_string(text), 1.0) - score_han(_string(text), 0.0) for text in ("血糖", "负载均衡")]
    assert added == pytest.approx([1.26, 0.91])


def test_verbs_of_the_list_need_more_than_nouns() -> None:
    """So do strings that end with a verb; long nouns need less."""
    keyness = {word: 0.0001 * 2 ** listed(word)[1] / 64 for word in ("提交", "血糖", "幽门螺杆菌", "维生素")}
    scores = {word: score_han(_string(word, frequency=share), 0.0) for word, share in keyness.items() if listed(word)[0] != "u"}
    assert scores["提交"] < scores["血糖"] < scores["维生素"]
    noun, verb = (Word("乙", "乙", kind, starts=False) for kind in "nv")
    first = Word("甲", "甲", "n", starts=False)
    assert score_han(_string("甲乙", words=(first, noun)), 0) - score_han(
        _string("甲乙", words=(first, verb)), 0
    ) == pytest.approx(0.69)


def test_words_that_are_frequent_on_the_web_need_more() -> None:
    """页面 is as rare as 胃炎 in the texts that the list was counted in."""
    bands = [(listed(word)[1], known_words("zh.web").get(word)) for word in ("页面", "胃炎")]
    assert bands == [(6, ("c", 6)), (6, None)]
    assert score_han(_string("胃炎"), 0.0) - score_han(_string("页面"), 0.0) == pytest.approx(6 * 0.22)


@pytest.mark.parametrize(
    ("others", "share"), [([], 1.0), (["血糖", "抗体"], 1.0), (["字符串", "二叉树", "数组"], 0.25)], ids=["one", "own", "others"]
)
def test_words_of_the_field_of_a_base_need_less(others: list[str], share: float) -> None:
    """A word of medicine counts by the share of medicine among the words of fields in the base."""
    assert _shares_of_fields({"胃炎", "页面"}, {"胃炎", "页面", *others})["胃炎"] == share
    assert not _shares_of_fields({"页面"}, {"胃炎"})
    assert [score_han(_string(text), 0.0, share) - score_han(_string(text), 0.0) for text in ("胃炎", "幽门菌")] == pytest.approx(
        [2.03 * share, 2.1 * share]
    )


def test_what_all_strings_of_a_field_have_tells_none_of_them() -> None:
    """A word of medicine is the likelier a term the fewer of the others are of medicine."""
    found = [
        score_strings({text: _string(text) for text in ("胃炎", *others)}, {})["胃炎"]
        for others in (("肝炎", "肺炎", "血栓"), ("肝炎", "甲乙", "丙丁"), ("甲乙", "丙丁", "戊己"))
    ]
    assert found == sorted(found)
    assert found[2] > found[0] + 0.7


def test_a_string_of_common_words_needs_more() -> None:
    """Its keyness is that of its words on average: 网站 is frequent in any text, 网关 is not."""
    bands = [listed(word)[1] for word in ("网站", "网关")]
    scores = [score_han(_string("甲乙", words=(Word("甲", word, "n", starts=False),) * 2), 0) for word in ("网站", "网关")]
    assert scores[1] - scores[0] == pytest.approx(0.16 * (bands[0] - bands[1]))


@pytest.mark.parametrize("word", ["简述", "区别", "什么", "多少钱", "优点"])
def test_words_of_questions_are_no_terms(word: str) -> None:
    """However many titles have them."""
    assert probability(score_han(_string(word, titles=5, occurrences=50, frequency=0.1), 3.0)) < 1e-9


def test_probability_is_that_of_the_log_odds() -> None:
    """Nothing is known at odds of one to one."""
    assert probability(0) == 0.5
    assert probability(2) == pytest.approx(1 - probability(-2))


@pytest.mark.parametrize(("cohesion", "more"), [(0.0, False), (9.0, True)], ids=["few terms", "many terms"])
def test_scores_are_adapted_to_the_base(cohesion: float, *, more: bool) -> None:
    """Where most strings look like terms, each is more likely one; the words of the list are adapted apart from them."""
    one = _string("负载均衡")
    others = {f"字符串{number}": _string("表面抗原", cohesion=cohesion) for number in range(200)}
    score = score_strings({"负载均衡": one, "壁纸": _string("壁纸"), **others}, {})
    assert (score["负载均衡"] > score_han(one, 0.0) + 0.3) is more
    assert (score["负载均衡"] < score_han(one, 0.0) - 0.3) is not more
    assert score["壁纸"] == pytest.approx(score_han(_string("壁纸"), 0.0), abs=0.3)


def test_few_strings_say_little_of_a_base() -> None:
    """Their share is mostly the one of the bases that the weights come from."""
    strings = {"表面抗原": _string("表面抗原", cohesion=9.0), "核心抗体": _string("核心抗体", cohesion=9.0)}
    for text, score in score_strings(strings, {}).items():
        assert score == pytest.approx(score_han(strings[text], 0.0), abs=0.6)


@pytest.mark.parametrize(
    ("words", "kinds", "ratio", "ends", "expected"),
    [
        (("kafka", "实例"), "pn", 30.0, 4, True),
        (("kafka", "实例"), "pn", 29.0, 4, False),
        (("kafka", "实例"), "un", 30.0, 4, False),
        (("kafka", "实例"), "pn", 30.0, 3, False),
        (("p", "实例"), "pn", 30.0, 4, False),
    ],
    ids=["named", "loose", "no name", "within", "letter"],
)
def test_names_before_nouns(words: tuple[str, str], kinds: str, ratio: float, ends: int, *, expected: bool) -> None:
    """They need no more where phrases begin and end with both."""
    found = CandidateCounts()
    found.questions, found.count, found.opens, found.closes, found.kinds = 4, 8, 8, ends, kinds
    associated = SimpleNamespace(association=lambda *_: (ratio, 0.1))
    assert bool(score_chinese_phrase(associated, words, found)) is expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "counted", "expected"),
    [
        (("hash", "值"), {}, True),
        (("n", "值"), {}, False),
        (("哈希", "值"), {}, False),
        (("hash", "函数"), {}, False),
        (("30", "值"), {"kinds": "#n"}, False),
        (("hash", "值"), {"opens": 3}, False),
        (("hash", "值"), {"closes": 6}, False),
        (("hash", "值"), {"questions": 9}, False),
    ],
)
def test_latin_words_with_a_character_behind(words: tuple[str, str], counted: dict[str, object], *, expected: bool) -> None:
    """They are a term where phrases begin and end with both and questions repeat them: a character alone is not counted."""
    found = CandidateCounts()
    for name, value in {"questions": 4, "count": 10, "opens": 4, "closes": 7, "kinds": "nn", **counted}.items():
        setattr(found, name, value)
    base: Any = SimpleNamespace(association=lambda *_: None, known=lambda word: word if len(word) > 1 else None)
    assert bool(score_chinese_phrase(base, words, found)) is expected


def test_names_that_begin_with_a_function_word() -> None:
    """They need more than others, and say nothing of the base; Japanese has its own."""
    found = _string("后付费")
    assert score_han(found, 0.0) - score_han(found, 0.0, language="ja") == pytest.approx(
        -1.3 + 0.16 * (_mean_band("ja", found) - _mean_band("zh", found))
    )
    usual = {"负载均衡": _string("负载均衡"), "页面": _string("页面")}
    many = {f"{number}": _string("后付费", cohesion=9.0) for number in range(200)}
    together = score_strings(usual | many, {})
    assert {text: together[text] for text in usual} == score_strings(usual, {})


def test_what_coherence_is_measured_against(monkeypatch: pytest.MonkeyPatch) -> None:
    """Strings of two questions, and those that begin with a function word, are compared with the others, and count for none."""
    asked: list[list[str]] = []

    def coherence(_: list[str], *words: list[str]) -> dict[str, float]:
        asked.extend(words)
        return {}

    monkeypatch.setattr(termhood, "coherence", coherence)
    strings = {"页面": _string("页面"), "胃炎": _string("胃炎", questions=2), "后付费": _string("后付费")}
    _fits(_base(3), strings, "zh")
    assert [sorted(strings.keys() & words) for words in asked] == [["页面"], ["后付费", "胃炎"]]


def _mean_band(language: str, found: HanString) -> float:
    known = known_words(language)
    return sum(known[word.key].band if word.key in known else 0 for word in found.words) / len(found.words)


def test_strings_of_two_questions_say_nothing_of_the_base() -> None:
    """Neither of the share of terms nor of its fields."""
    usual = {"负载均衡": _string("负载均衡"), "胃炎": _string("胃炎"), "页面": _string("页面")}
    rare = {f"字符串{number}": _string("表面抗原", cohesion=9.0, questions=2) for number in range(200)}
    rare |= {"血糖": _string("血糖", questions=2)}
    found = score_strings(usual | rare, {})
    assert {text: found[text] for text in usual} == score_strings(usual, {})
    assert found["血糖"] == pytest.approx(score_strings(usual | {"血糖": _string("血糖", questions=2)}, {})["血糖"])


def _base(total: int) -> BaseCounts:
    base = BaseCounts([])
    base.total = total
    return base


@pytest.mark.parametrize(
    ("known", "total", "expected"),
    [
        ({"titles": 2}, 39, False),
        ({"titles": 3}, 39, True),
        ({"titles": 0}, 40, True),
        ({"questions": 50, "occurrences": 60, "titles": 0}, 100, True),
        ({"questions": 51, "occurrences": 60, "titles": 15}, 100, False),
        ({"questions": 51, "occurrences": 60, "titles": 16}, 100, True),
        ({"questions": 20, "occurrences": 21, "titles": 18}, 100, False),
    ],
    ids=["small", "small, in titles", "large", "half", "most", "most, asked about", "of a template"],
)
def test_which_strings_may_be_terms(known: dict[str, int], total: int, *, expected: bool) -> None:
    """Titles show them in small bases; what most questions have must be what they ask about; a template says nothing."""
    assert _may_be_term(_base(total), _string("负载均衡", **known)) is expected


@pytest.mark.parametrize(("within", "expected"), [(74, True), (75, False)])
def test_words_that_mostly_occur_within_a_string(within: int, *, expected: bool) -> None:
    """Three quarters of the occurrences make a word a fragment of the string."""
    strings = {"缓存穿透": _string("缓存穿透", occurrences=within), "缓存": _string("缓存", occurrences=100)}
    assert ("缓存" in _uncovered(strings)) is expected


@pytest.mark.parametrize(("text", "longer"), [("缓存", ("缓存穿透", "缓存击穿")), ("普通发票", ("企业普通发票", "个人普通发票"))])
@pytest.mark.parametrize(("occurrences", "expected"), [(41, True), (40, False)])
def test_what_stands_within_several_strings(text: str, longer: tuple[str, str], occurrences: int, *, expected: bool) -> None:
    """What stands within two strings may do so one and a half times as often as it stands alone, on average of the two."""
    strings = {string: _string(string, occurrences=30) for string in longer}
    assert (text in _uncovered(strings | {text: _string(text, occurrences=occurrences)})) is expected


def test_words_of_the_list_lie_between_words_only() -> None:
    """乙肝|病毒 holds no 肝病, but 型肝炎, which no list has, is a fragment of 乙型肝炎."""
    strings = {"乙肝病毒": _string("乙肝病毒", occurrences=90), "肝病": _string("肝病", occurrences=100)}
    assert "肝病" in _uncovered(strings)
    strings = {"乙型肝炎": _string("乙型肝炎", occurrences=90), "型肝炎": _string("型肝炎", occurrences=100)}
    assert "型肝炎" not in _uncovered(strings)


@pytest.mark.parametrize(
    ("text", "usual", "expected"), [("镜像缓存", "缓存", {"镜像缓存", "缓存"}), ("益生菌", "益生", {"益生菌"})]
)
def test_strings_of_two_questions_cover_pieces_of_words_only(text: str, usual: str, expected: set[str]) -> None:
    """A commoner term stays one, a piece of a word is none however common."""
    strings = {text: _string(text, questions=2, occurrences=9), usual: _string(usual, questions=4, occurrences=10)}
    assert _uncovered(strings) == expected


@pytest.mark.parametrize(("questions", "kept"), [(6, 2), (5, 1), (3, 0)])
def test_strings_of_two_questions_leave_two_to_the_term_within(questions: int, kept: int) -> None:
    """Without two questions of its own it would be no concept."""
    longer = {"镜像缓存": _string("镜像缓存", questions=2), "页面缓存": _string("页面缓存", questions=2)}
    found = _uncovered({"缓存": _string("缓存", questions=questions, occurrences=99), **longer})
    assert "缓存" in found
    assert len(found & longer.keys()) == kept


def _texts(number: int, having: int = 3) -> Iterator[Question]:
    for at in range(1, number + 1):
        passage = Passage(SectionKind.ANSWER, PassageRole.TEXT, "负载均衡。" if at <= having else "别的", 0, 1)
        yield Question(QuestionId(str(at)), at, f"标题{at}", "a.md", Lines(1, 2), (), (passage,), ())


@pytest.mark.parametrize(
    ("score", "having", "expected"), [(-0.29, 3, True), (-0.31, 3, False), (2.01, 2, True), (1.99, 2, False)]
)
def test_the_least_odds_of_a_term(score: float, having: int, *, expected: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """What two questions have needs more; and what they say of how likely it is one."""
    monkeypatch.setattr(termhood, "score_strings", lambda strings, *_: dict.fromkeys(strings, score))
    texts = [*_texts(50, having)]
    terms = {term.key: term.certainty for term in termhood.find_terms(texts, [count_candidates(text) for text in texts])}
    assert ("负载均衡" in terms) is expected
    assert terms.get("负载均衡", probability(score)) == probability(score)


@pytest.mark.parametrize(("certainty", "expected"), [(0.5, True), (0.49, False)])
def test_sentences_link_to_what_is_likely_a_term(certainty: float, *, expected: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Other terms are concepts, but no words of a sentence lead to them."""
    found, _ = questions(
        base(tuple(f"第{number}题？|内存好。" if number < 4 else f"第{number}题？|别的。" for number in range(12)))
    )
    monkeypatch.setattr(find, "find_terms", lambda *_: (Term("内存", (("内存", 4),), 4, certainty),))
    assert [concept.linked for concept in find.find_concepts(classify_all(found), ConceptOverlay())] == [expected]


@pytest.mark.parametrize(("likely", "total", "expected"), [(3, 2000, 100), (150, 2000, 150), (3, 200, 50), (60, 200, 60)])
def test_how_many_strings_say_what_the_field_is(likely: int, total: int, expected: int) -> None:
    """All likely ones, and the surest others up to a hundred or a quarter of all."""
    odds = {f"词{number}": float(likely - number) for number in range(total)}
    assert _of_field(odds) == [f"词{number}" for number in range(expected)]
