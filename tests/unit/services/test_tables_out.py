"""Workbooks, tables and JSON leave as documents do, and come back as edits with a base."""

import json
from pathlib import Path
from typing import Any

import pytest

from ssc_desktop.errors import Cancelled, InvalidInput
from ssc_desktop.record import CASE, record_json
from ssc_desktop.services import cases, conflicts, libraries, proposals, tables_out
from ssc_desktop.services.tables_out import TableWish
from ssc_desktop.sheets import json_in
from tests.laptops import Laptop
from tests.unit.sheets.editing import edited, put

CONTACT = {"name": "Ms. Private", "phone": "+256 700 000000"}


def _written(laptop: Laptop, target: Path, wish: TableWish, *ids: str) -> tuple[str, ...]:
    made = tables_out.write(laptop.library, list(ids), target, wish)
    return made.left_out


def _records(laptop: Laptop) -> dict[str, dict[str, Any]]:
    shown = (laptop.case(one.id) for one in laptop.listed())
    return {str(case.case_uuid): record_json.written(case, CASE.fields) for case in shown}


def _without_private(record: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if name != "do_no_harm"}


def test_a_whole_library_moves_as_json_with_its_files(
    amina: Laptop, bo: Laptop, tmp_path: Path
) -> None:
    ids = libraries.add_samples(amina.library).cases
    folder = tmp_path / "all"
    _written(amina, folder, TableWish("json", everything=True), *sorted(ids))

    files = sorted(folder.glob("*.json"))
    records = [(record, folder) for path in files for record in json_in.records_in(path)]
    cases.added_together(bo.library, records)

    assert _records(bo) == {key: _without_private(one) for key, one in _records(amina).items()}
    kept = [one.relative_to(amina.library.attachments.folder) for one in _blobs(amina)]
    assert kept == [one.relative_to(bo.library.attachments.folder) for one in _blobs(bo)] != []


def _blobs(laptop: Laptop) -> list[Path]:
    found = laptop.library.attachments.folder.glob("??/*")
    return sorted(one for one in found if one.is_file())


def test_one_file_holds_many_records(amina: Laptop, bo: Laptop, tmp_path: Path) -> None:
    ids = [amina.add(title=title, visibility="public") for title in ("Rice", "Goats")]
    path = tmp_path / "all.json"
    _written(amina, path, TableWish("json"), *ids)

    cases.added_together(bo.library, [(one, tmp_path) for one in json_in.records_in(path)])

    assert _records(bo) == _records(amina)


@pytest.mark.parametrize(("form", "name"), [("xlsx", "t.xlsx"), ("csv", "t"), ("json", "t.json")])
def test_what_is_private_stays_and_is_told(
    form: str, name: str, amina: Laptop, tmp_path: Path
) -> None:
    story = amina.add(primary_contact=[CONTACT], do_no_harm={"note": "Names are secret."})

    left_out = _written(amina, tmp_path / name, TableWish(form), story)

    assert "Ms. Private" not in _everything_in(tmp_path / name)
    assert len(left_out) >= 2 and all(one.startswith("Rice") for one in left_out)


@pytest.mark.parametrize(("form", "name"), [("csv", "t"), ("json", "t.json")])
def test_everything_is_an_explicit_wish_and_never_means_the_note_on_harm(
    form: str, name: str, amina: Laptop, tmp_path: Path
) -> None:
    story = amina.add(primary_contact=[CONTACT], do_no_harm={"note": "Names are secret."})

    left_out = _written(amina, tmp_path / name, TableWish(form, everything=True), story)

    written = _everything_in(tmp_path / name)
    assert "Ms. Private" in written and "Names are secret." not in written
    assert "private" in left_out[0]


def _everything_in(path: Path) -> str:
    if path.suffix == ".xlsx":
        from ssc_desktop.sheets import reading

        file = reading.tables_in(path)
        return str(file)
    paths = [path] if path.is_file() else sorted(path.iterdir())
    return "".join(one.read_text("utf-8-sig") for one in paths)


def test_a_story_that_may_not_go_so_far_is_left_out(amina: Laptop, tmp_path: Path) -> None:
    near = amina.add(title="Near", visibility="workshop")
    far = amina.add(title="Far", visibility="public")

    left_out = _written(amina, tmp_path / "t.json", TableWish("json", "public"), near, far)

    assert [one["title"] for one in json.loads((tmp_path / "t.json").read_text("utf-8"))] == ["Far"]
    assert any("Near" in one for one in left_out)
    with pytest.raises(InvalidInput, match="nothing that may leave"):
        _written(amina, tmp_path / "n.json", TableWish("json", "public"), near)


def test_stopping_leaves_the_old_file(amina: Laptop, tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    path.write_bytes(b"old")

    with pytest.raises(Cancelled):
        tables_out.write(amina.library, [amina.add()], path, TableWish(), stop=lambda: True)

    assert path.read_bytes() == b"old"


# ------------------------------------------------------------ and back


def test_an_unchanged_workbook_brings_nothing(amina: Laptop, tmp_path: Path) -> None:
    ids = libraries.add_samples(amina.library).cases
    _written(amina, tmp_path / "all.xlsx", TableWish(), *sorted(ids))

    planned = proposals.plan(amina.library, [tmp_path / "all.xlsx"])

    assert len(planned.proposals) == len(ids)
    assert [one.lines for one in planned.proposals if one.suggested] == []


def test_a_changed_cell_changes_that_field_alone(amina: Laptop, tmp_path: Path) -> None:
    story = amina.add(overview="Before.", partner=[{"name_as_used": "Embrapa", "country": "BRA"}])
    _written(amina, tmp_path / "book.xlsx", TableWish(), story)
    path = edited(tmp_path / "book.xlsx", lambda rows: put(rows["partner"], 0, "country", "Kenya"))

    proposals.take(amina.library, proposals.plan(amina.library, [path]))

    assert amina.case(story).partner[0].country == "KEN"
    assert amina.case(story).overview == "Before."


def test_what_changed_on_both_sides_is_a_conflict(
    amina: Laptop, bo: Laptop, tmp_path: Path
) -> None:
    story = amina.add(overview="Before.")
    _written(amina, tmp_path / "book.xlsx", TableWish(), story)
    path = edited(
        tmp_path / "book.xlsx", lambda rows: put(rows["case"], 0, "overview", "By table.")
    )
    bo.take(amina.send())
    bo.type(story, "overview", "By Bo.")
    amina.take(bo.send())

    proposals.take(amina.library, proposals.plan(amina.library, [path]))

    (one,) = conflicts.listed(amina.library)
    assert one.field == "overview"
