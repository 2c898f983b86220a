"""Every code of the content has a page that explains it, and the index names each."""

from __future__ import annotations

import re

import pytest
from zhiku.diagnostics.codes import CODES, LENIENT

from tests.support import ROOT

PAGES = ROOT / "docs" / "diagnostics"


@pytest.mark.parametrize("code", sorted(CODES))
def test_a_code_has_its_page(code: str) -> None:
    """The page is headed by the code and says how to mend it; the index links to it."""
    page = (PAGES / f"{code}.md").read_text(encoding="utf-8")
    assert page.startswith(f"# {code}：")
    assert "**怎样改：**" in page
    assert f"[{code}]({code}.md)" in (PAGES / "index.md").read_text(encoding="utf-8")


def test_no_page_is_left_over() -> None:
    """A page for a code that is gone is an error."""
    assert {path.stem for path in PAGES.glob("KB*.md")} == set(CODES)


def test_every_code_in_the_generator_is_known() -> None:
    """Each code of the content that the generator can give has a severity that an owner may change."""
    written = {
        code for path in (ROOT / "generator").rglob("*.py") for code in re.findall(r'"(KB[1-6]\d\d)"', path.read_text("utf-8"))
    }
    assert written - {"KB610", "KB611"} == set(CODES)
    assert set(CODES) >= LENIENT
