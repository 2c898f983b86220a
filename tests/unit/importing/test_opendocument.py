"""OpenDocument before pandoc reads it: where formulas are, and which paragraphs are lines of code."""

from __future__ import annotations

import io
import zipfile

import pytest
from zhiku.importing.opendocument import prepared, readable
from zhiku.importing.pandoc_tree import CODE_LINE
from zhiku.importing.record import RecordError

STYLES = (
    '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Preformatted_20_Text"/>'
    '<style:style style:name="P2" style:parent-style-name="P1"><style:text-properties/></style:style>'
    '<style:style style:name="P3" style:parent-style-name="Text_20_body"/>'
)


@pytest.mark.parametrize(
    ("style", "is_code"), [("Preformatted_20_Text", True), ("P1", True), ("P2", True), ("P3", False), ("Text_20_body", False)]
)
def test_lines_of_code(style: str, is_code: bool) -> None:  # noqa: FBT001 - as parametrized
    """Paragraphs in the style of preformatted text, or in one that is based on it, are marked."""
    mark = CODE_LINE if is_code else ""
    tag = f'<text:p text:style-name="{style}">'
    assert readable(f"{tag}a</text:p>", STYLES) == f"{tag}{mark}a</text:p>"
    if is_code:
        assert readable(f"{tag[:-1]}/>", STYLES) == f"{tag}{mark}</text:p>"


def test_formulas() -> None:
    """The folder of a formula has no slash at its end, for pandoc adds one."""
    written = '<draw:frame><draw:object xlink:href="Formula-0/" xlink:type="simple"/></draw:frame>'
    assert readable(written, "") == written.replace("Formula-0/", "Formula-0")


def test_documents() -> None:
    """The content of the archive changes, its other files stay; what is no archive is told."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        made.writestr("content.xml", '<text:p text:style-name="P1">a</text:p>')
        made.writestr("styles.xml", STYLES)
    with zipfile.ZipFile(io.BytesIO(prepared(data.getvalue()))) as found:
        assert found.namelist() == ["mimetype", "content.xml", "styles.xml"]
        assert CODE_LINE in found.read("content.xml").decode()
    with pytest.raises(RecordError):
        prepared(b"no archive")
