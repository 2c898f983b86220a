"""From generated pages to finished ones: the engine's runs, as many side by side as pay, and what each finished page holds.

A page follows from its Markdown and from what all pages share (menu, theme, configuration), so one that an earlier build has made
is taken from the memo. Of the others, those that stand in no menu do not know of each other and are dealt out; the first run
builds all the rest as well: hand-written pages, assets. Whoever ran the engine over a page finishes it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from generator import engine
from generator.check import base_path
from generator.facts import PageFacts, read_page, share_targets
from generator.finish import finish_page, settle_lines
from generator.memo import pack
from generator.parallel import in_turn, shares, workers
from generator.pickling import by_fields

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterable, Mapping
    from pathlib import Path

    from generator.diagnostics import Diagnostic
    from generator.drift import PageOrigin
    from generator.formulas import Typesetter
    from generator.memo import Memo
    from generator.model import KnowledgeBase
    from generator.search import SearchAssets

_LEAST = 150
"""A run of the engine costs about as much to begin as so many pages."""
_MOST = 3000
"""The engine holds all pages of a run in memory at once."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """All that is known before the engine runs; ``pages`` are by their path in the docs folder."""

    base: KnowledgeBase
    pages: Mapping[str, str | bytes]
    search: SearchAssets
    place: engine.Place
    typesetter: Typesetter
    origins: Mapping[str, PageOrigin]
    redirects: tuple[tuple[str, str], ...]
    memo: Memo


@by_fields
@dataclass(frozen=True, slots=True)
class Assembled:
    """A finished page: what it holds, how many formulas were set, and what could not be."""

    facts: PageFacts
    formulas: int
    problems: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Assembly:
    """All pages of a site, and what the engine said."""

    pages: tuple[Assembled, ...]
    problems: tuple[Diagnostic, ...] = ()


class _KnownPages:
    """The generated pages that the memo holds, and the keys of all."""

    def __init__(self, prepared: Prepared, docs_dir: Path) -> None:
        shell = engine.shell(docs_dir, prepared.base, prepared.place)
        memo = prepared.memo
        texts = {path: text for path, text in prepared.pages.items() if isinstance(text, str)}
        self._memo = memo
        self._keys = {path: memo.key(partial(_inputs, shell, path, text)) for path, text in texts.items()}
        found = {path: memo.find(key) for path, key in self._keys.items()}
        self.found: dict[str, tuple[str, Assembled]] = {path: kept for path, kept in found.items() if kept}
        """HTML, but for its lines, and what is known of it."""
        self.wanted = tuple(path for path in sorted(texts) if path not in self.found)

    def keep(self, packed: Mapping[str, bytes]) -> None:
        """Keep new pages, by their path in the docs folder."""
        for path, data in packed.items():
            if path in self._keys:
                self._memo.keep(self._keys[path], data)


def _inputs(shell: str, path: str, text: str) -> tuple[object, ...]:
    return ("page", shell, path, text)


def assemble(prepared: Prepared, docs_dir: Path, site_dir: Path) -> Assembly:
    """Build the pages of ``docs_dir`` into the empty folder ``site_dir``."""
    known = _KnownPages(prepared, docs_dir)
    outside = [path for path in known.wanted if engine.outside_menu(path)]
    dealt = shares(outside, _LEAST, max(workers(), -(-len(outside) // _MOST)))
    others = [path for share in dealt[1:] for path in share]
    beside = [site_dir.with_name(f"{site_dir.name}-{number}") for number in range(1, len(dealt))]
    runs = in_turn(
        [
            partial(_run, prepared, docs_dir, site_dir, {*known.found, *others}),
            *(
                partial(_run, prepared, docs_dir, folder, {*known.found, *known.wanted}.difference(share), follower=True)
                for share, folder in zip(dealt[1:], beside, strict=True)
            ),
        ]
    )
    for folder in beside:
        _move(folder, site_dir)
    for _, packed in runs:
        known.keep(packed)
    problems = dict.fromkeys(problem for run, _ in runs for problem in run.problems)
    pages = (*(page for run, _ in runs for page in run.pages), *_bring_back(known, prepared, site_dir))
    return Assembly(pages, tuple(problems))


def _bring_back(known: _KnownPages, prepared: Prepared, site_dir: Path) -> Iterable[Assembled]:
    """Write the pages that the memo holds."""
    for path, (html, page) in known.found.items():
        target = site_dir / page.facts.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(settle_lines(html, _first_line(prepared.origins, path)).encode())
        yield replace(page, facts=share_targets(page.facts))


def _run(
    prepared: Prepared, docs_dir: Path, site_dir: Path, left_out: Collection[str], *, follower: bool = False
) -> tuple[Assembly, dict[str, bytes]]:
    """The pages of a run, and what of them the memo may keep."""
    finisher = Finisher(prepared.place, prepared.typesetter, prepared.origins, prepared.pages)
    problems = engine.run(docs_dir, site_dir, prepared.base, prepared.place, left_out, finisher.page, follower=follower)
    if not follower:
        finisher.others(site_dir, left_out)
    return Assembly(tuple(finisher.pages), problems), finisher.packed


def _move(folder: Path, into: Path) -> None:
    """Bring all files of a folder to the same places in another one."""
    for path in folder.iterdir():
        target = into / path.name
        if target.is_dir():
            _move(path, target)
        else:
            path.rename(target)
    folder.rmdir()


class Finisher:
    """Finishes pages while the engine builds them; ``packed`` is what the memo may keep, by the path in the docs folder."""

    def __init__(
        self, place: engine.Place, typesetter: Typesetter, origins: Mapping[str, PageOrigin], generated: Container[str]
    ) -> None:
        self._base = base_path(place.site_url)
        self._typesetter = typesetter
        self._origins = origins
        self._generated = generated
        self.pages: list[Assembled] = []
        self.packed: dict[str, bytes] = {}

    def page(self, html: str, path: str, source: str = "") -> str:
        """The finished HTML of a page; ``path`` is its file's below the site, ``source`` below the docs folder."""
        finished = finish_page(html, path, self._typesetter)
        first = _first_line(self._origins, source)
        shown = settle_lines(finished.html, first)
        facts = read_page(path, settle_lines(finished.without_formulas, first), self._base)
        if facts.problems:
            facts = read_page(path, shown, self._base)  # these places are those of the file
        page = Assembled(facts, finished.formulas, finished.problems)
        self.pages.append(page)
        if source in self._generated and not page.problems and not facts.problems:
            self.packed[source] = pack((finished.html, page))
        return shown

    def others(self, site_dir: Path, left_out: Collection[str] = ()) -> None:
        """Finish the HTML files that are no pages, such as the theme's ``404.html``.

        A page ``left_out`` that stands there nevertheless is another run's, which may have been quicker.
        """
        done = {page.facts.path for page in self.pages} | set(map(page_file, left_out))
        for file in sorted(site_dir.rglob("*.html")):
            path = file.relative_to(site_dir).as_posix()
            if path not in done:
                file.write_bytes(self.page(file.read_bytes().decode(), path).encode())


def _first_line(origins: Mapping[str, PageOrigin], source: str) -> int:
    """The line of the text at which what a page shows begins; its other lines are counted from there."""
    origin = origins.get(source)
    return origin.lines.first if origin else 0


def page_file(path: str) -> str:
    """The file in the site of a page in the docs folder."""
    name = path.removesuffix(".md")
    return f"{name}.html" if name == "index" or name.endswith("/index") else f"{name}/index.html"
