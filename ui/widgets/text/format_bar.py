"""The small bar of format actions that hangs under the box with the keyboard."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from ssc_desktop.i18n import N_, _
from ssc_desktop.record import narrative
from ui.overriding import override
from ui.theme.icons import icon
from ui.theme.look import look
from ui.widgets.speaking import Speaking, named

if TYPE_CHECKING:
    from ui.widgets.text.prose import Prose

ACTIONS = (
    ("bold", "bold", N_("Bold"), "Ctrl+B"),
    ("italic", "italic", N_("Italic"), "Ctrl+I"),
    ("bullets", "list", N_("List with bullets"), "Ctrl+Shift+8"),
    ("numbers", "list-ordered", N_("Numbered list"), "Ctrl+Shift+7"),
    ("link", "link", N_("Link"), "Ctrl+Shift+K"),
)
_GAP = 3
_METER = 128


class FormatBar(Speaking, QFrame):
    """Lies over the page, so that nothing moves; its buttons never take the keyboard.

    All it does is on keys too: so it is no stop for Tab.
    """

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._prose: Prose | None = None
        self.setProperty("role", "format-bar")
        self.setCursor(Qt.CursorShape.ArrowCursor)
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(3), look.px(2), look.px(3), look.px(2))
        row.setSpacing(1)
        self.buttons: dict[str, QToolButton] = {}
        for name, picture, _words, _keys in ACTIONS:
            made = QToolButton()
            made.setObjectName(f"format_{name}")
            made.setProperty("role", "format")
            made.setIcon(icon(picture, "muted"))
            made.setIconSize(QSize(look.px(15), look.px(15)))
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            made.setCheckable(name != "link")
            made.clicked.connect(lambda _on=False, one=name: self._act(one))
            self.buttons[name] = made
            row.addWidget(made)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._place)
        self.say(self._say_words)
        self.hide()

    def _say_words(self) -> None:
        for name, _picture, words, keys in ACTIONS:
            written = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
            named(self.buttons[name], _(words), written)

    def _act(self, name: str) -> None:
        if self._prose is not None:
            self._prose.act(name)
            self.show_state()

    # ------------------------------------------------------------ where it hangs

    def attach(self, prose: "Prose | None") -> None:
        """Hang under `prose`; None hides the bar."""
        if prose is self._prose:
            return
        if self._prose is not None:
            self._prose.placed.disconnect(self._place)
            self._prose.cursorPositionChanged.disconnect(self.show_state)
        self._prose = prose
        if prose is None:
            self.hide()
            self._page.removeEventFilter(self)
            return
        prose.placed.connect(self._place)
        self._page.installEventFilter(self)
        prose.cursorPositionChanged.connect(self.show_state)
        prose.destroyed.connect(self._forget)
        self.adjustSize()
        self._place()
        self.show_state()
        self.show()
        self.raise_()

    def _forget(self) -> None:
        self._prose = None
        self.hide()

    def _place(self) -> None:
        prose = self._prose
        if prose is None:
            return
        corner = prose.mapTo(self._page, QPoint(0, prose.height() + look.px(_GAP)))
        # the meter of words stands at the trailing end of the line below
        room = prose.width() - self.width() - look.px(_METER)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = prose.width() - self.width() - room if mirrored else room
        self.move(corner.x() + max(0, min(left, prose.width() - self.width())), corner.y())

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._soon.start()  # once the page has given everything its place
        return super().eventFilter(watched, event)

    # ------------------------------------------------------------ what it says

    def show_state(self) -> None:
        """Press the buttons of what the text at the caret is."""
        if self._prose is None:
            return
        cursor = self._prose.textCursor()
        line = cursor.block().text()
        kind, start = narrative.beginning(line)
        at = cursor.positionInBlock() - start
        here = next(
            (one for one in narrative.stretches(line[start:])
             if not one.mark and one.start <= at <= one.end and (one.bold or one.italic)),
            None,
        )  # fmt: skip
        self._press("bold", here is not None and here.bold)
        self._press("italic", here is not None and here.italic)
        self._press("bullets", kind == "bullet")
        self._press("numbers", kind == "number")

    def _press(self, name: str, on: bool) -> None:
        if self.buttons[name].isChecked() != on:
            self.buttons[name].setChecked(on)
