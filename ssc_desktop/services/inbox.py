"""The Inbox: bundles that wait for a person, or for a newer program; nothing is lost meanwhile."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from ssc_desktop.errors import Cancelled, NotFound, SscError
from ssc_desktop.history.fingerprints import fingerprint_of
from ssc_desktop.i18n import _
from ssc_desktop.services import collecting
from ssc_desktop.services.answers import Changes, Plan, Progress, Stop, Taken
from ssc_desktop.store import devices
from ssc_desktop.store import inbox as store
from ssc_desktop.store.inbox import Item
from ssc_desktop.store.library import Library

REASONS = ("new_device", "blocked", "invitation", "too_new", "not_for_you", "sealed")
"""Why a bundle may wait."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A bundle that waits; its file is a copy in the library's folder `inbox`."""

    id: str
    """Names it in the functions of this module."""
    file_name: str
    """As the sender called it."""
    reason: str
    """One of REASONS."""
    size: int
    at: str
    """When it was put here."""
    bundle: str = ""
    """Its id, where it could be read."""
    sender: str = ""
    """The name of the computer that made it, where it could be read."""
    sender_id: str = ""
    fingerprint: str = ""
    """Of the sender's key, in six groups of four characters, to be compared by voice."""

    def sentence(self) -> str:
        """Why it waits, and what can be done."""
        if self.reason == "too_new":
            return _("Made with a newer version. Update this program; it is then taken in.")
        if self.reason == "sealed":
            return _("Encrypted for somebody else. Ask the sender to make it for this computer.")
        if self.reason == "not_for_you":
            return _("Addressed to somebody else. Take it in only if {sender} agrees.").format(
                sender=self.sender or "?"
            )
        if self.reason == "blocked":
            return _("{sender} is blocked. Unblock that computer to take it in.").format(
                sender=self.sender or "?"
            )
        if self.reason == "invitation":
            return _("{sender} invites you to a workshop. Compare the fingerprint first.").format(
                sender=self.sender or "?"
            )
        return _("{sender} is new here. Take it in if you know whose computer it is.").format(
            sender=self.sender or "?"
        )


def waiting(library: Library) -> tuple[Waiting, ...]:
    """What waits, the latest first."""
    with library.reading() as connection:
        names = {identity: name for identity, _key, name in devices.known(connection)}
        blocked = devices.blocked(connection)
        return tuple(
            _told(one, names.get(one.sender, ""), blocked=one.sender in blocked)
            for one in store.items(connection)
        )


def _told(item: Item, name: str, *, blocked: bool = False) -> Waiting:
    return Waiting(
        item.id,
        item.file_name,
        _reason(item, blocked=blocked),
        item.size,
        item.at,
        item.bundle,
        name or item.sender[:8],
        item.sender,
        fingerprint_of(item.sender) if item.sender else "",
    )


def _reason(item: Item, *, blocked: bool) -> str:
    """Why a bundle waits now: a person may have blocked its computer since, or taken that back."""
    if blocked and item.reason in {"new_device", "not_for_you"}:
        return "blocked"
    return "new_device" if item.reason == "blocked" and not blocked else item.reason


def count(library: Library) -> int:
    """How many bundles wait."""
    with library.reading() as connection:
        return store.count(connection)


def plan(
    library: Library,
    item: str,
    *,
    passphrase: str = "",
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Plan:
    """What a waiting bundle would bring. Raises as `collecting.plan`, and NotFound."""
    source = _file_of(library, item)
    return collecting.plan(library, source, passphrase=passphrase, progress=progress, stop=stop)


def accept(
    library: Library,
    item: str,
    *,
    passphrase: str = "",
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> tuple[Taken, Changes]:
    """Take in a waiting bundle: its computer becomes `seen`, and the copy goes.

    A blocked computer must be unblocked first. Raises as `collecting.take`, NotFound,
    InvalidInput where the computer is blocked; the bundle then waits on.
    """
    source = _file_of(library, item)
    taken, changes = collecting.take(
        library, source, passphrase=passphrase, progress=progress, stop=stop
    )
    if taken.kept:
        raise collecting.refused_as_blocked(taken)
    store.drop(library, item)
    return taken, changes


def remove(library: Library, item: str) -> None:
    """Leave a waiting bundle out: its copy is deleted, the sender's own file is not touched.

    Raises NotFound.
    """
    if not store.drop(library, item):
        raise _no_longer()


def again(library: Library, *, stop: Stop | None = None) -> tuple[tuple[Taken, ...], Changes]:
    """Take in whatever need not wait any longer.

    The program may be newer now, a key here, a computer known. What waits for a person's word
    waits on.
    """
    with library.reading() as connection:
        ready = [one for one in store.items(connection) if _may_come(library, connection, one)]
    taken: list[Taken] = []
    changes = Changes()
    for one in reversed(ready):
        if stop is not None and stop():
            break
        try:
            found, changed = _tried(library, one, stop)
        except Cancelled:
            break
        except SscError:
            continue  # it waits on, for the same reason or another one
        if not found.kept:
            taken.append(found)
            changes = Changes(
                changes.cases | changed.cases, settings=changes.settings or changed.settings
            )
    return tuple(taken), changes


def _may_come(library: Library, connection: Connection, item: Item) -> bool:
    if not store.path_of(library, item.id).is_file():
        return False
    if item.reason == "new_device":
        return devices.trust(connection, item.sender) in {"checked", "seen"}
    return item.reason in {"too_new", "sealed"}


def _tried(library: Library, item: Item, stop: Stop | None) -> tuple[Taken, Changes]:
    source = store.path_of(library, item.id)
    taken, changes = collecting.take(library, source, accept=False, stop=stop)
    if not taken.kept:
        store.drop(library, item.id)
    return taken, changes


def keep(
    library: Library, source: Path, reason: str, bundle: str = "", sender: str = ""
) -> Waiting:
    """Copy a bundle's file into the Inbox, whole or not at all.

    Raises StorageError or ExportError where it cannot be copied.
    """
    return _told(store.keep(library, source, reason, bundle, sender), "")


def _file_of(library: Library, item: str) -> Path:
    path = store.path_of(library, item)
    with library.reading() as connection:
        known = any(one.id == item for one in store.items(connection))
    if not known or not path.is_file():
        raise _no_longer()
    return path


def _no_longer() -> NotFound:
    return NotFound(
        _("This bundle does not wait any longer."),
        advice=_("Ask the sender for it again if you need it."),
    )
