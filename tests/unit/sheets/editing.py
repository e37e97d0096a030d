"""A person who changes cells of a workbook and saves it."""

from collections.abc import Callable
from pathlib import Path

from ssc_desktop.sheets import workbook_in
from tests.unit.sheets import kobo

Rows = list[list[str]]
HEADS = 2
"""Rows above the first story: names and labels."""


def edited(path: Path, change: Callable[[dict[str, Rows]], None]) -> Path:
    """The workbook after a person changed its rows, saved under another name."""
    rows = {
        table.name: [list(row) for row in table.rows] for table in workbook_in.read(path).tables
    }
    change(rows)
    return kobo.workbook(path.with_name("edited.xlsx"), rows)


def put(rows: Rows, number: int, column: str, text: str) -> None:
    """Type into the cell of a column, `number` rows below the labels."""
    rows[HEADS + number][rows[0].index(column)] = text
