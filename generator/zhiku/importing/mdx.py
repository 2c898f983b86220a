"""Convert MDX to Markdown: without the lines that import and export its components, those that fold as ``<details>``."""

from __future__ import annotations

import re
from textwrap import dedent

_FENCE = re.compile(r"[ \t]*(?:`{3,}|~{3,})")
_MODULE_LINE = re.compile(
    r"(?:import\s.+\sfrom\s+['\"].+['\"]|import\s+['\"].+['\"]|export\s+(?:const|let|default|function)\b.*);?\s*"
)
_CODE = re.compile(r"^[ \t]*(?P<fence>`{3,}|~{3,}).*?(?:^[ \t]*(?P=fence)|\Z)", re.MULTILINE | re.DOTALL)
_FOLDS = "Accordion|AccordionItem|Collapse|Collapsible|Details|Disclosure|Expandable|FAQItem|FaqItem|Toggle"
"""Components with a title that fold."""
_ATTRIBUTES = r"(?:[^<>\"'{}]|\"[^\"]*\"|'[^']*'|\{[^{}]*\})*"
_FOLD = re.compile(
    rf"[ \t]*<(?P<name>{_FOLDS})(?P<attributes>[ \t\r\n]{_ATTRIBUTES})>"
    rf"(?P<inner>(?:^[ \t]*```.*?^[ \t]*```|(?!<(?:{_FOLDS})\b).)*?)</(?P=name)>[ \t]*",
    re.DOTALL | re.MULTILINE,
)
"""A component that folds, with none inside it but in code."""
_TITLE = re.compile(
    r"\b(?:title|question|summary|label|header)=\{?(?:\"(?P<double>[^\"]+)\"|'(?P<single>[^']+)'|`(?P<ticks>[^`]+)`)"
)
_GROUP = re.compile(r"^[ \t]*</?(?:AccordionGroup|Accordions|FAQ)\b[^<>]*>[ \t]*$", re.MULTILINE)
"""A tag that only holds components that fold."""


def from_mdx(text: str) -> str:
    """The text without ``import`` and ``export`` lines outside code, and with ``<details>`` for components that fold."""
    lines, in_code = [], False
    for line in text.splitlines(keepends=True):
        bare = line.rstrip("\r\n")
        in_code ^= _FENCE.match(line) is not None
        lines.append(line[len(bare) :] if not in_code and _MODULE_LINE.fullmatch(bare) else line)
    return _with_details("".join(lines))


def _with_details(text: str) -> str:
    """The text with ``<details>`` for components that fold, the inner ones first; tags around them are left out."""
    before, after = "", text
    while before != after:
        before, after = after, _innermost(after)
    return text if after == text else _GROUP.sub("", after)


def _innermost(text: str) -> str:
    code = [found.span() for found in _CODE.finditer(text)]

    def written(found: re.Match[str]) -> str:
        title = _TITLE.search(found["attributes"])
        if title is None or any(start <= found.start() < end for start, end in code):
            return found.group()
        words = next(filter(None, title.groups())).replace("<", "&lt;")
        return f"\n<details><summary>{words}</summary>\n\n{dedent(found['inner']).strip()}\n\n</details>\n"

    return _FOLD.sub(written, text)
