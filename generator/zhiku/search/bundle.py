"""Write all files that the search of a site loads: a base in, files as bytes out; equal bases give equal bytes.

Files are classic scripts, so that a page opened from a disk can load them. ``ENTRY`` has the same name in every build and only
names the data file, whose own name contains a hash of its content: browsers may cache the data for ever and only revalidate the
entry, and no page changes because the text of another did.

For small bases the data file holds everything. For large ones it holds what every query needs; the vocabulary for pinyin,
prefixes and spelling is a second file, and terms and texts come in chunks (``chunked_index``).
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from zhiku.lang.question_words import QUESTION_WORDS, words_of
from zhiku.lang.reader import language_by_code
from zhiku.model import DomainKind, SearchEngine
from zhiku.search.analyzer import analyze, fold, letter_forms, normal
from zhiku.search.chunked_index import chunk_files, question_table, vocabulary
from zhiku.search.codec import front_coded
from zhiku.search.documents import facets_of, read_document, result_data
from zhiku.search.lexicon import Lexicon, names_of, read_lexicon
from zhiku.search.meaning import meaning_files
from zhiku.search.pinyin import common_table, special_readings
from zhiku.search.size_estimate import is_large
from zhiku.search.small_index import write_index

if TYPE_CHECKING:
    from collections.abc import Iterable

    from zhiku.model import Concept, Domain, KnowledgeBase, QuestionFeatures, Synonyms
    from zhiku.search.documents import Document, Facets

VERSION = 1
FOLDER = "assets/search"
_MIN_WITHOUT_AFFIXES = 3
"""Shortest word, in letters, that particles are taken to be written onto."""
ENTRY = f"{FOLDER}/entry.js"


@dataclass(frozen=True, slots=True)
class SitePage:
    """A hand-written page: its address relative to the base, its title, its text."""

    url: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class SearchFiles:
    """The files of a search by their paths, and the content of its entry file."""

    files: tuple[tuple[str, bytes], ...]
    entry: dict[str, Any]

    def with_pages(self, pages: tuple[SitePage, ...] = ()) -> tuple[tuple[str, bytes], ...]:
        """All files, including those for hand-written pages, by their paths below the site's root; the entry file comes last."""
        files, entry = self.files, self.entry
        if pages:
            name, content = _script(
                "pages", "kbSearchPages", [[page.url, page.title, page.text] for page in sorted(pages, key=lambda page: page.url)]
            )
            files, entry = (*files, (f"{FOLDER}/{name}", content)), {**entry, "pages": name}
        return (*files, (ENTRY, _call("kbSearchEntry", entry)))


@dataclass(frozen=True, slots=True)
class SearchAssets:
    """The inputs of the search index of a base.

    ``features`` are those of the questions of the base, in order; ``domains`` is the whole taxonomy, whose terms find
    the questions about each domain.
    """

    base: KnowledgeBase
    features: tuple[QuestionFeatures, ...]
    domains: tuple[Domain, ...]
    synonyms: Synonyms
    engine: SearchEngine = SearchEngine.AUTO
    meaning: bool = False
    """Whether word vectors are written."""

    def build(self) -> SearchFiles:
        """Index the base. This is the slow part; it needs only this record, so it may run in another process."""
        return _files(self.base, self.features, self.domains, self.synonyms, self.engine, meaning=self.meaning)

    def files(self, pages: tuple[SitePage, ...] = ()) -> tuple[tuple[str, bytes], ...]:
        """``build`` followed by ``with_pages``."""
        return self.build().with_pages(pages)


def _files(  # noqa: PLR0913 - what a search is made of
    base: KnowledgeBase,
    features: tuple[QuestionFeatures, ...],
    domains: tuple[Domain, ...],
    synonyms: Synonyms,
    engine: SearchEngine,
    *,
    meaning: bool,
) -> SearchFiles:
    large = is_large(base.entries) if engine is SearchEngine.AUTO else engine is SearchEngine.CHUNKS
    data, files = _large(base, features, domains, synonyms) if large else (search_data(base, domains, synonyms), ())
    if meaning:
        found = meaning_files(base.entries)
        data["meaning"] = found.name
        files = (*files, *found.files)
    name, content = _script("index", "kbSearchData", data)
    entry = {"data": name, "engine": data["engine"]["kind"]}
    return SearchFiles(tuple((f"{FOLDER}/{path}", file) for path, file in (*files, (name, content))), entry)


def _large(
    base: KnowledgeBase, features: tuple[QuestionFeatures, ...], domains: tuple[Domain, ...], synonyms: Synonyms
) -> tuple[dict[str, Any], tuple[tuple[str, bytes], ...]]:
    """The data of a large base as plain values, and its chunk files."""
    facets = facets_of(base.domains, base.entries)
    data = common_data(base, synonyms, facets)
    found = chunk_files(base.entries, features, _documents(base, domains), facets)
    words = _script("words", "kbSearchVocabulary", vocabulary(data, found.latin))
    where = {
        "version": found.version,
        "beginnings": front_coded(found.first_terms),
        "vocabulary": words[0],
        "lengths": found.lengths,
    }
    data["engine"] = {"kind": "chunks", **where, **question_table(base.entries, facets)}
    return data, (*found.files, words)


def _script(name: str, function: str, argument: object) -> tuple[str, bytes]:
    content = _call(function, argument)
    return f"{name}-{hashlib.sha256(content).hexdigest()[:12]}.js", content


def _call(function: str, argument: object) -> bytes:
    """A script that passes a value to a function; U+2028 and U+2029 are escaped for older browsers."""
    text = json.dumps(argument, ensure_ascii=False, separators=(",", ":"))
    return f"{function}({text})\n".replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").encode()


def search_data(base: KnowledgeBase, domains: tuple[Domain, ...], synonyms: Synonyms) -> dict[str, Any]:
    """The data of a small base as plain values."""
    facets = facets_of(base.domains, base.entries)
    return {
        **common_data(base, synonyms, facets),
        "documents": [result_data(entry, facets) for entry in base.entries],
        "engine": {"kind": "lunr", "index": write_index(_documents(base, domains))},
    }


def _documents(base: KnowledgeBase, domains: tuple[Domain, ...]) -> list[Document]:
    of_id = {domain.id: domain for domain in domains}
    concepts = {concept.id: concept for concept in base.concepts}
    return [read_document(entry, of_id, concepts) for entry in base.entries]


def common_data(base: KnowledgeBase, synonyms: Synonyms, facets: Facets) -> dict[str, Any]:
    """The part of the data that small and large bases share."""
    lexicon = read_lexicon(base, _names(synonyms))
    return {
        "version": VERSION,
        "language": base.language,
        "domains": [_domain(domain) for domain in base.domains],
        **({"notes": [list(one) for one in facets.notes]} if facets.notes else {}),
        "concepts": [_concept(concept) for concept in base.concepts],
        "words": " ".join(f"{word} {count}" for word, count in lexicon.words.items()),
        "terms": " ".join(lexicon.terms),
        "synonyms": [[_normal(name) for name in group] for group in synonyms.groups],
        "directed": [[_normal(typed), [_normal(name) for name in found]] for typed, found in synonyms.directed],
        "queryWords": _query_words(base.language),
        **_affixes(base.language),
        "fold": _fold_pairs(base, lexicon, synonyms),
        "readings": {"common": common_table(), "special": special_readings(lexicon.runs)},
    }


def _query_words(language: str) -> dict[str, str]:
    """Words of queries in a language, blank-separated.

    No word is of two of the kinds question, aspect and common; marks tell these from other words. The others, folded, stand
    before and after the number of a question.
    """
    words = words_of(language)
    aspects = {*words.aspect}
    kinds = {
        "question": (word for word in words.question if word not in aspects),
        "aspect": words.aspect,
        "common": words.common,
        "beforeNumber": map(fold, words.before_number),
        "afterNumber": map(fold, words.after_number),
    }
    return {kind: " ".join(dict.fromkeys(listed)) for kind, listed in kinds.items()}


def _affixes(language: str) -> dict[str, str]:
    """A regular expression for a word with what is written onto it, in a language that has more than endings.

    So words are compared without it (light stemming: Larkey, Ballesteros and Connell 2007, "Light Stemming for Arabic
    Information Retrieval"); the browser does it, since what looks like a particle may belong to the word.
    """
    known = language_by_code(language.partition("-")[0])
    before, behind = (
        "|".join(sorted({fold(one) for one in listed}, key=lambda one: (-len(one), one)))
        for listed in (known.proclitics, known.noun_endings)
    )
    return {"affixes": f"^(?:{before})?(.{{{_MIN_WITHOUT_AFFIXES},}}?)(?:{behind})?$"} if before else {}


def _normal(text: str) -> str:
    return normal(analyze(text))


def _names(synonyms: Synonyms) -> Iterable[str]:
    return (name for group in (*synonyms.groups, *((typed, *found) for typed, found in synonyms.directed)) for name in group)


def _domain(domain: Domain) -> dict[str, Any]:
    names = sorted({_normal(term) for term in (domain.name, domain.english, *domain.terms)})
    kind = {"kind": "part"} if domain.kind is DomainKind.PART else {}
    return {"id": domain.id, "name": domain.name, "english": domain.english, "url": domain.url, "terms": names, **kind}


def _concept(concept: Concept) -> list[Any]:
    """Names in normal form, then id and name, omitted if they follow from the names: large bases have thousands."""
    names = list(names_of(concept))
    ids = [name.replace(" ", "-") for name in names]
    known = ids.index(concept.id) if concept.id in ids else concept.id
    return [names, known] if names and concept.name == names[0] else [names, known, concept.name]


def _fold_pairs(base: KnowledgeBase, lexicon: Lexicon, synonyms: Synonyms) -> str:
    """Letters and their forms for comparison, alternating: only those that queries for this base can contain."""
    known: set[str] = set()
    for entry in base.entries:
        for text in (entry.question.title, *(passage.text for passage in entry.question.passages)):
            known.update(text)
    # Foldings of single characters; characters with combining marks fold together and are part of the runs.
    known.update(*map(fold, sorted(known)), *lexicon.runs, *map(fold, (*_names(synonyms), *QUESTION_WORDS)))
    return "".join(sorted(one + other for one, other in letter_forms().items() if other in known or one in known))
