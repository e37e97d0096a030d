"""Asks once more before a library is removed from this computer: its name is to be typed."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QWidget

from ssc_desktop.i18n import _, ngettext
from ui.theme.look import look
from ui.viewmodels import closings, libraries
from ui.widgets.line import Line
from ui.widgets.notice_box import NoticeBox
from ui.widgets.sheet import Sheet
from ui.widgets.speaking import button, plain_label

if TYPE_CHECKING:
    from ssc_desktop.services.removing import Belongings
    from ssc_desktop.settings import Settings
    from ui.viewmodels.shelf import Shelf

_SIZE = QSize(560, 400)


class RemovalSheet(Sheet):
    """Says what goes and what stays."""

    help_place = "removing"
    agreed = Signal(object)
    """The ClosedWork."""

    def __init__(
        self, parent: QWidget, shelf: "Shelf", preferences: "Settings", folder: Path
    ) -> None:
        super().__init__(parent)
        self._shelf, self._preferences, self._folder = shelf, preferences, folder
        self._belongs: Belongings | None = None
        area, column = self.scrolled(gap=8)
        self._warning = NoticeBox("warm", "triangle-alert")
        self._stays = plain_label("prompt", wraps=True)
        self._ask = plain_label("label", wraps=True)
        self.line = Line(undoes=True)
        self.line.setMaximumWidth(look.px(380))
        self.line.textChanged.connect(lambda _text: self._show_ready())
        for part in (self._warning, self._stays, self._ask, self.line):
            column.addWidget(part)
        column.addStretch(1)
        self.down.addWidget(area, 1)
        self.no, self.yes = button("secondary"), button("primary", "trash-2", "on_accent")
        self.no.clicked.connect(self.reject)
        self.yes.clicked.connect(self._agree)
        self.end_with(self.no, self.yes)
        self.say(self._say_words)
        self.fit(_SIZE)
        self._show_ready()
        self.line.setFocus()
        shelf.tasks.run(lambda library: _removing().belongings(library), self._on_belongings)

    @property
    def name(self) -> str:
        """What is to be typed."""
        return libraries.name(self._folder)

    def _say_words(self) -> None:
        self.setWindowTitle(_("Remove the library"))
        self.head.setText(_("Remove “{name}” from this computer").format(name=self.name))
        self.intro.setText(
            _("For a computer that is given back, sold or shared: stories, pictures, backups and "
              "rescued words of this library are deleted.")
        )  # fmt: skip
        listing = self._shelf.listing
        n = listing.unpacked if listing is not None else 0
        alone = ngettext(
            "{n} story was never put into a bundle: it may be nowhere else.",
            "{n} stories were never put into a bundle: they may be nowhere else.", n,
        )  # fmt: skip
        self._warning.tell(_("This cannot be undone."), alone.format(n=n) if n else "")
        self._stays.setText(
            _("What was made of it elsewhere stays: documents, bundles, copies on sticks. On most "
              "disks without moving parts an expert may still find pieces of a library that was "
              "never protected with a password.")
        )  # fmt: skip
        ask = _("Type the name of the library to go on: {name}").format(name=self.name)
        self._ask.setText(ask)
        self.line.setAccessibleName(ask)
        self.no.setText(_("Keep it"))
        self.yes.setText(_("Remove for ever"))

    def _on_belongings(self, belongs: "Belongings") -> None:
        self._belongs = belongs
        self._show_ready()

    def _show_ready(self) -> None:
        same = self.line.text().strip().casefold() == self.name.casefold()
        self.yes.setEnabled(same and self._belongs is not None)

    def _agree(self) -> None:
        if self._belongs is not None:
            self.accept()
            self.agreed.emit(closings.remove(self._belongs, self._preferences))


def _removing() -> Any:
    from ssc_desktop import services

    return services.removing
