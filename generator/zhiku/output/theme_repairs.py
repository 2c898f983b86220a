"""Correct errors of Material's templates: the HTML of a finished page in, valid HTML with labels out."""

from __future__ import annotations

import re

_SECTION = re.compile(
    r'<nav class="md-nav" (?P<level>data-md-level="\d+") aria-labelledby="(?P<path>[^"]+)_label"(?P<rest>[^>]*)>'
    r'(?P<space>\s*)<label class="md-nav__title" for="(?P=path)">'
)

_CONTENTS_TITLE = '<label class="md-nav__title" for="__toc">'
_CONTENTS_TOGGLE = 'id="__toc"'


def repaired(html: str) -> str:
    """Name menu sections by their titles: for sections with a page, Material's label contains only an arrow.

    The title of the contents list remains a label only if the page contains the switch that it labels.
    """
    if _CONTENTS_TOGGLE not in html:
        html = html.replace(_CONTENTS_TITLE, '<label class="md-nav__title">')
    return _SECTION.sub(
        r'<nav class="md-nav" \g<level> aria-labelledby="\g<path>_title"\g<rest>>\g<space>'
        r'<label class="md-nav__title" id="\g<path>_title" for="\g<path>">',
        html,
    )
