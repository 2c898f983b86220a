"""Read and render the texts of a content folder: everything that depends on a single question."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from zhiku.analysis.concepts.merge import fold
from zhiku.content.accepted import read_accepted
from zhiku.content.annotations import read_concept_overlay, read_overlays
from zhiku.content.domains import check_terms_occur, read_taxonomy
from zhiku.content.folder import read_content
from zhiku.content.settings import read_settings
from zhiku.diagnostics.codes import with_severities
from zhiku.diagnostics.diagnostic import ContentError, Diagnostic, has_errors
from zhiku.diagnostics.wording import quantity
from zhiku.lang.interface import interface
from zhiku.markdown.katex import Typesetter
from zhiku.parsing.chapters import part_ids
from zhiku.parsing.load import language_of_texts, read
from zhiku.pipeline.per_question import render_texts
from zhiku.rendering.link_index import build_link_index
from zhiku.rendering.question import Context
from zhiku.rendering.title_symbols import find_title_symbols

if TYPE_CHECKING:
    from pathlib import Path

    from zhiku.content.annotations import Overlay
    from zhiku.content.domains import Taxonomy
    from zhiku.content.folder import Content
    from zhiku.content.settings import Settings
    from zhiku.lang.interface import Interface
    from zhiku.model import ConceptOverlay
    from zhiku.parsing.load import LoadedTexts
    from zhiku.pipeline.per_question import RenderedTexts
    from zhiku.runtime.cache import Cache

Progress = Callable[[str], None]
"""Receives the name of each step as it starts."""


@dataclass(frozen=True, slots=True)
class Texts:
    """The content, read and rendered: everything known about each question on its own, and the warnings."""

    content: Content
    settings: Settings
    language: str
    taxonomy: Taxonomy
    loaded: LoadedTexts
    overlays: tuple[Overlay, ...]
    concept_overlay: ConceptOverlay
    rendered: RenderedTexts
    typesetter: Typesetter
    problems: tuple[Diagnostic, ...]

    def with_severities(self, problems: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
        """Problems with the severities that the owner has set."""
        return with_severities(tuple(problems), dict(self.settings.severities), lenient=self.loaded.lenient)

    def without_features(self) -> Texts:
        """The same texts without what only the analysis needs: the parsed texts and the features of the questions."""
        resolved = replace(self.loaded.resolved, texts=())
        return replace(self, loaded=replace(self.loaded, resolved=resolved), rendered=replace(self.rendered, features=()))


@dataclass(frozen=True, slots=True)
class _Parsed:
    """The content, parsed but not rendered; ``interface`` has the words of the site, in the language of the texts."""

    content: Content
    settings: Settings
    language: str
    interface: Interface
    taxonomy: Taxonomy
    loaded: LoadedTexts
    overlays: tuple[Overlay, ...]
    problems: tuple[Diagnostic, ...]


def read_texts(content_dir: Path, progress: Progress, cache: Cache) -> Texts:
    """The texts of a content folder; all errors are raised together as one ``ContentError``."""
    progress("reading the text")
    parsed = _parse(content_dir, cache)
    content, loaded, typesetter = parsed.content, parsed.loaded, Typesetter(cache)
    progress(f"rendering {quantity(sum(len(text.questions) for text in loaded.texts), 'question')}")
    context, analysed = _context(parsed, typesetter), bool(parsed.settings.find)
    rendered, markup_problems = render_texts(loaded.texts, content.texts, context, cache, analysed=analysed)
    said = [text for item in rendered.questions for text in (item.title, *(passage.text for passage in item.passages))]
    folded = functools.cache(lambda: "\n".join(map(fold, said)))  # needed only if an overlay names concepts
    concept_overlay, concept_problems = read_concept_overlay(content.overlays, lambda name: fold(name) in folded())
    term_problems = check_terms_occur(content.domains, said) if said else ()
    texts = Texts(
        content,
        parsed.settings,
        parsed.language,
        parsed.taxonomy,
        loaded,
        parsed.overlays,
        concept_overlay,
        rendered,
        typesetter,
        (),
    )
    problems = texts.with_severities((*parsed.problems, *term_problems, *concept_problems, *markup_problems))
    if has_errors(problems):
        raise ContentError(problems)
    return replace(texts, problems=problems)


def _parse(content_dir: Path, cache: Cache) -> _Parsed:
    """Read and parse all files of a content folder."""
    content, problems = read_content(content_dir)
    settings, settings_problems = read_settings(content.settings)
    _, accepted_problems = read_accepted(content.accepted)
    language = settings.language or language_of_texts(content.texts)
    words = interface(language, settings.kind, settings.words)
    taxonomy, domain_problems = read_taxonomy(content.domains, words("site.general"))
    loaded, text_problems = read(content, settings, cache)
    overlays, overlay_problems = read_overlays(content.overlays, {item.entry.id for item in loaded.resolved.ids}, taxonomy.ids)
    found = (problems, settings_problems, accepted_problems, domain_problems, overlay_problems, text_problems)
    return _Parsed(content, settings, language, words, taxonomy, loaded, overlays, tuple(chain.from_iterable(found)))


def _context(parsed: _Parsed, typesetter: Typesetter) -> Context:
    """What rendering a question requires besides the question."""
    loaded = parsed.loaded
    parts = part_ids(loaded.texts)
    return Context(
        addresses=build_link_index(loaded.texts, {place: f"parts/{part}/" for place, part in parts.items()}),
        attachments=frozenset(parsed.content.attachments),
        overlays={overlay.question: overlay for overlay in parsed.overlays},
        parts=parts,
        typesetter=typesetter,
        dollars=loaded.form.dollars,
        strict_formulas=parsed.settings.strict_formulas(lenient=loaded.lenient),
        interface=parsed.interface,
        title_symbols=find_title_symbols(loaded.texts),
    )
