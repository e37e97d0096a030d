"""Files of a story: kept once, weighed, copied out; no place of a camera leaves."""

import io
import struct
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from ssc_desktop import camera
from ssc_desktop.errors import InvalidInput, NotFound
from ssc_desktop.services import attachments, bundles, documents
from ssc_desktop.services.attachments import Intake
from tests.laptops import Laptop
from ui.viewmodels import photo

OWNER = "SECRET-OWNER"
LATITUDE = struct.pack("<IIIIII", 1, 1, 17, 1, 4711, 100)
"""The place as it stands in the photo's bytes."""


def shot(path: Path, *, turned: int = 6) -> Path:
    """A photo with time, owner and place."""
    exif = Image.Exif()
    exif[0x0112] = turned
    exif[0x013B] = OWNER
    exif.get_ifd(0x8769)[0x9003] = "2024:05:03 10:20:30"
    place = exif.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "S", (1.0, 17.0, 47.11), "E", (36.0, 49.0, 12.0)
    Image.effect_noise((900, 600), 50).convert("RGB").save(path, "JPEG", exif=exif)
    return path


def test_what_the_camera_noted_is_read(tmp_path: Path) -> None:
    found = camera.noted(shot(tmp_path / "a.jpg").read_bytes())

    assert found.taken_on == "2024-05-03"
    assert found.position == pytest.approx((-1.29642, 36.82), abs=1e-3)


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "TIFF"])
def test_the_day_is_read_from_other_forms_too(kind: str) -> None:
    exif = Image.Exif()
    exif[0x0132] = "2019:11:22 08:00:00"
    stream = io.BytesIO()
    Image.new("RGB", (20, 20)).save(stream, kind, exif=exif)

    assert camera.noted(stream.getvalue()).taken_on == "2019-11-22"


@pytest.mark.parametrize("day", ["0000:00:00 00:00:00", "2019:13:02 00:00:00", "yesterday", ""])
def test_cameras_without_a_clock_say_nothing(day: str) -> None:
    exif = Image.Exif()
    exif[0x0132] = day
    stream = io.BytesIO()
    Image.new("RGB", (20, 20)).save(stream, "JPEG", exif=exif)

    assert camera.noted(stream.getvalue()).taken_on == ""


@pytest.mark.parametrize("way", ["window", "command line"])
def test_no_place_and_no_owner_leaves(amina: Laptop, tmp_path: Path, way: str) -> None:
    source = shot(tmp_path / "IMG_1.jpg")
    assert OWNER.encode() in source.read_bytes()
    if way == "window":
        item = attachments.keep(amina.library, photo.prepared(source).intake)
    else:
        item = attachments.attach(amina.library, source)
    sha256, kind = item.sha256, item.media_type  # type: ignore[attr-defined]
    case_id = amina.add(
        attachment=[{"sha256": sha256, "media_type": kind, "file_name": "IMG_1.jpg"}]
    )
    page = tmp_path / "a.docx"
    documents.word(amina.library, [case_id], documents.DocumentWish(), page)
    bundle = tmp_path / "a.sscz"
    made = bundles.make(amina.library, [case_id], bundle)

    assert made.pictures == 1
    for file in (page, bundle):
        with zipfile.ZipFile(file) as archive:
            held = b"".join(archive.read(name) for name in archive.namelist())
        assert b"JFIF" in held or b"\xff\xd8\xff" in held
        for secret in (OWNER.encode(), b"GPS", LATITUDE[:16], b"2024:05:03"):
            assert secret not in held


def test_a_photo_stands_upright_in_the_document(amina: Laptop, tmp_path: Path) -> None:
    item = attachments.keep(amina.library, photo.prepared(shot(tmp_path / "a.jpg")).intake)
    case_id = amina.add(attachment=[{"sha256": item.sha256, "media_type": "image/jpeg"}])  # type: ignore[attr-defined]
    page = tmp_path / "a.docx"
    documents.word(amina.library, [case_id], documents.DocumentWish(), page)

    with zipfile.ZipFile(page) as archive:
        (name,) = [one for one in archive.namelist() if one.startswith("word/media/")]
        picture = Image.open(io.BytesIO(archive.read(name)))
    assert picture.size == (600, 900)


def test_the_description_stands_in_the_document(amina: Laptop, tmp_path: Path) -> None:
    item = attachments.keep(amina.library, photo.prepared(shot(tmp_path / "a.jpg")).intake)
    told = {"sha256": item.sha256, "media_type": "image/jpeg", "caption": "The mill"}  # type: ignore[attr-defined]
    case_id = amina.add(attachment=[{**told, "alt_text": "A mill by a river"}])
    page = tmp_path / "a.docx"
    documents.word(amina.library, [case_id], documents.DocumentWish(), page)

    with zipfile.ZipFile(page) as archive:
        assert b'descr="A mill by a river"' in archive.read("word/document.xml")


def test_the_same_bytes_are_kept_once(amina: Laptop, tmp_path: Path) -> None:
    shot(tmp_path / "a.jpg")
    made = [photo.prepared(tmp_path / "a.jpg").intake for _turn in range(2)]
    items = [attachments.keep(amina.library, one) for one in made]

    assert items[0].sha256 == items[1].sha256  # type: ignore[attr-defined]
    assert items[0].id != items[1].id


def test_sizes_and_copies(amina: Laptop, tmp_path: Path) -> None:
    item = attachments.keep(amina.library, Intake("a.pdf", data=b"%PDF-1.7 words"))
    sha256 = str(item.sha256)  # type: ignore[attr-defined]

    assert attachments.sizes(amina.library, [sha256, "0" * 64]) == {sha256: 14}
    attachments.save_copy(amina.library, sha256, tmp_path / "copy.pdf")
    assert (tmp_path / "copy.pdf").read_bytes() == b"%PDF-1.7 words"
    with pytest.raises(NotFound):
        attachments.save_copy(amina.library, "0" * 64, tmp_path / "none.pdf")


@pytest.mark.parametrize("size", [0, attachments.LARGEST + 1])
def test_files_that_are_empty_or_too_heavy_are_refused(
    amina: Laptop, tmp_path: Path, size: int
) -> None:
    path = tmp_path / "film.mp4"
    with path.open("wb") as stream:
        stream.truncate(size)

    with pytest.raises(InvalidInput, match=r"film\.mp4"):
        attachments.attach(amina.library, path)
