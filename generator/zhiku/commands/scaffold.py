"""A content folder for texts that came as they are: their bytes in, the files of a ready folder out.

The texts stay byte for byte; ``kb.yml`` says the format that was found, ``domains.yml`` the topics.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhiku.content.question_format import DEFAULT_ASIDES, DEFAULT_CONTENTS, ItemHead, OpenerKind
from zhiku.lang.reader import HAN
from zhiku.model import SectionKind
from zhiku.parsing.detect import describe, detect, measure
from zhiku.parsing.load import title_of
from zhiku.parsing.parse import parse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhiku.content.question_format import Opener, QuestionFormat
    from zhiku.model import Domain, ParsedText
    from zhiku.source.text import SourceText

_CJK = re.compile(rf"[{HAN}]")
_EXAMPLE = (
    "domains:",
    "  database:",
    "    name: 数据库",
    "    icon: material/database-outline",
    "    terms: [数据库, 索引]",
)
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
    files = [(source.path.rpartition("/")[2], data) for source, data in texts]
    files += [("kb.yml", settings.encode()), ("domains.yml", domains_file().encode())]
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


def domains_file(topics: Sequence[Domain] = ()) -> str:
    """``domains.yml`` with an example in place of domains, and the topics that were found, for the owner to change."""
    lines = [
        "# 应用领域。terms 是能说明一道题属于该领域的词：出现在题目标题里，就归入该领域。",
        "# 文本自己的章节不必写在这里：它们本来就是主题。写法：",
        *(f"# {line}" for line in _EXAMPLE),
        "domains: {}",
    ]
    if topics:
        lines += [
            "",
            "# 主题，由程序从文本的术语中找到：一道题归入它说得最多的那个。请改名、合并（把 terms 移到一起）、删减；",
            "# 写在这里的不会再变。删去整个 topics，每次构建都会重新寻找；写成 topics: {} 就没有主题。",
            "topics:",
        ]
        for topic in topics:
            lines += [f"  {topic.id}:", f"    name: {_quoted(topic.name)}", f"    terms: {_listed(topic.terms)}"]
    return "\n".join([*lines, ""])
