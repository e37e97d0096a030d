"""The history of the open story in the side panel: saves by day, their changes, the way back."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListView,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ssc_desktop.i18n import _, digits, ngettext
from ui.overriding import override
from ui.theme.look import look
from ui.theme.placing import placed
from ui.viewmodels import past_words
from ui.viewmodels.past import SAVE, Past
from ui.viewmodels.steps import member_at
from ui.widgets.difference_card import DifferenceCard, DifferencePart, together
from ui.widgets.mirroring import leading_margins
from ui.widgets.save_line import SaveLine
from ui.widgets.speaking import Speaking, button, icon_button, named, plain_label

if TYPE_CHECKING:
    from ssc_desktop.services.answers import Difference, Save, ToldStory
    from ssc_desktop.services.redacting import Withdrawing
    from ui.viewmodels.shelf import Shelf
    from ui.viewmodels.steps import Path
    from ui.widgets.form.asking import Member

_AT_ONCE = 4
_FIRST = 24


class HistoryPanel(Speaking, QWidget):
    """A list; choosing a save turns the page to what it changed."""

    def __init__(self, shelf: "Shelf") -> None:
        super().__init__()
        self._shelf = shelf
        self.past = Past(shelf, self)
        self._here: Path = ()
        self._save: Save | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.pages = QStackedWidget()
        layout.addWidget(self.pages)
        self.pages.addWidget(self._list_page())
        self.pages.addWidget(self._save_page())
        self.say(self._say_words)
        self.past.listed.connect(self._on_listed)
        self.past.compared.connect(self._show_differences)
        self.past.told.connect(self._show_story)
        shelf.editor.opened.connect(self._on_opened)
        shelf.autosave.changes.connect(lambda _changes: self._look_again())
        self._waiting: list[tuple[Difference, ...]] = []
        self._adding = QTimer(self)
        self._adding.setInterval(0)
        self._adding.timeout.connect(self._add_some)

    def _list_page(self) -> QWidget:
        page = QWidget()
        down = QVBoxLayout(page)
        down.setContentsMargins(0, look.px(10), 0, 0)
        down.setSpacing(look.px(4))
        row = QHBoxLayout()
        row.setContentsMargins(look.px(12), 0, look.px(12), 0)
        row.setSpacing(look.px(6))
        self.whole, self.only = button("pill"), button("pill")
        for made in (self.whole, self.only):
            made.setCheckable(True)
            made.setAutoExclusive(True)
            made.clicked.connect(self._narrow)
            row.addWidget(made)
        row.addStretch(1)
        self.whole.setChecked(True)
        down.addLayout(row)
        self._of_what = plain_label("small", wraps=True)
        self._of_what.setContentsMargins(look.px(14), 0, look.px(14), 0)
        down.addWidget(self._of_what)
        self.list = QListView()
        self.list.setModel(self.past.saves)
        self.list.setItemDelegate(SaveLine(self.list))
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.installEventFilter(self)
        self.list.clicked.connect(lambda index: self.look_at(index.data(SAVE)))
        down.addWidget(self.list, 1)
        self.nothing = plain_label("prompt", wraps=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.nothing.setContentsMargins(look.px(20), look.px(28), look.px(20), 0)
        down.addWidget(self.nothing, 1)
        self.nothing.hide()
        return page

    def _save_page(self) -> QWidget:
        page = QWidget()
        down = QVBoxLayout(page)
        down.setContentsMargins(0, look.px(8), 0, 0)
        down.setSpacing(look.px(6))
        down.addLayout(self._save_head())
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._cards = QWidget()
        self._cards.setProperty("role", "clear")
        self._down = QVBoxLayout(self._cards)
        self._down.setContentsMargins(look.px(12), look.px(4), look.px(12), look.px(12))
        self._down.setSpacing(look.px(8))
        self._down.addStretch(1)
        self._area.setWidget(self._cards)
        down.addWidget(self._area, 1)
        self.more = button("link")
        self.more.clicked.connect(self._show_rest)
        self.more.hide()
        foot = QVBoxLayout()
        foot.setContentsMargins(look.px(12), look.px(4), look.px(12), look.px(12))
        foot.setSpacing(look.px(6))
        self.read_story, self.restore_story = button("secondary", "book-open"), button("secondary")
        self.read_story.clicked.connect(self._read_story)
        self.restore_story.clicked.connect(self._restore_story)
        foot.addWidget(self.more)
        foot.addWidget(self.read_story)
        foot.addWidget(self.restore_story)
        down.addLayout(foot)
        return page

    def _save_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        leading_margins(row, look.px(8), 0, look.px(12), 0)
        row.setSpacing(look.px(6))
        self.back = icon_button("arrow-left", "text", 16)
        self.back.clicked.connect(self.show_list)
        row.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(look.px(1))
        self._when, self._who = (
            plain_label("subheading", wraps=True),
            plain_label("small", wraps=True),
        )
        words.addWidget(self._when)
        words.addWidget(self._who)
        row.addLayout(words, 1)
        return row

    def _say_words(self) -> None:
        self.whole.setText(_("Whole story"))
        self.only.setText(_("Only this answer"))
        self.only.setToolTip(_("Show the saves of the answer that the keyboard is in"))
        self.list.setAccessibleName(_("Saves of this story"))
        self.list.setAccessibleDescription(_("Choose a save to see what it changed."))
        named(self.back, _("All saves"), "Esc")
        self.read_story.setText(_("Read the whole story of then"))
        self.restore_story.setText(_("Restore the whole story as it was then"))
        self._say_only()
        self._say_save()
        if self.isVisible():
            self.past.load()
            self.show_list()

    def _say_only(self) -> None:
        member = member_at(self._here if len(self._here) % 2 else self._here[:-1])
        label = _(member.label) if member is not None else ""
        self._of_what.setVisible(self.only.isChecked())
        said = _("Only the saves of “{question}”").format(question=label)
        self._of_what.setText(
            said if label else _("Put the keyboard into an answer to see its saves.")
        )
        nothing = (
            _("Nothing was saved in this answer yet.")
            if self.past.path
            else _("What you write is kept here, save by save, so that nothing is ever lost.")
        )
        self.nothing.setText(nothing)

    # ------------------------------------------------------------ the list

    def show_member(self, member: "Member | None") -> None:
        """The keyboard is in another answer."""
        if member is None:
            return
        self._here = member.path
        if self.only.isChecked():
            self._narrow()

    def _narrow(self) -> None:
        self.past.narrow(self._here if self.only.isChecked() else ())
        self._say_only()

    def _on_listed(self) -> None:
        some = bool(self.past.saves.saves)
        self.list.setVisible(some)
        self.nothing.setVisible(not some)
        self._say_only()

    def _on_opened(self) -> None:
        self._here = ()
        self.past.path = ()
        self.whole.setChecked(True)
        self.show_list(focus=False)
        if self.isVisible():
            self.past.load()

    def _look_again(self) -> None:
        if self.isVisible():
            self.past.load_soon()

    def show_list(self, *, focus: bool = True) -> None:
        """Turn back to the list of saves."""
        at = self.past.saves.row_of(self._save.id) if self._save else -1
        self._save = None
        self._clear()
        self.pages.setCurrentIndex(0)
        if focus:
            if at >= 0:
                self.list.setCurrentIndex(self.past.saves.index(at))
            self.list.setFocus()

    # ------------------------------------------------------------ one save

    def look_at(self, save: "Save | None") -> None:
        """Show what a save changed."""
        if save is None:
            return
        self._save = save
        self._clear()
        self._say_save()
        self.pages.setCurrentIndex(1)
        self.back.setFocus()
        self.past.compare(save)

    def _say_save(self) -> None:
        save = self._save
        if save is None:
            return
        self._when.setText(past_words.day_and_time(save.at))
        parts = [past_words.who(save), past_words.origin(save)]
        if save.restored_from or save.note or save.first:
            parts.append(past_words.what(save))
        self._who.setText(" · ".join(part for part in parts if part))
        # the latest save is what the story says today
        latest = self.past.saves.saves[:1]
        now = not self.past.path and bool(latest) and latest[0].id == save.id
        self.restore_story.setEnabled(not now)

    def _clear(self) -> None:
        self._waiting = []
        while self._down.count() > 1:
            item = self._down.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.more.hide()

    def _show_differences(self, save: "Save", found: "Sequence[Difference]") -> None:
        if save is not self._save:
            return
        self._clear()
        self._waiting = together(found)
        self._shown = 0
        self._most = _FIRST
        if not found:
            label = plain_label("prompt", wraps=True)
            label.setText(_("This save changed nothing that is shown here."))
            self._down.insertWidget(0, label)
        self._adding.start()

    def _add_some(self) -> None:
        """A few cards a turn of the event loop: a first save may hold a hundred answers."""
        for one in self._waiting[:_AT_ONCE]:
            card = DifferenceCard(one, withdrawable=self._may_withdraw())
            card.restore_wanted.connect(self._restore)
            card.withdraw_wanted.connect(self._ask_to_withdraw)
            self._down.insertWidget(self._down.count() - 1, card)
        self._shown += len(self._waiting[:_AT_ONCE])
        del self._waiting[:_AT_ONCE]
        if not self._waiting or self._shown >= self._most:
            self._adding.stop()
            n = len(self._waiting)
            self.more.setVisible(bool(n))
            said = ngettext("Show {n} more change", "Show {n} more changes", n)
            self.more.setText(said.format(n=digits(n)))

    def _show_rest(self) -> None:
        self._most += _FIRST
        self.more.hide()
        self._adding.start()

    def parts(self) -> list[DifferencePart]:
        """The changes shown now."""
        cards = [one for one in placed(self._down).values() if isinstance(one, DifferenceCard)]
        return [part for card in cards for part in card.parts]

    def _restore(self, path: "Path", before: bool) -> None:
        if self._save is not None:
            save = self._save
            self.show_list()
            self.past.restore(save, tuple(path), before=before)

    def _may_withdraw(self) -> bool:
        """Whoever wrote words may withdraw them, and so may a facilitator."""
        from ssc_desktop import settings

        own = self._save is not None and self._save.own
        return own or settings.load().role == "facilitator"

    def _ask_to_withdraw(self, path: "Path") -> None:
        def ask(found: "Withdrawing") -> None:
            from ui.pages.settle_withdraw import WithdrawDialog

            member = member_at(path)
            dialog = WithdrawDialog(self, _(member.label) if member is not None else "", found)
            dialog.withdraw_wanted.connect(lambda why: self.past.withdraw(path, why))
            dialog.open()

        self.past.look_at_withdrawing(tuple(path), ask)

    def _restore_story(self) -> None:
        if self._save is not None:
            save = self._save
            self.show_list()
            self.past.restore(save)

    def _read_story(self) -> None:
        if self._save is not None:
            self.past.tell(self._save)

    def _show_story(self, save: "Save", told: "ToldStory") -> None:
        from ui.widgets.story_then import StoryThen

        dialog = StoryThen(self, save, told)
        dialog.restore_wanted.connect(lambda: self.past.restore(save))
        dialog.restore_wanted.connect(self.show_list)
        dialog.open()

    # ------------------------------------------------------------ coming and going, keys

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.past.load_whole()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._adding.stop()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            chosen = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}
            save = self.list.currentIndex().data(SAVE)
            if chosen and save is not None:
                self.look_at(save)
                return True
        return super().eventFilter(watched, event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        # the side panel closes on Esc; first it leads from a save back to the list
        if event.key() == Qt.Key.Key_Escape and self.pages.currentIndex():
            self.show_list()
        else:
            super().keyPressEvent(event)
