"""Read YAML files that owners edit: text in, plain values with positions out; every mistake becomes a diagnostic.

A thin layer over PyYAML's node graph, because loaded values have no line numbers and because PyYAML does not report the two
most common mistakes: duplicate keys and misspelt keys.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING, TypeVar

import yaml

from zhiku.diagnostics.diagnostic import Diagnostic, Severity, at_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from zhiku.source.text import SourceText

T = TypeVar("T")
_TEXT_TAGS = {"tag:yaml.org,2002:str", "tag:yaml.org,2002:int", "tag:yaml.org,2002:float", "tag:yaml.org,2002:bool"}


@dataclass(frozen=True)
class YamlFile:
    """A file being read; its methods return a default for an invalid value and add the reason to ``problems``."""

    source: SourceText
    problems: list[Diagnostic] = field(default_factory=list)
    _keys: dict[int, yaml.Node] = field(default_factory=dict)
    """The key node of each returned value, by the value's identity: a problem of a whole entry is reported at its key."""

    def root(self) -> yaml.Node | None:
        """The document, ``None`` where the file is empty or no YAML."""
        try:
            return yaml.compose(self.source.text, Loader=yaml.SafeLoader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
            what = ": ".join(part for part in (error.context, error.problem) if part)
            self._report(
                line, column, "KB301", f"not valid YAML: {what}", "check quotes, colons and the indentation of this line"
            )
        except yaml.YAMLError as error:
            self._report(1, 1, "KB301", f"not valid YAML: {error}", "save the file as plain UTF-8 text")
        return None

    def error(self, node: yaml.Node, code: str, message: str, hint: str, severity: Severity = Severity.ERROR) -> None:
        """Report a problem at a node."""
        self._report(node.start_mark.line + 1, node.start_mark.column + 1, code, message, hint, severity)

    def at_key(self, value: yaml.Node, code: str, message: str, hint: str, severity: Severity = Severity.ERROR) -> None:
        """Report a problem of a whole entry, at its key."""
        self.error(self._keys.get(id(value), value), code, message, hint, severity)

    def _report(  # noqa: PLR0913, PLR0917 - one call site for all the sides of a problem
        self, line: int, column: int, code: str, message: str, hint: str, severity: Severity = Severity.ERROR
    ) -> None:
        line = min(line, self.source.line_count)
        self.problems.append(at_line(self.source, line, code, message, hint=hint, column=column, severity=severity))

    def mapping(self, node: yaml.Node | None, keys: Iterable[str] | None = None) -> dict[str, yaml.Node]:
        """The entries of a mapping; with ``keys`` given, every other key is an error."""
        if node is None or _is_null(node):
            return {}
        if not isinstance(node, yaml.MappingNode):
            self.error(node, "KB303", "expected `key: value` lines here", "indent the entries below their key")
            return {}
        entries: dict[str, yaml.Node] = {}
        for key, value in node.value:
            name = str(key.value)
            if name in entries:
                self.error(key, "KB304", f"the key `{name}` is repeated here", "delete one of the two")
            elif keys is not None and name not in (known := tuple(keys)):
                near = get_close_matches(name, known, 1)
                hint = f"did you mean `{near[0]}`?" if near else f"known keys: {', '.join(known)}"
                self.error(key, "KB302", f"unknown key `{name}`", hint)
            entries.setdefault(name, value)
            self._keys.setdefault(id(value), key)
        return entries

    def items(self, node: yaml.Node | None) -> Iterator[yaml.Node]:
        """The items of a list."""
        if node is None or _is_null(node):
            return
        if not isinstance(node, yaml.SequenceNode):
            self.error(node, "KB303", "expected a list here", "write `[one, two]`, or one `- item` a line")
            return
        yield from node.value

    def text(self, node: yaml.Node | None, default: str = "") -> str:
        """A text; numbers and booleans count as the text they are written as (`id: 6`, `term: no`)."""
        if node is None or _is_null(node):
            return default
        if not isinstance(node, yaml.ScalarNode) or node.tag not in _TEXT_TAGS:
            self.error(node, "KB303", "expected a text here", "write it on one line, in quotes if it holds `: ` or `#`")
            return default
        return str(node.value).strip()

    def texts(self, node: yaml.Node | None) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(text for item in self.items(node) if (text := self.text(item)))

    def choice(self, node: yaml.Node | None, parse: Callable[[str], T], default: T, expected: str) -> T:
        """A text that ``parse`` turns into a value or refuses with ``ValueError``."""
        if node is None:
            return default
        text = self.text(node)
        try:
            return parse(text)
        except ValueError:
            self.error(node, "KB303", f"`{text}` is not valid here", f"expected {expected}")
            return default


def _is_null(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:null"
