"""Wording that messages share."""

from __future__ import annotations


def quantity(count: int, noun: str) -> str:
    """A count with its noun: ``1 question``, ``2 questions``; for nouns with a regular plural."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
