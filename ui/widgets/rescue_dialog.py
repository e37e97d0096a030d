"""What could not be saved once is still there: what it says, and the way back into the story."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ssc_desktop.i18n import _
from ui.theme.look import look
from ui.viewmodels import past_words
from ui.widgets.difference_card import DifferenceCard, together
from ui.widgets.sheet import Sheet
from ui.widgets.speaking import button, plain_label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton

    from ssc_desktop.services.answers import Rescued

_SIZE = QSize(600, 520)
_MOST_SHOWN = 8


class RescueDialog(Sheet):
    """Waits for nobody: what is not brought back now is told again at the next start."""

    help_place = "rescued"

    wanted = Signal(object)
    """The path of the file whose words are to come back."""
    folder_wanted = Signal(object)

    def __init__(self, parent: QWidget, waiting: "Sequence[Rescued]") -> None:
        super().__init__(parent, intro="")
        self.buttons: dict[Path, QPushButton] = {}
        self._parts: dict[Path, QWidget] = {}
        self.down.addWidget(self._list(waiting), 1)
        row = QHBoxLayout()
        self.folder, self.later = button("plain", "folder-open", "muted"), button("secondary")
        self.folder.clicked.connect(lambda: self.folder_wanted.emit(waiting[0].path.parent))
        self.later.clicked.connect(self.reject)
        row.addWidget(self.folder)
        row.addStretch(1)
        row.addWidget(self.later)
        self.down.addLayout(row)
        self.say(self._say_words)
        self.fit(_SIZE)
        first = self.buttons[waiting[0].path]
        first.setDefault(True)
        first.setFocus()

    def _list(self, waiting: "Sequence[Rescued]") -> QScrollArea:
        area, down = self.scrolled(gap=10)
        for one in waiting:
            self._parts[one.path] = self._part(one)
            down.addWidget(self._parts[one.path])
        down.addStretch(1)
        return area

    def _part(self, one: "Rescued") -> QWidget:
        part = QFrame()
        part.setProperty("role", "well")
        down = QVBoxLayout(part)
        down.setSpacing(look.px(6))
        title, when = plain_label("label", wraps=True), plain_label("small", wraps=True)
        down.addWidget(title)
        down.addWidget(when)
        for group in together(one.differences)[:_MOST_SHOWN]:
            down.addWidget(DifferenceCard(group))
        more = plain_label("small", wraps=True)
        down.addWidget(more)
        more.setVisible(len(together(one.differences)) > _MOST_SHOWN)
        back = button("primary", "archive-restore", "on_accent")
        back.clicked.connect(lambda: self._want(one.path))
        self.buttons[one.path] = back
        down.addWidget(back, 0, Qt.AlignmentFlag.AlignLeading)

        def words() -> None:
            title.setText(one.title or _("Untitled story"))
            written = past_words.day_and_time(one.at)
            text = (
                _("Written {day}")
                if one.in_library
                else _("Written {day}. This library has no such story yet.")
            )
            when.setText(text.format(day=written))
            more.setText(_("And more answers of this story."))
            back.setText(_("Bring the words back"))
            back.setAccessibleName(f"{back.text()}: {title.text()}")
            back.updateGeometry()

        self.say(words)
        return part

    def _say_words(self) -> None:
        self.setWindowTitle(_("Words that were rescued"))
        self.head.setText(_("Words that could not be saved are still here"))
        self.intro.setText(
            _("They were put into a file beside the library. Bring them back into their story: "
              "nothing that was written since is lost by it. You are told again at the next start "
              "if you wait.")
        )  # fmt: skip
        self.folder.setText(_("Open their folder"))
        self.later.setText(_("Later"))

    def _want(self, path: Path) -> None:
        self.buttons[path].setEnabled(False)
        self.wanted.emit(path)

    def offer_again(self, path: Path) -> None:
        """The words of a file could not come back now: another try may do it."""
        self.buttons[path].setEnabled(True)
        self.buttons[path].setFocus()

    def done_with(self, path: Path) -> None:
        """The words of a file are saved; where none are left, the dialog goes."""
        self._parts.pop(path).hide()
        if not self._parts:
            self.accept()
