"""``content/kb.yml``: what the base is called and how its text is written; every key may be left out.

::

    title: 多模态大模型面试题
    description: …
    language: zh
    format:
      question: {level: 3, numbered: true}          # ### 6. Title
      sections:                                     # labels as the text writes them, without colon and asterisks
        prompt: [面试题, 题目]
        answer: [答案]
        analysis: [解析]
    search:
      synonyms:
        - 医学影像 = 医学图像                          # each finds the other
        - 看病 → 医疗, 诊断                            # typed left, found right
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.model import SectionKind, Synonyms
from generator.yamlfile import YamlFile

if TYPE_CHECKING:
    import yaml

    from generator.diagnostics import Diagnostic
    from generator.source import SourceText

_ARROW = re.compile(r"\s*(?:→|->|=>)\s*")
_COMMA = re.compile(r"\s*[,，、]\s*")
_EQUALS = re.compile(r"\s*[=＝]\s*")
_HIGHEST_HEADING, _LOWEST_HEADING = 1, 6

DEFAULT_LABELS = (
    (SectionKind.PROMPT, ("面试题", "题目", "问题", "Question")),
    (SectionKind.ANSWER, ("答案", "参考答案", "Answer")),
    (SectionKind.ANALYSIS, ("解析", "分析", "Explanation")),
)


@dataclass(frozen=True, slots=True)
class QuestionFormat:
    """How a question is recognised: headings of ``level``, with a number before the title where ``numbered``.

    ``labels`` are the words that open each kind of section.
    """

    level: int
    numbered: bool
    labels: tuple[tuple[SectionKind, tuple[str, ...]], ...]

    def kind_of(self, label: str) -> SectionKind | None:
        """The kind of section that a label opens."""
        return next((kind for kind, labels in self.labels if label.casefold() in map(str.casefold, labels)), None)


@dataclass(frozen=True, slots=True)
class Settings:
    """All of ``kb.yml``; ``title`` is empty where it names none."""

    title: str
    description: str
    language: str
    format: QuestionFormat
    synonyms: Synonyms


def read_settings(source: SourceText) -> tuple[Settings, tuple[Diagnostic, ...]]:
    """The settings in a ``kb.yml`` and what is wrong with it; an empty text gives the defaults."""
    file = YamlFile(source)
    root = file.mapping(file.root(), ("title", "description", "language", "format", "search"))
    search = file.mapping(root.get("search"), ("synonyms",))
    settings = Settings(
        title=file.text(root.get("title")),
        description=file.text(root.get("description")),
        language=file.text(root.get("language"), "zh"),
        format=_format(file, root.get("format")),
        synonyms=_synonyms(file, search.get("synonyms")),
    )
    return settings, tuple(file.problems)


def _format(file: YamlFile, node: yaml.Node | None) -> QuestionFormat:
    entries = file.mapping(node, ("question", "sections"))
    question = file.mapping(entries.get("question"), ("level", "numbered"))
    sections = file.mapping(entries.get("sections"), tuple(SectionKind))
    default = dict(DEFAULT_LABELS)
    labels = {SectionKind(kind): file.texts(node) for kind, node in sections.items() if kind in default}
    return QuestionFormat(
        level=file.choice(question.get("level"), _heading_level, 3, "a heading level from 1 to 6"),
        numbered=file.choice(question.get("numbered"), _yes_or_no, default=True, expected="true or false"),
        labels=tuple((kind, labels.get(kind) or default[kind]) for kind in SectionKind),
    )


def _heading_level(text: str) -> int:
    level = int(text)
    if not _HIGHEST_HEADING <= level <= _LOWEST_HEADING:
        raise ValueError(text)
    return level


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
            valid = len(found) == 1 and typed and targets
            directed.append((typed, targets))
        else:
            group = tuple(filter(None, _EQUALS.split(text)))
            valid = len(group) > 1
            groups.append(group)
        if not valid:
            file.error(item, "KB305", f"no synonym: `{text}`", "write `one = other`, or `typed → found, found`")
    return Synonyms(tuple(groups), tuple(directed))
