"""What came of it: what is in the library now, what waits, what was refused, and the way back."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ssc_desktop.i18n import _, ngettext
from ui.pages.share.share_part import SharePart
from ui.theme.look import look
from ui.viewmodels import coming as words
from ui.widgets.cleared import clear
from ui.widgets.facts_card import FactsCard
from ui.widgets.flow import FlowLayout
from ui.widgets.notice_box import NoticeBox
from ui.widgets.speaking import button, plain_label
from ui.widgets.story_link import StoryLink

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtWidgets import QPushButton

    from ssc_desktop.services.answers import Summary
    from ssc_desktop.services.gathering import Gathered
    from ui.viewmodels.incoming import Incoming

_MOST_LISTED = 12


class ResultPanel(SharePart):
    """Stays until the person goes on; the list of what happened keeps it longer."""

    place_wanted = Signal(str)
    receipt_wanted = Signal()
    beside_wanted = Signal()
    """Receipts beside the bundles that came in."""
    request_wanted = Signal()
    story_wanted = Signal(str)

    def __init__(self, incoming: "Incoming") -> None:
        super().__init__(gap=8)
        collecting = self._collecting = incoming.collecting
        self._arriving = incoming.arriving
        self.sum = NoticeBox("good", "circle-check")
        self.column.addWidget(self.sum)
        self.column.addSpacing(look.px(6))
        self.column.addWidget(self._ways())
        self.column.addSpacing(look.px(10))
        self._parts = QVBoxLayout()
        self._parts.setSpacing(look.px(8))
        self.column.addLayout(self._parts)
        self.column.addStretch(1)
        self._shown: Gathered | None = None
        self.say(self._say_words)
        collecting.changed.connect(self._on_changed)

    def _ways(self) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(holder, look.px(8))
        self.needs = button("primary", "git-compare", "on_accent")
        self.done = button("primary", "check", "on_accent")
        self.receipt = button("secondary", "receipt-text")
        self.beside = button("secondary", "hard-drive")
        self.undo = button("secondary", "undo-2")
        self.put_back = button("secondary", "redo-2")
        self.needs.clicked.connect(lambda: self.place_wanted.emit("needs_you"))
        self.done.clicked.connect(self._collecting.forget)
        self.receipt.clicked.connect(self.receipt_wanted)
        self.beside.clicked.connect(self.beside_wanted)
        self.undo.clicked.connect(self._collecting.undo)
        self.put_back.clicked.connect(self._collecting.put_back)
        for made in (self.needs, self.done, self.beside, self.receipt, self.undo, self.put_back):
            made.setIconSize(QSize(look.px(21), look.px(16)))
            flow.addWidget(made)
        return holder

    # ------------------------------------------------------------ what it shows

    def _on_changed(self) -> None:
        result = self._collecting.result
        if result is not self._shown:
            self._shown = result
            self._fill()
            self.verticalScrollBar().setValue(0)
        self._say_words()

    def _say_words(self) -> None:
        self.needs.setText(_("Show what needs you"))
        arrived = self._arriving.arrived
        self.done.setText(_("Look at the documents") if arrived else _("Done"))
        self.receipt.setText(_("Save a receipt…"))
        self.beside.setText(_("Put receipts beside the bundles"))
        self.undo.setText(_("Undo the import"))
        self.put_back.setText(_("Put it back"))
        result = self._shown
        if result is None:
            return
        undone = self._collecting.undone
        taken, back = bool(result.taken), undone is not None
        if undone is not None:
            left = "\n".join(one.title for one in undone.left[:_MOST_LISTED])
            self.sum.tell(undone.sentence(), left)
        else:
            self.sum.tell(words.result(result), self._rest(result))
        disputed = taken and not back and bool(words.together(result.taken).conflicts)
        self.needs.setVisible(disputed)
        self.done.setVisible(not disputed)
        for made in (self.receipt, self.beside, self.undo):
            made.setVisible(taken and not back)
        self.put_back.setVisible(back)

    @staticmethod
    def _rest(result: "Gathered") -> str:
        said = [words.bundles(len(result.taken))] if result.taken else []
        if result.left:
            said.append(ngettext("{n} was left when you stopped", "{n} were left when you stopped",
                                 result.left).format(n=result.left))  # fmt: skip
        return " · ".join(said)

    def _fill(self) -> None:
        clear(self._parts)
        if self._shown is not None:
            for part in self._made(self._shown):
                self._parts.addWidget(part)
                part.show()

    def _made(self, result: "Gathered") -> "Iterator[QWidget]":
        if result.waiting:
            yield self._waiting(len(result.waiting))
        whole = words.together(result.taken) if result.taken else None
        coming = self._collecting.coming
        if whole is not None and coming is not None and coming.plans.duplicates:
            yield self._duplicates(len(coming.plans.duplicates))
        if whole is not None and whole.missing:
            yield self._missing(len(whole.missing))
        told = FactsCard()
        for one in result.refused:
            told.add("circle-alert", "red", one.message, one.advice)
        for said in whole.warnings if whole is not None else ():
            told.add("info", "muted", said)
        if told.said:
            yield told
        if whole is not None:
            yield from self._stories(_("New"), whole.new)
            yield from self._stories(_("Updated"), whole.updated)

    def _waiting(self, n: int) -> NoticeBox:
        said = ngettext("{n} bundle waits in the Inbox.", "{n} bundles wait in the Inbox.", n)
        box = NoticeBox("warm", "inbox")
        box.tell(said.format(n=n), _("Nothing of it came in. You can look at it at any time."))
        box.offer(lambda: _("Open the Inbox"), lambda: self.place_wanted.emit("inbox"))
        return box

    def _duplicates(self, n: int) -> NoticeBox:
        box = NoticeBox("hint", "files")
        box.tell(words.duplicates(n), _("Look at them side by side, and say what they are."))
        box.offer(lambda: _("Show what needs you"), lambda: self.place_wanted.emit("needs_you"))
        return box

    def _missing(self, n: int) -> NoticeBox:
        box = NoticeBox("hint", "image")
        more = _("A request is a small file that asks the sender for them.")
        box.tell(words.missing(n), more)
        box.offer(lambda: _("Write a request…"), self.request_wanted.emit)
        return box

    def _stories(self, heading: str, stories: "Sequence[Summary]") -> "Iterator[QWidget]":
        if not stories:
            return
        yield _label("label", heading)
        for one in stories[:_MOST_LISTED]:
            link = StoryLink(one)
            link.wanted.connect(self.story_wanted)
            yield link
        more = len(stories) - _MOST_LISTED
        if more > 0:
            yield _label("small", _("and {n} more").format(n=more))

    def take_keyboard(self) -> None:
        """Have Enter do what is likely."""
        ways: tuple[QPushButton, ...] = (self.needs, self.done)
        next(made for made in ways if not made.isHidden()).setFocus()


def _label(look_name: str, text: str) -> QWidget:
    label: QLabel = plain_label(look_name, wraps=True)
    label.setText(text)
    return label
