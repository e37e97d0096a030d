"""Parts of a set that do not belong together, and pieces of attachments that lie."""

import random
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from ssc_desktop.bundle import bag, writing
from ssc_desktop.bundle.contents import Contents
from ssc_desktop.bundle.devices import Device
from ssc_desktop.bundle.header import Header, Part
from ssc_desktop.history.device import DeviceKey
from ssc_desktop.history.identifiers import digest
from ssc_desktop.services.answers import Taken
from ssc_desktop.store import blobs, pieces
from tests.hostile.forge import sealed, taken_apart, zipped
from tests.hostile.scales import weighed
from tests.hostile.victim import is_tidy
from tests.laptops import Laptop
from tests.unit.bundle.samples import device_key, numbered_id

NewLibrary = Callable[[], Laptop]
FILM = random.Random(5).randbytes(40_000)  # noqa: S311 - to be had again
SHA = digest(FILM)
SET, OTHER_SET = numbered_id(0x5E), numbered_id(0x5F)
AMINA, MALLORY = device_key(1), device_key(66)


class Sender:
    """Somebody who sends pieces, each in a bundle of its own."""

    def __init__(self, folder: Path, key: DeviceKey = AMINA, part_set: str = SET) -> None:
        self.folder = folder
        self.key = key
        self.part_set = part_set

    def bundle(self, n: int, of: int, chunks: dict[str, bytes]) -> Path:
        """Part `n` of its set, with these files among the pieces."""
        one = numbered_id(0xB000 + n)
        target = self.folder / f"{digest(repr(chunks).encode())[:12]}.sscz"
        contents = Contents((), [Device(self.key.public)])
        writing.write(
            target, contents, self.key, header=Header(bundle=one, part=Part(self.part_set, n, of))
        )
        files = taken_apart(target) | {bag.CHUNKS + name: data for name, data in chunks.items()}
        target.write_bytes(zipped(sealed(files, self.key, one), one))
        return target

    def part(self, n: int, of: int, film: bytes = FILM) -> Path:
        """A piece of the film, as an honest program cuts it."""
        return self.bundle(n, of, {piece(n, of): cut(film, n, of)})


def piece(n: int, of: int) -> str:
    return f"{SHA}/{n:04d}-of-{of:04d}"


def cut(film: bytes, n: int, of: int) -> bytes:
    size = -(-len(film) // of)
    return film[(n - 1) * size : n * size]


def _taken(source: Path, laptop: Laptop) -> Taken:
    return laptop.take(source)


def _is_whole(laptop: Laptop) -> bool:
    path = blobs.file_of(laptop.library.attachments, SHA).path
    if not path.is_file():
        return False
    assert path.read_bytes() == FILM
    assert not any((laptop.library.attachments.folder / pieces.FOLDER).rglob("*"))
    return True


def test_one_part_of_another_set_among_forty_does_no_harm(
    new_library: NewLibrary, tmp_path: Path
) -> None:
    """Also: 40-part set with one part from another set."""
    ours, others = Sender(tmp_path), Sender(tmp_path, part_set=OTHER_SET)
    laptop = new_library()
    order = list(range(1, 41))
    random.Random(7).shuffle(order)  # noqa: S311 - to be had again

    said: tuple[str, ...] = ()
    for n in order:
        sender = others if n == 17 else ours
        taken, _laptop = weighed(partial(_taken, sender.part(n, 40)), lambda: laptop)
        said = taken.warnings
    assert not _is_whole(laptop)
    assert said == ("39 of 40 pieces of a large attachment are here.",)
    laptop.take(ours.part(17, 40))

    assert _is_whole(laptop)
    assert is_tidy(laptop)


def test_sets_that_are_cut_differently_are_not_mixed(
    new_library: NewLibrary, tmp_path: Path
) -> None:
    ours, others = Sender(tmp_path), Sender(tmp_path, part_set=OTHER_SET)
    laptop = new_library()

    for part in (ours.part(1, 2), others.part(2, 3), others.part(3, 3)):
        laptop.take(part)
    assert not _is_whole(laptop)
    laptop.take(ours.part(2, 2))

    assert _is_whole(laptop)


def test_nobody_else_can_put_a_piece_into_a_set(new_library: NewLibrary, tmp_path: Path) -> None:
    """Whoever carried a part knows its set, and could spoil the others'."""
    amina, mallory = Sender(tmp_path), Sender(tmp_path, MALLORY)
    laptop = new_library()

    laptop.take(amina.part(1, 2))
    laptop.take(mallory.part(1, 2, bytes(40_000)))
    laptop.take(mallory.part(2, 2, bytes(40_000)))
    laptop.take(amina.part(2, 2))

    assert _is_whole(laptop)


SPOILT: dict[str, dict[str, bytes]] = {
    "overlapping pieces": {piece(1, 2): FILM[:30_000], piece(2, 2): FILM[20_000:]},
    "pieces in the wrong order": {piece(1, 2): FILM[20_000:], piece(2, 2): FILM[:20_000]},
    "pieces with a gap": {piece(1, 2): FILM[:20_000], piece(2, 2): FILM[20_001:]},
    "pieces of something else": {piece(1, 2): b"x" * 20_000, piece(2, 2): b"y" * 20_000},
    "empty pieces": {piece(1, 2): b"", piece(2, 2): b""},
    "one piece that is all and wrong": {piece(1, 1): b"x"},
}


@pytest.mark.parametrize("case", SPOILT)
def test_pieces_that_do_not_fit_are_thrown_away_and_told(
    case: str, new_library: NewLibrary, tmp_path: Path
) -> None:
    source = Sender(tmp_path).bundle(1, 2, SPOILT[case])

    taken, laptop = weighed(partial(_taken, source), new_library)

    assert len(taken.warnings) == 1
    assert "do not fit together" in taken.warnings[0]
    assert not _is_whole(laptop)
    assert [one for one in laptop.library.attachments.folder.rglob("*") if one.is_file()] == []
    assert is_tidy(laptop)
    for n in (1, 2):
        laptop.take(Sender(tmp_path).part(n, 2))
    assert _is_whole(laptop)


UNFINISHED: dict[str, dict[str, bytes]] = {
    "a piece of several numbers of pieces": {
        piece(1, 2): cut(FILM, 1, 2),
        piece(2, 3): cut(FILM, 2, 3),
    },
    "the last of 9999 pieces": {piece(9999, 9999): b"x"},
    "500 of 9999 pieces": {piece(n, 9999): b"x" for n in range(1, 501)},
}


@pytest.mark.parametrize("case", UNFINISHED)
def test_pieces_that_never_come_together_keep_nobody_waiting(
    case: str, new_library: NewLibrary, tmp_path: Path
) -> None:
    source = Sender(tmp_path).bundle(1, 2, UNFINISHED[case])

    taken, laptop = weighed(partial(_taken, source), new_library)

    assert len(taken.warnings) == 1
    assert not _is_whole(laptop)
    assert is_tidy(laptop)
    for n in (1, 2, 3):
        laptop.take(Sender(tmp_path, part_set=OTHER_SET).part(n, 3))
    assert _is_whole(laptop)


def test_pieces_of_what_is_held_are_not_kept(new_library: NewLibrary, tmp_path: Path) -> None:
    def holding() -> Laptop:
        laptop = new_library()
        blobs.add_bytes(laptop.library.attachments, FILM)
        return laptop

    for name, data in ((piece(1, 2), b"another film"), (piece(1, 2), cut(FILM, 1, 2))):
        source = Sender(tmp_path).bundle(1, 2, {name: data})

        taken, laptop = weighed(partial(_taken, source), holding)

        assert taken.warnings == ()
        assert _is_whole(laptop)
