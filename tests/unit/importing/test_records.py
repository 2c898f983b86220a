"""Records of questions and answers as Markdown: columns by name or position, rows without a question."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from zhiku.importing.anki import from_package
from zhiku.importing.mdx import from_mdx
from zhiku.importing.records import RecordError, from_records, is_anki, is_table

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
        "# k\n\n## Knots\n\n### 1. What holds?\n\n**Answers:**\n\nA hitch.\n\n**context:** All about knots.\n"
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


def test_tags_of_cards() -> None:
    """Anki's header says which column holds them."""
    text = "#separator:tab\n#tags column:3\nWhat holds?\tA hitch.\tknots\n"
    assert from_records("k.tsv", text).markdown.endswith("A hitch.\n\n**Tags:** knots\n")


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("a.csv", "name,answer\nx,y\n", "no column of questions among `name`, `answer`"),
        ("a.json", '[{"question": "x"}]', "no column of answers among `question`"),
        ("a.json", "[1, 2]", "the file has no records"),
        ("a.json", "{", "not valid JSON in line 1, column 2: Expecting property name enclosed in double quotes"),
    ],
)
def test_what_is_missing_is_said(name: str, text: str, reason: str) -> None:
    """A file without recognizable columns is rejected with what is missing."""
    with pytest.raises(RecordError) as error:
        from_records(name, text)
    assert str(error.value) == reason


def test_anki(tmp_path: Path) -> None:
    """Notes of a package in order, with their media; a text export by its header."""
    connection = sqlite3.connect(tmp_path / "notes")
    connection.execute("create table notes (id integer, flds text)")
    connection.executemany("insert into notes values (?, ?)", [(2, "B?\x1fb"), (1, 'A?\x1fa <img src="x.png">')])
    connection.commit()
    connection.close()
    package = BytesIO()
    with zipfile.ZipFile(package, "w") as archive:
        archive.write(tmp_path / "notes", "collection.anki2")
        archive.writestr("media", '{"0": "x.png"}')
        archive.writestr("0", b"png")
    notes, media = from_package(package.getvalue())
    assert json.loads(notes) == [{"question": "A?", "answer": 'a <img src="x.png">'}, {"question": "B?", "answer": "b"}]
    assert media == {"x.png": b"png"}
    assert is_anki("#separator:tab\n")
    assert not is_anki("# Title\n")
    with pytest.raises(RecordError):
        from_package(b"no zip")


def test_plain_texts_of_records() -> None:
    """Without a header, cards have the same number of tabs in all lines; other texts with tabs are texts."""
    assert is_table("What holds?\tA hitch.\n\nWhat slips?\tA noose.\n")
    assert not is_table("What holds?\nA hitch.\n")
    assert not is_table("1.\tWhat holds?\nA hitch.\n")


def test_mdx() -> None:
    """Import and export lines of components are removed, except in code; line numbers do not change."""
    text = "import X from './x'\n\nexport const a = 1\n\n# T\n\n```js\nimport Y from 'y'\n```\n"
    assert from_mdx(text) == "\n\n\n\n# T\n\n```js\nimport Y from 'y'\n```\n"
