"""What a ZIP asks for is told from its list, by the same caps for every kind of file."""

import io
import zipfile
from pathlib import Path

import pytest

from ssc_desktop import unzipping
from ssc_desktop.bundle.limits import Limits
from ssc_desktop.unzipping import BUNDLE, DOCUMENT, MIB, WORKBOOK, Caps
from tests.hostile.scales import Cost, weighed

KINDS = {"document": DOCUMENT, "workbook": WORKBOOK, "bundle": BUNDLE}
EVERY = pytest.mark.parametrize("caps", KINDS.values(), ids=KINDS)


def packed(path: Path, *parts: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return path


@EVERY
def test_what_keeps_within_the_caps_is_listed(tmp_path: Path, caps: Caps) -> None:
    path = packed(tmp_path / "good.zip", ("a.xml", b"<a/>"), ("b.xml", b"<b/>" * 9))

    assert [one.filename for one in unzipping.parts(path, caps)] == ["a.xml", "b.xml"]


@EVERY
def test_a_bomb_is_refused_without_being_unpacked(tmp_path: Path, caps: Caps) -> None:
    path = packed(tmp_path / "bomb.zip", ("bomb.xml", bytes(caps.spare + 300 * MIB // 4)))

    def refused(_subject: None) -> None:
        with pytest.raises(unzipping.TooMuch):
            unzipping.parts(path, caps)

    weighed(refused, lambda: None, Cost(seconds=0.1, memory=4 * MIB))


@EVERY
def test_more_files_than_any_has_are_refused(tmp_path: Path, caps: Caps) -> None:
    few = Caps(9, caps.total, caps.part, caps.spare, caps.ratio)
    path = packed(tmp_path / "many.zip", *((f"{n}.xml", b"") for n in range(10)))

    with pytest.raises(unzipping.TooMuch):
        unzipping.parts(path, few)


def test_a_list_that_is_too_long_is_not_read_into_memory(tmp_path: Path) -> None:
    path = tmp_path / "list.zip"
    path.write_bytes(
        b"PK\x03\x04" + bytes(100) + b"PK\x05\x06" + bytes(8) + b"\xff\xff\xff\x7f" + bytes(6)
    )

    with pytest.raises(unzipping.TooMuch):
        unzipping.parts(path, DOCUMENT)


def test_what_no_office_program_writes_is_refused(tmp_path: Path) -> None:
    path = packed(tmp_path / "strange.zip", ("a.xml", b"<a/>"), method=zipfile.ZIP_LZMA)

    with pytest.raises(unzipping.Strange):
        unzipping.parts(path, DOCUMENT)


def test_a_locked_part_is_told(tmp_path: Path) -> None:
    path = packed(tmp_path / "locked.zip", ("a.xml", b"<a/>"))
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)

    with pytest.raises(unzipping.Locked):
        unzipping.parts(path, DOCUMENT)


@pytest.mark.parametrize("at", [0, 10, 40, -30, -5])
def test_what_is_cut_short_is_told(tmp_path: Path, at: int) -> None:
    path = packed(tmp_path / "short.zip", ("a.xml", b"<a/>"))
    path.write_bytes(path.read_bytes()[:at])

    with pytest.raises(unzipping.NotWhole):
        unzipping.parts(path, DOCUMENT)


def test_one_part_is_read_up_to_a_size(tmp_path: Path) -> None:
    path = packed(tmp_path / "good.zip", ("a.png", b"12345"))

    assert unzipping.read(path, "a.png", 5) == b"12345"
    assert unzipping.read(path, "a.png", 4) == b""
    assert unzipping.read(path, "b.png", 5) == b""
    assert unzipping.read(tmp_path / "gone.zip", "a.png", 5) == b""


def test_a_part_that_lies_about_its_size_is_not_read(tmp_path: Path) -> None:
    path = packed(tmp_path / "lying.zip", ("a.png", bytes(5 * MIB)))
    data = bytearray(path.read_bytes())
    at = data.index(b"PK\x01\x02")
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")
    path.write_bytes(data)

    assert unzipping.read(path, "a.png", MIB) == b""


def test_bundles_are_read_by_the_same_figures() -> None:
    limits = Limits()

    assert (limits.entries, limits.total, limits.file) == (
        BUNDLE.entries,
        BUNDLE.total,
        BUNDLE.part,
    )
    assert (limits.spare, limits.ratio) == (BUNDLE.spare, BUNDLE.ratio)


def test_a_stream_of_nothing_is_no_zip(tmp_path: Path) -> None:
    (tmp_path / "empty.zip").write_bytes(io.BytesIO().getvalue())

    with pytest.raises(unzipping.NotWhole):
        unzipping.parts(tmp_path / "empty.zip", WORKBOOK)
