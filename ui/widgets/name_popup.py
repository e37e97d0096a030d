"""A small window that asks for a name, over the button that opened it."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ssc_desktop.i18n import _
from ui.theme.look import look
from ui.widgets.speaking import button, plain_label


class NamePopup(QFrame):
    """A line to type into and a button; Enter does it, Esc does not."""

    def __init__(
        self, parent: QWidget, question: str, act: str, then: Callable[[str], object]
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("name_popup")
        self.setProperty("role", "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._then = then
        column = QVBoxLayout(self)
        edge = look.px(14)
        column.setContentsMargins(edge, look.px(12), edge, edge)
        column.setSpacing(look.px(8))
        label = plain_label("label")
        label.setText(question)
        column.addWidget(label)
        row = QHBoxLayout()
        self.line = QLineEdit()
        self.line.setAccessibleName(question)
        self.line.setMaxLength(60)
        self.line.returnPressed.connect(self._do)
        self.do = button("primary")
        self.do.setText(act)
        self.do.clicked.connect(self._do)
        self.do.setEnabled(False)
        self.line.textChanged.connect(lambda text: self.do.setEnabled(bool(text.strip())))
        row.addWidget(self.line, 1)
        row.addWidget(self.do)
        column.addLayout(row)

    def open_at(self, owner: QWidget, text: str = "", *, above: bool = False) -> None:
        """Open under `owner` (or above it), with `text` to change."""
        self.line.setText(text)
        self.line.selectAll()
        window = owner.window()
        self.setFixedWidth(min(look.px(330), window.width() - look.px(16)))
        self.adjustSize()
        down = -self.height() - 4 if above else owner.height() + 4
        at = owner.mapTo(window, QPoint(0, down))
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            at.setX(at.x() + owner.width() - self.width())
        at.setX(max(look.px(8), min(at.x(), window.width() - self.width() - look.px(8))))
        self.move(window.mapToGlobal(at))
        self.show()
        self.line.setFocus()

    def _do(self) -> None:
        name = self.line.text().strip()
        if name:
            self.close()
            self._then(name)


def ask_name(
    owner: QWidget,
    question: str,
    then: Callable[[str], object],
    *,
    act: str = "",
    text: str = "",
    above: bool = False,
) -> NamePopup:
    """Ask for a name at `owner`; returns the window that asks."""
    popup = NamePopup(owner.window(), question, act or _("Keep"), then)
    popup.open_at(owner, text, above=above)
    return popup
