"""What LibreOffice makes of our documents comes back as it was, and one edit is one change."""

import dataclasses
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from ssc_desktop import word
from ssc_desktop.record import Case, record_json
from ssc_desktop.record.found import same
from ssc_desktop.word import reading
from ssc_desktop.word.reading.comparing import value_at
from tests.unit.word import stories
from tests.unit.word.test_reading import TORTURE, changes, edited, untouched

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(300),
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
]


def hard() -> Case:
    """Two scripts, signs of XML, breaks and lists, in texts and in every cell of the tables."""
    case: Any = stories.full("Rice & <water>\u00a0in مصر and 水", 2)
    made: Case = dataclasses.replace(case, overview=TORTURE, challenge=TORTURE)
    return made


@pytest.fixture(scope="module")
def cases() -> dict[str, Case]:
    chosen = [path for path in stories.samples() if path.stem[:3] in {"c01", "c15", "c23"}]
    return {path.stem: stories.sample(path) for path in chosen} | {"hard": hard()}


@pytest.fixture(scope="module")
def folder(cases: dict[str, Case], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our documents in `ours`, and what LibreOffice made of them in `docx`, `odt` and `doc`."""
    place = tmp_path_factory.mktemp("office")
    (place / "ours").mkdir()
    for name, case in cases.items():
        for layout, language in (("story", "en"), ("story", "ar"), ("overview", "fr")):
            target = place / "ours" / f"{name}.{layout}.{language}.docx"
            word.write([stories.document_case(case)], word.DocumentWish(layout, language), target)
    ours = sorted((place / "ours").iterdir())
    converted(place, ours, "docx", "docx")
    for kind in ("odt", "doc"):
        converted(place, [path for path in ours if ".story." in path.name], kind, f"as-{kind}")
        converted(place, sorted((place / f"as-{kind}").iterdir()), "docx", kind)
    return place


def converted(place: Path, documents: list[Path], kind: str, into: str) -> None:
    home = f"-env:UserInstallation={(place / 'profile').as_uri()}"
    command = ["soffice", home, "--headless", "--convert-to", kind, "--outdir", str(place / into)]
    subprocess.run([*command, *map(str, documents)], check=True, capture_output=True, timeout=240)


def test_nothing_is_found_in_what_it_saved_as_docx(folder: Path) -> None:
    documents = [folder / "docx" / one.name for one in (folder / "ours").iterdir()]
    assert len(documents) == 12
    for path in documents:
        (found,) = reading.parse(path)
        assert found.base_record is not None
        untouched(found)


@pytest.mark.parametrize("kind", ["odt", "doc"])
def test_every_answer_is_what_it_was_behind_other_formats(
    folder: Path, cases: dict[str, Case], kind: str
) -> None:
    """They drop the record: what stands at the bookmarks is told, and none of it is other."""
    for path in sorted((folder / kind).iterdir()):
        case = cases[path.name.split(".")[0]]
        record = record_json.written(case)
        (found,) = reading.parse(path)
        assert found.case_uuid == case.case_uuid
        assert len(found.answers) > 40
        other = [one for one in found.answers if not same(one.value, value_at(record, one.path))]
        assert other == [], path.name


def test_one_edit_in_its_file_is_one_change(folder: Path, cases: dict[str, Case]) -> None:
    told = str(cases["c15-pro-huerta-haiti"].challenge)
    path = edited(folder / "docx" / "c15-pro-huerta-haiti.story.en.docx", (told[:30], "NEW words"))

    (found,) = reading.parse(path)

    assert changes(found) == {("challenge",): told.replace(told[:30], "NEW words", 1)}


def test_an_old_word_document_is_read_through_it(folder: Path, cases: dict[str, Case]) -> None:
    (found,) = reading.read(folder / "as-doc" / "c15-pro-huerta-haiti.story.en.doc")

    assert found.case_uuid == cases["c15-pro-huerta-haiti"].case_uuid
    assert found.notices[0] == "LibreOffice turned the file into a Word document first."
