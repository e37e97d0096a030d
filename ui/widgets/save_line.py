"""How a save looks in the history: the time on a thread, who, what, and where it came from."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from ssc_desktop.services.answers import Save
from ui.overriding import override
from ui.theme.look import look
from ui.viewmodels import past_words
from ui.viewmodels.past import DAY, SAVE
from ui.widgets.headline import wrapped
from ui.widgets.mirroring import mirrored_f

_Index = QModelIndex | QPersistentModelIndex
_LEADING = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_MOST_LINES = 2
_MOST_CACHED = 2_000
_SMALL = 0.92


class SaveLine(QStyledItemDelegate):
    """Paints a day, or one save."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wrapped: dict[tuple[str, int, float], tuple[str, ...]] = {}

    def _lines(self, text: str, width: int) -> tuple[str, ...]:
        key = (text, width, look.points)
        if key not in self._wrapped:
            if len(self._wrapped) > _MOST_CACHED:
                self._wrapped.clear()
            self._wrapped[key] = wrapped(text, look.font(1), width, _MOST_LINES)
        return self._wrapped[key]

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        view = option.widget
        wide = view.viewport().width() if isinstance(view, QListView) else look.px(300)
        small = QFontMetricsF(look.font(_SMALL)).lineSpacing()
        save = index.data(SAVE)
        if not isinstance(save, Save):
            return QSize(wide, round(small) + look.px(22))
        line = QFontMetricsF(look.font(1)).lineSpacing()
        n = len(self._lines(past_words.what(save), round(_words(QRectF(0, 0, wide, 0)).width())))
        under = small + look.px(2) if past_words.origin(save) else 0
        return QSize(wide, round(line * (n + 1) + under) + look.px(18))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(option.direction)
        box = QRectF(option.rect)
        save = index.data(SAVE)
        if isinstance(save, Save):
            self._paint_save(painter, box, save, (option, index))
        else:
            _paint_day(painter, box, str(index.data(DAY) or ""))
        painter.restore()

    def _paint_save(
        self,
        painter: QPainter,
        box: QRectF,
        save: Save,
        placed: tuple[QStyleOptionViewItem, _Index],
    ) -> None:
        option, index = placed
        right_to_left = option.direction == Qt.LayoutDirection.RightToLeft
        _paint_ground(painter, box, option, index)
        _paint_thread(painter, box, save, right_to_left=right_to_left)
        words = _words(box)
        line = QFontMetricsF(look.font(1)).lineSpacing()
        small = QFontMetricsF(look.font(_SMALL)).lineSpacing()
        when = past_words.time(save.at)
        painter.setFont(look.font(_SMALL))
        painter.setPen(look.colour("muted"))
        wide = QFontMetricsF(look.font(_SMALL)).horizontalAdvance(when) + 2
        place = QRectF(words.right() - wide, words.top(), wide, line)
        painter.drawText(mirrored_f(box, place) if right_to_left else place, _LEADING, when)
        painter.setFont(look.font(1, bold=True))
        painter.setPen(look.colour("text"))
        left = words.width() - wide - look.px(8)
        cut = Qt.TextElideMode.ElideRight
        name = QFontMetricsF(look.font(1, bold=True)).elidedText(past_words.who(save), cut, left)
        place = QRectF(words.left(), words.top(), left, line)
        painter.drawText(mirrored_f(box, place) if right_to_left else place, _LEADING, name)
        painter.setFont(look.font(1))
        top = words.top() + line
        for text in self._lines(past_words.what(save), round(words.width())):
            place = QRectF(words.left(), top, words.width(), line)
            painter.drawText(mirrored_f(box, place) if right_to_left else place, _LEADING, text)
            top += line
        origin = past_words.origin(save)
        if origin:
            painter.setFont(look.font(_SMALL))
            painter.setPen(look.colour("muted"))
            place = QRectF(words.left(), top + look.px(2), words.width(), small)
            metrics = QFontMetricsF(look.font(_SMALL))
            said = metrics.elidedText(origin, Qt.TextElideMode.ElideMiddle, words.width())
            painter.drawText(mirrored_f(box, place) if right_to_left else place, _LEADING, said)


def _words(box: QRectF) -> QRectF:
    """Where the words of a save stand: beside the thread."""
    return box.adjusted(look.px(34), look.px(9), -look.px(14), -look.px(9))


def _paint_day(painter: QPainter, box: QRectF, day: str) -> None:
    painter.setFont(look.font(_SMALL, bold=True))
    painter.setPen(look.colour("muted"))
    painter.drawText(box.adjusted(look.px(14), look.px(10), -look.px(14), 0), _LEADING, day)


def _paint_ground(
    painter: QPainter, box: QRectF, option: QStyleOptionViewItem, index: _Index
) -> None:
    view = option.widget
    if not isinstance(view, QListView) or view.currentIndex() != index:
        return
    painter.setPen(QPen(look.colour("focus"), 2) if view.hasFocus() else Qt.PenStyle.NoPen)
    painter.setBrush(look.colour("hover"))
    painter.drawRoundedRect(box.adjusted(look.px(5), 2, -look.px(5), -2), 8, 8)


def _paint_thread(painter: QPainter, box: QRectF, save: Save, *, right_to_left: bool) -> None:
    """A quiet line with a knot: filled for one's own saves, a ring for those of others."""
    at = box.left() + look.px(20)
    at = box.right() - look.px(20) if right_to_left else at
    top = box.top() + look.px(9) + QFontMetricsF(look.font(1)).lineSpacing() / 2
    painter.setPen(QPen(look.colour("line"), max(1, look.px(1.5))))
    if not save.first:
        painter.drawLine(round(at), round(top), round(at), round(box.bottom()))
    painter.drawLine(round(at), round(box.top()), round(at), round(top))
    radius = look.px(4.5)
    tone = look.colour("accent") if save.own else look.colour("on_blue")
    painter.setPen(QPen(tone, 2))
    painter.setBrush(tone if save.own else look.colour("window"))
    painter.drawEllipse(QRectF(at - radius, top - radius, 2 * radius, 2 * radius))
