"""The settings of a library's password: what it is good for, and everything done with it."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ssc_desktop.errors import SscError
from ssc_desktop.i18n import _, ngettext
from ui.pages.asking_key import ask_key
from ui.theme.look import look
from ui.viewmodels import libraries
from ui.viewmodels.choices import Option
from ui.viewmodels.protection import Protection
from ui.widgets.flow import FlowLayout
from ui.widgets.notice_box import NoticeBox
from ui.widgets.segments import Segments
from ui.widgets.speaking import Speaking, button, plain_label

if TYPE_CHECKING:
    from ssc_desktop.services.protecting import DataKey, Recovery
    from ssc_desktop.services.whole_disk import Cover
    from ui.errands import Errands
    from ui.viewmodels.shelf import Shelf

_MINUTES = (5, 10, 30)
_NEVER = 0


class PasswordSection(Speaking, QWidget):
    """A part of the settings."""

    help_place = "password"

    chosen = Signal(str, object)
    """The name of a preference and its new value."""
    lock_wanted = Signal()
    closed_wanted = Signal(object)
    """A ClosedWork."""

    def __init__(self, shelf: "Shelf", errands: "Errands", folder: Path) -> None:
        super().__init__()
        self._shelf, self._errands, self._folder = shelf, errands, folder
        self.protection = Protection(shelf, folder, self)
        self._cover: Cover = "unknown"
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, look.px(24), 0, 0)
        self._column.setSpacing(look.px(6))
        self._head = plain_label("heading", wraps=True)
        self._state = plain_label("label", wraps=True)
        self._good, self._not_good = (
            plain_label("prompt", wraps=True),
            plain_label("prompt", wraps=True),
        )
        self._disk = NoticeBox("hint", "hard-drive")
        for part in (self._head, self._state, self._good, self._not_good):
            self._column.addWidget(part)
        self._build_rest()
        self._build_ways()
        self._column.addSpacing(look.px(4))
        self._column.addWidget(self._disk)
        self.remove = button("secondary", "trash-2")
        self.remove.clicked.connect(self._remove)
        self._column.addSpacing(look.px(10))
        self._column.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignLeading)
        self.say(self._say_words)
        shelf.protection_changed.connect(self._say_words)
        shelf.tasks.aside(lambda: _whole_disk(folder), self._on_disk)

    def _build_rest(self) -> None:
        self._rest_words = plain_label("label", wraps=True)
        self.rest = Segments()
        self.rest.setObjectName("lock_after")
        self.rest.chosen.connect(self._on_rest)
        self._column.addSpacing(look.px(8))
        self._column.addWidget(self._rest_words)
        self._column.addWidget(self.rest)

    def _build_ways(self) -> None:
        holder = QWidget()
        flow = FlowLayout(holder, look.px(10))
        self.turn_on, self.lock = button("secondary", "lock"), button("secondary", "lock")
        self.change, self.sheet = button("secondary", "key-round"), button("secondary", "printer")
        self.turn_off = button("secondary", "x")
        self.turn_on.clicked.connect(self.protect)
        self.lock.clicked.connect(self.lock_wanted)
        self.change.clicked.connect(lambda: self._with_key(self._change))
        self.sheet.clicked.connect(lambda: self._with_key(self._new_sheet))
        self.turn_off.clicked.connect(lambda: self._with_key(self._turn_off))
        for way in (self.turn_on, self.lock, self.change, self.sheet, self.turn_off):
            flow.addWidget(way)
        self._column.addSpacing(look.px(6))
        self._column.addWidget(holder)

    # ------------------------------------------------------------ words

    def _say_words(self) -> None:
        on = self.protection.on
        self._head.setText(_("Password"))
        self._state.setText(
            _("This library is protected.") if on else _("No password is asked for.")
        )
        self._good.setText(
            _("The library and its backups open with the password alone: nobody reads them on a "
              "laptop that is lost or taken, or while you are away from it.")
            if on else
            _("With a password nobody else reads this library: not on a laptop that is lost or "
              "taken, and not while you are away from it.")
        )  # fmt: skip
        self._not_good.setText(
            _("It does not help against who watches you type, against a harmful program on this "
              "computer, or for what leaves the library: documents, bundles, printed pages.")
        )  # fmt: skip
        self._say_rest(on)
        self.turn_on.setText(_("Protect with a password…"))
        self.lock.setText(_("Lock now"))
        self.change.setText(_("Change the password…"))
        self.sheet.setText(_("New recovery sheet…"))
        self.turn_off.setText(_("Take the password away…"))
        self.remove.setText(_("Remove this library from this computer…"))
        self._show_ways(on)
        self._say_disk()

    def _show_ways(self, on: bool) -> None:
        held = self.window().focusWidget()
        self.turn_on.setVisible(not on)
        for way in (self.lock, self.change, self.sheet, self.turn_off):
            way.setVisible(on)
        if held is not None and self.isAncestorOf(held) and held.isHidden():
            # the next one that is left would be the one that removes the library
            (self.lock if on else self.turn_on).setFocus()

    def _say_rest(self, on: bool) -> None:
        words = _("Lock when nobody touches it for")
        self._rest_words.setText(words)
        self.rest.set_options(_minutes(), words)
        self.rest.show_code(self._errands.settings.lock_after)
        self._rest_words.setVisible(on)
        self.rest.setVisible(on)

    def _say_disk(self) -> None:
        said = {
            "encrypted": (
                _("The disk under this library is encrypted as a whole."),
                _("A password here adds to it: it also counts while the computer is running."),
            ),
            "plain": (
                _("The disk under this library is not encrypted as a whole."),
                _("Who takes it out of the computer reads every file on it that has no password of "
                  "its own. The whole disk can be encrypted when the system is installed (LUKS)."),
            ),
            "unknown": (_("Is the whole disk encrypted? This program cannot see it."), _where()),
        }  # fmt: skip
        self._disk.tell(*said[self._cover])

    def _on_disk(self, cover: "Cover") -> None:
        self._cover = cover
        self._say_disk()

    def _on_rest(self, code: object) -> None:
        if code is None:  # pressed again: the choice stays
            self.rest.show_code(self._errands.settings.lock_after)
        else:
            self.chosen.emit("lock_after", code)

    # ------------------------------------------------------------ what is done

    def protect(self) -> None:
        """Begin to protect the library."""
        from ui.pages.protect_sheet import ProtectSheet

        name = libraries.name(self._folder)
        sheet = ProtectSheet(self.window(), self.protection, self._shelf, self._errands, name)
        self._errands.dialogs.ask(sheet)

    def _with_key(self, act: "object") -> None:
        ask_key(self.window(), self._errands, self._shelf.tasks, self._folder, act)  # type: ignore[arg-type]

    def _change(self, key: "DataKey") -> None:
        from ui.pages.password_dialogs import ChangeDialog

        dialog = ChangeDialog(self.window())
        dialog.given.connect(lambda new: self.protection.change_password(key, new, self._tell))
        self._errands.dialogs.ask(dialog)

    def _new_sheet(self, key: "DataKey") -> None:
        self.protection.new_recovery(key, self._show_sheet, self._tell)

    def _show_sheet(self, recovery: "Recovery") -> None:
        from ui.pages.recovery_dialog import RecoveryDialog

        name = libraries.name(self._folder)
        self._errands.dialogs.ask(RecoveryDialog(self.window(), self._errands, recovery, name))

    def _turn_off(self, key: "DataKey") -> None:
        from ui.pages.password_dialogs import UnprotectDialog

        self._errands.dialogs.ask(UnprotectDialog(self.window(), self.protection, key))

    def _remove(self) -> None:
        from ui.pages.removal_sheet import RemovalSheet

        sheet = RemovalSheet(self.window(), self._shelf, self._errands.settings, self._folder)
        sheet.agreed.connect(self.closed_wanted)
        self._errands.dialogs.ask(sheet)

    def _tell(self, error: SscError | None) -> None:
        if error is not None:
            self._shelf.refused.emit(error)


def _minutes() -> Sequence[Option]:
    made = [
        Option(n, ngettext("{n} minute", "{n} minutes", n).format(n=n)) for n in _MINUTES
    ]  # fmt: skip
    return [*made, Option(_NEVER, _("Never"))]


def _where() -> str:
    """Where a person looks whether the disk is encrypted."""
    if sys.platform == "win32":
        return _("Look in the settings of Windows for “Device encryption” or “BitLocker”, and turn "
                 "it on.")  # fmt: skip
    if sys.platform == "darwin":
        return _("Look in the settings of the system, under “Privacy & Security”, for “FileVault”.")
    return _("Ask the person who set this computer up.")


def _whole_disk(folder: Path) -> "Cover":
    from ssc_desktop import services

    return services.whole_disk.cover(folder)
