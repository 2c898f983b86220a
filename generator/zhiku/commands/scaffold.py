"""A content folder for texts that came as they are: their bytes in, the files of a ready folder out.

The texts stay byte for byte; ``kb.yml`` says the format that was found, ``domains.yml`` is a first draft for the owner.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pypinyin import lazy_pinyin

from zhiku.content.domains import fold
from zhiku.content.question_format import DEFAULT_ASIDES, DEFAULT_CONTENTS, ItemHead, OpenerKind
from zhiku.lang.reader import HAN
from zhiku.model import ProseRole, SectionKind
from zhiku.parsing.detect import describe, detect, measure
from zhiku.parsing.load import title_of
from zhiku.parsing.parse import parse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhiku.content.question_format import Opener, QuestionFormat
    from zhiku.model import ParsedText
    from zhiku.source.text import SourceText

_CJK = re.compile(rf"[{HAN}]")
_NOT_IN_ID = re.compile(r"[^a-z0-9]+")
_SYMBOLS = re.compile(r"^[\W\d_]+|[^\w)）\]】]+$")
_WORD = re.compile(rf"[A-Za-z][A-Za-z0-9.+#-]*|[{HAN}]{{2,8}}")
_MARKUP = re.compile(r"[*_`]|\]\([^)]*\)|\[|<[^>]*>")
_FEWEST_QUESTIONS = 2
_TOO_COMMON = 3
_MOST_DOMAINS = 24
_MOST_TOLD = 0.3
_GENERIC = {
    "questions",
    "question",
    "answers",
    "answer",
    "interview",
    "and",
    "the",
    "for",
    "in",
    "of",
    "to",
    "with",
    "old",
    "misc",
    "miscellaneous",
}
_HOW = {
    OpenerKind.HEADING: "标题行",
    OpenerKind.BOLD: "加粗的一行",
    OpenerKind.ITEM: "列表项，答案缩进在下面",
    OpenerKind.LINE: "一行文字",
    OpenerKind.DETAILS: "<details><summary>题目</summary>",
}


_FORMULAS = {
    True: ("# 所有公式都排得出来：以后排不出来的公式中断构建；lenient：照原样显示并提醒。", "formulas: strict"),
    False: ("# 有的公式排不出来：照原样显示并提醒；改好之后可以写 strict，让它们中断构建。", "formulas: lenient"),
}


@dataclass(frozen=True, slots=True)
class Scaffold:
    """The files of a content folder, by name, and what was found in the texts."""

    files: tuple[tuple[str, bytes], ...]
    summary: str


def scaffold(
    texts: Sequence[tuple[SourceText, bytes]], softened: Sequence[str] = (), *, strict_formulas: bool = True
) -> Scaffold:
    """A folder for some texts; ``softened`` are codes of problems that a build of it meets and that should not stop it.

    ``strict_formulas`` makes a formula that cannot be set an error from now on: for texts all of whose formulas can be.
    """
    sources = [source for source, _ in texts]
    proposal = measure(detect(sources).form, sources)
    form = proposal.form
    cut = tuple(parse(source, form)[0] for source in sources)
    settings = _settings(form, cut, softened, describe(proposal), strict_formulas=strict_formulas)
    domains = _domains(cut)
    files = [(source.path.rpartition("/")[2], data) for source, data in texts]
    files += [("kb.yml", settings.encode()), ("domains.yml", domains.encode())]
    return Scaffold(tuple(files), describe(proposal))


# --- kb.yml -----------------------------------------------------------------------------------------------------------------


def _settings(
    form: QuestionFormat, texts: tuple[ParsedText, ...], softened: Sequence[str], found: str, *, strict_formulas: bool
) -> str:
    title = title_of(texts, texts[0].path.rpartition("/")[2].rpartition(".")[0] if texts else "知识库")
    chinese = sum(len(_CJK.findall(text.text)) for text in texts)
    language = "zh" if chinese * 5 > sum(len(text.text) for text in texts) else "en"
    labels = _labels(texts)
    lines = [
        "# 知识库的名称与文本格式，由 kb init 根据文本写成；每一项都可以修改。",
        f"title: {_quoted(title)}",
        f"description: {_quoted(title)}",
        f"language: {language}",
        "",
        f"# 识别结果：{found}",
        "format:",
        *_question_lines(form.openers),
        f"  parts: {form.parts}                # 这一级及以上的标题把题目分成部分",
    ]
    if form.dollars:
        lines.append("  dollars: true            # $…$ 和 $$…$$ 也是公式")
    if form.contents != DEFAULT_CONTENTS:
        lines.append(f"  contents: {_listed(form.contents)}")
    if form.asides != DEFAULT_ASIDES:
        lines.append(f"  asides: {_listed(form.asides)}")
    if labels:
        lines.append("  sections:                # 文本中的小标题，不写冒号和星号")
        lines += [f"    {kind.value}: {_listed(words)}" for kind, words in labels]
    lines += ["", *_FORMULAS[strict_formulas]]
    if softened:
        lines += ["", "# 原文现有的问题先只作提醒，不中断构建；改好之后删去相应的一行。", "severity:"]
        lines += [f"  {code}: warning" for code in softened]
    return "\n".join(lines) + "\n"


def _question_lines(openers: Sequence[Opener]) -> list[str]:
    shown = [_opener(opener) for opener in openers]
    if len(shown) == 1:
        return [f"  question: {shown[0]}   # {_HOW[openers[0].kind]}"]
    return ["  question:", *(f"    - {text}   # {_HOW[opener.kind]}" for text, opener in zip(shown, openers, strict=True))]


def _opener(opener: Opener) -> str:
    parts = [f"open: {opener.kind.value}"]
    if opener.levels:
        levels = opener.levels
        parts.append(f"level: {levels[0] if len(levels) == 1 else list(levels)}")
    if opener.kind is OpenerKind.ITEM and opener.head is not ItemHead.HEADING:
        parts.append(f"head: {opener.head.value}")
    if opener.inline:
        parts.append("inline: true")
    if opener.kind is not OpenerKind.ITEM:
        parts.append(f"numbered: {'true' if opener.numbered else 'false'}")
    return "{" + ", ".join(parts) + "}"


def _labels(texts: Sequence[ParsedText]) -> list[tuple[SectionKind, list[str]]]:
    """The labels the texts really use, the commonest first."""
    used: dict[SectionKind, Counter[str]] = {kind: Counter() for kind in SectionKind}
    for text in texts:
        for question in text.questions:
            for section in question.sections:
                if section.title:
                    used[section.kind][section.title] += 1
    return [(kind, [title for title, _ in counts.most_common()]) for kind, counts in used.items() if counts]


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _listed(words: Sequence[str]) -> str:
    return "[" + ", ".join(_quoted(word) for word in words) + "]"


# --- domains.yml ------------------------------------------------------------------------------------------------------------


def _domains(texts: Sequence[ParsedText]) -> str:
    """A first taxonomy: the parts that group questions; an explanation alone where there are none."""
    lines = [
        "# 应用领域（或主题）。terms 是能说明一道题属于该领域的词：出现在题目标题里，就归入该领域。",
        "# 这是根据文本的各部分写出的初稿：请改名、合并、删减，补充 terms；不属于任何领域的题目归入“通用”。",
    ]
    found = _topics(texts)
    if not found:
        example = (
            "domains:",
            "  database:",
            "    name: 数据库",
            "    icon: material/database-outline",
            "    terms: [数据库, 索引]",
        )
        shown = [f"# {line}" for line in example]
        return "\n".join([*lines, "# 文本没有分成部分，因此暂时没有领域。写法：", *shown, "domains: {}", ""])
    lines.append("domains:")
    for identity, name, terms in found:
        lines += [f"  {identity}:", f"    name: {_quoted(name)}", f"    terms: {_listed(terms)}"]
    return "\n".join(lines) + "\n"


def _topics(texts: Sequence[ParsedText]) -> list[tuple[str, str, list[str]]]:
    topics: list[tuple[str, str, list[str]]] = []
    taken: set[str] = {"general"}
    titles = [record.title for text in texts for record in text.prose if record.role is ProseRole.PART]
    seen = Counter(word.casefold() for title in titles for word in set(_WORD.findall(title)))
    claimed = {word for word, count in seen.items() if count >= _TOO_COMMON}  # says nothing of any of the parts
    said = [fold(text.text[question.span.start : question.span.end]) for text in texts for question in text.questions]
    for text in texts:
        counts = Counter(question.part for question in text.questions)
        for place, record in enumerate(text.prose):
            if record.role is not ProseRole.PART or counts[place] < _FEWEST_QUESTIONS or len(topics) >= _MOST_DOMAINS:
                continue
            name = _SYMBOLS.sub("", _MARKUP.sub("", record.title)).strip()
            identity = _NOT_IN_ID.sub("-", " ".join(lazy_pinyin(name)).casefold()).strip("-")[:40].strip("-")
            terms = [term for term in _terms(name) if term.casefold() not in claimed and _tells(term, said)]
            if name and identity and identity not in taken and terms:
                taken.add(identity)
                claimed.update(term.casefold() for term in terms)
                topics.append((identity, name, terms))
    return topics if len(topics) >= _FEWEST_QUESTIONS else []


def _terms(name: str) -> list[str]:
    """A part's name and its telling words."""
    words = [word for word in _WORD.findall(name) if word.casefold() not in _GENERIC and len(word) > 1]
    return list(dict.fromkeys([name, *words]))


def _tells(term: str, said: Sequence[str]) -> bool:
    """Whether a term stands in some questions, but not in so many that it says nothing of any."""
    count = sum(fold(term) in question for question in said)
    return 0 < count <= max(_FEWEST_QUESTIONS, len(said) * _MOST_TOLD)
