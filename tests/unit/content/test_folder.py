"""Reading a content folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from zhiku.content import folder
from zhiku.content.folder import read_content

from tests.support.files import write_tree


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        ({"algorithm.md": "# 10. Algorithms\n", "db.md": "\ufeff\n# 2) Databases\n", "os.md": "# 1、系统\n"}, "os db algorithm"),
        ({"a.md": "# 2. Two\n", "b.md": "# One\n", "c.md": "# 1. One\n"}, "a b c"),
        ({"a.md": "# 2. Two\n", "b.md": "# 2. Also two\n", "c.md": "# 1. One\n"}, "a b c"),
        ({"a.md": "# 2 ways\n", "b.md": "# 1 way\n"}, "a b"),
        ({"a.md": "Text\n# 2. Two\n", "b.md": "# 1. One\n"}, "a b"),
        ({"1-a.md": "# 2. Two\n", "2-b.md": "# 1. One\n"}, "1-a 2-b"),
        ({"a.md": "---\norder: 1\n---\n# 2. Two\n", "b.md": "---\norder: 2\n---\n# 1. One\n"}, "a b"),
        ({"a.md": "---\ntags: [x]\n---\n# 2. Two\n", "b.md": "# 1. One\n", "x/c.md": "# Three\n"}, "b a x/c"),
    ],
)
def test_texts_by_the_numbers_of_their_headings(texts: dict[str, str], order: str, tmp_path: Path) -> None:
    """Texts are in the order of the numbers that all headings of a folder begin with; file names and front matter go before."""
    write_tree(tmp_path, texts)
    assert [text.file for text in read_content(tmp_path)[0].texts] == [f"{name}.md" for name in order.split()]


def test_texts_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Texts are sorted by name and keep line ends and byte order mark; paths are relative to the working directory."""
    monkeypatch.chdir(tmp_path)
    write_tree(
        tmp_path / "content", {"b.md": "\ufeffb\r\n", "a.md": "a", "notes.txt": "x", "sub/c.md": "c", "kb.yml": "title: x"}
    )
    content, problems = read_content(tmp_path / "content")
    assert problems == ()
    assert [(text.path, text.text, text.file) for text in content.texts] == [
        ("content/a.md", "a", "a.md"),
        ("content/b.md", "\ufeffb\r\n", "b.md"),
        ("content/sub/c.md", "c", "sub/c.md"),
    ]
    assert (content.settings.path, content.settings.text) == ("content/kb.yml", "title: x")
    assert (content.domains.path, content.domains.text) == ("content/domains.yml", "")


def test_a_path_that_cannot_be_relative(monkeypatch: pytest.MonkeyPatch) -> None:
    """On Windows, no relative path leads to another drive."""

    def fail(path: Path) -> str:
        raise ValueError(path)

    monkeypatch.setattr(folder, "relpath", fail)
    assert folder.shown_path(Path("/content/a.md")) == "/content/a.md"


def test_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """KB104: a missing folder is reported once, with the option to name another."""
    monkeypatch.chdir(tmp_path)
    _, problems = read_content(tmp_path / "nowhere")
    assert [(item.path, item.code, item.message) for item in problems] == [("nowhere", "KB104", "no such folder")]
    assert "--content" in problems[0].hint


def test_a_file_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """KB104: a file that cannot be read is reported with the system's reason; the other files are read."""
    write_tree(tmp_path, {"a.md": "a", "b.md": "b"})
    read = type(tmp_path).read_bytes

    def refusing(self: Path) -> bytes:
        if self.name == "a.md":
            raise PermissionError(13, "Permission denied")
        return read(self)

    monkeypatch.setattr(type(tmp_path), "read_bytes", refusing)
    content, problems = read_content(tmp_path)
    assert [text.text for text in content.texts] == ["b"]
    assert [(item.code, item.message) for item in problems] == [("KB104", "cannot be read: Permission denied")]


def test_far_away_folders_are_shown_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A path that would contain many ``..`` is shown as an absolute path."""
    (tmp_path / "a/b/c").mkdir(parents=True)
    write_tree(tmp_path / "content", {"a.md": "a"})
    monkeypatch.chdir(tmp_path / "a/b/c")
    content, _ = read_content(tmp_path / "content")
    assert content.texts[0].path == (tmp_path / "content/a.md").as_posix()
