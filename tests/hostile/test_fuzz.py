"""Thousands of damaged bundles: nothing else than what was signed gets in, and nothing breaks.

`SSC_FUZZ` says how many there are in all; the nightly run makes 20,000.
"""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from ssc_desktop.bundle import bag, messages, writing
from ssc_desktop.bundle.contents import Contents
from ssc_desktop.bundle.devices import Device
from ssc_desktop.bundle.header import Held
from ssc_desktop.bundle.messages import HostKey, Invitation, Message, Receipt
from ssc_desktop.history.identifiers import digest
from tests.hostile.forge import Files, sealed, with_header, zipped
from tests.hostile.fuzz import Judge, Target
from tests.unit.bundle.samples import FISH, RICE, device_key, numbered_id

HOW_MANY = int(os.environ.get("SSC_FUZZ", "2000"))
KEY = device_key(1)


def _delta(folder: Path, good: Files) -> Path:
    """Two stories and two photos."""
    path = folder / "delta.sscz"
    path.write_bytes(zipped(sealed(good)))
    return path


def _part(folder: Path, good: Files) -> Path:
    """A part with pieces of a film."""
    film = b"film " * 700
    part = {"n": 2, "of": 3, "set": numbered_id(0x5E)}
    pieces = {
        bag.piece_name(bag.Piece(digest(film), n, 3)): film[n * 1000 : n * 1000 + 1000]
        for n in (1, 2)
    }
    path = folder / "part.sscz"
    path.write_bytes(zipped(with_header(good | pieces, part=part)))
    return path


def _message(folder: Path, name: str, message: Message) -> Path:
    contents = Contents((), [Device(KEY.public, "Amina")])
    header = messages.header_of(message)
    return writing.write(folder / f"{name}.sscz", contents, KEY, header=header).path


def _receipt(folder: Path, _good: Files) -> Path:
    """What somebody holds."""
    roots = {RICE: Held(31, "a" * 32), FISH: Held(7, "b" * 32)}
    taken = tuple(map(numbered_id, range(20)))
    missing = (digest(b"a"), digest(b"b"))
    receipt = Receipt(roots, Held(38, "c" * 32), bytes(range(80)), missing, taken)
    return _message(folder, "receipt", receipt)


def _invitation(folder: Path, _good: Files) -> Path:
    """What sets a laptop up."""
    keys = (
        HostKey(KEY.public, "age1qqqq", "Amina", "facilitator"),
        HostKey(device_key(2).public, "", "Addis", "repository"),
    )
    workshop = Invitation(numbered_id(0xE), "Nairobi", keys, "3", 7_300_000, ("en", "fr"), 41)
    return _message(folder, "invitation", workshop)


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("made", [_delta, _part, _receipt, _invitation])
def test_no_damage_gets_other_words_in(
    made: Callable[[Path, Files], Path], good: Files, tmp_path: Path
) -> None:
    judge = Judge(Target(made(tmp_path, good), KEY))

    for number in range(HOW_MANY // 4):
        judge.try_one(number)

    found = judge.found
    assert sum(found.values()) == HOW_MANY // 4 * 2
    assert found["verify: refused"] > HOW_MANY // 8
    assert found["verify: the same"] > 0
    assert found["rescue: a part of it"] > 0
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == [
        "damaged",
        judge.target.path.name,
    ]
