"""Repair what Material's templates lack for screen readers: the HTML of a finished page in, HTML with labels out."""

from __future__ import annotations

import re

_SECTION = re.compile(
    r'<nav class="md-nav" (?P<level>data-md-level="\d+") aria-labelledby="(?P<path>[^"]+)_label"(?P<rest>[^>]*)>'
    r'(?P<space>\s*)<label class="md-nav__title" for="(?P=path)">'
)


def repaired(html: str) -> str:
    """A section of the menu is named by its title: where the section has a page, the label Material names holds only an arrow."""
    return _SECTION.sub(
        r'<nav class="md-nav" \g<level> aria-labelledby="\g<path>_title"\g<rest>>\g<space>'
        r'<label class="md-nav__title" id="\g<path>_title" for="\g<path>">',
        html,
    )
