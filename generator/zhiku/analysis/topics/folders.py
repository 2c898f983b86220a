"""Categories, folders and files as topics of the questions that are in no part; a file of one question has no heading above."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from zhiku.analysis.topics.find import free_id
from zhiku.analysis.topics.parts import ICON, MAX_PARTS, MAX_SHARE
from zhiku.content.question_format import INDEX_NAMES
from zhiku.model import Domain, DomainKind, DomainTag, Evidence, Strength
from zhiku.source.slug import title_of_folder, title_of_name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from zhiku.model import Question, QuestionId

_MIN_MEAN = 2
"""Questions of a folder or file on average: folders of one question each, as some texts with pictures have, divide nothing."""
_MIN_FILES = 3
"""Files that divide the questions; two are rather the halves of a text."""
_MOST = 0.5
"""Share of the questions that must have a category."""
_NO_LETTERS = re.compile(r"[\W\d_]+")
_LARGE = 0.5
"""A folder with a larger share of the questions is divided into its folders."""


def folder_topics(
    questions: Sequence[Question], taken: Collection[str] = (), names: Iterable[str] = ()
) -> tuple[tuple[Domain, ...], dict[QuestionId, DomainTag]]:
    """The categories of front matter, or the outermost folders or files, that divide the questions, in their order, and each's.

    Questions outside of these get none. Where neither divides the questions there are no topics. No id is one that is ``taken``;
    ``names`` are names as the texts write them (*AWS* for ``aws/``, *LLM basics* for ``llm-basics/``).
    """
    written = {name.casefold(): name for name in names if not name.islower()}
    acronyms = {key: name for key, name in written.items() if name[1:] != name[1:].lower()}
    paths = [tuple(question.file.split("/")) for question in questions]
    categories = _categories(questions)
    files, folders = set(paths), categories or _dividing(_places(paths))
    found: dict[tuple[str, ...], Domain] = {}
    tags: dict[QuestionId, DomainTag] = {}
    for question, folder in zip(questions, folders, strict=True):
        if not folder:
            continue
        if folder not in found:
            title = _title(folder[-1]) if categories else title_of_folder(_stem(folder) if folder in files else folder[-1])
            name = written.get(title.casefold()) or " ".join(acronyms.get(word.casefold(), word) for word in title.split(" "))
            topic = free_id(name, {*taken, *(domain.id for domain in found.values())})
            found[folder] = Domain(topic, name, "", ICON, (), DomainKind.PART)
        evidence = Evidence(found[folder].name, "/".join(folder), question.lines.first)
        tags[question.id] = DomainTag(found[folder].id, Strength.ABOUT, (evidence,))
    return tuple(found.values()), tags


def _categories(questions: Sequence[Question]) -> Sequence[tuple[str, ...]]:
    """The category of each question where most have one and these divide them; else nothing."""
    given = [(question.category,) if question.category else () for question in questions]
    divided = _dividing(given) if sum(map(bool, given)) > _MOST * len(given) else ()
    return divided if any(divided) else ()


def _title(category: str) -> str:
    """A category as it is written, or its identifier as a title."""
    return title_of_name(category) if category == category.lower() and " " not in category else category


def _places(paths: Sequence[tuple[str, ...]]) -> Sequence[tuple[str, ...]]:
    """The folders of each path; with the file as well where files have several questions and names that tell them apart."""
    files = set(paths)
    names = {(path[:-1], _NO_LETTERS.sub("", _stem(path))) for path in files}
    are_named = len(names) == len(files) and all(name for _, name in names)
    if not are_named or len(files) < _MIN_FILES or len(paths) < _MIN_MEAN * len(files):
        return [path[:-1] for path in paths]
    return [path[:-1] if _stem(path).casefold() in INDEX_NAMES else path for path in paths]


def _stem(path: tuple[str, ...]) -> str:
    """The name of a file without its ending."""
    return path[-1].rpartition(".")[0]


def _dividing(folders: Sequence[tuple[str, ...]]) -> Sequence[tuple[str, ...]]:
    """The folder above or at each folder or file that divides them; all empty where none does.

    A folder with more than half of the questions is divided further, as long as that makes no small or many folders.
    """
    cut: list[tuple[str, ...]] = [()] * len(folders)
    while cut:
        (largest, size), *_ = Counter(cut).most_common(1)
        finer = [folder[: len(held) + 1] if held == largest else held for folder, held in zip(folders, cut, strict=True)]
        sizes = Counter(filter(None, finer))
        if size <= _LARGE * len(cut) or finer == cut or len(sizes) > MAX_PARTS or sizes.total() < _MIN_MEAN * len(sizes):
            break
        cut = finer
    sizes = Counter(filter(None, cut))
    divides = len(sizes) > 1 and max(sizes.values()) <= MAX_SHARE * sizes.total()
    return cut if divides else [()] * len(folders)
