"""Convert documents with pandoc: Word, HTML, reStructuredText, AsciiDoc, OpenDocument, EPUB, Org, LaTeX, wikis to Markdown.

Pandoc comes with the extra ``zhiku[import]`` (the wheel ``pypandoc-binary``) or is already installed.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from html import escape, unescape
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from zhiku.importing import html_pages
from zhiku.importing.encoding import decode
from zhiku.importing.latex_exams import with_headings
from zhiku.importing.org import prepared
from zhiku.importing.record import RecordError
from zhiku.importing.xml_entities import with_known_entities

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

READERS = {
    ".docx": "docx",
    ".odt": "odt",
    ".epub": "epub",
    ".html": "html",
    ".htm": "html",
    ".rst": "rst",
    ".adoc": "asciidoc",
    ".asciidoc": "asciidoc",
    ".org": "org",
    ".tex": "latex",
    ".ipynb": "ipynb",
    ".rtf": "rtf",
    ".pptx": "pptx",
    ".wiki": "mediawiki",
    ".mediawiki": "mediawiki",
    ".dokuwiki": "dokuwiki",
    ".textile": "textile",
    ".creole": "creole",
    ".typ": "typst",
    ".dbk": "docbook",
    ".fb2": "fb2",
}
"""Pandoc's readers by the endings of files."""
_WRITER = "gfm+tex_math_dollars+footnotes+definition_lists"
_TEMPLATE_NAME = "kb.template"
_TEMPLATE = "$if(title)$\n---\ntitle: $title$\n---\n\n$endif$\n$body$\n"
"""The title of a document, which is no heading in it, as front matter, above its text."""
_MISSING = 'this format is read by pandoc: install it, or `pip install "zhiku[import]"`'
_SECONDS = 300
_DOCBOOK = re.compile(r"xmlns(?::\w+)?=[\"']http://docbook\.org/ns/docbook[\"']|<!DOCTYPE\s[^>]*\bDocBook\b|<qandaset\b")
_LINE_BREAK = re.compile(r"\\\n")
_NOT_EMBEDDED = re.compile(r"<span class=\"image placeholder\"(?P<attributes>[^<>]*)>(?P<words>.*?)</span>", re.DOTALL)
"""What pandoc writes for an image beside the document, which it does not find because it reads a copy."""
_ESCAPE = re.compile(r"\\(?=[^\w\s])")
_ATTRIBUTE = re.compile(r"(?P<name>[\w-]+)=\"(?P<value>[^\"]*)\"")


def pandoc() -> str:
    """The path of pandoc; empty if it is not installed."""
    try:
        return str(import_module("pypandoc").get_pandoc_path())
    except (ImportError, OSError):
        return shutil.which("pandoc") or ""


_PREPARED: Mapping[str, Callable[[str], str]] = {
    ".org": prepared,
    ".tex": with_headings,
    ".html": html_pages.with_headings,
    ".htm": html_pages.with_headings,
    ".dbk": with_known_entities,
}
"""What is done to texts of some formats that pandoc would leave out or run together."""


def is_docbook(xml: str) -> bool:
    """Whether some XML is DocBook: by its namespace or document type, or because it has DocBook's lists of questions."""
    return _DOCBOOK.search(xml) is not None


def _prepared(suffix: str, data: bytes) -> bytes:
    """The bytes of a document that pandoc reads."""
    prepare, decoded = _PREPARED.get(suffix), decode(data)
    return prepare(decoded.text).encode() if prepare and decoded else data


def from_document(name: str, data: bytes) -> tuple[str, dict[str, bytes]]:
    """The Markdown of a document and the images in it, by their paths beside the text; raises ``RecordError``."""
    program, suffix = pandoc(), Path(name).suffix.lower()
    if not program:
        raise RecordError(_MISSING)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"source{suffix}"
        source.write_bytes(_prepared(suffix, data))
        media = f"{Path(name).stem}-media"
        (Path(folder) / _TEMPLATE_NAME).write_text(_TEMPLATE, encoding="utf-8")
        arguments = [
            "--template",
            _TEMPLATE_NAME,
            "--from",
            READERS[suffix],
            "--to",
            _WRITER,
            "--wrap",
            "none",
            "--markdown-headings=atx",
        ]
        command = [program, *arguments, "--extract-media", media, source.name]
        done = subprocess.run(command, cwd=folder, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603 - pandoc itself
        if done.returncode:
            reason = done.stderr.decode(errors="replace").strip().splitlines()
            message = f"pandoc cannot read it: {reason[0] if reason else 'no reason given'}"
            raise RecordError(message)
        found = sorted(path for path in (Path(folder) / media).rglob("*") if path.is_file())
        files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}
    # Pandoc writes hard line breaks as a final backslash; two spaces work in every Markdown.
    markdown = _LINE_BREAK.sub("  \n", done.stdout.decode().replace("\r\n", "\n"))
    return with_images_beside(markdown), files


def with_images_beside(markdown: str) -> str:
    """Pandoc's Markdown with the images that are files beside the document."""
    return _NOT_EMBEDDED.sub(_image_beside, markdown)


def _image_beside(placeholder: re.Match[str]) -> str:
    """The Markdown of an image beside the document; HTML in HTML, such as a figure, and where it has a size."""
    values = {item["name"]: unescape(item["value"]) for item in _ATTRIBUTE.finditer(placeholder["attributes"])}
    in_html = "data-original-image-src" in values
    address = values.get("data-original-image-src" if in_html else "original-image-src", "")
    sizes = "".join(f' {name}="{escape(values[name])}"' for name in ("width", "height") if name in values)
    if in_html or sizes:
        words = unescape(placeholder["words"] if in_html else _ESCAPE.sub("", placeholder["words"]))
        return f'<img src="{escape(address)}" alt="{escape(words)}"{sizes}>'
    return f"![{placeholder['words']}]({address.replace(' ', '%20')})"
