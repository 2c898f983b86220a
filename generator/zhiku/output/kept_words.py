"""Verify that every word of a text appears on the pages of a site: a parsed text and finished pages in, missing words out.

The finished HTML is read, so a loss in any stage shows: parsing, rendering, the engine, finishing. The text is read without the
renderer: as its letters and digits in order, with possible markup found by patterns. Each word must then follow in order on the
page of its record, or there is a known reason why it does not (``Reason``), or it is lost.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice, takewhile
from typing import TYPE_CHECKING, NamedTuple

from selectolax.lexbor import LexborHTMLParser

from zhiku.content.front_matter import block_at_start
from zhiku.model import ParsedQuestion, ProseRole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from selectolax.lexbor import LexborNode

    from zhiku.model import ParsedText, Prose
    from zhiku.source.text import SourceText


class Reason(StrEnum):
    """Why a word of the text is not on its page as a word in its place."""

    FRONT_MATTER = "metadata in front of the text"
    CONTENTS = "table of contents (the site makes its own)"
    BACK_LINK = "link back to the table of contents or to the top"
    NO_PAGE = "heading or note without visible content"
    LABEL = "label of a section"
    NUMBER = "number of a question or of a list item"
    FORMULA = "typeset formula"
    ADDRESS = "address of a link or image"
    HTML = "HTML tag"
    COMMENT = "comment"
    LANGUAGE = "language of a code block"
    ATTRIBUTES = "attribute list"
    MARK = "mark of a callout, task, footnote or tag"
    ENTITY = "character reference or emoji"
    MARKUP = "syntax around a question"
    MOVED = "shown elsewhere on the page (footnotes, titles)"


@dataclass(frozen=True, slots=True)
class LostWords:
    """Words of one line of a text that are on no page."""

    path: str
    line: int
    words: str


@dataclass(frozen=True, slots=True)
class KeptWords:
    """How many letters and digits of a text are on its pages in order, how many are not and why, and the words that are lost."""

    path: str
    shown: int
    reasons: tuple[tuple[Reason, int], ...]
    lost: tuple[LostWords, ...]


class _Token(NamedTuple):
    """A few letters of a text, their position in the file, and a reason why they may be missing."""

    letters: str
    start: int
    end: int
    reason: Reason | None


class _Page(NamedTuple):
    """The letters and digits of a page in order, and those of the TeX of its formulas."""

    letters: str
    tex: str


_PIECE = re.compile(r"(?:[^\W_][\u0300-\u036f\u3099\u309a]*){1,4}")
"""Words are compared in pieces, because markup may occur within a word and some scripts have no spaces.

Marks that compose with a letter belong to it, so that decomposed text equals composed text once both are normalized.
"""
_FENCED = re.compile(
    r"^[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)?(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^[ \t>]*(?P=fence)[`~]*[ \t]*$|\Z)",
    re.DOTALL | re.MULTILINE,
)
_CODE_SPAN = re.compile(r"(?<!`)(?P<ticks>`+)(?!`)(?:.(?!\n[ \t]*\n))+?(?<!`)(?P=ticks)(?!`)", re.DOTALL)
_FORMULA = re.compile(
    r"\$\$.+?\$\$|\$`.+?`\$|\\\\?\[.+?\\\\?\]|\\\\?\(.+?\\\\?\)|\$(?!\s)[^$\n]+?(?<!\s)\$|^[ \t>]*```math\n.*?^[ \t>]*```",
    re.DOTALL | re.MULTILINE,
)
_MARKUP: tuple[tuple[Reason, re.Pattern[str]], ...] = (
    (Reason.COMMENT, re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)),
    (
        Reason.BACK_LINK,
        re.compile(
            r"^[ \t>*_]*(?:<(?!a\b)[^<>\n]*>)*\[[^\n]*\]\(#[^()\s]*\)[*_ \t]*(?:<[^<>\n]*>)*[ \t]*$"
            r"|<a\s[^<>]*?\bhref\s*=\s*[\"']?#[^<>]*>(?:(?!</?a\b).)*</a>",
            re.DOTALL | re.MULTILINE | re.IGNORECASE,
        ),
    ),
    (Reason.HTML, re.compile(r"</?[A-Za-z][\w:-]*(?:\s[^<>]*|/)?>")),
    (
        Reason.ADDRESS,
        re.compile(
            r"\]\(\s*(?:<[^>\n]*>|[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:\s+(?:\"[^\"]*\"|'[^']*'|\([^)]*\)))?\s*\)"
            r"|^[ >]*\[(?!\^)[^\]\n]+\]:[ \t]*\S+.*$|\]\[[^\]\n]*\]|\[\[[^\]|\n]+(?=\|)|https?://\S+",
            re.MULTILINE,
        ),
    ),
    (
        Reason.MARK,
        re.compile(
            r"\[\^[^\]\n]+\]:?|^[ \t>]*(?:!!!|\?\?\?\+?|:::+)[ \t]*[\w-]+|\[![\w-]+\][+-]?"
            r"|^[ \t>]*(?:[-*+]|\d+[.)])[ \t]+\[[xX]\]"
            r"|^[ \t]*(?:#[^\s#]\S*[ \t]*)+$|^\[+_*TOC_*\]+[ \t]*$",
            re.MULTILINE | re.IGNORECASE,
        ),
    ),
    (Reason.ATTRIBUTES, re.compile(r"\{[ \t]*(?:[:.#]|[\w-]+=)[^{}\n]*\}")),
    (Reason.NUMBER, re.compile(r"^[ \t>]*(?:[-*+][ \t]+)*\d+[.)、．](?=\s|$)", re.MULTILINE)),
    (Reason.ENTITY, re.compile(r"&#?\w+;|:[a-z0-9_+-]+:")),
)
_FOOTNOTE = re.compile(r"^[ \t>]*\[\^[^\]\n]+\]:.*(?:\n(?:[ \t]+\S.*|[ \t]*(?=\n[ \t]+\S)))*", re.MULTILINE)
"""The definition of a footnote, which a page shows at its end."""
_LANGUAGE = re.compile(r"^[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)?(?:`{3,}|~{3,})[^\n`]*$", re.MULTILINE)
_WITHOUT_PAGE = {ProseRole.FRONT_MATTER: Reason.FRONT_MATTER, ProseRole.CONTENTS: Reason.CONTENTS}
_NOT_TEXT = frozenset({"script", "style", "template", "noscript", "svg"})
_LOSS_COST = 10
"""Skipping one token of the text costs as much as skipping this many letters on the page: much is added, little is lost."""
_MAX_SKIPPED = 40
"""Consecutive missing pieces at most; with more, the text and its page are considered out of step."""
_MAX_GAP = 3
"""Code points between two pieces of one passage at most, such as a space or emphasis marks."""
_PROBE = 5
"""Consecutive pieces that must match where a text continues; fewer may match by chance."""


def kept_words(
    text: ParsedText,
    source: SourceText,
    parts: Mapping[tuple[str, int], str],
    read_page: Callable[[str], str],
) -> KeptWords:
    """Compare a text with its pages.

    ``parts`` are the ids of the pages of its prose (see ``part_ids``); ``read_page`` gives the HTML of an address below the base,
    such as ``questions/6/``.
    """
    shown, reasons, missing, pages = 0, Counter[Reason](), list[_Token](), list[_Page]()
    for record, address in _addresses(text, parts):
        if isinstance(address, Reason):
            reasons[address] += len(_letters(source.slice(record.span)))
            continue
        pages.append(page := _read(read_page(address)))
        kept, gone = _compare(source, record, page)
        shown += kept
        for token in gone:
            if token.reason is not None:
                reasons[token.reason] += len(token.letters)
        missing += (token for token in gone if token.reason is None)
    lost = []
    for run in _runs(missing):
        letters = "".join(token.letters for token in run)
        if any(letters in page.letters for page in pages):
            reasons[Reason.MOVED] += len(letters)
        else:
            lost.append(LostWords(source.path, source.line_of(run[0].start), source.text[run[0].start : run[-1].end]))
    return KeptWords(source.path, shown, tuple(sorted((+reasons).items())), tuple(lost))


def _addresses(text: ParsedText, parts: Mapping[tuple[str, int], str]) -> Iterator[tuple[ParsedQuestion | Prose, str | Reason]]:
    """Each record with the address of its page, or with the reason why it has none."""
    prose = -1
    for record in text.records:
        if isinstance(record, ParsedQuestion):
            yield record, f"questions/{record.id}/"
            continue
        prose += 1
        part = parts.get((text.path, prose))
        yield record, _WITHOUT_PAGE.get(record.role, Reason.NO_PAGE) if part is None else f"parts/{part}/"


def _compare(source: SourceText, record: ParsedQuestion | Prose, page: _Page) -> tuple[int, list[_Token]]:
    """The number of letters and digits of a record that are on its page, and the tokens that are missing.

    The definitions of footnotes are compared apart, because a page shows them at its end.
    """
    tokens = [*_tokens(source, record, page)]
    notes = _Spans(found.span() for found in _FOOTNOTE.finditer(source.text, record.span.start, record.span.end))
    kept, gone = _align([token for token in tokens if token.start not in notes], page.letters)
    noted, gone_notes = _align([token for token in tokens if token.start in notes], page.letters)
    return kept + noted, [*gone, *gone_notes]


def _runs(tokens: Sequence[_Token]) -> Iterator[list[_Token]]:
    """Group tokens on one line that are separated by little."""
    run: list[_Token] = []
    for token in tokens:
        if run and not 0 <= token.start - run[-1].end <= _MAX_GAP:
            yield run
            run = []
        run.append(token)
    if run:
        yield run


# --- the text -------------------------------------------------------------------------------------------------------------


def _tokens(source: SourceText, record: ParsedQuestion | Prose, page: _Page) -> Iterator[_Token]:
    """The letters and digits of a record in order, with reasons for which some may be missing."""
    begin = record.span.start
    text = source.slice(record.span)
    reasons = _reasons(text, page)
    if begin == 0 and (metadata := len(block_at_start(source.text))):
        title = text.find(record.title, 0, metadata) if record.title else -1
        _explain(reasons, Reason.FRONT_MATTER, 0, title if title >= 0 else metadata)
        _explain(reasons, Reason.FRONT_MATTER, title + len(record.title) if title >= 0 else metadata, metadata)
    if isinstance(record, ParsedQuestion):
        first = _PIECE.search(record.title)
        title = text.find(first.group(), record.head.start - begin) + begin if first else record.head.end
        _explain(reasons, Reason.NUMBER, record.head.start - begin, title - begin)
        for mark in record.markup:
            _explain(reasons, Reason.MARKUP, mark.start - begin, mark.end - begin)
        for section in record.sections:
            _explain(reasons, Reason.LABEL, section.label.start - begin, section.label.end - begin)
    for found in _PIECE.finditer(text):
        start, end = found.span()
        yield _Token(_letters(found.group()), begin + start, begin + end, reasons.get(start))


def _letters(text: str) -> str:
    return "".join(_PIECE.findall(unicodedata.normalize("NFKC", text).casefold()))


def _reasons(text: str, page: _Page) -> dict[int, Reason]:
    """The offsets explained by markup; code counts as text, and so does a formula that the page shows as source."""
    reasons: dict[int, Reason] = {}
    text = text.replace("\r\n", " \n")  # as long as before
    for found in _FORMULA.finditer(text):
        if _letters(found.group().removeprefix("```math")) in page.tex:
            _explain(reasons, Reason.FORMULA, *found.span())
    code = _Spans(found.span() for found in _FENCED.finditer(text))
    spans = _Spans(found.span() for found in _CODE_SPAN.finditer(text) if found.start() not in code)
    for reason, pattern in _MARKUP:
        for found in pattern.finditer(text):
            if found.start() not in code and found.start() not in spans:
                _explain(reasons, reason, *found.span())
    for found in _LANGUAGE.finditer(text):
        _explain(reasons, Reason.LANGUAGE, *found.span())
    return reasons


def _explain(reasons: dict[int, Reason], reason: Reason, start: int, end: int) -> None:
    for at in range(max(start, 0), end):
        reasons.setdefault(at, reason)


class _Spans:
    """Sorted, disjoint spans that can tell whether one contains an offset."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._spans = [*spans]

    def __contains__(self, at: int) -> bool:
        index = bisect_right(self._spans, (at, len(self._spans) and self._spans[-1][1])) - 1
        return index >= 0 and at < self._spans[index][1]


# --- the page -------------------------------------------------------------------------------------------------------------


def _read(html: str) -> _Page:
    """The text that a page shows, without what the project adds."""
    article = LexborHTMLParser(html).css_first("article")
    if article is None:
        return _Page("", "")
    tex = "".join(_letters(node.text()) for node in article.css("annotation"))
    for node in article.css("[data-added], [data-erratum], .kb-formula"):
        node.decompose()
    return _Page("".join(_shown(article)), tex)


def _shown(article: LexborNode) -> Iterator[str]:
    """The letters of a page from its title on, in reading order; for an image, its alternative text."""
    begun = False
    for node in article.traverse(include_text=True):
        begun = begun or node.tag == "h1"
        if begun and node.tag == "img":
            yield _letters(node.attributes.get("alt") or "")
        elif begun and node.tag == "-text" and not (node.parent and node.parent.tag in _NOT_TEXT):
            yield _letters(node.text(deep=False))


# --- both -----------------------------------------------------------------------------------------------------------------


def _align(tokens: Sequence[_Token], page: str) -> tuple[int, list[_Token]]:
    """Align tokens with a page: the number of letters and digits found in order, and the tokens that are missing.

    Where the two differ, both continue at the nearest position at which they agree again. What is skipped on the page was added
    by the generator; what is skipped in the text is missing.
    """
    at, index, kept, gone = 0, 0, 0, list[_Token]()
    while index < len(tokens):
        token = tokens[index]
        if page.startswith(token.letters, at) and not (token.reason and _text_continues(tokens, index, page, at)):
            at, index, kept = at + len(token.letters), index + 1, kept + len(token.letters)
        elif token.reason is not None:
            gone.append(token)
            index += 1
        else:
            skipped, place = _next_agreement(tokens, index, page, at)
            gone += tokens[index : index + skipped]
            index, at = index + skipped, place
    return kept, gone


def _text_continues(tokens: Sequence[_Token], index: int, page: str, at: int) -> bool:
    """Whether the page shows the text behind an address or other markup, which may hold the same words."""
    behind = next((place for place in range(index, len(tokens)) if tokens[place].reason is None), len(tokens))
    probe = _probe(tokens, behind)
    return bool(probe) and page.startswith(probe, at)


def _next_agreement(tokens: Sequence[_Token], index: int, page: str, at: int) -> tuple[int, int]:
    """The number of tokens that are missing here, and where on the page the text continues."""
    cost, best, missing = len(page) + 1, (1, at), 0
    for skipped in range(min(_MAX_SKIPPED, len(tokens) - index)):
        if missing >= cost:
            break
        probe = _probe(tokens, index + skipped)
        place = page.find(probe, at, at + cost - missing + len(probe)) if probe else -1
        if place >= 0 and place - at + missing < cost:
            cost, best = place - at + missing, (skipped, place)
        missing += _LOSS_COST * len(tokens[index + skipped].letters)
    return best


def _probe(tokens: Sequence[_Token], index: int) -> str:
    """Tokens that must be consecutive on the page: up to the first one that may be missing."""
    following = takewhile(lambda token: token.reason is None, islice(tokens, index, index + _PROBE))
    return "".join(token.letters for token in following)


def show_kept_words(found: KeptWords) -> str:
    """The report on one file: a line for each reason and each lost passage."""
    lines = [f"{found.path}: {found.shown} letters and digits are on the finished pages, in order"]
    lines += [f"  {count:>7}  {reason}" for reason, count in sorted(found.reasons, key=lambda item: (-item[1], item[0]))]
    lines += [f"  LOST: {item.path}:{item.line}: `{item.words}` is on no page" for item in found.lost]
    return "\n".join(lines)
