"""The parts of a base that rendering a single record depends on."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from zhiku.rendering.title_symbols import NO_SYMBOLS, TitleSymbols

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from zhiku.content.annotations import Overlay
    from zhiku.lang.interface import Interface
    from zhiku.markdown.katex import Typesetter
    from zhiku.model import PartId, QuestionId
    from zhiku.rendering.link_index import LinkIndex


@dataclass(frozen=True)
class Context:
    """What rendering needs from the rest of the base.

    ``attachments`` are the paths of the files next to the text. A formula that the ``typesetter`` rejects is shown as source and
    reported as a warning; with ``strict_formulas`` it is an error.
    """

    addresses: LinkIndex
    attachments: Collection[str]
    overlays: Mapping[QuestionId, Overlay]
    parts: Mapping[tuple[str, int], PartId]
    typesetter: Typesetter
    dollars: bool
    strict_formulas: bool
    interface: Interface
    """The strings that rendering adds, such as titles of boxes."""
    title_symbols: TitleSymbols = NO_SYMBOLS

    @cached_property
    def link_targets(self) -> str:
        """A hash of all possible targets of links and images."""
        addresses = self.addresses
        every = (sorted(addresses.files.items()), sorted(addresses.loose.items()), sorted(addresses.everywhere.items()))
        fragments = sorted((file, sorted(found.items())) for file, found in addresses.fragments.items())
        known = (*every, fragments, sorted(addresses.questions), sorted(self.attachments))
        return hashlib.sha256(repr(known).encode()).hexdigest()
