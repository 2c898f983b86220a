"""Write the questions that a Markdown file holds as data, in its front matter or in code fences, into its text.

Front matter lists them (``faqs: [{question: …, answer: …}]``); fences hold JSON, YAML or a table, and most of the file.
"""

from __future__ import annotations

import re

import yaml

from zhiku.content.front_matter import block_at_start, values_of
from zhiku.importing.records import FORMATS, from_data, sure_questions, to_markdown
from zhiku.parsing.question_sentences import demands_answer

_HEADING = re.compile(r"#[ \t]")
_HEADINGS = re.compile(r"^#{1,6}[ \t]+(.*)$", re.MULTILINE)
_TITLE = re.compile(r"\A# [^\n]*\n+")
_FENCE = re.compile(
    r"^(?P<marks>`{3,}|~{3,})[ \t]*(?P<language>[^\s`{]*)[^\n`]*\n(?P<body>.*?)^(?P=marks)[`~]*[ \t]*$", re.DOTALL | re.MULTILINE
)
_MOSTLY = 0.5
"""Share of a file that its questions in fences must be: data in a text on other things are an example of how to write some.

So are those in a file with headings that ask.
"""


def with_questions_in_text(text: str) -> str:
    """The text with its data as numbered headings: questions in front matter behind it, those in fences in their place."""
    return _with_fences(_with_front_matter(text))


def _with_front_matter(text: str) -> str:
    """The text with the lists of questions in its front matter behind it; other metadata stay."""
    block = block_at_start(text)
    values = values_of(block) if block else {}
    found, count = {}, 0
    for key, value in values.items():
        if isinstance(value, (list, dict)) and (made := from_data("", value, count + 1)):
            found[key] = made.markdown
            count += made.questions
    if not found:
        return text
    left = {key: value for key, value in values.items() if key not in found}
    body = text[len(block) :].strip()
    title = str(values.get("title") or "").strip()
    questions = [_TITLE.sub("", markdown) for markdown in found.values()]
    heading = [] if not title or _HEADING.match(body) else [f"# {title}\n"]
    parts = [*heading, *([f"{body}\n"] if body else []), *questions]
    return f"---\n{yaml.safe_dump(left, allow_unicode=True, sort_keys=False)}---\n\n" * bool(left) + "\n".join(parts)


def _with_fences(text: str) -> str:
    """The text with the questions in its fences in their place, if these are most of it."""
    fences = [(fence, f".{fence['language'].lower()}") for fence in _FENCE.finditer(text)]
    found = [
        (fence, records) for fence, suffix in fences if suffix in FORMATS and (records := sure_questions(fence["body"], suffix))
    ]
    length = len(text) - len(block_at_start(text))
    titles = _HEADINGS.findall(_FENCE.sub("", text))
    if sum(len(fence.group()) for fence, _ in found) <= length * _MOSTLY or any(map(demands_answer, titles)):
        return text
    parts, at, count = [], 0, 0
    for fence, records in found:
        made = to_markdown("", records, count + 1)
        parts += [text[at : fence.start()], _TITLE.sub("", made.markdown).rstrip()]
        at, count = fence.end(), count + made.questions
    return "".join([*parts, text[at:]])
