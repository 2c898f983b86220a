"""Every code has a page in each language, and the indexes list all pages."""

from __future__ import annotations

import re
from typing import NamedTuple

import pytest
from zhiku.commands.help import explanation
from zhiku.diagnostics.codes import CODES, LENIENT

from tests.support import ROOT

PAGES = ROOT / "docs" / "diagnostics"
WRITTEN = {
    code for path in (ROOT / "generator").rglob("*.py") for code in re.findall(r'"(KB[1-8]\d\d)"', path.read_text("utf-8"))
}
"""Every code that the generator can give."""


class Language(NamedTuple):
    """Headings of the pages in a language."""

    folder: str
    colon: str
    advice: str


LANGUAGES = (Language("", "：", "**怎样改：**"), Language("en", ": ", "**What to do:**"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", sorted(WRITTEN))
def test_a_code_has_its_page(code: str, language: Language) -> None:
    """The page is headed by the code and says how to fix the problem; the index links to it under the same title."""
    page = (PAGES / language.folder / f"{code}.md").read_text(encoding="utf-8")
    assert page.startswith(f"# {code}{language.colon}")
    assert language.advice in page
    title = page.splitlines()[0].removeprefix(f"# {code}")
    assert f"- [{code}]({code}.md){title}\n" in (PAGES / language.folder / "index.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_is_left_over(language: Language) -> None:
    """A page for a code that no longer exists is an error."""
    assert {path.stem for path in (PAGES / language.folder).glob("KB*.md")} == WRITTEN


def test_every_code_of_the_content_has_a_severity() -> None:
    """Owners may change the severity of the codes of content; the others always stop a build."""
    assert {code for code in WRITTEN if code < "KB7"} - {"KB610", "KB611"} == set(CODES)
    assert set(CODES) >= LENIENT


def test_help_speaks_the_language_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    """Chinese if the system's language is, else English; ``None`` for an unknown code."""
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "zh_TW.UTF-8")
    assert (explanation("KB201") or "").startswith("# KB201：")
    monkeypatch.setenv("LANG", "fi_FI.UTF-8")
    assert (explanation("KB201") or "").startswith("# KB201: ")
    assert explanation("KB") is None
