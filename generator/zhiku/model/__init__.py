"""The records that flow through the generator, one module per stage, and the ids that name them.

Nothing here reads or writes. Every stage is a function from records of one stage to records of the next::

    SourceText (source) → ParsedText (parsing) → Question, Part (rendering) → QuestionFeatures (pipeline)
    → Classified (analysis) → KnowledgeBase (analysis) → pages

Records are frozen and hold tuples, so a stage cannot change what an earlier one decided. Offsets count code points from 0,
lines and columns count code points from 1.
"""

from zhiku.model.base import Entry, KnowledgeBase
from zhiku.model.concept import Concept, ConceptOverlay, Mention
from zhiku.model.domain import Classified, Domain, DomainKind, DomainTag, Evidence, Strength
from zhiku.model.ids import GENERAL, ConceptId, DomainId, PartId, QuestionId
from zhiku.model.options import Analysis, Export, ExportFormat, SearchEngine, Synonyms
from zhiku.model.question import (
    NO_NOTES,
    CandidateTable,
    Formula,
    Notes,
    Part,
    Passage,
    PassageRole,
    Question,
    QuestionFeatures,
    Section,
    TermOccurrence,
)
from zhiku.model.relation import Relation, RelationKind
from zhiku.model.text import Excerpt, Lines, ParsedQuestion, ParsedSection, ParsedText, Prose, ProseRole, SectionKind, Span

__all__ = [
    "GENERAL",
    "NO_NOTES",
    "Analysis",
    "CandidateTable",
    "Classified",
    "Concept",
    "ConceptId",
    "ConceptOverlay",
    "Domain",
    "DomainId",
    "DomainKind",
    "DomainTag",
    "Entry",
    "Evidence",
    "Excerpt",
    "Export",
    "ExportFormat",
    "Formula",
    "KnowledgeBase",
    "Lines",
    "Mention",
    "Notes",
    "ParsedQuestion",
    "ParsedSection",
    "ParsedText",
    "Part",
    "PartId",
    "Passage",
    "PassageRole",
    "Prose",
    "ProseRole",
    "Question",
    "QuestionFeatures",
    "QuestionId",
    "Relation",
    "RelationKind",
    "SearchEngine",
    "Section",
    "SectionKind",
    "Span",
    "Strength",
    "Synonyms",
    "TermOccurrence",
]
