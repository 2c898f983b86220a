"""Read the sizes of images: files in, width and height in pixels out."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_RASTER = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".bmp")
_TURNED = frozenset({5, 6, 7, 8})
_ORIENTATION = 0x0112
"""The tag of EXIF, and its values for pictures that are shown turned by a quarter."""


def sizes_of_images(files: Mapping[str, bytes]) -> tuple[tuple[str, tuple[int, int]], ...]:
    """The sizes of those that are images of pixels, by their paths; what cannot be read is left out."""
    images = {path: data for path, data in files.items() if path.lower().endswith(_RASTER)}
    return tuple((path, size) for path, data in images.items() if (size := _size(data)))


def _size(data: bytes) -> tuple[int, int] | None:
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - a base without images starts without it

    try:
        with Image.open(io.BytesIO(data)) as image:
            turned = image.getexif().get(_ORIENTATION) in _TURNED
            return image.size[::-1] if turned else image.size
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return None
