"""Write all that the search of a site loads: the base in, files as bytes out; equal bases give equal bytes.

All files are classic scripts, so that a page opened from a disk can load them too. ``ENTRY`` has the same name in every build and
only names the data file, which hands its data to ``kbSearchData`` and carries a hash of its content in its name: browsers may
keep the data for good and must ask for the entry each time, and no page changes because another page's text did.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.search.analyzer import analyze, fold, normal
from generator.search.documents import read_document, shown
from generator.search.engine_lunr import write_index
from generator.search.everyday import EVERYDAY
from generator.search.frames import ASKS_HOW, ASKS_WHAT, FRAMES, LIGHT
from generator.search.hant import simplified
from generator.search.lexicon import Lexicon, names_of, read_lexicon
from generator.search.readings import common_table, special_readings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model import Domain, KnowledgeBase, Synonyms

VERSION = 1
FOLDER = "assets/search"
ENTRY = f"{FOLDER}/entry.js"
_FRAMES = {"all": FRAMES, "light": LIGHT, "everyday": EVERYDAY, "how": ASKS_HOW, "what": ASKS_WHAT}


@dataclass(frozen=True, slots=True)
class SearchAssets:
    """Files below the site's root; ``ENTRY`` is among them."""

    files: tuple[tuple[str, bytes], ...]


def build_search(base: KnowledgeBase, domains: tuple[Domain, ...], synonyms: Synonyms) -> SearchAssets:
    """The search data of a base; ``domains`` is the whole taxonomy, whose terms lead to the questions about each domain."""
    data = search_data(base, domains, synonyms)
    content = _call("kbSearchData", data)
    name = f"index-{hashlib.sha256(content).hexdigest()[:12]}.js"
    entry = _call("kbSearchEntry", {"data": name})
    return SearchAssets(files=((ENTRY, entry), (f"{FOLDER}/{name}", content)))


def _call(function: str, argument: object) -> bytes:
    """A script that hands a value to a function, without the two line ends that old scripts may not hold in a string."""
    text = json.dumps(argument, ensure_ascii=False, separators=(",", ":"))
    return f"{function}({text})\n".replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").encode()


def search_data(base: KnowledgeBase, domains: tuple[Domain, ...], synonyms: Synonyms) -> dict[str, Any]:
    """The data file's content as plain values."""
    of_id = {domain.id: domain for domain in domains}
    order = {domain.id: index for index, domain in enumerate(base.domains)}
    lexicon = read_lexicon(base, _names(synonyms))
    concepts = {concept.id: concept for concept in base.concepts}
    documents = [read_document(entry, of_id, concepts) for entry in base.entries]
    return {
        "version": VERSION,
        "language": base.language,
        "domains": [_domain(domain) for domain in base.domains],
        "documents": [shown(entry, order) for entry in base.entries],
        "concepts": [[concept.id, concept.name, list(names_of(concept))] for concept in base.concepts],
        "words": " ".join(f"{word} {count}" for word, count in lexicon.words.items()),
        "terms": " ".join(lexicon.terms),
        "aliases": [list(group) for group in lexicon.aliases],
        "synonyms": [[_normal(name) for name in group] for group in synonyms.groups],
        "directed": [[_normal(typed), [_normal(name) for name in found]] for typed, found in synonyms.directed],
        "frames": {name: " ".join(words) for name, words in _FRAMES.items()},
        "fold": _fold_pairs(base, lexicon, synonyms),
        "readings": {"common": common_table(), "special": special_readings(lexicon.runs)},
        "engine": {"kind": "lunr", "index": write_index(documents)},
    }


def _normal(text: str) -> str:
    return normal(analyze(text))


def _names(synonyms: Synonyms) -> Iterable[str]:
    return (name for group in (*synonyms.groups, *((typed, *found) for typed, found in synonyms.directed)) for name in group)


def _domain(domain: Domain) -> dict[str, Any]:
    names = sorted({_normal(term) for term in (domain.name, domain.english, *domain.terms)})
    return {"id": domain.id, "name": domain.name, "english": domain.english, "url": domain.url, "terms": names}


def _fold_pairs(base: KnowledgeBase, lexicon: Lexicon, synonyms: Synonyms) -> str:
    """Traditional and simplified characters in turn: those a query for this base can need."""
    texts = [entry.question.title for entry in base.entries]
    texts += [passage.text for entry in base.entries for passage in entry.question.passages]
    known = {char for text in (*texts, *lexicon.runs, *_names(synonyms), *FRAMES) for char in fold(text)}
    known |= set(texts and "".join(texts))
    return "".join(sorted(one + other for one, other in simplified().items() if other in known or one in known))
