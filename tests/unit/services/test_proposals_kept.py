"""What stays of a file that came in: its history, the way back, its pictures, itself."""

from pathlib import Path

import docx
import pytest
from PIL import Image

from ssc_desktop.record import record_json
from ssc_desktop.record.editing import value_at, with_value
from ssc_desktop.services import (
    activity,
    attachments,
    cases,
    history,
    originals,
    proposals,
    redacting,
    undoing,
)
from tests.laptops import Laptop
from tests.unit.services.papers import (
    NEW,
    RICE,
    edited,
    found,
    line,
    plan_of,
    planned,
    printed,
    rice_of,
    says,
    take,
)

REACHED = f"result/{RICE}/actual"


@pytest.fixture
def rice(amina: Laptop) -> str:
    """A story."""
    return rice_of(amina)


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """Where the file lies."""
    return tmp_path / "rice.docx"


def test_words_that_were_withdrawn_do_not_come_back_unasked(
    amina: Laptop, rice: str, paper: Path, tmp_path: Path
) -> None:
    told = found(amina, rice, says("overview", "Forty farmers, Juma among them."))
    kept = take(amina, plan_of(amina, found(amina, rice, says("short_name", "R")), paper))
    before = redacting.looked_at(amina.library, rice, ("overview",))
    redacting.redact(amina.library, rice, ("overview",), "Juma asked for it.")

    (proposal,) = plan_of(amina, told, tmp_path / "late.docx").proposals

    assert kept.taken and before.documents == ("rice.docx",)
    assert line(proposal, "overview").state == "doubtful" and not proposal.suggested
    (original,) = originals.of(amina.library, rice)
    assert (original.sha256, original.unmatched) == ("", ())
    assert amina.revisions()


def test_passages_without_a_place_are_kept_with_the_file(
    amina: Laptop, rice: str, paper: Path
) -> None:
    made = plan_of(amina, found(amina, rice, unmatched=("A word of thanks.",)), paper)

    done = take(amina, made)

    assert done.sentence() == "Nothing new in it."
    assert done.taken[0].sentence() == "The file is kept; none of its answers came in."
    assert not activity.entries(amina.library)[0].can_undo
    assert made.proposals[0].unmatched == ("A word of thanks.",)
    (original,) = originals.of(amina.library, rice)
    assert original.unmatched == ("A word of thanks.",)


def test_the_history_says_from_which_file_it_came(amina: Laptop, rice: str, paper: Path) -> None:
    done = take(amina, plan_of(amina, found(amina, rice, says("short_name", "Rice")), paper))
    undoing.undo(amina.library, done.batches)

    back, came, *_first = history.saves(amina.library, rice).saves

    assert (came.deed, came.note) == ("taken in", "rice.docx")
    assert (back.deed, back.note) == ("taken back", "rice.docx")


def test_undoing_a_conflict_leaves_what_was_here(amina: Laptop, rice: str, paper: Path) -> None:
    told = found(amina, rice, says("overview", "Fifty."))
    amina.type(rice, "overview", "Sixty.")
    done = take(amina, plan_of(amina, told, paper))
    assert amina.line(rice).conflicts == 1

    undoing.undo(amina.library, done.batches)
    alone = amina.case(rice).overview
    settled = amina.line(rice).conflicts
    undoing.put_back(amina.library, done.batches)

    assert (alone, settled) == ("Sixty.", 0)
    assert {one.value for one in amina.screen(rice).conflicts["overview"]} == {"Fifty.", "Sixty."}


def test_an_item_that_somebody_went_on_with_outlives_the_undoing(
    amina: Laptop, rice: str, paper: Path
) -> None:
    told = found(amina, rice, says(f"result/{NEW}/statement", "New fields"))
    done = take(amina, plan_of(amina, told, paper))
    amina.put(rice, with_value(amina.case(rice), ("result", NEW, "actual"), "7"))

    undone, _changes = undoing.undo(amina.library, done.batches)

    assert value_at(amina.case(rice), ("result", NEW, "statement")) == "New fields"
    assert [one.case_id for one in undone.left] == [rice]


def test_a_new_item_that_was_taken_back_can_come_again(
    amina: Laptop, rice: str, tmp_path: Path
) -> None:
    told = found(amina, rice, says(f"result/{NEW}/statement", "New fields"))
    done = take(amina, plan_of(amina, told, tmp_path / "one.docx"))
    undoing.undo(amina.library, done.batches)
    (again,) = plan_of(amina, told, tmp_path / "one.docx").proposals

    take(amina, plan_of(amina, told, tmp_path / "other.docx"))

    assert "it can be put back" in again.warnings[0] and not again.suggested
    assert value_at(amina.case(rice), ("result", NEW, "statement")) == "New fields"
    assert amina.line(rice).conflicts == 1  # it was removed: a person says what counts


def test_an_item_that_came_again_with_a_file_goes_again(
    amina: Laptop, rice: str, paper: Path
) -> None:
    told = found(amina, rice, says(REACHED, "50"))
    amina.remove_item(rice, ("result",), RICE)
    before = record_json.text(amina.case(rice))
    done = take(amina, plan_of(amina, told, paper))
    came = record_json.text(amina.case(rice))

    undoing.undo(amina.library, done.batches)

    assert came != before == record_json.text(amina.case(rice))
    assert amina.line(rice).conflicts == 0


def test_what_came_reaches_others_by_bundle(
    amina: Laptop, bo: Laptop, rice: str, paper: Path
) -> None:
    take(amina, plan_of(amina, found(amina, rice, says("overview", "Fifty.")), paper))

    bo.take_all_of(amina)

    assert record_json.text(bo.case(rice)) == record_json.text(amina.case(rice))


def test_a_photo_put_into_a_document_comes_in_without_its_notes(
    amina: Laptop, rice: str, tmp_path: Path
) -> None:
    photo, notes = tmp_path / "photo.jpg", Image.Exif()
    notes[0x010F] = "A telephone"
    Image.new("RGB", (400, 300), "green").save(photo, exif=notes)
    document = printed(amina, tmp_path / "rice.docx", rice)
    opened = docx.Document(str(document))
    opened.add_picture(str(photo))
    opened.save(str(document))

    made = planned(amina, document)
    done = take(amina, made)

    (picture,) = made.proposals[0].pictures
    assert (picture.doubt, picture.here, picture.size) == ("", False, photo.stat().st_size)
    assert done.taken[0].pictures == 1
    (kept,) = amina.case(rice).attachment
    assert (kept.width, kept.height, kept.media_type) == (400, 300, "image/jpeg")
    data = attachments.picture(amina.library, str(kept.sha256)).read_bytes()
    assert b"A telephone" not in data


def test_the_window_may_make_a_photo_small_first(amina: Laptop, rice: str, tmp_path: Path) -> None:
    photo = tmp_path / "photo.png"
    Image.new("RGB", (40, 30), "green").save(photo)
    document = printed(amina, tmp_path / "rice.docx", rice)
    opened = docx.Document(str(document))
    opened.add_picture(str(photo))
    opened.save(str(document))

    def smaller(name: str, data: bytes) -> attachments.Intake:
        assert data == photo.read_bytes()
        return attachments.Intake(f"small-{name}", "image/png", data=data, width=4, height=3)

    proposals.take(amina.library, planned(amina, document), prepare=smaller)

    (kept,) = amina.case(rice).attachment
    assert str(kept.file_name).startswith("small-")


def test_a_document_that_is_taken_whole_says_nothing_twice(
    amina: Laptop, bo: Laptop, rice: str, tmp_path: Path
) -> None:
    document = printed(amina, tmp_path / "rice.docx", rice)
    edited(document, document, **{"Forty farmers.": "Fifty farmers."})
    take(bo, planned(bo, document))

    bo.take_all_of(amina)  # the story itself comes later

    assert set(bo.screen(rice).conflicts) == {"overview"}
    assert cases.one(bo.library, rice).conflicts == 1
