"""What is said aloud to those who hear the window: saved, found, gone wrong."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from ssc_desktop.i18n import _, ngettext

if TYPE_CHECKING:
    from ssc_desktop.errors import SscError
    from ssc_desktop.services.answers import Listing
    from ui.viewmodels.shelf import Shelf

_PAUSE = 700
"""Milliseconds: who types hears only the last number."""


def announce(widget: QWidget, text: str, *, urgent: bool = False) -> None:
    """Have a screen reader say `text`; `urgent` interrupts what it is saying."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    event = QAccessibleAnnouncementEvent(widget, text)
    if urgent:
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)


class Announcer(QObject):
    """Listens to a library, and says what only the eye would notice."""

    def __init__(self, window: QWidget, shelf: "Shelf") -> None:
        super().__init__(window)
        self._window = window
        self._shelf = shelf
        self._state = ""
        self._waiting = ""
        self.said: list[str] = []
        """The last few, the newest last."""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(lambda: self.say(self._waiting))
        shelf.listed.connect(self._on_listed)
        shelf.refused.connect(self._on_refused)
        shelf.autosave.state_changed.connect(self._on_saving)

    def say(self, text: str, *, urgent: bool = False) -> None:
        """Say it now."""
        self.said = [*self.said[-9:], text]
        announce(self._window, text, urgent=urgent)

    def _on_listed(self, listing: "Listing") -> None:
        if self._shelf.narrowed:
            n = listing.total
            self._waiting = ngettext("{n} story found", "{n} stories found", n).format(n=n)
            self._pause.start()

    def _on_refused(self, error: "SscError") -> None:
        self.say(f"{error.message} {error.advice}", urgent=True)

    def _on_saving(self) -> None:
        # every pause saves: that it works is said once, that it fails each time
        state, before = self._shelf.autosave.state, self._state
        if state == "failed" and before != "failed":
            self.say(self._shelf.autosave.trouble(), urgent=True)
        elif state == "saved" and before == "failed":
            self.say(_("Saved again"))
        if state in {"failed", "saved"}:
            self._state = state
