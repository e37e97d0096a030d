"""What a person can do: a function is a use case and a transaction; it answers frozen values.

`services.cases`, `services.bundles` and the others are loaded when they are first used, on the
thread that uses them: behind them stand SQLAlchemy and the rest, which first paint must not wait
for. `services.answers` and `services.start` are light.
"""

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ssc_desktop.services import (
        activity,
        answers,
        attachments,
        bundles,
        cases,
        checking,
        conflicts,
        documents,
        duplicates,
        finding,
        forms,
        gathering,
        history,
        inbox,
        incoming_files,
        known,
        leaving,
        ledger,
        libraries,
        listing,
        many,
        naming,
        originals,
        practising,
        printing,
        profiling,
        proposals,
        protecting,
        receipts,
        redacting,
        rescue,
        rescued,
        settling,
        start,
        station,
        tables_out,
        trash,
        trust,
        undoing,
        updating,
        views,
        workshop,
    )

__all__ = [
    "activity",
    "answers",
    "attachments",
    "bundles",
    "cases",
    "checking",
    "conflicts",
    "documents",
    "duplicates",
    "finding",
    "forms",
    "gathering",
    "history",
    "inbox",
    "incoming_files",
    "known",
    "leaving",
    "ledger",
    "libraries",
    "listing",
    "many",
    "naming",
    "originals",
    "practising",
    "printing",
    "profiling",
    "proposals",
    "protecting",
    "receipts",
    "redacting",
    "rescue",
    "rescued",
    "settling",
    "start",
    "station",
    "tables_out",
    "trash",
    "trust",
    "undoing",
    "updating",
    "views",
    "workshop",
]


def __getattr__(name: str) -> object:
    if name in __all__:
        return importlib.import_module(f"ssc_desktop.services.{name}")
    raise AttributeError(name)
