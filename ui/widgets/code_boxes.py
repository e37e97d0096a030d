"""The code of a recovery sheet, typed group by group as it is printed there."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QWidget

from ssc_desktop.i18n import _, digits
from ui.overriding import override
from ui.theme.look import look
from ui.widgets.line import Line
from ui.widgets.speaking import Speaking, role

GROUPS, LETTERS = 8, 5
_ACROSS = 4


class CodeBoxes(Speaking, QWidget):
    """A box for each group that is asked for; a whole code can be pasted into any of them."""

    changed = Signal()
    given = Signal()
    """Enter was pressed."""

    def __init__(self, numbers: Sequence[int] = tuple(range(1, GROUPS + 1))) -> None:
        """`numbers` are those of the groups, the first is 1."""
        super().__init__()
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        # as on the sheet: figures and Latin letters, also in a window that is read from the right
        held = QWidget()
        held.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        across.addWidget(held)
        across.addStretch(1)
        grid = QGridLayout(held)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(look.px(8))
        self.boxes: dict[int, QLineEdit] = {}
        for at, number in enumerate(numbers):
            box = self._box(number)
            self.boxes[number] = box
            grid.addWidget(box, at // _ACROSS, at % _ACROSS)
        self.setFocusProxy(next(iter(self.boxes.values())))
        self.say(self._say_words)

    def _box(self, number: int) -> QLineEdit:
        box = Line(undoes=True)
        box.setObjectName(f"group_{number}")
        box.setFixedWidth(look.px(104))
        box.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        box.setInputMethodHints(
            Qt.InputMethodHint.ImhNoPredictiveText | Qt.InputMethodHint.ImhPreferUppercase
        )
        box.textEdited.connect(lambda typed: self._on_typed(number, typed))
        box.returnPressed.connect(self.given)
        box.installEventFilter(self)
        return box

    @property
    def code(self) -> str:
        """What was typed, group by group, with hyphens."""
        return "-".join(box.text() for box in self.boxes.values())

    @property
    def complete(self) -> bool:
        """Whether every group has its letters."""
        return all(len(box.text()) == LETTERS for box in self.boxes.values())

    def mark(self, wrong: Collection[int]) -> None:
        """Show which groups are mistyped, and go to the first."""
        for number, box in self.boxes.items():
            role(box, "wrong" if number in wrong else "")
        first = next((box for number, box in self.boxes.items() if number in wrong), None)
        if first is not None:
            first.setFocus()
            first.selectAll()

    def forget(self) -> None:
        """Empty every box."""
        for box in self.boxes.values():
            box.setText("")
            role(box, "")

    def _say_words(self) -> None:
        for number, box in self.boxes.items():
            box.setAccessibleName(_("Group {n} of the code").format(n=number))
            box.setPlaceholderText(digits(number))

    def _on_typed(self, number: int, typed: str) -> None:
        """Keep what counts; what is too much for one box goes on into the next."""
        after = [n for n in self.boxes if n >= number]
        rest = "".join(sign for sign in typed if sign.isalnum()).upper()
        for n in after:
            here, rest = rest[:LETTERS], rest[LETTERS:]
            box = self.boxes[n]
            if box.text() != here:
                box.setText(here)
            role(box, "")
            if len(here) < LETTERS or n == after[-1]:
                box.setFocus()
                break
            if not rest:
                self._go_on(n)
                break
        self.changed.emit()

    def _go_on(self, number: int) -> None:
        """To the next group that has room."""
        following = (box for n, box in self.boxes.items() if n > number)
        box = next((one for one in following if len(one.text()) < LETTERS), None)
        if box is not None:
            box.setFocus()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            boxes = list(self.boxes.values())
            if event.key() == Qt.Key.Key_Backspace and watched in boxes:
                at = boxes.index(watched)
                if at and not boxes[at].text():
                    boxes[at - 1].setFocus()
                    boxes[at - 1].end(False)
        return super().eventFilter(watched, event)
