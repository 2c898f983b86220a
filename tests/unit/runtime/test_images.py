"""Sizes of images in pixels, as displayed."""

from __future__ import annotations

import io

from PIL import Image
from zhiku.runtime.images import sizes_of_images


def test_sizes() -> None:
    """A rotated photo has its displayed size; a file that is not an image has none."""
    turned = Image.Exif()
    turned[0x0112] = 6
    plain, rotated = io.BytesIO(), io.BytesIO()
    Image.new("RGB", (30, 20)).save(plain, "PNG")
    Image.new("RGB", (30, 20)).save(rotated, "JPEG", exif=turned)
    files = {"a.png": plain.getvalue(), "b.jpg": rotated.getvalue(), "c.png": b"no picture", "d.svg": b"<svg/>"}
    assert dict(sizes_of_images(files)) == {"a.png": (30, 20), "b.jpg": (20, 30)}
