"""Replacing an old site by a new one, and every way in which this can fail."""

from __future__ import annotations

import errno
import sys
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock
from zhiku.diagnostics.diagnostic import ContentError
from zhiku.output import swap
from zhiku.output.swap import fresh_folder

from tests.support.files import snapshot, write_tree

if TYPE_CHECKING:
    from pathlib import Path

OLD = {"questions.json": b"{}", "old.html": b"old"}
NEW = {"questions.json": b"[]", "new/index.html": b"new"}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """An old site, alone in its folder."""
    return write_tree(tmp_path / "site", OLD)


@pytest.fixture(params=[True, False], ids=["exchange", "two renames"])
def _either_way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if not request.param:
        monkeypatch.setattr(swap, "_exchange", lambda *_: False)


def beside(site: Path) -> list[str]:
    """The files next to the site."""
    return sorted(path.name for path in site.parent.iterdir())


def _build(site: Path, *, fails: bool) -> None:
    with fresh_folder(site) as fresh:
        write_tree(fresh.path, NEW)
        fresh.commit()
        if fails:
            raise RuntimeError("broken")  # noqa: EM101 - the message is the test's


@pytest.mark.usefixtures("_either_way")
def test_committed(site: Path) -> None:
    """After ``commit`` the site consists of exactly the new files; nothing is left next to it."""
    with fresh_folder(site) as fresh:
        assert snapshot(fresh.path) == {}
        write_tree(fresh.path, NEW)
        fresh.commit()
        assert snapshot(site) == OLD
    assert snapshot(site) == NEW
    assert beside(site) == ["site"]


def test_not_committed(site: Path) -> None:
    """Without ``commit`` the old site stays, and the new files are deleted."""
    with fresh_folder(site) as fresh:
        write_tree(fresh.path, NEW)
    assert snapshot(site) == OLD
    assert beside(site) == ["site"]


@pytest.mark.usefixtures("_either_way")
def test_a_first_site(tmp_path: Path) -> None:
    """Without an old site the new one is put in place, in a new folder."""
    site = tmp_path / "a" / "b" / "site"
    with fresh_folder(site) as fresh:
        write_tree(fresh.path, NEW)
        fresh.commit()
    assert snapshot(site) == NEW
    assert beside(site) == ["site"]


def test_an_error_while_building(site: Path) -> None:
    """An exception is passed on, and the old site stays, even after ``commit``."""
    with pytest.raises(RuntimeError, match="broken"):
        _build(site, fails=True)
    assert snapshot(site) == OLD
    assert beside(site) == ["site"]


def test_killed_between_two_renames(site: Path) -> None:
    """The old site was moved aside and its place is empty: the next build first moves it back."""
    work = site.with_name(".site.kb")
    write_tree(work / "new", NEW)
    site.rename(work / "old")
    with fresh_folder(site) as fresh:
        assert snapshot(site) == OLD
        assert snapshot(fresh.path) == {}
    assert snapshot(site) == OLD
    assert beside(site) == ["site"]


def test_leftovers_of_a_killed_build_are_not_in_the_next(site: Path) -> None:
    """Files that a killed build wrote are not in the next site."""
    write_tree(site.with_name(".site.kb") / "new", {"half.html": "half"})
    with fresh_folder(site) as fresh:
        write_tree(fresh.path, NEW)
        fresh.commit()
    assert snapshot(site) == NEW


def test_a_failing_rename_puts_the_old_site_back(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the second rename fails, the first is undone and the error is raised."""
    monkeypatch.setattr(swap, "_exchange", lambda *_: False)
    rename = type(site).rename

    def failing(self: Path, target: Path) -> Path:
        if self.name == "new":
            raise OSError(errno.EACCES, "no")
        return rename(self, target)

    monkeypatch.setattr(type(site), "rename", failing)
    with pytest.raises(OSError, match="no"):
        _build(site, fails=False)
    assert snapshot(site) == OLD


GENERATED = '<meta name="generator" content="mkdocs-1.6.1">'


@pytest.mark.parametrize(
    "files",
    [
        {"questions.json": "{}"},
        {"index.html": GENERATED, "404.html": "x"},
        {"index.html": GENERATED, "sitemap.xml": "x"},
        {"index.html": "a theme of its own", "404.html": "x", "faq/questions.json": "{}"},
    ],
)
def test_a_site_is_replaced(tmp_path: Path, files: dict[str, str]) -> None:
    """A site with a base at its root or under a path, and a site without a base."""
    folder = write_tree(tmp_path / "site", files)
    _build(folder, fails=False)
    assert snapshot(folder) == NEW


@pytest.mark.parametrize(
    "files",
    [
        {"thesis.doc": "x"},
        {"index.html": "somebody's page"},
        {"sub/questions.json": "{}"},
        {"404.html": "somebody's page"},
        {"sitemap.xml": "x"},
        {"index.html": "somebody's page", "404.html": "x", "sitemap.xml": "x"},
        {"index.html": GENERATED},
    ],
)
def test_a_folder_with_other_files_is_rejected(tmp_path: Path, files: dict[str, str]) -> None:
    """KB610: a folder with anything but a site is neither replaced nor emptied, and nothing is built."""
    folder = write_tree(tmp_path / "site", files)
    before = snapshot(folder)
    with pytest.raises(ContentError) as caught, fresh_folder(folder):
        pytest.fail("nothing may be built")
    (problem,) = caught.value.diagnostics
    assert (problem.code, problem.message) == ("KB610", "this folder is not a site built by kb, so it was not changed")
    assert problem.hint == "give an empty or new folder with --site-dir"
    assert snapshot(folder) == before
    assert beside(folder) == ["site"]


def test_a_file_in_the_place_of_the_site_is_refused(tmp_path: Path) -> None:
    """KB610: a file is not a site either."""
    (tmp_path / "site").write_text("mine", encoding="utf-8")
    with pytest.raises(ContentError, match="not a site built by kb"), fresh_folder(tmp_path / "site"):
        pytest.fail("nothing may be built")


def test_an_empty_folder_is_used(tmp_path: Path) -> None:
    """A site may be put into an empty folder."""
    (tmp_path / "site").mkdir()
    with fresh_folder(tmp_path / "site") as fresh:
        write_tree(fresh.path, NEW)
        fresh.commit()
    assert snapshot(tmp_path / "site") == NEW


def test_two_builds_at_once(site: Path) -> None:
    """KB611: during a build, a second build of the same site is rejected and has no effect."""
    with fresh_folder(site) as fresh:
        write_tree(fresh.path, NEW)
        with pytest.raises(ContentError) as caught, fresh_folder(site):
            pytest.fail("a second build ran")
        assert snapshot(fresh.path) == NEW
        fresh.commit()
    (problem,) = caught.value.diagnostics
    assert (problem.code, problem.message) == ("KB611", "another build of this site is running")
    assert snapshot(site) == NEW


def test_a_lock_that_nobody_holds_any_more(site: Path) -> None:
    """The lock file of a killed build does not prevent the next."""
    work = site.with_name(".site.kb")
    work.mkdir()
    (work / "lock").touch()
    with FileLock(work / "lock"):
        pass
    with fresh_folder(site) as fresh:
        fresh.commit()
    assert snapshot(site) == {}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="renameat2 is Linux")
def test_exchange_is_one_step(tmp_path: Path) -> None:
    """The system call exchanges two folders, and fails with a reason if one is missing."""
    one, other = write_tree(tmp_path / "one", OLD), write_tree(tmp_path / "other", NEW)
    assert swap._exchange(one, other)  # noqa: SLF001 - the step that the promise rests on
    assert (snapshot(one), snapshot(other)) == (NEW, OLD)
    with pytest.raises(OSError, match="nowhere"):
        swap._exchange(one, tmp_path / "nowhere")  # noqa: SLF001 - as above
