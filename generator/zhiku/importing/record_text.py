"""Keep the text of a record within its question: Markdown of a field in, Markdown that ends nothing around it out.

Questions are headings of the third level in the Markdown of records. Headings within a field are moved below that level; code
fences and raw HTML that a field leaves open are closed or shown as text, so that they do not swallow the records behind them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it.common.utils import normalizeReference

from zhiku.lang.reader import UNSPACED, scripts
from zhiku.markdown.dialect import dialect
from zhiku.parsing.blocks import read_blocks
from zhiku.parsing.enclosed_headings import ENCLOSED_HEADING
from zhiku.parsing.html_blocks import HTML_BLOCK
from zhiku.parsing.question_sentences import has_question_mark
from zhiku.source.text import SourceText

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from zhiku.parsing.blocks import Block

QUESTION_LEVEL = 3
"""The level of the headings that are questions."""
_LOWEST = 6
_ATX = re.compile(r"[ ]{0,3}(?P<marks>#{1,6})(?=[ \t]|$)")
_HTML_HEADING = re.compile(r"(?P<opening></?h)(?P<level>[1-6])(?=[\s>])", re.IGNORECASE)
_UNDERLINE = re.compile(r"[ ]{0,3}(?:=+|-+)[ \t]*")
_CODE_IN_HTML = re.compile(r"(?<=>)[ \t]*\n?(?=<pre\b(?:(?!</pre>).)*?\n[ \t]*\n)", re.IGNORECASE | re.DOTALL)
"""Where an element ``pre`` with blank lines begins behind other HTML, whose block a blank line would end."""
_RAW = re.compile(r"[ ]{0,3}(?P<start><(?:!--|\?|!\[CDATA\[|![A-Za-z]|(?:script|style|textarea|pre)\b))", re.IGNORECASE)
"""What begins a block of HTML that goes on to its end, over blank lines."""
_ENDS = {"<!--": "-->", "<?": "?>", "<![cdata[": "]]>"}
_CODE = frozenset({"fence", "code_block", HTML_BLOCK})
_REFERENCE = re.compile(
    r"(?P<code>(?P<ticks>`+)(?:(?!(?P=ticks)).)+(?P=ticks)|\\.)"
    r"|(?P<definition>^[ ]{0,3})\[(?P<defined>(?!\^)[^\[\]]+)\]:"
    r"|\]\[(?P<label>[^\[\]]+)\]"
    r"|\[(?P<words>(?!\^)[^\[\]]+)\](?:\[\]|(?![\[(:]))"
)
"""A label of a link where it is defined, behind the words of a link, or as these words; or code, whose brackets are none."""
_HTML = re.compile(r"</?[A-Za-z][^<>]*>")
_TAG = re.compile(r"<(?P<name>[A-Za-z][\w-]*)(?:\s[^<>]*)?>")
_VOID = frozenset({"br", "hr", "img", "wbr"})
_BREAK = re.compile(r"<br\s*/?>[ \t]*\n?", re.IGNORECASE)
_PARAGRAPH = re.compile(r"<p\b[^<>]*>(?P<words>.*?)</p>", re.IGNORECASE | re.DOTALL)
_SHOWN = re.compile(r"<(?P<tag>audio|video|svg|iframe|object)\b[^<>]*>.*?</(?P=tag)>|<img\b[^<>]*>", re.IGNORECASE | re.DOTALL)
"""Elements that show something besides words, which no title holds."""
_MAX_LINES = 3
"""Lines of a question that was wrapped."""
_STOP = re.compile(rf"[{scripts().sentence_ends}.:：…][\W_]*$|[ ]{{2}}$|\\$")
"""How a line ends that is no beginning of a wrapped sentence."""
_BLOCK_START = re.compile(r"[ ]{0,3}(?:[-*+•>|]|#{1,6}[ \t]|```|~~~|\$\$|!\[|<|\(?(?:\d{1,3}|[^\W\d_])[.)．、）:：])|[ ]{4}|\t")
"""How a line begins that goes on with no sentence: items, options, code, tables, formulas, images, HTML."""
_MASKED = re.compile(r"(?P<ticks>`+)(?:(?!(?P=ticks)).)+(?P=ticks)|\$[^$\s](?:[^$]*[^$\s])?\$(?!\d)|\\[*<]")
"""Code, formulas and what is escaped already, whose signs mean nothing else."""
_JOINT = re.compile(rf"(?<=[{UNSPACED}])[ \t]*\n[ \t]*(?=[{UNSPACED}])")
_WORD = rf"[^\W{UNSPACED}]"
_EMPHASIS = re.compile(
    rf"(?<!{_WORD})(?<!\*)(?P<marks>\*{{1,3}})(?=[\w\"'“‘«(（\[<¿¡])[^*]*(?<=[\w\"'”’»)）\]>.,!?%。，！？…])(?P=marks)(?!\*)(?!{_WORD})"
)
"""Emphasis as it is written on purpose: around whole words."""


def enclosed(text: str) -> str:
    """The text of a field, which no heading or open block of its own ends or joins to what follows."""
    text = _CODE_IN_HTML.sub("\n\n", text.replace("\r\n", "\n").strip("\n"))
    if not any(sign in text for sign in "#<`~=-"):
        return text
    lines = text.split("\n")
    source = SourceText("", text)
    blocks = read_blocks(source, None).blocks
    levels = _levels(lines, blocks)
    for block in blocks:
        _lower(lines, block, levels)
    if blocks:
        _close(lines, blocks[-1])
    html = "\n".join(block.content for block in _html(blocks)).lower()
    lines += ["</details>"] * (html.count("<details") - html.count("</details"))
    return "\n".join(lines)


def _levels(lines: Sequence[str], blocks: Sequence[Block]) -> Mapping[int, int]:
    """The new level of each level of headings in a field; those that stand below questions already keep theirs."""
    found = {block.level or int(block.tokens[0].tag[1]) for block in blocks if block.type in {"heading", ENCLOSED_HEADING}}
    found |= {int(item["level"]) for block in _html(blocks) for item in _HTML_HEADING.finditer("\n".join(_of(lines, block)))}
    if not found or min(found) > QUESTION_LEVEL:
        return {}
    return {level: min(QUESTION_LEVEL + rank, _LOWEST) for rank, level in enumerate(sorted(found), 1)}


def _html(blocks: Sequence[Block]) -> Iterator[Block]:
    return (block for block in blocks if block.type == HTML_BLOCK)


def _of(lines: Sequence[str], block: Block) -> Sequence[str]:
    return lines[block.first - 1 : block.last]


def _lower(lines: list[str], block: Block, levels: Mapping[int, int]) -> None:
    """Write the heading or HTML of a block with the new levels; the number of lines stays."""
    first, last = block.first - 1, block.last - 1
    new = {str(old): str(level) for old, level in levels.items()}
    if block.type == HTML_BLOCK or (block.type in {"heading", ENCLOSED_HEADING} and lines[first].lstrip().startswith("<")):
        for place in range(first, last + 1):
            lines[place] = _HTML_HEADING.sub(lambda tag: f"{tag['opening']}{new.get(tag['level'], tag['level'])}", lines[place])
    elif block.type in {"heading", ENCLOSED_HEADING} and levels:
        marks = "#" * levels[int(block.tokens[0].tag[1])]
        if found := _ATX.match(lines[first]):
            lines[first] = marks + lines[first][found.end() :]
        elif last - first == 1 and _UNDERLINE.fullmatch(lines[last]):
            lines[first], lines[last] = f"{marks} {lines[first].strip()}", ""
        else:
            # Several lines above a rule are a paragraph in most data, and hardly ever a heading.
            lines[last] = f"\n{lines[last]}" if lines[last].strip().startswith("-") else f"\\{lines[last].strip()}"


def _close(lines: list[str], block: Block) -> None:
    """End the last block of a field if it goes on to its end for want of one."""
    first = block.first - 1
    if block.type == "fence":
        marks = block.tokens[0].markup
        closing = re.compile(rf"[ ]{{0,3}}{re.escape(marks[0])}{{{len(marks)},}}[ \t]*")
        if block.last == block.first or not closing.fullmatch(lines[block.last - 1]):
            lines.append(marks)
    elif block.type == HTML_BLOCK and (found := _RAW.match(lines[first])):
        start = found["start"].lower()
        end = _ENDS.get(start) or (">" if start.startswith("<!") else f"</{start[1:]}>")
        if end in "\n".join(lines[first:])[found.end("start") - 1 :].lower():
            return
        if start == "<pre":
            lines.append(end)
        else:
            lines[first] = lines[first].replace("<", "&lt;", 1)


def with_own_labels(text: str, known: dict[str, tuple[str, str]], number: int) -> str:
    """The text of a field, its labels of links with a number where another field defines the same label for another address.

    ``known`` holds the addresses of all labels so far; those of the text are added.
    """
    blocks = read_blocks(SourceText("", text), None) if "]:" in text else None
    if blocks is None:
        return text
    taken = {name for name, target in blocks.references if known.setdefault(name, target) != target}
    if not taken:
        return text
    code = {line for block in blocks.blocks if block.type in _CODE for line in range(block.first, block.last + 1)}
    lines = text.split("\n")
    return "\n".join(line if place in code else _relabelled(line, taken, number) for place, line in enumerate(lines, 1))


def _relabelled(line: str, taken: Collection[str], number: int) -> str:
    """A line outside code with a number behind some labels, where they are defined and where links name them."""

    def written(found: re.Match[str]) -> str:
        label = found["defined"] or found["label"] or found["words"]
        if found["code"] or not label or normalizeReference(label) not in taken:
            return found.group()
        own = f"[{label}-{number}]"
        if found["defined"]:
            return f"{found['definition']}{own}:"
        return f"]{own}" if found["label"] else f"[{label}]{own}"

    return _REFERENCE.sub(written, line)


# --- titles ---------------------------------------------------------------------------------------------------------------


def title_and_rest(text: str) -> tuple[str, str]:
    """The title of a question as one line of Markdown, and what else its field holds.

    A question that was wrapped is one title; images and the like, which no title holds, are in the rest.
    """
    text = text.strip()
    if _HTML.match(text):
        return _of_html(text)
    head, end, tail = text.partition("\n")
    lines = [*_BREAK.sub("\n", head).split("\n"), *(tail.split("\n") if end else ())]
    count = _lines_of_title(lines)
    title = _ATX.sub("", one_line(lines[:count])).strip()
    return with_literal_signs(title), "\n".join(lines[count:]).strip("\n")


def _of_html(html: str) -> tuple[str, str]:
    """The same of a field in HTML: its first paragraph is the title, or the first of its lines."""
    paragraph = _PARAGRAPH.match(html)
    lines = [] if paragraph else _BREAK.sub("\n", html).split("\n")
    count = _lines_of_title(lines)
    first = paragraph["words"] if paragraph else one_line(lines[:count])
    more = html[paragraph.end() :].strip() if paragraph else "\n".join(lines[count:]).strip("\n")
    shown = [found.group() for found in _SHOWN.finditer(first)]
    return one_line([_HTML.sub(" ", _SHOWN.sub(" ", first))]), "\n\n".join(filter(None, (*shown, more)))


def one_line(lines: Iterable[str]) -> str:
    """Lines as one, with blanks between them where the script has blanks."""
    return " ".join(_JOINT.sub("", "\n".join(lines)).split())


def with_literal_signs(title: str) -> str:
    """A title with a backslash before asterisks that are no emphasis, and before tags that nothing closes."""
    masked = _MASKED.sub(lambda found: "x" * len(found.group()), title)
    opened = [
        found.start()
        for found in _TAG.finditer(masked)
        if found["name"].lower() not in _VOID and f"</{found['name'].lower()}" not in masked.lower()
    ]
    kept = list(_EMPHASIS.finditer(masked))
    children = dialect().parseInline(title)[0].children or []
    is_on_purpose = sum(child.type in {"em_open", "strong_open"} for child in children) <= len(kept)
    inside = {place for found in kept for place in (*range(found.start(), found.end("marks")), found.end() - len(found["marks"]))}
    asterisks = [] if is_on_purpose else [place for place, sign in enumerate(masked) if sign == "*" and place not in inside]
    for place in sorted({*opened, *asterisks}, reverse=True):
        title = f"{title[:place]}\\{title[place:]}"
    return title


def _lines_of_title(lines: Sequence[str]) -> int:
    """How many of the first lines of a field are its title: those of a wrapped question, however short they are."""
    for count, line in enumerate(lines[:_MAX_LINES], 1):
        if count > 1 and (not line.strip() or _BLOCK_START.match(line)):
            return 1
        if has_question_mark(line):
            return count
        if _STOP.search(line):
            return 1
    return 1
