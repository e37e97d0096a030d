"""The collect station takes bundles in; nothing it finds is touched."""

import os
import shutil
from pathlib import Path

from ssc_desktop import settings
from ssc_desktop.bundle import sealing
from ssc_desktop.bundle.sealing import Keys
from ssc_desktop.services import inbox, ledger, trust, undoing, workshop
from ssc_desktop.services.station import Rules
from tests.laptops import Laptop, config
from tests.stations import look, met, outcomes, put, sums, titles

ACCEPTING = Rules(accept_new=True)


def test_bundles_on_a_stick_are_taken_in_and_left_as_they_are(
    desk: Laptop, amina: Laptop, bo: Laptop, stick: Path
) -> None:
    met(desk, amina, bo)
    story, _other = amina.add(title="Fish ponds"), bo.add(title="Solar pumps")
    put(amina, stick, "amina.sscz")
    put(bo, stick, "bo.sscz")
    (stick / "holiday.jpg").write_bytes(b"a photo")
    before = sums(stick)

    found = look(desk, stick)

    assert outcomes(found) == {"amina.sscz": "taken", "bo.sscz": "taken"}
    assert found.sentence() == "2 taken in."
    assert story in found.changes.cases
    assert titles(desk) >= {"Fish ponds", "Solar pumps"}
    assert {name: sha for name, sha in sums(stick).items() if name in before} == before


def test_a_receipt_lies_beside_what_was_taken_in(desk: Laptop, amina: Laptop, stick: Path) -> None:
    met(desk, amina)
    story = amina.add(title="Fish ponds")
    put(amina, stick, "amina.sscz")

    (receipt,) = look(desk, stick).receipts

    assert receipt.parent == stick and receipt.suffix == ".sscz"
    amina.take(receipt)
    states = {one.id: one.state for one in ledger.stories(amina.library)}
    assert states[story] == "delivered"


def test_a_new_computer_waits_in_the_inbox(desk: Laptop, amina: Laptop, stick: Path) -> None:
    amina.add(title="Fish ponds")
    put(amina, stick, "amina.sscz")

    found = look(desk, stick)

    assert outcomes(found) == {"amina.sscz": "waits"}
    assert desk.listed() == () and found.receipts == ()
    (waiting,) = inbox.waiting(desk.library)
    assert waiting.file_name == "amina.sscz"


def test_a_facilitator_may_accept_new_computers_for_a_workshop(
    desk: Laptop, amina: Laptop, stick: Path
) -> None:
    amina.add(title="Fish ponds")
    put(amina, stick, "amina.sscz")

    found = look(desk, stick, ACCEPTING)

    assert outcomes(found) == {"amina.sscz": "taken"}
    assert inbox.count(desk.library) == 0


def test_even_then_what_is_for_somebody_else_waits(
    desk: Laptop, amina: Laptop, bo: Laptop, stick: Path
) -> None:
    """Bo was sent it, and puts it on the stick without its envelope."""
    amina.add(title="Fish ponds")
    sealed = amina.send(to=(trust.own(bo.library).recipient,))
    with sealing.opened(sealed, bo.folder / "spool", Keys(bo.library.config)) as plain:
        shutil.copy(plain, stick / "amina.sscz")

    found = look(desk, stick, ACCEPTING)

    assert outcomes(found) == {"amina.sscz": "waits"}
    assert desk.listed() == ()


def test_even_then_a_blocked_computer_waits(desk: Laptop, amina: Laptop, stick: Path) -> None:
    met(desk, amina)
    trust.set_state(desk.library, amina.id, "blocked")
    amina.add(title="Fish ponds")
    put(amina, stick, "amina.sscz")

    found = look(desk, stick, ACCEPTING)

    assert outcomes(found) == {"amina.sscz": "waits"}
    assert "Fish ponds" not in titles(desk)


def test_the_same_stick_again_brings_nothing_and_is_not_read_twice(
    desk: Laptop, amina: Laptop, stick: Path
) -> None:
    met(desk, amina)
    amina.add(title="Fish ponds")
    put(amina, stick, "amina.sscz")
    first = look(desk, stick)

    again = look(desk, stick, before=first)
    after_a_restart = look(desk, stick)

    assert again.lines == () and again.receipts == () and again.arriving == ()
    assert again.sentence() == ""
    assert outcomes(after_a_restart) == {"amina.sscz": "nothing_new"}
    assert after_a_restart.receipts == ()
    assert len(list(stick.iterdir())) == 2


def test_two_stations_at_one_folder_come_to_rest(
    desk: Laptop, amina: Laptop, bo: Laptop, stick: Path
) -> None:
    """Receipts are taken in, but answered by no receipt."""
    met(desk, amina, bo)
    met(bo, desk, amina)
    amina.add(title="Fish ponds")
    put(amina, stick, "amina.sscz")

    for _round in range(4):
        found = [look(one, stick) for one in (desk, bo)]

    assert [one.receipts for one in found] == [(), ()]
    assert len(list(stick.iterdir())) == 3


def test_a_file_that_still_grows_is_waited_for(desk: Laptop, amina: Laptop, stick: Path) -> None:
    met(desk, amina)
    amina.add(title="Fish ponds")
    whole = amina.send().read_bytes()
    first = look(desk, stick)

    (stick / "amina.sscz").write_bytes(whole[:1000])
    second = look(desk, stick, before=first)
    (stick / "amina.sscz").write_bytes(whole)
    third = look(desk, stick, before=second)
    fourth = look(desk, stick, before=third)

    for arriving in (second, third):
        assert arriving.arriving == (stick / "amina.sscz",) and arriving.lines == ()
    assert outcomes(fourth) == {"amina.sscz": "taken"}


def test_what_is_not_a_bundle_yet_or_not_at_all_is_passed_by(
    desk: Laptop, amina: Laptop, stick: Path
) -> None:
    met(desk, amina)
    put(amina, stick, "amina.sscz.part")
    put(amina, stick, ".amina.sscz")
    (stick / "folder.sscz").mkdir()
    if hasattr(os, "mkfifo"):
        os.mkfifo(stick / "pipe.sscz")

    found = look(desk, stick)

    assert found.lines == () and found.notes == ()


def test_a_bad_file_is_refused_once_and_holds_up_no_other(
    desk: Laptop, amina: Laptop, stick: Path
) -> None:
    met(desk, amina)
    amina.add(title="Fish ponds")
    put(amina, stick, "good.sscz")
    (stick / "cut.sscz").write_bytes((stick / "good.sscz").read_bytes()[:-100])
    (stick / "text.sscz").write_text("hello")

    found = look(desk, stick)
    again = look(desk, stick, before=found)

    assert outcomes(found) == {
        "cut.sscz": "refused",
        "good.sscz": "taken",
        "text.sscz": "refused",
    }
    assert all(line.sentence and line.advice for line in found.lines if line.outcome == "refused")
    assert found.sentence() == "1 taken in, 2 refused."
    assert again.lines == ()


def test_a_dry_run_writes_nothing(desk: Laptop, amina: Laptop, bo: Laptop, stick: Path) -> None:
    met(desk, amina)
    amina.add(title="Fish ponds")
    bo.add(title="Solar pumps")
    put(amina, stick, "amina.sscz")
    put(bo, stick, "bo.sscz")
    before = desk.truth(), sums(stick)

    found = look(desk, stick, Rules(dry_run=True))

    assert outcomes(found) == {"amina.sscz": "would_take", "bo.sscz": "waits"}
    assert (desk.truth(), sums(stick)) == before
    assert inbox.count(desk.library) == 0
    assert not list((desk.folder / "library").glob("spool/*"))


def test_what_a_person_took_back_is_not_taken_again(
    desk: Laptop, amina: Laptop, stick: Path
) -> None:
    met(desk, amina)
    amina.add(title="Fish ponds")
    put(amina, stick, "amina.sscz")
    (line,) = look(desk, stick).lines
    assert line.taken is not None
    undoing.undo(desk.library, [line.taken.bundle])

    found = look(desk, stick)

    assert [one.sentence for one in found.lines] == ["A person took back what it brought."]
    assert "Fish ponds" not in titles(desk)


def test_a_forged_file_under_a_known_name_is_not_passed_by(
    desk: Laptop, amina: Laptop, stick: Path
) -> None:
    """It says it is a bundle that was taken in, and is not."""
    met(desk, amina)
    amina.add(title="Fish ponds")
    good = put(amina, stick, "amina.sscz")
    look(desk, stick)
    data = bytearray(good.read_bytes())
    data[data.index(b"manifest-sha256.txt") + 120] ^= 1
    good.write_bytes(data)

    assert outcomes(look(desk, stick)) == {"amina.sscz": "refused"}


def test_an_invitation_is_left_to_a_person(desk: Laptop, amina: Laptop, stick: Path) -> None:
    met(desk, amina)
    workshop.invite(amina.library, "Kampala 2026", stick / "invitation.sscz")

    found = look(desk, stick)

    assert outcomes(found) == {"invitation.sscz": "waits"}
    assert workshop.current(desk.library) is None


def test_own_bundles_are_not_worth_a_word(desk: Laptop, stick: Path) -> None:
    desk.add(title="Fish ponds")
    put(desk, stick, "ours.sscz")

    found = look(desk, stick)

    assert found.lines == () and found.receipts == ()


def test_sealed_bundles_open_with_the_key_of_the_station(
    desk: Laptop, amina: Laptop, bo: Laptop, stick: Path
) -> None:
    met(desk, amina)
    amina.add(title="Fish ponds")
    put(amina, stick, "ours.sscz.age", to=(trust.own(desk.library).recipient,))
    put(amina, stick, "theirs.sscz.age", to=(trust.own(bo.library).recipient,))
    put(amina, stick, "words.sscz.age", passphrase="deux tortues sous la pluie")
    before = sums(stick)

    found = look(desk, stick)

    assert outcomes(found) == {
        "ours.sscz.age": "taken",
        "theirs.sscz.age": "waits",
        "words.sscz.age": "waits",
    }
    assert {name: sha for name, sha in sums(stick).items() if name in before} == before
    assert not list((desk.folder / "library").glob("spool/*"))
    assert outcomes(look(desk, stick))["ours.sscz.age"] == "nothing_new"


def test_a_new_key_under_a_known_name_waits_for_a_person(
    desk: Laptop, amina: Laptop, bo: Laptop, stick: Path
) -> None:
    for laptop in (amina, bo):
        with config(laptop.folder / "config"):
            settings.save(settings.Settings(author_name="Amina"))
            laptop.add(title=f"Of {laptop.folder.name}")
            put(laptop, stick, f"{laptop.folder.name}.sscz")
    shutil.move(stick / "bo.sscz", stick.parent / "bo.sscz")
    look(desk, stick, ACCEPTING)
    shutil.move(stick.parent / "bo.sscz", stick / "bo.sscz")

    found = look(desk, stick, ACCEPTING)

    assert outcomes(found)["bo.sscz"] == "waits"
    assert titles(desk) == {"Of amina"}


def test_a_newer_bundle_is_kept_for_a_newer_program(
    desk: Laptop, amina: Laptop, stick: Path
) -> None:
    from tests.hostile.forge import taken_apart, with_header, zipped

    met(desk, amina)
    amina.add(title="Fish ponds")
    files = taken_apart(amina.send())
    (stick / "newer.sscz").write_bytes(zipped(with_header(files, version="2.0")))

    found = look(desk, stick)

    assert found.lines[0].outcome in {"waits", "refused"}
    assert "Fish ponds" not in titles(desk)
