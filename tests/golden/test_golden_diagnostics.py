"""Diagnostics of invalid content, word for word: every folder in ``diagnostics/`` is a case.

The input is ``content/``; ``expected.txt`` is the output of ``kb lint``, and ``expected.json`` and ``expected.github``, if a case
has them, are the output in these formats. ``conftest.py`` describes how to rewrite them.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from zhiku.cli import main

from tests.support.files import snapshot

if TYPE_CHECKING:
    from collections.abc import Callable

CASES = Path(__file__).parent / "diagnostics"
NAMES = sorted(path.parent.name for path in CASES.glob("*/content"))
FORMATS = ("txt", "json", "github")
_ERROR = re.compile(r": error\[KB\d{3}\] ")


@pytest.fixture
def case(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of a case as the working directory, so that diagnostics name ``content/…``; returns the golden folder."""
    folder = CASES / str(request.param)
    shutil.copytree(folder / "content", tmp_path / "content")
    monkeypatch.chdir(tmp_path)
    return folder


@pytest.mark.parametrize("case", NAMES, indirect=True)
def test_lint_reports_all_problems(
    case: Path, capsys: pytest.CaptureFixture[str], golden_file: Callable[[Path, str], None]
) -> None:
    """One run shows all problems in order, with place, excerpt and hint; errors give exit code 1."""
    code = main(["lint", "--content", "content"])
    shown = capsys.readouterr()
    golden_file(case / "expected.txt", shown.err)
    assert shown.out == ""
    assert code == int(bool(_ERROR.search(shown.err)))


@pytest.mark.parametrize("case", NAMES, indirect=True)
def test_lint_writes_nothing(case: Path) -> None:  # noqa: ARG001 - puts the test into the case's folder
    """Linting does not change the working directory."""
    before = snapshot(Path())
    main(["lint", "--content", "content"])
    assert snapshot(Path()) == before


@pytest.mark.parametrize(
    "case", [name for name in NAMES if _ERROR.search((CASES / name / "expected.txt").read_text("utf-8"))], indirect=True
)
def test_build_with_errors_writes_nothing(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A build of invalid content shows the same problems as lint and writes neither pages nor a site."""
    before = sorted(Path().rglob("*"))
    code = main(["build", "--content", "content", "--docs-dir", "docs", "--site-dir", "site"])
    assert code == 1
    assert capsys.readouterr().err.endswith((case / "expected.txt").read_bytes().decode())
    assert sorted(Path().rglob("*")) == before


@pytest.mark.parametrize("form", ["json", "github"])
@pytest.mark.parametrize("case", ["all-at-once", "no-text"], indirect=True)
def test_other_formats(
    case: Path, form: str, capsys: pytest.CaptureFixture[str], golden_file: Callable[[Path, str], None]
) -> None:
    """JSON and GitHub annotations are written to stdout; stderr has their number."""
    assert main(["lint", "--content", "content", "--format", form]) == 1
    shown = capsys.readouterr()
    golden_file(case / f"expected.{form}", shown.out)
    assert shown.err == (case / "expected.txt").read_text(encoding="utf-8").splitlines(keepends=True)[-1]


def test_every_file_of_a_case_is_used() -> None:
    """A superfluous file in a case, or a case without its expectation, is an error."""
    known = {f"expected.{form}" for form in FORMATS} | {"content"}
    found = {path.relative_to(CASES).as_posix() for path in CASES.glob("*/*")}
    assert {name for name in found if Path(name).name not in known} == set()
    assert {f"{name}/expected.txt" for name in NAMES} <= found
    assert {name.partition("/")[0] for name in found} == set(NAMES), "a case without content"
