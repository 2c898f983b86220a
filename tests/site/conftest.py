"""Built sites."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.support.sites import Site


@pytest.fixture(scope="session")
def sub_path_site(sub_path_folder: Path) -> Site:
    """The frozen base as a project page on GitHub, below ``/my-repo/``."""
    return Site(sub_path_folder)


@pytest.fixture(scope="session")
def site(request: pytest.FixtureRequest) -> Site:
    """The site in the folder that ``KB_SITE`` names, else the one under ``/my-repo/``."""
    named = os.environ.get("KB_SITE")
    found: Site = Site(Path(named)) if named else request.getfixturevalue("sub_path_site")
    return found
