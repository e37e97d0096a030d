"""Stories as a workbook. Every cell is a text or a whole number, never a formula."""

import base64
import zlib
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ssc_desktop import i18n
from ssc_desktop.files import replacing
from ssc_desktop.i18n import N_, Words
from ssc_desktop.record.definition import FieldDefinition, Kind
from ssc_desktop.record.vocabularies import vocabulary
from ssc_desktop.sheets import cells
from ssc_desktop.sheets.tables import (
    BASE,
    CODES,
    NAMED,
    PARENT_ID,
    REMARK,
    SIGN,
    STORY_ID,
    VERSION,
    Column,
    SheetStory,
    Table,
    tables_of,
)

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

_NAMES, _LABELS, _FIRST = 0, 1, 2
"""The rows of the headings, and that of the first values."""
_HEIGHTS = (12, 30, 30)
"""Points of these rows, and of every row of values: two lines, whatever is in it."""
_A4 = 9
_TO_ADD = 500
"""Rows below the last one that have lists of codes too."""
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_ALWAYS = datetime(2000, 1, 1)  # noqa: DTZ001 - XlsxWriter asks for a time without a zone
_WIDE = {Kind.TEXT: 48, Kind.LINE: 28, Kind.LINES: 28, Kind.NOTED: 20, Kind.CHOICES: 20}
_KEY_LABELS = {
    STORY_ID: N_("Story (leave as it is)"),
    PARENT_ID: N_("Belongs to"),
    "id": N_("Id (leave empty in new rows)"),
    NAMED: N_("Story"),
}


def write(
    stories: Sequence[SheetStory],
    target: Path,
    language: str,
    progress: Callable[[int, int], None] | None,
    stop: Callable[[], bool],
) -> None:
    """Write the workbook. Raises Cancelled, and what `files.replacing` raises."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - loaded when used
    from xlsxwriter.exceptions import FileCreateError  # noqa: PLC0415

    words = i18n.translated_in(language or i18n.language())
    tables = tables_of(stories, progress, stop)
    with replacing(target) as stream:
        book = Workbook(stream, _OPTIONS)
        book.set_properties({"created": _ALWAYS, "title": words.gettext(N_("Case stories"))})
        _Writer(book, words).write(tables, stories)
        try:
            book.close()
        except FileCreateError as error:  # what the system said, in the library's own wrapping
            raise error.args[0] from error


class _Writer:
    """One workbook being written."""

    def __init__(self, book: "Workbook", words: Words) -> None:
        self._book = book
        self._words = words
        # wrapped, or a long text would lie over the empty cells beside it
        self._text = book.add_format({"num_format": "@", "valign": "top", "text_wrap": True})
        self._number = book.add_format({"num_format": "0", "valign": "top"})
        self._key = book.add_format({"num_format": "@", "font_color": "#7A7A7A", "valign": "top"})
        self._head = book.add_format(
            {"num_format": "@", "font_color": "#7A7A7A", "font_size": 8, "valign": "top"}
        )
        self._label = book.add_format(
            {
                "num_format": "@", "bold": True, "text_wrap": True, "valign": "top",
                "bg_color": "#E7EFF7", "bottom": 1,
            }
        )  # fmt: skip

    def write(self, tables: Sequence[Table], stories: Sequence[SheetStory]) -> None:
        """All sheets: those of the tables first, for people, then lists and base."""
        sheets = [(self._sheet(table.name), table) for table in tables]
        lists = self._codes(tables)
        for sheet, table in sheets:
            self._table(sheet, table, lists)
        self._base(stories)

    def _sheet(self, name: str) -> "Worksheet":
        sheet = self._book.add_worksheet(name)
        if i18n.is_right_to_left(self._words.language):
            sheet.right_to_left()
        return sheet

    def _table(self, sheet: "Worksheet", table: Table, lists: dict[str, str]) -> None:
        columns = tuple(table.columns())
        for at, column in enumerate(columns):
            mark = f"{REMARK} " if at == 0 else ""
            sheet.write_string(_NAMES, at, column.name, self._head)
            sheet.write_string(_LABELS, at, mark + self._said(column), self._label)
            self._shape(sheet, at, column)
            self._offer(sheet, at, column, (_FIRST, _FIRST + len(table.rows) + _TO_ADD, lists))
            for number, row in enumerate(table.rows, start=_FIRST):
                self._cell(sheet, (number, at), column, row.get(column.name, ""))
        for at in range(_FIRST + len(table.rows)):
            sheet.set_row(at, _HEIGHTS[min(at, _FIRST)])
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.repeat_rows(_NAMES, _LABELS)
        sheet.set_tab_color("#2F5D8A" if len(table.keys) == 1 else "#B9CCE0")
        keys = len(table.keys) + (len(table.keys) > 1)
        sheet.freeze_panes(_FIRST, keys)
        last = _LABELS + max(1, len(table.rows))
        sheet.autofilter(_LABELS, 0, last, len(columns) - 1)
        sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{last + _TO_ADD}"})

    def _cell(self, sheet: "Worksheet", at: tuple[int, int], column: Column, what: Any) -> None:
        if isinstance(what, int):
            sheet.write_number(*at, what, self._number)
        elif what:
            form = self._text if column.member is not None else self._key
            sheet.write_string(*at, what, form)

    def _shape(self, sheet: "Worksheet", at: int, column: Column) -> None:
        member = column.member
        if member is None:
            sheet.set_column(at, at, 20 if column.name == NAMED else 14, self._key)
            return
        kind = getattr(member, "kind", None)
        width = 48 if column.note else _WIDE.get(kind, 20) if kind else 16
        sheet.set_column(at, at, width, self._number if kind is Kind.COUNT else self._text)

    def _said(self, column: Column) -> str:
        words = self._words
        if column.member is None:
            return words.gettext(_KEY_LABELS.get(column.name, column.name))
        label = words.gettext(column.member.label)
        if column.note:
            label = words.gettext(N_("{field} (in words)")).format(field=label)
        if column.number > 1:
            label = words.gettext(N_("{field}, continued")).format(field=label)
        return label

    def _offer(
        self, sheet: "Worksheet", at: int, column: Column, where: tuple[int, int, dict[str, str]]
    ) -> None:
        first, last, lists = where
        member = column.member
        if not isinstance(member, FieldDefinition) or column.note or column.number > 1:
            return
        source: object = None
        if member.kind is Kind.YES_NO:
            source = ["yes", "no"]
        elif member.vocabulary and not member.several and member.kind in {Kind.CHOICE, Kind.NOTED}:
            source = lists[member.vocabulary]
        if source is not None:
            # no error: names in any language and “[unknown]” may be typed as well
            offered = {"validate": "list", "source": source, "show_error": False}
            sheet.data_validation(first, at, last, at, offered)

    def _codes(self, tables: Sequence[Table]) -> dict[str, str]:
        """The lists of codes with what they are called; where each stands."""
        sheet = self._sheet(CODES)
        sheet.set_tab_color("#C8C8C8")
        sheet.set_column(0, 1, 22, self._text)
        sheet.set_column(2, 2, 60, self._text)
        for at, text in enumerate(("list", "code", "label")):
            sheet.write_string(0, at, text, self._label)
        places: dict[str, str] = {}
        row = 1
        for name in dict.fromkeys(_vocabularies(tables)):
            entries = vocabulary(name).entries
            places[name] = f"={CODES}!$B${row + 1}:$B${row + len(entries)}"
            for entry in entries:
                told = (name, str(entry.code), entry.label(self._words.language))
                for at, text in enumerate(told):
                    sheet.write_string(row, at, text, self._text)
                row += 1
        sheet.freeze_panes(1, 0)
        return places

    def _base(self, stories: Sequence[SheetStory]) -> None:
        sheet = self._book.add_worksheet(BASE)
        sheet.very_hidden()
        for at, text in enumerate((SIGN, VERSION, self._words.language)):
            sheet.write_string(0, at, text, self._text)
        for row, story in enumerate(stories, start=1):
            told = (
                str(story.case.case_uuid), " ".join(story.cuts), story.sha256,
                *cells.cut(packed_text(story.json)),
            )  # fmt: skip
            for at, text in enumerate(told):
                sheet.write_string(row, at, text, self._text)


def packed_text(text: str) -> str:
    """A record for the hidden sheet: deflated, so that a workbook is not twice as large for it."""
    return base64.b64encode(zlib.compress(text.encode(), 6)).decode()


def _vocabularies(tables: Sequence[Table]) -> Iterator[str]:
    for table in tables:
        for member in table.holder.fields:
            if isinstance(member, FieldDefinition) and member.vocabulary:
                yield member.vocabulary
