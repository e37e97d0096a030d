"""A closed box that shows one answer and drops down a list to choose another."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from ssc_desktop.i18n import _
from ui.overriding import override
from ui.theme.icons import paint_icon
from ui.theme.look import look
from ui.viewmodels.choices import Code, Option
from ui.widgets.picker import Options, Picker

_OPENING = {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}


class ChoiceBox(QPushButton):
    """One code of a list."""

    chosen = Signal(object)
    """The code that was chosen, or None where the answer was taken back."""

    nothing_there = Signal()
    """The list was asked for and is empty."""

    def __init__(self, options: Options) -> None:
        super().__init__()
        self._options = options
        self._code: Code | None = None
        self._label = ""
        self.nothing_yet = ""
        self.picker: Picker | None = None
        self.setProperty("role", "choice")
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self.drop_down)

    @property
    def code(self) -> Code | None:
        """What is chosen now."""
        return self._code

    @property
    def label(self) -> str:
        """What is shown: the words of the answer, or an invitation to choose."""
        return self._label or self.nothing_yet or _("Choose…")

    def show_code(self, code: Code | None, label: str) -> None:
        """Show an answer without saying that it was chosen."""
        self._code, self._label = code, label
        self.setAccessibleDescription(label)
        self.update()

    def drop_down(self, *, typed: str = "") -> None:
        """Open the list."""
        options: Sequence[Option] = self._options()
        if not options:
            self.nothing_there.emit()
            return
        self.picker = Picker(self, options)
        self.picker.picked.connect(self._on_picked)
        self.picker.closed.connect(self._on_closed)
        self.picker.open_under(self, [] if self._code is None else [self._code], typed or "")

    def _on_picked(self, code: Code) -> None:
        self.chosen.emit(None if code == self._code else code)

    def _on_closed(self) -> None:
        self.picker = None
        self.setFocus()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in {
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.ShiftModifier,
        }
        if plain and event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            if self._code is not None:
                self.chosen.emit(None)
        elif plain and event.key() in _OPENING:
            self.drop_down()
        elif plain and event.text().strip() and event.text().isprintable():
            self.drop_down(typed=event.text())
        else:
            super().keyPressEvent(event)

    @override
    def sizeHint(self) -> QSize:
        high = self.fontMetrics().height() + look.px(15)
        return QSize(look.px(180), high)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(look.px(90), self.sizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        box = QRectF(self.rect()).adjusted(look.px(11), 0, -look.px(11), 0)
        side = look.px(15)
        right_to_left = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = box.left() if right_to_left else box.right() - side
        arrow = QRectF(left, box.center().y() - side / 2, side, side)
        paint_icon(painter, arrow, "chevron-down", look.colour("muted").name())
        gap = side + look.px(6)
        text = box.adjusted(gap if right_to_left else 0, 0, 0 if right_to_left else -gap, 0)
        painter.setPen(look.colour("text" if self._label else "muted"))
        cut = Qt.TextElideMode.ElideRight
        said = self.fontMetrics().elidedText(self.label, cut, round(text.width()))
        painter.drawText(text, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, said)
        painter.end()
