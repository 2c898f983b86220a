"""Load texts: ``Content`` and ``Settings`` in, parsed questions with resolved ids out. Every command starts with it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from zhiku.content.front_matter import front_matter_of
from zhiku.content.question_format import INDEX_NAMES, bare
from zhiku.lang import reader as lang
from zhiku.lang.detect import FALLBACK, detect_language
from zhiku.lang.interface import DEFAULT_KIND
from zhiku.lang.kinds import kind_of
from zhiku.lang.word_lists import known_words
from zhiku.markdown.attributes import split_title
from zhiku.markdown.plain_text import plain_heading
from zhiku.model import ProseRole
from zhiku.parsing.blocks import read_blocks
from zhiku.parsing.ids import resolve_ids
from zhiku.parsing.parse import parse
from zhiku.parsing.structure_lint import find_no_question, find_repeated_titles
from zhiku.parsing.titled_files import with_titled_parts
from zhiku.runtime.cache import Cache
from zhiku.source.slug import title_of_name
from zhiku.source.text import SourceText

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from zhiku.content.folder import Content
    from zhiku.content.question_format import QuestionFormat
    from zhiku.content.settings import Settings
    from zhiku.diagnostics.diagnostic import Diagnostic
    from zhiku.model import ParsedText, Prose
    from zhiku.parsing.blocks import Block
    from zhiku.parsing.ids import ResolvedIds

_MAX_TITLE = 40
"""Characters of a heading below the first level that may still be the title of a text."""
_SENTENCE = re.compile(rf"[{lang.scripts().sentence_ends}.]\s*$")
_NO_TITLES = frozenset(map(bare, (*lang.words("contents_titles"), *lang.words("aside_titles"), *lang.words("home_titles"))))
_NO_NAMES = frozenset(map(bare, lang.words("file_names")))
_SHORT_NAME, _MIN_USES = re.compile(r"[a-z0-9]{1,4}", re.IGNORECASE), 2
"""What may be an abbreviation that only its owner knows, and how often the text has to use it."""
_VOWEL = re.compile("[aeiouy]", re.IGNORECASE)
"""The list of words has abbreviations as well; most have none."""
_LARGE = 1_000_000
"""Characters."""


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
        from zhiku.parsing.detect import detect  # noqa: PLC0415 - not needed once the settings say it

        proposal = detect(content.texts, settings.format)
        form = replace(proposal.form, dollars=proposal.form.dollars or settings.format.dollars)
        lenient = proposal.score > 0 and not proposal.is_default_format
    keys = [cache.key(partial(_inputs, source, form)) for source in content.texts]
    parsed = cache.get_or_compute_all(keys, lambda index: parse(content.texts[index], form), _min_files(content.texts))
    texts = with_titled_parts([text for text, _ in parsed])
    resolved, problems = resolve_ids(texts, content.texts, content.lock)
    structure = tuple(problem for _, found in parsed for problem in found)
    return LoadedTexts(form, resolved, lenient), (
        *structure,
        *find_no_question(texts, content.texts),
        *problems,
        *find_repeated_titles(texts, content.texts),
    )


def _inputs(source: SourceText, form: QuestionFormat) -> tuple[object, ...]:
    """What the records of a text and its problems depend on."""
    return "text", source.path, source.text, source.original, form


def _min_files(texts: Sequence[SourceText]) -> int:
    """The number of files from which a separate process pays off."""
    return 1 if sum(len(text.text) for text in texts) > _LARGE else len(texts)


def language_of_texts(texts: Iterable[SourceText]) -> str:
    """The language that most of the texts is written in, by their length; texts in others are translations or quotations."""
    lengths = Counter[str]()
    for text in texts:
        if language := detect_language(text.text):
            lengths[language] += len(text.text)
    return max(lengths, key=lambda language: (lengths[language], language), default=FALLBACK)


def title_of(texts: tuple[ParsedText, ...], fallback: str) -> str:
    """The title of a base without one in its settings: from front matter, a heading, or the name of the file.

    That of several texts is given by the file that represents their folder.
    """
    own = texts if len(texts) == 1 else _of_folder(texts)
    return next(filter(None, map(_title_of_text, own)), fallback)


def title_from_name(name: str, texts: Sequence[str]) -> str:
    """The name of a file or folder as the title of some texts; empty if it is an abbreviation that they do not use.

    A short name is written as the texts write it: *css* as *CSS*.
    """
    words = re.sub(r"[-_.]+", " ", name).split()
    if says_nothing(name) or len(words) != 1 or not _SHORT_NAME.fullmatch(words[0]):
        return "" if says_nothing(name) else title_of_name(name)
    word = re.compile(rf"(?<!\w){re.escape(words[0])}(?!\w)", re.IGNORECASE)
    written = Counter(found for text in texts for found in word.findall(text))
    if written.total() >= _MIN_USES:
        return title_of_name(max(written, key=lambda spelling: (written[spelling], spelling)))
    is_word = words[0].casefold() in known_words("en") and _VOWEL.search(words[0])
    return title_of_name(name) if is_word else ""


def says_nothing(stem: str) -> bool:
    """Whether a file is called as any text may be: *text*, *content*."""
    return bare(stem) in _NO_NAMES


def headings_of_index(texts: Sequence[ParsedText]) -> tuple[str, ...]:
    """The headings of the file that represents a folder of texts."""
    return tuple(block.content for text in _of_folder(texts) for block in _headings(text))


def _of_folder(texts: Iterable[ParsedText]) -> list[ParsedText]:
    """The texts that represent the folder of all."""
    return [text for text in texts if text.file.rpartition(".")[0].casefold() in INDEX_NAMES]


def _title_of_text(text: ParsedText) -> str:
    """The title of a text: from its metadata, its heading of the first level, or the only one above all others, or its file.

    Where headings stand before the first question it is one of these; one behind it is that of a part, and so is the first of
    several that hold questions. Empty where the file is called *text* and nothing in it says more.
    """
    matter = front_matter_of(text.text)
    headings = [] if _begins_with_part(text) else _headings(text)
    headings = _before_questions(text, headings) or headings
    first = next((block for block in headings if block.level == 1), None)
    stem = text.path.rpartition("/")[2].rpartition(".")[0] or text.path
    is_index = stem.casefold() in INDEX_NAMES
    named = (matter.title, matter.site, _words_of(first), _words_of(_only_highest(headings)))
    found = (title for title in named if title and not (is_index and bare(title) in _NO_TITLES))
    return next(found, "" if is_index else title_from_name(stem, [text.text]))


def _begins_with_part(text: ParsedText) -> bool:
    """Whether the first heading is one of several of the highest level that hold questions, and does not call itself a FAQ."""
    levels = {place: record.level for place, record in enumerate(text.prose) if record.role is ProseRole.PART and record.level}
    parts = [place for place, level in levels.items() if level == min(levels.values())]
    holding = {_outermost(text.prose, question.part) for question in text.questions}.intersection(parts)
    first = next(iter(levels), -1)
    return len(holding) > 1 and first in holding and kind_of([text.prose[first].title]) == DEFAULT_KIND


def _outermost(prose: Sequence[Prose], place: int) -> int:
    """The part of the highest level around a part, -1 where there is none."""
    while place >= 0 and prose[place].parent >= 0:
        place = prose[place].parent
    return place


def _only_highest(headings: Sequence[Block]) -> Block | None:
    """The first of some headings, if all others are deeper, and if it is short and no sentence."""
    if not headings or any(block.level <= headings[0].level for block in headings[1:]):
        return None
    words = headings[0].content
    return headings[0] if len(words) <= _MAX_TITLE and not _SENTENCE.search(words) else None


def _headings(text: ParsedText) -> list[Block]:
    """The headings of a text outside its questions; all of them are also those of their answers."""
    source = SourceText(text.path, text.text)
    blocks = (block for block in read_blocks(source, None).blocks if block.level and not block.is_empty_heading)
    spans = [question.span for question in text.questions]
    places = ((source.offset_of_line(block.first), block) for block in blocks)
    return [block for at, block in places if not any(span.start <= at < span.end for span in spans)]


def _before_questions(text: ParsedText, headings: list[Block]) -> list[Block]:
    """The headings above the first question; all of them where there is none."""
    if not text.questions:
        return headings
    first = SourceText(text.path, text.text).line_of(text.questions[0].span.start)
    return [block for block in headings if block.first < first]


def _words_of(heading: Block | None) -> str:
    return plain_heading(split_title(heading.content.strip())[0]) if heading else ""
