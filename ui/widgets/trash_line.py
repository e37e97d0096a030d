"""How a story looks in the trash: its title, when it was put there, how long it stays."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from ui.overriding import override
from ui.theme.look import look
from ui.viewmodels import trash
from ui.viewmodels.trash import TRASHED

_Index = QModelIndex | QPersistentModelIndex
_LEADING = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class TrashLine(QStyledItemDelegate):
    """Two lines on a card."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        line = QFontMetricsF(look.font(1, bold=True)).lineSpacing()
        small = QFontMetricsF(look.font(0.94)).lineSpacing()
        return QSize(look.px(200), round(line + small) + look.px(30))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        story = index.data(TRASHED)
        view = option.widget
        chosen = isinstance(view, QListView) and view.currentIndex() == index
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(option.direction)
        card = QRectF(option.rect).adjusted(look.px(2), look.px(4), -look.px(2), -look.px(4))
        painter.setPen(QPen(look.colour("accent" if chosen else "line"), 2 if chosen else 1))
        painter.setBrush(look.colour("soft" if chosen else "raised"))
        painter.drawRoundedRect(card.adjusted(1, 1, -1, -1), 10, 10)
        inner = card.adjusted(look.px(14), look.px(9), -look.px(14), -look.px(9))
        half = inner.height() / 2
        gone = story.cleared or not story.days_left
        cut = Qt.TextElideMode.ElideRight
        font = look.font(1, bold=True)
        painter.setFont(font)
        painter.setPen(look.colour("muted" if gone else "text"))
        said = QFontMetricsF(font).elidedText(trash.title(story), cut, inner.width())
        painter.drawText(QRectF(inner.left(), inner.top(), inner.width(), half), _LEADING, said)
        font = look.font(0.94)
        painter.setFont(font)
        painter.setPen(look.colour("muted"))
        said = QFontMetricsF(font).elidedText(trash.standing(story), cut, inner.width())
        under = QRectF(inner.left(), inner.top() + half, inner.width(), half)
        painter.drawText(under, _LEADING, said)
        painter.restore()
