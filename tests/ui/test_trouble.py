"""A library that cannot be opened: what the start screen says, and every way out of it."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ssc_desktop import services
from ssc_desktop.errors import Cancelled
from ssc_desktop.settings import Settings
from tests.ui.driving import Desk
from tests.ui.others import Others
from ui.pages.start_page import StartPage
from ui.viewmodels.closed_work import ClosedWork, Outcome
from ui.widgets.done_sheet import DoneSheet


class Locked(Desk):
    """The window on a library that cannot be opened."""

    def arrive(self) -> None:
        """Wait until the start screen says so."""
        self.wait(lambda: self.window.locked_out and not self.program.tasks.busy)

    @property
    def page(self) -> StartPage:
        page = self.window.page("start")
        assert isinstance(page, StartPage)
        return page

    @property
    def ways(self) -> list[str]:
        """The ways out, in their order."""
        return list(self.page.trouble.buttons)

    def go(self, way: str) -> None:
        self.page.trouble.buttons[way].click()

    def titles(self) -> set[str]:
        """What the library that is open lists."""
        return {one.title for one in self.shelf.stories.summaries}

    def told(self) -> str:
        """What came of it, as the sheet says."""
        self.wait(lambda: any(isinstance(one, DoneSheet) for one in self.answers.asked))
        sheet = next(one for one in self.answers.asked if isinstance(one, DoneSheet))
        return "\n".join((sheet.head.text(), *sheet.facts.said))


Lock = Callable[..., Locked]


@pytest.fixture
def locked(qtbot: QtBot, tmp_path: Path) -> Iterator[Lock]:
    made: list[Locked] = []

    def sit_down(settings: Settings | None = None, folder: Path | None = None) -> Locked:
        made.append(Locked(qtbot, folder or tmp_path / "library", settings))
        return made[-1]

    yield sit_down
    for one in made:
        one.close()


def told(qtbot: QtBot, folder: Path, *titles: str, backup: bool = False) -> None:
    """A library with stories; then perhaps a backup."""
    desk = Desk(qtbot, folder)
    for title in titles:
        desk.new_story()
        desk.type_into(title, "title")
        desk.rest()
    if backup:
        desk.window.places.backups.back_up()
        desk.wait(lambda: desk.window.places.backups.newest is not None and desk.quiet())
    desk.close()


def spoil(folder: Path) -> None:
    """Write nonsense over the beginning of the database."""
    with (folder / "library.sqlite").open("r+b") as stream:
        stream.write(os.urandom(4096))


@pytest.fixture
def damaged(qtbot: QtBot, tmp_path: Path, locked: Lock) -> Locked:
    """The window on a damaged library, of which there is a backup."""
    told(qtbot, tmp_path / "library", "Rice and fish", backup=True)
    spoil(tmp_path / "library")
    here = locked()
    here.wait(lambda: "restore" in here.ways)
    return here


def test_a_damaged_library_offers_its_backup_first_and_restores_it(damaged: Locked) -> None:
    assert damaged.ways[:2] == ["restore", "rescue"]
    assert "(1 story, checked)" in damaged.page.trouble.buttons["restore"].text()
    assert "not lost" in damaged.page.trouble.more.text()

    damaged.go("restore")
    damaged.wait_open()

    assert damaged.titles() == {"Rice and fish"}
    assert "Your library is as it was on" in damaged.told()
    backups = damaged.window.places.backups
    damaged.wait(lambda: len(backups.every) == 2)
    assert not backups.every[0].verified_at, "the damaged one is kept as well"
    assert damaged.window.footer.backup.text().endswith("checked"), "and is no good copy"


def test_what_can_be_read_is_saved_in_a_new_library(
    qtbot: QtBot, tmp_path: Path, locked: Lock
) -> None:
    told(qtbot, tmp_path / "library", "Rice and fish", "Cotton that travels")
    spoil(tmp_path / "library")
    before = (tmp_path / "library" / "library.sqlite").read_bytes()
    here = locked()

    assert here.ways[0] == "rescue"
    here.go("rescue")
    here.wait_open()

    assert here.titles() == {"Rice and fish", "Cotton that travels"}
    assert "2 stories were saved." in here.told()
    assert "is kept as it is in" in here.told()
    assert (tmp_path / "library" / "library.sqlite").read_bytes() == before


def test_an_empty_database_is_never_taken_for_a_new_library(
    qtbot: QtBot, tmp_path: Path, locked: Lock
) -> None:
    told(qtbot, tmp_path / "library", "Rice and fish", backup=True)
    (tmp_path / "library" / "library.sqlite").write_bytes(b"")

    here = locked()
    here.wait(lambda: "restore" in here.ways)
    assert "rescue" not in here.ways, "there is nothing to be read"
    assert here.page.trouble.more.text() == "Restore the newest backup; nothing was changed."
    here.go("restore")
    here.wait_open()

    assert here.titles() == {"Rice and fish"}


def test_of_an_empty_database_without_backups_the_other_ways_are_shown(
    qtbot: QtBot, tmp_path: Path, locked: Lock
) -> None:
    told(qtbot, tmp_path / "library", "Rice and fish")
    (tmp_path / "library" / "library.sqlite").write_bytes(b"")

    here = locked()

    assert here.ways == ["again", "open", "show"]
    assert "ask colleagues for bundles" in here.page.trouble.more.text()


def test_a_library_on_a_stick_that_is_not_in_is_waited_for(
    qtbot: QtBot, tmp_path: Path, locked: Lock
) -> None:
    folder, away = tmp_path / "library", tmp_path / "away"
    told(qtbot, folder, "Rice and fish")
    folder.rename(away)
    here = locked(Settings(language="en", theme="light", libraries=(str(folder),)))

    assert not folder.exists(), "an empty library was begun in its place"
    assert here.ways[0] == "again" and "show" not in here.ways
    here.go("again")
    here.arrive()

    away.rename(folder)
    here.go("again")
    here.wait_open()
    assert here.titles() == {"Rice and fish"}


def test_a_library_that_is_gone_for_good_can_be_begun_anew(tmp_path: Path, locked: Lock) -> None:
    folder = tmp_path / "library"
    here = locked(Settings(language="en", theme="light", libraries=(str(folder),)))

    here.go("anew")
    here.wait_open()

    assert here.titles() == set()
    assert services.known.holds_library(folder)


def test_a_library_that_is_open_elsewhere_is_said_to_be_safe(
    qtbot: QtBot, tmp_path: Path, locked: Lock
) -> None:
    told(qtbot, tmp_path / "library", "Rice and fish")
    other = services.libraries.opened(tmp_path / "library")
    here = locked()

    assert here.ways == ["again", "open"]
    assert "Everything in it is safe" in here.page.trouble.more.text()

    other.close()
    here.go("again")
    here.wait_open()


def test_a_library_of_a_newer_version_is_not_touched(
    qtbot: QtBot, tmp_path: Path, locked: Lock
) -> None:
    told(qtbot, tmp_path / "library", "Rice and fish")
    database = tmp_path / "library" / "library.sqlite"
    held = bytearray(database.read_bytes())
    held[60:64] = (9_999).to_bytes(4, "big")  # where SQLite keeps the number of the schema
    database.write_bytes(held)

    here = locked()

    assert "rescue" not in here.ways
    assert "newer version" in here.page.trouble.words.text()
    assert database.read_bytes() == bytes(held)


def test_a_library_in_a_cloud_folder_is_kept_on_this_computer_instead(
    qtbot: QtBot, tmp_path: Path, locked: Lock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSC_LIBRARY", str(tmp_path / "home" / "library"))
    told(qtbot, tmp_path / "cloud" / "library", "Rice and fish")
    (tmp_path / "cloud" / ".stfolder").mkdir()
    here = locked(folder=tmp_path / "cloud" / "library")

    assert here.ways[0] == "home" and "anyway" not in here.ways
    assert "Syncthing" in here.page.trouble.words.text()

    here.go("home")
    here.wait_open()
    assert here.titles() == {"Rice and fish"}
    assert "on this computer now" in here.told()
    assert services.known.holds_library(tmp_path / "home" / "library")


def test_a_new_library_is_refused_in_a_cloud_folder_before_anything_is_closed(
    qtbot: QtBot, tmp_path: Path
) -> None:
    desk = Desk(qtbot, tmp_path / "library")
    (tmp_path / "cloud").mkdir()
    (tmp_path / "cloud" / ".stfolder").mkdir()
    desk.answers.place = tmp_path / "cloud"
    window = desk.window
    page = window.page("start")
    assert isinstance(page, StartPage)

    page.new.click()

    assert "Syncthing" in desk.answers.said[0]
    assert desk.window is window and desk.shelf.is_ready
    desk.close()


def test_a_library_on_a_stick_is_opened_where_somebody_insists_and_warned_of(
    qtbot: QtBot, tmp_path: Path, locked: Lock, monkeypatch: pytest.MonkeyPatch
) -> None:
    told(qtbot, tmp_path / "library", "Rice and fish")
    stick = services.siting.Site(services.siting.REMOVABLE, "KINGSTON")
    monkeypatch.setattr(services.siting, "site", lambda _folder, _told=None: stick)
    here = locked()
    assert here.ways[:2] == ["home", "anyway"]
    assert "KINGSTON" in here.page.trouble.words.text()

    here.go("anyway")
    here.wait_open()

    assert here.titles() == {"Rice and fish"}
    here.wait(lambda: "lies on a stick" in here.window.toast.text)


def test_restoring_can_be_stopped_and_the_ways_out_are_there_again(damaged: Locked) -> None:
    begins = Event()
    damaged.program.tasks.aside(begins.wait)
    damaged.go("restore")
    assert damaged.page.working.stop.isVisible()
    damaged.page.working.stop.click()
    begins.set()
    damaged.wait(lambda: not damaged.program.tasks.busy)

    damaged.wait(lambda: bool(damaged.page.trouble.ways_shown))
    assert damaged.window.locked_out


def test_esc_leads_back_from_the_backups_where_no_library_is_open(damaged: Locked) -> None:
    window = damaged.window
    damaged.activate()
    page = window.page("backups")
    damaged.wait(lambda: not damaged.program.tasks.busy)

    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert window.places.shown == "start"
    QTest.keyClick(damaged.page, Qt.Key.Key_Escape)

    assert window.places.shown == "start"
    assert damaged.page.isAncestorOf(window.focusWidget()), "the keyboard is where it can be seen"


def test_closing_the_window_ends_the_work_for_which_the_library_is_closed(
    qtbot: QtBot, tmp_path: Path
) -> None:
    desk = Desk(qtbot, tmp_path / "library")
    begun, never, stopped = Event(), Event(), list[bool]()

    def work(_progress: object, stop: Callable[[], bool]) -> None:
        begun.set()
        for _step in range(1_000):
            if stop() or never.wait(0.01):
                break
        stopped.append(stop())
        raise Cancelled

    desk.program.do_closed(
        ClosedWork("Restoring the library…", work, lambda _made: Outcome(tmp_path, ""))
    )
    desk.wait(begun.is_set)
    window = desk.window

    window.close()
    QCoreApplication.processEvents()

    assert stopped == [True]
    assert desk.window is window, "nothing is opened for somebody who leaves"
    desk.close()


def test_what_the_program_was_started_with_is_looked_at_in_the_library_that_opens_in_the_end(
    damaged: Locked, others: Others, tmp_path: Path
) -> None:
    damaged.program.share([others.sent("Bo", "Cotton that travels")])

    with damaged.opening():
        damaged.program.open_library(tmp_path / "another")

    damaged.wait(lambda: damaged.collecting.coming is not None)
