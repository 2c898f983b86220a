"""Elements of other generators as Markdown: tags and their pairs in, edits and what is unknown out."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from zhiku.dialects.edits import Edit
from zhiku.dialects.meanings import Meaning, Words, meaning_of, title_of
from zhiku.dialects.tags import Element, Syntax, Tag
from zhiku.dialects.written import NONE, Item, block, body_of, inline

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhiku.dialects.written import Both
    from zhiku.source.text import SourceText

_CODE = {"highlight", "codeblock"}
"""Tags around code in a language that they name; others are languages themselves."""
_QUESTIONS = {"faq", "question"}
"""Names of folds if they have a title, else of groups."""
_NEEDS_PAIR = {Meaning.BOX, Meaning.FOLD, Meaning.TABS, Meaning.TAB, Meaning.CODE_GROUP, Meaning.GROUP, Meaning.CODE, Meaning.RAW}


@dataclass
class Elements:
    """The elements of a text; ``unknown`` collects the tags that mean nothing here."""

    source: SourceText
    found: Sequence[Element]
    unknown: list[Tag] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text with the elements."""
        return self.source.text

    @cached_property
    def meanings(self) -> Sequence[Meaning]:
        """What each element means."""
        return [self._meaning(element) for element in self.found]

    def _meaning(self, element: Element) -> Meaning:
        name, words = _named(element.opening)
        meaning = meaning_of(name)
        if element.opening.syntax is Syntax.COMPONENT and element.closing is None and not element.opening.alone:
            return Meaning.UNKNOWN
        if meaning is Meaning.ADDRESS and (element.closing or words.first_of(("href", "to"))):
            return Meaning.LINK
        if meaning is Meaning.CODE and name == "math":
            return Meaning.GROUP
        if name.casefold() in _QUESTIONS and title_of(words):
            meaning = Meaning.FOLD
        if element.closing is None and meaning in _NEEDS_PAIR and not (meaning is Meaning.BOX and body_of(words)):
            control = element.opening.syntax is Syntax.LIQUID and meaning is Meaning.GROUP
            return Meaning.NOTHING if control else Meaning.UNKNOWN
        return meaning

    def hidden(self) -> Iterator[tuple[int, int]]:
        """Where no other markup counts: code between tags, and comments."""
        for element, meaning in zip(self.found, self.meanings, strict=True):
            if meaning in {Meaning.CODE, Meaning.RAW, Meaning.HIDDEN} and element.closing:
                yield element.opening.end, element.closing.start

    def edits(self) -> Iterator[Edit]:
        """What stands in place of tags, and of the indentation of what stands between them."""
        for index in range(len(self.found)):
            yield from self._edits(index)

    def _edits(self, index: int) -> Iterator[Edit]:
        element, meaning = self.found[index], self.meanings[index]
        if meaning is Meaning.UNKNOWN:
            yield from self._of_unknown(element)
        elif meaning is Meaning.HIDDEN:
            yield Edit(element.opening.start, element.end, "")
        elif self._is_block(element):
            yield from self._of_block(index)
        else:
            opening, closing = self._inline(index)
            yield Edit(element.opening.start, element.opening.end, opening)
            if element.closing:
                yield Edit(element.closing.start, element.closing.end, closing)

    def _of_unknown(self, element: Element) -> Iterator[Edit]:
        """Unknown components stay as they are, since they may be what the text is about; other tags of their own line go."""
        tag = element.opening
        is_component = tag.syntax is Syntax.COMPONENT
        if is_component and not (self._stands_alone(tag) and (tag.alone or element.closing)):
            return
        self.unknown.append(tag)
        if not is_component:
            yield from (Edit(item.start, item.end, "") for item in (tag, element.closing) if item and self._stands_alone(item))

    def _is_block(self, element: Element) -> bool:
        """Whether the tags of an element have lines of their own."""
        closing = element.closing
        return self._stands_alone(element.opening) and closing is not None and self._stands_alone(closing)

    def _stands_alone(self, tag: Tag) -> bool:
        return self._begins_line(tag) and not self.text[tag.end : self._line_end(tag.end)].strip()

    def _begins_line(self, tag: Tag) -> bool:
        return not self.text[self._line_start(tag.start) : tag.start].strip()

    def _line_start(self, at: int) -> int:
        return self.source.offset_of_line(self.source.line_of(at))

    def _line_end(self, at: int) -> int:
        line = self.source.line_of(at)
        return self.source.offset_of_line(line) + len(self.source.line(line))

    # --- elements with lines of their own ---------------------------------------------------------------------------------

    def _of_block(self, index: int) -> Iterator[Edit]:
        element = self.found[index]
        base = self._base(index)
        opening, closing = self._block(index)
        for tag, written in ((element.opening, opening), (element.closing, closing)):
            if tag is not None:
                yield Edit(self._line_start(tag.start), tag.end, base + written if written else "")
        if self.meanings[index] not in {Meaning.CODE, Meaning.RAW}:
            yield from self._dedented(index, len(base))

    def _base(self, index: int) -> str:
        """The indentation of the outermost element around one."""
        while self.found[index].parent >= 0 and self._is_block(self.found[self.found[index].parent]):
            index = self.found[index].parent
        start = self.found[index].opening.start
        return self.text[self._line_start(start) : start]

    def _dedented(self, index: int, base: int) -> Iterator[Edit]:
        """The lines of an element, those of elements in it excepted, with no more indentation than the outermost has."""
        element = self.found[index]
        if element.closing is None:
            return
        inner = [item for item in self.found if item.parent == index and self._is_block(item)]
        first, last = self.source.line_of(element.opening.end) + 1, self.source.line_of(element.closing.start)
        starts = (self.source.offset_of_line(line) for line in range(first, last))
        lines = [
            (at, self.text[at : self._line_end(at)])
            for at in starts
            if not any(self._line_start(item.opening.start) <= at < item.end for item in inner)
        ]
        widths = [len(line) - len(line.lstrip(" \t")) for _, line in lines if line.strip()]
        extra = max(0, min(widths, default=0) - base)
        for start, line in lines:
            if extra and line.strip():
                yield Edit(start, start + extra, "")

    def _block(self, index: int) -> Both:
        """What stands in the lines of the opening and the closing tag."""
        meaning = self.meanings[index]
        if meaning in {Meaning.TABS, Meaning.CODE_GROUP}:
            has_tabs = any(item.parent == index and self._is_tab(at) for at, item in enumerate(self.found))
            name = "tabs" if has_tabs else "code-group" if meaning is Meaning.CODE_GROUP else ""
            return (f"::: {name}", ":::") if name else NONE
        if self._is_tab(index):
            return f"@tab {self._label(index)}", ""
        return self._code(index) if meaning is Meaning.CODE else block(meaning, Item(*_named(self.found[index].opening)))

    def _code(self, index: int) -> Both:
        element = self.found[index]
        name, words = _named(element.opening)
        mark = "~~~" if "```" in self.text[element.opening.end : element.end] else "```"
        language = words.first_of(("language", "lang")) or words.argument()
        return f"{mark}{language if name in _CODE else name}", mark

    def _is_tab(self, index: int) -> bool:
        element = self.found[index]
        around = self.meanings[element.parent] if element.parent >= 0 else Meaning.UNKNOWN
        return self.meanings[index] is Meaning.TAB and self._is_block(element) and around in {Meaning.TABS, Meaning.CODE_GROUP}

    def _label(self, index: int) -> str:
        """The label of a tab, which the group around it may list."""
        element = self.found[index]
        if label := _label_of(element.opening.words):
            return label
        place = sum(item.parent == element.parent for item in self.found[:index])
        items = self.found[element.parent].opening.words.named.get("items", "").strip("[]{} ")
        labels = [label.strip(" \"'") for label in items.split(",") if label.strip()]
        return labels[place] if place < len(labels) else str(place + 1)

    # --- elements within lines ----------------------------------------------------------------------------------------------

    def _inline(self, index: int) -> Both:
        """What stands in place of the opening and the closing tag."""
        element = self.found[index]
        name, words = _named(element.opening)
        item = Item(name, words, element.closing is not None, self._fills_lines(element), self._is_in_heading(element.opening))
        return inline(self.meanings[index], item)

    def _fills_lines(self, element: Element) -> bool:
        """Whether nothing stands beside an element."""
        return self._begins_line(element.opening) and not self.text[element.end : self._line_end(element.end)].strip()

    def _is_in_heading(self, tag: Tag) -> bool:
        return self.text.startswith("#", self._line_start(tag.start))


def _named(tag: Tag) -> tuple[str, Words]:
    """The name of a tag and its words; one that includes a file is called as that file is."""
    if tag.name not in {"include", "include_cached"} or not tag.words.positional:
        return tag.name, tag.words
    file, *others = tag.words.positional
    return file.rpartition("/")[2].partition(".")[0], Words(tag.words.named, tuple(others))


def _label_of(words: Words) -> str:
    return words.first_of(("label", "title", "header", "name", "tabname", "value")) or " ".join(words.positional)
