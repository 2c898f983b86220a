"""Addresses of source and site, from variables of a workflow or from git."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
from zhiku.runtime.repository import Repository, commit_time, find_repository, find_site_url

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _nothing_around(monkeypatch: pytest.MonkeyPatch) -> None:
    github = ("GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_REF_NAME", "GITHUB_WORKSPACE")
    for name in (*github, "SITE_URL", "CI_PAGES_URL", "CF_PAGES_URL", "URL", "DEPLOY_PRIME_URL", "CONTEXT"):
        monkeypatch.delenv(name, raising=False)


def git(folder: Path, *arguments: str) -> None:
    """Run git without the configuration of this machine."""
    subprocess.run(
        ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", *arguments], cwd=folder, check=True, capture_output=True
    )


@pytest.mark.parametrize(
    ("remote", "url"),
    [
        ("https://github.com/owner/tea.git", "https://github.com/owner/tea"),
        ("https://user:secret@github.com/owner/tea", "https://github.com/owner/tea"),
        ("git@github.com:owner/tea.git", "https://github.com/owner/tea"),
        ("ssh://git@example.org:2222/owner/tea.git", "https://example.org/owner/tea"),
        ("https://gitlab.com/group/sub/tea/", "https://gitlab.com/group/sub/tea"),
        ("/srv/git/tea.git", ""),
        ("", ""),
    ],
)
def test_remote(tmp_path: Path, remote: str, url: str) -> None:
    """Any usual form of a remote gives the public address without credentials; a path on disk gives none."""
    git(tmp_path, "init", "-q", "-b", "trunk")
    if remote:
        git(tmp_path, "remote", "add", "origin", remote)
    assert find_repository(tmp_path) == Repository(url, "trunk", tmp_path)


def test_outside_a_checkout(tmp_path: Path) -> None:
    """Without git there is no address and no error."""
    assert find_repository(tmp_path / "none") == Repository("", "main")
    assert commit_time(tmp_path / "none") == ""


def test_workflow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a workflow its variables take precedence."""
    monkeypatch.setenv("GITHUB_SERVER_URL", "https://github.com")
    monkeypatch.setenv("GITHUB_REPOSITORY", "owner/tea")
    monkeypatch.setenv("GITHUB_REF_NAME", "v1")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    assert find_repository(tmp_path) == Repository("https://github.com/owner/tea", "v1", tmp_path)


PAGES = {"GITHUB_SERVER_URL": "https://github.com", "GITHUB_REPOSITORY": "Owner/Tea"}


@pytest.mark.parametrize(
    ("variables", "written", "expected"),
    [
        ({"SITE_URL": "https://tea.example.org", **PAGES}, "https://mine.example.org/", "https://tea.example.org/"),
        ({"CI_PAGES_URL": "https://o.gitlab.io/tea"}, "https://mine.example.org/a", "https://mine.example.org/a/"),
        ({"CI_PAGES_URL": "https://o.gitlab.io/tea"}, "", "https://o.gitlab.io/tea/"),
        ({"CF_PAGES_URL": "https://tea.pages.dev"}, "", "https://tea.pages.dev/"),
        ({"URL": "https://tea.netlify.app"}, "", "https://tea.netlify.app/"),
        (
            {"URL": "https://t.example", "DEPLOY_PRIME_URL": "https://main--t.example", "CONTEXT": "production"},
            "",
            "https://t.example/",
        ),
        (
            {"URL": "https://t.example", "DEPLOY_PRIME_URL": "https://p1--t.example", "CONTEXT": "deploy-preview"},
            "",
            "https://p1--t.example/",
        ),
        (PAGES, "", "https://owner.github.io/Tea/"),
        ({**PAGES, "GITHUB_REPOSITORY": "owner/Owner.github.io"}, "", "https://owner.github.io/"),
        ({**PAGES, "GITHUB_SERVER_URL": "https://github.acme.example"}, "", ""),
        ({"URL": "not an address"}, "", ""),
        ({}, "", ""),
    ],
)
def test_site_url(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], written: str, expected: str) -> None:
    """``SITE_URL``, else the owner's setting, else the host's variables; nothing is guessed."""
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert find_site_url(written) == expected


@pytest.mark.parametrize(
    ("url", "folder", "expected"),
    [
        ("https://github.com/o/t", "content", "https://github.com/o/t/blob/a%20b/content/{name}?plain=1#L{first}-L{last}"),
        (
            "https://gitlab.com/o/t",
            "内容",
            "https://gitlab.com/o/t/-/blob/a%20b/%E5%86%85%E5%AE%B9/{name}?plain=1#L{first}-L{last}",
        ),
        ("https://github.com/o/t", "../elsewhere", ""),
        ("https://github.com/o/t", "/elsewhere", ""),
        ("", "content", ""),
    ],
)
def test_links_to_lines(tmp_path: Path, url: str, folder: str, expected: str) -> None:
    """The address of lines of a file on the host; none if the folder is not in the repository or the host is unknown."""
    assert Repository(url, "a b", tmp_path).source_template(tmp_path / folder) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://github.com/o/t", "https://github.com/o/t/edit/main/content/{name}#L{first}-L{last}"),
        ("https://gitee.com/o/t", "https://gitee.com/o/t/edit/main/content/{name}#L{first}-L{last}"),
        ("https://gitlab.com/o/t", "https://gitlab.com/o/t/-/edit/main/content/{name}#L{first}-L{last}"),
        ("https://codeberg.org/o/t", "https://codeberg.org/o/t/_edit/main/content/{name}#L{first}-L{last}"),
        ("", ""),
    ],
)
def test_links_to_the_editor(tmp_path: Path, url: str, expected: str) -> None:
    """Each host has its own address for the editor."""
    assert Repository(url, "main", tmp_path).edit_template(tmp_path / "content") == expected


def test_time_of_the_last_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seconds since 1970 of the commit, not the current time."""
    monkeypatch.setenv("GIT_COMMITTER_DATE", "1700000000 +0800")
    git(tmp_path, "init", "-q")
    git(tmp_path, "commit", "-q", "--allow-empty", "-m", "x")
    assert commit_time(tmp_path) == "1700000000"
