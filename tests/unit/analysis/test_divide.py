"""The order of what divides a base."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.support.bases import small_pages

if TYPE_CHECKING:
    from pathlib import Path

_TOPICS = """
topics:
  rose: {name: 玫瑰, terms: [玫瑰]}
  jade: {name: 玉器, terms: [玉器]}
  pot: {name: 茶壶, terms: [茶壶]}
"""


def test_topics_come_by_size_and_leftovers_last(tmp_path: Path) -> None:
    """On the index, on the map and on the home page alike, whatever their order in the file; domains keep theirs."""
    titles = ("玫瑰一", "玉器一", "玉器二", "茶壶一", "茶壶二", "茶壶三", "怎样")
    text = "".join(f"### {number}. {title}？\n\n**答案：** 好。\n\n" for number, title in enumerate(titles, 1))
    pages = small_pages(tmp_path, tea_md=text, domains_yml=_TOPICS)
    for page in ("domains/index.md", "map/index.md", "index.md"):
        addresses = re.findall(r'href="(?:\.\./)*domains/(\w+)/"', pages[page])
        assert list(dict.fromkeys(addresses)) == ["pot", "jade", "rose", "general"], page
