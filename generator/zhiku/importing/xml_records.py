"""Find records in XML: a text in, flat mappings of names to Markdown out.

Moodle's question banks, posts of Stack Exchange's data dump, and any other XML whose elements have names of a question and of an
answer: an element is read like an object of JSON, its attributes and children being the fields.
"""

from __future__ import annotations

import re
from collections import defaultdict
from html import escape
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from zhiku.importing.quiz import Choice, fields_of_choices, fields_of_pairs
from zhiku.importing.record import RecordError
from zhiku.importing.xml_entities import with_known_entities
from zhiku.markdown.sanitizer import is_html

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from zhiku.importing.record import Record

_QUESTION, _ANSWER = "1", "2"
"""Values of ``PostTypeId`` in Stack Exchange's dump."""
_TAGS = re.compile(r"[<>|]+")
_MARKS = {"b", "code", "em", "i", "s", "span", "strong", "sub", "sup", "u"}
_BLOCKS = {"blockquote", "br", "div", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "img", "ol", "p", "pre", "table", "ul"}
_PROSE = frozenset(_MARKS | _BLOCKS)
"""Elements of HTML that hold words or mark them, and whose names mean nothing else in data."""
_VOID = frozenset({"br", "hr", "img"})
_NO_QUESTIONS = frozenset({"category", "description"})
"""Types of Moodle's elements ``question`` that ask nothing."""


def data_of_xml(text: str) -> Any:  # noqa: ANN401 - data of any shape, as of JSON
    """The data of some XML as records, or as objects and lists to look for records in; raises ``ET.ParseError``.

    Raises ``RecordError`` for an attribute that should be a number.
    """
    root = ET.fromstring(with_known_entities(text))  # noqa: S314 - expat 2.4.1 and later limit how much entities may expand to
    if root.tag == "quiz" and root.find("question") is not None:
        return list(_of_moodle(root))
    rows = root.findall("row")
    if rows and all("PostTypeId" in row.attrib for row in rows):
        return list(_of_stack_exchange(rows))
    return _data(root)


# --- Moodle ---------------------------------------------------------------------------------------------------------------


def _of_moodle(root: Element) -> Iterator[Record]:
    category = ""
    for item in root.findall("question"):
        kind = item.get("type", "")
        if kind == "category":
            category = _text(item.find("category")).rpartition("/")[2]
        if kind in _NO_QUESTIONS:
            continue
        explanation = _text(item.find("generalfeedback"))
        if pairs := [(_text(pair), _text(pair.find("answer"))) for pair in item.findall("subquestion")]:
            fields = fields_of_pairs(pairs, explanation)
        else:
            fields = fields_of_choices([_choice(answer) for answer in item.findall("answer")], explanation)
        asked = {"question": _text(item.find("questiontext")), **fields}
        yield {"category": category, **asked} if category else asked


def _choice(answer: Element) -> Choice:
    is_right = _number(answer.get("fraction", "0")) > 0
    return Choice(_text(answer), is_right, _text(answer.find("feedback")))


# --- Stack Exchange -------------------------------------------------------------------------------------------------------


def _of_stack_exchange(rows: list[Element]) -> Iterator[Record]:
    """Each question with its answers, the accepted one first, then those with more votes."""
    answers: dict[str, list[Element]] = defaultdict(list)
    for row in rows:
        if row.get("PostTypeId") == _ANSWER:
            answers[row.get("ParentId", "")].append(row)
    for row in rows:
        if row.get("PostTypeId") != _QUESTION:
            continue
        accepted = row.get("AcceptedAnswerId")
        found = sorted(
            answers[row.get("Id", "")], key=lambda item: (item.get("Id") != accepted, -_number(item.get("Score", "0")))
        )
        yield {
            "question": row.get("Title", ""),
            "context": row.get("Body", "").strip(),
            "answer": "\n\n---\n\n".join(item.get("Body", "").strip() for item in found),
            "Tags": ", ".join(filter(None, _TAGS.split(row.get("Tags", "")))),
        }


# --- any other ------------------------------------------------------------------------------------------------------------


def _data(element: Element) -> Any:  # noqa: ANN401 - as above
    """An element as data: its words where it has nothing else, else an object of its attributes and children."""
    found: dict[str, Any] = {}
    if _is_prose(element):
        words = _markup(element).strip()
    else:
        words = (element.text or "").strip()
        for child in element:
            value, name = _data(child), _name(child)
            if name in found:
                before = found[name]
                found[name] = [*before, value] if isinstance(before, list) else [before, value]
            else:
                found[name] = value
    found |= {name: value for name, value in element.attrib.items() if name not in found}
    if not found:
        return words
    return {**found, "text": words} if words else found


def _is_prose(element: Element) -> bool:
    """Whether the children of an element are marked words: text stands between them, or they are paragraphs and the like."""
    between = any((child.tail or "").strip() for child in element)
    return len(element) > 0 and (between or all(_name(child) in _PROSE for child in element))


def _markup(element: Element) -> str:
    """The words of an element as HTML, without tags that HTML does not have."""
    parts = [escape(element.text or "", quote=False)]
    for child in element:
        name, inner = _name(child), _markup(child)
        attributes = "".join(f' {key}="{escape(value)}"' for key, value in child.attrib.items())
        closing = "" if name in _VOID else f"</{name}>"
        parts += [f"<{name}{attributes}>{inner}{closing}" if is_html(name) else inner, escape(child.tail or "", quote=False)]
    return "".join(parts)


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        message = f"`{text}` is not a number"
        raise RecordError(message) from None


def _text(element: Element | None) -> str:
    """The words of an element's ``text``, or its own."""
    if element is None:
        return ""
    inner = element.find("text")
    return ((inner if inner is not None else element).text or "").strip()
