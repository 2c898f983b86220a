"""Files for programs other than ``questions.json``: a feed, questions as Markdown, ``llms.txt``, ``robots.txt``.

A base in; paths below the site's root and contents out. If the site's address is unknown, ``site_url`` is empty and links are
relative.
"""

from __future__ import annotations

from datetime import UTC, datetime
from html import escape
from typing import TYPE_CHECKING

from zhiku.analysis.clauses import standing_lines
from zhiku.pages.questions import describe

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from zhiku.lang.interface import Interface
    from zhiku.model import Entry, KnowledgeBase, QuestionId

    File = tuple[str, bytes]

FEED = "feed.xml"
_MAX_FEED_ENTRIES = 50
"""Entries of the feed at most; feed readers keep older ones."""
_DESCRIPTION = 300
"""Characters of a description in the feed and in ``llms.txt``."""


def machine_files(
    base: KnowledgeBase, words: Interface, site_url: str, changed: Mapping[QuestionId, int], now: int
) -> Iterator[File]:
    """All files; ``changed`` are seconds since 1970, ``now`` those of the build."""
    yield FEED, feed(base, words, site_url, changed, now).encode()
    yield "llms.txt", llms(base, words, site_url).encode()
    yield "robots.txt", robots(site_url).encode()
    for entry in base.entries:
        yield f"{entry.question.url}index.md", markdown(entry, words).encode()


def feed(base: KnowledgeBase, words: Interface, site_url: str, changed: Mapping[QuestionId, int], now: int) -> str:
    """An Atom feed (RFC 4287) of the questions changed last; without a git history, all are dated by the build."""
    summaries = _summaries(base, words)
    newest = sorted(base.entries, key=lambda entry: -changed.get(entry.question.id, now))[:_MAX_FEED_ENTRIES]
    rows = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{escape(base.language)}">',
        f"<title>{escape(base.title)}</title>",
        f"<subtitle>{escape(base.description)}</subtitle>",
        f"<id>{escape(site_url or 'urn:zhiku:' + base.title)}</id>",
        f"<updated>{_time(max((changed.get(entry.question.id, now) for entry in newest), default=now))}</updated>",
        f"<author><name>{escape(base.title)}</name></author>",
        f'<link rel="self" href="{escape(site_url + FEED)}"/>',
        f'<link rel="alternate" href="{escape(site_url or "./")}"/>',
    ]
    for entry in newest:
        address = escape(site_url + entry.question.url)
        rows += [
            "<entry>",
            f"<title>{escape(entry.question.title)}</title>",
            f"<id>{address}</id>",
            f'<link rel="alternate" href="{address}"/>',
            f"<updated>{_time(changed.get(entry.question.id, now))}</updated>",
            f"<summary>{escape(summaries[entry.question.id])}</summary>",
            "</entry>",
        ]
    return "\n".join([*rows, "</feed>", ""])


def llms(base: KnowledgeBase, words: Interface, site_url: str) -> str:
    """``llms.txt`` (llmstxt.org): a description of the site, and every question with the address of its Markdown."""
    rows = [f"# {_line(base.title)}", "", f"> {_line(base.description)}", "", f"## {words('words.Items')}", ""]
    summaries = _summaries(base, words)
    rows += [
        f"- [{_line(entry.question.label)}]({site_url}{entry.question.url}index.md): {_line(summaries[entry.question.id])}"
        for entry in base.entries
    ]
    return "\n".join([*rows, ""])


def robots(site_url: str) -> str:
    """``robots.txt``: everything may be crawled; the address of the sitemap."""
    sitemap = f"Sitemap: {site_url}sitemap.xml\n" if site_url else ""
    return f"User-agent: *\nAllow: /\n{sitemap}"


def markdown(entry: Entry, words: Interface) -> str:
    """A question as its author wrote it, under the headings of its page."""
    parts = [f"# {_line(entry.question.title)}"]
    for section in entry.question.sections:
        parts += [f"## {_line(section.title or words(f'words.{section.kind}'))}", section.markdown]
    return "\n\n".join(part for part in parts if part) + "\n"


def _summaries(base: KnowledgeBase, words: Interface) -> dict[QuestionId, str]:
    """The description of every question, shortened."""
    questions = [entry.question for entry in base.entries]
    pairs = zip(questions, standing_lines(questions), strict=True)
    texts = {question.id: describe(question, words, standing) for question, standing in pairs}
    return {name: text if len(text) <= _DESCRIPTION else text[: _DESCRIPTION - 1].rstrip() + "…" for name, text in texts.items()}


def _line(text: str) -> str:
    """A text on one line, with brackets escaped so that they are not links."""
    return " ".join(text.split()).replace("[", "\\[").replace("]", "\\]")


def _time(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
