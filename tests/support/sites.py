"""Builds sites for tests, runs commands, and parses pages with BeautifulSoup."""

from __future__ import annotations

import json
import os
import runpy
import shutil
import subprocess
import sys
import traceback
import warnings
from functools import cache, cached_property
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag
from zhiku.output.site_files import files_of
from zhiku.pipeline.build import build
from zhiku.pipeline.prepare import prepare
from zhiku.runtime.project import project_of

from tests.support import ROOT
from tests.support.bases import small_base

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zhiku.engine.shards import Prepared

SUB_PATH = "https://example.org/my-repo/"
BASE = ROOT / "tests" / "base"
"""A frozen content folder, so that tests do not fail when an owner edits ``content/``."""
_BUILD_VARIABLES = {"SITE_URL", "SOURCE_DATE_EPOCH"}


def environment(site_url: str, **more: str) -> dict[str, str]:
    """Environment variables for a build that depends neither on this machine nor on the workflow that runs the tests."""
    kept = {name: value for name, value in os.environ.items() if name not in _BUILD_VARIABLES and not name.startswith("GITHUB_")}
    return {**kept, "SITE_URL": site_url, "SOURCE_DATE_EPOCH": "1700000000", "PYTHONIOENCODING": "utf-8", **more}


@cache
def prepared_base() -> Prepared:
    """The frozen base, prepared up to its pages, once per process; tests must not change it."""
    return prepare(BASE, lambda _: None)[0]


def build_at(site_url: str, content: Path, folder: Path, **variables: str) -> Path:
    """Build the site of a content folder for an address, in this process and below ``folder``; the environment is restored."""
    before = dict(os.environ)
    os.environ.clear()
    os.environ.update(environment(site_url, **variables))
    try:
        build(project_of(content, folder / "docs", folder / "site"), lambda _: None)
    finally:
        os.environ.clear()
        os.environ.update(before)
    return folder / "site"


def copied_to(address: str, built: Path, site: Path) -> None:
    """Copy a site built for ``SUB_PATH`` to ``site``, with the pages and sitemap that a build for another address gives.

    ``test_pages_do_not_depend_on_the_address`` verifies that nothing else differs. Copying is faster than building.
    """
    shutil.copytree(built, site)
    for path in (*site.rglob("*.html"), site / "sitemap.xml"):
        path.write_bytes(path.read_bytes().replace(SUB_PATH.encode(), address.encode()))


def run_kb(*arguments: str | Path, env: Mapping[str, str], cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run the command ``kb`` in a separate process."""
    return run_module("zhiku", *arguments, env=env, cwd=cwd)


def run_mkdocs(*arguments: str | Path, env: Mapping[str, str], cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the command ``mkdocs`` in a separate process."""
    return run_module("mkdocs", *arguments, env=env, cwd=cwd)


def run_module(module: str, *arguments: str | Path, env: Mapping[str, str], cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run ``python -m module`` in a separate process.

    It is a fork of this process, which has built a site before, unless ``env`` has variables that only a new interpreter reads.
    """
    words = [module, *map(str, arguments)]
    if hasattr(os, "fork") and all(env.get(name) == os.environ.get(name) for name in ("PYTHONPATH", "PYTHONHASHSEED")):
        _warm_up()
        return _forked(words, env, cwd)
    command = [sys.executable, "-m", *words]
    return subprocess.run(command, env=dict(env), cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False)


@cache
def _warm_up() -> None:
    """Build a small site in this process, so that forks need not import modules, read data files and compile templates."""
    with TemporaryDirectory() as folder:
        build_at(SUB_PATH, small_base(Path(folder, "content")), Path(folder))


def _forked(command: list[str], env: Mapping[str, str], cwd: Path) -> subprocess.CompletedProcess[str]:
    with TemporaryFile() as out, TemporaryFile() as err:
        child = os.fork()
        if child == 0:
            code = 1
            try:
                code = _run_in_child(command, env, cwd, (out.fileno(), err.fileno()))
            finally:
                os._exit(code)
        status = os.waitpid(child, 0)[1]
        for file in (out, err):
            file.seek(0)
        shown = [file.read().decode() for file in (out, err)]
    return subprocess.CompletedProcess(command, os.waitstatus_to_exitcode(status), *shown)


def _run_in_child(command: list[str], env: Mapping[str, str], cwd: Path, streams: tuple[int, int]) -> int:
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(env)
    sys.argv = command
    warnings.simplefilter("ignore")  # pytest turns them into errors
    sys.stdout, sys.stderr = (open(stream, "w", encoding="utf-8", closefd=False) for stream in streams)  # noqa: SIM115 - open to the end
    try:
        runpy.run_module(command[0], run_name="__main__", alter_sys=True)
    except SystemExit as end:
        if isinstance(end.code, str):
            print(end.code, file=sys.stderr)  # noqa: T201 - as the interpreter does
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # noqa: BLE001 - shown as the interpreter shows it
        traceback.print_exc()
        return 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return 0


class Site:
    """A built site, read with BeautifulSoup. Each page is parsed once; tests must not change it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def files(self) -> frozenset[str]:
        """All files, by their path with slashes."""
        return frozenset(files_of(self.folder))

    @cached_property
    def pages(self) -> dict[str, BeautifulSoup]:
        """All HTML files, by their path."""
        return {name: self.parse(name) for name in sorted(self.files) if name.endswith(".html")}

    @cached_property
    def data(self) -> Any:  # noqa: ANN401 - JSON
        """The content of ``questions.json``."""
        return json.loads((self.folder / "questions.json").read_text(encoding="utf-8"))

    @cached_property
    def address(self) -> str:
        """The canonical address of the site, with a slash at the end."""
        return str(one(self.pages["index.html"], 'link[rel="canonical"]')["href"])

    @property
    def base_path(self) -> str:
        """The path of that address."""
        return urlsplit(self.address).path

    def parse(self, name: str) -> BeautifulSoup:
        """A page parsed anew, which a test may change."""
        return BeautifulSoup((self.folder / name).read_text(encoding="utf-8"), "html.parser")

    def question(self, identity: str) -> BeautifulSoup:
        """The page of a question."""
        return self.pages[f"questions/{identity}/index.html"]


def one(tree: Tag, selector: str) -> Tag:
    """The only element that matches a selector."""
    found = tree.select(selector)
    assert len(found) == 1, f"{len(found)} elements match {selector}"
    return found[0]


def words(tag: Tag) -> str:
    """The text of an element, with runs of white space replaced by one space."""
    return " ".join(tag.get_text().split())
