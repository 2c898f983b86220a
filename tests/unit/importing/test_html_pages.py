"""HTML pages before pandoc reads them: what makes a heading of an element."""

from __future__ import annotations

import json
import re

import pytest
from zhiku.importing.html_pages import with_folds, with_formulas, with_headings

ANSWERED = '<div class="faq-item"><div class="faq-question">{}</div><div class="faq-answer"><p>{}</p></div></div>'
CLASSES = ANSWERED.format("Lost oars", "Row by hand.") + ANSWERED.format("Is it deep?", "Yes.")
TITLES = '<div class="head">{}</div><p>{}</p>'
ASKING = TITLES.format("Lost oars", "Row.") + TITLES.format("Is it deep?", "Yes.")
NOT_ASKING = TITLES.format("Lost oars", "Row.") + TITLES.format("Depth", "Yes.")
LINKS = '<a class="link" href="#a">Is it deep?</a><a class="link" href="#b">Is it wide?</a>'
MICRODATA = "".join(
    f'<div itemscope itemtype="https://schema.org/Question"><b itemprop="name">{name}</b><i itemprop="text">Yes.</i></div>'
    for name in ("Lost oars", "Depth")
)
LISTED = [{"name": name, "acceptedAnswer": {"text": "<p>Of ash.</p>"}} for name in ("Oars &amp; all", "Sails")]
JSON_LD = f'<script type="application/ld+json">{json.dumps({"mainEntity": LISTED})}</script>'


def headings(page: str) -> list[tuple[str, str]]:
    """Level and content of the headings of a page."""
    return re.findall(r"<h(\d)>(.*?)</h\1>", with_headings(f"<html><body><h2>FAQ</h2>{page}</body></html>"))[1:]


@pytest.mark.parametrize(
    ("page", "titles"),
    [
        (CLASSES, ["Lost oars", "Is it deep?"]),
        (CLASSES.replace("faq-question", "x").replace("Is it deep?", "Depth"), []),
        (ASKING, ["Lost oars", "Is it deep?"]),
        (NOT_ASKING, []),
        (LINKS, []),
        (f"<nav>{ASKING}</nav>", []),
        (MICRODATA, ["Lost oars", "Depth"]),
        (f"<h3>Is it deep?</h3><p>Yes.</p><h3>Why?</h3>No.{ASKING}", ["Is it deep?", "Why?"]),
        (f"{JSON_LD}<p>Oars &amp; all</p><p>Of ash.</p><p>Sails</p><p>Of ash.</p>", ["Oars &amp; all", "Sails"]),
        (f"{JSON_LD}<p>Boats</p>", ["Oars &amp; all", "Sails"]),
    ],
)
def test_titles_of_pages(page: str, titles: list[str]) -> None:
    """Elements of a class that are followed by text and mostly ask or are called so, and names in metadata."""
    assert headings(page) == [("3", title) for title in titles]


def test_answers_that_only_metadata_have() -> None:
    """A question of JSON-LD that the page does not show comes with its answer."""
    assert "<h3>Sails</h3><div><p>Of ash.</p></div></body>" in with_headings(f"<html><body><h2>X</h2>{JSON_LD}</body></html>")


def test_labels_before_terms() -> None:
    """The label of a question or an answer that is an element of its own is none of its words."""
    page = "<dl><dt><p>Q</p><p>Is it deep?</p></dt><dd><p>A</p><p>Yes.</p></dd></dl>"
    assert "<dl><dt>Is it deep?</dt><dd><p>Yes.</p></dd></dl>" in with_headings(page)


def test_a_page_without_marks_stays() -> None:
    """A page whose questions are headings is left as it is, byte for byte."""
    page = "<html><body><h2 class=a>Is it deep?<p>Yes.<h2 class=a>Why?<p>No."
    assert with_headings(page) == page


MATHJAX = "<script>MathJax = {tex: {inlineMath: [['$', '$']]}}</script>"
KATEX = '<script>renderMathInElement(document.body, {delimiters: [{left: "$", right: "$", display: false}]})</script>'


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p>$$y_1$$ costs $5 or $6.</p>", "<p>\\[y_1\\] costs $5 or $6.</p>"),
        ("<p>\\begin{align}a &amp;= b\\\\ c\\end{align}</p>", "<p>\\[\\begin{align}a &amp;= b\\\\ c\\end{align}\\]</p>"),
        ("\\[\\begin{align}a\\end{align}\\] \\(x$$y$$\\)", "\\[\\begin{align}a\\end{align}\\] \\(x$$y$$\\)"),
        ("<code>$$x$$</code> and <pre>\\begin{align}a\\end{align}</pre>",) * 2,
        ("<p>at $$</p><p>of $$</p>",) * 2,
        ("<p>$a$, $HOME/$USER</p>",) * 2,
        (f"{MATHJAX}<p>$a_1$ for $5 or $6</p>", f"{MATHJAX}<p>\\(a_1\\) for $5 or $6</p>"),
        (f"{KATEX}<p>$a_1$</p>", f"{KATEX}<p>\\(a_1\\)</p>"),
    ],
)
def test_formulas_of_pages(page: str, expected: str) -> None:
    """Formulas stand in brackets; single dollars are money unless the page sets formulas in them."""
    assert with_formulas(page) == expected


def test_scripts_that_are_formulas() -> None:
    """A page with headings made anew keeps the formulas that MathJax has in scripts."""
    assert 'type="math/tex">x_1</script>' in with_headings(
        f'<html><body>{CLASSES}<script type="math/tex">x_1</script><script>y</script></body></html>'
    )


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (
            "<details open><summary>Why?</summary><p>So.</p></details>",
            '<div class="kb-fold"><div class="kb-summary">Why?</div><p>So.</p></div>',
        ),
        ("<pre><details></pre><!-- <summary> -->",) * 2,
    ],
)
def test_folds_of_pages(page: str, expected: str) -> None:
    """Folds are in elements that pandoc keeps."""
    assert with_folds(page) == expected
