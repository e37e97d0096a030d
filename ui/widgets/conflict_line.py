"""How a thing that needs a person looks in the list: a picture of its kind, what, who, how old."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from ui.overriding import override
from ui.theme.icons import paint_icon
from ui.theme.look import look
from ui.viewmodels import settle_words
from ui.viewmodels.matter import Line
from ui.viewmodels.matters import HEADING, LINE
from ui.widgets.chip import chip_height, chip_width, paint_chip
from ui.widgets.headline import in_own_direction
from ui.widgets.mirroring import mirrored_f

_Index = QModelIndex | QPersistentModelIndex
_LEADING = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_CUT = Qt.TextElideMode.ElideRight
_TONES = {"answer": "amber", "deletion": "red", "duplicate": "soft", "withdrawal": "red",
          "bundle": "blue"}  # fmt: skip


class ConflictLine(QStyledItemDelegate):
    """Paints the name of a story, or a card with two lines."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        if not isinstance(index.data(LINE), Line):
            return QSize(look.px(200), look.px(38 if index.row() else 26))
        line = QFontMetricsF(look.font(1, bold=True)).lineSpacing()
        small = QFontMetricsF(look.font(0.94)).lineSpacing()
        return QSize(look.px(200), round(line + small) + look.px(30))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(option.direction)
        line = index.data(LINE)
        if isinstance(line, Line):
            self._paint_line(painter, line, option, chosen=_is_current(option, index))
        else:
            _paint_story(painter, QRectF(option.rect), str(index.data(HEADING) or ""))
        painter.restore()

    def _paint_line(
        self, painter: QPainter, line: Line, option: QStyleOptionViewItem, *, chosen: bool
    ) -> None:
        box = QRectF(option.rect)
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        card = box.adjusted(look.px(2), look.px(4), -look.px(2), -look.px(4))
        painter.setPen(QPen(look.colour("accent" if chosen else "line"), 2 if chosen else 1))
        painter.setBrush(look.colour("soft" if chosen else "raised"))
        painter.drawRoundedRect(card.adjusted(1, 1, -1, -1), 10, 10)
        inner = card.adjusted(look.px(14), look.px(9), -look.px(14), -look.px(9))
        side = look.px(30)
        picture = QRectF(inner.left(), inner.center().y() - side / 2, side, side)
        _paint_kind(painter, mirrored_f(box, picture) if mirrored else picture, line.sort)
        words = inner.adjusted(side + look.px(12), 0, 0, 0)
        text, tone = settle_words.sign(line)
        if text:
            wide = min(chip_width(text), words.width() / 2)
            chip = QRectF(0, 0, wide, chip_height())
            chip.moveCenter(words.center())
            chip.moveRight(words.right())
            paint_chip(painter, mirrored_f(box, chip) if mirrored else chip, text, tone)
            words.setRight(chip.left() - look.px(10))
        what = (settle_words.what(line), look.font(1, bold=True), "text")
        who = (settle_words.who(line), look.font(0.94), "muted")
        half = words.height() / 2
        for at, (said, font, ink) in enumerate((what, who)):
            painter.setFont(font)
            painter.setPen(look.colour(ink))
            cut = QFontMetricsF(font).elidedText(said, _CUT, words.width())
            place = QRectF(words.left(), words.top() + at * half, words.width(), half)
            painter.drawText(mirrored_f(box, place) if mirrored else place, _LEADING, cut)


def _is_current(option: QStyleOptionViewItem, index: _Index) -> bool:
    view = option.widget
    return isinstance(view, QListView) and view.currentIndex() == index


def _paint_story(painter: QPainter, box: QRectF, title: str) -> None:
    font = look.font(0.94, bold=True)
    painter.setFont(font)
    painter.setPen(look.colour("muted"))
    place = QRectF(box.left() + look.px(4), box.bottom() - look.px(26),
                   box.width() - look.px(8), look.px(24))  # fmt: skip
    said = QFontMetricsF(font).elidedText(title, _CUT, place.width())
    painter.drawText(place, _LEADING, in_own_direction(said, title))


def _paint_kind(painter: QPainter, box: QRectF, kind: str) -> None:
    tone = _TONES[kind]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.colour(tone))
    painter.drawEllipse(box)
    inset = box.width() * 0.24
    ink = look.colour(f"on_{tone}").name()
    inner = box.adjusted(inset, inset, -inset, -inset)
    paint_icon(painter, inner, settle_words.PICTURES[kind], ink)
