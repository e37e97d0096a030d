"""The place to share and collect: its parts, one of which is shown."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from ssc_desktop.i18n import N_, _
from ui.overriding import override
from ui.theme.look import look
from ui.widgets.mirroring import margins
from ui.widgets.speaking import Speaking, plain_label
from ui.widgets.tabs import SIDE, Tabs

if TYPE_CHECKING:
    from ssc_desktop.settings import Settings

PARTS = {
    "bundles": N_("Give and take"),
    "inbox": N_("Waiting"),
    "laptops": N_("Laptops"),
    "station": N_("Collect station"),
    "computers": N_("Computers"),
    "activity": N_("What happened"),
}
"""The parts by the names of their places, in the order in which they stand."""
_LOW = 400
_FACILITATOR = {"laptops", "station"}
"""What an author is not shown before asking for it."""

Maker = Callable[[], QWidget]


class SharePage(Speaking, QWidget):
    """A head with tabs; each part is made when it is first shown."""

    def __init__(self, makers: dict[str, Maker]) -> None:
        super().__init__()
        self._makers = makers
        self._parts: dict[str, QWidget] = {}
        self._counts: dict[str, int] = {}
        self._role = ""
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        self._head = QVBoxLayout()
        self._head.setSpacing(look.px(8))
        self._title = plain_label("title")
        self.tabs = Tabs()
        for name in PARTS:
            self.tabs.add(name)
        self.tabs.chosen.connect(self.show_part)
        self._head.addWidget(self._title)
        self._head.addWidget(self.tabs)
        down.addLayout(self._head)
        line = QFrame()
        line.setProperty("role", "line")
        down.addWidget(line)
        self.stack = QStackedWidget()
        down.addWidget(self.stack, 1)
        self.say(self._say_words)

    @property
    def shown(self) -> str:
        """The name of the part that is shown."""
        return self.tabs.shown

    def held(self, name: str) -> QWidget | None:
        """A part that was made already."""
        return self._parts.get(name)

    def show_part(self, name: str) -> QWidget:
        """Show a part; it is made where it was not yet."""
        if name not in self._parts:
            self._parts[name] = self._makers[name]()
            self.stack.addWidget(self._parts[name])
        self.tabs.mark(name)
        self._show_tabs()
        self.stack.setCurrentWidget(self._parts[name])
        return self._parts[name]

    def show_count(self, name: str, count: int) -> None:
        """Say how many things wait in a part."""
        self._counts[name] = count
        self._say_words()

    def show_settings(self, settings: "Settings") -> None:
        """Show what fits what the person does here."""
        self._role = settings.role
        self._show_tabs()

    def _show_tabs(self) -> None:
        for name, tab in self.tabs.buttons.items():
            for_all = name not in _FACILITATOR or self._role == "facilitator"
            tab.setVisible(for_all or name == self.shown)

    def _say_words(self) -> None:
        self._title.setText(_("Share and collect"))
        for name, words in PARTS.items():
            self.tabs.buttons[name].say(_(words), self._counts.get(name, 0))
        self._set_margins()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._set_margins()
        super().resizeEvent(event)

    def _set_margins(self) -> None:
        side = look.edge(self.width())
        low = self.height() < look.px(_LOW)
        self._title.setVisible(not low)  # the rail says it too, and what is shown needs the room
        top = look.px(6 if low else 24)
        self._head.setContentsMargins(margins(self, side - look.px(SIDE), top, side, 0))
        self._title.setIndent(look.px(SIDE))  # the word of the first tab stands under it
