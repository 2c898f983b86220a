"""The cards of topics."""

from __future__ import annotations

import pytest
from zhiku.lang.interface import interface
from zhiku.pages.context import _environment


@pytest.mark.parametrize(
    ("name", "is_long"), [("Telefonnummer und Rufnummer", True), ("Konto und Zahlung", False), ("医疗影像", False)]
)
def test_topics_with_a_long_word_stand_below_each_other_on_phones(name: str, is_long: bool) -> None:  # noqa: FBT001
    """Two cards beside each other would break such a word anywhere."""
    template = _environment().from_string('{% import "_macros.html.j2" as kb with context %}{{ kb.domain_cards(domains, "") }}')
    domain = {"id": "one", "name": name, "hue": 1, "url": "domains/one/", "svg": "", "count": 3}
    assert ("kb-domains--long" in template.render(domains=[domain], t=interface("de").html)) is is_long
