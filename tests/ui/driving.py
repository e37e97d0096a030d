"""The real window on a real library, driven as a person drives it."""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QInputMethodEvent, QPagedPaintDevice, QPdfWriter
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from ssc_desktop.settings import Settings
from ui.app import Program
from ui.dialogs import Dialogs
from ui.main_window import MainWindow
from ui.pages.share.give_take import GiveTake
from ui.viewmodels.collecting import AGREED, DONE, LOOKING, Collecting
from ui.viewmodels.shelf import Shelf
from ui.widgets.document.document_dialog import DocumentDialog
from ui.widgets.form.asking import Member
from ui.widgets.form.fixed_rows import FixedRows
from ui.widgets.form.group_box import GroupBox
from ui.widgets.form.question import Question
from ui.widgets.leaving_dialog import LeavingDialog

PATIENCE = 60_000


class Answers(Dialogs):
    """Plays the person who answers dialogs."""

    def __init__(self) -> None:
        self.target: Path | None = None
        self.files: tuple[Path, ...] = ()
        self.place: Path | None = None
        self.said: list[str] = []
        self.asked: list[QDialog] = []
        self.agrees = True
        """To whatever list of what leaves is shown; else it is left open."""

    def save_as(self, parent: QWidget, title: str, suggested: Path, kind: str) -> Path | None:  # noqa: ARG002
        return self.target

    def open_files(self, parent: QWidget, title: str, folder: Path, kind: str) -> Sequence[Path]:  # noqa: ARG002
        return self.files

    def folder(self, parent: QWidget, title: str, folder: Path) -> Path | None:  # noqa: ARG002
        return self.place

    def print_page(
        self,
        parent: QWidget,  # noqa: ARG002
        title: str,  # noqa: ARG002
        draw: Callable[[QPagedPaintDevice], object],
    ) -> bool:
        assert self.target is not None
        draw(QPdfWriter(str(self.target)))
        return True

    def ask(self, dialog: QDialog) -> None:
        self.asked.append(dialog)
        if self.agrees and isinstance(dialog, LeavingDialog | DocumentDialog):
            dialog.told.connect(dialog.make.click)
        else:
            dialog.open()

    def refuse(self, parent: QWidget | None, message: str, advice: str) -> None:  # noqa: ARG002
        self.said.append(f"{message} {advice}")

    def crashed(self, parent: QWidget | None, report: str, saved: str) -> None:  # noqa: ARG002
        raise AssertionError(report)


class Desk:
    """One window, open on one library."""

    def __init__(self, qtbot: QtBot, folder: Path, settings: Settings | None = None) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.qtbot = qtbot
        self.answers = Answers()
        self.program = Program(app, folder, settings or Settings(language="en", theme="light"))
        self.window.errands.dialogs = self.answers
        self.program.guard.front.resize(1440, 900)
        self.program.guard.front.show()
        self.shelf.open_fully()
        self.arrive()

    def arrive(self) -> None:
        """Wait until there is something to do."""
        self.wait_open()

    @property
    def window(self) -> MainWindow:
        """The window; opening another library puts another in its place."""
        return self.program.window

    @property
    def shelf(self) -> Shelf:
        """The library that is open."""
        return self.program.shelf

    def wait(self, until: Callable[[], bool]) -> None:
        """Go on when `until` holds."""
        self.qtbot.waitUntil(until, timeout=PATIENCE)

    def wait_open(self) -> None:
        """Wait until a library is open."""
        self.wait(lambda: self.shelf.is_ready and self.quiet())

    def activate(self) -> None:
        """Give the window the keyboard."""
        self.window.activateWindow()
        self.wait(self.window.isActiveWindow)

    def quiet(self) -> bool:
        """Whether all work is done and all that was written is saved."""
        saved = self.shelf.autosave.state == "saved"
        return saved and not self.program.tasks.busy

    def rest(self) -> None:
        """Save what was written, and wait until all work is done."""
        self.shelf.autosave.flush()
        self.wait(self.quiet)

    @contextlib.contextmanager
    def opening(self) -> Iterator[None]:
        """What is done within opens a library; go on once it is there in place of this one."""
        before = self.shelf
        yield
        self.wait(lambda: self.shelf is not before and self.shelf.is_ready and self.quiet())

    def new_story(self) -> None:
        """Begin a story, and wait until its form is there."""
        before = self.shelf.editor.case_id
        self.window.commands.actions["new"].trigger()
        self.wait(lambda: self.shelf.editor.case_id not in {"", before} and self.quiet())
        self.form.build_all()

    @property
    def form(self) -> Any:
        """The form of the open story."""
        return self.window.library_page.pane.form

    def member(self, *path: str) -> Member:
        """The part of the form that asks for `path`, unfolded."""
        top = self.form.asking.members[path[:1]]
        found = top.member_at(path)
        assert isinstance(found, Member)
        return found

    def question(self, *path: str) -> Question:
        """The question at `path`."""
        found = self.member(*path)
        assert isinstance(found, Question), path
        return found

    def group(self, *path: str) -> GroupBox:
        """The group at `path`."""
        found = self.member(*path)
        assert isinstance(found, GroupBox), path
        return found

    def fixed(self, name: str) -> FixedRows:
        """The group with a fixed row for each code."""
        found = self.member(name)
        assert isinstance(found, FixedRows), name
        return found

    def type_into(self, words: str, *path: str) -> None:
        """Type into the question at `path`, as an input method does: any script."""
        target = self.question(*path).control.target
        put(target, words)

    def choose(self, code: Any, *path: str) -> None:
        """Choose an answer of the question at `path`."""
        control: Any = self.question(*path).control
        if hasattr(control, "segments"):
            control.segments.buttons[code].click()
        elif hasattr(control, "box"):
            pick(control.box, code)
        else:
            pick(control.codes.box, code)

    def add(self, *path: str) -> str:
        """Press “Add …” of a group; returns the new item's id."""
        group = self.group(*path)
        before = set(group.rows)
        group.add.click()
        return next(iter(set(group.rows) - before))

    def sharing(self) -> GiveTake:
        """Where one gives and takes."""
        page = self.window.page("bundles")
        assert isinstance(page, GiveTake)
        return page

    @property
    def collecting(self) -> Collecting:
        """What is looked at, taken in and taken back."""
        return self.window.errands.collecting

    def look_at(self, *bundles: Path) -> None:
        """Drop bundles on the window, and wait until it says what they would bring."""
        self.collecting.plan(bundles)
        self.wait(lambda: self.collecting.state != LOOKING and self.quiet())
        self.wait(lambda: self.sharing().coming.complete)

    def take_in(self) -> None:
        """Agree to every computer that asks, take in what is told, and wait for the result."""
        coming = self.collecting.coming
        assert coming is not None
        self.collecting.answer((one.sender_id for one in coming.plans.shares), AGREED)
        self.sharing().coming.take.click()
        self.wait(lambda: self.collecting.state == DONE and self.quiet())

    def close(self) -> None:
        """Close the window as a person does, and let go of it."""
        self.window.close()
        self.program.deleteLater()
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def put(target: QWidget, words: str) -> None:
    """Give `words` to a text box through an input method; keyClicks cannot type every script."""
    if isinstance(target, QLineEdit | QTextEdit):
        target.selectAll()
    event = QInputMethodEvent()
    event.setCommitString(words)
    QCoreApplication.sendEvent(target, event)


def pick(box: Any, code: Any) -> None:
    """Drop a list down and choose `code` in it."""
    box.drop_down()
    picker = box.picker
    model = picker.list.model()
    row = next(at for at, option in enumerate(model.shown) if option.code == code)
    picker.list.clicked.emit(model.index(row))
    if box.picker is not None:
        box.picker.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def labels(widget: QWidget) -> list[str]:
    """The words on all buttons in a widget that are shown."""
    return [made.text() for made in widget.findChildren(QPushButton) if made.isVisibleTo(widget)]
