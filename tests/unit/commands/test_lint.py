"""Commands besides building: ``kb init``, ``kb lint --coverage``, ``kb ids``, ``kb build --discard-edits``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from zhiku.cli import main
from zhiku.pipeline.build import write_pages
from zhiku.pipeline.prepare import prepare

from tests.support.bases import small_base
from tests.support.files import snapshot, write_tree

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

SHAPES = Path(__file__).parents[2] / "golden" / "shapes"
LIST_ITEMS = "list-items"


def test_init_overwrites_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder that already contains one of the files is not changed: KB107."""
    text = SHAPES / LIST_ITEMS / "content" / "tea.md"
    write_tree(tmp_path / "content", {"kb.yml": "title: mine\n"})
    before = snapshot(tmp_path)
    assert main(["init", str(text), "--content", str(tmp_path / "content")]) == 1
    code = "KB107"
    assert f"error[{code}]" in capsys.readouterr().err
    assert snapshot(tmp_path) == before


def test_init_reports_what_it_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The number of questions, their openings, the number of remarks; what the base is called; remarks name the given file."""
    text = SHAPES / LIST_ITEMS / "content" / "tea.md"
    main(["init", str(text), "--content", str(tmp_path / "content")])
    shown = capsys.readouterr()
    summary, named = shown.out.splitlines()
    assert summary.endswith(": 3 questions, list items, answers indented, 3 with an answer; 1 remark")
    assert named == f"  “Part”, questions: change both in {(tmp_path / 'content' / 'kb.yml').as_posix()}"
    assert f"{text.as_posix()}:20:1: warning[KB121]" in shown.err


def test_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A path that cannot be read is reported: KB104."""
    assert main(["init", str(tmp_path / "no.md"), "--content", str(tmp_path / "content")]) == 1
    assert "error[KB104]" in capsys.readouterr().err


def test_lint_of_files_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Texts can be linted in place."""
    write_tree(tmp_path, {"a.md": "### 1. T\n\n**答案：** \\(\\oops\\)\n"})
    before = snapshot(tmp_path)
    assert main(["lint", str(tmp_path / "a.md")]) == 1
    assert "error[KB201]" in capsys.readouterr().err
    assert snapshot(tmp_path) == before


def test_coverage_accounts_for_every_line(capsys: pytest.CaptureFixture[str]) -> None:
    """Every line is counted once, and lines that are on no page are listed."""
    assert main(["lint", "--coverage", "--content", str(SHAPES / "headings-under-parts" / "content")]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].endswith("53 lines, 53 accounted for")
    table = lines[1 : next(index for index, line in enumerate(lines) if "not shown" in line)]
    assert sum(int(line.split()[0]) for line in table if line.split()[0].isdigit()) == 53
    assert [line.rpartition(":")[2] for line in lines if "not shown" in line] == ["1-3 (front-matter)", "9-12 (contents)"]


def test_ids_are_shown_and_stored(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """``kb ids`` writes nothing; with ``--store`` the lock contains every id."""
    write_tree(tmp_path, {"a.md": "### What is tea?\n\nLeaves.\n\n### What is water?\n\nWet.\n"})
    assert main(["ids", "--content", str(tmp_path)]) == 0
    shown = capsys.readouterr()
    assert shown.out.splitlines()[0].startswith("what-is-tea\tassigned\t")
    assert "warning[KB120]" in shown.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.md"]
    main(["ids", "--content", str(tmp_path), "--store"])
    capsys.readouterr()
    assert main(["ids", "--content", str(tmp_path)]) == 0
    shown = capsys.readouterr()
    assert shown.out.splitlines()[0].startswith("what-is-tea\tstored\t")
    assert shown.err == ""


def edit_page(folder: Path, change: Callable[[str], str]) -> tuple[Path, Path]:
    """The content folder of the small base and one of its pages, which was edited."""
    content = small_base(folder / "content")
    prepared, _ = prepare(content, lambda _: None)
    write_pages(prepared, folder / "docs")
    page = folder / "docs" / "questions" / "3.md"
    page.write_bytes(change(page.read_text(encoding="utf-8")).encode())
    return content, page


def test_an_edited_page_stops_the_build_and_names_the_source_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """KB602 shows the diff and the source line of the edited words; nothing is overwritten."""
    content, page = edit_page(tmp_path, lambda text: text.replace("再冲", "再仔细冲"))
    before = page.read_bytes()
    arguments = ["build", "--content", str(content), "--docs-dir", str(tmp_path / "docs"), "--site-dir", str(tmp_path / "site")]
    assert main(arguments) == 1
    shown = capsys.readouterr().err
    line = (content / "tea.md").read_text(encoding="utf-8").splitlines().index("   - 再冲") + 1
    assert "error[KB602]" in shown
    assert f"tea.md:{line} instead" in shown
    assert "-<li>再冲</li>" in shown
    assert "+<li>再仔细冲</li>" in shown
    assert page.read_bytes() == before


def test_edits_are_discarded_on_demand_only(tmp_path: Path) -> None:
    """``--discard-edits`` rewrites generated pages; files that kb did not write stay."""
    content, page = edit_page(tmp_path, lambda text: text + "mine")
    prepared, _ = prepare(content, lambda _: None)
    write_pages(prepared, tmp_path / "docs", discard_edits=True)
    assert page.read_text(encoding="utf-8") == prepared.pages["questions/3.md"]


def test_accepted_warnings_stay_quiet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """``kb lint --accept`` stores the warnings; afterwards they are only counted, and new ones are shown."""
    folder = tmp_path / "content"
    text = "## 1. What is x?\n\nIt is \\(\\hat{y_i}\\).\n\n## 2. And y?\n\nIt is y.\n"
    write_tree(folder, {"text.md": text, "kb.yml": "severity: {KB120: off}\n"})
    arguments = ["lint", "--content", str(folder)]
    assert main([*arguments, "--accept"]) == 0
    shown = capsys.readouterr()
    assert shown.out == f"{folder}/accepted.yml: 1 warning accepted, 1 new, 0 gone\n"
    assert shown.err == ""
    (folder / "text.md").write_text(f"# Letters\n\n{text}\nOr \\(\\hat{{z_j}}\\).\n", encoding="utf-8")
    assert main(arguments) == 0
    shown = capsys.readouterr()
    assert "accent of `\\hat{z_j}`" in shown.err
    assert "accent of `\\hat{y_i}`" not in shown.err
    assert shown.err.endswith(f"0 errors, 1 warning\n1 warning accepted in {folder}/accepted.yml\n")
    write_tree(folder, {"text.md": text.replace("hat{y_i}", "hat{y}_i")})
    main([*arguments, "--accept"])
    assert not (folder / "accepted.yml").exists()


def test_a_build_shows_new_warnings_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The first build shows its warnings in full; the next one shows new ones and counts the others."""
    folder = tmp_path / "content"
    text = "## 1. What is x?\n\nIt is \\(\\hat{y_i}\\).\n\n## 2. And y?\n\nIt is y.\n"
    write_tree(folder, {"text.md": text, "kb.yml": "severity: {KB120: off}\n"})
    build = ["build", "--content", str(folder), "--docs-dir", str(tmp_path / "docs"), "--site-dir", str(tmp_path / "site")]
    assert main(build) == 0
    shown = capsys.readouterr().err
    assert "text.md:3:9: warning[KB204] the accent of `\\hat{y_i}`" in shown
    assert "\n1 new warning; `kb lint --all` shows all, `kb lint --accept` accepts them\n" in shown
    (folder / "text.md").write_text(f"{text}\nOr \\(\\hat{{z_j}}\\).\n", encoding="utf-8")
    assert main(build) == 0
    shown = capsys.readouterr().err
    assert "`\\hat{z_j}`" in shown
    assert "`\\hat{y_i}`" not in shown
    assert "\n1 new warning, 1 warning as in the last build; `kb lint --all` shows all" in shown
