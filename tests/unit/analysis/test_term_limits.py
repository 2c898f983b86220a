"""The limits of terms, on both sides of each: what is a little above is a term, what is a little below is none."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from zhiku.analysis.concepts import coherence as coherence_module
from zhiku.analysis.concepts.candidates import count_candidates, keys_of
from zhiku.analysis.concepts.coherence import coherence
from zhiku.analysis.concepts.counts import BaseCounts, CandidateCounts
from zhiku.analysis.concepts.joined_nouns import is_linked_noun
from zhiku.analysis.concepts.name_rules import is_pair, last_name, long_form
from zhiku.analysis.concepts.phrases import is_bounded, is_noun_phrase, linked_parts, score_phrase
from zhiku.analysis.concepts.single_words import (
    is_acronym,
    is_code,
    is_proper_name,
    score_word,
)
from zhiku.analysis.concepts.termhood import find_terms, score_candidate
from zhiku.analysis.concepts.unlisted_nouns import Weight, is_like_noun, is_rare_noun
from zhiku.analysis.inflection import noun_share, stem
from zhiku.analysis.language import language_of, text_facts
from zhiku.lang.word_lists import ADJECTIVE, NOUN, VERB
from zhiku.model import Lines, Passage, PassageRole, Question, QuestionId, SectionKind

MANY = 100


def _question(number: int, title: str, text: str) -> Question:
    passage = Passage(SectionKind.ANSWER, PassageRole.TEXT, text, 0, 1)
    return Question(QuestionId(str(number)), number, title, "a.md", Lines(1, 2), (), (passage,), ())


def test_coherence_tells_words_of_the_field() -> None:
    """血脂 is near the terms of patients, 考量 is not; both are as frequent there."""
    certain = ["高血压", "糖尿病", "胆固醇", "动脉硬化", "胰岛素", "血压"]
    words = [*certain, "血脂", "考量", "患者", "建议", "希望", "早上"]
    fits = coherence(certain, words)
    assert fits["血脂"] > 0.5
    assert fits["考量"] < -0.5
    assert coherence(certain[:4], words) == {}
    assert np.isclose(np.mean(list(fits.values())), 0, atol=1e-5)
    assert np.isclose(np.std(list(fits.values())), 1, atol=1e-5)


def test_coherence_does_not_count_a_word_itself() -> None:
    """A certain term is no nearer to the field because it is in it."""
    certain = ["高血压", "糖尿病", "胆固醇", "动脉硬化", "胰岛素", "血压"]
    words = [*certain, "患者", "建议", "希望", "早上"]
    alone = coherence(certain, words)
    assert coherence([*certain, "希望"], words)["希望"] <= alone["希望"]
    assert coherence_module.coherence(certain, ["zzzqqq"]) == {}


def test_what_is_rare_does_not_change_the_coherence_of_others() -> None:
    """It is measured by what is usual of them."""
    certain = ["高血压", "糖尿病", "胆固醇", "动脉硬化", "胰岛素", "血压"]
    words = [*certain, "患者", "建议", "希望", "早上"]
    fits = coherence(certain, words, ["血脂", "考量", "zzzqqq"])
    assert {word: fits.pop(word) for word in words} == coherence(certain, words)
    assert fits["血脂"] > 0.5 > fits["考量"]
    assert fits.keys() == {"血脂", "考量"}


def test_coherence_does_not_hang_on_the_language_of_words() -> None:
    """Beside terms in Russian, *server* fits the field better than a Russian word of no field."""
    certain = ["сервер", "поток", "класс", "интерфейс", "объект", "метод"]
    others = ["thread", "class", "server", "method", "index", "желание", "сегодня", "человек", "ситуация", "отношение", "точка"]
    fits = coherence(certain, [*certain, *others])
    assert min(fits["server"], fits["class"]) > fits["отношение"] > fits["желание"]


def _counts(*, questions: int, count: int, titles: int, marked: int = 0, form: str = "") -> CandidateCounts:
    found = CandidateCounts()
    found.questions, found.count, found.titles, found.marked, found.closes = questions, count, titles, marked, count
    found.forms[form] = count
    return found


def _base_of(language: str, texts: list[tuple[str, str]]) -> BaseCounts:
    questions = [_question(n, title, text) for n, (title, text) in enumerate(texts, 1)]
    return BaseCounts([count_candidates(question) for question in questions], language)


@pytest.mark.parametrize(
    ("forms", "expected"),
    [
        ({"потоки": 4, "потока": 3, "потоков": 5}, 1.0),
        ({"исключение": 3, "исключения": 2}, 1.0),
        ({"используется": 3, "используют": 2}, 0.0),
        ({"формат": 2, "форматы": 2, "формата": 1}, 0.6),
    ],
)
def test_russian_nouns_by_their_endings(forms: dict[str, int], expected: float) -> None:
    """Endings that verbs and adjectives share with some form of a noun do not prevail over its others."""
    assert noun_share(forms, "ru") == pytest.approx(expected)
    assert noun_share(forms, "es") is None


def test_inflected_nouns_that_titles_ask_about_are_terms() -> None:
    """Named by the shortest form that is not rare; a verb as frequent is none."""
    texts = [
        ("Что такое монитор?", "Здесь монитора нет, монитор используют все."),
        ("Где дом монитора?", "У монитора свои дома, монитора не использует никто."),
        ("Для чего монитор?", "Для монитора важно, где используют монитор."),
    ]
    filler = [(f"Где дом {n}?", "Мы шли по дороге, и был дождь, и стало темно.") for n in range(40)]
    questions = [_question(n, title, text) for n, (title, text) in enumerate([*texts, *filler], 1)]
    terms = {term.forms[0][0] for term in find_terms(questions, [count_candidates(question) for question in questions])}
    assert "монитор" in terms
    assert not {"используют", "используется"} & terms


def test_latin_names_in_another_script() -> None:
    """Capitals that hardly ever lack make a name; four are enough, three are not."""
    walk = ["昨天她慢慢地走到那座老房子，那里正在下雨。"] * 40
    for count, expected in ((4, True), (3, False)):
        texts = [("标题", f"我们用 {'Map' if n < count else 'map'} 存下来。") for n in range(4)]
        base = _base_of("", [*texts, *(("标题", text) for text in walk)])
        assert (score_candidate(base, "map", base.of["map"]) > 0) is expected


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("HTTP/1.1", False),
        ("TCP/IP", False),
        ("docs/zh", True),
        ("Read/Write", True),
        ("image_1", True),
        ("xxx", True),
        ("fact_trips", False),
        ("Ctrl+C", True),
        ("Alt+Shift+M", True),
        ("C++", False),
        ("Google+", False),
        ("S/MIME", False),
        ("System/370", False),
        ("build.properties", False),
        ("set-up.sh", False),
        ("www.example.org", True),
        ("v2.1.1", True),
        ("CC", False),
        ("XXX", True),
        ("Foo", True),
        ("foo.py", True),
        ("my_method", True),
        ("food", False),
        ("U.S.", True),
    ],
)
def test_versions_are_no_paths(form: str, *, expected: bool) -> None:
    """A name with its version, or two in capitals, is a name; keys that are pressed together, hosts and versions are none."""
    assert is_code(form.casefold(), form, seldom=False) is expected


@pytest.mark.parametrize("form", ["build.properties", "asyncExec", "fact_trips"])
def test_few_questions_have_no_identifiers(form: str) -> None:
    """They may be of an example; *Node.js* is a name."""
    assert is_code(form.casefold(), form, seldom=True)
    assert not is_code("node.js", "Node.js", seldom=True)


def test_spanish_nouns_stand_behind_articles() -> None:
    """*El estado* is a concept of an FAQ, *actualizar* is none, though titles ask about both; plural and singular are one."""
    titles = ["¿Qué es el estado?", "¿Cómo actualizar los estados?", "¿Por qué actualizar el estado?"]
    text = "El estado es un dato de la base. Puedes actualizar cuando quieras los estados de esta aplicación."
    filler = "Los gatos duermen en la casa y una señora lee el libro del niño por la noche."
    base = [_question(n, titles[n % 3], text) for n in range(6)] + [_question(n, "¿Dónde duermen?", filler) for n in range(6, 50)]
    tables = [count_candidates(question) for question in base]
    found = BaseCounts(tables)
    assert score_candidate(found, "estado", found.of["estado"]) > 0
    assert score_candidate(found, "actualizar", found.of["actualizar"]) == 0
    assert set(found.of["estado"].forms) == {"estado", "estados"}


@pytest.mark.parametrize(
    ("word", "language", "expected"),
    [
        ("funciones", "es", "funcion"),
        ("función", "es", "funcion"),
        ("hooks", "es", "hook"),
        ("потоками", "ru", "потк"),
        ("поток", "ru", "потк"),
        ("des", "es", "des"),
        ("hooks", "", "hooks"),
    ],
)
def test_inflected_forms_are_one_word(word: str, language: str, expected: str) -> None:
    """By the endings of a language; short words keep theirs, and so do those of languages without a list of endings."""
    assert stem(word, language) == expected


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("La casa de los gatos está en el centro de la ciudad y una señora lee.", "es"),
        ("Die Katze und der Hund sind in dem Haus von einem Freund, das rot ist.", "de"),
        ("The cat and the dog are in the house.", ""),
        ("Lorem ipsum dolor sit amet consectetur adipiscing elit sed eiusmod tempor incididunt", ""),
    ],
)
def test_language_whose_endings_count(text: str, language: str) -> None:
    """Told by its articles; English and a text with hardly any are left as they are."""
    assert text_facts([text]).inflected == language


@pytest.mark.parametrize(
    ("name", "alias", "expected"),
    [
        ("ICMP", "互联网控制报文协议", True),
        ("ICMP", "方便运维探测", False),
        ("QUIC", "运行在 UDP 上", False),
        ("Iterable", "可遍历", True),
        ("Paging", "分页", True),
        ("健康风险评估", "Health Risk Assessment", True),
        ("Backpropagation", "反向传播", True),
    ],
)
def test_a_clause_in_parentheses_is_no_name(name: str, alias: str, *, expected: bool) -> None:
    """A name may end with a verb, but does not lead to one from another over several words, or to a particle."""
    assert is_pair(name, alias) is expected


def _counted(form: str, **counts: int) -> CandidateCounts:
    found = CandidateCounts()
    found.forms[form] = found.count = counts.pop("count", 10)
    found.questions = counts.pop("questions", 5)
    found.kinds, found.marked = "n", found.count
    for name, value in counts.items():
        setattr(found, name, value)
    return found


@pytest.mark.parametrize(
    ("capitals", "lower", "titles", "expected"),
    [(10, 0, 1, True), (9, 0, 1, False), (10, 1, 1, False), (10, 0, 0, False)],
    ids=["a name", "too few", "not always", "in no title"],
)
def test_plurals_that_never_lack_their_capital(capitals: int, lower: int, titles: int, *, expected: bool) -> None:
    """*Windows* is a name though *window* is as frequent; *Settings* is a label of a menu."""
    base = _base_of("", [("title", "text")] * 40)
    base.of["window"] = _counted("window", count=50)
    found = _counted("Windows", count=12, capitals=capitals, lower=lower, titles=titles)
    assert is_proper_name(base, "windows", NOUN, found) is expected


@pytest.mark.parametrize(
    ("kind", "lower", "marked", "expected"),
    [(VERB, 0, 10, True), (VERB, 0, 9, False), (VERB, 1, 10, False), (ADJECTIVE, 0, 10, True)],
)
def test_a_listed_verb_that_never_lacks_its_capital(kind: str, lower: int, marked: int, *, expected: bool) -> None:
    """*Steam* is a name where articles and the like stand before a tenth of its occurrences, *Cancel* the label of a button."""
    base = _base_of("", [("title", "text")] * 40)
    found = _counted("Steam", count=100, capitals=100 - lower, lower=lower, titles=2, marked=marked)
    assert is_proper_name(base, "steam", kind, found) is expected


@pytest.mark.parametrize(("camel", "expected"), [(16, True), (15, False)])
def test_some_capitals_within_make_a_name(camel: int, *, expected: bool) -> None:
    """*JavaScript* is most often written *javascript*."""
    base = _base_of("", [("title", "text")] * 40)
    base.english = True  # as in a text with English words
    found = _counted("javascript", count=100, opens=100)
    found.forms = Counter({"javascript": 100 - camel, "JavaScript": camel})
    assert bool(score_word(base, "javascript", found, -9.0)) is expected


@pytest.mark.parametrize(
    ("questions", "titles", "lower", "expected"),
    [(80, 24, 1, True), (80, 23, 1, False), (100, 30, 1, True), (51, 16, 1, True), (51, 15, 1, False), (80, 1, 0, True)],
)
def test_what_a_base_is_about(questions: int, titles: int, lower: int, *, expected: bool) -> None:
    """A word of most questions is a term where their titles ask about it, React, or where it never lacks its capital."""
    base = _base_of("", [("title", "text")] * 100)
    found = _counted("Zyxx", count=questions, questions=questions, titles=titles, capitals=100, lower=lower, closes=200)
    assert bool(score_candidate(base, "zyxx", found)) is expected


@pytest.mark.parametrize(
    ("titles", "count", "expected"), [(8, 160, True), (7, 160, False), (8, 159, False), (24, 80, True), (23, 80, False)]
)
def test_what_questions_have_several_times_needs_fewer_titles(titles: int, count: int, *, expected: bool) -> None:
    """A tenth of the titles makes *component* what the base is about."""
    assert _counted("component", count=count, questions=80, titles=titles).asked_about is expected


@pytest.mark.parametrize(
    ("form", "kind", "inside", "expected"),
    [("USERNAM", "u", 1.0, True), ("USERNAME", "u", 1.0, False), ("IMAGE", "n", 0.84, False), ("IMAGE", "n", 0.85, True)],
)
def test_what_stands_in_capitals_for_something_else(form: str, kind: str, inside: float, *, expected: bool) -> None:
    """Long words in capitals, and common ones that are not always so, are no acronyms."""
    assert is_acronym(form.casefold(), kind, inside, _counted(form)) is expected


def test_a_short_form_of_two_letters_has_two_words() -> None:
    """Any word has such letters in it somewhere."""
    assert long_form("gradient descent", "GD") == "gradient descent"
    assert long_form("the virus", "VI") == ""


@pytest.mark.parametrize(
    ("before", "short", "expected"),
    [
        ("please ask the Equal Employment Opportunity Commission", "EEOC", "Equal Employment Opportunity Commission"),
        ("a Department of Veterans Affairs", "DVA", "Department of Veterans Affairs"),
        ("a Department of Veterans Affairs", "DOVA", "Department of Veterans Affairs"),
        ("Long short-term memory", "LSTM", "Long short-term memory"),
        ("Extensible Markup Language", "XML", ""),
    ],
)
def test_initials_spell_a_short_form(before: str, short: str, expected: str) -> None:
    """Rather than letters within words; function words may be left out."""
    assert long_form(before, short) == expected


@pytest.mark.parametrize(("before", "name"), [("文档对象模型", "文档对象模型"), ("这里对模型", "模型")])
def test_a_name_does_not_begin_within_a_word(before: str, name: str) -> None:
    """对 stands before names, but not in 对象."""
    assert last_name(before) == (name, False)


@pytest.mark.parametrize(("spanish", "expected"), [(3, "es"), (2, "")])
def test_some_questions_tell_the_language_of_a_base(spanish: int, expected: str) -> None:
    """Those that are mostly code tell none."""
    texts = ["La casa de la abuela está en el barrio."] * spanish + ["xyzzy plugh"] * (10 - spanish)
    assert language_of([_question(n, "abc", text) for n, text in enumerate(texts)]) == expected


def test_question_words_are_no_terms_where_the_language_is_not_seen() -> None:
    """As among questions that are mostly code."""
    base = _base_of("", [(f"Then, Qué {n}?", f"So Qué plugh {n} and the rest of it is here.") for n in range(4)])
    assert score_candidate(base, "qué", base.of["qué"]) == 0


@pytest.mark.parametrize(
    ("first", "ratio", "marked", "closes", "expected"),
    [
        ("u", 28.0, 0, 5, True),
        ("u", 27.9, 5, 10, False),
        ("u", 50.0, 5, 4, False),
        ("c", 40.0, 3, 10, True),
        ("c", 39.9, 3, 10, False),
        ("c", 90.0, 2, 10, False),
    ],
)
def test_nouns_that_a_preposition_joins(first: str, ratio: float, marked: int, closes: int, *, expected: bool) -> None:
    """*ciclo de vida*: a common first word needs more, and articles before it."""
    found = _counted("ciclo de vida", count=10, opens=10, closes=closes)
    found.kinds, found.marked = f"{first}fu", marked
    assert is_linked_noun(found, ratio, 0.2) is expected
    assert not is_linked_noun(found, ratio, 0.19)


@pytest.mark.parametrize("first", ["u", "c"])
def test_joined_nouns_the_first_of_which_is_told(first: str) -> None:
    """*dolor de pecho* may be a small part of the uses of both."""
    found = _counted("dolor de pecho", count=10, opens=5, closes=5)
    found.kinds = f"{first}fu"
    assert is_linked_noun(found, 28.0, 0.12, is_noun=True)
    assert not is_linked_noun(found, 28.0, 0.11, is_noun=True)
    assert not is_linked_noun(found, 28.0, 0.12)


def test_a_name_with_a_preposition_within_is_a_term() -> None:
    """Of four words, by how much it is of the uses of what stands before the preposition, or behind it."""
    text = (
        "The Zyxx Department of Education. It asks the Zyxx Department of Education, or an Education of the kiln, or Education."
    )
    texts = [("Why?", text)] * 6 + [("Why?", f"A guild {number} likes the kiln and the glaze of it.") for number in range(50)]
    base = _base_of("", texts)
    words = ["zyxx", "department", "of", "education"]
    found = base.of["\x1f".join(words)]
    assert base.association_of(*linked_parts(words, found.kinds), found) == pytest.approx((55.9, 1.0), abs=0.1)
    assert score_phrase(base, words, found) > 0.5


@pytest.mark.parametrize(
    ("complements", "other", "expected"), [(10, "glaze", False), (9, "glaze", True), (10, "education", True)]
)
def test_names_that_need_a_complement(complements: int, other: str, *, expected: bool) -> None:
    """*Zyxx Department* is a piece of what it is of, if *department* is joined to several things."""
    text = "The Zyxx Department is hot, and the Zyxx Department is cold: a department of education, a department of the OTHER."
    texts = [("Why?", f"{text} It has a department of {other}.")] * 10
    texts += [("Why?", f"A guild {number} likes the kiln and the glaze of it.") for number in range(50)]
    base = _base_of("", texts)
    found = base.of["zyxx\x1fdepartment"]
    found.complements = complements
    assert bool(score_phrase(base, ["zyxx", "department"], found)) is expected


def test_parts_of_a_phrase_with_a_preposition() -> None:
    """What stands before the first function word within, and behind the last; else all but the last word, and that."""
    assert linked_parts(["rule", "508", "of", "the", "act"], "p#ffp") == (["rule", "508"], ["act"])
    assert linked_parts(["mail", "program"], "nn") == (["mail"], ["program"])
    assert linked_parts(["a", "b"], "fn") == (["a"], ["b"])


def test_how_much_of_its_parts_a_phrase_is() -> None:
    """The share is that of the rarer part, of the division at which it is less."""
    texts = ["A quiet kiln glaze guild is here, a kiln glaze and a guild. The guild and a quiet one of the guild."] * 3
    base = _base_of("", [("Why?", text) for text in texts])
    found = base.of["kiln\x1fglaze\x1fguild"]
    assert found.count == 3
    ratio, sticky = base.association(["kiln", "glaze", "guild"], found) or (0, 0)
    assert sticky == 0.5
    assert base.association_of(["kiln", "glaze"], ["guild"], found) == (ratio, 0.5)
    assert base.association_of(["kiln", "qwop"], ["guild"], found) is None


def test_nouns_that_a_preposition_joins_are_candidates() -> None:
    """In languages that name such prepositions; an elided article is no part of a word."""
    french = "Les médecins signent un arrêt de travail pour l’employeur et pour les assurances des salariés de cette ville."
    keys = set(keys_of(count_candidates(_question(1, "Qui signe ?", french))))
    assert {"arret\x1fde\x1ftravail", "employeur"} <= keys


@pytest.mark.parametrize(
    ("ratio", "sticky", "kinds", "closes", "expected"),
    [
        (30.0, 0.55, "an", 7, True),
        (29.9, 0.55, "an", 7, False),
        (30.0, 0.54, "an", 7, False),
        (30.0, 0.55, "an", 6, False),
        (38.0, 0.55, "nv", 6, True),
        (37.9, 0.55, "nv", 6, False),
        (38.0, 0.54, "nv", 6, False),
        (90.0, 0.9, "vv", 6, False),
        (48.0, 0.7, "an", 6, True),
        (47.9, 0.7, "an", 6, False),
        (48.0, 0.69, "an", 6, False),
        (24.0, 0.08, "nn", 6, True),
        (23.9, 0.08, "nn", 6, False),
        (24.0, 0.07, "nn", 6, False),
    ],
)
def test_english_phrases_that_no_title_has(ratio: float, sticky: float, kinds: str, closes: int, *, expected: bool) -> None:
    """An adjective with a noun that it seldom lacks; nouns that stand together behind articles."""
    base = _base_of("", [("How do I get it?", "The file and the folder of the user are in the house.")] * 40)
    found = _counted("close contact", count=10, questions=10, opens=10, closes=closes)
    found.kinds = kinds
    words = ["load", "balancing"] if kinds.endswith("v") else ["close", "contact"]
    assert is_noun_phrase(base, words, found, ratio, sticky) is expected


@pytest.mark.parametrize(
    ("ratio", "sticky", "opens", "expected"),
    [(45.0, 0.55, 5, True), (44.9, 0.55, 5, False), (45.0, 0.54, 5, False), (45.0, 0.55, 4, False)],
)
def test_english_nouns_that_a_preposition_joins(ratio: float, sticky: float, opens: int, *, expected: bool) -> None:
    """*shortness of breath*: they hardly stand apart."""
    found = _counted("shortness of breath", count=10, opens=opens, closes=10)
    assert is_linked_noun(found, ratio, sticky, english=True) is expected


@pytest.mark.parametrize(
    ("key", "forms", "counted", "expected"),
    [
        ("инкапсуляц", "инкапсуляция инкапсуляции", {"titles": 1}, True),
        ("инкапсуляц", "инкапсуляция инкапсуляции", {"count": 12}, False),
        ("инкапсуляц", "инкапсуляция инкапсуляции", {"count": 13}, True),
        ("инкапсуляц", "инкапсуляция инкапсуляции", {"titles": 1, "closes": 4}, False),
        ("инкапсуляц", "инкапсуляция инкапсуляции", {"titles": 1, "questions": 3}, False),
        ("инкапсуляц", "инкапсуляция Инкапсуляция", {"titles": 1}, False),
        ("врем", "времена временам", {"titles": 1}, False),
        ("переменн", "переменная переменной", {"titles": 2, "count": 20, "closes": 10, "marked": 2}, True),
        ("переменн", "переменная переменной", {"titles": 2, "count": 20, "closes": 10, "marked": 1}, False),
        ("переменн", "переменная переменной", {"titles": 1, "count": 20, "closes": 10, "marked": 2}, False),
    ],
)
def test_russian_nouns_that_no_list_has(key: str, forms: str, counted: dict[str, int], *, expected: bool) -> None:
    """They end phrases, and titles or several sentences have them; what is inflected as adjectives are needs more."""
    base = _base_of("ru", [])
    found = _counted("", **{"count": 10, "questions": 10, "closes": 7, **counted})
    found.forms = Counter(dict.fromkeys(forms.split(), 5))
    assert is_rare_noun(base, key, Weight(9.0, 11.0, 0.0), found) is expected
    assert not is_rare_noun(base, key, Weight(9.0, 10.9, 0.0), found)


@pytest.mark.parametrize(
    ("language", "ratio", "sticky", "counted", "expected"),
    [
        ("es", 38.0, 0.5, {"opens": 7, "closes": 7, "marked": 4}, True),
        ("es", 37.9, 0.5, {"opens": 7, "closes": 7, "marked": 4}, False),
        ("es", 38.0, 0.49, {"opens": 7, "closes": 7, "marked": 4}, False),
        ("es", 38.0, 0.5, {"opens": 6, "closes": 7, "marked": 4}, False),
        ("es", 38.0, 0.5, {"opens": 7, "closes": 7, "marked": 3}, False),
        ("es", 38.0, 0.5, {"opens": 7, "closes": 7, "titles": 1}, True),
        ("ko", 100.0, 0.5, {"opens": 4, "closes": 4, "marked": 4}, True),
        ("ko", 99.9, 0.5, {"opens": 4, "closes": 4, "marked": 4}, False),
        ("ko", 100.0, 0.5, {"opens": 3, "closes": 4, "marked": 4}, False),
        ("ko", 20.0, 0.1, {"marked": 6}, True),
        ("ko", 19.9, 0.1, {"marked": 6}, False),
        ("ko", 20.0, 0.1, {"marked": 5}, False),
        ("ru", 100.0, 0.33, {"closes": 7}, True),
        ("ru", 99.9, 0.33, {"closes": 7}, False),
        ("ru", 100.0, 0.32, {"closes": 7}, False),
        ("ru", 100.0, 0.33, {"closes": 6}, False),
    ],
)
def test_pairs_with_a_common_word(language: str, ratio: float, sticky: float, counted: dict[str, int], *, expected: bool) -> None:
    """*tarjeta gráfica*, *язык программирования*: they are seldom apart, and phrases mostly begin and end with them."""
    base = _base_of(language, [("title", "text")] * 40)
    base.english, base.marked_share = False, 0.2
    found = _counted("plugh xyzzy", count=10, questions=10, **counted)
    found.kinds = "cu"
    assert is_noun_phrase(base, ["plugh", "xyzzy"], found, ratio, sticky) is expected


@pytest.mark.parametrize(
    ("kinds", "words", "expected"),
    [("uc", ["클래스", "문서"], True), ("au", ["클래스", "문서"], False), ("uc", ["클래스", "방법"], False)],
)
def test_nouns_in_a_row_before_a_particle(kinds: str, words: list[str], *, expected: bool) -> None:
    """In Korean they are a term, unless one of them is what is asked of many things."""
    found = _counted(" ".join(words), count=10, questions=10, marked=8)
    found.kinds = kinds
    assert is_noun_phrase(_base_of("ko", [("title", "text")] * 40), words, found, 25.0, 0.1) is expected


@pytest.mark.parametrize(("count", "fit", "expected"), [(140, 0.3, True), (139, 0.3, False), (140, 0.29, False)])
def test_the_subject_of_a_base_that_titles_leave_out(count: int, fit: float, *, expected: bool) -> None:
    """*document*: it means something near the field, and each of its questions has it several times."""
    base = _base_of("", [("How do I get it?", "The file and the folder of the user are in the house.")] * 100)
    base.words = 1000
    found = _counted("document", count=count, questions=80, marked=40, closes=count, opens=count)
    assert bool(score_candidate(base, "document", found, fit)) is expected


@pytest.mark.parametrize(
    ("ratio", "sticky", "opens", "expected"),
    [(100.0, 0.7, 3, True), (99.9, 0.7, 3, False), (100.0, 0.69, 3, False), (100.0, 0.7, 2, False)],
)
def test_certain_english_phrases_behind_names(ratio: float, sticky: float, opens: int, *, expected: bool) -> None:
    """*the Zyxx storage engine*: seldom does a phrase begin with it."""
    base = _base_of("", [("How do I get it?", "The file and the folder of the user are in the house.")] * 40)
    found = _counted("storage engine", count=20, questions=10, opens=opens, closes=20)
    assert is_bounded(base, ["storage", "engine"], found, (ratio, sticky)) is expected


@pytest.mark.parametrize(("questions", "count", "expected"), [(6, 6, True), (5, 5, False), (5, 7, True)])
def test_nouns_that_many_questions_have_together(questions: int, count: int, *, expected: bool) -> None:
    """They need neither titles nor to be repeated: *private insurance*."""
    found = _counted("frobnitz gadget", count=count, questions=questions, opens=count, closes=count // 3)
    found.kinds = "nn"
    assert is_noun_phrase(_base_of("", []), ["frobnitz", "gadget"], found, 45.0, 0.2) is expected


@pytest.mark.parametrize(("marked", "closes", "expected"), [(4, 20, True), (1, 20, False), (4, 9, False)])
def test_adjectives_that_stand_where_nouns_do(marked: int, closes: int, *, expected: bool) -> None:
    """*deductible*: half of them end a phrase, a tenth have an article."""
    base = _base_of("", [("How do I get it?", "The file and the folder of the user are in the house.")] * 40)
    found = _counted("deductible", count=20, questions=8, opens=20, closes=closes, marked=marked)
    found.kinds = NOUN
    assert bool(score_word(base, "deductible", found, 2.0)) is expected


@pytest.mark.parametrize(
    ("behind", "closes", "ratio", "kinds", "expected"),
    [
        ((5, 5, 5), 5, 40.0, "nn", True),
        ((5, 5, 5), 5, 40.0, "nu", True),
        ((5, 5, 5), 5, 40.0, "na", False),
        ((5, 5, 5), 5, 39.9, "nn", False),
        ((15,), 5, 40.0, "nn", False),
        ((5, 5, 5), 1, 40.0, "nn", False),
    ],
)
def test_phrases_within_longer_ones(behind: tuple[int, ...], closes: int, ratio: float, kinds: str, *, expected: bool) -> None:
    """What several nouns stand behind is a noun of its own, but what hardly stands without one, or with one only, is not."""
    base = _base_of("", [("How do I get it?", "The file and the folder of the user are in the house.")] * 40)
    for number, count in enumerate(behind):
        base.of[f"storage\x1fengine\x1fpart{number}"].count = count
    found = base.of["storage\x1fengine"] = _counted("storage engine", count=20, questions=10, opens=20, closes=closes)
    found.kinds = kinds
    assert is_bounded(base, ["storage", "engine"], found, (ratio, 0.5)) is expected


@pytest.mark.parametrize(
    ("capitals", "lower", "ratio", "expected"),
    [(6, 4, 25.0, True), (6, 4, 24.9, False), (59, 41, 25.0, False), (1, 0, 25.0, False)],
)
def test_phrases_with_capitals_are_names(capitals: int, lower: int, ratio: float, *, expected: bool) -> None:
    """Whatever their words are: more than once, and in six of ten occurrences."""
    found = _counted("plugh xyzzy", count=100, questions=10)
    found.kinds, found.capitals, found.lower = "cc", capitals, lower
    assert is_noun_phrase(_base_of("", []), ["plugh", "xyzzy"], found, ratio, 1.0) is expected


@pytest.mark.parametrize(("kinds", "expected"), [("nn", True), ("cn", False), ("vn", False)])
def test_a_phrase_begins_with_no_common_word(kinds: str, *, expected: bool) -> None:
    """Nor has it a verb, however certain it is that its words belong together."""
    found = _counted("plugh xyzzy", count=20, questions=10, titles=5)
    found.kinds = kinds
    assert is_noun_phrase(_base_of("", []), ["plugh", "xyzzy"], found, 200.0, 1.0) is expected


@pytest.mark.parametrize(("titles", "questions", "expected"), [(2, 16, True), (2, 17, False), (1, 8, False)])
def test_titles_that_a_frequent_noun_needs(titles: int, questions: int, *, expected: bool) -> None:
    """Two, and those of about an eighth of its questions."""
    assert _counted("plugh", questions=questions, count=questions, titles=titles).in_several_titles is expected


@pytest.mark.parametrize(
    ("language", "ratio", "sticky", "marked", "expected"),
    [
        ("ru", 100.0, 0.08, 1, True),
        ("ru", 99.9, 0.08, 1, False),
        ("ru", 100.0, 0.07, 1, False),
        ("ru", 100.0, 0.08, 0, False),
        ("ru", 99.9, 0.33, 5, False),
        ("fr", 40.0, 0.33, 5, True),
        ("fr", 39.9, 0.33, 5, False),
        ("fr", 40.0, 0.32, 5, False),
        ("fr", 100.0, 0.33, 4, False),
    ],
)
def test_foreign_phrases_that_no_title_has(language: str, ratio: float, sticky: float, marked: int, *, expected: bool) -> None:
    """*Gestes barrières* stands behind articles; where endings tell nouns, a phrase needs no preposition, but more certainty."""
    base = _base_of(language, [("title", "text")] * 40)
    base.english, base.marked_share = False, 0.2
    found = _counted("plugh xyzzy", count=10, questions=10, opens=10, closes=10)
    found.kinds, found.marked = "uu", marked
    assert is_noun_phrase(base, ["plugh", "xyzzy"], found, ratio, sticky) is expected


@pytest.mark.parametrize(
    ("word", "count", "titles", "expected"),
    [("плагин", 18, 0, True), ("плагин", 17, 0, False), ("плагин", 13, 2, True), ("плагин", 12, 2, False)],
)
def test_russian_nouns_recur_or_are_asked_about(word: str, count: int, titles: int, *, expected: bool) -> None:
    """1.8 times in each question without a title; what titles ask about still recurs."""
    found = _counted(word, count=count, questions=10, titles=titles)
    found.forms = Counter({word: count - 3, f"{word}а": 3})
    assert is_like_noun(_base_of("ru", [("Что это?", "текст")] * 40), found) is expected


def test_nouns_for_actions_recur_more() -> None:
    """*выполнение* is what programs do; a term of 2.5 occurrences in each question."""
    found = _counted("выполнение", count=24, questions=10)
    found.forms = Counter({"выполнение": 14, "выполнения": 10})
    base = _base_of("ru", [("Что это?", "текст")] * 40)
    assert not is_like_noun(base, found)
    found.count = 25
    assert is_like_noun(base, found)
