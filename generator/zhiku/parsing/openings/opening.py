"""What all ways of opening share: records, the state of a scan, and reading a title."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice, pairwise
from statistics import fmean
from typing import TYPE_CHECKING, NamedTuple

from zhiku.content.question_format import OpenerKind, bare
from zhiku.lang.kinds import GLOSSARY, kind_of
from zhiku.markdown.attributes import anchor_of, split_title
from zhiku.model import Span
from zhiku.parsing.details import details_elements, title_of
from zhiku.parsing.html_blocks import HTML_BLOCK
from zhiku.parsing.numbering import Numeral, numeral_of, without_question_word
from zhiku.parsing.openings.bold_statements import bold_statements
from zhiku.parsing.question_letters import question_letters
from zhiku.parsing.question_sentences import has_question_mark
from zhiku.parsing.title_marks import numbers_in
from zhiku.source.excerpt import Wrapping

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from zhiku.content.question_format import Opener, QuestionFormat
    from zhiku.model import SectionKind
    from zhiku.parsing.blocks import Block
    from zhiku.parsing.details import DetailsElement
    from zhiku.source.text import SourceText

_NEARLY_ALL = 0.8
BOLD_LINE = re.compile(r"(?P<marks>\*\*|__)(?P<words>(?:(?!(?P=marks)).)+)(?P=marks)(?P<tail>[^\w\n]*)(?=\n|$)", re.DOTALL)
_BOLD_NUMBER = re.compile(r"^(?P<marks>\*\*|__)(?P<number>[^*_\n]{1,30})(?P=marks)(?P<after>[ \t]*[.、:：)）]?)")
"""Bold words before a title that may be only its number: ``**6.** Title``, ``**Question 6:** Title``."""
_WORTH = re.compile(r"\s*(?P<note>[(（\[][^()（）\[\]]{1,20}[)）\]])(?=[ \t.．:：]*$)")
"""A note on a question after its number: ``**Question 1 (5 points).** Title``; it is moved to the end of the title."""
_AROUND = re.compile(r"(?P<start>\[(?=.*\]\()|~~)(?P<words>(?:[^\[\]]|\[[^\[\]]*\])+)(?P<end>\]\([^\s]*\)|~~)")
"""A link around a whole title, or the marks of one that is struck out; a number in it is the title's."""
_SYMBOLS = re.compile(r"[^\w\s*_`~<>\[\](){}\\\"'#$&!|.,:;?-]+\s*")
"""Symbols before a bold title: ``❓ **Title?**``."""
_LETTER_OF_INDEX = re.compile(r"\W*[^\W\d_](?:\s*[-–/,]\s*[^\W\d_])*\W*|\W*#\W*|0-9")
"""A heading of an index: ``A``, ``X–Z``, ``#``."""
_MIN_INDEX = 2
"""Headings of one letter that make an index."""
_MOST_OF_INDEX = 0.8
"""Share of the headings of a level that must be letters."""
CARD_TAG = re.compile(r"(?:^|\s+)#(?:flash)?cards?(?:[-/][\w/-]+)?(?:\s+|$)", re.IGNORECASE)
"""The tag that makes a flashcard of what it stands beside, in Obsidian, Logseq and the tools that read their notes."""
PART_DIRECTIVE = re.compile(r"\.\.[ \t]+(?:section|part|chapter)::[ \t]+(?P<title>\S.*)", re.IGNORECASE)
"""A directive without a body that names a part."""
_ANCHORS = re.compile(r"^(?:\s*</?[A-Za-z][^<>]*>)+")
_CLOSING_TAGS = re.compile(r"(?:\s*</[A-Za-z][^<>]*>)+\s*$")
_DRAWN_RULE = re.compile(r"[#=~*+.·•–—─━═-]{4,}")
"""A rule drawn with signs that Markdown does not know: ``#-----#``, ``.......``."""
_BREAKS = re.compile(r"(?:\s|<br\s*/?>|</br>|&nbsp;|<!--\s*-->)+", re.IGNORECASE)


class Segment(NamedTuple):
    """A passage of a record; ``indent`` columns at the start of its lines belong to the enclosing block.

    ``wrapping`` is other syntax of the enclosing block in it: quote marks, escaped bars of a table.
    """

    start: int
    end: int
    indent: int = 0
    wrapping: Wrapping = Wrapping.NONE


class LabelledSegment(NamedTuple):
    """A stretch whose section is known from where it stands: a cell in a column of answers."""

    kind: SectionKind
    title: str
    segment: Segment
    name: str = ""
    """What the stretch is called where that is no title of its section: it is shown before it."""


@dataclass(frozen=True, slots=True)
class Opening:
    """A question's opening: ``start`` of its record, its title and number, ``head`` as in ``ParsedQuestion``.

    ``body`` are the stretches that certainly belong to it; ``tail_indent`` is how far what stands behind them may be indented
    because it belongs to them as well. ``level`` is the heading's, 0 of anything else.
    """

    start: int
    head: Span
    title: str
    numeral: Numeral | None
    explicit: str
    level: int
    body: tuple[Segment, ...]
    markup: tuple[Span, ...] = ()
    tail_indent: int = 0
    asked: bool = False
    """Whether the title itself says that it is a question."""
    prompt: tuple[Segment, ...] = ()
    """Passages of the prompt, before ``body``."""
    labelled: tuple[LabelledSegment, ...] = ()
    """Stretches behind ``body`` whose sections need no label."""
    complete: bool = False
    """Whether its syntax marks the end of the answer; what follows then belongs to it only with the label of a section."""
    whole: bool = False
    """Whether the rest of the file belongs to it, whatever its headings are."""


class Title(NamedTuple):
    """The words of a title, its number, its explicit id, and whether it says that it asks."""

    words: str
    numeral: Numeral | None
    explicit: str
    asked: bool


@dataclass
class Scan:
    """What the ways of opening share while a text is read from top to bottom."""

    source: SourceText
    form: QuestionFormat
    blocks: Sequence[Block]
    last: Numeral | None = None
    opened: bool = False
    """Whether a question has opened already."""
    answered: bool = True
    """Whether an answer has been named since the last line that opened a question, or none has opened yet."""
    inside: int = 0
    """Level of the heading of the question that stands open, 0 where none does."""
    indent: int | None = None
    """Indentation of the last list whose items were questions, in spaces."""
    number: int = 0
    """Number of the last item that was a question."""
    definitions_until: int = 0
    """Offset behind the last ``<dl>`` that was read: it may reach over several blocks."""
    tables_until: int = 0
    """The same of the last ``<table>`` of questions."""
    asking_groups: dict[tuple[int, tuple[int, ...]], bool] = field(default_factory=dict)
    """Whether all groups of questions on a level are questions themselves, by the level and those of questions."""

    @cached_property
    def openers(self) -> tuple[Opener, ...]:
        """The ways of opening in the order in which they are tried: a file that is a question contains no others."""
        return tuple(sorted(self.form.openers, key=lambda item: item.kind is not OpenerKind.DOCUMENT))

    @cached_property
    def numbered(self) -> Mapping[int, float]:
        """The share of headings that have a number, by level."""
        titles = [(block.level, read_title(block.content).numeral is not None) for block in self.blocks if block.level]
        return {level: fmean(has for at, has in titles if at == level) for level in {level for level, _ in titles}}

    @cached_property
    def ids_are_anchors(self) -> bool:
        """Whether headings have ids to be linked to, whatever they open: on three levels, or on two nearly all of them."""
        levels = [(block.level, bool(anchor_of(block.content.strip()))) for block in self.blocks if block.level]
        named = {level for level, has_id in levels if has_id}
        return len(named) > 2 or (len(named) > 1 and fmean(has_id for _, has_id in levels) > _NEARLY_ALL)  # noqa: PLR2004 - as said above

    @cached_property
    def headings(self) -> Counter[tuple[int, str]]:
        """How often each heading occurs, by its level and its words."""
        return Counter((block.level, bare(block.content)) for block in self.blocks if block.level)

    @cached_property
    def index_levels(self) -> frozenset[int]:
        """Levels of headings most of which are a single letter with terms below: those of an index."""
        letters = [
            (block.level, _LETTER_OF_INDEX.fullmatch(block.content) is not None and _is_term(following))
            for block, following in pairwise(self.blocks)
            if block.level
        ]
        levels = Counter(level for level, _ in letters)
        return frozenset(
            level
            for level, count in levels.items()
            if count >= _MIN_INDEX and sum(is_letter for at, is_letter in letters if at == level) > count * _MOST_OF_INDEX
        )

    @cached_property
    def is_glossary(self) -> bool:
        """Whether the text calls itself a glossary, in its heading of the first level or its name, and has no other headings."""
        titles = [block.content for block in self.blocks if block.level]
        name = self.source.file.rpartition("/")[2].rpartition(".")[0]
        return len(titles) < _MIN_INDEX and kind_of([*titles, name]) == GLOSSARY

    @cached_property
    def details_elements(self) -> tuple[DetailsElement, ...]:
        """The outermost ``<details>`` of the text."""
        return details_elements(self.source, self.blocks)

    @cached_property
    def repeated_summaries(self) -> frozenset[str]:
        """Words in which most ``<details>`` are summed up: a label such as “Answer”, in whichever language, and no question."""
        summaries = Counter(title_of(self.source, element)[0] for element in self.details_elements)
        most = summaries.most_common(1)
        return frozenset(words for words, count in most if 1 < count > len(self.details_elements) / 2)

    @cached_property
    def counted_in_bold(self) -> frozenset[int]:
        """Indices of the paragraphs that begin with a bold line which a run of them numbers: ``**(b) Title**``."""
        bold = {
            index: read_title(found["words"])
            for index, block in enumerate(self.blocks)
            if block.type == "paragraph" and (found := BOLD_LINE.match(block.content))
        }
        titles = [title.words for title in bold.values()]
        run = numbers_in(titles, [title.numeral is not None for title in bold.values()])
        return frozenset(index for place, index in enumerate(bold) if place in run)

    @cached_property
    def said_in_bold(self) -> frozenset[int]:
        """Indices of the paragraphs in bold that state what a question is about, where most such paragraphs ask."""
        titles = {
            index: found["words"]
            for index, block in enumerate(self.blocks)
            if block.type == "paragraph" and (found := BOLD_LINE.fullmatch(block.content.strip()))
        }
        return bold_statements(self.blocks, {index: words for index, words in titles.items() if self.form.kind_of(words) is None})

    @cached_property
    def part_lines(self) -> frozenset[int]:
        """First lines of the paragraphs that are heads of parts: directives, and numbers in words right above one in digits.

        ``一、选择题`` above ``1、…``. None of those are where one stands above anything else: then they open questions.
        """
        paragraphs = (block for block in self.blocks if block.type == "paragraph")
        directives = {block.first for block in paragraphs if PART_DIRECTIVE.fullmatch(block.content)}
        in_words = [index for index, block in enumerate(self.blocks) if _is_counted_in_words(block)]
        if not all(_is_counted_in_digits(self.blocks[index + 1 : index + 2]) for index in in_words):
            in_words = []
        return frozenset({*directives, *(self.blocks[index].first for index in in_words)})

    @cached_property
    def initials(self) -> tuple[str, ...]:
        """Labels of questions besides the words of ``lang``: those of the format, and letters that the text uses so."""
        return (*self.form.initials, *question_letters(self.source.text))

    def read_title(self, words: str) -> Title:
        """A title taken apart, by the labels of the format and the text."""
        return read_title(words, self.initials)

    def span(self, block: Block) -> Span:
        """The stretch of the text that a block covers."""
        return self.lines(block.first, block.last)

    def lines(self, first: int, last: int) -> Span:
        """The stretch of the text from one line to another, both included."""
        return Span(self.source.offset_of_line(first), self.source.offset_of_line(last + 1))

    def headings_below(self, index: int) -> Iterator[Block]:
        """The headings behind one, deeper than it, up to the next of its level or above."""
        level = self.blocks[index].level
        for block in islice(self.blocks, index + 1, None):
            if 0 < block.level <= level:
                return
            if block.level:
                yield block


def read_title(words: str, initials: tuple[str, ...] = ()) -> Title:
    """A title taken apart; ``initials`` are letters that stand for “question”, besides those of ``lang``."""
    if anchors := _ANCHORS.match(words):
        words = _CLOSING_TAGS.sub("", words[anchors.end() :])
    words = CARD_TAG.sub(" ", words).strip()
    words, explicit = split_title(words)
    symbols = _SYMBOLS.match(words)
    lead = symbols.group() if symbols else ""
    if (found := BOLD_LINE.fullmatch(words[len(lead) :])) and "\n" not in words:
        words = lead + found["words"] + found["tail"]
    if (around := _AROUND.fullmatch(words)) and (number := numeral_of(around["words"])):
        words = f"{around['words'][: number.end]}{around['start']}{around['words'][number.end :]}{around['end']}"
    words, asked = without_question_word(_with_plain_number(words), initials)
    numeral = numeral_of(words)
    if numeral:
        words = words[numeral.end :]
    return Title(words.strip(), numeral, explicit, asked or has_question_mark(words))


def _with_plain_number(words: str) -> str:
    """A title whose number is bold by itself, the number being plain."""
    found = _BOLD_NUMBER.match(words)
    if not found:
        return words
    plain = found["number"] + found["after"]
    worth = _WORTH.search(plain)
    plain, note = (plain[: worth.start()] + plain[worth.end() :], f" {worth['note']}") if worth else (plain, "")
    numeral = numeral_of(f"{plain.rstrip()} ")
    is_number = numeral is not None and numeral.end >= len(plain.rstrip())
    return f"{plain} {words[found.end() :].strip()}{note}" if is_number else words


def _is_term(block: Block) -> bool:
    """Whether a block begins with a term: a heading, a list, or words in bold."""
    return block.type not in {"paragraph", HTML_BLOCK} or block.content.startswith(("**", "__", "<"))


def _is_counted_in_words(block: Block) -> bool:
    """Whether a paragraph of one line begins with a number in words and asks nothing."""
    if block.type != "paragraph" or block.first != block.last:
        return False
    title = read_title(block.content)
    return title.numeral is not None and title.numeral.in_words and not title.asked


def _is_counted_in_digits(blocks: Sequence[Block]) -> bool:
    """Whether the first of some blocks is a list with numbers, or a paragraph that begins with one in digits."""
    if not blocks or blocks[0].type != "paragraph":
        return bool(blocks) and blocks[0].type == "ordered_list"
    numeral = read_title(blocks[0].content).numeral
    return numeral is not None and not numeral.in_words


def is_separator(block: Block) -> bool:
    """Whether a block only keeps things apart: a rule, ``<br>``, an empty comment, a heading without words."""
    if block.level:
        return block.is_empty_heading
    if block.type == "paragraph" and _DRAWN_RULE.fullmatch(block.content):
        return True
    return block.type == "hr" or (block.type in {"html_block", "paragraph"} and bool(_BREAKS.fullmatch(block.content)))


def mostly_followed(scan: Scan, index: int) -> bool:
    """Whether text follows most blocks of the type of one: answers then stand behind the blocks, not within them."""
    same = [at for at, block in enumerate(scan.blocks) if block.type == scan.blocks[index].type]
    following = (next((block for block in islice(scan.blocks, at + 1, None) if not is_separator(block)), None) for at in same)
    kept = sum(block is not None and not block.level and block.type != scan.blocks[index].type for block in following)
    return kept > len(same) / 2


def stretch_below(scan: Scan, index: int) -> Sequence[Block]:
    """The blocks between a heading and the next one that could open a question or a part."""
    lowest = max((level for opener in scan.form.openers for level in opener.levels), default=scan.form.parts)
    end = index + 1
    while end < len(scan.blocks) and not _could_open(scan.blocks[end], lowest):
        end += 1
    return scan.blocks[index + 1 : end]


def _could_open(block: Block, lowest: int) -> bool:
    return 0 < block.level <= lowest or (block.level > 0 and numeral_of(block.content) is not None)
