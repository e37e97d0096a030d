"""Pictures that are broken, that lie, or that are meant to do harm: answered in plain words."""

import contextlib
import io
import os
import random
import struct
import time
import zlib
from functools import partial
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QSize

from ssc_desktop import camera, pictures
from ssc_desktop.at_rest import KeptFile
from ssc_desktop.errors import SscError
from tests.hostile.scales import weighed
from ui.viewmodels import photo

pytestmark = pytest.mark.qt_log_ignore(".")
"""The decoders say in the log what they stumble over."""


def jpeg(size: tuple[int, int] = (400, 300)) -> bytes:
    picture = Image.effect_noise(size, 60).convert("RGB")
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8769)[0x9003] = "2024:05:03 10:20:30"
    place = exif.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "S", (1.0, 17.0, 30.0), "E", (36.0, 49.0, 12.0)
    stream = io.BytesIO()
    picture.save(stream, "JPEG", exif=exif, quality=80)
    return stream.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, *, pixels: bytes = b"", notes: bytes = b"") -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    body = chunk(b"IDAT", zlib.compress(pixels))
    return b"\x89PNG\r\n\x1a\n" + head + notes + body + chunk(b"IEND", b"")


SVG = b"""<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"
 xmlns:xlink="http://www.w3.org/1999/xlink"><image xlink:href="file:///etc/passwd"/></svg>"""


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("cut.jpg", jpeg()[:3000]),
        ("head.jpg", b"\xff\xd8\xff\xe1"),
        ("zeros.jpg", b"\0" * 5000),
        ("drawing.png", SVG),
        ("page.jpg", b"<html><img src='file:///etc/passwd'></html>"),
        ("program.jpg", b"MZ" + b"\0" * 2000),
        ("broken.png", png(400, 300, pixels=b"\0" * 50)),
        ("none.png", png(0, 300)),
        ("cut.png", png(400, 300)[:40]),
        ("wide.png", png(2_000_000_000, 2)),
        ("bomb.png", png(30_000, 30_000, pixels=b"\0" * 100_000)),
        ("webp.webp", b"RIFF\x10\0\0\0WEBPVP8 \0\0\0\0"),
        ("gif.gif", b"GIF89a\xff\xff\xff\xff\0\0\0"),
        ("bmp.bmp", b"BM" + b"\xff" * 60),
        ("tiff.tif", b"II*\x00" + b"\xff" * 60),
        ("empty.jpg", b""),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_what_is_no_picture_is_said_so_quickly(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    begun = time.process_time()

    with pytest.raises(SscError) as refused:
        photo.prepared(path)

    assert refused.value.advice and name in refused.value.message
    assert "Error" not in refused.value.message
    assert time.process_time() - begun < 2


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_one_may_not_read_is_said_to_be_so(tmp_path: Path) -> None:
    path = tmp_path / "locked.jpg"
    path.write_bytes(jpeg())
    path.chmod(0)

    with pytest.raises(SscError, match=r"locked\.jpg"):
        photo.prepared(path)


def test_what_could_name_other_files_is_never_drawn(tmp_path: Path) -> None:
    kept = tmp_path / ("0" * 64)
    kept.write_bytes(SVG)
    assert photo.read_small(KeptFile(kept), QSize(100, 100)).isNull()
    assert photo.read_whole(KeptFile(kept), QSize(100, 100)).isNull()


BOMBS = {
    "900 megapixels": png(30_000, 30_000, pixels=b"\0" * 1_000_000),
    "a line of two billion": png(2_000_000_000, 1, pixels=b"\0" * 1_000_000),
    "65 megapixels": png(13_000, 5_000, pixels=b"\0" * 65_100_000),
    "a huge JPEG": jpeg((40, 30)).replace(b"\0\x1e\0\x28", b"\xff\xff\xff\xff"),
}


@pytest.mark.parametrize("case", BOMBS)
def test_a_bomb_that_came_with_a_bundle_is_never_unpacked(tmp_path: Path, case: str) -> None:
    """Also: image decompression bomb."""
    kept = tmp_path / ("0" * 64)
    kept.write_bytes(BOMBS[case])

    for read in (photo.read_small, photo.read_whole):
        shown, _room = weighed(partial(read, KeptFile(kept)), lambda: QSize(900, 600))

        assert shown.isNull()


def test_a_drawing_file_is_kept_as_a_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "map.svg"
    path.write_bytes(SVG)

    made = photo.prepared(path).intake

    assert made.source == path and not made.data


@pytest.mark.parametrize("seed", range(40))
def test_mutated_photos_never_crash_and_never_keep_a_place(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - to be had again
    data = bytearray(jpeg())
    for _step in range(chance.randint(1, 30)):
        at = chance.randrange(len(data))
        if chance.random() < 0.7:
            data[at] = chance.randrange(256)
        else:
            del data[at : at + chance.randrange(1, 200)]
    path = tmp_path / "IMG.jpg"
    path.write_bytes(bytes(data))

    camera.noted(bytes(data))
    pictures.without_notes(bytes(data))
    with contextlib.suppress(SscError):  # any other would be a crash
        made = photo.prepared(path).intake
        assert made.source is None or not data.startswith(b"\xff\xd8\xff")
        assert b"Exif" not in made.data


@pytest.mark.parametrize("seed", range(200))
def test_camera_notes_that_lie_about_themselves_are_read_or_left(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - to be had again
    data = bytearray(jpeg((16, 16))[:600])
    for _step in range(chance.randint(1, 12)):
        data[chance.randrange(4, 400)] = chance.randrange(256)

    found = camera.noted(bytes(data))

    assert len(found.taken_on) in {0, 10}
    if found.position is not None:
        assert abs(found.position[0]) <= 90 and abs(found.position[1]) <= 180


@pytest.mark.parametrize(
    "keep",
    [
        b"\xff\xe4\x00\x10SECRET-PLACE..",  # a maker's own segment
        b"\xff\xed\x00\x10SECRET-PLACE..",
        b"\xff\xfe\x00\x10SECRET-PLACE..",
    ],
)
def test_notes_in_segments_of_makers_go_as_well(tmp_path: Path, keep: bytes) -> None:
    plain = pictures.without_notes(jpeg())
    path = tmp_path / "IMG.jpg"
    path.write_bytes(plain[:2] + keep + plain[2:] + b"SECRET-PLACE behind the end")

    made = photo.prepared(path).intake

    assert made.data and b"SECRET" not in made.data


def test_texts_in_a_png_go(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    notes = chunk(b"tEXt", b"GPS\0SECRET-PLACE") + chunk(b"eXIf", b"II*\0SECRET-PLACE")
    path.write_bytes(png(20, 10, pixels=(b"\0" + b"\x80" * 20) * 10, notes=notes))

    assert b"SECRET" not in photo.prepared(path).intake.data


def test_a_small_clean_photo_is_kept_as_it_is(tmp_path: Path) -> None:
    stream = io.BytesIO()
    Image.effect_noise((300, 200), 40).convert("RGB").save(stream, "JPEG", quality=60)
    path = tmp_path / "a.jpg"
    path.write_bytes(stream.getvalue())
    first = photo.prepared(path).intake.data
    again = tmp_path / "b.jpg"
    again.write_bytes(first)

    assert first == stream.getvalue()
    assert photo.prepared(again).intake.data == first
