"""The search in Chromium: dialog, page, keyboard, input methods, filters, addresses, sub-path, from a disk, without scripts."""

from __future__ import annotations

import gzip
import re
import shutil
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Response, Route

INPUT = "#kb-search-input"
RESULTS = "#kb-results > li[data-question]"
FIRST_RESULT_BYTES = 90_000
LOADER_BYTES, STYLE_BYTES = 3_000, 3_000


@pytest.fixture(scope="session")
def home(built_site: Path, serve: Callable[..., str], tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a copy of the site under a sub-path."""
    return moved(built_site, serve, tmp_path_factory.mktemp("search") / "site")


@pytest.fixture(scope="session")
def large_home(large_site: Path, serve: Callable[..., str], tmp_path_factory: pytest.TempPathFactory) -> str:
    """The same with the search of large bases."""
    return moved(large_site, serve, tmp_path_factory.mktemp("large") / "site")


@pytest.fixture(params=["home", "large_home"])
def either(request: pytest.FixtureRequest) -> str:
    """Both engines, which must give the same answers."""
    address: str = request.getfixturevalue(request.param)
    return address


def moved(built: Path, serve: Callable[..., str], to: Path) -> str:
    """The address of a copy whose sitemap has that address, so that instant navigation works."""
    site = shutil.copytree(built, to)
    address = serve(site, "/team/kb/")
    sitemap = site / "sitemap.xml"
    text = sitemap.read_text(encoding="utf-8")
    built_for = min(re.findall("<loc>(.*?)</loc>", text), key=len)
    sitemap.write_text(text.replace(f"<loc>{built_for}", f"<loc>{address}"), encoding="utf-8")
    return address


def settled(page: Page) -> None:
    """Wait for the sitemap that instant navigation needs."""
    page.wait_for_load_state("networkidle")
    page.evaluate("window.same = true")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page on which no script may fail."""
    context = browser.new_context(viewport={"width": 1200, "height": 800})
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    yield opened
    context.close()
    assert not errors


def shows(page: Page, query: str) -> None:
    """Wait until the list shows the results of a query."""
    page.wait_for_function("query => document.getElementById('kb-search')?.dataset.query === query", arg=query)


def lists(page: Page, questions: list[str]) -> None:
    """Wait until the list contains exactly these questions in this order."""
    found = f"Array.from(document.querySelectorAll('{RESULTS}'), item => item.dataset.question).join()"
    page.wait_for_function(f"wanted => {found} === wanted", arg=",".join(questions))


def order(page: Page) -> list[str]:
    """The questions in the list, in order."""
    found: list[str] = page.eval_on_selector_all(RESULTS, "items => items.map(item => item.dataset.question)")
    return found


def tells(page: Page, questions: int) -> None:
    """Wait until the page shows this number of results; the list may contain only the best of them."""
    expect(page.locator(".kb-search__status")).to_contain_text(f" {questions} 题")


def asked(page: Page) -> dict[str, list[str]]:
    """The parameters of the page's address."""
    return parse_qs(urlsplit(page.url).query)


# --- loading --------------------------------------------------------------------------------------------------------


def test_nothing_but_the_loader_before_first_use(page: Page, home: str) -> None:
    """Before a search, pages load one small script and styles; the first result costs at most 90 KB."""
    sizes: dict[str, int] = {}
    hosts: set[str] = set()

    def seen(response: Response) -> None:
        url = urlsplit(response.url)
        hosts.add(url.netloc)
        if "/assets/search/" in url.path:
            sizes[url.path.split("/assets/search/")[1]] = len(gzip.compress(response.body(), 9))

    page.on("response", seen)
    page.goto(home + "questions/6/")
    page.wait_for_load_state("networkidle")
    assert set(sizes) == {"loader.js", "search.css"}
    assert sizes["loader.js"] < LOADER_BYTES
    assert sizes["search.css"] < STYLE_BYTES
    page.keyboard.press("/")
    page.keyboard.type("cnn")
    shows(page, "cnn")
    # The search by meaning, its table and its parts (`meaning/…`) come after the first result, in the background.
    assert sum(size for name, size in sizes.items() if not name.startswith("meaning")) <= FIRST_RESULT_BYTES
    assert hosts == {urlsplit(home).netloc}


def test_no_keystroke_is_lost_while_the_search_loads(page: Page, home: str) -> None:
    """Text typed before code and data arrive is searched when they do, and Enter then opens the first result."""
    waiting: list[Route] = []
    arriving = False

    def hold(route: Route) -> None:
        if arriving:
            route.continue_()
        else:
            waiting.append(route)

    page.route(re.compile(r"/assets/search/(app|engine|index)"), hold)
    page.goto(home)
    page.keyboard.press("/")
    page.keyboard.type("混淆矩阵")
    page.keyboard.press("Enter")
    assert page.input_value(INPUT) == "混淆矩阵"
    arriving = True
    for route in waiting:
        route.continue_()
    expect(page).to_have_url(re.compile(r"/questions/7/\?.*#"))


def test_a_new_build_is_searched_at_once(page: Page, built_site: Path, serve: Callable[..., str], tmp_path: Path) -> None:
    """Even if the browser has cached pages and files of the old build."""
    site = shutil.copytree(built_site, tmp_path / "site")
    address = serve(site, "/kb/")
    page.goto(address + "search/?q=迁移学习")
    shows(page, "迁移学习")
    (data,) = (site / "assets" / "search").glob("index-*.js")
    # The next character of Unicode, so that the index stays in order.
    data.with_name("index-new.js").write_text(data.read_text(encoding="utf-8").replace("外汇", "外汈"), encoding="utf-8")
    data.unlink()
    entry = data.with_name("entry.js")
    entry.write_text(entry.read_text(encoding="utf-8").replace(data.name, "index-new.js"), encoding="utf-8")
    page.goto(address + "search/?q=外汈")
    shows(page, "外汈")
    assert order(page) == ["19"]


def test_a_large_base_is_searched_on_when_a_new_build_takes_its_pieces_away(
    page: Page, large_site: Path, serve: Callable[..., str], tmp_path: Path
) -> None:
    """An open page finds parts of the index that it has not loaded yet in the new build."""
    site = shutil.copytree(large_site, tmp_path / "site")
    page.goto(serve(site, "/kb/") + "search/?q=迁移学习")
    shows(page, "迁移学习")
    folder = site / "assets" / "search"
    (data,) = folder.glob("index-*.js")
    text = data.read_text(encoding="utf-8")
    (chunks,) = (folder / "chunks").iterdir()
    for pieces in (chunks, folder / "texts" / chunks.name):
        pieces.rename(pieces.with_name("another"))
    (folder / "index-new.js").write_text(text.replace(chunks.name, "another"), encoding="utf-8")
    (folder / "entry.js").write_text('kbSearchEntry({"data":"index-new.js","engine":"chunks"})', encoding="utf-8")
    page.fill(INPUT, "外汇")
    shows(page, "外汇")
    assert order(page)[0] == "19"


def test_results_of_the_last_query_are_shown(page: Page, either: str) -> None:
    """However fast queries follow each other, the list shows the results of the last, and others are skipped."""
    page.goto(either + "search/")
    shows(page, "")
    page.evaluate("""() => { window.shown = []; const root = document.getElementById('kb-search');
        new MutationObserver(() => window.shown.push(root.dataset.query)).observe(root, {attributeFilter: ['data-query']}); }""")
    page.evaluate(
        """async input => { for (const text of ['损', '损失', '外汇', '损失函数', '正则化']) {
        const field = document.querySelector(input); field.value = text;
        field.dispatchEvent(new InputEvent('input', {bubbles: true})); await null; await null; } }""",
        INPUT,
    )
    shows(page, "正则化")
    assert order(page)[0] == "13"
    assert page.evaluate("window.shown") == ["正则化"]


# --- dialog ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("keys", ["/", "Control+k", "Meta+k"])
def test_shortcuts_open_the_dialog(page: Page, home: str, keys: str) -> None:
    """The dialog opens once, with the focus in its field; Escape closes it and restores the page."""
    page.goto(home + "questions/6/")
    page.keyboard.press(keys)
    expect(page.locator("dialog[open] " + INPUT)).to_be_focused()
    page.keyboard.press("Control+k")
    assert page.locator("#kb-search").count() == 1
    page.keyboard.type("损失")
    page.keyboard.press("Escape")
    expect(page.locator("#kb-search")).to_have_count(0)


def test_the_button_opens_the_dialog(page: Page, home: str) -> None:
    """With JavaScript a click on the header's link opens the dialog; closing it returns the focus to the link."""
    page.goto(home + "questions/6/")
    page.click("a[data-kb-search-open]")
    expect(page.locator(INPUT)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("a[data-kb-search-open]")).to_be_focused()


def test_keyboard_only(page: Page, either: str) -> None:
    """Arrow keys move the active option cyclically; Enter opens it with matches marked, at the top if the match is there."""
    page.goto(either)
    page.keyboard.press("/")
    page.keyboard.type("损失函数")
    shows(page, "损失函数")
    field = page.locator(INPUT)
    assert field.get_attribute("aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    active = field.get_attribute("aria-activedescendant")
    assert page.locator(f"#{active}").get_attribute("aria-selected") == "true"
    second = order(page)[1]
    assert page.locator("li", has=page.locator(f"#{active}")).get_attribute("data-question") == second
    for _ in range(2):
        page.keyboard.press("ArrowUp")
    assert field.get_attribute("aria-activedescendant") is None
    page.keyboard.press("ArrowUp")
    assert page.locator(RESULTS).last.locator("a").get_attribute("aria-selected") == "true"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/questions/6/\?h=[^#]*$"))
    expect(page.locator("h1")).to_be_in_viewport()
    expect(page.locator("mark.kb-mark").first).to_be_visible()


def test_an_input_method_is_left_alone(page: Page, home: str) -> None:
    """While an input method composes, nothing is searched and Enter selects nothing; the end of the composition searches."""
    page.goto(home)
    address = page.url
    page.keyboard.press("/")
    page.keyboard.type("rnn")
    shows(page, "rnn")
    session = page.context.new_cdp_session(page)
    page.keyboard.press("ArrowDown")
    page.locator(INPUT).select_text()
    session.send("Input.imeSetComposition", {"text": "sun'shi", "selectionStart": 7, "selectionEnd": 7})
    enter = "new KeyboardEvent('keydown', {key: 'Enter', keyCode: 229, isComposing: true, bubbles: true, cancelable: true})"
    page.evaluate(f"input => document.querySelector(input).dispatchEvent({enter})", INPUT)
    page.evaluate("input => document.querySelector(input).form.requestSubmit()", INPUT)
    assert page.input_value(INPUT) == "sun'shi"
    assert page.get_attribute("#kb-search", "data-query") == "rnn"
    session.send("Input.insertText", {"text": "损失"})
    shows(page, "损失")
    assert page.url == address
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/questions/6/"))


def test_composition_events_without_input_behind_them(page: Page, home: str) -> None:
    """Browsers that send no `input` after `compositionend` are supported as well."""
    page.goto(home + "search/")
    shows(page, "")
    page.evaluate(
        """input => { const field = document.querySelector(input);
        field.dispatchEvent(new CompositionEvent('compositionstart', {bubbles: true}));
        field.value = '外汇';
        field.dispatchEvent(new InputEvent('input', {bubbles: true, isComposing: true}));
        field.dispatchEvent(new CompositionEvent('compositionend', {bubbles: true, data: '外汇'})); }""",
        INPUT,
    )
    shows(page, "外汇")
    assert order(page) == ["19"]


def test_pasted_and_dragged_text_is_searched(page: Page, home: str) -> None:
    """Text that is pasted or dropped is searched."""
    page.goto(home + "search/")
    shows(page, "")
    page.focus(INPUT)
    page.evaluate("() => document.execCommand('insertText', false, '迁移学习')")
    shows(page, "迁移学习")
    page.evaluate(
        """input => { const field = document.querySelector(input); field.value = '外汇';
        field.dispatchEvent(new InputEvent('input', {bubbles: true, inputType: 'insertFromDrop'})); }""",
        INPUT,
    )
    shows(page, "外汇")


def test_the_field_of_the_home_page_goes_on_in_the_dialog(page: Page, home: str) -> None:
    """Typing into it opens the dialog with every letter, and leaves the field empty."""
    page.goto(home)
    page.focus("form[role=search] input[name=q]")
    page.keyboard.type("sshs")
    shows(page, "sshs")
    expect(page.locator("dialog[open] " + INPUT)).to_have_value("sshs")
    assert order(page)[0] == "6"
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    expect(page.locator("form[role=search] input[name=q]")).to_have_value("")


def test_dialog_after_instant_navigation(page: Page, home: str) -> None:
    """After navigation without a reload exactly one search works, on the search page too."""
    page.goto(home + "questions/6/")
    settled(page)
    page.keyboard.press("/")
    page.keyboard.type("外汇")
    shows(page, "外汇")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/questions/19/"))
    expect(page.locator("mark.kb-mark").first).to_be_visible()
    page.keyboard.press("/")
    page.keyboard.type("正则化")
    shows(page, "正则化")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/questions/13/"))
    expect(page.locator("mark.kb-mark", has_text="正则化").first).to_be_visible()
    page.wait_for_load_state("networkidle")
    page.click("footer a[href$='search/']")
    shows(page, "")
    assert page.locator("#kb-search").count() == 1
    page.locator("body").press("/")
    expect(page.locator(INPUT)).to_be_focused()
    assert page.locator("dialog").count() == 0
    assert page.evaluate("window.same")


# --- results --------------------------------------------------------------------------------------------------------


def test_partial_results_are_marked(page: Page, either: str) -> None:
    """A slip finds what was meant, labelled; a query about nothing finds nothing and shows ways on."""
    page.goto(either + "search/?q=precison")
    shows(page, "precison")
    status = page.locator("#kb-search [role=status]")
    expect(status).to_have_text("没有完全匹配，显示相近结果：按“precision”显示")
    page.fill(INPUT, "召会率")
    shows(page, "召会率")
    expect(status).to_have_text("没有完全匹配，显示相近结果：按“召回率”显示")
    for query in ("precision", "召回率", "zhaohuilv", "hun", "影像诊断", "第 3 题"):
        page.fill(INPUT, query)
        shows(page, query)
        expect(status).to_contain_text(re.compile(r"^找到 \d+ 题( · 部分匹配: \d+)?$"))
    page.fill(INPUT, "区块链")
    shows(page, "区块链")
    assert order(page) == []
    expect(page.locator("#kb-search a[href*='/domains/medical/']")).to_be_visible()
    expect(page.locator(".kb-search__facets")).to_be_hidden()


def test_a_correction_can_be_refused(page: Page, home: str) -> None:
    """The words as typed are one click away; typing on corrects again."""
    page.goto(home + "search/?q=召会率")
    shows(page, "召会率")
    full = page.locator(f"{RESULTS}:not([data-match])")
    assert full.count()
    refusal = page.get_by_role("button", name="仍按“召会率”搜索")
    refusal.click()
    expect(refusal).to_have_count(0)
    assert asked(page)["exact"] == ["1"]
    expect(full).to_have_count(0)
    page.locator("#kb-search-input").fill("召会率 ")
    expect(refusal).to_have_count(1)
    assert "exact" not in asked(page)


def test_recent_searches_are_offered_and_forgotten(page: Page, home: str) -> None:
    """Those whose result was opened, in this browser only, until the reader clears them."""
    page.goto(home + "search/?q=过拟合")
    shows(page, "过拟合")
    page.locator(f"{RESULTS} a").first.click()
    page.wait_for_url("**/questions/**")
    page.goto(home + "search/?q=not opened")
    shows(page, "not opened")
    page.goto(home)
    page.keyboard.press("/")
    hints = page.get_by_role("group", name="最近的搜索")
    expect(hints.get_by_role("button")).to_contain_text(["过拟合", "清除最近的搜索"])
    expect(hints.get_by_role("button", name="not opened")).to_have_count(0)
    hints.get_by_role("button", name="过拟合").click()
    shows(page, "过拟合")
    page.locator("#kb-search-input").fill("")
    page.get_by_role("button", name="清除最近的搜索").click()
    expect(page.get_by_role("button", name="过拟合", exact=True)).to_have_count(0)
    page.reload()
    page.keyboard.press("/")
    shows(page, "")
    expect(page.get_by_role("button", name="过拟合", exact=True)).to_have_count(0)


def test_a_suggestion_completes_the_query(page: Page, home: str) -> None:
    """One click, and the rest of the name is typed and searched."""
    page.goto(home + "search/")
    page.locator("#kb-search-input").fill("什么是交叉")
    page.get_by_role("group", name="搜索建议").get_by_role("button", name="什么是交叉熵", exact=True).click()
    shows(page, "什么是交叉熵")
    assert order(page)[0] == "6"


def test_the_page_explains_itself(page: Page, either: str) -> None:
    """With `debug=1` in the address; nothing of it is loaded otherwise."""
    scripts: list[str] = []
    page.on("request", lambda request: scripts.append(request.url))
    page.goto(either + "search/?q=交叉熵")
    shows(page, "交叉熵")
    assert not any("explain.js" in url for url in scripts)
    page.goto(either + "search/?q=交叉熵&debug=1")
    expect(page.locator(".kb-search__explanation")).to_contain_text("BM25")
    expect(page.locator(".kb-search__explanation")).to_contain_text("[6] 多模态大模型中的常见损失函数有哪些？")


def test_j_and_k_move_through_the_page(page: Page, either: str) -> None:
    """While nothing is being typed; Enter opens what is active."""
    page.goto(either + "search/?q=数据")
    shows(page, "数据")
    page.locator("h1").click()
    active = page.locator("#kb-results [aria-selected=true]")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(active).to_have_count(1)
    second = active.get_attribute("id")
    page.keyboard.press("j")
    page.keyboard.press("k")
    expect(page.locator(f"#{second}")).to_have_attribute("aria-selected", "true")
    page.locator("#kb-search-input").press("End")
    page.keyboard.type("jk")
    shows(page, "数据jk")
    page.locator("#kb-search-input").fill("数据")
    shows(page, "数据")
    page.locator("h1").click()
    page.keyboard.press("j")
    href = str(active.get_attribute("href"))
    page.keyboard.press("Enter")
    page.wait_for_url(href)


def test_results_can_be_grouped_by_part(page: Page, home: str) -> None:
    """Each part under its name, the part of the best result first, all results still there; the address keeps it."""

    def with_part(route: Route) -> None:
        body = route.fetch().text().replace('"id":"medical"', '"kind":"part","id":"medical"')
        route.fulfill(body=body, content_type="text/javascript")

    page.context.route("**/assets/search/index-*.js", with_part)
    page.goto(home + "search/?q=图像")
    # What comes with the vectors must not come between the two orders.
    expect(page.locator("#kb-search")).to_have_attribute("data-meaning", "ready")
    page.locator("#kb-search-input").fill("应用")
    shows(page, "应用")
    before = order(page)
    expect(page.locator("li[data-part]")).to_have_count(0)
    page.get_by_role("button", name="按部分分组").click()
    expect(page.locator("li[data-part]")).to_have_count(2)
    assert sorted(order(page)) == sorted(before)
    items = page.locator("#kb-results > li:is([data-part], [data-question])")
    named: list[list[str]] = items.evaluate_all(
        "items => items.map(item => [item.dataset.part ?? '', item.dataset.question ?? ''])"
    )
    assert named[0][1] == ""
    head = next(index for index, (part, question) in enumerate(named) if part == "medical" and not question)
    assert {question for _, question in named[head + 1 : head + 3]} >= {"15"}
    assert asked(page)["grouped"] == ["1"]
    page.reload()
    expect(page.locator("li[data-part]")).to_have_count(2)
    page.locator("#kb-search-input").fill("zzqxv")
    shows(page, "zzqxv")
    expect(page.get_by_role("button", name="按部分分组")).to_be_hidden()


def test_all_questions_can_be_sorted_while_browsing(page: Page, home: str) -> None:
    """By title, while the query is empty."""
    page.goto(home + "search/")
    shows(page, "")
    assert order(page)[:3] == ["1", "2", "3"]
    page.get_by_role("button", name="按标题排序").click()
    first = page.locator(f"{RESULTS}").first
    expect(first).not_to_have_attribute("data-question", "1")
    titles = [re.sub(r"^\d+\.", "", title) for title in page.locator(f"{RESULTS} .kb-search__title").all_inner_texts()]
    assert titles == page.evaluate("titles => titles.toSorted(new Intl.Collator('zh', {numeric: true}).compare)", titles)
    assert asked(page)["sorted"] == ["1"]
    page.locator("#kb-search-input").fill("数据")
    shows(page, "数据")
    expect(page.get_by_role("button", name="按标题排序")).to_be_hidden()


@pytest.mark.parametrize("query", ["召回率", "recall", "zhaohuilv", "召会率"])
def test_a_concept_called_by_name(page: Page, either: str, query: str) -> None:
    """The concept is shown above the questions and not counted; arrows reach it first, Enter alone opens a question."""
    page.goto(either)
    page.keyboard.press("/")
    page.keyboard.type(query)
    shows(page, query)
    named = page.locator("#kb-results > li[data-concept]")
    assert named.evaluate_all("items => items.map(item => item.dataset.concept)") == ["recall"]
    assert order(page) == ["7", "12"]
    page.keyboard.press("ArrowDown")
    expect(named.locator("a")).to_have_attribute("aria-selected", "true")
    assert page.locator(INPUT).get_attribute("aria-activedescendant") == named.locator("a").get_attribute("id")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator(RESULTS).last.locator("a")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/concepts/recall/"))


def test_enter_opens_the_best_question_below_a_concept(page: Page, either: str) -> None:
    """Enter after a term opens the best question, not the page of the concept."""
    page.goto(either)
    page.keyboard.press("/")
    page.keyboard.type("召回率")
    shows(page, "召回率")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/questions/7/"))


def test_a_domain_called_by_name(page: Page, either: str) -> None:
    """Its page is offered if its name is typed and no filter is active."""
    page.goto(either + "search/?q=医疗")
    shows(page, "医疗")
    named = page.locator("#kb-results > li[data-page] a")
    assert (named.get_attribute("href") or "").endswith("/domains/medical/")
    page.locator("[data-facet=domain][data-value=medical]").click()
    expect(named).to_have_count(0)
    assert order(page)[0] == "15"


def test_mentions_widen_a_domain(page: Page, either: str) -> None:
    """Off by default; if on, a domain also contains questions that only mention it; the address has it, and back turns it off."""
    page.goto(either + "search/?domain=medical")
    lists(page, ["2", "15"])
    toggle = page.locator("[data-facet=mentions]")
    expect(toggle).to_have_attribute("aria-pressed", "false")
    expect(toggle.locator("[data-count]")).to_have_text("4")
    toggle.click()
    lists(page, ["2", "3", "6", "15"])
    expect(page.locator("[data-facet=domain][data-value=medical] [data-count]")).to_have_text("4")
    assert asked(page) == {"domain": ["medical"], "mentions": ["1"]}
    page.reload()
    lists(page, ["2", "3", "6", "15"])
    page.go_back()
    lists(page, ["2", "15"])


def test_the_very_characters_are_marked(page: Page, either: str) -> None:
    """Marks in the excerpt contain exactly the matched characters, whatever width or script the query was typed in."""
    page.goto(either + "search/")
    for query, marked in (("ＢＬＥＵ", "BLEU"), ("機器翻譯", "机器翻译"), ("ROC 曲线", "ROC 曲线"), ("focal", "Focal")):
        page.fill(INPUT, query)
        shows(page, query)
        texts = page.locator(f"{RESULTS} >> nth=0 >> mark").all_text_contents()
        assert marked in texts, query


def test_matches_are_marked_on_the_page_but_not_in_formulas(page: Page, either: str) -> None:
    """The text of the page does not change, and no formula is marked."""
    page.goto(either + "questions/7/")
    before = page.locator("article[data-question]").text_content()
    page.goto(either + "questions/7/?h=Accuracy&h=准确率&h=ROC 曲线#answer")
    expect(page.locator("mark.kb-mark").first).to_be_visible()
    assert page.locator("article[data-question]").text_content() == before
    assert page.locator(".katex mark").count() == 0
    assert {"Accuracy", "准确率", "ROC 曲线"} <= set(page.locator("mark.kb-mark").all_text_contents())
    page.keyboard.press("Escape")
    expect(page.locator("mark.kb-mark")).to_have_count(0)
    assert page.locator("article[data-question]").text_content() == before


def test_a_number_finds_its_question(page: Page, either: str) -> None:
    """`第 12 题` is question 12."""
    page.goto(either + "search/")
    page.fill(INPUT, "第 12 题")
    shows(page, "第 12 题")
    assert order(page)[0] == "12"


# --- facets and addresses -------------------------------------------------------------------------------------------


def count(page: Page, facet: str, value: str) -> int:
    """The number on a facet's button."""
    return int(page.locator(f'button[data-facet="{facet}"][data-value="{value}"] [data-count]').inner_text())


def press(page: Page, facet: str, value: str) -> None:
    """Toggles a facet."""
    page.click(f'button[data-facet="{facet}"][data-value="{value}"]')


def test_facets_count_and_combine(page: Page, either: str) -> None:
    """Counts predict the results of a choice; domains are alternatives, groups must all hold; also with an empty query."""
    page.goto(either + "search/")
    shows(page, "")
    tells(page, 20)
    medical, finance = count(page, "domain", "medical"), count(page, "domain", "finance")
    press(page, "domain", "medical")
    expect(page.locator(RESULTS)).to_have_count(medical)
    assert count(page, "domain", "finance") == finance
    press(page, "domain", "finance")
    expect(page.locator(RESULTS)).to_have_count(medical + finance)
    page.fill(INPUT, "图像")
    shows(page, "图像")
    with_query = count(page, "domain", "medical")
    assert 0 < with_query <= medical
    page.click(".kb-search__reset")
    expect(page.locator(".kb-search__reset")).to_be_hidden()
    formulas = count(page, "formulas", "1")
    press(page, "formulas", "1")
    expect(page.locator(".kb-search__reset")).to_be_visible()
    expect(page.locator(RESULTS)).to_have_count(formulas)
    left = count(page, "section", "analysis")
    press(page, "section", "analysis")
    expect(page.locator(RESULTS)).to_have_count(left)


def test_the_numbers_of_status_and_filters_agree(page: Page, either: str) -> None:
    """The status counts full and partial matches, each filter both; pressing one neither moves nor recounts the others."""
    page.goto(either + "search/?q=focal loss 损失函数")
    shows(page, "focal loss 损失函数")
    status, topics = page.locator(".kb-search__status"), '.kb-search__facet[data-facet="domain"]:not([hidden])'

    def told() -> int:
        return sum(map(int, re.findall(r"\d+", status.inner_text())))

    shown = "chips => chips.map(chip => [chip.innerText, getComputedStyle(chip).order])"
    assert "部分匹配: " in status.inner_text()
    assert told() == page.locator(RESULTS).count()
    before = page.eval_on_selector_all(topics, shown)
    least = page.locator(topics).nth(len(before) - 1)
    number = int(least.locator("[data-count]").inner_text())
    least.click()
    expect(page.locator(RESULTS)).to_have_count(number)
    assert told() == number
    assert page.eval_on_selector_all(topics, shown) == before


def test_filters_stand_in_whole_lines(page: Page, home: str) -> None:
    """Two lines of topics are shown, none cut, and a button that shows the rest."""
    page.goto(home + "search/")
    page.locator("#kb-search").evaluate("node => node.style.width = '15rem'")
    page.fill(INPUT, "数据")
    shows(page, "数据")
    row = page.locator(".kb-search__row").first
    cut = """row => [...row.children].filter(chip => {
      const [one, whole] = [chip.getBoundingClientRect(), row.getBoundingClientRect()];
      return one.height && one.top < whole.bottom && one.bottom > whole.bottom + 1;
    }).length"""
    below = """row => {
      const end = row.getBoundingClientRect().bottom;
      return [...row.children].filter(chip => chip.getBoundingClientRect().top >= end).length;
    }"""
    assert row.evaluate(cut) == 0
    rest = row.evaluate(below)
    assert rest > 0
    page.get_by_text(f"+{rest}", exact=True).click()
    assert row.evaluate(below) == 0
    expect(page.get_by_text(re.compile(r"^\+\d+$")).filter(visible=True)).to_have_count(0)


def test_the_address_holds_the_state(page: Page, either: str) -> None:
    """A shared link restores query and filters; typing replaces one history entry, a choice adds one."""
    page.goto(either + "search/?q=图像&domain=medical,vision&formulas=0")
    shows(page, "图像")
    assert page.get_attribute('button[data-value="medical"]', "aria-pressed") == "true"
    assert page.get_attribute('button[data-value="vision"]', "aria-pressed") == "true"
    shared = order(page)
    press(page, "section", "analysis")
    page.wait_for_url("**section=analysis**")
    assert asked(page)["domain"] == ["medical,vision"]
    page.go_back()
    expect(page.locator('button[data-value="analysis"]')).to_have_attribute("aria-pressed", "false")
    lists(page, shared)
    page.go_forward()
    expect(page.locator('button[data-value="analysis"]')).to_have_attribute("aria-pressed", "true")


def test_back_goes_through_queries_not_keystrokes(page: Page, either: str) -> None:
    """Back leads to the previous query, not the previous keystroke, and finally leaves the page."""
    page.goto(either + "questions/")
    page.goto(either + "search/")
    shows(page, "")
    page.focus(INPUT)
    page.keyboard.type("cnn")
    shows(page, "cnn")
    page.fill(INPUT, "外汇")
    shows(page, "外汇")
    page.go_back()
    shows(page, "cnn")
    expect(page.locator(INPUT)).to_have_value("cnn")
    page.locator(RESULTS).first.locator("a").click()
    expect(page).to_have_url(re.compile("/questions/11/"))
    page.go_back()
    shows(page, "cnn")
    expect(page.locator(INPUT)).to_have_value("cnn")
    assert page.locator("#kb-search").count() == 1
    page.go_back()
    expect(page).to_have_url(either + "questions/")


def test_back_closes_the_dialog(page: Page, home: str) -> None:
    """The dialog does not stay open on another page."""
    page.goto(home)
    settled(page)
    page.click("footer a[href$='questions/']")
    expect(page).to_have_url(home + "questions/")
    page.keyboard.press("/")
    expect(page.locator("dialog[open]")).to_have_count(1)
    page.go_back()
    expect(page.locator("dialog")).to_have_count(0)


@pytest.mark.parametrize("instant", [True, False])
def test_back_from_a_result_brings_the_search_back(page: Page, home: str, instant: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """The dialog opens again with its query and filters, once, whether the page was kept or is loaded again."""
    if not instant:
        page.route("**/sitemap.xml", lambda route: route.abort())
    page.goto(home)
    page.wait_for_load_state("networkidle")
    page.keyboard.press("/")
    page.keyboard.type("损失函数")
    shows(page, "损失函数")
    press(page, "section", "analysis")
    expect(page.locator(".kb-search__reset")).to_be_visible()
    best = order(page)[0]
    page.locator(RESULTS).first.locator("a").click()
    expect(page.locator("article[data-question]")).to_be_visible()
    expect(page.locator("dialog")).to_have_count(0)
    page.go_back()
    expect(page.locator(INPUT)).to_have_value("损失函数")
    expect(page.locator(RESULTS).first).to_have_attribute("data-question", best)
    expect(page.locator('button[data-facet="section"][data-value="analysis"]')).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Escape")
    page.reload()
    expect(page.locator("dialog")).to_have_count(0)


def test_enter_on_the_page_stays_there(page: Page, home: str) -> None:
    """On the search page Enter keeps the query; an option selected with the arrows is opened."""
    page.goto(home + "search/")
    shows(page, "")
    page.fill(INPUT, "外汇")
    shows(page, "外汇")
    page.press(INPUT, "Enter")
    assert asked(page)["q"] == ["外汇"]
    page.press(INPUT, "ArrowDown")
    page.press(INPUT, "Enter")
    expect(page).to_have_url(re.compile("/questions/19/"))


# --- other ways to read ---------------------------------------------------------------------------------------------


def test_without_scripts(browser: Browser, home: str) -> None:
    """Without JavaScript the button leads to the search page, which links the index of questions and every domain."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(home + "questions/6/")
    page.click("a[data-kb-search-open]")
    links = page.eval_on_selector_all("article a[href]", "links => links.map(link => link.getAttribute('href'))")
    assert any(link.endswith("questions/") for link in links)
    assert sum("domains/" in link for link in links) >= 7
    page.goto(home)
    page.fill("form[role=search] input[name=q]", "cnn")
    page.press("form[role=search] input[name=q]", "Enter")
    assert urlsplit(page.url).path.endswith("/search/")
    context.close()


def test_from_a_disk(page: Page, built_site: Path) -> None:
    """Dialog and page work on `file://`; results lead to files."""
    page.goto((built_site / "index.html").as_uri())
    page.keyboard.press("/")
    page.keyboard.type("迁移学习")
    shows(page, "迁移学习")
    assert order(page)[0] == "13"
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/questions/13/index\.html\?h=.*#answer"))
    expect(page.locator("mark.kb-mark").first).to_be_visible()
    page.goto((built_site / "search" / "index.html").as_uri() + "?q=外汇&domain=finance")
    shows(page, "外汇")
    assert order(page) == ["19"]


def test_every_link_from_a_disk_opens_a_page(page: Page, built_site: Path) -> None:
    """In menu, footer and lists, links lead to pages, never to a directory listing."""
    page.goto((built_site / "index.html").as_uri())
    ways = (
        "ol.kb-questions a[href*='questions/6/']",
        "article a.kb-concept[href]",
        ".kb-footer-links a",
        "ol.kb-questions a[href*='7/']",
        "a[rel=next]",
    )
    for way in ways:
        page.locator(way).first.click()
        page.wait_for_load_state()
        assert page.url.split("#")[0].endswith("/index.html"), way
        assert page.locator("body[data-md-color-scheme]").count() == 1, way


def test_a_large_base_from_a_disk_says_what_it_needs(page: Page, large_site: Path) -> None:
    """Its index cannot be loaded from a disk: concepts and domains are found by name, and the page says what is needed."""
    page.goto((large_site / "search" / "index.html").as_uri() + "?q=医疗")
    shows(page, "医疗")
    expect(page.locator(".kb-search__status")).to_contain_text("网页服务器")
    assert page.locator(RESULTS).count() == 0
    expect(page.locator('#kb-results > li[data-page="domains/medical/"]')).to_be_visible()
    expect(page.locator(".kb-search__none a").last).to_have_attribute("href", re.compile(r"/questions/index\.html$"))


def test_more_results_of_a_large_base_come_on_demand(page: Page, large_home: str) -> None:
    """Ten at first; then ten more at a time, each once."""
    page.goto(large_home + "search/")
    shows(page, "")
    assert order(page) == [str(number) for number in range(1, 11)]
    page.click(".kb-search__more")
    lists(page, [str(number) for number in range(1, 21)])
    expect(page.locator(".kb-search__more")).to_be_hidden()


def test_on_a_phone(browser: Browser, home: str) -> None:
    """The dialog fills the screen without sideways scrolling, and controls are 44 pixels high."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(home)
    page.tap("a[data-kb-search-open]")
    page.fill(INPUT, "图像")
    shows(page, "图像")
    box = page.locator("dialog").bounding_box()
    assert box is not None
    assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, 390, 844)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    touched = f"dialog button:not([hidden]), {RESULTS} a, {INPUT}"
    heights = page.eval_on_selector_all(touched, "all => all.map(one => one.offsetHeight)")
    assert min(heights) >= 44
    context.close()
