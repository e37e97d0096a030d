"""Every page and dialog has room for its words at 1024 x 600, in five languages and large text."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ssc_desktop import i18n
from ssc_desktop.settings import Settings
from tests.ui.driving import Desk
from tests.ui.gallery import DIALOGS, opened
from tests.ui.looking import clipped, unnamed
from ui.pages.welcome import Welcome
from ui.speech import Speech
from ui.theme.look import look

pytestmark = pytest.mark.usefixtures("as_usual")

PAGES = ("library", "bundles", "inbox", "laptops", "station", "computers", "activity",
         "needs_you", "bin", "settings", "start", "backups")  # fmt: skip
SCREEN = (1024, 600)


@pytest.fixture(params=tuple(i18n.LANGUAGES))
def small(request: pytest.FixtureRequest, qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    """The window on the smallest screen, with a story of some groups, in one language."""
    made = Desk(qtbot, tmp_path / "library", Settings(language=request.param, theme="light"))
    made.window.resize(*SCREEN)
    made.new_story()
    for group in ("partner", "result", "consent_record"):
        made.add(group)
    yield made
    made.close()


def _settled() -> None:
    for _turn in range(3):
        QApplication.processEvents()


@pytest.mark.parametrize("size", [100, 140, 200])
def test_every_page_fits(small: Desk, size: int) -> None:
    small.window.change_settings(text_size=size)
    found: list[str] = []

    for page in PAGES:
        small.window.go_to(page)
        for showing in (small.window.library_page.show_list, small.window.library_page.show_story):
            if page == "library":
                showing()
            small.wait(small.quiet)  # some pages ask the library first
            _settled()
            found += [f"{page}: {one}" for one in clipped(small.window)]

    assert found == []
    assert small.window.size().toTuple() == SCREEN


@pytest.mark.parametrize("size", [100, 140, 200])
def test_what_one_writes_has_room(small: Desk, size: int) -> None:
    small.window.change_settings(text_size=size)
    small.type_into("A long title that takes more than one line of any window. " * 2, "title")
    small.window.library_page.show_story()
    _settled()

    assert small.form.height() >= 0.4 * SCREEN[1]


@pytest.mark.parametrize("size", [100, 200])
@pytest.mark.parametrize("language", tuple(i18n.LANGUAGES))
def test_an_empty_library_fits(qtbot: QtBot, tmp_path: Path, language: str, size: int) -> None:
    desk = Desk(qtbot, tmp_path / "library",
                Settings(language=language, theme="light", text_size=size))  # fmt: skip
    desk.window.resize(*SCREEN)
    _settled()

    assert clipped(desk.window) == []
    assert desk.window.size().toTuple() == SCREEN
    desk.close()


@pytest.mark.parametrize("size", [100, 140])
def test_every_side_panel_fits(small: Desk, size: int) -> None:
    small.window.change_settings(text_size=size)
    pane = small.window.library_page.pane
    found: list[str] = []

    for name in pane.panel.names:
        pane.show_panel(name)
        _settled()
        small.wait(lambda: not small.program.tasks.busy)
        _settled()
        found += [f"{name}: {one}" for one in clipped(pane.panel)]
        found += [f"{name}: no name: {one}" for one in unnamed(pane.panel)]

    assert found == []
    assert pane.panel.isVisible()


def test_every_dialog_fits(small: Desk) -> None:
    found: list[str] = []

    for size, name in itertools.product((100, 140), DIALOGS):
        small.window.change_settings(text_size=size)
        dialog = opened(small, name)
        _settled()
        found += [f"{name}, {size} %: {one}" for one in clipped(dialog)]
        found += [f"{name}: no name: {one}" for one in unnamed(dialog)]
        wide, high = dialog.frameGeometry().size().toTuple()
        if wide > SCREEN[0] or high > SCREEN[1]:
            found.append(f"{name}, {size} %: {wide} x {high}")
        dialog.close()
        _settled()

    assert found == []


@pytest.mark.parametrize("size", [100, 140, 200])
@pytest.mark.parametrize("language", tuple(i18n.LANGUAGES))
def test_the_first_run_fits(qapp: QApplication, qtbot: QtBot, language: str, size: int) -> None:
    look.apply(qapp, "light", size)
    speech = Speech(qapp)
    speech.speak(language)
    welcome = Welcome(Settings(), speech.speak)
    qtbot.addWidget(welcome)
    welcome.resize(*SCREEN)
    welcome.show()
    _settled()

    assert clipped(welcome) == []
    assert unnamed(welcome) == []
    assert welcome.size().toTuple() == SCREEN


def test_text_that_grew_and_shrank_looks_as_before(small: Desk) -> None:
    small.program.speak(i18n.language())  # every word anew, as after each change of size
    _settled()
    before = _places(small.window)

    for size in (110, 160, 200, 90, 140, 100):
        small.window.change_settings(text_size=size)
        _settled()

    there = _places(small.window)
    assert [one[0] for one in there] == [one[0] for one in before]
    assert _far(there, before, 2) == []


def test_text_that_grew_looks_as_in_a_window_made_so(
    qtbot: QtBot, tmp_path: Path, qapp: QApplication
) -> None:
    grown = Desk(qtbot, tmp_path / "one", Settings(language="en", theme="light"))
    grown.window.go_to("settings")
    grown.window.change_settings(text_size=140)
    _settled()
    there = _places(grown.window.page("settings"))
    grown.close()

    look.apply(qapp, "light", 100)
    made = Desk(qtbot, tmp_path / "two", Settings(language="en", theme="light", text_size=140))
    made.window.go_to("settings")
    _settled()
    fresh = _places(made.window.page("settings"))
    made.close()

    assert len(there) == len(fresh)
    far = [(one, other) for one, other in zip(there, fresh, strict=True)
           if any(abs(a - b) > 6 for a, b in zip(one[1:], other[1:], strict=True))]  # fmt: skip
    assert far == []


Place = tuple[str, int, int, int, int]


def _far(ones: list[Place], others: list[Place], most: int) -> list[tuple[Place, Place]]:
    return [
        (one, other)
        for one, other in zip(ones, others, strict=True)
        if any(abs(one[at] - other[at]) > most for at in (1, 2, 3, 4))  # type: ignore[operator]
    ]


def _places(window: QWidget) -> list[Place]:
    return [
        (made.text(), *made.geometry().getRect())
        for made in window.findChildren(QPushButton)
        if made.isVisibleTo(window) and made.property("role") != "choice"
    ]
