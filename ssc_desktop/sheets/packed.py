"""A ZIP from elsewhere (a workbook, or tables): looked at from end to end before it is read."""

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

from ssc_desktop import unzipping
from ssc_desktop.errors import InvalidInput
from ssc_desktop.files import unreadable
from ssc_desktop.i18n import _
from ssc_desktop.unzipping import MIB

LARGEST = 200 * MIB
"""Bytes of a file that is read."""
MOST_ROWS = 200_000
MOST_CELLS = 4_000_000
"""Of one sheet, empty ones between the others counted: so much memory its reader takes."""

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_CHUNK = 512 * 1024
_OVERLAP = 4096
_CELL = re.compile(rb"<(?:\w+:)?c(?:\s[^<>]*?)?(?<!/)>")
_PLACE = re.compile(rb"""\sr=["']\$?([A-Za-z]{1,4})\$?(\d{1,9})["']""")
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)|<\x00!\x00D\x00O\x00C", re.IGNORECASE)


@dataclass
class Scan:
    """What a workbook holds, counted without reading it."""

    formulas: int = 0
    links: bool = False
    macros: bool = False


def refuse_other_kinds(path: Path, head: bytes) -> None:
    """Raise InvalidInput where the file is what only looks like a workbook or a table."""
    name = path.name
    if head.startswith(_OLE):
        with path.open("rb") as stream:
            locked = "EncryptedPackage".encode("utf-16-le") in stream.read(MIB)
        if locked:
            raise InvalidInput(
                _("“{name}” is protected by a password.").format(name=name),
                advice=_("Open it, take the password off, save it and try again."),
            )
        raise InvalidInput(
            _("“{name}” is a workbook of an old kind (.xls).").format(name=name),
            advice=_("Open it in Excel or LibreOffice, save it as .xlsx and try again."),
        )


def size_of(path: Path) -> int:
    """The bytes of a file. Raises InvalidInput where it is empty or too large."""
    try:
        size = path.stat().st_size
    except OSError as error:
        raise unreadable(error, path) from error
    if not size:
        raise InvalidInput(
            _("The file “{name}” is empty.").format(name=path.name),
            advice=_("Ask for it again, or copy it once more."),
        )
    if size > LARGEST:
        raise too_large(path)
    return size


def too_large(path: Path) -> InvalidInput:
    """What is said of a file that asks for too much."""
    return InvalidInput(
        _("“{name}” is too large to be read here.").format(name=path.name),
        advice=_("Split it into several files, or remove what is not needed."),
    )


def damaged(path: Path) -> InvalidInput:
    """What is said of a file that is not whole."""
    return InvalidInput(
        _("“{name}” is damaged or cut short.").format(name=path.name),
        advice=_("Ask for it again, or copy it once more."),
    )


def _unsafe(path: Path) -> InvalidInput:
    return InvalidInput(
        _("“{name}” was refused: it is not made as such files are made by office programs.").format(
            name=path.name
        ),
        advice=_("Ask the sender how it was made; saving it anew in LibreOffice may help."),
    )


def checked(path: Path) -> list[zipfile.ZipInfo]:
    """The parts of a ZIP that keeps within limits. Raises InvalidInput."""
    try:
        parts = unzipping.parts(path, unzipping.WORKBOOK)
    except unzipping.NotWhole as error:
        raise damaged(path) from error
    except unzipping.TooMuch as error:
        raise too_large(path) from error
    except unzipping.Unfit as error:
        raise _unsafe(path) from error
    except OSError as error:
        raise unreadable(error, path) from error
    if len({one.filename.casefold() for one in parts}) < len(parts):
        raise _unsafe(path)
    most = unzipping.WORKBOOK.part
    if any(one.file_size > most for one in parts if _is_text(one.filename)):
        raise too_large(path)
    return parts


def _is_text(name: str) -> bool:
    return name.casefold().endswith((".xml", ".rels", ".csv", ".tsv", ".txt", ".json"))


def scanned(path: Path, parts: list[zipfile.ZipInfo]) -> Scan:
    """Unpack every part that would be read, and count. Raises InvalidInput.

    That is done before any reader sees it: sizes may lie, and one cell at the far end of a sheet
    makes readers fill all the memory there is.
    """
    found = Scan()
    try:
        with zipfile.ZipFile(path) as packed:
            for part in parts:
                name = part.filename.casefold()
                found.links = found.links or name.startswith("xl/externallinks/")
                found.macros = found.macros or name.endswith("vbaproject.bin")
                if _is_text(name):
                    _look_through(path, packed, part, found)
    except unzipping.SPOILT as error:
        raise damaged(path) from error
    except OSError as error:
        raise unreadable(error, path) from error
    return found


def _look_through(path: Path, packed: zipfile.ZipFile, part: zipfile.ZipInfo, found: Scan) -> None:
    sheet = _Sheet() if part.filename.casefold().startswith("xl/worksheets/") else None
    with packed.open(part) as stream:
        rest = b""
        while chunk := stream.read(_CHUNK):
            data = rest + chunk
            if _DECLARED.search(data):
                raise _unsafe(path)
            if sheet is not None:
                rest = sheet.feed(data)
                if sheet.is_too_large():
                    raise too_large(path)
            else:
                rest = data[-16:]
    if sheet is not None:
        found.formulas += sheet.formulas


class _Sheet:
    """How far a sheet reaches."""

    def __init__(self) -> None:
        self.formulas = self.cells = self.rows = self.columns = 0

    def feed(self, data: bytes) -> bytes:
        """Count what is whole in `data`; the answer is what must come again before the next."""
        end = data.rfind(b">") + 1
        if not end and len(data) > _CHUNK + _OVERLAP:
            end = len(data)
        for cell in _CELL.finditer(data, 0, end):
            self.cells += 1
            place = _PLACE.search(cell[0])
            if place:
                self.columns = max(self.columns, _number_of(place[1]))
                self.rows = max(self.rows, int(place[2]))
        self.formulas += data.count(b"<f>", 0, end) + data.count(b"<f ", 0, end)
        return data[end:]

    def is_too_large(self) -> bool:
        """Whether its reader would take too much."""
        area = max(self.rows, 1) * max(self.columns, 1)
        return self.rows > MOST_ROWS or self.cells > MOST_CELLS or area > MOST_CELLS


def _number_of(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
