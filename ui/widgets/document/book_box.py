"""What a book has that no other document has: a title, a foreword, stories told in full."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ssc_desktop.i18n import N_, _
from ui.theme.look import look
from ui.viewmodels import document as words
from ui.widgets.check import Check
from ui.widgets.cleared import clear
from ui.widgets.document.asked import Choice, Written
from ui.widgets.mirroring import leading_margins

if TYPE_CHECKING:
    from ssc_desktop.services.leaving import StoryLeaving
    from ui.viewmodels.document import Order

_NONE, _ALL, _SOME = "none", "all", "some"
_WHICH = ((_NONE, N_("None")), (_ALL, N_("All")), (_SOME, N_("Some…")))
_MANY = 100
"""From so many stories on, a book in one file is hard to open."""

Change = Callable[..., None]


class BookBox(QWidget):
    """Its answers go into the order at once."""

    changed = Signal()

    def __init__(self, change: Change) -> None:
        super().__init__()
        self._change = change
        self._titles: dict[str, str] = {}
        self._ticks: dict[str, Check] = {}
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(look.px(12))
        self.title = Written(N_("Title of the book"))
        self.full = Choice(N_("Stories told in full"), [(one, _(said)) for one, said in _WHICH])
        self.full.tell(_("Every story has a page of its own. Some can be told whole after it."))
        self.foreword = Written(N_("Foreword"), several=True)
        self.participants = Written(N_("Who took part"), several=True)
        self.participants.tell(_("One on each line. Left empty, the organisations of the stories "
                                 "stand there."))  # fmt: skip
        numbers = [(one, _(said)) for one, said in words.PAGE_NUMBERS.items()]
        self.numbers = Choice(N_("Page numbers in the contents"), numbers)
        self.volumes = Check()
        self.volumes.show_words(_("Several volumes, where one file would be too large to open"))
        for part in (self.title, self.full, self._list(), self.foreword, self.participants,
                     self.numbers, self.volumes):  # fmt: skip
            down.addWidget(part)
        self._connect()

    def _connect(self) -> None:
        change = self._change
        self.title.changed.connect(lambda text: change(title=text))
        self.foreword.changed.connect(lambda text: change(foreword=text))
        self.participants.changed.connect(lambda text: change(participants=text))
        self.volumes.clicked.connect(lambda: change(volumes=self.volumes.isChecked()))
        self.full.chosen.connect(self._on_full)
        self.numbers.chosen.connect(self._on_numbers)

    def _list(self) -> QFrame:
        self.list = QFrame()
        self.list.setProperty("role", "well")
        self._rows = QVBoxLayout(self.list)
        leading_margins(self._rows, look.px(8), look.px(6), look.px(8), look.px(6))
        self._rows.setSpacing(0)
        self.list.hide()
        return self.list

    def show_order(self, order: "Order") -> None:
        """Show what is wanted; called once."""
        self.title.show_text(order.title)
        self.foreword.show_text(order.foreword)
        self.participants.show_text(order.participants)
        self.full.show_code(_NONE)
        self.numbers.show_code(order.page_numbers)
        self._tell_numbers(order.page_numbers)
        self.volumes.setChecked(order.volumes)
        self.volumes.setVisible(len(order.ids) >= _MANY)

    def show_stories(self, stories: "tuple[StoryLeaving, ...]") -> None:
        """Offer the stories that go."""
        titles = {one.id: one.title for one in stories if one.goes}
        if titles != self._titles:
            self._titles = titles
            clear(self._rows)
            self._ticks = {}
            self._on_full(self.full.segments.code)

    def _on_full(self, which: object) -> None:
        some = which == _SOME
        if some and not self._ticks:
            for story, title in self._titles.items():
                tick = Check()
                tick.show_words(title)
                tick.clicked.connect(self._on_tick)
                self._rows.addWidget(tick)
                self._ticks[story] = tick
        self.list.setVisible(some)
        if some:
            self._on_tick()
        else:
            self._change(full=frozenset(self._titles if which == _ALL else ()))

    def _on_tick(self) -> None:
        self._change(full=frozenset(one for one, tick in self._ticks.items() if tick.isChecked()))

    def _on_numbers(self, numbers: str) -> None:
        self._tell_numbers(numbers)
        self._change(page_numbers=numbers)

    def _tell_numbers(self, numbers: str) -> None:
        self.numbers.tell(_(words.PAGE_NUMBER_NOTES[numbers]))
