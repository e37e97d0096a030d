"""The pieces a bundle is made of: types by content, the ZIP writer, out-of-order text."""

import io
import zipfile
from pathlib import Path

import pytest

from ssc_desktop.bundle.devices import Device
from ssc_desktop.bundle.limits import Limits
from ssc_desktop.bundle.sieve import Known, Sieve, sifted
from ssc_desktop.bundle.sniffing import OPAQUE, sniffed
from ssc_desktop.bundle.zip_form import STORED, Entry, is_safe_name
from ssc_desktop.bundle.zip_reader import content, read_entries
from ssc_desktop.bundle.zip_writer import ZipWriter, length
from ssc_desktop.history.revision import line
from tests.unit.bundle.samples import FISH, RICE, Laptop


@pytest.mark.parametrize(
    ("head", "ending"),
    [
        (b"\xff\xd8\xff\xe1", "jpg"),
        (b"\x89PNG\r\n\x1a\n", "png"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "webp"),
        (b"RIFF\0\0\0\0WAVEfmt ", "wav"),
        (b"RIFF\0\0\0\0AVI LIST", "bin"),
        (b"%PDF-1.7", "pdf"),
        (b"OggS\0", "ogg"),
        (b"ID3\x04", "mp3"),
        (b"\xff\xfb\x90", "mp3"),
        (b"\0\0\0\x20ftypM4A ", "m4a"),
        (b"\0\0\0\x20ftypisom", "mp4"),
        (b"\x1a\x45\xdf\xa3", "webm"),
        (b"<svg xmlns=", "bin"),
        (b"PK\x03\x04", "bin"),
        (b"MZ\x90", "bin"),
        (b"", "bin"),
    ],
)
def test_types_are_told_by_content(head: bytes, ending: str) -> None:
    assert sniffed(head).ending == ending
    assert sniffed(head).shown == (ending != OPAQUE.ending)


@pytest.mark.parametrize("name", ["a", "a/b.c", "data/blobs/3f/x.jpg", "com10", "console.txt"])
def test_names_that_are_safe(name: str) -> None:
    assert is_safe_name(name, 200)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "/a",
        "a/",
        "a//b",
        "../a",
        "a/../b",
        "a/.",
        "a.",
        "a./b",
        "C:/x",
        "a\\b",
        "a b",
        "con",
        "a/CON.txt",
        "nul.",
        "aux.tar.gz",
        "Com1",
        "lpt9.x",
        "é",
        "a" * 201,
        "a\0",
    ],
)
def test_names_that_are_not(name: str) -> None:
    assert not is_safe_name(name, 200)


def test_more_files_than_a_plain_zip_can_count() -> None:
    stream = io.BytesIO()
    packing = ZipWriter(stream)
    packing.add("ssc/bagit.txt", b"")
    for number in range(66_000):
        packing.add_stored(f"ssc/{number}", 0, ())
    size = packing.close()

    entries = read_entries(stream, Limits())

    assert length(entries) == size == len(stream.getvalue())
    assert len(entries) == 66_001
    assert len(zipfile.ZipFile(stream).namelist()) == 66_001


def test_how_long_a_zip_will_be_is_known_before() -> None:
    """Also beyond 4 GiB, where places and sizes need more room; the bytes go nowhere."""
    for sizes in ([10], [3 << 30, 3 << 30, 7], [5 << 30, 1]):
        entries = [
            Entry(f"ssc/{number}", STORED, 0, size, size, 0) for number, size in enumerate(sizes)
        ]
        packing = ZipWriter(io.BytesIO())
        for entry in entries:
            packing.add_packed(entry, ())

        assert length(entries) == packing.close()


def test_python_reads_what_the_zip_writer_writes() -> None:
    stream = io.BytesIO()
    packing = ZipWriter(stream)
    packing.add("ssc/bagit.txt", b"rice" * 1000)
    packing.add_stored("ssc/photo.jpg", 6, [memoryview(b"pho"), memoryview(b"to!")])
    size = packing.close()

    entries = read_entries(stream, Limits())

    assert size == len(stream.getvalue())
    assert [content(stream, entry) for entry in entries] == [b"rice" * 1000, b"photo!"]
    assert zipfile.ZipFile(stream).testzip() is None


def test_text_out_of_order_is_joined_root_by_root(tmp_path: Path) -> None:
    laptop = Laptop()
    cuts = [laptop.edit(root, n=number) for number, root in enumerate((RICE, FISH, RICE))]
    bodies = [one.body + b"\n" for one in laptop.revisions.values()]
    with Sieve(tmp_path, {laptop.key.id: Device(laptop.key.public)}, Known(), Limits()) as sieve:
        sieve.take_cuts("c", bytearray(b"".join(map(line, cuts))))
        sieve.take_revisions("r", bytearray(b"".join(reversed(bodies))))
    fresh = Laptop(2)

    for story in sifted(tmp_path):
        assert {cut.root for cut in story.cuts} <= {story.root}
        assert {one.root for one in story.revisions} <= {story.root}
        fresh.receive(story.cuts, story.revisions)

    assert (fresh.cuts, fresh.revisions) == (laptop.cuts, laptop.revisions)


def test_memory_for_lists_is_bounded(tmp_path: Path) -> None:
    from ssc_desktop.bundle.refusals import Refusal

    laptop = Laptop()
    cuts = [laptop.edit(RICE, n=number) for number in range(3)]
    devices = {laptop.key.id: Device(laptop.key.public)}
    with (
        Sieve(tmp_path, devices, Known(), Limits(listed=2)) as sieve,
        pytest.raises(Refusal, match="listed revisions"),
    ):
        sieve.take_cuts("c", bytearray(b"".join(map(line, cuts))))


def test_only_the_first_bad_lines_are_described(tmp_path: Path) -> None:
    with Sieve(tmp_path, {}, Known(), Limits(reported=2)) as sieve:
        sieve.take_revisions("r", bytearray(b"bad\n" * 5))

    assert len(sieve.quarantined) == 2
    assert sieve.put_aside == 5
    assert (sieve.quarantined[1].file, sieve.quarantined[1].number) == ("r", 2)
