"""Photos and files: taken in, looked at, said of, moved and removed."""

import io
import threading
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ssc_desktop.errors import SscError
from ssc_desktop.record.evidence import Attachment
from ssc_desktop.services import attachments
from tests.ui.driving import Desk
from ui.viewmodels import files, photo
from ui.widgets.form.gallery import Gallery

GROUP = ("attachment",)


def shot(
    folder: Path, name: str = "IMG_1.jpg", *, size: tuple[int, int] = (3000, 2000), turned: int = 1,
    colour: str = "teal", kind: str = "JPEG",
) -> Path:  # fmt: skip
    """A photo as a phone makes it: with time, place and which side is up."""
    picture = Image.new("RGB", size, colour)
    picture.paste("orange", (0, 0, size[0] // 4, size[1] // 4))
    exif = Image.Exif()
    exif[0x0112] = turned
    exif.get_ifd(0x8769)[0x9003] = "2024:05:03 10:20:30"
    place = exif.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "S", (1.0, 17.0, 30.0), "E", (36.0, 49.0, 12.0)
    path = folder / name
    picture.save(path, kind, exif=exif, quality=92)
    return path


def kept(desk: Desk) -> list[Attachment]:
    return list(files.attachments(desk.shelf.editor))


def gallery(desk: Desk) -> Gallery:
    found = desk.group("attachment")
    assert isinstance(found, Gallery)
    return found


def focused_widget() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def take(desk: Desk, *sources: Path | QImage) -> None:
    desk.shelf.intake.take(list(sources))
    desk.wait(lambda: not desk.shelf.intake.busy and desk.quiet())


def stored(desk: Desk, item: Attachment) -> bytes:
    found: list[bytes] = []
    desk.program.tasks.run(
        lambda library: attachments.picture(library, str(item.sha256)).read_bytes(), found.append
    )
    desk.wait(lambda: bool(found))
    return found[0]


# ------------------------------------------------------------ coming in


@pytest.mark.parametrize("turned", [1, 3, 6, 8])
def test_a_photo_comes_in_small_upright_and_without_notes(
    story: Desk, tmp_path: Path, turned: int
) -> None:
    take(story, shot(tmp_path, turned=turned))

    (item,) = kept(story)
    data = stored(story, item)
    picture = Image.open(io.BytesIO(data))
    upright = (1600, 1066) if turned in {1, 3} else (1066, 1600)
    corner = {1: (5, 5), 3: (-5, -5), 6: (-5, 5), 8: (5, -5)}[turned]
    assert picture.size == upright == (item.width, item.height)
    assert picture.getpixel((corner[0] % upright[0], corner[1] % upright[1]))[0] > 200  # type: ignore[index]
    assert not picture.getexif() and b"Exif" not in data
    assert item.media_type == "image/jpeg" and item.date == "2024-05-03"
    assert item.place is None


def test_the_camera_s_place_comes_only_when_somebody_asks(story: Desk, tmp_path: Path) -> None:
    take(story, shot(tmp_path))
    (item,) = kept(story)

    gallery(story).open_panel(item.id)
    gallery(story).take_position(item.id)

    assert kept(story)[0].place == "-1.292, 36.820"


def test_a_drawing_stays_a_png_and_a_see_through_one_too(story: Desk, tmp_path: Path) -> None:
    drawing = Image.new("RGB", (900, 600), "white")
    drawing.paste("black", (100, 100, 500, 110))
    drawing.save(tmp_path / "map.png")
    clear = Image.effect_noise((400, 400), 90).convert("RGBA")
    clear.putalpha(60)
    clear.save(tmp_path / "logo.png")
    noisy = Image.effect_noise((900, 900), 90).convert("RGB")
    noisy.save(tmp_path / "screen.png")

    take(story, tmp_path / "map.png", tmp_path / "logo.png", tmp_path / "screen.png")

    types = [one.media_type for one in kept(story)]
    assert types == ["image/png", "image/png", "image/jpeg"]


def test_a_batch_goes_on_past_what_is_wrong_and_says_it_once(story: Desk, tmp_path: Path) -> None:
    whole = shot(tmp_path, "whole.jpg")
    cut = tmp_path / "cut.jpg"
    cut.write_bytes(whole.read_bytes()[:20_000])
    empty = tmp_path / "empty.jpg"
    empty.touch()
    heic = tmp_path / "IMG_7.heic"
    heic.write_bytes(b"\0\0\0\x18ftypheic" + b"x" * 99)
    text = tmp_path / "text.jpg"
    text.write_text("no picture")
    gone = tmp_path / "gone.jpg"
    folder = tmp_path / "folder.jpg"
    folder.mkdir()
    pdf = tmp_path / "report.jpg"  # the name lies
    pdf.write_bytes(b"%PDF-1.7 report")
    png = shot(tmp_path, "really.jpg", colour="navy", kind="PNG")
    told: list[object] = []
    story.shelf.told.connect(told.append)

    take(story, cut, empty, heic, text, gone, folder, whole, png, whole)

    assert [one.file_name for one in kept(story)] == ["whole.jpg", "really.jpg"]
    (notice,) = told
    assert notice.text == (  # type: ignore[attr-defined]
        "2 files added. 1 file is in this story already. 6 files could not be added."
    )
    notice.actions[0][1]()  # type: ignore[attr-defined]
    said = story.answers.said[-1]
    for words in ("cut.jpg", "is empty", "HEIC", "share it as JPEG", "text.jpg", "gone.jpg"):
        assert words in said
    assert story.quiet()


def test_one_file_that_cannot_come_in_is_answered_by_itself(story: Desk, tmp_path: Path) -> None:
    take(story, tmp_path / "gone.jpg")

    assert len(story.answers.said) == 1 and "gone.jpg" in story.answers.said[0]


def test_a_bomb_is_seen_before_it_is_decoded(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.png"
    Image.new("1", (13_000, 13_000)).save(bomb)  # 169 million pixels in 20 kB

    with pytest.raises(SscError, match="13000 × 13000"):
        photo.prepared(bomb)


def test_other_files_stay_as_they_are(story: Desk, tmp_path: Path) -> None:
    report = tmp_path / "report.pdf"
    report.write_bytes(b"%PDF-1.7 words" * 9000)

    take(story, report)

    (item,) = kept(story)
    assert stored(story, item) == report.read_bytes()
    card = gallery(story).rows[item.id]
    story.form.reveal(GROUP)
    story.window.repaint()
    story.wait(lambda: "123 kB" in card.facing.note)  # type: ignore[attr-defined]


def test_a_file_that_is_too_heavy_for_a_slow_line_is_refused(tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    with film.open("wb") as stream:
        stream.truncate(attachments.LARGEST + 1)

    with pytest.raises(SscError, match="too large: 100 MB"):
        photo.prepared(film)


def test_what_is_stopped_leaves_what_came_in(story: Desk, tmp_path: Path) -> None:
    shots = [shot(tmp_path, f"{n}.jpg", size=(1700 + n, 1100)) for n in range(6)]
    bar: list[tuple[int, int]] = []
    words: list[str] = []
    story.shelf.intake.progressed.connect(lambda done, of: bar.append((done, of)))
    story.shelf.intake.under_way.connect(words.append)

    story.shelf.intake.take(shots)
    story.wait(lambda: len(kept(story)) >= 2)
    story.window.footer.stop.click()
    story.wait(lambda: not story.shelf.intake.busy and story.quiet())

    assert 2 <= len(kept(story)) < 6
    assert bar[:2] == [(0, 6), (1, 6)]
    assert words == ["Adding 6 files…", ""]
    assert story.window.footer.stop.isHidden()


def test_a_story_that_is_left_gets_nothing_that_was_meant_for_another(
    story: Desk, tmp_path: Path
) -> None:
    shots = [shot(tmp_path, f"{n}.jpg", size=(1700 + n, 1100)) for n in range(3)]
    story.shelf.intake.take(shots)
    first = story.shelf.editor.case_id
    story.new_story()
    story.wait(lambda: not story.shelf.intake.busy and story.quiet())

    assert story.shelf.editor.case_id != first
    assert kept(story) == []


# ------------------------------------------------------------ the gallery


@pytest.fixture
def three(story: Desk, tmp_path: Path) -> Desk:
    """A story with three photos, on screen."""
    take(story, *(shot(tmp_path, f"{n}.jpg", colour=colour)
                  for n, colour in enumerate(("teal", "navy", "olive"))))  # fmt: skip
    story.form.reveal(GROUP)
    return story


def names(desk: Desk) -> list[str]:
    return [str(one.file_name) for one in kept(desk)]


def test_cards_show_their_pictures_when_they_come_on_screen(three: Desk) -> None:
    cards = list(gallery(three).rows.values())
    three.form.reveal((*GROUP, kept(three)[0].id, "caption"))
    three.window.repaint()

    three.wait(lambda: all(not card._pixmap.isNull() for card in cards))  # type: ignore[attr-defined]  # noqa: SLF001


def test_a_story_that_is_opened_reads_no_picture_before_it_is_seen(three: Desk) -> None:
    asked: list[str] = []
    three.form.asking.thumbnail = lambda sha256, _then: asked.append(sha256)
    case_id = three.shelf.editor.case_id
    three.new_story()

    three.shelf.open(case_id)
    three.wait(lambda: three.shelf.editor.case_id == case_id and three.quiet())
    three.window.repaint()

    assert len(gallery(three).rows) == 3
    assert asked == []


def test_keys_move_show_and_remove_a_card_and_undo_brings_it_back(three: Desk) -> None:
    three.activate()
    first, second, _third = (one.id for one in kept(three))
    card = gallery(three).rows[first].header
    card.setFocus()

    QTest.keyClick(card, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert names(three) == ["1.jpg", "0.jpg", "2.jpg"]
    QTest.keyClick(card, Qt.Key.Key_Left)
    assert QApplication.focusWidget() is gallery(three).rows[second].header
    QTest.keyClick(focused_widget(), Qt.Key.Key_Delete)
    assert names(three) == ["0.jpg", "2.jpg"]
    three.shelf.editor.undo()
    assert names(three) == ["1.jpg", "0.jpg", "2.jpg"]
    assert list(gallery(three).rows) == [one.id for one in kept(three)]


def test_what_is_missing_is_advised_on_the_card(three: Desk) -> None:
    first = kept(three)[0].id
    card = gallery(three).rows[first]
    said = [card.facing.note]  # type: ignore[attr-defined]
    for name, value in (("caption", "The mill"), ("alt_text", "A mill"), ("credit", "Amina"),
                        ("people_shown", True)):  # fmt: skip
        three.shelf.editor.set_value((*GROUP, first, name), value)
        said.append(card.facing.note)  # type: ignore[attr-defined]

    assert said == [
        "No caption yet", "Not described yet", "Nobody credited yet", "Are persons shown?",
        "No consent: stays here",
    ]  # fmt: skip
    assert "The mill" in card.header.accessibleName()


def test_the_viewer_goes_from_picture_to_picture(three: Desk) -> None:
    three.activate()
    second = kept(three)[1]
    QTest.keyClick(gallery(three).rows[second.id].header, Qt.Key.Key_Return)
    viewer = three.window.library_page.pane.files.viewer
    assert viewer is not None and viewer.shown.id == second.id
    three.wait(lambda: not viewer.canvas._pixmap.isNull())  # noqa: SLF001

    QTest.keyClick(viewer, Qt.Key.Key_Right)
    assert viewer.counter.text() == "3 of 3" and not viewer.later.isEnabled()
    QTest.keyClick(viewer, Qt.Key.Key_Escape)
    three.wait(lambda: three.window.library_page.pane.files.viewer is None)


def test_a_copy_is_saved_elsewhere(three: Desk, tmp_path: Path) -> None:
    three.answers.target = tmp_path / "copy.jpg"
    three.window.library_page.pane.files.save_copy(kept(three)[0].id)
    three.wait(lambda: three.quiet() and (tmp_path / "copy.jpg").exists())

    with Image.open(tmp_path / "copy.jpg") as copy:
        assert copy.size == (1600, 1066)


def test_a_picture_whose_bytes_are_not_here_is_said_to_be_missing(three: Desk) -> None:
    item = kept(three)[0]
    folder = three.program.tasks._library.attachments.folder  # type: ignore[union-attr]  # noqa: SLF001
    (folder / str(item.sha256)[:2] / str(item.sha256)).unlink()
    three.window.library_page.pane.files.view(item.id)
    viewer = three.window.library_page.pane.files.viewer
    assert viewer is not None

    three.wait(lambda: "not on this computer" in viewer.canvas._words)  # noqa: SLF001
    viewer.close()


def test_a_picture_that_is_not_here_is_told_to_no_viewer_that_was_closed(three: Desk) -> None:
    item = kept(three)[0]
    folder = three.program.tasks._library.attachments.folder  # type: ignore[union-attr]  # noqa: SLF001
    (folder / str(item.sha256)[:2] / str(item.sha256)).unlink()
    gate = threading.Event()
    three.program.tasks.run(lambda _library: gate.wait(60))
    three.window.library_page.pane.files.view(item.id)
    viewer = three.window.library_page.pane.files.viewer
    assert viewer is not None

    with three.qtbot.captureExceptions() as errors:
        viewer.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        gate.set()
        three.wait(three.quiet)

    assert errors == []


def test_right_to_left_the_first_card_stands_on_the_right(three: Desk) -> None:
    three.window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    three.form.reveal((*GROUP, kept(three)[0].id, "caption"))
    cards = [card.header for card in gallery(three).rows.values()]
    three.wait(lambda: cards[0].mapToGlobal(QPoint()).x() > cards[1].mapToGlobal(QPoint()).x())
