"""Formulas are copied as TeX and enlarged by a tap; links to headings are copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

COPY = """() => {
    const data = new DataTransfer();
    const formula = document.querySelector("article .kb-formula");
    getSelection().selectAllChildren(formula.closest("p, li, div"));
    formula.dispatchEvent(new ClipboardEvent("copy", {bubbles: true, clipboardData: data}));
    return [data.getData("text/plain"), formula.querySelector("annotation").textContent.trim()];
}"""


@pytest.fixture
def question(browser: Browser, built_site: Path, serve: Callable[[Path, str], str]) -> Iterator[Page]:
    """The page of question 6, which has formulas."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(serve(built_site, "/") + "questions/6/")
    yield page
    context.close()


def test_a_copied_formula_is_tex(question: Page) -> None:
    """What is copied holds the TeX between dollars, and none of the glyphs that would come one to a line."""
    text, tex = question.evaluate(COPY)
    assert f"${tex}$" in text
    assert "\n\n\n" not in text


def test_a_formula_is_enlarged_and_its_tex_copied(question: Page) -> None:
    """A tap opens a dialog with the same formula; Escape leaves it."""
    formula = question.locator("article .kb-formula--wide").first
    tex = (formula.locator("annotation").first.text_content() or "").strip()
    formula.click()
    dialog = question.locator("dialog.kb-zoom")
    dialog.get_by_role("button").first.click()
    question.wait_for_function("navigator.clipboard.readText().then((text) => text.length > 0)")
    assert tex in question.evaluate("navigator.clipboard.readText()")
    question.keyboard.press("Escape")
    dialog.wait_for(state="detached")


def test_a_link_to_a_heading_is_copied(question: Page) -> None:
    """And a notice says so."""
    question.locator("h2#answer").hover()
    question.locator("h2#answer a.headerlink").click()
    question.locator(".kb-notice").wait_for()
    assert question.evaluate("navigator.clipboard.readText()").endswith("/questions/6/#answer")
