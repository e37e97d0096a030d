"""What an update file would bring, and using it from the next start on."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from ssc_desktop.errors import SscError
from ssc_desktop.i18n import _
from ui.viewmodels import files
from ui.widgets.cleared import clear
from ui.widgets.facts_card import FactsCard
from ui.widgets.sheet import Sheet
from ui.widgets.speaking import button, plain_label

if TYPE_CHECKING:
    from ssc_desktop.services.updating import Update
    from ui.tasks import Job, Tasks

_SIZE = QSize(540, 360)


class UpdateSheet(Sheet):
    """Looks into the file, then offers to use it; the stories are never touched."""

    help_place = "updates"

    def __init__(self, parent: QWidget, tasks: "Tasks", source: Path) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._source = source
        self.update_found: Update | None = None
        self._error: SscError | None = None
        self._job: Job | None = None
        self.state = "looking"
        """`looking`, `offered`, `trying`, `done` or `refused`."""
        self.said = plain_label("prompt", wraps=True)
        self.down.addWidget(self.said)
        area, column = self.scrolled(gap=8)
        self._facts = QVBoxLayout()
        column.addLayout(self._facts)
        column.addStretch(1)
        self.down.addWidget(area, 1)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.down.addWidget(self.bar)
        self.no, self.yes = button("secondary"), button("primary")
        self.no.clicked.connect(self.reject)
        self.yes.clicked.connect(self._use)
        self.end_with(self.no, self.yes)
        tasks.progressed.connect(self._on_progressed)
        self.say(self._say_words)
        self.fit(_SIZE)
        tasks.aside(self._looked, self._on_looked, failed=self._on_refused)

    def _looked(self) -> "Update":
        from ssc_desktop import services

        return services.updating.look(self._source)

    def _on_looked(self, found: "Update") -> None:
        self.update_found = found
        self._become("offered")
        self.yes.setFocus()

    def _on_refused(self, error: SscError) -> None:
        self._error = error
        self._become("refused")
        self.no.setFocus()

    def _become(self, state: str) -> None:
        self.state = state
        self._say_words()

    def _say_words(self) -> None:
        title = _("Update of the program")
        self.setWindowTitle(title)
        self.head.setText(title)
        self.intro.setText(f"\u2068{self._source.name}\u2069")
        self.said.setText(self._words())
        self.said.setVisible(bool(self.said.text()))
        self.bar.setAccessibleName(_("Progress"))
        self.bar.setVisible(self.state == "trying")
        self.no.setText(_("Cancel") if self.state == "offered" else _("Close"))
        self.no.setEnabled(self.state != "trying")
        self.yes.setText(_("Use it from the next start on"))
        self.yes.setVisible(self.state == "offered")
        clear(self._facts)
        if self.update_found is not None:
            self._facts.addWidget(self._card(self.update_found))

    def _words(self) -> str:
        error = self._error
        return {
            "looking": _("Looking through the file…"),
            "offered": "",
            "trying": _("Unpacking it and trying its parts…"),
            "done": _("It is ready. Close the program when it suits you; the new version runs from "
                      "the next start on. If it does not start, the one of today runs again."),
            "refused": f"{error.message} {error.advice}" if error is not None else "",
        }[self.state]  # fmt: skip

    def _card(self, found: "Update") -> FactsCard:
        card = FactsCard()
        card.add("sprout", "green", _("Version {version}").format(version=found.version),
                 f"\u2068{found.made}\u2069 · {files.size(found.size)}")  # fmt: skip
        if found.notes:
            card.add("info", "muted", found.notes)
        card.add("shield-check", "muted", _("It is signed by who publishes the program."),
                 _("Key {number}").format(number=found.signer))  # fmt: skip
        card.show()
        return card

    def _use(self) -> None:
        from ui.tasks import Job

        found = self.update_found
        if found is None:
            return
        job = self._job = Job()

        def work() -> None:
            from ssc_desktop import services

            services.updating.apply(found, progress=self._tasks.reporter(job))

        self._become("trying")
        self._tasks.aside(work, self._on_done, failed=self._on_refused, job=job)

    def _on_done(self, _nothing: object) -> None:
        self._become("done")
        self.no.setFocus()  # the button that had the keyboard is gone

    def _on_progressed(self, job: object, done: int, of: int) -> None:
        if job is self._job and self._job is not None:
            self.bar.setRange(0, max(of, 1))
            self.bar.setValue(done)
