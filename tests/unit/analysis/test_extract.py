"""The names that one question introduces."""

from __future__ import annotations

import pytest
from zhiku.analysis.concepts.extract import occurrences
from zhiku.model import Lines, Passage, PassageRole, Question, QuestionId, SectionKind


@pytest.mark.parametrize(("text", "names"), [("乘性噪声：来自系数", ["乘性噪声"]), ("旭川駅 20:10 → 音威子府駅", [])])
def test_names_behind_a_label(text: str, names: list[str]) -> None:
    """What stands before a colon is named, what stands before the minutes of a time is not."""
    items = [("方法一", "别的。"), ("方法二", text)]
    passages = [
        Passage(SectionKind.ANSWER, role, words, number, line)
        for line, (head, body) in enumerate(items, 1)
        for number, (role, words) in enumerate(((PassageRole.LIST_HEAD, head), (PassageRole.TEXT, body)))
    ]
    question = Question(QuestionId("1"), 1, "标题", "a.md", Lines(1, 2), (), tuple(passages), ())
    assert [found.name for found in occurrences(question)] == names


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("What is a clove hitch?", ["clove hitch"]),
        ("What is this knot a good example of?", []),
        ("What is the rope made of?", []),
        ("What is considered a loose knot?", []),
        ("What is a clove hitch and how is it tied?", ["clove hitch"]),
        ("What is the ideal splice for the anchor line?", []),
        ("What are the main changes from version 2?", []),
        ("What are the benefits of nylon?", []),
        ("What is the law of the sea?", ["law of the sea"]),
        ("What is new in sailing?", []),
        ("What is new rope?", ["new rope"]),
        ("What is platform as a service?", ["platform as a service"]),
        ("报错 No such knot，用 Rope 吗？", ["Rope"]),
        ("IT 行业用 Rope 吗？", ["IT", "Rope"]),
    ],
)
def test_names_that_titles_ask_about(title: str, names: list[str]) -> None:
    """A thing that is asked about is named; a clause is not."""
    passage = Passage(SectionKind.ANSWER, PassageRole.TEXT, "Words.", 0, 1)
    question = Question(QuestionId("1"), 1, title, "a.md", Lines(1, 2), (), (passage,), ())
    assert [found.name for found in occurrences(question)] == names


def test_a_remark_that_several_heads_have_names_nothing() -> None:
    """Nor does what stands before it: ``width (optional)``."""
    heads = ["Zyxx width (optional)", "Zyxx height (optional)", "Longest Common Kiln (LCK)"]
    passages = [Passage(SectionKind.ANSWER, PassageRole.LIST_HEAD, head, 1, line) for line, head in enumerate(heads, 1)]
    question = Question(QuestionId("1"), 1, "Commands", "a.md", Lines(1, 2), (), tuple(passages), ())
    assert [found.name for found in occurrences(question)] == ["Longest Common Kiln"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("서버는 배치 정규화(Batch Normalization)를 쓴다.", [("배치 정규화", "Batch Normalization")]),
        ("이것은 임계영역(critical section)이다.", [("임계영역", "critical section")]),
        ("자원을 지향하는 구조(Resource Oriented Architecture)이다.", []),
        ("길을 넓게(wide) 찾는다.", []),
        ("두 모듈(UDP or TCP)을 쓴다.", []),
        ("도구(Docker, Kubernetes)를 쓴다.", []),
        ("저장은 데이터 정의어(DDL, Data Definition Language)로 한다.", [("데이터 정의어", "DDL", "Data Definition Language")]),
        ("탐색(DFS)을 한다.", []),
        ("Это машинное обучение (machine learning).", [("машинное обучение", "machine learning")]),
        ("Платят налог на добавленную стоимость (НДС).", [("налог на добавленную стоимость", "НДС")]),
        ("Bu Vergi Usul Kanunu'na (VUK) göre.", [("Vergi Usul Kanunu", "VUK")]),
        ("Pagan el impuesto sobre el valor añadido (IVA).", [("impuesto sobre el valor añadido", "IVA")]),
        ("Ταξινόμηση και δυαδική αναζήτηση (binary search).", [("δυαδική αναζήτηση", "binary search")]),
        ("これはデッドロック（deadlock）です。", [("デッドロック", "deadlock")]),
    ],
)
def test_foreign_names_in_parentheses(text: str, names: list[tuple[str, ...]]) -> None:
    """As many words as the foreign name has are the name, unless a particle or a verb stands among them."""
    passage = Passage(SectionKind.ANSWER, PassageRole.TEXT, text, 0, 1)
    question = Question(QuestionId("1"), 1, "Tools", "a.md", Lines(1, 2), (), (passage,), ())
    assert [(found.name, *found.aliases) for found in occurrences(question)] == names
