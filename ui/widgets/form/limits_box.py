"""Hide parts: a small grid of what is hidden from whom."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout

from ssc_desktop import i18n
from ssc_desktop.i18n import _
from ssc_desktop.record.definition import GroupDefinition
from ssc_desktop.record.vocabularies import vocabulary
from ui.overriding import override
from ui.theme.icons import paint_icon
from ui.theme.look import look
from ui.viewmodels import limits
from ui.viewmodels.limits import CIRCLES
from ui.widgets.form.asking import Asking, Member
from ui.widgets.mirroring import leading_margins
from ui.widgets.painted import PaintedButton
from ui.widgets.speaking import Speaking, plain_label, plain_tip

if TYPE_CHECKING:
    from ui.viewmodels.story_editor import Path

_ARROWS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class Cell(PaintedButton):
    """One part and one circle: an eye, or an eye that is struck out."""

    def __init__(self, box: "LimitsBox", place: tuple[int, int]) -> None:
        super().__init__()
        self._box = box
        self._place = place
        self.setCheckable(True)

    @override
    def sizeHint(self) -> QSize:
        return QSize(look.px(64), look.px(36))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _ARROWS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        turned = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        across = -step[1] if turned else step[1]
        self._box.go(self._place[0] + step[0], self._place[1] + across)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(3, 3, -3, -3)
        hidden = self.isChecked()
        if hidden or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("amber" if hidden else "hover"))
            painter.drawRoundedRect(box, 6, 6)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.colour("focus"), 2))
            painter.drawRoundedRect(box, 6, 6)
        side = look.px(17)
        middle = QRectF(box.center().x() - side / 2, box.center().y() - side / 2, side, side)
        tone = "on_amber" if hidden else "muted"
        paint_icon(painter, middle, "eye-off" if hidden else "eye", look.colour(tone).name())
        painter.end()


class LimitsBox(Speaking, Member):
    """The group `field_limit`."""

    def __init__(self, asking: Asking, group: GroupDefinition, path: "Path") -> None:
        super().__init__()
        self.definition: GroupDefinition = group
        self.path = path
        self.asking = asking
        self.setObjectName(f"group_{group.name}")
        self.cells: dict[tuple[str, str], Cell] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.px(4))
        self.label = plain_label("label", wraps=True)
        self._prompt = plain_label("prompt", wraps=True)
        layout.addWidget(self.label)
        layout.addWidget(self._prompt)
        layout.addSpacing(look.px(2))
        self._heads: dict[str, QLabel] = {}
        self._names: dict[str, QLabel] = {}
        layout.addWidget(self._grid(), 0, Qt.AlignmentFlag.AlignLeading)
        self._said = plain_label("small", wraps=True)
        layout.addWidget(self._said)
        asking.members[path] = self
        self.say(self._say_words)

    def _grid(self) -> QFrame:
        frame = QFrame()
        frame.setProperty("role", "box")
        grid = QGridLayout(frame)
        leading_margins(grid, look.px(14), look.px(6), look.px(8), look.px(6))
        grid.setHorizontalSpacing(look.px(14))
        grid.setVerticalSpacing(0)
        for column, circle in enumerate(CIRCLES, start=1):
            head = plain_label("small-strong")
            head.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._heads[circle] = head
            grid.addWidget(head, 0, column)
        for row, part in enumerate(limits.parts(), start=1):
            name = plain_label()
            name.setMinimumWidth(look.px(96))
            self._names[part] = name
            grid.addWidget(name, row, 0)
            for column, circle in enumerate(CIRCLES, start=1):
                cell = Cell(self, (row - 1, column - 1))
                cell.setObjectName(f"limit_{part}_{circle}")
                cell.clicked.connect(partial(self._on_clicked, part, circle))
                self.cells[part, circle] = cell
                grid.addWidget(cell, row, column)
        return frame

    def _say_words(self) -> None:
        self.label.setText(_(self.definition.label))
        self._prompt.setText(_(self.definition.prompt))
        language = i18n.language()
        for circle, head in self._heads.items():
            head.setText(vocabulary("visibility").label(circle, language))
        for part, name in self._names.items():
            name.setText(vocabulary("visible_part").label(part, language))
        self.refresh()

    @override
    def refresh(self) -> None:
        language = i18n.language()
        for (part, circle), cell in self.cells.items():
            hidden = limits.hides(self.asking.editor, part, circle)
            cell.setChecked(hidden)
            pattern = _("{part}: hidden from {circle}") if hidden else _("{part}: seen by {circle}")
            said = pattern.format(
                part=vocabulary("visible_part").label(part, language),
                circle=vocabulary("visibility").label(circle, language),
            )
            cell.setAccessibleName(said)
            cell.setToolTip(plain_tip(said))
            cell.update()
        some = bool(limits.hidden_from(self.asking.editor))
        self._said.setText(
            _("What is struck out is left out of documents and bundles for these readers.")
            if some
            else _("Nothing is hidden. Press an eye to hide a part from these readers and wider.")
        )

    def _on_clicked(self, part: str, circle: str) -> None:
        editor = self.asking.editor
        limits.hide(editor, part, circle, hidden=not limits.hides(editor, part, circle))
        self.refresh()

    def go(self, row: int, column: int) -> None:
        """Put the keyboard on another cell."""
        parts = limits.parts()
        if 0 <= row < len(parts) and 0 <= column < len(CIRCLES):
            self.cells[parts[row], CIRCLES[column]].setFocus()

    @override
    def focus_in(self) -> None:
        self.cells[limits.parts()[0], CIRCLES[0]].setFocus(Qt.FocusReason.ShortcutFocusReason)

    @override
    def forget(self) -> None:
        self.asking.members.pop(self.path, None)
