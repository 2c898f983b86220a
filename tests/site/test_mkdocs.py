"""Features of MkDocs work in a site with a base: in a clean build, in later ones, and with ``mkdocs build``."""

from __future__ import annotations

import json
import os
import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.bases import small_base
from tests.support.files import differing, snapshot, write_tree
from tests.support.sites import Site, environment, one, run_kb, run_mkdocs, words

if TYPE_CHECKING:
    from pathlib import Path

ADDRESS = "https://example.org/docs/"
PAGES = {
    "docs/guide/start.md": "# Start\n\nSee [the second](../questions/2.md), \\(x^2\\).\n",
    "docs/guide/deep/more.md": "# More\n",
    "docs/about.md": "# About\n",
}
OWN_MAIN = (
    '{% extends "base.html" %}{% block announce %}You are at {{ page.url }}{% endblock %}'
    '{% block extrahead %}<meta name="own" content="{{ own }}">{% endblock %}'
)
OWN_HOOK = (
    "def on_page_context(context, page, config, nav):\n    context['own'] = page.url\n    return context\n\n"
    "def on_page_markdown(markdown, **_):\n    return markdown.replace('茶', '{{ macro }}') + '\\n\\nfrom a hook\\n'\n"
)
TABLE: dict[str, tuple[str, dict[str, str]]] = {
    "search": ("plugins: [search, zhiku]\n", {}),
    "plugins": (
        "plugins: [tags, zhiku, redirects: {redirect_maps: {old.md: guide/start.md}}, glightbox, minify: {minify_html: true}]\n",
        {"docs/about.md": "---\ntags: [green]\n---\n# About\n"},
    ),
    "hook": ("plugins: [zhiku]\nhooks: [hook.py]\n", {"hook.py": OWN_HOOK}),
    "override": ("plugins: [zhiku]\n", {"overrides/main.html": OWN_MAIN}),
    "nav": (
        "plugins: [zhiku]\nnav:\n  - Top: about.md\n  - Guide:\n      - guide/start.md\n      - Deep: [guide/deep/more.md]\n",
        {},
    ),
}
"""What an owner has in ``mkdocs.yml``, and in files besides. For whatever plugin is there the build runs alike (see
``zhiku.engine.shortcuts``), so four that do different things to pages are one case."""


def project(folder: Path, case: str, **options: str) -> Path:
    """A folder with hand-written pages, a base, and the files of the case."""
    config, files = TABLE[case]
    theme = "theme: {name: material, custom_dir: overrides}\n" if "overrides/main.html" in files else "theme: {name: material}\n"
    small_base(folder / "content")
    head = f"site_name: Mine\nsite_url: {ADDRESS}\n"
    config = config.replace("zhiku", f"zhiku: {json.dumps(options)}", 1) if options else config
    return write_tree(folder, {**PAGES, **files, "mkdocs.yml": head + theme + config})


def build(folder: Path) -> Site:
    """The site that ``kb build`` makes of a folder."""
    done = run_kb("build", env=environment(""), cwd=folder)
    assert done.returncode == 0, done.stderr
    return Site(folder / "site")


def by_mkdocs(folder: Path) -> dict[str, bytes]:
    """The site that ``mkdocs build`` makes of it."""
    done = run_mkdocs("build", "--quiet", "--site-dir", folder / "bare", env=environment(""), cwd=folder)
    assert done.returncode == 0, done.stderr
    return snapshot(folder / "bare")


def content_pages(site: Site) -> dict[str, str]:
    """The address of every page of the site, by its file."""
    return {
        name: name.removesuffix("index.html") for name in site.files if name.endswith("/index.html") and name != "old/index.html"
    }


def check(case: str, site: Site) -> None:
    """Every page has what the case is about."""
    pages = content_pages(site)
    raw = {name: (site.folder / name).read_text(encoding="utf-8") for name in pages}
    match case:
        case "search":
            index = json.loads((site.folder / "search" / "search_index.json").read_text(encoding="utf-8"))
            indexed = {entry["location"].split("#")[0] for entry in index["docs"]}
            assert indexed == {*pages.values(), ""} - {"search/"}  # a page without text
            assert [*site.folder.glob("assets/javascripts/workers/search.*.min.js")]  # its script comes along
        case "plugins":
            assert words(one(site.pages["about/index.html"], ".md-tag")) == "green"
            assert "../guide/start/" in (site.folder / "old" / "index.html").read_text(encoding="utf-8")
            assert [name for name, html in raw.items() if "glightbox.min.js" not in html] == []
            assert [name for name, html in raw.items() if html.count("\n") > 20] == []
        case "hook":
            assert site.pages["index.html"].select("meta[name=own]") == []
            for name, html in raw.items():
                assert "macro" not in html, name
                assert html.count("<p>from a hook</p>") == (name != "search/index.html"), name  # its template has no text
        case "override":
            for name, html in raw.items():
                assert f"You are at {pages[name]}" in html, name
        case "nav":
            top = [
                words(tag) for tag in site.pages["about/index.html"].select("nav.md-nav--primary > ul > li > :is(a, div, label)")
            ]
            assert top[:2] == ["Top", "Guide"]
            assert "首页" in top
            links = [words(tag) for tag in site.pages["index.html"].select("nav.md-nav--primary a.md-nav__link")]
            assert {"Top", "Start", "More"} <= set(links)
            assert "About" not in links


@pytest.mark.parametrize("case", TABLE)
def test_first_and_later_builds(tmp_path: Path, case: str) -> None:
    """After an edit of one answer, plugins, hooks and overrides give the same pages as in a build by ``mkdocs`` alone."""
    folder = project(tmp_path, case)
    check(case, build(folder))
    text = folder / "content" / "tea.md"
    text.write_text(text.read_text(encoding="utf-8").replace("密封", "避光"), encoding="utf-8")
    site = build(folder)
    check(case, site)
    assert "避光" in words(site.question("1"))
    for name in content_pages(site):
        html = (site.folder / name).read_text(encoding="utf-8")
        assert "data-kb-search-open" in html, name
        assert html.count("assets/search/loader.js") == 1, name
    assert one(site.pages["guide/start/index.html"], "article .katex")
    # Anki is told when a note was changed, which a build without an earlier one cannot know.
    assert set(differing(snapshot(site.folder), by_mkdocs(folder))) <= {"exports/anki.apkg"}


@pytest.mark.parametrize("case", ["search", "override"])
def test_a_base_below_a_path(tmp_path: Path, case: str) -> None:
    """In an existing site all addresses of the base are under its path, and the appearance of the site does not change."""
    folder = project(tmp_path, case, path="/faq/")
    write_tree(
        folder, {"docs/index.md": "# Welcome\n", "docs/guide/start.md": "# Start\n\n[The second](../faq/questions/2.md)\n"}
    )
    site = build(folder)
    assert json.loads((site.folder / "faq" / "questions.json").read_text(encoding="utf-8"))["schema"] == 1
    assert one(site.pages["faq/questions/2/index.html"], "article")["data-question"] == "2"
    assert not [name for name in site.files if re.match(r"(questions|domains|concepts|map|styles)/", name)]
    assert words(one(site.pages["index.html"], "h1")).startswith("Welcome")
    assert "styles/site.css" not in (site.folder / "faq" / "questions" / "2" / "index.html").read_text(encoding="utf-8")
    loader = one(site.pages["guide/start/index.html"], "script[src$='search/loader.js']")
    assert loader["data-root"] == "../../faq/"
    assert run_kb("check", site.folder, env=environment("")).returncode == 0
    assert differing(snapshot(site.folder), by_mkdocs(folder)) == []


def test_faults_of_the_site_around_a_base_are_warnings(tmp_path: Path) -> None:
    """A site keeps building when it gets a base, whatever is wrong with its pages; the owner is told what is wrong."""
    folder = project(tmp_path, "nav", path="/faq/")
    write_tree(
        folder,
        {
            "docs/index.md": "# Home\n",
            "docs/about.md": 'raw $\\alpha$ <a href="/nothing/">away</a> <b id="a"></b><b id="a"></b>\n',
        },
    )
    done = run_kb("build", env=environment(""), cwd=folder)
    assert done.returncode == 0, done.stderr
    told = re.findall(r"about/index\.html\S* (\w+)\[(KB\d+)\]", done.stdout + done.stderr)
    assert sorted(told) == [("warning", "KB701"), ("warning", "KB704"), ("warning", "KB709")]


def test_formulas_of_hand_written_pages_have_the_delimiters_of_the_text(tmp_path: Path) -> None:
    """``dollars: true`` holds for all pages of the site; without it a dollar is money."""
    folder = project(tmp_path, "nav")
    write_tree(folder, {"docs/about.md": "# About\n\nFrom ($5) to ($6).\n"})
    assert one(build(folder).pages["about/index.html"], "article").select(".katex") == []
    settings = folder / "content" / "kb.yml"
    write_tree(folder, {"content/kb.yml": settings.read_text(encoding="utf-8") + "format: {dollars: true}\n"})
    write_tree(folder, {"docs/about.md": "# About\n\nWhere $x^2$ is.\n\n$$\ny\n$$\n"})
    assert len(one(build(folder).pages["about/index.html"], "article").select(".katex")) == 2


def test_a_home_page_of_ones_own(tmp_path: Path) -> None:
    """``docs/index.md`` replaces the generated home page, or includes it; no build overwrites it."""
    folder = project(tmp_path, "nav")
    own = "# Mine\n\nHello.\n\n<!-- zhiku/home -->\n"
    write_tree(folder, {"docs/index.md": own})
    for _ in range(2):
        home = build(folder).pages["index.html"]
        assert words(one(home, "h1")).startswith("Mine")
        assert len(home.select("ol.kb-questions > li")) == 3
        assert (folder / "docs" / "index.md").read_text(encoding="utf-8") == own


def test_concepts_in_hand_written_pages(tmp_path: Path) -> None:
    """``[[id]]`` links to a question; in code, and for unknown names, the brackets stay."""
    folder = project(tmp_path, "nav")
    write_tree(folder, {"docs/about.md": "# About\n\n[[2]], [[2|the second]], [[nothing]], `[[2]]`\n"})
    article = one(build(folder).pages["about/index.html"], "article")
    links = [(words(tag), str(tag["href"])) for tag in article.select("p a")]
    assert links == [("2", "../questions/2/"), ("the second", "../questions/2/")]
    assert words(article).count("[[2]]") == 1
    assert "[[nothing]]" in words(article)


def test_environment_and_python_names_in_mkdocs_yml(tmp_path: Path) -> None:
    """``!ENV`` and ``!!python/name:`` are supported as in MkDocs; a changed variable causes a new build."""
    folder = project(tmp_path, "nav")
    config = folder / "mkdocs.yml"
    more = (
        "copyright: !ENV [KB_TEST_OWNER, nobody]\n"
        "markdown_extensions:\n  - pymdownx.emoji:\n      emoji_index: !!python/name:material.extensions.emoji.twemoji\n"
    )
    config.write_text(config.read_text(encoding="utf-8") + more, encoding="utf-8")
    for owner in ("Ann", "Bob"):
        done = run_kb("build", env={**environment(""), "KB_TEST_OWNER": owner}, cwd=folder)
        assert done.returncode == 0, done.stderr
        assert owner in words(one(Site(folder / "site").pages["questions/1/index.html"], "footer.md-footer"))


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("site_name: Mine", "site_name: Mine\nuse_directory_urls: false", "KB802"),
        ("name: material", "name: readthedocs", "KB803"),
        ("zhiku", "zhiku: {path: ../up/}", "KB802"),
        ("site_name: Mine", "site_name: Mine\nextra_css: [none.css]", "KB703"),
        ("name: material", "name: material, logo: img/none.png", "KB703"),
    ],
)
def test_unsupported_configurations_are_reported_once(tmp_path: Path, old: str, new: str, code: str) -> None:
    """Settings that cannot be used and files that are missing are one error each, for ``kb build`` and ``mkdocs build``."""
    folder = project(tmp_path, "nav")
    config = folder / "mkdocs.yml"
    config.write_text(config.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    done = run_kb("build", env=environment(""), cwd=folder)
    assert done.returncode == 1
    assert re.findall(r"error\[(\w+)\]", done.stderr) == [code]
    bare = run_mkdocs("build", env=environment(""), cwd=folder)
    assert bare.returncode != 0
    assert re.findall(r"error\[(\w+)\]", bare.stdout + bare.stderr) == [code]
    assert "Traceback" not in bare.stderr


def test_an_error_of_the_configuration_is_told_once(tmp_path: Path) -> None:
    """What MkDocs says of a setting is the error; that it stopped for this reason is none."""
    folder = project(tmp_path, "nav")
    config = folder / "mkdocs.yml"
    config.write_text(config.read_text(encoding="utf-8") + "hooks: [none.py]\n", encoding="utf-8")
    done = run_kb("build", env=environment(""), cwd=folder)
    assert done.returncode == 1
    assert re.findall(r"error\[(\w+)\] (\S+ \S+ \S+)", done.stderr) == [("KB801", "Config value 'hooks':")]


def test_an_upgraded_plugin_leaves_no_old_pages(tmp_path: Path) -> None:
    """Any newly installed distribution causes every page to be built again."""
    folder = project(tmp_path, "nav")
    packages = write_tree(tmp_path / "packages", {"own-1.0.dist-info/METADATA": "Name: own\nVersion: 1.0\n"})
    env = {**environment(""), "PYTHONPATH": os.pathsep.join(filter(None, [str(packages), os.environ.get("PYTHONPATH", "")]))}
    assert run_kb("build", env=env, cwd=folder).returncode == 0
    again = run_kb("build", env=env, cwd=folder)
    assert "nothing has changed" in again.stderr
    (packages / "own-1.0.dist-info").rename(packages / "own-1.1.dist-info")
    assert "building" in run_kb("build", env=env, cwd=folder).stderr


def test_hand_written_pages_are_searched(tmp_path: Path) -> None:
    """Their titles and texts are in the search, with addresses relative to the base; a page can be excluded."""
    folder = project(tmp_path, "nav", path="faq")
    write_tree(folder, {"docs/index.md": "# Welcome\n\nCome in.\n", "docs/guide/start.md": "# Start\n\nBoil water.\n"})
    write_tree(folder, {"docs/about.md": "---\nsearch: {exclude: true}\n---\n# About\n"})
    search = build(folder).folder / "faq" / "assets" / "search"

    def handed(script: str) -> Any:  # noqa: ANN401 - JSON
        return json.loads((search / script).read_text(encoding="utf-8").partition("(")[2].rstrip()[:-1])

    pages = handed(handed("entry.js")["pages"])
    assert {(url, title) for url, title, _ in pages} == {
        ("../", "Welcome"),
        ("../guide/start/", "Start"),
        ("../guide/deep/more/", "More"),
    }
    assert next(text for _, title, text in pages if title == "Welcome") == "Come in."


BAD_HOOK = "def on_page_markdown(markdown, **_):\n    return int('x')\n"
BAD_MAIN = '{% extends "base.html" %}\n{% block announce %}{{ nothing.at.all }}{% endblock %}'


@pytest.mark.parametrize(
    ("case", "file", "code", "message"),
    [
        ("hook", "hook.py", BAD_HOOK, "hook.py:2: ValueError: invalid literal"),
        ("override", "overrides/main.html", BAD_MAIN, "overrides/main.html:2: UndefinedError: 'nothing' is undefined"),
        ("override", "overrides/main.html", "{% if %}", "overrides/main.html:1: TemplateSyntaxError"),
    ],
    ids=["hook", "template", "syntax"],
)
def test_code_of_others_that_fails_is_named(tmp_path: Path, case: str, file: str, code: str, message: str) -> None:
    """A hook or template of the owner that raises an exception is one error with its line, and no traceback."""
    folder = write_tree(project(tmp_path, case), {file: code})
    done = run_kb("build", env=environment(""), cwd=folder)
    assert done.returncode == 1
    assert f"error[KB801] {message}" in done.stderr
    assert "Traceback" not in done.stderr
