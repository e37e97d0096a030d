"""The stories of a backup, and how each differs from what the library says today."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ssc_desktop.i18n import _, digits
from ui.viewmodels import wording

if TYPE_CHECKING:
    from ssc_desktop.services.answers import Summary
    from ssc_desktop.services.backing_up import Backup

SAME, CHANGED, TRASHED, GONE = "same", "changed", "trashed", "gone"


@dataclass(frozen=True)
class Then:
    """A story as it was, and as it is."""

    id: str
    title: str
    state: str
    """SAME, CHANGED, TRASHED or GONE."""
    then: "Summary"
    now: "Summary | None"

    @property
    def choosable(self) -> bool:
        """Whether bringing it back would change anything."""
        return self.state != SAME


def looked(library: Any, backup: "Backup", key: Any) -> tuple[Then, ...]:
    """A job of the store's thread: those that differ first. Raises LibraryDamaged and its kin."""
    from ssc_desktop import services

    held = services.restoring.stories_in(backup, key)
    now = {one.id: one for one in services.listing.lines(library, [one.id for one in held])}
    found = [_then(one, now.get(one.id)) for one in held]
    return tuple(sorted(found, key=lambda one: not one.choosable))


def _then(then: "Summary", now: "Summary | None") -> Then:
    if now is None:
        state = GONE
    elif now.deleted:
        state = TRASHED
    else:
        state = SAME if now.fingerprint == then.fingerprint else CHANGED
    return Then(then.id, then.title or _("Untitled story"), state, then, now)


def line(story: Then) -> str:
    """How it differs, in a sentence or two."""
    if story.state == SAME:
        return _("Says the same today.")
    if story.state == TRASHED:
        return _("It is in the trash today, and comes out of it.")
    if story.now is None:
        return _("It is not in the library today, and comes back with its history.")
    parts = [_("Changed since then, last on {day}.").format(day=wording.day(story.now.changed))]
    if story.now.title != story.then.title:
        parts.append(_("It is called “{title}” today.").format(title=story.now.title))
    if story.now.completeness != story.then.completeness:
        parts.append(_("{then} % complete then, {now} % today.").format(
            then=digits(story.then.completeness), now=digits(story.now.completeness)))  # fmt: skip
    return " ".join(parts)
