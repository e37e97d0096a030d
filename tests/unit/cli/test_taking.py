"""“take” on the command line: documents, forms and tables beside bundles."""

from pathlib import Path

import pytest

from ssc_desktop.record.found import Origin
from tests.laptops import Laptop
from tests.unit.cli.conftest import Run
from tests.unit.services.papers import edited, filled, form

OVERVIEW = "Forty farmers learned to plant in rows."


@pytest.fixture
def rice(ssc: Run, story: str) -> str:
    """A story with an overview."""
    ssc("set", story, "overview", OVERVIEW)
    return story


@pytest.fixture
def document(ssc: Run, home: Path, rice: str) -> Path:
    """The story as a document in which somebody changed the overview and the title."""
    ssc("word", rice, "-o", home / "rice.docx")
    changes = {OVERVIEW: "Fifty farmers.", "Rice from China in Uganda": "Rice in Uganda"}
    return edited(home / "rice.docx", home / "edited.docx", **changes)


def test_a_dry_run_says_answer_by_answer_what_would_come(ssc: Run, document: Path) -> None:
    told = ssc("take", "--dry-run", document)

    assert told.code == 0, told.err
    assert told.lines[0] == f"{document}: Rice from China in Uganda"
    assert "  changed: Overview: Fifty farmers." in told.lines


def test_a_dry_run_tells_programs_all_of_it(ssc: Run, document: Path, rice: str) -> None:
    (told,) = ssc("take", "--dry-run", "--json", document).json

    (overview,) = [line for line in told["lines"] if line["field"] == "overview"]
    assert (told["id"], told["kind"], told["new_story"]) == (rice, str(Origin.EXPORT), False)
    assert (overview["before"], overview["now"]) == (OVERVIEW, OVERVIEW)
    assert (overview["theirs"], overview["state"]) == ("Fifty farmers.", "changed")
    assert overview["taken_by_default"]
    assert ssc("show", rice, "--json").json["overview"] == OVERVIEW


def test_what_came_can_be_undone_by_what_the_answer_says(
    ssc: Run, document: Path, rice: str
) -> None:
    (told,) = ssc("take", "--json", document).json
    after = ssc("show", rice, "--json").json["overview"]

    undone = ssc("undo", told["bundle"])

    assert (told["answers"], told["conflicts"], told["new_story"]) == (2, 0, False)
    assert after == "Fifty farmers." and undone.code == 0
    assert ssc("show", rice, "--json").json["overview"] == OVERVIEW
    assert "Took back what “edited.docx” brought" in ssc("log").out


def test_only_some_answers_can_be_taken(ssc: Run, document: Path, rice: str) -> None:
    told = ssc("take", document, "--only", "overview")

    shown = ssc("show", rice, "--json").json
    assert told.out == f"{document}: Rice from China in Uganda: 1 answer.\n"
    assert (shown["overview"], shown["title"]) == ("Fifty farmers.", "Rice from China in Uganda")


def test_a_form_can_be_said_to_be_about_a_story(ssc: Run, home: Path, rice: str) -> None:
    filled(form(home / "form.docx"), home / "back.docx", Title="Rice from China in Uganda",
           Short_name="Rice")  # fmt: skip

    planned = ssc("take", "--dry-run", home / "back.docx")
    taken = ssc("take", home / "back.docx", "--story", rice[:20])

    assert rice in planned.err and "see --story" in planned.err
    assert taken.code == 0, taken.err
    assert ssc("show", rice, "--json").json["short_name"] == "Rice"
    assert len(ssc("list", "--json").json) == 1


def test_a_folder_of_everything_is_one_piece_of_work(
    ssc: Run, home: Path, document: Path, tmp_path: Path
) -> None:
    stick = home / "stick"
    stick.mkdir()
    document.rename(stick / "edited.docx")
    (stick / "wells.csv").write_text("Title,Overview\nWells,Deep\n", encoding="utf-8")
    (stick / "torn.docx").write_bytes(b"PK\x03\x04 torn")
    bo = Laptop(tmp_path / "bo")
    bo.add(title="Fish")
    bo.send().rename(stick / "fish.sscz")
    bo.close()

    told = ssc("take", "--accept", stick)

    titles = {one["title"] for one in ssc("list", "--json").json}
    assert told.code == 1 and "torn.docx" in told.err
    assert titles == {"Rice in Uganda", "Wells", "Fish"}
    assert len(told.lines) == 3


def test_nothing_is_done_twice(ssc: Run, document: Path) -> None:
    ssc("take", document)

    again = ssc("take", document)

    assert again.code == 0 and "Nothing new in it." in again.out
    assert "taken in on" in again.err
