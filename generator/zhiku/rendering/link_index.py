"""An index of everything that links of a text can lead to: parsed texts with resolved ids in, a look-up out.

A link can name a question by its id, by the anchor that GitHub gives its heading, or by an anchor in its text; a part or a
heading in an answer by its anchor; another file of the base by its path. Anchors that differ only in hyphens and punctuation
are accepted with a warning.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

from zhiku.content.question_format import INDEX_NAMES
from zhiku.markdown.attributes import anchor_of, split_title
from zhiku.markdown.dialect import block_dialect
from zhiku.model import ParsedQuestion, ProseRole
from zhiku.source.slug import heading_anchor

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from zhiku.model import Excerpt, ParsedText, Prose

_NOT_IN_LOOSE = re.compile(r"[\W_]+")
_MARKUP = re.compile(r"[*`]|\]\([^)]*\)|\[")
_ANCHOR = re.compile(r"<a\s[^<>]{0,200}?\b(?:name|id)\s*=\s*[\"']?(?P<name>[^\"'\s>]+)", re.IGNORECASE)
_HEADING = re.compile(r"^[ \t>]*(?:#{1,6}[ \t]|=+[ \t]*$|-+[ \t]*$)", re.MULTILINE)
_QUESTION_PATH = re.compile(r"(?:\.{0,2}/)*questions/(?P<id>[^/]+?)/?(?:index\.html|\.md)?$")
_TEXT_FILE = re.compile(
    r"\.(?:md|markdown|mdown|mdwn|mdx|mkdn?|qmd|txt|text|html?|rst|adoc|asciidoc|org|tex|wiki|mediawiki|dokuwiki|creole|textile)$",
    re.IGNORECASE,
)
"""Endings of texts, those that were converted to Markdown included, and of the pages that other generators make of them."""
ALL_QUESTIONS = "questions/"
"""The list of all questions, where links to what has no page lead: tables of contents and front matter."""
PROSE_ANCHOR = "text"


class Address(NamedTuple):
    """The target of a link, relative to the root of the site; ``exact`` unless the anchor was matched loosely."""

    url: str
    exact: bool


def _loose(name: str) -> str:
    return _NOT_IN_LOOSE.sub("", unicodedata.normalize("NFKC", name)).casefold()


@dataclass(frozen=True, slots=True)
class LinkIndex:
    """All targets of links: ``fragments`` by file, ``everywhere`` over all files, ``loose`` without punctuation."""

    files: Mapping[str, str]
    fragments: Mapping[str, Mapping[str, str]]
    everywhere: Mapping[str, str]
    loose: Mapping[str, str]
    questions: frozenset[str]

    def find(self, href: str, path: str) -> Address | None:
        """The target of a link in the file ``path``; ``None`` if it does not exist."""
        try:
            parts = urlsplit(href)
        except ValueError:
            return None
        target, fragment = unquote(parts.path), unquote(parts.fragment)
        if by_path := _QUESTION_PATH.match(target):
            known = by_path["id"] in self.questions
            return (
                Address(f"questions/{by_path['id']}/" + (f"#{parts.fragment}" if fragment else ""), exact=True) if known else None
            )
        file = self._file(target, path) if target else _key(path)
        if not file:
            return None
        if not fragment:
            return Address(self.files[file], exact=True)
        own = self.fragments.get(file, {})
        for name in (fragment, heading_anchor(fragment)):
            if url := own.get(name) or self.everywhere.get(name):
                return Address(url, exact=True)
        url = self.loose.get(_loose(fragment), "") if _loose(fragment) else ""
        return Address(url, exact=False) if url else None

    def _file(self, target: str, path: str) -> str:
        """The file that a link refers to: relative to the text or to the content folder, or the only file of that name.

        A site address (``/faqs/refunds/``) begins with folders that the base need not have.
        """
        relative_to_file = _key(posixpath.join(posixpath.dirname(path), target.lstrip("/") if target.startswith("/") else target))
        ways = [relative_to_file, _key(target.lstrip("/"))]
        if found := next((way for way in ways if way in self.files), ""):
            return found
        if "." in _TEXT_FILE.sub("", target).rpartition("/")[2]:
            return ""
        same = [file for file in self.files if file.rpartition("/")[2] == _key(target).rpartition("/")[2]]
        return same[0] if len(same) == 1 else ""


def _key(path: str) -> str:
    """The key of a file: its path without case and extension; ``README`` and ``index`` represent their folder."""
    stem = _TEXT_FILE.sub("", posixpath.normpath(path)).casefold()
    folder, _, name = stem.rpartition("/")
    return folder if folder and name in INDEX_NAMES else stem


def build_link_index(texts: Sequence[ParsedText], parts: Mapping[tuple[str, int], str]) -> LinkIndex:
    """Build the index; ``parts`` are the addresses of pages of prose, by file and index in ``ParsedText.prose``."""
    linking = any("](#" in text.text or 'href="#' in text.text or ".md#" in text.text for text in texts)
    fragments = {_key(text.file): dict(_fragments(text, parts, inner=linking)) for text in texts}
    everywhere: dict[str, str] = {}
    for text in texts:
        for question in text.questions:
            everywhere[question.id] = question_url(question)
    for found in fragments.values():
        for name, url in found.items():
            everywhere.setdefault(name, url)
    loose: dict[str, str] = {}
    for name, url in everywhere.items():
        loose.setdefault(_loose(name), url)
    files = {_key(text.file): _first_page(text, parts) for text in texts}
    return LinkIndex(files, fragments, everywhere, loose, frozenset(question.id for text in texts for question in text.questions))


def question_url(question: ParsedQuestion) -> str:
    """Address of a question's page."""
    return f"questions/{question.id}/"


def _first_page(text: ParsedText, parts: Mapping[tuple[str, int], str]) -> str:
    """The page of the first record that has one; the list of all questions if a table of contents comes before it."""
    place = -1
    for record in text.records:
        if isinstance(record, ParsedQuestion):
            return question_url(record)
        place += 1
        if record.role is ProseRole.CONTENTS:
            break
        if (text.path, place) in parts:
            return parts[text.path, place]
    return ALL_QUESTIONS


def _fragments(text: ParsedText, parts: Mapping[tuple[str, int], str], *, inner: bool) -> Iterator[tuple[str, str]]:
    """Anchors as GitHub generates them, with their addresses: repeated ones get ``-1``, then ``-2``."""
    seen: dict[str, int] = {}
    place = -1
    for record in text.records:
        if isinstance(record, ParsedQuestion):
            url = question_url(record)
            heading = text.text[record.head.start : record.head.end]
            yield from _of_heading(_plain(heading), url, seen)
            yield from _of_heading(record.title, url, seen, also=True)
            yield from _own_anchor(heading.strip().split("\n", 1)[0], url)
            if record.number is not None:
                yield f"{record.number}", url
            bodies = [(section.kind.value, section.body) for section in record.sections]
        else:
            place += 1
            url = parts.get((text.path, place), ALL_QUESTIONS)
            if record.title:
                yield from _of_heading(_plain(record.title), url, seen)
                yield from _own_anchor(text.text[record.head.start : record.head.end], url)
            bodies = [(PROSE_ANCHOR, record.body)] if _is_shown(record) else []
        for match in _ANCHOR.finditer(text.text, record.span.start, record.span.end):
            yield match["name"], url
        if inner:
            yield from _inner_headings(bodies, url, seen)


def _is_shown(record: Prose) -> bool:
    return record.role not in {ProseRole.CONTENTS, ProseRole.FRONT_MATTER}


def _plain(heading: str) -> str:
    line = heading.strip().split("\n", 1)[0]
    line = re.sub(r"^\s*(?:(?:\d+[.)]|[-*+])\s+)?#{1,6}\s+|\s+#+\s*$|^\s*\d+[.)]\s+(?=\*\*)", "", line)
    return _MARKUP.sub("", split_title(line)[0])


def _of_heading(words: str, url: str, seen: dict[str, int], *, also: bool = False) -> Iterator[tuple[str, str]]:
    name = heading_anchor(words)
    if not name:
        return
    count = seen.get(name, 0)
    if also:
        yield name, url
        return
    seen[name] = count + 1
    yield (f"{name}-{count}" if count else name), url


def _own_anchor(heading: str, url: str) -> Iterator[tuple[str, str]]:
    if anchor := anchor_of(heading.strip()):
        yield anchor, url


def _inner_headings(bodies: Sequence[tuple[str, Sequence[Excerpt]]], url: str, seen: dict[str, int]) -> Iterator[tuple[str, str]]:
    counts: dict[str, int] = {}
    for anchor, body in bodies:
        for excerpt in body:
            if not _HEADING.search(excerpt.text):
                continue
            tokens = block_dialect().parse(excerpt.text, {})
            for index, token in enumerate(tokens):
                if token.type == "heading_open":
                    counts[anchor] = counts.get(anchor, 0) + 1
                    target = f"{url}#{anchor}-h{counts[anchor]}"
                    words = tokens[index + 1].content
                    yield from _own_anchor(words, target)
                    yield from _of_heading(_MARKUP.sub("", split_title(words)[0]), target, seen)
