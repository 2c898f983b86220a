"""The command line: exit codes, stdout and stderr."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from zhiku.cli import main
from zhiku.commands import lint

from tests.support.bases import small_base
from tests.support.sites import SUB_PATH, environment, run_kb

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "arguments", [[], ["nothing"], ["build", "--nothing"], ["check"], ["explain"], ["lint", "--format", "x"]]
)
def test_wrong_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 2, with the usage on stderr."""
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith("usage: kb")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["export", "docx"], "`docx` is none of pdf, epub, anki, csv, json"),
        (["lint", "--format", "x"], "`x` is none of text, json, github"),
        (["serve", "--port", "99999"], "`99999` is no port: they are numbers from 0 to 65535"),
        (["serve", "--port", "-1"], "`-1` is no port"),
    ],
)
def test_wrong_values_name_the_right_ones(arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The error about a value that an argument cannot have says which it can have."""
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert told in capsys.readouterr().err


def test_the_next_step_can_be_pasted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """``kb new`` quotes the name of a folder as a shell needs it."""
    monkeypatch.chdir(tmp_path)
    assert main(["new", "my kb"]) == 0
    assert capsys.readouterr().out.endswith("next: cd 'my kb' && kb serve\n")


def test_help(capsys: pytest.CaptureFixture[str]) -> None:
    """``--help`` lists every command; exit code 0."""
    with pytest.raises(SystemExit) as caught:
        main(["--help"])
    assert caught.value.code == 0
    shown = capsys.readouterr().out
    assert all(command in shown for command in ("build", "check", "lint", "explain"))


def test_lint_of_sound_content(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 0; JSON output is a complete document."""
    content = str(small_base(tmp_path))
    assert main(["lint", "--content", content]) == 0
    assert capsys.readouterr() == ("", "")
    assert main(["lint", "--content", content, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_build_reports_its_progress(tmp_path: Path) -> None:
    """Progress goes to stderr, one line per step; stdout names the site; exit code 0."""
    content = small_base(tmp_path / "content")
    arguments = ("build", "--content", content, "--docs-dir", tmp_path / "docs", "--site-dir", tmp_path / "site")
    done = run_kb(*arguments, env=environment(SUB_PATH))
    assert done.returncode == 0
    assert re.fullmatch(rf"{re.escape(str(tmp_path / 'site'))}: 3 questions, 2 domains, .*2 formulas\n", done.stdout)
    steps = done.stderr.splitlines()
    assert len(steps) == 5
    assert all(" s  " in step for step in steps)


def test_explain(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """``explain`` prints the question, its lines, its domains and their evidence; an unknown id gives exit code 2."""
    content = str(small_base(tmp_path))
    assert main(["explain", "1", "--content", content]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("1. 茶叶怎样保存？")
    assert "about  tea" in shown
    assert "`茶叶` in: 茶叶怎样保存？" in shown
    assert main(["explain", "99", "--content", content]) == 2
    assert "there is no question `99`" in capsys.readouterr().err


def test_interrupted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Ctrl+C gives exit code 130 and one line, without a traceback."""

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(lint, "lint", interrupted)
    assert main(["lint", "--content", str(tmp_path)]) == 130
    assert capsys.readouterr().err == "stopped; the site was not changed\n"


def test_the_system_refuses(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What the operating system forbids (a full disk, a folder without permission) is one line with the path."""

    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", "content/kb.yml")

    monkeypatch.setattr(lint, "lint", refused)
    assert main(["lint", "--content", str(tmp_path)]) == 1
    assert capsys.readouterr().err == "kb: content/kb.yml: Permission denied\n"


def test_formats_go_to_stdout(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Annotations, including warnings, go to stdout, where GitHub reads them; their number goes to stderr."""
    content = str(small_base(tmp_path, tea_md="### 1. T\n\n**答案：** 待补充\n"))
    assert main(["lint", "--content", content, "--format", "github"]) == 0
    shown = capsys.readouterr()
    assert shown.out.startswith("::warning file=")
    assert shown.err == "0 errors, 3 warnings\n"


def test_commands_start_without_what_they_do_not_need() -> None:
    """The pinyin dictionary, the web server and readers of PDF and images are imported on first use."""
    code = "import sys, zhiku.cli; print(*sorted({'pypinyin', 'pypdf', 'PIL', 'mkdocs.livereload'} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
