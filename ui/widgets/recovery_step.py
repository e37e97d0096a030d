"""A recovery code: shown once, taken to paper, and typed back in part before one goes on."""

import secrets
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from ssc_desktop.i18n import _, digits
from ui.theme.look import look
from ui.widgets.code_boxes import CodeBoxes
from ui.widgets.flow import FlowLayout
from ui.widgets.speaking import Speaking, button, plain_label

if TYPE_CHECKING:
    from ssc_desktop.services.protecting import Recovery

_ACROSS, _ASKED = 4, 2
_ALIKE = str.maketrans("OIL", "011")
"""What the eye takes for a figure is one: the code has no such letters."""


class RecoveryStep(Speaking, QWidget):
    """First the code and three ways to keep it, then two of its groups are asked for."""

    print_wanted = Signal()
    save_wanted = Signal()
    changed = Signal()

    def __init__(self, recovery: "Recovery") -> None:
        super().__init__()
        self.groups = recovery.code.split("-")
        """What stands on the sheet."""
        self.kept = False
        """Whether it was printed, saved or said to be written down."""
        chosen = secrets.SystemRandom().sample(range(1, len(self.groups) + 1), _ASKED)
        self.asked = tuple(sorted(chosen))
        """The numbers of the groups that are to be typed back."""
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(look.px(10))
        self._words = plain_label(wraps=True)
        down.addWidget(self._words)
        self._paper = self._code()
        down.addWidget(self._paper)
        self._ways_row = self._ways()
        down.addWidget(self._ways_row)
        self.boxes = CodeBoxes(self.asked)
        self.boxes.changed.connect(self._on_typed)
        down.addWidget(self.boxes)
        self.trouble = plain_label("red", wraps=True)
        down.addWidget(self.trouble)
        self.again = button("link")
        self.again.clicked.connect(lambda: self._show(kept=False))
        down.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeading)
        down.addStretch(1)
        self.say(self._say_words)
        self._show(kept=False)

    def _code(self) -> QFrame:
        paper = QFrame()
        paper.setProperty("role", "box")
        paper.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        grid = QGridLayout(paper)
        grid.setContentsMargins(look.px(12), look.px(10), look.px(12), look.px(10))
        grid.setHorizontalSpacing(look.px(14))
        for n, group in enumerate(self.groups):
            number, letters = plain_label("small"), plain_label("heading")
            number.setText(digits(n + 1))
            letters.setText(group)
            letters.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
            for row, part in enumerate((number, letters)):
                part.setAlignment(Qt.AlignmentFlag.AlignCenter)
                grid.addWidget(part, 2 * (n // _ACROSS) + row, n % _ACROSS)
        return paper

    def _ways(self) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(holder, look.px(8))
        self.print, self.save = button("secondary", "printer"), button("secondary", "save")
        self.written = button("secondary", "pencil")
        self.print.clicked.connect(self.print_wanted)
        self.save.clicked.connect(self.save_wanted)
        self.written.clicked.connect(self.keep)
        for way in (self.print, self.save, self.written):
            flow.addWidget(way)
        return holder

    def _say_words(self) -> None:
        self.print.setText(_("Print…"))
        self.save.setText(_("Save as PDF…"))
        self.written.setText(_("I have written it down"))
        self.again.setText(_("Show the code again"))
        self._say()

    def _say(self) -> None:
        if self.kept:
            first, second = self.asked
            said = _("Take the sheet and type groups {first} and {second} from it, to be sure that "
                     "it can be read.")  # fmt: skip
            self._words.setText(said.format(first=first, second=second))
        else:
            self._words.setText(
                _("This code opens the library when the password is forgotten. It is shown only "
                  "now. Print it, save it on a stick or write it down, and keep it where important "
                  "papers are, not with the laptop.")
            )  # fmt: skip

    # ------------------------------------------------------------ what the person does

    def keep(self) -> None:
        """It is on paper: hide it, and ask for two of its groups."""
        self._show(kept=True)

    def _show(self, *, kept: bool) -> None:
        self.kept = kept
        for part in (self._paper, self._ways_row):
            part.setVisible(not kept)
        for part in (self.boxes, self.again):
            part.setVisible(kept)
        self.trouble.hide()
        self._say()
        if kept:
            self.boxes.setFocus()
        self.changed.emit()

    @property
    def ready(self) -> bool:
        """Whether the groups were typed back as they are."""
        return self.kept and self.boxes.complete and not self._wrong()

    def _wrong(self) -> set[int]:
        typed = {n: box.text().translate(_ALIKE) for n, box in self.boxes.boxes.items()}
        return {n for n in self.asked if typed[n] != self.groups[n - 1].translate(_ALIKE)}

    def _on_typed(self) -> None:
        wrong = self._wrong() if self.boxes.complete else set()
        self.trouble.setVisible(bool(wrong))
        if wrong:
            said = _("Group {n} is not as on the sheet. Look again, letter by letter.")
            self.trouble.setText(said.format(n=min(wrong)))
            self.boxes.mark(wrong)
        self.changed.emit()
