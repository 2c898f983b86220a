"""Bases in languages written from right to left, and texts in such a language within a base in another one, in Chromium."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.files import write_tree
from tests.support.sites import build_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

ARABIC = """### 1. كيف أحفظ الشاي؟

**الجواب:** احفظ الشاي في علبة مغلقة بعيدا عن الضوء والرطوبة، ولا تتركه في المطبخ طويلا:

1. املأ العلبة.
2. أغلقها جيدا.

> ملاحظة: لا تحفظه قرب القهوة.

| النوع | الحرارة |
|---|---|
| أخضر | 80 |

```
boil --water
```

### 2. متى أشرب الشاي؟

**الجواب:** اشرب الشاي بعد الطعام بساعة أو ساعتين، ولا تشربه قبل النوم.
"""
ENGLISH = (
    "### 3. When do I drink tea?\n\n**Answer:** An hour or two after you have eaten, and never shortly before you go to bed.\n"
)
LABELS = "format:\n  sections: {answer: [الجواب, Answer]}\n"
PARTS = {"item": "ol > li", "quotation": "blockquote > p", "first cell": "thead th:first-child", "code": "pre code"}
"""What stands on the right in a text from right to left, and code."""


@pytest.fixture(params=["ar", "ur", "ar in an English site", "en"])
def question(
    request: pytest.FixtureRequest, tmp_path: Path, browser: Browser, serve: Callable[[Path, str], str]
) -> Iterator[Page]:
    """The page of an Arabic question in a base of the language, whether or not the interface has that language."""
    language, _, owner = request.param.partition(" ")
    files = {"content/kb.yml": f"title: شاي\nlanguage: {language}\n{LABELS}", "content/tea.md": ARABIC + ENGLISH}
    site_settings = "site_name: Tea\nplugins: [zhiku]\ntheme: {name: material, language: en}\n"
    content = write_tree(tmp_path, {**files, **({"mkdocs.yml": site_settings} if owner else {})}) / "content"
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(serve(build_at("", content, tmp_path), "/") + "questions/1/")
    yield page
    page.close()


def test_the_text_runs_from_right_to_left(question: Page) -> None:
    """Items, quotations and tables begin on the right, with their marks; code begins on the left."""
    for name, selector in PARTS.items():
        part = question.locator(f"[data-section=answer] {selector}").first
        assert part.evaluate("node => getComputedStyle(node).direction") == ("ltr" if name == "code" else "rtl"), name
    text = question.locator("[data-section=answer]").evaluate("node => node.getBoundingClientRect().right")
    for selector in ("ol > li", "blockquote"):
        box = question.locator(f"[data-section=answer] {selector}").first
        assert 0 <= text - box.evaluate("node => node.getBoundingClientRect().right") < 60, selector
    quotation = question.locator("[data-section=answer] blockquote")
    edges = quotation.evaluate("node => [getComputedStyle(node).borderRightWidth, getComputedStyle(node).borderLeftWidth]")
    assert edges == ["4px", "0px"]
    first, second = question.locator("[data-section=answer] thead th").evaluate_all(
        "cells => cells.map(cell => cell.getBoundingClientRect().left)"
    )
    assert first > second


def test_titles_end_on_the_left(question: Page) -> None:
    """The question mark stands left of the first word, in the title, the menu and the list of questions."""
    ends_left = """node => {
      const text = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
      let last;
      while (text.nextNode()) if (text.currentNode.data.trim()) last = text.currentNode;
      const place = at => { const range = new Range(); range.setStart(last, at); range.setEnd(last, at + 1); return range; };
      const left = at => place(at).getBoundingClientRect().left;
      return left(last.data.indexOf('؟')) < left(last.data.indexOf('ك'));
    }"""
    assert question.locator("h1").evaluate(ends_left)
    assert question.locator("a.md-nav__link--active .md-ellipsis", has_text="كيف").evaluate(ends_left)
    question.goto(question.url + "../")
    assert question.locator(".kb-question__link").first.evaluate(ends_left)
    question.keyboard.press("/")
    question.keyboard.type("علبة")
    assert question.locator(".kb-search__title", has_text="كيف").evaluate(ends_left)


def test_the_page_is_mirrored_with_its_text_unless_the_owner_chose_a_language(
    question: Page, request: pytest.FixtureRequest
) -> None:
    """The menu stands where readers of the language begin."""
    menu = question.locator(".md-sidebar--primary").evaluate("node => node.getBoundingClientRect().left")
    mirrored = request.node.callspec.params["question"] in {"ar", "ur"}
    assert (menu > 640) is mirrored
    assert question.locator("body").get_attribute("dir") == ("rtl" if mirrored else "ltr")
    question.goto(question.url + "../")
    number, link = (question.locator(f".kb-question__{name}").first.bounding_box() for name in ("number", "link"))
    assert number is not None
    assert link is not None
    assert (number["x"] > link["x"]) is (mirrored or request.node.callspec.params["question"] != "en")
