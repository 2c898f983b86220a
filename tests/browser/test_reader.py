"""Reading the built site in Chromium, on a desktop and on a phone, under a sub-path as on GitHub Pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect

from tests.support.bases import small_base
from tests.support.sites import SUB_PATH, build_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

DESKTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}}
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
    "device_scale_factor": 3,
}
DEVICES = {"desktop": DESKTOP, "phone": PHONE}
FORMULAS = "questions/6/"
AUTHORS = ".kb-text :not([data-erratum], [data-erratum] *) >"
"""The author's own text, without what the project has put into it."""
HEAVIEST = "questions/7/"
MIN_CONTRAST = 4.5
"""WCAG 2.2, 1.4.3."""

SHIFT = """
  window.shift = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
  }).observe({type: "layout-shift", buffered: true});
"""
SETTLED = (
    "async () => { await document.fonts.ready; await new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r))); }"
)
FONTS = """() => {
  const letters = node => [...node.childNodes].some(child => child.nodeType === 3 && child.data.trim());
  const shown = node => !node.closest('.katex-mathml') && letters(node);
  const font = style => `${style.fontStyle} ${style.fontWeight} 16px ${style.fontFamily.split(',')[0]}`;
  return [...new Set([...document.querySelectorAll('article .katex *')].filter(shown).map(node => font(getComputedStyle(node))))];
}"""
SAME_COLOUR = """() => {
  const colour = node => getComputedStyle(node).color;
  return [...document.querySelectorAll('.kb-formula .katex')].every(node => colour(node) === colour(node.closest('li, p, td')));
}"""
CUT_OFF = """() => [...document.querySelectorAll('.kb-formula')]
  .filter(node => getComputedStyle(node).overflowX !== 'visible').length"""
OUTLINE = """() => {
  const style = getComputedStyle(document.activeElement);
  return [document.activeElement.tagName, style.outlineStyle, parseFloat(style.outlineWidth)];
}"""
RED = (
    """() => [...document.querySelectorAll('.katex, .katex *')].some(node => getComputedStyle(node).color === 'rgb(204, 0, 0)')"""
)
CONTRAST = """selector => {
  const rgb = text => text.match(/[\\d.]+/g).map(Number);
  const linear = value => (value /= 255) <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  const luminance = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  const background = node => {
    for (; node; node = node.parentElement) {
      const colour = rgb(getComputedStyle(node).backgroundColor);
      if (colour.length < 4 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  return Math.min(...[...document.querySelectorAll(selector)].map(node => {
    const [one, other] = [luminance(rgb(getComputedStyle(node).color)), luminance(background(node))];
    return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
  }));
}"""


@pytest.fixture(params=DEVICES)
def device(request: pytest.FixtureRequest, browser: Browser) -> Iterator[BrowserContext]:
    """A fresh browser context for each kind of device."""
    context = browser.new_context(**DEVICES[request.param], locale="zh-CN")
    yield context
    context.close()


@pytest.fixture
def page(device: BrowserContext, address: str) -> Iterator[Page]:
    """A page whose requests all stay on the host and succeed, and whose scripts report no error."""
    host = urlsplit(address).netloc
    foreign: list[str] = []
    trouble: list[str] = []

    def note(request: Request) -> None:
        if request.url.startswith("http") and urlsplit(request.url).netloc != host:
            foreign.append(request.url)

    opened = device.new_page()
    opened.on("request", note)
    opened.on("pageerror", lambda error: trouble.append(str(error)))
    opened.on("console", lambda message: trouble.append(message.text) if message.type == "error" else None)
    yield opened
    assert foreign == []
    assert [line for line in trouble if "404" not in line] == []


def narrow(page: Page) -> bool:
    """True if the page has the layout of a phone."""
    size = page.viewport_size
    return size is not None and size["width"] < 1000


def at(url: str) -> re.Pattern[str]:
    """An address without the fragment, which the theme sets while scrolling."""
    return re.compile(re.escape(url) + "(#.*)?$")


def no_sideways_scroll(page: Page) -> None:
    """The page never scrolls sideways; a wide formula scrolls within its own box."""
    widths = page.evaluate(
        "() => [document.documentElement.scrollWidth, document.documentElement.clientWidth, window.innerWidth]"
    )
    assert widths[0] <= widths[1] <= widths[2]


def formulas_are_set(page: Page, count: int) -> None:
    """The expected number of formulas have a size and loaded fonts, and none is red."""
    page.evaluate(SETTLED)
    boxes = page.locator(f"{AUTHORS} .katex-html").all()
    assert len(boxes) == count
    for box in boxes:
        size = box.bounding_box()
        assert size is not None
        assert size["width"] > 3
        assert size["height"] > 8
    fonts = page.evaluate(FONTS)
    assert any("KaTeX_Math" in font for font in fonts)
    assert [font for font in fonts if "KaTeX" not in font and "cjk" not in font.lower() and "CJK" not in font] == []
    assert page.evaluate("fonts => fonts.filter(font => !document.fonts.check(font))", fonts) == []
    loaded = page.evaluate("() => [...document.fonts].filter(font => font.status === 'loaded').map(font => font.family)")
    assert {re.findall(r"KaTeX_\w+", font)[0] for font in fonts if "KaTeX" in font} <= {name.strip('"') for name in loaded}
    assert (
        page.evaluate(
            "() => [...document.querySelectorAll('.katex, .katex *')].some(n => getComputedStyle(n).color === 'rgb(204, 0, 0)')"
        )
        is False
    )


def test_from_home_by_domain_to_a_question_and_back(page: Page, address: str) -> None:
    """Home, a domain, one of its questions, a related one, and back: each link leads to the expected page."""
    page.goto(address)
    expect(page.locator("h1")).to_have_count(1)
    no_sideways_scroll(page)
    page.locator('ul.kb-domains a[data-domain="medical"]').click()
    expect(page).to_have_url(at(f"{address}domains/medical/"))
    expect(page.locator("h1")).to_have_text("医疗")
    no_sideways_scroll(page)
    page.locator('ol.kb-questions li[data-question="15"] a').first.click()
    expect(page).to_have_url(at(f"{address}questions/15/"))
    expect(page.locator("article[data-question='15'] h1")).to_be_visible()
    no_sideways_scroll(page)
    related = page.locator(".kb-related a[data-question]").first
    target = related.get_attribute("data-question")
    related.click()
    expect(page).to_have_url(at(f"{address}questions/{target}/"))
    expect(page.locator(f"article[data-question='{target}']")).to_be_visible()
    page.go_back()
    expect(page).to_have_url(at(f"{address}questions/15/"))
    expect(page.locator("article[data-question='15']")).to_be_visible()
    page.go_back()
    expect(page.locator("h1")).to_have_text("医疗")
    page.go_forward()
    expect(page.locator("article[data-question='15']")).to_be_visible()


def test_formulas_are_set(page: Page, address: str) -> None:
    """A question's formulas are rendered in KaTeX's fonts and fit the page."""
    page.goto(address + FORMULAS)
    formulas_are_set(page, 19)
    no_sideways_scroll(page)


def test_formulas_are_set_after_instant_navigation(page: Page, address: str) -> None:
    """Formulas are also rendered after instant navigation from a page without any."""
    with page.expect_response("**/sitemap.xml"):
        page.goto(f"{address}questions/5/")
    page.evaluate("() => { window.sameDocument = true; }")
    with page.expect_response("**/questions/6/"):
        page.locator("a.kb-neighbour--next").hover()
    page.locator("a.kb-neighbour--next").click()
    expect(page.locator("article[data-question='6']")).to_be_visible()
    assert page.evaluate("() => window.sameDocument") is True
    formulas_are_set(page, 19)
    no_sideways_scroll(page)
    page.locator("a.kb-neighbour--next").click()
    expect(page.locator("article[data-question='7']")).to_be_visible()
    assert page.locator("article .katex").count() > 5
    page.evaluate(SETTLED)
    no_sideways_scroll(page)


def test_no_question_makes_a_phone_scroll_sideways(browser: Browser, address: str) -> None:
    """Every question fits into 390 px; anything wider scrolls within its own box."""
    context = browser.new_context(**PHONE)
    page = context.new_page()
    for question in range(1, 21):
        page.goto(f"{address}questions/{question}/")
        page.evaluate(SETTLED)
        no_sideways_scroll(page)
    context.close()


LONG = "Everything about leaves, buds and flowers of the tea plant, their harvest and how they are kept"


def test_a_long_name_of_a_topic_is_whole_on_a_page_and_shortened_in_lists(
    browser: Browser, tmp_path: Path, serve: Callable[[Path, str], str]
) -> None:
    """On a phone it wraps in the head of a question; in a list it is one line, so that rows are told apart by their titles."""
    content = small_base(tmp_path / "content", domains_yml=f"domains: {{tea: {{name: '{LONG}', terms: [茶叶]}}}}\n")
    address = serve(build_at(SUB_PATH, content, tmp_path), "/")
    context = browser.new_context(**PHONE)
    page = context.new_page()
    heights = []
    for path in ("questions/1/", "questions/"):
        page.goto(address + path)
        no_sideways_scroll(page)
        chip = page.locator(".kb-chip").first
        assert chip.evaluate("chip => chip.getBoundingClientRect().right") <= 390
        heights.append(chip.evaluate("chip => chip.offsetHeight / parseFloat(getComputedStyle(chip).lineHeight)"))
    assert heights[0] > 2
    assert heights[1] < 2
    context.close()


WIDE = " & ".join(f"a_{{{column}}}" for column in range(30))


def test_a_wide_formula_scrolls_in_its_own_box(browser: Browser, tmp_path: Path, serve: Callable[[Path, str], str]) -> None:
    """An unbreakable formula wider than a phone scrolls to its end, and the page does not scroll."""
    text = f"### 1. T\n\n**答案：** 宽 \\(\\begin{{matrix}}{WIDE}\\end{{matrix}}\\) 完\n"
    context = browser.new_context(**PHONE)
    page = context.new_page()
    page.goto(serve(build_at(SUB_PATH, small_base(tmp_path / "content", tea_md=text), tmp_path), "/") + "questions/1/")
    page.evaluate(SETTLED)
    no_sideways_scroll(page)
    box = page.locator(".kb-formula")
    outer, inner, right = box.evaluate("node => [node.clientWidth, node.scrollWidth, node.getBoundingClientRect().right]")
    assert inner > outer + 100
    assert right <= 390
    box.evaluate("node => node.scrollTo(node.scrollWidth, 0)")
    assert box.evaluate("node => node.scrollLeft") > 100
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_and_formulas_can_be_read(browser: Browser, address: str, scheme: str) -> None:
    """In light and dark colours formulas have the colour of the surrounding text, and all text has enough contrast."""
    context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address + FORMULAS)
    page.evaluate(SETTLED)
    shown = page.evaluate("() => document.body.getAttribute('data-md-color-scheme')")
    assert shown == {"light": "default", "dark": "slate"}[scheme]
    assert page.evaluate(SAME_COLOUR)
    for selector in (
        "article p",
        "article li",
        "article h1",
        "article h2",
        "article a:not(.headerlink)",
        ".katex",
        ".kb-chip",
        ".md-nav__link",
    ):
        assert page.evaluate(CONTRAST, selector) >= MIN_CONTRAST, selector
    page.goto(address)
    for selector in (
        "h1",
        ".kb-hero p",
        ".kb-domain__name",
        ".kb-domain__count",
        ".kb-question a",
        ".kb-question__number",
        "footer a",
    ):
        assert page.evaluate(CONTRAST, selector) >= MIN_CONTRAST, selector
    context.close()


@pytest.mark.parametrize(
    ("language", "first"), [("pl", "sans-serif"), ("en", "sans-serif"), ("zh", "cjk"), ("ja", "cjk"), ("ko", "cjk")]
)
def test_only_texts_with_han_characters_prefer_their_fonts(page: Page, address: str, language: str, first: str) -> None:
    """Fonts for Han characters set Latin accents badly, so elsewhere they come behind the system's own font."""
    page.goto(address)
    page.evaluate("language => { document.documentElement.lang = language }", language)
    fonts = page.evaluate("getComputedStyle(document.documentElement).fontFamily")
    code = page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--md-code-font-family')")
    cjk_is_first = [fonts.index("CJK") < fonts.index("sans-serif"), code.index("CJK") < code.rindex("monospace")]
    assert cjk_is_first == [first == "cjk"] * 2
    if first != "cjk":
        assert page.evaluate("getComputedStyle(document.body).fontFamily") == fonts


def test_print_shows_the_formulas(browser: Browser, address: str) -> None:
    """In print, formulas are dark on white and not cut off, and elements for the screen only are hidden."""
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(address + FORMULAS)
    page.emulate_media(media="print")
    page.evaluate(SETTLED)
    boxes = page.locator(f"{AUTHORS} .kb-formula")
    assert boxes.count() == 19
    assert all(box.is_visible() for box in boxes.all())
    assert page.evaluate(CUT_OFF) == 0
    assert page.evaluate(CONTRAST, "article .katex, article p, article li") >= MIN_CONTRAST
    for selector in (
        ".md-header",
        ".md-footer",
        ".md-sidebar",
        ".kb-neighbours",
        ".kb-steps",
        ".kb-tools",
        ".kb-source",
        ".kb-around",
    ):
        assert page.locator(selector).count(), selector
        assert not any(tag.is_visible() for tag in page.locator(selector).all()), selector
    context.close()


def test_the_404_page_has_styles(page: Page, address: str) -> None:
    """A missing address deep in the site shows the 404 page with styles and working links."""
    response = page.goto(f"{address}no/such/page/")
    assert response is not None
    assert response.status == 404
    expect(page.locator("h1")).to_have_text("没有找到这个页面")
    assert page.locator(".kb-lost").evaluate("node => getComputedStyle(node).textAlign") == "center"
    no_sideways_scroll(page)
    page.locator(".kb-lost__ways a", has_text="全部题目").click()
    expect(page).to_have_url(f"{address}questions/")
    expect(page.locator("ol.kb-questions > li")).to_have_count(20)


@pytest.mark.parametrize("device_name", DEVICES)
@pytest.mark.parametrize("path", ["", HEAVIEST, FORMULAS, "study/", "search/?q=loss"])
def test_nothing_jumps_while_a_page_loads(browser: Browser, address: str, device_name: str, path: str) -> None:
    """The cumulative layout shift stays below 0.1 (Web Vitals: good)."""
    context = browser.new_context(**DEVICES[device_name])
    context.add_init_script(SHIFT)
    page = context.new_page()
    page.goto(address + path)
    page.evaluate(SETTLED)
    assert page.evaluate("() => window.shift") < 0.1
    context.close()


def test_filters_do_not_jump_when_their_counts_arrive(browser: Browser, address: str) -> None:
    """On a slow phone the filters of the search appear once their order and counts are known."""
    context = browser.new_context(**PHONE)
    context.add_init_script(SHIFT)
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.goto(address + "search/")
    expect(page.locator("#kb-search")).to_have_attribute("data-state", "ready")
    expect(page.locator(".kb-search__facet:visible").first).to_be_visible()
    page.evaluate(SETTLED)
    assert page.evaluate("() => window.shift") < 0.05
    context.close()


def test_keyboard_skip_link_and_focus(browser: Browser, address: str) -> None:
    """The first Tab reaches the skip link, which becomes visible and works; the focus is always visible."""
    context = browser.new_context(**DESKTOP)
    page = context.new_page()
    page.goto(address + FORMULAS)
    page.keyboard.press("Tab")
    skip = page.locator("a.md-skip")
    expect(skip).to_be_focused()
    expect(skip).to_have_css("opacity", "1")
    target = skip.get_attribute("href")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(re.escape(str(target)) + "$"))
    for selector in (".kb-head .kb-chip", ".kb-related a[data-question]", ".kb-neighbour", "footer.md-footer a"):
        page.locator(selector).first.focus()
        tag, style, width = page.evaluate(OUTLINE)
        assert tag == "A", selector
        assert style != "none", selector
        assert width > 0, selector
    context.close()


@pytest.mark.parametrize("path", ["", "domains/", "study/", "search/", "questions/", "map/"])
def test_pages_without_a_contents_list_have_a_skip_link(browser: Browser, address: str, path: str) -> None:
    """The first Tab reaches a link to the content."""
    page = browser.new_page()
    page.goto(address + path)
    page.keyboard.press("Tab")
    expect(page.locator("a.md-skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#."))
    expect(page.locator(f"main #{urlsplit(page.url).fragment}")).to_have_count(1)
    page.close()


@pytest.mark.parametrize("path", ["domains/", "concepts/", "map/", "study/", "questions/", FORMULAS])
def test_the_header_names_the_site_until_the_title_is_out_of_sight(browser: Browser, address: str, path: str) -> None:
    """At the top of a page its title stands in the page alone."""
    page = browser.new_page(viewport={"width": 1280, "height": 300})
    page.goto(address + path)
    page.evaluate(SETTLED)
    title = page.locator(".md-header__title--active")
    expect(title).to_have_count(0)
    page.mouse.wheel(0, 600)
    expect(title).to_have_count(1)
    page.close()


def test_the_title_above_the_menu_covers_no_entry(browser: Browser, address: str) -> None:
    """It scrolls away with the menu, which is longer than a low window."""
    context = browser.new_context(viewport={"width": 1280, "height": 500}, base_url=address)
    page = context.new_page()
    page.goto("domains/")
    page.locator(".md-sidebar--primary .md-sidebar__scrollwrap").evaluate("wrap => wrap.scrollTo(0, 30)")
    title = page.locator(".md-nav--primary > .md-nav__title").bounding_box()
    entry = page.locator(".md-nav--primary > .md-nav__list > li").first.bounding_box()
    assert title
    assert entry
    assert title["y"] + title["height"] <= entry["y"]
    context.close()


def test_the_menu_of_a_phone_leads_to_a_question(browser: Browser, address: str) -> None:
    """On a phone the menu opens by touch and leads to any question."""
    context = browser.new_context(**PHONE)
    page = context.new_page()
    page.goto(address)
    page.locator('.md-header label[for="__drawer"]').tap()
    menu = page.locator("nav.md-nav--primary")
    expect(menu.locator("a.md-nav__link", has_text="全部题目").first).to_be_in_viewport()
    menu.locator("a.md-nav__link", has_text="全部题目").first.tap()
    expect(page).to_have_url(f"{address}questions/")
    context.close()


def test_touch_targets_are_large_enough(browser: Browser, address: str) -> None:
    """Links in lists and domain cards are at least 24 by 24 px (WCAG 2.2, 2.5.8)."""
    context = browser.new_context(**PHONE)
    page = context.new_page()
    page.goto(address)
    for target in page.locator("ol.kb-questions > li > a, ul.kb-domains a, .md-header label:visible, .md-header a:visible").all():
        size = target.bounding_box()
        assert size is not None
        assert min(size["width"], size["height"]) >= 24
    context.close()


def test_the_site_reads_without_javascript(browser: Browser, address: str) -> None:
    """Without JavaScript, home, domain and question show all text and formulas, and links work."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}search/")
    expect(page.locator("article noscript a").first).to_be_in_viewport()
    page.goto(f"{address}domains/finance/")
    page.locator('ol.kb-questions li[data-question="19"] a').first.click()
    expect(page.locator("article[data-question='19'] h2#answer")).to_be_visible()
    page.goto(address + FORMULAS)
    assert all(box.is_visible() for box in page.locator("article .kb-formula .katex-html").all())
    context.close()
