"""The collect station: sticks come and go, bundles are taken in, nothing on a stick is touched."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ssc_desktop.bundle import sealing
from ssc_desktop.bundle.sealing import Keys
from ssc_desktop.files import sha256_of
from ssc_desktop.services import inbox, ledger, station, trust, undoing, workshop
from ssc_desktop.services.station import Found, Rules
from tests.laptops import Laptop

Bought = Callable[[str], Laptop]
ACCEPTING = Rules(accept_new=True)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A folder that stands for a stick."""
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


@pytest.fixture
def desk(laptop_of: Bought) -> Laptop:
    """The facilitator's laptop, where the station runs."""
    return laptop_of("desk")


def _put(sender: Laptop, stick: Path, name: str, **wish: Any) -> Path:
    shutil.copy(sender.send(**wish), stick / name)
    return stick / name


def _met(desk: Laptop, *others: Laptop) -> None:
    """Somebody has accepted these computers."""
    for other in others:
        other.add(title=f"The first story of {other.folder.name}")
        desk.take(other.send())


def _look(
    desk: Laptop, stick: Path, rules: Rules = station.CAREFUL, before: Found | None = None
) -> Found:
    return station.look(desk.library, station.survey([stick], before), rules)


def _outcomes(found: Found) -> dict[str, str]:
    return {line.path.name: line.outcome for line in found.lines}


def _sums(stick: Path) -> dict[str, str]:
    return {one.name: sha256_of(one) for one in stick.iterdir() if one.is_file()}


def test_bundles_on_a_stick_are_taken_in_and_left_as_they_are(
    desk: Laptop, amina: Laptop, bo: Laptop, stick: Path
) -> None:
    _met(desk, amina, bo)
    story, _other = amina.add(title="Fish ponds"), bo.add(title="Solar pumps")
    _put(amina, stick, "amina.sscz")
    _put(bo, stick, "bo.sscz")
    (stick / "holiday.jpg").write_bytes(b"a photo")
    before = _sums(stick)

    found = _look(desk, stick)

    assert _outcomes(found) == {"amina.sscz": "taken", "bo.sscz": "taken"}
    assert found.sentence() == "2 taken in."
    assert story in found.changes.cases
    assert {one.title for one in desk.listed()} >= {"Fish ponds", "Solar pumps"}
    assert {name: sha for name, sha in _sums(stick).items() if name in before} == before


def test_a_receipt_lies_beside_what_was_taken_in(desk: Laptop, amina: Laptop, stick: Path) -> None:
    _met(desk, amina)
    story = amina.add(title="Fish ponds")
    _put(amina, stick, "amina.sscz")

    (receipt,) = _look(desk, stick).receipts

    assert receipt.parent == stick and receipt.suffix == ".sscz"
    amina.take(receipt)
    states = {one.id: one.state for one in ledger.stories(amina.library)}
    assert states[story] == "delivered"


def test_a_new_computer_waits_in_the_inbox(desk: Laptop, amina: Laptop, stick: Path) -> None:
    amina.add(title="Fish ponds")
    _put(amina, stick, "amina.sscz")

    found = _look(desk, stick)

    assert _outcomes(found) == {"amina.sscz": "waits"}
    assert desk.listed() == () and found.receipts == ()
    (waiting,) = inbox.waiting(desk.library)
    assert waiting.file_name == "amina.sscz"


def test_a_facilitator_may_accept_new_computers_for_a_workshop(
    desk: Laptop, amina: Laptop, stick: Path
) -> None:
    amina.add(title="Fish ponds")
    _put(amina, stick, "amina.sscz")

    found = _look(desk, stick, ACCEPTING)

    assert _outcomes(found) == {"amina.sscz": "taken"}
    assert inbox.count(desk.library) == 0


def test_even_then_what_is_for_somebody_else_waits(
    desk: Laptop, amina: Laptop, bo: Laptop, stick: Path
) -> None:
    """Bo was sent it, and puts it on the stick without its envelope."""
    amina.add(title="Fish ponds")
    sealed = amina.send(to=(trust.own(bo.library).recipient,))
    with sealing.opened(sealed, bo.folder / "spool", Keys(bo.library.config)) as plain:
        shutil.copy(plain, stick / "amina.sscz")

    found = _look(desk, stick, ACCEPTING)

    assert _outcomes(found) == {"amina.sscz": "waits"}
    assert desk.listed() == ()


def test_even_then_a_blocked_computer_waits(desk: Laptop, amina: Laptop, stick: Path) -> None:
    _met(desk, amina)
    trust.set_state(desk.library, amina.id, "blocked")
    amina.add(title="Fish ponds")
    _put(amina, stick, "amina.sscz")

    found = _look(desk, stick, ACCEPTING)

    assert _outcomes(found) == {"amina.sscz": "waits"}
    assert "Fish ponds" not in {one.title for one in desk.listed()}


def test_the_same_stick_again_brings_nothing_and_is_not_read_twice(
    desk: Laptop, amina: Laptop, stick: Path
) -> None:
    _met(desk, amina)
    amina.add(title="Fish ponds")
    _put(amina, stick, "amina.sscz")
    first = _look(desk, stick)

    again = _look(desk, stick, before=first)
    after_a_restart = _look(desk, stick)

    assert again.lines == () and again.receipts == () and again.arriving == ()
    assert again.sentence() == ""
    assert _outcomes(after_a_restart) == {"amina.sscz": "nothing_new"}
    assert after_a_restart.receipts == ()
    assert len(list(stick.iterdir())) == 2


def test_two_stations_at_one_folder_come_to_rest(
    desk: Laptop, amina: Laptop, bo: Laptop, stick: Path
) -> None:
    """Receipts are taken in, but answered by no receipt."""
    _met(desk, amina, bo)
    _met(bo, desk, amina)
    amina.add(title="Fish ponds")
    _put(amina, stick, "amina.sscz")

    for _round in range(4):
        found = [_look(one, stick) for one in (desk, bo)]

    assert [one.receipts for one in found] == [(), ()]
    assert len(list(stick.iterdir())) == 3


def test_a_file_that_still_grows_is_waited_for(desk: Laptop, amina: Laptop, stick: Path) -> None:
    _met(desk, amina)
    amina.add(title="Fish ponds")
    whole = amina.send().read_bytes()
    first = _look(desk, stick)

    (stick / "amina.sscz").write_bytes(whole[:1000])
    second = _look(desk, stick, before=first)
    (stick / "amina.sscz").write_bytes(whole)
    third = _look(desk, stick, before=second)
    fourth = _look(desk, stick, before=third)

    for arriving in (second, third):
        assert arriving.arriving == (stick / "amina.sscz",) and arriving.lines == ()
    assert _outcomes(fourth) == {"amina.sscz": "taken"}


def test_what_is_not_a_bundle_yet_or_not_at_all_is_passed_by(
    desk: Laptop, amina: Laptop, stick: Path
) -> None:
    _met(desk, amina)
    _put(amina, stick, "amina.sscz.part")
    _put(amina, stick, ".amina.sscz")
    (stick / "folder.sscz").mkdir()
    if hasattr(os, "mkfifo"):
        os.mkfifo(stick / "pipe.sscz")

    found = _look(desk, stick)

    assert found.lines == () and found.notes == ()


def test_a_bad_file_is_refused_once_and_holds_up_no_other(
    desk: Laptop, amina: Laptop, stick: Path
) -> None:
    _met(desk, amina)
    amina.add(title="Fish ponds")
    _put(amina, stick, "good.sscz")
    (stick / "cut.sscz").write_bytes((stick / "good.sscz").read_bytes()[:-100])
    (stick / "text.sscz").write_text("hello")

    found = _look(desk, stick)
    again = _look(desk, stick, before=found)

    assert _outcomes(found) == {
        "cut.sscz": "refused",
        "good.sscz": "taken",
        "text.sscz": "refused",
    }
    assert all(line.sentence and line.advice for line in found.lines if line.outcome == "refused")
    assert found.sentence() == "1 taken in, 2 refused."
    assert again.lines == ()


def test_a_dry_run_writes_nothing(desk: Laptop, amina: Laptop, bo: Laptop, stick: Path) -> None:
    _met(desk, amina)
    amina.add(title="Fish ponds")
    bo.add(title="Solar pumps")
    _put(amina, stick, "amina.sscz")
    _put(bo, stick, "bo.sscz")
    before = desk.truth(), _sums(stick)

    found = _look(desk, stick, Rules(dry_run=True))

    assert _outcomes(found) == {"amina.sscz": "would_take", "bo.sscz": "waits"}
    assert (desk.truth(), _sums(stick)) == before
    assert inbox.count(desk.library) == 0
    assert not list((desk.folder / "library").glob("spool/*"))


def test_what_a_person_took_back_is_not_taken_again(
    desk: Laptop, amina: Laptop, stick: Path
) -> None:
    _met(desk, amina)
    amina.add(title="Fish ponds")
    _put(amina, stick, "amina.sscz")
    (line,) = _look(desk, stick).lines
    assert line.taken is not None
    undoing.undo(desk.library, [line.taken.bundle])

    found = _look(desk, stick)

    assert [one.sentence for one in found.lines] == ["A person took back what it brought."]
    assert "Fish ponds" not in {one.title for one in desk.listed()}


def test_a_forged_file_under_a_known_name_is_not_passed_by(
    desk: Laptop, amina: Laptop, stick: Path
) -> None:
    """It says it is a bundle that was taken in, and is not."""
    _met(desk, amina)
    amina.add(title="Fish ponds")
    good = _put(amina, stick, "amina.sscz")
    _look(desk, stick)
    data = bytearray(good.read_bytes())
    data[data.index(b"manifest-sha256.txt") + 120] ^= 1
    good.write_bytes(data)

    assert _outcomes(_look(desk, stick)) == {"amina.sscz": "refused"}


def test_an_invitation_is_left_to_a_person(desk: Laptop, amina: Laptop, stick: Path) -> None:
    _met(desk, amina)
    workshop.invite(amina.library, "Kampala 2026", stick / "invitation.sscz")

    found = _look(desk, stick)

    assert _outcomes(found) == {"invitation.sscz": "waits"}
    assert workshop.current(desk.library) is None


def test_own_bundles_are_not_worth_a_word(desk: Laptop, stick: Path) -> None:
    desk.add(title="Fish ponds")
    _put(desk, stick, "ours.sscz")

    found = _look(desk, stick)

    assert found.lines == () and found.receipts == ()


def test_sealed_bundles_open_with_the_key_of_the_station(
    desk: Laptop, amina: Laptop, bo: Laptop, stick: Path
) -> None:
    _met(desk, amina)
    amina.add(title="Fish ponds")
    _put(amina, stick, "ours.sscz.age", to=(trust.own(desk.library).recipient,))
    _put(amina, stick, "theirs.sscz.age", to=(trust.own(bo.library).recipient,))
    _put(amina, stick, "words.sscz.age", passphrase="deux tortues sous la pluie")
    before = _sums(stick)

    found = _look(desk, stick)

    assert _outcomes(found) == {
        "ours.sscz.age": "taken",
        "theirs.sscz.age": "waits",
        "words.sscz.age": "waits",
    }
    assert {name: sha for name, sha in _sums(stick).items() if name in before} == before
    assert not list((desk.folder / "library").glob("spool/*"))
    assert _outcomes(_look(desk, stick))["ours.sscz.age"] == "nothing_new"


def test_a_newer_bundle_is_kept_for_a_newer_program(
    desk: Laptop, amina: Laptop, stick: Path
) -> None:
    from tests.hostile.forge import taken_apart, with_header, zipped

    _met(desk, amina)
    amina.add(title="Fish ponds")
    files = taken_apart(amina.send())
    (stick / "newer.sscz").write_bytes(zipped(with_header(files, version="2.0")))

    found = _look(desk, stick)

    assert found.lines[0].outcome in {"waits", "refused"}
    assert "Fish ponds" not in {one.title for one in desk.listed()}


def test_a_receipt_never_takes_the_place_of_somebody_elses_file(
    desk: Laptop, amina: Laptop, stick: Path
) -> None:
    _met(desk, amina)
    amina.add(title="Fish ponds")
    _put(amina, stick, "amina.sscz")
    (receipt,) = _look(desk, stick).receipts
    receipt.write_text("not a receipt any more")
    amina.add(title="More ponds")
    _put(amina, stick, "more.sscz")

    (second,) = _look(desk, stick).receipts

    assert second != receipt and receipt.read_text() == "not a receipt any more"


def test_a_later_receipt_takes_the_place_of_an_earlier_one(
    desk: Laptop, amina: Laptop, stick: Path
) -> None:
    _met(desk, amina)
    receipts = set()
    for number in range(3):
        amina.add(title=f"Pond {number}")
        _put(amina, stick, f"{number}.sscz")
        receipts |= set(_look(desk, stick).receipts)

    assert len(receipts) == 1


def test_a_place_that_is_gone_is_said_once(desk: Laptop, tmp_path: Path, stick: Path) -> None:
    places = [stick, tmp_path / "gone"]

    first = station.look(desk.library, station.survey(places))
    second = station.look(desk.library, station.survey(places, first))
    (tmp_path / "gone").mkdir()
    third = station.look(desk.library, station.survey(places, second))

    assert [len(found.notes) for found in (first, second, third)] == [1, 0, 0]
    assert "gone" in first.notes[0]


def test_a_stick_taken_out_after_the_survey_is_a_line_and_comes_back(
    desk: Laptop, amina: Laptop, stick: Path
) -> None:
    _met(desk, amina)
    amina.add(title="Fish ponds")
    _put(amina, stick, "amina.sscz")
    surveyed = station.survey([stick])

    stick.rename(stick.with_name("pocket"))
    found = station.look(desk.library, surveyed)
    stick.with_name("pocket").rename(stick)
    back = _look(desk, stick, before=found)

    assert _outcomes(found) == {"amina.sscz": "gone"}
    assert _outcomes(back) == {"amina.sscz": "taken"}


def test_stopping_leaves_the_rest_for_next_time(desk: Laptop, amina: Laptop, stick: Path) -> None:
    _met(desk, amina)
    for number in range(3):
        amina.add(title=f"Pond {number}")
        _put(amina, stick, f"{number}.sscz")
    done: list[tuple[int, int]] = []
    surveyed = station.survey([stick])

    found = station.look(
        desk.library,
        surveyed,
        progress=lambda *step: done.append(step),
        stop=lambda: bool(done) and done[-1][0] > surveyed.seen[stick / "0.sscz"].size,
    )
    rest = _look(desk, stick, before=found)

    assert _outcomes(found) == {"0.sscz": "taken"}
    assert len(rest.lines) == 2
    assert {one.title for one in desk.listed()} >= {"Pond 0", "Pond 1", "Pond 2"}


@pytest.fixture
def real_stick(tmp_path: Path) -> Iterator[Callable[[str], Path]]:
    """Puts a stick in, which is a file with a file system, and takes the one before out."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root mounts disks")
    folder, image = Path("/media/ssc-test-stick"), tmp_path / "stick.img"
    with image.open("wb") as stream:
        stream.truncate(16 * 1024 * 1024)
    _do("mkfs.ext4", "-q", "-O", "^has_journal", image)
    folder.mkdir(exist_ok=True)

    def put_in(how: str) -> Path:
        subprocess.run(["umount", folder], check=False, capture_output=True)
        _do("mount", "-o", how, image, folder)
        return folder

    yield put_in
    subprocess.run(["umount", "-l", folder], check=False, capture_output=True)
    folder.rmdir()


def test_a_locked_stick_gets_no_receipt_and_an_open_one_may_come_out(
    desk: Laptop, amina: Laptop, real_stick: Callable[[str], Path]
) -> None:
    _met(desk, amina)
    amina.add(title="Fish ponds")
    _put(amina, real_stick("loop"), "amina.sscz")

    locked = _look(desk, real_stick("loop,ro"))
    opened = _look(desk, real_stick("loop"))

    assert _outcomes(locked) == {"amina.sscz": "taken"}
    assert locked.receipts == () and "write-protected" in locked.notes[0]
    assert _outcomes(opened) == {"amina.sscz": "nothing_new"} and len(opened.receipts) == 1
    assert opened.notes == ("“ssc-test-stick” is done. You can remove it now.",)
    assert Path("/media/ssc-test-stick") in station.watched([])


def test_a_stick_that_fails_while_it_is_read_costs_nothing(
    desk: Laptop, amina: Laptop, real_stick: Callable[[str], Path], tmp_path: Path
) -> None:
    _met(desk, amina)
    amina.add(title="Fish ponds")
    _put(amina, real_stick("loop"), "amina.sscz")
    before = desk.truth()
    surveyed = station.survey([real_stick("loop")])

    whole = (tmp_path / "stick.img").read_bytes()
    os.truncate(tmp_path / "stick.img", 4096)
    failed = station.look(desk.library, surveyed)
    (tmp_path / "stick.img").write_bytes(whole)
    kept = desk.truth()
    back = _look(desk, real_stick("loop"), before=failed)

    assert [line.outcome for line in failed.lines] == ["refused"] and kept == before
    assert "could not be read" in failed.lines[0].sentence
    assert _outcomes(back) == {"amina.sscz": "taken"}


def _do(*command: str | Path) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"{command[0]} is not possible here: {done.stderr.strip()}")
