"""The Content Security Policy of a page."""

from __future__ import annotations

import base64
import hashlib

import pytest
from zhiku.output.security import POLICY, policy_of, secured
from zhiku.output.theme_repairs import repaired


def digest(code: str) -> str:
    """The hash source that allows an inline script."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}'"


def test_the_policy_is_first_in_the_head() -> None:
    """After the encoding and before everything that it governs; adding it twice has no effect."""
    page = '<head><meta charset="utf-8"><script src="a.js"></script></head>'
    done = secured(page)
    assert done.startswith('<head><meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy"')
    assert secured(done) == done
    assert POLICY.sub("", done).replace("\n", "") == page


@pytest.mark.parametrize("attributes", ["", ' type="module"', ' type="text/javascript"'])
def test_what_an_owner_wrote_inline_runs(attributes: str) -> None:
    """Each inline script is allowed by its hash, once."""
    page = f"<script{attributes}>let a = 1</script>" * 2
    assert policy_of(page).count(digest("let a = 1")) == 1


@pytest.mark.parametrize(
    "page", ['<script src="x.js"></script>', '<script type="application/ld+json">{"a": 1}</script>', "<p>x</p>"]
)
def test_files_and_data_need_no_hash(page: str) -> None:
    """Only inline code that runs gets a hash."""
    assert "sha256" not in policy_of(page)
    assert "script-src 'self' file:;" in policy_of(page)


def test_a_style_sheet_in_a_page_is_allowed_by_its_hash() -> None:
    """Style attributes are allowed, because KaTeX needs them."""
    assert digest("p{color:red}") in policy_of("<style>p{color:red}</style>").partition("style-src ")[2].partition(";")[0]
    assert "style-src-attr 'unsafe-inline'" in policy_of("")


def test_the_title_of_the_contents_is_no_label_of_a_switch_that_is_not_there() -> None:
    """Material writes it on pages whose menu has no switch for the contents as well."""
    title = '<label class="md-nav__title" for="__toc">'
    assert repaired(title) == '<label class="md-nav__title">'
    assert repaired(f'<input id="__toc">{title}') == f'<input id="__toc">{title}'


def test_sections_of_the_menu_are_named_by_their_titles() -> None:
    """Material labels the section by an element that contains only an arrow."""
    section = (
        '<nav class="md-nav" data-md-level="1" aria-labelledby="__nav_2_label" aria-expanded="false">\n'
        ' <label class="md-nav__title" for="__nav_2">'
    )
    assert repaired(section) == (
        '<nav class="md-nav" data-md-level="1" aria-labelledby="__nav_2_title" aria-expanded="false">\n'
        ' <label class="md-nav__title" id="__nav_2_title" for="__nav_2">'
    )
