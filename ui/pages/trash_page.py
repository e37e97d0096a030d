"""The trash: what was put away, and the way back."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QListView, QVBoxLayout, QWidget

from ssc_desktop.i18n import _
from ui.overriding import override
from ui.theme.look import look
from ui.viewmodels.story_list import ID
from ui.widgets.speaking import Speaking, button, plain_label
from ui.widgets.story_card import StoryCard

if TYPE_CHECKING:
    from ssc_desktop.services.answers import Listing
    from ui.viewmodels.shelf import Shelf


class TrashPage(Speaking, QWidget):
    """Stories that were put away; nothing here is lost."""

    def __init__(self, shelf: "Shelf") -> None:
        super().__init__()
        self._shelf = shelf
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.px(42), look.px(24), look.px(42), look.px(16))
        layout.setSpacing(look.px(8))
        self._title, self._words = plain_label("title"), plain_label("prompt", wraps=True)
        layout.addWidget(self._title)
        layout.addWidget(self._words)
        self.restore = button("primary", "archive-restore", "on_accent")
        self.restore.clicked.connect(self.restore_chosen)
        layout.addSpacing(look.px(4))
        layout.addWidget(self.restore, 0, Qt.AlignmentFlag.AlignLeading)
        layout.addSpacing(look.px(4))
        self.list = QListView()
        self.list.setModel(shelf.trash)
        self.list.setItemDelegate(StoryCard(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setMaximumWidth(look.px(640))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.activated.connect(lambda _index: self.restore_chosen())
        layout.addWidget(self.list, 1)
        self.nothing = plain_label("prompt", wraps=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(self.nothing, 1)
        self.say(self._say_words)
        shelf.trash_listed.connect(self._on_listed)
        self.list.selectionModel().selectionChanged.connect(lambda *_: self._show_restore())
        self._on_listed(None)

    def _say_words(self) -> None:
        self._title.setText(_("Trash"))
        self._words.setText(
            _("Stories that were put away. They stay here until you take them back.")
        )
        self.nothing.setText(_("The trash is empty. Stories that you put away will be here."))
        self.restore.setText(_("Take back"))
        self.list.setAccessibleName(_("Stories in the trash"))

    def _on_listed(self, listing: "Listing | None") -> None:
        some = listing is not None and bool(listing.summaries)
        self.list.setVisible(some)
        self.nothing.setVisible(not some)
        if some and not self.list.selectionModel().hasSelection():
            self.list.setCurrentIndex(self._shelf.trash.index(0, 0))
        self._show_restore()

    def _show_restore(self) -> None:
        self.restore.setVisible(not self.list.isHidden())
        self.restore.setEnabled(self.list.selectionModel().hasSelection())

    def restore_chosen(self) -> None:
        """Take the chosen story back into the library."""
        case_id = self.list.currentIndex().data(ID)
        if case_id:
            self._shelf.restore(str(case_id))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._shelf.is_ready:
            self._shelf.refresh_trash()
