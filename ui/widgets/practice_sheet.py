"""A short list of what to try in the practice library; what was done is ticked by itself."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ssc_desktop.i18n import _
from ui.theme.look import look
from ui.widgets.picture import Picture
from ui.widgets.sheet import Sheet
from ui.widgets.speaking import Speaking, button, plain_label, role

if TYPE_CHECKING:
    from ssc_desktop.services.practising import Step

_SIZE = QSize(560, 640)


class PracticeSheet(Sheet):
    """Leads to where each thing is tried."""

    help_place = "practice"

    wanted = Signal(object)
    """A Step that the person wants to try."""

    def __init__(self, parent: QWidget, steps: "tuple[Step, ...]", done: frozenset[str]) -> None:
        super().__init__(parent)
        self.setObjectName("practice_sheet")
        area, column = self.scrolled(10)
        self.rows = [StepRow(step, done=step.name in done) for step in steps]
        for row in self.rows:
            row.go.clicked.connect(partial(self._go, row.step))
            column.addWidget(row)
        column.addStretch(1)
        self.down.addWidget(area, 1)
        self.add_close()
        self.say(self._say_words)
        self.fit(_SIZE)
        for row in [one for one in self.rows if not one.done][:1]:
            role(row.go, "primary")
            row.go.setFocus()

    def _say_words(self) -> None:
        self.setWindowTitle(_("Try this"))
        self.head.setText(_("Try this"))
        self.intro.setText(
            _("Nothing here can go wrong: these are sample stories and invented colleagues.")
        )

    def _go(self, step: "Step") -> None:
        self.accept()
        self.wanted.emit(step)


class StepRow(Speaking, QFrame):
    """One thing to try."""

    def __init__(self, step: "Step", *, done: bool) -> None:
        super().__init__()
        self.step, self.done = step, done
        self.setProperty("role", "card")
        row = QHBoxLayout(self)
        edge = look.px(10)
        row.setContentsMargins(edge, edge, edge, edge)
        row.setSpacing(look.px(10))
        self.mark = Picture("circle-check" if done else "circle", "accent" if done else "muted", 20)
        row.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        keep = self.mark.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        self.mark.setSizePolicy(keep)
        self.mark.setVisible(step.seen)  # an empty ring that nothing ever ticks would be untrue
        down = QVBoxLayout()
        down.setSpacing(look.px(2))
        self.title, self.about = (
            plain_label("strong", wraps=True),
            plain_label("prompt", wraps=True),
        )
        down.addWidget(self.title)
        down.addWidget(self.about)
        row.addLayout(down, 1)
        self.go = button("secondary")
        row.addWidget(self.go, 0, Qt.AlignmentFlag.AlignVCenter)
        self.say(self._say_words)

    def _say_words(self) -> None:
        title = _(self.step.title)
        self.title.setText(title)
        self.about.setText(_(self.step.about))
        self.go.setText(_("Again") if self.done else _("Show me"))
        told = _("{task}: done").format(task=title) if self.done else title
        self.go.setAccessibleName(_("{button}: {what}").format(button=self.go.text(), what=told))
        self.go.setAccessibleDescription(self.about.text())
