"""The codes of diagnostics, their default severities, and what an owner has configured.

A problem that leaves a page complete (such as a broken link, of which the words remain) is an error only in texts written for
kb, whose owners want the build to stop. In imported texts the same problem is a warning.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from zhiku.diagnostics.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from zhiku.diagnostics.diagnostic import Diagnostic

_E, _W = Severity.ERROR, Severity.WARNING

CODES: dict[str, Severity] = {
    **dict.fromkeys(("KB101", "KB102", "KB103", "KB104", "KB106", "KB107", "KB108"), _E),
    **dict.fromkeys(
        ("KB110", "KB114", "KB115", "KB116", "KB117", "KB118", "KB119", "KB120", "KB121", "KB122", "KB123", "KB124", "KB125"), _W
    ),
    **dict.fromkeys(("KB105", "KB109", "KB126", "KB127", "KB161", "KB207"), _W),
    **dict.fromkeys(("KB111", "KB112", "KB113"), _E),
    **dict.fromkeys(("KB130", "KB150", "KB151", "KB160"), _W),
    **dict.fromkeys(("KB152", "KB201", "KB202", "KB206"), _E),
    **dict.fromkeys(("KB203", "KB204", "KB205", "KB405"), _W),
    **dict.fromkeys(("KB301", "KB302", "KB303", "KB304", "KB305", "KB306", "KB307", "KB308"), _E),
    **dict.fromkeys(("KB310", "KB311", "KB312", "KB314", "KB316", "KB320", "KB321", "KB330", "KB331"), _E),
    **dict.fromkeys(("KB313", "KB315", "KB322"), _W),
    **dict.fromkeys(("KB401", "KB402", "KB403", "KB404"), _E),
    **dict.fromkeys(("KB501", "KB502"), _W),
    **dict.fromkeys(("KB601", "KB602"), _E),
}
"""Codes of problems of the content; those of a built site (KB7…) and of the engine (KB8…) are always errors."""

LENIENT = frozenset({"KB102", "KB111", "KB112", "KB113", "KB202", "KB206", "KB401", "KB402", "KB403", "KB404"})
"""Codes that are warnings in texts that were not written for kb."""


def with_severities(
    problems: Iterable[Diagnostic], decided: Mapping[str, Severity | None], *, lenient: bool
) -> tuple[Diagnostic, ...]:
    """The problems with their effective severities; those switched off are left out."""
    graded = []
    for problem in problems:
        default = _W if lenient and problem.code in LENIENT else problem.severity
        severity = decided.get(problem.code, default)
        if severity is not None:
            graded.append(problem if severity is problem.severity else replace(problem, severity=severity))
    return tuple(graded)
