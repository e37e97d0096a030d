"""What a case story is: definitions, values, vocabularies, completeness, checks, gates.

Every field is defined once, as metadata of the frozen dataclasses here; everything else in the
program walks these definitions (`record.CASE`). Standard library only.

The names below are loaded when they are first used: the definitions take 40 ms, which the first
page of the list need not wait for.
"""

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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

_FROM = {
    "case": ("CASE", "Case", "definition_of"),
    "definition": ("CaseDefinition", "Definition", "FieldDefinition", "GroupDefinition", "Kind",
                   "Need", "SectionDefinition"),
    "values": ("Answer", "Item", "Noted", "Value", "given", "usable"),
}  # fmt: skip


def __getattr__(name: str) -> object:
    for module, names in _FROM.items():
        if name in names:
            found: object = getattr(importlib.import_module(f"{__name__}.{module}"), name)
            globals()[name] = found
            return found
    raise AttributeError(name)
