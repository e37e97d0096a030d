"""A dialogue over the window: what it is about, a sentence, and what there is to see or to do."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ssc_desktop.i18n import _
from ui.dialogs import waits
from ui.overriding import override
from ui.theme.look import look
from ui.widgets.mirroring import leading_margins
from ui.widgets.speaking import Speaking, button, plain_label
from ui.widgets.tab_order import step


class Sheet(Speaking, QDialog):
    """What our own dialogues have in common: they stop nothing, and fit into their window."""

    help_place = ""
    """What the manual calls it; F1 leads there."""

    def __init__(self, parent: QWidget, *, intro: str = "prompt", gap: int = 8) -> None:
        """`intro` is the look of the sentence under the head, `gap` stands between the parts."""
        super().__init__(parent)
        self._room = parent.window().size() - QSize(40, 60)
        manual = parent.window().findChild(QAction, "help")
        if manual is not None:
            self.addAction(manual)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.down = QVBoxLayout(self)
        edge = look.px(20)
        self.down.setContentsMargins(edge, edge, edge, look.px(14))
        self.down.setSpacing(look.px(gap))
        self.head = plain_label("subheading", wraps=True)
        self.intro = plain_label(intro, wraps=True)
        self.down.addWidget(self.head)
        self.down.addWidget(self.intro)

    @override
    def setVisible(self, visible: bool) -> None:
        super().setVisible(not waits(self, wanted=visible) and visible)

    def fit(self, size: QSize) -> None:
        """Take this size (at the usual text size), as far as the window has room for it."""
        wanted = QSize(look.px(size.width()), look.px(size.height()))
        self.resize(wanted.boundedTo(self._room))

    def end_with(self, *made: QPushButton) -> QHBoxLayout:
        """Put buttons under everything else, where the line ends; returns their row."""
        row = QHBoxLayout()
        row.setSpacing(look.px(8))
        row.addStretch(1)
        for one in made:
            row.addWidget(one)
        self.down.addLayout(row)
        return row

    def add_close(self) -> QPushButton:
        """End with a button that closes: nothing is asked here."""
        made = button("primary")
        made.setText(_("Close"))
        made.setDefault(True)
        made.clicked.connect(self.accept)
        self.end_with(made)
        return made

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Qt would press the default button, whichever one the keyboard is on
        pressed = QApplication.focusWidget()
        entered = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if entered and isinstance(pressed, QAbstractButton) and self.isAncestorOf(pressed):
            pressed.click()
        else:
            super().keyPressEvent(event)

    @override
    def focusNextPrevChild(self, forward: bool) -> bool:
        return step(self, forward=forward)

    @staticmethod
    def scrolled(gap: int) -> tuple[QScrollArea, QVBoxLayout]:
        """An area that scrolls where what is put into its column does not fit."""
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QWidget()
        page.setProperty("role", "clear")
        column = QVBoxLayout(page)
        leading_margins(column, 0, 0, look.px(8), 0)
        column.setSpacing(look.px(gap))
        area.setWidget(page)
        return area, column
