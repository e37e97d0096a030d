"""Above the form where the outline has no room: the section that is shown, and the next gap."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ui.overriding import override
from ui.theme.icons import icon
from ui.theme.look import look
from ui.widgets.speaking import button, plain_tip


class NarrowBar(QWidget):
    """Two buttons; the second gives up its words where both do not fit."""

    def __init__(self) -> None:
        super().__init__()
        self._words = ""
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(look.px(8))
        self.section: QPushButton = button("choice", "list", "muted")
        self.gap: QPushButton = button("blue")
        self.row.addWidget(self.section, 1)
        self.row.addWidget(self.gap)

    def say_section(self, words: str) -> None:
        """Name the section that is shown."""
        self.section.setText(words)
        self.refit()

    def say_gap(self, words: str, hint: str) -> None:
        """Name the way to the next gap."""
        self._words = words
        self.gap.setAccessibleName(words)
        self.gap.setToolTip(plain_tip(f"{words}. {hint}"))
        self.refit()

    def refit(self) -> None:
        """Show words where they fit, else the flag alone."""
        self.gap.setText(self._words)
        self.gap.setIcon(QIcon())
        margins = self.row.contentsMargins()
        room = self.width() - margins.left() - margins.right() - self.row.spacing()
        if self.gap.sizeHint().width() + self.section.sizeHint().width() > room:
            self.gap.setText("")
            self.gap.setIcon(icon("flag", "on_blue"))
            self.gap.setIconSize(QSize(look.px(18), look.px(18)))
        self.gap.updateGeometry()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.refit()
