"""What sort of file somebody hands over, told by what is in it; and who reads each sort."""

import os
import struct
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from ssc_desktop.errors import InvalidInput
from ssc_desktop.i18n import _
from ssc_desktop.record.found import FoundStory
from ssc_desktop.services.answers import Stop

if TYPE_CHECKING:
    from ssc_desktop.sheets.column_profiles import Profile

BUNDLE: Final = "bundle"
DOCUMENT: Final = "document"
TABLE: Final = "table"
RECORD: Final = "record"
"""A story as JSON."""

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_TABLES: Final = (".xls", ".xlt")
_TABLES: Final = (".csv", ".tsv", ".txt")
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")
"""What Excel's “Unicode text” begins with."""
_BY_NAME: Final = {".docx": DOCUMENT, ".docm": DOCUMENT, ".dotx": DOCUMENT, ".odt": DOCUMENT,
                   ".doc": DOCUMENT, ".rtf": DOCUMENT, ".xlsx": TABLE, ".xlsm": TABLE,
                   ".ods": TABLE, ".csv": TABLE, ".tsv": TABLE, ".json": RECORD}  # fmt: skip
"""What names promise; only asked where the file itself tells nothing."""
_HEAD: Final = 4096
_END: Final = 22 + 0xFFFF
"""Bytes at the end of a ZIP file among which its list of members is named."""
_LONGEST_LIST: Final = 1 << 20
_END_MARK: Final = b"PK\x05\x06"


def kind_of(path: Path) -> str:
    """`bundle`, `document`, `table` or `record`; what is none of them counts as a bundle.

    Only a few bytes at both ends are read. Raises nothing: who reads the file says what is wrong.
    """
    if path.is_dir():
        return TABLE
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
            names = _members(stream) if head.startswith(b"PK") else b""
    except OSError:
        head = names = b""
    if names:
        return _of_members(names, head, path)
    return _of_head(head, path)


def _of_members(names: bytes, head: bytes, path: Path) -> str:
    if b"bagit.txt" in names:
        return BUNDLE
    if b"word/" in names or b"opendocument.text" in head:
        return DOCUMENT
    if b"xl/" in names or b"opendocument.spreadsheet" in head:
        return TABLE
    if path.suffix.lower() == ".zip":
        return TABLE if b".csv" in names else BUNDLE
    return _BY_NAME.get(path.suffix.lower(), BUNDLE)


def _of_head(head: bytes, path: Path) -> str:
    ending = path.suffix.lower()
    if head.startswith(_OLE):
        return TABLE if ending in _OLD_TABLES else DOCUMENT
    if head.startswith(b"{\\rtf"):
        return DOCUMENT
    bare = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if bare[:1] in {b"{", b"["} and ending not in _TABLES:
        return RECORD
    if b"\x00" in head and ending in _TABLES and not head.startswith(_UTF16):
        return BUNDLE
    return _BY_NAME.get(ending, TABLE if ending in _TABLES else BUNDLE)


def _members(stream: BinaryIO) -> bytes:
    """The list of members of a ZIP file, or the beginning of a long one."""
    size = stream.seek(0, os.SEEK_END)
    stream.seek(max(0, size - _END))
    tail = stream.read(_END)
    at = tail.rfind(_END_MARK)
    if at < 0 or len(tail) - at < 22:
        return b""
    length, start = struct.unpack_from("<II", tail, at + 12)
    stream.seek(min(start, size))
    return stream.read(min(length, _LONGEST_LIST))


def _is_short(path: Path) -> bool:
    """Whether a ZIP file has a list of members that can be read at no cost."""
    try:
        with path.open("rb") as stream:
            return 0 < len(_members(stream)) < _LONGEST_LIST
    except OSError:
        return False


def is_ours(path: Path) -> bool:
    """Whether a document was made by this program: it carries a story, or is a form of it."""
    import zipfile

    from ssc_desktop import unzipping

    if kind_of(path) != DOCUMENT or not _is_short(path):
        return False
    try:
        with zipfile.ZipFile(path) as package:
            parts = [one for one in package.namelist()[:500] if one.startswith("customXml/item")]
            for name in parts[:20]:
                with package.open(name) as part:
                    if b"urn:ssc:" in part.read(_HEAD):
                        return True
    except unzipping.NOT_READ:
        return False
    return False


# ------------------------------------------------------------------ who reads it


Reader = Callable[[Path, "Profile | None", Stop], tuple[FoundStory, ...]]


def _document(path: Path, profile: "Profile | None", stop: Stop) -> tuple[FoundStory, ...]:
    from ssc_desktop.word import reading

    del profile
    return reading.read(path, stop=stop)


def _table(path: Path, profile: "Profile | None", stop: Stop) -> tuple[FoundStory, ...]:
    from ssc_desktop import sheets

    return sheets.read(path, profile, stop=stop)


READERS: Mapping[str, Reader] = {DOCUMENT: _document, TABLE: _table, RECORD: _table}
"""Who reads what, but for bundles."""


def read(path: Path, profile: "Profile | None", stop: Stop) -> tuple[FoundStory, ...]:
    """The stories that a file tells; `profile` says what the columns of tables of others answer.

    Raises SscError with a sentence for the person where it cannot be read, and Cancelled.
    """
    reader = READERS.get(kind_of(path))
    if reader is None:
        raise InvalidInput(
            _("“{name}” is no document, table or story.").format(name=path.name),
            advice=_("Word documents, workbooks, tables as .csv and stories as .json are read."),
        )
    return reader(path, profile, stop)
