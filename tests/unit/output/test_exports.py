"""Exports: an Anki collection, opened with Anki's own library, and a table."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import zipfile
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from zhiku.model import Export
from zhiku.output.exports.anki import anki_notes, apkg
from zhiku.output.exports.table import csv_file
from zhiku.output.finish import write_json
from zhiku.pipeline.prepare import prepare, render_pages
from zhiku.runtime.compressed_files import CompressedFiles

from tests.support.bases import small_base
from tests.support.sites import build_at

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from zhiku.model import KnowledgeBase

PIXEL = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010806000000") + b"\x1f\x15\xc4\x89"
TEXT = (
    "### 1. 茶叶怎样保存？\n\n**面试题：** 说说看。\n\n**答案：** 密封，温度 \\(t < 10\\)。\n\n![罐子](img/jar.png)\n\n"
    "**解析：** \\[ e = mc^2 \\]\n\n"
    "### 2. 绿茶用多热的水？\n\n**答案：** 见[第一题](#1)和[别处](https://example.org/x?a=1&b=2)。\n\n"
    "### 3. 怎样洗杯子？\n\n**答案：** =1+1，“冲”\n"
)
SITE = "https://example.org/tea/"


@pytest.fixture
def base(tmp_path: Path) -> KnowledgeBase:
    """Three questions, two of them about tea, with a formula, an image and links."""
    content = small_base(tmp_path / "content", tea_md=TEXT)
    (content / "img").mkdir()
    (content / "img" / "jar.png").write_bytes(PIXEL)
    (content / "overlays.yml").write_text("questions:\n  '1':\n    tags: [必考 题]\n    difficulty: 难\n", encoding="utf-8")
    found, problems = prepare(content, lambda _: None)
    assert [problem.code for problem in problems if problem.severity == "error"] == []
    return found.base


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    """An empty collection of Anki."""
    found = Collection(str(tmp_path / "anki.anki2"))
    yield found
    found.close()


def packed(base: KnowledgeBase, *times: int, identity: str = "tea", site_url: str = SITE) -> bytes:
    """The Anki file of the base, with the times of its notes."""
    notes = anki_notes(base, identity, site_url)
    return apkg(notes, times or [1000] * len(notes), {"media/img/jar.png": PIXEL}, identity, base.title)


def imported(collection: Collection, folder: Path, data: bytes) -> tuple[int, int]:
    """Import a file; returns the numbers of new and updated notes."""
    file = folder / "deck.apkg"
    file.write_bytes(data)
    request = ImportAnkiPackageRequest(package_path=str(file), options=ImportAnkiPackageOptions(merge_notetypes=True))
    log = collection.import_anki_package(request).log
    return len(log.new), len(log.updated)


def notes_of(collection: Collection) -> list[list[str]]:
    """The fields of all notes, in the order of learning."""
    cards = sorted((collection.get_card(card) for card in collection.find_cards("")), key=lambda card: card.due)
    return [list(card.note().fields) for card in cards]


def test_fields(base: KnowledgeBase, collection: Collection, tmp_path: Path) -> None:
    """Question, answer, analysis and source; formulas in Anki's MathJax syntax; links to the site."""
    assert imported(collection, tmp_path, packed(base)) == (3, 0)
    first, second, _ = notes_of(collection)
    assert "1. 茶叶怎样保存？" in first[0]
    assert "<p>说说看。</p>" in first[0]
    assert "温度 \\(t &lt; 10\\)。" in first[1]
    assert "\\[ e = mc^2 \\]" in first[2]
    assert f'<a href="{SITE}questions/1/">茶</a>' in first[3]
    assert f'href="{SITE}questions/1/' in second[1]
    assert 'href="https://example.org/x?a=1&amp;b=2"' in second[1]
    note = collection.get_note(collection.find_notes("")[0])
    assert [field["name"] for field in note.note_type()["flds"]] == ["question", "answer", "analysis", "source"]  # type: ignore[index]


def test_decks_tags_and_media(base: KnowledgeBase, collection: Collection, tmp_path: Path) -> None:
    """A subdeck for each topic; topics and the owner's tags as tags; images included."""
    imported(collection, tmp_path, packed(base))
    decks = {collection.decks.name(collection.get_card(card).did) for card in collection.find_cards("")}
    assert decks == {"茶::茶", "茶"}
    assert sorted(collection.tags.all()) == ["必考_题", "茶"]
    (name,) = [path.name for path in (tmp_path / "anki.media").iterdir()]
    assert f'src="{name}"' in notes_of(collection)[0][1]
    assert (tmp_path / "anki.media" / name).read_bytes() == PIXEL


def test_two_builds_one_after_the_other(base: KnowledgeBase, collection: Collection, tmp_path: Path) -> None:
    """A later import updates changed notes, adds new ones, duplicates nothing and keeps progress."""
    imported(collection, tmp_path, packed(base))
    card = collection.get_card(collection.find_cards("怎样洗杯子")[0])
    card.reps, card.ivl = 5, 12
    collection.update_card(card)
    content = small_base(
        tmp_path / "later",
        tea_md=TEXT.replace("“冲”", "“冲两遍”").replace("![罐子](img/jar.png)", "") + "\n### 4. 几泡？\n\n**答案：** 三。\n",
    )
    later, _ = prepare(content, lambda _: None)
    notes = anki_notes(later.base, "tea", SITE)
    data = apkg(notes, [1000, 1000, 2000, 2000], {}, "tea", later.base.title)
    assert imported(collection, tmp_path, data) == (1, 1)
    assert collection.note_count() == collection.card_count() == 4
    assert "冲两遍" in notes_of(collection)[2][1]
    kept = collection.get_card(card.id)
    assert (kept.reps, kept.ivl) == (5, 12)
    assert imported(collection, tmp_path, data) == (0, 0)


def test_bases_have_different_notes(base: KnowledgeBase, collection: Collection, tmp_path: Path) -> None:
    """Questions with the same id in another base are other notes."""
    assert imported(collection, tmp_path, packed(base)) == (3, 0)
    assert imported(collection, tmp_path, packed(base, identity="coffee")) == (3, 0)


def test_same_content_same_bytes(base: KnowledgeBase) -> None:
    """The file depends only on the notes and their times."""
    assert packed(base) == packed(base)
    assert packed(base) != packed(base, 1000, 1000, 1001)


def test_choices_are_asked_without_their_ticks(base: KnowledgeBase) -> None:
    """A list with ticked and unticked items is on the front without its ticks."""
    mark = '<span class="kb-task__mark" role="img" aria-label="{0}" title="{0}">{1}</span> '
    right, wrong = mark.format("done", "☑"), mark.format("open", "☐")
    items = f'<li class="kb-task" data-task="open">{wrong}80</li><li class="kb-task" data-task="done">{right}443</li>'

    def front(html: str) -> str:
        entry = base.entries[2]
        section = replace(entry.question.sections[0], html=html)
        changed = replace(entry, question=replace(entry.question, sections=(section,)))
        return anki_notes(replace(base, entries=(changed,)), "tea", SITE)[0].fields[0]

    asked = '<ul><li class="kb-task">80</li><li class="kb-task">443</li></ul>'
    assert front(f"<p>One:</p><ul>{items}</ul><ul><li>x</li></ul>").endswith(asked)
    assert "443" not in front(f"<ul>{items}</ul>".replace('"open"', '"done"'))
    assert "80" not in front("<ul><li>80</li></ul>")


def test_without_public_address(base: KnowledgeBase) -> None:
    """If the address of the site is unknown, links to it become text."""
    notes = anki_notes(base, "tea", "")
    assert "questions/1" not in "".join(field for note in notes for field in note.fields)
    assert "第一题" in notes[1].fields[1]


def test_collection_is_plain_sqlite(base: KnowledgeBase, tmp_path: Path) -> None:
    """A zip with a collection and a list of media, as in every version of Anki."""
    (tmp_path / "a.apkg").write_bytes(packed(base))
    with zipfile.ZipFile(tmp_path / "a.apkg") as archive:
        assert archive.namelist() == ["collection.anki2", "media", "0"]
        assert list(json.loads(archive.read("media"))) == ["0"]
        archive.extract("collection.anki2", tmp_path)
    with closing(sqlite3.connect(tmp_path / "collection.anki2")) as database:
        assert database.execute("SELECT count(*), count(DISTINCT guid) FROM notes").fetchone() == (3, 3)


def test_table(base: KnowledgeBase) -> None:
    """A row for each question, with the author's Markdown, readable by spreadsheets."""
    path, data = csv_file(base)
    assert path == "exports/questions.csv"
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert [row["id"] for row in rows] == ["1", "2", "3"]
    assert rows[0]["answer"] == "密封，温度 \\(t < 10\\)。\n\n![罐子](img/jar.png)"
    assert (rows[0]["topics"], rows[0]["tags"], rows[0]["difficulty"]) == ("茶", "必考 题", "难")
    assert rows[2]["answer"] == "=1+1，“冲”"


def test_notes_are_in_the_data_and_in_lists(base: KnowledgeBase, tmp_path: Path) -> None:
    """Difficulty and tags are in ``questions.json`` and in lists."""
    write_json(tmp_path, base)
    first, second, _ = json.loads((tmp_path / "questions.json").read_text(encoding="utf-8"))["questions"]
    assert (first["difficulty"], first["tags"]) == ("难", ["必考 题"])
    assert {"difficulty", "frequency", "tags"}.isdisjoint(second)
    shown = CompressedFiles(render_pages(base, tmp_path)).text("questions/index.md")
    assert shown.count('<span class="kb-tag">必考 题</span>') == 1
    assert shown.count("kb-tag--level") == 1


def test_a_link_is_a_reason_in_the_data(tmp_path: Path) -> None:
    """Where nothing else relates two questions, the data say that one links to the other, as their pages do."""
    text = "### 1. 甲事如何？\n\n**答案：** 见[乙](#2)。\n\n### 2. 乙物怎样？\n\n**答案：** 全无。\n"
    write_json(tmp_path, prepare(small_base(tmp_path / "content", tea_md=text), lambda _: None)[0].base)
    found = json.loads((tmp_path / "questions.json").read_text(encoding="utf-8"))["questions"]
    assert [[relation["reasons"] for relation in question["related"]] for question in found] == [[["文中有链接"]]] * 2


def test_an_edit_updates_its_note_only(tmp_path: Path, collection: Collection) -> None:
    """Of two builds at the same time of the clock, the second updates exactly the edited note."""
    content = small_base(tmp_path / "content")
    build_at(SITE, content, tmp_path)
    assert imported(collection, tmp_path, (tmp_path / "site/exports/anki.apkg").read_bytes()) == (3, 0)
    text = (content / "tea.md").read_text(encoding="utf-8")
    (content / "tea.md").write_text(text.replace("约", "大约"), encoding="utf-8")
    build_at(SITE, content, tmp_path)
    assert imported(collection, tmp_path, (tmp_path / "site/exports/anki.apkg").read_bytes()) == (0, 1)


def test_exports_can_be_switched_off(tmp_path: Path) -> None:
    """Disabled exports are not on the site."""
    content = small_base(tmp_path / "content", kb_yml="title: 茶\nexports: [csv]\n")
    build_at(SITE, content, tmp_path)
    assert sorted(path.name for path in (tmp_path / "site/exports").iterdir()) == ["questions.csv"]
    assert not (tmp_path / "site/book").exists()
    assert tuple(Export) == (Export.ANKI, Export.CSV, Export.BOOK)
