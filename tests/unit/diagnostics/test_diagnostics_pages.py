"""Every code has a page that explains it in each language, and the indexes name each."""

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
    """How the pages of a language look."""

    folder: str
    colon: str
    advice: str


LANGUAGES = (Language("", "：", "**怎样改：**"), Language("en", ": ", "**What to do:**"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", sorted(WRITTEN))
def test_a_code_has_its_page(code: str, language: Language) -> None:
    """The page is headed by the code and says how to mend it; the index links to it under the same title."""
    page = (PAGES / language.folder / f"{code}.md").read_text(encoding="utf-8")
    assert page.startswith(f"# {code}{language.colon}")
    assert language.advice in page
    title = page.splitlines()[0].removeprefix(f"# {code}")
    assert f"- [{code}]({code}.md){title}\n" in (PAGES / language.folder / "index.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_is_left_over(language: Language) -> None:
    """A page for a code that is gone is an error."""
    assert {path.stem for path in (PAGES / language.folder).glob("KB*.md")} == WRITTEN


def test_every_code_of_the_content_has_a_severity() -> None:
    """Each code of the content is one whose severity an owner may change; others stand for what stops a build in any case."""
    assert {code for code in WRITTEN if code < "KB7"} - {"KB610", "KB611"} == set(CODES)
    assert set(CODES) >= LENIENT


def test_help_speaks_the_language_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    """English where the system has another language than Chinese; ``None`` for what is no code."""
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "zh_TW.UTF-8")
    assert (explanation("KB201") or "").startswith("# KB201：")
    monkeypatch.setenv("LANG", "fi_FI.UTF-8")
    assert (explanation("KB201") or "").startswith("# KB201: ")
    assert explanation("KB") is None
