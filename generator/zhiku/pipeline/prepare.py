"""From a content folder to the pages of its base: read, analyse, relate, render as Markdown. Writes nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from zhiku.analysis.concepts.find import find_concepts
from zhiku.analysis.domains import classify
from zhiku.analysis.related.relate import relate, with_concepts
from zhiku.analysis.topics.divide import divide
from zhiku.content.stored_topics import read_stored_topics
from zhiku.diagnostics.wording import quantity
from zhiku.engine import runner
from zhiku.engine.job import SiteLocation
from zhiku.engine.shards import Prepared
from zhiku.lang.interface import Interface, interface, interface_of
from zhiku.model import Analysis, Entry, KnowledgeBase, Part
from zhiku.output.manual_edits import PageSource
from zhiku.output.share_images import find_font
from zhiku.pages import SourceLinks, render
from zhiku.pages.wikilinks import link_wikilinks_to_concepts
from zhiku.parsing.load import says_nothing, title_of
from zhiku.parsing.structure_lint import find_duplicates
from zhiku.pipeline.dates import question_dates
from zhiku.pipeline.texts import read_texts
from zhiku.rendering.links import MEDIA
from zhiku.runtime.cache import Cache
from zhiku.runtime.compressed_files import CompressedFiles
from zhiku.runtime.icons import icon
from zhiku.runtime.images import sizes_of_images
from zhiku.runtime.processes import submit
from zhiku.runtime.repository import change_time, find_repository, find_site_url
from zhiku.search import SearchAssets

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

    from zhiku.diagnostics.diagnostic import Diagnostic
    from zhiku.model import Classified, Concept, Domain
    from zhiku.pipeline.texts import Progress, Texts
    from zhiku.source.text import SourceText


@dataclass(frozen=True, slots=True)
class Analysed:
    """The texts with their domains and concepts; ``base`` is complete except for relations.

    ``concepts`` are those of ``base``, or the ones that relations are found by where the owner wants none on the site.
    """

    texts: Texts
    base: KnowledgeBase
    domains: tuple[Domain, ...]
    concepts: tuple[Concept, ...]
    classified: tuple[Classified, ...]
    share_font: str
    """The font file for the preview images of shared links; empty if none are drawn."""

    @property
    def search(self) -> SearchAssets:
        """The inputs of the search index, which does not depend on relations."""
        settings = self.texts.settings
        features, base = self.texts.rendered.features, self.base
        return SearchAssets(base, features, base.domains, settings.synonyms, settings.engine, meaning=settings.meaning)


@dataclass(frozen=True, slots=True)
class Related:
    """The complete base, and the texts without what only the analysis needs; ``share_font`` is that of ``Analysed``."""

    texts: Texts
    base: KnowledgeBase
    share_font: str


def prepare(  # noqa: PLR0913 - what is read, who is told, and what is known already
    content_dir: Path,
    progress: Progress,
    cache: Cache | None = None,
    engine: runner.Engine | None = None,
    *,
    with_pages: bool = True,
    topics_on_request: bool = False,
    preview: bool = False,
) -> tuple[Prepared, tuple[Diagnostic, ...]]:
    """Everything up to the pages, and the warnings; all errors are raised together as one ``ContentError``. Writes nothing.

    Without ``with_pages`` no page is rendered. A ``preview`` is not stored by browsers.
    """
    cache = cache or Cache()
    analysed = read_and_analyse(content_dir, progress, cache, topics_on_request=topics_on_request, preview=preview)
    related = relate_questions(analysed, content_dir)
    return render_base(related, analysed.search, content_dir, cache, engine or runner.Engine(), with_pages=with_pages)


def read_and_analyse(
    content_dir: Path, progress: Progress, cache: Cache, *, topics_on_request: bool = False, preview: bool = False
) -> Analysed:
    """Read the texts and find domains, topics and concepts; all errors are raised together as one ``ContentError``.

    A ``preview`` has no offline storage and no preview images.
    """
    texts = read_texts(content_dir, progress, cache)
    if preview:
        texts = replace(texts, settings=replace(texts.settings, offline=False, share_images=False))
    progress(f"relating {quantity(len(texts.rendered.questions), 'question')}")
    return analyse(texts, content_dir, progress, topics_on_request=topics_on_request)


def analyse(texts: Texts, content_dir: Path, progress: Progress, *, topics_on_request: bool = False) -> Analysed:
    """Find domains, topics and concepts; ``topics_on_request`` finds topics in any base."""
    rendered, settings, taxonomy = texts.rendered, texts.settings, texts.taxonomy
    classified = classify(rendered.questions, rendered.features, taxonomy.domains, texts.overlays)
    errata = {overlay.question: overlay.errata for overlay in texts.overlays}
    concepts = find_concepts(classified, texts.concept_overlay, errata) if settings.find else ()
    shown = concepts if Analysis.CONCEPTS in settings.find else ()
    questions, parts = link_wikilinks_to_concepts(rendered.questions, rendered.parts, shown)
    classified = tuple(replace(item, question=question) for item, question in zip(classified, questions, strict=True))
    described = _described(texts, len(classified), shown, content_dir)
    domains, classified = divide(
        classified,
        taxonomy.domains,
        parts,
        concepts,
        own_topics=taxonomy.topics if Analysis.TOPICS in settings.find else taxonomy.topics or (),
        stored_topics=read_stored_topics(texts.content.lock),
        overlays=texts.overlays,
        on_request=topics_on_request,
        title=described.title,
        separator=interface_of(described)("site.separator"),
    )
    font = find_font(item.question.title for item in classified) if settings.share_images else ""
    if settings.share_images and not font:
        progress("no installed font has the characters of the titles, so there are no preview images for shared links")
    base = replace(
        described,
        entries=with_concepts(classified, shown),
        domains=_non_empty(domains, classified),
        parts=parts,
        share_images=bool(font),
    )
    return Analysed(texts, base, tuple(domains), concepts, tuple(classified), font)


def _counted(shown: Interface, questions: int, concepts: int) -> str:
    """The number of questions and, if there are any, of concepts."""
    count = shown("site.count", n=questions)
    return shown("site.description", count=count, concepts=shown("concepts.count", n=concepts)) if concepts else count


def _described(texts: Texts, questions: int, concepts: tuple[Concept, ...], content_dir: Path) -> KnowledgeBase:
    """A base with its title, description and settings, but without questions."""
    settings = texts.settings
    shown = interface(texts.language, settings.kind, settings.words)
    folder = content_dir.resolve().name
    return KnowledgeBase(
        title=settings.title or title_of(texts.loaded.texts, "" if says_nothing(folder) else folder) or shown("init.untitled"),
        description=settings.description or _counted(shown, questions, len(concepts)),
        language=texts.language,
        entries=(),
        domains=(),
        concepts=concepts,
        kind=settings.kind,
        words=settings.words,
        identity=settings.id,
        exports=settings.exports,
        offline=settings.offline,
    )


def _non_empty(domains: Iterable[Domain], questions: Iterable[Classified]) -> tuple[Domain, ...]:
    """The domains with at least one question about them."""
    about = {domain for item in questions for domain in item.about}
    return tuple(domain for domain in domains if domain.id in about)


def relate_questions(analysed: Analysed, content_dir: Path) -> Related:
    """The base with relations and the dates of changes."""
    dates = submit(partial(question_dates, analysed.texts.rendered.questions, content_dir))
    entries = analysed.base.entries
    if Analysis.RELATED in analysed.texts.settings.find:
        found = relate(analysed.classified, analysed.concepts, analysed.domains, analysed.base.title)
        entries = tuple(replace(entry, related=related) for entry, related in zip(entries, found, strict=True))
    base = replace(analysed.base, entries=entries, dates=tuple(dates.result().items()))
    return Related(analysed.texts.without_features(), base, analysed.share_font)


def render_base(  # noqa: PLR0913 - what is rendered, and what belongs to the result
    related: Related,
    search: SearchAssets,
    content_dir: Path,
    cache: Cache,
    engine: runner.Engine,
    *,
    with_pages: bool = True,
) -> tuple[Prepared, tuple[Diagnostic, ...]]:
    """Render all pages as Markdown; also the warnings of all stages."""
    texts = related.texts
    media = {f"{MEDIA}{path}": (content_dir / path).read_bytes() for path in texts.rendered.media}
    base = replace(related.base, image_sizes=sizes_of_images(media))
    duplicates = texts.with_severities(find_duplicates(base.entries, texts.content.texts))
    pages = CompressedFiles(render_pages(base, content_dir), media) if with_pages else CompressedFiles({})
    prepared = Prepared(
        base,
        pages,
        search,
        find_location(content_dir, engine.site_url),
        engine,
        texts.settings,
        texts.typesetter,
        page_origins(base.entries, texts.rendered.parts, texts.content.texts),
        texts.loaded.resolved.redirects,
        cache,
        change_time(content_dir),
        related.share_font,
    )
    return prepared, (*texts.problems, *duplicates)


def render_pages(base: KnowledgeBase, content_dir: Path, only: Collection[str] | None = None) -> dict[str, bytes]:
    """The Markdown of the pages, compressed, by their path in the docs folder; of all, or of some."""
    repository = find_repository(content_dir)
    links = SourceLinks(repository.source_template(content_dir), repository.edit_template(content_dir))
    return render(base, {domain.id: icon(domain.icon) or "" for domain in base.domains}, links, only)


def find_location(content_dir: Path, written: str = "") -> SiteLocation:
    """The addresses of the site and its source, from ``written`` (the owner's setting), the environment and git."""
    return SiteLocation(find_site_url(written), find_repository(content_dir))


def page_origins(entries: Iterable[Entry], parts: Iterable[Part], sources: Iterable[SourceText]) -> dict[str, PageSource]:
    """The source range of each page, by the path of the page."""
    by_path = {source.path: source for source in sources}
    questions = {
        f"questions/{entry.question.id}.md": PageSource(by_path[entry.question.path], entry.question.lines) for entry in entries
    }
    return questions | {f"parts/{part.id}.md": PageSource(by_path[part.path], part.lines) for part in parts}
