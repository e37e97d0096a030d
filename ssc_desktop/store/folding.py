"""Text as the search index holds it."""

from ssc_desktop.record.folding import folded


def as_indexed(text: str) -> str:
    """`text` without marks of narrative, its letters as one looks for them."""
    from ssc_desktop.record.narrative import unmarked  # noqa: PLC0415 - not before first paint

    return folded(unmarked(text))
