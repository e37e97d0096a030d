"""Workbooks as Kobo and others export them."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

Sheets = Mapping[str, Sequence[Sequence[Any]]]


def workbook(path: Path, sheets: Sheets) -> Path:
    """A workbook of these rows; texts, numbers and nothing else."""
    book = Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    book.close()
    return path


def export(path: Path) -> Path:
    """Two submissions with a repeated group, as Kobo gives them with groups in the headings."""
    head: list[Any] = [
        "start", "story/title", "story/challenge", "story/sector", "story/sector/111",
        "story/sector/112", "story/start_date", "story/participants_total", "Photo of the work",
        "Village head", "_id", "_uuid", "_submission_time", "_index",
    ]  # fmt: skip
    one = [
        "2024-05-01T10:00", "Rice terraces", "Floods\nevery year", "111 112", 1, 1, "2019-03-01",
        120, "photo1.jpg", "Mr. Kofi", 501, "0a1b-1", "2024-05-02T00:00:00", 1,
    ]  # fmt: skip
    two = [
        "2024-05-01T11:00", "Goats", "", "111", 1, 0, "soon", "many", "", "", 502, "0a1b-2",
        "2024-05-02T00:00:00", 2,
    ]  # fmt: skip
    partners: list[list[Any]] = [
        ["partners/name_as_used", "partners/country", "partners/roles", "_index",
         "_parent_table_name", "_parent_index"],
        ["Ministry of Land", "Kenya", "", 1, "stories", 1],
        ["Embrapa", "BRA", "", 2, "stories", 1],
        ["Herders' union", "Atlantis", "", 3, "stories", 2],
        ["Lost", "BRA", "", 4, "stories", 77],
    ]  # fmt: skip
    return workbook(path, {"stories": [head, one, two], "partner": partners})
