"""Places for the eye that reads from the right; QStyle has this too, but costs at start."""

from PySide6.QtCore import QRect, QRectF


def mirrored(whole: QRect, part: QRect) -> QRect:
    """`part` on the other side of `whole`."""
    left = whole.left() + whole.right() - part.right()
    return QRect(left, part.top(), part.width(), part.height())


def mirrored_f(whole: QRectF, part: QRectF) -> QRectF:
    """`part` on the other side of `whole`."""
    left = whole.left() + whole.right() - part.right()
    return QRectF(left, part.top(), part.width(), part.height())
