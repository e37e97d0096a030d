"""A window for tests that need one."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.driving import Desk

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
def story(desk: Desk) -> Desk:
    """The window with a new story in it."""
    desk.new_story()
    return desk
