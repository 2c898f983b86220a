"""Load texts: ``Content`` and ``Settings`` in, parsed questions with resolved ids out. Every command starts with it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from zhiku.content.front_matter import read_front_matter
from zhiku.lang.detect import FALLBACK, detect_language
from zhiku.model import ProseRole
from zhiku.parsing.detect import detect
from zhiku.parsing.ids import resolve_ids
from zhiku.parsing.parse import parse
from zhiku.parsing.structure_lint import find_no_question, find_repeated_titles
from zhiku.runtime.cache import Cache

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from zhiku.content.folder import Content
    from zhiku.content.question_format import QuestionFormat
    from zhiku.content.settings import Settings
    from zhiku.diagnostics.diagnostic import Diagnostic
    from zhiku.model import ParsedText
    from zhiku.parsing.ids import ResolvedIds
    from zhiku.source.text import SourceText

_INDEX_NAMES = frozenset({"readme", "index", "_index"})
"""Names of files that represent their folder."""
_LARGE = 1_000_000
"""Characters."""
_MARKUP = re.compile(r"[*_`#]|<[^>]*>|\]\([^)]*\)|[\[\]]")


@dataclass(frozen=True, slots=True)
class LoadedTexts:
    """The texts, read: by which format, with which ids; ``lenient`` where they were not written for kb."""

    form: QuestionFormat
    resolved: ResolvedIds
    lenient: bool

    @property
    def texts(self) -> tuple[ParsedText, ...]:
        """The parsed texts with their final ids."""
        return self.resolved.texts


def read(content: Content, settings: Settings, cache: Cache | None = None) -> tuple[LoadedTexts, tuple[Diagnostic, ...]]:
    """The texts of a content folder; how questions open is detected where the settings do not say it."""
    cache = cache or Cache()
    form, lenient = settings.format, False
    if not settings.declared:
        proposal = detect(content.texts, settings.format)
        form = replace(proposal.form, dollars=proposal.form.dollars or settings.format.dollars)
        lenient = proposal.score > 0 and not proposal.is_default_format
    keys = [cache.key(lambda source=source: ("text", source.path, source.text, form)) for source in content.texts]  # type: ignore[misc]
    parsed = cache.get_or_compute_all(keys, lambda index: parse(content.texts[index], form), _min_files(content.texts))
    texts = tuple(text for text, _ in parsed)
    resolved, problems = resolve_ids(texts, content.texts, content.lock)
    structure = tuple(problem for _, found in parsed for problem in found)
    return LoadedTexts(form, resolved, lenient), (
        *structure,
        *find_no_question(texts, content.texts),
        *problems,
        *find_repeated_titles(texts, content.texts),
    )


def _min_files(texts: Sequence[SourceText]) -> int:
    """The number of files from which a separate process pays off."""
    return 1 if sum(len(text.text) for text in texts) > _LARGE else len(texts)


def language_of(texts: Iterable[SourceText]) -> str:
    """The language that most of the texts is written in."""
    return detect_language("\n\n".join(text.text for text in texts)) or FALLBACK


def title_of(texts: tuple[ParsedText, ...], fallback: str) -> str:
    """The title of a base without one in its settings: from front matter, the first heading, or the name of the file."""
    own = texts if len(texts) == 1 else [text for text in texts if text.file.rpartition(".")[0].casefold() in _INDEX_NAMES]
    return next(filter(None, map(_title_of_text, own)), fallback)


def _title_of_text(text: ParsedText) -> str:
    for record in text.prose:
        if record.role is ProseRole.FRONT_MATTER and (
            title := read_front_matter(text.text[record.span.start : record.span.end]).title
        ):
            return title
        if record.role is ProseRole.PART and record.level == 1 and (words := _MARKUP.sub("", record.title).strip()):
            return words
    return text.path.rpartition("/")[2].rpartition(".")[0] or text.path
