"""Finish a built site: typeset its formulas, and add the files that programs and the search read.

Works on plain HTML, independent of the engine that built it.
"""

from __future__ import annotations

import gzip
import json
import os
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from html import escape, unescape
from time import time
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from markupsafe import Markup

from zhiku.diagnostics.diagnostic import Diagnostic, in_file
from zhiku.lang.interface import interface_of
from zhiku.markdown.katex import Refused
from zhiku.model import RelationKind, SectionKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from zhiku.lang.interface import Interface
    from zhiku.markdown.katex import Typesetter
    from zhiku.model import Concept, DomainTag, Entry, KnowledgeBase, Relation

_SHIELDED = re.compile(
    r'<(?P<tag>span|div) class="arithmatex">(?P<tex>[^<]*)</(?P=tag)>(?P<behind>[，。；：、！？）》」”,.;:!?)]*)'
)
_HEAD_END = "</head>"
_TAG = re.compile(r"<[^>]*>")
# KaTeX breaks formulas between bases only, so the widest base decides. Widths in glyphs of the running size.
_BASE = '<span class="katex-base">'
_WIDE_GLYPHS = 20
_SHORT_GLYPHS = 20
_FRACTION_WIDTH = 0.75 / 2
# KaTeX's classes and the fonts they use; `.katex` itself uses Main-Regular.
_FONTS = (
    ("katex", "KaTeX_Main-Regular"),
    ("mathnormal", "KaTeX_Math-Italic"),
    ("mathit", "KaTeX_Main-Italic"),
    ("mathbf", "KaTeX_Main-Bold"),
    ("boldsymbol", "KaTeX_Math-BoldItalic"),
    ("amsrm", "KaTeX_AMS-Regular"),
    ("mathbb", "KaTeX_AMS-Regular"),
    ("textbb", "KaTeX_AMS-Regular"),
    ("mathsf", "KaTeX_SansSerif-Regular"),
    ("textsf", "KaTeX_SansSerif-Regular"),
    ("mathtt", "KaTeX_Typewriter-Regular"),
    ("texttt", "KaTeX_Typewriter-Regular"),
    ("mathfrak", "KaTeX_Fraktur-Regular"),
    ("mathscr", "KaTeX_Script-Regular"),
    ("size1", "KaTeX_Size1-Regular"),
    ("size2", "KaTeX_Size2-Regular"),
    ("size3", "KaTeX_Size3-Regular"),
    ("size4", "KaTeX_Size4-Regular"),
    ("small-op", "KaTeX_Size1-Regular"),
    ("large-op", "KaTeX_Size2-Regular"),
    ("mathcal", "KaTeX_Caligraphic-Regular"),
)
_CACHE_SIZE = 4096
_CODE_BLOCK = re.compile(r"(?P<opening><pre>(?:<span></span>)?<code)>")
_CLASS = re.compile(r'class="([^"]*)"')
_DELIMITER_FONT_CLASSES = re.compile(r"delimsizing (size[1-4])|delim-(size[14])")


@dataclass(frozen=True, slots=True)
class Finished:
    """A finished page, the number of formulas typeset in it, and the problems.

    ``without_formulas`` is the same page with an empty element for each formula, which suffices to check links and anchors.
    """

    html: str
    without_formulas: str
    formulas: int
    problems: tuple[Diagnostic, ...]


def finish_page(html: str, path: str, typesetter: Typesetter, prefix: str = "") -> Finished:
    """Typeset the formulas of a page, and let the keyboard reach its blocks of code, which may scroll.

    ``path`` is the path of its file in the site, ``prefix`` that of the base.
    """
    html = _CODE_BLOCK.sub(r'\g<opening> tabindex="0">', html)
    if 'class="arithmatex"' not in html:
        return Finished(html, html, 0, ())
    problems: list[Diagnostic] = []
    fonts: set[str] = set()

    def replace(match: re.Match[str]) -> str:
        tex = unescape(match["tex"])
        result = typesetter.typeset(tex[2:-2].strip("\n"), display=tex.startswith("\\["))
        if isinstance(result, Refused):
            problems.append(in_file(path, "KB201", f"KaTeX: {result.message}", hint=f"in the formula {tex}"))
            return match.group()
        fonts.update(_fonts_in(result.html))
        return _formula(match["tag"], result.html, match["behind"])

    finished, count = _SHIELDED.subn(replace, html)
    bare = finished if problems else _SHIELDED.sub(r'<\g<tag> class="katex"></\g<tag>>\g<behind>', html)
    up = "../" * path.count("/") + prefix
    preloads = "".join(
        f'<link rel="preload" href="{up}assets/katex/fonts/{font}.woff2" as="font" type="font/woff2" crossorigin>'
        for font in dict.fromkeys(font for _, font in _FONTS if font in fonts)
    )
    head = preloads + _HEAD_END
    return Finished(finished.replace(_HEAD_END, head, 1), bare.replace(_HEAD_END, head, 1), count, tuple(problems))


def _formula(tag: str, html: str, behind: str) -> str:
    """A typeset formula, kept on one line with the punctuation after it: browsers may break after any inline box."""
    parts = [_width(part) for part in html.split(_BASE)[1:]]
    wide = "katex-display" in html or max(parts, default=0) > _WIDE_GLYPHS
    classes = "kb-formula kb-formula--wide" if wide else "kb-formula"
    reach = ' tabindex="0"' if wide else ""  # lets the keyboard scroll it
    formula = f'<{tag} class="{classes}"{reach}>{html}</{tag}>'
    together = behind and not wide and sum(parts) <= _SHORT_GLYPHS
    return f'<span class="kb-nobreak">{formula}{behind}</span>' if together else formula + behind


def _width(html: str) -> float:
    """The approximate width of a piece of KaTeX's HTML; a fraction stacks two halves at three quarters of the size."""
    glyphs = len(_TAG.sub("", html).replace("\u200b", ""))
    return glyphs * _FRACTION_WIDTH if "mfrac" in html else glyphs


@lru_cache(_CACHE_SIZE)
def _fonts_in(html: str) -> frozenset[str]:
    """The fonts a formula needs; preloading them prevents layout shifts."""
    classes = {name for value in _CLASS.findall(html) for name in value.split()}
    sizes = {name for pair in _DELIMITER_FONT_CLASSES.findall(html) for name in pair if name}
    used = (classes - {"size1", "size2", "size3", "size4"}) | sizes
    return frozenset(font for name, font in _FONTS if name in used)


def write_json(site_dir: Path, base: KnowledgeBase) -> None:
    """Write ``questions.json``: the whole base for programs, one record per line; ``schema`` versions the format."""
    with (site_dir / "questions.json").open("w", encoding="utf-8", newline="") as file:
        file.writelines(json_lines(base))


def json_lines(base: KnowledgeBase) -> Iterator[str]:
    """The lines of ``questions.json``."""
    domains = [
        {
            "id": domain.id,
            "kind": domain.kind.value,
            "name": domain.name,
            "count": len(base.of_domain(domain.id)),
            "url": domain.url,
        }
        for domain in base.domains
    ]
    yield f'{{"schema": 1, "title": {_json(base.title)}, "language": {_json(base.language)},\n'
    yield from _json_list("domains", domains, ",\n")
    yield from _json_list("concepts", map(_concept_json, base.concepts), ",\n")
    t = interface_of(base)
    yield from _json_list("questions", (_question_json(entry, t) for entry in base.entries), "}\n")


def _json_list(name: str, items: Iterable[Any], end: str) -> Iterator[str]:
    yield f'"{name}": ['
    for index, item in enumerate(items):
        yield (",\n" if index else "\n") + _json(item)
    yield f"]{end}"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


_OPTIONAL = {SectionKind.EXAMPLE}
"""Sections that ``questions.json`` contains only if a question has them."""


def _question_json(entry: Entry, t: Interface) -> dict[str, Any]:
    question = entry.question
    said = question.notes
    notes = {"difficulty": said.difficulty, "frequency": said.frequency, "tags": list(said.tags)}
    sections: dict[SectionKind, str] = {}
    for section in question.sections:
        sections[section.kind] = "\n\n".join(filter(None, (sections.get(section.kind), section.markdown)))
    return {
        "id": question.id,
        "number": question.number,
        "title": question.title,
        "url": question.url,
        "source": {
            "file": question.file,
            "start_line": question.lines.first,
            "end_line": question.lines.last,
        },
        "sections": {kind.value: sections.get(kind, "") for kind in SectionKind if kind in sections or kind not in _OPTIONAL},
        "domains": [_tag_json(tag) for tag in entry.tags],
        "concepts": list(entry.concepts),
        "formulas": len(question.formulas),
        "related": [_relation_json(relation, t) for relation in entry.related],
        **{name: value for name, value in notes.items() if value},
    }


def _concept_json(concept: Concept) -> dict[str, Any]:
    return {
        "id": concept.id,
        "name": concept.name,
        "aliases": list(concept.aliases),
        "questions": list(concept.questions),
        "url": concept.url,
    }


def _tag_json(tag: DomainTag) -> dict[str, Any]:
    evidence = [{"text": item.text, "line": item.line} for item in tag.evidence]
    return {"id": tag.domain, "strength": tag.strength.value, "evidence": evidence}


def _relation_json(relation: Relation, t: Interface) -> dict[str, Any]:
    """A relation with its reasons; that one text links to the other is said in the words of the page."""
    kind = "duplicate" if relation.kind is RelationKind.DUPLICATE else "related"
    reasons = [*relation.reasons, *([t("question.linked")] if relation.linked else [])]
    return {"id": relation.target, "score": relation.score, "kind": kind, "reasons": reasons}


def redirect_files(redirects: Iterable[tuple[str, str]], t: Interface) -> tuple[tuple[str, bytes], ...]:
    """Pages at former addresses of questions that redirect to the current ones."""
    return tuple(
        (
            f"questions/{old}/index.html",
            (
                f'<!doctype html>\n<html lang="{escape(t.shown)}">\n<head>\n<meta charset="utf-8">\n'
                f"<title>{t.html('moved.title')}</title>\n"
                f'<link rel="canonical" href="../{new}/">\n<meta name="robots" content="noindex">\n'
                f'<meta http-equiv="refresh" content="0; url=../{new}/">\n</head>\n'
                f"<body><p>{t.html('moved.text', link=link)}</p></body>\n</html>\n"
            ).encode(),
        )
        for old, new in redirects
        for link in [Markup('<a href="../{}/">{}</a>').format(new, t("moved.link"))]
    )


def build_time() -> int:
    """The date of a build in seconds since 1970: that of the last commit if there is one."""
    return int(os.environ.get("SOURCE_DATE_EPOCH") or time())


def sitemap_files(site_url: str, pages: Iterable[str], dates: Mapping[str, int]) -> tuple[tuple[str, bytes], ...]:
    """The sitemap of pages (paths of their files). It contains absolute addresses, so there is none if the site's is unknown.

    ``dates`` are seconds since 1970 at which pages were last changed; lists are as new as the newest, all others as the build.
    """
    if not site_url:
        return ()
    newest = max(dates.values(), default=0) or build_time()
    rows = "".join(
        f"<url><loc>{escape(site_url + quote(path.removesuffix('index.html')))}</loc>"
        f"<lastmod>{datetime.fromtimestamp(dates.get(path) or newest, UTC).date()}</lastmod></url>\n"
        for path in sorted(pages)
        if path.endswith("index.html")
    )
    text = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}</urlset>\n'
    )
    return ("sitemap.xml", text.encode()), ("sitemap.xml.gz", gzip.compress(text.encode(), mtime=0))


def write_files(site_dir: Path, files: Sequence[tuple[str, bytes]]) -> None:
    """Add files to a site."""
    for folder in {path.rpartition("/")[0] for path, _ in files}:
        (site_dir / folder).mkdir(parents=True, exist_ok=True)
    for path, content in files:  # two processes would wait for each other at a folder
        (site_dir / path).write_bytes(content)
