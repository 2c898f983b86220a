"""Formulas can be copied as TeX and enlarged; headings and items can be linked; a shared link has its preview image."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

COPY = """() => {
    const data = new DataTransfer();
    const formula = document.querySelector("article .kb-formula");
    getSelection().selectAllChildren(formula.closest("p, li, div"));
    formula.dispatchEvent(new ClipboardEvent("copy", {bubbles: true, clipboardData: data}));
    return [data.getData("text/plain"), formula.querySelector("annotation").textContent.trim()];
}"""


@pytest.fixture
def question(browser: Browser, address: str) -> Iterator[Page]:
    """The page of question 6, which has formulas."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(address + "questions/6/")
    yield page
    context.close()


def test_a_copied_formula_is_tex(question: Page) -> None:
    """The copied text contains the TeX between dollars, and none of the glyphs."""
    text, tex = question.evaluate(COPY)
    assert f"${tex}$" in text
    assert "\n\n\n" not in text


def test_a_formula_is_enlarged_and_its_tex_copied(question: Page) -> None:
    """A tap opens a dialog with the formula; Escape closes it."""
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
    """A notice confirms it."""
    question.locator("h2#answer").hover()
    question.locator("h2#answer a.headerlink").click()
    question.locator(".kb-notice").wait_for()
    assert question.evaluate("navigator.clipboard.readText()").endswith("/questions/6/#answer")


def test_items_are_in_the_contents_and_can_be_linked(question: Page) -> None:
    """Each item of question 6 is in the contents list, its link can be copied, and its address opens there."""
    entries = question.locator(".md-sidebar--secondary .md-nav .md-nav a")
    assert entries.count() == 5
    entries.nth(3).click()
    item = question.locator("li[data-outline]").nth(3)
    question.wait_for_function("location.hash.length > 1")
    assert item.get_attribute("id") == unquote(question.evaluate("location.hash")).removeprefix("#")
    item.locator("a.kb-anchor").focus()
    question.keyboard.press("Enter")
    question.locator(".kb-notice").wait_for()
    question.goto(question.evaluate("navigator.clipboard.readText()"))
    question.wait_for_function("document.querySelector(':target')?.getBoundingClientRect().top < innerHeight / 2")


def test_a_shared_link_has_its_picture(question: Page) -> None:
    """The image is at the address and has the size that the page states."""
    size = question.evaluate(
        """async () => {
            const meta = (name) => document.querySelector(`meta[property="og:image${name}"]`).content;
            const image = new Image();
            image.src = meta("");
            await image.decode();
            return [image.naturalWidth == meta(":width"), image.naturalHeight == meta(":height")];
        }"""
    )
    assert size == [True, True]


def test_the_text_size_is_kept_on_every_page(question: Page, address: str) -> None:
    """Each press enlarges the text, the third resets it; other pages have the size before first paint, and nothing is cut off."""
    size = "parseFloat(getComputedStyle(document.documentElement).fontSize)"
    question.set_viewport_size({"width": 390, "height": 844})
    button = question.locator("[data-kb-text-size]")
    sizes = [question.evaluate(size)]
    for _ in range(2):
        button.click()
        sizes.append(question.evaluate(size))
    assert sizes == sorted(set(sizes))
    assert (button.get_attribute("aria-label") or "").endswith(" 130 %")
    question.goto(address + "questions/7/")
    assert question.evaluate(size) == sizes[-1]
    assert question.evaluate("document.documentElement.scrollWidth") == 390
    button.click()
    assert question.evaluate(size) == sizes[0]


def test_neighbours_are_reached_from_the_top(question: Page) -> None:
    """On a phone, without scrolling."""
    question.set_viewport_size({"width": 390, "height": 844})
    following = question.locator(".kb-steps a").last
    box = following.bounding_box()
    assert box is not None
    assert box["width"] >= 44
    assert box["height"] >= 44
    assert box["y"] < 200
    following.click()
    question.wait_for_url("**/questions/7/")
