"""Who wrote something: the computer, how far it is trusted, the person and the organisation."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, func, select

from ssc_desktop import settings
from ssc_desktop.history.hybrid_clock import HybridClock
from ssc_desktop.i18n import _
from ssc_desktop.store import devices
from ssc_desktop.store.devices import NEW
from ssc_desktop.store.exchange_tables import BundleRow, DeviceRow
from ssc_desktop.store.library import Library
from ssc_desktop.store.tables import VIEW, CutRow

OWN = "own"
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Writer:
    """A computer that wrote in a story."""

    id: str
    name: str
    """Its name, or the beginning of its id; the own one always has words."""
    person: str
    """Whose it is, where a story names somebody of that name as its author; else ""."""
    organisation: str
    trust: str
    """`own`, `checked`, `seen`, `new` or `blocked`."""

    @property
    def own(self) -> bool:
        """Whether it is this computer."""
        return self.trust == OWN


class Writers:
    """The computers that a library met."""

    def __init__(self, library: Library, connection: Connection) -> None:
        self._connection = connection
        self._own = library.device.id
        called = devices.names(connection)
        rows = connection.execute(select(DeviceRow.id, DeviceRow.trust))
        self._met = {id_: (called[id_], trust) for id_, trust in rows}

    def names(self) -> dict[str, str]:
        """What they are called, by id."""
        return {id_: self.name(id_) for id_ in self._met}

    def name(self, device: str) -> str:
        """What one is called; where that is not known, the beginning of its id."""
        known = self._met.get(device, ("", ""))[0]
        if device == self._own:
            return settings.load().author_name or known or _("This computer")
        return known or device[:8]

    def one(self, device: str) -> Writer:
        """All that is known of one."""
        name, trust = self._met.get(device, ("", NEW))
        if device == self._own:
            mine = settings.load()
            return Writer(device, self.name(device), mine.author_name, mine.organisation, OWN)
        person, organisation = self._author(name)
        return Writer(device, self.name(device), person, organisation, trust)

    def _author(self, name: str) -> tuple[str, str]:
        """The author of that name, and the organisation, as some story tells."""
        if not name:
            return "", ""
        authors = VIEW["authors"]
        found = self._connection.execute(
            select(authors.c.person, authors.c.organisation)
            .where(func.lower(authors.c.person) == name.lower())
            .order_by(authors.c.organisation.is_(None), authors.c.id.desc())
            .limit(1)
        ).first()
        return (found[0], found[1] or "") if found is not None else ("", "")


def wrong_clocks(connection: Connection, root: str, cuts: Mapping[str, str]) -> set[str]:
    """Which cuts (id, moment) were made by a clock that was wrong.

    It ran more than a day ahead of the clock here when the cut came in, or does now.
    """
    came: dict[str, str] = {}
    for some in _some(list(cuts)):
        asked = (
            select(CutRow.id, BundleRow.at)
            .join(BundleRow.table, CutRow.bundle == BundleRow.id)
            .where(CutRow.root == root, CutRow.id.in_(some))
        )
        came.update(connection.execute(asked).all())
    return {id_ for id_, at in cuts.items() if _is_ahead(at, came.get(id_, ""))}


def _is_ahead(at: str, came: str) -> bool:
    if not came:
        return HybridClock().is_ahead(at)
    moment = datetime.fromisoformat(came[:19]).replace(tzinfo=UTC)
    return HybridClock(now=lambda: moment).is_ahead(at)


def _some(ids: list[str]) -> Iterable[list[str]]:
    for start in range(0, len(ids), _AT_ONCE):
        yield ids[start : start + _AT_ONCE]
