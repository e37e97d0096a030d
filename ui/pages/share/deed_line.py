"""A line of what happened: when, what, and the way back where there is one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from ssc_desktop.i18n import _
from ui.theme.icons import icon
from ui.theme.look import look
from ui.viewmodels import past_words
from ui.viewmodels.happened import Deed
from ui.widgets.picture import Picture
from ui.widgets.speaking import button, plain_label

_MOST_PARTS = 60


class DeedLine(QWidget):
    """Time, picture, sentence, and the way back where there is one."""

    undo_wanted = Signal()
    back_wanted = Signal()

    def __init__(self, deed: Deed, *, brief: bool = False) -> None:
        """`brief` leaves out of what it consists, and says the day instead of the time."""
        super().__init__()
        self._deed = deed
        grid = QGridLayout(self)
        grid.setContentsMargins(0, look.px(5), 0, look.px(5))
        grid.setHorizontalSpacing(look.px(12))
        grid.setVerticalSpacing(look.px(2))
        top = Qt.AlignmentFlag.AlignTop
        when = plain_label("small")
        said = past_words.day(deed.at) if brief else past_words.time(deed.at)
        when.setText(said)
        self.words = plain_label(wraps=True)
        self.words.setText(deed.sentence)
        grid.addWidget(when, 0, 0, top)
        grid.addWidget(Picture(deed.picture, "muted", 17), 0, 1, top)
        grid.addWidget(self.words, 0, 2, top)
        grid.setColumnStretch(2, 1)
        self.way: QPushButton | None = None
        if deed.to_undo or deed.to_put_back:
            self.way = self._made_way()
            grid.addWidget(self.way, 0, 3, top | Qt.AlignmentFlag.AlignTrailing)
        self.fold: QPushButton | None = None
        self._parts: QLabel | None = None
        if deed.parts and not brief:
            self._add_parts(grid)

    def _made_way(self) -> QPushButton:
        undo = bool(self._deed.to_undo)
        made: QPushButton = button("small-link", "undo-2" if undo else "redo-2", "accent")
        made.setText(_("Undo") if undo else _("Put back"))
        made.setAccessibleName(f"{made.text()}: {self._deed.sentence}")
        made.clicked.connect(self.undo_wanted if undo else self.back_wanted)
        return made

    def _add_parts(self, grid: QGridLayout) -> None:
        self.fold = button("small-link", "chevron-down", "accent")
        self.fold.setCheckable(True)
        self.fold.setText(_("Show each"))
        self.fold.setAccessibleName(f"{self.fold.text()}: {self._deed.sentence}")
        self._parts = plain_label("small", wraps=True)
        self._parts.setText("\n".join(self._deed.parts[:_MOST_PARTS]))
        self._parts.hide()
        self.fold.toggled.connect(self._turn)
        grid.addWidget(self.fold, 1, 2, Qt.AlignmentFlag.AlignLeading)
        grid.addWidget(self._parts, 2, 2, 1, 2)

    def _turn(self, opened: bool) -> None:
        if self._parts is not None and self.fold is not None:
            self._parts.setVisible(opened)
            self.fold.setIcon(icon("chevron-up" if opened else "chevron-down", "accent"))
            self.fold.setText(_("Fold away") if opened else _("Show each"))
