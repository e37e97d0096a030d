"""What came of documents that were taken in, story by story, and the way back."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ssc_desktop.i18n import _
from ui.pages.share.share_part import SharePart
from ui.theme.look import look
from ui.viewmodels import arriving_words as words
from ui.widgets.cleared import clear
from ui.widgets.facts_card import FactsCard
from ui.widgets.flow import FlowLayout
from ui.widgets.headline import fitting
from ui.widgets.notice_box import NoticeBox
from ui.widgets.speaking import Speaking, button, plain_label, plain_tip

if TYPE_CHECKING:
    from ssc_desktop.services.proposals import TakenDocument
    from ui.viewmodels.arriving import Arriving

_MOST = 40
_LONGEST = 72


class DocumentsResult(SharePart):
    """Stays until the person goes on."""

    help_place = "arriving"
    place_wanted = Signal(str)
    story_wanted = Signal(str)

    def __init__(self, arriving: "Arriving") -> None:
        super().__init__(gap=8)
        self._arriving = arriving
        self.sum = NoticeBox("good", "circle-check")
        self.column.addWidget(self.sum)
        self.column.addSpacing(look.px(6))
        ways = QWidget()
        flow = FlowLayout(ways, look.px(8))
        self.needs = button("primary", "git-compare", "on_accent")
        self.done = button("primary", "check", "on_accent")
        self.undo = button("secondary", "undo-2")
        self.put_back = button("secondary", "redo-2")
        self.needs.clicked.connect(lambda: self.place_wanted.emit("needs_you"))
        self.done.clicked.connect(arriving.forget)
        self.undo.clicked.connect(arriving.undo)
        self.put_back.clicked.connect(arriving.put_back)
        for made in (self.needs, self.done, self.undo, self.put_back):
            flow.addWidget(made)
        self.column.addWidget(ways)
        self.column.addSpacing(look.px(10))
        self._parts = QVBoxLayout()
        self._parts.setSpacing(look.px(6))
        self.column.addLayout(self._parts)
        self.column.addStretch(1)
        self._shown: tuple[TakenDocument, ...] = ()
        self.say(self._say_words)
        arriving.changed.connect(self._on_changed)

    def _on_changed(self) -> None:
        if self._arriving.taken != self._shown:
            self._shown = self._arriving.taken
            self._fill()
        self._say_words()

    def _say_words(self) -> None:
        self.needs.setText(_("Show what needs you"))
        self.done.setText(_("Done"))
        self.undo.setText(_("Undo the import"))
        self.put_back.setText(_("Put it back"))
        undone, taken = self._arriving.undone, self._shown
        if undone is not None:
            self.sum.tell(undone.sentence(), "\n".join(one.title for one in undone.left[:_MOST]))
        elif taken:
            stories = len({one.case_id for one in taken})
            self.sum.tell(words.came_in(len(taken), stories))
        else:
            self.sum.tell(_("Nothing was taken in."))
        back = undone is not None
        disputed = not back and any(one.conflicts for one in taken)
        self.needs.setVisible(disputed)
        self.done.setVisible(not disputed)
        self.undo.setVisible(bool(taken) and not back)
        self.put_back.setVisible(back)

    def _fill(self) -> None:
        clear(self._parts)
        arrived = self._arriving.arrived
        refused = arrived.proposals.refused if arrived else ()
        if refused:
            card = FactsCard()
            for one in refused[:_MOST]:
                card.add("circle-alert", "red", one.message, one.advice)
            self._parts.addWidget(card)
        for taken in self._shown[:_MOST]:
            line = _TakenLine(taken)
            line.wanted.connect(self.story_wanted)
            self._parts.addWidget(line)

    def take_keyboard(self) -> None:
        """Have Enter do what is likely."""
        next(made for made in (self.needs, self.done) if not made.isHidden()).setFocus()


class _TakenLine(Speaking, QWidget):
    """A story that leads to itself, and what came into it."""

    wanted = Signal(str)

    def __init__(self, one: "TakenDocument") -> None:
        super().__init__()
        self._one = one
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        self._link = button("small-link")
        self._link.clicked.connect(lambda _on=False: self.wanted.emit(one.case_id))
        self._said = plain_label("small", wraps=True)
        self._said.setIndent(look.px(8))
        down.addWidget(self._link, 0, Qt.AlignmentFlag.AlignLeading)
        down.addWidget(self._said)
        self.say(self._say_words)

    def _say_words(self) -> None:
        title = self._one.title or _("Untitled story")
        longest = int(_LONGEST / max(1.0, look.scale))
        shown = fitting(title, longest)
        self._link.setText(shown.replace("&", "&&"))
        self._link.setAccessibleName(title)
        self._link.setToolTip(plain_tip(title))
        self._said.setText(self._one.sentence())
