"""Read the titles of questions from git, as they were before the last change: a content folder in, titles by id out."""

from __future__ import annotations

import io
import tarfile
import tempfile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from zhiku.content.folder import TEXTS, read_content
from zhiku.content.settings import read_settings
from zhiku.markdown.plain_text import plain_heading
from zhiku.parsing.load import read
from zhiku.runtime.history import files_before

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_READ = frozenset({*TEXTS, ".yml", ".lock"})
"""Endings of the files that questions and their ids are read from."""


def earlier_titles(content_dir: Path) -> Mapping[str, str]:
    """The titles of the questions before the last change, by id; empty where git does not know them."""
    archive = files_before(content_dir)
    if not archive:
        return {}
    with tempfile.TemporaryDirectory() as name, tarfile.open(fileobj=io.BytesIO(archive)) as files:
        folder = Path(name)
        files.extractall(folder, members=_texts(files), filter="data")
        content, _ = read_content(folder)
        settings, _ = read_settings(content.settings)
        loaded, _ = read(content, settings)
    return {question.id: plain_heading(question.title) for text in loaded.texts for question in text.questions}


def _texts(files: tarfile.TarFile) -> Iterator[tarfile.TarInfo]:
    return (member for member in files if member.isfile() and PurePosixPath(member.name).suffix.lower() in _READ)
