"""`table`, `profiles` and `profile` on the command line."""

import json
from pathlib import Path

from tests.unit.cli.conftest import Run
from tests.unit.sheets import kobo
from tests.unit.sheets.editing import edited, put


def test_stories_leave_as_tables_in_three_forms(ssc: Run, story: str, home: Path) -> None:
    for form, name in (("xlsx", "t.xlsx"), ("csv", "t.zip"), ("json", "t.json")):
        said = ssc("table", story, "--as", form, "-o", home / name)

        assert (said.code, said.lines) == (0, [str(home / name)])
        assert (home / name).stat().st_size > 0

    assert ssc("add", home / "t.json").code == 1  # it is there already


def test_a_changed_workbook_is_taken_in(ssc: Run, story: str, home: Path) -> None:
    ssc("table", "--all", "-o", home / "t.xlsx")
    path = edited(home / "t.xlsx", lambda rows: put(rows["case"], 0, "title", "Rice for all"))

    assert ssc("take", path).code == 0

    assert ssc("show", story, "--json").json["title"] == "Rice for all"


def test_a_profile_is_guessed_kept_listed_and_forgotten(ssc: Run, home: Path) -> None:
    path = kobo.export(home / "export.xlsx")

    said = ssc("profile", "guess", path, "--save", "Kobo 2024")

    assert "  story/title -> title" in said.lines
    assert "  story/sector/111 -> sector=111" in said.lines
    assert "  Village head: not used" in said.lines
    assert ssc("profiles").lines == ["Kobo 2024  partner, stories"]
    assert ssc("profile", "forget", "Kobo 2024").code == 0
    assert ssc("profiles").lines == []


def test_a_table_of_others_is_taken_in_by_its_profile(ssc: Run, home: Path) -> None:
    path = kobo.export(home / "export.xlsx")
    ssc("profile", "guess", path, "--save", "Kobo 2024")

    assert ssc("take", path, "--profile", "Kobo 2024").code == 0
    titles = {one["title"] for one in ssc("list", "--json").json}
    again = ssc("take", path)

    assert titles == {"Rice terraces", "Goats"}
    assert again.code == 0 and len(ssc("list", "--json").json) == 2
    assert ssc("take", path, "--profile", "Other").code == 1


def test_our_own_tables_need_no_profile(ssc: Run, story: str, home: Path) -> None:
    ssc("table", story, "-o", home / "t.xlsx")

    assert "needs no profile" in ssc("profile", "guess", home / "t.xlsx").out


def test_what_would_leave_is_told_first(ssc: Run, story: str, home: Path) -> None:
    said = ssc("table", story, "--dry-run")

    assert said.code == 0 and "1 story would leave" in said.out
    assert not list(home.glob("*.xlsx"))


def test_everything_is_said_to_be_private(ssc: Run, story: str, home: Path) -> None:
    said = ssc("table", story, "--as", "json", "--everything", "-o", home / "all.json")

    assert "keep it to yourself" in said.err
    assert json.loads((home / "all.json").read_text("utf-8"))[0]["case_uuid"] == story
