"""A box of text as high as its text: the page scrolls, never the box."""

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit

from ui.overriding import override
from ui.theme.look import look
from ui.widgets.text.nothing import nothing

_BORDER = 3


class TallBox(QTextEdit):
    """What boxes to write in and boxes to read have in common."""

    usual_width = 200
    """How wide the box would like to be, at the usual text size."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAcceptRichText(False)
        self.document().setDocumentMargin(0)

    @override
    def loadResource(self, kind: int, name: QUrl | str) -> object:
        return nothing(kind)  # other people's words

    def needed_height(self) -> int:
        """How high the text is, with what stands around it."""
        return round(self.document().size().height()) + 2 * _BORDER

    def fit(self) -> None:
        """Become as high as the text."""
        high = self.needed_height()
        if high != self.height():
            self.setFixedHeight(high)

    @override
    def sizeHint(self) -> QSize:
        return QSize(look.px(self.usual_width), self.height())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(look.px(80), self.height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
