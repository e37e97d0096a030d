"""Workbooks and tables that were made to harm, or came to harm."""

import io
import re
import struct
import zipfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from ssc_desktop import sheets
from ssc_desktop.record import Case
from ssc_desktop.sheets.tables import SheetStory
from tests.strategies import numbered_id

SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
_HEAD = b'<?xml version="1.0" encoding="UTF-8"?>'
_MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_MIB = 1024 * 1024

Parts = dict[str, bytes]


def good(folder: Path) -> Parts:
    """The parts of a workbook of ours with one story."""
    path = folder / "good.xlsx"
    case = Case(case_uuid=numbered_id(0), title="Rice", overview="Long ago.")
    sheets.write_workbook([SheetStory(case)], path)
    return taken_apart(path)


def taken_apart(path: Path) -> Parts:
    """The parts of a workbook."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes] | Iterable[tuple[str, bytes]]) -> bytes:
    """A ZIP of these parts."""
    made = io.BytesIO()
    listed = parts.items() if isinstance(parts, Mapping) else parts
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in listed:
            archive.writestr(name, content)
    return made.getvalue()


def sheet(rows: bytes) -> bytes:
    """A sheet with these rows."""
    return _HEAD + b"<worksheet " + _MAIN + b"><sheetData>" + rows + b"</sheetData></worksheet>"


def _entities(parts: Parts) -> bytes:
    declared = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    return packed({**parts, STRINGS: parts[STRINGS].replace(b"<sst", declared + b"<sst")})


def _outside(parts: Parts) -> bytes:
    declared = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    return packed({**parts, SHEET: parts[SHEET].replace(b"<worksheet", declared + b"<worksheet")})


def _far_cell(parts: Parts) -> bytes:
    return packed({**parts, SHEET: sheet(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')})


def _lying_count(parts: Parts) -> bytes:
    """Its strings are said to be four thousand million: their reader makes room for them."""
    lying = re.sub(rb'ount="\d+"', b'ount="4000000000"', parts[STRINGS])
    return packed({**parts, STRINGS: lying})


def _many_rows(parts: Parts) -> bytes:
    rows = b"".join(
        b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(1, 300_000)
    )
    return packed({**parts, SHEET: sheet(rows)})


def _bomb(parts: Parts) -> bytes:
    return packed({**parts, SHEET: sheet(b" " * (200 * _MIB))})


def _lying_bomb(parts: Parts) -> bytes:
    """The same, and the directory says that it is small."""
    made = bytearray(packed({**parts, SHEET: sheet(b" " * (100 * _MIB))}))
    name = SHEET.encode()
    for sign, size_at, name_at in ((b"PK\x03\x04", 22, 30), (b"PK\x01\x02", 24, 46)):
        at = made.find(sign)
        while at >= 0:
            if made[at + name_at : at + name_at + len(name)] == name:
                struct.pack_into("<I", made, at + size_at, 500)
            at = made.find(sign, at + 4)
    return bytes(made)


def _twins(parts: Parts) -> bytes:
    return packed([*parts.items(), (SHEET.upper(), sheet(b""))])


def _locked_part(parts: Parts) -> bytes:
    made = bytearray(packed(parts))
    at = made.find(b"PK\x01\x02")
    made[at + 8] |= 1
    return bytes(made)


REFUSED_WORKBOOKS: dict[str, tuple[Callable[[Parts], bytes], str]] = {
    "nothing": (lambda _parts: b"", "is empty"),
    "noise": (lambda _parts: b"\x07noise" * 100, "is not a workbook"),
    "cut short": (lambda parts: packed(parts)[:-300], "damaged"),
    "a Word document": (lambda _parts: packed({"word/document.xml": b"<x/>"}), "Word document"),
    "a workbook of LibreOffice": (lambda _parts: packed({"content.xml": b"<x/>"}), r"\.ods"),
    "an old workbook": (lambda _parts: _OLE + b"\0" * 600, "old kind"),
    "a password": (
        lambda _parts: _OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
        "password",
    ),
    "entities": (_entities, "refused"),
    "entities of files": (_outside, "refused"),
    "a cell at the far end": (_far_cell, "too large"),
    "a count that lies": (_lying_count, "too large"),
    "many rows": (_many_rows, "too large"),
    "a bomb": (_bomb, "too large|refused"),
    "a bomb that lies": (_lying_bomb, "damaged"),
    "two parts of one name": (_twins, "refused"),
    "an encrypted part": (_locked_part, "refused"),
    "a hundred thousand parts": (
        lambda parts: packed([*parts.items(), *((f"x/{n}", b"") for n in range(30_000))]),
        "too large",
    ),
    "no sheet in it": (
        lambda parts: packed({**parts, "xl/workbook.xml": b"<workbook/>"}),
        "no table",
    ),
    "a sheet that is no XML": (lambda parts: packed({**parts, SHEET: b"<worksheet><"}), "damaged"),
}

REFUSED_TABLES: dict[str, tuple[bytes, str]] = {
    "a picture": (b"\xff\xd8\xff\xe0" + bytes(range(256)) * 9, "known encoding|damaged"),
    "no known encoding": (b"title\n\x81\x8d\x90\n", "known encoding"),
    "a million rows": (b"title\n" + b"a\n" * 1_000_000, "too large"),
    "many columns": (b"title," * 20_000 + b"\n", "too large"),
    "an endless cell": (b'title\n"' + b"a" * 3_000_000, "damaged"),
    "blanks": (b"\n\n  \n", "no table"),
    "a heading alone": (b"title,challenge\n", "no story"),
}
