"""What the names of shortcodes, tags, components and directives mean, whichever generator they are of."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

from zhiku.markdown.sanitizer import BOX_ALIASES, BOX_KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Meaning(StrEnum):
    """What an element of another generator is on a page."""

    BOX = "box"
    FOLD = "fold"
    TABS = "tabs"
    TAB = "tab"
    CODE_GROUP = "code-group"
    GROUP = "group"
    """Nothing but its content."""
    TITLED = "titled"
    """Its title, and its content."""
    IMAGE = "image"
    ADDRESS = "address"
    """The address of a page of the site, which stands where a link has it."""
    LINK = "link"
    VIDEO = "video"
    WORDS = "words"
    """Its words, such as those of a badge."""
    KEYS = "keys"
    CODE = "code"
    RAW = "raw"
    """Text that is no markup."""
    HIDDEN = "hidden"
    """A comment."""
    NOTHING = "nothing"
    """Something that shows nothing without its generator, such as a table of contents."""
    UNKNOWN = "unknown"


_BOXES = ({*BOX_KINDS, *BOX_ALIASES} - {"details", "code", "snippet", "summary", "question", "faq", "help"}) | {
    *("callout", "admonition", "notice", "alert", "aside", "topic", "sidebar", "message", "blockquote", "panel"),
    *("versionadded", "versionchanged", "deprecated", "pageinfo", "epigraph"),
}
_NAMES: Mapping[Meaning, str] = {
    Meaning.FOLD: (
        "details expand expandable collapse collapsible spoiler toggle accordion accordionitem disclosure faqitem dropdown"
        " fold reveal"
    ),
    Meaning.TABS: "tabs tabset tabgroup tabpane tabbed contenttabs paneltabset",
    Meaning.TAB: "tab tabitem tabpanel tabstab codegroupitem",
    Meaning.CODE_GROUP: "codegroup codetabs",
    Meaning.GROUP: (
        "accordiongroup accordions faq question steps stepper column columns col row grid gridcontainer cards cardgroup cardgrid"
        " tiles frame"
        " fragment center left right section container wrapper content contentref code div margin glossary update list"
        " if else elsif elseif unless for case when with capture filelist filetree only ignore vpre slot panels"
    ),
    Meaning.TITLED: "step card tile rubric griditem",
    Meaning.IMAGE: "figure img image imgproc picture",
    Meaning.ADDRESS: "ref relref link posturl doc",
    Meaning.LINK: "button btn linkbutton linkcard extlink url anchor file",
    Meaning.VIDEO: "youtube vimeo video embed",
    Meaning.WORDS: "badge label pill chip tooltip mark",
    Meaning.KEYS: "kbd key keys",
    Meaning.CODE: "highlight codeblock codecell sourcecode math mermaid",
    Meaning.RAW: "raw verbatim",
    Meaning.HIDDEN: "comment",
    Meaning.NOTHING: (
        "br toc toctree tableofcontents contents index pagebreak newpage icon fa clear clearfix spacer divider hr assign"
        " increment decrement cycle break continue import currentmodule module automodule seo feed_meta meta footbibliography"
    ),
}
_MEANINGS = {name: meaning for meaning, names in _NAMES.items() for name in names.split()}
_MEANINGS |= dict.fromkeys(_BOXES, Meaning.BOX)
CODE_DIRECTIVES = frozenset({"code", "code-block", "code-cell", "sourcecode", "math"})
"""Directives that are code in the language of their argument."""
_OTHER_LANGUAGES = frozenset({"ojs", "mermaid", "dot"})
"""Languages of code that no lexer is known for."""
_OF_KINDS = ("type", "kind", "style", "level", "color", "status", "class", "variant", "icon")
"""Attributes that name the kind of a box."""
_OF_TITLES = ("title", "question", "label", "header", "summary", "name", "heading", "tabname", "caption", "value", "text")
_OF_IMAGES = ("src", "file", "url", "image", "path", "image_path", "image_url", "light")
_OF_LINKS = ("href", "to", "url", "link", "relref", "src", "id")
_NO_LETTER = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Words:
    """What a tag says besides its name: attributes by name, and arguments in order."""

    named: Mapping[str, str] = field(default_factory=dict)
    positional: Sequence[str] = ()

    def first_of(self, names: Sequence[str]) -> str:
        """The value of the first of some attributes that the tag has."""
        return next((self.named[name] for name in names if self.named.get(name)), "")

    def argument(self, index: int = 0) -> str:
        """An argument by its place."""
        return self.positional[index] if index < len(self.positional) else ""


def meaning_of(name: str) -> Meaning:
    """What a name means."""
    return _MEANINGS.get(_NO_LETTER.sub("", name.casefold()), Meaning.UNKNOWN)


def is_directive(name: str) -> bool:
    """Whether a fence with a name in braces opens a directive that is not a block of code."""
    return not is_code(name) and meaning_of(name) not in {Meaning.UNKNOWN, Meaning.RAW}


def is_code(name: str) -> bool:
    """Whether a fence with a name in braces is a block of code."""
    return name in CODE_DIRECTIVES or _is_lexer(name)


def _is_lexer(name: str) -> bool:
    try:
        get_lexer_by_name(name)
    except ClassNotFound:
        return name in _OTHER_LANGUAGES
    return True


def kind_of_box(name: str, words: Words) -> str:
    """The kind of a box: what an attribute says, its name, or its first argument."""
    ways = (*(item for key in _OF_KINDS for item in words.named.get(key, "").split()), name, words.argument())
    known = (way.casefold().removeprefix("callout-").removeprefix("alert-") for way in ways)
    return next((way for way in known if way in BOX_KINDS or way in BOX_ALIASES), "note")


def title_of_box(name: str, words: Words) -> str:
    """The title of a box; empty if it has none of its own."""
    if title := words.first_of(("title", "heading", "header", "summary")):
        return title
    kind = kind_of_box(name, words)
    others = [word for word in words.positional if word.casefold() != kind]
    return " ".join(others) if words.positional else ""


def title_of(words: Words) -> str:
    """The title of a fold, tab or step."""
    return words.first_of(_OF_TITLES) or " ".join(words.positional)


def address_of_image(words: Words) -> str:
    """The address of an image."""
    return words.first_of(_OF_IMAGES) or words.argument()


def address_of_link(words: Words) -> str:
    """The address that a tag links to."""
    return words.first_of(_OF_LINKS) or words.argument()
