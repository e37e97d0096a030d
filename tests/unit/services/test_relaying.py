"""What a newer version wrote passes through this one unchanged, by real libraries and files."""

import json
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ssc_desktop.bundle.contents import Contents, History
from ssc_desktop.bundle.devices import Device
from ssc_desktop.bundle.header import Header
from ssc_desktop.bundle.writing import write
from ssc_desktop.history.canonical import canonical
from ssc_desktop.history.identifiers import digest
from ssc_desktop.history.revision import line
from ssc_desktop.history.saving import Change, signed
from tests.hostile.forge import taken_apart, with_header, zipped
from tests.laptops import Laptop
from tests.unit.bundle.samples import RICE, numbered_id
from tests.unit.bundle.samples import Laptop as Sender

PRIVATE = f"{RICE}/private"


def _lines(bundle: Path, folder: str) -> set[bytes]:
    with zipfile.ZipFile(bundle) as opened:
        files = [name for name in opened.namelist() if f"/data/{folder}/" in name]
        return {each for name in files for each in opened.read(name).splitlines()}


def _newer(sender: Sender) -> History:
    """A story with a save whose revisions, and one that itself, nobody here understands."""
    sender.save([Change(RICE, "case", "", {"title": "Rice", "mood_of_2031": "glad"})])
    sender.save([Change(numbered_id(0x31), "hologram", RICE, {"light": {"blue": [1, None]}})])
    last = sender.edit(visibility="workshop")
    base: dict[str, Any] = json.loads(last.body)
    body = canonical({"dev": sender.key.id, "root": RICE, "v": 2, "shape": {"new": [1, True]}})
    of_two = signed(canonical(base | {"revs": [digest(body)], "seq": 4}), sender.key)
    other = canonical({"dev": sender.key.id, "root": RICE, "v": 3})
    cut = {"dev": sender.key.id, "revs": [digest(other)], "root": RICE, "v": 7, "by_heart": "yes"}
    of_seven = signed(canonical(cut), sender.key)
    (history,) = sender.histories([RICE])
    return replace(
        history,
        cuts=[*history.cuts, line(of_two), line(of_seven)],
        revisions=[*history.revisions, body, other],
    )


@pytest.fixture
def from_the_future(tmp_path: Path) -> Path:
    """A bundle of a later minor version."""
    sender = Sender()
    contents = Contents([_newer(sender)], [Device(sender.key.public, "2031")])
    bundle = tmp_path / "future.sscz"
    header = Header(created="2026-11-21T12:00:00Z", bundle=numbered_id(0xB))
    write(bundle, contents, sender.key, header=header)
    files = taken_apart(bundle) | {"data/holograms/0001.bin": b"light"}
    bundle.write_bytes(zipped(with_header(files, version="1.9", sphere=[1, 2])))
    return bundle


def test_an_old_reader_relays_newer_revisions_unchanged(
    from_the_future: Path, tmp_path: Path
) -> None:
    first, second = Laptop(tmp_path / "first"), Laptop(tmp_path / "second")

    taken = first.take(from_the_future)
    relayed = first.send()
    second.take(relayed)
    again = second.send()

    assert taken.quarantined == ()
    assert "newer version" in "".join(taken.warnings)
    for folder, number in (("cuts", 5), ("revisions", 5)):
        assert len(_lines(from_the_future, folder)) == number
        assert _lines(from_the_future, folder) == _lines(relayed, folder) == _lines(again, folder)
    assert first.truth() == second.truth()
    first.close()
    second.close()


def test_an_edit_here_leaves_them_as_they_are(from_the_future: Path, tmp_path: Path) -> None:
    laptop = Laptop(tmp_path / "laptop")
    laptop.take(from_the_future)

    laptop.type(RICE, "title", "Hybrid rice")
    relayed = laptop.send(RICE)

    assert _lines(from_the_future, "revisions") < _lines(relayed, "revisions")
    assert _lines(from_the_future, "cuts") < _lines(relayed, "cuts")
    assert laptop.line(RICE).title == "Hybrid rice"
    laptop.close()
