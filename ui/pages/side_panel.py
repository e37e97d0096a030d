"""The side panel of the story pane: pages to read beside what one writes."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from ssc_desktop.i18n import _
from ui.overriding import override
from ui.theme.icons import icon
from ui.theme.look import look
from ui.widgets.flow import FlowLayout
from ui.widgets.speaking import Speaking, icon_button, named

WIDTH = 316
"""How wide the panel is at the usual text size."""


@dataclass
class _Page:
    words: Callable[[], str]
    make: Callable[[], QWidget]
    tab: QToolButton
    widget: QWidget | None = None


class SidePanel(Speaking, QFrame):
    """Pages behind tabs; each is built when it is first shown. It says what it shows, and closes.

    Where it stands and whether there is room for it is the business of the story pane.
    """

    page_changed = Signal(str)
    """The person chose another page, or closed the panel ("")."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("side_panel")
        self.setProperty("role", "side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._pages: dict[str, _Page] = {}
        self._page = ""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(look.px(6), look.px(8), look.px(6), look.px(6))
        head.setSpacing(look.px(2))
        self._tabs = QWidget()
        self._flow = FlowLayout(self._tabs, look.px(1))
        head.addWidget(self._tabs, 1)
        self.close_button = icon_button("x", "muted", 16)
        self.close_button.clicked.connect(self.close_panel)
        head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(head)
        line = QFrame()
        line.setProperty("role", "line")
        layout.addWidget(line)
        self._stack = QStackedWidget()
        layout.addWidget(self._stack, 1)
        self.hide()
        self.say(self._say_words)
        look.changed.connect(self._say_words)

    # ------------------------------------------------------------ its pages

    def add(
        self, name: str, icon_name: str, words: Callable[[], str], make: Callable[[], QWidget]
    ) -> None:
        """Offer a page: its tab stands in the order of the calls; `make` is called when shown."""
        tab = QToolButton()
        tab.setObjectName(f"tab_{name}")
        tab.setProperty("role", "tab")
        tab.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        tab.setProperty("icon_name", icon_name)
        tab.setCheckable(True)
        tab.setAutoExclusive(True)
        tab.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        tab.setCursor(Qt.CursorShape.PointingHandCursor)
        tab.clicked.connect(lambda _on=False: self.show_page(name))
        self._pages[name] = _Page(words, make, tab)
        self._flow.addWidget(tab)
        self._say_words()

    def offer(self, name: str, offered: bool) -> None:
        """Show the tab of a page, or leave it away where the page has nothing to say.

        The page that is open stays.
        """
        self._pages[name].tab.setVisible(offered or self._page == name)

    @property
    def names(self) -> tuple[str, ...]:
        """The pages that are offered."""
        return tuple(self._pages)

    @property
    def page(self) -> str:
        """The page that is chosen; "" where the panel is closed."""
        return self._page

    def widget(self, name: str) -> QWidget | None:
        """A page that was built already."""
        held = self._pages.get(name)
        return held.widget if held else None

    # ------------------------------------------------------------ showing

    def show_page(self, name: str) -> None:
        """Open the panel at a page."""
        self.recall(name)
        self.page_changed.emit(self._page)

    def recall(self, name: str) -> None:
        """Choose a page as it was remembered, without saying that the person did."""
        held = self._pages.get(name)
        self._page = name if held else ""
        if held is None:
            return
        if held.widget is None:
            held.widget = held.make()
            self._stack.addWidget(held.widget)
        held.tab.setChecked(True)
        self._stack.setCurrentWidget(held.widget)

    def toggle(self, name: str = "") -> None:
        """Close the panel where it shows this page (or any), else open it there."""
        if self._page and self.isVisible() and name in {"", self._page}:
            self.close_panel()
        else:
            self.show_page(name or self._page or next(iter(self._pages), ""))

    def close_panel(self) -> None:
        """Close it until it is asked for again."""
        self._page = ""
        self.page_changed.emit("")

    def first_stop(self) -> QWidget:
        """Where F6 stops: the tab of the page that is shown."""
        held = self._pages.get(self._page)
        return held.tab if held else self.close_button

    # ------------------------------------------------------------ words and keys

    def _say_words(self) -> None:
        self.setAccessibleName(_("Side panel"))
        named(self.close_button, _("Close the side panel"), "F4")
        side = look.px(17)
        for held in self._pages.values():
            held.tab.setText(held.words())
            held.tab.setAccessibleName(held.words())
            held.tab.setIcon(icon(str(held.tab.property("icon_name")), "muted"))
            held.tab.setIconSize(QSize(side, side))
            held.tab.updateGeometry()

    @override
    def event(self, event: QEvent) -> bool:
        # Esc closes the panel first; elsewhere it leads back to the list
        asked = event.type() == QEvent.Type.ShortcutOverride
        if asked and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not event.modifiers():
            self.close_panel()
        else:
            super().keyPressEvent(event)
