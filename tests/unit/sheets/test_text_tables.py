"""Tables of text in every usual encoding; none of their cells is a formula to any program."""

import csv
import io
import zipfile
from pathlib import Path

import pytest

from ssc_desktop import sheets
from ssc_desktop.errors import InvalidInput
from ssc_desktop.sheets.tables import SheetStory
from tests.unit.sheets.records import torture

ROWS = "title{0}challenge\nLe café{0}“à l’eau”\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_encoding_and_separator_are_found_out(
    encoding: str, separator: str, tmp_path: Path
) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(ROWS.format(separator).encode(encoding))

    (story,) = sheets.read(path)

    assert {one.value for one in story.answers} == {"Le café", "“à l’eau”"}
    assert bool(story.notices) == (encoding == "cp1252")


def test_the_separator_that_excel_names_is_believed(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text('sep=;\r\ntitle;challenge\r\n"a, b, c";"d, e"\r\n', encoding="utf-8")

    (story,) = sheets.read(path)

    assert [one.value for one in story.answers] == ["a, b, c", "d, e"]


def test_no_cell_begins_as_a_formula_does(tmp_path: Path) -> None:
    path = tmp_path / "story.zip"
    sheets.write_csv([SheetStory(torture())], path)

    with zipfile.ZipFile(path) as packed:
        texts = [packed.read(n).decode("utf-8-sig") for n in packed.namelist() if n[0] != "_"]
    cells = [cell for text in texts for row in csv.reader(io.StringIO(text)) for cell in row]
    begun = {cell for cell in cells if cell.startswith(tuple("=+-@\t\r\n"))}
    assert all(cell.lstrip("-").replace(".", "").isdigit() for cell in begun)
    assert '\'=HYPERLINK("http://example.org")' in cells


def test_a_folder_of_tables_is_read_as_a_zip_is(tmp_path: Path) -> None:
    sheets.write_csv([SheetStory(torture(), ("c",))], tmp_path / "tables")

    (story,) = sheets.read(tmp_path / "tables")

    assert (story.answers, story.base_cuts) == ((), ("c",))


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")

    with pytest.raises(InvalidInput, match="not an empty folder"):
        sheets.write_csv([SheetStory(torture())], tmp_path)
    assert [one.name for one in tmp_path.iterdir()] == ["mine.txt"]


def test_one_file_cannot_hold_several_tables(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="several tables"):
        sheets.write_csv([SheetStory(torture())], tmp_path / "all.csv")


def test_a_zip_that_is_damaged_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "story.zip"
    sheets.write_csv([SheetStory(torture())], path)
    content = bytearray(path.read_bytes())
    content[200:260] = b"x" * 60
    path.write_bytes(content)

    with pytest.raises(InvalidInput, match="damaged"):
        sheets.read(path)
