"""Protecting a library, step by step: what it means, the work, the recovery sheet."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from ssc_desktop.errors import SscError
from ssc_desktop.i18n import _
from ui.overriding import override
from ui.pages.recovery_paper import recovery_step
from ui.viewmodels.notice import Notice
from ui.widgets.cleared import clear
from ui.widgets.new_password import NewPassword
from ui.widgets.notice_box import NoticeBox
from ui.widgets.recovery_step import RecoveryStep
from ui.widgets.sheet import Sheet
from ui.widgets.speaking import button, plain_label

if TYPE_CHECKING:
    from ssc_desktop.services.protecting import DataKey, Recovery
    from ui.errands import Errands
    from ui.viewmodels.protection import Protection
    from ui.viewmodels.shelf import Shelf

_SIZE = QSize(600, 400)


class ProtectSheet(Sheet):
    """Cancel leaves the library as it was, at every step."""

    help_place = "password"

    def __init__(
        self,
        parent: QWidget,
        protection: "Protection",
        shelf: "Shelf",
        errands: "Errands",
        name: str,
    ) -> None:
        """`name` is what the library is called."""
        super().__init__(parent)
        self._name = name
        self._protection, self._shelf, self._errands = protection, shelf, errands
        self.step = "password"
        """`password`, `working`, `sheet` or `undoing`."""
        self._key: DataKey | None = None
        self.paper: RecoveryStep | None = None
        area, self._column = self.scrolled(gap=10)
        self.down.addWidget(area, 1)
        self.new = NewPassword()
        self.new.changed.connect(self._show_ready)
        self.new.given.connect(self._go_on)
        self._warning = NoticeBox("warm", "triangle-alert")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._trouble = plain_label("red", wraps=True)
        for part in (self.new, self._warning, self._bar, self._trouble):
            self._column.addWidget(part)
        self._place = QVBoxLayout()
        self._column.addLayout(self._place)
        self._column.addStretch(1)
        self._trouble.hide()
        protection.progressed.connect(self._on_progress)
        self._buttons()
        self.say(self._say_words)
        self.fit(_SIZE)
        self._show("password")

    def _buttons(self) -> None:
        self.cancel, self.go = button("secondary"), button("primary", "lock", "on_accent")
        self.cancel.clicked.connect(self.reject)
        self.go.clicked.connect(self._go_on)
        self.go.setDefault(True)
        self.end_with(self.cancel, self.go)

    def _say_words(self) -> None:
        self.setWindowTitle(_("Password"))
        heads = {
            "password": _("Protect with a password"),
            "working": _("The library is being protected"),
            "sheet": _("The recovery sheet"),
            "undoing": _("The protection is being taken away again"),
        }
        intros = {
            "password": _("Everything in this library is encrypted: stories, pictures, backups, "
                          "bundles that wait. It opens with the password alone."),
            "working": _("This takes longer where there are many pictures. Whatever happens "
                         "meanwhile, nothing is lost."),
            "sheet": "",
            "undoing": _("The library opens without a password then, as before."),
        }  # fmt: skip
        self.head.setText(heads[self.step])
        self.intro.setText(intros[self.step])
        self.intro.setVisible(bool(intros[self.step]))
        self._warning.tell(
            _("Who loses the password and the recovery sheet loses every story here, for ever."),
            _("Nobody can help then: not we, not a computer expert. Backups made so far are "
              "replaced by a protected one."),
        )  # fmt: skip
        self.cancel.setText(_("Do not protect") if self.step == "sheet" else _("Cancel"))
        self.go.setText(_("Done") if self.step == "sheet" else _("Protect"))

    def _show(self, step: str) -> None:
        self.step = step
        for part in (self.new, self._warning):
            part.setVisible(step == "password")
        self._bar.setVisible(step in {"working", "undoing"})
        self._bar.setRange(0, 0)
        self.go.setVisible(step in {"password", "sheet"})
        self.cancel.setEnabled(step != "undoing")
        self._say_words()
        self._show_ready()
        if step == "password":
            self.new.first.setFocus()

    def _show_ready(self) -> None:
        if self.step == "sheet":
            self.go.setEnabled(self.paper is not None and self.paper.ready)
        else:
            self.go.setEnabled(self.new.ready)

    def _on_progress(self, done: int, of: int) -> None:
        self._bar.setRange(0, max(1, of))
        self._bar.setValue(done)

    # ------------------------------------------------------------ the steps

    def _go_on(self) -> None:
        if self.step == "password" and self.new.ready:
            self._trouble.hide()
            self._show("working")
            self._protection.turn_on(self.new.words, self._on_protected, self._on_failed)
        elif self.step == "sheet" and self._key is not None and self.go.isEnabled():
            self.go.setEnabled(False)
            self._protection.keep(self._key, self._on_kept)

    def _on_protected(self, recovery: "Recovery", key: "DataKey") -> None:
        self._key = key
        self.new.forget()
        self.paper = recovery_step(self, self._errands, recovery, self._name)
        self.paper.changed.connect(self._show_ready)
        self._place.addWidget(self.paper)
        self.paper.show()  # else it is there a turn later, and cannot take the keyboard
        self._show("sheet")
        self.paper.print.setFocus()

    def _on_failed(self, error: SscError | None) -> None:
        if error is None:  # stopped: the library is as it was
            self._leave()
            return
        self._show("sheet" if self.paper is not None else "password")
        self._trouble.setText(f"{error.message} {error.advice}")
        self._trouble.show()

    def _on_kept(self) -> None:
        self._leave()
        said = _("The library is protected. It locks itself where nobody touches it for a while.")
        self._shelf.told.emit(Notice(said))

    def _leave(self) -> None:
        clear(self._place)
        self.paper = None
        super().reject()

    # ------------------------------------------------------------ cancelling

    @override
    def reject(self) -> None:
        if self.step == "working":
            self.cancel.setEnabled(False)
            self._protection.stop()
        elif self.step == "sheet" and self._key is not None:
            if self.paper is not None:
                self.paper.hide()
            self._show("undoing")
            self._protection.turn_off(self._key, self._leave, self._on_failed)
        elif self.step == "password":
            self._leave()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self.step == "password":
            super().closeEvent(event)
        else:
            event.ignore()
            self.reject()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        # a code that is shown once is not thrown away by a key
        if event.key() == Qt.Key.Key_Escape and self.step != "password":
            event.ignore()
        else:
            super().keyPressEvent(event)
