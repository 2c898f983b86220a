"""What stands in place of the tags of an element: its meaning and its words in, Markdown for both tags out."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, NamedTuple

from zhiku.dialects.meanings import Meaning, Words, address_of_image, address_of_link, kind_of_box, title_of, title_of_box

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_VIDEOS = {"youtube": "https://www.youtube.com/watch?v=", "vimeo": "https://vimeo.com/"}
_WORDS = ("content", "text", "body", "message", "label", "title", "tip")
_OF_BODIES = _WORDS[:4]
Both = tuple[str, str]
"""What stands in place of the opening tag, and of the closing one."""
NONE: Both = ("", "")


class Item(NamedTuple):
    """An element: its name and words, whether a tag closes it, whether it has its lines to itself, whether it is in a heading."""

    name: str
    words: Words
    closed: bool = True
    fills_lines: bool = False
    in_heading: bool = False


def body_of(words: Words) -> str:
    """The content that a tag has among its words: an attribute, or a sentence."""
    last = words.positional[-1] if words.positional else ""
    return words.first_of(_OF_BODIES) or (last if " " in last else "")


def block(meaning: Meaning, item: Item) -> Both:
    """What stands in the lines of the tags of an element."""
    return _BLOCKS.get(meaning, _nothing)(item)


def inline(meaning: Meaning, item: Item) -> Both:
    """What stands in place of the tags of an element within lines."""
    return _INLINE.get(meaning, _nothing)(item)


def _nothing(_: Item) -> Both:
    return NONE


# --- with lines of their own ------------------------------------------------------------------------------------------------


def _box_block(item: Item) -> Both:
    return f"::: {kind_of_box(item.name, item.words)} {title_of_box(item.name, item.words)}".rstrip(), ":::"


def _fold_block(item: Item) -> Both:
    return f"::: details {title_of(item.words)}".rstrip(), ":::"


def _group_block(item: Item) -> Both:
    caption = item.words.named.get("caption", "")
    return "", f"*{caption}*" if caption else ""


def _titled_block(item: Item) -> Both:
    title = _titled(item.words)
    return f"{title}  " if title else "", ""


# --- within lines -----------------------------------------------------------------------------------------------------------


def _box(item: Item) -> Both:
    kind, title = kind_of_box(item.name, item.words), title_of_box(item.name, item.words)
    if not item.closed:
        title = item.words.named.get("title", "")
        return f"::{kind}[{body_of(item.words)}]{_attributes(title)}", ""
    return (f"::{kind}[", f"]{_attributes(title)}") if item.fills_lines else NONE


def _attributes(title: str) -> str:
    return f'{{title="{title}"}}' if title else ""


def _fold(item: Item) -> Both:
    if item.fills_lines:
        return f"<details><summary>{escape(title_of(item.words), quote=False)}</summary>", "</details>"
    return _titled_words(item)


def _titled_words(item: Item) -> Both:
    title = _titled(item.words)
    return f"{title} " if title else "", ""


def _titled(words: Words) -> str:
    """A title in bold letters, which may be a link."""
    title, address = title_of(words), words.first_of(("href", "link", "to", "url"))
    return (f"**[{title}]({address})**" if address else f"**{title}**") if title else ""


def _image(item: Item) -> Both:
    """An image with its caption below."""
    address, caption = address_of_image(item.words), item.words.first_of(("caption", "title"))
    shown = f"<{address}>" if " " in address else address
    return f"![{item.words.named.get('alt', '')}]({shown})" + (f"<br>{caption}" if caption else ""), ""


def _address(item: Item) -> Both:
    return address_of_link(item.words).removeprefix("_").replace(" ", "%20"), ""


def _link(item: Item) -> Both:
    address = address_of_link(item.words)
    return ("[", f"]({address})") if item.closed else (f"[{title_of(item.words) or address}]({address})", "")


def _video(item: Item) -> Both:
    address, site = item.words.first_of(("url", "src", "link", "id")) or item.words.argument(), _VIDEOS.get(item.name.casefold())
    return (f"<{address}>" if "://" in address else f"<{site}{address}>" if site else address), ""


def _words(item: Item) -> Both:
    said = "" if item.closed or item.in_heading else item.words.first_of(_WORDS) or item.words.argument()
    return said, ""


def _keys(item: Item) -> Both:
    return ("<kbd>", "</kbd>") if item.closed else (f"<kbd>{escape(item.words.argument())}</kbd>", "")


def _code(_: Item) -> Both:
    return "`", "`"


_BLOCKS: Mapping[Meaning, Callable[[Item], Both]] = {
    Meaning.BOX: _box_block,
    Meaning.FOLD: _fold_block,
    Meaning.GROUP: _group_block,
    Meaning.TAB: _titled_block,
    Meaning.TITLED: _titled_block,
    Meaning.LINK: _link,
}
_INLINE: Mapping[Meaning, Callable[[Item], Both]] = {
    Meaning.BOX: _box,
    Meaning.FOLD: _fold,
    Meaning.TAB: _titled_words,
    Meaning.TITLED: _titled_words,
    Meaning.IMAGE: _image,
    Meaning.ADDRESS: _address,
    Meaning.LINK: _link,
    Meaning.VIDEO: _video,
    Meaning.WORDS: _words,
    Meaning.KEYS: _keys,
    Meaning.CODE: _code,
}
