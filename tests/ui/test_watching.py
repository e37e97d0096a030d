"""What the window looks after while nobody types."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from sqlcipher3 import dbapi2 as driver

from ssc_desktop.services import cases, libraries, siting
from ssc_desktop.store import reserve
from ssc_desktop.store.begin import DATABASE
from tests.ui.driving import Desk


def _killed(folder: Path, place: Path) -> Path:
    """The library as a program leaves it that was killed."""
    place.mkdir()
    with closing(libraries.opened(folder)) as library:
        cases.added(library, {"title": "Rice", "overview": "Every word of it"})
        for name in (DATABASE, f"{DATABASE}-wal"):
            (place / name).write_bytes((folder / name).read_bytes())
    return place


def _heard(signal: Any) -> list[Any]:
    heard: list[Any] = []
    signal.connect(lambda *told: heard.append(told[0] if told else True))
    return heard


@pytest.fixture
def desks(qtbot: QtBot) -> Iterator[Any]:
    """Opens windows, and closes them after the test."""
    opened: list[Desk] = []

    def open_on(folder: Path) -> Desk:
        opened.append(Desk(qtbot, folder))
        return opened[-1]

    yield open_on
    for one in opened:
        one.close()


def test_after_an_unclean_end_the_library_is_looked_at_at_once(desks: Any, tmp_path: Path) -> None:
    folder = _killed(tmp_path / "library", tmp_path / "killed")
    desk = desks(folder)

    desk.wait(desk.quiet)
    unclean: list[bool] = []
    desk.program.tasks.run(lambda library: library.unclean, unclean.append)
    desk.wait(lambda: bool(unclean))
    assert unclean == [False]


def test_damage_is_told_of_once(desks: Any, tmp_path: Path) -> None:
    folder = tmp_path / "library"
    with closing(libraries.opened(folder)) as library:
        cases.added(library, {"title": "Rice", "overview": "Every word of it"})
    with closing(driver.connect(folder / DATABASE)) as raw, raw:
        words = "replace(CAST(body AS TEXT), 'Every', 'Ebery')"
        raw.execute(f"UPDATE revision SET body = CAST({words} AS BLOB)")  # noqa: S608
    desk = desks(folder)

    # the story that is opened first is the one, and nobody has to wait for the quiet minute
    desk.wait(lambda: bool(desk.answers.asked))
    for _twice in range(2):
        desk.shelf.watching.look()
        desk.shelf.watching.suspect(torn=True)
        desk.wait(desk.quiet)

    (asked,) = desk.answers.asked
    assert any("Rice" in label.text() for label in asked.findChildren(QLabel))


def test_a_quiet_minute_comes_after_the_last_key(story: Desk) -> None:
    watching = story.shelf.watching
    timer = watching._quiet  # noqa: SLF001 - a minute is too long for a test
    timer.start(50_000)
    timer.setInterval(60_000)

    story.type_into("Rice", "title")

    assert timer.remainingTime() > 50_000
    story.rest()


def test_at_rest_the_log_is_empty_and_the_reserve_is_there(story: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "library"
    story.type_into("Rice", "title")
    story.rest()

    story.shelf.watching.rest()
    story.wait(story.quiet)

    assert (folder / f"{DATABASE}-wal").stat().st_size == 0
    assert (folder / reserve.NAME).stat().st_size == reserve.SIZE


def test_the_save_that_took_the_reserve_is_told_of(story: Desk) -> None:
    watching = story.shelf.watching
    heard = _heard(watching.reserve_used)

    story.program.tasks.run(lambda library: library.on_reserve_used())
    story.wait(lambda: bool(heard))


def test_a_folder_that_went_is_told_without_a_save_and_when_it_is_back(
    story: Desk, tmp_path: Path
) -> None:
    watching = story.shelf.watching
    heard = _heard(watching.unwritable)
    (tmp_path / "library").rename(tmp_path / "gone")

    watching.check_place()
    story.wait(lambda: bool(heard))
    (tmp_path / "gone").rename(tmp_path / "library")
    watching.check_place()
    story.wait(lambda: len(heard) > 1)

    assert [one and type(one).__name__ for one in heard] == ["FileGone", None]


def test_a_disk_that_is_nearly_full_is_told_once_and_when_there_is_room_again(
    story: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    watching = story.shelf.watching
    heard = _heard(watching.low_disk)
    for free in (150 << 20, 140 << 20, 900 << 20):
        monkeypatch.setattr(siting, "free_space", lambda _folder, free=free: free)
        watching.check_place()
        story.wait(story.quiet)

    assert heard == [150 << 20, 0]


def test_a_full_disk_is_no_longer_called_full_when_some_room_was_made(
    story: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    watching = story.shelf.watching
    heard = _heard(watching.low_disk)
    for free in (0, 40 << 20, 30 << 20):
        monkeypatch.setattr(siting, "free_space", lambda _folder, free=free: free)
        watching.check_place()
        story.wait(story.quiet)

    assert heard == [1, 40 << 20]
    assert story.window.shell.footer.room.text().startswith("Only 40.0 MB are free")
