"""Names and addresses of topics that are found."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from zhiku.analysis.concepts.find import _id_of
from zhiku.analysis.topics.anchors import Anchor
from zhiku.analysis.topics.find import (
    _Group,
    _group,
    _name_of,
    _second,
    _title_of,
    _topic,
    free_id,
)
from zhiku.model import (
    QuestionId,
)

if TYPE_CHECKING:
    from collections.abc import Iterable


def _anchor(name: str, questions: int) -> Anchor:
    return Anchor(name, (name,), 1.0, {QuestionId(str(number)): 3.0 for number in range(questions)})


@pytest.mark.parametrize(
    ("name", "longer", "expected"),
    [("Gensim", 7, "new Gensim"), ("Gensim", 6, "Gensim"), ("words", 4, "new words"), ("words", 3, "words")],
)
def test_a_longer_name_of_most_of_its_questions_names_a_topic(name: str, longer: int, expected: str) -> None:
    """It says more than the word around which the group is, above all where that is a common one."""
    assert _name_of([_anchor(name, 10), _anchor(f"new {name}", longer)]) == expected


@pytest.mark.parametrize(
    ("name", "written", "title"),
    [
        ("data", (), "Data"),
        ("dbt", ("dbt", "DBT"), "dbt"),
        ("cana", ("cana", "Cana"), "Cana"),
        ("learning rate", (), "Learning rate"),
        ("ключ", (), "Ключ"),
    ],
)
def test_topics_begin_with_a_capital(name: str, written: tuple[str, ...], title: str) -> None:
    """But for short names that the text never begins with one."""
    assert _title_of(name, written) == title


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        (("sizeof",), "sizeof counts bytes, unlike sizeofs.", "sizeof"),
        (("sizeof(x)",), "sizeof(x) and one sizeof", "sizeof"),
        (("sizeof",), "sizeof is marked once and sizeof is not, nor is sizeof.", "Sizeof"),
        ((), "sizeof counts bytes.", "Sizeof"),
    ],
)
def test_code_keeps_its_case(code: tuple[str, ...], text: str, expected: str) -> None:
    """Where half of what the text says of it is marked as code."""
    asked: Any = [SimpleNamespace(question=SimpleNamespace(passages=[SimpleNamespace(is_code=False, code=code, text=text)]))]
    assert _topic(_Group((Anchor("sizeof", ("sizeof",), 1.0, {}),), (), 1), asked, set()).name == expected


@pytest.mark.parametrize(("name", "address"), [("Aplicación", "aplicacion"), ("数据", "shu-ju"), ("Über Git", "uber-git")])
def test_addresses_of_topics_and_concepts(name: str, address: str) -> None:
    """Accents go, and leave no gap."""
    assert free_id(name, set()) == address
    assert _id_of([name]) == address


def _about(name: str, questions: Iterable[str], weight: float = 1.0) -> Anchor:
    return Anchor(name, (name,), weight, dict.fromkeys(map(QuestionId, questions), 3.0))


_MEMBERS = frozenset(QuestionId(f"v{number}") for number in range(20))


@pytest.mark.parametrize(
    ("name", "inside", "outside", "weight", "expected"),
    [
        ("embeddings", 3, 3, 1.0, True),
        ("embeddings", 2, 0, 1.0, False),
        ("embeddings", 3, 4, 1.0, False),
        ("embeddings", 3, 0, 0.9, False),
        ("words", 9, 0, 1.0, False),
    ],
)
def test_second_names(name: str, inside: int, outside: int, weight: float, *, expected: bool) -> None:
    """Three of twenty questions speak of it and no more of the others, and it is no common word itself."""
    speaking = [*sorted(_MEMBERS)[:inside], *(f"o{number}" for number in range(outside))]
    second = _about(name, speaking, weight)
    assert _second(_MEMBERS, _about("Gmail", speaking), [second]) == ((second,) if expected else ())


@pytest.mark.parametrize(("both", "expected"), [(1, False), (2, False), (3, True)])
def test_two_names_belong_together(both: int, *, expected: bool) -> None:
    """Half of the questions on the one that fewer are about are on both, and two at least."""
    members = sorted(_MEMBERS)
    second = _about("embeddings", members[:6])
    assert _second(_MEMBERS, _about("words", members[6 - both : 12]), [second]) == ((second,) if expected else ())
    few = _about("embeddings", members[:1])
    assert _second(frozenset(members[:3]), few, [few]) == ()


def test_a_topic_with_two_names_has_the_terms_of_both() -> None:
    """Between the names stands what the language writes between things."""
    group = _Group((_about("住宅", "abc"),), (_about("商铺", "ab"),), 3)
    topic = _topic(group, (), set(), "、")
    assert (topic.id, topic.name, topic.terms) == ("zhu-zhai", "住宅、商铺", ("住宅", "商铺"))


@pytest.mark.parametrize(("name", "named", "second"), [("words", 20, True), ("Gmail", 8, False), ("Gmail", 7, True)])
def test_a_name_that_says_little_gets_a_second_one(name: str, named: int, *, second: bool) -> None:
    """A common word, and one that fewer than two in five of the topic's questions speak of; not by a longer form of itself."""
    members = sorted(_MEMBERS)
    anchors = [_about(name, members[:named]), _about("Gensim", members[:3]), _about(f"new {name}", members[:2])]
    group = _group(0, anchors, [0], _MEMBERS)
    assert [anchor.name for anchor in group.second] == (["Gensim"] if second else [])
    assert [anchor.name for anchor in group.anchors] == [name, f"new {name}"]


@pytest.mark.parametrize(
    ("spellings", "address"),
    [
        (("plugins", "plugin"), "plugin"),
        (("Kubernetes",), "kubernetes"),
        (("DNS", "dns"), "dns"),
        (("event hooks",), "event-hook"),
        (("news",), "news"),
    ],
)
def test_an_address_is_the_singular_that_the_text_or_a_list_has(spellings: tuple[str, ...], address: str) -> None:
    """So that it stays when the plural becomes more frequent."""
    assert _topic(_Group((Anchor(spellings[0], spellings, 1.0, {}),), (), 1), (), set()).id == address


def test_an_address_is_that_of_the_term_beside_a_longer_name() -> None:
    """*React Router* may name the topic of *router* or not, from one question to the next."""
    members = "abcdefgh"
    group = _Group((_about("zorbeck", members), _about("big zorbeck", members[:7])), (), 8)
    assert (_topic(group, (), set()).id, _topic(group, (), set()).name) == ("zorbeck", "Big zorbeck")


def test_a_second_name_is_no_part_of_the_first() -> None:
    """*Zorbeck Gensim*, and not *Zorbeck Gensim, Gensim*."""
    members = sorted(_MEMBERS)
    group = _group(0, [_about("Zorbeck Gensim", members[:4]), _about("Gensim", members[:6])], [0], _MEMBERS)
    assert group.second == ()
