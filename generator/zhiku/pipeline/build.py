"""The whole chain on one screen: a content folder in, a checked site out."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from zhiku.analysis.concepts.extract import names_in
from zhiku.analysis.concepts.find import find_concepts
from zhiku.analysis.concepts.merge import fold
from zhiku.analysis.domains import classify
from zhiku.analysis.related.relate import relate, with_concepts
from zhiku.analysis.topics.divide import divide
from zhiku.content.accepted import counted, read_accepted, without
from zhiku.content.annotations import read_concept_overlay, read_overlays
from zhiku.content.domains import check_terms_occur, read_taxonomy
from zhiku.content.folder import read_content, shown_path
from zhiku.content.settings import read_settings
from zhiku.diagnostics.codes import with_severities
from zhiku.diagnostics.diagnostic import ContentError, Diagnostic, has_errors
from zhiku.engine import runner
from zhiku.engine.job import SiteLocation
from zhiku.engine.shards import Prepared, build_pages
from zhiku.lang.interface import interface, interface_of, strings_file
from zhiku.markdown.katex import Typesetter
from zhiku.model import Entry, Export, KnowledgeBase, Part
from zhiku.output import finish
from zhiku.output.check import base_path, check_pages
from zhiku.output.docs_tree import DiskTree, apply, plan
from zhiku.output.exports.anki import APKG, anki_notes, apkg
from zhiku.output.exports.table import csv_file
from zhiku.output.machine_readable import machine_files
from zhiku.output.manual_edits import PageSource
from zhiku.output.offline import offline_files, retiring_worker
from zhiku.output.page_facts import read_page
from zhiku.output.share_images import draw_missing, find_font
from zhiku.output.swap import fresh_folder
from zhiku.pages import SMALL_BASE, SourceLinks, render
from zhiku.pages.share import question_pictures, site_picture
from zhiku.pages.study import cards_file
from zhiku.parsing.chapters import part_ids
from zhiku.parsing.load import language_of, read, title_of
from zhiku.parsing.structure_lint import find_duplicates
from zhiku.pipeline import up_to_date
from zhiku.pipeline.dates import question_dates
from zhiku.pipeline.per_question import render_texts
from zhiku.rendering.link_index import build_link_index
from zhiku.rendering.links import MEDIA
from zhiku.rendering.question import Context
from zhiku.runtime.cache import Cache, pack
from zhiku.runtime.fingerprint import fingerprint
from zhiku.runtime.icons import icon
from zhiku.runtime.images import sizes_of_images
from zhiku.runtime.processes import submit
from zhiku.runtime.repository import change_time, commit_time, find_repository, find_site_url, is_local
from zhiku.search import SearchAssets

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from zhiku.content.annotations import Overlay
    from zhiku.content.domains import Taxonomy
    from zhiku.content.folder import Content
    from zhiku.content.settings import Settings
    from zhiku.engine.shards import FinishedPages
    from zhiku.model import Classified, ConceptOverlay, Domain
    from zhiku.output.exports.anki import AnkiNote
    from zhiku.parsing.load import LoadedTexts
    from zhiku.pipeline.per_question import RenderedTexts
    from zhiku.runtime.project import Project
    from zhiku.source.text import SourceText

Progress = Callable[[str], None]
"""Told the name of each step as it starts."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did: how much of what the site holds, and the warnings; the base, where something had to be built."""

    questions: int
    domains: int
    concepts: int
    formulas: int
    problems: tuple[Diagnostic, ...]
    new: tuple[Diagnostic, ...] = ()
    """The warnings that the build before did not have."""
    base: KnowledgeBase | None = None
    site_url: str = ""
    """Where the site will be read, empty where nothing says it."""


@dataclass(frozen=True, slots=True)
class Texts:
    """The content read and rendered: all that is known of each question without the others, and the warnings met."""

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
        """Problems, as severe as the owner has them."""
        return with_severities(tuple(problems), dict(self.settings.severities), lenient=self.loaded.lenient)


def read_texts(content_dir: Path, progress: Progress, cache: Cache) -> Texts:
    """The texts of a content folder; errors are raised together as one ``ContentError``."""
    progress("reading the text")
    content, problems = read_content(content_dir)
    settings, settings_problems = read_settings(content.settings)
    _, accepted_problems = read_accepted(content.accepted)
    language = settings.language or language_of(content.texts)
    words = interface(language, settings.kind, settings.words)
    taxonomy, domain_problems = read_taxonomy(content.domains, words("site.general"))
    loaded, text_problems = read(content, settings, cache)
    overlays, overlay_problems = read_overlays(content.overlays, {item.entry.id for item in loaded.resolved.ids}, taxonomy.ids)

    progress(f"rendering {sum(len(text.questions) for text in loaded.texts)} questions")
    typesetter = Typesetter(cache)
    parts = part_ids(loaded.texts)
    context = Context(
        addresses=build_link_index(loaded.texts, {place: f"parts/{part}/" for place, part in parts.items()}),
        attachments=frozenset(content.attachments),
        overlays={overlay.question: overlay for overlay in overlays},
        parts=parts,
        typesetter=typesetter,
        dollars=loaded.form.dollars,
        strict_formulas=settings.strict_formulas(lenient=loaded.lenient),
        interface=words,
    )
    rendered, markup_problems = render_texts(loaded.texts, content.texts, context, cache)
    # Only an overlay that names concepts makes the names be looked for here.
    names = functools.cache(lambda: frozenset(fold(name) for digest in rendered.digests for name in names_in(digest)))
    concept_overlay, concept_problems = read_concept_overlay(content.overlays, lambda name: fold(name) in names())
    said = [text for item in rendered.questions for text in (item.title, *(passage.text for passage in item.passages))]
    texts = Texts(content, settings, language, taxonomy, loaded, overlays, concept_overlay, rendered, typesetter, ())
    problems = texts.with_severities(
        (
            *problems,
            *settings_problems,
            *accepted_problems,
            *domain_problems,
            *(check_terms_occur(content.domains, said) if said else ()),
            *overlay_problems,
            *concept_problems,
            *text_problems,
            *markup_problems,
        )
    )
    if has_errors(problems):
        raise ContentError(problems)
    return replace(texts, problems=problems)


def prepare(  # noqa: PLR0913 - what is read, who is told, and what is known already
    content_dir: Path,
    progress: Progress,
    cache: Cache | None = None,
    engine: runner.Engine | None = None,
    *,
    with_search: bool = False,
    topics_on_request: bool = False,
) -> tuple[Prepared, tuple[Diagnostic, ...]]:
    """Everything up to the pages, and the warnings met; errors are raised together as one ``ContentError``. Writes nothing.

    ``with_search`` starts the search index in a child as early as possible; ``topics_on_request`` finds topics in any base.
    """
    cache = cache or Cache()
    texts = read_texts(content_dir, progress, cache)
    rendered, settings, taxonomy = texts.rendered, texts.settings, texts.taxonomy

    progress(f"relating {len(rendered.questions)} questions")
    dates = submit(partial(question_dates, rendered.questions, content_dir))
    classified = classify(rendered.questions, rendered.digests, taxonomy.domains, texts.overlays)
    errata = {overlay.question: overlay.errata for overlay in texts.overlays}
    concepts = find_concepts(classified, texts.concept_overlay, errata)
    domains, classified = divide(
        classified,
        taxonomy.domains,
        rendered.parts,
        concepts,
        own_topics=taxonomy.topics,
        overlays=texts.overlays,
        on_wish=topics_on_request,
    )
    shown = interface(texts.language, settings.kind, settings.words)
    font = find_font(item.question.title for item in classified) if settings.share_images else ""
    if settings.share_images and not font:
        progress("no font has the letters of the titles: there will be no pictures for sharing")
    base = KnowledgeBase(
        title=settings.title or title_of(texts.loaded.texts, content_dir.resolve().name),
        description=settings.description or shown("site.description", n=len(classified), concepts=len(concepts)),
        language=texts.language,
        entries=with_concepts(classified, concepts),
        domains=_inhabited(domains, classified),
        concepts=concepts,
        parts=rendered.parts,
        kind=settings.kind,
        words=settings.words,
        identity=settings.id,
        exports=settings.exports,
        offline=settings.offline,
        share_images=bool(font),
    )
    search = SearchAssets(base, rendered.digests, base.domains, settings.synonyms, settings.engine, meaning=settings.meaning)
    if with_search:
        search.start()
    media = {f"{MEDIA}{path}": (content_dir / path).read_bytes() for path in rendered.media}
    base = replace(
        base,
        entries=relate(classified, concepts, domains),
        dates=tuple(dates.result().items()),
        image_sizes=sizes_of_images(media),
    )
    copies = texts.with_severities(find_duplicates(base.entries, texts.content.texts))
    pages: dict[str, str | bytes] = {**render_pages(base, content_dir)}
    pages |= media
    origins = page_origins(base.entries, rendered.parts, texts.content.texts)
    redirects = texts.loaded.resolved.redirects
    engine = engine or runner.Engine()
    prepared = Prepared(
        base,
        pages,
        search,
        find_location(content_dir, engine.site_url),
        engine,
        settings,
        texts.typesetter,
        origins,
        redirects,
        cache,
        change_time(content_dir),
        font,
    )
    return prepared, (*texts.problems, *copies)


def _inhabited(domains: Iterable[Domain], questions: Iterable[Classified]) -> tuple[Domain, ...]:
    """The domains that some question is about."""
    about = {domain for item in questions for domain in item.about}
    return tuple(domain for domain in domains if domain.id in about)


def render_pages(base: KnowledgeBase, content_dir: Path, only: Collection[str] | None = None) -> dict[str, str]:
    """The Markdown of the pages, by their path in the docs folder; of all, or of some."""
    repository = find_repository(content_dir)
    links = SourceLinks(repository.source_template(content_dir), repository.edit_template(content_dir))
    return render(base, {domain.id: icon(domain.icon) or "" for domain in base.domains}, links, only)


def for_preview(prepared: Prepared) -> Prepared:
    """The same, for a site that no browser keeps and nobody links to."""
    return replace(prepared, base=replace(prepared.base, offline=False, share_images=False))


def find_location(content_dir: Path, written: str = "") -> SiteLocation:
    """Where the site will stand and where its source is kept, by what the owner has ``written``, the environment and git say."""
    return SiteLocation(find_site_url(written), find_repository(content_dir))


def pin_time(content_dir: Path) -> None:
    """Date everything the engine dates by the last commit, so that two builds of one commit are equal."""
    if timestamp := commit_time(content_dir):
        os.environ.setdefault("SOURCE_DATE_EPOCH", timestamp)


def page_origins(entries: Iterable[Entry], parts: Iterable[Part], sources: Iterable[SourceText]) -> dict[str, PageSource]:
    """The stretch of source that each page shows, by the page's path."""
    by_path = {source.path: source for source in sources}
    questions = {
        f"questions/{entry.question.id}.md": PageSource(by_path[entry.question.path], entry.question.lines) for entry in entries
    }
    return questions | {f"parts/{part.id}.md": PageSource(by_path[part.path], part.lines) for part in parts}


def write_pages(prepared: Prepared, docs_dir: Path, *, discard_edits: bool = False) -> None:
    """Bring the docs folder to the generated pages; raises ``ContentError`` and changes nothing where a file is not kb's."""
    docs_dir /= prepared.engine.below
    tree = DiskTree(docs_dir)
    changes = plan(tree, prepared.pages, os.path.relpath(docs_dir), prepared.origins, discard_edits=discard_edits)
    if changes.conflicts:
        raise ContentError(changes.conflicts)
    apply(tree, changes)


def check_docs(prepared: Prepared, docs_dir: Path) -> None:
    """Raise ``ContentError`` where hand-written files stand in the places of generated pages; writes nothing."""
    docs_dir /= prepared.engine.below
    conflicts = plan(DiskTree(docs_dir), prepared.pages, os.path.relpath(docs_dir), prepared.origins).conflicts
    if conflicts:
        raise ContentError(conflicts)


def finish_site(prepared: Prepared, finished: FinishedPages, site_dir: Path, before: Path) -> tuple[Diagnostic, ...]:
    """Everything that follows from the finished pages together; what is wrong with the site as a whole.

    ``before`` is the site that the one in ``site_dir`` replaces.
    """
    site_url, engine = prepared.location.site_url, prepared.engine
    base_dir = site_dir / engine.below
    finish.write_json(base_dir, prepared.base)
    words = interface_of(prepared.base)
    redirects = finish.redirect_files(prepared.redirects, words)
    finish.write_files(base_dir, prepared.search.files(finished.texts))
    changed = dict(prepared.base.dates)
    machines = machine_files(prepared.base, words, site_url and site_url + engine.below, changed, finish.build_time())
    cards = cards_file(prepared.base, prepared.redirects)
    finish.write_files(base_dir, (*redirects, cards, strings_file(words), *_exports(prepared), *machines))
    if prepared.base.share_images:
        pictures = (site_picture(prepared.base), *question_pictures(prepared.base).values())
        finish.write_files(base_dir, [*draw_missing(pictures, prepared.share_font, before / engine.below)])
    if not engine.shortcut_blocker:  # else MkDocs has seen all pages and written one
        paths = (page.facts.path for page in finished.pages)
        known = {entry.question.id: f"{engine.below}{entry.question.url}index.html" for entry in prepared.base.entries}
        dates = {known[question]: time for question, time in prepared.base.dates}
        finish.write_files(site_dir, finish.sitemap_files(site_url, paths, dates))
    if not engine.below:  # else the site around the base is not ours
        base = prepared.base
        whole = len(base.entries) <= SMALL_BASE
        finish.write_files(site_dir, offline_files(site_dir, base, whole=whole) if base.offline else (retiring_worker(),))
    host_path = base_path(site_url)
    facts = [page.facts for page in finished.pages]
    facts += [read_page(engine.below + path, data.decode(), host_path) for path, data in redirects]
    unset = (problem for page in finished.pages for problem in page.problems)
    return (
        *finished.problems,
        *unset,
        *check_pages(site_dir, facts, host_path, engine.below, prepared.settings.site.allow_hosts),
    )


def _exports(prepared: Prepared) -> Iterator[tuple[str, bytes]]:
    """The files for other programs that the owner wants; the Anki collection is made anew only where a note has changed."""
    base, cache, site_url = prepared.base, prepared.cache, prepared.location.site_url
    if Export.CSV in base.exports:
        yield csv_file(base)
    if Export.ANKI in base.exports:
        identity = base.identity or base.title
        notes = anki_notes(base, identity, "" if is_local(site_url) else site_url)
        times = [_time_of(note, prepared.changed, cache) for note in notes]
        media = {path: data for note in notes for path, _ in note.media if isinstance(data := prepared.pages[path], bytes)}
        key = cache.key(lambda: ("anki", notes, times, identity, base.title, sorted(media.items())))
        yield APKG, cache.get_or_compute(key, lambda: apkg(notes, times, media, identity, base.title))


def _time_of(note: AnkiNote, changed: int, cache: Cache) -> int:
    """When a note was changed: ``changed`` where it is new, later than before where an earlier build had it otherwise."""
    key = cache.key(lambda: ("anki note", note.guid))
    before, time = cache.get(key) or (note, changed)
    if before != note:
        time = max(changed, time + 1)
    cache.put(key, pack((note, time)))
    return int(time)


def cache_file(site_dir: Path) -> Path:
    """The cache of a site's builds: a hidden file next to the site."""
    site_dir = site_dir.resolve()
    return site_dir.with_name(f".{site_dir.name}.cache")


def build(project: Project, progress: Progress, *, discard_edits: bool = False, preview: bool = False) -> Built:
    """Content to checked site; the old site stays until the new one is whole, and for good where anything is wrong.

    A ``preview`` is kept by no browser, so that it never shows what was.
    """
    content_dir, docs_dir, site_dir = project.content, project.docs, project.site
    pin_time(content_dir)
    program = fingerprint()
    cache, read = Cache(cache_file(site_dir), program), up_to_date.inputs(project, program)
    match cache.last_build():
        case (before, written, Built() as built) if before == read and written == up_to_date.outputs(docs_dir, site_dir):
            progress("nothing has changed")
            return replace(built, new=())
    engine = runner.read_engine(project)
    prepared, warnings = prepare(content_dir, progress, cache, engine, with_search=True)
    if preview:
        prepared = for_preview(prepared)
    with fresh_folder(site_dir) as fresh:
        write_pages(prepared, docs_dir, discard_edits=discard_edits)
        progress(f"building {len(prepared.pages)} pages")
        finished = build_pages(prepared, project, fresh.path, site_dir)
        progress("writing the search index, checking links, formulas and questions")
        problems = finish_site(prepared, finished, fresh.path, site_dir)
        if has_errors(problems):
            raise ContentError((*warnings, *problems))
        new = _unseen((*warnings, *problems), shown_path(content_dir), cache)
        cache.save()
        fresh.commit()
    base = prepared.base
    formulas = sum(len(entry.question.formulas) for entry in base.entries)
    counts = len(base.entries), len(base.domains), len(base.concepts), formulas
    built = Built(*counts, (*warnings, *problems), new, site_url=prepared.location.site_url)
    if not engine.shortcut_blocker:  # what else a foreign plugin or hook reads, nobody knows
        cache.record_build((read, up_to_date.outputs(docs_dir, site_dir), built))
    return replace(built, base=base)


def _unseen(problems: Iterable[Diagnostic], folder: str, cache: Cache) -> tuple[Diagnostic, ...]:
    """The warnings that the last build did not have; those of this one are kept for the next."""
    problems, key = tuple(problems), cache.key(lambda: ("warnings",))
    new, _ = without(problems, cache.get(key) or {}, folder)
    cache.put(key, pack(counted(problems, folder)))
    return new
