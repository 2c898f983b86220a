"""Write the questions that a file's front matter lists (``faqs: [{question: …, answer: …}]``) into its text."""

from __future__ import annotations

import re

import yaml

from zhiku.content.front_matter import block_at_start, values_of
from zhiku.importing.records import from_data

_HEADING = re.compile(r"#[ \t]")
_TITLE = re.compile(r"\A# [^\n]*\n+")


def with_questions_in_text(text: str) -> str:
    """The text with the lists of questions in its front matter as numbered headings behind it; other metadata stay."""
    block = block_at_start(text)
    values = values_of(block) if block else {}
    lists = {key: value for key, value in values.items() if isinstance(value, (list, dict))}
    found = {key: made for key, value in lists.items() if (made := from_data("", value))}
    if not found:
        return text
    left = {key: value for key, value in values.items() if key not in found}
    body = text[len(block) :].strip()
    title = str(values.get("title") or "").strip()
    questions = [_TITLE.sub("", made.markdown) for made in found.values()]
    heading = [] if not title or _HEADING.match(body) else [f"# {title}\n"]
    parts = [*heading, *([f"{body}\n"] if body else []), *questions]
    return f"---\n{yaml.safe_dump(left, allow_unicode=True, sort_keys=False)}---\n\n" * bool(left) + "\n".join(parts)
