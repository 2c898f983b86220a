"""Which program this is: a fingerprint of its code, its templates and the libraries that shape what it writes."""

from __future__ import annotations

import hashlib
import sys
from importlib.metadata import PackageNotFoundError, version

from zhiku.runtime.paths import KATEX, ROOT

_KINDS = ("*.py", "*.j2", "*.yml", "*.json")
_LIBRARIES = (
    *("ahocorasick_rs", "jinja2", "lunr", "markdown", "markdown-it-py", "mdit-py-plugins", "mkdocs", "mkdocs-material", "nh3"),
    *("pygments", "pymdown-extensions", "pypinyin", "quickjs-ng", "selectolax"),
)


def fingerprint() -> str:
    """A hash that changes whenever anything of the program does."""
    digest = hashlib.sha256(sys.version.encode())
    package = ROOT / "generator"
    for path in sorted((*(path for kind in _KINDS for path in package.rglob(kind)), KATEX)):
        if path.is_file():
            digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes() + b"\0")
    for name in _LIBRARIES:
        digest.update(f"{name} {_version(name)}\n".encode())
    return digest.hexdigest()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"
