"""The book as EPUB 3: the finished page of the book in, one file of XHTML documents out.

EPUB is a ZIP archive of XHTML documents with a manifest (https://www.w3.org/TR/epub-33/). Formulas are MathML, which KaTeX
puts on the page next to its glyphs. Scripts and controls are removed, and so are links into a site without an address.
"""

from __future__ import annotations

import base64
import io
import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, unquote_to_bytes, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime

    from selectolax.lexbor import LexborNode

_MAX_QUESTIONS = 40
"""Questions per document: readers load a document as a whole, and small devices have little memory."""
_VOID = frozenset({"area", "br", "col", "embed", "hr", "img", "input", "source", "track", "wbr"})
_LEFT_OUT = frozenset({"button", "iframe", "input", "link", "noscript", "script", "style", "template"})
_FOR_BROWSERS = frozenset({"katex-html", "kb-book__hint"})
"""Classes of KaTeX's glyphs, which accompany the MathML, and of the hint that a browser can print the page."""
_ATTRIBUTES = frozenset(
    {"alt", "class", "colspan", "dir", "headers", "height", "href", "id", "lang", "open", "rowspan", "scope", "src", "start"}
    | {"style", "title", "type", "value", "width", "reversed"}
)
_MATH_NAMESPACE = "http://www.w3.org/1998/Math/MathML"
_SVG = frozenset({"svg", "circle", "defs", "g", "line", "marker", "path", "polygon", "polyline", "rect", "text", "tspan", "use"})
_NAME = re.compile(r"[A-Za-z_][\w.-]*")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_TYPES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}
_DATA = re.compile(r"data:(?P<type>image/[\w.+-]+)(?P<parameters>[^,]*),(?P<data>.*)", re.DOTALL)
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the ZIP, so that the same site gives the same file."""
_STYLE = """
h1 { margin: 20% 0 1em; } h2 { page-break-before: always; } h3 { margin: 2em 0 0.5em; page-break-after: avoid; }
h4 { margin: 1.2em 0 0.3em; font-size: 1em; page-break-after: avoid; }
pre { white-space: pre-wrap; font-size: 0.85em; } img { max-width: 100%; height: auto; }
table { border-collapse: collapse; } th, td { padding: 0.2em 0.5em; border: 1px solid #999; vertical-align: top; }
.kb-book__topics, .kb-book__related { font-size: 0.85em; }
.kb-box { margin: 1em 0; padding: 0 0.8em; border-left: 3px solid #888; }
.kb-box__title { font-weight: bold; } .kb-erratum { border: 1px dashed #a33; padding: 0 0.8em; }
ul, ol { padding-left: 1.4em; } nav ol { list-style: none; }
""".lstrip()


class Base(NamedTuple):
    """The metadata of the file; ``address`` is the site's (empty if unknown), ``contents`` the title of the contents list."""

    title: str
    language: str
    identifier: str
    address: str
    contents: str
    changed: datetime


class _Heading(NamedTuple):
    identity: str
    title: str
    is_part: bool


@dataclass
class _Document:
    name: str
    sections: list[LexborNode] = field(default_factory=list)
    headings: list[_Heading] = field(default_factory=list)
    questions: int = 0


@dataclass
class _Converter:
    """Writes nodes of a page as XML and collects the images they show."""

    places: dict[str, str]
    """The document that contains each anchor."""
    base: Base
    read: Callable[[str], bytes | None]
    images: dict[str, tuple[str, str, bytes]] = field(default_factory=dict)
    """Name, type and content of each image by its address."""

    def xml(self, node: LexborNode, *, math: bool = False) -> str:
        """A node and all below it."""
        tag = node.tag or ""
        if tag == "-text":
            return escape(_CONTROL.sub("", node.text_content or ""), quote=False)
        classes = (node.attributes.get("class") or "").split()
        if not _NAME.fullmatch(tag) or tag in _LEFT_OUT or not _FOR_BROWSERS.isdisjoint(classes):
            return ""
        math = math or tag == "math"
        inner = "".join(self.xml(child, math=math) for child in _children(node))
        attributes = dict(self._attributes(node, math=math))
        if tag == "math":
            attributes = {"xmlns": _MATH_NAMESPACE, **attributes}
        if (tag == "img" and "src" not in attributes) or (tag == "a" and "href" not in attributes and "id" not in attributes):
            return inner or escape(node.attributes.get("alt") or "", quote=False)
        written = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
        return f"<{tag}{written}/>" if tag in _VOID else f"<{tag}{written}>{inner}</{tag}>"

    def _attributes(self, node: LexborNode, *, math: bool) -> Iterator[tuple[str, str]]:
        for name, value in node.attributes.items():
            written = _CONTROL.sub("", value or "")
            if math or node.tag in _SVG:
                if _NAME.fullmatch(name) and name != "xmlns":
                    yield name, written
            elif name == "href":
                if (address := self._link(written)) is not None:
                    yield name, address
            elif name == "src":
                if image := self._image(written):
                    yield name, image
            elif name in _ATTRIBUTES:
                yield name, written or (name if name in {"open", "reversed"} else "")
                if name == "lang":
                    yield "xml:lang", written

    def _link(self, address: str) -> str | None:
        """The target of a link within the book; ``None`` if it has none."""
        if address.startswith("#"):
            place = self.places.get(unquote(address[1:]))
            return f"{place}{address}" if place else None
        if urlsplit(address).scheme:
            return address
        return urljoin(urljoin(self.base.address, "book/"), address) if self.base.address else None

    def _image(self, address: str) -> str:
        """The name of an image in the archive; empty if the image does not exist."""
        if address not in self.images:
            found = _inline_image(address) or self._file(address)
            if found is None:
                return ""
            kind, suffix, data = found
            self.images[address] = (f"images/{len(self.images) + 1}{suffix}", kind, data)
        return self.images[address][0]

    def _file(self, address: str) -> tuple[str, str, bytes] | None:
        path = posixpath.normpath(posixpath.join("book", unquote(urlsplit(address).path)))
        suffix = posixpath.splitext(path)[1].lower()
        data = self.read(path) if suffix in _TYPES and not urlsplit(address).scheme else None
        return (_TYPES[suffix], suffix, data) if data is not None else None


def book_epub(html: str, base: Base, read: Callable[[str], bytes | None]) -> bytes:
    """The EPUB of the book page of a site; ``read`` returns the content of a file of the site by its path, if it exists."""
    book = LexborHTMLParser(html).css_first(".kb-book")
    documents = list(_documents(_children(book) if book is not None else ()))
    places = {
        identity: document.name for document in documents for section in document.sections for identity in _identities(section)
    }
    converter = _Converter(places, base, read)
    pages = {document.name: _page(base, base.title, "\n".join(map(converter.xml, document.sections))) for document in documents}
    pages["contents.xhtml"] = _page(base, base.contents, _contents(base, documents))
    return _packed(base, documents, pages, tuple(converter.images.values()))


def _children(node: LexborNode) -> Iterator[LexborNode]:
    child = node.child
    while child is not None:
        yield child
        child = child.next


def _identities(node: LexborNode) -> Iterator[str]:
    if identity := node.attributes.get("id"):
        yield identity
    for below in node.css("[id]"):
        yield below.attributes.get("id") or ""


def _documents(nodes: Iterable[LexborNode]) -> Iterator[_Document]:
    """The documents of the book: its cover, and one for each part or each ``_MAX_QUESTIONS`` questions."""
    document = _Document("cover.xhtml")
    count = 0
    for node in nodes:
        classes = (node.attributes.get("class") or "").split()
        kind = next((name for name in ("part", "question") if f"kb-book__{name}" in classes), "")
        if node.tag not in {"header", "section"}:
            continue
        if kind and (kind == "part" or not count or document.questions >= _MAX_QUESTIONS):
            yield document
            count += 1
            document = _Document(f"chapter-{count}.xhtml")
        if kind:
            heading = node.css_first("h2" if kind == "part" else "h3")
            title = " ".join((heading.text() if heading is not None else "").split())
            document.headings.append(_Heading(node.attributes.get("id") or "", title, kind == "part"))
            document.questions += kind == "question"
        document.sections.append(node)
    yield document


def _page(base: Base, title: str, body: str) -> str:
    language = escape(base.language)
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml"'
        f' xmlns:epub="http://www.idpf.org/2007/ops" lang="{language}" xml:lang="{language}">\n<head>\n<meta charset="utf-8"/>\n'
        f'<title>{escape(title, quote=False)}</title>\n<link rel="stylesheet" type="text/css" href="book.css"/>\n</head>\n'
        f'<body class="kb-book">\n{body}\n</body>\n</html>\n'
    )


def _contents(base: Base, documents: Sequence[_Document]) -> str:
    """The table of contents, with questions below their parts."""
    groups: list[tuple[str, list[str]]] = []
    for document in documents:
        for heading in document.headings:
            link = f'<a href="{document.name}#{escape(heading.identity)}">{escape(heading.title, quote=False)}</a>'
            if heading.is_part:
                groups.append((link, []))
            elif groups:
                groups[-1][1].append(f"<li>{link}</li>")
            else:
                groups.append(("", [f"<li>{link}</li>"]))
    lines = (_group(link, items) for link, items in groups)
    title = escape(base.contents, quote=False)
    return f'<nav epub:type="toc" id="toc">\n<h2>{title}</h2>\n<ol>\n{"".join(lines)}</ol>\n</nav>'


def _group(link: str, items: Sequence[str]) -> str:
    """A part with its questions; without a ``link``, the questions outside any part."""
    questions = "\n".join(items)
    if not link:
        return f"{questions}\n"
    return f"<li>{link}<ol>\n{questions}\n</ol></li>\n" if items else f"<li>{link}</li>\n"


def _packed(base: Base, documents: Sequence[_Document], pages: dict[str, str], images: Sequence[tuple[str, str, bytes]]) -> bytes:
    container = (
        '<?xml version="1.0"?>\n<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">\n'
        '<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>\n'
        "</container>\n"
    )
    files: dict[str, bytes] = {"META-INF/container.xml": container.encode()}
    files["EPUB/package.opf"] = _package(base, documents, pages, images).encode()
    files["EPUB/book.css"] = _STYLE.encode()
    files |= {f"EPUB/{name}": text.encode() for name, text in pages.items()}
    files |= {f"EPUB/{name}": data for name, _, data in images}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        # The type must come first and uncompressed, so that it can be read without unpacking.
        archive.writestr(zipfile.ZipInfo("mimetype", _EARLIEST), "application/epub+zip", zipfile.ZIP_STORED)
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, _EARLIEST), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _package(base: Base, documents: Sequence[_Document], pages: dict[str, str], images: Sequence[tuple[str, str, bytes]]) -> str:
    items = ['<item id="css" href="book.css" media-type="text/css"/>']
    for name, text in pages.items():
        features = ["nav"] * (name == "contents.xhtml") + ["mathml"] * ("<math " in text) + ["svg"] * ("<svg " in text)
        properties = f' properties="{" ".join(features)}"' if features else ""
        items.append(f'<item id="{name.partition(".")[0]}" href="{name}" media-type="application/xhtml+xml"{properties}/>')
    items += [f'<item id="image-{place}" href="{name}" media-type="{kind}"/>' for place, (name, kind, _) in enumerate(images, 1)]
    names = ["cover", "contents", *(document.name.partition(".")[0] for document in documents[1:])]
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<package xmlns="http://www.idpf.org/2007/opf" version="3.0"'
        f' unique-identifier="id" xml:lang="{escape(base.language)}">\n<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        f'<dc:identifier id="id">{escape(base.identifier)}</dc:identifier>\n<dc:title>{escape(base.title)}</dc:title>\n'
        f"<dc:language>{escape(base.language)}</dc:language>\n"
        f'<meta property="dcterms:modified">{base.changed:%Y-%m-%dT%H:%M:%SZ}</meta>\n</metadata>\n<manifest>\n'
        + "\n".join(items)
        + "\n</manifest>\n<spine>\n"
        + "\n".join(f'<itemref idref="{name}"/>' for name in names)
        + "\n</spine>\n</package>\n"
    )


def _inline_image(address: str) -> tuple[str, str, bytes] | None:
    """Type, file extension and content of an image with a ``data:`` address."""
    found = _DATA.fullmatch(address)
    suffix = next((ending for ending, kind in _TYPES.items() if found and kind == found["type"]), "")
    if not (found and suffix):
        return None
    data = base64.b64decode(found["data"]) if "base64" in found["parameters"] else unquote_to_bytes(found["data"])
    return found["type"], suffix, data
