"""The parts of a place side by side, one of which is shown; a figure stands behind a word."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ssc_desktop.i18n import digits
from ui.overriding import override
from ui.theme.look import look
from ui.widgets.chip import paint_chip
from ui.widgets.flow import FlowLayout
from ui.widgets.mirroring import mirrored_f
from ui.widgets.painted import PaintedButton

_STEP = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
SIDE = 10
"""How far the word of a tab stands from its edge."""
_GAP, _HIGH, _UNDER = 7, 38, 3


class Tab(PaintedButton):
    """A word with a line under it while its part is shown."""

    stepped = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.count = 0

    def say(self, words: str, count: int) -> None:
        """Name the part, and how many things wait in it."""
        self.count = count
        self.setText(words)
        self.setAccessibleName(f"{words}, {digits(count)}" if count else words)
        self.updateGeometry()
        self.update()

    def _badge(self) -> float:
        if not self.count:
            return 0
        wide = QFontMetricsF(look.font(0.85, bold=True)).horizontalAdvance(digits(self.count))
        return max(look.px(20), wide + look.px(16))

    @override
    def sizeHint(self) -> QSize:
        words = QFontMetricsF(look.font(1, bold=True)).horizontalAdvance(self.text())
        badge = self._badge()
        wide = words + (badge + look.px(_GAP) if badge else 0) + 2 * look.px(SIDE)
        return QSize(round(wide) + 2, look.px(_HIGH))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEP.get(Qt.Key(event.key()))
        if step is None or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            super().keyPressEvent(event)
            return
        right_to_left = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.stepped.emit(-step if right_to_left else step)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        inner = box.adjusted(look.px(SIDE), 0, -look.px(SIDE), -look.px(_UNDER))
        badge = self._badge()
        words = QRectF(inner)
        words.setWidth(inner.width() - (badge + look.px(_GAP) if badge else 0))
        place = QRectF(inner.right() - badge, 0, badge, look.px(18))
        place.moveTop(inner.center().y() - place.height() / 2)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            words, place = mirrored_f(inner, words), mirrored_f(inner, place)
        lit = self.isChecked() or self.underMouse()
        painter.setFont(look.font(1, bold=self.isChecked()))
        painter.setPen(look.colour("text" if lit else "muted"))
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self.text())
        if badge:
            paint_chip(painter, place, digits(self.count), "amber")
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("accent"))
            high = look.px(_UNDER)
            line = QRectF(inner.left(), box.bottom() - high, inner.width(), high)
            painter.drawRoundedRect(line, high / 2, high / 2)
        if self.hasFocus():
            painter.setPen(QPen(look.colour("focus"), look.ring))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 2, -1, -2), 8, 8)
        painter.end()


class Tabs(QWidget):
    """One stop for Tab, arrows inside."""

    chosen = Signal(str)
    """The name of the part that was pressed."""

    def __init__(self) -> None:
        super().__init__()
        self._flow = FlowLayout(self, look.px(4))
        self.buttons: dict[str, Tab] = {}
        self.shown = ""

    def add(self, name: str) -> Tab:
        """A part; its words are said by the place."""
        made = Tab()
        made.setObjectName(f"tab_{name}")
        made.clicked.connect(lambda _checked=False: self._on_pressed(name))
        made.stepped.connect(lambda step: self._step(name, step))
        self.buttons[name] = made
        self._flow.addWidget(made)
        return made

    def mark(self, name: str) -> None:
        """Mark the part that is shown; the keyboard goes with it."""
        had = any(made.hasFocus() for made in self.buttons.values())
        self.shown = name
        for other, made in self.buttons.items():
            made.setChecked(other == name)
            policy = Qt.FocusPolicy.StrongFocus if other == name else Qt.FocusPolicy.ClickFocus
            made.setFocusPolicy(policy)
            if other == name:
                self.setFocusProxy(made)
        if had:
            self.buttons[name].setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_pressed(self, name: str) -> None:
        self.mark(name)
        self.chosen.emit(name)

    def _step(self, name: str, step: int) -> None:
        names = [one for one, made in self.buttons.items() if not made.isHidden()]
        there = names[(names.index(name) + step) % len(names)]
        self.mark(there)
        self.chosen.emit(there)
