"""Forms out of a library: one, or one for each story; what may not leave stays."""

import zipfile
from pathlib import Path

import pytest

from ssc_desktop.errors import Cancelled, InvalidInput
from ssc_desktop.record import record_json
from ssc_desktop.services import forms
from ssc_desktop.services.forms import DocumentWish
from ssc_desktop.word import reading
from tests.laptops import Laptop
from tests.strategies import numbered_id
from tests.unit.word import stories
from tests.unit.word.forms import description

MISSING = DocumentWish("form", "en", ask="missing")


def test_a_form_about_a_story_knows_which_and_from_which_state(
    amina: Laptop, tmp_path: Path
) -> None:
    case_id = amina.add(title="Rice in Uganda")

    made = forms.make(
        amina.library, tmp_path / "f.docx", MISSING, case_id=case_id, for_whom="Rosa Lima"
    )

    found = description(made.path)
    assert found is not None
    assert (made.stories, found.made_for, found.title) == (1, "Rosa Lima", "Rice in Uganda")
    assert found.case_uuid == str(amina.case(case_id).case_uuid)
    assert found.base


def test_a_blank_form_needs_no_library(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []

    made = forms.make(
        None, tmp_path / "f.docx", DocumentWish("form", "ar"), depth=forms.FULL,
        progress=lambda done, of: told.append((done, of)),
    )  # fmt: skip

    found = description(made.path)
    assert found is not None
    assert (made.stories, found.case_uuid, found.depth) == (0, "", forms.FULL)
    assert told == [(1, 1)]


def test_each_story_gets_a_form_with_a_name_every_system_accepts(
    amina: Laptop, tmp_path: Path
) -> None:
    ids = [amina.add(title=title) for title in ("Rice / maize?", "Rice / maize?", "Milk")]

    made = forms.make_each(amina.library, ids, tmp_path / "forms", MISSING)

    assert [path.name for path in made.files] == [
        "Please complete Rice maize.docx",
        "Please complete Rice maize (2).docx",
        "Please complete Milk.docx",
    ]
    assert all(description(path) is not None for path in made.files)
    assert made.stories == 3


def test_a_draft_is_saved_before_it_is_asked_about(amina: Laptop, tmp_path: Path) -> None:
    case_id = amina.add(title="Rice in Uganda")
    amina.draft(case_id, ("title",), "Rice and maize in Uganda")

    made = forms.make(amina.library, tmp_path / "f.docx", MISSING, case_id=case_id)

    found = description(made.path)
    assert found is not None
    assert found.title == "Rice and maize in Uganda"


def test_contacts_and_what_could_hurt_stay_here(amina: Laptop, tmp_path: Path) -> None:
    case_id = amina.add(
        title="Rice in Uganda",
        do_no_harm={"note": "Names of villages"},
        primary_contact=[{"id": numbered_id(7), "name": "Amina Okello", "email": "a@example.org"}],
    )
    path = tmp_path / "f.docx"

    made = forms.make(amina.library, path, DocumentWish("form", "en"), case_id=case_id)

    with zipfile.ZipFile(path) as archive:
        parts = b"".join(archive.read(name) for name in archive.namelist())
    for secret in (b"Names of villages", b"Amina Okello", b"a@example.org"):
        assert secret not in parts
    found = description(path)
    assert found is not None
    assert made.left_out
    # the contact is known here: nobody is asked for it again
    assert ("primary_contact",) not in {group.path for group in found.groups}


def test_a_story_that_names_who_took_the_consent_back_gets_no_form(
    amina: Laptop, tmp_path: Path
) -> None:
    case_id = amina.add(
        title="Rice of Rosa Lima",
        consent_record=[{
            "id": numbered_id(8), "person": "Rosa Lima", "scope": ["named"],
            "withdrawn_on": "2020-01-01",
        }],
    )  # fmt: skip

    with pytest.raises(InvalidInput):
        forms.make(amina.library, tmp_path / "f.docx", MISSING, case_id=case_id)
    with pytest.raises(InvalidInput):
        forms.make_each(amina.library, [case_id], tmp_path, MISSING)

    assert not list(tmp_path.glob("*.docx"))


def test_stopping_leaves_the_old_file(amina: Laptop, tmp_path: Path) -> None:
    case_id = amina.add(title="Rice in Uganda")
    (tmp_path / "f.docx").write_bytes(b"old")

    with pytest.raises(Cancelled):
        forms.make(amina.library, tmp_path / "f.docx", MISSING, case_id=case_id, stop=lambda: True)

    assert (tmp_path / "f.docx").read_bytes() == b"old"


def test_a_form_made_for_a_sample_comes_back_as_that_story(amina: Laptop, tmp_path: Path) -> None:
    story = stories.sample(stories.samples()[0])
    case_id = amina.add(**record_json.written(story))

    made = forms.make(amina.library, tmp_path / "f.docx", MISSING, case_id=case_id)
    (found,) = reading.parse(made.path)

    assert (found.case_uuid, found.answers) == (str(story.case_uuid), ())
    assert found.base_cuts


def test_a_form_that_came_back_is_not_written_over(amina: Laptop, tmp_path: Path) -> None:
    case_id = amina.add(title="Milk")
    (sent,) = forms.make_each(amina.library, [case_id], tmp_path, MISSING).files
    sent.write_bytes(b"filled in by hand, and put back where it came from")

    (again,) = forms.make_each(amina.library, [case_id], tmp_path, MISSING).files

    assert sent.read_bytes().startswith(b"filled in")
    assert again.name == "Please complete Milk (2).docx"


def test_a_form_is_made_for_the_readers_that_were_chosen(amina: Laptop, tmp_path: Path) -> None:
    """The preview was for them: what stays there stays in the form too."""
    near = amina.add(title="Milk", visibility="workshop")
    wide = amina.add(
        title="Rice", visibility="public", field_limit=[{"circle": "public", "parts": ["money"]}],
        financial_input=[{"amount": "918273", "covers": "Rice-4711"}],
    )  # fmt: skip
    wish, target = DocumentWish("form", "en"), tmp_path / "f.docx"

    with pytest.raises(InvalidInput, match="nothing that may leave"):
        forms.make(amina.library, target, wish, case_id=near, circle="public")
    for circle, shown in (("workshop", True), ("public", False)):
        forms.make(amina.library, target, wish, case_id=wide, circle=circle)
        assert (b"Rice-4711" in zipfile.ZipFile(target).read("word/document.xml")) is shown
    made = forms.make_each(amina.library, [near, wide], tmp_path / "all", wish, circle="public")
    assert [path.stem for path in made.files] == ["Please complete Rice"]
