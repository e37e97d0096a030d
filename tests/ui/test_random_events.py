"""Clicks, keys, words of any script, sizes, languages and themes at random: nothing breaks.

Each seed is a sequence that can be repeated. Dialogs of the system are played by `Answers`; what
opens by itself (menus, lists, our own dialogs) is clicked and typed into like everything else.
"""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ssc_desktop import i18n, services
from tests import disputes
from tests.ui.driving import Desk
from tests.ui.sitting import Sit
from ui.main_window import MainWindow

_EVENTS = 1_500
_WORDS = ("rice", "مزارع وقرية", "👩‍🌾🌾", "नमस्ते", "中国专家", "naïve", "2008", "«x»", "\u202eabc")
_KEYS = (
    Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Space,
    Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home,
    Qt.Key.Key_End, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_Delete,
    Qt.Key.Key_Backspace, Qt.Key.Key_F4, Qt.Key.Key_F6, Qt.Key.Key_F7, Qt.Key.Key_F8,
)  # fmt: skip
_WITH_CONTROL = "ZYNFGHKBIUASE123"
_SIZES = ((1440, 900), (1024, 600), (900, 640), (640, 700), (1280, 720))
_HARMLESS = {"quit", "help", "take", "bundle", "bundle_all", "practise", "start"}
"""Commands that leave the window or this library; others are pressed too."""


class _Monkey:
    """Does one thing after the other."""

    def __init__(self, desk: Desk, seed: int, *libraries: Path) -> None:
        self._desk = desk
        self._libraries = libraries
        self._chance = random.Random(seed)  # noqa: S311 - a failure can be repeated
        self._tamed: MainWindow | None = None
        self.last = ""
        """What was done last, for the message of a failure."""
        deeds: list[tuple[Callable[[], None], int]] = [
            (self._click, 40), (self._key, 22), (self._words, 14), (self._shortcut, 9),
            (self._letters, 8), (self._command, 4), (self._resize, 2), (self._speak, 1),
            (self._wear, 1), (self._wheel, 3), (self._wait, 6), (self._open, 1),
        ]  # fmt: skip
        self._deeds = [deed for deed, _weight in deeds]
        self._weights = [weight for _deed, weight in deeds]

    def act(self) -> None:
        """One random event."""
        if self._desk.window is not self._tamed:  # chance may have opened another library
            self._tame(self._desk.window)
        deed = self._chance.choices(self._deeds, self._weights)[0]
        deed()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def _tame(self, window: MainWindow) -> None:
        for name in ("quit", "practise"):  # in a menu they would end the test
            window.commands.actions[name].setEnabled(False)
        self._tamed = window

    def _top(self) -> QWidget:
        """What a person would see on top: a menu or list, a dialog, or the window."""
        popup, modal = QApplication.activePopupWidget(), QApplication.activeModalWidget()
        return popup or modal or self._desk.window

    def _target(self) -> QWidget:
        focused = QApplication.focusWidget()
        top = self._top()
        return focused if focused is not None and top.isAncestorOf(focused) else top

    def _note(self, deed: str, widget: QWidget) -> None:
        self.last = f"{deed} at {type(widget).__name__} {widget.objectName()}"

    def _click(self) -> None:
        top = self._top()
        place = QPoint(self._chance.randrange(max(1, top.width())),
                       self._chance.randrange(max(1, top.height())))  # fmt: skip
        hit = top.childAt(place) or top
        self._note("click", hit)
        double = self._chance.random() < 0.06
        press = QTest.mouseDClick if double else QTest.mouseClick
        press(hit, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
              hit.mapFrom(top, place))  # fmt: skip

    def _key(self) -> None:
        target = self._target()
        key = self._chance.choice(_KEYS)
        self._note(f"key {key.name}", target)
        modifier = Qt.KeyboardModifier
        held = [modifier.NoModifier] * 6 + [modifier.ShiftModifier, modifier.AltModifier]
        QTest.keyClick(target, key, self._chance.choice(held))

    def _shortcut(self) -> None:
        target = self._target()
        letter = self._chance.choice(_WITH_CONTROL)
        modifier = Qt.KeyboardModifier.ControlModifier
        if self._chance.random() < 0.3:
            modifier |= Qt.KeyboardModifier.ShiftModifier
        if letter in "BE":  # they ask for a file; the command below has the dialogs played
            return
        self._note(f"control and {letter}", target)
        QTest.keyClick(target, Qt.Key(ord(letter)), modifier)

    def _letters(self) -> None:
        target = self._target()
        self._note("letters", target)
        QTest.keyClicks(target, self._chance.choice(["Rice ", "about 2011", "4,5", "x" * 40, "-"]))

    def _words(self) -> None:
        target = self._target()
        self._note("words", target)
        event = QInputMethodEvent()
        event.setCommitString(self._chance.choice(_WORDS))
        QCoreApplication.sendEvent(target, event)

    def _command(self) -> None:
        actions = self._desk.window.commands.actions
        name = self._chance.choice([one for one in actions if one not in _HARMLESS])
        self.last = f"command {name}"
        if actions[name].isEnabled() and QApplication.activeModalWidget() is None:
            actions[name].trigger()

    def _resize(self) -> None:
        self.last = "another size"
        self._desk.window.resize(*self._chance.choice(_SIZES))

    def _speak(self) -> None:
        self.last = "another language"
        self._desk.window.change_settings(language=self._chance.choice(list(i18n.available())))

    def _wear(self) -> None:
        self.last = "another theme"
        theme = self._chance.choice(["light", "dark", "contrast"])
        self._desk.window.change_settings(
            theme=theme, text_size=self._chance.choice([90, 100, 140])
        )

    def _wheel(self) -> None:
        bar = self._desk.form.verticalScrollBar()
        self.last = "scrolled"
        bar.setValue(self._chance.randrange(bar.maximum() + 1))

    def _open(self) -> None:
        """Another library opens, whatever was about to happen in this one."""
        if self._libraries and QApplication.activeModalWidget() is None:
            self.last = "another library"
            self._desk.program.open_library(self._chance.choice(self._libraries))

    def _wait(self) -> None:
        self.last = "waited"
        QTest.qWait(self._chance.randrange(1, 12))


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("seed", [1, 22, 333])
def test_nothing_breaks_whatever_is_done(qtbot: QtBot, tmp_path: Path, seed: int) -> None:
    folders = (tmp_path / "library", tmp_path / "second")
    for folder in folders:
        library = services.libraries.opened(folder)
        services.libraries.add_samples(library)
        library.close()
    desk = Desk(qtbot, folders[0])
    desk.wait(lambda: desk.shelf.editor.case is not None and desk.quiet())
    desk.answers.target = tmp_path / "made.docx"
    desk.activate()
    monkey = _Monkey(desk, seed, *folders)

    with qtbot.captureExceptions() as errors:
        for number in range(_EVENTS):
            monkey.act()
            assert not errors, f"event {number} of seed {seed}: {monkey.last}: {errors[0]}"
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        desk.window.change_settings(language="en", theme="light", text_size=100)
        desk.rest()

    assert not errors, errors[0]
    desk.close()


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("seed", [4, 55])
def test_nothing_breaks_among_what_needs_a_person(sit: Sit, tmp_path: Path, seed: int) -> None:
    qtbot, desk = _among_disputes(sit, tmp_path)
    monkey = _Monkey(desk, seed)

    with qtbot.captureExceptions() as errors:
        for number in range(_EVENTS // 2):
            if number % 25 == 0 and QApplication.activeModalWidget() is None:
                desk.window.go_to("needs_you")
            monkey.act()
            assert not errors, f"event {number} of seed {seed}: {monkey.last}: {errors[0]}"
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        desk.window.change_settings(language="en", theme="light", text_size=100)
        desk.rest()

    assert not errors, errors[0]
    desk.close()


def _among_disputes(sit: Sit, folder: Path) -> tuple[QtBot, Desk]:
    desk = sit(disputes.everything(folder))
    desk.wait(lambda: desk.shelf.editor.case is not None and desk.quiet())
    desk.form.build_all()
    desk.answers.target = folder / "made.docx"
    return desk.qtbot, desk
