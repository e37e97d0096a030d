"""Places for the eye that reads from the right; QStyle has this too, but costs at start."""

from PySide6.QtCore import QMargins, QRect, QRectF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLayout, QWidget


def mirrored(whole: QRect, part: QRect) -> QRect:
    """`part` on the other side of `whole`."""
    left = whole.left() + whole.right() - part.right()
    return QRect(left, part.top(), part.width(), part.height())


def mirrored_f(whole: QRectF, part: QRectF) -> QRectF:
    """`part` on the other side of `whole`."""
    left = whole.left() + whole.right() - part.right()
    return QRectF(left, part.top(), part.width(), part.height())


def margins(widget: QWidget, leading: int, top: int, trailing: int, bottom: int) -> QMargins:
    """Margins for a layout of `widget`: layouts do not mirror them by themselves."""
    if widget.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        return QMargins(trailing, top, leading, bottom)
    return QMargins(leading, top, trailing, bottom)


def leading_margins(layout: QLayout, start: int, top: int, end: int, bottom: int) -> None:
    """Set margins by where reading starts and ends; Qt knows only left and right."""
    layout.setProperty("leading", True)  # `Speech` turns it when the language changes
    if QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        start, end = end, start
    layout.setContentsMargins(start, top, end, bottom)
