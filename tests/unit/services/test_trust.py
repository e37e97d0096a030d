"""Trust: fingerprints that people can compare, and what blocking does."""

from pathlib import Path

import pytest

from ssc_desktop import settings
from ssc_desktop.bundle import sealing
from ssc_desktop.bundle.sealing import Keys
from ssc_desktop.errors import InvalidInput, NotFound
from ssc_desktop.services import activity, bundles, gathering, history, inbox, trust, workshop
from tests.laptops import Laptop, config


def fingerprint(laptop: Laptop) -> str:
    """Of a laptop's key."""
    return trust.own(laptop.library).fingerprint


def send_as(laptop: Laptop, name: str, *ids: str) -> Path:
    """A bundle from a person with this name."""
    with config(laptop.folder / "config"):
        settings.save(settings.Settings(author_name=name))
        return laptop.send(*ids)


def test_a_computer_is_found_by_name_fingerprint_or_id(amina: Laptop, bo: Laptop) -> None:
    bo.add()
    amina.take(send_as(bo, "Bo"))
    bo_id = bo.library.device.id

    for text in ("bo", fingerprint(bo), fingerprint(bo)[:9].lower().replace(" ", "-"), bo_id[:10]):
        assert trust.find(amina.library, text).id == bo_id
    with pytest.raises(NotFound):
        trust.find(amina.library, "Chi")


def test_two_of_one_name_must_be_told_apart(amina: Laptop, bo: Laptop, laptop_of: object) -> None:
    chi: Laptop = laptop_of("chi")  # type: ignore[operator]
    for laptop in (bo, chi):
        laptop.add()
        amina.take(send_as(laptop, "Bo"))

    with pytest.raises(InvalidInput) as error:
        trust.set_state(amina.library, "Bo", "checked")
    assert fingerprint(bo) in str(error.value)
    assert fingerprint(chi) in str(error.value)
    assert [len(one.namesakes) for one in trust.computers(amina.library)] == [1, 1]
    assert trust.set_state(amina.library, fingerprint(chi), "checked").state == "checked"


def test_a_new_key_under_a_known_name_is_told(amina: Laptop, bo: Laptop, laptop_of: object) -> None:
    chi: Laptop = laptop_of("chi")  # type: ignore[operator]
    for laptop in (bo, chi):
        laptop.add()
    amina.take(send_as(bo, "Bo"))

    plan = bundles.plan(amina.library, send_as(chi, " BO "))

    assert plan.waits == "new_device"
    assert fingerprint(chi) in plan.warnings[0]
    assert "had another key" in plan.warnings[0]


def test_who_only_wrote_in_a_bundle_is_still_new(
    amina: Laptop, bo: Laptop, laptop_of: object
) -> None:
    chi: Laptop = laptop_of("chi")  # type: ignore[operator]
    story = chi.add()
    bo.take_all_of(chi)
    amina.take_all_of(bo)

    states = {one.id: one.state for one in trust.computers(amina.library)}
    assert states == {bo.library.device.id: "seen", chi.library.device.id: "new"}
    chi.type(story, "network", "The club")
    assert bundles.plan(amina.library, chi.send()).waits == "new_device"


def test_what_a_blocked_computer_writes_is_put_aside_whoever_brings_it(
    amina: Laptop, bo: Laptop, laptop_of: object
) -> None:
    chi: Laptop = laptop_of("chi")  # type: ignore[operator]
    story = chi.add()
    bo.take_all_of(chi)
    amina.take_all_of(bo)
    chi.type(story, "network", "The club")
    bo.type(story, "method", "Visits")
    bo.take_all_of(chi)
    trust.set_state(amina.library, fingerprint(chi), "blocked")

    taken = amina.take_all_of(bo)

    assert [line.rpartition(": ")[2] for line in taken.quarantined] == ["blocked", "blocked"]
    # what was here before stays, and so does what others wrote
    assert amina.case(story).title == "Rice from China in Uganda"
    assert (amina.case(story).network, amina.case(story).method) == (None, "Visits")
    amina.revisions()

    trust.set_state(amina.library, fingerprint(chi), "seen")
    amina.take_all_of(bo)
    assert amina.case(story).network == "The club"
    amina.revisions()


def test_a_bundle_of_a_blocked_computer_waits_until_it_is_unblocked(
    amina: Laptop, bo: Laptop
) -> None:
    story = bo.add()
    bundle = bo.send()
    amina.take(bundle)
    trust.set_state(amina.library, fingerprint(bo), "blocked")
    bo.type(story, "network", "The club")

    kept = amina.take(bo.send())

    assert (kept.new, kept.updated, bool(kept.kept)) == ((), (), True)
    assert kept.sentence() == "It waits in the Inbox."
    assert amina.case(story).network is None
    with pytest.raises(InvalidInput):
        inbox.accept(amina.library, kept.kept)
    assert inbox.again(amina.library)[0] == ()
    trust.set_state(amina.library, fingerprint(bo), "seen")
    inbox.accept(amina.library, kept.kept)
    assert amina.case(story).network == "The club"
    assert inbox.count(amina.library) == 0


def test_what_was_said_of_a_computer_is_in_the_log(amina: Laptop, bo: Laptop) -> None:
    bo.add()
    amina.take_all_of(bo)

    trust.set_state(amina.library, fingerprint(bo), "checked")

    assert activity.entries(amina.library)[0].sentence.startswith("Checked the fingerprint")
    with pytest.raises(InvalidInput):
        trust.set_state(amina.library, fingerprint(bo), "friendly")
    with pytest.raises(InvalidInput):
        trust.set_state(amina.library, fingerprint(amina), "blocked")


def test_a_fingerprint_can_be_drawn_as_a_qr_code(amina: Laptop) -> None:
    drawn = trust.qr(fingerprint(amina))

    assert len({len(row) for row in drawn}) == 1
    assert len(drawn) == len(drawn[0])
    assert not any(drawn[0])
    # the dark ring in the corner that every reader looks for
    assert drawn[4][4:11] == (True,) * 7
    assert trust.qr_svg(fingerprint(amina)).startswith(b"<?xml")


def test_who_agrees_to_one_computer_does_not_take_in_another(
    amina: Laptop, bo: Laptop, laptop_of: object, tmp_path: Path
) -> None:
    mallory: Laptop = laptop_of("mallory")  # type: ignore[operator]
    bo.add(title="Bo's")
    mallory.add(title="Mallory's")
    file = bo.send().rename(tmp_path / "bundle.sscz")
    plans = gathering.plan_all(amina.library, [file])
    plan = bundles.plan(amina.library, file)
    mallory.send().rename(file)  # as on a stick that goes from hand to hand

    agreed = [one.bundle for one in plans.asking]
    done, _changes = gathering.take_all(amina.library, plans, accept=agreed)
    taken, _changes = bundles.take(amina.library, plan)

    assert done.taken == () and taken.kept
    assert amina.listed() == ()
    assert [one.reason for one in inbox.waiting(amina.library)] == ["new_device"]
    assert {one.state for one in trust.computers(amina.library)} == {"new"}


def test_who_joins_one_workshop_does_not_join_another(
    amina: Laptop, bo: Laptop, laptop_of: object, tmp_path: Path
) -> None:
    mallory: Laptop = laptop_of("mallory")  # type: ignore[operator]
    file = tmp_path / "invitation.sscz"
    workshop.invite(bo.library, "Kampala 2026", file)
    looked = workshop.look(amina.library, file)
    workshop.invite(mallory.library, "Kampala 2026", file)

    with pytest.raises(InvalidInput, match="another"):
        workshop.join(amina.library, looked)

    assert workshop.current(amina.library) is None
    assert {one.state for one in trust.computers(amina.library)} <= {"new"}


def test_words_under_a_known_name_but_another_key_are_told_apart(
    amina: Laptop, bo: Laptop, laptop_of: object
) -> None:
    mallory: Laptop = laptop_of("mallory")  # type: ignore[operator]
    case_id = bo.add()
    amina.take(send_as(bo, "Bo"))
    trust.set_state(amina.library, fingerprint(bo), "checked")
    chi: Laptop = laptop_of("chi")  # type: ignore[operator]
    for laptop in (mallory, chi):
        laptop.take(send_as(bo, "Bo"))
    mallory.type(case_id, "method", "What Bo never said.")
    chi.take(send_as(mallory, " bo "))
    bundle = send_as(chi, "Chi")

    planned = bundles.plan(amina.library, bundle)
    taken = amina.take(bundle)

    for told in (planned, taken):
        assert any(fingerprint(mallory) in one for one in told.warnings)
    saves = history.saves(amina.library, case_id).saves
    assert [one.device for one in saves] == [f"bo ({fingerprint(mallory)[:4]})", "Bo"]
    chi.type(case_id, "network", "More.")
    assert amina.take(send_as(chi, "Chi")).warnings == ()


def test_a_new_computer_with_a_bundle_for_somebody_else_is_told_as_both(
    amina: Laptop, bo: Laptop, laptop_of: object
) -> None:
    chi: Laptop = laptop_of("chi")  # type: ignore[operator]
    bo.add()
    sealed = bo.send(to=(trust.own(chi.library).recipient,))
    with sealing.opened(sealed, bo.folder, Keys(chi.folder / "config")) as plain:
        planned = bundles.plan(amina.library, plain)
        taken = amina.take(plain)

    assert planned.waits == "new_device"
    for told in (planned, taken):
        assert any("for somebody else" in one for one in told.warnings)
