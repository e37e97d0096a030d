"""Backups and damage of a library with a password: asked for where it is needed, nowhere else."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from ssc_desktop import services
from ssc_desktop.store import key_slots
from tests.ui.driving import Desk
from tests.ui.test_backups import back_up, backups_of, page_of, sheet, tell
from tests.ui.test_trouble import spoil
from tests.ui.visiting import PASSWORD, Visit
from ui.pages.asking_key import KeySheet
from ui.pages.bring_back_sheet import BringBackSheet
from ui.pages.restore_sheet import RestoreSheet
from ui.pages.start_page import StartPage
from ui.widgets.done_sheet import DoneSheet


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A protected library with a story."""
    folder = tmp_path_factory.mktemp("protected") / "Kisumu"
    library = services.libraries.opened(folder, config=folder.parent / "config")
    services.cases.created(library, "en", {"title": "As it was yesterday"})
    library.close()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(key_slots, "_WORK", 10)  # guessing is cheap in a test
        services.protecting.protect(folder, PASSWORD)
    return folder


@pytest.fixture
def visit(qtbot: QtBot, made: Path, tmp_path: Path) -> Iterator[Visit]:
    folder = tmp_path / "Kisumu"
    shutil.copytree(made, folder)
    visiting = Visit(qtbot, folder)
    yield visiting
    visiting.close()


def _enter_next(visit: Visit) -> None:
    """Wait for the door of the library that is opened next, and open it."""
    visit.wait(lambda: visit.program.guard.door is not None)
    visit.enter()


def _password(visit: Visit) -> None:
    asked: Any = sheet_of(visit, KeySheet)
    asked.line.line.setText("something else")
    asked.yes.click()
    visit.wait(asked.trouble.isVisible)
    assert asked.isVisible(), "a wrong password ends nothing"
    asked.line.line.setText(PASSWORD)
    asked.yes.click()


def sheet_of(desk: Desk, kind: type) -> Any:
    desk.wait(lambda: any(isinstance(one, kind) for one in desk.answers.asked))
    return [one for one in desk.answers.asked if isinstance(one, kind)][-1]


def test_stories_and_libraries_come_back_without_asking_where_it_is_open(visit: Visit) -> None:
    visit.enter()
    back_up(visit)
    assert backups_of(visit).every[0].protected
    tell(visit, "As it is today")
    page = page_of(visit)
    page._bring_back(backups_of(visit).every[0])  # noqa: SLF001 - as its button does
    some = sheet(visit, BringBackSheet)
    visit.wait(lambda: bool(some.checks))
    some.no.click()

    page._restore(backups_of(visit).every[0])  # noqa: SLF001
    visit.wait(lambda: any(isinstance(one, RestoreSheet) for one in visit.answers.asked))
    sheet(visit, RestoreSheet).yes.click()
    _enter_next(visit)

    assert [one.title for one in visit.shelf.stories.summaries] == ["As it was yesterday"]
    assert not any(isinstance(one, KeySheet) for one in visit.answers.asked)
    assert "as it was on" in sheet_of(visit, DoneSheet).head.text()


@pytest.mark.parametrize("way", ["restore", "rescue"])
def test_a_damaged_one_is_restored_and_rescued_with_its_password(
    qtbot: QtBot, made: Path, tmp_path: Path, way: str
) -> None:
    folder = tmp_path / "Kisumu"
    shutil.copytree(made, folder)
    visit = Visit(qtbot, folder)
    visit.enter()
    back_up(visit)
    visit.close()
    spoil(folder)

    visit = Visit(qtbot, folder)
    visit.type_password()
    visit.wait(lambda: visit.window.locked_out and not visit.program.tasks.busy)
    page = visit.window.page("start")
    assert isinstance(page, StartPage)
    visit.wait(lambda: "restore" in page.trouble.buttons)
    page.trouble.buttons[way].click()
    _password(visit)
    _enter_next(visit)

    assert [one.title for one in visit.shelf.stories.summaries] == ["As it was yesterday"]
    visit.close()
