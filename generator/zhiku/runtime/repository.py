"""The addresses of the source and of the site, from environment variables and git.

Owners configure nothing to publish: the host that builds the site sets the variables. The address of the site is never guessed
from git's remote, which names the source, not the site.
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

_FORGE = ("src/branch", "_edit")
_ADDRESS_WORDS = {"gitlab": ("-/blob", "-/edit"), "codeberg": _FORGE, "gitea": _FORGE, "forgejo": _FORGE}
_OTHER_WORDS = ("blob", "edit")
"""The path before the branch in the addresses to view and to edit a file, by a part of the host's name."""


@dataclass(frozen=True, slots=True)
class Repository:
    """The public home of the source: ``url`` without a trailing slash, empty where unknown; the branch the site is built from.

    ``root`` is the top folder of the working copy, ``None`` outside one.
    """

    url: str
    branch: str
    root: Path | None = None

    def source_template(self, folder: Path) -> str:
        """Template of the address of lines in a content file, with ``{name}``, ``{first}`` and ``{last}``."""
        return self._template(folder, self._words()[0], "?plain=1")

    def edit_template(self, folder: Path) -> str:
        """Template of the address in the host's editor (GitHub, GitLab, Gitee, Gitea and Forgejo have one)."""
        return self._template(folder, self._words()[1], "")

    def _words(self) -> tuple[str, str]:
        return next((words for host, words in _ADDRESS_WORDS.items() if host in self.url), _OTHER_WORDS)

    def _template(self, folder: Path, word: str, query: str) -> str:
        if not self.url or self.root is None or not folder.resolve().is_relative_to(self.root):
            return ""
        within = folder.resolve().relative_to(self.root).as_posix()
        return f"{self.url}/{word}/{quote(self.branch)}/{quote(within)}/{{name}}{query}#L{{first}}-L{{last}}"


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


def find_site_url(written: str = "") -> str:
    """The address of the site with a trailing slash; empty if unknown.

    ``SITE_URL`` takes precedence, then ``written`` (the owner's setting), then the variables of the host that runs the build.
    """
    found = os.environ.get("SITE_URL") or written or _of_host()
    return found.rstrip("/") + "/" if found else ""


def _of_host() -> str:
    """The address that GitLab Pages, Cloudflare Pages, Netlify or GitHub's Actions give a site, by their variables."""
    named = [os.environ.get(name, "") for name in ("CI_PAGES_URL", "CF_PAGES_URL", *_netlify())]
    github = re.match(r"(?P<owner>[^/]+)/(?P<name>[^/]+)$", os.environ.get("GITHUB_REPOSITORY", ""))
    if github and os.environ.get("GITHUB_SERVER_URL") == "https://github.com":
        owner, name = github["owner"].lower(), github["name"]
        named.append(f"https://{owner}.github.io/" + ("" if name.lower() == f"{owner}.github.io" else f"{name}/"))
    return next((url for url in named if url.startswith(("http://", "https://"))), "")


def _netlify() -> tuple[str, str]:
    """Deploy previews have their own address; the published site has that of its domain."""
    published = os.environ.get("CONTEXT", "production") == "production"
    return ("URL", "DEPLOY_PRIME_URL") if published else ("DEPLOY_PRIME_URL", "URL")


def commit_time(folder: Path) -> str:
    """Seconds since 1970 of the last commit, empty outside a checkout: makes two builds of one commit equal."""
    return _git(folder, "log", "-1", "--format=%ct")


def change_time(folder: Path) -> int:
    """When files of a folder last changed, in seconds since 1970: the last commit, or now if there are uncommitted changes.

    A ``SOURCE_DATE_EPOCH`` other than the time of that commit takes precedence.
    """
    pinned, committed = os.environ.get("SOURCE_DATE_EPOCH", ""), commit_time(folder)
    if pinned and pinned != committed:
        return int(pinned)
    clean = committed and not _git(folder, "status", "--porcelain", "--", ".")
    return int(committed) if clean else int(time())


def is_local(site_url: str) -> bool:
    """Whether an address is local to this machine, so that links to it do not work elsewhere."""
    return urlsplit(site_url).hostname in {None, "localhost", "127.0.0.1", "::1"}


def _git(folder: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, text=True, check=False, timeout=10)  # noqa: S603, S607 - git from PATH, fixed arguments
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
