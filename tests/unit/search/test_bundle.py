"""The data file of a base: complete, deterministic, and loadable as a script."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from zhiku.model import (
    GENERAL,
    Concept,
    ConceptId,
    Domain,
    DomainId,
    DomainTag,
    Entry,
    Formula,
    KnowledgeBase,
    Lines,
    Notes,
    Passage,
    PassageRole,
    Question,
    QuestionId,
    SearchEngine,
    Section,
    SectionKind,
    Strength,
    Synonyms,
)
from zhiku.pipeline.question_features import question_features
from zhiku.search import SearchAssets, documents
from zhiku.search.bundle import ENTRY, search_data
from zhiku.search.chunked_index import question_table
from zhiku.search.documents import facets_of

if TYPE_CHECKING:
    import pytest

MEDICAL = Domain(DomainId("medical"), "医疗", "Medical", "icon", ("医学",))
OTHER = Domain(GENERAL, "通用", "General", "icon", ())
SYNONYMS = Synonyms(groups=(("影像", "图像"),), directed=(("看病", ("医疗",)),))


CONCEPT = Concept(ConceptId("cross-entropy"), "交叉熵", ("Cross-Entropy", "交叉熵"), (), (), linked=True)
LONER = Concept(ConceptId("adam"), "Adam", (), (), (), linked=True)


def entry(number: int, title: str, text: str, domain: Domain) -> Entry:
    """A question with one answer: a head and a sentence."""
    answer = Section(SectionKind.ANSWER, "答案", text, "")
    passages = (
        Passage(SectionKind.ANSWER, PassageRole.LIST_HEAD, "交叉熵（Cross-Entropy）", 1, 3),
        Passage(SectionKind.ANSWER, PassageRole.TEXT, text, 1, 3),
    )
    formulas = (Formula(r"\frac{zebra}{2}", False, 3, 1),)  # noqa: FBT003 - the record's own order
    question = Question(QuestionId(str(number)), number, title, "a.md", Lines(1, 4), (answer,), passages, formulas)
    other = OTHER if domain is MEDICAL else MEDICAL
    tags = (DomainTag(domain.id, Strength.ABOUT, ()), DomainTag(other.id, Strength.MENTIONS, ()))
    fields = {"question": question, "tags": tags, "concepts": (CONCEPT.id,)}
    return Entry(**{name: fields.get(name, ()) for name in Entry.__dataclass_fields__})  # type: ignore[arg-type]


def base(*entries: Entry) -> KnowledgeBase:
    """A base of two domains."""
    fields = {
        "title": "题",
        "description": "",
        "language": "zh",
        "entries": entries,
        "domains": (MEDICAL, OTHER),
        "concepts": (CONCEPT, LONER),
    }
    return KnowledgeBase(**{name: fields.get(name, ()) for name in KnowledgeBase.__dataclass_fields__})  # type: ignore[arg-type]


BASE = base(
    entry(1, "图像分割怎么做？", "医学图像分割。", MEDICAL), entry(2, "什么是损失函数？", "衡量误差\u2028的函数。", OTHER)
)


def search_of(base: KnowledgeBase, engine: SearchEngine = SearchEngine.AUTO, synonyms: Synonyms = SYNONYMS) -> SearchAssets:
    """The search of a base."""
    return SearchAssets(base, tuple(question_features(entry.question) for entry in base.entries), base.domains, synonyms, engine)


def test_the_same_base_gives_the_same_bytes() -> None:
    """Files are deterministic; another text gives another name, so that caches never mix builds."""
    assets = search_of(BASE)
    assert assets.files() == search_of(BASE).files()
    other = search_of(base(entry(1, "图像分割怎么做？", "别的。", MEDICAL)))
    (data_path, _), (entry_path, _) = assets.files()
    assert entry_path == other.files()[1][0] == ENTRY
    assert data_path != other.files()[0][0]


def test_the_files_are_classic_scripts() -> None:
    """Each is one call with a JSON value, without the line separators that old scripts forbid in strings."""
    (path, content), (_, entry_content) = search_of(BASE).files()
    text = content.decode()
    assert json.loads(entry_content.decode().removeprefix("kbSearchEntry(").rstrip().removesuffix(")")) == {
        "data": path.removeprefix("assets/search/"),
        "engine": "lunr",
    }
    assert re.fullmatch(r"assets/search/index-[0-9a-f]{12}\.js", path)
    assert text.startswith("kbSearchData({")
    assert "\u2028" not in text
    assert json.loads(text.removeprefix("kbSearchData(").rstrip().removesuffix(")"))["version"] == 1


def test_every_question_is_in_it_and_found() -> None:
    """Titles, heads and other names are indexed in their fields; formulas are not indexed."""
    data = search_data(BASE, BASE.domains, SYNONYMS)
    postings = postings_of(data["engine"]["index"])
    assert [document["id"] for document in data["documents"]] == ["1", "2"]
    assert set(postings["损失"]["title"]) == {"2"}
    assert set(postings["entropi"]["names"]) == {"1", "2"}
    assert set(postings["医疗"]["names"]) == {"1"}
    assert set(postings["医学"]["body"]) == {"1"}
    assert "zebra" not in postings
    assert "通用" not in postings
    assert list(postings) == sorted(postings)


def noted(question: Entry, *, difficulty: str = "", frequency: str = "", tags: tuple[str, ...] = ()) -> Entry:
    """A question with notes of its owner."""
    notes = Notes(tags=tags, difficulty=difficulty, frequency=frequency)
    return replace(question, question=replace(question.question, notes=notes))


def test_notes_are_facets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Difficulties, then frequencies, then tags, most frequent first; tags up to a maximum."""
    assert documents.MAX_TAGS == 30
    plain, *others = (entry(number, "图像分割怎么做？", "答。", MEDICAL) for number in range(1, 5))
    questions = base(
        noted(plain, difficulty="难", tags=("b", "a", "b")),
        noted(others[0], difficulty="易", tags=("c", "a")),
        noted(others[1], difficulty="易"),
        others[2],
    )
    data = search_data(questions, questions.domains, SYNONYMS)
    assert data["notes"] == [["difficulty", "易"], ["difficulty", "难"], ["tag", "a"], ["tag", "b"], ["tag", "c"]]
    assert [one.get("notes") for one in data["documents"]] == [[1, 3, 2], [0, 4, 2], [0], None]
    monkeypatch.setattr(documents, "MAX_TAGS", 1)
    data = search_data(base(noted(plain, frequency="高", tags=("b", "a"))), (), SYNONYMS)
    assert data["notes"] == [["frequency", "高"], ["tag", "a"]]
    assert data["documents"][0]["notes"] == [0, 1]
    assert "notes" not in search_data(BASE, BASE.domains, SYNONYMS)


def test_notes_of_a_large_base_come_with_its_table() -> None:
    """They are available before any text is loaded, like domains."""
    plain = entry(1, "图像分割怎么做？", "答。", MEDICAL)
    questions = base(noted(plain, difficulty="难"), plain)
    table = question_table(questions.entries, facets_of(questions.domains, questions.entries))
    assert [kind[4:] for kind in table["kinds"]] == [[[0]], []]


def postings_of(index: dict[str, Any]) -> dict[str, dict[str, list[str]]]:
    """The documents that contain each term, by field."""
    named = [
        {
            field: [index["references"][place] for place in places if place >= 0]
            for field, places in zip(index["fields"], posting, strict=True)
        }
        for posting in index["postings"]
    ]
    return dict(zip(index["terms"].split(), named, strict=True))


def test_what_the_list_shows() -> None:
    """Domains by index, number of formulas, passages with section, role and depth."""
    first = search_data(BASE, BASE.domains, SYNONYMS)["documents"][0]
    assert first["mentions"] == [1]
    assert (first["domains"], first["formulas"], first["sections"]) == ([0], 1, [1])
    assert first["passages"] == [[1, 1, 1, "交叉熵（Cross-Entropy）"], [1, 0, 1, "医学图像分割。"]]


def test_names_and_folding() -> None:
    """Synonyms are in normal form, and the folding table contains exactly the characters that queries need."""
    data = search_data(BASE, BASE.domains, Synonyms((("F1 值", "Ｆ１-Score"),), ()))
    assert data["synonyms"] == [["f1值", "f1 score"]]
    assert "圖图" in data["fold"]
    assert "驢驴" not in data["fold"]


def test_letters_of_a_language_come_with_its_bases() -> None:
    """Forms of letters only where the text has them, what is written onto words only in languages that write so."""
    arabic = replace(base(entry(1, "كيف أجد المكان؟", "اسأل.", MEDICAL)), language="ar")
    data = search_data(arabic, arabic.domains, Synonyms((), ()))
    assert "کك" in data["fold"]
    affixes = re.compile(data["affixes"])
    assert [affixes.sub(r"\1", word) for word in ("والمكان", "مكانها", "ولد", "مكان")] == ["مكان", "مكان", "ولد", "مكان"]
    other = search_data(BASE, BASE.domains, Synonyms((), ()))
    assert "affixes" not in other
    assert "ك" not in other["fold"]


def test_concepts_give_names() -> None:
    """Each concept has its names in normal form, without duplicates; several names are synonyms."""
    data = search_data(BASE, BASE.domains, SYNONYMS)
    assert data["concepts"] == [[["交叉熵", "cross entropy"], 1], [["adam"], 0, "Adam"]]
    assert "交叉熵" in {*data["terms"].split(), *data["words"].split()}


def test_an_empty_base() -> None:
    """A base without questions is no error."""
    assert search_data(base(), (), Synonyms((), ()))["documents"] == []


def test_aliases_and_tags_of_a_question_find_it() -> None:
    """They are names of the document, in the index and in the ranker's data; other documents have none."""
    plain = entry(1, "损失函数有哪些？", "交叉熵用于分类。", MEDICAL)
    notes = Notes(aliases=("戴斯 Loss",), tags=("入门",))
    called = replace(plain, question=replace(plain.question, id=QuestionId("2"), notes=notes))
    one, other = search_data(base(plain, called), (MEDICAL, OTHER), SYNONYMS)["documents"]
    assert "names" not in one
    assert other["names"] == ["戴斯loss", "入门"]
    assert "戴斯" in json.dumps(search_data(base(called), (MEDICAL, OTHER), SYNONYMS)["engine"], ensure_ascii=False)
