"""Queries without a full result, recorded in the reader's browser if the owner enables it, and exported as a file."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.bases import small_base
from tests.support.sites import build_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path, str], str]) -> str:
    """The site of a small base that records them."""
    folder = tmp_path_factory.mktemp("unanswered")
    found = serve(folder / "site", "/tea/")
    kb = "title: Tea\nlanguage: en\nsearch: {keep_unanswered: true}\nformat:\n  question: {level: 2}\n"
    tea = "# Tea\n\n## How is tea stored?\n\nIn a tin.\n\n## How hot is the water?\n\nAbout 80 degrees.\n"
    build_at(found, small_base(folder / "content", kb_yml=kb, tea_md=tea, domains_yml="domains: {}\n"), folder)
    return found


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page in a fresh profile with a simulated clock; no script may fail in it."""
    context = browser.new_context(accept_downloads=True)
    opened = context.new_page()
    opened.clock.install()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    yield opened
    context.close()
    assert errors == []


def search(page: Page, query: str) -> None:
    """Type a query and wait for its results."""
    page.fill("#kb-search-input", query)
    expect(page.locator("#kb-search")).to_have_attribute("data-query", query)


def rows(path: Path) -> list[tuple[str, ...]]:
    """Query, result and count of each row of a saved table."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [tuple(row[name] for name in ("query", "found", "times")) for row in csv.DictReader(file)]


def test_queries_without_a_full_result_are_saved(page: Page, address: str, tmp_path: Path) -> None:
    """A query counts after some seconds or when the reader moves on; intermediate ones while typing do not."""
    page.goto(f"{address}search/")
    expect(page.locator("#kb-search")).to_have_attribute("data-state", "ready")
    kept = page.locator(".kb-search__kept")
    search(page, "zzqx")
    search(page, "zzqxw")
    page.clock.run_for(5_000)
    expect(kept).to_contain_text("1")
    search(page, "tea zzqxw")
    search(page, "stored")
    page.clock.run_for(5_000)
    expect(kept).to_contain_text("2")
    page.reload()
    expect(kept).to_contain_text("2")
    with page.expect_download() as saving:
        kept.get_by_role("button", name="Download").click()
    saved = tmp_path / "unanswered.csv"
    saving.value.save_as(saved)
    assert rows(saved) == [("tea zzqxw", "some words", "1"), ("zzqxw", "nothing", "1")]
    kept.get_by_role("button", name="Delete").click()
    expect(kept).to_have_count(0)
    page.reload()
    expect(page.locator("#kb-search")).to_have_attribute("data-state", "ready")
    expect(kept).to_have_count(0)


def test_a_query_in_the_dialog_counts_when_the_reader_leaves(page: Page, address: str) -> None:
    """Queries in the dialog are recorded too; the search page exports them."""
    page.goto(address)
    page.click("a[data-kb-search-open]")
    page.fill(".kb-search-dialog input[name=q]", "zzqx")
    expect(page.locator(".kb-search-dialog .kb-search__none")).to_be_visible()
    page.goto(f"{address}search/")
    expect(page.locator(".kb-search__kept")).to_contain_text("1")


def test_nothing_is_recorded_unless_enabled(built_site: Path) -> None:
    """Sites without the setting do not load the script."""
    assert "unanswered.js" not in (built_site / "search" / "index.html").read_text(encoding="utf-8")
