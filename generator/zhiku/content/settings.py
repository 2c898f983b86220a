"""``content/kb.yml``: the title of the base, the format of its text, and other settings; every key is optional.

::

    title: 多模态大模型面试题
    id: multimodal                                    # the name by which Anki recognizes the base; the title if left out
    description: …
    language: zh                                    # detected from the text if left out
    kind: interview                                 # what it contains: questions (default), interview, faq, exam, glossary
    words: {topics: 应用领域}                        # words of the interface to replace, by their names in lang/ui/<language>.yml
    format:
      question: {level: 3, numbered: true}          # ### 6. Title; a list of these if questions begin in several ways
      # question: {open: bold}                      # heading (default), bold, item, line, details
      # question: {open: item, head: bold}          # items of a list; their titles: heading (default), bold, text
      parts: 2                                      # headings up to this level group questions
      contents: [目录]                               # titles of tables of contents, which are not shown
      asides: [参考资料]                              # headings on the level of questions that begin no question
      files: [faq/*.md]                             # the files that hold questions; the others are pages; all by default
      dollars: true                                 # $…$ and $$…$$ are formulas as well
      sections:                                     # labels in the text, without colons and asterisks
        prompt: [面试题, 题目]
        answer: [答案]
        analysis: [解析]
        example: [示例代码]
    formulas: strict                                # strict: one that cannot be typeset is an error; lenient: shown as source
    find: [concepts, topics, related]                 # what is found in the text by itself, or false for nothing; all by default
    exports: [anki, csv, book]                        # what the site offers to download and to print; all by default
    offline: true                                     # whether browsers store the site, to be read without a network
    share_images: true                                # whether pages have a preview image for links on other sites
    severity: {KB115: off, KB114: error}            # error, warning or off, by code
    search:
      engine: auto                                  # auto, lunr (one file, works from a disk too), chunks (for large bases)
      synonyms:
        - 医学影像 = 医学图像                          # each finds the other
        - 看病, 就医 → 医疗, 诊断                      # typed left, found right
      meaning: true                                 # also find what is worded differently, by word vectors
      keep_unanswered: false                        # keep queries without a full result in the reader's browser
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

import yaml

from zhiku.content.question_format import (
    DEFAULT_ASIDES,
    DEFAULT_CONTENTS,
    DEFAULT_LABELS,
    ItemHead,
    Opener,
    OpenerKind,
    QuestionFormat,
)
from zhiku.content.schema import SETTINGS, names
from zhiku.content.site_settings import SiteSettings, read_site_settings
from zhiku.content.yaml_reader import YamlFile
from zhiku.diagnostics.codes import CODES
from zhiku.diagnostics.diagnostic import Severity
from zhiku.lang.interface import DEFAULT_KIND, kinds, word_names
from zhiku.model import Analysis, Export, SearchEngine, SectionKind, Synonyms

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zhiku.diagnostics.diagnostic import Diagnostic
    from zhiku.source.text import SourceText

_ARROW = re.compile(r"\s*(?:→|->|=>)\s*")
_COMMA = re.compile(r"\s*[,，、]\s*")
_EQUALS = re.compile(r"\s*[=＝]\s*")
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_HIGHEST_HEADING, _LOWEST_HEADING = 1, 6

Value = TypeVar("Value", bound=StrEnum)


class Formulas(StrEnum):
    """How to treat a formula that cannot be typeset: as an error, or by showing its source with a warning."""

    STRICT = "strict"
    LENIENT = "lenient"


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings in ``kb.yml``; ``title`` is empty if it is not set."""

    title: str
    description: str
    language: str
    """A language tag (BCP 47); empty if it is to be detected."""
    kind: str
    words: tuple[tuple[str, str], ...]
    format: QuestionFormat
    declared: bool
    """Whether the file declares how questions open; otherwise that is detected, and ``format`` contains only the rest."""
    severities: tuple[tuple[str, Severity | None], ...]
    """The owner's severities by code; ``None`` is off."""
    synonyms: Synonyms
    engine: SearchEngine
    meaning: bool
    """Whether the search also uses word vectors."""
    formulas: Formulas | None = None
    """``None`` if the file does not set it."""
    id: str = ""
    """Identifies the base to other programs; empty if the title does."""
    find: tuple[Analysis, ...] = tuple(Analysis)
    """What is found in the text besides what the owner writes."""
    exports: tuple[Export, ...] = tuple(Export)
    site: SiteSettings = field(default_factory=SiteSettings)
    offline: bool = True
    """Whether browsers cache the site for use without a network."""
    share_images: bool = True
    """Whether preview images for links on other sites are drawn."""
    keep_unanswered: bool = False
    """Whether readers' browsers record queries without a full result, for export."""

    def strict_formulas(self, *, lenient: bool) -> bool:
        """Whether a formula that cannot be typeset is an error; by default it is one unless the base is ``lenient``."""
        if dict(self.severities).get("KB201", Severity.ERROR) is not Severity.ERROR:
            return False
        return not lenient if self.formulas is None else self.formulas is Formulas.STRICT


def read_settings(source: SourceText) -> tuple[Settings, tuple[Diagnostic, ...]]:
    """The settings in a ``kb.yml`` and its problems; an empty text gives the defaults."""
    file = YamlFile(source)
    root = file.mapping(file.root(), names(SETTINGS))
    search = file.mapping(root.get("search"), names(SETTINGS, "search"))
    form = file.mapping(root.get("format"), names(SETTINGS, "format"))
    settings = Settings(
        title=file.text(root.get("title")),
        description=file.text(root.get("description")),
        language=file.choice(root.get("language"), _language, "", "a language tag such as `en`, `zh-Hant` or `pt-BR`"),
        kind=file.choice(root.get("kind"), _kind, DEFAULT_KIND, f"one of {', '.join(kinds())}"),
        words=_words(file, root.get("words")),
        format=_format(file, form),
        declared="question" in form,
        formulas=file.choice(root["formulas"], Formulas, None, "strict or lenient") if "formulas" in root else None,
        severities=_severities(file, root.get("severity")),
        synonyms=_synonyms(file, search.get("synonyms")),
        id=file.text(root.get("id")),
        find=_listed(file, root["find"], Analysis) if "find" in root else tuple(Analysis),
        exports=_listed(file, root["exports"], Export) if "exports" in root else tuple(Export),
        offline=file.choice(root.get("offline"), _yes_or_no, default=True, expected="true or false"),
        share_images=file.choice(root.get("share_images"), _yes_or_no, default=True, expected="true or false"),
        engine=file.choice(search.get("engine"), SearchEngine, SearchEngine.AUTO, f"one of {', '.join(SearchEngine)}"),
        site=read_site_settings(file, root),
        meaning=file.choice(search.get("meaning"), _yes_or_no, default=True, expected="true or false"),
        keep_unanswered=file.choice(search.get("keep_unanswered"), _yes_or_no, default=False, expected="true or false"),
    )
    return settings, tuple(file.problems)


def _listed(file: YamlFile, node: yaml.Node, values: type[Value]) -> tuple[Value, ...]:
    """The values listed, in the order of their declaration; ``true`` is all of them, ``false`` none."""
    expected = f"true, false, or a list of {', '.join(values)}"
    if isinstance(node, yaml.ScalarNode):
        return tuple(values) if file.choice(node, _yes_or_no, default=True, expected=expected) else ()
    listed = {file.choice(item, values, None, expected) for item in file.items(node)}
    return tuple(value for value in values if value in listed)


def _format(file: YamlFile, entries: Mapping[str, yaml.Node]) -> QuestionFormat:
    sections = file.mapping(entries.get("sections"), names(SETTINGS, "format", "sections"))
    default = dict(DEFAULT_LABELS)
    labels = {SectionKind(kind): file.texts(node) for kind, node in sections.items() if kind in default}
    openers = _openers(file, entries.get("question"))
    own = [opener.levels[0] for opener in openers if opener.levels]
    return QuestionFormat(
        openers=openers,
        labels=tuple((kind, labels.get(kind) or default[kind]) for kind in SectionKind),
        parts=file.choice(entries.get("parts"), _part_level, max(0, min(own) - 1) if own else 2, "a heading level from 0 to 6"),
        contents=file.texts(entries.get("contents")) or DEFAULT_CONTENTS,
        asides=file.texts(entries["asides"]) if "asides" in entries else DEFAULT_ASIDES,
        files=file.texts(entries.get("files")),
        dollars=file.choice(entries.get("dollars"), _yes_or_no, default=False, expected="true or false"),
    )


def _openers(file: YamlFile, node: yaml.Node | None) -> tuple[Opener, ...]:
    nodes = tuple(file.items(node)) if isinstance(node, yaml.SequenceNode) else (node,)
    return tuple(_opener(file, item) for item in nodes) or (_opener(file, None),)


def _opener(file: YamlFile, node: yaml.Node | None) -> Opener:
    entries = file.mapping(node, names(SETTINGS, "format", "question"))
    kind = file.choice(entries.get("open"), OpenerKind, OpenerKind.HEADING, f"one of {', '.join(OpenerKind)}")
    heading = kind is OpenerKind.HEADING
    level = entries.get("level")
    nodes = tuple(file.items(level)) if isinstance(level, yaml.SequenceNode) else (level,)
    levels = tuple(file.choice(item, _heading_level, 3, "a heading level from 1 to 6") for item in nodes) or (3,)
    return Opener(
        kind,
        levels if heading else (),
        numbered=kind is not OpenerKind.DOCUMENT
        and file.choice(entries.get("numbered"), _yes_or_no, default=heading, expected="true or false"),
        head=file.choice(entries.get("head"), ItemHead, ItemHead.HEADING, f"one of {', '.join(ItemHead)}"),
        inline=file.choice(entries.get("inline"), _yes_or_no, default=False, expected="true or false"),
        labelled=_labelled(file, kind, entries),
    )


def _labelled(file: YamlFile, kind: OpenerKind, entries: Mapping[str, yaml.Node]) -> bool:
    """Whether only labelled files are questions; earlier versions called that ``numbered``."""
    expected, old = "true or false", entries.get("numbered")
    labelled = file.choice(entries.get("labelled"), _yes_or_no, default=False, expected=expected)
    if kind is not OpenerKind.DOCUMENT or old is None or not file.choice(old, _yes_or_no, default=False, expected=expected):
        return labelled
    hint = "`numbered` still works here, but says something else of all other questions"
    file.at_key(old, "KB302", "`numbered` is called `labelled` where a question is a file", hint, Severity.WARNING)
    return True


def _severities(file: YamlFile, node: yaml.Node | None) -> tuple[tuple[str, Severity | None], ...]:
    found: list[tuple[str, Severity | None]] = []
    default: Severity | None = Severity.WARNING
    for code, value in file.mapping(node).items():
        if code not in CODES:
            near = get_close_matches(code, CODES, 1)
            file.error(
                value, "KB306", f"there is no code `{code}`", f"did you mean `{near[0]}`?" if near else "codes: docs/diagnostics/"
            )
        found.append((code, file.choice(value, _severity, default, "error, warning or off")))
    return tuple(found)


def _severity(text: str) -> Severity | None:
    return None if text.lower() in {"off", "false", "no"} else Severity(text.lower())


def _words(file: YamlFile, node: yaml.Node | None) -> tuple[tuple[str, str], ...]:
    return tuple((name, file.text(value)) for name, value in file.mapping(node, word_names()).items())


def _language(text: str) -> str:
    if not _LANGUAGE_TAG.fullmatch(text):
        raise ValueError(text)
    return text


def _kind(text: str) -> str:
    if text not in kinds():
        raise ValueError(text)
    return text


def _heading_level(text: str) -> int:
    level = int(text)
    if not _HIGHEST_HEADING <= level <= _LOWEST_HEADING:
        raise ValueError(text)
    return level


def _part_level(text: str) -> int:
    return 0 if text == "0" else _heading_level(text)


def _yes_or_no(text: str) -> bool:
    if text.lower() not in {"true", "false", "yes", "no"}:
        raise ValueError(text)
    return text.lower() in {"true", "yes"}


def _synonyms(file: YamlFile, node: yaml.Node | None) -> Synonyms:
    groups: list[tuple[str, ...]] = []
    directed: list[tuple[str, tuple[str, ...]]] = []
    for item in file.items(node):
        text = file.text(item)
        typed, *found = _ARROW.split(text)
        if found:
            targets = tuple(filter(None, _COMMA.split(found[0])))
            words = tuple(filter(None, _COMMA.split(typed)))
            valid = len(found) == 1 and len(words) > 0 and len(targets) > 0
            directed += [(word, targets) for word in words]
        else:
            group = tuple(filter(None, _EQUALS.split(text)))
            valid = len(group) > 1
            groups.append(group)
        if not valid:
            file.error(item, "KB305", f"not a synonym: `{text}`", "write `one = other`, or `typed, typed → found, found`")
    return Synonyms(tuple(groups), tuple(directed))
