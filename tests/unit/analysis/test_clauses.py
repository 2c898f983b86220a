"""How text is cut into clauses, and which lines belong to its form."""

from __future__ import annotations

from zhiku.analysis.clauses import boilerplate, clauses, clauses_of, standing_lines

from tests.support.read import base, question, questions


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


def test_lines_that_stand_in_most_answers() -> None:
    """A label with any value behind it is one form; a line of few questions is none of them, nor is a long one."""
    lines = ["公司：{}\n\n分类：前端\n\n{}的用法。".format(*pair) for pair in zip("甲乙丙丁戊", "abcde", strict=True)]
    texts = base([f"题 {number}？|{text}" for number, text in enumerate(lines)])
    assert standing_lines(questions(texts)[0])[0] == ["公司：甲", "分类：前端"]
    fewer = base([f"题 {number}？|{text}" for number, text in enumerate(lines[:4])])
    assert standing_lines(questions(fewer)[0]) == [[]] * 4


def test_sources_and_long_lines_that_stand_in_most_answers() -> None:
    """Addresses may differ and be long; a long line is one if half of the answers have it."""
    source = "Weitere Informationen und Quellen: https://example.org/a/long/path/of/the/article/number/{}"
    long = "Dieser Text ersetzt keinen Besuch bei einer Ärztin, einem Arzt oder in der Apotheke vor Ort."
    own = "Nummer {} hat eine eigene Antwort, die so lang ist, dass sie auf keine der kurzen Zeilen passt."
    answers = ["\n\n".join([own.format(n), source.format(n), *[long] * (n < 5)]) for n in range(10)]
    texts = base([f"题 {number}？|{answer}" for number, answer in enumerate(answers)])
    assert standing_lines(questions(texts)[0])[0] == [source.format(0), long]
    texts = base([f"题 {number}？|{answer}" for number, answer in enumerate([*answers, own.format(10)])])
    assert standing_lines(questions(texts)[0])[0] == [source.format(0)]
