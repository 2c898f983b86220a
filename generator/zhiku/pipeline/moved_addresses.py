"""Find questions whose addresses another one has taken since a build or change: ids and titles then and now in, a warning out.

A number is an address, so inserting a question and renumbering those behind it moves theirs, unless the ids are stored.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhiku.content.question_format import bare
from zhiku.diagnostics.diagnostic import Diagnostic, Severity, in_file
from zhiku.diagnostics.wording import quantity

if TYPE_CHECKING:
    from collections.abc import Mapping

_CODE = "KB127"


def moved_addresses(before: Mapping[str, str], now: Mapping[str, str], lock: str) -> tuple[Diagnostic, ...]:
    """One warning at ``lock`` for all questions that have another id than in the last build, while theirs is another's."""
    ids = {bare(title): name for name, title in now.items()}
    taken = {name: title for name, title in before.items() if name in now and bare(now[name]) != bare(title)}
    moved = [(name, title, ids[bare(title)]) for name, title in taken.items() if ids.get(bare(title), name) != name]
    if not moved:
        return ()
    name, title, new = moved[0]
    others = f" and {quantity(len(moved) - 1, 'other question')}" if len(moved) > 1 else ""
    message = f"`{title}`{others} moved: questions/{name}/ is now `{now[name]}`, and it is at questions/{new}/"
    hint = "to keep the addresses, undo the edit, run `kb ids --store`, and make it again; or give new questions an id: `{#id}`"
    return (in_file(lock, _CODE, message, hint=hint, severity=Severity.WARNING),)
