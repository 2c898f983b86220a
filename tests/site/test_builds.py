"""Whole builds, in separate processes where the environment matters."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from zhiku.diagnostics.diagnostic import ContentError
from zhiku.lang.reader import HAN
from zhiku.output.check import check_site
from zhiku.pipeline.build import build
from zhiku.runtime.project import project_of

from tests.support import ROOT
from tests.support.bases import many_questions, small_base
from tests.support.files import differing, snapshot, write_tree
from tests.support.shared import make_once
from tests.support.sites import BASE, SUB_PATH, Site, build_at, environment, one, run_kb, run_mkdocs, words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

OWNED = ("index.md", "questions", "domains", "concepts", "search")


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project without generated files, with the frozen base as its content."""

    def make(copy: Path) -> None:
        for name in ("generator", "overrides"):
            # Compiled modules come along, but not those that another process is writing.
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("*.pyc.*"))
        shutil.copytree(BASE, copy / "content")
        if (ROOT / "docs").is_dir():
            shutil.copytree(ROOT / "docs", copy / "docs", ignore=shutil.ignore_patterns(*OWNED, ".kb-manifest.json"))
        shutil.copy(ROOT / "mkdocs.yml", copy)
        (copy / "node_modules").symlink_to(ROOT / "node_modules")

    return make_once(tmp_path_factory, "project", make)


@pytest.fixture(scope="session")
def built_by_kb(project: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The site that ``kb build`` makes of the project."""

    def make(folder: Path) -> None:
        copy = _copy(project, folder)
        done = run_kb("build", "--site-dir", copy / "by-kb", env=_copied(copy), cwd=copy)
        assert done.returncode == 0, done.stderr
        assert str(copy / "by-kb") in done.stdout

    return snapshot(make_once(tmp_path_factory, "by-kb", make) / "project" / "by-kb")


def _copy(project: Path, folder: Path) -> Path:
    """The project in a folder where a test may write."""
    return shutil.copytree(project, folder / "project", symlinks=True)


def _copied(project: Path) -> dict[str, str]:
    """Environment variables with which Python imports the package of a copied project, not the installed one."""
    return environment(SUB_PATH, PYTHONPATH=str(project / "generator"))


def _mkdocs(project: Path, site_dir: Path, env: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    return run_mkdocs("build", "--quiet", "--site-dir", site_dir, env=env, cwd=project)


def test_bare_mkdocs_build_gives_the_same_site(project: Path, built_by_kb: dict[str, bytes], tmp_path: Path) -> None:
    """``mkdocs build`` gives the same files as ``kb build``, byte for byte."""
    copy = _copy(project, tmp_path)
    done = _mkdocs(copy, copy / "by-mkdocs", _copied(copy))
    assert done.returncode == 0, done.stderr
    assert differing(built_by_kb, snapshot(copy / "by-mkdocs")) == []


def test_bare_mkdocs_build_stops_at_bad_content(project: Path, tmp_path: Path) -> None:
    """``mkdocs build`` of invalid content fails with the same diagnostics and builds no site."""
    copy = _copy(project, tmp_path)
    (copy / "content" / "more.md").write_text("### 1. 又一题\n\n**答案：** \\(\\oops\\)\n", encoding="utf-8")
    done = _mkdocs(copy, tmp_path / "site", _copied(copy))
    assert done.returncode != 0
    shown = done.stdout + done.stderr
    assert "content/more.md:3:11: error[KB201] KaTeX: Undefined control sequence: \\oops" in shown
    assert "content/ids.lock: warning[KB120]" in shown
    assert snapshot(tmp_path / "site") == {}


def test_two_builds_are_byte_equal(project: Path, built_by_kb: dict[str, bytes], tmp_path: Path) -> None:
    """A build in another folder with another hash seed gives the same bytes."""
    copy = _copy(project, tmp_path)
    (copy / "docs").rename(copy / "docs-again")
    arguments = ("build", "--site-dir", copy / "again", "--docs-dir", copy / "docs-again")
    done = run_kb(*arguments, env=_copied(copy) | {"PYTHONHASHSEED": "4711"}, cwd=copy)
    assert done.returncode == 0, done.stderr
    assert differing(built_by_kb, snapshot(copy / "again")) == []


def test_a_custom_domain(tmp_path: Path) -> None:
    """At the root of a domain the canonical address is right and all links work."""
    site = Site(build_at("https://tea.example.org", small_base(tmp_path / "content"), tmp_path))
    assert site.address == "https://tea.example.org/"
    assert one(site.question("2"), 'link[rel="canonical"]')["href"] == "https://tea.example.org/questions/2/"
    assert one(site.pages["404.html"], ".md-header a.md-logo")["href"] in {"/", "/."}
    assert check_site(site.folder) == ()


@pytest.mark.parametrize("host", ["http://localhost:8000/", "https://example.org/a/b/c/"])
def test_pages_do_not_depend_on_the_address(tmp_path: Path, host: str) -> None:
    """The address only affects canonical links, sitemap, service worker, Anki's notes and the 404 page."""
    content = small_base(tmp_path / "content")
    here, there = (snapshot(build_at(url, content, tmp_path / name)) for url, name in ((SUB_PATH, "here"), (host, "there")))
    assert here.keys() == there.keys()
    for name in differing(here, there):
        # Anki's notes name the address of each question, the service worker is versioned by the bytes of the pages; these and
        # the 404 page hold the address in other forms.
        packed = name in {"404.html", "sitemap.xml.gz", "exports/anki.apkg", "sw.js"}
        assert packed or here[name].replace(SUB_PATH.encode(), host.encode()) == there[name], name


def test_the_repository_of_the_workflow_is_linked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On GitHub every page links the repository without requests to another host."""
    for name, value in {"SERVER_URL": "https://github.com", "REPOSITORY": "owner/tea", "REF_NAME": "main"}.items():
        monkeypatch.setenv(f"GITHUB_{name}", value)
    monkeypatch.delenv("SITE_URL", raising=False)
    build(project_of(small_base(tmp_path / "content")), lambda _: None)
    site = Site(tmp_path / "site")
    assert site.address == "https://owner.github.io/tea/"
    assert one(site.question("1"), ".md-header a.kb-repository")["href"] == "https://github.com/owner/tea"


def test_handwritten_pages_survive(tmp_path: Path) -> None:
    """Hand-written pages and styles in the docs folder are built, linked in the menu, and never changed."""
    own = {
        "about.md": "# 关于本站\n\n见[第二题](questions/2.md)。\n",
        "guides/deep.md": "# 深处\n",
        "own/extra.css": "a { color: red }\n",
    }
    docs = write_tree(tmp_path / "docs", own)
    for _ in range(2):
        site = Site(build_at(SUB_PATH, small_base(tmp_path / "content"), tmp_path))
        assert {name: data.decode() for name, data in snapshot(docs).items() if name in own} == own
    assert words(one(site.pages["about/index.html"], "h1")).startswith("关于本站")
    assert one(site.pages["about/index.html"], "article p a")["href"] == "../questions/2/"
    assert {"关于本站", "深处"} <= {words(tag) for tag in site.pages["index.html"].select("nav a.md-nav__link")}
    assert "own/extra.css" in site.files


@pytest.mark.parametrize(
    ("name", "code", "message"),
    [
        ("questions/7.md", "KB601", "this file was not written by kb, but has the name of a generated page"),
        ("domains/index.md", "KB601", "this file was not written by kb, but has the name of a generated page"),
    ],
)
def test_a_foreign_file_among_the_pages_stops_the_build(tmp_path: Path, name: str, code: str, message: str) -> None:
    """KB601: a hand-written file at the path of a generated page is neither overwritten nor deleted, and nothing is written."""
    docs = write_tree(tmp_path / "docs", {name: "mine\n"})
    with pytest.raises(ContentError) as caught:
        build_at(SUB_PATH, small_base(tmp_path / "content"), tmp_path)
    assert [(problem.code, problem.message) for problem in caught.value.diagnostics] == [(code, message)]
    assert snapshot(docs) == {name: b"mine\n"}
    assert not (tmp_path / "site").exists()


def test_an_edited_page_stops_the_build(tmp_path: Path) -> None:
    """KB602: a generated page that was edited is not overwritten."""
    content = small_base(tmp_path / "content")
    build_at(SUB_PATH, content, tmp_path)
    before = snapshot(tmp_path / "site")
    page = tmp_path / "docs" / "questions" / "1.md"
    page.write_text("edited\n", encoding="utf-8")
    small_base(content, tea_md="### 1. 另一题\n\n**答案：** 另一答案。\n")
    with pytest.raises(ContentError) as caught:
        build_at(SUB_PATH, content, tmp_path)
    (problem,) = caught.value.diagnostics
    assert (problem.code, problem.message) == ("KB602", "this generated page was edited by hand and would be lost")
    assert page.read_text(encoding="utf-8") == "edited\n"
    assert snapshot(tmp_path / "site") == before


def test_a_deleted_question_leaves_no_page(tmp_path: Path) -> None:
    """The page of a deleted question is removed from the docs folder and the site by the next build."""
    content = small_base(tmp_path / "content")
    build_at(SUB_PATH, content, tmp_path)
    small_base(content, tea_md="### 4. 茶叶贵吗？\n\n**答案：** 看情况。\n")
    site = Site(build_at(SUB_PATH, content, tmp_path))
    assert [question["id"] for question in site.data["questions"]] == ["4"]
    assert {name for name in site.files if re.match(r"questions/\d", name)} == {"questions/4/index.html", "questions/4/index.md"}
    assert {path.name for path in (tmp_path / "docs/questions").iterdir()} == {"4.md", "index.md"}
    assert check_site(site.folder) == ()


def test_a_broken_page_of_the_docs_folder_keeps_the_old_site(tmp_path: Path) -> None:
    """KB801: MkDocs' own warnings (a dead link in a hand-written page) are errors, and the old site stays."""
    content = small_base(tmp_path / "content")
    build_at(SUB_PATH, content, tmp_path)
    before = snapshot(tmp_path / "site")
    write_tree(tmp_path / "docs", {"about.md": "# 关于\n\n[没有](nowhere.md)\n"})
    with pytest.raises(ContentError) as caught:
        build_at(SUB_PATH, content, tmp_path)
    assert {problem.code for problem in caught.value.diagnostics} == {"KB801"}
    assert any("nowhere.md" in problem.message for problem in caught.value.diagnostics)
    assert snapshot(tmp_path / "site") == before
    assert {path.name for path in tmp_path.iterdir()} == {"content", "docs", "site", ".site.cache"}


def test_a_large_base_lists_no_questions_in_its_menu(tmp_path: Path) -> None:
    """With 150 questions the menu has domains only, and the home page the first twenty and a link to the rest."""
    site = Site(build_at(SUB_PATH, many_questions(tmp_path / "content", 150), tmp_path))
    assert len(site.data["questions"]) == 150
    for name in ("index.html", "questions/75/index.html", "domains/tea/index.html"):
        links = [str(tag["href"]) for tag in site.parse(name).select("nav.md-nav--primary a.md-nav__link")]
        assert not any(re.search(r"questions/\d|^(?:\.\./)*\d+/$", link) for link in links), name
        assert any(link.rstrip("/").endswith("tea") or link == "./" for link in links), name
    home = site.parse("index.html")
    assert len(home.select("ol.kb-questions > li")) == 20
    assert words(one(home, ".kb-more a")) == "查看全部 150 题"
    assert len(site.parse("questions/index.html").select("ol.kb-questions > li")) == 150
    assert [str(tag["href"]) for tag in site.parse("questions/75/index.html").select("article .kb-neighbours a")] == [
        "../../questions/74/",
        "../../questions/76/",
    ]


def test_a_base_of_one_hundred_lists_them(tmp_path: Path) -> None:
    """With exactly 100 questions the menu and the home page list all of them."""
    site = Site(build_at(SUB_PATH, many_questions(tmp_path / "content", 100), tmp_path))
    home = site.parse("index.html")
    assert len(home.select("ol.kb-questions > li")) == 100
    assert len([tag for tag in home.select("nav.md-nav--primary a.md-nav__link") if "questions/" in str(tag["href"])]) == 101


EXECUTED = 'script:not([type="application/json"], [type="application/ld+json"])'
"""Scripts that a browser runs; the others hold data."""
HOSTILE = '"a" <b>b</b> &amp; <script>alert(1)</script>'


def test_names_that_look_like_html_stay_words(tmp_path: Path) -> None:
    """Quotes, entities and tags in titles, names and descriptions are shown as written, in head, menu and text."""
    quoted = "'" + HOSTILE + "'"
    content = small_base(
        tmp_path / "content",
        kb_yml=f"title: {quoted}\ndescription: {quoted}\n",
        domains_yml=f"domains:\n  tea: {{name: {quoted}, english: {quoted}, terms: [茶叶]}}\n",
        tea_md=f"### 1. 茶叶 `{HOSTILE}`\n\n**答案：** `{HOSTILE}`\n",
    )
    site = Site(build_at(SUB_PATH, content, tmp_path))
    for name, page in site.pages.items():
        scripts = [tag.get_text() for tag in page.select(EXECUTED)]
        assert not any("alert(1)" in script for script in scripts), name
        assert HOSTILE in words(one(page, "head > title")), name
        assert page.select("b") == [], name
    assert one(site.pages["index.html"], 'meta[name="description"]')["content"] == HOSTILE
    question = site.question("1")
    assert words(one(question, "h1")) == f"茶叶 {HOSTILE}"
    assert one(question, 'meta[name="description"]')["content"] == HOSTILE
    assert words(one(question, ".kb-head .kb-chip")) == HOSTILE
    links = [words(tag) for tag in question.select("nav.md-nav--primary a.md-nav__link")]
    assert f"1. 茶叶 {HOSTILE}" in links
    assert HOSTILE in links


def test_folders_are_named_relative_to_where_the_command_runs(tmp_path: Path) -> None:
    """Content, docs and site folders may be anywhere; nothing is written to the project."""
    small_base(tmp_path / "mine" / "text")
    folders = ("--content", "mine/text", "--docs-dir", "mine/pages", "--site-dir", "mine/out")
    done = run_kb("build", *folders, env={**environment(SUB_PATH), "PYTHONPATH": str(ROOT)}, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "mine" / "out" / "questions.json").is_file()
    assert (tmp_path / "mine" / "pages" / "questions").is_dir()
    assert not (ROOT / "mine").exists()


INDEXES = """前言。

# Index

### 1. T

**答案：** 见 [[索引|此处]]，不是 [[无此词]]。

### 2. Index {#index}

**答案：** **Index（索引）** 是目录。Index（索引）很快。
"""


def test_a_base_without_domains_or_address_is_built(tmp_path: Path) -> None:
    """All links work if no question has a domain, in pages of two depths outside the menu.

    A question, a part and a concept called Index do not replace the page of a folder, and a wikilink to the concept leads to it.
    Without an address there is no sitemap, no file contains an address, and pages have no instant navigation.
    """
    content = write_tree(tmp_path / "content", {"text.md": INDEXES})
    site = build_at("", content, tmp_path)
    linked = one(Site(site).question("1"), '#answer ~ * a[href="../../concepts/index-2/"]')
    assert words(linked) == "此处"
    assert check_site(site) == ()
    assert not [*site.glob("sitemap*")]
    assert not [path for path in site.rglob("*.*ml") if b"localhost" in path.read_bytes()]
    features = json.loads(one(Site(site).pages["index.html"], "#__config").text)["features"]
    assert "toc.follow" in features
    assert not [name for name in features if name.startswith("navigation.instant")]


def test_the_language_of_the_text_is_marked(tmp_path: Path) -> None:
    """If the interface is not in the language of the text, it is English, and the text has a ``lang`` attribute."""
    content = write_tree(tmp_path / "content", {"text.md": "### 1. T\n\n**Answer:** a\n", "kb.yml": "language: is\n"})
    page = Site(build_at("", content, tmp_path)).question("1")
    assert one(page, "article")["lang"] == "is"
    assert one(page, "html")["lang"] == "en"


def test_the_interface_speaks_the_language_of_the_text(tmp_path: Path) -> None:
    """The site of an English base contains no Chinese, and its article needs no ``lang`` attribute."""
    text = "# Tea\n\n### 1. How is tea made?\n\nPour hot water on the leaves and wait.\n\n### 2. Why wait?\n\nIt is the taste.\n"
    site = build_at("", write_tree(tmp_path / "content", {"tea.md": text}), tmp_path)
    for path in site.rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        assert '<html lang="en"' in page
        assert not re.search(f"[{HAN}]", page), path


def test_kb_builds_the_project_it_is_started_in(tmp_path: Path) -> None:
    """Not the one it is installed from; a named content folder ignores configuration and pages of the working directory."""
    small_base(tmp_path / "mine" / "content")
    small_base(tmp_path / "other" / "content", kb_yml="title: 另一个\n")
    write_tree(tmp_path / "mine", {"docs/about.md": "# 关于\n", "deep/down/x": ""})
    for arguments, place, title in (((), "mine", "茶"), (("--content", "../../../other/content"), "other", "另一个")):
        done = run_kb("build", *arguments, env=environment(SUB_PATH), cwd=tmp_path / "mine" / "deep" / "down")
        assert done.returncode == 0, done.stderr
        assert Site(tmp_path / place / "site").data["title"] == title
    assert "about/index.html" in Site(tmp_path / "mine" / "site").files
    assert "about/index.html" not in Site(tmp_path / "other" / "site").files


def test_a_build_ends_without_complaints_of_libraries(tmp_path: Path) -> None:
    """The library that draws diagrams reports objects that are left when Python ends."""
    diagram = "# Tea\n\n## What is tea?\n\n```mermaid\nflowchart LR\n  A --> B\n```\n\n## Why?\n\nFor **drinking**.\n"
    write_tree(tmp_path / "content", {"tea.md": diagram})
    command = [sys.executable, "-m", "zhiku", "build"]
    built = subprocess.run(command, env=environment(""), cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "<svg" in (tmp_path / "site" / "questions" / "what-is-tea" / "index.html").read_text(encoding="utf-8")
    assert "leak" not in built.stderr
