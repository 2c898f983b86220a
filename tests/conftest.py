"""Fixtures for all tests, and the profiles of Hypothesis.

Hypothesis has no deadlines, because tests do not measure time. In CI every run uses the same examples, so that a failure has a
cause in the change. ``HYPOTHESIS_PROFILE=deep pytest tests/property`` tries more examples, for releases and changes to a parser.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings
from zhiku.engine.theme_templates import _CompiledTemplates
from zhiku.model import SearchEngine
from zhiku.output.finish import write_files

from tests.support.shared import make_once
from tests.support.sites import BASE, SUB_PATH, build_at, prepared_base

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from jinja2.bccache import Bucket

os.environ["KB_PROCESSES"] = "1"
"""Several processes run the tests, and in builds of a few questions children spend most of their time on loading data that their
parent has loaded. ``test_runs_side_by_side_give_the_same_site`` and ``built_site`` build in several processes."""

settings.register_profile("dev", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", parent=settings.get_profile("dev"), derandomize=True)
settings.register_profile("deep", parent=settings.get_profile("dev"), max_examples=3000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "dev"))


LONGEST = {"test_search_judged.py", "test_search_own_names.py"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the longest tests first, so that the other processes need not wait for one of them at the end."""
    items.sort(key=lambda item: item.path.name not in LONGEST)


@pytest.fixture(scope="session", autouse=True)
def compiled_templates() -> Iterator[None]:
    """Share the theme's compiled templates among all builds of a process, as successive builds of one site share them.

    What a build does since it is the only one of its process is left out.
    """
    compiled: dict[tuple[str, str], bytes] = {}
    load, dump = _CompiledTemplates.load_bytecode, _CompiledTemplates.dump_bytecode

    def load_shared(self: _CompiledTemplates, bucket: Bucket) -> None:
        if found := compiled.get((bucket.key, bucket.checksum)):
            bucket.bytecode_from_string(found)
        else:
            load(self, bucket)

    def dump_shared(self: _CompiledTemplates, bucket: Bucket) -> None:
        compiled[bucket.key, bucket.checksum] = bucket.bytecode_to_string()
        dump(self, bucket)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_CompiledTemplates, "load_bytecode", load_shared)
        patch.setattr(_CompiledTemplates, "dump_bytecode", dump_shared)
        patch.setattr("zhiku.pipeline.build._compile_templates", lambda *_: None)
        patch.setattr("gc.freeze", lambda: None)  # a test process builds many times
        yield


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the frozen base, built and checked once; tests must not change it."""

    def make(folder: Path) -> None:
        build_at("https://example.org/", BASE, folder, KB_PROCESSES="")

    return make_once(tmp_path_factory, "built", make) / "site"


@pytest.fixture(scope="session")
def large_site(built_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same site with the search of large bases; its pages are the same."""

    def make(folder: Path) -> None:
        site = shutil.copytree(built_site, folder / "site")
        for file in (site / "assets" / "search").glob("index-*.js"):
            file.unlink()
        write_files(site, replace(prepared_base().search, engine=SearchEngine.CHUNKS).files())

    return make_once(tmp_path_factory, "large", make) / "site"


@pytest.fixture(scope="session")
def sub_path_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the frozen base as a project page on GitHub, under ``/my-repo/``."""
    return make_once(tmp_path_factory, "sub-path", lambda folder: build_at(SUB_PATH, BASE, folder)) / "site"
