"""Asked before a link is opened: the whole address is shown first, and can be copied instead."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from ssc_desktop.i18n import _
from ui.showing import leads_to, open_page
from ui.widgets.asking_dialog import AskingDialog
from ui.widgets.speaking import button, plain_label

_ANYWHERE = "\N{ZERO WIDTH SPACE}"
"""Where a line may end: an address may be one long word."""


class LinkQuestion(AskingDialog):
    """Shows where a link leads; only then it is opened, by the browser."""

    def __init__(self, parent: QWidget, address: str) -> None:
        self.address = plain_label("label", wraps=True)
        self.address.setText(_ANYWHERE.join(address))
        self.address.setAccessibleName(address)
        self.address.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.copy = button("secondary", "copy")
        super().__init__(parent, lambda: _words(address))
        self.setObjectName("link_question")
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(address))
        self.copy.clicked.connect(self.reject)
        self.down.insertWidget(1, self.address)
        self.row.insertWidget(1, self.copy)
        self.say(lambda: self.copy.setText(_("Copy the address")))
        self.resize(self.width(), self.down.totalHeightForWidth(self.width()))
        self.agreed.connect(lambda: open_page(address))


def _words(address: str) -> tuple[str, str, str, str]:
    return (
        _("Open this page?"),
        _("It is a page of {place}. Your browser opens it, over the network.").format(
            place=leads_to(address)
        ),
        _("Open in the browser"),
        _("Leave it"),
    )
