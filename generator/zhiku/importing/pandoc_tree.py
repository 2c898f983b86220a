"""Pandoc's tree of a document: what its Markdown would lose becomes what Markdown can say, and the rest is told.

A tree is pandoc's JSON: ``{"blocks": […], "meta": {…}}``, and an element in it ``{"t": type, "c": content}``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from zhiku.dialects.meanings import Meaning, meaning_of
from zhiku.dialects.myst import container, is_role
from zhiku.importing.pandoc_elements import (
    BLANKS,
    Element,
    changed,
    html_of,
    in_order,
    inlines_of,
    plain,
    raw_block,
    raw_inline,
    words,
)
from zhiku.source.slug import heading_anchor

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

KEPT_BREAK = "\\\ufdd0\n"
"""A backslash at the end of a line of code or of a formula; elsewhere pandoc writes one for a hard line break.

U+FDD0 is no character.
"""
CODE_LINE = "\ufdd1"
"""What begins a paragraph that is a line of code."""
PLAIN_CODE = "\ufdd2"
"""The class of code in no language: pandoc would indent it, and not its first line where it begins an item or a quote."""
FOLD = "kb-fold"
SUMMARY = "kb-summary"
"""Classes of what stands for ``<details>`` and ``<summary>``."""
_LINE_BREAK = re.compile(r"(?<!\\)(?P<escaped>(?:\\\\)*)\\\n")
_WRITTEN_BREAK = "\\\n"
_OF_CODE = {"Code": 1, "CodeBlock": 1, "Math": 1, "RawInline": 1, "RawBlock": 1}
"""Where elements have text that is not Markdown."""
_KNOWN_RAW = frozenset({"html", "html4", "html5", "markdown"})
_ENVIRONMENT = re.compile(r"\s*\\begin\{(?P<name>[A-Za-z]+)(?P<star>\*?)\}(?P<tex>.*)\\end\{(?P=name)(?P=star)\}\s*$", re.DOTALL)
_ENVIRONMENTS = {
    **dict.fromkeys(("equation", "displaymath", "math"), ""),
    **dict.fromkeys(("align", "eqnarray", "flalign"), "aligned"),
    **dict.fromkeys(("gather", "multline"), "gathered"),
    "alignat": "alignedat",
}
"""LaTeX's environments that are formulas of their own, and those that stand for them within a formula."""
MATH_ENVIRONMENTS = "|".join(_ENVIRONMENTS)
_KEYWORD = re.compile(r"\s*#\+(?!include\b)", re.IGNORECASE)
"""What Org's files say to Org: title, author, options."""
_REFERENCES = frozenset({"ref", "numref"})
_WITH_TARGET = re.compile(r"(?P<words>.+?)\s*<(?P<target>[^<>]+)>\s*$", re.DOTALL)
_VERSIONS = frozenset({"versionadded", "versionchanged", "deprecated"})
"""Directives whose first word is a version."""
_ID = re.compile(r"[^\s{}]+")
_SEPARATORS = re.compile(r"[\W_]+")
_COUNT = re.compile(r"\d*")
_FORMULA_MARKS = re.compile(r"\s*(?:\$\$|\\\[|\\\()?(?P<tex>.*?)(?:\$\$|\\\]|\\\))?\s*$", re.DOTALL)


_PAGE_OF_A_KIND = re.compile(r":?[^\W\d_][\w-]*:\S.*")
"""A page of a wiki with the kind that it has: ``Category:Boats``."""


@dataclass
class Readable:
    """Changes a tree; ``left_out`` collects what is not in the result, as the document writes it.

    ``directives`` are the names of those that pandoc does not know. With ``ids_are_written``, an id of a heading that is not made
    of its words is the author's, and stays.
    """

    directives: Collection[str] = ()
    ids_are_written: bool = False
    left_out: list[str] = field(default_factory=list)
    _targets: dict[str, str] = field(default_factory=dict)
    """The anchors of headings by the ids of what begins with them."""
    _titles: dict[str, str] = field(default_factory=dict)
    """The words of headings by the same ids."""
    _linked: set[str] = field(default_factory=set)

    def blocks(self, blocks: list[Element]) -> list[Element]:
        """The blocks of a document as blocks that pandoc's Markdown shows."""
        blocks = changed(blocks, _without_sections)
        blocks = _with_code(changed(blocks, self._words))
        self._find_targets(blocks)
        changed(blocks, self._note_link)
        shown: list[Element] = changed(changed(blocks, self._anchored), _with_marks)
        return shown

    # --- ids and links ------------------------------------------------------------------------------------------------------

    def _find_targets(self, blocks: Sequence[Element]) -> None:
        """Give each id that begins a heading the anchor of that heading."""
        seen: dict[str, int] = {}
        waiting: list[str] = []
        for block in in_order(blocks):
            if block["t"] == "Div":
                waiting += filter(None, [block["c"][0][0]])
            elif block["t"] == "Header":
                level, (own, classes, values), inlines = block["c"]
                shown = changed(inlines, _of_heading)
                title = " ".join(plain(shown).split())
                name = heading_anchor(title)
                count = seen.get(name, 0)
                seen[name] = count + 1
                anchor = f"{name}-{count}" if count else name
                written = own if self.ids_are_written and _ID.fullmatch(own) and not _is_made_of(own, title) else ""
                self._targets.setdefault(title, written or anchor)  # AsciiDoc's links may name the words
                for item in {own, *waiting, *_ids(inlines)} - {""}:
                    self._targets[item] = written or anchor
                    self._targets.setdefault(item.casefold(), written or anchor)  # labels of reStructuredText may differ in case
                    self._titles[item.casefold()] = title
                added = [raw_inline("markdown", f" {{#{written}}}")] if written else []
                block["c"] = [level, ["", classes, values], [*shown, *added]]
                waiting = []
            elif block["t"] in {"Para", "Plain"} and block["c"] and all(_is_empty_span(item) for item in block["c"]):
                waiting += _ids(block["c"])
            else:
                waiting = []

    def _note_link(self, element: Element) -> list[Element]:
        if element["t"] == "Link" and element["c"][2][0].startswith("#"):
            self._linked.add(unquote(element["c"][2][0][1:]))
        return [element]

    def _anchored(self, element: Element) -> list[Element]:
        """Links with the anchors of headings, and anchors for other targets."""
        match element["t"]:
            case "Link" if element["c"][2][0].startswith("#"):
                return [self._link(element)]
            case "Span" if element["c"][0][0]:
                (own, classes, values), inlines = element["c"]
                return [
                    *self._anchor(own),
                    *([{"t": "Span", "c": [["", classes, values], inlines]}] if classes or values else inlines),
                ]
            case "Div" if element["c"][0][0]:
                (own, classes, values), blocks = element["c"]
                above = [{"t": "Para", "c": anchor}] if (anchor := self._anchor(own)) else []
                return [*above, *([{"t": "Div", "c": [["", classes, values], blocks]}] if classes or values else blocks)]
            case "Para" if element["c"] and not any(map(_says_something, element["c"])):
                return []
            case _:
                return [element]

    def _link(self, element: Element) -> Element:
        """A link within the document; pandoc takes AsciiDoc's address of a heading in another file for one."""
        (_, classes, _), inlines, (address, title) = element["c"]
        name = unquote(address[1:])
        if "interpreted-text" in classes and not inlines:
            inlines = words(self._titles.get(name, name))
        target = name if "#" in name else f"#{self._targets.get(name, name)}".replace(" ", "%20")
        return {"t": "Link", "c": [["", [], []], inlines, [target, title]]}

    def _anchor(self, name: str) -> list[Element]:
        """An anchor where something links to a name that no heading has."""
        return [raw_inline("html", f'<a id="{escape(name)}"></a>')] if name in self._linked - self._targets.keys() else []

    # --- words --------------------------------------------------------------------------------------------------------------

    def _words(self, element: Element) -> list[Element]:
        """What an element that Markdown does not have says in it."""
        match element["t"]:
            case "RawInline" | "RawBlock" if element["c"][0] not in _KNOWN_RAW:
                return self._of_other_format(element)
            case "Span":
                return _of_formula(element)
            case "Code" if "interpreted-text" in element["c"][0][1]:
                return [_role(dict(element["c"][0][2]).get("role", ""), element)]
            case "Div":
                return self._division(element)
            case "Para" | "Plain" if _names_pages_of_a_kind(element["c"]):
                return []
            case _:
                return [element]

    def _of_other_format(self, element: Element) -> list[Element]:
        """A formula that only LaTeX has; anything else is left out."""
        form, written = element["c"]
        formula = _ENVIRONMENT.match(written)
        if form in {"latex", "tex"} and formula and formula["name"] in _ENVIRONMENTS:
            inner, tex = _ENVIRONMENTS[formula["name"]], formula["tex"].strip()
            math = {"t": "Math", "c": [{"t": "DisplayMath"}, f"\\begin{{{inner}}}\n{tex}\n\\end{{{inner}}}" if inner else tex]}
            return [math] if element["t"] == "RawInline" else [{"t": "Para", "c": [math]}]
        if form != "org" or not _KEYWORD.match(written):
            self.left_out.append(written.strip())
        return []

    def _division(self, element: Element) -> list[Element]:
        """A fold, a directive, or any other division."""
        (_, classes, _), blocks = element["c"]
        if FOLD in classes:
            return _fold(blocks)
        return self._directive(element) if len(classes) == 1 and classes[0] in self.directives else [element]

    def _directive(self, element: Element) -> list[Element]:
        """A directive of reStructuredText: a box, a fold or a tab as in MyST; its content if it is unknown, or says anything."""
        (_, (name,), values), blocks = element["c"]
        options = dict(values)
        argument, below = _argument(name, blocks)
        opening, closing = container(name, argument, options)
        if opening is None:
            return []
        if not opening and meaning_of(name) is not Meaning.UNKNOWN:
            return [element]
        if not opening:
            self.left_out.append(f".. {name}::")
            return blocks if len(blocks) > 1 or len(inlines_of(blocks)) != 1 else []
        end = [raw_block(closing, "markdown")] if closing else []
        return [raw_block(opening, "markdown"), *(below if argument else blocks), *end]


def as_written(markdown: str) -> str:
    """Pandoc's Markdown without marks, and with hard line breaks that every Markdown has: pandoc writes a final backslash."""
    markdown = _LINE_BREAK.sub(r"\g<escaped>  \n", markdown).replace(KEPT_BREAK, _WRITTEN_BREAK)
    return markdown.replace(f' class="{PLAIN_CODE}"', "").replace(f" {PLAIN_CODE}", "")


def title_of(tree: dict[str, Any]) -> str:
    """The title of a document that is no heading in it; empty if there is none."""
    title = tree["meta"].get("title", {})
    inlines = title.get("c", []) if title.get("t") in {"MetaInlines", "MetaBlocks"} else words(str(title.get("c", "")))
    return " ".join(plain(inlines).split())


def _ids(inlines: Sequence[Element]) -> list[str]:
    found: list[str] = []

    def note(element: Element) -> list[Element]:
        if element["t"] == "Span":
            found.extend(filter(None, [element["c"][0][0]]))
        return [element]

    changed(inlines, note)
    return found


def _without_sections(element: Element) -> list[Element]:
    """The blocks of a section; its id is that of the heading at its start."""
    if element["t"] != "Div" or "section" not in element["c"][0][1]:
        return [element]
    (own, _, _), blocks = element["c"]
    if own and blocks and blocks[0]["t"] == "Header" and not blocks[0]["c"][1][0]:
        blocks[0]["c"][1][0] = own
        own = ""
    return [*([{"t": "Para", "c": [{"t": "Span", "c": [[own, [], []], []]}]}] if own else []), *blocks]


def _is_made_of(name: str, words: str) -> bool:
    """Whether an id is made of the words of its heading, as programs do, perhaps without a number before and with one behind."""
    loose, made = _SEPARATORS.sub("", name).casefold(), _SEPARATORS.sub("", words).casefold()
    starts = (made, made.lstrip("0123456789"), "section")
    return any(loose.startswith(start) and _COUNT.fullmatch(loose, len(start)) for start in starts)


def _is_empty_span(element: Element) -> bool:
    return element["t"] == "Span" and not element["c"][1]


def _of_heading(element: Element) -> list[Element]:
    """An inline of a heading without what is for programs: empty elements, and links within the page, such as those of folds."""
    if element["t"] == "Link" and element["c"][2][0].startswith("#"):
        return list(element["c"][1]) if any(map(str.isalnum, plain(element["c"][1]))) else []
    return [] if _is_empty_span(element) else [element]


def _says_something(element: Element) -> bool:
    return not _is_empty_span(element) and element["t"] not in BLANKS


def _argument(name: str, blocks: Sequence[Element]) -> tuple[str, list[Element]]:
    """The argument of a directive, which pandoc puts before its content, and the content."""
    if not blocks or blocks[0]["t"] not in {"Para", "Plain"}:
        return "", list(blocks)
    first = blocks[0]["c"]
    if name in _VERSIONS:
        end = next((place for place, item in enumerate(first) if item["t"] in BLANKS), len(first))
        rest = first[end + 1 :]
        return plain(first[:end]), [*([{"t": "Para", "c": rest}] if rest else []), *blocks[1:]]
    is_title = len(blocks) > 1 and not any(item["t"] == "SoftBreak" for item in first)
    return (plain(first), list(blocks[1:])) if is_title else ("", list(blocks))


def _of_formula(span: Element) -> list[Element]:
    """What an element for formulas holds: a formula, its TeX, or signs that show it; nothing where KaTeX draws it once more."""
    (_, classes, _), inlines = span["c"]
    if "katex-html" in classes:
        return []
    if "math" not in classes:
        return [span]
    found = (
        _FORMULA_MARKS.match(plain(inlines)) if "display" in classes and all(item["t"] != "Math" for item in inlines) else None
    )
    return [{"t": "Math", "c": [{"t": "DisplayMath"}, found["tex"].strip()]}] if found and "\\" in found["tex"] else list(inlines)


def _fold(blocks: Sequence[Element]) -> list[Element]:
    """A fold as HTML around Markdown."""
    titles = [block for block in blocks if block["t"] == "Div" and SUMMARY in block["c"][0][1]]
    words = " ".join(html_of(inlines_of([block])) for title in titles for block in title["c"][1])
    opening = f"<details>\n<summary>{words}</summary>"
    return [raw_block(opening), *(block for block in blocks if block not in titles), raw_block("</details>")]


def _role(role: str, code: Element) -> Element:
    """A role of reStructuredText: a link to a label, or the role of MyST."""
    written = code["c"][1]
    if role in _REFERENCES:
        found = _WITH_TARGET.match(written)
        target = found["target"] if found else written
        return {
            "t": "Link",
            "c": [["", ["interpreted-text"], []], words(found["words"]) if found else [], [f"#{target.strip().casefold()}", ""]],
        }
    return code if "`" in written or not is_role(role) else raw_inline("markdown", f"{{{role}}}`{' '.join(written.split())}`")


def _with_marks(element: Element) -> list[Element]:
    if element["t"] == "CodeBlock" and not element["c"][0][1]:
        element["c"][0][1] = [PLAIN_CODE]
    place = _OF_CODE.get(element["t"])
    if place is not None and _WRITTEN_BREAK in element["c"][place]:
        element["c"][place] = element["c"][place].replace(_WRITTEN_BREAK, KEPT_BREAK)
    return [element]


def _with_code(value: Any) -> Any:  # noqa: ANN401 - any part of a tree
    """A part of a tree with each run of paragraphs that are lines of code as one block of code."""
    if isinstance(value, dict):
        return {key: _with_code(item) for key, item in value.items()}
    if not isinstance(value, list):
        return value
    items: list[Any] = []
    for is_code, group in groupby(value, _is_code_line):
        if not is_code:
            items += map(_with_code, group)
            continue
        lines = (plain(block["c"]).removeprefix(CODE_LINE) for block in group)
        items.append({"t": "CodeBlock", "c": [["", [], []], "\n".join(lines)]})
    return items


def _names_pages_of_a_kind(inlines: Sequence[Element]) -> bool:
    """Whether a paragraph is nothing but links of a wiki to pages of a kind, without words of its own: its categories."""
    items = [item for item in inlines if item["t"] not in {"Space", "SoftBreak"}]
    return bool(items) and all(item["t"] == "Link" and _is_page_of_a_kind(*item["c"]) for item in items)


def _is_page_of_a_kind(attributes: Sequence[Any], inlines: Sequence[Element], target: Sequence[str]) -> bool:
    name = plain(inlines)
    return "wikilink" in attributes[1] and _PAGE_OF_A_KIND.fullmatch(name) is not None and name == unquote(target[0])


def _is_code_line(value: Any) -> bool:  # noqa: ANN401 - any part of a tree
    return isinstance(value, dict) and value.get("t") in {"Para", "Plain"} and plain(value["c"][:1]).startswith(CODE_LINE)
