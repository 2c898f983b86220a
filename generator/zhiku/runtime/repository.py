"""What the surroundings say about where the source is kept and where the site will stand: environment and git in, addresses out.

Whoever uses the template changes nothing to publish: a workflow on GitHub sets all that is asked for here, and elsewhere git's
remote says it.
"""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from time import time
from urllib.parse import quote, urlsplit

_REMOTE = re.compile(r"(?:https?://(?:[^@/]+@)?|ssh://git@|git@)(?P<host>[^/:]+)(?::\d+)?[/:](?P<name>[^/]+/.+?)(?:\.git)?/?$")
_LOCAL_SITE = "http://localhost:8000/"


@dataclass(frozen=True, slots=True)
class Repository:
    """The public home of the source: ``url`` without a trailing slash, empty where unknown; the branch the site is built from.

    ``root`` is the top folder of the working copy, ``None`` outside one.
    """

    url: str
    branch: str
    root: Path | None = None

    def source_template(self, folder: Path) -> str:
        """Address of lines of a file in a content folder, with ``{name}``, ``{first}`` and ``{last}`` left open."""
        if not self.url or self.root is None or not folder.resolve().is_relative_to(self.root):
            return ""
        kind = "-/blob" if "gitlab" in self.url else "blob"
        within = folder.resolve().relative_to(self.root).as_posix()
        return f"{self.url}/{kind}/{quote(self.branch)}/{quote(within)}/{{name}}?plain=1#L{{first}}-L{{last}}"


def find_repository(folder: Path) -> Repository:
    """The repository that a folder lies in: from the variables of a GitHub workflow, else from git's remote ``origin``."""
    top = _git(folder, "rev-parse", "--show-toplevel") or os.environ.get("GITHUB_WORKSPACE", "")
    root = Path(top).resolve() if top else None
    server, name = os.environ.get("GITHUB_SERVER_URL"), os.environ.get("GITHUB_REPOSITORY")
    if server and name:
        return Repository(f"{server}/{name}", os.environ.get("GITHUB_REF_NAME") or "main", root)
    found = _REMOTE.match(_git(folder, "remote", "get-url", "origin"))
    url = f"https://{found['host']}/{found['name']}" if found else ""
    return Repository(url, _git(folder, "symbolic-ref", "--short", "HEAD") or "main", root)


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


def commit_time(folder: Path) -> str:
    """Seconds since 1970 of the last commit, empty outside a checkout: makes two builds of one commit equal."""
    return _git(folder, "log", "-1", "--format=%ct")


def change_time(folder: Path) -> int:
    """When the files of a folder were changed last: at the last commit, or now where some are not committed; seconds since 1970.

    A ``SOURCE_DATE_EPOCH`` that is not merely that commit's time is taken instead.
    """
    pinned, committed = os.environ.get("SOURCE_DATE_EPOCH", ""), commit_time(folder)
    if pinned and pinned != committed:
        return int(pinned)
    clean = committed and not _git(folder, "status", "--porcelain", "--", ".")
    return int(committed) if clean else int(time())


def is_local(site_url: str) -> bool:
    """Whether an address is one of this machine, so that a link to it leads nowhere from elsewhere."""
    return urlsplit(site_url).hostname in {None, "localhost", "127.0.0.1", "::1"}


def _git(folder: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, text=True, check=False, timeout=10)  # noqa: S603, S607 - git from PATH, fixed arguments
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
