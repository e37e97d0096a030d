"""The sheets of a workbook as text: values as they were last shown, formulas never worked out."""

import datetime as dt
import math
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

from ssc_desktop.errors import InvalidInput
from ssc_desktop.i18n import _, ngettext
from ssc_desktop.sheets import packed
from ssc_desktop.sheets.raw import RawFile, RawTable


def read(path: Path) -> RawFile:
    """The sheets of a workbook. Raises InvalidInput."""
    parts = packed.checked(path)
    _refuse_other_files(path, {one.filename.casefold() for one in parts})
    scan = packed.scanned(path, parts)
    return RawFile(tuple(_sheets(path)), tuple(_notices(scan)))


def _refuse_other_files(path: Path, names: set[str]) -> None:
    if "xl/workbook.xml" in names or any(name.startswith("xl/worksheets/") for name in names):
        return
    if any(name.startswith("word/") for name in names):
        reason = _("“{name}” is a Word document, not a workbook.")
    elif "content.xml" in names:
        reason = _("“{name}” is a workbook of LibreOffice (.ods).")
    else:
        reason = _("“{name}” is not a workbook.")
    raise InvalidInput(
        reason.format(name=path.name), advice=_("Open it there, save it as .xlsx and try again.")
    )


def _notices(scan: packed.Scan) -> list[str]:
    said = []
    if scan.formulas:
        said.append(
            ngettext(
                "{n} formula: its last result was read.",
                "{n} formulas: their last results were read.",
                scan.formulas,
            ).format(n=scan.formulas)
        )
    if scan.links:
        said.append(_("Links to other workbooks were not followed."))
    if scan.macros:
        said.append(_("The workbook holds a program; it was not run."))
    return said


def _sheets(path: Path) -> list[RawTable]:
    from python_calamine import (  # noqa: PLC0415 - loaded when used
        CalamineError,
        CalamineWorkbook,
        SheetTypeEnum,
        SheetVisibleEnum,
    )

    found = []
    try:
        with CalamineWorkbook.from_path(path) as book:
            for told in book.sheets_metadata:
                if told.typ is not SheetTypeEnum.WorkSheet:
                    continue
                sheet = book.get_sheet_by_name(told.name)
                rows = sheet.iter_rows() if sheet.height else ()
                # a million empty rows may stand between two that say something
                texts = [tuple(map(text_of, row)) for row in rows if any(one != "" for one in row)]
                hidden = told.visible is not SheetVisibleEnum.Visible
                found.append(RawTable(told.name, texts, hidden=hidden))
    except (CalamineError, OSError, ValueError, zipfile.BadZipFile) as error:
        raise packed.damaged(path) from error
    except BaseException as error:
        # what its Rust gives up on is no Exception
        if type(error).__name__ == "PanicException":
            raise packed.damaged(path) from error
        raise
    return found


def text_of(value: Any) -> str:
    """A cell's value as text: dates as EDTF, whole numbers without a point."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, dt.datetime):
        whole = value.time() == dt.time()
        return value.date().isoformat() if whole else value.isoformat(sep=" ", timespec="seconds")
    return "" if value is None else str(value)


def _number(value: float) -> str:
    if value.is_integer() and abs(value) < 10**16:
        return str(int(value))
    return format(Decimal(repr(value)), "f") if math.isfinite(value) else ""
