"""A window for tests that need one."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ssc_desktop import settings
from tests.disputes import Dispute
from tests.ui.driving import Desk
from tests.ui.others import Others
from tests.ui.sitting import Sit, page_of
from ui.speech import Speech
from ui.theme.look import look

_NOISE = "This plugin does not support"
"""The offscreen platform says so of every window."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "/ui/" in item.path.as_posix():
            item.add_marker(pytest.mark.qt_log_ignore(_NOISE, extend=True))


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    """The window on an empty library."""
    made = Desk(qtbot, tmp_path / "library")
    yield made
    made.close()


@pytest.fixture
def others(tmp_path: Path) -> Iterator[Others]:
    """Other people's laptops."""
    made = Others(tmp_path)
    yield made
    made.close()


@pytest.fixture
def story(desk: Desk) -> Desk:
    """The window with a new story in it."""
    desk.new_story()
    return desk


@pytest.fixture
def sit(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Sit:
    """Opens the window of the facilitator, on a library in which people disagree."""

    def sit_down(dispute: Dispute) -> Desk:
        dispute.close()
        folder = dispute.here.folder
        monkeypatch.setenv("SSC_CONFIG", str(folder / "config"))
        desk = Desk(qtbot, folder / "library", settings.load())
        desk.activate()
        page = page_of(desk)
        desk.wait(lambda: page.settling.ready and desk.quiet())
        return desk

    return sit_down


@pytest.fixture
def as_usual(qapp: QApplication) -> Iterator[None]:
    """After a test that changes them: the light look, the usual size, English."""
    yield
    look.apply(qapp, "light", 100)
    Speech(qapp).speak("en")
