"""The ids that name records."""

from __future__ import annotations

from typing import NewType

QuestionId = NewType("QuestionId", str)
PartId = NewType("PartId", str)
DomainId = NewType("DomainId", str)
ConceptId = NewType("ConceptId", str)

GENERAL = DomainId("general")
"""The domain of every question that is about no other."""
