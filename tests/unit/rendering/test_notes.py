"""Difficulty, frequency and tags in the text itself."""

from __future__ import annotations

import pytest
from zhiku.rendering.notes import NoteField, notes_in_markup

from tests.support.read import question


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("难度：中等", ("中等", "", ())),
        ("**难度：** ★★★", ("★★★", "", ())),
        ("- Difficulty: hard", ("hard", "", ())),
        ("出现频率：高。", ("", "高", ())),
        ("标签：缓存、Redis，#持久化", ("", "", ("缓存", "Redis", "持久化"))),
        ("Tags: cache, Redis", ("", "", ("cache", "Redis"))),
        ("Schwierigkeit: leicht", ("leicht", "", ())),
        ("難易度：易", ("易", "", ())),
        ("难度：" + "很" * 40, ("很" * 40, "", ())),
        ("难度：" + "很" * 41, ("", "", ())),
        ("Tags: " + "sea and rope, " * 3 + "knots", ("", "", (*["sea and rope"] * 3, "knots"))),
        ("Tags: sea, " + "k" * 41, ("", "", ())),
        ("Tags: " + "sea, " * 60 + "k", ("", "", ())),
        ("这道题难度：高", ("", "", ())),
        ("`难度：高`", ("", "", ())),
        ("难度", ("", "", ())),
        ("难度：", ("", "", ())),
        ("难度：高\n标签：缓存、锁\n频率：低", ("高", "低", ("缓存", "锁"))),
        ("Difficulty: hard\n*Tags:* basics, cache", ("hard", "", ("basics", "cache"))),
        ("见上文\n难度：高", ("高", "", ())),
        ("见上文\n**难度**：高\nTags: cache", ("高", "", ("cache",))),
    ],
)
def test_a_labelled_line_is_a_note(line: str, found: tuple[str, str, tuple[str, ...]]) -> None:
    """After a label, in any language, short, and on a line of its own, also at the end of a paragraph."""
    notes = question(f"先说结论。\n\n{line}\n\n再说理由。").notes
    assert (notes.difficulty, notes.frequency, notes.tags) == found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("<!-- tags: (javascript, css) -->", ("", ("javascript", "css"))),
        ("<!-- expertise: (2) -->", ("2", ())),
        ("<!--\nTags: html\nDifficulty: easy\n-->", ("easy", ("html",))),
        ("```html\n<!-- tags: (css) -->\n```", ("", ())),
        ("<!-- a remark -->", ("", ())),
    ],
)
def test_comments_are_notes(line: str, found: tuple[str, tuple[str, ...]]) -> None:
    """With the labels of notes, outside code."""
    notes = question(f"First the result.\n\n{line}\n").notes
    assert (notes.difficulty, notes.tags) == found


def test_front_matter_of_a_file_that_is_a_question_is_a_note() -> None:
    """Keys are the same words as labels, in any case; values are single or a list."""
    assert notes_in_markup("", "---\nTags: [cache, Redis]\ndifficulty: 3\ntitle: x\n---\n") == {
        NoteField.TAGS: "cache, Redis",
        NoteField.DIFFICULTY: "3",
    }
    assert notes_in_markup("", "---\ntags:\ndifficulty: {a: b}\n---\n") == {}


@pytest.mark.parametrize(
    ("matter", "tags"),
    [
        ("layout: faq\ntags: account delete", "account, delete"),
        ("layout: faq\ntags: big data, sea", "big data, sea"),
        ("layout: faq\ntags: [big data]", "big data"),
        ("layout: faq\ntag: big data", "big data"),
        ("tags: big data", "big data"),
    ],
)
def test_tags_that_jekyll_separates_by_blanks(matter: str, tags: str) -> None:
    """In pages with a layout, ``tags`` without a list or commas are words."""
    assert notes_in_markup("", f"---\n{matter}\n---\n") == {NoteField.TAGS: tags}


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("难度：高", ""),
        ("**出题人**：某公司", ""),
        ("Author: a taster", ""),
        ("Difficulty: hard\n*Tags:* basics, cache", ""),
        ("Difficulty: " + "x" * 41, "Difficulty: " + "x" * 41),
        ("难度：", "难度："),
        ("`难度：高`", "难度：高"),
        ("见上文\n难度：高", "见上文"),
        ("见上文\n难度：高\n再看下文", "见上文 难度：高 再看下文"),
    ],
)
def test_notes_are_no_passages_of_an_answer(line: str, text: str) -> None:
    """Excerpts, descriptions and concepts come from what remains."""
    passages = [passage.text for passage in question(f"先说结论。\n\n{line}\n\n再说理由。").passages]
    assert passages == ["先说结论。", *([text] if text else []), "再说理由。"]
