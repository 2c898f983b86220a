"""Fuzz detection, parsing and rendering with atheris: ``pip install atheris``, then ``python bench/fuzz.py -max_total_time=600``.

atheris is not in the project's locks. The fuzzer looks for exceptions, for texts that take longer than ``-timeout`` seconds, and
for lost characters, each text being parsed in the format detected for it.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
_SECONDS = "20"


def one(data: bytes) -> None:
    """Detect the format of a text, parse and render it; every character must be in a record."""
    from zhiku.content.folder import Content  # noqa: PLC0415 - after atheris has instrumented the imports
    from zhiku.content.settings import read_settings  # noqa: PLC0415
    from zhiku.parsing.coverage import coverage_of  # noqa: PLC0415
    from zhiku.parsing.load import read  # noqa: PLC0415
    from zhiku.source.text import SourceText  # noqa: PLC0415

    from tests.support.read import render_sources  # noqa: PLC0415

    source, blank = SourceText("a.md", data.decode("utf-8", "replace")), SourceText("", "")
    reading, _ = read(Content((source,), blank, blank, blank, blank, ()), read_settings(blank)[0])
    (text,) = reading.texts
    if "".join(source.slice(record.span) for record in text.records) != source.text or coverage_of(text, source).lost:
        message = "a character was lost"
        raise AssertionError(message)
    render_sources([source], reading.form, lenient=True)


def main() -> int:
    """Run until the time is up or a problem is found."""
    try:
        atheris = importlib.import_module("atheris")
    except ImportError:
        print("bench/fuzz.py needs atheris: pip install atheris (Linux, CPython 3.11 to 3.13)")
        return 2
    with atheris.instrument_imports(include=["generator"]):
        one(b"### 1. T\n\n**A:** a\n")
    atheris.Setup([sys.argv[0], f"-timeout={_SECONDS}", *sys.argv[1:]], one)
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
