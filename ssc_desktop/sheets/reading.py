"""A file of tables, from its bytes to what was found in it."""

import base64
import functools
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from ssc_desktop.errors import InvalidInput
from ssc_desktop.files import unreadable
from ssc_desktop.i18n import _
from ssc_desktop.record.found import FoundStory
from ssc_desktop.sheets import csv_in, packed, workbook_apart, workbook_in
from ssc_desktop.sheets.raw import BaseStory, RawFile, RawTable
from ssc_desktop.sheets.tables import BASE, SIGN
from ssc_desktop.unzipping import MIB

if TYPE_CHECKING:
    from ssc_desktop.sheets.column_profiles import Profile

_ZIP = b"PK\x03\x04"
_LONGEST_RECORD = 64 * MIB
_MOST_RECORDS = 256 * MIB
"""Bytes of all records together: a few letters may unpack to very many."""


Workbooks = Callable[[Path], RawFile]
"""Reads the sheets of a workbook."""


def read(
    path: Path,
    profile: "Profile | None",
    stop: Callable[[], bool],
    workbooks: Workbooks | None = None,
) -> tuple[FoundStory, ...]:
    """The stories found in a file. Raises InvalidInput, Cancelled."""
    from ssc_desktop.sheets import foreign, json_in, own  # noqa: PLC0415 - only what is needed

    if path.suffix.casefold() == ".json":
        return json_in.read(path)
    file = tables_in(path, workbooks or functools.partial(workbook_apart.read, stop=stop))
    if not any(any(map(str.strip, row)) for table in file.tables for row in table.rows):
        raise InvalidInput(
            _("There is no table in “{name}”.").format(name=path.name),
            advice=_("Tables are files that end in .csv, .tsv or .xlsx."),
        )
    ours = profile is None and own.is_ours(file)
    found = own.read(file, stop) if ours else foreign.read(file, profile, stop)
    if not found:
        raise InvalidInput(
            _("There is no story in “{name}”.").format(name=path.name),
            advice=_("Below the headings each row is a story, or a part of one."),
        )
    return found


def tables_in(path: Path, workbooks: Workbooks = workbook_in.read) -> RawFile:
    """The tables of a workbook, a table of text, a ZIP or a folder. Raises InvalidInput.

    A workbook is read in this process, unless `workbooks` says otherwise.
    """
    if path.is_dir():
        return csv_in.read_folder(path)
    packed.size_of(path)
    try:
        with path.open("rb") as stream:
            head = stream.read(8)
    except OSError as error:
        raise unreadable(error, path) from error
    packed.refuse_other_kinds(path, head)
    if head.startswith(_ZIP):
        return _packed(path, workbooks)
    if path.suffix.casefold() in csv_in.SUFFIXES:
        return csv_in.read(path)
    raise InvalidInput(
        _("“{name}” is not a workbook and not a table of text.").format(name=path.name),
        advice=_("Workbooks end in .xlsx, tables of text in .csv."),
    )


def _packed(path: Path, workbooks: Workbooks) -> RawFile:
    names = [one.filename for one in packed.checked(path)]
    if any(name.casefold().endswith(csv_in.SUFFIXES) for name in names):
        return csv_in.read_zip(path)
    file = workbooks(path)
    for table in file.tables:
        if table.name == BASE and table.rows and table.rows[0][:1] == (SIGN,):
            return _with_base(file, table)
    return file


def looked_at(path: Path) -> RawFile:
    """The tables of a file for somebody who wants to see them; workbooks are read apart.

    Raises InvalidInput.
    """
    return tables_in(path, functools.partial(workbook_apart.read, stop=lambda: False))


def _with_base(file: RawFile, table: RawTable) -> RawFile:
    head = (*table.rows[0], "", "")
    stories: list[BaseStory] = []
    left = _MOST_RECORDS
    for row in table.rows[1:]:
        if len(row) > 3 and row[0]:
            text = _unpacked("".join(row[3:]), min(left, _LONGEST_RECORD))
            left -= len(text)
            stories.append(BaseStory(row[0], tuple(row[1].split()), row[2], text))
    tables = tuple(one for one in file.tables if one is not table)
    return RawFile(tables, file.notices, head[1], head[2], tuple(stories))


def _unpacked(text: str, most: int) -> str:
    """A record from the hidden sheet; "" where it is damaged, which its checksum then tells."""
    try:
        inflate = zlib.decompressobj()
        # of zero letters all would be unpacked
        return inflate.decompress(base64.b64decode(text), max(1, most)).decode()
    except (ValueError, zlib.error):
        return ""
