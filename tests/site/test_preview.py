"""The live preview: what an author sees after an edit, immediately and after the build."""

from __future__ import annotations

import re
import shutil
import signal
import socket
import subprocess
import sys
from typing import TYPE_CHECKING
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from zhiku.commands import serve
from zhiku.commands.serve import Preview
from zhiku.diagnostics.diagnostic import Severity
from zhiku.pages import SMALL_BASE
from zhiku.pipeline.build import build
from zhiku.runtime.project import project_of

from tests.support import ROOT
from tests.support.bases import many_questions, small_base
from tests.support.files import differing, snapshot
from tests.support.shared import make_once
from tests.support.sites import SUB_PATH, environment
from tests.support.waiting import until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from zhiku.diagnostics.diagnostic import Diagnostic

PAGE = "questions/7/index.html"


class Watched:
    """A preview of a base, and its messages."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.text, self.site = folder, folder / "content" / "tea.md", folder / "site"
        self.said: list[str] = []
        self.reported: list[tuple[Diagnostic, ...]] = []
        self.preview = Preview(project_of(folder / "content", folder / "docs", self.site), self.said.append, self.reported.append)

    def page(self, name: str = PAGE) -> str:
        """A page of the served site."""
        return (self.site / name).read_text(encoding="utf-8")

    def edit(self, old: str, new: str) -> None:
        """Replace a passage of the text."""
        text = self.text.read_text(encoding="utf-8")
        assert text.count(old) == 1
        self.text.write_text(text.replace(old, new), encoding="utf-8")

    def settle(self) -> None:
        """Continue until the site matches the content."""
        until(lambda: self.preview.follow() or self.preview.is_current)
        until(lambda: self.preview.is_current or (self.preview.follow(), self.preview.is_current)[1])


@pytest.fixture
def repository_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment of ``build_at``; changed files need not be unchanged for a while."""
    for name, value in environment(SUB_PATH).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(serve, "_POLL_INTERVAL", 0)


@pytest.fixture
def large(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, repository_variables: None) -> Watched:  # noqa: ARG001 - sets the surroundings
    """A preview of a base large enough for pages to be patched before the build ends."""

    def make(folder: Path) -> None:
        many_questions(folder / "content", SMALL_BASE + 1)
        Watched(folder).settle()

    shutil.copytree(make_once(tmp_path_factory, "preview", make), tmp_path, dirs_exist_ok=True)
    watched = Watched(tmp_path)
    watched.settle()
    return watched


def differing_from_clean(watched: Watched) -> set[str]:
    """The files in which a preview differs from a clean build, except Anki's notes, which contain times."""
    clean = watched.folder / "clean"
    build(project_of(watched.folder / "content", clean / "docs", clean / "site"), lambda _: None, preview=True)
    return {*differing(snapshot(watched.site), snapshot(clean / "site"))}


def test_an_edited_answer_shows_before_the_build_and_as_the_build_shows_it(large: Watched) -> None:
    """The page is patched first, and the following build gives the same page and site."""
    large.edit("答案是 49。", "**答案是** 49。\\(7^2\\)")
    assert large.preview.follow()
    assert not large.preview.is_current
    shown = large.page()
    assert "<strong>答案是</strong>" in shown
    assert "katex-html" in shown
    large.settle()
    assert large.page() == shown
    assert differing_from_clean(large) <= {"exports/anki.apkg"}


def test_an_edit_ends_the_build_of_the_one_before(large: Watched) -> None:
    """Successive edits show one after the other; in the end the site is that of the last."""
    for number in range(3):
        large.edit("答案是 49" + "啊" * number + "。", "答案是 49" + "啊" * (number + 1) + "。")
        assert large.preview.follow()
        assert "答案是 49" + "啊" * (number + 1) + "。" in large.page()
    large.settle()
    assert "答案是 49啊啊啊。" in large.page()
    assert sum("built" in line for line in large.said) == len(("the first", "the last"))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("### 7. 第7题是什么？", "### 7. 第七题是什么？"),
        ("### 7. 第7题是什么？", "### 200. 新题是什么？\n\n**答案：** 新。\n\n### 7. 第7题是什么？"),
    ],
)
def test_what_other_pages_show_too_waits_for_the_build(large: Watched, old: str, new: str) -> None:
    """A new title or question changes lists and neighbours, so it shows only after the build."""
    before = large.page()
    large.edit(old, new)
    assert not large.preview.follow()
    assert large.page() == before
    large.settle()
    assert differing_from_clean(large) <= {"exports/anki.apkg"}


@pytest.fixture
def small(tmp_path: Path, repository_variables: None) -> Watched:  # noqa: ARG001 - as above
    """A preview of a base of three questions."""
    many_questions(tmp_path / "content", 3)
    watched = Watched(tmp_path)
    watched.settle()
    return watched


@pytest.mark.parametrize("size", ["small", "large"])
def test_an_error_is_shown_and_the_site_stays(request: pytest.FixtureRequest, size: str) -> None:
    """While a formula is invalid the last valid pages stay; once it is corrected, the edit shows."""
    watched: Watched = request.getfixturevalue(size)
    before = snapshot(watched.site)
    watched.edit("答案是 4。", "答案是 \\(\\oops\\)。")
    watched.settle()
    errors = [problem.code for problems in watched.reported for problem in problems if problem.severity is Severity.ERROR]
    assert errors == ["KB201"]
    assert differing(snapshot(watched.site), before) == []
    watched.edit("\\(\\oops\\)", "\\(2^2\\)")
    watched.settle()
    assert "katex-html" in watched.page("questions/2/index.html")


@pytest.fixture
def served(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """``kb serve`` running on the small base, at any free port."""
    # Shells have what runs in the background ignore this signal, and the command would inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    small_base(tmp_path / "content")
    command = [sys.executable, "-m", "zhiku", "serve", "--content", str(tmp_path / "content"), "--port", "0"]
    command += ["--docs-dir", str(tmp_path / "docs"), "--site-dir", str(tmp_path / "site")]
    with subprocess.Popen(command, cwd=ROOT, env=environment(SUB_PATH), stderr=subprocess.PIPE, text=True) as process:
        yield process
        process.terminate()


_SERVED = re.compile(r"serving http://127\.0\.0\.1:(?P<port>\d+)/my-repo/$")


def _wait_for(process: subprocess.Popen[str], *expected: str) -> int:
    """Read the command's output until all the expected words have occurred, in any order; returns the port that it names."""
    assert process.stderr is not None
    missing, port = {*expected}, 0
    for line in process.stderr:
        missing -= {words for words in missing if words in line}
        if found := _SERVED.search(line):
            port = int(found["port"])
        if not missing:
            return port
    pytest.fail(f"kb serve ended without saying {missing}")


def test_the_command_serves_below_the_path_of_the_site_and_follows_edits(served: subprocess.Popen[str], tmp_path: Path) -> None:
    """The printed address shows the site, then the edited one, and the browser is told to reload."""
    port = _wait_for(served, "built: 3 questions", "serving http://")
    address = f"http://127.0.0.1:{port}/my-repo/questions/1/"
    with urlopen(address) as answer:
        assert "livereload(" in answer.read().decode()
    text = tmp_path / "content" / "tea.md"
    text.write_text(text.read_text(encoding="utf-8").replace("密封", "密封得很好"), encoding="utf-8")
    _wait_for(served, "built: 3 questions")
    with urlopen(address) as answer:
        assert re.search("密封得很好", answer.read().decode())


def test_errors_show_on_the_page_that_is_open(served: subprocess.Popen[str], tmp_path: Path) -> None:
    """Errors show on every page, even on missing ones, until they are corrected; the page itself is the last valid one."""
    port = _wait_for(served, "serving http://")
    address = f"http://127.0.0.1:{port}/my-repo/questions/1/"

    def page(address: str) -> str:
        try:
            with urlopen(address) as answer:  # noqa: S310 - an address of this test
                return str(answer.read().decode())
        except HTTPError as missing:
            return missing.read().decode()

    assert "kb-errors" not in page(address)
    settings = tmp_path / "content" / "kb.yml"
    before = settings.read_text(encoding="utf-8")
    settings.write_text(f"{before}\nunknown: 1\n", encoding="utf-8")
    until(lambda: "error[KB302] unknown key `unknown`" in page(address))
    shown = page(address)
    assert 'id="kb-errors"' in shown
    assert "茶叶怎样保存" in shown
    assert "error[KB302]" in page(address.replace("questions/1", "nothing"))
    settings.write_text(before, encoding="utf-8")
    until(lambda: "kb-errors" not in page(address))


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_nothing_is_served_by_a_preview_that_has_ended(served: subprocess.Popen[str], end: signal.Signals) -> None:
    """However it ends, the port is released immediately."""
    port = _wait_for(served, "serving http://")
    served.send_signal(end)
    served.wait(timeout=60)
    until(lambda: _is_free(port))


def _is_free(port: int) -> bool:
    with socket.socket() as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            one.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def test_a_port_in_use_is_reported(served: subprocess.Popen[str], tmp_path: Path) -> None:
    """A second preview on the same port ends with a message that says what to do."""
    port = _wait_for(served, "serving http://")
    command = [sys.executable, "-m", "zhiku", "serve", "--content", str(tmp_path / "content"), "--port", str(port)]
    command += ["--docs-dir", str(tmp_path / "docs"), "--site-dir", str(tmp_path / "site")]
    other = subprocess.run(command, cwd=ROOT, env=environment(SUB_PATH), capture_output=True, text=True, check=False)
    assert other.returncode == len(("usage", "port"))
    assert f"port {port} is not available; choose another one with --port" in other.stderr
    assert "Traceback" not in other.stderr
