"""Read chats of several people as questions and answers: messages in, records out.

Texts as messengers export them (a date, a time, a name, a message), and messages of JSON exports. A message that asks opens a
question if none is open or somebody else has answered the open one; what follows belongs to it, with the names of the speakers.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from zhiku.parsing.question_sentences import has_question_mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from zhiku.importing.record import Record

_DATED = re.compile(
    r"[\u200e\u200f]?\[?\d{1,4}[./-]\d{1,2}[./-]\d{1,4},?[ \t\u202f]+\d{1,2}[:.]\d{2}(?:[:.]\d{2})?"
    r"(?:[ \t\u202f]*[AaPp]\.?[Mm]\.?)?\]?(?:[ \t]+-)?[ \t]+"
)
"""A date and a time at the start of a message, in brackets or followed by a dash."""
_SAID = re.compile(r"(?P<speaker>[^:\n]{1,40}):[ \t]+(?P<words>\S.*)")
_SPEAKERS = ("user_profile", "from", "author", "sender", "user", "username")
_NAMES = ("real_name", "display_name", "nickname", "name")
_TEXTS = ("text", "content", "message")
_THREADS = ("thread_ts", "thread_id")
"""Keys of messages in exports; a message without a thread stands in the course of the chat."""
_ROLES = frozenset({"user", "human", "assistant", "gpt", "bot", "ai", "model", "system", "developer", "tool", "function"})
"""Speakers of conversations with a program, each of which is a question by itself."""
_MIN_MESSAGES = 4
_MIN_SPEAKERS = 2
"""What a text must have to be a chat rather than notes with dates."""


class Message(NamedTuple):
    """What somebody says; ``thread`` groups messages that answer each other, empty if that is not known."""

    speaker: str
    words: str
    thread: str = ""


def messages_of(text: str) -> list[Message]:
    """The messages of a chat as text; none if it is not one. Lines without a speaker tell who joined, and are left out."""
    messages: list[Message] = []
    inside = False
    for line in text.splitlines():
        dated = _DATED.match(line)
        said = _SAID.fullmatch(line, dated.end()) if dated else None
        if said:
            messages.append(Message(said["speaker"].strip(" ~\u200e"), said["words"].strip()))
        elif not dated and inside:
            messages[-1] = messages[-1]._replace(words=f"{messages[-1].words}\n{line}".rstrip())
        elif not dated and line.strip():
            return []
        inside = said is not None if dated else inside
    return messages if is_chat(messages) else []


def messages_in(data: object) -> list[Message]:
    """The messages of an export as JSON: a list of objects with a speaker and a text, or an object with such a list."""
    lists = [data, *data.values()] if isinstance(data, dict) else [data]
    for items in lists:
        found = [message for item in items if (message := _message(item))] if isinstance(items, list) else []
        if isinstance(items, list) and len(found) > len(items) / 2 and is_chat(found):
            return [] if {message.speaker.casefold() for message in found} <= _ROLES else found
    return []


def _message(item: object) -> Message | None:
    if not isinstance(item, dict):
        return None
    speaker = next(filter(None, (_name(item.get(key)) for key in _SPEAKERS)), "")
    words = next(filter(None, (_words(item.get(key)) for key in _TEXTS)), "")
    thread = next((str(item[key]) for key in _THREADS if item.get(key)), "")
    return Message(speaker, words, thread) if speaker and words else None


def _name(value: object) -> str:
    if isinstance(value, dict):
        return next(filter(None, (_name(value.get(key)) for key in _NAMES)), "")
    return value.strip() if isinstance(value, str) else ""


def _words(value: object) -> str:
    """The text of a message, whose links and mentions may be objects among its parts."""
    if isinstance(value, list):
        return "".join(
            part if isinstance(part, str) else _words(part.get("text")) for part in value if isinstance(part, str | dict)
        )
    return value.strip() if isinstance(value, str) else ""


def is_chat(messages: Sequence[Message]) -> bool:
    """Whether several people speak, and some of them ask."""
    speakers = {message.speaker for message in messages}
    asks = any(has_question_mark(message.words) for message in messages)
    return len(messages) >= _MIN_MESSAGES and len(speakers) >= _MIN_SPEAKERS and asks


def records_of_chat(messages: Iterable[Message]) -> list[Record]:
    """The questions of a chat with what is said about them; a thread is one question, and the start is context of the first."""
    exchanges: list[list[Message]] = []
    start: list[Message] = []
    threads: dict[str, list[Message]] = {}
    for message in messages:
        if message.thread and message.thread in threads:
            threads[message.thread].append(message)
        elif message.thread or (has_question_mark(message.words) and (not exchanges or _is_answered(exchanges[-1]))):
            exchanges.append([message])
            threads[message.thread] = exchanges[-1]
        else:
            (exchanges[-1] if exchanges else start).append(message)
    records: list[Record] = [dict(_fields(exchange)) for exchange in exchanges]
    return [{"context": _shown(start), **records[0]}, *records[1:]] if start and records else records


def _is_answered(exchange: Sequence[Message]) -> bool:
    return any(message.speaker != exchange[0].speaker for message in exchange)


def _fields(exchange: Sequence[Message]) -> Iterator[tuple[str, str]]:
    """The question, which its speaker may have asked in several messages, and the answers with their speakers."""
    asker = exchange[0].speaker
    own = next((place for place, message in enumerate(exchange) if message.speaker != asker), len(exchange))
    yield "question", "\n\n".join(message.words for message in exchange[:own])
    yield "answer", _shown(exchange[own:])


def _shown(messages: Iterable[Message]) -> str:
    return "\n\n".join(f"**{message.speaker}:** {message.words}" for message in messages)
