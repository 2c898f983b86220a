"""Strings of Han characters: which are looked at, and what is counted of them."""

from __future__ import annotations

from math import log2

import pytest
from zhiku.analysis.concepts import han_text
from zhiku.analysis.concepts.chinese_terms import score_han
from zhiku.analysis.concepts.han_strings import HanString, find_han_strings
from zhiku.analysis.concepts.han_text import is_standalone
from zhiku.model import Lines, Passage, PassageRole, Question, QuestionId, SectionKind


def _question(number: int, title: str, *texts: str, role: PassageRole = PassageRole.TEXT) -> Question:
    passages = tuple(Passage(SectionKind.ANSWER, role, text, 0, 1) for text in texts)
    return Question(QuestionId(str(number)), number, title, "a.md", Lines(1, 2), (), passages, ())


def _found(*texts: str) -> dict[str, HanString]:
    return find_han_strings([_question(number, "标题", text) for number, text in enumerate(texts, 1)], 3)


def test_strings_are_counted_however_the_list_cuts_them() -> None:
    """The list cuts 和缓|存|击穿 there. A string that is nearly always a piece of one longer string is not looked at.

    That it stands behind 和 makes it no piece.
    """
    found = _found("平和缓存击穿，缓存", "说和缓存击穿，缓存", "讲和缓存击穿，和缓存击穿，缓存")
    assert (found["缓存击穿"].questions, found["缓存击穿"].occurrences) == (3, 4)
    assert found["缓存"].occurrences == 7
    assert "缓存击" not in found


@pytest.mark.parametrize(("alone", "expected"), [(2, True), (1, False)])
def test_pieces_have_three_quarters_of_their_occurrences_within(alone: int, *, expected: bool) -> None:
    """Three of four make 插入 a piece of 插入排序, three of five do not."""
    found = _found("甲插入排序", "乙插入排序", "丙插入排序" + "，插入" * alone)
    assert ("插入" in found) is expected


@pytest.mark.parametrize(("others", "expected"), [(1, True), (0, False)])
def test_what_two_questions_have_covers_no_piece_of_more(others: int, *, expected: bool) -> None:
    """In the others 插入 stands alone."""
    texts = ["甲插入排序，插入排序，插入排序", "乙插入排序，插入排序"] + ["丙插入"] * others
    found = find_han_strings([_question(number, "标题", text) for number, text in enumerate(texts, 1)], 2)
    assert found["插入排序"].questions == 2
    assert ("插入" in found) is expected


@pytest.mark.parametrize(("number", "expected"), [(2, False), (3, True)])
def test_what_two_questions_have_holds_no_function_word(number: int, *, expected: bool) -> None:
    """Such as 到 in 端到端; 用户名 is a word of its own."""
    texts = [f"{word}端到端，{word}用户名" for word in "甲乙丙"[:number]]
    found = find_han_strings([_question(at, "标题", text) for at, text in enumerate(texts, 1)], 2)
    assert ("端到端" in found) is expected
    assert "用户名" in found


def test_how_frequent_a_string_is_in_a_large_base() -> None:
    """It is not rounded, as three of millions of characters are more than none: each text as long takes away as much."""
    filler = "".join(map(chr, range(0x4E00, 0x4E00 + 20_000)))
    texts = ["甲缓存击穿", "乙缓存击穿", "丙缓存击穿"]
    one, two, three = (1 / _found(*texts, filler * times)["缓存击穿"].frequency for times in (1, 2, 3))
    assert three - two == pytest.approx(two - one)


def test_what_too_few_questions_have_is_left_out() -> None:
    """However often one repeats it."""
    assert "负载均衡" not in _found("负载均衡，负载均衡", "负载均衡", "别的")


@pytest.mark.parametrize(("text", "expected"), [("增值电信业务经营许可证书", True), ("新增值电信业务经营许可证书", False)])
def test_long_names(text: str, *, expected: bool) -> None:
    """Twelve characters, and no more, nor pieces of what is longer."""
    found = _found(*(f"{word}，{text}" for word in "甲乙丙"))
    assert (text in found) is expected
    assert found.keys() <= {text, "标题"}


def test_titles_and_heads_are_told_apart() -> None:
    """A question that has a string in the title and in a head counts for the title only."""
    questions = [
        _question(1, "负载均衡", "负载均衡", role=PassageRole.HEADING),
        _question(2, "标题", "负载均衡", role=PassageRole.HEADING),
        _question(3, "标题", "负载均衡。负载均衡。"),
    ]
    found = find_han_strings(questions, 3)["负载均衡"]
    assert (found.titles, found.heads, found.occurrences) == (1, 1, 5)


def test_what_stands_beside_a_string_makes_it_free() -> None:
    """The same character each time says that the string goes on; punctuation says that it ends."""
    free = _found(*(f"{word}负载均衡，好" for word in "甲乙丙丁"))
    bound = _found(*(f"甲负载均衡{word}，甲负载均衡" for word in "甲乙丙丁"))
    assert free["负载均衡"].freedom > 2
    assert bound["甲负载均衡"].freedom > 2
    assert "负载均衡" not in bound


def test_cohesion_is_that_of_the_weakest_division() -> None:
    """The pointwise mutual information of 缓存|击穿, which 缓|存击穿 exceeds, among 15 Han characters."""
    found = _found("缓存击穿", "缓存击穿，缓存，缓存", "缓存击穿，击穿")
    counted = sum(map(len, ("标题" * 3, "缓存击穿" * 3, "缓存" * 2, "击穿")))
    assert found["缓存击穿"].cohesion == pytest.approx(log2(3 * counted / (5 * 4)), abs=1e-5)


@pytest.mark.parametrize("text", ["可以报税", "税的人", "三个人"])
def test_strings_with_function_words_are_left_out(text: str) -> None:
    """Neither at an end nor within."""
    assert text not in _found(*(f"{word}，{text}，{text}" for word in "甲乙丙"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [("端到端", True), ("月龄", True), ("对公汇款", True), ("再穿", False), ("与税", False), ("对税务", False), ("最多", False)],
)
def test_characters_that_form_words_with_another_one(text: str, *, expected: bool) -> None:
    """到 and 月 do beside one character that is no function word; 再 stands before verbs, and 与 joins nouns."""
    assert (text in _found(*(f"{word}，{text}，{text}" for word in "甲乙丙"))) is expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [("型", False), ("式", False), ("的", True), ("间", True), ("可以", True), ("范围", False), ("月", True)],
)
def test_function_words_that_are_parts_of_words(word: str, *, expected: bool) -> None:
    """型 and 式 end words, 范围 ends terms; 的 and 间 do not."""
    assert is_standalone(word) is expected


def test_measure_words_begin_no_term() -> None:
    """个网站 is not looked at, 网站 is."""
    found = _found(*(f"两个网站{word}，网站好" for word in "甲乙丙"))
    assert "网站" in found
    assert not any(string.startswith("个") for string in found)


@pytest.mark.parametrize("greeting", ["楼主你好", "您好楼主", "请教楼主"])
@pytest.mark.parametrize(("others", "expected"), [(6, False), (7, True)])
def test_whom_texts_greet(greeting: str, others: int, *, expected: bool) -> None:
    """What a third of its questions greets is no term."""
    texts = [*([greeting] * 3), *(f"{word}，楼主" for word in "甲乙丙丁戊己庚"[:others])]
    assert ("楼主" in _found(*texts)) is expected


@pytest.mark.parametrize(("others", "expected"), [(1, False), (2, True)])
def test_what_numerals_begin(others: int, *, expected: bool) -> None:
    """Behind numerals in three quarters of its occurrences, 线城市 is a piece of names; in three of five, it is none."""
    texts = ["一线城市", "二线城市", "三线城市，" + "，线城市" * others]
    assert ("线城市" in _found(*texts)) is expected


def test_what_precedes_nouns_and_verbs_is_counted() -> None:
    """办理备案 stands behind 如何 and 可以, 备案信息 behind 的 and 该."""
    found = _found(*("如何办理备案？可以办理备案。我的备案信息，该备案信息。" for _ in range(3)), "办理备案，备案信息。")
    verb, noun = found["办理备案"], found["备案信息"]
    assert [verb.after_verb_markers, verb.after_noun_markers] == pytest.approx([6 / 7, 0], abs=1e-5)
    assert [noun.after_verb_markers, noun.after_noun_markers] == pytest.approx([0, 6 / 7], abs=1e-5)


@pytest.mark.parametrize(("whole", "expected"), [(0, False), (1, True)])
def test_strings_that_split_words_are_left_out(whole: int, *, expected: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """级域名 begins within 二级 and 顶级; a text that is read in blocks has the same places."""
    texts = ["二级域名，域名。", "顶级域名，域名。", "二级域名，域名。" + "，级域名" * whole]
    found = _found(*texts)
    assert ("级域名" in found, "域名" in found) == (expected, True)
    monkeypatch.setattr(han_text, "_BLOCK", 5)
    assert _found(*texts) == found


def test_pieces_of_others_have_no_bounds() -> None:
    """的 and punctuation set off 型肝炎 on its right only, 乙型肝炎 on both sides."""
    found = _found("乙型肝炎的症状", "丙型肝炎的症状", "丁型肝炎。乙型肝炎", "戊型肝炎，乙型肝炎")
    assert found["型肝炎"].bounded == 0
    assert found["乙型肝炎"].bounded == 1


def test_traditional_characters_are_one_string_with_several_forms() -> None:
    """The string is in simplified characters; the forms are as written."""
    found = _found("負載均衡", "負載均衡", "负载均衡")["负载均衡"]
    assert found.forms == {"負載均衡": 2, "负载均衡": 1}


def test_japanese_questions_are_left_out_of_other_bases() -> None:
    """Hiragana sets off their words."""
    assert not find_han_strings([_question(n, "壁紙", "壁紙を設定する") for n in range(4)], 3)
    assert not find_han_strings([_question(n, "None", "No Han character at all") for n in range(4)], 3)


def test_japanese_strings_hold_katakana() -> None:
    """They are longer than Chinese ones, and cut into words of their own list; hiragana ends them, but for that of nouns."""
    text = "国民健康保険税納付を見る。ビデオ壁紙は動く。子育て支援は続く。"
    questions = [_question(n, "題", f"{word}{text}") for n, word in enumerate(("あ", "い", "う"), 1)]
    found = find_han_strings(questions, 3, japanese=True)
    assert {"国民健康保険税納付", "ビデオ壁紙", "子育て支援"} <= found.keys()
    assert [word.form for word in found["ビデオ壁紙"].words] == ["ビデオ", "壁紙"]
    assert found["ビデオ壁紙"].freedom > 1


def test_japanese_strings_do_not_begin_with_this_or_end_before_numerals() -> None:
    """当事者照会 does not, because 当事者 is a word."""
    text = "当法律事務所は見る。法律事務所は見る。当事者照会を見る。民法施行令第3条、民法施行令第8条、民法施行令を見る。"
    questions = [_question(n, "題", f"{word}{text}") for n, word in enumerate(("あ", "い", "う"), 1)]
    found = find_han_strings(questions, 3, japanese=True)
    assert "当法律事務所" not in found
    assert "民法施行令第" not in found
    assert {"法律事務所", "当事者照会", "民法施行令"} <= found.keys()


def test_generic_nouns_stand_within_terms() -> None:
    """咨询 alone is what readers do, 心理咨询 is a thing."""
    found = _found("他去做心理咨询了，我来咨询", "需要心理咨询吗，咨询", "这是心理咨询，咨询")
    assert score_han(found["心理咨询"], 0.0) > score_han(found["咨询"], 0.0) == score_han(found["咨询"], 9.0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("后付费", True), ("初步审定", True), ("付费后", False), ("不一致", False), ("该域名", False), ("最新版", False)],
)
def test_prefixes_and_adverbs_begin_names(text: str, *, expected: bool) -> None:
    """A function word that precedes nouns or verbs, or compares, begins none, and none ends with one."""
    found = _found(*(f"{word}，{text}" for word in "甲乙丙"))
    assert (text in found) is expected
    if expected:
        assert not found[text].is_telling
        assert found["标题"].is_telling


def test_kanji_that_join_words() -> None:
    """用 stands within 事業用資産, and ends no term; a numeral joins nothing."""
    text = "事業用資産を見る。消費税法上の見る。資産二事業を見る。"
    questions = [_question(n, "題", f"{word}{text}") for n, word in enumerate(("あ", "い", "う"), 1)]
    found = find_han_strings(questions, 3, japanese=True)
    assert "事業用資産" in found
    assert found.keys().isdisjoint({"事業用", "消費税法上", "用資産", "資産二事業"})
