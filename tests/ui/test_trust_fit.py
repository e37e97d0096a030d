"""Backups, trouble and moving: room for every word, a name for every stop, in five languages."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ssc_desktop import i18n
from ssc_desktop.errors import FileGone
from ssc_desktop.services.damage import Damage
from ssc_desktop.settings import Settings
from tests.ui.driving import Desk
from tests.ui.looking import clipped, round_trip, unnamed
from tests.ui.test_backups import back_up, backups_of, page_of, sheet, tell
from tests.ui.test_trouble import Locked, spoil, told
from ui.pages.asking_key import KeySheet
from ui.pages.backup_removal_sheet import BackupRemovalSheet
from ui.pages.bring_back_sheet import BringBackSheet
from ui.pages.damage_sheet import DamageSheet
from ui.pages.move_sheet import MoveSheet
from ui.pages.restore_sheet import RestoreSheet
from ui.pages.unpack_sheet import UnpackSheet
from ui.viewmodels.closed_work import Outcome
from ui.widgets.done_sheet import DoneSheet

pytestmark = pytest.mark.usefixtures("as_usual")

SCREEN = (1024, 600)
SIZES = (100, 200)
LONG = "Community midwives learn from each other across the lake and far beyond its shores"
SENTENCES = (
    "One page of the library cannot be read: the disk gave back something else.",
    "Everything else was read and is whole.",
    "Restore a backup when you can.",
)


@pytest.fixture(params=tuple(i18n.LANGUAGES))
def full(request: pytest.FixtureRequest, qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    """A library with two backups, after which much was changed."""
    desk = Desk(qtbot, tmp_path / "library", Settings(language=request.param, theme="light"))
    desk.window.resize(*SCREEN)
    desk.new_story()
    tell(desk, LONG)
    back_up(desk)
    tell(desk, f"{LONG}, as it is today")
    back_up(desk)
    tell(desk, "Rice")
    yield desk
    desk.close()


def _settled() -> None:
    for _turn in range(4):
        QApplication.processEvents()


def _seen(name: str, size: int, widget: QWidget) -> list[str]:
    _settled()
    found = [f"{name}, {size} %: {one}" for one in clipped(widget)]
    found += [f"{name}, {size} %: no name: {one}" for one in unnamed(widget)]
    wide, high = widget.window().size().toTuple()
    if wide > SCREEN[0] or high > SCREEN[1]:
        found.append(f"{name}, {size} %: {wide} x {high}")
    return found


def _sheets(desk: Desk, tmp_path: Path) -> Iterator[tuple[str, Any]]:
    page, oldest = page_of(desk), backups_of(desk).every[-1]
    page._bring_back(oldest)  # noqa: SLF001 - as its button does
    yield "bring back", sheet(desk, BringBackSheet)
    page._restore(oldest)  # noqa: SLF001
    yield "restore", sheet(desk, RestoreSheet)
    yield "remove", BackupRemovalSheet(desk.window, oldest)
    page.move_library()
    move = sheet(desk, MoveSheet)
    move.lock.setChecked(True)
    yield "move", move
    page.archive()
    done = sheet(desk, MoveSheet)
    done.packing.moves = True
    done.packing.write(tmp_path, "", Settings())
    desk.wait(lambda: done.packing.state == "done" and desk.quiet())
    yield "moved", done
    target = done.packing.target
    assert target is not None
    unpacking = UnpackSheet(desk.window, desk.program.tasks, desk.window.errands, target)
    unpacking.show()
    desk.wait(lambda: unpacking.archive is not None)
    yield "unpack", unpacking
    damage = Damage("content", ((desk.shelf.editor.case_id, LONG),) * 3, 3, SENTENCES)
    yield "damage", DamageSheet(desk.window, damage, backups_of(desk), None)
    outcome = Outcome(tmp_path, LONG, (("history", "muted", LONG), ("library", "green", LONG)))
    yield "done", DoneSheet(desk.window, outcome)
    yield "key", KeySheet(desk.window, desk.program.tasks, lambda _password: None)  # type: ignore[arg-type,return-value]


def test_the_page_and_the_foot_fit(full: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backups_of(full), "nudges", lambda _day: True)
    page, watching, found = page_of(full), full.shelf.watching, []
    watching.low_disk.emit(150 * 1024 * 1024)
    for size in SIZES:
        full.window.change_settings(text_size=size)
        full.window.go_to("backups")
        for card in page.cards.values():
            card.open()
        full.wait(full.quiet)
        found += _seen("backups", size, full.window)
    gone = FileGone("The library is not there any more.", advice="Put it back where it was.")
    watching.unwritable.emit(gone)
    for size in SIZES:
        full.window.change_settings(text_size=size)
        full.window.go_to("bin")
        found += _seen("gone", size, full.window)

    assert found == []
    assert full.window.size().toTuple() == SCREEN


@pytest.mark.timeout(120)
def test_every_sheet_fits(full: Desk, tmp_path: Path) -> None:
    found: list[str] = []
    for size in (100, 140):
        full.window.change_settings(text_size=size)
        for name, dialog in _sheets(full, tmp_path):
            dialog.show()
            full.wait(full.quiet)
            found += _seen(name, size, dialog)
            dialog.close()
            _settled()

    assert found == []


@pytest.mark.parametrize("language", tuple(i18n.LANGUAGES))
def test_trouble_fits(qtbot: QtBot, tmp_path: Path, language: str) -> None:
    told(qtbot, tmp_path / "library", LONG, backup=True)
    spoil(tmp_path / "library")
    here = Locked(qtbot, tmp_path / "library", Settings(language=language, theme="light"))
    window = here.program.window
    window.resize(*SCREEN)
    here.wait(lambda: "restore" in here.ways)
    found: list[str] = []
    for size in SIZES:
        window.change_settings(text_size=size)
        window.go_to("start")
        found += _seen("trouble", size, window)
        window.go_to("backups")
        here.wait(lambda: not here.program.tasks.busy)
        found += _seen("backups without a library", size, window)

    assert found == []
    assert window.size().toTuple() == SCREEN
    here.close()


def test_tab_reaches_every_way_out(qtbot: QtBot, tmp_path: Path) -> None:
    told(qtbot, tmp_path / "library", LONG, backup=True)
    spoil(tmp_path / "library")
    here = Locked(qtbot, tmp_path / "library")
    here.wait(lambda: "restore" in here.ways)
    here.activate()
    first = here.page.trouble.buttons["restore"]
    here.wait(lambda: QApplication.focusWidget() is first)

    reached = round_trip(first)

    assert set(here.page.trouble.buttons.values()) <= set(reached)
    assert reached.index(first) < reached.index(here.page.trouble.buttons["rescue"])
    here.close()


@pytest.mark.parametrize("full", ["en"], indirect=True)
def test_tab_goes_round_the_backups(full: Desk) -> None:
    full.activate()
    page = page_of(full)
    card = list(page.cards.values())[-1]
    card.open()
    page.now.setFocus()
    full.wait(lambda: QApplication.focusWidget() is page.now)

    reached = set(round_trip(page.now))

    assert {
        card.head,
        *card.buttons.values(),
        page.move_away,
        page.archive_all,
        page.back,
    } <= reached
