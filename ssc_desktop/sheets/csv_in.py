"""Tables of text: their encoding and separator are found out, everything else is taken as it is."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from ssc_desktop import unzipping
from ssc_desktop.errors import InvalidInput
from ssc_desktop.i18n import _
from ssc_desktop.sheets import packed
from ssc_desktop.sheets.raw import BaseStory, RawFile, RawTable
from ssc_desktop.sheets.tables import BASE, SIGN

SUFFIXES = (".csv", ".tsv", ".txt")
_SEPARATORS = ",;\t|"
_LONGEST_CELL = 2_000_000
_MOST_COLUMNS = 5000
_MOST_TABLES = 300


def read(path: Path) -> RawFile:
    """One table of text. Raises InvalidInput."""
    packed.size_of(path)
    return _file(path, [(path.name, path.read_bytes())])


def read_folder(path: Path) -> RawFile:
    """All tables of a folder. Raises InvalidInput."""
    found = [one for one in sorted(path.iterdir()) if _is_wanted(one.name) and one.is_file()]
    if sum(map(packed.size_of, found)) > packed.LARGEST or len(found) > _MOST_TABLES:
        raise packed.too_large(path)
    return _file(path, [(one.name, one.read_bytes()) for one in found])


def read_zip(path: Path) -> RawFile:
    """All tables of a ZIP. Raises InvalidInput."""
    parts = [one for one in packed.checked(path) if _is_wanted(one.filename)]
    if len(parts) > _MOST_TABLES or sum(one.file_size for one in parts) > packed.LARGEST:
        raise packed.too_large(path)
    try:
        with zipfile.ZipFile(path) as stream:
            tables = [(one.filename, stream.read(one)) for one in parts]
    except unzipping.NOT_READ as error:
        raise packed.damaged(path) from error
    return _file(path, tables)


def _is_wanted(name: str) -> bool:
    last = PurePosixPath(name).name
    return last.casefold().endswith(SUFFIXES) or last == f"{BASE}.json"


def _file(path: Path, files: list[tuple[str, bytes]]) -> RawFile:
    tables, notices = [], []
    base: RawFile | None = None
    for name, content in files:
        last = PurePosixPath(name)
        if last.name == f"{BASE}.json":
            base = _base(content)
            continue
        text, encoding = _decoded(path, content)
        if encoding == "cp1252":
            notices.append(
                _("“{name}” was read as Windows-1252: look at letters with accents.").format(
                    name=last.name
                )
            )
        tables.append(RawTable(last.stem, list(_rows(path, text))))
    if not tables:
        raise InvalidInput(
            _("There is no table in “{name}”.").format(name=path.name),
            advice=_("Tables are files that end in .csv, .tsv or .xlsx."),
        )
    if base is None:
        return RawFile(tuple(tables), tuple(notices))
    return RawFile(tuple(tables), tuple(notices), base.version, base.language, base.base)


def _decoded(path: Path, content: bytes) -> tuple[str, str]:
    """The text, and the encoding it was read in: UTF-8, UTF-16 or Windows-1252."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    elif content[:64].count(b"\0") >= len(content[:64]) // 3 > 0:
        encoding = "utf-16-le" if content[1:2] == b"\0" else "utf-16-be"
    else:
        encoding = "utf-8-sig"
    for tried in dict.fromkeys((encoding, "cp1252")):
        try:
            text = content.decode(tried)
        except UnicodeError:
            continue
        if "\0" not in text:
            return text, tried
    raise InvalidInput(
        _("“{name}” is not a table of text in a known encoding.").format(name=path.name),
        advice=_("Save it as “CSV UTF-8”, or as .xlsx, and try again."),
    )


def _rows(path: Path, text: str) -> Iterator[tuple[str, ...]]:
    first, _end, rest = text.partition("\n")
    separator = _separator(text)
    if first.strip().casefold().startswith("sep=") and len(first.strip()) == 5:  # Excel's own
        separator, text = first.strip()[-1], rest
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for number, row in enumerate(reader):
            if number > packed.MOST_ROWS or len(row) > _MOST_COLUMNS:
                raise packed.too_large(path)
            yield tuple(one.replace("\r\n", "\n").replace("\r", "\n") for one in row)
    except csv.Error as error:
        raise packed.damaged(path) from error


def _separator(text: str) -> str:
    """The sign that parts the cells: that of which the heading has most, outside quotes."""
    head = _heading(text)
    counts = {sign: head.count(sign) for sign in _SEPARATORS}
    best = max(_SEPARATORS, key=lambda sign: counts[sign])
    return best if counts[best] else ","


def _heading(text: str) -> str:
    """The first lines, without what stands in quotes."""
    kept: list[str] = []
    quoted, lines = False, 0
    for letter in text[:200_000]:
        if letter == '"':
            quoted = not quoted
        elif not quoted:
            lines += letter == "\n"
            if lines == 1 and "".join(kept).strip():
                break
            kept.append(letter)
    return "".join(kept)


def _base(content: bytes) -> RawFile | None:
    try:
        data = json.loads(content)
        if data["format"] != SIGN:
            return None
        stories = tuple(
            BaseStory(
                str(one["case_uuid"]), tuple(map(str, one["cuts"])), str(one["sha256"]),
                str(one["record"]),
            )
            for one in data["stories"]
        )  # fmt: skip
        return RawFile((), (), str(data["version"]), str(data["language"]), stories)
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
