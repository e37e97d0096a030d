"""Bundles in parts, taken into a real library in whatever order they come."""

import itertools
import os
from pathlib import Path

import pytest

from ssc_desktop.bundle import parts
from ssc_desktop.bundle.contents import Contents
from ssc_desktop.bundle.devices import Device
from ssc_desktop.bundle.header import Header
from ssc_desktop.history.identifiers import digest
from ssc_desktop.store import blobs, pieces
from tests.laptops import Laptop
from tests.unit.bundle.samples import FISH, RICE, kept
from tests.unit.bundle.samples import Laptop as Sender

FILM = os.urandom(90_000)


def _parts(folder: Path, seed: bytes = b"") -> list[Path]:
    """Two stories and a film, over four files."""
    sender = Sender()
    sender.edit(RICE, title="Hybrid rice")
    sender.edit(FISH, title="Fish ponds", overview=os.urandom(8000).hex())
    folder.mkdir()
    film = kept(folder, FILM + seed)
    contents = Contents(sender.histories(), [Device(sender.key.public)], [film])
    made = parts.write(
        folder / "rice.sscz", contents, sender.key, header=Header(), limit=45_000 + len(seed)
    )
    assert len(made) == 4
    return [one.path for one in made]


@pytest.mark.parametrize("order", list(itertools.permutations(range(4)))[::5])
def test_all_parts_make_the_whole(order: tuple[int, ...], tmp_path: Path) -> None:
    paths = _parts(tmp_path / "stick")
    laptop = Laptop(tmp_path / "laptop")
    for place in (*order, *order[:2]):
        laptop.take(paths[place])
        laptop.revisions()  # and everything is checked

    assert {line.title for line in laptop.listed()} == {"Hybrid rice", "Fish ponds"}
    assert blobs.file_of(laptop.library.attachments, digest(FILM)).read_bytes() == FILM
    assert pieces.waiting(laptop.library.attachments) == []
    laptop.close()


def test_a_part_of_another_set_does_no_harm(tmp_path: Path) -> None:
    ours, theirs = _parts(tmp_path / "ours"), _parts(tmp_path / "theirs", b"!" * 9)
    laptop = Laptop(tmp_path / "laptop")

    for path in (ours[3], theirs[2], *ours[:3]):
        laptop.take(path)

    assert blobs.held(laptop.library.attachments, digest(FILM))
    assert [one.have for one in pieces.waiting(laptop.library.attachments)] == [1]
    laptop.close()


def test_a_person_hears_how_much_is_there(tmp_path: Path) -> None:
    paths = _parts(tmp_path / "stick")
    laptop = Laptop(tmp_path / "laptop")
    film = [path for path in paths if b"data/chunks/" in path.read_bytes()]

    said = ["".join(laptop.take(path).warnings) for path in film]

    assert ["pieces of a large attachment" in one for one in said] == [True] * (len(film) - 1) + [
        False
    ]
    assert "1 of" in said[0]
    laptop.close()
