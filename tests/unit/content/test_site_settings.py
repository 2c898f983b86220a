"""Licence, reports, comments, hosts and colours in ``kb.yml``."""

from __future__ import annotations

import pytest
from zhiku.content.settings import read_settings
from zhiku.content.site_settings import contrast
from zhiku.source.text import SourceText


def read(text: str) -> tuple[object, list[str]]:
    """The settings, and code and message of each problem."""
    settings, problems = read_settings(SourceText("content/kb.yml", text))
    return settings.site, [f"{problem.line}:{problem.column} {problem.code} {problem.message}" for problem in problems]


@pytest.mark.parametrize(
    ("where", "address"),
    [
        ("https://github.com/o/tea", "https://github.com/o/tea/issues/new?title=Question%20{id}&body={url}"),
        ("owner@example.org", "mailto:owner@example.org?subject=Question%20{id}&body={url}"),
    ],
)
def test_reports_are_prefilled(where: str, address: str) -> None:
    """The issue or email contains the question and its address."""
    site, problems = read(f"report: {where}\n")
    assert getattr(site, "report", None) == address
    assert problems == []


def test_all_mistakes_are_reported() -> None:
    """All invalid values are reported in one run, at their place, and not used."""
    site, problems = read(
        'report: nowhere\ncolors: {accent: "#9ab8f0", accent_dark: blue}\ncomments: {repo: o/t, repo_id: R, category: Q}\n'
    )
    assert problems == [
        "3:1 KB308 comments need `category_id`",
        "3:1 KB308 comments are loaded from giscus.app",
        "1:9 KB308 `nowhere` is neither a repository nor an email address",
        "2:18 KB308 the colour #9ab8f0 has a contrast of 2.0 on #ffffff; text needs 4.5",
        "2:42 KB308 `blue` is not a colour",
    ]
    assert {problem.split()[1] for problem in problems} == {"KB308"}
    assert getattr(site, "colors", None) == ()
    assert getattr(site, "report", None) == ""


@pytest.mark.parametrize(("color", "ratio"), [("#000000", 21.0), ("#ffffff", 1.0), ("#777777", 4.48), ("#767676", 4.54)])
def test_contrast(color: str, ratio: float) -> None:
    """Contrast ratios of WCAG's examples; #777777 on white is slightly too light."""
    assert round(contrast(color, "#ffffff"), 2) == ratio


def test_the_least_contrast() -> None:
    """The limit is 4.5: #767676 passes on white, #777777 does not."""
    assert read('colors: {accent: "#767676"}\n')[1] == []
    assert len(read('colors: {accent: "#777777"}\n')[1]) == 1
