"""Every key of ``kb.yml``, ``domains.yml`` and ``overlays.yml``, declared once.

The readers take the known keys from here; the JSON Schemas for editors and the reference page of the guide are generated from
it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from zhiku.content.question_format import ItemHead, OpenerKind
from zhiku.diagnostics.diagnostic import Severity
from zhiku.lang.interface import kinds, word_names
from zhiku.model import Export, SearchEngine, SectionKind

if TYPE_CHECKING:
    from enum import StrEnum

Shape = Mapping[str, Any]
"""A JSON Schema of a value, without its description."""

_TEXT: Shape = {"type": ["string", "number"]}
_TEXTS: Shape = {"type": "array", "items": _TEXT}
_FLAG: Shape = {"type": "boolean"}
_SEVERITY: Shape = {"enum": [*(str(severity) for severity in Severity), "off", False]}
_EXPORTS: Shape = {"anyOf": [_FLAG, {"type": "array", "items": {"enum": [str(form) for form in Export]}}]}
_LEVEL: Shape = {"type": "integer", "minimum": 1, "maximum": 6}


def _one_of(values: type[StrEnum] | tuple[str, ...]) -> Shape:
    return {"enum": [str(value) for value in values]}


@dataclass(frozen=True, slots=True)
class Key:
    """A key with its description for the reference page and the shape of its value (a text by default), or its nested keys.

    With ``any_name``, the nested keys are below names chosen by the owner, such as the ids of domains.
    """

    name: str
    about: str
    shape: Shape | None = None
    keys: tuple[Key, ...] = ()
    any_name: bool = False
    listed: bool = False
    """Whether there may be a list of such values."""


_OPENER = (
    Key("open", "what opens a question", _one_of(OpenerKind)),
    Key("level", "the level of its heading, or several", {"anyOf": [_LEVEL, {"type": "array", "items": _LEVEL}]}),
    Key("numbered", "whether its title begins with a number", _FLAG),
    Key("head", "how an item of a list shows its title", _one_of(ItemHead)),
    Key("inline", "whether the answer follows on the same line", _FLAG),
)
_SECTIONS = tuple(Key(kind, "labels", _TEXTS) for kind in SectionKind)
_FORMAT = (
    Key("question", "how a question opens; a list where it opens in several ways", keys=_OPENER, listed=True),
    Key("parts", "headings up to this level group questions; 0 for none", {"type": "integer", "minimum": 0, "maximum": 6}),
    Key("contents", "titles of tables of contents, which are not shown", _TEXTS),
    Key("asides", "titles on the level of questions that open none", _TEXTS),
    Key("dollars", "whether `$…$` and `$$…$$` are formulas, too", _FLAG),
    Key(
        "sections",
        "the labels of sections as the text writes them",
        keys=tuple(Key(kind, "labels", _TEXTS) for kind in SectionKind),
    ),
)
_SEARCH = (
    Key("engine", "one file for small bases (`lunr`) or pieces for large ones (`chunks`)", _one_of(SearchEngine)),
    Key("meaning", "whether questions worded otherwise are found, by word vectors", _FLAG),
    Key("synonyms", "`one = other`, or `typed, typed → found, found`", _TEXTS),
    Key(
        "keep_unanswered",
        "whether readers' browsers keep queries without a full result, for export on the search page; false by default",
        _FLAG,
    ),
)
_COMMENTS = (
    Key("repo", "the repository with the discussions, as `owner/name`"),
    Key("repo_id", "its id, as giscus.app shows it"),
    Key("category", "the category of new discussions"),
    Key("category_id", "its id, as giscus.app shows it"),
)
_COLORS = (
    Key("accent", "links and marks on white, such as `#1d5fd0`"),
    Key("accent_dark", "the same in the dark scheme"),
)
SETTINGS = (
    Key("title", "what the base is called; found in the text where it is left out"),
    Key("id", "what Anki knows the base by; the title where it is left out"),
    Key("description", "one sentence below the title, and for search engines"),
    Key("language", "a language tag such as `en` or `zh-Hant`; found from the text where it is left out"),
    Key("kind", "the words of the interface", _one_of(kinds())),
    Key("words", "own words in the interface, by their names", {"type": "object", "additionalProperties": _TEXT}),
    Key("format", "how the text is written; found where it is left out", keys=_FORMAT),
    Key("formulas", "whether a formula that cannot be set is an error", _one_of(("strict", "lenient"))),
    Key("exports", "what the site offers for download and print; all by default", _EXPORTS),
    Key("offline", "whether browsers keep the site for when there is no network; true by default", _FLAG),
    Key("share_images", "whether other sites get a picture to show beside a link; true by default", _FLAG),
    Key(
        "severity",
        "`error`, `warning` or `off`, by code",
        {"type": "object", "additionalProperties": _SEVERITY},
    ),
    Key("search", "how the search works", keys=_SEARCH),
    Key("license", "the licence of the text, as the footer names it"),
    Key("license_url", "where the licence stands"),
    Key("report", "where readers report an error: `https://github.com/owner/name` or an email address"),
    Key("comments", "comments below questions, by giscus; needs `allow_hosts: [giscus.app]`", keys=_COMMENTS),
    Key("allow_hosts", "hosts that pages may load from, such as `giscus.app`; none by default", _TEXTS),
    Key("colors", "colours; those that are hard to read on their ground are refused", keys=_COLORS),
)
_DOMAIN = (
    Key("name", "what readers see"),
    Key("english", "found by the search, shown beside the name"),
    Key("icon", "an icon of the theme, such as `material/tag`"),
    Key("terms", "words that give the domain away", _TEXTS),
)
DOMAINS = (
    Key(
        "domains",
        "fields of application, by id; a question belongs to one if its title has a term of it",
        keys=_DOMAIN,
        any_name=True,
    ),
    Key("topics", "topics, by id; without this key they are found anew in each build", keys=_DOMAIN, any_name=True),
)
_ERRATUM = (
    Key("quote", "the words or the formula, as the text has them"),
    Key("correction", "what is right"),
    Key("source", "where that is written"),
)
_PINS = (Key("pin", "is about", _TEXTS), Key("ban", "is not about", _TEXTS))
_QUESTION = (
    Key("domains", "domains it is about or never given", keys=_PINS),
    Key("tags", "tags on its page, by which search results can be filtered", _TEXTS),
    Key("aliases", "other words that find it", _TEXTS),
    Key("difficulty", "shown on its page; search results can be filtered by it"),
    Key("errata", "mistakes of the text, shown at their passage", {"type": "array"}, keys=_ERRATUM, listed=True),
)
_CONCEPTS = (
    Key("merge", "names of one thing", {"type": "array", "items": _TEXTS}),
    Key("rename", "the name that readers see, by the one in the text", {"type": "object", "additionalProperties": _TEXT}),
    Key("ban", "names of no concept", _TEXTS),
    Key("unlink", "concepts that are not linked in the text", _TEXTS),
)
OVERLAYS = (
    Key("questions", "decisions on single questions, by id", keys=_QUESTION, any_name=True),
    Key("concepts", "decisions on concepts", keys=_CONCEPTS),
)
FILES: Mapping[str, tuple[Key, ...]] = {"kb.yml": SETTINGS, "domains.yml": DOMAINS, "overlays.yml": OVERLAYS}
"""The keys of each file."""
SCHEMA_FOLDER = ".schemas"
"""Folder in the content folder for the JSON Schema of each file, for editors."""


def names(keys: tuple[Key, ...], *path: str) -> tuple[str, ...]:
    """The names of keys, or of those below the keys along a path."""
    for step in path:
        keys = next(key.keys for key in keys if key.name == step)
    return tuple(key.name for key in keys)


def json_schema(keys: tuple[Key, ...]) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a file."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **_object(keys)}


def _object(keys: tuple[Key, ...]) -> dict[str, Any]:
    properties = {key.name: {"description": key.about, **_value(key)} for key in keys}
    return {"type": ["object", "null"], "additionalProperties": False, "properties": properties}


def _value(key: Key) -> Shape:
    if key.name == "words":
        return {"type": "object", "additionalProperties": False, "properties": dict.fromkeys(word_names(), _TEXT)}
    if not key.keys:
        return key.shape or _TEXT
    below = _object(key.keys)
    if key.any_name:
        return {"type": ["object", "null"], "additionalProperties": below}
    if key.listed:
        return {"anyOf": [below, {"type": "array", "items": below}]}
    return below


def modeline(name: str) -> str:
    """The comment that tells editors the schema of a file in the content folder."""
    return f"# yaml-language-server: $schema={SCHEMA_FOLDER}/{name.removesuffix('.yml')}.json\n"


def reference(keys: tuple[Key, ...], depth: int = 0) -> list[str]:
    """The lines of a Markdown list of all keys."""
    lines: list[str] = []
    for key in keys:
        lines.append(f"{'    ' * depth}- `{key.name}`: {key.about}{_values(key)}")
        lines += reference(key.keys, depth + 1)
    return lines


def _values(key: Key) -> str:
    chosen = key.shape.get("enum") if key.shape and not key.keys else None
    return f" ({', '.join(f'`{value}`' for value in chosen)})" if chosen else ""
