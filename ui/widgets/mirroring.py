"""Places for the eye that reads from the right; QStyle has this too, but costs at start."""

from PySide6.QtCore import QMargins, QRect, QRectF, Qt
from PySide6.QtWidgets import QWidget


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
