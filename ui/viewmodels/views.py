"""Views of the list: those that are always there, and those that the person named."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from ssc_desktop.i18n import N_, _
from ssc_desktop.services.asking import NOTHING, RELEVANCE, Conditions
from ui.viewmodels.notice import Notice

if TYPE_CHECKING:
    from ssc_desktop.services.answers import Listing
    from ssc_desktop.services.views import View
    from ui.viewmodels.keeper import Keeper


@dataclass(frozen=True, slots=True)
class Standing:
    """A view that is always there."""

    name: str
    words: str
    conditions: Conditions


STANDING = (
    Standing("all", N_("All"), NOTHING),
    Standing("draft", N_("Drafts"), Conditions(status=("draft",))),
    Standing("in_review", N_("In review"), Conditions(status=("in_review",))),
    Standing("published", N_("Published"), Conditions(status=("published",))),
    Standing("unpacked", N_("Changed since the last bundle"), Conditions(unpacked=True)),
    Standing("needs_you", N_("Needs you"), Conditions(needs_you=True)),
)


def stories_in(standing: Standing, listing: "Listing | None") -> int | None:
    """How many stories a standing view holds; None where that is not known yet."""
    if listing is None or not listing.counted:
        return None
    figures = {
        "all": sum(listing.counts.values()),
        "unpacked": listing.unpacked,
        "needs_you": listing.needs_you,
    }
    return figures.get(standing.name, listing.counts.get(standing.name, 0))


class Views(QObject):
    """The named views of a library; what is done to them is written down at once."""

    changed = Signal()
    counted = Signal(tuple)
    """How many stories each named view holds."""

    def __init__(self, shelf: "Keeper", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self.views: tuple[View, ...] = ()
        shelf.ready.connect(self._read)

    def _read(self) -> None:
        self._shelf.tasks.run(lambda library: _service().kept(library), self._show)

    def _show(self, views: "Sequence[View]") -> None:
        self.views = tuple(views)
        self.changed.emit()

    def _keep(self, views: "Sequence[View]") -> None:
        self._show(views)
        kept = self.views
        self._shelf.tasks.run(lambda library: _service().keep(library, kept), first=True)

    # ------------------------------------------------------------ what is shown

    def show_standing(self, name: str) -> None:
        """List what a standing view holds."""
        view = next(one for one in STANDING if one.name == name)
        listed = self._shelf.list
        listed.ask("", view.conditions, listed.sort, listed.falling)

    def show(self, at: int) -> None:
        """List what a named view holds."""
        view = self.views[at]
        self._shelf.list.ask(view.text, view.conditions, view.sort, view.falling)

    @property
    def now(self) -> str:
        """What the list shows, where it has a name: of a standing view in English, or named."""
        listed = self._shelf.list
        for view in self.views:
            if (view.text, view.conditions) == (listed.text, listed.conditions):
                return view.name
        if listed.text:
            return ""
        standing = (one for one in STANDING if one.conditions == listed.conditions)
        found = next(standing, None)
        return _(found.words) if found is not None else ""

    @property
    def at_now(self) -> int:
        """The named view that is shown; -1 where it is none."""
        listed = self._shelf.list
        shown = (listed.text, listed.conditions)
        places = (n for n, one in enumerate(self.views) if (one.text, one.conditions) == shown)
        return next(places, -1)

    def count(self) -> None:
        """Ask how many stories each named view holds."""
        views = self.views
        if views:
            self._shelf.tasks.look(
                lambda library: _service().counted(library, views), self.counted.emit
            )

    # ------------------------------------------------------------ naming

    def name_now(self, name: str) -> None:
        """Keep what is listed now under a name; a view of that name is replaced."""
        from ssc_desktop.services.views import LONGEST_NAME, View

        told = " ".join(name.split())[:LONGEST_NAME]
        if not told:
            return
        listed = self._shelf.list
        sort = listed.sort if listed.sort != RELEVANCE else "changed"
        view = View(told, listed.text, listed.conditions, sort, listed.falling)
        others = [one for one in self.views if one.name.casefold() != told.casefold()]
        self._keep((*others, view))
        self._shelf.told.emit(Notice(_("The view “{name}” is kept.").format(name=told)))

    def rename(self, at: int, name: str) -> None:
        """Give a view another name."""
        told = " ".join(name.split())
        if told and 0 <= at < len(self.views):
            views = list(self.views)
            views[at] = replace(views[at], name=told)
            self._keep(views)

    def remove(self, at: int) -> None:
        """Take a view away; the notice brings it back."""
        before = self.views
        self._keep((*before[:at], *before[at + 1 :]))
        said = _("The view “{name}” is gone.").format(name=before[at].name)
        undo = (_("Undo"), lambda: self._keep(before))
        self._shelf.told.emit(Notice(said, (undo,)))


def _service() -> Any:
    from ssc_desktop import services

    return services.views
