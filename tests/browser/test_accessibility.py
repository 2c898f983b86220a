"""axe finds no violation on any kind of page; the Content Security Policy blocks injected scripts and nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from PIL import Image
from playwright.sync_api import expect

from tests.support.bases import small_base
from tests.support.sites import build_at

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, BrowserContext, Page

AXE = (Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
PAGES = (
    *("", "questions/", "questions/6/", "domains/", "domains/medical/", "concepts/", "concepts/cross-entropy/"),
    *("map/", "study/", "book/", "search/?q=loss", "404.html"),
)
"""One of each kind; question 6 has formulas that scroll, an erratum and lists."""


@pytest.fixture(scope="module")
def site(built_site: Path, serve: Callable[[Path, str], str]) -> str:
    """The site of the frozen base."""
    return serve(built_site, "/")


ALL: dict[str, Any] = {}
CONTRAST: dict[str, Any] = {"runOnly": ["color-contrast", "link-in-text-block"]}
"""The rules for which colours count."""

IN_DARK = "!document.querySelector('[data-md-component=palette]') || document.body.dataset.mdColorScheme === 'slate'"
"""The page for unknown addresses brings its own look where the site's address is unknown."""


def violations(page: Page, rules: dict[str, Any]) -> list[tuple[str, str]]:
    """Rule and element of each violation of axe's rules, including best practices."""
    found: dict[str, Any] = page.evaluate("(rules) => axe.run(document, {...rules, resultTypes: ['violations']})", rules)
    return [(violation["id"], node["html"][:200]) for violation in found["violations"] for node in violation["nodes"]]


def opened(browser: Browser, *, phone: bool) -> BrowserContext:
    """A window of a desktop in light colours, or of a phone in dark ones."""
    size = {"width": 390, "height": 844} if phone else {"width": 1280, "height": 900}
    return browser.new_context(
        viewport=size,  # type: ignore[arg-type]
        color_scheme="dark" if phone else "light",
        is_mobile=phone,
        has_touch=phone,
        bypass_csp=True,  # axe is put into the page, which the policy would not let run
        reduced_motion="reduce",
    )


SHORTER = "for (const one of [...document.querySelectorAll('.kb-book__question')].slice(3)) one.remove()"
"""The book holds all questions, one as the other: three of them show what it adds, in a tenth of the time."""


def objections(page: Page, rules: dict[str, Any] = ALL) -> list[tuple[str, str]]:
    """The violations that axe finds on the open page."""
    page.evaluate(SHORTER)
    page.evaluate(AXE)
    return violations(page, rules)


@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
def test_axe_finds_nothing(browser: Browser, site: str, phone: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """On every kind of page and in the search dialog with results; in light colours on a desktop, in dark ones on a phone.

    Colours do not depend on the size. Elements of desktops only, such as the menu, are tested in dark colours on one page.
    """
    context = opened(browser, phone=phone)
    page = context.new_page()
    found = {}
    for path in PAGES:
        page.goto(site + path)
        if "search" in path:
            page.wait_for_selector("#kb-results > li")
        if phone:
            page.wait_for_function(IN_DARK)
        if problems := objections(page):
            found[path] = problems
    page.goto(site + "questions/2/")
    page.keyboard.press("/")
    page.keyboard.type("loss")
    page.wait_for_selector("#kb-results > li")
    if problems := objections(page):
        found["dialog"] = problems
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(IN_DARK)
    if problems := objections(page, CONTRAST):
        found["dialog in dark"] = problems
    context.close()
    assert found == {}


CODE = """
```python
def distance(one: tuple[float, float], other: tuple[float, float]) -> float:  # a line that is wider than a phone
    return sum((a - b) ** 2 for a, b in zip(one, other)) ** 0.5
```

```sql
SELECT name, 42 FROM tea WHERE price > 3.5 AND NOT sold;
```

    plain

|  | green | black |
|---|---|---|
| boiling | no | yes |
"""


@pytest.fixture(scope="module")
def written_site(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path, str], str]) -> str:
    """A site with a page that has code, a table, and all else that people write in Markdown."""
    cases = yaml.safe_load((Path(__file__).parents[1] / "data" / "markdown.yaml").read_text(encoding="utf-8"))
    answer = "\n\n".join([CODE, *(case["markdown"] for case in cases if not case.get("told"))])
    folder = tmp_path_factory.mktemp("written")
    small_base(
        folder / "content",
        tea_md=f"### 1. T\n\n{answer}\n\n### 2. 石桥\n\nx\n",
        kb_yml="title: T\nlanguage: en\nformat: {dollars: true}\n",
    )
    with (folder / "content" / "p.png").open("wb") as picture:
        Image.new("RGB", (30, 20)).save(picture, "png")
    return serve(build_at("https://example.org/", folder / "content", folder), "/")


@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
def test_axe_finds_nothing_in_what_people_write(browser: Browser, written_site: str, phone: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """Highlighted code and its buttons, blocks that scroll, tables, boxes, tabs, tasks; light on a desktop, dark on a phone."""
    context = opened(browser, phone=phone)
    page = context.new_page()
    page.goto(written_site + "questions/1/")
    page.wait_for_selector(".md-code__nav")
    assert objections(page) == []
    context.close()


def test_nothing_that_should_work_is_blocked(browser: Browser, site: str) -> None:
    """No page reports a blocked resource in the console, nor do the search, the map and a change of colours."""
    page = browser.new_page(service_workers="allow")
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    for path in PAGES:
        page.goto(site + path)
    page.goto(site + "map/")
    page.locator(".md-header label[for^=__palette]:visible").click()
    page.keyboard.press("/")
    page.keyboard.type("loss")
    page.wait_for_selector("#kb-results > li")
    page.close()
    assert said == []


def test_the_colours_chosen_stay(browser: Browser, site: str) -> None:
    """The script that applies them is a file of the site, so the policy allows it."""
    context = browser.new_context(color_scheme="light")
    page = context.new_page()
    page.goto(site)
    for _ in range(2):
        page.locator(".md-header label[for^=__palette]:visible").click()
    chosen = page.locator("body").get_attribute("data-md-color-scheme")
    page.goto(site + "questions/6/")
    assert page.locator("body").get_attribute("data-md-color-scheme") == chosen == "slate"
    context.close()


def test_colours_follow_the_system_until_the_reader_chooses(browser: Browser, site: str) -> None:
    """They change with the system while the page is open; Enter on the switch selects the next scheme, which stays."""
    page = browser.new_page(color_scheme="dark")
    page.goto(site)
    body, announced = page.locator("body"), page.locator("head meta[name=color-scheme]")
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    expect(announced).to_have_attribute("content", "dark")
    page.emulate_media(color_scheme="light")
    expect(body).to_have_attribute("data-md-color-scheme", "default")
    expect(announced).not_to_have_attribute("content", "dark")
    page.locator("input[name=__palette]").first.focus()
    page.keyboard.press("Enter")
    page.emulate_media(color_scheme="dark")
    expect(body).to_have_attribute("data-md-color-scheme", "default")
    page.keyboard.press("Enter")
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    expect(page.locator("[data-md-component=palette] label:visible")).to_have_count(1)
    page.close()


def test_no_script_makes_the_browser_style_a_page_again(browser: Browser, site: str) -> None:
    """The style of each element is computed about once, however many formulas a page has."""
    page = browser.new_page()
    browser.start_tracing(page=page, categories=["devtools.timeline"])
    page.goto(site + "questions/6/", wait_until="networkidle")
    events = json.loads(browser.stop_tracing())["traceEvents"]
    elements = page.evaluate("document.querySelectorAll('*').length")
    styled = sum(event["args"].get("elementCount", 0) for event in events if event["name"] == "UpdateLayoutTree")
    assert elements > 2_000
    assert styled < 1.5 * elements
    page.close()


def test_injected_scripts_do_not_run(browser: Browser, site: str) -> None:
    """Neither a script element nor an event handler attribute."""
    page = browser.new_page()
    page.goto(site)
    page.evaluate(
        """() => {
            const script = document.createElement("script");
            script.textContent = "window.injected = 1";
            document.body.append(script);
            document.body.insertAdjacentHTML("beforeend", "<img src='data:,' onerror='window.injected = 2'>");
        }"""
    )
    page.wait_for_function("document.images[document.images.length - 1].complete")
    assert page.evaluate("window.injected ?? null") is None
    page.close()
