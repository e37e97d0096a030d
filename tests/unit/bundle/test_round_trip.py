"""What is written is read again, all of it and nothing else."""

import hashlib
import json
import os
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from ssc_desktop.at_rest import KeptFile
from ssc_desktop.bundle.contents import Blob, Contents, History
from ssc_desktop.bundle.devices import Device
from ssc_desktop.bundle.header import Header
from ssc_desktop.bundle.reading import Opened, verify
from ssc_desktop.bundle.sieve import Known
from ssc_desktop.bundle.writing import file_name, write
from ssc_desktop.errors import Cancelled, ExportError, LibraryDamaged, NotFound, Unsafe
from ssc_desktop.history.canonical import canonical
from ssc_desktop.history.identifiers import digest, fingerprint
from ssc_desktop.history.saving import Change, signed
from tests.unit.bundle.samples import FISH, JPEG, RICE, Laptop, kept, numbered_id, sent


def _taken(source: Path, spool: Path, known: Known | None = None) -> tuple[Laptop, Opened]:
    """A new laptop that took a bundle in."""
    fresh = Laptop(8)
    with verify(source, spool, known=known) as opened:
        for story in opened.stories():
            fresh.receive(story.cuts, story.revisions)
    return fresh, opened


def test_another_laptop_sees_the_same(laptop: Laptop, bundle: Path, tmp_path: Path) -> None:
    fresh, opened = _taken(bundle, tmp_path / "spool")

    assert fresh.view(RICE) == laptop.view(RICE)
    assert fresh.view(FISH) == laptop.view(FISH)
    assert (fresh.cuts, fresh.revisions) == (laptop.cuts, laptop.revisions)
    assert opened.sender.key == laptop.key.public
    assert opened.quarantined == ()


def test_what_a_laptop_relays_is_byte_for_byte_what_it_got(bundle: Path, tmp_path: Path) -> None:
    fresh, _opened = _taken(bundle, tmp_path / "spool")

    relayed = sent(fresh, tmp_path / "relayed.sscz", others=[Laptop(1)]).path

    with zipfile.ZipFile(bundle) as first, zipfile.ZipFile(relayed) as second:
        for name in ("data/cuts/0001.jsonl", "data/revisions/0001.jsonl"):
            top = f"ssc-{numbered_id(0xB)}/"
            assert first.read(top + name) == second.read(top + name)


def test_attachments_arrive_and_tell_what_they_are(bundle: Path, tmp_path: Path) -> None:
    with verify(bundle, tmp_path / "spool") as opened:
        photo = opened.blobs[digest(JPEG)]

        assert photo.read_bytes() == JPEG
        assert opened.types[digest(JPEG)].media_type == "image/jpeg"
        assert [one.shown for one in opened.types.values()].count(False) == 1

    assert list((tmp_path / "spool").iterdir()) == []


def test_the_header_tells_what_is_inside(laptop: Laptop, bundle: Path) -> None:
    with verify(bundle, None) as opened:
        header = opened.header

    ids = [*laptop.cuts, *laptop.revisions]
    assert (header.counts.cuts, header.counts.revisions, header.counts.blobs) == (3, 3, 2)
    assert header.roots[FISH].number == 2
    assert header.everything.number == 6
    assert header.everything.fingerprint == fingerprint(ids)
    assert header.device == laptop.key.id
    assert opened.blobs == {}


def test_the_same_matter_gives_the_same_bytes(laptop: Laptop, tmp_path: Path) -> None:
    one = sent(laptop, tmp_path / "one.sscz", blobs=[kept(tmp_path, JPEG)])
    laptop.cuts = dict(reversed(laptop.cuts.items()))
    laptop.revisions = dict(reversed(laptop.revisions.items()))

    two = sent(laptop, tmp_path / "two.sscz", blobs=[kept(tmp_path, JPEG)])

    assert one.path.read_bytes() == two.path.read_bytes()
    assert one.identity == two.identity


def test_files_stand_in_the_order_of_the_format(bundle: Path) -> None:
    with zipfile.ZipFile(bundle) as opened:
        names = [name.partition("/")[2] for name in opened.namelist()]
        lines = opened.read(opened.namelist()[7]).splitlines()

    assert names[:5] == [
        "bagit.txt",
        "bag-info.txt",
        "manifest-sha256.txt",
        "tagmanifest-sha256.txt",
        "tagmanifest-sha256.txt.minisig",
    ]
    assert names[5:9] == [
        "data/bundle.json",
        "data/devices.jsonl",
        "data/cuts/0001.jsonl",
        "data/revisions/0001.jsonl",
    ]
    assert names[-2:] == ["data/ro-crate-metadata.json", "data/ro-crate-preview.html"]
    order = [(json.loads(line)[1]["root"], json.loads(line)[1]["at"]) for line in lines]
    assert order == sorted(order)


def test_taking_the_same_bundle_again_finds_nothing_new(bundle: Path, tmp_path: Path) -> None:
    fresh, _opened = _taken(bundle, tmp_path / "spool")
    known = Known(
        cut=fresh.cuts.__contains__, revision=fresh.revisions.__contains__, blob=lambda _id: True
    )

    again, opened = _taken(bundle, tmp_path / "spool", known)

    assert again.cuts == {}
    assert (opened.counts.cuts, opened.counts.new_cuts) == (3, 0)
    assert (opened.counts.revisions, opened.counts.new_revisions) == (3, 0)
    assert (opened.counts.blobs, opened.counts.new_blobs, opened.blobs) == (2, 0, {})


def test_a_revision_may_be_listed_by_a_cut_of_the_library(laptop: Laptop, tmp_path: Path) -> None:
    history = replace(laptop.histories([FISH])[0], cuts=[])
    contents = Contents([history], [Device(laptop.key.public)])
    write(tmp_path / "late.sscz", contents, laptop.key, header=Header())

    _nobody, alone = _taken(tmp_path / "late.sscz", tmp_path / "spool")
    known = Known(listed=lambda revision: revision.device == laptop.key.id)
    _fresh, opened = _taken(tmp_path / "late.sscz", tmp_path / "spool", known)

    assert [one.reason for one in alone.quarantined] == ["no cut"]
    assert (opened.quarantined, opened.counts.new_revisions) == ((), 1)


def test_much_text_goes_into_several_files(tmp_path: Path) -> None:
    laptop = Laptop()
    long = "rice and millet " * 60_000
    for number in range(6):
        laptop.save([Change(RICE, "case", "", {f"text{number}": long})])

    path = sent(laptop, tmp_path / "long.sscz").path
    fresh, _opened = _taken(path, tmp_path / "spool")

    with zipfile.ZipFile(path) as opened:
        files = [info for info in opened.infolist() if "/revisions/" in info.filename]
    assert len(files) == 2
    assert all(info.file_size <= 4 * 1024 * 1024 for info in files)
    assert fresh.revisions == laptop.revisions


def test_revisions_of_a_newer_version_are_passed_on_untouched(tmp_path: Path) -> None:
    laptop = Laptop()
    cut = laptop.edit(title="Rice")
    body = canonical({"dev": laptop.key.id, "root": RICE, "v": 2, "shape": {"new": [1]}})
    listing = json.loads(cut.body) | {"revs": [digest(body)], "seq": 2}
    line = signed(canonical(listing), laptop.key)
    history = laptop.histories()[0]
    both = History(
        RICE,
        [*history.cuts, b'["' + _base64(line.signature) + b'",' + line.body + b"]\n"],
        [*history.revisions, body],
    )
    contents = Contents([both], [Device(laptop.key.public)])
    write(tmp_path / "new.sscz", contents, laptop.key, header=Header())

    fresh, _opened = _taken(tmp_path / "new.sscz", tmp_path / "spool")

    assert fresh.revisions[digest(body)].body == body
    assert fresh.revisions[digest(body)].newer
    assert fresh.view() == laptop.view()


def _base64(data: bytes) -> bytes:
    import base64

    return base64.b64encode(data)


def test_contacts_do_not_travel_unasked(tmp_path: Path) -> None:
    laptop = Laptop()
    private = f"{RICE}/private"
    laptop.save([Change(RICE, "person", "", {"phone": "+256"})], private)

    with pytest.raises(Unsafe) as refused:
        sent(laptop, tmp_path / "contacts.sscz")

    assert refused.value.rule == "private root"
    assert not list(tmp_path.iterdir())
    contents = Contents(laptop.histories(), [Device(laptop.key.public)], with_private=True)
    write(tmp_path / "contacts.sscz", contents, laptop.key, header=Header())
    fresh, _opened = _taken(tmp_path / "contacts.sscz", tmp_path / "spool")
    assert fresh.view(private) == laptop.view(private)


@pytest.mark.parametrize("damage", ["changed", "longer", "shorter", "gone"])
def test_a_spoilt_attachment_of_the_library_is_noticed(
    laptop: Laptop, tmp_path: Path, damage: str
) -> None:
    target = tmp_path / "rice.sscz"
    target.write_bytes(b"the bundle of yesterday")
    blob = kept(tmp_path, JPEG)
    if damage == "gone":
        blob.file.path.unlink()
    else:
        spoilt = {"changed": JPEG[:-1] + b"?", "longer": JPEG + b"?", "shorter": JPEG[:-1]}
        blob.file.path.write_bytes(spoilt[damage])

    with pytest.raises(LibraryDamaged, match=blob.sha256[:12]):
        sent(laptop, target, blobs=[blob])

    assert target.read_bytes() == b"the bundle of yesterday"
    assert not list(tmp_path.glob("*.part"))


def test_writing_can_be_stopped_at_any_moment(laptop: Laptop, tmp_path: Path) -> None:
    blob = kept(tmp_path, JPEG)
    contents = Contents(laptop.histories(), [Device(laptop.key.public)], [blob])
    for moment in range(8):
        answers = iter([False] * moment + [True] * 99)

        with pytest.raises(Cancelled):
            write(
                tmp_path / "x.sscz",
                contents,
                laptop.key,
                header=Header(),
                stop=lambda answers=answers: next(answers),  # type: ignore[misc]
            )

        assert not list(tmp_path.glob("x*"))


def test_reading_can_be_stopped_and_leaves_nothing(bundle: Path, tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        verify(bundle, tmp_path / "spool", stop=lambda: True)

    assert list((tmp_path / "spool").iterdir()) == []


def test_progress_grows_to_the_whole(laptop: Laptop, bundle: Path, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    contents = Contents(laptop.histories(), [Device(laptop.key.public)], [kept(tmp_path, JPEG)])

    write(
        tmp_path / "x.sscz",
        contents,
        laptop.key,
        header=Header(),
        progress=lambda done, whole: told.append((done, whole)),
    )
    written = told.copy()
    told.clear()
    verify(bundle, None, progress=lambda done, whole: told.append((done, whole))).close()

    for steps in (written, told):
        assert steps == sorted(steps)
        assert steps[-1][0] == steps[-1][1] > 0


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="gone"):
        verify(tmp_path / "gone.sscz", tmp_path / "spool")
    with pytest.raises(NotFound):
        verify(tmp_path, tmp_path / "spool")


def test_a_place_that_cannot_be_written_is_told(laptop: Laptop, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"rice\.sscz"):
        sent(laptop, tmp_path / "no such folder" / "rice.sscz")


def test_roots_out_of_order_are_the_callers_mistake(laptop: Laptop, tmp_path: Path) -> None:
    contents = Contents(reversed(laptop.histories()), [Device(laptop.key.public)])

    with pytest.raises(ValueError, match="after a greater one"):
        write(tmp_path / "x.sscz", contents, laptop.key, header=Header())


def test_a_line_of_another_root_is_the_callers_mistake(laptop: Laptop, tmp_path: Path) -> None:
    astray = replace(laptop.histories([FISH])[0], root=RICE)
    contents = Contents([astray], [Device(laptop.key.public)])

    with pytest.raises(ValueError, match="among those of"):
        write(tmp_path / "x.sscz", contents, laptop.key, header=Header())


def test_what_is_new_comes_as_one_stream_too(laptop: Laptop, bundle: Path) -> None:
    with verify(bundle, None) as opened:
        assert {cut.id for cut in opened.cuts()} == laptop.cuts.keys()
        assert {one.id for one in opened.revisions()} == laptop.revisions.keys()


def test_a_device_without_its_key_is_the_callers_mistake(laptop: Laptop, tmp_path: Path) -> None:
    contents = Contents(laptop.histories(), [])

    with pytest.raises(ValueError, match="missing"):
        write(tmp_path / "x.sscz", contents, Laptop(2).key, header=Header())


@pytest.mark.parametrize("label", ["Amina’s laptop", "ноутбук", "", "../../x", "a" * 200])
def test_file_names_are_plain_and_short(label: str) -> None:
    name = file_name(label, numbered_id(0xABCDEF), "2026-11-21")

    assert name.isascii()
    assert len(name) <= 60
    assert name.startswith("ssc-")
    assert name.endswith("-20261121-abcdef.sscz")
    assert "/" not in name


def test_hashing_alone_costs_no_space(laptop: Laptop, tmp_path: Path) -> None:
    data = os.urandom(3_000_000)
    blob = Blob(hashlib.sha256(data).hexdigest(), len(data), KeptFile(tmp_path / "blob"))
    blob.file.path.write_bytes(data)
    path = sent(laptop, tmp_path / "big.sscz", blobs=[blob]).path

    with verify(path, None) as opened:
        assert (opened.counts.blobs, opened.counts.new_blobs) == (1, 1)
        assert opened.blobs == {}
