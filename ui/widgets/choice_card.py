"""A large button: a picture, a name, and a line or two about it."""

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from ui.overriding import override
from ui.theme.icons import paint_icon
from ui.theme.look import look
from ui.widgets.mirroring import mirrored_f
from ui.widgets.painted import PaintedButton

_LEADING = Qt.AlignmentFlag.AlignLeft
_EDGE, _GAP = 14, 14
_FRAME = 3


class ChoiceCard(PaintedButton):
    """One of a few; checkable where exactly one of them counts."""

    elides = True
    """Its lines wrap within the width there is."""
    picture = QSize(24, 24)
    """The room of the picture, at the usual text size."""
    edge = _EDGE
    wraps = Qt.TextFlag.TextWrapAnywhere
    """Its words can be paths and names without a blank."""

    def __init__(self, icon_name: str, *, checkable: bool = False) -> None:
        super().__init__()
        self._icon_name = icon_name
        self._about = ""
        self.setCheckable(checkable)
        self.setAutoExclusive(checkable)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_words(self, name: str, about: str) -> None:
        """Say what it stands for."""
        self.setText(name)
        self._about = about
        self.setAccessibleName(name)
        self.setAccessibleDescription(about)
        self.updateGeometry()
        self.update()

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        room = QRectF(0, 0, self._room(width), 10_000)
        words = round(self._name_height(room) + self._about_height(room)) + look.px(3)
        return max(words, look.px(self.picture.height())) + look.px(2 * self.edge) + 5

    @override
    def sizeHint(self) -> QSize:
        wide = max(look.px(200), self.width())
        return QSize(look.px(200), self.heightForWidth(wide))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(look.px(160), look.px(48))

    def about_within(self, width: float) -> str:  # noqa: ARG002 - for those that cut it short
        """The words about it where there is so much room."""
        return self._about

    def _room(self, width: float) -> float:
        return max(40.0, width - _FRAME - look.px(2 * self.edge + self.picture.width() + _GAP))

    @property
    def _wrapped(self) -> int:
        return _LEADING.value | self.wraps.value | Qt.TextFlag.TextDontClip.value

    def _name_height(self, room: QRectF) -> float:
        metrics = QFontMetricsF(look.font(1, bold=True))
        return metrics.boundingRect(room, self._wrapped, self.text() or " ").height()

    def _about_height(self, room: QRectF) -> float:
        if not self._about:
            return 0.0
        metrics = QFontMetricsF(look.font(0.94))
        return metrics.boundingRect(room, self._wrapped, self.about_within(room.width())).height()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(self.layoutDirection())
        box = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        lit = self.isChecked() or self.hasFocus()
        tone = "focus" if self.hasFocus() else "accent" if self.isChecked() else "line"
        if self.underMouse() and not lit:
            tone = "edge"
        painter.setPen(QPen(look.colour(tone), look.ring if lit else look.ring - 1))
        painter.setBrush(look.colour("soft" if self.isChecked() else "raised"))
        painter.drawRoundedRect(box, 10, 10)
        self._paint_words(painter, box)
        painter.end()

    def paint_picture(self, painter: QPainter, box: QRectF) -> None:
        """Draw the picture in front of the words."""
        tone = "on_soft" if self.isChecked() else "accent" if self.isEnabled() else "muted"
        paint_icon(painter, box, self._icon_name, look.colour(tone).name())

    def _paint_words(self, painter: QPainter, box: QRectF) -> None:
        right_to_left = self.layoutDirection() == Qt.LayoutDirection.RightToLeft

        def placed(part: QRectF) -> QRectF:
            return mirrored_f(box, part) if right_to_left else part

        edge = look.px(self.edge)
        inside = box.adjusted(edge, edge, -edge, -edge)
        size = QSizeF(look.px(self.picture.width()), look.px(self.picture.height()))
        picture = QRectF(inside.topLeft(), size)
        self.paint_picture(painter, placed(picture))
        left = picture.right() + look.px(_GAP)
        words = QRectF(left, inside.top(), inside.right() - left, inside.height())
        high = self._name_height(QRectF(0, 0, words.width(), 10_000))
        painter.setFont(look.font(1, bold=True))
        painter.setPen(look.colour("text" if self.isEnabled() else "muted"))
        painter.drawText(placed(words), self._wrapped, self.text())
        words.setTop(words.top() + high + look.px(3))
        painter.setFont(look.font(0.94))
        painter.setPen(look.colour("muted"))
        painter.drawText(placed(words), self._wrapped, self.about_within(words.width()))
