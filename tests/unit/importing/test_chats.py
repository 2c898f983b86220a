"""Chats of several people: messages of texts and of JSON, and the questions in them."""

from __future__ import annotations

import json

import pytest
from zhiku.importing.chats import Message, messages_in, messages_of, records_of_chat
from zhiku.importing.convert import convert

CHAT = """\
12/03/24, 09:58 - Messages are encrypted
12/03/24, 10:01 - Ann: Morning
12/03/24, 10:02 - Ann: Which glue holds felt?
12/03/24, 10:02 - Ann: The thick one
12/03/24, 10:05 - Bo K.: Starch.
Or none at all.
12/03/24, 10:06 - Ann: Really?
12/03/24, 10:07 - Bo K.: Really.
13/03/24, 08:00 - Cem: How long does it dry?
13/03/24, 08:30 - Ann: A night
"""


def test_questions_of_a_chat() -> None:
    """A message that asks opens a question once the last one is answered; who asked is no part of it, who answers is.

    What is said before stands with the first question, so that nothing is lost.
    """
    found = messages_of(CHAT)
    assert found[0] == Message("Ann", "Morning")
    assert records_of_chat(found) == [
        {
            "context": "**Ann:** Morning",
            "question": "Which glue holds felt?\n\nThe thick one",
            "answer": "**Bo K.:** Starch.\nOr none at all.",
        },
        {"question": "Really?", "answer": "**Bo K.:** Really."},
        {"question": "How long does it dry?", "answer": "**Ann:** A night"},
    ]


@pytest.mark.parametrize(
    "line",
    [
        "[12.03.24, 10:02:11] Ann: Why?",
        "\u200e[2024-03-12, 10:02] ~Ann: Why?",
        "3/12/24, 10:02\u202fAM - Ann: Why?",
        "2024/3/12 10:02 Ann: Why?",
    ],
)
def test_dates_of_messengers(line: str) -> None:
    """Brackets, dashes, seconds, halves of the day and marks of direction."""
    assert messages_of(f"{line}\n{line.replace('Ann', 'Bo')}\n" * 2)[0] == Message("Ann", "Why?")


@pytest.mark.parametrize(
    "text", ["12/03/24, 10:01 - Ann: Hi?\n" * 9, "1. What?\n\nThis.\n", "Notes\n" + CHAT, CHAT.replace("?", "."), ""]
)
def test_what_is_no_chat(text: str) -> None:
    """A single speaker, other text before the first message, and a chat without a question."""
    assert messages_of(text) == []


def test_threads_of_an_export() -> None:
    """Messages of a thread answer its first one, whatever comes between; parts of a text are joined."""
    data = {
        "name": "felt",
        "messages": [
            {"user_profile": {"real_name": "Ann"}, "text": "Which glue?", "thread_ts": "1"},
            {"user": "U2", "text": "Who cooks?", "thread_ts": "2"},
            {"author": {"name": "Cem"}, "content": ["See ", {"text": "here"}], "thread_ts": "1"},
            {"user": "U3", "text": "Me", "thread_ts": "2"},
        ],
    }
    assert records_of_chat(messages_in(data)) == [
        {"question": "Which glue?", "answer": "**Cem:** See here"},
        {"question": "Who cooks?", "answer": "**U3:** Me"},
    ]
    assert messages_in([{"role": "user", "content": "Why?"}] * 5) == []
    assert messages_in({"messages": [{"from": name, "value": "Why?", "text": "Why?"} for name in ("human", "gpt") * 3]}) == []


def test_a_chat_becomes_a_text() -> None:
    """Of a text and of JSON alike."""
    found = convert("felt.txt", CHAT.encode())
    assert found is not None
    assert "### 3. How long does it dry?\n\n**Answer:**\n\n**Ann:** A night\n" in found.markdown
    data = [{"user": name, "text": words} for name, words in (("A", "Why?"), ("B", "So."), ("A", "How?"), ("B", "Thus."))]
    assert "### 2. How?" in convert("felt.json", json.dumps(data).encode()).markdown  # type: ignore[union-attr]
