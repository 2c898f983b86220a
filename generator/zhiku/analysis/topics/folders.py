"""The folders of files as topics of the questions that are in no part: a file with one question has no heading around it."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from zhiku.analysis.topics.find import free_id
from zhiku.analysis.topics.parts import ICON, MAX_PARTS, MAX_SHARE
from zhiku.model import Domain, DomainKind, DomainTag, Evidence, Strength
from zhiku.source.slug import title_of_name

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from zhiku.model import Question, QuestionId

_MIN_MEAN = 2
"""Questions of a folder on average: folders of one question each, as some texts with pictures have, divide nothing."""
_NUMBERING = re.compile(r"^\d+[-_. ]+(?=\D)")


def folder_topics(
    questions: Sequence[Question], taken: Collection[str] = ()
) -> tuple[tuple[Domain, ...], dict[QuestionId, DomainTag]]:
    """The folders of the outermost level that divides the questions, in their order, and each question's folder.

    Questions outside folders get none. Without such a level there are no topics. No id is one that is ``taken``.
    """
    folders = _dividing([tuple(question.file.split("/")[:-1]) for question in questions])
    found: dict[tuple[str, ...], Domain] = {}
    tags: dict[QuestionId, DomainTag] = {}
    for question, folder in zip(questions, folders, strict=True):
        if not folder:
            continue
        if folder not in found:
            name = title_of_name(_NUMBERING.sub("", folder[-1]))
            topic = free_id(name, {*taken, *(domain.id for domain in found.values())})
            found[folder] = Domain(topic, name, "", ICON, (), DomainKind.PART)
        evidence = Evidence(found[folder].name, "/".join(folder), question.lines.first)
        tags[question.id] = DomainTag(found[folder].id, Strength.ABOUT, (evidence,))
    return tuple(found.values()), tags


def _dividing(folders: Sequence[tuple[str, ...]]) -> Sequence[tuple[str, ...]]:
    """Each folder up to the outermost level that divides them; all empty where none does."""
    for depth in range(1, max(map(len, folders), default=0) + 1):
        cut = [folder[:depth] for folder in folders]
        sizes = Counter(filter(None, cut))
        divides = 1 < len(sizes) <= MAX_PARTS and max(sizes.values()) <= MAX_SHARE * sizes.total()
        if divides and sizes.total() >= _MIN_MEAN * len(sizes):
            return cut
    return [()] * len(folders)
