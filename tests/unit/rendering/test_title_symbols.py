"""Symbols in titles that rate or sort questions."""

from __future__ import annotations

import pytest
from zhiku.rendering import title_symbols

from tests.support.read import questions

TITLES = ("什么是锁", "什么是死锁", "什么是线程", "什么是进程")


def read(titles: tuple[str, ...], preamble: str = "") -> list[tuple[str, str, tuple[str, ...]]]:
    """Title, difficulty and tags of questions with these titles, behind some prose."""
    text = "".join(f"### {number}. {title}\n\n**答案：**\n\n答。\n\n" for number, title in enumerate(titles, 1))
    found, _ = questions(f"# 题库\n\n{preamble}\n\n{text}")
    return [(one.title, one.notes.difficulty, one.notes.tags) for one in found]


def rated(*values: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """The four questions with these difficulties."""
    return [(title, value, ()) for title, value in zip(TITLES, values, strict=True)]


@pytest.mark.parametrize(
    "marks",
    [
        ("⭐", "⭐⭐", "⭐", "⭐⭐⭐"),
        ("🟢", "🔴", "🟡", "🟢"),
        ("★★☆", "★☆☆", "★★★", "★☆☆"),
        ("🌶️", "🌶️🌶️", "🌶️", "🌶️"),
    ],
)
def test_a_scale_needs_no_legend(marks: tuple[str, ...]) -> None:
    """At the end or at the start of titles."""
    values = [mark.replace("\ufe0f", "") for mark in marks]
    assert read(tuple(f"{title}？ {mark}" for title, mark in zip(TITLES, marks, strict=True))) == [
        (f"{title}？", value, ()) for title, value in zip(TITLES, values, strict=True)
    ]
    assert read(tuple(f"{mark} {title}" for title, mark in zip(TITLES, marks, strict=True))) == rated(*values)


@pytest.mark.parametrize(
    "legend",
    [
        "* Legend: 👶 easy \u200d⭐️ medium 🚀 expert",
        "easy 👶, medium ⭐, expert 🚀",
        "- 👶 = easy\n- ⭐️ = medium\n- 🚀 = expert",
        "| | |\n|---|---|\n| 👶 | easy |\n| ⭐ | medium |\n| 🚀 | expert |",
        "Legend: :baby: easy, :star: medium, :rocket: expert.",
    ],
)
def test_a_legend_says_what_symbols_mean(legend: str) -> None:
    """On one line or on several, before or behind the symbols."""
    found = read(("什么是锁 👶", "什么是死锁 \u200d⭐️", "什么是线程 🚀", "什么是进程 👶"), legend)
    assert found == rated("easy", "medium", "expert", "easy")


@pytest.mark.parametrize(
    ("legend", "difficulty", "tags"),
    [
        ("🐍 Python ☕ Java", "", ("Python",)),
        ("Difficulty: 🐍 snake ☕ coffee", "snake", ()),
        ("🐍 简单，☕ 困难", "简单", ()),
    ],
)
def test_symbols_that_are_no_levels_are_tags(legend: str, difficulty: str, tags: tuple[str, ...]) -> None:
    """Unless a label calls them difficulties."""
    found = read(("🐍 什么是锁", "☕ 什么是死锁", "🐍 什么是线程", "什么是进程"), legend)
    assert found[0] == ("什么是锁", difficulty, tags)
    assert found[3] == ("什么是进程", "", ())


@pytest.mark.parametrize(
    "titles",
    [
        ("什么是锁 🔥", "什么是死锁 🎉", "什么是线程 🚀", "什么是进程 👶"),
        ("⭐ 什么是锁", "什么是死锁", "⭐ 什么是线程", "什么是进程"),
        ("什么是锁 🟢", "什么是死锁 🔴", "什么是线程 🎉", "什么是进程 🟢"),
        ("什么是锁 ⭐", "什么是死锁", "什么是线程", "什么是进程"),
    ],
)
def test_other_symbols_stay_in_titles(titles: tuple[str, ...]) -> None:
    """They may mean anything."""
    assert read(titles) == [(title, "", ()) for title in titles]


def test_constants() -> None:
    """What a scale is and what is an accident."""
    assert read(("什么是锁 🐍", "什么是死锁 ☕", *TITLES[2:]), "🐍 Python ☕ Java")[0] == ("什么是锁 🐍", "", ())
    half = ("什么是锁 🟢", "什么是死锁 🔴", *TITLES[2:])
    assert read(half)[0] == ("什么是锁", "🟢", ())
    assert read((*half, "什么是协程"))[0] == ("什么是锁 🟢", "", ())
    stars = [f"什么是锁{number} {'⭐' * number}" for number in range(1, 8)]
    assert read(tuple(stars[: title_symbols.MAX_LEVELS]))[0] == ("什么是锁1", "⭐", ())
    assert read(tuple(stars[: title_symbols.MAX_LEVELS + 1]))[0] == ("什么是锁1 ⭐", "", ())
