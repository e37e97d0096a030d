"""Files of a protected library: read at any place, and never altered unseen."""

import os
from pathlib import Path

import pytest

from ssc_desktop import at_rest
from ssc_desktop.at_rest import FileKey, KeptFile

KEY = FileKey(bytes(range(32)))
CHUNK = 64 * 1024


def _sealed(path: Path, data: bytes, key: FileKey | None = KEY) -> KeptFile:
    with path.open("wb") as raw, at_rest.sealing(raw, key) as stream:
        for at in range(0, len(data), 40_000):
            stream.write(data[at : at + 40_000])
    return KeptFile(path, KEY)


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 200_000])
def test_what_is_written_is_read(tmp_path: Path, size: int) -> None:
    data = os.urandom(size)

    held = _sealed(tmp_path / "file", data)

    assert held.read_bytes() == data
    assert held.size() == size
    assert held.path.stat().st_size > size
    assert at_rest.is_sealed(held.path) and at_rest.is_sealed_with(held.path, KEY)


def test_any_place_is_read_by_itself(tmp_path: Path) -> None:
    data = os.urandom(200_000)
    held = _sealed(tmp_path / "file", data)

    with held.open() as stream:
        for at in (150_000, 0, CHUNK - 3, 199_999, 200_000, 70_000):
            stream.seek(at)
            assert stream.read(10) == data[at : at + 10]
        assert stream.seek(-5, os.SEEK_END) == 199_995
        assert stream.read() == data[-5:]


def test_the_same_bytes_never_look_the_same(tmp_path: Path) -> None:
    data = b"The same words." * 100

    one, two = _sealed(tmp_path / "one", data), _sealed(tmp_path / "two", data)

    assert one.path.read_bytes()[64:] != two.path.read_bytes()[64:]
    assert b"same" not in one.path.read_bytes()


@pytest.mark.parametrize("at", [20, 50, 70_000, -1])
def test_a_bit_that_turned_is_noticed(tmp_path: Path, at: int) -> None:
    held = _sealed(tmp_path / "file", os.urandom(200_000))
    altered = bytearray(held.path.read_bytes())
    altered[at] ^= 1
    held.path.write_bytes(altered)

    try:
        read = held.read_bytes()
    except OSError:
        return
    assert read == bytes(altered), "the head says no more that it is one of ours"


@pytest.mark.parametrize("left", [48, 64, CHUNK + 64, 2 * (CHUNK + 16) + 48])
def test_a_file_that_was_cut_short_is_noticed(tmp_path: Path, left: int) -> None:
    held = _sealed(tmp_path / "file", os.urandom(200_000))
    with held.path.open("rb+") as stream:
        stream.truncate(left)

    with pytest.raises(OSError, match="altered or cut short"):
        held.read_bytes()


def test_chunks_that_changed_places_are_noticed(tmp_path: Path) -> None:
    held = _sealed(tmp_path / "file", os.urandom(200_000))
    raw = held.path.read_bytes()
    one, two = (raw[48 + n * (CHUNK + 16) :][: CHUNK + 16] for n in (0, 1))
    held.path.write_bytes(raw[:48] + two + one + raw[48 + 2 * (CHUNK + 16) :])

    with pytest.raises(OSError, match="altered"):
        held.read_bytes()


def test_a_plain_file_is_read_with_a_key_too(tmp_path: Path) -> None:
    (tmp_path / "plain").write_bytes(b"a photo")

    assert KeptFile(tmp_path / "plain", KEY).read_bytes() == b"a photo"
    assert KeptFile(tmp_path / "plain", KEY).size() == 7


def test_another_key_reads_nothing(tmp_path: Path) -> None:
    held = _sealed(tmp_path / "file", b"words")

    assert b"words" not in KeptFile(held.path, FileKey(bytes(32))).read_bytes()
    assert "words" not in repr(KEY) and bytes(range(32)).hex() not in repr(KEY)
