"""Where a link leads: to be written, changed, looked at and only then opened."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout

from ssc_desktop.i18n import _
from ui.overriding import override
from ui.showing import leads_to
from ui.theme.look import look
from ui.widgets.speaking import Speaking, button, plain_label
from ui.widgets.text import formatting
from ui.widgets.text.link_question import LinkQuestion

if TYPE_CHECKING:
    from ui.widgets.text.prose import Prose


class LinkCard(Speaking, QFrame):
    """A small card at the caret; Esc or a click beside it closes it."""

    closed = Signal()

    def __init__(self, prose: "Prose") -> None:
        super().__init__(prose.window())
        self._prose = prose
        self._chosen = prose.chosen
        self._link = formatting.link_at(self._chosen.text, self._chosen.start)
        self.setWindowFlags(Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("role", "popup")
        self.setObjectName("link_card")
        self.line = QLineEdit(self._link.address if self._link else _from_clipboard())
        self.open_it = button("link", "external-link", "accent")
        self.take_off = button("plain")
        self.keep_it = button("primary")
        self._label = plain_label("label")
        self._note = plain_label("amber", wraps=True)
        self._build()
        self.say(self._say_words)

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        edge = look.px(12)
        layout.setContentsMargins(edge, edge, edge, edge)
        layout.setSpacing(look.px(8))
        self.line.setMinimumWidth(look.px(340))
        self.line.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.line.returnPressed.connect(self.keep)
        self.line.textEdited.connect(self._note.hide)
        self.line.selectAll()
        self._label.setBuddy(self.line)
        self._note.hide()
        for part in (self._label, self.line, self._note):
            layout.addWidget(part)
        row = QHBoxLayout()
        row.setSpacing(look.px(8))
        self.open_it.clicked.connect(self._open)
        self.take_off.clicked.connect(self.remove)
        self.keep_it.clicked.connect(self.keep)
        for made in (self.open_it, self.take_off):
            row.addWidget(made)
            made.setVisible(self._link is not None)
        row.addStretch(1)
        row.addWidget(self.keep_it)
        layout.addLayout(row)

    def _say_words(self) -> None:
        self._label.setText(_("Address of the link"))
        self.line.setAccessibleName(_("Address of the link"))
        self.open_it.setText(_("Open in the browser…"))
        self.take_off.setText(_("Remove the link"))
        self.keep_it.setText(_("Keep"))

    def show_at_caret(self) -> None:
        """Open under the caret, within the screen."""
        self.adjustSize()
        box = self._prose.caret_box()
        below = self._prose.mapToGlobal(box.bottomLeft() + QPoint(0, look.px(6)))
        screen = self._prose.screen().availableGeometry()
        size: QSize = self.sizeHint()
        left = below.x() - (size.width() if self._is_mirrored() else 0)
        left = max(screen.left(), min(left, screen.right() - size.width()))
        if below.y() + size.height() > screen.bottom():
            below.setY(self._prose.mapToGlobal(box.topLeft()).y() - size.height() - look.px(6))
        self.move(left, below.y())
        self.show()
        self.line.setFocus()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self.closed.emit()
        super().closeEvent(event)

    def _is_mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def keep(self) -> None:
        """Make what is selected a link to the address, or say what is wrong with it."""
        address = formatting.address_of(self.line.text())
        if not address:
            self._note.setText(
                _("This is no address of a page. Write it like https://www.example.org/report.")
            )
            self._note.show()
            self.adjustSize()
            return
        self.close()
        self._prose.apply(formatting.linked(self._chosen, address))
        self._prose.setFocus()

    def remove(self) -> None:
        """Leave the words and take the link off."""
        self.close()
        self._prose.apply(formatting.linked(self._chosen, ""))
        self._prose.setFocus()

    def _open(self) -> None:
        address = formatting.address_of(self.line.text())
        self.close()
        if leads_to(address):
            LinkQuestion(self._prose.window(), address).open()


def _from_clipboard() -> str:
    """An address that was copied a moment ago is most likely the one."""
    return formatting.address_of(QGuiApplication.clipboard().text()[:2_000].strip()) if (
        "://" in QGuiApplication.clipboard().text()[:20]
    ) else ""  # fmt: skip
