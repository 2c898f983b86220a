"""Ids of questions: their sources, their stability, and redirects."""

from __future__ import annotations

import pytest
from zhiku.content.question_format import Opener, OpenerKind, QuestionFormat
from zhiku.parsing.ids import IdSource, ResolvedId, read_lock, resolve_ids, write_lock
from zhiku.parsing.parse import parse
from zhiku.source.text import SourceText

from tests.support.read import FORMAT, codes

A = "\n\n**答案：** a\n\n"
PLAIN = QuestionFormat((Opener(OpenerKind.HEADING, (3,)),))
LOCK = "content/ids.lock"


def resolve(
    *texts: str, lock: str = "", form: QuestionFormat = FORMAT
) -> tuple[tuple[ResolvedId, ...], list[str], tuple[tuple[str, str], ...]]:
    """The resolved ids for texts ``0.md``, ``1.md``, …, with the codes of problems and the redirects."""
    sources = [SourceText(f"{number}.md", text) for number, text in enumerate(texts)]
    resolved, problems = resolve_ids([parse(source, form)[0] for source in sources], sources, SourceText(LOCK, lock))
    assert [question.id for text in resolved.texts for question in text.questions] == [item.entry.id for item in resolved.ids]
    return resolved.ids, codes(problems), resolved.redirects


def ids(*texts: str, lock: str = "", form: QuestionFormat = FORMAT) -> dict[str, str]:
    """The ids by title."""
    return {item.entry.title: item.entry.id for item in resolve(*texts, lock=lock, form=form)[0]}


def stored(*texts: str, form: QuestionFormat = FORMAT) -> str:
    """The lock as written by ``kb ids --store``."""
    return write_lock(item.entry for item in resolve(*texts, form=form)[0])


def unnumbered(*titles: str) -> str:
    """A text of questions without numbers; each answer contains its title."""
    return "".join(f"### {title}\n\nall about {title}\n\n" for title in titles)


def test_explicit_ids_then_numbers_then_titles() -> None:
    """An id in braces, else a unique number, else words of the title; each records its source."""
    ids, problems, _ = resolve(f"### 1. T{A}### 2. U {{#you}}{A}### 3. What is it?{A}", f"### 3. 什么？{A}")
    assert [(item.entry.id, item.origin) for item in ids[:3]] == [
        ("1", IdSource.NUMBER),
        ("you", IdSource.EXPLICIT),
        ("what-is-it", IdSource.ASSIGNED),
    ]
    assert ids[3].entry.id.startswith("q-")
    assert problems == ["KB120"]


@pytest.mark.parametrize("title", ["README", "AUX", "Com1"])
def test_no_page_has_the_name_of_an_index_or_of_a_device(title: str) -> None:
    """Such a folder would be its parent's index, or could not be written on Windows."""
    (name,) = ids(unnumbered(title), form=PLAIN).values()
    assert name.startswith(f"{title.casefold()}-")


def test_the_same_explicit_id_twice() -> None:
    """The second question with an explicit id is an error that names the first, and gets another id."""
    ids, problems, _ = resolve(f"### 1. T {{#x}}{A}", f"### 2. U {{#x}}{A}")
    assert [item.entry.id for item in ids] == ["x", "2"]
    assert problems == ["KB113"]


def test_numbers_in_several_files_stop_nothing() -> None:
    """If numbers restart in another file, its questions get unique ids from their titles."""
    ids, problems, _ = resolve(f"### 1. T{A}### 2. U{A}", f"### 1. V{A}### 2. T{A}")
    assert len({item.entry.id for item in ids}) == 4
    assert problems == ["KB120"]


@pytest.mark.parametrize(
    "after",
    [
        unnumbered("new", "b", "a", "c"),
        unnumbered("a", "c"),
        unnumbered("c", "b", "a"),
        "intro\n\n## Part\n\n" + unnumbered("a", "b", "c"),
    ],
    ids=["insert", "delete", "reorder", "move"],
)
@pytest.mark.parametrize("with_lock", [False, True])
def test_an_id_does_not_depend_on_other_questions(after: str, with_lock: bool) -> None:  # noqa: FBT001 - a parameter
    """Inserting, deleting and reordering questions does not change other ids, with or without a lock."""
    before = unnumbered("a", "b", "c")
    lock = stored(before, form=PLAIN) if with_lock else ""
    old, new = ids(before, form=PLAIN), ids(after, lock=lock, form=PLAIN)
    assert {title: new[title] for title in old.keys() & new.keys()} == {title: old[title] for title in old.keys() & new.keys()}


def test_a_stored_id_stays_when_the_title_changes() -> None:
    """A renamed question is recognized by its text and keeps its stored id; without a lock it gets a new one."""
    before = unnumbered("a", "b")
    after = before.replace("### a", "### better words")
    assert ids(after, lock=stored(before, form=PLAIN), form=PLAIN)["better words"] == "a"
    assert ids(after, form=PLAIN)["better words"] == "better-words"


def test_a_stored_id_stays_when_the_answer_changes() -> None:
    """A question with a new answer is recognized by its title, even among equal titles with numbers."""
    before = f"### 1. same{A}### 2. u{A}### 1. other{A}"
    after = before.replace("### 1. other\n\n**答案：** a", "### 1. other\n\n**答案：** much better")
    assert ids(after, lock=stored(before)) == ids(before)


def test_a_number_that_comes_twice_keeps_the_stored_address() -> None:
    """If another file has the same number, the stored question keeps it as its id."""
    before = f"### 1. old{A}"
    assert ids(before, "### 1. new\n\n**答案：** b\n", lock=stored(before))["old"] == "1"


def test_a_changed_id_leaves_a_redirect() -> None:
    """A stored question with a new explicit id is redirected from its old address, also after storing again."""
    before = unnumbered("a", "b")
    after = before.replace("### a", "### a {#first}")
    lock = stored(before, form=PLAIN)
    ids, _, redirects = resolve(after, lock=lock, form=PLAIN)
    assert redirects == (("a", "first"),)
    again = write_lock(item.entry for item in ids)
    assert resolve(after, lock=again, form=PLAIN)[2] == (("a", "first"),)


def test_no_redirect_from_an_address_in_use() -> None:
    """An old id that another question has now leads to that question."""
    before = f"### 1. T{A}### 2. U{A}"
    after = f"### 1. new\n\n**答案：** new\n\n### 2. T{A}### 3. U{A}"
    assert resolve(after, lock=stored(before))[2] == ()


def test_what_is_stored_is_read_back() -> None:
    """A written lock is read back unchanged; invalid lines are reported."""
    text = stored(f'### 1. 引号"和\\反斜线{A}', f"### 1. U {{#u}}{A}")
    entries, problems = read_lock(SourceText(LOCK, text))
    assert write_lock(entries) == text
    assert problems == []
    _, problems = read_lock(SourceText(LOCK, text + "[]\n\n7\n"))
    assert [(problem.code, problem.line) for problem in problems] == [("KB307", 3), ("KB307", 5)]


def test_a_missing_stored_question_is_reported() -> None:
    """KB122 lists stored questions that no longer exist, but not those that only moved."""
    _, problems, _ = resolve(unnumbered("b"), lock=stored(unnumbered("a", "b"), form=PLAIN), form=PLAIN)
    assert problems == ["KB122"]


def numbered(*titles: str) -> str:
    """A text of questions numbered in order; each answer contains its title."""
    return "".join(f"### {number}. {title}\n\n**答案：** {title}!\n\n" for number, title in enumerate(titles, start=1))


@pytest.mark.parametrize("after", [("new", "a", "b", "c"), ("b", "c"), ("c", "b", "a")], ids=["insert", "delete", "reorder"])
def test_numbering_anew_moves_no_stored_question(after: tuple[str, ...]) -> None:
    """After renumbering, every stored question keeps its address."""
    before = numbered("a", "b", "c")
    old, new = ids(before), ids(numbered(*after), lock=stored(before))
    assert {title: new[title] for title in old.keys() & new.keys()} == {title: old[title] for title in old.keys() & new.keys()}
    assert len(set(new.values())) == len(after)


def test_a_new_question_gets_its_number_only_where_it_is_free() -> None:
    """Numbers of stored questions are reserved; a new question is reported as not stored."""
    ids, problems, redirects = resolve(numbered("new", "a", "b"), lock=stored(numbered("a", "b")))
    assert [(item.entry.id, item.origin) for item in ids] == [
        ("new", IdSource.ASSIGNED),
        ("1", IdSource.STORED),
        ("2", IdSource.STORED),
    ]
    assert problems == ["KB120"]
    assert redirects == ()
