"""Asked before a link is opened: the whole address is shown first, and can be copied instead."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QWidget

from ssc_desktop.i18n import _
from ui.showing import leads_to, open_page
from ui.widgets.asking_dialog import AskingDialog
from ui.widgets.speaking import button
from ui.widgets.text.tall_box import TallBox


class LinkQuestion(AskingDialog):
    """Shows where a link leads; only then it is opened, by the browser."""

    def __init__(self, parent: QWidget, address: str) -> None:
        self.address = TallBox()
        self.copy = button("secondary", "copy")
        super().__init__(parent, lambda: _words(address))
        self.setObjectName("link_question")
        self.address.setReadOnly(True)
        self.address.setPlainText(address)
        self.address.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.address.setFrameShape(QFrame.Shape.StyledPanel)
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(address))
        self.copy.clicked.connect(self.reject)
        self.down.insertWidget(2, self.address)
        self.row.insertWidget(1, self.copy)
        self.say(self._say_more)
        self.agreed.connect(lambda: open_page(address))

    def _say_more(self) -> None:
        self.copy.setText(_("Copy the address"))
        self.address.setAccessibleName(_("Address of the link"))


def _words(address: str) -> tuple[str, str, str, str]:
    return (
        _("Open this page?"),
        _("It is a page of {place}. Your browser opens it, over the network.").format(
            place=leads_to(address)
        ),
        _("Open in the browser"),
        _("Leave it"),
    )
