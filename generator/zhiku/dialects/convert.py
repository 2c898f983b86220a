"""Turn the markup of other generators into the Markdown that zhiku knows: a text in, the text and what is unknown out.

Line numbers stay, and places in the text are those of the file (``SourceText.position``). What is code is never changed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zhiku.diagnostics.diagnostic import Severity, at_offset
from zhiku.dialects.attribute_lists import edits_of_attribute_lists, edits_of_html
from zhiku.dialects.code import Code, Stretches
from zhiku.dialects.divs import edits_of_divs
from zhiku.dialects.edits import edited
from zhiku.dialects.elements import Elements
from zhiku.dialects.meanings import is_code
from zhiku.dialects.modules import edits_of_modules
from zhiku.dialects.myst import edits_of_code_directives, edits_of_directives, edits_of_roles
from zhiku.dialects.obsidian import comments_in, edits_of_notes
from zhiku.dialects.outputs import edits_of_outputs, unknown_outputs
from zhiku.dialects.tables import edits_of_tables
from zhiku.dialects.tags import elements_of, tags_in

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from zhiku.diagnostics.diagnostic import Diagnostic
    from zhiku.dialects.edits import Edit
    from zhiku.dialects.outputs import Unknown
    from zhiku.dialects.tags import Syntax, Tag
    from zhiku.source.text import SourceText

_ANY = re.compile(
    r"\{\{|\{%|\{:|%%|==|:{3,}|\]\{[.#]|\{/\*|\bmarkdown\s*=|</?[A-Z]|<(?:code-|tabs?\b|badge\b)"
    r"|(?:`{3}|~{3})[ \t]*\{|\{[A-Za-z][\w:+-]*\}`|^[ \t]*\([^\s()]+\)=[ \t]*[\r\n]"
    r"|\^[A-Za-z0-9-]+[ \t]*(?=[\r\n]|\Z)|^(?:import|export)\s",
    re.MULTILINE,
)
"""Signs of any such markup."""
_UNKNOWN_FENCE = re.compile(r"\{(?P<name>[A-Za-z][\w:-]*)\}")


def with_known_markup(source: SourceText, matter: int) -> tuple[SourceText, tuple[Diagnostic, ...]]:
    """The text with the markup of other generators as Markdown; ``matter`` is where its front matter ends."""
    if not _ANY.search(source.text, matter):
        return source, ()
    code = Code(source.text, matter)
    comments = Stretches(comments_in(source.text, code))
    tags = (tag for tag in tags_in(source.text, code) if not comments.cover(tag.start))
    elements = Elements(source, elements_of(tags, code.is_indented))
    hidden = Stretches(elements.hidden())
    of_tags = list(elements.edits())
    is_mdx = source.path.lower().endswith(".mdx")
    tables = [*edits_of_tables(code)]
    edits = (*tables, *_edits(source.text, code, elements, is_mdx=is_mdx))
    others = (edit for edit in edits if not hidden.cover(edit.start))
    shown = (edit for edit in of_tags if not _is_within(hidden, edit))
    unknown = [tag for tag in elements.unknown if not hidden.cover(tag.start)]
    variables = [item for item in unknown_outputs(source.text, code) if not hidden.cover(item.start)]
    told = (
        *_about_tags(source, unknown),
        *_about_variables(source, variables),
        *_about_fences(source, code, {table.start for table in tables}),
    )
    return edited(source, (*shown, *others)), told


def _is_within(hidden: Stretches, edit: Edit) -> bool:
    return any(start <= edit.start and edit.end <= end and edit.start < end and edit.end > start for start, end in hidden.spans)


def _edits(text: str, code: Code, elements: Elements, *, is_mdx: bool) -> Iterator[Edit]:
    yield from edits_of_divs(code)
    yield from edits_of_directives(code)
    yield from edits_of_code_directives(code)
    yield from edits_of_roles(text, code)
    yield from edits_of_html(text, code)
    yield from edits_of_attribute_lists(text, code)
    yield from edits_of_notes(text, code)
    yield from edits_of_outputs(text, code)
    yield from edits_of_modules(code, with_components=bool(elements.found) or is_mdx)


def _about_tags(source: SourceText, unknown: Iterable[Tag]) -> Iterator[Diagnostic]:
    """A warning for the first tag of each name that has no meaning here."""
    first: dict[tuple[Syntax, str], Tag] = {}
    for tag in unknown:
        first.setdefault((tag.syntax, tag.name), tag)
    for (syntax, name), tag in first.items():
        yield _warning(source, tag.start, f"the {syntax} `{name}` is of another generator", tag.end - tag.start)


def _about_variables(source: SourceText, unknown: Iterable[Unknown]) -> Iterator[Diagnostic]:
    """A warning for the first use of each variable that has no value here and is shown as it is written."""
    first: dict[str, Unknown] = {}
    for item in unknown:
        first.setdefault(item.name, item)
    for name, item in first.items():
        yield _warning(source, item.start, f"the variable `{name}` is of another generator", item.end - item.start)


def _about_fences(source: SourceText, code: Code, tables: Collection[int]) -> Iterator[Diagnostic]:
    """A warning for the first of each directive that has no meaning here and is shown as code, outside ``tables`` by offset."""
    seen: set[str] = set()
    for start, info in code.fences.items():
        found = _UNKNOWN_FENCE.match(info)
        if found and start not in tables and not is_code(found["name"]) and found["name"] not in seen:
            seen.add(found["name"])
            yield _warning(source, start, f"the directive `{found['name']}` is of another generator")


def _warning(source: SourceText, offset: int, message: str, length: int = 1) -> Diagnostic:
    hint = "write in Markdown what it stands for, or put it in backticks to show it"
    return at_offset(source, offset, "KB502", message, hint=hint, length=length, severity=Severity.WARNING)
