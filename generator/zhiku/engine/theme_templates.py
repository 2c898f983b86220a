"""The theme's templates, found and compiled with less work where shortcuts are allowed (see ``shortcuts``)."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import BytecodeCache, Environment, FileSystemLoader, TemplateError
from jinja2.meta import find_referenced_templates
from mkdocs.theme import Theme

from zhiku.runtime.cache import pack
from zhiku.runtime.paths import THEME

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2.bccache import Bucket

    from zhiku.runtime.cache import Cache


def environment(theme: Theme, cache: Cache) -> Environment:
    """MkDocs' Jinja environment for a theme, with the templates compiled by an earlier build."""
    return _environment(theme, _CompiledTemplates(cache))


def compiled(theme: Theme, cache: Cache) -> Mapping[bytes, bytes]:
    """The templates of a theme's own pages, and all that these refer to, compiled as ``environment`` finds them in the cache.

    By their keys, as ``Cache.put`` takes them; another process may compile them while the text is read. Those that cannot be
    compiled are left out.
    """
    templates = _NewTemplates(cache)
    env = _environment(theme, templates)
    folders = (Path(folder) for folder in theme.dirs if Path(folder).is_relative_to(THEME))
    own = {
        path.relative_to(folder).as_posix()
        for folder in folders
        for path in (*folder.glob("*.html"), *folder.glob("partials/*.html"))
    }
    wanted = sorted({*theme.static_templates, *own})
    for name in wanted:  # grows
        with suppress(TemplateError, UnicodeError):  # reported by the build, if it needs the template
            source, path, _ = _VisibleFiles(theme.dirs).get_source(env, name)
            tree = env.parse(source, name, path)
            wanted += (other for other in find_referenced_templates(tree) if other and other not in wanted)
            bucket = templates.get_bucket(env, name, path, source)
            bucket.code = env.compile(tree, name, path)
            templates.set_bucket(bucket)
    return templates.new


def _environment(theme: Theme, templates: BytecodeCache) -> Environment:
    env = Theme.get_env(theme)
    env.loader = _VisibleFiles(theme.dirs)
    env.bytecode_cache = templates
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


class _NewTemplates(_CompiledTemplates):
    """A bytecode cache that keeps what it is given, for the cache of another process."""

    def __init__(self, cache: Cache) -> None:
        super().__init__(cache)
        self.new: dict[bytes, bytes] = {}

    def dump_bytecode(self, bucket: Bucket) -> None:
        """See ``BytecodeCache``."""
        self.new[self._key(bucket)] = pack(bucket.bytecode_to_string())
