"""The ledger of laptops: which have delivered, which hold newer drafts, which ask for something."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from ssc_desktop.i18n import _, ngettext
from ui.viewmodels import wording
from ui.viewmodels.shelf import Shelf
from ui.viewmodels.work import Work

if TYPE_CHECKING:
    from ssc_desktop.services.ledger import Laptop, Ledger

ALL, MISSING, NEWER, ASKING = "all", "missing", "newer", "asking"


class Laptops(QObject):
    """Reads itself anew whenever something was done with others."""

    changed = Signal()

    def __init__(self, shelf: Shelf, work: Work, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self.ledger: Ledger | None = None
        self.narrowed = ALL
        work.finished.connect(self._renew)

    def _renew(self) -> None:
        if self.ledger is not None:
            self.load()

    def load(self) -> None:
        """Read the ledger."""

        def show(ledger: "Ledger") -> None:
            self.ledger = ledger
            self.changed.emit()

        if self._shelf.is_ready:
            self._shelf.tasks.run(_ledger, show)

    def narrow(self, to: str) -> None:
        """Show only some of the laptops."""
        self.narrowed = to
        self.changed.emit()

    @property
    def shown(self) -> "tuple[Laptop, ...]":
        """The laptops that fit."""
        held = self.ledger.laptops if self.ledger is not None else ()
        return tuple(one for one in held if fits(one, self.narrowed))

    def count(self, to: str) -> int:
        """How many laptops fit; those expected and never met count as not delivered."""
        if self.ledger is None:
            return 0
        met = sum(fits(one, to) for one in self.ledger.laptops)
        return met + (self.never_met if to in {ALL, MISSING} else 0)

    @property
    def never_met(self) -> int:
        """How many are expected of which nothing is known yet."""
        if self.ledger is None:
            return 0
        authors = [one for one in self.ledger.laptops if not one.role]
        return max(0, self.ledger.expected - len(authors))


def _ledger(library: Any) -> "Ledger":
    from ssc_desktop import services

    found: Ledger = services.ledger.laptops(library)
    return found


def fits(laptop: "Laptop", to: str) -> bool:
    """Whether a laptop is among those that one looks for."""
    return {
        MISSING: not laptop.delivered and not laptop.role,
        NEWER: bool(laptop.newer),
        ASKING: laptop.asks is not None,
    }.get(to, True)


def state(laptop: "Laptop") -> tuple[str, str, str]:
    """How a laptop stands: a word, the tone of its chip, and a picture."""
    if laptop.trust == "blocked":
        return _("Blocked"), "red", "ban"
    if laptop.newer:
        return _("Newer drafts there"), "amber", "clock"
    if laptop.asks is not None:
        return _("Asks for stories"), "blue", "mail"
    if laptop.delivered:
        return _("Delivered"), "green", "circle-check"
    return _("Not delivered"), "chip", "circle"


def line(laptop: "Laptop") -> str:
    """What came from a laptop, in a line."""
    if not laptop.delivered:
        return ""
    said = [wording.stories(laptop.stories)] if laptop.stories else []
    if laptop.last:
        said.append(_("last bundle {day}").format(day=wording.day(laptop.last)))
    return " · ".join(said)


def facts(laptop: "Laptop") -> list[tuple[str, str, str]]:
    """What is known of a laptop: a picture, its tone, and a sentence each."""
    told: list[tuple[str, str, str]] = []
    if laptop.newer:
        n = laptop.newer
        told.append(("clock", "amber", ngettext(
            "It holds a newer draft of {n} story. Ask for another bundle.",
            "It holds newer drafts of {n} stories. Ask for another bundle.", n,
        ).format(n=n)))  # fmt: skip
    if laptop.asks == 0:
        told.append(("mail", "blue", _("It asks for whatever it lacks.")))
    elif laptop.asks:
        n = laptop.asks
        told.append(("mail", "blue", ngettext(
            "It asks for {n} story.", "It asks for {n} stories.", n
        ).format(n=n)))  # fmt: skip
    if not laptop.delivered:
        told.append(("circle", "muted", _("Nothing came from it yet.")))
    known = (
        _("It is known what it holds: a bundle for it carries only the rest.")
        if laptop.answered
        else _("It is not known what it holds: a bundle for it carries everything.")
    )
    return [*told, ("receipt-text", "muted", known)]
