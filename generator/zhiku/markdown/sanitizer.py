"""Sanitize the raw HTML of a text.

``clean`` removes everything that is not allowed (nh3, an allow list); ``removed_from`` only reports what that will be.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

import nh3
from pygments.token import STANDARD_TYPES

from zhiku.markdown.diagrams import DIAGRAM

_EXTRA_TAGS = {"section"}
BOX = "kb-box"
"""Class of a box; its kind follows as ``kb-box--tip``."""
BOX_KINDS = ("note", "tip", "info", "important", "warning", "caution", "danger", "success", "question", "example", "details")
BOX_ALIASES = {
    **dict.fromkeys(("abstract", "summary", "tldr", "seealso", "todo"), "info"),
    "hint": "tip",
    **dict.fromkeys(("check", "done"), "success"),
    "attention": "warning",
    **dict.fromkeys(("fail", "failure", "missing", "error", "bug"), "danger"),
    **dict.fromkeys(("snippet", "code"), "example"),
    **dict.fromkeys(("quote", "cite"), "note"),
    **dict.fromkeys(("help", "faq"), "question"),
}
"""Names of kinds of boxes in MkDocs, Obsidian and VuePress."""
TASK = "kb-task"
"""Class of an item of a task list, whose state is in ``data-task``; its mark has ``kb-task__mark``."""
TABS = "kb-tabs"
"""Class of a group of tabs."""
_FORMULA_CLASS = "arithmatex"
SOURCE_CLASS = "kb-tex"
"""Class of a formula that is shown as its source because it cannot be set."""
_TAGS = nh3.ALLOWED_TAGS | _EXTRA_TAGS
_ATTRIBUTES = {
    **nh3.ALLOWED_ATTRIBUTES,
    "*": {"title", "lang", "dir", "align"},
    "a": nh3.ALLOWED_ATTRIBUTES["a"] | {"id"},
    "img": nh3.ALLOWED_ATTRIBUTES["img"] | {"loading"},
    "details": {"open", "name"},
    "span": {"role", "aria-label"},
    "li": {"value", "id", "data-task"},
    "ol": {"start", "type", "reversed"},
    **{tag: nh3.ALLOWED_ATTRIBUTES.get(tag, set()) | {"style"} for tag in ("th", "td")},
    **{f"h{level}": {"id"} for level in range(1, 7)},
}
_CLASSES = {
    "span": {_FORMULA_CLASS, f"{TASK}__mark", "filename", "hll", *filter(None, STANDARD_TYPES.values())},
    "div": {"highlight", DIAGRAM, _FORMULA_CLASS, BOX, TABS, *(f"{BOX}--{kind}" for kind in BOX_KINDS)},
    "p": {f"{BOX}__title"},
    "li": {TASK},
    "code": {SOURCE_CLASS},
    "a": {"kb-remote", "footnote-backref"},
    "sup": {"footnote-ref"},
    "section": {"footnotes"},
    "hr": {"footnotes-sep"},
}
_OWN_ID = re.compile(r"(?:prompt|answer|analysis|example|text)(?:-\d+)?-h\d+|fn(?:ref)?-[a-z]+-?\d[\d:-]*")
_ACTIVE = re.compile(r"on[a-z]+|(?:form)?action|srcdoc|srcset|background|poster|xlink:href", re.IGNORECASE)
"""Attributes that run code or load files; others are removed without a report, because what is shown lacks nothing."""


def _keep(_: str, name: str, value: str) -> str | None:
    """Drop every ``id``: only the generator assigns ids, so that each is unique on its page."""
    return value if name != "id" or _OWN_ID.fullmatch(value) else None


_TOP_HEADING = re.compile(r"<(/?)h[12](?=[\s>])")
_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    clean_content_tags={"script", "style"},
    attributes=_ATTRIBUTES,
    attribute_filter=_keep,
    allowed_classes=_CLASSES,
    filter_style_properties={"text-align"},
    link_rel="noopener",
    url_schemes={"http", "https", "mailto"},
)


_HTML = _TAGS | {
    *(
        "html",
        "head",
        "body",
        "title",
        "meta",
        "link",
        "base",
        "script",
        "style",
        "noscript",
        "template",
        "slot",
        "iframe",
        "frame",
    ),
    *(
        "frameset",
        "object",
        "embed",
        "applet",
        "param",
        "form",
        "input",
        "button",
        "select",
        "option",
        "optgroup",
        "textarea",
        "label",
    ),
    *(
        "fieldset",
        "legend",
        "datalist",
        "output",
        "progress",
        "meter",
        "dialog",
        "menu",
        "main",
        "audio",
        "video",
        "source",
        "track",
    ),
    *("canvas", "svg", "math", "path", "g", "picture", "portal", "marquee", "blink", "font", "big", "u", "address", "noframes"),
    *(
        "plaintext",
        "xmp",
        "listing",
        "isindex",
        "keygen",
        "command",
        "bgsound",
        "basefont",
        "dir",
        "nobr",
        "image",
        "foreignobject",
    ),
    *(
        "circle",
        "rect",
        "line",
        "polygon",
        "polyline",
        "ellipse",
        "text",
        "tspan",
        "use",
        "defs",
        "animate",
        "set",
        "mi",
        "mo",
        "mn",
    ),
    *("mrow", "msup", "msub", "mfrac", "annotation", "semantics"),
}


def is_html(tag: str) -> bool:
    """Whether a tag belongs to HTML, SVG or MathML; others, such as ``<T>`` or ``<App>``, are shown as text."""
    return tag.lower() in _HTML or ":" in tag


def clean(html: str) -> str:
    """Remove everything outside the allow list from HTML, and lower raw headings below those of the page."""
    return _TOP_HEADING.sub(r"<\1h3", _CLEANER.clean(html))


def removed_from(html: str) -> tuple[tuple[str, int], ...]:
    """What ``clean`` removes from a piece of the author's HTML: descriptions, and the offset of each tag."""
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
        """``<![…`` is a comment up to ``>`` (HTML, "bogus comment"); the inherited method raises an error for unknown words."""
        return self.rawdata.find(">", i) + 1 or -1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line, column = self.getpos()
        at = self._line_starts[line - 1] + column
        if not is_html(tag):
            return
        if tag not in _TAGS:
            self.removed.append((f"<{tag}>", at))
            return
        for name, value in attrs:
            allowed = name in _ATTRIBUTES["*"] or name in _ATTRIBUTES.get(tag, ())
            if not allowed and _ACTIVE.fullmatch(name):
                self.removed.append((f"{name}=… of <{tag}>", at))
            elif name in {"href", "src", "cite"} and _is_script(value or ""):
                self.removed.append((f"{name}={(value or '').strip()[:40]!r} of <{tag}>", at))


def _is_script(url: str) -> bool:
    scheme = "".join(char for char in url.casefold() if not char.isspace() and char.isprintable()).partition(":")[0]
    return scheme in {"javascript", "vbscript", "data"}
