"""A line of what happened at the collect station."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ssc_desktop.i18n import _
from ui.theme.look import look
from ui.viewmodels import coming, wording
from ui.viewmodels.station import Told
from ui.widgets.picture import Picture
from ui.widgets.speaking import plain_label


class ToldLine(QWidget):
    """When, which file, what became of it, what to do."""

    def __init__(self, told: Told) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, look.px(4), 0, look.px(4))
        row.setSpacing(look.px(12))
        top = Qt.AlignmentFlag.AlignTop
        when = plain_label("small")
        when.setText(wording.clock(told.when))
        row.addWidget(when, 0, top)
        colour = told.tone if told.tone == "muted" else f"on_{told.tone}"
        row.addWidget(Picture(told.picture, colour, 17), 0, top)
        down = QVBoxLayout()
        down.setSpacing(look.px(1))
        words = plain_label(wraps=True)
        named = _("{file}: {what}").format(file=coming.bare(told.name), what=told.sentence)
        words.setText(named if told.name else told.sentence)
        down.addWidget(words)
        if told.advice:
            advice = plain_label("small", wraps=True)
            advice.setText(told.advice)
            down.addWidget(advice)
        row.addLayout(down, 1)
