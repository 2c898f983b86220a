"""Files in memory whose texts are compressed."""

from __future__ import annotations

import pytest
from zhiku.runtime.compressed_files import CompressedFiles, compress

TEXT = "损失函数 loss\n" * 400


def test_texts_are_compressed_and_other_files_are_not() -> None:
    """A mapping from paths to texts and to the bytes of other files; of two of one path, the other file counts."""
    assert len(compress(TEXT)) * 10 < len(TEXT.encode())
    files = CompressedFiles(
        {"a.md": compress(TEXT), "b.md": compress(""), "x": compress("text")}, {"m/1.png": b"png", "x": b"\xff"}
    )
    assert dict(files) == {"a.md": TEXT, "b.md": "", "m/1.png": b"png", "x": b"\xff"}
    assert (len(files), files.text("a.md"), "m/1.png" in files, "none" in files) == (4, TEXT, True, False)
    with pytest.raises(KeyError):
        files["none"]
