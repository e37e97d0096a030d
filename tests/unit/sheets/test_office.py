"""A workbook opened and saved in LibreOffice says what it said."""

import shutil
import subprocess
from pathlib import Path

import pytest

from ssc_desktop import sheets
from ssc_desktop.record import CASE, record_json
from ssc_desktop.sheets.tables import SheetStory
from tests.unit.sheets.records import record_of, torture, without_base


@pytest.fixture(scope="module")
def saved_anew(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook of a difficult story as LibreOffice saves it."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("needs LibreOffice")
    folder = tmp_path_factory.mktemp("office")
    sheets.write_workbook([SheetStory(torture(), ("cut-1",))], folder / "story.xlsx")
    subprocess.run(
        [
            program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
            "--convert-to", "xlsx", "--outdir", str(folder / "out"), str(folder / "story.xlsx"),
        ],
        check=True,
        capture_output=True,
        timeout=150,
    )  # fmt: skip
    return folder / "out" / "story.xlsx"


def test_libreoffice_changes_nothing(saved_anew: Path) -> None:
    (story,) = sheets.read(saved_anew)

    assert (story.answers, story.removed, story.notices) == ((), (), ())
    assert story.base_cuts == ("cut-1",)


def test_every_word_came_through_libreoffice(saved_anew: Path) -> None:
    (story,) = without_base(saved_anew)

    assert record_of(story) == record_json.written(torture(), CASE.fields)
