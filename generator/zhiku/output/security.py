"""The Content Security Policy of a page: HTML in, the same HTML with a policy in its head out.

Everything is loaded from the site itself. Inline code of the owner's templates is allowed by its hash; code injected later is
not. Style attributes are allowed, because KaTeX needs them in every formula.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import lru_cache

_CHARSET = re.compile(r'<meta charset="[^"]*">', re.IGNORECASE)
_INLINE = re.compile(r"<(?P<tag>script|style)(?P<attributes>[^>]*)>(?P<code>.*?)</(?P=tag)>", re.DOTALL | re.IGNORECASE)
_SOURCE = re.compile(r"\ssrc\s*=", re.IGNORECASE)
_TYPE = re.compile(r"\stype\s*=\s*[\"']?([^\s\"'>]+)", re.IGNORECASE)
_RUNS = {"text/javascript", "application/javascript", "module"}
"""Types of scripts that run; all others are data."""
_OWN = "'self' file:"
"""'self' does not match pages opened from a disk in every browser."""
_CACHE_SIZE = 256
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>\n?')


def secured(html: str, hosts: tuple[str, ...] = ()) -> str:
    """Add a policy to a page, unless it has one already or has no head; ``hosts`` are allowed as sources, too."""
    if POLICY.search(html):
        return html
    return _CHARSET.sub(lambda found: f"{found.group()}\n{policy_of(html, hosts)}", html, count=1)


def policy_of(html: str, hosts: tuple[str, ...] = ()) -> str:
    """The policy of a page as a meta element."""
    scripts: dict[str, None] = {}
    styles: dict[str, None] = {}
    for found in _INLINE.finditer(html):
        if not found["code"].strip() or _SOURCE.search(found["attributes"]):
            continue
        kind = _TYPE.search(found["attributes"])
        if found["tag"].lower() == "style":
            styles[_hash(found["code"])] = None
        elif kind is None or kind[1].lower() in _RUNS:
            scripts[_hash(found["code"])] = None
    return _element(tuple(scripts), tuple(styles), hosts)


@lru_cache(_CACHE_SIZE)
def _element(scripts: tuple[str, ...], styles: tuple[str, ...], hosts: tuple[str, ...]) -> str:
    own = " ".join((_OWN, *(f"https://{host}" for host in hosts)))
    rules = {
        "default-src": own,
        "script-src": " ".join((own, *scripts)),
        "style-src": " ".join((own, *styles)),
        "style-src-attr": "'unsafe-inline'",
        "img-src": f"{own} data: blob:",
        "media-src": f"{own} data: blob:",
        "worker-src": f"{_OWN} blob:",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": _OWN,
    }
    content = "; ".join(f"{name} {sources}" for name, sources in rules.items())
    return f'<meta http-equiv="Content-Security-Policy" content="{content}">'


@lru_cache(_CACHE_SIZE)
def _hash(code: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}'"
