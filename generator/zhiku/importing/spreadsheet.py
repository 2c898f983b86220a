"""Read Excel workbooks (``.xlsx``): bytes in, the rows of their sheets out.

A workbook is a zip file of XML (ECMA-376, part 1, section 18). Cells give their text or the stored value of their formula.
"""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from zhiku.importing.record import RecordError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_COLUMN = re.compile(r"[A-Z]+")
_LETTERS = 26


def sheets_of(data: bytes) -> list[tuple[str, list[list[str]]]]:
    """The sheets of a workbook that have cells: names and rows that are not blank, in order; raises ``RecordError``."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            shared = [_text(item) for item in _xml(archive, "xl/sharedStrings.xml")]
            links = {item.get("Id"): item.get("Target", "") for item in _xml(archive, "xl/_rels/workbook.xml.rels")}
            named = [
                (item.get("name", ""), links[item.get(_RELATION)])
                for item in _xml(archive, "xl/workbook.xml").iter(f"{_MAIN}sheet")
            ]
            sheets = [
                (name, list(_rows(_xml(archive, _path(target)), shared))) for name, target in named if "worksheets" in target
            ]
    except (zipfile.BadZipFile, KeyError, IndexError, ValueError, ET.ParseError):
        message = "not an Excel workbook, or one that is protected"
        raise RecordError(message) from None
    return [(name, rows) for name, rows in sheets if rows]


def _path(target: str) -> str:
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def _xml(archive: zipfile.ZipFile, name: str) -> Element:
    if name not in archive.namelist() and name.endswith("sharedStrings.xml"):
        return ET.Element("sst")
    return ET.fromstring(archive.read(name))  # noqa: S314 - expat 2.4.1 and later limit how much entities may expand to


def _rows(sheet: Element, shared: list[str]) -> Iterator[list[str]]:
    for row in sheet.iter(f"{_MAIN}row"):
        cells: dict[int, str] = {}
        for place, cell in enumerate(row.findall(f"{_MAIN}c")):
            letters = _COLUMN.match(cell.get("r", ""))
            cells[_index(letters.group()) if letters else place] = _value(cell, shared)
        if any(cell.strip() for cell in cells.values()):
            yield [cells.get(place, "") for place in range(max(cells) + 1)]


def _index(letters: str) -> int:
    """The place of a column from its letters: A is 0, AA is 26."""
    place = 0
    for letter in letters:
        place = place * _LETTERS + ord(letter) - ord("A") + 1
    return place - 1


def _value(cell: Element, shared: list[str]) -> str:
    kind, value = cell.get("t", ""), cell.findtext(f"{_MAIN}v", "")
    if kind == "inlineStr":
        return "".join(_text(item) for item in cell.findall(f"{_MAIN}is"))
    return shared[int(value)] if kind == "s" else value


def _text(item: Element) -> str:
    """The words of a string, its runs joined, without the phonetic readings of East Asian words."""
    runs = [item, *item.findall(f"{_MAIN}r")]
    return "".join(run.findtext(f"{_MAIN}t", "") for run in runs)
