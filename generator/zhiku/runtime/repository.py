"""What the surroundings say about where the source is kept and where the site will stand: environment and git in, addresses out.

Whoever uses the template changes nothing to publish: a workflow on GitHub sets all that is asked for here, and elsewhere git's
remote says it.
"""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from pathlib import Path

_REMOTE = re.compile(r"(?:https?://(?:[^@/]+@)?|ssh://git@|git@)(?P<host>[^/:]+)(?::\d+)?[/:](?P<name>[^/]+/.+?)(?:\.git)?/?$")
_LOCAL_SITE = "http://localhost:8000/"


@dataclass(frozen=True, slots=True)
class Repository:
    """The public home of the source: ``url`` without a trailing slash, empty where unknown; the branch the site is built from."""

    url: str
    branch: str

    def source_template(self, folder: str) -> str:
        """Address of lines of a file in a content folder, with ``{name}``, ``{first}`` and ``{last}`` left open."""
        if not self.url or folder.startswith(("/", "..")):
            return ""
        kind = "-/blob" if "gitlab" in self.url else "blob"
        return f"{self.url}/{kind}/{quote(self.branch)}/{quote(folder)}/{{name}}?plain=1#L{{first}}-L{{last}}"


def find_repository(root: Path) -> Repository:
    """From the variables of a GitHub workflow, else from git's remote ``origin``."""
    server, name = os.environ.get("GITHUB_SERVER_URL"), os.environ.get("GITHUB_REPOSITORY")
    if server and name:
        return Repository(f"{server}/{name}", os.environ.get("GITHUB_REF_NAME") or "main")
    found = _REMOTE.match(_git(root, "remote", "get-url", "origin"))
    url = f"https://{found['host']}/{found['name']}" if found else ""
    return Repository(url, _git(root, "symbolic-ref", "--short", "HEAD") or "main")


def find_site_url(repository: Repository) -> str:
    """Where the site will be read: ``SITE_URL``, else GitHub Pages' address of the repository, else this machine."""
    given = os.environ.get("SITE_URL", "")
    if given:
        return given.rstrip("/") + "/"
    found = re.match(r"https://github\.com/(?P<owner>[^/]+)/(?P<name>[^/]+)$", repository.url)
    if not found:
        return _LOCAL_SITE
    owner, name = found["owner"].lower(), found["name"]
    return f"https://{owner}.github.io/" if name.lower() == f"{owner}.github.io" else f"https://{owner}.github.io/{name}/"


def commit_time(root: Path) -> str:
    """Seconds since 1970 of the last commit, empty outside a checkout: makes two builds of one commit equal."""
    return _git(root, "log", "-1", "--format=%ct")


def _git(root: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, text=True, check=False, timeout=10)  # noqa: S603, S607 - git from PATH, fixed arguments
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
