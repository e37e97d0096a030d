"""Consent, its withdrawal, and limits act on whatever leaves."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from ssc_desktop.errors import InvalidInput
from ssc_desktop.services import (
    attachments,
    bundles,
    documents,
    history,
    leaving,
    libraries,
    redacting,
    settling,
)
from tests.laptops import Laptop
from tests.strategies import numbered_id

PHOTO, CONSENT, AUTHOR, MONEY = (numbered_id(n) for n in range(1, 5))
NAME = "Amina Okello"


def inside(file: Path) -> bytes:
    """All bytes of a document or bundle, unpacked."""
    with zipfile.ZipFile(file) as archive:
        return b"\n".join(archive.read(name) for name in archive.namelist())


def told(laptop: Laptop, **more: Any) -> str:
    """A story with a photo of a person who agreed."""
    source = laptop.folder / "photo.txt"
    source.write_bytes(b"The bytes of a photo, Blob-4711")
    sha256 = attachments.attach(laptop.library, source).sha256  # type: ignore[attr-defined]
    photo = {"id": PHOTO, "sha256": sha256, "caption": "Caption-4711", "media_type": "image/jpeg"}
    data: dict[str, Any] = {
        "attachment": [{**photo, "people_shown": True, "consent": [CONSENT]}],
        "consent_record": [{"id": CONSENT, "person": NAME, "scope": ["named", "pictured"]}],
        "network": "Rice growers",
    }
    data |= more
    if not data["consent_record"]:
        data["attachment"][0]["consent"] = []
    return laptop.add(**data)


def consent(laptop: Laptop, case_id: str, **values: Any) -> None:
    """Change the consent of the story's person."""
    for name, value in values.items():
        laptop.type(case_id, ("consent_record", CONSENT, name), value)


def word(laptop: Laptop, case_id: str, circle: str = "") -> tuple[bytes, tuple[str, ...]]:
    target = laptop.folder / "story.docx"
    made = documents.word(
        laptop.library, [case_id], documents.DocumentWish(), target, circle=circle
    )
    return inside(target), made.left_out


def test_a_photo_goes_where_the_persons_in_it_agreed(amina: Laptop, bo: Laptop) -> None:
    case_id = told(amina)

    bundle = amina.send(case_id)
    bo.take(bundle)

    assert b"Blob-4711" in inside(bundle)
    assert bo.case(case_id).attachment == amina.case(case_id).attachment


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"withdrawn_on": "2026-05"}, "took the consent back"),
        ({"withdrawn_on": "unknown"}, "took the consent back"),
        ({"scope": ("named",)}, "does not cover this use"),
        ({"uses": ("press",)}, "does not cover this use"),
    ],
)
def test_a_photo_stays_where_consent_does_not_serve(
    amina: Laptop, bo: Laptop, change: dict[str, Any], why: str
) -> None:
    from ssc_desktop.record import Answer

    case_id = told(amina)
    wanted = {name: Answer.UNKNOWN if one == "unknown" else one for name, one in change.items()}
    consent(amina, case_id, **wanted)
    target = amina.folder / "b.sscz"

    made = bundles.make(amina.library, [case_id], target)
    bo.take(target)
    page, left_out = word(amina, case_id)

    assert any(why in sentence and "Caption-4711" in sentence for sentence in made.left_out)
    assert any(why in sentence for sentence in left_out)
    for leaked in (b"Blob-4711", b"Caption-4711"):
        assert leaked not in inside(target)
        assert leaked not in page
    assert bo.case(case_id).attachment == ()
    assert bo.case(case_id).network == "Rice growers"


def test_persons_without_any_consent_stay_and_come_when_it_is_noted(
    amina: Laptop, bo: Laptop
) -> None:
    case_id = told(amina, consent_record=[])
    first = amina.send(case_id)
    assert b"Blob-4711" not in inside(first)
    bo.take(first)

    amina.type(case_id, ("attachment", PHOTO, "people_shown"), False)
    taken = bo.take(amina.send(case_id))

    assert not taken.warnings
    assert bo.case(case_id).attachment == amina.case(case_id).attachment


def test_who_took_a_story_in_passes_its_photos_on(amina: Laptop, bo: Laptop) -> None:
    case_id = told(amina)
    bo.take(amina.send(case_id))

    assert bo.case(case_id).consent_record == ()
    assert b"Blob-4711" in inside(bo.send(case_id))


def test_an_author_who_withdrew_is_not_named_anywhere(amina: Laptop, bo: Laptop) -> None:
    case_id = told(amina, authors=[{"id": AUTHOR, "person": NAME}, {"person": "Bo Lund"}])
    consent(amina, case_id, withdrawn_on="2026")

    bundle = amina.send(case_id)
    page, left_out = word(amina, case_id)
    bo.take(bundle)

    for leaving_bytes in (inside(bundle), page):
        assert NAME.encode() not in leaving_bytes
        assert b"Bo Lund" in leaving_bytes
    assert any(NAME in sentence for sentence in left_out)
    assert [one.person for one in bo.case(case_id).authors] == ["Bo Lund"]


def test_a_story_whose_words_still_name_the_person_stays(amina: Laptop, bo: Laptop) -> None:
    case_id = told(amina, activities=f"Then {NAME} taught us.", challenge="Too little rice.")
    consent(amina, case_id, withdrawn_on="2026")

    for make in (lambda: amina.send(case_id), lambda: word(amina, case_id)):
        with pytest.raises(InvalidInput, match="nothing that may leave") as refused:
            make()
        assert NAME in refused.value.advice

    amina.type(case_id, "activities", "Then a farmer taught us.")
    bundle = amina.send(case_id)
    bo.take(bundle)

    # the earlier version named the person: it stays, and nothing else is lost with it
    assert NAME.encode() not in inside(bundle)
    assert bo.case(case_id).activities == "Then a farmer taught us."
    assert bo.case(case_id).challenge == "Too little rice."
    assert bo.case(case_id).title == amina.case(case_id).title
    assert libraries.check(bo.library).problems == ()


LIMITED = {
    "financial_input": [{"id": MONEY, "covers": "Money-4711", "amount": "4711"}],
    "location": [{"place": "Place-4711"}],
    "authors": [{"person": "Person-4711"}],
}


@pytest.mark.parametrize(
    ("part", "leaked"),
    [("money", b"Money-4711"), ("places", b"Place-4711"), ("people", b"Person-4711"),
     ("files", b"Blob-4711")],
)  # fmt: skip
def test_limits_act_on_bundles(amina: Laptop, bo: Laptop, part: str, leaked: bytes) -> None:
    limit = [{"circle": "repository", "parts": [part]}]
    case_id = told(amina, **LIMITED, visibility="public", field_limit=limit)

    near = amina.folder / "near.sscz"
    bundles.make(amina.library, [case_id], near)
    far = amina.folder / "far.sscz"
    made = bundles.make(amina.library, [case_id], far, bundles.Wish("public"))
    taken = bo.take(far)

    assert leaked in inside(near)
    assert leaked not in inside(far)
    assert any("hidden from these readers" in sentence for sentence in made.left_out)
    assert not taken.warnings
    assert bo.case(case_id).network == "Rice growers"
    assert libraries.check(bo.library).problems == ()

    bo.take(near)
    assert bo.case(case_id) == amina_without_private(amina, case_id)


def amina_without_private(amina: Laptop, case_id: str) -> Any:
    import dataclasses

    return dataclasses.replace(amina.case(case_id), consent_record=())


def test_an_item_that_was_taken_away_is_limited_too(amina: Laptop) -> None:
    limit = [{"circle": "workshop", "parts": ["money"]}]
    case_id = told(amina, **LIMITED, field_limit=limit)
    amina.remove_item(case_id, ("financial_input",), MONEY)

    assert b"Money-4711" not in inside(amina.send(case_id))


def test_a_story_for_the_workshop_does_not_go_to_the_repository(amina: Laptop) -> None:
    case_id = told(amina, visibility="workshop")

    wish = bundles.Wish("repository")

    with pytest.raises(InvalidInput, match="nothing that may leave") as refused:
        bundles.make(amina.library, [case_id], amina.folder / "b.sscz", wish)
    assert "may not go as far" in refused.value.advice
    with pytest.raises(InvalidInput, match="nothing that may leave"):
        word(amina, case_id, "public")


def test_what_could_hurt_never_leaves(amina: Laptop, capsys: pytest.CaptureFixture[str]) -> None:
    from ssc_desktop import cli

    case_id = told(amina, do_no_harm={"code": "handled", "note": "Harm-4711"})

    assert b"Harm-4711" not in inside(amina.send(case_id, with_private=True))
    assert b"Harm-4711" not in word(amina, case_id)[0]
    folder = str(amina.library.folder)
    amina.library.close()
    for form in ([], ["--json"]):
        assert cli.run(["--library", folder, "show", case_id, *form]) == 0
        said = capsys.readouterr()
        assert "Harm-4711" not in said.out
        assert "never leaves this computer" in said.err
    amina.reopen()


# ------------------------------------------------------------ told before


def test_the_list_says_what_goes_and_what_stays(amina: Laptop) -> None:
    going = told(
        amina, **LIMITED, field_limit=[{"circle": "workshop", "parts": ["money"]}],
        do_no_harm={"note": "Harm-4711"}, primary_contact=[{"name": "Contact-4711"}],
    )  # fmt: skip
    staying = amina.add(visibility="private")

    for medium in ("bundle", "word"):
        told_before = leaving.preview(amina.library, [going, staying], medium, "workshop")
        first = next(one for one in told_before.stories if one.id == going)
        parts = {part.name: part for part in first.parts}

        assert first.goes
        assert parts["authors"].names == ("Person-4711",)
        assert parts["people"].count == 1
        assert "financial_input" not in parts
        assert {one.path[0] for one in first.held} >= {
            "financial_input", "do_no_harm", "primary_contact"
        }  # fmt: skip
        assert (told_before.files, told_before.size) == (1, 31)
    in_bundle = leaving.preview(amina.library, None, "bundle", "workshop")
    assert [one.id for one in in_bundle.stories if not one.goes] == [staying]
    assert in_bundle.going == 1


def test_the_list_is_what_then_happens(amina: Laptop) -> None:
    case_id = told(amina, consent_record=[])
    before = leaving.preview(amina.library, [case_id], "bundle", "workshop")
    made = bundles.make(amina.library, [case_id], amina.folder / "b.sscz")

    assert before.files == made.pictures == 0
    assert json.dumps(made.left_out).count("Caption-4711") == 1
    assert [one.name for one in before.stories[0].held if one.name] == ["Caption-4711"]


def test_a_whole_story_that_comes_back_frees_no_picture(amina: Laptop) -> None:
    case_id = told(amina)
    picture = ("attachment", PHOTO)
    amina.type(case_id, (*picture, "consent"), None)
    amina.type(case_id, (*picture, "people_shown"), None)
    then = history.saves(amina.library, case_id).saves[0]
    amina.type(case_id, (*picture, "people_shown"), True)
    amina.type(case_id, "network", "Bean growers")

    history.restore(amina.library, case_id, then.id)

    assert amina.case(case_id).network == "Rice growers"
    assert amina.case(case_id).attachment[0].people_shown is True
    assert b"Blob-4711" not in inside(amina.send(case_id))


def test_a_disputed_story_goes_into_no_document_for_the_wider_circle(
    amina: Laptop, bo: Laptop
) -> None:
    case_id = amina.add(visibility="repository")
    bo.take(amina.send(case_id))
    amina.type(case_id, "visibility", "workshop")
    bo.type(case_id, "visibility", "public")
    bo.take(amina.send(case_id))

    with pytest.raises(InvalidInput):
        word(bo, case_id, "public")
    (told_before,) = leaving.preview(bo.library, [case_id], "word", "public").stories
    assert (told_before.goes, told_before.circle) == (False, "workshop")
    assert leaving.preview(bo.library, [case_id], "word").circle == "workshop"


def test_reasons_that_name_who_withdrew_stay_with_their_saves(amina: Laptop, bo: Laptop) -> None:
    agreed = {"id": CONSENT, "person": NAME, "scope": ["named"]}
    case_id = amina.add(method="First.", consent_record=[agreed])
    bo.take_all_of(amina)
    amina.type(case_id, "method", "One.")
    bo.type(case_id, "method", "Two.")
    amina.take_all_of(bo)
    settling.settle(amina.library, case_id, ("method",), settling.Both(), f"{NAME} said so.")
    consent(amina, case_id, withdrawn_on="2026")

    bundle = amina.send(case_id)
    bo.take(bundle)

    assert NAME.encode() not in inside(bundle)
    assert bo.case(case_id).method == amina.case(case_id).method == "One.\n\nTwo."
    assert bo.screen(case_id).conflicts == {}
    assert libraries.check(bo.library).problems == ()
    bo.take(amina.receipt())
    amina.take(bo.receipt())
    with pytest.raises(InvalidInput, match="holds all of it"):
        amina.send(case_id, receiver=bo.id)


def test_a_withdrawal_travels_though_its_reason_names_the_person(amina: Laptop, bo: Laptop) -> None:
    case_id = told(amina, method=f"{NAME} told us.")
    bo.take_all_of(amina)
    consent(amina, case_id, withdrawn_on="2026")
    redacting.redact(amina.library, case_id, ("method",), f"{NAME} took it back.")

    bundle = amina.send(case_id)
    bo.take(bundle)

    assert NAME.encode() not in inside(bundle)
    (waiting,) = redacting.waiting(bo.library)
    assert waiting.by_author and waiting.texts == (f"{NAME} told us.",)
    redacting.confirm(bo.library, waiting.id)
    assert bo.case(case_id).method is None
    assert NAME.encode() not in bo.words()


def test_what_a_version_that_stays_had_replaced_does_not_come_back(
    amina: Laptop, bo: Laptop
) -> None:
    agreed = {"id": CONSENT, "person": NAME, "scope": ["named"]}
    case_id = amina.add(method="First.", consent_record=[agreed])
    bo.take_all_of(amina)
    amina.type(case_id, "method", f"{NAME} told us.")
    amina.type(case_id, "method", "A woman told us.")
    consent(amina, case_id, withdrawn_on="2026")

    bo.take_all_of(amina)
    first = amina.revisions()
    bo.take_all_of(amina)

    assert bo.case(case_id).method == "A woman told us."
    assert bo.screen(case_id).conflicts == {}
    assert amina.revisions() == first
