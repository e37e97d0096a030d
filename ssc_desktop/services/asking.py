"""What the list is asked for, as the window asks it; nothing heavy is loaded for it."""

from ssc_desktop.store.asking import (
    CHANGED,
    COMPLETENESS,
    COUNTRY,
    FALLING,
    KINDS,
    NOTHING,
    RELEVANCE,
    SORTS,
    STATUS,
    TITLE,
    YEAR,
    Conditions,
    Cursor,
    Query,
)

__all__ = [
    "CHANGED",
    "COMPLETENESS",
    "COUNTRY",
    "FALLING",
    "KINDS",
    "NOTHING",
    "RELEVANCE",
    "SORTS",
    "STATUS",
    "TITLE",
    "YEAR",
    "Conditions",
    "Cursor",
    "Query",
]
