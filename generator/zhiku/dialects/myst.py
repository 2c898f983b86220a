"""Directives and roles of MyST as Markdown: a text in, edits and the directives that are unknown out."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from zhiku.dialects.edits import Edit
from zhiku.dialects.meanings import CODE_DIRECTIVES, Meaning, Words, kind_of_box, meaning_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhiku.dialects.code import Code

_OPTION = re.compile(r"[ \t]*:(?P<key>[\w-]+):(?:[ \t]+(?P<value>.*?))?[ \t]*$")
_CODE_DIRECTIVE = re.compile(
    r"(?P<indent>[ \t]*)(?P<marks>`{3,}|~{3,})[ \t]*\{(?P<name>[\w-]+)\}[ \t]*(?P<language>[^\s]*)[ \t]*$"
)
_ROLE = re.compile(
    r"\{(?P<role>[A-Za-z][\w:+-]*)\}(?P<ticks>`+)(?!`)(?P<text>(?:(?!\n[ \t\r]*\n).)+?)(?<!`)(?P=ticks)(?!`)", re.DOTALL
)
_TARGET = re.compile(r"(?P<words>.*?)\s*<(?P<target>[^<>]+)>\s*$", re.DOTALL)
_REFERENCES = {"ref", "numref", "doc", "any", "term", "eq", "std:ref", "std:doc", "std:term"}
_MARKS = {
    **dict.fromkeys(("sub", "subscript"), ("<sub>", "</sub>")),
    **dict.fromkeys(("sup", "superscript"), ("<sup>", "</sup>")),
    "kbd": ("<kbd>", "</kbd>"),
    "math": ("\\(", "\\)"),
    **dict.fromkeys(("guilabel", "menuselection", "strong"), ("**", "**")),
    **dict.fromkeys(("emphasis", "dfn", "cite", "title"), ("*", "*")),
}
_ABOUT_VERSIONS = {"versionadded", "versionchanged", "deprecated"}
_OTHERS = {
    Meaning.FOLD: ("::: details {argument}", ":::"),
    Meaning.TABS: ("::: tabs", ":::"),
    Meaning.CODE_GROUP: ("::: tabs", ":::"),
    Meaning.TAB: ("@tab {argument}", ""),
    Meaning.IMAGE: ("![{alt}]({argument})", ""),
    Meaning.TITLED: ("**{argument}**  ", ""),
}
"""The first and the last line of directives other than boxes."""
_ABBREVIATION = re.compile(r"(?P<short>.*?)\s*\((?P<long>[^()]*)\)\s*$", re.DOTALL)


def is_role(name: str) -> bool:
    """Whether a role is more than code."""
    return name in _REFERENCES or name in _MARKS or name in {"abbr", "abbreviation"}


def edits_of_roles(text: str, code: Code) -> Iterator[Edit]:
    """What stands in place of roles: links, marks, or code."""
    for found in _ROLE.finditer(text, code.matter):
        if not code.cover(found.start()):
            yield Edit(*found.span(), _role(found["role"].lower(), " ".join(found["text"].split())))


def _role(role: str, written: str) -> str:
    if role in _REFERENCES:
        found = _TARGET.match(written)
        words, target = (found["words"], found["target"]) if found else ("", written)
        return f"[[{target.lstrip('/~!')}|{words}]]" if words else f"[[{target.lstrip('/~!')}]]"
    if role in {"abbr", "abbreviation"} and (found := _ABBREVIATION.match(written)):
        return f'<abbr title="{escape(found["long"])}">{escape(found["short"], quote=False)}</abbr>'
    if role in _MARKS:
        opening, closing = _MARKS[role]
        return f"{opening}{written}{closing}"
    mark = "``" if "`" in written else "`"
    return f"{mark}{written}{mark}"


def edits_of_directives(code: Code) -> Iterator[Edit]:
    """What stands in place of the lines of directives; their options go."""
    places = {start: index for index, (start, _) in enumerate(code.lines)}
    for directive in code.directives:
        index = places[directive.start]
        options, count = options_of([line for _, line in code.lines[index + 1 : index + 40]])
        end = places.get(directive.end)
        opening, closing = container(directive.name, directive.argument, options)
        if opening is None:
            last = end if end is not None else len(code.lines) - 1
            yield Edit(directive.start, code.lines[last][0] + len(code.lines[last][1]), "")
            continue
        yield _line(code.lines[index], directive.indent, opening)
        yield from (_line(line, "", "") for line in code.lines[index + 1 : index + 1 + count])
        if end is not None:
            yield _line(code.lines[end], directive.indent if closing else "", closing)


def edits_of_code_directives(code: Code) -> Iterator[Edit]:
    """Directives that are code: a fence with the language, at the last of the lines of options."""
    lines = code.lines
    for index, (start, line) in enumerate(lines):
        found = _CODE_DIRECTIVE.match(line) if start in code.fences else None
        if found is None or found["name"] not in CODE_DIRECTIVES:
            continue
        options, count = options_of([written for _, written in lines[index + 1 : index + 40]])
        title = f' title="{options["caption"]}"' if options.get("caption") else ""
        language = "math" if found["name"] == "math" else found["language"]
        fence = f"{found['indent']}{found['marks']}{language}{title}"
        yield Edit(start, start + len(line), "" if count else fence)
        for place in range(index + 1, index + 1 + count):
            yield _line(lines[place], "", fence if place == index + count else "")


def _line(line: tuple[int, str], indent: str, written: str) -> Edit:
    start, text = line
    return Edit(start, start + len(text), indent + written if written else "")


def options_of(lines: Sequence[str]) -> tuple[dict[str, str], int]:
    """The options that a directive begins with, and the number of their lines."""
    options: dict[str, str] = {}
    for count, line in enumerate(lines):
        found = _OPTION.match(line)
        if found is None:
            return options, count
        options[found["key"].casefold()] = found["value"] or ""
    return options, len(lines)


def container(name: str, argument: str, options: dict[str, str]) -> tuple[str | None, str]:
    """What stands in the first and the last line of a directive; ``None`` if its content goes as well."""
    meaning = meaning_of(name)
    if meaning in {Meaning.NOTHING, Meaning.HIDDEN}:
        return None, ""
    if meaning is Meaning.BOX:
        title = f"{name} {argument}" if name in _ABOUT_VERSIONS else argument
        return f"::: {kind_of_box(name, Words(options))} {title}".rstrip(), ":::"
    opening, closing = _OTHERS.get(meaning, ("", ""))
    return opening.format(argument=argument, alt=options.get("alt", "")), closing
