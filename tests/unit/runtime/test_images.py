"""Sizes of images: those of pixels, as they are shown."""

from __future__ import annotations

import io

from PIL import Image
from zhiku.runtime.images import sizes_of_images


def test_sizes() -> None:
    """A picture that a camera has turned counts as it is shown; what is no picture has no size."""
    turned = Image.Exif()
    turned[0x0112] = 6
    plain, rotated = io.BytesIO(), io.BytesIO()
    Image.new("RGB", (30, 20)).save(plain, "PNG")
    Image.new("RGB", (30, 20)).save(rotated, "JPEG", exif=turned)
    files = {"a.png": plain.getvalue(), "b.jpg": rotated.getvalue(), "c.png": b"no picture", "d.svg": b"<svg/>"}
    assert dict(sizes_of_images(files)) == {"a.png": (30, 20), "b.jpg": (20, 30)}
