"""Resolve the ids of questions: parsed texts and stored ids in, the same texts with resolved ids out.

An id is the explicit ``{#id}``, else the stored one, else the number if no other question of the base has it, else one made
from the title. Ids do not depend on positions, so inserting and renumbering questions keeps all addresses. A stored id that has
been replaced becomes a redirect.

``content/ids.lock`` holds one JSON object per line: id, number, title, a hash of the text that identifies the question when its
title changes, and former ids. Lines of topics (``content.stored_topics``) are left alone.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING

from zhiku.content.question_format import bare
from zhiku.content.stored_topics import read_topic_line
from zhiku.diagnostics.diagnostic import Diagnostic, Severity, at_line, in_file
from zhiku.lang.reader import character_class, scripts
from zhiku.model import ParsedQuestion, QuestionId
from zhiku.source.slug import RESERVED_NAMES, ascii_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from zhiku.model import ParsedText
    from zhiku.source.text import SourceText

_NOTE = re.compile(r"\[\[[^\[\]]*\]\]\([^()\s]*\)")
"""A link whose text is in additional brackets: ``[[source]](https://…)`` after a title."""
_LINK = re.compile(r"!?\[(?P<words>[^\[\]]*)\]\([^()\s]*(?:\s[^()]*)?\)")
_URL = re.compile(r"<?https?://\S+")
_CJK = re.compile(f"[{character_class(scripts().cjk)}]")
_MAX_WORDS = 8
_MAX_SLUG_LENGTH = 120
"""Characters; with a suffix and an extension it stays below the 255 bytes that a file name may have."""
_HASH = 8
_BODY_HASH = 16
_VALID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


class IdSource(StrEnum):
    """Where an id comes from."""

    EXPLICIT = "explicit"
    NUMBER = "number"
    STORED = "stored"
    ASSIGNED = "assigned"


@dataclass(frozen=True, slots=True)
class StoredId:
    """A line of the lock."""

    id: QuestionId
    numeral: str
    title: str
    body: str
    was: tuple[QuestionId, ...] = ()


@dataclass(frozen=True, slots=True)
class ResolvedId:
    """An id and its origin; ``entry`` is the line that the lock should contain, ``line`` the line of the question."""

    entry: StoredId
    origin: IdSource
    path: str
    line: int


@dataclass(frozen=True, slots=True)
class ResolvedIds:
    """The texts with their ids, the origin of each id, and the redirects from former ids."""

    texts: tuple[ParsedText, ...]
    ids: tuple[ResolvedId, ...]
    redirects: tuple[tuple[QuestionId, QuestionId], ...]

    @property
    def unstored(self) -> tuple[ResolvedId, ...]:
        """Generated ids, which will change with the title unless they are stored."""
        return tuple(item for item in self.ids if item.origin is IdSource.ASSIGNED)


def resolve_ids(
    texts: Sequence[ParsedText], sources: Sequence[SourceText], lock: SourceText
) -> tuple[ResolvedIds, tuple[Diagnostic, ...]]:
    """Every question with a unique id, and the problems of ids and lock."""
    stored, problems = read_lock(lock)
    placed = [(source, question) for text, source in zip(texts, sources, strict=True) for question in text.questions]
    resolver = _Resolver(placed, stored)
    problems += resolver.run()
    ids = tuple(resolver.ids())
    names = iter(ids)
    renamed = tuple(
        replace(
            text,
            records=tuple(
                replace(record, id=next(names).entry.id) if isinstance(record, ParsedQuestion) else record
                for record in text.records
            ),
        )
        for text in texts
    )
    redirects = resolver.redirects()
    resolved = ResolvedIds(renamed, ids, redirects)
    if resolved.unstored:
        count = len(resolved.unstored)
        first = resolved.unstored[0]
        have = "questions have no id of their own" if count > 1 else "question has no id of its own"
        message = f"{count} {have}: the first is `{first.entry.title}`"
        hint = "`kb ids --store` keeps their addresses when titles change; commit content/ids.lock"
        problems.append(in_file(lock.path, "KB120", message, hint=hint, severity=Severity.WARNING))
    problems += resolver.lost(lock)
    return resolved, tuple(problems)


class _Resolver:
    """Resolves the ids of all questions; each step handles the questions that earlier steps left."""

    def __init__(self, placed: Sequence[tuple[SourceText, ParsedQuestion]], stored: Sequence[StoredId]) -> None:
        self._placed = placed
        self._stored = stored
        self._keys = [(bare(question.title), _body(question)) for _, question in placed]
        self._ids: list[QuestionId | None] = [None] * len(placed)
        self._origins = [IdSource.ASSIGNED] * len(placed)
        self._matched: dict[int, int] = {}
        self._taken: dict[QuestionId, int] = {}

    def run(self) -> list[Diagnostic]:
        problems = self._explicit()
        self._match()
        for index, entry in self._matched.items():
            if self._ids[index] is None and self._stored[entry].id not in self._taken:
                self._take(index, self._stored[entry].id, self._source_of(index, entry))
        self._numbers()
        self._assign()
        return problems

    def _source_of(self, index: int, entry: int) -> IdSource:
        """A stored id that is the question's number still is its number."""
        return IdSource.NUMBER if self._stored[entry].id == self._placed[index][1].numeral else IdSource.STORED

    def _take(self, index: int, name: QuestionId, origin: IdSource) -> None:
        self._ids[index], self._origins[index] = name, origin
        self._taken[name] = index

    def _explicit(self) -> list[Diagnostic]:
        problems = []
        for index, (source, question) in enumerate(self._placed):
            if not question.explicit or question.id.casefold() in RESERVED_NAMES:
                continue
            if question.id in self._taken:
                there, first = self._placed[self._taken[question.id]]
                place = f"{there.path}:{there.line_of(first.span.start)}"
                hint = f"the first is at {place}; give one of them another: `### Title {{#id}}`"
                line = source.line_of(question.span.start)
                problems.append(at_line(source, line, "KB113", f"a second question with the id `{question.id}`", hint=hint))
            else:
                self._take(index, question.id, IdSource.EXPLICIT)
        return problems

    def _numbers(self) -> None:
        counts = Counter(question.numeral for _, question in self._placed)
        for index, (_, question) in enumerate(self._placed):
            name = QuestionId(question.numeral)
            if self._ids[index] is None and name and counts[name] == 1 and name not in self._taken:
                self._take(index, name, IdSource.NUMBER)

    def _match(self) -> None:
        """Match questions with stored entries: by title and text, by title, then by text, each if the match is unique."""
        ways: tuple[Callable[[str, str, str], tuple[str, ...]], ...] = (
            lambda title, body, numeral: (title, body, numeral),
            lambda title, body, _: (title, body),
            lambda title, _, numeral: (title, numeral),
            lambda title, _, __: (title,),
            lambda _, body, __: (body,),
        )
        for way in ways:
            old: dict[tuple[str, ...], list[int]] = defaultdict(list)
            new: dict[tuple[str, ...], list[int]] = defaultdict(list)
            used = set(self._matched.values())
            for entry, item in enumerate(self._stored):
                if entry not in used:
                    old[way(bare(item.title), item.body, item.numeral)].append(entry)
            for index, (title, body) in enumerate(self._keys):
                if index not in self._matched:
                    new[way(title, body, self._placed[index][1].numeral)].append(index)
            for key, entries in old.items():
                if len(entries) == 1 and len(new.get(key, ())) == 1:
                    self._matched[new[key][0]] = entries[0]

    def _assign(self) -> None:
        titles = Counter(title for title, _ in self._keys)
        reserved = {*(item.id for item in self._stored), *RESERVED_NAMES}
        for index, (_, question) in enumerate(self._placed):
            if self._ids[index] is not None:
                continue
            title, body = self._keys[index]
            wanted = _slug(question.title) or f"q-{_digest(title)[:_HASH]}"
            if titles[title] > 1 or wanted in self._taken or wanted in reserved:
                wanted = f"{wanted}-{_digest(title + body)[:_HASH]}"
            name, count = wanted, 1
            while QuestionId(name) in self._taken or QuestionId(name) in reserved:
                count += 1
                name = f"{wanted}-{count}"
            self._take(index, QuestionId(name), IdSource.ASSIGNED)

    def ids(self) -> Iterator[ResolvedId]:
        for index, (source, question) in enumerate(self._placed):
            name = self._ids[index]
            before = self._stored[self._matched[index]] if index in self._matched else None
            old = (*before.was, *((before.id,) if before.id != name else ())) if before else ()
            was = tuple(dict.fromkeys(item for item in old if item != name))
            entry = StoredId(name or QuestionId(""), question.numeral, question.title, self._keys[index][1], was)
            yield ResolvedId(entry, self._origins[index], source.path, source.line_of(question.span.start))

    def redirects(self) -> tuple[tuple[QuestionId, QuestionId], ...]:
        found = {
            old: item.entry.id
            for item in self.ids()
            for old in item.entry.was
            if old not in self._taken and _VALID.fullmatch(old)
        }
        return tuple(sorted(found.items()))

    def lost(self, lock: SourceText) -> Iterator[Diagnostic]:
        known = set(self._matched.values())
        for index, item in enumerate(self._stored):
            if index not in known and item.id not in self._taken:
                hint = (
                    "if you deleted it, run `kb ids --store`; if you changed both its title and its text, give it its id: `{#id}`"
                )
                message = f"no question matches the stored id `{item.id}` ({item.title}) any more"
                yield Diagnostic(lock.path, index + 1, 1, "KB122", Severity.WARNING, message, hint)


def _body(question: ParsedQuestion) -> str:
    text = " ".join(" ".join(excerpt.text.split()) for section in question.sections for excerpt in section.body)
    return _digest(text)[:_BODY_HASH]


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _slug(title: str) -> str:
    """Words of a title as an address, without the targets of its links; empty for one with Han characters, kana or hangul."""
    words = _URL.sub(" ", _LINK.sub(r"\g<words>", _NOTE.sub(" ", title)))
    if _CJK.search(unicodedata.normalize("NFKD", words)):
        return ""
    return "-".join(ascii_words(words)[:_MAX_WORDS])[:_MAX_SLUG_LENGTH].strip("-")


# --- the lock -----------------------------------------------------------------------------------------------------------------


def read_lock(lock: SourceText) -> tuple[list[StoredId], list[Diagnostic]]:
    """The stored ids, and a diagnostic for each invalid line."""
    stored: list[StoredId] = []
    problems: list[Diagnostic] = []
    for number in range(1, lock.line_count + 1):
        line = lock.line(number)
        if not line.strip() or read_topic_line(line):
            continue
        try:
            item = json.loads(line)
            name = QuestionId(str(item["id"]))
            was = tuple(QuestionId(str(old)) for old in item.get("was", ()))
            stored.append(StoredId(name, str(item.get("number", "")), str(item["title"]), str(item.get("text", "")), was))
        except (ValueError, KeyError, TypeError, AttributeError):
            hint = 'a line is `{"id": …, "title": …}`; restore the file from git, or delete the line and run `kb ids --store`'
            problems.append(at_line(lock, number, "KB307", "not a stored id", hint=hint))
    return stored, problems


def write_lock(entries: Iterable[StoredId]) -> str:
    """The text of a lock."""
    return "".join(_lock_line(entry) + "\n" for entry in entries)


def _lock_line(entry: StoredId) -> str:
    item: dict[str, object] = {"id": entry.id, "number": entry.numeral, "title": entry.title, "text": entry.body}
    if entry.was:
        item["was"] = list(entry.was)
    return json.dumps(item, ensure_ascii=False)
