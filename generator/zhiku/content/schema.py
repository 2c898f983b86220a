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
from zhiku.model import Analysis, Export, SearchEngine, SectionKind

if TYPE_CHECKING:
    from enum import StrEnum

Shape = Mapping[str, Any]
"""A JSON Schema of a value, without its description."""

_TEXT: Shape = {"type": ["string", "number"]}
_TEXTS: Shape = {"type": "array", "items": _TEXT}
_FLAG: Shape = {"type": "boolean"}
_SEVERITY: Shape = {"enum": [*(str(severity) for severity in Severity), "off", False]}
_LEVEL: Shape = {"type": "integer", "minimum": 1, "maximum": 6}


def _one_of(values: type[StrEnum] | tuple[str, ...]) -> Shape:
    return {"enum": [str(value) for value in values]}


def _all_or_some(values: type[StrEnum]) -> Shape:
    return {"anyOf": [_FLAG, {"type": "array", "items": _one_of(values)}]}


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
    Key("open", "the kind of element that begins a question", _one_of(OpenerKind)),
    Key(
        "level",
        "the level of the headings that begin questions, or a list of levels",
        {"anyOf": [_LEVEL, {"type": "array", "items": _LEVEL}]},
    ),
    Key("numbered", "whether the titles of questions begin with a number; what has none must be marked as a question", _FLAG),
    Key("head", "how the title of a list item is written", _one_of(ItemHead)),
    Key("inline", "whether the answer follows on the same line", _FLAG),
    Key("labelled", "for files of one question: whether only those count that label their question and their answer", _FLAG),
)
_SECTIONS = (
    Key(SectionKind.PROMPT, "labels of the question itself", _TEXTS),
    Key(SectionKind.ANSWER, "labels of answers", _TEXTS),
    Key(SectionKind.ANALYSIS, "labels of explanations", _TEXTS),
    Key(SectionKind.EXAMPLE, "labels of examples, such as code", _TEXTS),
)
_FORMAT = (
    Key("question", "how questions begin; a list if they begin in several ways", keys=_OPENER, listed=True),
    Key("parts", "headings up to this level group questions; 0 if none does", {"type": "integer", "minimum": 0, "maximum": 6}),
    Key("contents", "titles of tables of contents, which are left out, because the site has its own", _TEXTS),
    Key("asides", "headings on the level of questions that begin no question", _TEXTS),
    Key(
        "files",
        "the files that hold questions, as paths or patterns such as `faq/*.md`; the others are pages; all by default",
        _TEXTS,
    ),
    Key("dollars", "whether `$…$` and `$$…$$` are formulas, as `\\(…\\)` and `\\[…\\]` are", _FLAG),
    Key(
        "sections",
        "the labels with which the sections of a question begin in the text, without colons and asterisks",
        keys=_SECTIONS,
    ),
)
_SEARCH = (
    Key(
        "engine",
        "the index: one file (`lunr`), chunks loaded as needed (`chunks`), or one of them by size; `auto` by default",
        _one_of(SearchEngine),
    ),
    Key(
        "meaning", "whether the search also finds questions that are worded differently, by word vectors; true by default", _FLAG
    ),
    Key(
        "synonyms",
        "words that find each other (`one = other`), or words that also find others when typed (`typed, typed → found, found`)",
        _TEXTS,
    ),
    Key(
        "keep_unanswered",
        "whether readers' browsers store queries without a full result, for export on the search page; false by default",
        _FLAG,
    ),
)
_COMMENTS = (
    Key("repo", "the repository of the discussions, as `owner/name`"),
    Key("repo_id", "the id of the repository, as giscus.app shows it"),
    Key("category", "the category of new discussions"),
    Key("category_id", "the id of the category, as giscus.app shows it"),
)
_COLORS = (
    Key("accent", "the colour of links and highlights on a white background, such as `#1d5fd0`"),
    Key("accent_dark", "the same in the dark colour scheme"),
)
SETTINGS = (
    Key("title", "the name of the base; taken from the text if left out"),
    Key("id", "the name by which Anki recognizes the base when it is imported again; the title if left out"),
    Key("description", "one sentence, shown below the title and by search engines"),
    Key("language", "a language tag such as `en` or `zh-Hant`; detected from the text if left out"),
    Key("kind", "what the base contains, which decides the words of the interface", _one_of(kinds())),
    Key("words", "words of the interface to replace, by their names", {"type": "object", "additionalProperties": _TEXT}),
    Key("format", "how the text is written; detected if left out", keys=_FORMAT),
    Key(
        "formulas",
        "how a formula that cannot be typeset is treated: as an error, or shown as source with a warning",
        _one_of(("strict", "lenient")),
    ),
    Key(
        "find",
        "what is found in the text by itself: concepts, topics, related questions; `false` for nothing; all by default",
        _all_or_some(Analysis),
    ),
    Key(
        "exports",
        "what the site offers to download (`anki`, `csv`) and to print (`book`), or `false` for nothing; all by default",
        _all_or_some(Export),
    ),
    Key("offline", "whether browsers store the site, so that it can be read without a network; true by default", _FLAG),
    Key("share_images", "whether pages have a preview image for links on other sites; true by default", _FLAG),
    Key(
        "severity",
        "how problems are reported, by their codes: `error`, `warning` or `off`",
        {"type": "object", "additionalProperties": _SEVERITY},
    ),
    Key("search", "how the search works", keys=_SEARCH),
    Key("license", "the licence of the text, as shown in the footer"),
    Key("license_url", "the address of the licence"),
    Key("report", "where readers report errors: `https://github.com/owner/name` or an email address"),
    Key("comments", "comments below questions, by giscus; needs `allow_hosts: [giscus.app]`", keys=_COMMENTS),
    Key("allow_hosts", "hosts that pages may load from, such as `giscus.app`; none by default", _TEXTS),
    Key("colors", "colours; one that is hard to read on its background is rejected", keys=_COLORS),
)
_DOMAIN = (
    Key("name", "the name shown to readers"),
    Key("english", "the English name, shown beside the name and found by the search"),
    Key("icon", "an icon of the theme, such as `material/tag`"),
    Key("terms", "words by which it is recognized in a question", _TEXTS),
)
DOMAINS = (
    Key(
        "domains",
        "fields of application, by id; a question belongs to a domain if its title contains one of the terms",
        keys=_DOMAIN,
        any_name=True,
    ),
    Key("topics", "topics, by id; if left out, every build determines them", keys=_DOMAIN, any_name=True),
)
_ERRATUM = (
    Key("quote", "the mistaken words or formula, exactly as in the text"),
    Key("correction", "what is correct"),
    Key("source", "where the correction can be verified"),
)
_PINS = (Key("pin", "domains that it always has", _TEXTS), Key("ban", "domains that it never has", _TEXTS))
_QUESTION = (
    Key("domains", "domains of the question that are set by hand", keys=_PINS),
    Key("tags", "tags shown on its page, by which search results can be filtered", _TEXTS),
    Key("aliases", "other words by which the search finds it", _TEXTS),
    Key("difficulty", "its difficulty, shown on its page; search results can be filtered by it"),
    Key("errata", "mistakes in the text, noted below the passage", {"type": "array"}, keys=_ERRATUM, listed=True),
)
_CONCEPTS = (
    Key("merge", "lists of names that mean the same concept", {"type": "array", "items": _TEXTS}),
    Key("rename", "the name shown to readers, by the name in the text", {"type": "object", "additionalProperties": _TEXT}),
    Key("ban", "names that are no concepts", _TEXTS),
    Key("unlink", "concepts that are not linked in the text", _TEXTS),
)
OVERLAYS = (
    Key("questions", "corrections and additions to single questions, by id", keys=_QUESTION, any_name=True),
    Key("concepts", "corrections to the concepts that were found", keys=_CONCEPTS),
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
