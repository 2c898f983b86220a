"""Python-Markdown, with the extensions of the site, passes the author's rendered text through unchanged."""

from __future__ import annotations

import functools
import re
import shutil
import tempfile
from pathlib import Path

from bs4 import BeautifulSoup, Tag
from hypothesis import example, given
from hypothesis import strategies as st
from markdown import Markdown  # type: ignore[import-untyped]
from mkdocs.config import load_config
from mkdocs.structure.toc import get_toc
from mkdocs.utils import meta
from zhiku.engine.configure import configuration
from zhiku.engine.fast_pages import Renderer
from zhiku.markdown.sanitizer import clean
from zhiku.pages.context import as_text, escape_markdown
from zhiku.pages.front_matter import read_front_matter, write_front_matter
from zhiku.pages.raw_html import raw_html_block
from zhiku.runtime.project import Project, project_of
from zhiku.source.text import SourceText

from tests.support.read import rendered
from tests.support.sites import BASE
from tests.support.strategies import any_text, markdown

PAGE = """<div class="kb-head">
<h1>x</h1>
</div>
## 答案 {{#answer}}

{raw_html_block}
## 解析 {{#analysis}}

<p>end</p>
"""
CONTROL = re.compile("[\x02\x03]")
"""Python-Markdown keeps these two for itself and takes them out of every text; no browser shows them."""


@functools.cache
def project() -> Project:
    """A project with the package's defaults and an empty docs folder."""
    folder = Path(tempfile.mkdtemp())
    (folder / "docs").mkdir()
    content: Path = shutil.copytree(BASE, folder / "content")
    return project_of(content)


@functools.cache
def engine() -> Markdown:
    """Python-Markdown as configured for the site."""
    config = load_config(configuration(project()))
    extensions = [*dict.fromkeys([*config.markdown_extensions, "zhiku.pages.raw_html", "attr_list"])]
    return Markdown(extensions=extensions, extension_configs=config.mdx_configs)


def through_the_engine(html: str) -> Tag:
    """A page with a raw HTML block as rendered by the engine; the text before and after it must survive too."""
    page = engine().reset().convert(PAGE.format(raw_html_block=raw_html_block(as_text(html, "answer"))))
    tree = BeautifulSoup(page, "html.parser")
    assert [tag.get("id") for tag in tree.find_all("h2")] == ["answer", "analysis"]
    assert [tag.get_text() for tag in tree.find_all("p")][-1] == "end"
    return tree


def as_read(html: str) -> str:
    """HTML in one spelling, so that ``&#9;`` equals a tab, without Python-Markdown's control characters."""
    return str(BeautifulSoup(CONTROL.sub("", html), "html.parser"))


def check(html: str) -> None:
    """A raw HTML block passes through the engine unchanged."""
    tree = through_the_engine(html)
    found = tree.select("div.kb-text")[0]
    assert str(found) == as_read(f'<div class="kb-text" data-section="answer">\n{html}\n</div>')


def sections_of(text: str) -> list[str]:
    """The HTML of all sections of a question with this answer."""
    source = SourceText("text.md", f"### 1. Title\n\n**答案：**\n\n{text}")
    questions, _ = rendered(source)
    return [section.html for question in questions for section in question.sections]


@given(markdown)
@example("```\na\n\n\tb\n\n    c\n~~~\n```\n")
@example("a\u2028b\x0bc\x0cd\x1ce\x85f\n\n\u2028\n")
@example("    ```\n    x\n    ```\n\n    ~~~~\n    y\n    ~~~~\n")
@example("~~~~\n```\nx\n```\n~~~~\n")
@example('{: .x }\n\n[TOC]\n\n*[abbr]: long\n\n--8<-- "file"\n\nabbr {#id}\n')
@example("<pre>\n\n\n&lt;/div&gt;\n\n\n</pre>\n\n&amp;amp; &lt;b&gt; &#123;\n")
@example("</div>\n\n<div>\n\n</div></div>\n")
@example("\\(a < b & c\\) \\[\n\n\\frac{1}{2}\n\\]")
@example("\x02wzxhzdk:0\x03 \x02klzzwxh:0000\x03 \x02amp\x03")
@example("- a\n\n      ```\n      code\n      ```\n   - b\n\n1. x\n3. y\n")
@example('!!! note\n    x\n\n??? x\n\n=== "Tab"\n\n| a |\n|---|\n| `x` |\n')
def test_rendered_markdown_passes_unchanged(text: str) -> None:
    """The page shows any answer as rendered by CommonMark, and the rest of the page is unharmed."""
    for html in sections_of(text):
        check(html)


@given(any_text, st.sampled_from(["pre", "p", "li", "code"]))
@example("\t\n \n  \n```\n~~~\n`x`\n", "pre")
@example("\n\n\n", "pre")
@example("a\n```python\nx\n```\nb\n  ~~~\n  y\n  ~~~\nc", "pre")
def test_any_text_passes_unchanged(text: str, tag: str) -> None:
    """Any text in an element, sanitized like the author's, passes through the engine unchanged."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    check(clean(f"<div><{tag}>{escaped}</{tag}></div>"))


def _one_line(text: str) -> str:
    """Text as in titles: one line, single spaces, no control characters."""
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f]", " ", text).split())


@given(any_text.map(_one_line).filter(bool), st.sampled_from(["## {} {{#x}}", "text {} text"]))
@example("*a* _b_ `c` [d](e) <b> &amp; {: .x } \\(f\\) \\ ![g](h) ## i {#j}", "## {} {{#x}}")
def test_escaped_words_show_as_they_are(words: str, form: str) -> None:
    """A name or label in generated Markdown is shown literally, whatever its characters mean in Markdown."""
    page = engine().reset().convert(form.format(escape_markdown(words)))
    tree = BeautifulSoup(page, "html.parser")
    for link in tree.select("a.headerlink"):
        link.decompose()
    shown = tree.get_text().strip()
    assert shown == (words if form.startswith("#") else f"text {words} text")
    assert [tag.name for tag in tree.select("*")] == (["h2"] if form.startswith("#") else ["p"])


@functools.cache
def outside() -> tuple[Renderer, Markdown]:
    """The renderer of pages outside the menu, and Python-Markdown with the extensions that it uses."""
    renderer = Renderer(load_config(configuration(project())))
    return renderer, renderer.markdown


@given(st.lists(any_text, max_size=3), any_text.map(_one_line).filter(bool))
@example(["<p>\ue0f40\ue0f5</p>", "</div>\n<!--/raw-html-->\n<div>"], "a & b")
@example(["x"], "\ue0f40\ue0f5")
def test_extracted_blocks_leave_the_page_unchanged(texts: list[str], heading: str) -> None:
    """A page rendered without its raw HTML blocks, which are then inserted, equals the page rendered whole."""
    blocks = "".join(raw_html_block(clean(f"<div>{text}</div>")) + f"## {escape_markdown(heading)} {{#x}}\n\n" for text in texts)
    renderer, whole = outside()
    html, headings = renderer.render(blocks)
    assert html == whole.reset().convert(blocks)
    assert [str(link) for link in headings] == [str(link) for link in get_toc(whole.toc_tokens)]


@given(st.dictionaries(st.sampled_from(["title", "tags", "tab"]), any_text | st.lists(any_text, max_size=2)), any_text)
@example({"title": "---\n\u2028\x85"}, "---\n")
def test_front_matter_is_read_as_yaml_reads_it(matter: dict[str, object], text: str) -> None:
    """Written front matter is read back unchanged by our reader and by MkDocs."""
    page = write_front_matter(matter) + "\n" + text
    found, rest = read_front_matter(page)
    assert (found, rest) == (matter, text.lstrip("\n"))
    if matter and re.fullmatch(r"[\n\x20-\x7e\u00a1-\u1fff\u3000-\ud7ff]*", page):
        assert meta.get_data(page) == (rest, matter)
