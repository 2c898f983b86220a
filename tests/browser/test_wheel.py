"""The wheel in an empty environment, without Node, building a text in another folder."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from importlib.metadata import distribution
from typing import TYPE_CHECKING

import pytest
from packaging.markers import Marker
from playwright.sync_api import expect

from tests.support import ROOT
from tests.support.bases import small_base
from tests.support.shared import make_once

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser

MASKED = ("node", "npm", "npx", "make")
_SURROUNDINGS = {"SITE_URL", "PYTHONPATH", "VIRTUAL_ENV"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the sdist rather than the checkout, so that files missing in the sdist are noticed."""

    def make(folder: Path) -> None:
        _hatchling("sdist", ROOT, folder)
        (packed,) = folder.glob("*.tar.gz")
        with tarfile.open(packed) as archive:
            archive.extractall(folder, filter="data")
        _hatchling("wheel", folder / packed.name.removesuffix(".tar.gz"), folder)

    (built,) = make_once(tmp_path_factory, "dist", make).glob("*.whl")
    return built


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty virtual environment with the wheel and its dependencies, for which ``pip check`` passes."""
    folder = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    pip = [sys.executable, "-m", "pip", "--python", str(folder / "bin" / "python"), "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "install", "--no-deps", "--no-index", str(wheel)], check=True)
    (packages,) = folder.glob("lib/python*/site-packages")
    for line in (ROOT / "requirements" / "site.txt").read_text(encoding="utf-8").splitlines():
        if pinned := re.match(r"([\w.-]+)==([\w.]+)(?: ; (.+?))? \\", line):
            _install_again(pinned[1], pinned[2], pinned[3], packages)
    subprocess.run([*pip, "check"], check=True)
    return folder


def _install_again(name: str, version: str, marker: str | None, packages: Path) -> None:
    """Link the files of a package that is installed here into another environment, which takes no download and no time."""
    if marker and not Marker(marker).evaluate():
        return
    found = distribution(name)
    assert found.version == version, f"{name} {version} is locked, {found.version} is installed: run make setup"
    for file in found.files or ():
        if ".." not in file.parts:
            (packages / file).parent.mkdir(parents=True, exist_ok=True)
            here = str(found.locate_file(file))
            try:
                os.link(here, packages / file)
            except OSError:  # another file system
                shutil.copy2(here, packages / file)


@pytest.fixture(scope="module")
def masked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of programs that fail and record that they were called."""
    folder = tmp_path_factory.mktemp("masked")
    for name in MASKED:
        program = folder / name
        program.write_text(f'#!/bin/sh\necho "$0 $*" >> "{folder}/called"\nexit 127\n', encoding="utf-8")
        program.chmod(0o755)
    return folder


def _hatchling(target: str, root: Path, folder: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder)]
    subprocess.run(command, cwd=root, check=True, capture_output=True)


def _run(environment: Path, masked: Path, cwd: Path, *command: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name not in _SURROUNDINGS}
    path = os.pathsep.join([str(masked), str(environment / "bin"), os.environ["PATH"]])
    return subprocess.run(command, cwd=cwd, env={**kept, "PATH": path}, capture_output=True, text=True, check=False)


def test_the_wheel_holds_one_package(wheel: Path) -> None:
    """The only module is ``zhiku``; theme, licences and both commands are in it, sources of the browser code are not."""
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0] for name in names} == {"zhiku", wheel.name.removesuffix("-py3-none-any.whl") + ".dist-info"}
    assert {
        "zhiku/theme/whole/404.html",
        "zhiku/theme/assets/THIRD-PARTY-NOTICES.txt",
        "zhiku/markdown/katex.min.js",
        "zhiku/commands/explain.min.js",
    } <= set(names)
    assert not [name for name in names if name.endswith((".ts", ".mjs"))]


def test_an_installed_wheel_builds_a_base_that_can_be_searched(
    environment: Path, masked: Path, tmp_path: Path, browser: Browser, serve: Callable[..., str]
) -> None:
    """A build in another folder needs neither Node nor the checkout; formulas and search work."""
    small_base(tmp_path / "content")
    for command in ("kb", "zhiku"):
        assert _run(environment, masked, tmp_path, command, "--version").stdout.startswith("zhiku ")
    done = _run(environment, masked, tmp_path, "kb", "build")
    assert done.returncode == 0, done.stderr
    assert not (masked / "called").exists()
    assert {path.name for path in tmp_path.iterdir()} == {"content", "docs", "site", ".site.cache"}
    page = browser.new_page()
    asked = []
    page.on("response", lambda response: asked.append((response.status, response.url)))
    page.goto(serve(tmp_path / "site") + "questions/1/")
    assert page.locator("article .katex").count() == 1
    page.keyboard.press("/")
    page.locator("#kb-search-input").fill("绿茶")
    expect(page.locator("#kb-results > li[data-question]").first).to_have_attribute("data-question", "2")
    assert [url for status, url in asked if status >= 400] == []
