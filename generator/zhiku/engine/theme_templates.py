"""The theme's templates, found and compiled with less work where shortcuts are allowed (see ``shortcuts``)."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import BytecodeCache, Environment, FileSystemLoader
from mkdocs.theme import Theme

from zhiku.runtime.cache import pack

if TYPE_CHECKING:
    from jinja2.bccache import Bucket

    from zhiku.runtime.cache import Cache


def environment(theme: Theme, cache: Cache) -> Environment:
    """MkDocs' Jinja environment for a theme, with the templates compiled by an earlier build."""
    env = Theme.get_env(theme)
    env.loader = _VisibleFiles(theme.dirs)
    env.bytecode_cache = _CompiledTemplates(cache)
    return env


class _VisibleFiles(FileSystemLoader):
    """A loader that does not list hidden folders: MkDocs copies nothing from them, and Material keeps 14,000 icons in one."""

    def list_templates(self) -> list[str]:
        """See ``BaseLoader``."""
        found: set[str] = set()
        for top in self.searchpath:
            for folder, inner, names in os.walk(top, followlinks=self.followlinks):
                inner[:] = [name for name in inner if not name.startswith(".")]
                found.update(Path(folder, name).relative_to(top).as_posix() for name in names)
        return sorted(found)


class _CompiledTemplates(BytecodeCache):
    """A bytecode cache across builds; compiling the templates of a page takes as long as building a small base."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache

    def load_bytecode(self, bucket: Bucket) -> None:
        """See ``BytecodeCache``; Jinja checks that the code is of this version of Python."""
        found = self._cache.get(self._key(bucket))
        if found is not None:
            bucket.bytecode_from_string(found)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """See ``BytecodeCache``."""
        self._cache.put(self._key(bucket), pack(bucket.bytecode_to_string()))

    def _key(self, bucket: Bucket) -> bytes:
        return self._cache.key(lambda: ("template", bucket.key, bucket.checksum))
