"""Links to concepts in running text: where they are added, where not, and that the text does not change."""

from __future__ import annotations

import re

import pytest
from zhiku.analysis.name_matcher import NameMatcher
from zhiku.model import ConceptId
from zhiku.pages.concept_links import link_concepts

NAMES = {
    "茶": ("绿茶", "茶叶", "Tea"),
    "leaf": ("绿茶叶",),
    "ae": ("AE",),
    "it": ("IT",),
    "loss": ("Tea Loss",),
    "tree": ("B+树",),
    "amp": ("Q&A",),
    "state": ("setState", "print"),
    "nil": ("nil",),
    "eu": ("ЕС",),
    "cat": ("кот",),
    "file": ("파일",),
    "screen": ("スクリーン",),
    "place": ("مكان",),
    "user": ("user",),
    "docker": ("Docker",),
    "head": ("<head>",),
}
MATCHER = NameMatcher((name, ConceptId(concept)) for concept, names in NAMES.items() for name in names)


def linked(html: str) -> str:
    """The HTML with links written as ``[words|concept]``."""
    result = link_concepts(html, MATCHER, lambda concept: f"../{concept}/")
    return re.sub(r'<a class="kb-term" href="\.\./(\S+?)/" data-concept="\1">(.*?)</a>', r"[\2|\1]", result)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>先放茶叶，再放茶叶。</p>", "<p>先放[茶叶|茶]，再放茶叶。</p>"),
        ("<p>茶叶</p><ul><li>绿茶</li></ul>", "<p>[茶叶|茶]</p><ul><li>绿茶</li></ul>"),
        ("<p>用绿茶叶泡</p>", "<p>用[绿茶叶|leaf]泡</p>"),
        ("<p>Tea Loss, tea, Tea</p>", "<p>[Tea Loss|loss], [tea|茶], Tea</p>"),
        ("<p>Teapot steam</p>", "<p>Teapot steam</p>"),
        ("<p>喝Tea吧</p>", "<p>喝[Tea|茶]吧</p>"),
        ("<p>ae AE</p>", "<p>[ae|ae] AE</p>"),
        ("<p>it, It and IT</p>", "<p>it, It and [IT|it]</p>"),
        (
            "<p>www.tea.com, tea.com/tea, a@tea.com，https://x.org/tea。Tea</p>",
            "<p>www.tea.com, tea.com/tea, a@tea.com，https://x.org/tea。[Tea|茶]</p>",
        ),
        ("<p>见www.x.org，Tea</p>", "<p>见www.x.org，[Tea|茶]</p>"),
        ("<p>B+ 树与B+树</p>", "<p>[B+ 树|tree]与B+树</p>"),
        ("<h3>茶叶</h3><p>茶叶</p>", "<h3>茶叶</h3><p>[茶叶|茶]</p>"),
        ('<p><a href="x"><b>茶叶</b> 茶叶</a> 茶叶</p>', '<p><a href="x"><b>茶叶</b> 茶叶</a> [茶叶|茶]</p>'),
        ("<p><code>茶叶</code>茶叶</p>", "<p><code>茶叶</code>[茶叶|茶]</p>"),
        (
            "<p><code>setState()</code>, setState <code>print</code></p>",
            "<p>[<code>setState()</code>|state], setState <code>print</code></p>",
        ),
        ("<p><code>&lt;head&gt;</code>茶叶</p>", "<p>[<code>&lt;head&gt;</code>|head][茶叶|茶]</p>"),
        ("<p><code>setState(1)</code> setState</p>", "<p><code>setState(1)</code> [setState|state]</p>"),
        (
            "<p><code>nil</code> <code>x</code> <code>nil</code></p>",
            "<p>[<code>nil</code>|nil] <code>x</code> <code>nil</code></p>",
        ),
        ("<p>Если есть ес, ЕС и ЕСПЧ</p>", "<p>Если есть ес, [ЕС|eu] и ЕСПЧ</p>"),
        ("<p>который скот, кот</p>", "<p>который скот, [кот|cat]</p>"),
        ("<p>프로파일 파일명 파일을 열다</p>", "<p>프로파일 파일명 [파일|file]을 열다</p>"),
        ("<p>スクリーンセーバ、スクリーン</p>", "<p>スクリーンセーバ、[スクリーン|screen]</p>"),
        ("<p>إمكان مكان</p>", "<p>إمكان [مكان|place]</p>"),
        (
            "<p>Teà thé-tea user-defined multi-user user, -user-</p>",
            "<p>Teà thé-[tea|茶] user-defined multi-user [user|user], -user-</p>",
        ),
        ("<p>Docker-контейнер</p>", "<p>[Docker|docker]-контейнер</p>"),
        ("<h3><code>setState</code></h3>", "<h3><code>setState</code></h3>"),
        ("<pre><code>setState</code></pre>", "<pre><code>setState</code></pre>"),
        ("<pre><code>茶叶\n<span>绿茶</span></code></pre>", "<pre><code>茶叶\n<span>绿茶</span></code></pre>"),
        (r'<p><span class="arithmatex">\(茶叶\)</span> 茶叶</p>', r'<p><span class="arithmatex">\(茶叶\)</span> [茶叶|茶]</p>'),
        (
            r'<span class="arithmatex"><span>茶叶</span>茶叶</span>茶叶',
            r'<span class="arithmatex"><span>茶叶</span>茶叶</span>[茶叶|茶]',
        ),
        ("<summary>茶叶</summary>茶叶", "<summary>茶叶</summary>[茶叶|茶]"),
        ('<img alt="茶叶"> 茶叶', '<img alt="茶叶"> [茶叶|茶]'),
        ("<p>a &lt; b &amp; 茶叶 &amp; Q&amp;A</p>", "<p>a &lt; b &amp; [茶叶|茶] &amp; [Q&amp;A|amp]</p>"),
        ("<p>茶<b>叶</b></p>", "<p>茶<b>叶</b></p>"),
        ("", ""),
        ("<p>水 &quot;热&quot;</p>", "<p>水 &quot;热&quot;</p>"),
    ],
)
def test_first_mention_longest_name_never_in_what_is_no_prose(html: str, expected: str) -> None:
    """The first mention of a concept is linked by its longest name; headings, links, code and formulas stay.

    Code in a sentence is linked as a whole where it is a name, and no word.
    """
    assert linked(html) == expected


def test_a_longer_name_without_a_link_hides_a_shorter_one() -> None:
    """The thing of the longer name is meant."""
    html = link_concepts("<p>Tea Loss, tea</p>", MATCHER, lambda concept: concept, {ConceptId("loss")})
    assert html == '<p>Tea Loss, <a class="kb-term" href="茶" data-concept="茶">tea</a></p>'


def test_addresses_are_escaped() -> None:
    """A quote or an ampersand in an address does not end the attribute."""
    html = link_concepts("<p>茶叶</p>", MATCHER, lambda _: 'x?a&b"c')
    assert 'href="x?a&amp;b&quot;c"' in html
