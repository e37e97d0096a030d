"""Backups and the ways out of a broken library: their words are whole in the largest text."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ssc_desktop import i18n
from ssc_desktop.errors import LibraryDamaged
from ssc_desktop.services import backing_up
from ssc_desktop.services.backing_up import Backup
from tests.laptops import Laptop
from ui.pages.start_trouble import TroubleBox
from ui.speech import Speech
from ui.tasks import Tasks
from ui.theme.look import look
from ui.widgets.backup_card import BackupCard
from ui.widgets.chip import chip_width

pytestmark = pytest.mark.usefixtures("as_usual")


def _backed_up(folder: Path, reason: str) -> Backup:
    laptop = Laptop(folder)
    laptop.add(title="Fish")
    made = backing_up.make(laptop.library, reason)
    laptop.library.close()
    return made


def _shown(qtbot: QtBot, widget: QWidget, wide: int) -> QWidget:
    holder = QWidget()
    down = QVBoxLayout(holder)
    down.setContentsMargins(0, 0, 0, 0)
    down.addWidget(widget)
    down.addStretch(1)
    qtbot.addWidget(holder)
    holder.resize(wide, 500)
    holder.show()
    for _turn in range(3):
        QApplication.processEvents()
    return holder


@pytest.mark.parametrize("size", [100, 200])
@pytest.mark.parametrize("language", tuple(i18n.LANGUAGES))
def test_whether_a_backup_was_checked_is_never_cut(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, language: str, size: int
) -> None:
    made = _backed_up(tmp_path, "before-restore")
    look.apply(qapp, "light", size)
    Speech(qapp).speak(language)

    card = BackupCard(made, library_open=True)
    holder = _shown(qtbot, card, 740)

    assert card.chip.isVisible()
    assert card.chip.width() >= chip_width(card.chip.text), f"{card.chip.text} is cut"
    assert holder.width() == card.width() == 740, "nothing stands outside the window"


@pytest.mark.parametrize("size", [100, 200])
@pytest.mark.parametrize("language", tuple(i18n.LANGUAGES))
def test_the_ways_out_of_a_broken_library_fit(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, language: str, size: int
) -> None:
    made = _backed_up(tmp_path, "asked")
    look.apply(qapp, "light", size)
    Speech(qapp).speak(language)

    box = TroubleBox(Tasks(qapp), made.path.parents[1])
    box.show_error(LibraryDamaged("Damaged.", advice="Restore."))
    qtbot.waitUntil(lambda: box.newest is not None, timeout=5000)
    holder = _shown(qtbot, box, 940)

    assert holder.width() == box.width() == 940, "nothing stands outside the window"
    assert "\n" not in box.buttons["restore"].accessibleName()
