"""Prepare HTML pages for pandoc: what a page says of its questions only by classes and metadata becomes headings.

Elements of one class that alternate with text and mostly ask (``<div class="faq-question">``, ``<button class="accordion">``),
names of questions in schema.org's microdata, and elements that JSON-LD names as questions of a ``FAQPage``. Questions that only
JSON-LD has stand at the end.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from html import escape
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from zhiku.content.question_format import QuestionFormat, bare
from zhiku.importing.pandoc_tree import FOLD, MATH_ENVIRONMENTS, SUMMARY
from zhiku.importing.record import BETWEEN_WORDS
from zhiku.model import SectionKind
from zhiku.parsing.question_sentences import has_question_mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from selectolax.lexbor import LexborNode

_FORM = QuestionFormat()
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_SAYS_SO = frozenset({*_HEADINGS, "summary", "dt"})
"""Elements that pandoc and the parser know as titles."""
_ELSEWHERE = frozenset({"head", "nav", "script", "style", "table", "form", "select", "template", "noscript"})
_BLOCKS = "p, div, ul, ol, table, pre, blockquote, section, article"
_MAX_TITLE = 300
"""Characters of the longest title."""
_MIN_TITLES = 2
_ASKING = 0.5
"""Share of the elements of a class that must ask for all of them to be titles."""
_QUESTION_NAMES = '[itemtype$="/Question"] [itemprop="name"]'
_TEX = r"(?:(?!</?[a-z])[^$])"
"""A sign of TeX: no tag and no dollar."""
_MARK = "\ue000{}\ue001"
"""What stands in place of a title while the page is written anew."""
_MARKED = re.compile("\ue000(\\d+)\ue001")


_FORMULA = re.compile(
    r"<(?P<tag>pre|code|script|style|textarea)\b.*?</(?P=tag)\s*>|\\\(.*?\\\)|\\\[.*?\\\]"
    rf"|\$\$(?P<display>{_TEX}+?)\$\$|(?P<environment>\\begin\{{(?P<name>{MATH_ENVIRONMENTS})(?P<star>\*?)\}}"
    rf"{_TEX}*?\\end\{{(?P=name)(?P=star)\}})|(?<![\\$\w])\$(?P<inline>(?!\s){_TEX}+?(?<![\s\\]))\$(?![\d$])",
    re.DOTALL | re.IGNORECASE,
)
"""A formula in MathJax's or KaTeX's delimiters; code and formulas that pandoc knows are skipped."""
_FOLD = re.compile(
    r"<!--.*?-->|<(?P<tag>pre|code|script|style|textarea)\b.*?</(?P=tag)\s*>|<(?P<end>/?)(?P<name>details|summary)\b[^<>]*>",
    re.DOTALL | re.IGNORECASE,
)
"""A tag of a fold; code is skipped."""
_INLINE_DOLLARS = re.compile(
    r"\b(?:inlineMath\b[^\n]{0,80}?\[\s*|left[\"']?\s*:\s*)[\"']\$[\"']",
)
"""The setting of MathJax, or of KaTeX, by which single dollars delimit formulas."""


def prepared(html: str) -> str:
    """The page as pandoc reads it without loss: formulas in brackets, headings for its questions, folds in elements that stay."""
    return with_folds(with_headings(with_formulas(html)))


def with_folds(html: str) -> str:
    """The page with ``<div>`` for ``<details>`` and ``<summary>``, whose tags pandoc would drop."""

    def written(found: re.Match[str]) -> str:
        if not found["name"]:
            return found.group()
        return "</div>" if found["end"] else f'<div class="{FOLD if found["name"].lower() == "details" else SUMMARY}">'

    return _FOLD.sub(written, html)


def with_formulas(html: str) -> str:
    """The page with formulas in the brackets that pandoc reads; in single dollars only if the page sets them so."""
    single = _INLINE_DOLLARS.search(html) is not None

    def written(found: re.Match[str]) -> str:
        if found["display"] is not None:
            return f"\\[{found['display']}\\]"
        if found["environment"] is not None:
            return f"\\[{found['environment']}\\]"
        return f"\\({found['inline']}\\)" if found["inline"] is not None and single else found.group()

    return _FORMULA.sub(written, html)


def with_headings(html: str) -> str:
    """The page with headings for its questions; the page itself where it marks none, or has as many that ask already."""
    tree = LexborHTMLParser(html)
    listed = dict(_listed(tree))
    for node in tree.css('script:not([type^="math/"]), style'):
        node.decompose()
    titles = _titles(tree, listed)
    known = sum(node.tag in _SAYS_SO and has_question_mark(_words(node)) for node in tree.css(", ".join(_SAYS_SO)))
    titles = titles if len(titles) > known else []
    terms = [node for node in tree.css("dt") if node.css_first(_BLOCKS) and len(_words(node)) <= _MAX_TITLE]
    shown = bare(_words(tree.body)) if tree.body else ""
    missing = {name: answer for name, answer in listed.items() if bare(name) not in shown}
    if not titles and not terms and not missing:
        return html
    for node in tree.css("dd"):
        _drop_label(node, SectionKind.ANSWER)
    level = _level(tree, titles)
    tags = [*(f"h{level}" for _ in titles), *("dt" for _ in terms)]
    inner = [_inline(node) for node in (*titles, *terms)]
    wrappers = {above.mem_id: above for node in titles for above in _around(node) if above.tag == "div" and not above.id}
    for place, node in enumerate((*titles, *terms)):
        node.replace_with(_MARK.format(place))
    for wrapper in wrappers.values():
        wrapper.unwrap()
    written = [f"<{tag}>{words}</{tag}>" for tag, words in zip(tags, inner, strict=True)]
    added = "".join(f"<h{level}>{escape(name)}</h{level}><div>{answer}</div>" for name, answer in missing.items())
    page = _MARKED.sub(lambda found: written[int(found[1])], tree.html or "")
    return page.replace("</body>", f"{added}</body>", 1)


def _words(node: LexborNode) -> str:
    return " ".join(node.text(separator=" ").split())


def _inline(node: LexborNode) -> str:
    """The content of an element as that of a heading, without an element before the others that is a label: ``Q``."""
    _drop_label(node, SectionKind.PROMPT)
    return escape(_words(node)) if node.css_first(_BLOCKS) else (node.inner_html or "")


def _drop_label(node: LexborNode, kind: SectionKind) -> None:
    first, *others = [child for child in node.iter() if _words(child)] or [node]
    if others and _FORM.kind_of(_words(first)) is kind:
        first.decompose()


def _titles(tree: LexborHTMLParser, listed: Mapping[str, str]) -> list[LexborNode]:
    """The elements that are titles of questions, outermost ones only, in the order of the page."""
    groups: dict[tuple[str | None, str], list[LexborNode]] = defaultdict(list)
    names = {bare(name) for name in listed}
    stated = {node.mem_id for node in tree.css(_QUESTION_NAMES)}
    for node in tree.body.traverse() if tree.body else ():
        if not _may_be_title(node):
            continue
        if node.mem_id in stated or bare(_words(node)) in names:
            groups[None, ""].append(node)
        elif name := node.attributes.get("class"):
            groups[node.tag, " ".join(sorted(name.split()))].append(node)
    found = {
        node.mem_id
        for (tag, name), nodes in groups.items()
        if len(nodes) >= _MIN_TITLES and (tag is None or _are_titles(name, nodes))
        for node in nodes
    }
    chosen = (node for nodes in groups.values() for node in nodes if node.mem_id in found)
    kept = {node.mem_id: node for node in chosen if not any(above.mem_id in found for above in _around(node))}
    order = {node.mem_id: place for place, node in enumerate(tree.body.traverse())} if tree.body else {}
    return sorted(kept.values(), key=lambda node: order[node.mem_id])


def _may_be_title(node: LexborNode) -> bool:
    """Whether an element has few words, none of them in a heading, and does not stand in one, in a menu or in a table."""
    if not node.is_element_node or not 0 < len(node.text()) <= _MAX_TITLE or not _words(node):
        return False
    tags = {node.tag, *(above.tag for above in _around(node))}
    return not tags & (_SAYS_SO | _ELSEWHERE) and node.css_first(", ".join(_SAYS_SO)) is None


def _are_titles(name: str, nodes: Sequence[LexborNode]) -> bool:
    """Whether the elements of a class are titles: most are followed by other text, and ask, or are called so."""
    own = {node.mem_id for node in nodes}
    answered = sum(_is_answered(node, own) for node in nodes)
    asking = sum(has_question_mark(_words(node)) for node in nodes)
    called = any(_FORM.kind_of(BETWEEN_WORDS.split(part)[-1]) is SectionKind.PROMPT for part in name.split() if len(part) > 1)
    return answered > len(nodes) / 2 and (asking >= len(nodes) * _ASKING or called)


def _is_answered(node: LexborNode, own: set[int]) -> bool:
    """Whether text that is no element of the same class follows an element, or one around it."""
    place: LexborNode | None = node
    while place is not None and place.tag != "body":
        following = place.next
        while following is not None:
            if _words(following):
                return not any(inner.mem_id in own for inner in following.traverse())
            following = following.next
        place = place.parent
    return False


def _around(node: LexborNode) -> Iterator[LexborNode]:
    above = node.parent
    while above is not None:
        yield above
        above = above.parent


def _level(tree: LexborHTMLParser, titles: Sequence[LexborNode]) -> int:
    """The level of the headings of questions: below the last heading before the first of them."""
    level, first = 1, titles[0].mem_id if titles else None
    for node in tree.body.traverse() if tree.body else ():
        if node.mem_id == first:
            break
        level = _HEADINGS.index(node.tag) + 1 if node.tag in _HEADINGS else level
    return min(level + 1, len(_HEADINGS))


def _listed(tree: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    """The questions and answers of a page's JSON-LD, the answers as HTML."""
    for script in tree.css('script[type="application/ld+json"]'):
        try:
            yield from _questions(json.loads(script.text()))
        except (json.JSONDecodeError, RecursionError):
            continue


def _questions(data: object) -> Iterator[tuple[str, str]]:
    if isinstance(data, dict):
        name, answer = data.get("name"), data.get("acceptedAnswer")
        words = answer.get("text") if isinstance(answer, dict) else answer
        if isinstance(name, str) and isinstance(words, str):
            yield LexborHTMLParser(name).text(separator=" ").strip(), words
            return
    for value in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from _questions(value)
