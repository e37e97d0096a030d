"""Stories as tables of text (.csv): UTF-8 with a mark, commas, a heading each, no formulas."""

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from ssc_desktop import i18n
from ssc_desktop.errors import InvalidInput
from ssc_desktop.files import replacing
from ssc_desktop.i18n import _
from ssc_desktop.record.definition import FieldDefinition
from ssc_desktop.record.vocabularies import vocabulary
from ssc_desktop.sheets import cells
from ssc_desktop.sheets.folders import new_folder
from ssc_desktop.sheets.tables import BASE, CODES, SIGN, VERSION, SheetStory, Table, tables_of

BASE_FILE = f"{BASE}.json"
_ALWAYS = (1980, 1, 1, 0, 0, 0)


def write(
    stories: Sequence[SheetStory],
    target: Path,
    language: str,
    progress: Callable[[int, int], None] | None,
    stop: Callable[[], bool],
) -> None:
    """Write the tables into a ZIP or a folder. Raises Cancelled, InvalidInput, ExportError."""
    if target.suffix.casefold() == ".csv":
        raise InvalidInput(
            _("Stories are several tables, which one .csv file cannot hold."),
            advice=_("Name a folder, or a file that ends in “.zip”."),
        )
    told = language or i18n.language()
    tables = tables_of(stories, progress, stop)
    files = _files(tables, stories, told)
    if target.suffix.casefold() == ".zip":
        with replacing(target) as stream, zipfile.ZipFile(stream, "w") as packed:
            for name, content in files:
                member = zipfile.ZipInfo(name, _ALWAYS)
                member.compress_type = zipfile.ZIP_DEFLATED
                packed.writestr(member, content)
        return
    with new_folder(target) as folder:
        for name, content in files:
            with replacing(folder / name) as stream:
                stream.write(content)


def _files(
    tables: Sequence[Table], stories: Sequence[SheetStory], language: str
) -> Iterator[tuple[str, bytes]]:
    for table in tables:
        columns = [column.name for column in table.columns()]
        rows = ([str(row.get(name, "")) for name in columns] for row in table.rows)
        yield f"{table.name}.csv", _csv([columns, *rows])
    yield f"{CODES}.csv", _csv([["list", "code", "label"], *_codes(tables, language)])
    yield BASE_FILE, _base(stories, language)


def _csv(rows: Sequence[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([cells.neutral(cell) for cell in row] for row in rows)
    # Excel takes it for UTF-8 only with the mark
    return text.getvalue().encode("utf-8-sig")


def _codes(tables: Sequence[Table], language: str) -> Iterator[list[str]]:
    names = dict.fromkeys(
        member.vocabulary
        for table in tables
        for member in table.holder.fields
        if isinstance(member, FieldDefinition) and member.vocabulary
    )
    for name in names:
        for entry in vocabulary(name).entries:
            yield [name, str(entry.code), entry.label(language)]


def _base(stories: Sequence[SheetStory], language: str) -> bytes:
    told: list[dict[str, Any]] = [
        {
            "case_uuid": str(one.case.case_uuid),
            "cuts": list(one.cuts),
            "sha256": one.sha256,
            "record": one.json,
        }
        for one in stories
    ]
    base = {"format": SIGN, "version": VERSION, "language": language, "stories": told}
    return json.dumps(base, ensure_ascii=False, indent=1).encode() + b"\n"
