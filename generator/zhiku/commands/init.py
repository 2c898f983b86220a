"""Take over existing texts: files and folders in, a content folder out, with what was detected and what needs attention."""

from __future__ import annotations

import difflib
import json
import posixpath
import re
import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

from zhiku.commands.scaffold import Scaffold, domains_file, propose, scaffold
from zhiku.content.folder import ATTACHED, LOCK, TEXTS, as_markdown, in_order, is_hidden, read_content, shown_path
from zhiku.content.question_format import INDEX_NAMES
from zhiku.content.schema import FILES, SCHEMA_FOLDER, json_schema, modeline
from zhiku.content.settings import read_settings
from zhiku.diagnostics.codes import LENIENT
from zhiku.diagnostics.diagnostic import ContentError, Diagnostic, Severity, has_errors, in_file
from zhiku.diagnostics.wording import quantity
from zhiku.importing.columns import question_name
from zhiku.importing.convert import IMPORTED, convert
from zhiku.importing.encoding import damaged_at, decode
from zhiku.importing.record import RecordError
from zhiku.importing.records import FORMATS, sure_questions
from zhiku.lang.reader import QUESTION_MARK
from zhiku.model import DomainKind
from zhiku.parsing.ids import StoredId, write_lock
from zhiku.parsing.load import read, says_nothing
from zhiku.pipeline.prepare import prepare
from zhiku.pipeline.texts import read_texts
from zhiku.runtime.cache import Cache
from zhiku.source.text import SourceText

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from zhiku.content.folder import Content
    from zhiku.importing.convert import Converted
    from zhiku.model import KnowledgeBase
    from zhiku.parsing.ids import ResolvedId
    from zhiku.parsing.load import LoadedTexts

_REFUSED = "KB201"
"""Code of a formula that cannot be set, where the base is strict about formulas."""
_DAMAGED = "what was written in their place cannot be known; they are shown as \ufffd until you type them anew"
"""What becomes of damaged characters."""
_SHOWN = 60
"""Characters that are shown of something that was left out."""
_MAX_SHOWN = 10
"""Lines of a changed question that an update shows."""
_STATIC = ("", "static", "public", "docs", "assets")
"""Folders that site generators serve from the root: a path that starts with a slash may point into them."""
_MAX_RECORDS = 10
"""Records that a remark names."""
_QUESTION_MARKS = re.compile(QUESTION_MARK)
_MIN_QUESTION_MARKS = 2
"""Question marks without which a file of data is not read for questions: most files of data beside texts hold none."""
_ENDINGS = f"texts end in {', '.join(sorted({*TEXTS, *IMPORTED}))}"
_ADDRESS = re.compile(
    r"\]\(\s*(?:<(?P<pointed>[^<>\n]+)>|(?P<plain>[^()\s]*(?:\([^()\s]*\)[^()\s]*)*))"
    r"|^[ ]{0,3}\[[^\]\n]+\]:[ \t]*<?(?P<defined>[^\s>]+)"
    r"|\b(?:src|href)\s*=\s*[\"'](?P<html>[^\"'\n]+)[\"']"
    r"|!\[\[(?P<embedded>[^\]|#\n]+)",
    re.MULTILINE | re.IGNORECASE,
)


@dataclass
class Gathered:
    """The files of the new content folder by path, where each came from, and the problems met while importing them."""

    files: dict[str, bytes] = field(default_factory=dict)
    origins: dict[str, Path] = field(default_factory=dict)
    converted: dict[str, tuple[tuple[int, str], ...]] = field(default_factory=dict)
    """The records by their lines of the texts whose lines are not those of the files that they are made of."""
    problems: list[Diagnostic] = field(default_factory=list)

    @property
    def texts(self) -> list[str]:
        """The paths of the texts."""
        return [name for name in self.files if Path(name).suffix.lower() in TEXTS]


class InitResult(NamedTuple):
    """The content folder that ``init`` wrote, and the problems of the texts."""

    made: Scaffold
    problems: tuple[Diagnostic, ...]


def init(paths: Sequence[Path], folder: Path, *, topics: bool = False, choose: int = 1) -> InitResult:
    """Write a content folder for files and folders of texts; raises ``ContentError`` if one of its files exists already.

    Topics are proposed if a build would find some; with ``topics``, for any text. ``choose`` is the rank of the interpretation to
    use: 1 is the best.
    """
    gathered = gather(paths)
    called = name_of(paths[0])
    with tempfile.TemporaryDirectory() as name, tempfile.TemporaryDirectory() as kept:
        copies = Path(name)
        _write(copies, gathered.files.items())
        texts = _texts_of(copies, gathered, folder)
        found = propose(texts, choose=choose, fallback=called, around=surroundings_of(paths[0]))
        made = scaffold(found, texts)
        _write(copies, made.files)
        cache = Cache(Path(kept) / "cache")
        errors = {item.code for item in _errors(copies, cache)}
        made = scaffold(found, texts, tuple(sorted(errors & LENIENT)), strict_formulas=_REFUSED not in errors)
        _write(copies, made.files)
        base, problems = _prepare(copies, cache, topics_on_request=topics)
        made = replace(made, files=tuple(_with_topics(made, base)))
        problems = tuple(item for item in problems if item.code != "KB120")
        # Nothing is written where there are errors: what was converted has no lines then.
        written = None if has_errors(problems) else folder
        problems = tuple(named(item, copies, gathered, written) for item in problems)
    if has_errors(problems):
        raise ContentError((*gathered.problems, *problems))
    files = {**gathered.files, **dict(made.files)}
    _refuse_existing(folder, files)
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder, ((name, modeline(name).encode() + data if name in FILES else data) for name, data in files.items()))
    _write(folder, _schemas())
    return InitResult(made, (*gathered.problems, *problems))


def name_of(path: Path) -> str:
    """What a base of one path may be called: a file by its name, a folder inside a repository by that of the repository.

    A file whose name says nothing is called as its folder is.
    """
    place = path.resolve()
    if not place.is_dir():
        return place.parent.name if says_nothing(path.stem) else path.stem
    return (_repository_in(place.parents) or place).name


def surroundings_of(path: Path) -> str:
    """The names of the folders around a path, as far as its repository, which may tell what its questions are for."""
    place = path.resolve()
    around = (place, *place.parents) if place.is_dir() else tuple(place.parents)
    root = _repository_in(around) or around[0]
    return " ".join(above.name for above in around[: around.index(root) + 1])


def _repository_in(folders: Iterable[Path]) -> Path | None:
    """The first of some folders that is a repository."""
    return next((folder for folder in folders if (folder / ".git").exists()), None)


def refuse_file(folder: Path) -> None:
    """Raise ``ContentError`` if there is a file where a folder is to be written."""
    if folder.exists() and not folder.is_dir():
        raise ContentError([in_file(folder.as_posix(), "KB107", "this is a file", hint="name a folder that does not exist yet")])


def _refuse_existing(folder: Path, names: Iterable[str]) -> None:
    refuse_file(folder)
    taken = [name for name in names if (folder / name).exists()]
    if taken:
        hint = "nothing was written; `kb init --update` takes in a new version; or choose another folder with --content DIR"
        raise ContentError([in_file(str(folder / name), "KB107", "this file exists already", hint=hint) for name in taken])


# --- files ----------------------------------------------------------------------------------------------------------------


def gather(paths: Sequence[Path]) -> Gathered:
    """All texts in some files and folders, as Markdown in UTF-8, and the files that they embed or link to.

    Raises ``ContentError`` if one of them cannot be read, or if there are none.
    """
    gathered = collect(paths)
    if has_errors(gathered.problems):
        raise ContentError(gathered.problems)
    return gathered


def collect(paths: Sequence[Path]) -> Gathered:
    """Like ``gather``, without what cannot be read; errors are among the problems."""
    gathered = Gathered()
    data: list[Path] = []
    for path in paths:
        if path.is_dir():
            texts, others = _texts_below(path)
            for file in texts:
                _add_file(gathered, file, path, file.relative_to(path).as_posix(), in_folder=True)
            data += others
        else:
            name = path.name
            if _destination(name) in gathered.files:
                name = f"{path.resolve().parent.name}/{path.name}"
            _add_file(gathered, path, path.parent, name)
    gathered.problems += _left_out(data, gathered)
    if not gathered.texts and not has_errors(gathered.problems):
        shown = ", ".join(path.as_posix() for path in paths)
        gathered.problems.append(in_file(shown, "KB104", "there is no text in this folder", hint=_ENDINGS))
    return gathered


def _texts_below(folder: Path) -> tuple[list[Path], list[Path]]:
    """The texts of a folder, in order, and files of data that are none of them.

    Texts are the Markdown files; without any but those that represent a folder, also the data that surely hold questions; without
    any at all, the files that can be converted to Markdown.
    """
    found = [path for path in folder.rglob("*") if path.is_file() and not is_hidden(path.relative_to(folder))]
    markdown = [path for path in found if path.suffix.lower() in TEXTS]
    others = [path for path in found if path.suffix.lower() in IMPORTED]
    data = [path for path in others if path.suffix.lower() in FORMATS and _questions_of(path)] if markdown else []
    if all(path.stem.casefold() in INDEX_NAMES for path in markdown):
        markdown, data = [*markdown, *(data if markdown else others)], []
    return sorted(markdown, key=lambda path: in_order(path, folder)), data


def _questions_of(path: Path) -> list[str]:
    """The questions in a file of data, if it surely holds some."""
    try:
        decoded = decode(path.read_bytes())
    except OSError:
        return []
    if decoded is None or len(_QUESTION_MARKS.findall(decoded.text)) < _MIN_QUESTION_MARKS:
        return []
    return [record[question_name(record)] for record in sure_questions(decoded.text, path.suffix.lower())]


def _left_out(files: Sequence[Path], gathered: Gathered) -> Iterator[Diagnostic]:
    """A remark on each file of data with questions beside texts that do not have most of them."""
    texts = [data.decode(errors="replace") for name, data in gathered.files.items() if name in gathered.texts] if files else []
    for file in files:
        questions = _questions_of(file)
        new = [question for question in questions if not any(question.strip() in text for text in texts)]
        if len(new) * 2 > len(questions):
            message = f"{quantity(len(questions), 'question')} left out, because the folder holds texts in Markdown"
            hint = "to have them in the base as well, name the file behind the folder"
            yield in_file(file.as_posix(), "KB109", message, hint=hint, severity=Severity.WARNING)


def _destination(name: str) -> str:
    suffix = Path(name).suffix.lower()
    return posixpath.splitext(name)[0] + ".md" if suffix in IMPORTED else name


def _add_file(gathered: Gathered, path: Path, root: Path, name: str, *, in_folder: bool = False) -> None:
    """Import one file under a name; in a folder, data that hold no questions are no error."""
    shown, target = path.as_posix(), _destination(name)
    suffix = path.suffix.lower()
    if suffix not in {*TEXTS, *IMPORTED} and path.is_file():
        message = f"files that end in `{suffix}` cannot be read" if suffix else "a file without an ending cannot be read"
        hint = f"{_ENDINGS}; rename it if it is one of these"
        gathered.problems.append(in_file(shown, "KB104", message, hint=hint))
        return
    if target in gathered.files:
        gathered.problems.append(in_file(shown, "KB107", f"two files would be called `{target}`", hint="rename one of them"))
        return
    try:
        data = path.read_bytes()
    except OSError as error:
        hint = "check the path"
        gathered.problems.append(in_file(shown, "KB104", f"cannot be read: {error.strerror}", hint=hint))
        return
    try:
        converted = convert(path.name, data)
    except RecordError as error:
        hint = "docs/importing.md says what each format needs"
        severity = Severity.WARNING if in_folder and path.suffix.lower() in FORMATS else Severity.ERROR
        problem = in_file(shown, "KB108", f"cannot be converted to Markdown: {error}", hint=hint, severity=severity)
        gathered.problems.append(problem)
        return
    if converted is None and damaged_at(data):
        gathered.problems.append(replace(_not_text(shown, data), severity=Severity.WARNING, hint=_DAMAGED))
        converted = convert(path.name, data.decode(errors="replace").encode())
    if converted is None:
        gathered.problems.append(_not_text(shown, data))
        return
    gathered.problems += _remarks(shown, converted)
    gathered.files[target] = converted.markdown.encode()
    gathered.origins[target] = path
    if not _has_same_lines(data, converted):
        gathered.converted[target] = converted.records
    below = posixpath.dirname(target)
    for file, content in (*converted.files.items(), *_linked(converted.markdown, path, root)):
        place = posixpath.normpath(posixpath.join(below, file)) if not file.startswith("/") else file.lstrip("/")
        gathered.files.setdefault(place, content)


def _has_same_lines(data: bytes, converted: Converted) -> bool:
    """Whether a text is that of its file, so that places in it are those in the file."""
    decoded = decode(data)
    return converted.markdown == (decoded.text if decoded else data.decode(errors="replace"))


def _not_text(shown: str, data: bytes) -> Diagnostic:
    """The error about a file that cannot be decoded, at its first damaged byte if most of it is UTF-8."""
    place = damaged_at(data)
    if place is None:
        hint = "save it as UTF-8 (in an editor: Save with Encoding)"
        return in_file(shown, "KB101", "this is not text in any known encoding", hint=hint)
    message = "this is UTF-8, except for some bytes, the first of them here"
    return Diagnostic(shown, *place, "KB101", Severity.ERROR, message, "type the damaged characters anew")


def _remarks(shown: str, converted: Converted) -> Iterator[Diagnostic]:
    """What an owner should know about a conversion."""
    if converted.encoding:
        message = f"read as {converted.encoding} and written as UTF-8"
        hint = "check that all characters are right"
        yield in_file(shown, "KB105", message, hint=hint, severity=Severity.WARNING)
    if converted.left_out:
        read, *others = converted.left_out
        names = ", ".join(f"`{name}`" for name in others)
        message = f"of texts in several languages, only those in `{read}` are read, not those in {names}"
        hint = "for another language, import a copy without this one"
        yield in_file(shown, "KB109", message, hint=hint, severity=Severity.WARNING)
    for places, what in ((converted.skipped, "without a question"), (converted.drafts, "not to be published")):
        if places:
            message = f"{quantity(len(places), 'record')} {what} left out"
            yield in_file(shown, "KB109", message, hint=_records(places), severity=Severity.WARNING)
    for lost in converted.lost:
        shown_text = " ".join(lost.written.split())
        message = f"`{shown_text[:_SHOWN]}{'…' if len(shown_text) > _SHOWN else ''}` has no counterpart in Markdown"
        hint = "look at this place in the Markdown, and write there what readers are to see"
        yield Diagnostic(shown, lost.line, min(lost.line, 1), "KB126", Severity.WARNING, message, hint)


def _records(places: Sequence[int]) -> str:
    """Some records by their places in the file."""
    numbers = ", ".join(map(str, places[:_MAX_RECORDS]))
    more = f" and {len(places) - _MAX_RECORDS} more" if len(places) > _MAX_RECORDS else ""
    return f"record{'s' if len(places) > 1 else ''} {numbers}{more}"


def _linked(text: str, path: Path, root: Path) -> Iterator[tuple[str, bytes]]:
    """The files below ``root`` that a text shows or links to, by their addresses from the text, or from the root with a slash."""
    root = root.resolve()
    for found in _ADDRESS.finditer(text):
        address = next(group for group in found.groups() if group is not None)
        try:
            target = unquote(urlsplit(address).path) if not urlsplit(address).scheme else ""
        except ValueError:
            continue
        if not target or Path(target).suffix.lower() not in ATTACHED:
            continue
        places = [(path.parent / target, posixpath.normpath(target))]
        if target.startswith("/"):
            places = [(root / folder / target.lstrip("/"), target) for folder in _STATIC]
        elif found["embedded"]:
            places += [(match, match.name) for match in sorted(root.rglob(Path(target).name))[:1]]
        for file, name in places:
            if file.is_file() and file.resolve().is_relative_to(root):
                yield name, file.read_bytes()
                break


# --- trying the folder ------------------------------------------------------------------------------------------------------


def named(problem: Diagnostic, copies: Path, gathered: Gathered, folder: Path | None) -> Diagnostic:
    """A problem of a temporary copy, reported at the original file, or at the file that will be written into a folder.

    Lines of a converted text are those of the file that will be written, and are left out if none will be. The hint tells which
    record of the original file is meant.
    """
    place = f"{shown_path(copies)}/"

    def origin(found: re.Match[str]) -> str:
        line = int(found["line"] or 0)
        for end in range(len(found["name"]), 0, -1):
            name, behind = found["name"][:end], found["name"][end:]
            if name not in gathered.origins:
                continue
            source = gathered.origins[name].as_posix()
            if not line or name not in gathered.converted:
                return f"{source}{behind}{found['place']}"
            if folder is not None:
                return f"{(folder / name).as_posix()}{behind}{found['place']}"
            return " of ".join(filter(None, (_record_at(gathered.converted[name], line), source)))
        return f"{(folder or Path()).as_posix()}/{found['name']}{found['place']}"

    def original(text: str) -> str:
        pattern = rf"{re.escape(place)}(?P<name>[^\n`:]*)(?P<place>(?::(?P<line>\d+)(?::\d+)?)?)"
        return re.sub(pattern, origin, text) if place in text else text

    name = problem.path.removeprefix(place)
    found = replace(problem, path=original(problem.path), message=original(problem.message), hint=original(problem.hint))
    if name == problem.path or name not in gathered.converted or not problem.line:
        return found
    record = _record_at(gathered.converted[name], problem.line)
    hint = "; ".join(filter(None, (found.hint, f"{record} of {found.path}" if record else "")))
    if folder is None:
        return replace(found, line=0, hint=hint)
    return replace(found, path=(folder / name).as_posix(), hint=hint)


def _record_at(records: Sequence[tuple[int, str]], line: int) -> str:
    """The record at a line of a converted text; empty if it is made of none."""
    return next((name for start, name in reversed(records) if start <= line), "")


def _texts_of(copies: Path, gathered: Gathered, folder: Path) -> list[tuple[SourceText, bytes]]:
    content, problems = read_content(copies)
    if has_errors(problems):
        raise ContentError(named(item, copies, gathered, folder) for item in problems)
    return [(source, gathered.files[source.file]) for source in content.texts]


def _write(folder: Path, files: Iterable[tuple[str, bytes]]) -> None:
    for name, content in files:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


def _schemas() -> Iterator[tuple[str, bytes]]:
    """The JSON Schemas of the YAML files, which editors read."""
    for name, keys in FILES.items():
        schema = json.dumps(json_schema(keys), ensure_ascii=False, indent=1) + "\n"
        yield f"{SCHEMA_FOLDER}/{name.removesuffix('.yml')}.json", schema.encode()


def _with_topics(made: Scaffold, base: KnowledgeBase | None) -> Iterator[tuple[str, bytes]]:
    found = [domain for domain in base.domains if domain.kind is DomainKind.TOPIC] if base else []
    for name, data in made.files:
        yield name, domains_file(made.interface, found).encode() if name == "domains.yml" else data


def _errors(folder: Path, cache: Cache) -> tuple[Diagnostic, ...]:
    """The errors that would stop a build of the folder before questions are related."""
    try:
        read_texts(folder, lambda _: None, cache)
    except ContentError as error:
        return tuple(item for item in error.diagnostics if item.severity is Severity.ERROR)
    return ()


def _prepare(
    folder: Path, cache: Cache, *, topics_on_request: bool = False
) -> tuple[KnowledgeBase | None, tuple[Diagnostic, ...]]:
    """The base in a folder if it can be built, and its problems."""
    try:
        prepared, problems = prepare(folder, lambda _: None, cache, with_pages=False, topics_on_request=topics_on_request)
    except ContentError as error:
        return None, error.diagnostics
    return prepared.base, problems


# --- a new version ----------------------------------------------------------------------------------------------------------


class Change(NamedTuple):
    """A changed question: its new title, and its lines that go (``- …``) and come (``+ …``), corrections by hand among them."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Update:
    """A new version of imported texts: its files, the ids of its questions, and those added, changed or removed."""

    files: tuple[tuple[str, bytes], ...]
    added: tuple[str, ...]
    changed: tuple[Change, ...]
    removed: tuple[str, ...]
    problems: tuple[Diagnostic, ...]


def plan_update(paths: Sequence[Path], folder: Path) -> Update:
    """What a new version of a folder's texts would change; nothing is written.

    Questions keep their ids where title or text is the same, and with them errata, annotations and progress.
    """
    gathered = gather(paths)
    content, problems = read_content(folder)
    settings, _ = read_settings(content.settings)
    if has_errors(problems):
        raise ContentError(problems)
    before, _ = read(content, settings)
    old = [item.entry for item in before.resolved.ids]
    known = {text.file: text for text in content.texts}
    fresh = {name: gathered.files[name].decode() for name in gathered.texts}
    texts = {
        **known,
        **{name: as_markdown(SourceText(shown_path(folder / name), text, name), []) for name, text in fresh.items()},
    }
    lock = SourceText(content.lock.path, write_lock(old))
    after, found = read(_with(content, texts.values(), lock), settings)
    new = [item.entry for item in after.resolved.ids]
    return Update(
        (*gathered.files.items(), (LOCK, write_lock(new).encode())),
        *_difference(old, new, after.resolved.ids, _texts_by_id(before), _texts_by_id(after)),
        (*gathered.problems, *found),
    )


def _with(content: Content, texts: Iterable[SourceText], lock: SourceText) -> Content:
    return replace(content, texts=tuple(texts), lock=lock)


def _texts_by_id(loaded: LoadedTexts) -> dict[str, str]:
    """The text of every question, by its id."""
    return {
        question.id: text.text[question.span.start : question.span.end] for text in loaded.texts for question in text.questions
    }


def _difference(
    old: Sequence[StoredId],
    new: Sequence[StoredId],
    ids: Sequence[ResolvedId],
    texts_before: Mapping[str, str],
    texts_after: Mapping[str, str],
) -> tuple[tuple[str, ...], tuple[Change, ...], tuple[str, ...]]:
    """The titles of the questions that were added and removed, and the changes of others."""
    before = {item.id: item for item in old}
    after = {item.id for item in new} | {name for item in ids for name in item.entry.was}
    added = tuple(item.title for item in new if item.id not in before)
    same = [(before[item.id], item) for item in new if item.id in before]
    changed = tuple(
        Change(now.title, tuple(_changed_lines(texts_before[now.id], texts_after[now.id])))
        for then, now in same
        if (then.title, then.body) != (now.title, now.body)
    )
    return added, changed, tuple(item.title for item in old if item.id not in after)


def _changed_lines(before: str, after: str) -> Iterator[str]:
    """The lines that differ, each with its sign, the first few of them."""
    old, new = ([line.rstrip() for line in text.splitlines() if line.strip()] for text in (before, after))
    lines = [line for line in difflib.ndiff(old, new) if line[:2] in {"- ", "+ "}]
    yield from lines[:_MAX_SHOWN]
    if len(lines) > _MAX_SHOWN:
        yield f"… and {quantity(len(lines) - _MAX_SHOWN, 'more line')}"


def write_update(update: Update, folder: Path) -> None:
    """Write a new version."""
    _write(folder, update.files)
