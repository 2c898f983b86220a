"""Propose a format for texts: texts in, ``Proposal`` out.

Every way of opening questions that a text could use is a candidate. Each is applied to the text and scored by the result: many
questions with answers, numbers that increase by one or titles that ask, and no question inside the answer of another. The best
one wins; others with different results are its alternatives.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from zhiku.content.question_format import Opener, OpenerKind, QuestionFormat
from zhiku.lang.interface import DEFAULT_KIND
from zhiku.lang.kinds import kind_of
from zhiku.parsing.blocks import read_blocks
from zhiku.parsing.detect.candidates import candidates, with_others
from zhiku.parsing.detect.dollars import uses_dollars
from zhiku.parsing.detect.initials import with_initials
from zhiku.parsing.detect.question_files import named_after_questions, question_files
from zhiku.parsing.detect.recurring_labels import with_recurring_labels
from zhiku.parsing.detect.scoring import Proposal, Read, describe, score
from zhiku.parsing.detect.weights import WEIGHTS, Weights
from zhiku.parsing.parse import parse_blocks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhiku.model import ParsedText
    from zhiku.source.text import SourceText

_ANY = QuestionFormat(
    openers=(
        *(Opener(OpenerKind.HEADING, (level,), numbered=True) for level in range(2, 7)),
        Opener(OpenerKind.BOLD, numbered=True),
        Opener(OpenerKind.ITEM),
        Opener(OpenerKind.DETAILS),
    )
)
"""Everything that may open a question; decides where unclosed blocks end while the format is unknown."""
_BELOW_HEADINGS = 7
_SAMPLE = 1_000_000
"""Characters of all texts together on which candidates are tried; the format of a base is clear long before its end."""
_MAX_FILES = 200
"""Files that candidates are tried on, spread evenly over all."""


def detect(
    sources: Sequence[SourceText],
    base: QuestionFormat | None = None,
    weights: Weights = WEIGHTS,
    *,
    called: Sequence[str] = (),
) -> Proposal:
    """The best format for texts that belong together; ``base`` gives labels and words the owner has decided on.

    ``called`` are names of the folder of the texts. Where only some of its files hold questions, the best format names them,
    and its first alternative is the best one for all files.
    """
    base = base or QuestionFormat()
    sources = [source for source in sources if base.has_questions(source.file)]
    found = _detect(sources, base, weights)
    named = () if base.files else named_after_questions(sources, called)
    limited = _detect(named, base, weights) if named else Proposal(base, 0, 0, 0.0)
    if not limited.questions or limited.asking < weights.min_asking or limited.form.openers[0].kind is OpenerKind.DOCUMENT:
        return found
    files = question_files(named, limited.form, [source for source in sources if source not in named], found.form)
    if not files:
        return found
    limited = _detect([source for source in sources if source.file in files], base, weights)
    return replace(
        limited,
        form=replace(limited.form, files=files),
        alternatives=(replace(found, alternatives=()), *found.alternatives),
    )


def _detect(sources: Sequence[SourceText], base: QuestionFormat, weights: Weights) -> Proposal:
    """The best format for texts all of which hold questions."""
    samples = _samples(sources)
    base = with_recurring_labels(with_initials(base, samples), samples)
    tried: list[tuple[Proposal, Read]] = []
    for read in _readings(samples):
        tried += [(score(form, read, weights), read) for form in candidates(read, base)]
    tried.sort(key=lambda item: -item[0].score)
    tried = [item for item in tried if _is_possible(item[0])] or [item for item in tried if _is_only_one(*item)]
    dollars = any(uses_dollars(source.text) for source in samples)
    if not tried:
        return Proposal(replace(base, openers=QuestionFormat().openers, dollars=dollars), 0, 0, 0.0)
    best, best_read = tried[0]
    form = replace(with_others(best, best_read), dollars=dollars)
    chosen = score(form, best_read, weights)
    alternatives = tuple(
        replace(item, form=replace(item.form, dollars=dollars))
        for item in _alternatives(chosen, [item for item, _ in tried], weights)
    )
    return replace(chosen, score=best.score, alternatives=alternatives)


def _is_possible(proposal: Proposal) -> bool:
    """Whether a candidate found questions: a single one must ask, have a number or a label, and be more than a sentence."""
    if proposal.form.openers[0].kind is OpenerKind.SENTENCE:
        return proposal.answered > 1
    return proposal.score > 0 and (
        proposal.questions > 1 or proposal.labelled > 0 or proposal.asking > 0 or proposal.form.openers[0].numbered
    )


def _is_only_one(proposal: Proposal, read: Read) -> bool:
    """Whether a single answered heading below the title of a text that calls itself a FAQ or the like must be its question."""
    opener = proposal.form.openers[0]
    if not (proposal.score > 0 and proposal.answered and opener.kind in {OpenerKind.HEADING, OpenerKind.SENTENCE}):
        return False
    level = opener.levels[0] if opener.levels else _BELOW_HEADINGS
    titles = (block.content for _, found in read for block in found.blocks if 0 < block.level < level)
    return kind_of(titles) != DEFAULT_KIND


def _alternatives(best: Proposal, tried: Sequence[Proposal], weights: Weights) -> Iterator[Proposal]:
    """The other readings that are not far worse, each with other questions than those before it."""
    seen = {best.titles}
    for item in tried:
        if item.titles not in seen and item.score >= best.score * weights.alternative:
            seen.add(item.titles)
            yield item


def _readings(samples: Sequence[SourceText]) -> Iterator[Read]:
    """The blocks as they stand, and where blocks without an end stop, if that is something else."""
    plain = tuple((source, read_blocks(source, None)) for source in samples)
    contained = tuple((source, read_blocks(source, _ANY)) for source in samples)
    yield plain
    if any(len(one.blocks) != len(other.blocks) for (_, one), (_, other) in zip(plain, contained, strict=True)):
        yield contained


def measure(form: QuestionFormat, sources: Sequence[SourceText]) -> tuple[Proposal, tuple[ParsedText, ...]]:
    """How well a format fits all of some texts, and the texts cut by it."""
    read = [(source, read_blocks(source, form)) for source in sources]
    texts = tuple(parse_blocks(source, form, blocks) for source, blocks in read)
    return score(form, read, texts=texts), texts


def _samples(sources: Sequence[SourceText]) -> list[SourceText]:
    """Texts, or beginnings of texts, that are no longer than the sample in all."""
    samples: list[SourceText] = []
    left = _SAMPLE
    step = -(-len(sources) // _MAX_FILES) or 1
    for source in sources[::step]:
        if left <= 0:
            break
        cut = len(source.text) > left
        samples.append(replace(source, text=source.text[: source.offset_of_line(source.line_of(left))]) if cut else source)
        left -= len(source.text)
    return samples


__all__ = ["Proposal", "describe", "detect", "measure", "uses_dollars"]
