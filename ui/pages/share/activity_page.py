"""What happened: everything done with others, by day; it stays when the program ends."""

from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ssc_desktop.i18n import _
from ui.pages.share.deed_line import DeedLine
from ui.pages.share.share_part import SharePart
from ui.theme.look import look
from ui.viewmodels import past_words
from ui.viewmodels.happened import Deed, Happened
from ui.widgets.cleared import clear
from ui.widgets.speaking import button, plain_label

if TYPE_CHECKING:
    from collections.abc import Iterable


class ActivityPage(SharePart):
    """The latest first."""

    take_wanted = Signal()

    def __init__(self, happened: Happened) -> None:
        super().__init__(gap=8)
        self._happened = happened
        self.lines: dict[int, DeedLine] = {}
        self._words = plain_label("prompt", wraps=True)
        self.column.addWidget(self._words)
        self._list = QVBoxLayout()
        self._list.setSpacing(look.px(10))
        self.column.addLayout(self._list)
        self.more = button("secondary", "chevron-down")
        self.more.clicked.connect(happened.read_on)
        self.take = button("secondary", "package-open")
        self.take.clicked.connect(self.take_wanted)
        self.column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeading)
        self.column.addWidget(self.take, 0, Qt.AlignmentFlag.AlignLeading)
        self.column.addStretch(1)
        happened.changed.connect(self._fill)
        self.say(self._say_words)
        happened.load()

    def _say_words(self) -> None:
        self.more.setText(_("Show older"))
        self.take.setText(_("Take in bundles…"))
        self._words.setText(
            _("Nothing yet. Each bundle that you make, take in or undo will be written down here.")
        )
        self._fill()

    def _fill(self) -> None:
        clear(self._list)
        self.lines = {}
        for day, deeds in groupby(self._happened.deeds, key=lambda one: past_words.day(one.at)):
            box = self._day(day, deeds)
            self._list.addWidget(box)
            box.show()
        some = bool(self.lines)
        self._words.setVisible(not some)
        self.take.setVisible(not some)
        self.more.setVisible(self._happened.more)

    def _day(self, day: str, deeds: "Iterable[Deed]") -> QWidget:
        part = QWidget()
        down = QVBoxLayout(part)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(look.px(6))
        heading = plain_label("label", wraps=True)
        heading.setText(day)
        down.addWidget(heading)
        box = QFrame()
        box.setProperty("role", "box")
        inside = QVBoxLayout(box)
        inside.setContentsMargins(look.px(14), look.px(3), look.px(14), look.px(3))
        inside.setSpacing(0)
        for at, deed in enumerate(deeds):
            if at:
                line = QFrame()
                line.setProperty("role", "line")
                inside.addWidget(line)
            inside.addWidget(self._line(deed))
        down.addWidget(box)
        return part

    def _line(self, deed: Deed) -> DeedLine:
        made = DeedLine(deed)
        made.undo_wanted.connect(lambda: self._happened.undo(deed))
        made.back_wanted.connect(lambda: self._happened.put_back(deed))
        self.lines[deed.number] = made
        return made
