"""Convert documents with pandoc: Word, HTML, reStructuredText, AsciiDoc, OpenDocument, EPUB, Org, LaTeX, wikis to Markdown.

Pandoc comes with the extra ``zhiku[import]`` (the wheel ``pypandoc-binary``) or is already installed.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
from html import escape, unescape
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from zhiku.importing import asciidoc, html_pages, opendocument
from zhiku.importing.encoding import decode
from zhiku.importing.latex_exams import with_headings
from zhiku.importing.org import prepared
from zhiku.importing.pandoc_tree import Readable, as_written, title_of
from zhiku.importing.record import RecordError
from zhiku.importing.xml_entities import with_known_entities

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

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
_OPTIONS = {".html": "+tex_math_single_backslash", ".htm": "+tex_math_single_backslash", ".epub": "+tex_math_single_backslash"}
"""What readers read besides what they do by default."""
_ASCIIDOC = frozenset({".adoc", ".asciidoc"})
_ARCHIVES = frozenset({".docx", ".odt", ".epub", ".pptx"})
_WITH_WRITTEN_IDS = frozenset({".rst", ".adoc", ".asciidoc", ".org", ".tex", ".textile", ".typ", ".dbk"})
"""Formats in which authors give headings ids; in others, programs do."""
_WRITER = "gfm+tex_math_dollars+footnotes+definition_lists"
_MISSING = 'this format is read by pandoc: install it, or `pip install "zhiku[import]"`'
_SECONDS = 300
_LOG = "log.json"
_DIRECTIVE = ".. "
_OF_LATEX = (".sty", ".cls")
"""Files of LaTeX that hold commands."""
_DOCBOOK = re.compile(r"xmlns(?::\w+)?=[\"']http://docbook\.org/ns/docbook[\"']|<!DOCTYPE\s[^>]*\bDocBook\b|<qandaset\b")
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
    ".adoc": asciidoc.prepared,
    ".asciidoc": asciidoc.prepared,
    ".html": html_pages.prepared,
    ".htm": html_pages.prepared,
    ".dbk": with_known_entities,
}
"""What is done to texts of some formats that pandoc would leave out or run together."""


def is_docbook(xml: str) -> bool:
    """Whether some XML is DocBook: by its namespace or document type, or because it has DocBook's lists of questions."""
    return _DOCBOOK.search(xml) is not None


def _prepared(suffix: str, data: bytes) -> bytes:
    """The bytes of a document that pandoc reads."""
    if suffix == ".odt":
        return opendocument.prepared(data)
    prepare, decoded = _PREPARED.get(suffix), decode(data)
    return prepare(decoded.text).encode() if prepare and decoded else data


class Lost(NamedTuple):
    """Something of a document that is not in its Markdown, and its line there; 0 if it is not known."""

    written: str
    line: int


class Document(NamedTuple):
    """The Markdown of a document, the images in it by their paths beside the text, and what is not in the Markdown."""

    markdown: str
    files: dict[str, bytes]
    lost: tuple[Lost, ...]


def from_document(name: str, data: bytes) -> Document:
    """Convert a document; raises ``RecordError``."""
    program, suffix = pandoc(), Path(name).suffix.lower()
    if not program:
        raise RecordError(_MISSING)
    reader = f"{READERS[suffix]}{_OPTIONS.get(suffix, '')}"
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"source{suffix}"
        source.write_bytes(_prepared(suffix, data))
        media = f"{Path(name).stem}-media"
        reading = (
            "--from",
            reader,
            "--to",
            "json",
            "--standalone",
            "--extract-media",
            media,
            f"--log={_LOG}",
            "--verbose",
            source.name,
        )
        tree = json.loads(_run([program, *reading], folder))
        log = json.loads((Path(folder) / _LOG).read_bytes())
        readable = Readable(directives_in(log), suffix in _WITH_WRITTEN_IDS)
        tree["blocks"] = readable.blocks(tree["blocks"])
        writing = ("--from", "json", "--to", _WRITER, "--wrap", "none", "--markdown-headings=atx")
        written = _run([program, *writing], folder, json.dumps(tree).encode())
        found = sorted(path for path in (Path(folder) / media).rglob("*") if path.is_file())
        files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}
    title = title_of(tree)
    matter = f"---\ntitle: {json.dumps(title, ensure_ascii=False)}\n---\n\n" if title else ""
    markdown = matter + as_written(written.decode().replace("\r\n", "\n"))
    decoded = decode(data)
    text = decoded.text if decoded and suffix not in _ARCHIVES else ""
    is_asciidoc = suffix in _ASCIIDOC
    missing = (*asciidoc.includes_in(text), *asciidoc.undefined_in(text, markdown)) if is_asciidoc else missing_files(log)
    lost = placed((*missing, *readable.left_out), text)
    return Document(with_images_beside(markdown), files, lost)


def _run(command: Sequence[str], folder: str, given: bytes = b"") -> bytes:
    """What pandoc writes; raises ``RecordError`` where it cannot read a document."""
    done = subprocess.run(command, cwd=folder, input=given, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603 - pandoc itself
    if done.returncode:
        reasons = [line for line in done.stderr.decode(errors="replace").strip().splitlines() if not line.startswith("[")]
        message = f"pandoc cannot read it: {reasons[0] if reasons else 'no reason given'}"
        raise RecordError(message)
    return done.stdout


def directives_in(log: Sequence[Mapping[str, Any]]) -> frozenset[str]:
    """The directives of reStructuredText that pandoc does not know, by its log."""
    skipped = (str(entry["contents"]) for entry in log if entry.get("type") == "SkippedContent")
    return frozenset(item.removeprefix(_DIRECTIVE) for item in skipped if item.startswith(_DIRECTIVE))


def missing_files(log: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """The files that a document includes and that pandoc does not find, by its log."""
    paths = (str(entry["path"]) for entry in log if entry.get("type") == "CouldNotLoadIncludeFile")
    return tuple(path for path in paths if not path.endswith(_OF_LATEX))


def placed(left_out: Iterable[str], text: str) -> tuple[Lost, ...]:
    """What is left out, with the lines where it stands in a text, if it does."""
    found, ends = [], dict[str, int]()
    for written in left_out:
        start = text.find(written, ends.get(written, 0))
        if start < 0:
            found.append(Lost(written, 0))
            continue
        ends[written] = start + len(written)
        rest = text[ends[written] :].partition("\n")[0] if written.startswith(_DIRECTIVE) else ""
        found.append(Lost(written + rest, text.count("\n", 0, start) + 1))
    return tuple(found)


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
