"""The whole chain on one screen: a content folder in, a checked site out."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from generator import engine, finish
from generator.check import check_site
from generator.classify import classify
from generator.concepts import find_concepts, fold
from generator.content import read_content
from generator.diagnostics import ContentError, Diagnostic, has_errors
from generator.formulas import Typesetter, check_formulas
from generator.icons import icon
from generator.identity import check_identity
from generator.markup import link_targets, markup
from generator.model import KnowledgeBase
from generator.overlays import read_concept_overlay, read_overlays
from generator.parse import parse
from generator.paths import ROOT
from generator.relate import relate
from generator.render import SourceLinks, render
from generator.repository import commit_time, find_repository, find_site_url
from generator.search import SearchAssets, build_search
from generator.settings import read_settings
from generator.swap import fresh_folder
from generator.taxonomy import read_taxonomy
from generator.terms import names_in
from generator.tree import DiskTree, apply, plan

Progress = Callable[[str], None]
"""Told the name of each step as it starts."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """All that is known before the engine runs."""

    base: KnowledgeBase
    pages: dict[str, str]
    search: SearchAssets
    place: engine.Place
    typesetter: Typesetter


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did."""

    base: KnowledgeBase
    formulas: int
    problems: tuple[Diagnostic, ...]


def prepare(content_dir: Path, progress: Progress) -> tuple[Prepared, tuple[Diagnostic, ...]]:
    """Everything up to the pages, and the warnings met; errors are raised together as one ``ContentError``. Writes nothing."""
    progress("reading the text")
    content, problems = read_content(content_dir)
    settings, settings_problems = read_settings(content.settings)
    domains, domain_problems = read_taxonomy(content.domains)
    parsed = [parse(source, settings.format) for source in content.texts]
    texts = [text for text, _ in parsed]
    targets = link_targets(texts)
    marked = [markup(text, source, targets) for text, source in zip(texts, content.texts, strict=True)]
    questions = tuple(question for found, _ in marked for question in found)
    overlays, overlay_problems = read_overlays(
        content.overlays, {question.id for question in questions}, [domain.id for domain in domains]
    )
    names = {fold(name) for question in questions for name in names_in(question)}
    concept_overlay, concept_problems = read_concept_overlay(content.overlays, lambda name: fold(name) in names)

    progress(f"setting {sum(len(question.formulas) for question in questions)} formulas")
    typesetter = Typesetter()
    formula_problems = [
        check_formulas((formula for question in found for formula in question.formulas), source, typesetter)
        for (found, _), source in zip(marked, content.texts, strict=True)
    ]
    problems = (
        *problems,
        *settings_problems,
        *domain_problems,
        *overlay_problems,
        *concept_problems,
        *chain.from_iterable(found for _, found in parsed),
        *check_identity(texts, content.texts),
        *chain.from_iterable(found for _, found in marked),
        *chain.from_iterable(formula_problems),
    )
    if has_errors(problems):
        raise ContentError(problems)

    progress(f"relating {len(questions)} questions")
    classified = classify(questions, domains, overlays)
    concepts = find_concepts(classified, concept_overlay)
    entries = relate(classified, concepts, domains)
    title = settings.title or Path(content.texts[0].path).stem
    base = KnowledgeBase(title, settings.description or title, settings.language, entries, domains, concepts)
    base = replace(base, domains=tuple(domain for domain in domains if base.of_domain(domain.id)))
    search = build_search(base, base.domains, settings.synonyms)
    repository = find_repository(ROOT)
    links = SourceLinks(repository.source_template(os.path.relpath(content_dir, ROOT)))
    pages = render(base, {domain.id: icon(domain.icon) or "" for domain in base.domains}, links)
    place = engine.Place(find_site_url(repository), repository, search.entry)
    return Prepared(base, pages, search, place, typesetter), problems


def pin_time() -> None:
    """Date everything the engine dates by the last commit, so that two builds of one commit are equal."""
    if timestamp := commit_time(ROOT):
        os.environ.setdefault("SOURCE_DATE_EPOCH", timestamp)


def write_pages(prepared: Prepared, docs_dir: Path) -> None:
    """Bring the docs folder to the generated pages; raises ``ContentError`` and changes nothing where a file is not kb's."""
    tree = DiskTree(docs_dir)
    changes = plan(tree, prepared.pages, os.path.relpath(docs_dir))
    if changes.conflicts:
        raise ContentError(changes.conflicts)
    apply(tree, changes)


def finish_site(prepared: Prepared, site_dir: Path) -> tuple[int, tuple[Diagnostic, ...]]:
    """Everything after the engine; the number of formulas set, and what could not be."""
    formulas, problems = finish.set_formulas(site_dir, prepared.typesetter)
    finish.write_json(site_dir, prepared.base)
    finish.write_files(site_dir, prepared.search.files)
    return formulas, problems


def build(content_dir: Path, docs_dir: Path, site_dir: Path, progress: Progress) -> Built:
    """Content to checked site; the old site stays until the new one is whole, and for good where anything is wrong."""
    pin_time()
    prepared, warnings = prepare(content_dir, progress)
    with fresh_folder(site_dir) as fresh:
        write_pages(prepared, docs_dir)
        progress(f"building {len(prepared.pages)} pages")
        problems = engine.run(docs_dir, fresh.path, prepared.base, prepared.place)
        progress("setting formulas, writing the search index")
        formulas, unset = finish_site(prepared, fresh.path)
        progress("checking links, formulas and questions")
        problems = (*problems, *unset, *check_site(fresh.path))
        if has_errors(problems):
            raise ContentError((*warnings, *problems))
        fresh.commit()
    return Built(prepared.base, formulas, (*warnings, *problems))
