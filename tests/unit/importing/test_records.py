"""Records of questions and answers as Markdown: columns by name or position, rows without a question."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from zhiku.cli import main
from zhiku.importing.anki import from_package
from zhiku.importing.convert import convert
from zhiku.importing.embedded_records import with_questions_in_text
from zhiku.importing.record import RecordError
from zhiku.importing.records import from_records, records_suffix
from zhiku.importing.tables import is_anki

if TYPE_CHECKING:
    from pathlib import Path

KNOTS = "# knots\n\n### 1. What holds?\n\n**Answer:**\n\nA hitch.\n\n### 2. What slips?\n\n**Answer:**\n\nA noose.\n"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("knots.csv", "Question,Answer\nWhat holds?,A hitch.\nWhat slips?,A noose.\n"),
        ("knots.csv", "Answer;Question\nA hitch.;What holds?\nA noose.;What slips?\n"),
        ("knots.tsv", "What holds?\tA hitch.\nWhat slips?\tA noose.\n"),
        ("knots.json", '[{"q": "What holds?", "a": "A hitch."}, {"q": "What slips?", "a": "A noose."}]'),
        (
            "knots.json",
            '{"meta": 1, "items": [{"q": "What holds?", "a": "A hitch."}, {"q": "What slips?", "a": "A noose."}]}',
        ),
        ("knots.json", '{"What holds?": "A hitch.", "What slips?": "A noose."}'),
        ("knots.csv", "Nr;User Question;agent_reply\n1;What holds?;A hitch.\n2;What slips?;A noose.\n"),
        ("knots.json", '{"1": {"q": "What holds?", "a": "A hitch."}, "2": {"q": "What slips?", "a": "A noose."}}'),
        (
            "knots.json",
            (
                '[{"@type": "Question", "name": "What holds?", "acceptedAnswer": {"@type": "Answer", "text": "A hitch."}},'
                ' {"@type": "Question", "name": "What slips?", "acceptedAnswer": {"@type": "Answer", "text": "A noose."}}]'
            ),
        ),
        (
            "knots.jsonl",
            (
                '{"messages": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "What holds?"},'
                ' {"role": "assistant", "content": "A hitch."}]}\n'
                '{"conversations": [{"from": "human", "value": "What slips?"}, {"from": "gpt", "value": "A noose."}]}\n'
            ),
        ),
        ("knots.jsonl", '{"prompt": "What holds?", "response": "A hitch."}\n{"prompt": "What slips?", "response": "A noose."}\n'),
        ("knots.yml", "- q: What holds?\n  a: A hitch.\n- q: What slips?\n  a: A noose.\n"),
        ("knots.yml", "1:\n  q: What holds?\n  a: A hitch.\n2:\n  q: What slips?\n  a: A noose.\n"),
        ("knots.csv", "Question,Answer\rWhat holds?,A hitch.\rWhat slips?,A noose.\r"),
        ("knots.json", '{"title": "Knots", "q1": "What holds?", "a1": "A hitch.", "q2": "What slips?", "a2": "A noose."}'),
        (
            "knots.xml",
            (
                '<faq><entry id="1"><question>What holds?</question><answer>A hitch.</answer></entry>'
                "<entry><question>What slips?</question><answer>A noose.</answer></entry></faq>"
            ).replace(' id="1"', ""),
        ),
        (
            "knots.json",
            '{"faq": {"What holds?": "A hitch.", "What slips?": "A noose."}, "author": {"name": "Ann", "city": "Ulm"}}',
        ),
        ("knots.yml", "topics: [sea]\npairs:\n- - What holds?\n  - A hitch.\n- - What slips?\n  - A noose.\n"),
        (
            "knots.json",
            (
                '{"items": [{"body": "What holds?", "ideal_answer": "A hitch."},'
                ' {"body": "What slips?", "ideal_answer": "A noose."}], "authors": [{"name": "Ann"}]}'
            ),
        ),
        ("knots.gift", "// two\nWhat holds? {=A hitch.}\n\n::slip:: What slips? {\n=A noose.\n}\n"),
        ("knots.csv", "\ufeffName,Answer\nWhat holds?,A hitch.\nWhat slips?,A noose.\n"),
        ("knots.csv", "Anything,Whatever\nWhat holds?,A hitch.\nWhat slips?,A noose.\n".replace("Whatever", "Reply")),
        ("knots.tsv", "#separator:tab\n#html:true\n#notetype:Basic\n#deck:Knots\nWhat holds?\tA hitch.\nWhat slips?\tA noose.\n"),
    ],
)
def test_columns_are_found(name: str, text: str) -> None:
    """By name in any order, by position without a header, in JSON wherever the list is."""
    assert from_records(name, text).markdown == KNOTS


def test_other_columns() -> None:
    """Categories become headings, labels sections, and other columns follow the answer; rows without a question are counted."""
    header = "序号,题目,答案,解析,分类,难度\n"
    text = header + '7,离太阳最近的？,水星,轨道最小,行星,易\n8,,无,,行星,\n9,"最亮的恒星？\n（夜空）",天狼星,,恒星,难\n'
    found = from_records("星.csv", text)
    assert found.markdown == (
        "# 星\n\n## 行星\n\n### 1. 离太阳最近的？\n\n**答案:**\n\n水星\n\n**解析:** 轨道最小\n\n**难度:** 易\n\n"
        "## 恒星\n\n### 2. 最亮的恒星？\n\n（夜空）\n\n**答案:**\n\n天狼星\n\n**难度:** 难\n"
    )
    assert (found.questions, found.skipped) == (2, (2,))


def test_records_inherit() -> None:
    """Titles of the objects around records, and keys of several lists, are topics; prose around them stands in each."""
    paragraph = {"context": "All about knots.", "qas": [{"question": "What holds?", "answers": [{"text": "A hitch."}] * 2}]}
    squad = json.dumps({"version": "1.1", "data": [{"title": "Knots", "paragraphs": [paragraph]}]})
    assert from_records("k.json", squad).markdown == (
        "# k\n\n## Knots\n\n### 1. What holds?\n\nAll about knots.\n\n**Answers:**\n\nA hitch.\n"
    )
    levels = '{"easy": [{"q": "What holds?", "a": "A hitch."}], "hard": [{"q": "What slips?", "a": "A noose."}]}'
    assert from_records("k.json", levels).markdown == (
        "# k\n\n## easy\n\n### 1. What holds?\n\n**Answer:**\n\nA hitch.\n\n"
        "## hard\n\n### 2. What slips?\n\n**Answer:**\n\nA noose.\n"
    )


def test_further_turns_are_in_the_answer() -> None:
    """A conversation is one question: what is asked later needs what was said before."""
    turns = [("user", "What holds?"), ("assistant", "A hitch."), ("user", "Always?"), ("assistant", "No.")]
    data = json.dumps([{"messages": [{"role": role, "content": words} for role, words in turns]}])
    assert from_records("k.json", data).markdown.endswith("A hitch.\n\n**User:** Always?\n\nNo.\n")


def test_unusual_characters_and_lengths() -> None:
    """Line separators in JSON lines, half a pair of UTF-16, and cells longer than Python's own limit."""
    assert (
        _imported("k.jsonl", '{"q": "Which\u2028holds?", "a": "A hitch."}') == "### 1. Which holds?\n\n**Answer:**\n\nA hitch.\n"
    )
    assert _imported("k.json", '[{"q": "Which\\ud83e?", "a": "A hitch."}]').startswith("### 1. Which\ufffd?")
    assert _imported("k.csv", f"question,answer\nWhich?,{'x' * 140_000}\n").endswith("x" * 140_000 + "\n")


def test_tags_of_cards() -> None:
    """Anki's header says which column holds them."""
    text = "#separator:tab\n#tags column:3\nWhat holds?\tA hitch.\tknots sea\n"
    assert from_records("k.tsv", text).markdown.endswith("A hitch.\n\n**Tags:** knots, sea\n")


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("a.csv", "id,answer\nx,y\n", "no column of questions among `id`, `answer`"),
        ("a.json", '[{"question": "x"}]', "no column of answers among `question`"),
        ("a.json", "[1, 2]", "the file has no records"),
        ("a.csv", "q,a,draft\nx,y,yes\n", "all records are drafts"),
        ("a.json", "{", "not valid JSON in line 1, column 2: Expecting property name enclosed in double quotes"),
        ("a.jsonl", '{"q": "x", "a": "y"}\n\n {"q" "x"}\n', "not valid JSON in line 3, column 7: Expecting ':' delimiter"),
        ("a.yml", "[" * 5000, "its data are nested too deeply"),
        ("a.json", "[" * 100_000, "its data are nested too deeply"),
        (
            "a.xml",
            '<quiz><question type="multichoice"><answer fraction="half"><text>x</text></answer></question></quiz>',
            "`half` is not a number",
        ),
    ],
)
def test_what_is_missing_is_said(name: str, text: str, reason: str) -> None:
    """A file without recognizable columns is rejected with what is missing."""
    with pytest.raises(RecordError) as error:
        from_records(name, text)
    assert str(error.value) == reason


@pytest.mark.parametrize(
    ("fields", "is_draft"),
    [
        ({"Status": "Draft"}, True),
        ({"status": "草稿"}, True),
        ({"Status": "published"}, False),
        ({"review_status": "unpublished"}, True),
        ({"topic": "draft"}, False),
        ({"draft": "true"}, True),
        ({"is_draft": "0"}, False),
        ({"published": "No"}, True),
        ({"isPublished": "true"}, False),
        ({"published": "2024-05-01"}, False),
    ],
)
def test_drafts(fields: dict[str, str], is_draft: bool) -> None:  # noqa: FBT001 - a parameter
    """Records are left out that a column says are not to be published; their numbers are told."""
    records = [
        {"q": "What slips?", "a": "A noose.", **fields},
        {"q": "What holds?", "a": "A hitch.", **dict.fromkeys(fields, "")},
    ]
    found = from_records("k.json", json.dumps(records))
    assert (found.drafts, found.questions) == (((1,), 1) if is_draft else ((), 2))


def test_anki(tmp_path: Path) -> None:
    """Notes of a package in order, with their media; a text export by its header."""
    connection = sqlite3.connect(tmp_path / "notes")
    connection.execute("create table notes (id integer, flds text, tags text)")
    connection.executemany(
        "insert into notes values (?, ?, ?)",
        [(2, "B?\x1fb", " sea knots::bends "), (1, 'A?\x1fa <img src="x.png">', ""), (3, "\x1fc", "")],
    )
    connection.commit()
    connection.close()
    package = BytesIO()
    with zipfile.ZipFile(package, "w") as archive:
        archive.write(tmp_path / "notes", "collection.anki2")
        archive.writestr("media", '{"0": "x.png"}')
        archive.writestr("0", b"png")
    notes, media = from_package(package.getvalue())
    assert notes == [
        {"question": "A?", "answer": 'a <img src="x.png">'},
        {"question": "B?", "answer": "b", "Tags": "sea, knots::bends"},
        {"question": "", "answer": "c"},
    ]
    assert media == {"x.png": b"png"}
    converted = convert("k.apkg", package.getvalue())
    assert converted is not None
    assert (converted.markdown.splitlines()[0], converted.skipped) == ("# K", (3,))
    assert is_anki("#separator:tab\n")
    assert not is_anki("# Title\n")
    with pytest.raises(RecordError):
        from_package(b"no zip")


def test_plain_texts_of_records() -> None:
    """Without a header, cards have the same number of tabs in all lines; other texts with tabs are texts."""
    assert records_suffix("What holds?\tA hitch.\n\nWhat slips?\tA noose.\n") == ".tsv"
    assert not records_suffix("What holds?\nA hitch.\n")
    assert not records_suffix("1.\tWhat holds?\nA hitch.\n")
    assert records_suffix("// knots\n\nWhat holds? {=A hitch.\n\n~A noose.}\n\n::slip::What slips? {=A noose.}\n") == ".gift"
    assert not records_suffix("What is a set?\n\nIt is written {a = b}.\n\nAnd what is a map?\n\nPairs.\n")


def _imported(name: str, text: str) -> str:
    """The Markdown of some records, without the title."""
    return from_records(name, text).markdown.partition("\n\n")[2]


def test_options_and_context_stand_below_the_question() -> None:
    """Whether they are in one column or in several; labels are readable, lists stand on lines of their own."""
    text = "Question,Description,A,B,Answer,times_seen\nWhat holds?,At sea.,A hitch.,A noose.,A,3\n"
    assert _imported("k.csv", text) == (
        "### 1. What holds?\n\nAt sea.\n\n- A. A hitch.\n- B. A noose.\n\n**Answer:**\n\nA. A hitch.\n\n- Times seen: 3\n"
    )
    text = (
        '[{"question": "What holds?", "choices": ["A hitch.", "A noose."], "answer": "A hitch.", "wrong": ["A noose.", "None."]}]'
    )
    assert _imported("k.json", text) == (
        "### 1. What holds?\n\n- A. A hitch.\n- B. A noose.\n\n**Answer:**\n\nA. A hitch.\n\n**Wrong:**\n\n- A noose.\n- None.\n"
    )


def test_columns_are_found_by_what_they_hold() -> None:
    """Questions where no name tells them but most cells ask, answers where no name tells them but cells are prose."""
    text = "Nr,Customers say,What we say\n1,How do I tie it?,Twice around the post.\n2,Does it hold?,Only when it is wet.\n"
    assert _imported("k.csv", text) == (
        "### 1. How do I tie it?\n\n**Answer:**\n\nTwice around the post.\n\n"
        "### 2. Does it hold?\n\n**Answer:**\n\nOnly when it is wet.\n"
    )
    assert _imported("k.tsv", "bend\tjoins ropes\nhitch\tholds a post\n").startswith(
        "### 1. bend\n\n**Answer:**\n\njoins ropes\n"
    )
    ticket = "Id,Subject,Resolution\n7,It slips,Tie it twice.\n"
    assert _imported("k.csv", ticket).startswith("### 1. It slips\n\n**Answer:**\n\nTie it twice.\n")


def test_gift() -> None:
    """Options, feedback, truth, numbers, pairs, gaps, escapes and categories of Moodle's plain text."""
    text = (
        "$CATEGORY: $course$/Sea/Knots\n\nWhich holds\\: this \\{one\\}? {~%50%Hitch#Good. ~%50%Bend ~%-100%Noose}\n\n"
        "A noose slips. {T#\nYes.}\n\nHow many ends? {#2:0}\n\nMatch. {=bend -> two ropes =hitch -> a post}\n\n"
        "[html]A {=hitch =Hitch} holds a post.\n\nWhy? {}\n\nWhich slips? {=noose#Yes. ~bend####All knots wear.}\n"
    )
    assert _imported("k.gift", text) == (
        "## Knots\n\n### 1. Which holds: this {one}?\n\n- A. Hitch\n- B. Bend\n- C. Noose\n\n"
        "**Answer:**\n\nA, B\n\n- A. Hitch\n- B. Bend\n\n"
        "**Explanation:**\n\n- Hitch: Good.\n\n### 2. A noose slips.\n\n**Answer:**\n\nT\n\n**Explanation:** Yes.\n\n"
        "### 3. How many ends?\n\n**Answer:**\n\n2:0\n\n### 4. Match.\n\n**Answer:**\n\n- bend → two ropes\n- hitch → a post\n\n"
        "### 5. A _____ holds a post.\n\n**Answer:**\n\nhitch\n\n### 6. Why?\n\n**Answer:**\n\n\n\n"
        "### 7. Which slips?\n\n- A. noose\n- B. bend\n\n**Answer:**\n\nA. noose\n\n"
        "**Explanation:**\n\nAll knots wear.\n\n- noose: Yes.\n"
    )


def test_moodle_xml() -> None:
    """Right options are the answer; categories are topics, descriptions no questions."""
    text = (
        '<quiz><question type="category"><category><text>$course$/Sea</text></category></question>'
        '<question type="description"><questiontext><text>Read this.</text></questiontext></question>'
        '<question type="multichoice"><questiontext><text>&lt;p&gt;What holds?&lt;/p&gt;</text></questiontext>'
        "<generalfeedback><text>At sea.</text></generalfeedback>"
        '<answer fraction="0"><text>A noose</text><feedback><text>It slips.</text></feedback></answer>'
        '<answer fraction="100"><text>&lt;p&gt;A hitch&lt;/p&gt;</text></answer></question>'
        '<question type="matching"><questiontext><text>Match.</text></questiontext>'
        "<subquestion><text>bend</text><answer><text>ropes</text></answer></subquestion></question>"
        '<question type="essay"><questiontext><text>Why?</text></questiontext></question></quiz>'
    )
    assert _imported("k.xml", text) == (
        "## Sea\n\n### 1. What holds?\n\n- A. A noose\n- B. A hitch\n\n**Answer:**\n\nB. A hitch\n\n"
        "**Explanation:**\n\nAt sea.\n\n- A noose: It slips.\n\n### 2. Match.\n\n**Answer:**\n\n- bend → ropes\n\n"
        "### 3. Why?\n\n**Answer:**\n"
    )


def test_elements_with_attributes() -> None:
    """Questions and answers are the words of their elements; the attributes say nothing to readers."""
    text = (
        '<doc id="7"><topic>Knots at sea</topic><pairs>'
        '<pair><question qid="7-1" kind="use">What holds?</question><answer by="x">A hitch.</answer></pair>'
        '<pair><question qid="7-2" kind="use">What slips?</question><answer>A noose.</answer></pair></pairs></doc>'
    )
    assert _imported("knots.xml", text) == (
        "## Knots at sea\n\n### 1. What holds?\n\n**Answer:**\n\nA hitch.\n\n### 2. What slips?\n\n**Answer:**\n\nA noose.\n"
    )


def test_words_beside_the_text_of_an_answer() -> None:
    """What the objects of a question and an answer say besides their text stays; ids, types and addresses do not."""
    question = {"text": "What holds?", "options": ["A hitch", "A noose"], "by": {"id": 7}}
    answer = {"id": "a1", "type": "plain", "text": "A hitch.", "why": "It tightens."}
    text = json.dumps([{"question": question, "answer": answer}])
    assert _imported("k.json", text) == (
        "### 1. What holds?\n\n- options:\n  - A hitch\n  - A noose\n\n**Answer:**\n\nA hitch.\n\n- why: It tightens.\n"
    )


def test_several_answers_with_facts_about_them() -> None:
    """Each is an item with its words; marks of characters and numbers of records are none of them."""
    spans = [{"start": 0, "end": 6, "type": "Name of a knot"}]
    answers = [{"answer_text": "A hitch.\nOr two.", "liked": True, "spans": spans}, {"answerText": "A noose.", "liked": False}]
    text = json.dumps([{"question": "What holds?", "answers": answers, "questionID": 7}])
    assert _imported("k.json", text) == "### 1. What holds?\n\n**Answers:**\n\n- A hitch.\n  Or two.\n- A noose.\n"


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("Yes, <b>tie</b> &lt;it&gt;<br/>twice.", "Yes, <b>tie</b> &lt;it&gt;<br>twice."),
        ("<p>Tie it.</p><p><a href='x?a=1&amp;b'>How</a></p>", '<p>Tie it.</p><p><a href="x?a=1&amp;b">How</a></p>'),
        ("See the <term key='k'>hitch</term> there.", "See the hitch there."),
    ],
)
def test_marked_words_in_xml(answer: str, expected: str) -> None:
    """Tags of HTML between words stay, those of the format do not, and no word is lost."""
    text = f"<faq><entry><q>What holds?</q><a>{answer}</a></entry></faq>"
    assert _imported("k.xml", text) == f"### 1. What holds?\n\n**Answer:**\n\n{expected}\n"


@pytest.mark.parametrize(
    ("name", "about", "expected"),
    [
        ("0017.json", ["Knots at sea", "Knots at sea"], "# Knots at sea"),
        ("0017.json", ["Knots at sea", "Knots on land"], "# 0017"),
        ("0017.json", ["knots", "knots"], "# 0017"),
        ("k17.json", ["Knots at sea", "Knots at sea"], "# k17"),
    ],
)
def test_files_named_by_a_number(name: str, about: list[str], expected: str) -> None:
    """They are called what all their records say in words; a fact that names the file is not repeated below each answer."""
    records = [{"q": f"What is {place}?", "a": "A hitch.", "about": words} for place, words in enumerate(about)]
    found = from_records(name, json.dumps(records)).markdown
    assert found.partition("\n")[0] == expected
    assert ("- About:" in found) is (expected != "# Knots at sea")


def test_posts_of_stack_exchange() -> None:
    """The accepted answer stands first, then those with more votes; tags are words."""
    text = (
        '<posts><row Id="1" PostTypeId="1" AcceptedAnswerId="4" Title="What holds?" Body="&lt;p&gt;At sea.&lt;/p&gt;"'
        ' Tags="&lt;sea&gt;&lt;rope&gt;"/>'
        '<row Id="2" PostTypeId="2" ParentId="1" Score="1" Body="Glue."/>'
        '<row Id="3" PostTypeId="2" ParentId="1" Score="9" Body="A bend."/>'
        '<row Id="4" PostTypeId="2" ParentId="1" Score="0" Body="A hitch."/></posts>'
    )
    assert _imported("Posts.xml", text) == (
        "### 1. What holds?\n\n<p>At sea.</p>\n\n**Answer:**\n\nA hitch.\n\n---\n\nA bend.\n\n---\n\nGlue.\n\n"
        "**Tags:** sea, rope\n"
    )


def test_groups_named_by_a_category() -> None:
    """The topic of a list that stands beside it in its object."""
    text = "- topic: Sea\n  items:\n  - {q: What holds, a: A hitch.}\n- topic: Land\n  items:\n  - {q: What slips, a: A noose.}\n"
    assert [line for line in _imported("k.yaml", text).splitlines() if line.startswith("#")] == [
        "## Sea",
        "### 1. What holds",
        "## Land",
        "### 2. What slips",
    ]


def test_lines_of_records() -> None:
    """Each question has its line and the record that it is made of, whatever was left out or put in another order."""
    text = "Question,Answer,Topic,Status\nWhat holds?,A hitch.,Sea,\n,None.,,\nWhat slips?,A\nB,,\nWhat rusts?,Iron.,,draft\n"
    found = from_records("k.csv", text.replace("A\nB", '"A\nB"'))
    lines = found.markdown.splitlines()
    assert [(lines[line - 1], place) for line, place in found.starts] == [("### 1. What slips?", 3), ("### 2. What holds?", 1)]


def test_questions_in_front_matter() -> None:
    """Lists of questions become headings, whatever language metadata are in; a file without any stays as it is."""
    text = "---\ntitle: Knots\nfaqs:\n  - question: What holds?\n    answer: A hitch.\nweight: 3\n---\n\nAsk us.\n"
    assert with_questions_in_text(text) == (
        "---\ntitle: Knots\nweight: 3\n---\n\n# Knots\n\nAsk us.\n\n### 1. What holds?\n\n**Answer:**\n\nA hitch.\n"
    )
    toml = '+++\n[[faq]]\nq = "What holds?"\na = "A hitch."\n+++\n'
    assert with_questions_in_text(toml) == "### 1. What holds?\n\n**Answer:**\n\nA hitch.\n"
    plain = "---\ntitle: Knots\ntags: [sea]\n---\n\n# Knots\n"
    assert with_questions_in_text(plain) is plain
    asking = "---\nfaq:\n  - {q: 'What holds?', a: A hitch.}\n---\n"
    assert with_questions_in_text(asking) == "### 1. What holds?\n\n**Answer:**\n\nA hitch.\n"


@pytest.mark.parametrize(
    "metadata",
    [
        "author: {name: Ann, email: a@b.example}",
        "head:\n  - - meta\n    - {name: description, content: Knots of the sea}",
        "hero: {name: Knots, text: How to tie them}",
        "redirects: {1: knots, 2: bends}",
    ],
)
def test_other_metadata_are_no_questions(metadata: str) -> None:
    """Objects in front matter stay, though their keys could be names of columns."""
    text = f"---\ntitle: Knots\n{metadata}\n---\n\n# Knots\n"
    assert with_questions_in_text(text) is text


def test_questions_in_fences() -> None:
    """Data in fences become headings in their place, numbered through the file, if they are most of it."""
    yml = "```yaml\n- question: What holds?\n  answer: A hitch.\n```\n"
    found = with_questions_in_text(f"# Knots\n\n{yml}\n~~~ JSON\n" + '[{"问题": "何物？", "答案": "绳结。"}]\n~~~\n\nEnd.\n')
    assert found == (
        "# Knots\n\n### 1. What holds?\n\n**Answer:**\n\nA hitch.\n\n### 2. 何物？\n\n**答案：**\n\n绳结。\n\nEnd.\n".replace(
            "：**", ":**"
        )
    )


@pytest.mark.parametrize(
    "around",
    [
        "# Knots\n\nMany words on knots, on how they are tied, and on what they are good for.\n\n{}",
        "# Knots\n\n## How do I write some?\n\n{}",
        "````md\n{}````\n",
    ],
)
def test_examples_of_data_stay(around: str) -> None:
    """Data in a text on other things, as the answer of a question, or within another fence are code."""
    text = around.format("```yaml\n- question: What holds?\n  answer: A hitch.\n```\n")
    assert with_questions_in_text(text) is text


def test_documents_of_yaml() -> None:
    """Each document of a file is a record."""
    text = "---\nquestion: What holds?\nanswer: A hitch.\n---\nquestion: What slips?\nanswer: A bend.\n---\n"
    assert [line for line in from_records("k.yml", text).markdown.splitlines() if line.startswith("###")] == [
        "### 1. What holds?",
        "### 2. What slips?",
    ]


def _workbook(sheets: dict[str, str], shared: str) -> bytes:
    """A workbook of the parts that are read."""
    main, relation = (
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    )
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        names = "".join(f'<sheet name="{name}" r:id="r{place}"/>' for place, name in enumerate(sheets))
        links = "".join(f'<Relationship Id="r{place}" Target="worksheets/s{place}.xml"/>' for place in range(len(sheets)))
        archive.writestr("xl/workbook.xml", f'<workbook xmlns="{main}" xmlns:r="{relation}"><sheets>{names}</sheets></workbook>')
        archive.writestr("xl/_rels/workbook.xml.rels", f"<Relationships>{links}</Relationships>")
        archive.writestr("xl/sharedStrings.xml", f'<sst xmlns="{main}">{shared}</sst>')
        for place, rows in enumerate(sheets.values()):
            archive.writestr(
                f"xl/worksheets/s{place}.xml", f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>'
            )
    return data.getvalue()


def test_workbooks() -> None:
    """Shared and inline strings, cells that are left out; sheets of questions are parts, others are left out."""
    shared = "<si><t>Question</t></si><si><t>Answer</t></si><si><r><t>What </t></r><r><t>holds?</t></r></si>"
    head = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row>'
    first = f'{head}<row r="2"><c r="A2" t="s"><v>2</v></c><c r="C2" t="inlineStr"><is><t>A hitch.</t></is></c></row>'
    second = f'{head}<row r="2"><c r="A2" t="inlineStr"><is><t>How many?</t></is></c><c r="C2"><v>42</v></c></row>'
    notes = '<row r="1"><c r="A1" t="inlineStr"><is><t>Drafts</t></is></c></row>'
    one = convert("k.xlsx", _workbook({"Sea": first, "Notes": notes}, shared))
    assert one is not None
    assert one.markdown == "# K\n\n### 1. What holds?\n\n**Answer:**\n\nA hitch.\n"
    bars = first.replace(
        '<c r="C1" t="s"><v>1</v></c>', '<c r="C1" t="inlineStr"><is><t>a | b | c</t></is></c><c r="D1" t="s"><v>1</v></c>'
    )
    barred = convert("k.xlsx", _workbook({"Sea": bars.replace("C2", "D2")}, shared))
    assert barred is not None
    assert barred.markdown == one.markdown
    two = convert("k.xlsx", _workbook({"Sea": first, "Land": second}, shared))
    assert two is not None
    assert [line for line in two.markdown.splitlines() if line.startswith("#")] == [
        "# Sea",
        "### 1. What holds?",
        "# Land",
        "### 1. How many?",
    ]
    assert two.records == ((3, "record 1 of sheet `Sea`"), (11, "record 1 of sheet `Land`"))
    assert two.markdown.splitlines()[10] == "### 1. How many?"
    with pytest.raises(RecordError, match="not an Excel workbook"):
        convert("k.xlsx", b"PK")


def test_titles_of_questions_are_their_headings() -> None:
    """Where each question has a title of its own, the question stands below it; a title that recurs names a group."""
    rows = [{"title": "Knots", "question": "Which holds?\n\nAt sea.", "answer": "A hitch."}]
    assert from_records("a.json", json.dumps(rows)).markdown.endswith(
        "### 1. Knots\n\nWhich holds?\n\nAt sea.\n\n**Answer:**\n\nA hitch.\n"
    )
    alike = [*rows, {**rows[0], "question": "Which slips?"}]
    assert "### 1. Which holds?" in from_records("a.json", json.dumps(alike)).markdown


def test_single_facts_are_no_labels(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Columns of single facts form a list, so that none of them is reported as a label that the format lacks."""
    rows = "".join(f"What is {letter}?,A letter,book {n}\n" for n, letter in enumerate("abcd"))
    (tmp_path / "a.csv").write_text(f"question,answer,found in\n{rows}", encoding="utf-8")
    assert main(["init", str(tmp_path / "a.csv"), "--content", str(tmp_path / "content")]) == 0
    assert "KB124" not in capsys.readouterr().err
    assert "**Answer:**\n\nA letter\n\n- Found in: book 0\n" in (tmp_path / "content/a.md").read_text(encoding="utf-8")


def test_labels_that_programs_use_are_in_the_language_of_the_records() -> None:
    """As the label of answers is; a name of the owner's own stays."""
    rows = "question,answer,explanation\nמה שם הקובץ הזה?,הקובץ של הבדיקות,כי כך הוא כתוב\nמה עושה?,מדפיסה את השם,כי כך הוא\n"
    assert "**הסבר:** כי כך הוא כתוב" in _imported("k.csv", rows)
    assert "**Explanation:** So it is" in _imported(
        "k.csv", "question,answer,explanation\nWhat is the name of it?,A file,So it is\n"
    )


def test_numbers_before_all_titles_count_the_records_themselves() -> None:
    """Those that do not count from one belong to the titles."""
    rows = "question,answer\n{}. What is tea?,A leaf\n2. What is a cup?,A thing\n"
    assert "### 1. What is tea?" in _imported("k.csv", rows.format(1))
    assert "### 2. What is a cup?" in _imported("k.csv", rows.format(1))
    assert "### 1. 7. What is tea?" in _imported("k.csv", rows.format(7))
