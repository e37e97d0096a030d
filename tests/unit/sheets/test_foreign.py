"""Tables of others become stories, through a guess or a profile; nothing is silently dropped."""

import zipfile
from pathlib import Path
from typing import Any

import pytest

from ssc_desktop import sheets
from ssc_desktop.errors import InvalidInput
from ssc_desktop.i18n import LANGUAGES
from ssc_desktop.record.found import MISSING, FoundStory, Origin
from ssc_desktop.sheets.column_profiles import ColumnRule, Profile
from tests.unit.sheets import kobo


def _values(story: FoundStory) -> dict[tuple[str, ...], Any]:
    return {one.path: one.value for one in story.answers}


def _of(story: FoundStory, group: str) -> list[dict[str, Any]]:
    items: dict[str, dict[str, Any]] = {}
    for path, value in _values(story).items():
        if path[0] == group and len(path) == 3:
            items.setdefault(path[1], {})[path[2]] = value
    return list(items.values())


def test_a_kobo_export_is_read_without_a_word(tmp_path: Path) -> None:
    path = kobo.export(tmp_path / "export.xlsx")

    rice, goats = sheets.read(path)

    said = _values(rice)
    assert rice.kind is Origin.SHEET
    assert said["title",] == "Rice terraces"
    assert said["challenge",] == "Floods\nevery year"
    assert said["sector",] == ["111", "112"]
    assert said["start_date",] == "2019-03-01"
    assert said["participants_total",] == 120
    assert _of(rice, "partner") == [
        {"name_as_used": "Ministry of Land", "country": "KEN"},
        {"name_as_used": "Embrapa", "country": "BRA"},
    ]
    assert rice.unmatched == ("Village head: Mr. Kofi",)
    assert "photo1.jpg" in " ".join(rice.notices)
    assert "1" in " ".join(goats.notices)


def test_an_export_of_odk_is_a_zip_of_tables(tmp_path: Path) -> None:
    path = tmp_path / "form.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr(
            "form.csv",
            "SubmissionDate,story-title,meta-instanceID,KEY\n"
            "2024-05-01,Rice,uuid:aa,uuid:aa\n2024-05-02,Goats,uuid:bb,uuid:bb\n",
        )
        packed.writestr(
            "form-partner.csv",
            "name_as_used,country,PARENT_KEY,KEY\n"
            "Embrapa,BRA,uuid:bb,uuid:bb/partner[1]\nNARO,Uganda,uuid:aa,uuid:aa/partner[1]\n",
        )

    rice, goats = sheets.read(path)

    assert _of(rice, "partner") == [{"name_as_used": "NARO", "country": "UGA"}]
    assert _of(goats, "partner") == [{"name_as_used": "Embrapa", "country": "BRA"}]
    assert rice.case_uuid and rice.unmatched == ()


def test_what_is_not_understood_stays_in_sight(tmp_path: Path) -> None:
    _rice, goats = sheets.read(kobo.export(tmp_path / "export.xlsx"))

    doubtful = {one.path[-1]: one for one in goats.answers if one.doubt}
    assert set(doubtful) == {"start_date", "participants_total", "country"}
    assert all(one.value is MISSING for one in doubtful.values())
    assert "Atlantis" in doubtful["country"].doubt


def test_the_same_submission_is_the_same_story_again(tmp_path: Path) -> None:
    once = sheets.read(kobo.export(tmp_path / "one.xlsx"))
    again = sheets.read(kobo.export(tmp_path / "two.xlsx"))

    assert once == again
    assert once[0].case_uuid != once[1].case_uuid


def test_a_profile_maps_columns_codes_and_dates(tmp_path: Path) -> None:
    path = kobo.workbook(
        tmp_path / "ministry.xlsx",
        {
            "2024": [
                ["Register of projects", "", "", "", ""],
                ["Projekt", "Art", "Beginn", "Partner A", "Land A"],
                ["Water for all", "X", "02/03/2019", "Embrapa", "Brasil"],
            ]
        },
    )
    rules = (
        ColumnRule("2024", "Projekt", "title"),
        ColumnRule("2024", "Art", "cooperation_type", values=(("X", "triangular"),)),
        ColumnRule("2024", "Beginn", "start_date", dates="mdy"),
        ColumnRule("2024", "Partner A", "partner[1]/name_as_used"),
        ColumnRule("2024", "Land A", "partner[1]/country"),
    )
    sheets.save_profile(Profile("Ministry", rules, "de"), tmp_path / "profiles")
    (kept,) = sheets.profiles(tmp_path / "profiles")

    (story,) = sheets.read(path, kept)

    said = _values(story)
    assert said["title",] == "Water for all"
    assert said["cooperation_type",] == "triangular"
    assert said["start_date",] == "2019-02-03"
    assert _of(story, "partner") == [{"name_as_used": "Embrapa", "country": "BRA"}]
    assert (story.language, story.case_uuid) == ("de", "")


def test_a_saved_profile_is_found_by_its_columns(tmp_path: Path) -> None:
    rows = [["Vorhaben", "Note"], ["Bees", "x"]]
    path = kobo.workbook(tmp_path / "bees.xlsx", {"A": rows})
    sheets.save_profile(Profile("Bees", (ColumnRule("A", "Vorhaben", "title"),)))

    (story,) = sheets.read(path)

    assert _values(story) == {("title",): "Bees"}
    assert story.unmatched == ("Note: x",)


def test_a_profile_serves_the_export_of_another_day(tmp_path: Path) -> None:
    path = tmp_path / "export-2024-06-01.csv"
    path.write_text("Vorhaben;Note\nBees;x\n", encoding="utf-8")
    sheets.save_profile(Profile("Bees", (ColumnRule("export-2024-05-01", "Vorhaben", "title"),)))

    (story,) = sheets.read(path)

    assert _values(story) == {("title",): "Bees"}


def test_ticks_are_surer_than_labels_in_a_row(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["title", "sector", "sector/112", "sector/122"],
        ["Bees", "Basic education Basic health", 1, 1],
        ["Goats", "Basic health", 0, 1],
    ]

    bees, goats = sheets.read(kobo.workbook(tmp_path / "x.xlsx", {"A": rows}))

    assert _values(bees)["sector",] == ["112", "122"]
    assert _values(goats)["sector",] == ["122"]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("title", "title"),
        ("Título", "title"),
        ("العنوان", "title"),
        ("partner_1_name", "partner[1]/name_as_used"),
        ("partner_2_country", "partner[2]/country"),
        ("partner_name_as_used_3", "partner[3]/name_as_used"),
        ("request_origin_note", "request_origin.note"),
        ("group_a/sub/overview", "overview"),
        ("_submission_time", ""),
        ("Favourite colour", ""),
    ],
)
def test_headings_are_known_in_five_languages(heading: str, field: str, tmp_path: Path) -> None:
    path = kobo.workbook(tmp_path / "x.xlsx", {"A": [[heading, "zzz"], ["a", "b"]]})

    guess = sheets.guess(path)

    assert guess.columns[0].rule.field == field


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Project title", "title"),
        ("Secteur d'activité", "sector"),
        ("What was the problem?", "challenge"),
        ("A2 Overview (150 words)", "overview"),
        ("Did women take part in the decisions?", ""),
    ],
)
def test_what_is_only_likely_is_doubtful(heading: str, field: str, tmp_path: Path) -> None:
    rows = [["short_name", heading], ["Bees", "111"]]
    path = kobo.workbook(tmp_path / "x.xlsx", {"A": rows})

    _sure, likely = sheets.guess(path).columns
    (story,) = sheets.read(path)

    assert (likely.rule.field, likely.certainty) == (field, "likely" if field else "")
    doubts = {one.path[0]: heading in one.doubt for one in story.answers}
    assert doubts == {"short_name": False, **({field: True} if field else {})}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_label_is_known_as_a_heading(language: str, tmp_path: Path) -> None:
    targets = [one for one in sheets.targets(language) if not one.group and "." not in one.field]
    labels = [one.label for one in targets]
    path = kobo.workbook(tmp_path / "x.xlsx", {"A": [labels, ["x"] * len(labels)]})

    guess = sheets.guess(path)

    assert [one.rule.field for one in guess.columns] == [one.field for one in targets]


def test_a_table_of_which_nothing_is_known_asks_for_a_profile(tmp_path: Path) -> None:
    path = kobo.workbook(tmp_path / "x.xlsx", {"A": [["qq", "zz"], ["a", "b"]]})

    with pytest.raises(InvalidInput, match="column profile"):
        sheets.read(path)


def test_the_beginning_of_a_table_can_be_looked_at(tmp_path: Path) -> None:
    stories, _partners = sheets.preview_rows(kobo.export(tmp_path / "export.xlsx"), 1)

    assert (stories.name, stories.count, len(stories.rows)) == ("stories", 2, 1)
    assert stories.columns[1] == "story/title"
    assert stories.rows[0][1] == "Rice terraces"


def test_a_profile_that_names_no_field_is_not_kept(tmp_path: Path) -> None:
    wrong = Profile("Wrong", (ColumnRule("A", "b", "partner/colour"),))

    with pytest.raises(InvalidInput, match="partner/colour"):
        sheets.save_profile(wrong, tmp_path)

    assert sheets.profiles(tmp_path) == ()


def test_there_is_a_label_for_every_target() -> None:
    targets = sheets.targets("fr")

    assert {one.field for one in targets} >= {"title", "partner/country", "request_origin.note"}
    assert all(one.label for one in targets)


def test_words_under_no_heading_and_strange_sheets_are_told(tmp_path: Path) -> None:
    rows = [["Title", "Overview"], ["Rice", "Long ago.", "A note at the edge"]]
    path = kobo.workbook(
        tmp_path / "t.xlsx", {"Stories": rows, "Budget": [["x1", "x2"], ["1", "2"]]}
    )

    (story,) = sheets.parse(path)

    assert "A note at the edge" in story.unmatched
    assert any("“Budget”" in one for one in story.notices)
