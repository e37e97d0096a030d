"""The rail: where one can go in this program."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ssc_desktop.i18n import digits
from ui.overriding import override
from ui.theme.icons import paint_icon
from ui.theme.look import look
from ui.widgets.painted import PaintedButton
from ui.widgets.speaking import Speaking

_MOST_TOLD = 99
_LEAST = 38
"""How low a button may become where the window is low and the text large."""


class RailButton(PaintedButton):
    """A picture and a word under it."""

    stepped = Signal(int)

    def __init__(self, icon_name: str, *, checkable: bool = True) -> None:
        super().__init__()
        self._icon_name = icon_name
        self._words = ""
        self.count = 0
        """How many things wait behind it."""
        self.setCheckable(checkable)
        self.setAutoExclusive(checkable)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def name_it(self, words: str) -> None:
        """Say where it leads."""
        self._words = words
        self.setText(words)
        self._say_count()
        self.updateGeometry()

    def show_count(self, count: int) -> None:
        """Say how many things wait there."""
        self.count = count
        self._say_count()
        self.update()

    def _say_count(self) -> None:
        said = f"{self._words}, {digits(self.count)}"
        self.setAccessibleName(said if self.count else self._words)

    @override
    def sizeHint(self) -> QSize:
        wide = QFontMetricsF(look.font(0.9)).horizontalAdvance(self.text())
        return QSize(max(look.px(72), round(wide) + look.px(12)), look.px(57))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self.sizeHint().width(), look.px(_LEAST))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.stepped.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        lit = self.isChecked() or self.underMouse()
        if lit:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("rail_selected"))
            painter.drawRoundedRect(box, 8, 8)
        ink = look.colour("rail_selected_text" if lit else "rail_text")
        if self.hasFocus():
            painter.setPen(QPen(ink, look.ring - 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 7, 7)
        side = look.px(22)
        line = QFontMetricsF(look.font(0.9)).height()
        gap = min(look.px(6), max(0.0, box.height() - side - line - 4))
        top = box.center().y() - (side + gap + line) / 2
        picture = QRectF(box.center().x() - side / 2, top, side, side)
        paint_icon(painter, picture, self._icon_name, ink.name())
        painter.setFont(look.font(0.9))
        painter.setPen(ink)
        words = QRectF(box.left(), picture.bottom() + gap, box.width(), line)
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self.text())
        if self.count:
            self._paint_count(painter, picture)
        painter.end()

    def _paint_count(self, painter: QPainter, picture: QRectF) -> None:
        said = digits(self.count if self.count <= _MOST_TOLD else f"{_MOST_TOLD}+")
        high = look.px(18)
        wide = max(high, QFontMetricsF(look.font(0.9, bold=True)).horizontalAdvance(said) + 10)
        place = QRectF(0, 0, wide, high)
        right_to_left = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        middle = picture.left() if right_to_left else picture.right()
        place.moveCenter(picture.center())
        place.moveTop(max(1.0, picture.top() - look.px(6)))
        place.moveLeft(middle - (wide - look.px(6) if right_to_left else look.px(6)))
        painter.setPen(Qt.PenStyle.NoPen)
        ground, ink = ("on_amber", "amber") if look.tokens.dark else ("amber", "on_amber")
        painter.setBrush(look.colour(ground))
        painter.drawRoundedRect(place, high / 2, high / 2)
        painter.setFont(look.font(0.85, bold=True))
        painter.setPen(look.colour(ink))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, said)


class Rail(Speaking, QWidget):
    """Places from the top, and one or two at the foot."""

    chosen = Signal(str)
    """The name of the place that was pressed."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._layout = QVBoxLayout(self)
        edge = look.px(6)
        self._layout.setContentsMargins(edge, look.px(10), edge, look.px(10))
        self._layout.setSpacing(look.px(2))
        self._layout.addStretch(1)
        self._above = 0
        self.buttons: dict[str, RailButton] = {}

    def add(
        self, name: str, icon_name: str, *, at_foot: bool = False, checkable: bool = True
    ) -> RailButton:
        """A place; its words are said by the window."""
        made = RailButton(icon_name, checkable=checkable)
        made.setMaximumHeight(look.px(57))
        made.setObjectName(f"rail_{name}")
        made.clicked.connect(lambda _checked=False: self.chosen.emit(name))
        made.stepped.connect(lambda step: self._on_stepped(name, step))
        self.buttons[name] = made
        if at_foot:
            self._layout.addWidget(made)
        else:
            self._layout.insertWidget(self._above, made)
            self._above += 1
        return made

    def mark(self, name: str) -> None:
        """Mark the place that is shown."""
        self.buttons[name].setChecked(True)
        for other, made in self.buttons.items():
            if made.isCheckable():  # one stop for Tab; Qt moves it only where a button was pressed
                policy = Qt.FocusPolicy.StrongFocus if other == name else Qt.FocusPolicy.ClickFocus
                made.setFocusPolicy(policy)

    def _on_stepped(self, name: str, step: int) -> None:
        names = list(self.buttons)
        at = max(0, min(names.index(name) + step, len(names) - 1))
        self.buttons[names[at]].setFocus()
