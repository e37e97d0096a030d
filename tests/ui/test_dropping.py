"""Files and pictures dropped anywhere on the form, and pasted into it."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.driving import Desk
from tests.ui.test_photos import GROUP, focused_widget, kept, shot


def dragged(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    mime.setText("\n".join(map(str, paths)))  # as file managers do
    return mime


def drop(desk: Desk, mime: QMimeData, over: QWidget) -> QWidget:
    """Drag over a widget and let go, as the window system tells the window."""
    handle = desk.window.windowHandle()
    place = over.mapTo(desk.window, over.rect().center())
    action, button, keys = (Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton,
                            Qt.KeyboardModifier.NoModifier)  # fmt: skip
    QApplication.sendEvent(handle, QDragEnterEvent(place, action, mime, button, keys))
    under = desk.window.childAt(place)
    assert under is not None
    QApplication.sendEvent(handle, QDropEvent(QPointF(place), action, mime, button, keys))
    return under


@pytest.mark.parametrize("where", ["title", "overview"])
def test_files_can_be_dropped_on_any_question(story: Desk, tmp_path: Path, where: str) -> None:
    box = story.question(where).control.target
    story.form.reveal((where,))
    receiving = story.window.library_page.pane.files.receiving

    under = drop(story, dragged(shot(tmp_path)), box)
    story.wait(lambda: not story.shelf.intake.busy and story.quiet() and bool(kept(story)))

    assert under is receiving.overlay
    assert story.shelf.editor.value((where,)) in {None, ""}
    story.wait(receiving.overlay.isHidden)


def test_a_bundle_dropped_on_the_form_is_no_file_of_the_story(story: Desk, tmp_path: Path) -> None:
    bundle = tmp_path / "a.sscz"
    bundle.write_bytes(b"no bundle")

    under = drop(story, dragged(bundle), story.question("title").control.target)

    assert under is story.window.library_page.pane.files.receiving.overlay
    story.wait(lambda: story.collecting.coming is not None and story.quiet())
    assert kept(story) == []
    assert not story.shelf.editor.value(("title",))


def test_a_folder_dropped_on_the_form_is_looked_into(story: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()

    drop(story, dragged(folder), story.question("title").control.target)

    story.wait(lambda: story.collecting.coming is not None and story.quiet())
    assert kept(story) == []
    assert story.window.places.shown == "bundles"


@pytest.mark.parametrize("focused", ["box", "button"])
def test_a_picture_is_pasted_wherever_the_keyboard_is(story: Desk, focused: str) -> None:
    story.activate()
    image = QImage(2000, 1000, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    QGuiApplication.clipboard().setImage(image)
    story.form.reveal(("title",) if focused == "box" else GROUP)
    QTest.keyClick(focused_widget(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    story.wait(lambda: bool(kept(story)) and story.quiet())

    (item,) = kept(story)
    assert (item.width, item.height) == (1600, 800)
    QGuiApplication.clipboard().clear()


def test_text_is_pasted_as_text(story: Desk) -> None:
    story.activate()
    QGuiApplication.clipboard().setText("Rice growers")
    story.form.reveal(("title",))

    QTest.keyClick(focused_widget(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    assert story.shelf.editor.value(("title",)) == "Rice growers"
    assert kept(story) == []
    QGuiApplication.clipboard().clear()
