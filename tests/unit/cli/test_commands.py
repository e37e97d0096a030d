"""Every command does its work and exits with 0."""

import json
from pathlib import Path
from typing import Any

import docx
import pytest

from ssc_desktop import __version__
from ssc_desktop.__main__ import main
from ssc_desktop.paths import bundled
from ssc_desktop.record import CASE
from ssc_desktop.services import cases
from tests.laptops import Laptop
from tests.strategies import numbered_id
from tests.unit.cli.conftest import Run

A, B = numbered_id(1), numbered_id(2)
SAMPLE = bundled("resources") / "samples" / "c07-fao-china-uganda.json"


def kept(path: Path, data: Any) -> Path:
    """A JSON file."""
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def test_new_prints_the_id_of_an_empty_story(ssc: Run) -> None:
    said = ssc("new", "--title", "Fish", "--language", "fr")

    shown = ssc("show", said.out.strip(), "--json").json
    assert said.code == 0
    assert (shown["title"], shown["narrative_language"], shown["status"]) == ("Fish", "fr", "draft")


def test_add_takes_one_record_or_a_list_and_prints_ids(ssc: Run, home: Path) -> None:
    many = kept(home / "many.json", [{"title": "One"}, {"title": "Two"}])

    said = ssc("add", SAMPLE, many)

    assert said.code == 0
    assert len(said.lines) == 3
    assert {one["id"] for one in ssc("list", "--json").json} == set(said.lines)


def test_add_reads_amounts_with_a_point_as_they_are_written(ssc: Run, home: Path) -> None:
    (home / "r.json").write_text('{"title": "Rice", "financial_input": [{"amount": 4.50}]}')

    case_id = ssc("add", home / "r.json").out.strip()

    assert ssc("show", case_id, "--json").json["financial_input"][0]["amount"] == "4.50"


def test_add_takes_files_beside_the_record(ssc: Run, home: Path) -> None:
    (home / "pictures").mkdir()
    (home / "pictures" / "a.jpg").write_bytes(b"\xff\xd8\xff\xe0 not much of a photo")
    record = kept(home / "r.json", {"title": "Rice", "attachment": [{"file": "pictures/a.jpg"}]})

    case_id = ssc("add", record).out.strip()

    (item,) = ssc("show", case_id, "--json").json["attachment"]
    assert (item["file_name"], len(item["sha256"])) == ("a.jpg", 64)
    assert "file" not in item


def test_what_show_gives_add_takes(ssc: Run, home: Path) -> None:
    case_id = ssc("add", SAMPLE).out.strip()
    shown = ssc("show", case_id, "--json").out
    (home / "copy.json").write_text(shown, encoding="utf-8")

    added = ssc("--library", home / "other", "add", home / "copy.json")

    assert added.out.strip() == case_id
    assert ssc("--library", home / "other", "show", case_id, "--json").out == shown


def test_show_tells_a_story_in_words(ssc: Run) -> None:
    case_id = ssc("add", SAMPLE).out.strip()

    said = ssc("show", case_id)

    assert "Start: September 2012" in said.out
    assert "End: unknown" in said.out
    assert "– China" in said.out


def test_show_tells_of_groups_and_of_the_answers_in_them(ssc: Run, home: Path) -> None:
    figures = [{"value": "7"}]
    record = {
        "title": "Rice",
        "partner": [{"name_as_used": "FAO", "roles": ["funder"], "country": "ITA"}],
        "result": [{"statement": "More rice", "actual": "4.5", "other_figure": figures}],
        "lesson": {"answer": "unknown"},
    }
    case_id = ssc("add", kept(home / "r.json", record)).out.strip()

    said = ssc("show", case_id)

    assert "    – FAO\n" in said.out
    assert "      Country: Italy\n" in said.out
    assert "      Reached: 4.5\n" in said.out
    assert "          Other figure: 7\n" in said.out
    assert "  Lessons: unknown\n" in said.out
    assert "Inputs" not in said.out  # nothing was answered there


def test_an_empty_library_in_the_environment_is_the_usual_one(
    ssc: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSC_LIBRARY", "")
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "data"))

    ssc("new", "--title", "Tea")

    assert (home / "data" / "ssc-desktop" / "library" / "library.sqlite").is_file()


def test_a_file_may_begin_with_a_byte_order_mark(ssc: Run, home: Path) -> None:
    (home / "r.json").write_bytes(b"\xef\xbb\xbf" + json.dumps({"title": "Rice"}).encode())

    case_id = ssc("add", home / "r.json").out.strip()

    assert ssc("show", case_id, "--json").json["title"] == "Rice"


def test_ids_may_be_given_by_their_beginning(ssc: Run, story: str) -> None:
    assert ssc("show", story[:13], "--json").json["case_uuid"] == story
    assert ssc("set", story[:20], "network", "The club").code == 0
    assert ssc("show", story[:7]).code == 1


def test_list_as_json_by_words_by_status_and_from_the_trash(ssc: Run, story: str) -> None:
    other = ssc("new", "--title", "Fish from Viet Nam").out.strip()

    assert [one["id"] for one in ssc("list", "--json").json] == [other, story]
    assert [one["id"] for one in ssc("list", "--json", "--query", "chin ric").json] == []
    assert [one["id"] for one in ssc("list", "--json", "--query", "rice chin").json] == [story]
    assert [one["title"] for one in ssc("list", "--json", "--status", "draft").json] == [
        "Fish from Viet Nam",
        "Rice from China in Uganda",
    ]
    assert ssc("list", "--json", "--status", "complete").json == []
    ssc("trash", story)
    assert [one["id"] for one in ssc("list", "--json", "--trash").json] == [story]
    assert story not in ssc("list").out
    ssc("restore", story)
    assert story in ssc("list").out


@pytest.mark.parametrize(
    ("field", "value", "stored"),
    [
        ("title", "Tea", "Tea"),
        ("title", "2012", "2012"),
        ("overview", "Two lines\nof text", "Two lines\nof text"),
        ("keywords", '["rice", "water"]', ["rice", "water"]),
        ("keywords", "rice", ["rice"]),
        ("participants_total", "40", 40),
        ("participants_about", "true", True),
        ("as_of_date", "2011~", "2011~"),
        ("record_depth", "full_story", "full_story"),
        ("sector", '["311", "313"]', ["311", "313"]),
        ("sector", "311", ["311"]),
        ("sdg_goal", "2", [2]),
        ("sdg_goal", "[1, 2]", [1, 2]),
        ("request_origin", "not_known", {"code": "not_known"}),
        ("request_origin", "A letter", {"note": "A letter"}),
        ("request_origin", '{"code": "not_known", "note": "A letter"}',
         {"code": "not_known", "note": "A letter"}),
        ("women", '{"answer": "unknown"}', {"answer": "unknown"}),
        ("title", '{"answer": "withheld"}', {"answer": "withheld"}),
        ("title", '"Rice for all"', "Rice for all"),
        ("title", "2008", "2008"),
        ("result", '{"answer": "unknown"}', {"answer": "unknown"}),
        (f"partner/{A}/country", "CHN", "CHN"),
        (f"partner/{A}/from", "2008-08", "2008-08"),
        (f"partner/{A}/roles", '["funder", "implementer"]', ["funder", "implementer"]),
        (f"financial_input/{B}/amount", "4.50", "4.50"),
        (f"financial_input/{B}/amount", "1857380", "1857380"),
        (f"financial_input/{B}/payer", A, A),
        (f"result/{numbered_id(3)}/actual", "4.5", "4.5"),
        (f"result/{numbered_id(3)}/actual", "none", "none"),
        (f"result/{numbered_id(3)}/evidence_level", "2", 2),
        (f"result/{numbered_id(3)}/other_figure/{numbered_id(4)}/value", "7", "7"),
        (f"lesson/{numbered_id(5)}/based_on", f'["{numbered_id(3)}"]', [numbered_id(3)]),
        (f"field_limit/{numbered_id(6)}/parts", '["money", "contacts"]', ["contacts", "money"]),
        (f"attachment/{numbered_id(7)}/sha256", "ab" * 32, "ab" * 32),
    ],
)  # fmt: skip
def test_set_takes_json_and_text_for_every_kind_of_field(
    ssc: Run, home: Path, field: str, value: str, stored: Any
) -> None:
    record = {
        "title": "Rice",
        "partner": [{"id": A}],
        "financial_input": [{"id": B}],
        "result": [{"id": numbered_id(3), "other_figure": [{"id": numbered_id(4)}]}],
        "lesson": [{"id": numbered_id(5)}],
        "field_limit": [{"id": numbered_id(6)}],
        "attachment": [{"id": numbered_id(7)}],
    }
    case_id = ssc("add", kept(home / "r.json", record)).out.strip()

    said = ssc("set", case_id, field, value)

    found = ssc("show", case_id, "--json").json
    for name in field.split("/"):
        found = (
            found[name] if isinstance(found, dict) else next(i for i in found if i["id"] == name)
        )
    assert (said.code, said.err) == (0, "")
    assert found == stored


def test_set_replaces_a_group_and_null_empties_a_field(ssc: Run, story: str) -> None:
    ssc("set", story, "network", "The club")

    assert ssc("set", story, "partner", '[{"country": "CHN"}, {"country": "UGA"}]').code == 0
    assert ssc("set", story, "network", "null").code == 0

    shown = ssc("show", story, "--json").json
    assert [one["country"] for one in shown["partner"]] == ["CHN", "UGA"]
    assert "network" not in shown


@pytest.mark.parametrize("layout", ["overview", "story"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_word_writes_a_document(
    ssc: Run, home: Path, story: str, layout: str, language: str
) -> None:
    target = home / "story.docx"

    said = ssc("word", story, "--layout", layout, "--lang", language, "-o", target)

    assert (said.code, said.lines) == (0, [str(target)])
    assert any("Rice from China" in one.text for one in docx.Document(str(target)).paragraphs)


def test_bundle_verify_and_take(ssc: Run, home: Path, story: str) -> None:
    target = home / "b.sscz"

    made = ssc("bundle", "-o", target)
    checked = ssc("verify", target)
    planned = ssc("--library", home / "other", "take", target, "--dry-run", "--json").json
    taken = ssc("--library", home / "other", "take", target)
    again = ssc("--library", home / "other", "take", target, "--json").json

    assert (made.code, checked.code, taken.code) == (0, 0, 0)
    assert "1 story" in made.out
    assert "accepted, 1 stories" in checked.out
    assert "1 new." in taken.out
    assert (planned[0]["new"], planned[0]["dry_run"]) == ([story], True)
    assert (again[0]["new"], again[0]["unchanged"], again[0]["dry_run"]) == ([], 1, False)


def test_bundle_of_chosen_stories_with_what_is_private(ssc: Run, home: Path, story: str) -> None:
    ssc("set", story, "do_no_harm", "Names of villages")
    ssc("set", story, "primary_contact", '[{"name": "Amina"}]')
    ssc("new", "--title", "Fish")
    open_one, whole = home / "open.sscz", home / "whole.sscz"

    assert "stay on this computer" in ssc("bundle", story, "-o", open_one).err
    assert ssc("bundle", story, "--with-private", "-o", whole).err == ""

    other = ("--library", home / "other")
    ssc(*other, "take", open_one)
    assert "primary_contact" not in ssc(*other, "show", story, "--json").json
    ssc(*other, "take", whole)
    shown = ssc(*other, "show", story, "--json").json
    assert [one["name"] for one in shown["primary_contact"]] == ["Amina"]
    assert "do_no_harm" not in shown
    assert len(ssc(*other, "list", "--json").json) == 1


def test_conflicts_are_listed_and_settled_by_set(ssc: Run, home: Path, story: str) -> None:
    ssc("bundle", "-o", home / "a.sscz")
    bo = Laptop(home / "bo")
    bo.take(home / "a.sscz")
    bo.type(story, "title", "Bo’s title")
    bundle = bo.send()
    bo.close()
    ssc("set", story, "title", "Our title")

    taken = ssc("take", "--accept", bundle)

    assert "1 updated, 1 needs you." in taken.out
    (found,) = ssc("conflicts", "--json").json
    assert found["kind"] == "conflict"
    assert (found["id"], found["field"]) == (story, "title")
    assert {one["value"] for one in found["versions"]} == {"Bo’s title", "Our title"}
    assert '"Our title"' in ssc("conflicts").out
    ssc("set", story, "title", "Our title")
    assert ssc("conflicts", "--json").json == []
    assert ssc("conflicts").out == ""


def test_what_one_deleted_and_another_changed_is_shown(ssc: Run, home: Path) -> None:
    partners = [{"id": A, "name_as_used": "FAO"}, {"id": B, "name_as_used": "China"}]
    record = {"title": "Rice", "partner": partners}
    story, whole = (ssc("add", kept(home / "r.json", record | more)).out.strip()
                    for more in ({}, {"title": "~deleted"}))  # fmt: skip
    ssc("bundle", "-o", home / "a.sscz")
    bo = Laptop(home / "bo")
    bo.take(home / "a.sscz")
    bo.remove_item(story, ("partner",), A)
    cases.trash(bo.library, [whole])
    bundle = bo.send()
    bo.close()
    ssc("set", story, f"partner/{A}/name_as_used", "FAO of the UN")
    ssc("set", whole, "network", "The club")

    ssc("take", "--accept", bundle)

    listed = {one["id"]: one["contested"] for one in ssc("list", "--json").json}
    found = {one["id"]: one for one in ssc("conflicts", "--json").json}
    assert listed == {story: False, whole: True}
    assert f"{whole}  draft" in ssc("list").out and ssc("list").out.count("[contested]") == 1
    assert {one["kind"] for one in found.values()} == {"contested"}
    assert (found[story]["field"], found[whole]["field"]) == (f"partner/{A}", "")
    for one in found.values():
        assert [(act["own"], bool(act["at"])) for act in one["deleted"]] == [(False, True)]
        assert [act["own"] for act in one["edited"]] == [True]
    assert "deleted it" in ssc("conflicts").out and f"partner/{A}" in ssc("conflicts").out
    ssc("restore", whole)
    assert [one["id"] for one in ssc("conflicts", "--json").json] == [story]


def test_check_finds_nothing_and_may_rebuild(ssc: Run, story: str) -> None:
    for said in (ssc("check"), ssc("check", "--rebuild")):
        assert said.code == 0
        assert "1 stories, 1 revisions, 0 attachments" in said.out
        assert "All is well." in said.out
    assert ssc("list").out.startswith(story)


def test_check_tells_of_a_damaged_attachment(ssc: Run, home: Path, story: str) -> None:
    assert story
    (home / "library" / "attachments" / "ab").mkdir(parents=True)
    (home / "library" / "attachments" / "ab" / ("ab" * 32)).write_bytes(b"other bytes")

    said = ssc("check")

    assert said.code == 1
    assert "Problems were found." in said.out
    assert "damaged" in said.err


def test_schema_is_the_schema_of_the_record(ssc: Run) -> None:
    said = ssc("schema")

    assert said.code == 0
    assert list(said.json["properties"]) == [member.name for member in CASE.fields]


def test_samples_are_added_once(ssc: Run) -> None:
    assert len(ssc("samples").lines) == 14
    assert ssc("samples").lines == []
    assert len(ssc("list", "--json", "--query", "haiti").json) >= 1


def test_a_complete_story_may_be_called_complete(ssc: Run, home: Path) -> None:
    from ssc_desktop.record import record_json
    from tests.unit.record.stories import whole

    data = {k: v for k, v in record_json.written(whole()).items() if k != "status"}
    case_id = ssc("add", kept(home / "r.json", data)).out.strip()

    assert ssc("set", case_id, "status", "complete").code == 0
    assert [one["id"] for one in ssc("list", "--json", "--status", "complete").json] == [case_id]


def test_the_library_may_be_named_before_or_behind_the_command(ssc: Run, home: Path) -> None:
    case_id = ssc("new", "--title", "Tea", "--library", home / "else").out.strip()

    assert case_id in ssc("--library", home / "else", "list").out
    assert case_id not in ssc("list").out


def test_version_and_help_are_shown(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert home
    for argument in ("--version", "--help"):
        with pytest.raises(SystemExit) as left:
            main([argument])
        assert left.value.code == 0
    assert __version__ in capsys.readouterr().out
