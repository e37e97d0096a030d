"""A story in a list of what came or goes: its title leads to it, under it stands who with whom."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ssc_desktop.i18n import _
from ui.theme.look import look
from ui.viewmodels import wording
from ui.widgets.headline import fitting
from ui.widgets.speaking import button, plain_label, plain_tip

if TYPE_CHECKING:
    from ssc_desktop.services.answers import Summary

_LONGEST = 72


class StoryLink(QWidget):
    """Two lines."""

    wanted = Signal(str)
    """The story's id."""

    def __init__(self, story: "Summary") -> None:
        super().__init__()
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, look.px(2))
        down.setSpacing(0)
        title = story.title or _("Untitled story")
        longest = int(_LONGEST / max(1.0, look.scale))
        shown = fitting(title, longest)
        self.title = button("small-link")
        self.title.setText(shown.replace("&", "&&"))
        self.title.setAccessibleName(title)
        self.title.setToolTip(plain_tip(title))
        self.title.clicked.connect(lambda _checked=False: self.wanted.emit(story.id))
        down.addWidget(self.title, 0, Qt.AlignmentFlag.AlignLeading)
        where = plain_label("small", wraps=True)
        where.setText(wording.subtitle(story))
        where.setIndent(look.px(8))
        down.addWidget(where)
