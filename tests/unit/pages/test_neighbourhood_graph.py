"""The graph of the neighbourhood of a question or concept."""

from __future__ import annotations

from bs4 import BeautifulSoup
from zhiku.pages.neighbourhood_graph import Node, neighbourhood_graph


def _nodes(kind: str, count: int) -> list[Node]:
    return [Node(f"{kind}{number}", f"{kind} {number}", f"whole {kind} {number}", f"{kind}/{number}/") for number in range(count)]


def test_names_lead_to_their_pages_and_lines_join_what_belongs_together() -> None:
    """Every name is a link titled with the full name; related names are connected."""
    concepts, questions = _nodes("concept", 2), _nodes("question", 2)
    svg = neighbourhood_graph(concepts, questions, {("concept0", "question1"), ("concept0", "question9")}, "../../")
    assert svg is not None
    soup = BeautifulSoup(svg, "html.parser")
    assert [link["href"] for link in soup.select("a")] == [f"../../{node.url}" for node in (*concepts, *questions)]
    assert [link["title"] for link in soup.select("a")] == [node.title for node in (*concepts, *questions)]
    assert len(soup.select(".kb-around__joint")) == 1


def test_few_names_are_no_picture_and_many_are_cut() -> None:
    """Two names give no graph; of many, each side shows six."""
    assert neighbourhood_graph(_nodes("concept", 1), _nodes("question", 1), (), "") is None
    svg = neighbourhood_graph(_nodes("concept", 9), _nodes("question", 9), (), "")
    assert svg is not None
    assert svg.count("<a ") == 12


def test_names_are_escaped() -> None:
    """Markup in a name is escaped."""
    svg = neighbourhood_graph([Node("a", "<b>", '"', "a/"), *_nodes("concept", 2)], (), (), "")
    assert svg is not None
    assert "&lt;b&gt;" in svg
    assert 'title="&#34;"' in svg
