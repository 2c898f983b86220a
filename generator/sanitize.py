"""Raw HTML of a text: what of it may reach a page, and what of it does not.

``clean`` is the wall (nh3, an allow list); ``removed_from`` reads the author's HTML only to say what the wall takes away.
"""

from __future__ import annotations

from html.parser import HTMLParser

import nh3
from pygments.token import STANDARD_TYPES

_EXTRA_TAGS = {"section"}
_FORMULA_CLASS = "arithmatex"
_TAGS = nh3.ALLOWED_TAGS | _EXTRA_TAGS
_ATTRIBUTES = {
    **nh3.ALLOWED_ATTRIBUTES,
    "*": {"title", "lang", "dir"},
    "details": {"open"},
    "li": {"value"},
    "ol": {"start", "type", "reversed"},
    **{tag: nh3.ALLOWED_ATTRIBUTES.get(tag, set()) | {"style"} for tag in ("th", "td")},
    **{f"h{level}": {"id"} for level in range(1, 7)},
}
_CLASSES = {
    "span": {_FORMULA_CLASS, *filter(None, STANDARD_TYPES.values())},
    "div": {"highlight"},
}
_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    clean_content_tags={"script", "style"},
    attributes=_ATTRIBUTES,
    allowed_classes=_CLASSES,
    filter_style_properties={"text-align"},
    link_rel="noopener",
    url_schemes={"http", "https", "mailto"},
)


def clean(html: str) -> str:
    """The HTML with everything outside the allow list taken away."""
    return _CLEANER.clean(html)


def removed_from(html: str) -> tuple[tuple[str, int], ...]:
    """What ``clean`` takes from a piece of the author's HTML: a description and the offset of the tag within the piece."""
    report = _Report(html)
    report.feed(html)
    report.close()
    return tuple(report.removed)


class _Report(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.removed: list[tuple[str, int]] = []
        self._line_starts = [0, *(index + 1 for index, char in enumerate(html) if char == "\n")]

    def parse_marked_section(self, i: int, report: bool = True) -> int:  # noqa: ARG002, FBT001, FBT002 - as inherited
        """``<![…`` is a comment up to ``>`` (HTML, "bogus comment"); what is inherited stops at words it does not know."""
        return self.rawdata.find(">", i) + 1 or -1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line, column = self.getpos()
        at = self._line_starts[line - 1] + column
        if tag not in _TAGS:
            self.removed.append((f"<{tag}>", at))
            return
        for name, value in attrs:
            allowed = name in _ATTRIBUTES["*"] or name in _ATTRIBUTES.get(tag, ())
            if not allowed and name != "class":
                self.removed.append((f"{name}=… of <{tag}>", at))
            elif name in {"href", "src", "cite"} and _is_script(value or ""):
                self.removed.append((f"{name}={(value or '').strip()[:40]!r} of <{tag}>", at))


def _is_script(url: str) -> bool:
    scheme = "".join(char for char in url.casefold() if not char.isspace() and char.isprintable()).partition(":")[0]
    return scheme in {"javascript", "vbscript", "data"}
