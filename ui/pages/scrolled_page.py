"""A page that is read from top to bottom: one column, as wide as lines are easy to read."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ui.overriding import override
from ui.theme.look import look
from ui.widgets.mirroring import margins
from ui.widgets.speaking import Speaking


class ScrolledPage(Speaking, QScrollArea):
    """What the pages beside the library have in common; `column` holds what they show."""

    widest = 760

    def __init__(self, gap: int) -> None:
        """`gap` stands between the parts of the column."""
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = QWidget()
        page.setProperty("role", "page")
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWidget(page)
        self.column = QVBoxLayout(page)
        self.column.setSpacing(look.px(gap))
        self.say(self._set_margins)  # a language may turn them round

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        # margins, not a greatest width: texts that wrap ask for their height by the layout's width
        self._set_margins()
        super().resizeEvent(event)

    def _set_margins(self) -> None:
        side = look.edge(self.width())
        over = max(side, self.width() - side - look.px(self.widest))
        self.column.setContentsMargins(margins(self, side, look.px(24), over, look.px(40)))
