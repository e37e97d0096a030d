"""What can be saved of a broken copy."""

import errno
import io
import random
import zipfile
from pathlib import Path
from typing import Any

import pytest

from ssc_desktop.bundle import parts
from ssc_desktop.bundle.contents import Contents
from ssc_desktop.bundle.devices import Device
from ssc_desktop.bundle.header import Header
from ssc_desktop.bundle.limits import Limits
from ssc_desktop.bundle.reading import Opened, verify
from ssc_desktop.bundle.rescue import lost_attachments, rescue
from ssc_desktop.errors import BundleError, Damaged, NotABundle, StorageError, Unsafe
from ssc_desktop.history.identifiers import digest
from tests.hostile.forge import Files, sealed, with_file, zipped
from tests.unit.bundle.samples import JPEG, RICE, Laptop, device_key, kept, numbered_id

CUTS = "data/cuts/0001.jsonl"
REVISIONS = "data/revisions/0001.jsonl"
PHOTO = f"data/blobs/{digest(JPEG)[:2]}/{digest(JPEG)}.jpg"


def _places(bundle: Path) -> dict[str, tuple[int, int]]:
    """Where the packed bytes of each file begin and end."""
    with zipfile.ZipFile(bundle) as opened:
        infos = opened.infolist()
    starts = {
        one.filename.partition("/")[2]: one.header_offset + 30 + len(one.filename) for one in infos
    }
    sizes = [one.compress_size for one in infos]
    return {
        name: (start, start + size)
        for (name, start), size in zip(starts.items(), sizes, strict=True)
    }


def _broken(bundle: Path, data: bytes) -> Path:
    broken = bundle.with_name("broken.sscz")
    broken.write_bytes(data)
    return broken


def _got(opened: Opened) -> tuple[int, int, int]:
    return opened.counts.new_cuts, opened.counts.new_revisions, opened.counts.new_blobs


def _ids(opened: Opened) -> set[str]:
    return {cut.id for cut in opened.cuts()} | {one.id for one in opened.revisions()}


def test_a_copy_cut_short_gives_what_is_whole(bundle: Path, tmp_path: Path) -> None:
    _start, end = _places(bundle)[PHOTO]
    broken = _broken(bundle, bundle.read_bytes()[: end - 1])
    with pytest.raises(Damaged):
        verify(broken, tmp_path / "spool")

    with rescue(broken, tmp_path / "spool") as opened:
        assert _got(opened)[:2] == (3, 3)
        assert opened.sender.key == device_key(1).public
        assert PHOTO in opened.lost
        assert "data/ro-crate-metadata.json" in opened.lost
        assert digest(JPEG) in lost_attachments(opened)
        assert digest(JPEG) not in opened.blobs
        assert opened.quarantined == ()

    assert list((tmp_path / "spool").iterdir()) == []


def test_what_is_lost_and_what_is_saved_is_everything(bundle: Path, tmp_path: Path) -> None:
    data = bundle.read_bytes()
    names = set(_places(bundle)) - {"bagit.txt", "bag-info.txt"}
    saved = []
    for length in range(0, len(data), 37):
        try:
            with rescue(_broken(bundle, data[:length]), tmp_path / "spool") as opened:
                assert set(opened.lost) < names
                saved.append((*_got(opened), -len(opened.lost)))
        except (Damaged, NotABundle):
            continue

    assert saved == sorted(saved)
    assert saved[-1][:3] == (3, 3, 2)
    assert list((tmp_path / "spool").iterdir()) == []


def test_revisions_without_their_cuts_are_put_aside(bundle: Path) -> None:
    start, end = _places(bundle)[CUTS]
    data = bytearray(bundle.read_bytes())
    data[start:end] = bytes(end - start)

    with rescue(_broken(bundle, bytes(data)), None) as opened:
        assert opened.lost == (CUTS,)
        assert _got(opened) == (0, 0, 2)
        assert {one.reason for one in opened.quarantined} == {"no cut"}


def test_a_spoilt_text_counts_only_whole(bundle: Path) -> None:
    start, _end = _places(bundle)[REVISIONS]
    data = bytearray(bundle.read_bytes())
    data[start + 40] ^= 1

    with rescue(_broken(bundle, bytes(data)), None) as opened:
        assert opened.lost == (REVISIONS,)
        assert _got(opened) == (3, 0, 2)


def test_a_header_that_was_overwritten_costs_one_file(bundle: Path) -> None:
    start, _end = _places(bundle)[CUTS]
    data = bytearray(bundle.read_bytes())
    head = start - len(f"ssc-{numbered_id(0xB)}/{CUTS}") - 30
    data[head:start] = bytes(start - head)

    with rescue(_broken(bundle, bytes(data)), None) as opened:
        assert opened.lost == (CUTS,)


class Scratched(io.FileIO):
    """A file on a stick with a spot that cannot be read."""

    spot = range(0)

    def _look(self, size: int) -> None:
        place = self.tell()
        if place < self.spot.stop and place + size > self.spot.start:
            raise OSError(errno.EIO, "Input/output error")

    def read(self, size: int | None = -1, /) -> bytes:
        """Read, where the stick can."""
        self._look(size or -1)
        return super().read(size)

    def readinto(self, buffer: Any, /) -> int | None:
        """Read, where the stick can."""
        self._look(len(memoryview(buffer)))
        return super().readinto(buffer)


@pytest.mark.parametrize("what", [CUTS, PHOTO])
def test_a_spot_that_cannot_be_read_costs_one_file(
    bundle: Path, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    start, end = _places(bundle)[what]
    monkeypatch.setattr(Scratched, "spot", range(start, end - 2))
    plain_open = Path.open
    monkeypatch.setattr(
        Path,
        "open",
        lambda path, *mode, **more: (
            Scratched(path) if path == bundle else plain_open(path, *mode, **more)
        ),
    )
    with pytest.raises(StorageError):
        verify(bundle, None)

    with rescue(bundle, None) as opened:
        assert opened.lost == (what,)


@pytest.mark.parametrize("more", [b"", b"\0", b"PK\3\4" * 1000, b"PK\5\6" + bytes(18)])
def test_a_whole_bundle_loses_nothing(bundle: Path, more: bytes) -> None:
    with rescue(_broken(bundle, bundle.read_bytes() + more), None) as opened:
        assert opened.lost == ()
        assert _got(opened) == (3, 3, 2)


def test_a_signature_is_asked_for_as_ever(good: Files, tmp_path: Path) -> None:
    broken = tmp_path / "broken.sscz"
    stranger = sealed(good, device_key(5))
    broken.write_bytes(zipped(stranger)[:-1])

    with pytest.raises(Damaged) as refused:
        rescue(broken, tmp_path / "spool")

    assert refused.value.rule.startswith("signature")


def test_a_file_that_nobody_signed_is_passed_over(good: Files, tmp_path: Path) -> None:
    broken = tmp_path / "broken.sscz"
    broken.write_bytes(zipped(good | {"data/cuts/0002.jsonl": b"bad\n"})[:-1])

    with rescue(broken, None) as opened:
        assert opened.lost == ()
        assert opened.quarantined == ()


def test_names_that_are_none_do_not_stop_it(good: Files, tmp_path: Path) -> None:
    broken = tmp_path / "broken.sscz"
    files = with_file(good, "data/blobs/00/photo.jpg", b"x")
    broken.write_bytes(zipped(with_file(files, "data/chunks/film", b"x"))[:-1])

    with rescue(broken, None) as opened:
        assert opened.lost == ("data/blobs/00/photo.jpg", "data/chunks/film")
        assert lost_attachments(opened) == ()


def test_limits_hold_in_a_rescue_too(good: Files, tmp_path: Path) -> None:
    broken = tmp_path / "broken.sscz"
    broken.write_bytes(zipped(good)[:-1])

    with pytest.raises(Unsafe):
        rescue(broken, tmp_path / "spool", limits=Limits(total=1000))
    with pytest.raises(Unsafe, match="listed"):
        rescue(broken, tmp_path / "spool", limits=Limits(listed=1))
    with pytest.raises(BundleError):
        rescue(broken, tmp_path / "spool", limits=Limits(entries=5))


def test_a_lost_piece_asks_for_its_attachment(tmp_path: Path) -> None:
    laptop = Laptop()
    laptop.edit(RICE, title="Rice")
    film = kept(tmp_path, bytes(range(256)) * 400)
    contents = Contents(laptop.histories(), [Device(laptop.key.public)], [film])
    made = parts.write(tmp_path / "rice.sscz", contents, laptop.key, header=Header(), limit=60_000)
    last = made[-1].path
    (start, _end) = next(at for name, at in _places(last).items() if "/chunks/" in name)

    with rescue(_broken(last, last.read_bytes()[: start + 9]), tmp_path / "spool") as opened:
        assert lost_attachments(opened) == (film.sha256,)
        assert opened.pieces == {}


@pytest.mark.parametrize("seed", range(8))
def test_garbage_is_never_believed(bundle: Path, tmp_path: Path, seed: int) -> None:
    """Whatever a bad stick does: refused, or nothing that was not sent."""
    chance = random.Random(seed)  # noqa: S311 - the same damage in every run
    good = bundle.read_bytes()
    with verify(bundle, None) as opened:
        lines = _ids(opened)
    for _round in range(60):
        data = bytearray(good)
        for _spot in range(chance.randrange(1, 9)):
            place, length = chance.randrange(len(data)), chance.randrange(1, 600)
            source = chance.randrange(len(good))
            data[place : place + length] = chance.choice(
                [bytes(length), good[source : source + length], chance.randbytes(length), b""]
            )
        try:
            with rescue(_broken(bundle, bytes(data)), tmp_path / "spool") as opened:
                assert lines >= _ids(opened)
                assert {digest(path.read_bytes()) for path in opened.blobs.values()} == set(
                    opened.blobs
                )
        except BundleError:
            continue
    assert list((tmp_path / "spool").iterdir()) == []


def test_rescue_of_what_is_no_bundle(tmp_path: Path) -> None:
    for data in (b"", b"rice", b"PK\3\4", b"PK\3\4" + bytes(500)):
        (tmp_path / "x.sscz").write_bytes(data)
        with pytest.raises(BundleError):
            rescue(tmp_path / "x.sscz", tmp_path / "spool")
