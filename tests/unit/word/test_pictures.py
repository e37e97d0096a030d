import io
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from ssc_desktop import word
from ssc_desktop.at_rest import KeptFile
from ssc_desktop.record import Case
from ssc_desktop.record.evidence import Attachment
from ssc_desktop.word import DocumentCase, DocumentWish, blocks, lint, media

ID = "01890000-0000-7000-8000-900000000001"
DIGEST = "ab" * 32


def photo(folder: Path, kind: str, size: tuple[int, int] = (300, 200)) -> Path:
    """A picture whose camera noted its owner."""
    path = folder / f"photo.{kind}"
    picture = Image.effect_noise(size, 60).convert("RGB")
    noted = Image.Exif()
    noted[0x010F] = "Camera of Amina"
    picture.save(path, format=kind, exif=noted)
    return path


def with_picture(path: Path, target: Path) -> word.Written:
    held = Attachment(id=ID, sha256=DIGEST, media_type="image/jpeg", alt_text="A field")
    case = Case(case_uuid=ID, title="Rice", attachment=(held,))
    one = DocumentCase(case, picture=lambda _sha256: KeptFile(path))
    return word.write([one], DocumentWish("story", "en"), target)


@pytest.mark.parametrize("kind", ["jpeg", "png"])
def test_a_picture_arrives_whole_without_what_its_camera_noted(kind: str, tmp_path: Path) -> None:
    path = photo(tmp_path, kind)

    with_picture(path, tmp_path / "story.docx")

    assert lint.remarks(tmp_path / "story.docx") == []
    with zipfile.ZipFile(tmp_path / "story.docx") as archive:
        content = archive.read(f"word/media/{DIGEST[:40]}.{kind}")
    assert b"Amina" in path.read_bytes()
    assert b"Amina" not in content
    assert Image.open(io.BytesIO(content)).tobytes() == Image.open(path).tobytes()


def test_a_broken_picture_is_left_out_and_told(tmp_path: Path) -> None:
    path = tmp_path / "photo.jpeg"
    path.write_bytes(b"\xff\xd8 no picture")

    made = with_picture(path, tmp_path / "story.docx")

    assert len(made.left_out) == 1
    assert lint.remarks(tmp_path / "story.docx") == []


def test_a_wide_picture_loses_a_strip_and_an_upright_one_nothing() -> None:
    wide = media.MediaRef(DIGEST, "jpeg", 3000, 2000, KeptFile(Path("x")))
    upright = media.MediaRef(DIGEST, "jpeg", 2000, 3000, KeptFile(Path("x")))

    assert blocks.fitted(wide, 17, 8).width == 17 * 360_000
    assert blocks.fitted(wide, 17, 8).cut > 0
    assert blocks.fitted(upright, 17, 9) == blocks.Frame(6 * 360_000, 9 * 360_000)


@pytest.mark.parametrize(("lies", "degrees"), [(6, 90), (8, 270), (3, 180)])
def test_a_picture_that_lies_on_its_side_is_set_upright(
    lies: int, degrees: int, tmp_path: Path
) -> None:
    path = tmp_path / "photo.jpeg"
    noted = Image.Exif()
    noted[0x0112] = lies
    Image.effect_noise((300, 200), 60).convert("RGB").save(path, format="jpeg", exif=noted)

    with_picture(path, tmp_path / "story.docx")

    assert lint.remarks(tmp_path / "story.docx") == []
    with zipfile.ZipFile(tmp_path / "story.docx") as archive:
        page = archive.read("word/document.xml").decode()
        content = archive.read(f"word/media/{DIGEST[:40]}.jpeg")
    assert f'rot="{degrees * 60_000}"' in page
    assert not Image.open(io.BytesIO(content)).getexif()  # or programs would turn it again


def test_many_pictures_stand_two_by_two(tmp_path: Path) -> None:
    path = photo(tmp_path, "jpeg")
    held = tuple(
        Attachment(id=f"{ID[:-2]}{n:02d}", sha256=f"{n:02x}" * 32, media_type="image/jpeg")
        for n in range(60)
    )
    case = Case(case_uuid=ID, title="Rice", attachment=held)

    one = DocumentCase(case, picture=lambda _sha256: KeptFile(path))
    word.write([one], DocumentWish("story", "en"), tmp_path / "story.docx")

    assert lint.remarks(tmp_path / "story.docx") == []
    with zipfile.ZipFile(tmp_path / "story.docx") as archive:
        page = archive.read("word/document.xml").decode()
    assert page.count('"SSCFigure"') == 1 + 30
    assert page.count(" SEQ Figure ") == 60
