"""A window of its own, before a library is open: the brand, and beside it a paper."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ssc_desktop import paths
from ssc_desktop.i18n import _
from ui.overriding import override
from ui.pages.scrolled_page import ScrolledPage
from ui.theme.look import look
from ui.widgets.speaking import Speaking, plain_label
from ui.widgets.tab_order import step

_WITH_BRAND = 860
_BRAND = 380


class Entrance(Speaking, QWidget):
    """The paper scrolls; the brand stands beside it where there is room."""

    def __init__(self, *, widest: int, gap: int) -> None:
        """`widest` is how wide what stands on the paper gets, `gap` is between its parts."""
        super().__init__()
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        self.brand = _Brand()
        self.brand.setFixedWidth(look.px(_BRAND))
        across.addWidget(self.brand)
        area = _Paper(widest, gap)
        self.paper = area.column
        across.addWidget(area, 1)
        self.setMinimumSize(640, 480)

    @override
    def focusNextPrevChild(self, forward: bool) -> bool:
        return step(self, forward=forward)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self.brand.setVisible(self.width() >= look.px(_WITH_BRAND))
        super().resizeEvent(event)


class _Paper(ScrolledPage):
    """What is asked, in the middle of the room that the brand leaves."""

    def __init__(self, widest: int, gap: int) -> None:
        self.widest = widest
        super().__init__(gap)

    @override
    def _set_margins(self) -> None:
        side = max(look.px(28), (self.width() - look.px(self.widest)) // 2)
        self.column.setContentsMargins(side, look.px(28), side, look.px(28))


class _Brand(Speaking, QFrame):
    """The leaf, the name, and one sentence about what is done here."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = QVBoxLayout(self)
        edge = look.px(40)
        layout.setContentsMargins(edge, edge, edge, edge)
        layout.setSpacing(look.px(12))
        layout.addStretch(2)
        layout.addWidget(_Leaf(), 0, Qt.AlignmentFlag.AlignLeading)
        layout.addSpacing(look.px(10))
        name = plain_label("brand", wraps=True)
        words, safe = plain_label("on-rail", wraps=True), plain_label("on-rail", wraps=True)
        for part in (name, words, safe):
            layout.addWidget(part)
        layout.addStretch(3)

        def say() -> None:
            name.setText(_("SSC Desktop"))
            words.setText(_("What partners of the South learned from each other, told by those who "
                            "did the work."))  # fmt: skip
            safe.setText(_("Everything stays on this computer. Nothing is sent."))

        self.say(say)


class _Leaf(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(look.px(84), look.px(84))
        self._picture = QIcon(str(paths.bundled("resources") / "icons" / "ssc-desktop.png"))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self._picture.paint(painter, QRectF(self.rect()).toRect())
        painter.end()
