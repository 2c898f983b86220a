"""Candidates for terms are counted in one question and read back from a table."""

import pytest
from zhiku.analysis.concepts.candidates import Candidate, count_candidates, keys_of, read_candidates, recurring_keys
from zhiku.analysis.concepts.counts import BaseCounts, CandidateCounts
from zhiku.model import CandidateTable, Lines, Passage, PassageRole, Question, QuestionId, SectionKind


def question(title: str, *texts: str) -> Question:
    """A question with one passage for each text."""
    passages = tuple(Passage(SectionKind.ANSWER, PassageRole.TEXT, text, 0, 3) for text in texts)
    return Question(QuestionId("q"), 1, title, "content/a.md", Lines(1, 3), (), passages, ())


def _keys(title: str, *texts: str) -> set[str]:
    return {key.replace("\x1f", " ") for key in keys_of(count_candidates(question(title, *texts)))}


def test_a_candidate_is_read_as_it_was_counted() -> None:
    """Its key, a spelling, and how often it occurs, in titles and elsewhere."""
    table = count_candidates(question("What is a kiln?", "The kiln is hot. Old kilns are cold, but a kiln is not."))
    (kiln,) = [candidate for candidate in read_candidates(table) if candidate.key == "kiln"]
    assert (kiln.form, kiln.occurrences, kiln.titles, kiln.heads, kiln.marked) == ("kiln", 4, 1, 0, 3)


def test_complements_are_counted() -> None:
    """*number of*, *Beginn der*, but not what a sentence ends with."""
    english = count_candidates(question("The number of kilns", "A number of kilns is the number. It has the number for this."))
    german = "Der Beginn der Arbeit ist nach dem Beginn. Mit dem Beginn wird die Arbeit gemacht, die nicht auf den Beginn wartet."
    for table, word, count in ((english, "number", 3), (count_candidates(question("Wann ist der Beginn?", german)), "begin", 1)):
        (found,) = [one for one in read_candidates(table) if one.key == word]
        assert found.complements == count


def test_prepositions_before_words_are_counted() -> None:
    """*sin fiebre*, but neither *la fiebre* nor *sube fiebre*."""
    text = "La fiebre con la tos, y sin fiebre o con fiebre la tos es de los niños que están en casa. Sube fiebre."
    table = count_candidates(question("¿Qué es?", text))
    (found,) = [one for one in read_candidates(table) if one.key == "fiebr"]
    assert (found.occurrences, found.marked, found.governed) == (4, 1, 2)
    assert BaseCounts([table] * 3, "es").of["fiebr"].governed == 6


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("As vacas em lactação comem mais do que as outras, e por isso elas não são da mesma cor.", "vaca em lactac"),
        ("Il testo in chiaro non è mai quello che viene letto da tutti gli altri della rete.", "test in chiar"),
        ("Los niños en casa no son los que más tos tienen en la escuela de su barrio.", ""),
    ],
)
def test_prepositions_that_join_nouns(text: str, expected: str) -> None:
    """Which do depends on the language: *em* does in Portuguese, *en* does not in Spanish."""
    found = {candidate.key.replace("\x1f", " ") for candidate in read_candidates(count_candidates(question("?", text)))}
    links = {" em ", " in ", " en "}
    joined = {key for key in found if any(link in key for link in links)}
    assert joined == ({expected} if expected else set())


def test_an_article_behind_the_preposition() -> None:
    """*président de la République*, but not what stands further behind."""
    text = "Le président de la République est élu, et le vote de la très grande majorité est pour le président de la République."
    found = {one.key.replace("\x1f", " "): one for one in read_candidates(count_candidates(question("Qui ?", text)))}
    joined = {key: one for key, one in found.items() if " de " in key}
    assert [(key, one.form, one.occurrences) for key, one in joined.items()] == [
        ("president de la republiqu", "président de la République", 2)
    ]


def test_only_wanted_candidates_are_read() -> None:
    """The others are skipped, wherever they stand."""
    table = count_candidates(question("What is a kiln?", "A porcelain melts, and clay of the valley shrinks."))
    everything = list(read_candidates(table))
    assert [found.key for found in everything] == keys_of(table)
    assert len(everything) > 2
    for wanted in everything:
        assert list(read_candidates(table, {wanted.key})) == [wanted]


def test_counts_stop_at_the_largest_byte() -> None:
    """A question that repeats a word three hundred times has it 255 times."""
    table = count_candidates(question("Kiln", " ".join(["A kiln."] * 300)))
    (kiln,) = read_candidates(table, {"kiln"})
    assert kiln.occurrences == kiln.marked == 255


def test_a_question_without_words_has_no_candidates() -> None:
    """Nothing is read from its table."""
    table = count_candidates(question("?!"))
    assert table == CandidateTable()
    assert not list(read_candidates(table))


def test_a_key_recurs_if_two_questions_have_it() -> None:
    """Once in each of two questions is enough, twice in one is not."""
    tables = [count_candidates(question(title)) for title in ("Kiln, kiln and glaze", "Glaze or clay")]
    assert recurring_keys(tables) == {"glaze"}


def test_every_form_is_counted_in_a_language_with_inflections() -> None:
    """English keeps the first form of a question only, which differs in an s."""
    russian = "База хранит данные. В базе есть таблицы, и для базы нужна память. О базе и о таблице."
    (found,) = [one for one in read_candidates(count_candidates(question("Что такое база?", russian))) if one.key == "баз"]
    assert found.forms == {"база": 1, "База": 1, "базе": 2, "базы": 1}
    assert found.form == "базе"


def test_names_begin_and_end_where_capitals_do() -> None:
    """*Zyxx* ends before the common noun behind it, and *Qwop* stands within a longer name."""
    text = "Everyone likes the Zyxx soap, and a quick Zyxx Qwop that melts, says the kiln."
    found = {one.key: one for one in read_candidates(count_candidates(question("What is a kiln?", text)))}
    assert (found["zyxx"].occurrences, found["zyxx"].opens, found["zyxx"].closes) == (2, 2, 1)
    assert (found["qwop"].opens, found["qwop"].closes) == (0, 1)


def test_adjectives_within_a_phrase() -> None:
    """One may stand between a noun or adjective and a noun: *minimum essential coverage*."""
    keys = keys_of(count_candidates(question("Why?", "It has a minimum essential coverage of chronic pulmonary disease.")))
    found = {key.replace("\x1f", " ") for key in keys}
    assert {"minimum essential coverage", "chronic pulmonary disease"} <= found
    assert "minimum essential" not in found


def test_numbers_behind_names() -> None:
    """*Office 365* and *type 2 diabetes* are counted; a number alone and a long one are not."""
    text = "Many have an Office 365 account and type 2 diabetes, or room 12345 with 17 things."
    found = {key.replace("\x1f", " ") for key in keys_of(count_candidates(question("Why?", text)))}
    assert {"office 365", "office 365 account", "type 2 diabete"} <= found
    assert found.isdisjoint({"365", "room 12345", "17 thing", "17"})


def test_short_forms_of_two_letters() -> None:
    """*IP* is a name in capitals, where words of two letters are articles and the like; one in capitals is still one."""
    italian = "Che cosa sono gli indirizzi IP e a che cosa servono? Questo indirizzo IP non cambia. Non serve IL computer."
    found = {key.replace("\x1f", " ") for key in keys_of(count_candidates(question("Che cosa sono?", italian, italian)))}
    assert "ip" in found
    assert any(key.endswith(" ip") for key in found)
    assert not any("il" in key.split(" ") for key in found)
    german = "Das ist das Geld II für den Menschen, und das Geld II wird nicht für jeden bezahlt. IM Haus ist es da."
    found = {key.replace("\x1f", " ") for key in keys_of(count_candidates(question("Was ist das?", german, german)))}
    assert "geld ii" in found
    assert not any("im" in key.split(" ") for key in found)
    found = _keys("Wo ist das?", "Das ist in den Hallen Q7, und das ist nicht in den Hallen q8.", german)
    assert "hall q7" in found
    assert "hall q8" not in found


def test_abbreviations_end_no_phrase() -> None:
    """The last full stop of *U.S.* belongs to it, unless the text ends there; that of a word does not."""
    found = _keys("Why?", "A U.S. citizen from the U.S. The kiln is of the N.Y. glaze guild. Soap. Clay is no e.g. kiln.")
    assert {"u.s. citizen", "n.y. glaze guild", "u.s."} <= found
    assert found.isdisjoint({"u.s. the", "soap clay", "u.s"})
    assert "u.s" in _keys("Why?", "The kiln is in the U.S.")


def test_first_parts_of_compounds() -> None:
    """*Zyxx S3-Server* has *Zyxx S3*, which no phrase ends with there; a common noun alone is not counted."""
    text = "Das ist der Zyxx S3-Server, der nicht für den Brennofen-Inhalt da ist. Der Wi-fi Ofen ist das, das ist die Zyxx S3."
    text = f"{text} Es ist nicht in den kleinen Glasur-Topf und nicht in die alten Glasur-Töpfe, die das sind."
    table = count_candidates(question("Was ist das und wie wird es gemacht?", text))
    found = {one.key.replace("\x1f", " "): one for one in read_candidates(table)}
    assert (found["zyxx s3"].occurrences, found["zyxx s3"].closes) == (2, 1)
    assert found["s3"].occurrences == 2
    assert not any(key.endswith(("glasur", "brennof", "brennofen", "wi")) for key in found)
    assert "s3" not in _keys("Che cosa è?", "Questo non è il S3-Server che serve a tutti gli altri.")


def test_names_with_a_preposition_within() -> None:
    """Of more than two nouns, with an article if there is one; what has no capital is no part of them."""
    text = "It is the Zyxx Department of Education, says section 12, and Rule 508 of the Qwop Act of a kiln of the old Qwop Act."
    found = _keys("Why?", text)
    assert {"zyxx department of education", "rule 508 of the qwop act"} <= found
    assert not any(" of the qwop act" in key for key in found if not key.startswith("rule"))
    assert not any(key.startswith("508") or key.endswith((" of", " the")) for key in found)


def test_possessives_begin_phrases() -> None:
    """*driver's license* is counted, with either apostrophe; *it's license* is none, and a term may begin behind one."""
    text = "A driver's license is no driver’s license abroad. It's license time, and the quiet shop's public license is new."
    found = {
        candidate.key.replace("\x1f", " "): candidate for candidate in read_candidates(count_candidates(question("Why?", text)))
    }
    assert found["driver's license"].occurrences == 2
    assert found.keys().isdisjoint({"it's license", "quiet shop's"})
    assert found["public license"].opens == 1


def test_capitals_tell_names_in_another_script() -> None:
    """However many words of Latin letters have them: *Zyxx* is a name."""
    korean = "서버에서 메모리를 관리하는 Zyxx를 사용합니다. 그리고 다시 Qwop와 Zyxx를 서버에서 사용합니다."
    found = {one.key: one for one in read_candidates(count_candidates(question("무엇을 사용하나요?", korean)))}
    assert (found["zyxx"].capitals, found["qwop"].capitals) == (2, 1)


@pytest.mark.parametrize(
    ("text", "key", "capitals", "lower"),
    [
        ("Πήγαμε στη Λάρνακα και από εκεί στη Λάρνακα, αλλά η θάλασσα είναι εδώ.", "λαρνακ", 2, 0),
        ("Πήγαμε στη Λάρνακα και από εκεί στη Λάρνακα, αλλά η θάλασσα είναι εδώ.", "θαλασσ", 0, 1),
        ("Мы были в Казани, и из Казани мы поехали на море.", "казан", 2, 0),
    ],
)
def test_capitals_of_all_alphabets_are_counted(text: str, key: str, capitals: int, lower: int) -> None:
    """Within sentences they tell names in Greek and Cyrillic letters as well."""
    found = {one.key: one for one in read_candidates(count_candidates(question("?", text)))}
    assert (found[key].capitals, found[key].lower) == (capitals, lower)


@pytest.mark.parametrize(
    ("counted", "expected"),
    [
        ([("vn", 1), ("nn", 2)], "nn"),
        ([("nn", 1), ("vn", 2)], "vn"),
        ([("vn", 3), ("nn", 2)], "vn"),
        ([("vn", 1), ("nn", 1)], "nn"),
        ([("nn", 1), ("vn", 1)], "nn"),
        ([("vn", 1), ("nn", 2), ("un", 9)], "un"),
        ([("un", 2), ("vn", 1), ("nn", 2)], "nn"),
        ([("Pp", 9), ("vn", 1), ("Pp", 9)], "vn"),
        ([("Pn", 1), ("vP", 9), ("nn", 1)], "nn"),
    ],
)
def test_a_word_is_what_it_mostly_is(counted: list[tuple[str, int]], expected: str) -> None:
    """*mailing list* is a verb with its object in a title, and a noun behind an article. What has fewer capitals goes first."""
    found = CandidateCounts()
    for kinds, occurrences in counted:
        found.add(Candidate("mailing\x1flist", "mailing list", kinds, occurrences, *[0] * 9))
    assert found.kinds == expected


@pytest.mark.parametrize(
    "text",
    [
        "Добрый день! Это общежитие для студентов.",
        "Здравствуйте. Добрый день, это общежитие для студентов.",
        "Спасибо за вопрос! Это общежитие для студентов.",
    ],
)
def test_what_greets_is_no_candidate(text: str) -> None:
    """Nor is a short exclamation at the start of a passage."""
    assert _keys("Что это?", text) == _keys("Что это?", "Это общежитие для студентов.")


def test_who_speaks_is_no_candidate() -> None:
    """A passage that is but a name with a colon stands before what is said."""
    assert "gardener7" not in _keys("Why?", "gardener7:", "The kiln is hot.")
    assert "gardener7" in _keys("Why?", "The kiln of gardener7 is hot.")
