"""``exports/anki.apkg``: the base as an Anki collection that can be imported again and again.

A note's GUID follows from the base's name and the question's id, so a later import updates the note and keeps its schedule.
Anki updates a note only where the imported one is younger; ``times`` therefore has to grow with every change of a note.
"""

from __future__ import annotations

import hashlib
import io
import itertools
import json
import re
import sqlite3
import warnings
import zipfile
from contextlib import closing
from dataclasses import dataclass
from html import escape
from pathlib import PurePosixPath
from time import gmtime
from typing import TYPE_CHECKING
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser

from zhiku.model import GENERAL, SectionKind
from zhiku.rendering.rewrite import rewrite, within_site

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from zhiku.model import DomainId, Entry, KnowledgeBase, Question

APKG = "exports/anki.apkg"
_FIELDS = ("question", "answer", "analysis", "source")
_FORMULA = re.compile(r'<(span|div) class="arithmatex">([^<]*)</\1>')
_TICK = re.compile(r' data-task="[a-z]+"|<span class="kb-task__mark"[^>]*>[^<]*</span>\s*')
"""What shows which items of a list are ticked."""
_SPACES = re.compile(r"\s+")
_MEDIA = "media/"
_FIRST_ID = 1 << 41
"""Anki's own ids are times in milliseconds; ours begin where those of the year 2039 would."""
_ID_BITS = 40
_STYLE = """
.card {
  max-width: 44rem; margin: 0 auto; padding: 0.5rem; color: #1c2738; background: #fff; text-align: left;
  font-family: -apple-system, "Segoe UI", Roboto, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
  font-size: 18px; line-height: 1.7;
}
.title { font-size: 1.2em; font-weight: 700; }
.analysis { margin-top: 1rem; padding-top: 0.5rem; border-top: 1px dashed #aab4c4; }
.source { margin-top: 1.5rem; font-size: 0.75em; color: #67748a; }
img { max-width: 100%; height: auto; }
table { border-collapse: collapse; } th, td { padding: 0.2rem 0.6rem; border: 1px solid #ccd4e0; }
pre { overflow-x: auto; padding: 0.6rem; border-radius: 0.3rem; background: #f3f5f9; font-size: 0.85em; line-height: 1.5; }
blockquote { margin-left: 0; padding-left: 1rem; border-left: 3px solid #ccd4e0; }
.kb-box, .kb-erratum { margin: 1em 0; padding: 0.5rem 0.8rem; border-left: 3px solid #2b74d8; background: #f3f5f9; }
.k, .kd, .kn, .kc, .kr, .ow { color: #8a2be2; } .s, .s1, .s2, .sd { color: #1f7a3d; } .c, .c1, .cm { color: #7a8699; }
.mi, .mf { color: #b0520a; } .nf, .nc { color: #1d5fd0; }
.nightMode.card, .night_mode .card { color: #dde4f0; background: #12171f; }
.nightMode pre, .nightMode .kb-box, .nightMode .kb-erratum { background: #1a212c; }
"""
_FRONT = '<div class="question">{{question}}</div>'
_BACK = (
    '{{FrontSide}}<hr id="answer"><div class="answer">{{answer}}</div>'
    '{{#analysis}}<div class="analysis">{{analysis}}</div>{{/analysis}}<div class="source">{{source}}</div>'
)


@dataclass(frozen=True, slots=True)
class AnkiNote:
    """A question as a note; ``deck`` is the name of its deck, ``media`` maps names of media to files in the docs folder."""

    guid: str
    deck: str
    fields: tuple[str, ...]
    tags: tuple[str, ...]
    media: tuple[tuple[str, str], ...]


def anki_notes(base: KnowledgeBase, identity: str, site_url: str) -> tuple[AnkiNote, ...]:
    """The notes in the order of the base; ``site_url`` is the base of links to the site, empty if it is not public."""
    names = {domain.id: domain.name for domain in base.domains if domain.id != GENERAL}
    return tuple(_note(entry, base.title, names, identity, site_url) for entry in base.entries)


def _note(entry: Entry, title: str, names: Mapping[DomainId, str], identity: str, site_url: str) -> AnkiNote:
    from genanki import guid_for  # noqa: PLC0415 - as below

    question = entry.question
    topics = [names[domain] for domain in entry.about if domain in names]
    media: dict[str, str] = {}
    text = {kind: _section_html(question, kind, site_url, media) for kind in SectionKind}
    asked = text[SectionKind.PROMPT] + _options(text[SectionKind.ANSWER])
    front = f'<div class="title">{escape(question.label, quote=False)}</div>{_TICK.sub("", asked)}'
    back = "\n".join(filter(None, (text[SectionKind.ANSWER], text[SectionKind.EXAMPLE])))
    return AnkiNote(
        guid=guid_for(identity, question.id),
        deck="::".join(_deck_part(part) for part in (title, *topics[:1])),
        fields=(front, back, text[SectionKind.ANALYSIS], _source(question, title, site_url)),
        tags=tuple(dict.fromkeys(_SPACES.sub("_", tag) for tag in (*topics, *question.notes.tags))),
        media=tuple(media.items()),
    )


def _options(answer: str) -> str:
    """The multiple-choice list of an answer, in which some items are ticked and some are not; empty if there is none."""
    if 'data-task="open"' not in answer:
        return ""
    for found in LexborHTMLParser(answer).css("ul, ol"):
        items = [node for node in found.iter() if node.tag == "li"]
        if {item.attributes.get("data-task") for item in items} == {"done", "open"}:
            return f"<{found.tag}>{''.join(item.html or '' for item in items)}</{found.tag}>"
    return ""


def _deck_part(name: str) -> str:
    """A name as one component of a deck's path: Anki separates decks by two colons and rejects quotes."""
    return _SPACES.sub(" ", name.replace("::", "：").replace('"', "'")).strip()


def _section_html(question: Question, kind: SectionKind, site_url: str, media: dict[str, str]) -> str:
    """All sections of a kind as one field; files that they use are added to ``media``."""
    html = "\n".join(section.html for section in question.sections if section.kind is kind)

    def link(address: str) -> str | None:
        path = within_site(question.url, address)
        if path is None:
            return address
        return site_url + path if site_url else None

    def image(address: str) -> str | None:
        path = unquote(within_site(question.url, address) or "")
        if not path.startswith(_MEDIA):
            return link(address)
        media[path] = _media_name(path)
        return media[path]

    html = rewrite(html, {"href": link, "src": image, "id": lambda _: None})
    return _FORMULA.sub(lambda found: found[2], html).strip()


def _media_name(path: str) -> str:
    """A unique name in Anki's flat media folder: it contains a hash of the path."""
    return f"kb-{hashlib.sha256(path.encode()).hexdigest()[:12]}{PurePosixPath(path).suffix.lower()}"


def _source(question: Question, title: str, site_url: str) -> str:
    place = f"{question.file} {question.lines.first}–{question.lines.last}"
    name = f'<a href="{escape(site_url + question.url)}">{escape(title)}</a>' if site_url else escape(title)
    return f"{name} · {escape(place)}"


def apkg(notes: Sequence[AnkiNote], times: Sequence[int], media: Mapping[str, bytes], identity: str, title: str) -> bytes:
    """The package: notes with their modification times (seconds since 1970), and the contents of their media."""
    import genanki  # noqa: PLC0415 - loads asyncio, which takes longer than writing a small collection

    model = genanki.Model(
        _stable_id(identity, "model"),
        f"zhiku: {title}",
        fields=[{"name": name} for name in _FIELDS],
        templates=[{"name": "1", "qfmt": _FRONT, "afmt": _BACK}],
        css=_STYLE.strip(),
    )
    decks: dict[str, genanki.Deck] = {}
    for index, note in enumerate(notes):
        deck = decks.setdefault(note.deck, genanki.Deck(_stable_id(identity, note.deck), note.deck))
        deck.add_note(genanki.Note(model, list(note.fields), guid=note.guid, tags=list(note.tags), due=index))
    changed = dict(zip((note.guid for note in notes), times, strict=True))
    latest = max(times, default=0)
    with closing(sqlite3.connect(":memory:")) as database, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # genanki takes TeX such as `a<b` for a tag
        genanki.Package(list(decks.values())).write_to_db(database.cursor(), latest, itertools.count(latest * 1000))
        rows = database.execute("SELECT guid, id FROM notes").fetchall()
        database.executemany("UPDATE notes SET mod = ? WHERE id = ?", [(changed[guid], row) for guid, row in rows])
        database.commit()
        collection = database.serialize()
    files = sorted({item for note in notes for item in note.media})
    names = json.dumps({str(number): name for number, (_, name) in enumerate(files)})
    shown = [(str(number), media[path]) for number, (path, _) in enumerate(files)]
    return _zipped([("collection.anki2", collection), ("media", names.encode()), *shown], latest)


def _zipped(files: Sequence[tuple[str, bytes]], time: int) -> bytes:
    """A zip archive that depends only on its content and a time."""
    date = max(gmtime(time)[:6], (1980, 1, 1, 0, 0, 0))
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in files:
            entry = zipfile.ZipInfo(name, date)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, data)
    return archive.getvalue()


def _stable_id(identity: str, name: str) -> int:
    digest = hashlib.sha256(f"{identity}\0{name}".encode()).digest()
    return _FIRST_ID + (int.from_bytes(digest[:8], "big") & ((1 << _ID_BITS) - 1))
