"""How text is cut into clauses and words, and what a title asks about."""

from __future__ import annotations

from zhiku.analysis.clauses import asked_of, boilerplate, clauses, clauses_of, subjects_of, words_of

from tests.support.read import question


def test_clauses_end_at_punctuation() -> None:
    """Chinese and Latin punctuation ends a clause and is no part of it."""
    assert clauses("一，二。三; four: 五！") == ["一", "二", "三", "four", "五"]


def test_clauses_end_with_their_passage() -> None:
    """Passages without punctuation are clauses of their own; one that recurs is given once."""
    assert [*clauses_of(question("- 先烧水\n- 再泡茶，再泡茶\n"))] == ["先烧水", "再泡茶"]


def test_boilerplate_recurs_in_three_questions() -> None:
    """Only long clauses are boilerplate, and only those of three questions."""
    long, longer, short = "都要注意安全卫生问题", "这一条只在两道题里面出现", "图像分类"
    assert boilerplate([]) == frozenset()
    assert boilerplate([{long, longer, short}, {long, longer, short}, {long, short}]) == {long}


def test_words_are_pairs_and_latin_words() -> None:
    """Chinese is cut into pairs within a run, Latin words are whole and in lower case; clauses left out give none."""
    assert words_of(["深度CNN-2学习", "习题 x"]) == {"深度", "cnn-2", "学习", "习题", "x"}
    assert words_of(["先烧水", "Later"], left_out={"先烧水"}) == {"later"}


def test_what_a_title_asks_about() -> None:
    """Subjects are longer nouns outside the question frame; words are all that is outside it."""
    assert subjects_of("如何选择优化算法和注意力机制？") == {"选择优化算法", "注意力机制"}
    assert asked_of("什么是 AdamW 优化器？") == {"adamw", "优化", "化器"}
