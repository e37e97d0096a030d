"""What can be done with the stories that are selected: shown while there are two or more."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QToolButton, QWidget

from ssc_desktop import i18n
from ssc_desktop.i18n import _, ngettext
from ui.overriding import override
from ui.theme.look import look
from ui.widgets.speaking import Speaking, button, icon_button, named, plain_label


class BulkBar(Speaking, QFrame):
    """A line of buttons over the foot of the list."""

    status_wanted = Signal(str, str)
    """The code of a status, and what it is called."""
    bundle_wanted = Signal()
    word_wanted = Signal()
    keyword_wanted = Signal()
    trash_wanted = Signal()
    all_wanted = Signal()
    """Select also the stories of a very long list that were not scrolled to yet."""
    clear_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bulk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._n = 0
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(12), look.px(5), look.px(12), look.px(5))
        row.setSpacing(look.px(1))
        self.said = plain_label("label")
        row.addWidget(self.said)
        self.all = button("link")
        self.all.clicked.connect(self.all_wanted)
        row.addWidget(self.all)
        row.addStretch(1)
        self.status = icon_button("circle-check", "text", 17)
        self.word = icon_button("file-down", "text", 17)
        self.bundle = icon_button("package", "text", 17)
        self.keyword = icon_button("tag", "text", 17)
        self.trash = icon_button("trash-2", "text", 17)
        self.clear = icon_button("x", "muted", 16)
        for made in (
            self.status, self.word, self.bundle, self.keyword, self.trash, self.clear,
        ):  # fmt: skip
            row.addWidget(made)
        self.status.clicked.connect(self._show_statuses)
        self.word.clicked.connect(self.word_wanted)
        self.bundle.clicked.connect(self.bundle_wanted)
        self.keyword.clicked.connect(self.keyword_wanted)
        self.trash.clicked.connect(self.trash_wanted)
        self.clear.clicked.connect(self.clear_wanted)
        self.hide()
        self.say(self._say_words)

    def _words(self) -> tuple[tuple[QToolButton, str], ...]:
        return (
            (self.status, _("Status")),
            (self.word, _("Document")),
            (self.bundle, _("Bundle")),
            (self.keyword, _("Keyword")),
            (self.trash, _("Trash")),
        )

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        style = Qt.ToolButtonStyle
        wide = self.width() >= look.px(720)
        for made, _said in self._words():
            made.setToolButtonStyle(
                style.ToolButtonTextBesideIcon if wide else style.ToolButtonIconOnly
            )

    def show_selected(self, n: int, of: int = 0) -> None:
        """So many stories are selected; one alone needs no bar.

        `of` is how many there are where all that are known are selected, and more follow.
        """
        self._n = n
        self.all.setVisible(bool(of))
        self.all.setText(_("Select all {n}").format(n=of))
        self.setVisible(n > 1)
        self.said.setText(ngettext("{n} selected", "{n} selected", n).format(n=n))

    def _say_words(self) -> None:
        self.setAccessibleName(_("What to do with the selected stories"))
        named(self.status, _("Give the selected stories another status"))
        named(self.word, _("Word document or PDF of the selected stories"))
        named(self.bundle, _("Bundle of the selected stories"))
        named(self.keyword, _("Add a keyword to the selected stories"))
        named(self.trash, _("Put the selected stories into the trash"))
        named(self.clear, _("Select no more than one story"))
        for made, said in self._words():
            made.setText(said)
        self.show_selected(self._n)

    def _show_statuses(self) -> None:
        from ssc_desktop.record.vocabularies import vocabulary

        menu = QMenu(self)
        for entry in vocabulary("case_status").entries:
            called = entry.label(i18n.language())
            act = menu.addAction(called)
            act.triggered.connect(
                lambda _on=False, code=str(entry.code), words=called: self.status_wanted.emit(
                    code, words
                )
            )
        self._drop(menu, self.status)

    def _drop(self, menu: QMenu, owner: QWidget) -> None:
        menu.aboutToHide.connect(menu.deleteLater)
        high = menu.sizeHint().height()
        menu.popup(owner.mapToGlobal(QPoint(0, -high - 2)))
