"""Concepts in Chromium: their pages, previews of them in running text, and the map."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, expect

if TYPE_CHECKING:
    from collections.abc import Iterator

QUESTION = "questions/6/"
PREVIEW = "#kb-preview"


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A desktop page without script errors; relative addresses are resolved against the site."""
    trouble: list[str] = []
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="zh-CN", base_url=address)
    opened = context.new_page()
    opened.on("pageerror", lambda error: trouble.append(str(error)))
    yield opened
    context.close()
    assert trouble == []


def test_a_concept_page_says_what_the_text_says(page: Page) -> None:
    """Names, the defining list item with its formula, questions and neighbours; the questions link back."""
    page.goto("concepts/cross-entropy/")
    expect(page.locator("h1")).to_have_text("交叉熵")
    expect(page.locator(".kb-alias")).to_have_text(["Cross-Entropy"])
    definition = page.locator(".kb-definition").first
    expect(definition).to_contain_text("适用场景")
    expect(definition.locator(".katex").first).to_be_visible()
    expect(page.locator("#neighbours ~ .kb-terms a").first).to_be_visible()
    page.locator(".kb-occurrences a").first.click()
    expect(page).to_have_url(re.compile(r"/questions/6/"))


def test_a_link_in_the_text_leads_to_its_concept(page: Page) -> None:
    """A term in running text is a link, once per section, to the page with its name."""
    page.goto(QUESTION)
    terms = page.locator("article .kb-term[data-concept=cross-entropy]")
    words = terms.first.inner_text()
    terms.first.click()
    expect(page).to_have_url(re.compile(r"/concepts/cross-entropy/$"))
    assert words in page.locator("article").inner_text()


def test_hover_shows_what_a_concept_is_and_escape_closes(page: Page) -> None:
    """The preview shows the concept's name and definition, has an accessible name, and closes with Escape."""
    page.goto(QUESTION)
    term = page.locator("article .kb-term").first
    term.hover()
    preview = page.locator(PREVIEW)
    expect(preview).to_be_visible()
    expect(preview).to_have_attribute("role", "tooltip")
    expect(term).to_have_attribute("aria-describedby", "kb-preview")
    expect(preview.locator("h1")).not_to_be_empty()
    box = preview.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 1280
    page.keyboard.press("Escape")
    expect(preview).to_have_count(0)
    assert term.get_attribute("aria-describedby") is None


def test_focus_shows_it_too_and_leaving_closes(page: Page) -> None:
    """Keyboard focus shows the preview; Escape closes it and keeps the focus; moving the focus closes it as well."""
    page.goto(QUESTION)
    terms = page.locator("article .kb-term")
    page.locator("#answer").evaluate("node => { node.tabIndex = -1; node.focus(); }")
    page.keyboard.press("Tab")
    while not page.evaluate("document.activeElement.classList.contains('kb-term')"):
        page.keyboard.press("Tab")
    preview = page.locator(PREVIEW)
    expect(preview).to_be_visible()
    page.keyboard.press("Escape")
    expect(preview).to_have_count(0)
    assert page.evaluate("document.activeElement.classList.contains('kb-term')")
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    expect(preview).to_be_visible()
    terms.first.evaluate("() => document.activeElement.blur()")
    page.locator("article h1").click()
    expect(preview).to_have_count(0)


def test_the_pointer_may_enter_the_preview_and_leaving_closes_it(page: Page) -> None:
    """The preview stays open while the pointer is on it and closes when the pointer leaves."""
    page.goto(QUESTION)
    page.locator("article .kb-term").first.hover()
    preview = page.locator(PREVIEW)
    preview.hover()
    expect(preview).to_be_visible()
    page.mouse.move(2, 2)
    expect(preview).to_have_count(0)


@pytest.mark.parametrize("width", [390, 800, 1280])
def test_the_map_shows_topics_by_size(page: Page, width: int) -> None:
    """A tile has the same area for each question on every screen, and shows its name; the map fits the width of a phone."""
    page.set_viewport_size({"width": width, "height": 844})
    page.goto("map/")
    tiles = page.locator(".kb-map__topic").evaluate_all(
        """tiles => tiles.map((tile) => {
            const {right, width, height} = tile.getBoundingClientRect();
            const name = tile.querySelector(".kb-map__name").getBoundingClientRect();
            const count = Number(tile.querySelector("small").textContent);
            return {right, share: width * height / count, fits: name.bottom <= tile.getBoundingClientRect().bottom};
        })"""
    )
    shares = [tile["share"] for tile in tiles]
    assert max(shares) < 1.02 * min(shares)
    assert all(tile["fits"] for tile in tiles)
    assert max(tile["right"] for tile in tiles) <= width
    page.locator(".kb-map__name a", has_text="医疗").click()
    expect(page).to_have_url(re.compile(r"/domains/medical/"))


def test_neighbourhood_graphs_are_drawn_and_lead_on(page: Page) -> None:
    """A question's graph shows its related questions, without the beginning that all titles share."""
    page.goto(QUESTION)
    picture = page.locator(".kb-around")
    expect(picture).to_be_visible()
    names = picture.locator("a").all_inner_texts()
    assert names
    assert not any(name.startswith("多模态大模型") for name in names)
    picture.locator("a[href*='questions/']").first.click()
    expect(page).to_have_url(re.compile(r"/questions/\d+/"))


def test_the_list_serves_who_has_no_scripts(browser: Browser, address: str) -> None:
    """Without JavaScript the list shows every domain with its questions and concepts, and can be unfolded."""
    context = browser.new_context(java_script_enabled=False, base_url=address)
    page = context.new_page()
    page.goto("map/")
    lists = page.locator(".kb-map-list")
    expect(lists).to_have_count(8)
    medical = lists.filter(has=page.locator("summary", has_text="医疗")).first
    medical.locator("summary").click()
    medical.locator("li > a").filter(has_text="15.").click()
    expect(page).to_have_url(re.compile(r"/questions/15/"))
    context.close()
