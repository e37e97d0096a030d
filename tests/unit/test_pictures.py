"""Pictures lose what their camera noted, and nothing else."""

import io

import pytest
from PIL import Image

from ssc_desktop.pictures import without_notes

PLACE = "1 Secret Street"


def photo(kind: str, *, turned: int = 6) -> bytes:
    """A small picture with a note of its place, of its time, and of which side is up."""
    picture = Image.new("RGB", (40, 24), "teal")
    picture.paste("orange", (0, 0, 10, 10))
    exif = Image.Exif()
    exif[0x0112] = turned
    exif[0x010E] = PLACE
    stream = io.BytesIO()
    picture.save(stream, kind, exif=exif, quality=90)
    return stream.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_notes_go_and_the_picture_stays(kind: str) -> None:
    before = photo(kind)
    after = without_notes(before)

    assert PLACE.encode() in before
    assert PLACE.encode() not in after
    pixels = [Image.open(io.BytesIO(data)).tobytes() for data in (before, after)]
    assert pixels[0] == pixels[1]


@pytest.mark.parametrize("turned", [1, 3, 6, 8])
def test_a_photo_still_knows_which_side_is_up(turned: int) -> None:
    after = without_notes(photo("JPEG", turned=turned))

    assert Image.open(io.BytesIO(after)).getexif().get(0x0112, 1) == turned


def test_what_a_phone_hangs_on_behind_a_photo_goes_too() -> None:
    plain = without_notes(photo("JPEG", turned=1))

    assert without_notes(plain + photo("JPEG")) == plain


@pytest.mark.parametrize("segment", [0xE3, 0xE4, 0xE7, 0xEB, 0xEF])
def test_what_makers_note_in_segments_of_their_own_goes(segment: int) -> None:
    plain = without_notes(photo("JPEG", turned=1))
    said = PLACE.encode()
    note = bytes([0xFF, segment]) + (len(said) + 2).to_bytes(2, "big") + said

    assert without_notes(plain[:2] + note + plain[2:]) == plain


def test_a_progressive_photo_stays_whole() -> None:
    stream = io.BytesIO()
    picture = Image.effect_noise((64, 64), 80).convert("RGB")
    picture.save(stream, "JPEG", progressive=True, icc_profile=b"colour", comment=PLACE.encode())
    after = without_notes(stream.getvalue())

    assert Image.open(io.BytesIO(after)).tobytes() == Image.open(stream).tobytes()
    assert PLACE.encode() not in after
    assert Image.open(io.BytesIO(after)).info["icc_profile"] == b"colour"


@pytest.mark.parametrize("data", [b"", b"\xff\xd8", b"\xff\xd8\xff\xe1", b"%PDF-1.7"])
def test_what_is_no_picture_stays_as_it_is(data: bytes) -> None:
    assert without_notes(data) == data


@pytest.mark.parametrize("cut", range(4, 400, 13))
def test_a_broken_photo_is_no_reason_to_fail(cut: int) -> None:
    without_notes(photo("JPEG")[:cut])
