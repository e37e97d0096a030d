"""Removing a backup in the window: words that were withdrawn may be in it."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ssc_desktop import services
from tests.ui.driving import Desk
from tests.ui.looking import clipped, unnamed
from tests.ui.test_backups import back_up, backups_of, page_of, sheet, tell
from tests.ui.test_trouble import Locked, spoil
from tests.ui.test_trouble import told as told_library
from ui.pages.backup_removal_sheet import BackupRemovalSheet
from ui.pages.backups_page import BackupsPage
from ui.widgets.backup_card import BackupCard


def two_backups(desk: Desk) -> tuple[BackupCard, BackupCard]:
    """Two backups of a story; their cards, opened, the newest first."""
    tell(desk, "With a name that was withdrawn")
    back_up(desk)
    tell(desk, "Without it")
    back_up(desk)
    cards = page_of(desk).cards
    newest, oldest = (cards[one.path.name] for one in backups_of(desk).every)
    for card in (newest, oldest):
        card.open()
    return newest, oldest


def asked(desk: Desk, card: BackupCard) -> BackupRemovalSheet:
    card.buttons["remove"].click()
    found: BackupRemovalSheet = sheet(desk, BackupRemovalSheet)
    return found


def kept(folder: Path) -> list[Path]:
    return [one.path for one in services.backing_up.every(folder)]


def test_an_older_backup_is_removed_for_good_after_a_question(story: Desk, tmp_path: Path) -> None:
    newest, oldest = two_backups(story)

    question = asked(story, oldest)
    assert "cannot be undone" in question._warning.words.text()  # noqa: SLF001 - what is read
    assert clipped(question) == [] and unnamed(question) == []
    question.yes.click()
    story.wait(lambda: len(backups_of(story).every) == 1 and story.quiet())

    assert kept(tmp_path / "library") == [newest.backup.path]
    assert list(page_of(story).cards.values()) == [newest]


def test_the_newest_good_backup_cannot_be_removed(story: Desk) -> None:
    newest, oldest = two_backups(story)

    assert oldest.buttons["remove"].isVisible()
    assert not newest.buttons["remove"].isVisible()
    backups_of(story).remove(newest.backup)
    story.wait(story.quiet)

    assert newest.backup.path.exists()


def test_enter_and_esc_keep_a_backup(story: Desk, tmp_path: Path) -> None:
    story.activate()
    _newest, oldest = two_backups(story)

    for key in (Qt.Key.Key_Return, Qt.Key.Key_Escape):
        question = asked(story, oldest)
        story.wait(question.no.hasFocus)
        QTest.keyClick(question.no, key)
        story.wait(story.quiet)

    assert len(kept(tmp_path / "library")) == 2


def test_the_keyboard_stays_on_the_page_when_a_backup_went(story: Desk) -> None:
    story.activate()
    _newest, oldest = two_backups(story)
    oldest.buttons["remove"].setFocus()

    asked(story, oldest).yes.click()
    story.wait(lambda: len(backups_of(story).every) == 1 and story.quiet())

    assert story.window.focusWidget() is page_of(story).now


def test_of_a_damaged_library_no_backup_is_removed(qtbot: QtBot, tmp_path: Path) -> None:
    told_library(qtbot, tmp_path / "library", "Rice", backup=True)
    spoil(tmp_path / "library")
    here = Locked(qtbot, tmp_path / "library")
    here.wait(lambda: "restore" in here.ways)
    page = here.program.window.page("backups")
    assert isinstance(page, BackupsPage)
    here.wait(lambda: bool(page.cards))
    card = next(iter(page.cards.values()))
    card.open()

    assert list(card.buttons) == ["restore", "copy"]
    here.close()
