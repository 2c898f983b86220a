"""Prepare OpenDocument texts for pandoc, which does not read formulas in folders with a slash, nor what is preformatted."""

from __future__ import annotations

import io
import re
import zipfile

from zhiku.importing.pandoc_tree import CODE_LINE
from zhiku.importing.record import RecordError

_CONTENT, _STYLES = "content.xml", "styles.xml"
_FORMULA = re.compile(r"(?P<before><draw:object\b[^<>]*?\bxlink:href=\"[^\"<>]*?)/+(?=\")")
_STYLE = re.compile(r"<style:style\b(?P<attributes>[^<>]*)>")
_NAME = re.compile(r"\bstyle:name=\"(?P<name>[^\"]*)\"")
_PARENT = re.compile(r"\bstyle:parent-style-name=\"(?P<name>[^\"]*)\"")
_PARAGRAPH = re.compile(r"<text:p\b[^<>]*?\btext:style-name=\"(?P<style>[^\"]*)\"[^<>]*?(?P<empty>/?)>")
_PREFORMATTED = "Preformatted_20_Text"
"""The style of LibreOffice and of ODF for text in which lines and blanks count."""


def prepared(data: bytes) -> bytes:
    """The document with formulas where pandoc finds them, and with marks on lines of code; raises ``RecordError``."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as given:
            parts = {item: given.read(item) for item in given.infolist()}
    except zipfile.BadZipFile:
        message = "this is no OpenDocument text"
        raise RecordError(message) from None
    written = io.BytesIO()
    styles = "".join(part.decode(errors="replace") for item, part in parts.items() if item.filename in {_CONTENT, _STYLES})
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as made:
        for item, part in parts.items():
            made.writestr(item, readable(part.decode(), styles).encode() if item.filename == _CONTENT else part)
    return written.getvalue()


def readable(content: str, styles: str) -> str:
    """The XML of a document's content as pandoc reads it; ``styles`` is the XML of all its styles."""
    code = _styles_of_code(styles)
    content = _FORMULA.sub(r"\g<before>", content)

    def marked(found: re.Match[str]) -> str:
        if found["style"] not in code:
            return found.group()
        return f"{found.group()[:-2]}>{CODE_LINE}</text:p>" if found["empty"] else found.group() + CODE_LINE

    return _PARAGRAPH.sub(marked, content)


def _styles_of_code(styles: str) -> set[str]:
    """The style of preformatted text and those that are based on it."""
    based: dict[str, str] = {}
    for style in _STYLE.finditer(styles):
        name, parent = _NAME.search(style["attributes"]), _PARENT.search(style["attributes"])
        if name and parent:
            based[name["name"]] = parent["name"]
    found, size = {_PREFORMATTED}, 0
    while len(found) > size:
        size = len(found)
        found |= {name for name, parent in based.items() if parent in found}
    return found
