"""A content folder for existing texts: their bytes in, the files of a ready folder out.

The texts are copied byte for byte; ``kb.yml`` describes the detected format, ``domains.yml`` the topics.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhiku.content.question_format import DEFAULT_ASIDES, DEFAULT_CONTENTS, ItemHead, OpenerKind, QuestionFormat
from zhiku.diagnostics.diagnostic import UsageError
from zhiku.lang.interface import DEFAULT_KIND, interface
from zhiku.lang.kinds import commonest_kind, kind_of
from zhiku.model import ProseRole, SectionKind
from zhiku.parsing.detect import Proposal, detect, measure
from zhiku.parsing.load import headings_of_index, language_of_texts, title_from_name, title_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhiku.content.question_format import Opener
    from zhiku.lang.interface import Interface
    from zhiku.model import Domain, ParsedText
    from zhiku.source.text import SourceText

_MAX_ALTERNATIVES = 3
_MAY_BE_NUMBERED = {OpenerKind.HEADING, OpenerKind.BOLD, OpenerKind.LINE}


@dataclass(frozen=True, slots=True)
class Scaffold:
    """The files of a content folder by name, and how the texts were interpreted."""

    files: tuple[tuple[str, bytes], ...]
    summary: str
    title: str
    interface: Interface
    """Interface strings in the language of the base, for messages about it."""
    alternatives: tuple[str, ...] = ()
    """Descriptions of other possible interpretations, for the owner to choose from."""


@dataclass(frozen=True, slots=True)
class Interpretation:
    """How texts are interpreted: the chosen proposal, the texts parsed with it, the title of the base, and the alternatives."""

    proposal: Proposal
    texts: tuple[ParsedText, ...]
    title: str
    interface: Interface
    alternatives: tuple[str, ...]


def propose(
    texts: Sequence[tuple[SourceText, bytes]], *, choose: int = 1, fallback: str = "", around: str = ""
) -> Interpretation:
    """Detect the format of some texts.

    ``choose`` is the rank of the interpretation to use, 1 being the best; ``fallback`` is the title of the base if its texts
    contain none, ``around`` the names of the folders that they are in. Raises ``UsageError`` where the texts do not allow as
    many.
    """
    sources = [source for source, _ in texts]
    best = detect(sources, called=(fallback, around))
    readings = (best, *best.alternatives)
    if not 1 <= choose <= len(readings):
        allowed = f"from 1 to {len(readings)}" if len(readings) > 1 else "only 1"
        message = f"--choose {choose}: these texts allow {allowed}; without --choose, init lists what each reads"
        raise UsageError(message)
    chosen = readings[choose - 1]
    proposal, cut = measure(chosen.form, sources)
    language = language_of_texts(sources)
    title = title_of(cut, "")
    t = interface(language, _kind((title, fallback, around), cut))
    named = title or title_from_name(fallback, [source.text for source in sources]) or t("init.untitled")
    return Interpretation(proposal, cut, named, t, _alternatives(readings, choose, t))


def _kind(names: Sequence[str], texts: Sequence[ParsedText]) -> str:
    """The kind of a base: what its title or its folders are called counts more than its files and their headings."""
    parts = [record.title for text in texts for record in text.prose if record.role is ProseRole.PART]
    files = [text.file.rpartition("/")[2] for text in texts]
    certain = kind_of(names)
    return certain if certain != DEFAULT_KIND else commonest_kind((*headings_of_index(texts), *parts, *files))


def scaffold(
    found: Interpretation,
    texts: Sequence[tuple[SourceText, bytes]],
    downgraded: Sequence[str] = (),
    *,
    strict_formulas: bool = True,
) -> Scaffold:
    """A content folder for some texts; errors with the codes ``downgraded`` become warnings.

    ``strict_formulas`` makes formulas that cannot be typeset errors; it suits texts in which all formulas can be.
    """
    proposal, t = found.proposal, found.interface
    form = proposal.form
    how = t.join(_found(opener, t) for opener in form.openers)
    summary = t("init.summary", count=t("site.count", n=proposal.questions), how=how, answered=proposal.answered)
    settings = _settings(form, found.texts, downgraded, summary, t, title=found.title, strict_formulas=strict_formulas)
    files = [(source.file, data) for source, data in texts]
    files += [("kb.yml", settings.encode()), ("domains.yml", domains_file(t).encode())]
    return Scaffold(tuple(files), summary, found.title, t, found.alternatives)


def _alternatives(readings: Sequence[Proposal], choose: int, t: Interface) -> tuple[str, ...]:
    """The other interpretations, each with the command-line option that selects it."""
    chosen = readings[choose - 1]
    lines = []
    for place, other in enumerate(readings[:_MAX_ALTERNATIVES], 1):
        if other is chosen:
            continue
        how = t.join(_found(opener, t) for opener in other.form.openers)
        more = len(other.starts - chosen.starts)
        key = "init.choose_more" if other.starts > chosen.starts else "init.choose_other"
        lines.append(t(key, place=place, count=t("site.count", n=other.questions), more=more, how=how))
    return tuple(lines)


# --- kb.yml -----------------------------------------------------------------------------------------------------------------


def _settings(  # noqa: PLR0913 - what the file holds
    form: QuestionFormat,
    texts: tuple[ParsedText, ...],
    downgraded: Sequence[str],
    found: str,
    t: Interface,
    *,
    title: str,
    strict_formulas: bool,
) -> str:
    lines = [
        f"# {t('init.settings')}",
        f"title: {_quoted(title)}",
        f"language: {t.language}",
        f"kind: {t.kind}   # {t('init.kind')}",
        "",
        f"# {t('init.found', what=found)}",
        "format:",
        *_question_lines(form.openers, t),
        f"  parts: {form.parts}                # {t('init.parts')}",
        *_optional_lines(form, _labels(texts, form), t),
    ]
    mode = "strict" if strict_formulas else "lenient"
    lines += ["", f"# {t(f'init.formulas_{mode}')}", f"formulas: {mode}"]
    if downgraded:
        lines += ["", f"# {t('init.severity')}", "severity:"]
        lines += [f"  {code}: warning" for code in downgraded]
    return "\n".join(lines) + "\n"


def _optional_lines(form: QuestionFormat, labels: Sequence[tuple[SectionKind, list[str]]], t: Interface) -> Iterator[str]:
    """What a format declares only if it differs from other formats."""
    if form.files:
        yield f"  files: {_listed(form.files)}   # {t('init.files')}"
    if form.dollars:
        yield f"  dollars: true            # {t('init.dollars')}"
    if form.contents != DEFAULT_CONTENTS:
        yield f"  contents: {_listed(form.contents)}"
    if form.asides != DEFAULT_ASIDES:
        yield f"  asides: {_listed(form.asides)}"
    if labels:
        yield f"  sections:                # {t('init.sections')}"
        yield from (f"    {kind.value}: {_listed(words)}" for kind, words in labels)


def _question_lines(openers: Sequence[Opener], t: Interface) -> list[str]:
    shown = [_opener(opener) for opener in openers]
    if len(shown) == 1:
        return [f"  question: {shown[0]}   # {t(f'init.open_{openers[0].kind}')}"]
    return [
        "  question:",
        *(f"    - {text}   # {t(f'init.open_{opener.kind}')}" for text, opener in zip(shown, openers, strict=True)),
    ]


def _found(opener: Opener, t: Interface) -> str:
    """A description of how questions open, for people."""
    if opener.head in {ItemHead.PLAIN, ItemHead.TERM}:
        return t(f"init.by_{opener.head}_item")
    numbered = "numbered_" if opener.numbered and opener.kind in _MAY_BE_NUMBERED else ""
    return t(f"init.by_{numbered}{opener.kind}", marks=", ".join("#" * level for level in opener.levels))


def _opener(opener: Opener) -> str:
    parts = [f"open: {opener.kind.value}"]
    if opener.levels:
        levels = opener.levels
        parts.append(f"level: {levels[0] if len(levels) == 1 else list(levels)}")
    if opener.kind is OpenerKind.ITEM and opener.head is not ItemHead.HEADING:
        parts.append(f"head: {opener.head.value}")
    if opener.inline:
        parts.append("inline: true")
    if opener.labelled:
        parts.append("labelled: true")
    if opener.kind not in {OpenerKind.ITEM, OpenerKind.DOCUMENT}:
        parts.append(f"numbered: {'true' if opener.numbered else 'false'}")
    return "{" + ", ".join(parts) + "}"


def _labels(texts: Sequence[ParsedText], form: QuestionFormat) -> list[tuple[SectionKind, list[str]]]:
    """The labels that the texts use, the most frequent first, and letters that stand for “question” in these texts only."""
    used: dict[SectionKind, Counter[str]] = {kind: Counter() for kind in SectionKind}
    used[SectionKind.PROMPT].update(set(form.initials) - set(QuestionFormat().initials))
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


def domains_file(t: Interface, topics: Sequence[Domain] = ()) -> str:
    """``domains.yml`` with an example in place of domains, and the topics that were found, for the owner to change."""
    example = (
        "domains:",
        "  database:",
        f"    name: {t('init.example_name')}",
        "    icon: material/database-outline",
        f"    terms: [{t('init.example_terms')}]",
    )
    lines = [f"# {t('init.domains')}", f"# {t('init.domains_parts')}", *(f"# {line}" for line in example), "domains: {}"]
    if topics:
        lines += ["", f"# {t('init.topics')}", f"# {t('init.topics_kept')}", "topics:"]
        for topic in topics:
            lines += [f"  {topic.id}:", f"    name: {_quoted(topic.name)}", f"    terms: {_listed(topic.terms)}"]
    return "\n".join([*lines, ""])
