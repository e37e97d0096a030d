"""What leaves this computer, and what stays."""

import zipfile
from pathlib import Path

import pytest
from sqlalchemy import select

from ssc_desktop.bundle.contents import Contents, History
from ssc_desktop.bundle.devices import Device
from ssc_desktop.bundle.header import Header
from ssc_desktop.bundle.writing import write
from ssc_desktop.errors import BundleError, Cancelled, InvalidInput, NotFound
from ssc_desktop.record import CASE
from ssc_desktop.record.editing import new_item, with_item, with_value
from ssc_desktop.services import attachments, bundles, cases, documents, libraries
from ssc_desktop.services.answers import Query
from ssc_desktop.store import devices, truth
from ssc_desktop.store.exchange_tables import QuarantineRow
from tests.laptops import Laptop
from tests.strategies import numbered_id
from tests.unit.bundle.samples import RICE
from tests.unit.bundle.samples import Laptop as Maker

A = numbered_id(1)
SECRET = b"Secret-4711"
PRIVATE = {
    "primary_contact": [{"name": "Secret-4711", "email": "Secret-4711@example.org"}],
    "consent_record": [{"person": "Secret-4711"}],
    "do_no_harm": {"note": "Secret-4711"},
    "offer": [{"topic": "Rice", "contact": "Secret-4711"}],
}


def unpacked(bundle: Path) -> bytes:
    with zipfile.ZipFile(bundle) as archive:
        return b"\n".join(archive.read(name) for name in archive.namelist())


def test_contacts_consents_and_harm_never_leave_in_an_open_bundle(
    amina: Laptop, bo: Laptop
) -> None:
    case_id = amina.add(**PRIVATE)
    amina.type(case_id, "do_no_harm", None)
    target = amina.folder / "b.sscz"

    made = bundles.make(amina.library, None, target)

    assert SECRET in amina.words()
    assert SECRET not in unpacked(target)
    assert b"Rice" in unpacked(target)
    assert made.left_out == (
        "Contacts, consents and notes on harm of 1 story stay on this computer.",
    )
    bo.take(target)
    assert SECRET not in bo.words()


def test_they_travel_where_a_person_has_agreed(amina: Laptop, bo: Laptop) -> None:
    case_id = amina.add(**PRIVATE)

    bundle = amina.send(case_id, with_private=True)
    bo.take(bundle)

    assert SECRET in unpacked(bundle)
    without_harm = with_value(amina.case(case_id), ("do_no_harm",), None)
    assert bo.case(case_id) == without_harm


def test_private_stories_stay_and_it_is_said(amina: Laptop, bo: Laptop) -> None:
    staying = amina.add(visibility="private", network="Secret-4711")
    going = amina.add()
    target = amina.folder / "b.sscz"

    made = bundles.make(amina.library, None, target)

    assert made.stories == 1
    assert made.left_out == ("1 private story stays on this computer.",)
    assert SECRET not in unpacked(target)
    assert staying.encode() not in unpacked(target)
    assert [one.id for one in bo.take(target).new] == [going]


def test_a_story_made_private_just_now_stays(amina: Laptop) -> None:
    case_id = amina.add()
    amina.draft(case_id, ("visibility",), "private")

    with pytest.raises(InvalidInput, match="nothing that may leave"):
        bundles.make(amina.library, [case_id], amina.folder / "b.sscz")

    assert not (amina.folder / "b.sscz").exists()


@pytest.mark.parametrize("later", ["amina", "bo"])
def test_a_story_that_somebody_keeps_private_stays_until_it_is_settled(
    amina: Laptop, bo: Laptop, later: str
) -> None:
    case_id = amina.add()
    bo.take_all_of(amina)
    order = [(amina, "private"), (bo, "public")]
    for laptop, circle in order if later == "bo" else order[::-1]:
        laptop.type(case_id, "visibility", circle)
    amina.take_all_of(bo)

    with pytest.raises(InvalidInput, match="nothing that may leave"):
        amina.send(case_id)

    cases.set_value(amina.library, case_id, ("visibility",), "public")
    assert amina.send(case_id).exists()


def test_drafts_are_in_the_bundle(amina: Laptop, bo: Laptop) -> None:
    case_id = amina.add()
    amina.draft(case_id, ("network",), "Just typed")

    bo.take(amina.send())

    assert bo.case(case_id).network == "Just typed"


def test_only_the_stories_that_were_chosen_go(amina: Laptop, bo: Laptop) -> None:
    first, second = amina.add(), amina.add()

    bo.take(amina.send(second))

    assert [one.id for one in bo.listed()] == [second]
    assert first.encode() not in unpacked(amina.send(second))


def test_the_list_knows_what_no_bundle_carries_yet(amina: Laptop) -> None:
    first, second = amina.add(), amina.add()
    amina.send(first)

    assert (amina.line(first).packed, amina.line(second).packed) == (True, False)
    assert cases.listing(amina.library, Query()).unpacked == 1
    amina.type(first, "network", "More")
    assert not amina.line(first).packed


def test_files_travel_with_their_story(amina: Laptop, bo: Laptop) -> None:
    source = amina.folder / "field.txt"
    source.write_bytes(b"A photo of a rice field")
    case_id = amina.add()
    item = attachments.attach(amina.library, source)
    amina.put(case_id, with_item(amina.case(case_id), ("attachment",), item))

    taken = bo.take_all_of(amina)

    assert taken.pictures == 1
    sha256 = bo.case(case_id).attachment[0].sha256
    assert sha256 is not None
    assert attachments.picture(bo.library, sha256).read_bytes() == b"A photo of a rice field"
    assert libraries.check(bo.library).attachments == 1


def test_a_file_that_nobody_sent_is_said_to_be_missing(amina: Laptop, bo: Laptop) -> None:
    amina.add(attachment=[{"sha256": "0" * 64, "caption": "Lost"}])

    taken = bo.take_all_of(amina)

    assert taken.missing == ("0" * 64,)
    with pytest.raises(NotFound):
        attachments.picture(bo.library, "0" * 64)


def test_one_line_that_breaks_a_rule_is_put_aside_and_the_rest_comes(
    amina: Laptop, tmp_path: Path
) -> None:
    maker = Maker(7)
    maker.edit(title="Rice", network="The club")
    (history,) = maker.histories()
    bad = history.revisions[0].replace(b'"The club"', b"4.5")
    target = tmp_path / "bad.sscz"
    spoiled = History(history.root, history.cuts, [*history.revisions, bad])
    contents = Contents([spoiled], [Device(maker.key.public, "maker")], [])
    write(target, contents, maker.key, header=Header())

    plan = bundles.plan(amina.library, target)
    taken, _changes = bundles.take(amina.library, plan)

    assert len(taken.quarantined) == len(plan.quarantined) == 1
    assert "line 1" in taken.quarantined[0] or "line 2" in taken.quarantined[0]
    assert amina.case(RICE).network == "The club"
    assert bundles.verify(target).quarantined == taken.quarantined
    with amina.library.reading() as connection:
        kept = connection.execute(select(QuarantineRow.reason, QuarantineRow.line)).all()
    assert [reason for reason, _line in kept] == [taken.quarantined[0].rpartition(": ")[2]]


def test_a_damaged_bundle_changes_nothing(amina: Laptop, bo: Laptop) -> None:
    amina.add()
    bundle = amina.send()
    data = bundle.read_bytes()
    for spoiled in (data[:-40], data[: len(data) // 2], data + b"x", b"x" + data, b""):
        bundle.write_bytes(spoiled)

        with pytest.raises(BundleError):
            bo.take(bundle)

    assert bo.truth() == {}
    assert not list((bo.folder / "library").rglob("*.part"))


def test_taking_in_can_be_stopped(amina: Laptop, bo: Laptop) -> None:
    amina.add()
    bundle = amina.send()

    with pytest.raises(Cancelled):
        bundles.take(bo.library, bundle, stop=lambda: True)

    assert bo.truth() == {}
    assert len(bo.take(bundle).new) == 1


def test_making_a_bundle_can_be_stopped_and_the_old_file_stays(amina: Laptop) -> None:
    amina.add()
    target = amina.send()
    before = target.read_bytes()

    with pytest.raises(Cancelled):
        bundles.make(amina.library, None, target, stop=lambda: True)

    assert target.read_bytes() == before


def test_the_suggested_name_is_plain(amina: Laptop) -> None:
    name = bundles.suggested_name(amina.library)

    assert name.isascii()
    assert name.endswith(".sscz")
    assert len(name) <= 60


def test_one_word_document_may_hold_several_stories(amina: Laptop) -> None:
    ids = [amina.add(), amina.add(title="Fish from Viet Nam in Benin")]
    amina.draft(ids[0], ("network",), "Just typed")

    made = documents.word(amina.library, ids, documents.DocumentWish(), amina.folder / "both.docx")

    assert made.stories == 2
    with zipfile.ZipFile(made.path) as archive:
        text = archive.read("word/document.xml")
    assert b"Just typed" in text
    assert b"Fish from Viet Nam" in text


def test_what_is_not_known_whole_goes_no_further_than_it_came(
    amina: Laptop, bo: Laptop, chen: Laptop
) -> None:
    case_id = amina.add(visibility="workshop")
    bo.take_all_of(amina)
    bo.add_item(case_id, ("result",), new_item(CASE.groups()["result"], statement="Secret-4711"))
    with bo.library.reading() as connection:
        cuts = [one for one in truth.cuts_of(connection, case_id) if one.device == bo.id]
        revisions = [one for one in truth.revisions_of(connection, case_id) if one.device == bo.id]
    with chen.library.writing() as connection:  # the part with the beginning is yet to come
        devices.meet(connection, [(bo.id, bo.library.device.public, "Bo")])
        truth.add_revisions(connection, revisions)
        truth.add_cuts(connection, cuts)

    assert SECRET in unpacked(chen.send())
    for circle in ("repository", "public"):
        with pytest.raises(InvalidInput, match="nothing that may leave"):
            chen.send(circle=circle)
