"""Make XML readable that uses entities it does not declare: those of HTML become their characters, others stay as text."""

from __future__ import annotations

import re
from html import escape
from html.entities import html5

_DECLARED = re.compile(r"<!ENTITY\s+(?P<name>[^\s%]+)\s")
_REFERENCE = re.compile(r"(?P<data><!\[CDATA\[.*?\]\]>|<!--.*?-->)|&(?P<name>[A-Za-z_][\w.-]*);", re.DOTALL)
_OF_XML = frozenset({"amp", "lt", "gt", "quot", "apos"})


def with_known_entities(text: str) -> str:
    """The text; an entity is known if XML, HTML or the text itself declares it."""
    known = _OF_XML | {found["name"] for found in _DECLARED.finditer(text)}

    def written(found: re.Match[str]) -> str:
        name = found["name"]
        if found["data"] is not None or name in known:
            return found.group()
        return escape(html5.get(f"{name};", f"&{name};"), quote=False)

    return _REFERENCE.sub(written, text)
