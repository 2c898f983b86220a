"""``kb check`` on copies of a valid site, each broken in one way: every check has a case in which it fails, with its place."""

from __future__ import annotations

import json
import os
import re
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from zhiku.cli import main
from zhiku.output.check import check_site

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.sites import Site

QUESTION = "questions/6/index.html"
HOME = "index.html"


@pytest.fixture
def broken(sub_path_site: Site, tmp_path: Path) -> Path:
    """A copy of a valid site for a test to break, without word vectors, which no page links.

    Unchanged files are hard links, because copying takes long.
    """
    without = shutil.ignore_patterns("meaning")
    return shutil.copytree(sub_path_site.folder, tmp_path / "site", copy_function=os.link, ignore=without)


def edit(path: Path, change: Callable[[str], str]) -> None:
    """Replace a linked file with a changed one; the test is wrong if nothing changes."""
    before = path.read_text(encoding="utf-8")
    after = change(before)
    assert after != before
    path.unlink()
    path.write_text(after, encoding="utf-8")


def add(html: str) -> Callable[[str], str]:
    """Append HTML to the article."""
    return lambda page: page.replace("</article>", f"{html}</article>", 1)


def data(change: Callable[[Any], object]) -> Callable[[str], str]:
    """Change the content of ``questions.json``."""

    def changed(text: str) -> str:
        value = json.loads(text)
        change(value)
        return json.dumps(value, ensure_ascii=False)

    return changed


def found(folder: Path) -> list[tuple[str, str, str]]:
    """The result of the check: code, file and message."""
    return [(problem.code, problem.path, problem.message) for problem in check_site(folder)]


def test_a_sound_site_passes(sub_path_site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """A site as built has no problem; exit code 0."""
    assert found(sub_path_site.folder) == []
    assert main(["check", str(sub_path_site.folder)]) == 0
    assert "are all right" in capsys.readouterr().out


def test_no_site(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """KB700: a folder without a home page is not a site."""
    assert found(tmp_path) == [("KB700", str(tmp_path), "this is not a built site: it has no index.html")]
    assert main(["check", str(tmp_path)]) == 1
    assert "error[KB700]" in capsys.readouterr().err


LINK_LEFT_THE_SITE = "the link `{url}` leads outside the site"
NOTHING = "nothing exists at `{url}`"
NO_ANCHOR = "`{url}` leads to an anchor that does not exist"
OTHER_HOST = "the page loads `{url}` from another host"


@pytest.mark.parametrize(
    ("html", "url", "code", "message"),
    [
        ('<a href="{url}">x</a>', "../99/", "KB701", NOTHING),
        ('<a href="{url}">x</a>', "../7", "", ""),
        ('<a href="{url}">x</a>', "../7/index.html#answer", "", ""),
        ('<a href="{url}">x</a>', "../../../../questions/7/", "KB701", LINK_LEFT_THE_SITE),
        ('<a href="{url}">x</a>', "/questions/7/", "KB701", LINK_LEFT_THE_SITE),
        ('<a href="{url}">x</a>', "/my-repo/questions/7/", "", ""),
        ('<a href="{url}">x</a>', "../7/#nowhere", "KB702", NO_ANCHOR),
        ('<a href="{url}">x</a>', "#nowhere", "KB702", NO_ANCHOR),
        ('<a href="{url}">x</a>', "#%E6%9C%AA", "KB702", NO_ANCHOR),
        ('<a href="{url}">x</a>', "#answer", "", ""),
        ('<a href="{url}">x</a>', "https://example.com/", "", ""),
        ('<a href="{url}">x</a>', "mailto:someone@example.com", "", ""),
        ('<img src="{url}">', "../../assets/no.png", "KB703", NOTHING),
        ('<img srcset="../../styles/favicon.svg 1x, {url} 2x">', "no.png", "KB703", NOTHING),
        ('<script src="{url}"></script>', "no.js", "KB703", NOTHING),
        ('<link rel="stylesheet" href="{url}">', "no.css", "KB703", NOTHING),
        ('<p style="background: url({url})">x</p>', "no.png", "KB703", NOTHING),
        ('<video poster="{url}"></video>', "no.png", "KB703", NOTHING),
        ('<img src="{url}">', "https://cdn.example/x.png", "KB707", OTHER_HOST),
        ('<img src="{url}">', "//cdn.example/x.png", "KB707", OTHER_HOST),
        ('<iframe src="{url}"></iframe>', "https://cdn.example/", "KB707", OTHER_HOST),
        ('<link rel="preconnect" href="{url}">', "https://cdn.example", "KB707", OTHER_HOST),
        ('<script src="{url}"></script>', "http://cdn.example/x.js", "KB707", OTHER_HOST),
        ("<style>@import '{url}';</style>", "https://cdn.example/x.css", "KB707", OTHER_HOST),
        ('<img src="{url}">', "data:image/gif;base64,R0lGODlhAQABAAAAACw=", "", ""),
    ],
)
def test_addresses_in_pages(broken: Path, html: str, url: str, code: str, message: str) -> None:
    """KB701, KB702, KB703, KB707: broken links, anchors, missing files, requests to other hosts; valid ones pass."""
    edit(broken / QUESTION, add(html.format(url=url)))
    assert found(broken) == ([(code, QUESTION, message.format(url=url))] if code else [])


@pytest.mark.parametrize(
    ("css", "code", "message"),
    [
        (
            "@import url(https://fonts.example/x.css);",
            "KB707",
            "the style sheet loads `https://fonts.example/x.css` from another host",
        ),
        ("a { background: url('no.png') }", "KB703", "nothing exists at `no.png`"),
        ("/* url(no.png) */ a { background: url(data:image/gif;base64,x) }", "", ""),
        ("a { background: url(favicon.svg) }", "", ""),
        ("a { background: url(/my-repo/styles/favicon.svg) }", "", ""),
        ("a { background: url(/styles/favicon.svg) }", "KB703", "nothing exists at `/styles/favicon.svg`"),
    ],
)
def test_addresses_in_style_sheets(broken: Path, css: str, code: str, message: str) -> None:
    """KB703, KB707: style sheets load nothing that is missing or on another host."""
    edit(broken / "styles/kb.css", lambda text: text + css)
    assert found(broken) == ([(code, "styles/kb.css", message)] if code else [])


def test_a_missing_font_is_found(broken: Path) -> None:
    """KB703: a missing font is reported for the style sheet and for the pages that preload it."""
    (broken / "assets/katex/fonts/KaTeX_Main-Regular.woff2").unlink()
    problems = found(broken)
    assert {code for code, _, _ in problems} == {"KB703"}
    assert {"assets/katex/katex.css", QUESTION} <= {path for _, path, _ in problems}


@pytest.mark.parametrize(
    ("html", "message"),
    [
        (r"<p>\(a\) \[a\]</p>", ""),
        (r"<p>\frac{a}{b}</p>", r"raw TeX on the page: \frac"),
        (r'<p><span class="arithmatex">\(a\)</span></p>', "a formula was not typeset"),
        (r"<p><code>\(a\)</code> <kbd>\frac</kbd></p><pre>\[a\]</pre><script>'\\frac'</script>", ""),
        (r"<p>C:\fraction \textual</p>", ""),
    ],
)
def test_raw_tex(broken: Path, html: str, message: str) -> None:
    """KB704: visible TeX, and formulas that were not set.

    TeX in code is no error, nor is a bracket after an escaped backslash.
    """
    edit(broken / QUESTION, add(html))
    codes = [(code, path) for code, path, _ in found(broken)]
    assert codes == [("KB704", QUESTION)] * len(codes)
    assert message in [text for _, _, text in found(broken)] if message else codes == []


def test_a_lost_formula(broken: Path) -> None:
    """KB705: a page shows one formula less than its text has."""
    edit(broken / QUESTION, lambda page: page.replace('<span class="katex">', "<span>", 1))
    assert found(broken) == [("KB705", QUESTION, "19 formulas are in the text, 18 are on the page")]


def test_a_doubled_formula(broken: Path) -> None:
    """KB705: a page shows one formula more than its text has."""
    edit(broken / QUESTION, add('<span class="katex">x</span>'))
    assert found(broken) == [("KB705", QUESTION, "19 formulas are in the text, 20 are on the page")]


def test_a_question_without_page(broken: Path) -> None:
    """KB706: a question of the data has no page; links to it are broken as well."""
    (broken / QUESTION).unlink()
    problems = found(broken)
    assert ("KB706", QUESTION, "question `6` has no page") in problems
    assert {code for code, _, _ in problems} == {"KB701", "KB706"}


def test_a_domain_without_page(broken: Path) -> None:
    """KB706: a domain of the data has no page."""
    edit(broken / "questions.json", data(lambda value: value["domains"][0].update(url="domains/none/")))
    assert found(broken) == [("KB706", "questions.json", "domain `medical` has no page at domains/none/")]


def _question(change: Callable[[Any], object]) -> Callable[[str], str]:
    return data(lambda value: change(value["questions"][5]))


@pytest.mark.parametrize(
    ("change", "path", "message"),
    [
        (lambda _: "", "questions.json", "not readable: Expecting value: line 1 column 1 (char 0)"),
        (lambda _: "{}", "questions.json", "not readable: 'questions'"),
        (lambda _: "[]", "questions.json", "not readable: list indices must be integers or slices, not str"),
        (
            data(lambda value: value["questions"].pop(5)),
            QUESTION,
            "the page shows question `6`, which questions.json does not know",
        ),
        (
            data(lambda value: value["domains"][0].update(count=7)),
            "questions.json",
            "domain `medical` counts 7 questions, 2 carry it",
        ),
        (_question(lambda question: question.update(title="另一题")), QUESTION, "is not the title `另一题`"),
        (_question(lambda question: question["related"][0].update(id="77")), QUESTION, "related question `77` does not exist"),
        (
            _question(lambda question: question.update(url="questions/7/")),
            "questions/7/index.html",
            "the page of question `6` says it is `7`",
        ),
    ],
)
def test_data_that_disagrees_with_the_pages(broken: Path, change: Callable[[str], str], path: str, message: str) -> None:
    """KB708: ``questions.json`` is unreadable, or differs from the pages."""
    edit(broken / "questions.json", change)
    matching = [text for code, where, text in found(broken) if (code, where) == ("KB708", path) and message in text]
    assert len(matching) == 1, found(broken)


def test_data_is_missing(broken: Path) -> None:
    """KB708: a site without ``questions.json`` is incomplete."""
    (broken / "questions.json").unlink()
    problems = found(broken)
    assert ("KB708", "questions.json") in [(code, path) for code, path, _ in problems]


def test_a_section_without_heading(broken: Path) -> None:
    """KB708: the text has an analysis, but the page has no heading with that id."""
    edit(broken / QUESTION, lambda page: page.replace('id="analysis"', 'id="other"'))
    assert ("KB708", QUESTION, "the page has no section `analysis`") in found(broken)


def test_a_duplicate_anchor(broken: Path) -> None:
    """KB709: links to a duplicate id lead only to the first."""
    edit(broken / QUESTION, add('<p id="answer">x</p>'))
    assert found(broken) == [("KB709", QUESTION, "the anchor `answer` occurs here 2 times")]


def test_problems_have_a_place(broken: Path) -> None:
    """A broken link is reported with its line and column in the page."""
    edit(broken / HOME, add('\n\n  <a href="nowhere/">x</a>'))
    (problem,) = check_site(broken)
    line = (broken / HOME).read_text(encoding="utf-8").split("\n")[problem.line - 1]
    assert line[problem.column - 1 :].startswith("nowhere/")


def test_all_problems_at_once(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command reports all problems of all pages in one run, sorted, with their number."""
    for number in (9, 3, 12):
        edit(broken / f"questions/{number}/index.html", add('<a href="../404/">x</a><img src="no.png">'))
    assert main(["check", str(broken)]) == 1
    shown = capsys.readouterr().err
    assert re.findall(r"^(questions/\d+)\S* error\[(KB\d+)\]", shown, re.MULTILINE) == [
        (f"questions/{number}", code) for number in (12, 3, 9) for code in ("KB701", "KB703")
    ]
    assert shown.endswith("6 errors, 0 warnings\n")
