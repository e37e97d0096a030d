"""What a facilitator does in the place for what needs a person."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from ssc_desktop import services
from tests.disputes import Dispute
from tests.ui.driving import Desk
from ui.pages.needs_you_page import NeedsYouPage
from ui.viewmodels.matter import Line

Sit = Callable[[Dispute], Desk]
"""Opens the window of the facilitator, on a library in which people disagree."""


def page_of(desk: Desk) -> NeedsYouPage:
    """The place for what needs a person, shown."""
    page = desk.window.page("needs_you")
    assert isinstance(page, NeedsYouPage)
    return page


def lines(desk: Desk) -> list[Line]:
    """The lines that are shown."""
    return list(page_of(desk).settling.matters.lines)


def shown(desk: Desk) -> Any:
    """The one thing that is looked at."""
    return page_of(desk).pages.currentWidget()


def look_at(desk: Desk, *path: str) -> Any:
    """Choose the line of an answer, as one does with Enter."""
    page = page_of(desk)
    line = next(one for one in lines(desk) if one.path == path)
    page.list.setCurrentIndex(page.settling.matters.index(page.settling.matters.row_of(line)))
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    return turned(desk)


def turned(desk: Desk) -> Any:
    """What is looked at, once it is there."""
    page = page_of(desk)
    desk.wait(lambda: shown(desk) is not page._list and desk.quiet())  # noqa: SLF001
    QApplication.processEvents()
    return shown(desk)


def press(desk: Desk, keys: str) -> None:
    """Press keys where the keyboard is, and wait until all is done."""
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClicks(target, keys)
    desk.wait(desk.quiet)


def told(desk: Desk, *path: str) -> Any:
    """What the library says at `path` of the first story, and whether it is in conflict."""
    found: list[Any] = []

    def look(library: Any) -> None:
        story = services.cases.listing(library, services.answers.Query()).summaries[0]
        opened = services.cases.opened(library, story.id)
        found.append((getattr(opened.case, path[0]), "/".join(path) in opened.conflicts))

    desk.program.tasks.run(look)
    desk.wait(lambda: bool(found))
    return found[0]


def words(widget: QWidget) -> str:
    """Everything that labels in a widget say."""
    QApplication.processEvents()
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget))


def look_again(desk: Desk, *path: str) -> Any:
    """Back to the list, then to another line."""
    shown(desk).back.click()
    return look_at(desk, *path)
