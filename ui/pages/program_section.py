"""The program itself among the settings: which version runs, and newer ones from a file."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ssc_desktop.i18n import _
from ui.overriding import override
from ui.pages import licences_window
from ui.theme.look import look
from ui.widgets.flow import FlowLayout
from ui.widgets.speaking import Speaking, button, plain_label

if TYPE_CHECKING:
    from ssc_desktop.services.updating import Standing
    from ui.errands import Errands
    from ui.viewmodels.shelf import Shelf


class ProgramSection(Speaking, QWidget):
    """A sentence or two, a button where this copy takes update files, and one to the licences."""

    help_place = "updates"

    def __init__(self, shelf: "Shelf", errands: "Errands") -> None:
        super().__init__()
        self._shelf = shelf
        self._errands = errands
        self._standing: Standing | None = None
        down = QVBoxLayout(self)
        down.setContentsMargins(0, look.px(24), 0, 0)
        down.setSpacing(look.px(6))
        self._head = plain_label("heading", wraps=True)
        self.version = plain_label(wraps=True)
        self.more = plain_label("prompt", wraps=True)
        self.open = button("secondary", "package-open")
        self.open.clicked.connect(self._choose)
        down.addWidget(self._head)
        down.addWidget(self.version)
        down.addWidget(self.more)
        self.licences = button("secondary", "file-text")
        self.licences.clicked.connect(self._read_licences)
        down.addSpacing(look.px(4))
        ways = QWidget()
        flow = FlowLayout(ways, look.px(10))
        flow.addWidget(self.open)
        flow.addWidget(self.licences)
        down.addWidget(ways)
        self.say(self._say_words)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._look()

    def _look(self) -> None:
        def look_up() -> "Standing":
            from ssc_desktop import services

            return services.updating.standing()

        self._shelf.tasks.aside(look_up, self.show_standing)

    def show_standing(self, standing: "Standing") -> None:
        """Say which program runs, and what became of updates."""
        self._standing = standing
        self._say_words()

    def _say_words(self) -> None:
        standing = self._standing
        self._head.setText(_("The program"))
        self.open.setText(_("Open an update file…"))
        self.licences.setText(licences_window.words())
        version = standing.version if standing is not None else ""
        self.version.setText(_("Version {version}").format(version=version))
        self.version.setVisible(bool(version))
        more = self._more(standing) if standing is not None else ""
        self.more.setText(more)
        self.more.setVisible(bool(more))
        self.open.setVisible(standing is not None and standing.takes)

    def _more(self, standing: "Standing") -> str:
        said = []
        if standing.waiting:
            said.append(_("Version {version} is ready and runs from the next start on.").format(
                version=standing.waiting))  # fmt: skip
        if standing.failed:
            said.append(_("Version {version} did not start; the one before runs on.").format(
                version=standing.failed[-1]))  # fmt: skip
        if standing.takes:
            said.append(_("A newer version comes as a file, on a stick or by mail. It is looked "
                          "through before it is used."))  # fmt: skip
        else:
            said.append(_("This copy takes no update files: it is updated the way it was "
                          "installed."))  # fmt: skip
        return " ".join(said)

    def _read_licences(self) -> None:
        licences_window.open_licences(self.window(), self._shelf.tasks)

    def _choose(self) -> None:
        from ui.pages.update_sheet import UpdateSheet

        kind = _("Update files (*.sscupdate)")
        chosen = self._errands.choose_files(_("Open an update file"), kind)
        if chosen:
            sheet = UpdateSheet(self, self._shelf.tasks, chosen[0])
            sheet.finished.connect(lambda _code: self._look())
            self._errands.dialogs.ask(sheet)
