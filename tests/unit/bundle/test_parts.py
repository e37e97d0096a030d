"""Bundles in parts: small enough for a mail, each good by itself."""

import os
import zipfile
from pathlib import Path

import pytest

from ssc_desktop.bundle import parts
from ssc_desktop.bundle.contents import Blob, Contents
from ssc_desktop.bundle.devices import Device
from ssc_desktop.bundle.header import Header, Part
from ssc_desktop.bundle.reading import verify
from ssc_desktop.bundle.writing import Written
from ssc_desktop.errors import Cancelled, ExportError, InvalidInput, LibraryDamaged
from ssc_desktop.history.identifiers import digest
from ssc_desktop.history.saving import Change
from tests.unit.bundle.samples import FISH, RICE, SOLAR, Laptop, kept, numbered_id

LIMIT = 60_000
FILM = os.urandom(150_000)
PHOTO = b"\xff\xd8\xff" + os.urandom(20_000)


@pytest.fixture
def busy() -> Laptop:
    """A laptop with several stories, one of them long."""
    laptop = Laptop()
    for root in (RICE, FISH, SOLAR):
        laptop.edit(root, title=f"Story of {root[-1]}", overview="rice and millet " * 200)
    for number in range(40):
        laptop.edit(FISH, **{f"text{number}": os.urandom(2000).hex()})
    return laptop


def _written(
    laptop: Laptop, target: Path, blobs: list[Blob], limit: int = LIMIT
) -> tuple[Written, ...]:
    contents = Contents(laptop.histories(), [Device(laptop.key.public, "Amina")], blobs)
    return parts.write(target, contents, laptop.key, header=Header(), limit=limit)


def _taken(paths: list[Path], spool: Path) -> tuple[Laptop, set[str], dict[int, bytes]]:
    """What a laptop holds that took these in, one after the other."""
    fresh = Laptop(9)
    blobs: set[str] = set()
    pieces: dict[int, bytes] = {}
    for path in paths:
        with verify(path, spool) as opened:
            assert opened.quarantined == ()
            for story in opened.stories():
                fresh.receive(story.cuts, story.revisions)
            blobs |= {digest(staged.read_bytes()) for staged in opened.blobs.values()}
            pieces |= {piece.n: staged.read_bytes() for piece, staged in opened.pieces.items()}
    return fresh, blobs, pieces


def test_parts_in_any_order_are_the_whole(busy: Laptop, tmp_path: Path) -> None:
    blobs = [kept(tmp_path, FILM), kept(tmp_path, PHOTO)]
    made = _written(busy, tmp_path / "rice.sscz", blobs)
    paths = [one.path for one in made]
    for order in (paths, paths[::-1], paths[1:] + paths + paths[:2]):
        fresh, photos, pieces = _taken(order, tmp_path / "spool")

        assert (fresh.cuts, fresh.revisions) == (busy.cuts, busy.revisions)
        assert photos == {digest(PHOTO)}
        assert b"".join(pieces[n] for n in sorted(pieces)) == FILM


def test_every_part_is_as_small_as_it_must_be(busy: Laptop, tmp_path: Path) -> None:
    blobs = [kept(tmp_path, FILM), *(kept(tmp_path, os.urandom(n)) for n in (9, 900, 30_000))]
    for limit in (25_000, 60_000, 100_000, 250_000):
        made = _written(busy, tmp_path / "rice.sscz", blobs, limit)

        assert [one.path.stat().st_size for one in made] == [one.size for one in made]
        assert max(one.size for one in made) <= limit
        for path in tmp_path.glob("rice*"):
            path.unlink()
    assert sum(one.size for one in made[:-1]) > (len(made) - 1) * limit / 2


def test_what_fits_into_one_file_is_one_file(busy: Laptop, tmp_path: Path) -> None:
    (one,) = _written(busy, tmp_path / "rice.sscz", [kept(tmp_path, PHOTO)], 5_000_000)

    assert one.path == tmp_path / "rice.sscz"
    with verify(one.path, None) as opened:
        part = opened.header.part
    assert part is not None
    assert (part.set, part.n, part.of) == (one.bundle_id, 1, 1)


def test_parts_tell_that_they_belong_together(busy: Laptop, tmp_path: Path) -> None:
    made = _written(busy, tmp_path / "rice.sscz", [kept(tmp_path, FILM)])

    of = len(made)
    assert [one.path.name for one in made][:2] == [
        f"rice.p01of{of:02}.sscz",
        f"rice.p02of{of:02}.sscz",
    ]
    assert len({one.bundle_id for one in made}) == of
    told: list[Part] = []
    for one in made:
        with verify(one.path, None) as opened:
            assert opened.header.part is not None
            told.append(opened.header.part)
        with zipfile.ZipFile(one.path) as bag:
            info = bag.read(f"ssc-{one.bundle_id}/bag-info.txt").decode()
        assert f"Bag-Group-Identifier: urn:uuid:{told[-1].set}\n" in info
        assert f"Bag-Count: {told[-1].n} of {of}\n" in info
    assert len({part.set for part in told}) == 1
    assert [(part.n, part.of) for part in told] == [(n, of) for n in range(1, of + 1)]


def test_a_story_too_long_for_a_part_is_told_over_several(busy: Laptop, tmp_path: Path) -> None:
    """Whichever part comes first: each revision comes with a cut that lists it."""
    made = _written(busy, tmp_path / "rice.sscz", [])
    telling = []
    for one in made:
        fresh, _blobs, _pieces = _taken([one.path], tmp_path / "spool")
        if FISH in {cut.root for cut in fresh.cuts.values()}:
            telling.append(one)
        with verify(one.path, None) as opened:
            for root, held in opened.header.roots.items():
                roots = [one.root for one in busy.cuts.values()]
                roots += [one.root for one in busy.revisions.values()]
                assert held.number == roots.count(root)

    assert len(telling) > 2


def test_a_save_too_long_for_a_part_is_told_over_several(tmp_path: Path) -> None:
    laptop = Laptop()
    records = [numbered_id(0x100 + n) for n in range(30)]
    laptop.save([Change(one, "result", RICE, {"text": os.urandom(3000).hex()}) for one in records])

    made = _written(laptop, tmp_path / "rice.sscz", [])

    assert len(made) > 3
    paths = [one.path for one in made]
    fresh, _blobs, _pieces = _taken([*paths[1::2], *paths[::-2]], tmp_path / "spool")
    assert fresh.view() == laptop.view()
    assert fresh.revisions == laptop.revisions


def test_what_cannot_be_divided_is_said(tmp_path: Path) -> None:
    laptop = Laptop()
    laptop.edit(title=os.urandom(40_000).hex())

    with pytest.raises(InvalidInput, match="too small"):
        _written(laptop, tmp_path / "rice.sscz", [], 40_000)
    with pytest.raises(InvalidInput, match="too small"):
        _written(laptop, tmp_path / "rice.sscz", [], 1000)
    assert list(tmp_path.iterdir()) == []


def test_a_film_that_was_spoilt_is_noticed(busy: Laptop, tmp_path: Path) -> None:
    film = kept(tmp_path, FILM)
    for spoilt in (FILM[:-1] + b"?", FILM[:-1], FILM + b"?"):
        film.file.path.write_bytes(spoilt)
        with pytest.raises(LibraryDamaged, match=film.sha256[:12]):
            _written(busy, tmp_path / "rice.sscz", [film])
    assert not list(tmp_path.glob("rice*"))


def test_all_parts_or_none(busy: Laptop, tmp_path: Path) -> None:
    film = kept(tmp_path, FILM)
    contents = Contents(busy.histories(), [Device(busy.key.public)], [film])
    for moment in range(0, 100, 9):
        answers = iter([False] * moment + [True] * 99)
        with pytest.raises(Cancelled):
            parts.write(
                tmp_path / "rice.sscz",
                contents,
                busy.key,
                header=Header(),
                limit=LIMIT,
                stop=lambda answers=answers: next(answers),  # type: ignore[misc]
            )
        assert not list(tmp_path.glob("rice*"))


def test_a_part_that_cannot_be_written_takes_the_others_along(busy: Laptop, tmp_path: Path) -> None:
    of = len(_written(busy, tmp_path / "rice.sscz", []))
    for path in tmp_path.glob("rice*"):
        path.unlink()
    (tmp_path / f"rice.p02of{of:02}.sscz").mkdir()

    with pytest.raises(ExportError):
        _written(busy, tmp_path / "rice.sscz", [])

    assert [path.is_dir() for path in tmp_path.glob("rice*")] == [True]


def test_progress_runs_over_all_parts(busy: Laptop, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    contents = Contents(busy.histories(), [Device(busy.key.public)], [kept(tmp_path, FILM)])

    parts.write(
        tmp_path / "rice.sscz",
        contents,
        busy.key,
        header=Header(),
        limit=LIMIT,
        progress=lambda done, whole: told.append((done, whole)),
    )

    assert told == sorted(told)
    assert len({whole for _done, whole in told}) == 1
    assert told[-1][0] == told[-1][1] > 2 * len(FILM)


def test_a_mail_grows_on_its_way() -> None:
    assert parts.for_email(10_000_000) == 7_299_270


@pytest.mark.parametrize(
    ("name", "n", "of", "wanted"),
    [
        ("rice.sscz", 2, 5, "rice.p02of05.sscz"),
        ("rice.sscz", 12, 120, "rice.p012of120.sscz"),
        ("rice", 1, 2, "rice.p01of02.sscz"),
        ("a.b.sscz", 1, 2, "a.b.p01of02.sscz"),
    ],
)
def test_names_of_parts(name: str, n: int, of: int, wanted: str) -> None:
    assert parts.part_name(name, n, of) == wanted
