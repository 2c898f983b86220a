"""The sites that these tests read; each is built once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.support.sites import BASE, SUB_PATH, Site, build_at


@pytest.fixture(scope="session")
def sub_path_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The frozen base as a project page on GitHub, below ``/my-repo/``."""
    return Site(build_at(SUB_PATH, BASE, tmp_path_factory.mktemp("sub-path")))


@pytest.fixture(scope="session")
def site(request: pytest.FixtureRequest) -> Site:
    """The site in the folder that ``KB_SITE`` names, whatever text it was built from; else the one below ``/my-repo/``."""
    named = os.environ.get("KB_SITE")
    found: Site = Site(Path(named)) if named else request.getfixturevalue("sub_path_site")
    return found
