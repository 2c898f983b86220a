"""Front matter: the block of metadata at the start of a file.

YAML between lines of ``---``, TOML between lines of ``+++``, JSON between lines of ``;;;`` or as a plain object; a word
after the first delimiter names another language: ``---json``.
"""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

FRONT_MATTER = "front_matter"
_FENCE = re.compile(r"(?P<fence>---|\+\+\+|;;;)(?P<language>yaml|yml|toml|json)?")
_LANGUAGES = {"---": "yaml", "+++": "toml", ";;;": "json"}
_OBJECT = re.compile(r"\{\s*\"")
_ORDER_KEYS = ("sort_order", "weight", "order", "sidebar_position", "nav_order", "position", "index")
_LINE_END = re.compile(r"\r\n|\r|\n")
_PLAIN = re.compile(r"(?P<key>[A-Za-z_][\w-]*):[ \t]+(?P<value>\S.*?)[ \t]*")
"""A line of metadata with its value."""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The metadata of a file that the base uses; fields that the file does not set are empty or ``None``.

    ``order`` is the position among the files of the folder; drafts and those with a later ``publish`` date are left out.
    """

    question: str = ""
    title: str = ""
    site: str = ""
    """What the first page of a site (of VitePress and VuePress) is called."""
    description: str = ""
    category: str = ""
    """The first category, under which the questions of the file belong."""
    order: float | None = None
    unpublished_by: str = ""
    """The line that keeps the file off the site, if one does: ``draft: true`` or ``published: false``."""
    publish: date | None = None


@lru_cache(maxsize=4096)
def read_front_matter(block: str) -> FrontMatter:
    """The metadata of a block, fences included; unreadable values are left out."""
    values = values_of(block)
    order = next((values[key] for key in _ORDER_KEYS if isinstance(values.get(key), int | float)), None)
    return FrontMatter(
        question=_text(values.get("question")),
        title=_text(values.get("title")),
        site=_site(values),
        description=_text(values.get("description")),
        category=_category(values),
        order=None if order is None else float(order),
        unpublished_by=_unpublished(values),
        publish=_date(next((values[key] for key in ("publish", "publish_date", "publishDate") if key in values), None)),
    )


def front_matter_of(text: str) -> FrontMatter:
    """The metadata at the start of a file; empty if it has none."""
    block = block_at_start(text)
    return read_front_matter(block) if block else FrontMatter()


def block_at_start(text: str) -> str:
    """The block at the start of a file with its delimiters and the line end after it; empty if there is none."""
    start = len(text) - len(text.removeprefix("\ufeff"))
    if _OBJECT.match(text, start):
        return _object_at_start(text, start)
    line = _LINE_END.split(text, maxsplit=1)[0]
    opening = _FENCE.fullmatch(line[start:].rstrip())
    if not opening:
        return ""
    found = re.compile(rf"(?m)^{re.escape(opening['fence'])}[ \t]*(?:\r\n|\r|\n|\Z)").search(text, len(line) + 1)
    return text[: found.end()] if found else ""


def _object_at_start(text: str, start: int) -> str:
    """The JSON object that a file begins with, if its last line ends there."""
    try:
        _, end = json.JSONDecoder().raw_decode(text, start)
    except json.JSONDecodeError:
        return ""
    found = re.compile(r"[ \t]*(?:\r\n|\r|\n|$)").match(text, end)
    return text[: found.end()] if found else ""


def question_title(block: str) -> tuple[str, bool]:
    """The question in the metadata, and whether it is explicitly marked as one."""
    found = read_front_matter(block)
    return (found.question, True) if found.question else (found.title, False)


def front_matter_plugin(parser: MarkdownIt) -> None:
    """Add the block rule to a parser."""
    parser.block.ruler.before("table", FRONT_MATTER, _rule)


def _rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001, ARG001 - the signature of a block rule
    if start != 0 or state.blkIndent != 0 or state.level != 0:
        return False
    block = block_at_start(state.src)
    if not block:
        return False
    if not silent:
        token = state.push(FRONT_MATTER, "", 0)
        lines = len(_LINE_END.findall(block.rstrip("\r\n"))) + 1
        token.map, token.content, token.hidden = [0, lines], block, True
        state.line = lines
    return True


def values_of(block: str) -> dict[str, Any]:
    """The metadata of a block, fences included, as they are written; empty if they cannot be read."""
    text = block.removeprefix("\ufeff").strip()
    lines = text.splitlines()
    opening = _FENCE.fullmatch(lines[0].rstrip()) if lines else None
    inner = "\n".join(lines[1:-1]) if opening else text
    language = (opening["language"] or _LANGUAGES[opening["fence"]]) if opening else "json"
    read: Callable[[str], object] = {"toml": tomllib.loads, "json": json.loads}.get(language, yaml.safe_load)
    try:
        values = read(inner)
    except yaml.YAMLError:
        values = dict(_plain_values(inner))
    except ValueError:  # of JSON and TOML
        return {}
    return {str(key): value for key, value in values.items()} if isinstance(values, dict) else {}


def _plain_values(lines: str) -> Iterator[tuple[str, object]]:
    """The values of single lines of metadata that are no YAML as a whole, such as titles with a colon and no quotes."""
    for line in _LINE_END.split(lines):
        found = _PLAIN.fullmatch(line)
        if not found:
            continue
        try:
            value = yaml.safe_load(found["value"])
        except yaml.YAMLError:
            value = None
        yield found["key"], found["value"] if value is None or isinstance(value, dict) else value


def _category(values: dict[str, Any]) -> str:
    found = next((values[key] for key in ("category", "categories") if values.get(key)), "")
    return _text(found[0] if isinstance(found, list) else found)


def _unpublished(values: dict[str, Any]) -> str:
    if values.get("draft") is True:
        return "draft: true"
    return "published: false" if values.get("published") is False else ""


def _site(values: dict[str, Any]) -> str:
    hero = values.get("hero")
    return _text(hero.get("name") or hero.get("text")) if isinstance(hero, dict) else _text(values.get("heroText"))


def _text(value: object) -> str:
    return " ".join(str(value).split()) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _date(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value)[:10]) if value else None
    except ValueError:
        return None


__all__ = [
    "FRONT_MATTER",
    "FrontMatter",
    "block_at_start",
    "front_matter_of",
    "front_matter_plugin",
    "question_title",
    "read_front_matter",
    "values_of",
]
