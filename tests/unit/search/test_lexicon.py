"""Words, names and pinyin readings extracted from text."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st
from zhiku.lang.question_words import COMMON_WORDS, QUESTION_WORDS
from zhiku.search.pinyin import common_characters, common_table, special_readings
from zhiku.search.segmentation import find_words, segmenter, varied_strings

import tools.pinyin
from tests.unit.search import plain_segmentation

TEXTS = (
    "优化算法很多", "优化模型", "选择算法", "算法的优点", "模型的优化", "梯度下降算法",
    "随机梯度下降", "计算梯度", "梯度消失", "模型选择", "外汇预测", "预测模型", "股票预测",
)  # fmt: skip


def test_words_are_what_recurs_in_different_surroundings() -> None:
    """Recurring strings are words, strings across two words are not, and the rest between words is."""
    words = find_words(Counter(TEXTS))
    assert {"优化", "算法", "模型", "梯度", "预测"} <= words.keys()
    assert "外汇" in words
    assert not {"化算", "的优", "模型的"} & words.keys()


@given(st.permutations(TEXTS))
def test_the_order_of_texts_does_not_matter(texts: list[str]) -> None:
    """The same texts give the same words in the same order."""
    assert list(find_words(Counter(texts)).items()) == list(find_words(Counter(TEXTS)).items())


@given(st.text(st.sampled_from("เแกนด้่ิาำะ优"), max_size=20))
def test_no_word_begins_or_ends_within_a_cluster_of_characters(text: str) -> None:
    """Neither a mark or vowel behind its consonant nor a consonant behind its vowel begins a word."""
    words = segmenter(find_words(Counter([text, text])))(text)
    assert "".join(words) == text
    assert not [word for word in words[1:] if word[0] in "้่ิาะ"]
    assert not [word for word in words[:-1] if word[-1] in "เแ"]


def test_words_of_a_script_without_blanks_are_counted_in_clusters() -> None:
    """A word of six clusters may have more characters."""
    texts = ("ลบโปรแกรมออก", "เปิดโปรแกรมใหม่", "ติดตั้งโปรแกรม", "โปรแกรมนี้", "ติดตั้งใหม่", "การติดตั้ง")
    assert {"โปรแกรม", "ติดตั้ง"} <= find_words(Counter(texts)).keys()


@given(st.text(st.sampled_from("优化算法的模型有哪些吗x"), max_size=20))
def test_a_cut_loses_nothing(text: str) -> None:
    """The parts of a segmentation, concatenated, are the text."""
    assert "".join(segmenter(find_words(Counter(TEXTS)))(text)) == text


@given(
    st.text(st.sampled_from("优化算法的模型有哪些怎么x"), max_size=16),
    st.dictionaries(st.text(st.sampled_from("优化算法的模型有哪些"), min_size=1, max_size=4), st.integers(1, 50), max_size=12),
)
def test_the_fast_cut_equals_the_plain_one(text: str, counts: dict[str, int]) -> None:
    """The same parts for any counts, including question words and single characters."""
    assert segmenter(counts)(text) == plain_segmentation.cut(text, counts)


@given(st.dictionaries(st.text(st.sampled_from("优化算法型"), min_size=1, max_size=9), st.integers(1, 3), max_size=8))
def test_the_fast_search_for_candidates_equals_the_plain_one(runs: dict[str, int]) -> None:
    """The same strings with the same counts."""
    assert varied_strings(runs) == plain_segmentation.varied_strings(runs)


def test_question_words_are_not_suggested() -> None:
    """Question words are not suggested as words."""
    assert not set(QUESTION_WORDS) & find_words(Counter(["有哪些优化算法", "有哪些模型", "有哪些指标", "模型有哪些"])).keys()


def test_common_words_are_no_question_words() -> None:
    """No word is both: question words are not searched, common words are."""
    assert not set(COMMON_WORDS) & set(QUESTION_WORDS)


def test_readings_come_from_words() -> None:
    """率 is lü in 召回率, 长 is cháng or zhǎng; characters with only their usual reading are not listed."""
    special = special_readings(["召回率", "长短", "成长", "函数", "交叉熵"])
    assert special["长"] == "chang zhang"
    assert special["熵"] == "shang"
    assert "函" not in special


def test_the_common_table_covers_its_characters() -> None:
    """3,755 characters in runs of one reading; the counts add up."""
    pairs = common_table().split()
    assert len(common_characters()) == 3755
    assert sum(map(int, pairs[1::2])) == 3755
    assert (pairs[0], common_characters()[0]) == ("a", "啊")


def test_the_common_table_is_that_of_the_dictionary() -> None:
    """The data file equals pypinyin's data; ``python tools/pinyin.py`` rewrites it."""
    assert common_table() == tools.pinyin.table()


def test_a_base_without_chinese_needs_no_dictionary() -> None:
    """It has no readings."""
    assert special_readings([]) == {}
