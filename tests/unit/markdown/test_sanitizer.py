"""Sanitizing the author's HTML, and reporting what is removed."""

from __future__ import annotations

import pytest
from zhiku.markdown.sanitizer import clean, removed_from


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<script>alert(1)</script>a", "a"),
        ("<style>b{}</style>a", "a"),
        ('<b onclick="x">a</b>', "<b>a</b>"),
        ('<a href="javascript:x">a</a>', '<a rel="noopener">a</a>'),
        ('<a href=" java\nscript:x">a</a>', '<a rel="noopener">a</a>'),
        ('<a href="data:text/html,x">a</a>', '<a rel="noopener">a</a>'),
        ("<iframe src='https://example.org'></iframe>a", "a"),
        ("<svg onload=x><circle/></svg>a", "a"),
        ("<form action=x><input></form>a", "a"),
        ('<p style="position:fixed">a</p>', "<p>a</p>"),
        ('<td style="text-align:right;color:red">a</td>', "a"),
        ('<span class="arithmatex">a</span>', '<span class="arithmatex">a</span>'),
        ('<span class="evil k">a</span>', '<span class="k">a</span>'),
        ('<p id="prompt">a</p>', "<p>a</p>"),
        ("<details open><summary>a</summary>b</details>", '<details open=""><summary>a</summary>b</details>'),
        ('<ol start="3"><li>a</li></ol>', '<ol start="3"><li>a</li></ol>'),
        ("a<!-- b -->c", "ac"),
        ("<b>a", "<b>a</b>"),
        ("</div>a", "a"),
    ],
)
def test_clean(html: str, expected: str) -> None:
    """Anything that runs code, loads files, covers the page or uses an id of the page is removed; plain markup stays."""
    assert clean(html) == expected


def test_styles_of_cells_keep_their_alignment() -> None:
    """Only the alignment remains of a cell's style."""
    assert clean('<table><tr><td style="text-align:right;color:red">a</td></tr></table>').count('style="text-align:right"') == 1


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<b>a</b>", ()),
        ('<b title="x" lang="zh">a</b>', ()),
        ("<SCRIPT>x", (("<script>", 0),)),
        ("a\n <b OnClick=x>", (("onclick=… of <b>", 3),)),
        ('<a href="&#106;avascript:x">', (("href='javascript:x' of <a>", 0),)),
        ('<a href="java\tscript:x">', (("href='java\\tscript:x' of <a>", 0),)),
        ("<img src=data:x>", (("src='data:x' of <img>", 0),)),
        ("<p id=x style=y data-x=1 target=_blank rel=n aria-label=a width=3>", ()),
        ("<p style={{color: 'red'}} className='a'>", ()),
        ("<img srcset=a>", (("srcset=… of <img>", 0),)),
        ("<div>\r\n<iframe>", (("<iframe>", 7),)),
        ("<![x[ <script>]]>", ()),
        ("<!-- <script> -->", ()),
        ("</script>", ()),
        ("<T>", ()),
    ],
)
def test_report(html: str, expected: tuple[tuple[str, int], ...]) -> None:
    """Each removed tag and attribute is reported with the offset of its tag."""
    assert removed_from(html) == expected


def test_raw_headings_go_below_those_of_the_page() -> None:
    """Headings in raw HTML are lowered below the h1 of the page and the h2 of its sections."""
    assert clean("<h1>a</h1><h2>b</h2><h4>c</h4>") == "<h3>a</h3><h3>b</h3><h4>c</h4>"
