"""A story and a bundle full of markup that names a file: no page of the window opens that file."""

import ctypes
import os
import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QImage
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QDialog,
    QLabel,
    QTextEdit,
    QToolTip,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ssc_desktop.record import CASE, FieldDefinition, GroupDefinition, Kind
from ssc_desktop.services import cases
from tests.ui.driving import Desk
from tests.ui.others import Others
from ui.dialogs import Dialogs
from ui.kept_files import danger_of
from ui.places import IN_SHARE, PLACES
from ui.showing import leads_to
from ui.widgets.reading import Reading
from ui.widgets.text.link_question import LinkQuestion
from ui.widgets.text.prose import Prose

_OPENED = 0x20
_DEPTH = 3
_HEAD = struct.Struct("iIII")
_TEXTS = {Kind.LINE, Kind.TEXT, Kind.LINES}


class Canary:
    """A file that tells when somebody opens it."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.path = folder / "canary.png"
        self.path.write_bytes(b"\x89PNG\r\n\x1a\n")
        self._libc: Any = ctypes.CDLL(None, use_errno=True)
        self._watch = self._libc.inotify_init1(os.O_NONBLOCK)
        assert self._watch >= 0
        assert self._libc.inotify_add_watch(self._watch, os.fsencode(folder), _OPENED) >= 0

    @property
    def markup(self) -> str:
        """Words that open the file where they are read as markup: as a file, and as a share."""
        return f'<img src="{self.path.as_uri()}"><img src="/{self.path}"><b>Rice</b>'

    def opened(self) -> int:
        """How often it was opened since this was asked last."""
        try:
            told = os.read(self._watch, 1 << 16)
        except BlockingIOError:
            return 0
        found = at = 0
        while at < len(told):
            *_rest, size = _HEAD.unpack_from(told, at)
            found += bool(size)
            at += _HEAD.size + size
        return found

    def close(self) -> None:
        os.close(self._watch)


@pytest.fixture
def canary(tmp_path: Path) -> Iterator[Canary]:
    made = Canary(tmp_path / "cage")
    yield made
    made.close()


def filled(members: Any, said: str, depth: int = 0) -> dict[str, Any]:
    """An answer of these words to everything that is answered in words."""
    told: dict[str, Any] = {}
    for one in members:
        if isinstance(one, GroupDefinition):
            if depth < _DEPTH and one.name != "attachment":
                told[one.name] = [filled(one.fields, said, depth + 1)]
        elif isinstance(one, FieldDefinition) and _takes_words(one):
            told[one.name] = [said] if one.kind is Kind.LINES else said
    return told


def _takes_words(field: FieldDefinition) -> bool:
    return field.kind in _TEXTS and not field.automatic and not field.pattern


def hostile(said: str) -> dict[str, Any]:
    """A story of nothing but these words."""
    sections = [filled(section.fields, said) for section in CASE.sections]
    return {name: value for section in sections for name, value in section.items()}


def look_at_everything(top: QWidget) -> None:
    """Draw it, and show every tip and every tip of an item, as the mouse would."""
    top.grab()
    widgets = [top, *top.findChildren(QWidget)]
    tips = [one.toolTip() for one in widgets]
    for one in widgets:
        if isinstance(one, QAbstractItemView) and one.model() is not None:
            tips += _tips_of_items(one)
    for tip in filter(None, tips):
        QToolTip.showText(QPoint(10, 10), tip, top)
        for shown in QApplication.topLevelWidgets():
            if shown.inherits("QTipLabel"):
                shown.grab()
    QToolTip.hideText()
    QApplication.processEvents()


def _tips_of_items(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    for row in range(min(5, model.rowCount())):
        for column in range(model.columnCount()):
            yield str(model.data(model.index(row, column), Qt.ItemDataRole.ToolTipRole.value) or "")


def pages() -> list[str]:
    places = [name for name, *_rest in PLACES if name != "menu"]
    return [*places, *sorted(IN_SHARE), "start"]


def test_a_label_that_reads_markup_wakes_it(canary: Canary, qtbot: QtBot) -> None:
    """What the others below are measured against."""
    label = QLabel(canary.markup)
    qtbot.addWidget(label)
    label.grab()

    assert canary.opened() >= 1


def test_no_page_opens_what_a_story_names(desk: Desk, canary: Canary) -> None:
    desk.program.tasks.run(lambda library: cases.added(library, hostile(canary.markup)))
    desk.shelf.refresh(then=desk.shelf.open_first)
    desk.wait(lambda: desk.shelf.editor.case is not None and desk.quiet())
    desk.form.build_all()
    assert canary.markup in str(desk.shelf.editor.value(("title",)))

    for name in pages():
        desk.window.go_to(name)
        desk.wait(desk.quiet)
        look_at_everything(desk.window)

    assert canary.opened() == 0


def test_no_page_opens_what_a_bundle_names(
    desk: Desk, others: Others, canary: Canary, tmp_path: Path
) -> None:
    amina = others.person(canary.markup)
    cases.added(amina.library, hostile(canary.markup))
    desk.window.errands.incoming.look_at((amina.bundle(tmp_path / "hostile.sscz"),))
    desk.wait(desk.quiet)

    for name in ("bundles", "inbox", "computers", "activity"):
        desk.window.go_to(name)
        desk.wait(desk.quiet)
        look_at_everything(desk.window)

    assert canary.opened() == 0


def test_no_dialogue_reads_markup(canary: Canary, qtbot: QtBot) -> None:
    top = QWidget()
    qtbot.addWidget(top)
    top.show()
    Dialogs().refuse(top, canary.markup, f"It's {canary.markup} & more.")
    Dialogs().crashed(top, canary.markup, canary.markup)

    boxes = top.findChildren(QDialog)
    labels = [label.text() for box in boxes for label in box.findChildren(QLabel)]
    for box in boxes:
        box.grab()
        box.close()

    assert f"It's {canary.markup} & more." in labels
    assert canary.opened() == 0


def test_the_manual_shows_pictures_of_the_program_alone(canary: Canary, qtbot: QtBot) -> None:
    page = Reading()
    qtbot.addWidget(page)
    page.show_rich(canary.markup)
    page.grab()

    assert canary.opened() == 0


def test_pasted_pages_are_text(canary: Canary, qtbot: QtBot) -> None:
    box = Prose(marks=True)
    qtbot.addWidget(box)
    mime = QMimeData()
    mime.setHtml(f"<p>Rice {canary.markup}</p>")
    box.insertFromMimeData(mime)
    box.grab()

    assert "Rice" in box.text and "<img" not in box.toHtml()
    assert canary.opened() == 0


def test_no_box_of_text_loads_what_its_words_name(canary: Canary, desk: Desk) -> None:
    desk.new_story()
    boxes = desk.window.findChildren(QTextEdit)
    assert boxes

    for box in boxes:
        kind = 2  # QTextDocument.ResourceType.ImageResource
        given = box.loadResource(kind, QUrl(canary.path.as_uri()))
        assert isinstance(given, QImage) and given.width() == 1  # Qt opens what it gets nothing for
        assert not box.acceptRichText() or box.isReadOnly()

    assert canary.opened() == 0


# ------------------------------------------------------------------ files and links


def test_a_file_that_may_hold_macros_is_warned_of_as_such() -> None:
    assert "macros" in danger_of("Story.DOCM") and "macros" in danger_of("old.doc")
    assert "macros" not in danger_of("story.docx") and "trust" in danger_of("story.docx")


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("https://www.example.org/report?a=b", "www.example.org"),
        ("http://example.org:8080/", "example.org"),
        ("mailto:amina@example.org", "amina@example.org"),
        ("https://www.un.org@evil.example/", "evil.example"),
        ("https://www.un\N{CYRILLIC SMALL LETTER O}.org/", "www.xn--un-gmc.org"),
        ("file:///etc/passwd", ""),
        ("file://host/share/x.docx", ""),
        ("smb://host/share", ""),
        ("\\\\host\\share", ""),
        ("//host/share", ""),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("ms-word:ofe|u|https://example.org/x.docx", ""),
        ("", ""),
    ],
)
def test_only_pages_and_letters_are_opened(address: str, place: str) -> None:
    assert leads_to(address) == place


def _asked(desk: Desk, address: str) -> LinkQuestion:
    asked = LinkQuestion(desk.window, address)
    asked.open()
    return asked


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the browser was given."""
    given: list[str] = []
    keep: Callable[[QUrl], None] = lambda url: given.append(url.toString())  # noqa: E731
    monkeypatch.setattr(QDesktopServices, "openUrl", keep)
    return given


def test_a_link_shows_its_whole_address_before_it_is_opened(desk: Desk, browser: list[str]) -> None:
    address = "https://www.example.org/" + "a-long-way/" * 20
    asked = _asked(desk, address)

    assert asked.address.accessibleName() == address
    assert asked.address.text().replace("\N{ZERO WIDTH SPACE}", "") == address
    assert "www.example.org" in asked.intro.text()
    assert browser == []
    asked.yes.click()
    assert browser == [address]


def test_a_link_can_be_copied_or_left(desk: Desk, browser: list[str]) -> None:
    asked = _asked(desk, "https://www.example.org/")
    asked.copy.click()
    assert QGuiApplication.clipboard().text() == "https://www.example.org/"

    _asked(desk, "https://www.example.org/").no.click()
    assert browser == []
