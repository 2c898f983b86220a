"""Read the sizes of images: files in, width and height in pixels out."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_RASTER = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".bmp")
_QUARTER_TURNS = frozenset({5, 6, 7, 8})
_ORIENTATION = 0x0112
"""The EXIF tag of the orientation; its values for images rotated by a quarter turn are above."""


def sizes_of_images(files: Mapping[str, bytes]) -> tuple[tuple[str, tuple[int, int]], ...]:
    """The sizes of the raster images among some files, by path; unreadable ones are left out."""
    images = {path: data for path, data in files.items() if path.lower().endswith(_RASTER)}
    return tuple((path, size) for path, data in images.items() if (size := _size(data)))


def _size(data: bytes) -> tuple[int, int] | None:
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - a base without images starts without it

    try:
        with Image.open(io.BytesIO(data)) as image:
            turned = image.getexif().get(_ORIENTATION) in _QUARTER_TURNS
            return image.size[::-1] if turned else image.size
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return None
