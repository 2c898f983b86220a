"""``kb init``: folders, file extensions, encodings, linked files, other interpretations, new versions."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING

import pytest
from zhiku.cli import main
from zhiku.importing import documents
from zhiku.importing.documents import Document, Lost
from zhiku.pipeline.prepare import prepare

from tests.support.files import snapshot, write_tree

if TYPE_CHECKING:
    from pathlib import Path

TEA = "# Tea\n\n## What is matcha?\n\nA powder.\n\n## What is sencha?\n\nLeaves.\n"


def titles(folder: Path) -> list[str]:
    """The titles of a content folder's questions, in order."""
    found, _ = prepare(folder, lambda _: None)
    return [entry.question.title for entry in found.base.entries]


def test_a_folder_keeps_its_shape(tmp_path: Path) -> None:
    """Equal names in two folders, a README as a page, images, links between files; hidden folders are ignored."""
    write_tree(
        tmp_path / "in",
        {
            "README.md": "# Notes\n\nSee [tea](hot/tea.md#what-is-matcha).\n",
            "hot/tea.md": TEA + "\n![cup](../img/cup.svg)\n",
            "cold/tea.md": "# Cold tea\n\n## What is mugicha?\n\nBarley.\n",
            "img/cup.svg": "<svg/>",
            "img/unused.svg": "<svg/>",
            ".git/x.md": TEA,
            "node_modules/y.md": TEA,
        },
    )
    folder = tmp_path / "content"
    assert main(["init", str(tmp_path / "in"), "--content", str(folder)]) == 0
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file() and ".schemas" not in path.parts}
    assert files == {"README.md", "hot/tea.md", "cold/tea.md", "img/cup.svg", "kb.yml", "domains.yml"}
    found, problems = prepare(folder, lambda _: None)
    assert [entry.question.title for entry in found.base.entries] == ["What is mugicha?", "What is matcha?", "What is sencha?"]
    assert [entry.question.file for entry in found.base.entries] == ["cold/tea.md", "hot/tea.md", "hot/tea.md"]
    assert [part.title for part in found.base.parts] == ["Notes", "Cold tea", "Tea"]
    assert "media/img/cup.svg" in found.pages
    assert {problem.code for problem in problems} <= {"KB120"}


def test_what_a_document_loses_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What pandoc leaves out is a warning at its line in the document, cut if it is long (KB126)."""
    lost = (Lost("{{Note|Careful}}", 3), Lost("x" * 80, 0))
    monkeypatch.setattr(documents, "from_document", lambda _, __: Document(TEA, {}, lost))
    write_tree(tmp_path, {"tea.wiki": TEA})
    assert main(["init", str(tmp_path / "tea.wiki"), "--content", str(tmp_path / "content")]) == 0
    code = "KB126"
    told = capsys.readouterr().err
    assert f"tea.wiki:3:1: warning[{code}] `{{{{Note|Careful}}}}` has" in told
    assert f"tea.wiki: warning[{code}] `{'x' * 60}…` has" in told


@pytest.mark.parametrize(
    ("folder", "readme", "title"),
    [
        ("tea-questions", "Only words.\n", "Tea questions"),
        ("TeaQuestions", "Only words.\n", "TeaQuestions"),
        ("in", '<h1 align="center">\n  Tea in *30* seconds\n</h1>\n\n## Contents\n', "Tea in 30 seconds"),
        ("in", "A badge.\n\n### 🍵 Tea\n\nWords.\n", "🍵 Tea"),
        ("in", "## This is a sentence about tea.\n\nWords.\n", "In"),
        ("in", "## Contents\n\n- [Tea](tea.md)\n", "In"),
        ("in", "---\ntitle: All about tea\n---\n\n# Welcome\n", "All about tea"),
        ("in", "---\ntitle: Home\n---\n\n# Tea house\n", "Tea house"),
        ("in", "---\nlayout: home\nhero:\n  name: Tea time\n---\n", "Tea time"),
        ("in", "### News\n\nWords.\n\n### Tea\n\nWords.\n", "In"),
    ],
)
def test_the_title_of_a_folder(tmp_path: Path, folder: str, readme: str, title: str) -> None:
    """From its README: metadata, the heading of the first level, or a short one that it begins with; else its own name."""
    write_tree(tmp_path / folder, {"README.md": readme, "tea.md": TEA})
    assert main(["init", str(tmp_path / folder), "--content", str(tmp_path / "content")]) == 0
    assert f'title: "{title}"\n' in (tmp_path / "content" / "kb.yml").read_text()


@pytest.mark.parametrize(
    ("file", "title"), [("text.md", "Green teas"), ("文本.md", "Green teas"), ("green_teas-2.md", "Green teas 2")]
)
def test_the_title_of_a_file_without_a_heading(tmp_path: Path, file: str, title: str) -> None:
    """Its name, unless that says nothing: then that of its folder."""
    write_tree(tmp_path / "green-teas", {file: "1. What is tea?\n\nLeaves.\n\n2. Who drinks it?\n\nAll.\n"})
    assert main(["init", str(tmp_path / "green-teas" / file), "--content", str(tmp_path / "content")]) == 0
    assert f'title: "{title}"\n' in (tmp_path / "content" / "kb.yml").read_text()


@pytest.mark.parametrize(
    ("heading", "title"),
    [("# Green", "Tea list"), ("# Tea FAQ", "Tea FAQ"), ("# Tea\n\n# Green", "Tea"), ("## Green", "Tea list")],
)
def test_the_first_of_several_parts_is_no_title(tmp_path: Path, heading: str, title: str) -> None:
    """A heading that holds questions as those beside it do is that of a part, unless it says that it is a FAQ or the like."""
    mark = heading.split(maxsplit=1)[0]
    text = f"{heading}\n\n### What is green?\n\nTea.\n\n{mark} Black\n\n### What is black?\n\nTea.\n\n### And red?\n\nTea.\n"
    write_tree(tmp_path, {"tea-list.md": text})
    assert main(["init", str(tmp_path / "tea-list.md"), "--content", str(tmp_path / "content")]) == 0
    assert f'title: "{title}"\n' in (tmp_path / "content" / "kb.yml").read_text()


def test_a_heading_behind_a_question_is_no_title(tmp_path: Path) -> None:
    """A comment of code that stands outside its block is a heading of the first level."""
    question = "#### Q{0}. What does it print?\n\n- [ ] 1\n- [x] 2\n\n# prints twice\n\n"
    write_tree(tmp_path, {"quiz.md": "## Loops\n\n" + "".join(map(question.format, range(1, 5)))})
    assert main(["init", str(tmp_path / "quiz.md"), "--content", str(tmp_path / "content")]) == 0
    assert 'title: "Loops"\n' in (tmp_path / "content" / "kb.yml").read_text()


@pytest.mark.parametrize(
    ("folder", "readme", "kind"),
    [
        ("interview_reference", "Words.\n", "interview"),
        ("tea", "Words.\n\n## Questions of interviews, with answers, in one place\n", "interview"),
        ("tea", "Words.\n", "glossary"),
    ],
)
def test_the_kind_of_a_folder(tmp_path: Path, folder: str, readme: str, kind: str) -> None:
    """Its title and its name count more than the headings of its README, and these with the names of its files."""
    files = {"README.md": readme, "tea.md": TEA, "terminology.md": TEA, "more/interview.md": TEA}
    write_tree(tmp_path / folder, files if kind == "interview" else files | {"more/interview.md": "# Glossary\n\n" + TEA})
    assert main(["init", str(tmp_path / folder), "--content", str(tmp_path / "content")]) == 0
    assert f"\nkind: {kind} " in (tmp_path / "content" / "kb.yml").read_text()


def test_damaged_characters_do_not_stop_the_import(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """They are shown as such, with a warning at their place, in a folder as in a file alone."""
    write_tree(
        tmp_path / "in", {"tea.md": TEA, "more.md": "# 茶\n\n## 什么是乌龙茶？\n\n半X发酵的茶。\n" + "茶叶有很多种。" * 40}
    )
    damaged = tmp_path / "in" / "more.md"
    damaged.write_bytes(damaged.read_bytes().replace(b"X", b"\xe8\x8a"))
    assert main(["init", str(damaged), "--content", str(tmp_path / "alone")]) == 0
    assert "more.md:5:2: warning[" in capsys.readouterr().err
    assert main(["init", str(tmp_path / "in"), "--content", str(tmp_path / "content")]) == 0
    code = "KB101"
    assert f"more.md:5:2: warning[{code}] this is UTF-8, except for some bytes, the first of them here" in capsys.readouterr().err
    assert "半\ufffd发酵" in (tmp_path / "content" / "more.md").read_text(encoding="utf-8")


def test_a_folder_in_a_repository_is_called_after_it(tmp_path: Path) -> None:
    """``docs/en`` says nothing, the name of the repository does, of the kind of a single file as well."""
    write_tree(tmp_path / "tea-interview" / "docs", {"en/a.md": TEA, "en/b.md": TEA.replace("What", "Why")})
    (tmp_path / "tea-interview" / ".git").mkdir()
    docs = tmp_path / "tea-interview" / "docs" / "en"
    assert main(["init", str(docs), "--content", str(tmp_path / "content")]) == 0
    settings = (tmp_path / "content" / "kb.yml").read_text()
    assert 'title: "Tea interview"\n' in settings
    assert "\nkind: interview " in settings
    assert main(["init", str(docs / "a.md"), "--content", str(tmp_path / "single")]) == 0
    assert "\nkind: interview " in (tmp_path / "single" / "kb.yml").read_text()


def test_order_and_drafts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Front matter orders the files of a folder; drafts and texts with a future date are not published (KB125)."""
    write_tree(
        tmp_path / "in",
        {
            "a.md": "---\nquestion: Second?\nweight: 2\n---\n\nx\n",
            "b.md": "---\nquestion: First?\nweight: 1\n---\n\ny\n",
            "c.md": "---\nquestion: Never?\ndraft: true\n---\n\nz\n",
            "e.md": "---\nquestion: Hidden?\npublished: false\n---\n\nz\n",
            "d.md": "---\nquestion: Later?\npublish: 2999-01-01\n---\n\nz\n",
            "10.md": "---\nquestion: Fourth?\n---\n\nz\n",
            "9.md": "---\nquestion: Third?\n---\n\nz\n",
        },
    )
    assert main(["init", str(tmp_path / "in"), "--content", str(tmp_path / "content")]) == 0
    assert titles(tmp_path / "content") == ["First?", "Second?", "Third?", "Fourth?"]
    told = capsys.readouterr().err
    code = "KB125"
    assert f"in/c.md: warning[{code}] this text is a draft and is not part of the site" in told
    assert "remove `draft: true` from" in told
    assert f"in/e.md: warning[{code}] this text is a draft" in told
    assert "remove `published: false` from" in told
    assert f"in/d.md: warning[{code}] this text will be published on 2999-01-01 and is not part of the site" in told


def test_empty_files_of_a_folder_are_reported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """They are warnings, in a build too; where all files are empty, nothing is a question (KB103)."""
    content = str(tmp_path / "content")
    write_tree(tmp_path, {"in/tea.md": TEA, "in/empty.md": "", "in/blank.md": " \n", "none/empty.md": ""})
    assert main(["init", str(tmp_path / "none"), "--content", content]) == 1
    assert "empty.md:1:1: error[KB103]" in capsys.readouterr().err
    assert main(["init", str(tmp_path / "in"), "--content", content]) == 0
    told = capsys.readouterr().err
    assert [f"{name}.md:1:1: warning[KB102]" in told for name in ("empty", "blank", "tea")] == [True, True, False]
    assert main(["lint", "--content", content]) == 0


def test_two_files_of_one_name(tmp_path: Path) -> None:
    """Files with the same name are put into separate folders."""
    write_tree(tmp_path, {"a/faq.md": TEA, "b/faq.md": TEA.replace("matcha", "hojicha")})
    assert main(["init", str(tmp_path / "a/faq.md"), str(tmp_path / "b/faq.md"), "--content", str(tmp_path / "content")]) == 0
    assert (tmp_path / "content/faq.md").exists()
    assert (tmp_path / "content/b/faq.md").exists()


@pytest.mark.parametrize("name", ["tea.markdown", "tea.mdx", "tea.txt"])
def test_other_endings(name: str, tmp_path: Path) -> None:
    """Texts with other file extensions are read."""
    write_tree(tmp_path, {name: TEA})
    assert main(["init", str(tmp_path / name), "--content", str(tmp_path / "content")]) == 0
    assert titles(tmp_path / "content") == ["What is matcha?", "What is sencha?"]


def test_an_encoding_is_reported_and_converted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A text in GB18030 is converted to UTF-8 (KB105) and reported under the owner's path."""
    text = "# 茶\n\n## 什么是抹茶？\n\n一种茶粉，颜色很绿。\n\n## 什么是煎茶？\n\n一种绿茶。\n"
    (tmp_path / "tea.md").write_bytes(text.encode("gb18030"))
    assert main(["init", str(tmp_path / "tea.md"), "--content", str(tmp_path / "content")]) == 0
    code = "KB105"
    assert f"tea.md: warning[{code}] read as GB18030 and written as UTF-8" in capsys.readouterr().err
    assert (tmp_path / "content/tea.md").read_text(encoding="utf-8") == text


def test_what_is_no_text_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No records (KB108), an empty folder (KB104), no question (KB103): exit code 1, the owner's path, nothing written."""
    write_tree(tmp_path, {"a.csv": "x,y\n1,2\n", "b.md": "Only words.\n", "empty/c.xyz": ""})
    for name, code in (("a.csv", "KB108"), ("b.md", "KB103"), ("empty", "KB104"), ("gone.md", "KB104")):
        before = snapshot(tmp_path)
        assert main(["init", str(tmp_path / name), "--content", str(tmp_path / "content")]) == 1
        told = capsys.readouterr().err
        assert f"{name}" in told
        assert f"error[{code}]" in told
        assert tempfile.gettempdir() not in told.replace(tmp_path.as_posix(), "")
        assert snapshot(tmp_path) == before


@pytest.mark.parametrize("arguments", [["init", "tea.md", "--content", "tea.md"], ["new", "tea.md", "tea.md"]])
def test_a_file_is_no_folder_to_write(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where a folder is to be written there must not be a file, which stays as it is."""
    write_tree(tmp_path, {"tea.md": TEA})
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 1
    assert capsys.readouterr().err.startswith("tea.md: error[KB107] this is a file\n")
    assert (tmp_path / "tea.md").read_text(encoding="utf-8") == TEA


def test_damaged_bytes_are_located(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A text in UTF-8 with a stray byte is not read in another encoding."""
    (tmp_path / "a.md").write_bytes("# 茶\n\n## 什么是抹茶？\n\n粉".encode() + b"\xff\n")
    assert main(["init", str(tmp_path / "a.md"), "--content", str(tmp_path / "content")]) == 0
    told = "a.md:5:2: warning[{}] this is UTF-8, except for some bytes, the first of them here"
    assert told.format("KB101") in capsys.readouterr().err


def test_rows_that_are_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """KB109 reports how many rows have no question or are drafts, and the first ten of them."""
    drafts = "".join(f"What is {number}?,It.,draft\n" for number in range(12))
    write_tree(tmp_path, {"a.csv": f"question,answer,status\nWho?,me,\n,nobody,\n{drafts}"})
    assert main(["init", str(tmp_path / "a.csv"), "--content", str(tmp_path / "content")]) == 0
    told, code = capsys.readouterr().err, "KB109"
    assert f"a.csv: warning[{code}] 1 record without a question left out\n      = record 2\n" in told
    assert f"a.csv: warning[{code}] 12 records not to be published left out\n" in told
    assert "      = records 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 and 2 more\n" in told


def test_data_beside_texts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Data with questions are read beside a README; other texts that lack them leave them out, as KB109 says."""
    data = '- {question: "What holds?", answer: A hitch.}\n- {question: "What slips?", answer: A bend.}\n'
    other = '{"scripts": {"what?": "a", "why?": "b"}}'
    write_tree(tmp_path, {"a/README.md": "# Knots\n\nSome knots.\n", "a/knots.yml": data, "a/package.json": other})
    assert main(["init", str(tmp_path / "a"), "--content", str(tmp_path / "content")]) == 0
    assert "### 2. What slips?" in (tmp_path / "content/knots.md").read_text(encoding="utf-8")
    told = "knots.yml: warning[KB109] 2 questions left out, because the folder holds texts in Markdown\n"
    assert told not in capsys.readouterr().err
    write_tree(tmp_path, {"b/tea.md": TEA, "b/knots.yml": data, "c/tea.md": f"{TEA}\n{data}", "c/knots.yml": data})
    b, c = str(tmp_path / "b"), str(tmp_path / "c")
    for number, (paths, left_out) in enumerate((([b], True), ([c], False), ([b, f"{b}/knots.yml"], False))):
        assert main(["init", *paths, "--content", str(tmp_path / f"content-{number}")]) == 0
        assert (told in capsys.readouterr().err) == left_out


RECORDS = "question,answer,topic\nWho?,me,b\n,nobody,\nWhere?,See [it](no.md).,a\nWhy?,See [that](no.md).,b\n"


def test_places_in_converted_texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """They are those of the file that is written, with the record of the original; what is only checked has no lines."""
    write_tree(tmp_path, {"a.csv": RECORDS})
    monkeypatch.chdir(tmp_path)
    assert main(["init", "a.csv"]) == 0
    told = capsys.readouterr().err
    assert "content/a.md:15:12: warning[KB404]" in told
    assert "record 4 of a.csv\n" in told
    assert "content/a.md:23:10: warning[KB404]" in told
    assert "record 3 of a.csv\n" in told
    lines = (tmp_path / "content" / "a.md").read_text(encoding="utf-8").splitlines()
    assert (lines[14], lines[22]) == ("See [that](no.md).", "See [it](no.md).")
    assert main(["lint", "a.csv"]) == 1
    told = capsys.readouterr().err
    assert "a.csv: error[KB404]" in told
    assert "\n      | See [it](no.md).\n" in told
    assert "a.md" not in told


def test_places_in_texts_that_stay_as_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """They are those of the original, whatever it is encoded in."""
    (tmp_path / "a.md").write_bytes("# 茶\n\n## 什么是抹茶？\n\n见[图](no.md)。\n".encode("gb18030"))
    monkeypatch.chdir(tmp_path)
    assert main(["init", "a.md"]) == 0
    assert "\na.md:5:6: warning[KB404]" in capsys.readouterr().err


def test_another_interpretation(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Other interpretations are listed with numbers, and ``--choose`` selects one."""
    lines = "".join(f"## What is part {n}?\n\n### Use of {n}\n\nFor {n}.\n\n### Care of {n}\n\nWith {n}.\n\n" for n in range(4))
    write_tree(tmp_path, {"a.md": f"# Parts\n\n{lines}"})
    assert main(["init", str(tmp_path / "a.md"), "--content", str(tmp_path / "one")]) == 0
    shown = capsys.readouterr().out
    assert shown.splitlines()[0].endswith("remarks") or "4 questions" in shown
    assert "`--choose 2`" in shown
    assert main(["init", str(tmp_path / "a.md"), "--content", str(tmp_path / "two"), "--choose", "2"]) == 0
    assert titles(tmp_path / "one") != titles(tmp_path / "two")


def test_only_the_files_that_hold_questions(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of a manual, only the page of questions is divided into questions; ``--choose 2`` takes the other headings, too."""
    pages = {f"docs/{name}.md": f"# {name}\n\n## Setting {name} up\n\nDo.\n\n## Taking {name} down\n\nUndo.\n" for name in "abcd"}
    faq = "# FAQ\n\n## What is a peg?\n\nWood.\n\n## Who needs one?\n\nA tent.\n"
    write_tree(tmp_path, {"docs/README.md": "# Tents\n\nA manual.\n", "docs/faq.md": faq, **pages})
    assert main(["init", str(tmp_path / "docs"), "--content", str(tmp_path / "one")]) == 0
    assert titles(tmp_path / "one") == ["What is a peg?", "Who needs one?"]
    assert 'files: ["faq.md"]' in (tmp_path / "one/kb.yml").read_text(encoding="utf-8")
    told = capsys.readouterr().out
    assert "8 more" in told
    assert "`--choose 2` opens them too" in told
    assert main(["init", str(tmp_path / "docs"), "--content", str(tmp_path / "two"), "--choose", "2"]) == 0
    assert len(titles(tmp_path / "two")) == 10


def test_an_impossible_choice_is_rejected(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is rejected with the list of possible ones; nothing is written."""
    write_tree(tmp_path, {"a.md": "# Tea\n\n## What is tea?\n\nLeaves.\n\n## What is a cup?\n\nClay.\n"})
    for number in ("0", "2"):
        assert main(["init", str(tmp_path / "a.md"), "--content", str(tmp_path / "content"), "--choose", number]) == 2
        told = "these texts allow only 1; without --choose, init lists what each reads"
        assert capsys.readouterr().err == f"kb: --choose {number}: {told}\n"
    assert not (tmp_path / "content").exists()


def test_an_update_shows_what_it_reverts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A correction by hand that is not in the new version is shown as lines that go and come, the first ten of them."""
    text, folder = tmp_path / "tea.md", tmp_path / "content"
    text.write_text(TEA, encoding="utf-8")
    main(["init", str(text), "--content", str(folder)])
    copy = folder / "tea.md"
    lines = "".join(f"\n\nLine {number}." for number in range(20))
    copy.write_text(copy.read_text(encoding="utf-8").replace("A powder.", f"A fine powder.{lines}"), encoding="utf-8")
    capsys.readouterr()
    assert main(["init", "--update", str(text), "--content", str(folder)]) == 0
    shown = capsys.readouterr().out.splitlines()
    assert shown[0] == "~ What is matcha?"
    assert {"    - A fine powder.", "    + A powder."} <= set(shown[1:11])
    assert shown[11:] == ["    … and 12 more lines", "0 added, 1 changed, 0 removed"]


@pytest.mark.parametrize(("name", "says"), [("faq.pdf", "files that end in `.pdf`"), ("FAQ", "a file without an ending")])
def test_files_that_nothing_reads_are_named(tmp_path: Path, name: str, says: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A file of another format is an error with the endings that texts have, also beside a text, and nothing is written."""
    write_tree(tmp_path, {"tea.md": TEA, name: "%PDF-1.4"})
    for files in ([name], ["tea.md", name]):
        arguments = [str(tmp_path / file) for file in files]
        assert main(["init", *arguments, "--content", str(tmp_path / "content")]) == 1
        told = capsys.readouterr().err
        assert f"{name}: error[KB104] {says} cannot be read" in told
        assert ".docx" in told
    assert not (tmp_path / "content").exists()


def test_a_new_version_keeps_ids(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An update shows its changes, writes only after confirmation, and keeps the ids of recognized questions."""
    text = tmp_path / "tea.md"
    text.write_text(TEA, encoding="utf-8")
    folder = tmp_path / "content"
    main(["init", str(text), "--content", str(folder)])
    before = snapshot(folder)
    text.write_text("# Tea\n\n## What is green matcha?\n\nA powder.\n\n## What is hojicha?\n\nRoasted.\n", encoding="utf-8")
    capsys.readouterr()
    assert main(["init", "--update", str(text), "--content", str(folder)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "+ What is hojicha?",
        "~ What is green matcha?",
        "    - ## What is matcha?",
        "    + ## What is green matcha?",
        "- What is sencha?",
        "1 added, 1 changed, 1 removed",
    ]
    assert snapshot(folder) == before
    assert main(["init", "--update", "--yes", str(text), "--content", str(folder)]) == 0
    found, _ = prepare(folder, lambda _: None)
    assert [(entry.question.id, entry.question.title) for entry in found.base.entries] == [
        ("what-is-matcha", "What is green matcha?"),
        ("what-is-hojicha", "What is hojicha?"),
    ]
