"""Whatever is handed over at once: told by what is in it, one summary, one piece of work."""

import shutil
import zipfile
from pathlib import Path

import pytest

from ssc_desktop.services import activity, file_kinds, incoming_files, station, undoing
from tests.laptops import Laptop
from tests.unit.services.papers import edited, filled, form, printed


@pytest.fixture
def rice(amina: Laptop) -> str:
    """A story."""
    return amina.add(overview="Forty farmers.")


def test_what_a_file_is_its_content_says_and_not_its_name(
    amina: Laptop, rice: str, tmp_path: Path
) -> None:
    bundle = shutil.copy(amina.send(), tmp_path / "bundle.docx")
    document = printed(amina, tmp_path / "rice.docx", rice).rename(tmp_path / "rice.sscz")
    record = tmp_path / "story.sscz"
    record.write_text('{"title": "Rice"}', encoding="utf-8")
    table = tmp_path / "table.csv"
    table.write_text("Title\nRice\n", encoding="utf-8")

    kinds = [file_kinds.kind_of(Path(one)) for one in (bundle, document, record, table)]

    assert kinds == ["bundle", "document", "record", "table"]
    assert file_kinds.kind_of(tmp_path / "gone.docx") == "document"
    assert file_kinds.kind_of(tmp_path / "gone") == "bundle"


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"PK\x03\x04 cut short", "document"),
        (b"PK\x05\x06" + bytes(18), "document"),
        (b"", "document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 locked", "document"),
        (b"{\\rtf1 words}", "document"),
    ],
)
def test_a_broken_document_goes_to_who_can_say_what_is_wrong(
    head: bytes, kind: str, tmp_path: Path
) -> None:
    (tmp_path / "torn.docx").write_bytes(head)

    assert file_kinds.kind_of(tmp_path / "torn.docx") == kind


def test_folders_are_looked_through_for_all_of_it(amina: Laptop, rice: str, stick: Path) -> None:
    amina.send().rename(stick / "all.sscz")
    printed(amina, stick / "rice.docx", rice)
    (stick / "~$rice.docx").write_bytes(b"held open by Word")
    (stick / "holiday.txt").write_text("sun", encoding="utf-8")
    tables = stick / "tables"
    tables.mkdir()
    for name in ("stories.csv", "_base.json"):
        (tables / name).write_text("[]", encoding="utf-8")
    (stick.parent / "empty").mkdir()

    found = incoming_files.sorted_by_kind([stick, stick.parent / "empty"])

    assert [one.name for one in found.bundles] == ["all.sscz"]
    assert [one.name for one in found.files] == ["rice.docx", "tables"]
    assert found.empty == (stick.parent / "empty",)


def test_bundles_and_documents_are_summed_up_taken_in_and_undone_together(
    amina: Laptop, bo: Laptop, rice: str, stick: Path
) -> None:
    bo.add(title="Fish")
    bo.send().rename(stick / "fish.sscz")
    edited(printed(amina, stick / "rice.docx", rice), stick / "rice.docx",
           **{"Forty farmers.": "Fifty farmers."})  # fmt: skip
    filled(form(stick.parent / "form.docx"), stick / "wells.docx", Title="Wells")

    planned = incoming_files.plan(amina.library, [stick])
    accept = [one.bundle for one in planned.plans.asking]
    done, changes = incoming_files.take(amina.library, planned, accept=accept)
    together = undoing.together(amina.library, done.bundles[0])
    undoing.undo(amina.library, together)

    assert planned.sentence() == "2 new, 1 updated."
    assert len(changes.cases) == 3 and set(together) == set(done.bundles)
    assert amina.case(rice).overview == "Forty farmers."
    assert [one.title for one in amina.listed()] == ["Rice from China in Uganda"]
    assert len({one.group for one in activity.entries(amina.library) if one.group}) == 1


def test_a_station_shows_documents_and_takes_none_in(
    amina: Laptop, desk: Laptop, rice: str, stick: Path
) -> None:
    printed(amina, stick / "rice.docx", rice)
    form(stick / "form.docx")
    with zipfile.ZipFile(stick / "letter.docx", "w") as letter:
        letter.writestr("word/document.xml", "<w/>")

    first = station.look(desk.library, station.survey([stick]))
    second = station.look(desk.library, station.survey([stick], first))

    assert {line.path.name for line in first.lines} == {"rice.docx", "form.docx"}
    assert {line.outcome for line in first.lines} == {"waits"}
    assert first.sentence() == "2 wait for you."
    assert second.lines == () and desk.listed() == ()
