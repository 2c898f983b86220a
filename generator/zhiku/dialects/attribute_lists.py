"""Attribute lists of kramdown, HTML whose content is Markdown, and spans and labels of other dialects, as Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zhiku.dialects.edits import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhiku.dialects.code import Code

_LIST = re.compile(r"(?P<indent>[ \t>]*)\{:(?P<items>[^{}]*)\}[ \t]*$")
_EXTENSION = re.compile(
    r"\{::(?P<name>comment|nomarkdown)[^{}]*?(?<!/)\}.*?\{:/(?:(?P=name))?\}|\{::[^{}]*/?\}|\{:/\w*\}", re.DOTALL
)
"""Comments, text for other formats, and options."""
_ID = re.compile(r"(?:^|\s)#(?P<id>[^\s{}#]+)")
_HEADING = re.compile(r"[ ]{0,3}#{1,6}[ \t]+\S")
_UNDERLINE = re.compile(r"[ ]{0,3}(?:=+|-+)[ \t]*$")
_CONTENTS = re.compile(r"[ ]{0,3}(?:[-*+]|\d[.)])[ \t]+\S.*$")
_LABEL = re.compile(r"[ ]{0,3}\((?P<id>[^\s()]+)\)=[ \t]*$")
_WORDS = re.compile(r"[^\W_]|[*_\[(“\"'„«]")
_SPAN = re.compile(r"(?<![!\]\\])\[(?P<words>[^\[\]\n]+)\]\{[.#][^{}\n]*\}")
_HTML = re.compile(
    r"<(?P<tag>div|section|article|aside|main|center|figure|span|p|details)\b[^<>]*\bmarkdown\s*=\s*[\"']?(?:1|block|span|true)\b[^<>]*>"
    r"[ \t]*(?=[\r\n]|\Z)",
    re.IGNORECASE,
)
_SUMMARY = re.compile(r"\s*<summary\b[^<>]*>(?P<title>.*?)</summary>[ \t]*", re.IGNORECASE | re.DOTALL)


def edits_of_attribute_lists(text: str, code: Code) -> Iterator[Edit]:
    """What stands in place of attribute lists and labels: ids behind headings, anchors before passages, and nothing."""
    lines = code.lines
    for index, (start, line) in enumerate(lines):
        if "{:" in line and (found := _LIST.match(line)) and not code.cover(start):
            yield Edit(start + len(found["indent"]), start + len(line), "")
            yield from _of_list(found["items"], lines, index)
        elif line.lstrip().startswith("(") and (found := _LABEL.match(line)) and not code.cover(start):
            yield Edit(start, start + len(line), "")
            yield from _of_label(found["id"], lines, index)
    for found in _EXTENSION.finditer(text, code.matter):
        if not code.cover(found.start()):
            yield Edit(*found.span(), "")
    for found in _SPAN.finditer(text, code.matter):
        if not code.cover(found.start()):
            yield Edit(found.start(), found.start("words"), "")
            yield Edit(found.end("words"), found.end(), "")


def _of_list(items: str, lines: Sequence[tuple[int, str]], index: int) -> Iterator[Edit]:
    """The id that a list gives the heading above it, and the item that a table of contents takes the place of."""
    if not index:
        return
    start, line = lines[index - 1]
    if items.strip() == "toc" and _CONTENTS.match(line):
        yield Edit(start, start + len(line), "")
    elif found := _ID.search(items):
        if index > 1 and _UNDERLINE.match(line) and lines[index - 2][1].strip():
            start, line = lines[index - 2]
        elif not _HEADING.match(line):
            return
        if "{#" not in line:
            yield Edit(start + len(line), start + len(line), f" {{#{found['id']}}}")


def _of_label(name: str, lines: Sequence[tuple[int, str]], index: int) -> Iterator[Edit]:
    """The id of the heading below a label, or an anchor in the passage below it."""
    below = next((item for item in lines[index + 1 :] if item[1].strip() and not _LABEL.match(item[1])), None)
    if below is None:
        return
    start, line = below
    if _HEADING.match(line):
        if "{#" not in line:
            yield Edit(start + len(line.rstrip()), start + len(line), f" {{#{name}}}")
    elif _WORDS.match(line):
        yield Edit(start, start, f'<a id="{name}"></a>')


def edits_of_html(text: str, code: Code) -> Iterator[Edit]:
    """Elements of HTML whose content is Markdown: tags that have lines of their own go, and folds are boxes."""
    for found in _HTML.finditer(text, code.matter):
        closing = _closing(text, found)
        if closing is None or code.cover(found.start()):
            continue
        is_fold = found["tag"].lower() == "details"
        yield Edit(*found.span(), "")
        yield Edit(*closing.span(), ":::" if is_fold else "")
        if is_fold:
            summary = _SUMMARY.match(text, found.end())
            title = " ".join(summary["title"].split()) if summary else ""
            end = summary.end() if summary else found.end()
            yield Edit(
                found.end(),
                end,
                "\n" * text.count("\n", found.end(), summary.start("title") if summary else end) + f"::: details {title}",
            )


def _closing(text: str, opening: re.Match[str]) -> re.Match[str] | None:
    """The tag that closes an element, if it has a line of its own."""
    depth = 1
    for tag in re.compile(rf"<(?P<end>/?){opening['tag']}\b[^<>]*>", re.IGNORECASE).finditer(text, opening.end()):
        depth += -1 if tag["end"] else 1
        if not depth:
            before = text[text.rfind("\n", 0, tag.start()) + 1 : tag.start()]
            return tag if not before.strip() else None
    return None
