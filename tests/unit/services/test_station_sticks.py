"""Sticks at the collect station: receipts on them, full, locked, taken out, failing."""

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ssc_desktop.services import station
from tests.laptops import Laptop
from tests.stations import look, met, outcomes, put, titles
from tests.sticks import do, made, mounting


def test_a_receipt_never_takes_the_place_of_somebody_elses_file(
    desk: Laptop, amina: Laptop, stick: Path
) -> None:
    met(desk, amina)
    amina.add(title="Fish ponds")
    put(amina, stick, "amina.sscz")
    (receipt,) = look(desk, stick).receipts
    receipt.write_text("not a receipt any more")
    amina.add(title="More ponds")
    put(amina, stick, "more.sscz")

    (second,) = look(desk, stick).receipts

    assert second != receipt and receipt.read_text() == "not a receipt any more"


def test_a_later_receipt_takes_the_place_of_an_earlier_one(
    desk: Laptop, amina: Laptop, stick: Path
) -> None:
    met(desk, amina)
    receipts = set()
    for number in range(3):
        amina.add(title=f"Pond {number}")
        put(amina, stick, f"{number}.sscz")
        receipts |= set(look(desk, stick).receipts)

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
    met(desk, amina)
    amina.add(title="Fish ponds")
    put(amina, stick, "amina.sscz")
    surveyed = station.survey([stick])

    stick.rename(stick.with_name("pocket"))
    found = station.look(desk.library, surveyed)
    stick.with_name("pocket").rename(stick)
    back = look(desk, stick, before=found)

    assert outcomes(found) == {"amina.sscz": "gone"}
    assert outcomes(back) == {"amina.sscz": "taken"}


def test_stopping_leaves_the_rest_for_next_time(desk: Laptop, amina: Laptop, stick: Path) -> None:
    met(desk, amina)
    for number in range(3):
        amina.add(title=f"Pond {number}")
        put(amina, stick, f"{number}.sscz")
    done: list[tuple[int, int]] = []
    surveyed = station.survey([stick])

    found = station.look(
        desk.library,
        surveyed,
        progress=lambda *step: done.append(step),
        stop=lambda: bool(done) and done[-1][0] > surveyed.seen[stick / "0.sscz"].size,
    )
    rest = look(desk, stick, before=found)

    assert outcomes(found) == {"0.sscz": "taken"}
    assert len(rest.lines) == 2
    assert titles(desk) >= {"Pond 0", "Pond 1", "Pond 2"}


@pytest.fixture
def real_stick(tmp_path: Path) -> Iterator[Callable[[str], Path]]:
    """Puts a stick in, which is a file with a file system, and takes the one before out."""
    folder, image = Path("/media/ssc-test-stick"), made(tmp_path / "stick.img")
    folder.mkdir(exist_ok=True)

    def put_in(how: str) -> Path:
        subprocess.run(["umount", folder], check=False, capture_output=True)
        do("mount", "-o", how, image, folder)
        return folder

    yield put_in
    subprocess.run(["umount", "-l", folder], check=False, capture_output=True)
    folder.rmdir()


@mounting
def test_a_locked_stick_gets_no_receipt_and_an_open_one_may_come_out(
    desk: Laptop, amina: Laptop, real_stick: Callable[[str], Path]
) -> None:
    met(desk, amina)
    amina.add(title="Fish ponds")
    put(amina, real_stick("loop"), "amina.sscz")

    locked = look(desk, real_stick("loop,ro"))
    opened = look(desk, real_stick("loop"))

    assert outcomes(locked) == {"amina.sscz": "taken"}
    assert locked.receipts == () and "write-protected" in locked.notes[0]
    assert outcomes(opened) == {"amina.sscz": "nothing_new"} and len(opened.receipts) == 1
    assert opened.notes == ("“ssc-test-stick” is done. You can remove it now.",)
    assert Path("/media/ssc-test-stick") in station.watched([])


@mounting
def test_a_stick_that_fails_while_it_is_read_costs_nothing(
    desk: Laptop, amina: Laptop, real_stick: Callable[[str], Path], tmp_path: Path
) -> None:
    met(desk, amina)
    amina.add(title="Fish ponds")
    put(amina, real_stick("loop"), "amina.sscz")
    before = desk.truth()
    surveyed = station.survey([real_stick("loop")])

    whole = (tmp_path / "stick.img").read_bytes()
    os.truncate(tmp_path / "stick.img", 4096)
    failed = station.look(desk.library, surveyed)
    (tmp_path / "stick.img").write_bytes(whole)
    kept = desk.truth()
    back = look(desk, real_stick("loop"), before=failed)

    assert [line.outcome for line in failed.lines] == ["refused"] and kept == before
    assert "could not be read" in failed.lines[0].sentence
    assert outcomes(back) == {"amina.sscz": "taken"}
