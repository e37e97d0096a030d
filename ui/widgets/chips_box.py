"""Several answers of a list, as chips that can be taken off, and a button to add one."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ssc_desktop.i18n import _
from ui.overriding import override
from ui.theme.icons import paint_icon
from ui.theme.look import look
from ui.viewmodels.choices import Code
from ui.widgets.flow import FlowLayout
from ui.widgets.painted import PaintedButton
from ui.widgets.picker import Options, Picker
from ui.widgets.speaking import button

Labels = Callable[[Code], str]


class TakenChip(PaintedButton):
    """One answer; pressing it (or Delete) takes it off."""

    def __init__(self, code: Code, label: str) -> None:
        super().__init__()
        self.code = code
        self.setText(label)
        self.setToolTip(_("Take off"))
        self.setAccessibleName(_("{answer}: take off").format(answer=label))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(look.font())
        return QSize(round(metrics.horizontalAdvance(self.text())) + look.px(42), look.px(28))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(look.px(60), look.px(28))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.click()
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        focused = self.hasFocus()
        painter.setPen(QPen(QColor(look.tokens.focus if focused else look.tokens.soft), look.ring))
        painter.setBrush(look.colour("soft"))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        side = look.px(13)
        right_to_left = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = box.left() + look.px(9) if right_to_left else box.right() - side - look.px(9)
        tone = "text" if self.underMouse() else "on_soft"
        paint_icon(
            painter, QRectF(left, box.center().y() - side / 2, side, side), "x",
            look.colour(tone).name(),
        )  # fmt: skip
        text = box.adjusted(look.px(11), 0, -look.px(27), 0)
        if right_to_left:
            text = box.adjusted(look.px(27), 0, -look.px(11), 0)
        painter.setPen(look.colour("on_soft"))
        painter.setFont(look.font())
        cut = Qt.TextElideMode.ElideRight
        said = QFontMetricsF(look.font()).elidedText(self.text(), cut, text.width())
        painter.drawText(text, Qt.AlignmentFlag.AlignCenter, said)
        painter.end()


class ChipsBox(QWidget):
    """Codes in the order in which they were chosen."""

    chosen = Signal(object)
    """All codes, as a tuple, after one came or went."""

    nothing_there = Signal()
    """The list was asked for and is empty."""

    def __init__(self, options: Options, label_of: Labels, most: int | None = None) -> None:
        super().__init__()
        self._options = options
        self._label_of = label_of
        self._most = most
        self._codes: tuple[Code, ...] = ()
        self.picker: Picker | None = None
        self._flow = FlowLayout(self, look.px(6))
        self._chips: list[TakenChip] = []
        self.add = button("link", "plus", "accent")
        self.add.clicked.connect(self.drop_down)
        self._flow.addWidget(self.add)
        self.setFocusProxy(self.add)

    @property
    def codes(self) -> tuple[Code, ...]:
        """What is chosen now."""
        return self._codes

    def show_codes(self, codes: Sequence[Code]) -> None:
        """Show answers without saying that they were chosen."""
        self._codes = tuple(codes)
        self._flow.removeWidget(self.add)
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = []
        for code in self._codes:
            chip = TakenChip(code, self._label_of(code))
            chip.clicked.connect(lambda _checked=False, gone=code: self._toggle(gone))
            self._chips.append(chip)
            self._flow.addWidget(chip)
            chip.show()
        self._flow.addWidget(self.add)
        full = self._most is not None and len(self._codes) >= self._most
        self.add.setEnabled(not full)
        self.add.setToolTip(_("{n} at most").format(n=self._most) if self._most else "")
        self.updateGeometry()

    def drop_down(self) -> None:
        """Open the list; it stays open for several choices."""
        options = self._options()
        if not options:
            self.nothing_there.emit()
            return
        self.picker = Picker(self, options, several=True)
        self.picker.picked.connect(self._toggle)
        self.picker.closed.connect(self._on_closed)
        self.picker.open_under(self.add, self._codes)

    def _on_closed(self) -> None:
        self.picker = None
        self.add.setFocus()

    def _toggle(self, code: Code) -> None:
        if code in self._codes:
            codes = tuple(one for one in self._codes if one != code)
        elif self._most is not None and len(self._codes) >= self._most:
            if self.picker is not None:
                self.picker.close()
            return
        else:
            codes = (*self._codes, code)
        self.show_codes(codes)
        self.chosen.emit(codes)
