"""What looking at one thing that needs a person has in common: head, page, foot, and the keys."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ssc_desktop.i18n import _, digits
from ui.overriding import override
from ui.theme.look import look
from ui.viewmodels import settle_words
from ui.widgets.chip import Chip
from ui.widgets.cleared import clear
from ui.widgets.flow import FlowLayout
from ui.widgets.mirroring import margins
from ui.widgets.speaking import Speaking, button, icon_button, named, plain_label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton

    from ui.viewmodels.matter import Line

_WIDEST = 1500
_LOW = 480
"""Below this height the foot scrolls with the page."""


class SettleFrame(Speaking, QWidget):
    """One thing at a time; `column` holds what there is to look at, `foot` what can be done."""

    back_wanted = Signal()
    step_wanted = Signal(int)
    later_wanted = Signal()
    place_wanted = Signal(str, object)
    """A story, and the path in it that somebody wants to see."""

    def __init__(self) -> None:
        super().__init__()
        self.line: Line | None = None
        self._chips: list[Chip] = []
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._down = QVBoxLayout(self)
        self._down.setContentsMargins(0, 0, 0, 0)
        self._down.setSpacing(0)
        self._head = QVBoxLayout()
        self._head.setSpacing(look.px(3))
        self._build_head()
        self._down.addLayout(self._head)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.sheet = QWidget()
        self.sheet.setProperty("role", "page")
        self.sheet.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.area.setWidget(self.sheet)
        self._rows = QVBoxLayout(self.sheet)
        self._rows.setSpacing(look.px(14))
        self.column = QVBoxLayout()
        self.column.setSpacing(look.px(14))
        self._rows.addLayout(self.column)
        self._rows.addStretch(1)
        self._down.addWidget(self.area, 1)
        self._foot = QFrame()
        self._foot.setObjectName("foot")
        self._foot.setProperty("role", "bulk")
        self.foot = QVBoxLayout(self._foot)
        self.foot.setSpacing(look.px(8))
        self._down.addWidget(self._foot)
        self._low = False
        self.say(self._say_head)

    def _build_head(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(look.px(4))
        self.back = button("link", "arrow-left", "accent")
        self.back.clicked.connect(self.back_wanted)
        self._count = plain_label("small")
        self.previous, self.next = icon_button("chevron-left"), icon_button("chevron-right")
        self.previous.clicked.connect(lambda: self.step_wanted.emit(-1))
        self.next.clicked.connect(lambda: self.step_wanted.emit(1))
        self.go = button("link", "book-open", "accent")
        self.go.clicked.connect(self._go)
        row.addWidget(self.back)
        row.addStretch(1)
        for part in (self.go, self._count, self.previous, self.next):
            row.addWidget(part)
        self._head.addLayout(row)
        self.heading = plain_label("heading", wraps=True)
        self._head.addWidget(self.heading)
        self._story = plain_label("small", wraps=True)
        self._head.addWidget(self._story)
        self._signs = QWidget()
        self._flow = FlowLayout(self._signs, look.px(8))
        self._head.addWidget(self._signs)

    def chip(self, tone: str) -> Chip:
        """A sign beside the story's name."""
        made = Chip(tone, bold=True)
        made.hide()
        self._flow.addWidget(made)
        self._chips.append(made)
        return made

    def show_signs(self) -> None:
        """Take no room for signs where there are none."""
        self._signs.setVisible(any(one.text for one in self._chips))

    def act(self, keys: str, deed: Callable[[], Any], made: "QPushButton | None" = None) -> None:
        """Let a key do something here; with a button only while it can be pressed."""

        def do() -> None:
            if made is None:
                deed()
            elif made.isVisibleTo(self) and made.isEnabled():
                made.click()

        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(do)

    def add_keys(self) -> None:
        """The keys that all have: next and previous."""
        self.act("N", lambda: self.step_wanted.emit(1))
        self.act("P", lambda: self.step_wanted.emit(-1))

    def _say_head(self) -> None:
        named(self.back, _("All that needs you"), "Esc")
        named(self.previous, _("The one before"), "P")
        named(self.next, _("The next one"), "N")
        named(self.go, self.go_words())
        self._fit_head()

    def go_words(self) -> str:
        """What the way into the story is called."""
        return _("Show it in the story")

    def _fit_head(self) -> None:
        """Leave the words out where all of them have no room; the pictures stay."""
        for made in (self.go, self.back):
            made.setText(made.accessibleName())
        parts = (self.back, self.go, self._count, self.previous, self.next)
        for made in (self.go, self.back):
            inside = self._head.contentsMargins()
            room = self.width() - inside.left() - inside.right() - 6 * look.px(4)
            if sum(part.sizeHint().width() for part in parts) > room:
                made.setText("")
            made.updateGeometry()

    def _go(self) -> None:
        if self.line is not None:
            self.place_wanted.emit(self.line.case_id, self.line.path)

    # ------------------------------------------------------------ what is looked at

    def show_place(self, line: "Line", at: int, of: int) -> None:
        """Say what is looked at, and how far one is."""
        self.line = line
        self._count.setText(_("{n} of {all}").format(n=digits(at), all=digits(of)))
        self._fit_head()
        said = [settle_words.short(line.title), line.heading]
        self._story.setText(" · ".join(part for part in said if part))
        self.area.verticalScrollBar().setValue(0)

    def clear(self) -> None:
        """Take away what was shown before."""
        clear(self.column)

    def first_stop(self) -> QWidget:
        """What gets the keyboard when something is shown."""
        return self.back

    # ------------------------------------------------------------ room

    def _arrange(self) -> None:
        side = look.edge(self.width())
        over = max(side, self.width() - side - look.px(_WIDEST))
        top = look.px(12)
        low = self.height() < look.px(_LOW)
        self._head.setContentsMargins(margins(self, side, top, over, look.px(8)))
        self._fit_head()
        self._rows.setContentsMargins(margins(self, side, look.px(6), over, look.px(20)))
        edges = (0, 0) if low else (side, over)
        self.foot.setContentsMargins(margins(self, edges[0], look.px(10), edges[1], look.px(12)))
        if low != self._low:
            self._low = low
            (self._rows if low else self._down).addWidget(self._foot)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()
        super().resizeEvent(event)
