"""Studying over several days in Chromium with a simulated clock, on two devices."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.support.bases import small_base
from tests.support.sites import build_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

MONDAY = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)
TUESDAY = MONDAY + timedelta(days=1)
QUIZ = {
    "kb.yml": "title: Ports\nlanguage: en\nformat:\n  question: {level: 2, numbered: true}\n",
    "tea.md": (
        "# Ports\n\n## 1. Which port does HTTPS use?\n\n**答案：**\n\n- [ ] 80\n- [x] 443\n- [ ] 22\n\n**解析：** TLS.\n\n"
        "## 2. Which of these are mail ports?\n\n**答案：**\n\n- [x] 25\n- [x] 143\n- [ ] 22\n\n"
        "## 3. Which port does SSH use?\n\n**题目：**\n\nA. 22\nB. 23\n\n**答案：** A\n"
    ),
}


@pytest.fixture(scope="module")
def quiz(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path, str], str]) -> str:
    """A site of three English questions with choices."""
    folder = tmp_path_factory.mktemp("quiz")
    found = serve(folder / "site", "/quiz/")
    content = small_base(folder / "content", kb_yml=QUIZ["kb.yml"], tea_md=QUIZ["tea.md"], domains_yml="domains: {}\n")
    build_at(found, content, folder)
    return found


@pytest.fixture
def reader(browser: Browser) -> Iterator[Callable[..., Page]]:
    """``reader(time)`` opens a page in a fresh profile with its clock at that time; scripts must not fail in it."""
    contexts: list[BrowserContext] = []
    trouble: list[str] = []

    def begin(time: datetime = MONDAY, **options: Any) -> Page:  # noqa: ANN401 - what Playwright takes
        context = browser.new_context(timezone_id="Asia/Shanghai", **options)
        contexts.append(context)
        page = context.new_page()
        page.clock.install(time=time)
        page.on("pageerror", lambda error: trouble.append(str(error)))
        return page

    yield begin
    for context in contexts:
        context.close()
    assert trouble == []


def study(page: Page, address: str, parameters: str = "") -> None:
    """Open the study page and wait until it is ready."""
    page.goto(f"{address}study/{parameters}")
    expect(page.locator("#kb-study")).to_have_attribute("data-state", "ready")


def due(page: Page, count: int) -> None:
    """Assert the number of due cards."""
    expect(page.locator("#kb-study")).to_have_attribute("data-due", str(count))


def grade(page: Page, name: str) -> None:
    """Reveal the answer and grade the card."""
    shown = page.locator(".kb-card").get_attribute("data-question")
    page.locator("[data-kb=reveal]:visible").click()
    page.locator(f"[data-kb-grade={name}]").click()
    expect(page.locator(f".kb-card:not([data-question='{shown}'])")).to_be_visible()


def test_monday_and_tuesday(reader: Callable[..., Page], address: str) -> None:
    """All cards are due on Monday; on Tuesday only those that were forgotten; the same after a reload."""
    page = reader(MONDAY)
    study(page, address)
    due(page, 20)
    expect(page.locator("[data-kb-answer]")).to_be_hidden()
    expect(page.locator("[data-kb-grade=again]")).to_be_hidden()
    grade(page, "easy")
    due(page, 19)
    grade(page, "again")
    due(page, 18)
    study(page, address)
    due(page, 18)
    page.clock.set_system_time(TUESDAY)
    study(page, address)
    due(page, 19)
    assert page.locator(".kb-card").get_attribute("data-question") == "2", "what was forgotten comes first"
    page.clock.set_system_time(MONDAY + timedelta(days=9))
    study(page, address)
    due(page, 20)


def test_a_forgotten_card_comes_back_while_the_page_is_open(reader: Callable[..., Page], address: str) -> None:
    """A minute after *again* the card is due, without a reload."""
    page = reader()
    study(page, address, "?topic=medical")
    due(page, 2)
    grade(page, "again")
    due(page, 1)
    page.clock.run_for(61_000)
    due(page, 2)


def test_the_answer_is_that_of_the_page(reader: Callable[..., Page], address: str) -> None:
    """A card shows the author's text with formulas; sections beyond the answer are folded; links work."""
    page = reader()
    study(page, address, "?question=6")
    page.locator("[data-kb=reveal]").click()
    answer = page.locator("[data-kb-answer]")
    expect(answer).to_be_visible()
    shown = answer.locator("[data-section=answer] .kb-text").inner_text()
    assert answer.locator(".katex").count() > 0
    expect(answer.locator("details [data-section=analysis]")).to_be_hidden()
    links = "node => [...node.querySelectorAll('a:not(.kb-anchor)')].map(link => link.href)"
    addresses = answer.locator("[data-section=answer] .kb-text").evaluate(links)
    page.goto(f"{address}questions/6/")
    text = page.locator(".kb-text[data-section=answer]")
    assert text.inner_text().split() == shown.split()
    assert text.evaluate(links) == addresses != []


def test_keyboard_alone(reader: Callable[..., Page], address: str) -> None:
    """Space reveals, 1 to 4 grade, space again is *good*, u undoes; keys typed into a field have no effect."""
    page = reader()
    study(page, address)
    first = page.locator(".kb-card").get_attribute("data-question")
    page.keyboard.press("2")
    due(page, 20)
    page.keyboard.press("Space")
    expect(page.locator("[data-kb-answer]")).to_be_visible()
    page.keyboard.press("4")
    due(page, 19)
    expect(page.locator("[data-kb-answer]")).to_be_hidden()
    page.keyboard.press("u")
    due(page, 20)
    expect(page.locator(".kb-card")).to_have_attribute("data-question", str(first))
    page.keyboard.press("Space")
    expect(page.locator("[data-kb-answer]")).to_be_visible()
    page.keyboard.press("Space")
    due(page, 19)
    page.locator("[data-kb=note]").click()
    page.keyboard.type("1 2 u")
    due(page, 19)


def test_second_device(reader: Callable[..., Page], address: str, tmp_path: Path) -> None:
    """Progress exported on one device is imported on another: cards, bookmarks and notes; importing twice changes nothing."""
    one = reader()
    study(one, address)
    grade(one, "easy")
    one.locator("[data-kb=bookmark]").click()
    one.locator("[data-kb=note]").click()
    one.locator("textarea").fill("看第三章")
    one.locator("textarea").blur()
    grade(one, "good")
    with one.expect_download() as download:
        one.locator("[data-kb=export]").click()
    file = tmp_path / "progress.json"
    download.value.save_as(file)
    saved = json.loads(file.read_text(encoding="utf-8"))
    assert [len(saved[name]) for name in ("cards", "reviews", "marks")] == [2, 2, 1]

    other = reader(TUESDAY)
    study(other, address)
    due(other, 20)
    for _ in range(2):
        other.locator("input[type=file]").set_input_files(file)
        expect(other.locator(".kb-study__message")).not_to_be_empty()
        due(other, 19)
    study(other, address, "?marked=1")
    due(other, 1)
    expect(other.locator("textarea")).to_have_value("看第三章")
    with other.expect_download() as again:
        other.locator("[data-kb=export]").click()
    again.value.save_as(file)
    assert json.loads(file.read_text(encoding="utf-8"))["reviews"] == saved["reviews"]
    wrong = tmp_path / "wrong.json"
    wrong.write_text("{}", encoding="utf-8")
    other.locator("input[type=file]").set_input_files(wrong)
    expect(other.locator(".kb-study__message")).to_contain_text("什么也没有改变")


def test_choosing(reader: Callable[..., Page], address: str) -> None:
    """Topic, search and bookmarks filter the cards; the address has the filter; *random* and *next unknown* select cards."""
    page = reader()
    study(page, address)
    page.locator("select[name=topic]").select_option("medical")
    due(page, 2)
    page.reload()
    due(page, 2)
    study(page, address)
    page.locator(".kb-study__search input").fill("损失函数")
    page.locator(".kb-study__search input").press("Enter")
    expect(page.locator("#kb-study")).not_to_have_attribute("data-due", "20")
    assert 1 <= int(page.locator("#kb-study").get_attribute("data-due") or 0) <= 19
    study(page, address, "?marked=1")
    due(page, 0)
    expect(page.locator(".kb-card")).to_contain_text("收藏")
    study(page, address, "?after=19")
    expect(page.locator(".kb-card")).to_have_attribute("data-question", "20")
    page.locator("[data-kb=unknown]").click()
    expect(page.locator(".kb-card")).to_have_attribute("data-question", "1")
    page.locator("[data-kb=random]").click()
    expect(page.locator(".kb-card:not([data-question='1'])")).to_be_visible()


def test_progress_is_shown(reader: Callable[..., Page], address: str) -> None:
    """A bar for each topic and a column for today show the progress."""
    page = reader()
    study(page, address, "?topic=medical")
    grade(page, "easy")
    expect(page.locator(".kb-bar__line").first).to_have_attribute("aria-label", "共 20 题：已掌握 1，学习中 0")
    medical = page.locator(".kb-bar", has_text="医疗")
    expect(medical).to_contain_text("1 / 2")
    expect(page.locator(".kb-plot")).to_have_attribute("aria-label", "最近 8 周里有 1 天学习，共 1 次")


def test_folded_answers(reader: Callable[..., Page], address: str) -> None:
    """The switch folds all sections except the prompt; each can be unfolded, and link targets are; the choice is remembered."""
    page = reader()
    page.goto(f"{address}questions/6/")
    answer, analysis = page.locator(".kb-text[data-section=answer]"), page.locator(".kb-text[data-section=analysis]")
    expect(answer).to_be_visible()
    page.locator("[data-kb=fold]").click()
    expect(page.locator(".kb-text[data-section=prompt]")).to_be_visible()
    expect(answer).to_be_hidden()
    page.goto(f"{address}questions/7/")
    expect(answer).to_be_hidden()
    page.locator("[data-kb=reveal]:visible").first.click()
    expect(answer).to_be_visible()
    expect(analysis).to_be_hidden()
    page.emulate_media(media="print")
    expect(analysis).to_be_visible()
    page.emulate_media(media="screen")
    page.goto(f"{address}questions/6/?h=交叉熵#answer")
    expect(answer).to_be_visible()
    page.goto(f"{address}questions/6/")
    page.locator("[data-kb=fold]").click()
    expect(answer).to_be_visible()


def test_all_is_open_without_scripts(browser: Browser, address: str) -> None:
    """Without JavaScript answers are open and no button is shown; the study page says what it needs."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}questions/6/")
    expect(page.locator(".kb-text[data-section=answer]")).to_be_visible()
    expect(page.locator("[data-kb-tools]")).to_be_hidden()
    page.goto(f"{address}study/")
    expect(page.get_by_text("学习需要 JavaScript")).to_be_visible()
    expect(page.locator(".kb-study__loading")).to_be_hidden()
    context.close()


def test_bookmark_and_note_on_a_question(reader: Callable[..., Page], address: str) -> None:
    """A bookmark and a note made on a question's page are there after a reload, and on its card."""
    page = reader()
    page.goto(f"{address}questions/9/")
    page.locator("[data-kb=bookmark]").click()
    page.locator("[data-kb=note]").click()
    page.locator("textarea").fill("再看一遍")
    page.locator("textarea").blur()
    page.goto(f"{address}questions/9/")
    expect(page.locator("[data-kb=bookmark]")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("textarea")).to_have_value("再看一遍")
    study(page, address, "?marked=1")
    expect(page.locator(".kb-card")).to_have_attribute("data-question", "9")


def test_other_pages_load_nothing_of_it(reader: Callable[..., Page], address: str) -> None:
    """Other pages load no file for study; a question's page loads its small script, but not the scheduler."""
    page = reader()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    for path in ("", "questions/", "concepts/", "search/", "map/"):
        page.goto(f"{address}{path}", wait_until="networkidle")
    assert [path for path in asked if "/study/" in path] == []
    with page.expect_request("**/study/question.js*"):
        page.goto(f"{address}questions/6/", wait_until="networkidle")
    names = {path.rpartition("/")[2] for path in asked if "/study/" in path}
    assert names == {"question.js", "question.css"}
    assert page.evaluate("indexedDB.databases().then(all => all.length)") == 0


def test_instant_navigation(reader: Callable[..., Page], address: str) -> None:
    """The buttons and the study page also work after navigation without a reload."""
    page = reader()
    page.goto(address)
    page.locator(".kb-question__link").first.click()
    page.locator("[data-kb=fold]").click()
    answer = page.locator("article[data-question] .kb-text[data-section=answer]")  # the study page has such a text as well
    expect(answer).to_be_hidden()
    page.locator("[data-kb-tools] a").click()
    expect(page.locator("#kb-study")).to_have_attribute("data-state", "ready")
    page.go_back()
    expect(answer).to_be_attached()
    expect(answer).to_be_hidden()
    page.locator("article[data-question] [data-kb=reveal]:visible").first.click()
    expect(answer).to_be_visible()


def test_choices_are_answered_by_a_tap(reader: Callable[..., Page], quiz: str) -> None:
    """A task list is shown as buttons without its ticks; a tap shows what is right and reveals the answer."""
    page = reader(has_touch=True)
    study(page, quiz)
    options = page.locator("[data-kb-choice]:visible")
    assert options.all_inner_texts() == ["80", "443", "22"]
    options.nth(0).tap()
    expect(page.locator(".kb-quiz__result")).to_have_text("Wrong")
    expect(options.nth(1)).to_have_attribute("data-result", "right")
    expect(page.locator("[data-kb-answer]")).to_be_visible()
    page.locator("[data-kb-grade=again]").tap()
    expect(page.locator(".kb-card")).to_have_attribute("data-question", "2")
    options.nth(0).tap()
    options.nth(1).tap()
    page.locator(".kb-quiz .kb-button").tap()
    expect(page.locator(".kb-quiz__result")).to_have_text("Right")
    page.locator("[data-kb-grade=good]").tap()
    expect(page.locator(".kb-card")).to_have_attribute("data-question", "3")
    assert options.all_inner_texts() == ["A", "B"]
    options.nth(1).tap()
    expect(page.locator(".kb-quiz__result")).to_have_text("Wrong")


def test_choices_on_the_page_of_a_question(reader: Callable[..., Page], quiz: str) -> None:
    """With answers folded, the choices are shown before the answer."""
    page = reader()
    page.goto(f"{quiz}questions/1/")
    expect(page.locator("[data-kb-choice]").first).to_be_hidden()
    page.locator("[data-kb=fold]").click()
    page.locator("[data-kb-choice]", has_text="443").click()
    expect(page.locator(".kb-quiz__result")).to_have_text("Right")
    expect(page.locator(".kb-text[data-section=answer]")).to_be_visible()
    page.goto(f"{quiz}questions/3/")
    page.locator("[data-kb-choice]", has_text="A").click()
    expect(page.locator(".kb-quiz__result")).to_have_text("Right")


def test_two_bases_of_one_host(
    reader: Callable[..., Page], address: str, tmp_path: Path, serve: Callable[[Path, str], str]
) -> None:
    """Progress belongs to the path of a base, not to the host."""
    page = reader()
    study(page, address)
    names = page.evaluate("indexedDB.databases().then(all => all.map(one => one.name))")
    assert names == ["kb-study:/my-repo/"]
    content = small_base(tmp_path / "content")
    other = serve(tmp_path / "site", "/tea/")
    build_at(other, content, tmp_path)
    study(page, other)
    due(page, 3)


def test_renumbered_questions_keep_their_progress(
    reader: Callable[..., Page], tmp_path: Path, serve: Callable[[Path, str], str]
) -> None:
    """A new first question renumbers all others; progress stays with its question.

    So does the progress of a question whose changed id leaves a redirect.
    """
    content = small_base(tmp_path / "content")
    address = serve(tmp_path / "site", "/tea/")
    build_at(address, content, tmp_path)
    page = reader()
    study(page, address)
    learned = page.locator(".kb-card__title").inner_text().partition(". ")[2]
    grade(page, "easy")
    text = (content / "tea.md").read_text(encoding="utf-8")
    numbers = re.compile(r"^### (\d+)\.", re.MULTILINE)
    first = numbers.search(text)
    assert first is not None
    renumbered = numbers.sub(lambda found: f"### {int(found[1]) + 1}.", text)
    added = "### 1. 什么水合适？\n\n**答案：** 软水。\n\n"
    (content / "tea.md").write_text(renumbered[: first.start()] + added + renumbered[first.start() :], encoding="utf-8")
    build_at(address, content, tmp_path)
    study(page, address, "?built=2")  # the browser may keep the page of the first build for ten minutes
    due(page, 3)
    assert cards(page) == [("2", learned)]
    # As if the owner had given another id and, at the same time, other words.
    changes = {'"moved":{}': '"moved":{"2":"4"}', learned: "别的题"}
    page.route("**/study/cards.js*", lambda route: route.fulfill(body=replaced(route.fetch().text(), changes)))
    study(page, address, "?built=2")
    assert [identity for identity, _ in cards(page)] == ["4"]


def replaced(text: str, changes: dict[str, str]) -> str:
    """The text with some words replaced."""
    for old, new in changes.items():
        text = text.replace(old, new)
    return text


def cards(page: Page) -> list[tuple[str, str]]:
    """Ids and titles of the cards in the file that a reader exports."""
    with page.expect_download() as download:
        page.locator("[data-kb=export]").click()
    found = json.loads(download.value.path().read_text(encoding="utf-8"))["cards"]
    return [(card["id"], card["title"]) for card in found]
