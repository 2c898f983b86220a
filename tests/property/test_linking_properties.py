"""Adding links does not change the text."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup
from hypothesis import example, given
from hypothesis import strategies as st
from zhiku.analysis.name_matcher import NameMatcher
from zhiku.model import ConceptId
from zhiku.pages.concept_links import link_concepts

from tests.support.read import questions
from tests.support.strategies import PIECES

NAMES = ("茶叶", "绿茶", "绿茶叶", "Tea", "Tea Loss", "AE", "B+树", "word", "汉字", "Q&A", "a<b", "teaCup", "<tea-cup>")
MATCHER = NameMatcher((name, ConceptId(f"c{number}")) for number, name in enumerate(NAMES))
FORBIDDEN = ", ".join(f"{place} a.kb-term" for place in ("a", "code", "pre", "h1", "h2", "h3", "h4", "h5", "h6", ".arithmatex"))
LINK = re.compile(r'<a class="kb-term" href="[^"]*" data-concept="[^"]*">(?P<words>[^<]*|<code>[^<]*</code>)</a>')

named_markdown = st.lists(
    st.sampled_from((*NAMES, *NAMES, "\n", "\n\n", "`", "\\(茶叶\\)", "[茶叶](#1)", "`teaCup()`", *PIECES)), max_size=20
).map("".join)


@given(named_markdown)
def test_links_are_all_that_is_added(markdown: str) -> None:
    """Without its links the HTML is unchanged; no concept is linked twice, and no link is where links are forbidden."""
    found, _ = questions(f"### 1. T\n\n**答案：**\n\n{markdown}\n")
    before = "".join(section.html for question in found for section in question.sections)
    after = link_concepts(before, MATCHER, lambda concept: f"../{concept}/")
    tree = BeautifulSoup(after, "html.parser")
    assert tree.select(FORBIDDEN) == []
    concepts = [str(link["data-concept"]) for link in tree.select("a.kb-term")]
    assert sorted(concepts) == sorted(set(concepts))
    unlinked = LINK.sub(r"\g<words>", after)
    assert len(LINK.findall(after)) == len(concepts)
    assert str(BeautifulSoup(unlinked, "html.parser")) == str(BeautifulSoup(before, "html.parser"))


@given(st.lists(named_markdown, max_size=4))
@example(["a.b", "http://[)Tea"])
def test_texts_searched_together_match_as_each_alone(texts: list[str]) -> None:
    """Texts searched together give the same matches as each alone: no match spans two texts."""
    assert [*MATCHER.find_in(texts)] == [
        (index, start, concept) for index, text in enumerate(texts) for start, _, concept in MATCHER.find(text)
    ]
