"""The place to share and collect when it is full: room for every word, a name for every stop."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ssc_desktop import i18n
from ssc_desktop.settings import Settings
from tests.ui.driving import Desk
from tests.ui.looking import clipped, focusable, name_of, round_trip, unnamed
from tests.ui.others import Other, Others
from tests.ui.test_stray_windows import StrayWatch
from ui.widgets.fold_card import FoldCard

pytestmark = pytest.mark.usefixtures("as_usual")

SCREEN = (1024, 600)
LONG = "Ghana Health Service, Volta Region, Directorate for Community Midwives and Outreach"


class Full:
    """A window in which everything of this place has something to show."""

    def __init__(self, desk: Desk, others: Others, folder: Path) -> None:
        self.desk, self.folder = desk, folder
        self.amina = others.person("Amina Wanjiru", "Rice from China in Uganda")
        self.long = others.person(LONG, "Community midwives learn from each other across the lake")
        self.nadia = others.person("Nadia", "Cotton")
        self._collect()

    def _collect(self) -> None:
        desk = self.desk
        desk.look_at(self.nadia.invite(self.folder / "i.sscz", "Nairobi 2026", laptops=41))
        desk.sharing().invited.join.click()
        desk.wait(lambda: desk.collecting.joined and desk.quiet())
        desk.collecting.forget()
        desk.look_at(self._sent(self.amina, "a"), self._sent(self.long, "b"))
        desk.collecting.answer([self.amina.id], "agreed")
        desk.sharing().coming.take.click()
        desk.wait(lambda: desk.collecting.state == "done" and desk.quiet())

    def _sent(self, other: Other, name: str, **wish: str) -> Path:
        ending = ".sscz.age" if wish else ".sscz"
        return other.bundle(self.folder / f"{name}{ending}", **wish)

    def result(self) -> QWidget:
        """What came in."""
        return self.desk.sharing()

    def coming(self) -> QWidget:
        """Bundles of which one is locked, one refused, one new."""
        wrong = self.folder / "holiday.sscz"
        wrong.write_bytes(b"not a bundle at all")
        locked = self._sent(self.amina, "locked", passphrase="rain boat ladder seven")
        self.desk.look_at(wrong, locked, self.folder / "b.sscz", self._sent(self.nadia, "n"))
        return self.desk.sharing()

    def undone(self) -> QWidget:
        """What came in, taken back."""
        if self.desk.collecting.state == "done" and self.desk.collecting.undone is None:
            self.desk.sharing().result.undo.click()
            self.desk.wait(lambda: self.desk.collecting.undone is not None and self.desk.quiet())
        return self.desk.sharing()

    def front(self) -> QWidget:
        """Both cards, and what stands under them."""
        self.desk.collecting.forget()
        self.desk.sharing().front.show_made("The bundle is ready: rice.sscz, 1 story.", ("Held.",))
        return self.desk.sharing()

    def part(self, name: str) -> Callable[[], QWidget]:
        """A part with all its cards open."""

        def opening() -> QWidget:
            page = self.desk.window.page(name)
            self.desk.wait(self.desk.quiet)
            for card in page.findChildren(FoldCard):
                card.open()
            return page

        return opening

    def states(self) -> dict[str, Callable[[], QWidget]]:
        """Everything there is to see, in an order in which it can be shown."""
        parts = {name: self.part(name) for name in
                 ("inbox", "laptops", "station", "computers", "activity")}  # fmt: skip
        once = {"result": self.result, "undone": self.undone}
        known = self.desk.collecting.result is not None
        return {**(once if known else {}), **parts, "coming": self.coming, "front": self.front}


@pytest.fixture
def full(
    request: pytest.FixtureRequest, qtbot: QtBot, tmp_path: Path, others: Others
) -> Iterator[Full]:
    language = getattr(request, "param", "en")
    made = Desk(qtbot, tmp_path / "library",
                Settings(language=language, theme="light", role="facilitator"))  # fmt: skip
    made.window.resize(*SCREEN)
    yield Full(made, others, tmp_path)
    made.close()


def _settled() -> None:
    for _turn in range(4):
        QApplication.processEvents()


def _sideways(page: QWidget, window: QWidget) -> list[str]:
    """What stands beyond the window's edge."""
    edge = QRect(0, 0, window.width(), 100_000)
    beyond = []
    for one in focusable(page):
        place = QRect(one.mapTo(window, one.rect().topLeft()), one.size())
        if place.left() < edge.left() or place.right() > edge.right():
            beyond.append(f"{type(one).__name__} {name_of(one)} {place.getRect()}")
    return beyond


@pytest.mark.parametrize("full", tuple(i18n.LANGUAGES), indirect=True)
@pytest.mark.timeout(180)
def test_everything_has_room_and_a_name(full: Full) -> None:
    window = full.desk.window
    found: list[str] = []
    for size in (200, 100):
        window.change_settings(text_size=size)
        for state, opening in full.states().items():
            page = opening()
            full.desk.wait(full.desk.quiet)
            _settled()
            found += [f"{state}, {size} %: {one}" for one in clipped(page)]
            found += [f"{state}, {size} %: no name: {one}" for one in unnamed(page)]
            found += [f"{state}, {size} %: beyond: {one}" for one in _sideways(page, window)]

    assert found == []
    assert window.size().toTuple() == SCREEN


def test_nothing_is_a_window_of_its_own(qtbot: QtBot, tmp_path: Path, others: Others) -> None:
    watch, app = StrayWatch(), QApplication.instance()
    assert app is not None
    app.installEventFilter(watch)
    desk = Desk(qtbot, tmp_path / "library", Settings(language="en", role="facilitator"))

    for opening in Full(desk, others, tmp_path).states().values():
        opening()
    desk.wait(desk.quiet)
    app.removeEventFilter(watch)

    desk.close()
    assert watch.seen == {}


def test_tab_goes_round_a_summary(full: Full) -> None:
    full.desk.activate()
    full.coming()
    first = full.desk.sharing().coming.take
    first.setFocus()
    full.desk.wait(lambda: QApplication.focusWidget() is first)

    reached = set(round_trip(first))

    cards = full.desk.sharing().coming.cards.values()
    assert {card.check for card in cards} <= reached
    assert {card.head for card in cards} <= reached
    assert full.desk.sharing().coming.cancel in reached
