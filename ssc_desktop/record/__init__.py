"""What a case story is: definitions, values, vocabularies, completeness, checks, gates.

Every field is defined once, as metadata of the frozen dataclasses here; everything else in the
program walks these definitions (`record.CASE`). Standard library only.
"""

from ssc_desktop.record.case import CASE, Case, definition_of
from ssc_desktop.record.definition import (
    CaseDefinition,
    Definition,
    FieldDefinition,
    GroupDefinition,
    Kind,
    Need,
    SectionDefinition,
)
from ssc_desktop.record.values import Answer, Item, Noted, Value, given, usable

__all__ = [
    "CASE",
    "Answer",
    "Case",
    "CaseDefinition",
    "Definition",
    "FieldDefinition",
    "GroupDefinition",
    "Item",
    "Kind",
    "Need",
    "Noted",
    "SectionDefinition",
    "Value",
    "definition_of",
    "given",
    "usable",
]
