"""A build after an edit gives the same site as a clean build of the edited text, and does no unnecessary work."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from zhiku.diagnostics.diagnostic import ContentError
from zhiku.engine import runner
from zhiku.pipeline import per_question
from zhiku.pipeline.build import build
from zhiku.rendering import question
from zhiku.runtime.project import project_of

from tests.support.bases import small_base
from tests.support.files import differing, snapshot, write_tree
from tests.support.git import git
from tests.support.shared import make_once
from tests.support.sites import SUB_PATH, build_at

if TYPE_CHECKING:
    from pathlib import Path

    from zhiku.engine.job import Job
    from zhiku.runtime.project import Project

Edit = tuple[str, str]
"""A file, and what is done to it; see ``apply``."""
EDITS: tuple[Edit, ...] = (
    ("tea.md", "add a line to the first answer"),
    ("tea.md", "add a question at the top"),
    ("tea.md", "drop the last question"),
    ("tea.md", "drop a line"),
    ("tea.md", "turn two words around"),
    ("domains.yml", "turn two words around"),
    ("about.md", "write"),
    ("about.md", "delete"),
    ("kb.yml", "write"),
)


def change(text: str, how: str) -> str:
    """The edited text."""
    questions = text.split("### ")
    match how:
        case "add a line to the first answer":
            return text.replace("**答案：**", "**答案：**\n\n新加的一行，有公式 \\(a_1 + b\\)。\n\n", 1)
        case "add a question at the top":
            number = 100 + len(questions)
            return "### ".join([questions[0], f"{number}. 新题{number}\n\n**答案：** 茶杯（Cup）要洗。\n\n", *questions[1:]])
        case "drop the last question":
            return "### ".join(questions[:-1]) if len(questions) > 2 else text
        case "drop a line":
            lines = text.splitlines(keepends=True)
            return "".join(lines[:-1]) if len(lines) > 1 else text
        case _:
            return text.replace("茶", "水茶", 1).replace("水", "茶", 1)


def apply(edit: Edit, content: Path, docs: Path) -> None:
    """Apply an edit: change a file of the content, write or delete a hand-written page, or rename the base."""
    name, how = edit
    if name == "about.md":
        (docs / name).unlink(missing_ok=True)
        if how == "write":
            (docs / name).write_text("# 关于\n\n见[题目](questions/index.md)。\n", encoding="utf-8")
    elif name == "kb.yml":
        (content / name).write_text("title: 另一个名字\n", encoding="utf-8")
    else:
        path = content / name
        path.write_text(change(path.read_text(encoding="utf-8"), how), encoding="utf-8")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with content, its site and the build's cache."""

    def make(folder: Path) -> None:
        build_at(SUB_PATH, small_base(folder / "content"), folder)

    return make_once(tmp_path_factory, "incremental", make)


def copy(built: Path, folder: Path) -> Path:
    """A copy of the whole folder."""
    shutil.rmtree(folder, ignore_errors=True)
    return shutil.copytree(built, folder)


def outcome_of(content: Path, folder: Path) -> list[str]:
    """Build; returns the codes of errors."""
    try:
        build_at(SUB_PATH, content, folder)
    except ContentError as error:
        return sorted(problem.code for problem in error.diagnostics)
    return []


def builds_as_a_new_one(built: Path, tmp_path: Path, edits: list[Edit]) -> None:
    """Incremental builds with edits between them end with the bytes of a clean build.

    The Anki collection is not compared: it contains the time at which each note changed, which a clean build cannot know.
    """
    folder, clean = copy(built, tmp_path / "work"), tmp_path / "clean"
    for edit in edits:
        apply(edit, folder / "content", folder / "docs")
        outcome = outcome_of(folder / "content", folder)
    shutil.rmtree(clean, ignore_errors=True)
    if (folder / "docs" / "about.md").exists():
        (clean / "docs").mkdir(parents=True)
        shutil.copy(folder / "docs" / "about.md", clean / "docs" / "about.md")
    assert outcome_of(folder / "content", clean) == outcome
    for part in ("docs", "site") if outcome == [] else ():
        assert set(differing(snapshot(folder / part), snapshot(clean / part))) <= {"exports/anki.apkg"}, part


@pytest.mark.parametrize(
    "edits",
    [
        [("tea.md", "add a line to the first answer")],
        [("tea.md", "add a question at the top"), ("about.md", "write"), ("tea.md", "drop the last question")],
    ],
)
def test_an_edited_base_builds_as_a_new_one(built: Path, tmp_path: Path, edits: list[Edit]) -> None:
    """After an answer changes, and after addresses change and a hand-written page is added."""
    builds_as_a_new_one(built, tmp_path, edits)


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(EDITS), min_size=1, max_size=3))
def test_a_base_builds_as_a_new_one_after_any_edits(built: Path, tmp_path: Path, edits: list[Edit]) -> None:
    """Up to three random edits."""
    builds_as_a_new_one(built, tmp_path, edits)


@pytest.fixture
def work_done(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """The work of a build: questions rendered, pages built by the engine."""
    done: dict[str, list[str]] = {"rendered": [], "built": []}
    render, run = question.render_question, runner.run

    def rendered(*arguments: object) -> object:
        done["rendered"].append(str(arguments[-1].id))  # type: ignore[attr-defined] # a parsed question
        return render(*arguments)  # type: ignore[arg-type]

    def ran(project: Project, docs_dir: Path, site_dir: Path, job: Job) -> object:
        done["built"] += sorted(path for path, text in job.pages.items() if isinstance(text, str) and path not in job.excluded)
        return run(project, docs_dir, site_dir, job)

    monkeypatch.setattr(per_question, "render_question", rendered)
    monkeypatch.setattr(runner, "run", ran)
    return done


@pytest.fixture
def work(built: Path, tmp_path: Path, work_done: dict[str, list[str]]) -> Path:
    """A built base in its own folder."""
    folder = copy(built, tmp_path / "work")
    build_at(SUB_PATH, folder / "content", folder)
    for done in work_done.values():
        done.clear()
    return folder


def test_nothing_is_built_if_nothing_has_changed(work: Path, work_done: dict[str, list[str]]) -> None:
    """No page is written, and the site folder is not replaced."""
    before = (work / "site").stat().st_ino
    build_at(SUB_PATH, work / "content", work)
    assert work_done == {"rendered": [], "built": []}
    assert (work / "site").stat().st_ino == before


def test_only_what_depends_on_an_answer_is_rebuilt(work: Path, work_done: dict[str, list[str]]) -> None:
    """A sentence added to an answer renders that question and builds its page and the book."""
    text = work / "content" / "tea.md"
    text.write_text(text.read_text(encoding="utf-8").replace("**答案：**", "**答案：**\n\n还有一句。\n\n", 1), encoding="utf-8")
    build_at(SUB_PATH, work / "content", work)
    assert work_done == {"rendered": ["1"], "built": ["book/index.md", "questions/1.md"]}


def test_an_edited_site_is_rebuilt(work: Path) -> None:
    """A changed file of the site is restored."""
    page = work / "site" / "index.html"
    before = page.read_bytes()
    page.write_bytes(b"gone")
    build_at(SUB_PATH, work / "content", work)
    assert page.read_bytes() == before


def test_an_unreadable_cache_is_replaced(work: Path) -> None:
    """It is treated as empty."""
    before = snapshot(work / "site")
    (work / ".site.cache").write_bytes(b"no database")
    build_at(SUB_PATH, work / "content", work)
    assert differing(snapshot(work / "site"), before) == []


def test_renumbered_questions_are_told(tmp_path: Path) -> None:
    """Where an inserted question takes the address of another one, the build that moves it says so."""
    first, second = "### 1. Wo ist Tee?\n\nDa.\n\n", "### {}. Wann ist Tee?\n\nBald.\n\n"
    write_tree(tmp_path, {"content/tee.md": first + second.format(2)})
    project = project_of(tmp_path / "content")
    assert "KB127" not in {problem.code for problem in build(project, lambda _: None).problems}
    write_tree(tmp_path, {"content/tee.md": first + "### 2. Wer kocht?\n\nWir.\n\n" + second.format(3)})
    assert "KB127" in {problem.code for problem in build(project, lambda _: None).new}


def test_renumbered_questions_are_told_in_a_fresh_clone(tmp_path: Path) -> None:
    """Without an earlier build, the version before the last change in git counts."""
    first, second = "### 1. Wo ist Tee?\n\nDa.\n\n", "### {}. Wann ist Tee?\n\nBald.\n\n"
    write_tree(tmp_path, {"content/tee.md": first + second.format(2)})
    git(tmp_path, "init")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-m", "first")
    write_tree(tmp_path, {"content/tee.md": first + "### 2. Wer kocht?\n\nWir.\n\n" + second.format(3)})
    git(tmp_path, "commit", "-am", "second")
    assert "KB127" in {problem.code for problem in build(project_of(tmp_path / "content"), lambda _: None).problems}
