"""Preview images for shared links: their content, line breaks, and reuse of unchanged ones."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from zhiku.output import share_images
from zhiku.output.share_images import draw, draw_missing, find_font
from zhiku.pages.share import Picture

if TYPE_CHECKING:
    from pathlib import Path

PICTURE = Picture("6", "交叉熵损失（Cross-Entropy）与 Focal Loss 有什么区别？", "医疗 · 问题 6", "面试题库", 210)
WIDTH = 1040


@pytest.fixture(scope="module")
def font() -> str:
    """The font of the package."""
    return find_font([PICTURE.title])


def test_the_font_has_the_letters_of_all_languages_of_the_interface(font: str) -> None:
    """So that bases in these languages get images on machines without fonts."""
    assert font.endswith("wqy-microhei.ttc")
    letters = "简体繁體ひらがなカタカナ漢字한국어ÄöüßéàçñãŁЖщяΩ"
    assert find_font([letters]) == font


def test_letters_that_no_font_has(font: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The font lacks Ethiopic: no image rather than one of empty boxes."""
    monkeypatch.setattr(share_images, "_fonts", lambda: (font,))
    assert find_font(["ጤና ይስጥልኝ"]) == ""


@pytest.mark.parametrize(("missing", "found"), [(2, True), (3, False)])
def test_a_font_may_lack_two_letters_of_a_hundred(
    font: str, missing: int, *, found: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A rare character is no reason to draw nothing, but many would leave boxes in the titles."""
    monkeypatch.setattr(share_images, "_fonts", lambda: (font,))
    known = "".join(map(chr, range(0x4E00, 0x4E00 + 100 - missing)))
    assert find_font([known, "ጤናይ"[:missing]]) == (font if found else "")


def test_a_picture_is_a_png_of_the_size_that_is_announced(font: str) -> None:
    """And small, because other sites' servers load it for each preview."""
    data = draw(PICTURE, font)
    image = Image.open(io.BytesIO(data))
    assert (image.format, image.size) == ("PNG", (share_images.WIDTH, share_images.HEIGHT))
    assert len(data) < 60_000


def test_all_that_a_picture_shows_is_drawn(font: str) -> None:
    """Another title, topic, base or colour gives another image."""
    changed = (replace(PICTURE, title="别的"), replace(PICTURE, above=""), replace(PICTURE, below="x"), replace(PICTURE, hue=90))
    pictures = [PICTURE, *changed]
    assert len({draw(picture, font) for picture in pictures}) == len(pictures)
    assert len({picture.path for picture in pictures}) == len(pictures)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("short", ["short"]),
        ("什么是交叉熵损失函数以及它与其他损失函数的区别？", ["什么是交叉熵损失函数以及它", "与其他损失函数的区别？"]),
        ("What is the difference between merge and rebase?", ["What is the difference", "between merge and rebase?"]),
        ("问：什么是交叉熵损失函数以及？", ["问：什么是交叉熵损失函数以", "及？"]),
        ("什么是交叉熵的损失函数呢（CE）？", ["什么是交叉熵的损失函数呢", "（CE）？"]),
        ("x" * 60, ["x" * 30, "x" * 30]),
    ],
)
def test_lines_break_where_the_language_lets_them(font: str, text: str, lines: list[str]) -> None:
    """At spaces, and between Chinese characters, but no punctuation is parted from its words; a word wider than a line is cut."""
    broken = share_images._lines(text, font, 76, WIDTH)  # noqa: SLF001 - what the letters of a PNG say cannot be read
    if len(set(text)) > 1:
        assert broken == lines
    assert "".join(broken).replace(" ", "") == text.replace(" ", "")
    assert all(share_images._measure(line, font, 76) <= WIDTH for line in broken)  # noqa: SLF001


def test_long_titles_are_set_smaller_and_cut(font: str) -> None:
    """No text overlaps the line below."""
    size, lines = share_images._fitting("很长的题目" * 60, font, WIDTH)  # noqa: SLF001
    assert size == min(share_images._SIZES)  # noqa: SLF001
    assert lines[-1].endswith("…")
    assert share_images._fitting("短题目", font, WIDTH) == (max(share_images._SIZES), ["短题目"])  # noqa: SLF001


def test_an_edit_draws_one_picture(font: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The others are taken from the previous site."""
    pictures = [replace(PICTURE, name=str(number)) for number in range(3)]
    for path, data in draw_missing(pictures, font, tmp_path):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(data)
    drawn: list[str] = []

    def draw_and_tell(picture: Picture, font: str) -> bytes:
        drawn.append(picture.title)
        return draw(picture, font)

    monkeypatch.setattr(share_images, "draw", draw_and_tell)
    edited = [pictures[0], replace(pictures[1], title="改过的题目"), pictures[2]]
    files = dict(draw_missing(edited, font, tmp_path))
    assert drawn == ["改过的题目"]
    assert [*files] == [picture.path for picture in edited]
    assert files[pictures[0].path] == (tmp_path / pictures[0].path).read_bytes()
