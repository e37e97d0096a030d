"""Why something is settled so: a short line that travels with the decision."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QGridLayout, QMenu, QWidget

from ssc_desktop.i18n import N_, _
from ui.theme.look import look
from ui.widgets.line import Line
from ui.widgets.speaking import Speaking, icon_button, named, plain_label

USUAL = (
    N_("Agreed with those who wrote it"),
    N_("Newer figure"),
    N_("More exact"),
    N_("Checked against the source"),
    N_("Better worded"),
)
_LONGEST = 300
_MOST_KEPT = 3


class ConflictReason(Speaking, QWidget):
    """A line, and a menu with reasons that are given often."""

    given = Signal()
    """It is written; the choice comes next."""

    def __init__(self) -> None:
        super().__init__()
        self._given: list[str] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(look.px(8))
        grid.setVerticalSpacing(look.px(3))
        self._label = plain_label("label")
        self.line = Line(undoes=True)
        self.line.setObjectName("why")
        self.line.setMaxLength(_LONGEST)
        self.line.setMinimumWidth(look.px(120))
        self._label.setBuddy(self.line)
        self.line.returnPressed.connect(self.given)
        self.usual = icon_button("chevron-down", "muted", 16)
        self.usual.clicked.connect(self.show_usual)
        grid.addWidget(self._label, 0, 0)
        grid.addWidget(self.line, 0, 1)
        grid.addWidget(self.usual, 0, 2)
        grid.setColumnStretch(1, 1)
        self.say(self._say_words)

    @property
    def text(self) -> str:
        """The reason."""
        return " ".join(self.line.text().split())

    def begin(self) -> None:
        """Another thing is looked at; what was given is remembered for this sitting."""
        given = self.text
        if given:
            self._given = [given, *(one for one in self._given if one != given)][:_MOST_KEPT]
        self.line.clear()

    def _say_words(self) -> None:
        self._label.setText(_("Why? (R)"))
        self.line.setPlaceholderText(_("A short reason; those who wrote it will read it"))
        self.line.setAccessibleName(_("Why? A short reason; those who wrote it will read it"))
        named(self.usual, _("Reasons that are often given"))

    def show_usual(self) -> QMenu:
        """Drop the reasons down that are given often."""
        menu = QMenu(self)
        for said in self._given:
            menu.addAction(said).triggered.connect(self._giving(said))
        if self._given:
            menu.addSeparator()
        for said in map(_, USUAL):
            if said not in self._given:
                menu.addAction(said).triggered.connect(self._giving(said))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.usual.mapToGlobal(QPoint(0, self.usual.height() + 2)))
        return menu

    def _giving(self, said: str) -> Callable[[], None]:
        def give() -> None:
            self.line.setText(said)
            self.line.setFocus()

        return give
