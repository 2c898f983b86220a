"""Draw the preview images that other sites show next to a shared link, without a browser.

The file name contains a hash of everything that the image shows, so the last site serves as a cache: an edit draws one image.
"""

from __future__ import annotations

import io
import re
import sys
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from zhiku.lang.reader import UNSPACED
from zhiku.runtime.processes import parallel_map

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from PIL import Image, ImageFont

    from zhiku.pages.share import Picture

WIDTH, HEIGHT = 1200, 630
"""Pixels; the size that Open Graph's readers ask for."""
_MARGIN, _BAR = 80, 20
_TOP, _TITLE_TOP, _BOTTOM = 74, 158, 528
"""Vertical positions of the line above the title, of the title and of the line below it."""
_SIZES = (76, 64, 54, 46)
"""Font sizes of a title; the largest that fits is used, and at the smallest the title is truncated."""
_SMALL = 32
_LEADING = 1.32
_INK, _QUIET, _ACCENT = range(3)
_PAPER_RGB, _INK_RGB, _QUIET_RGB = (255, 255, 255), (22, 30, 46), (92, 104, 124)
_BOLD = 80
"""Titles get an outline of 1/80 of their size, because the font has no bold face."""
_LEVELS = 16
"""Shades between the background and each of three colours: enough for smooth letters in an image with one byte per pixel."""
_COMPRESSION = 6
_MIN_PICTURES = 8
"""Number of images from which a separate process is worthwhile."""
_MIN_COVERAGE = 0.98
"""Minimum share of the letters of all titles that a font must have; missing letters are left out."""
_PACKAGE, _FILE = "paperang_p2_fonts_cjk", "fonts/wqy-microhei.ttc"
"""WenQuanYi Micro Hei: Latin, Greek, Cyrillic, Chinese, Japanese and Korean in 2.3 MB."""
_SYSTEM_FOLDERS = {
    "win32": ("C:/Windows/Fonts",),
    "darwin": ("/System/Library/Fonts", "/Library/Fonts"),
}
_OTHER_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts")
_SYSTEM_FONTS = re.compile(
    r"(?i)(notosanscjk-regular|sourcehansans|droidsansfallback|wqy|pingfang|msyh|hiragino|notosans-regular|segoeui\.|arial|dejavusans\.)"
)
"""Names of files of sans-serif fonts with many letters."""
_PIECE = re.compile(rf"[{UNSPACED}]|[^\s{UNSPACED}]+|\s+")
_OPENING = frozenset({"Ps", "Pi"})
_PUNCTUATION = "P"
"""First letter of Unicode's categories of punctuation."""
_NO_GLYPH = "\U0010fffe"
"""A noncharacter, which no font contains."""


def find_font(text: Iterable[str]) -> str:
    """The first font that has nearly all characters of a text; empty if there is none."""
    letters = {letter for letter in "".join(text) if letter.isalnum()}
    for path in _fonts():
        missing = sum(not _has(path, letter) for letter in letters)
        if missing <= (1 - _MIN_COVERAGE) * len(letters):
            return path
    return ""


def draw_missing(pictures: Sequence[Picture], font: str, before: Path) -> Iterator[tuple[str, bytes]]:
    """Paths and contents of all images; existing ones are reused from the site built ``before``."""
    known = {picture.path: before / picture.path for picture in pictures}
    new = [picture for picture in pictures if not known[picture.path].is_file()]
    drawn = dict(zip((picture.path for picture in new), parallel_map(partial(draw, font=font), new, _MIN_PICTURES), strict=True))
    for path, file in known.items():
        yield path, drawn[path] if path in drawn else file.read_bytes()


def draw(picture: Picture, font: str) -> bytes:
    """Render an image as PNG."""
    from PIL import Image, ImageDraw  # noqa: PLC0415 - commands that draw nothing start without it

    # The palette has three ranges of levels, each from the background to one colour.
    image = Image.new("L", (WIDTH, HEIGHT), 0)
    ImageDraw.Draw(image).rectangle((0, 0, _BAR, HEIGHT), fill=3 * _LEVELS - 1)
    inner = WIDTH - 2 * _MARGIN
    _write(image, [_cut(picture.above, font, _SMALL, inner)], _Style(font, _SMALL, _ACCENT), _TOP)
    size, lines = _fitting(picture.title, font, inner)
    _write(image, lines, _Style(font, size, _INK, size / _BOLD), _TITLE_TOP)
    _write(image, [_cut(picture.below, font, _SMALL, inner)], _Style(font, _SMALL, _QUIET), _BOTTOM)
    shown = Image.frombytes("P", image.size, image.tobytes())
    shown.putpalette(_palette(picture.hue))
    file = io.BytesIO()
    shown.save(file, "PNG", compress_level=_COMPRESSION)
    return file.getvalue()


@dataclass(frozen=True, slots=True)
class _Style:
    """The style of lines of text; ``colour`` is an index into the palette, ``stroke`` is the width of their outline in pixels."""

    font: str
    size: int
    colour: int
    stroke: float = 0


def _write(image: Image.Image, lines: Sequence[str], style: _Style, top: int) -> None:
    from PIL import Image, ImageDraw  # noqa: PLC0415 - see `draw`

    shades = [style.colour * _LEVELS + level * (_LEVELS - 1) // 255 for level in range(256)]
    height = round(style.size * _LEADING)
    for number, line in enumerate(lines):
        mask = Image.new("L", (WIDTH - _MARGIN, height), 0)
        ImageDraw.Draw(mask).text((0, 0), line, fill=255, font=_load(style.font, style.size), stroke_width=style.stroke)
        image.paste(mask.point(shades), (_MARGIN, top + number * height), mask.point([0] + [255] * 255))


def _fitting(title: str, font: str, width: int) -> tuple[int, list[str]]:
    """The largest font size at which a title fits, and its lines; at the smallest size, longer titles are truncated."""
    text = "".join(letter for letter in title if letter.isspace() or _has(font, letter))
    for size in _SIZES:
        lines = _lines(text, font, size, width)
        if len(lines) <= _room(size):
            return size, lines
    room = _room(_SIZES[-1])
    return _SIZES[-1], [*lines[: room - 1], _cut("".join(lines[room - 1 :]), font, _SIZES[-1], width)]


def _room(size: int) -> int:
    return int((_BOTTOM - _TITLE_TOP - _SMALL // 2) // (size * _LEADING))


def _lines(text: str, font: str, size: int, width: int) -> list[str]:
    """Break a text into lines: at spaces, and between characters of scripts without spaces.

    No line begins with punctuation that closes something, and none ends with what opens something.
    """
    pieces: list[str] = []
    for piece in _PIECE.findall(text):
        if pieces and (_opens(pieces[-1][-1]) or (unicodedata.category(piece[0])[0] == _PUNCTUATION and not _opens(piece[0]))):
            pieces[-1] += piece
        else:
            pieces.append(piece)
    lines = [""]
    for piece in pieces:
        if lines[-1] and _measure(lines[-1] + piece.rstrip(), font, size) > width:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
        while _measure(lines[-1], font, size) > width and len(lines[-1]) > 1:  # a word wider than the image
            fits = next(
                end for end in range(len(lines[-1]) - 1, 0, -1) if _measure(lines[-1][:end], font, size) <= width or end == 1
            )
            lines[-1:] = [lines[-1][:fits], lines[-1][fits:]]
    return [line.strip() for line in lines if line.strip()]


def _opens(letter: str) -> bool:
    return unicodedata.category(letter) in _OPENING


def _cut(text: str, font: str, size: int, width: int) -> str:
    """Truncate a line to a width, with an ellipsis."""
    if _measure(text, font, size) <= width:
        return text
    while text and _measure(f"{text}…", font, size) > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _measure(text: str, font: str, size: int) -> float:
    """The width of a text: the sum of the advances, since kerning is negligible at these sizes."""
    return sum(_advance(font, size, letter) for letter in text)


@lru_cache(1 << 14)
def _advance(font: str, size: int, letter: str) -> float:
    return _load(font, size).getlength(letter)


@lru_cache(16)
def _load(font: str, size: int) -> ImageFont.FreeTypeFont:
    from PIL import ImageFont  # noqa: PLC0415 - see `draw`

    return ImageFont.truetype(font, size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(1 << 14)
def _has(font: str, letter: str) -> bool:
    """Whether a font has a glyph for a character, other than the one for missing characters."""
    return bytes(_load(font, _SMALL).getmask(letter)) != _unknown(font)


@cache
def _unknown(font: str) -> bytes:
    return bytes(_load(font, _SMALL).getmask(_NO_GLYPH))


@lru_cache(64)
def _palette(hue: int) -> bytes:
    from PIL import ImageColor  # noqa: PLC0415 - see `draw`

    accent = ImageColor.getrgb(f"hsl({hue}, 62%, 34%)")
    return bytes(
        round(paper + (full - paper) * level / (_LEVELS - 1))
        for colour in (_INK_RGB, _QUIET_RGB, accent)
        for level in range(_LEVELS)
        for paper, full in zip(_PAPER_RGB, colour, strict=True)
    )


@cache
def _fonts() -> tuple[str, ...]:
    """Files of fonts: that of the package, then those of the system."""
    found: list[str] = []
    try:
        packaged = resources.files(_PACKAGE).joinpath(_FILE)
        found += [str(packaged)] if packaged.is_file() else []
    except ModuleNotFoundError:
        pass
    for folder in _SYSTEM_FOLDERS.get(sys.platform, _OTHER_FOLDERS):
        files = (path for path in sorted(Path(folder).rglob("*")) if path.suffix.lower() in {".ttf", ".otf", ".ttc"})
        found += [str(path) for path in files if _SYSTEM_FONTS.search(path.name)]
    return tuple(found)
