"""``kb build`` killed with SIGKILL: the old site stays complete, byte for byte, and the next build succeeds."""

from __future__ import annotations

import shutil
import signal
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from tests.support.bases import SMALL, small_base
from tests.support.files import differing, snapshot
from tests.support.shared import make_once
from tests.support.sites import SUB_PATH, environment, run_kb, run_module

if TYPE_CHECKING:
    from pathlib import Path

LINES = tuple(f"line {number}" for number in range(1, 5))
"""After each line of progress, which is at the start of the next step."""
WHILE_WRITING = (
    "os.rename .kb-manifest.json.partial 1",  # nothing of the docs folder has changed
    "open 2.md.partial 1",  # some pages are new, some old
    "os.rename questions/4.md 1",
    "os.remove questions/3.md 1",
    "os.mkdir .site.kb/new 2",  # MkDocs begins
    "open .site.kb/new/index.html 1",
    "open .site.kb/new/questions.json 1",
    "ctypes.dlsym renameat2 1",  # all is ready, nothing exchanged
)
AFTER_THE_EXCHANGE = ("os.rename .site.kb/old 1", "shutil.rmtree .site.kb 3")
CHANGED = SMALL["tea.md"].replace("密封", "避光").replace("### 3. 怎样洗杯子", "### 4. 怎样洗茶壶")


class _Workshop:
    """A folder with content, docs and site."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.site = folder, folder / "site"
        self._arguments: list[str | Path] = [
            "build",
            "--content",
            folder / "content",
            "--docs-dir",
            folder / "docs",
            "--site-dir",
            self.site,
        ]

    def build(self) -> dict[str, bytes]:
        done = run_kb(*self._arguments, env=environment(SUB_PATH))
        assert done.returncode == 0, done.stderr
        return snapshot(self.site)

    def killed(self, moment: str) -> str:
        done = run_module("tests.support.kill_at", moment, *self._arguments, env=environment(SUB_PATH))
        assert done.returncode == -signal.SIGKILL, f"{moment} never came: {done.stderr}"
        return done.stderr

    def litter(self) -> list[str]:
        """Files that do not belong next to content, docs and site, and unfinished files anywhere."""
        beside = [path.name for path in self.folder.iterdir() if path.name not in {"content", "docs", "site", ".site.cache"}]
        return beside + [path.name for path in self.folder.rglob("*.partial")]


@dataclass(frozen=True)
class _Undisturbed:
    """The results of uninterrupted builds: the folder before an edit of the text, and the site before and after it."""

    folder: Path
    before: dict[str, bytes]
    after: dict[str, bytes]


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> _Undisturbed:
    """Two builds, with an edit between them."""

    def make(folder: Path) -> None:
        small_base(folder / "now" / "content")
        _Workshop(folder / "now").build()
        shutil.copytree(folder / "now", folder / "before")
        small_base(folder / "now" / "content", tea_md=CHANGED)
        _Workshop(folder / "now").build()

    folder = make_once(tmp_path_factory, "undisturbed", make)
    return _Undisturbed(folder / "before", snapshot(folder / "before" / "site"), snapshot(folder / "now" / "site"))


@pytest.fixture
def workshop(undisturbed: _Undisturbed, tmp_path: Path) -> _Workshop:
    """A folder whose text was edited after the site was built."""
    shutil.copytree(undisturbed.folder, tmp_path, dirs_exist_ok=True)
    small_base(tmp_path / "content", tea_md=CHANGED)
    return _Workshop(tmp_path)


@pytest.mark.parametrize("moments", [LINES, WHILE_WRITING], ids=["after each step", "while writing"])
def test_the_old_site_stays_until_the_new_one_is_whole(
    workshop: _Workshop, undisturbed: _Undisturbed, moments: tuple[str, ...]
) -> None:
    """Builds are killed at one moment after the other, each starting from what the last one left; then one completes."""
    for moment in moments:
        workshop.killed(moment)
        assert differing(snapshot(workshop.site), undisturbed.before) == [], moment
    assert differing(workshop.build(), undisturbed.after) == []
    assert workshop.litter() == []


@pytest.mark.parametrize("moment", AFTER_THE_EXCHANGE)
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere two renames do what one exchange does here")
def test_after_the_exchange_the_site_is_the_new_one(workshop: _Workshop, undisturbed: _Undisturbed, moment: str) -> None:
    """A build killed during cleanup has already put the complete new site in place; the next one cleans up."""
    workshop.killed(moment)
    assert differing(snapshot(workshop.site), undisturbed.after) == []
    assert workshop.litter() != []
    assert differing(workshop.build(), undisturbed.after) == []
    assert workshop.litter() == []


def test_a_killed_first_build_leaves_no_site(tmp_path: Path) -> None:
    """If there was no site, a killed build leaves none, not part of one."""
    small_base(tmp_path / "content")
    workshop = _Workshop(tmp_path)
    shown = workshop.killed("line 4")
    assert "building" in shown
    assert not workshop.site.exists()
    assert workshop.build()
    assert workshop.litter() == []
