"""The book as EPUB: valid XML, formulas as MathML, links and images within the file."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

from zhiku.output.exports.epub import Base, book_epub

XHTML = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"
BOOK = """<!doctype html><div class="kb-book"><header class="kb-book__cover"><h1>Tea</h1>
<p class="kb-book__hint">PRINT</p></header>
<nav class="kb-book__contents"><a href="#q-1">x</a></nav>
<section class="kb-book__question" id="q-1"><h3>1. Hot &amp; <em>how</em>?</h3>
<p data-x="1" onclick="a()">See <a href="#q-2">two</a>, <a href="../concepts/oolong/">oolong</a>, <a href="https://a.example/?a=1&amp;b">a</a>.
<br><span class="katex"><span class="katex-mathml"><math xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi></math></span>
<span class="katex-html" aria-hidden="true">GLYPHS</span></span><img src="../media/a%20b.png" alt="A"><img
 src="../media/gone.png" alt="GONE">
<img src="data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22/%3E" alt="D"><script>SCRIPT</script></p></section>
<section class="kb-book__part" id="p-a"><h2>Part A</h2><p>\x0bText</p></section>
<section class="kb-book__question" id="q-2"><h3>2. Milk</h3><p lang="de">Milch</p></section>
<section class="kb-book__part" id="p-b"><h2>Part B</h2></section></div>"""


def made(address: str = "", html: str = BOOK) -> zipfile.ZipFile:
    """The EPUB, opened."""
    base = Base("Tea & <more>", "en", "urn:uuid:1", address, "Contents", datetime(2026, 1, 2, tzinfo=UTC))
    data = book_epub(html, base, {"media/a b.png": b"PNG"}.get)
    assert data == book_epub(html, base, {"media/a b.png": b"PNG"}.get)
    return zipfile.ZipFile(io.BytesIO(data))


def test_all_of_it_is_xml_and_listed() -> None:
    """The media type comes first, uncompressed; the package document lists every other file."""
    file = made()
    assert file.namelist()[0] == "mimetype"
    assert file.infolist()[0].compress_type == zipfile.ZIP_STORED
    package = ET.fromstring(file.read("EPUB/package.opf"))  # noqa: S314 - as above
    listed = {item.attrib["href"]: item.attrib for item in package.iter(f"{OPF}item")}
    assert {f"EPUB/{name}" for name in listed} == {name for name in file.namelist() if name.startswith("EPUB/")} - {
        "EPUB/package.opf"
    }
    assert listed["chapter-1.xhtml"]["properties"] == "mathml"
    assert listed["contents.xhtml"]["properties"] == "nav"
    assert [item.attrib["idref"] for item in package.iter(f"{OPF}itemref")] == [
        "cover",
        "contents",
        "chapter-1",
        "chapter-2",
        "chapter-3",
    ]
    for name in listed:
        if name.endswith(".xhtml"):
            ET.fromstring(file.read(f"EPUB/{name}"))  # noqa: S314 - as above


def test_a_page_keeps_words_formulas_and_images_and_nothing_of_a_browser() -> None:
    """Links within the book lead to the document of their question; those into a site without address stay as words."""
    page = made().read("EPUB/chapter-1.xhtml").decode()
    body = page[page.index("<body") :]
    for gone in ("GLYPHS", "SCRIPT", "onclick", "data-x", "concepts"):
        assert gone not in body
    assert '<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi></math>' in body
    assert '<a href="chapter-2.xhtml#q-2">two</a>, oolong, <a href="https://a.example/?a=1&amp;b">a</a>' in body
    assert '<img src="images/1.png" alt="A"/>GONE' in body
    assert '<img src="images/2.svg" alt="D"/>' in body
    assert "PRINT" not in made().read("EPUB/cover.xhtml").decode()
    assert made().read("EPUB/images/2.svg") == b'<svg xmlns="http://www.w3.org/2000/svg"/>'
    assert '<p lang="de" xml:lang="de">' in made().read("EPUB/chapter-2.xhtml").decode()


def test_links_into_a_site_with_an_address() -> None:
    """Links out of the book lead to the site."""
    assert (
        '<a href="https://tea.example/kb/concepts/oolong/">'
        in made("https://tea.example/kb/").read("EPUB/chapter-1.xhtml").decode()
    )


def test_the_contents_nest_questions_in_their_parts() -> None:
    """Questions without a part come first; a part without questions has no empty list, which is invalid."""
    contents = made().read("EPUB/contents.xhtml").decode()
    listed = contents[contents.index("<ol>") : contents.index("</nav>")].replace("\n", "")
    assert listed == (
        '<ol><li><a href="chapter-1.xhtml#q-1">1. Hot &amp; how?</a></li>'
        '<li><a href="chapter-2.xhtml#p-a">Part A</a><ol><li><a href="chapter-2.xhtml#q-2">2. Milk</a></li></ol></li>'
        '<li><a href="chapter-3.xhtml#p-b">Part B</a></li></ol>'
    )


def test_long_parts_are_divided() -> None:
    """A document has at most forty questions, since small devices load it as a whole."""
    sections = "".join(f'<section class="kb-book__question" id="q-{number}"><h3>{number}</h3></section>' for number in range(81))
    book = made(html=f'<div class="kb-book">{sections}</div>')
    chapters = [book.read(name).count(b"kb-book__question") for name in book.namelist() if "chapter" in name]
    assert chapters == [40, 40, 1]
