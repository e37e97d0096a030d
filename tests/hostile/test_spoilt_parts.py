"""One part of a package cannot be unpacked, as a worn stick leaves it: every door says so."""

import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from ssc_desktop import sheets, unzipping
from ssc_desktop.errors import Damaged, InvalidInput, SscError, WordError
from ssc_desktop.services import archiving, backing_up, file_kinds, printing
from ssc_desktop.word import reading
from ssc_desktop.word.template import bundled_template, complaints
from tests.hostile import bad_tables
from tests.laptops import Laptop


def spoilt(path: Path, part: str, target: Path) -> Path:
    """The same package; what stands at the beginning of the packed part was never written so."""
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as package:
        at = package.getinfo(part).header_offset
    name, extra = struct.unpack_from("<HH", data, at + 26)
    data[at + 30 + name + extra] = 0xFF
    target.write_bytes(data)
    return target


def packed_parts(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as package:
        return [one.filename for one in package.infolist() if one.compress_type]


def test_a_part_is_not_read(tmp_path: Path) -> None:
    for part in packed_parts(bundled_template()):
        path = spoilt(bundled_template(), part, tmp_path / "spoilt.docx")

        assert unzipping.read(path, part, unzipping.MIB) == b""


DOORS: dict[str, Callable[[Path], object]] = {
    "a story": reading.read,
    "a document that is printed": printing.read,
    "whose it is": file_kinds.is_ours,
}


@pytest.mark.parametrize("door", DOORS.values(), ids=DOORS)
def test_a_document_is_refused_or_read_without_it(
    door: Callable[[Path], object], tmp_path: Path
) -> None:
    refused = 0
    for part in packed_parts(bundled_template()):
        path = spoilt(bundled_template(), part, tmp_path / "spoilt.docx")
        try:
            door(path)
        except WordError:
            refused += 1

    assert refused or door is file_kinds.is_ours


def test_a_template_is_no_document(tmp_path: Path) -> None:
    for part in packed_parts(bundled_template()):
        path = spoilt(bundled_template(), part, tmp_path / "spoilt.docx")

        assert complaints(path) == ["it is not a Word document"]


def test_a_workbook_is_damaged(tmp_path: Path) -> None:
    parts = bad_tables.good(tmp_path)
    whole = tmp_path / "whole.xlsx"
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    sheets.read(whole)

    for part in ("xl/workbook.xml", "xl/worksheets/sheet1.xml"):
        with pytest.raises(InvalidInput):
            sheets.read(spoilt(whole, part, tmp_path / "spoilt.xlsx"))


def test_a_zip_of_tables_is_damaged(tmp_path: Path) -> None:
    whole = tmp_path / "tables.zip"
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("stories.csv", "Title,Country\nRice,Kenya\n" * 9)

    with pytest.raises(SscError, match="damaged"):
        sheets.read(spoilt(whole, "stories.csv", tmp_path / "spoilt.zip"))


def test_a_library_in_one_file_is_damaged(tmp_path: Path) -> None:
    laptop = Laptop(tmp_path)
    laptop.add(title="Rice")
    whole = tmp_path / "whole.ssclibrary"
    archiving.write(backing_up.make(laptop.library, "asked"), whole)
    laptop.close()
    path = spoilt(whole, "library.sqlite", tmp_path / "spoilt.ssclibrary")

    with pytest.raises(Damaged):
        archiving.unpack(path, tmp_path / "new")

    assert not (tmp_path / "new").exists()
