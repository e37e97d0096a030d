"""Pieces of large attachments: kept, put together, never mixed."""

import itertools
import os
from pathlib import Path

import pytest

from ssc_desktop.errors import SscError
from ssc_desktop.history.identifiers import digest, new_id
from ssc_desktop.store import blobs, pieces
from ssc_desktop.store.blobs import Store
from ssc_desktop.store.pieces import Assembled, Staged, Waiting

FILM = os.urandom(100_000)
FILM_ID = digest(FILM)
SET = new_id()


def _cut(folder: Path, size: int, data: bytes = FILM) -> list[Staged]:
    """The pieces of the film, waiting in a spool folder."""
    starts = range(0, len(data), size)
    staged = []
    folder.mkdir(exist_ok=True)
    for n, start in enumerate(starts, 1):
        path = folder / f"{n}-{new_id()}"
        path.write_bytes(data[start : start + size])
        staged.append(Staged(FILM_ID, n, len(starts), path))
    return staged


def test_pieces_in_any_order_become_the_whole(tmp_path: Path) -> None:
    for number, order in enumerate(itertools.permutations(range(4))):
        attachments = Store(tmp_path / f"{number}")
        staged = _cut(tmp_path / "spool", 30_000)
        came = [pieces.keep(attachments, SET, [staged[place]]) for place in order]

        assert came == [Assembled()] * 3 + [Assembled((FILM_ID,))]
        assert blobs.file_of(attachments, FILM_ID).read_bytes() == FILM
        assert pieces.waiting(attachments) == []
        assert not list((attachments.folder / "pieces").iterdir())


def test_what_waits_can_be_told(tmp_path: Path) -> None:
    first, second, *_rest = _cut(tmp_path / "spool", 10_000)
    assert pieces.waiting(Store(tmp_path)) == []

    pieces.keep(Store(tmp_path), SET, [first])
    pieces.keep(Store(tmp_path), SET, [second])
    pieces.keep(Store(tmp_path), new_id(), _cut(tmp_path / "spool", 12_000)[:1])
    (tmp_path / "pieces" / ".DS_Store").write_bytes(b"of another program")
    (tmp_path / "pieces" / FILM_ID / SET / ".DS_Store").write_bytes(b"of another program")

    assert pieces.waiting(Store(tmp_path)) == [Waiting(FILM_ID, 2, 10)]
    assert blobs.every(Store(tmp_path)) == []


def test_a_piece_that_comes_twice_does_no_harm(tmp_path: Path) -> None:
    once, again = _cut(tmp_path / "spool", 60_000), _cut(tmp_path / "spool", 60_000)

    assert pieces.keep(Store(tmp_path), SET, once[:1]) == Assembled()
    assert pieces.keep(Store(tmp_path), SET, again[:1]) == Assembled()
    assert pieces.keep(Store(tmp_path), SET, once[1:]) == Assembled((FILM_ID,))
    assert pieces.keep(Store(tmp_path), SET, again[1:]) == Assembled((FILM_ID,))
    assert pieces.waiting(Store(tmp_path)) == []


def test_pieces_of_another_set_are_never_mixed_in(tmp_path: Path) -> None:
    """Three pieces of 40,000 bytes and three of 45,000 bytes."""
    one, other = _cut(tmp_path / "spool", 40_000), _cut(tmp_path / "spool", 45_000)
    assert len(one) == len(other)

    assert pieces.keep(Store(tmp_path), new_id(), [other[1]]) == Assembled()
    assert pieces.keep(Store(tmp_path), SET, [one[0], one[2]]) == Assembled()
    assert pieces.keep(Store(tmp_path), SET, [one[1]]) == Assembled((FILM_ID,))
    assert not list((tmp_path / "pieces").iterdir())


def test_pieces_that_are_something_else_go_and_are_told(tmp_path: Path) -> None:
    false = _cut(tmp_path / "spool", 60_000, b"?" * 100_000)

    assert pieces.keep(Store(tmp_path), SET, false) == Assembled(spoilt=(FILM_ID,))

    assert not blobs.held(Store(tmp_path), FILM_ID)
    assert pieces.waiting(Store(tmp_path)) == []
    assert list((tmp_path / "staging").iterdir()) == []
    assert pieces.keep(Store(tmp_path), SET, _cut(tmp_path / "spool", 60_000)).whole == (FILM_ID,)


def test_pieces_can_be_destroyed(tmp_path: Path) -> None:
    pieces.keep(Store(tmp_path), SET, _cut(tmp_path / "spool", 60_000)[:1])

    pieces.drop(Store(tmp_path), FILM_ID)
    pieces.drop(Store(tmp_path), FILM_ID)

    assert pieces.waiting(Store(tmp_path)) == []


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "pieces").write_bytes(b"not a folder")

    with pytest.raises(SscError):
        pieces.keep(Store(tmp_path), SET, _cut(tmp_path / "spool", 60_000))
