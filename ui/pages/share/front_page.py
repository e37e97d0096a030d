"""Two things one does with others: give, and take in; beside each other where there is room."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ssc_desktop.i18n import _, ngettext
from ui.overriding import override
from ui.pages.share.share_part import SharePart
from ui.theme.look import look
from ui.viewmodels.sticks import Sticks
from ui.widgets.drop_place import DropPlace
from ui.widgets.flow import FlowLayout
from ui.widgets.fold_card import shortened
from ui.widgets.notice_box import NoticeBox
from ui.widgets.picture import Picture
from ui.widgets.speaking import button, plain_label

if TYPE_CHECKING:
    from ssc_desktop.services.answers import Listing
    from ssc_desktop.settings import Settings
    from ui.viewmodels.shelf import Shelf

_BESIDE = 640
_MOST_STICKS = 3


class FrontPage(SharePart):
    """What an author needs; what comes under it fits what the person does here."""

    give_wanted = Signal()
    files_wanted = Signal()
    folder_wanted = Signal()
    form_wanted = Signal()
    """A blank form, for somebody without this program."""
    dropped = Signal(object)
    place_wanted = Signal(str)
    folder_of_made_wanted = Signal()
    """The folder of the bundle that was made last."""

    def __init__(self, shelf: "Shelf", sticks: "Sticks | None" = None) -> None:
        super().__init__(gap=12)
        self.sticks = sticks or Sticks(shelf.tasks, self)
        self.sticks.changed.connect(self._show_sticks)
        self._unpacked = 0
        self.waiting = NoticeBox("warm", "inbox", beside=True)
        self.waiting.offer(lambda: _("Look"), lambda: self.place_wanted.emit("inbox"))
        self.waiting.hide()
        self.column.addWidget(self.waiting)
        self.made = NoticeBox("good", "circle-check")
        self.made.offer(lambda: _("Open folder"), self.folder_of_made_wanted.emit)
        self.made.offer(lambda: _("Done"), self._forget_made)
        self.made.hide()
        self.column.addWidget(self.made)
        self._cards = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._cards.setSpacing(look.px(16))
        self.give_card, self.take_card = self._give_card(), self._take_card()
        self._cards.addWidget(self.give_card, 1)
        self._cards.addWidget(self.take_card, 1)
        self.column.addLayout(self._cards)
        self.column.addSpacing(look.px(8))
        self.under = QVBoxLayout()
        self.under.setSpacing(look.px(10))
        self.column.addLayout(self.under)
        self.column.addStretch(1)
        shelf.listed.connect(self._on_listed)
        if shelf.listing is not None:
            self._on_listed(shelf.listing)

    def _give_card(self) -> QFrame:
        card = QFrame()
        card.setProperty("role", "card")
        down = _column(card)
        heading, words = _head(down, "package")
        self.state = plain_label("small", wraps=True)
        down.addWidget(self.state)
        down.addSpacing(look.px(6))
        down.addStretch(1)
        self.make = button("primary", "package", "on_accent")
        self.make.clicked.connect(self.give_wanted)
        ways = QWidget()
        flow = FlowLayout(ways, look.px(8))
        self.form = button("secondary", "mail")
        self.form.clicked.connect(self.form_wanted)
        flow.addWidget(self.make)
        flow.addWidget(self.form)
        down.addWidget(ways)

        def say() -> None:
            heading.setText(_("Give your stories to others"))
            words.setText(_("A bundle is one signed file with stories and pictures, for a stick or "
                            "a mail. What you did not clear stays on this computer."))  # fmt: skip
            self.make.setText(_("Make a bundle…"))
            self.form.setText(_("Form to send by mail…"))
            self._say_state()

        self.say(say)
        return card

    def _take_card(self) -> DropPlace:
        self.drop = DropPlace()
        self.drop.dropped.connect(self.dropped)
        down = _column(self.drop)
        heading, words = _head(down, "package-open")
        down.addSpacing(look.px(6))
        down.addStretch(1)
        ways = QWidget()
        flow = FlowLayout(ways, look.px(8))
        self.choose = button("secondary", "package-open")
        self.folder = button("secondary", "folder-open")
        self.choose.clicked.connect(self.files_wanted)
        self.folder.clicked.connect(self.folder_wanted)
        self._ways = flow
        self.stick_ways: list[QPushButton] = []
        flow.addWidget(self.choose)
        flow.addWidget(self.folder)
        down.addWidget(ways)

        def say() -> None:
            heading.setText(_("Take in stories from others"))
            words.setText(_("Drop bundles, filled forms, documents, tables or a whole folder here. "
                            "You see what they bring before anything is changed."))  # fmt: skip
            self.choose.setText(_("Choose files…"))
            self.folder.setText(_("Look in a folder or stick…"))

        self.say(say)
        return self.drop

    # ------------------------------------------------------------ what it shows

    def show_settings(self, settings: "Settings") -> None:
        """Put first what the person does here."""
        facilitator = settings.role == "facilitator"
        first = self.take_card if facilitator else self.give_card
        if self._cards.indexOf(first) != 0:
            self._cards.removeWidget(first)
            self._cards.insertWidget(0, first, 1)

    def show_waiting(self, n: int) -> None:
        """Say how many bundles wait in the Inbox."""
        said = ngettext("{n} bundle waits for your word.", "{n} bundles wait for your word.", n)
        self.waiting.tell(said.format(n=n))
        self.waiting.setVisible(bool(n))

    def show_made(self, words: str, left_out: tuple[str, ...]) -> None:
        """Say that a bundle is ready, until the person goes on."""
        self.made.tell(words, "\n".join(left_out))
        self.made.show()

    def _forget_made(self) -> None:
        self.made.hide()
        self.make.setFocus()

    def _show_sticks(self) -> None:
        for old in self.stick_ways:
            self._ways.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.stick_ways = []
        for medium in self.sticks.there[:_MOST_STICKS]:
            made: QPushButton = button("secondary", "usb")
            made.setText(_("Look on “{stick}”").format(stick=shortened(medium.label)))
            made.clicked.connect(partial(self.dropped.emit, [medium.folder]))
            self._ways.addWidget(made)
            made.show()
            self.stick_ways.append(made)
        self._ways.invalidate()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.sticks.watch()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.sticks.rest()

    def _on_listed(self, listing: "Listing") -> None:
        self._unpacked = listing.unpacked
        self.make.setEnabled(bool(sum(listing.counts.values())))
        self._say_state()

    def _say_state(self) -> None:
        n = self._unpacked
        if not self.make.isEnabled():
            said = _("There is no story here yet.")
        elif n:
            said = ngettext(
                "{n} story changed since the last bundle.",
                "{n} stories changed since the last bundle.", n,
            ).format(n=n)  # fmt: skip
        else:
            said = _("Nothing changed since the last bundle.")
        self.state.setText(said)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        beside = self.width() - 2 * look.edge(self.width()) >= look.px(_BESIDE)
        ways = QBoxLayout.Direction
        self._cards.setDirection(ways.LeftToRight if beside else ways.TopToBottom)
        super().resizeEvent(event)


def _column(card: QFrame) -> QVBoxLayout:
    down = QVBoxLayout(card)
    edge = look.px(20)
    down.setContentsMargins(edge, edge, edge, edge)
    down.setSpacing(look.px(8))
    return down


def _head(down: QVBoxLayout, icon_name: str) -> tuple[QLabel, QLabel]:
    row = QHBoxLayout()
    row.setSpacing(look.px(10))
    row.addWidget(Picture(icon_name, "accent", 24))
    heading, words = plain_label("heading", wraps=True), plain_label("prompt", wraps=True)
    row.addWidget(heading, 1)
    down.addLayout(row)
    down.addWidget(words)
    return heading, words
