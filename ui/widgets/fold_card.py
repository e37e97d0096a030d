"""A line in a frame that opens: a name, a word about it, a chip; the rest on demand."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.overriding import override
from ui.theme.icons import icon
from ui.theme.look import look
from ui.widgets.chip import Chip
from ui.widgets.flow import FlowLayout
from ui.widgets.headline import fitting
from ui.widgets.mirroring import leading_margins
from ui.widgets.speaking import Speaking, button, plain_label, plain_tip

_LONGEST = 44


def shortened(name: str) -> str:
    """A name that others gave, no longer than there is room for."""
    longest = int(_LONGEST / max(1.0, look.scale * 0.8))
    return fitting(name, longest)


class FoldCard(Speaking, QFrame):
    """What stands below makes its body when it is opened for the first time."""

    def __init__(self, before: QWidget | None = None) -> None:
        """`before` stands in front of the name."""
        super().__init__()
        self._before = before
        self._body: QWidget | None = None
        self.setProperty("role", "box")
        self.down = QVBoxLayout(self)
        self.down.setContentsMargins(look.px(10), look.px(7), look.px(12), look.px(7))
        self.down.setSpacing(look.px(4))
        self._row = row = QHBoxLayout()
        row.setSpacing(look.px(6))
        if before is not None:
            row.addWidget(before)
        words = QWidget()
        self._flow = flow = FlowLayout(words, look.px(6), level=True)
        self.head = button("fold")
        self.head.setIconSize(QSize(look.px(21), look.px(16)))
        self.head.setCheckable(True)
        self.head.toggled.connect(self.open)
        self.line = plain_label("small")
        self.line.setMinimumWidth(1)  # long words make no card wider than the window
        flow.addWidget(self.head)
        flow.addWidget(self.line)
        self.chip = Chip(bold=True)
        row.addWidget(words, 1)
        row.addWidget(self.chip)
        self.down.addLayout(row)
        self._turn(opened=False)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_line()

    def _place_line(self) -> None:
        """Beside the name; below it, on lines of its own, where it would push the chip away."""
        room = self._row.contentsRect().width() - 2 * self._row.spacing()
        if self._before is not None:
            room -= self._before.sizeHint().width() + self._row.spacing()
        said = self.line.fontMetrics().horizontalAdvance(self.line.text())
        crowded = said + self.chip.sizeHint().width() > room
        if crowded == self.line.wordWrap():
            return
        self.line.setWordWrap(crowded)
        if crowded:
            self.down.insertWidget(1, self.line)
        else:
            self._flow.addWidget(self.line)

    def say_head(self, name: str, line: str) -> None:
        """Name it, with a word about it."""
        self.head.setText(shortened(name).replace("&", "&&"))
        self.head.setToolTip(plain_tip(name))
        self.line.setText(line)
        self.line.setVisible(bool(line))
        said = (name, self.chip.text, line)
        self.head.setAccessibleName(", ".join(one for one in said if one))

    def indented(self, gap: int = 3) -> tuple[QWidget, QVBoxLayout]:
        """A part under the name, where its words begin."""
        part = QWidget()
        down = QVBoxLayout(part)
        lead = 62 if self._before is not None else 28
        leading_margins(down, look.px(lead), 0, 0, look.px(5))
        down.setSpacing(look.px(gap))
        return part, down

    def open(self, opened: bool = True) -> None:
        """Show or fold away the rest."""
        if self.head.isChecked() != opened:
            self.head.setChecked(opened)
            return
        self._turn(opened=opened)
        if opened and self._body is None:
            self._body = self.made_body()
            self.down.addWidget(self._body)
        if self._body is not None:
            self._body.setVisible(opened)

    def _turn(self, *, opened: bool) -> None:
        self.head.setIcon(icon("chevron-up" if opened else "chevron-down", "muted"))

    def made_body(self) -> QWidget:
        """What is shown when it is opened."""
        raise NotImplementedError
