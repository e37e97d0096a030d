"""The trash: what was put away, how long it stays, and the way back."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QListView, QVBoxLayout, QWidget

from ssc_desktop.i18n import _, digits, ngettext
from ui.overriding import override
from ui.theme.look import look
from ui.viewmodels.trash import TRASHED, TrashList, title
from ui.widgets.asking_dialog import AskingDialog
from ui.widgets.speaking import Speaking, button, plain_label
from ui.widgets.trash_line import TrashLine

if TYPE_CHECKING:
    from ssc_desktop.services.answers import Trashed
    from ui.viewmodels.shelf import Shelf

_WIDEST = 640


class TrashPage(Speaking, QWidget):
    """Stories that were put away; nothing here is lost."""

    def __init__(self, shelf: "Shelf") -> None:
        super().__init__()
        self._shelf = shelf
        self.trash = TrashList(shelf, self)
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.px(42), look.px(24), look.px(42), look.px(16))
        layout.setSpacing(look.px(8))
        self._title, self._words = plain_label("title"), plain_label("prompt", wraps=True)
        layout.addWidget(self._title)
        layout.addWidget(self._words)
        layout.addSpacing(look.px(4))
        layout.addLayout(self._actions())
        layout.addSpacing(look.px(4))
        self.list = QListView()
        self.list.setModel(self.trash)
        self.list.setItemDelegate(TrashLine(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setMaximumWidth(look.px(_WIDEST))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.activated.connect(lambda _index: self.restore_chosen())
        layout.addWidget(self.list, 1)
        self.nothing = plain_label("prompt", wraps=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(self.nothing, 1)
        self.older = button("link")
        self.older.clicked.connect(lambda: self.trash.show_older(not self.trash.with_older))
        layout.addWidget(self.older, 0, Qt.AlignmentFlag.AlignLeading)
        self.say(self._say_words)
        self.trash.shown.connect(self._on_shown)
        self.list.selectionModel().selectionChanged.connect(lambda *_: self._show_actions())
        self._on_shown()

    def _actions(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(look.px(8))
        self.restore = button("primary", "archive-restore", "on_accent")
        self.restore.clicked.connect(self.restore_chosen)
        self.clear = button("secondary", "trash-2")
        self.clear.clicked.connect(self.ask_to_clear)
        row.addWidget(self.restore)
        row.addWidget(self.clear)
        row.addStretch(1)
        return row

    def _say_words(self) -> None:
        self._title.setText(_("Trash"))
        self._words.setText(
            _("Stories that were put away. They stand here for 90 days, and come back with "
              "everything that was in them.")
        )  # fmt: skip
        self.nothing.setText(_("The trash is empty. Stories that you put away will be here."))
        self.restore.setText(_("Take back"))
        self.clear.setText(_("Clear out now"))
        self.list.setAccessibleName(_("Stories in the trash"))
        self._say_older()

    def _say_older(self) -> None:
        n = self.trash.older
        self.older.setVisible(bool(n))
        if self.trash.with_older:
            self.older.setText(_("Show only those of the last 90 days"))
        else:
            said = ngettext("Show {n} story put away longer ago",
                            "Show {n} stories put away longer ago", n)  # fmt: skip
            self.older.setText(said.format(n=digits(n)))

    def _on_shown(self) -> None:
        some = bool(self.trash.stories)
        self.list.setVisible(some)
        self.nothing.setVisible(not some)
        if some and not self.list.selectionModel().hasSelection():
            self.list.setCurrentIndex(self.trash.index(0))
        self._say_older()
        self._show_actions()

    def _chosen(self) -> "Trashed | None":
        chosen: Trashed | None = self.list.currentIndex().data(TRASHED)
        return chosen

    def _show_actions(self) -> None:
        chosen = self._chosen() if self.list.selectionModel().hasSelection() else None
        for made in (self.restore, self.clear):
            made.setVisible(not self.list.isHidden())
        self.restore.setEnabled(chosen is not None)
        self.clear.setEnabled(chosen is not None and chosen.days_left > 0 and not chosen.cleared)

    def restore_chosen(self) -> None:
        """Take the chosen story back into the library."""
        chosen = self._chosen()
        if chosen is not None:
            self._shelf.restore(chosen.id)

    def ask_to_clear(self) -> None:
        """Ask whether the chosen story is to leave the trash before its time."""
        chosen = self._chosen()
        if chosen is None:
            return
        dialog = AskingDialog(self, lambda: _question(chosen))
        dialog.agreed.connect(lambda: self.trash.clear(chosen))
        dialog.open()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._shelf.is_ready:
            self._shelf.refresh_trash()


def _question(story: "Trashed") -> tuple[str, str, str, str]:
    return (
        _("Clear “{title}” out of the trash?").format(title=title(story)[:80]),
        _("It is no longer shown, as if its 90 days were over. Its history stays in the library, "
          "so that bundles of others go on fitting, and you can still take it back: the line at "
          "the foot of the trash shows it."),
        _("Clear out now"),
        _("Leave it here"),
    )  # fmt: skip
