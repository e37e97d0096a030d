"""The computers met, and how far each is trusted."""

from collections import Counter
from collections.abc import Iterable

from sqlalchemy import Connection, delete, select, update

from ssc_desktop import clock
from ssc_desktop.history.fingerprints import fingerprint_of
from ssc_desktop.store.exchange_tables import DeviceRow
from ssc_desktop.store.inserting import insert
from ssc_desktop.store.tables import CutRow

NEW = "new"
_GROUP = 4


def known(connection: Connection) -> list[tuple[str, bytes, str]]:
    """The computers met so far: id, public key and name."""
    met = select(DeviceRow.id, DeviceRow.public, DeviceRow.name).order_by(DeviceRow.id)
    return list(connection.execute(met))


def names(connection: Connection) -> dict[str, str]:
    """What computers call themselves, by id.

    One that took the name of another, and that nobody checked, has the beginning of its fingerprint
    behind it: its words must not pass for those of the other.
    """
    met = connection.execute(select(DeviceRow.id, DeviceRow.name, DeviceRow.trust)).all()
    shared = Counter(folded(name) for _id, name, _trust in met)
    return {
        id_: f"{name.strip()} ({fingerprint_of(id_)[:_GROUP]})"
        if name and shared[folded(name)] > 1 and state != "checked"
        else name
        for id_, name, state in met
    }


def folded(name: str) -> str:
    """A name for comparing."""
    return " ".join(name.split()).casefold()


def trust(connection: Connection, device: str) -> str:
    """How far a computer is trusted; `new` where it was never met."""
    return connection.scalar(select(DeviceRow.trust).where(DeviceRow.id == device)) or NEW


def blocked(connection: Connection) -> frozenset[str]:
    """The computers whose work is put aside."""
    return frozenset(connection.scalars(select(DeviceRow.id).where(DeviceRow.trust == "blocked")))


def meet(connection: Connection, met: Iterable[tuple[str, bytes, str]]) -> None:
    """Remember computers (id, public key, name); those that are known stay as they are.

    Somebody brought their work along; that they are who they say they are, nobody said yet.
    """
    now = clock.stamp(clock.now())
    for identity, public, name in met:
        row = insert(connection, DeviceRow).values(
            id=identity, public=public, name=name, trust=NEW, first_seen=now
        )
        connection.execute(row.on_conflict_do_nothing())


def forget_unused(connection: Connection, device: str) -> None:
    """Forget a computer that never saved anything that is here."""
    used = select(CutRow.id).where(CutRow.device == device).limit(1)
    if connection.scalar(used) is None:
        connection.execute(delete(DeviceRow.table).where(DeviceRow.id == device))


def hear(connection: Connection, device: str, name: str, recipient: str) -> None:
    """Remember what a computer says of itself, in a bundle that it signed.

    The name it was first seen with stays; what others called it does not.
    """
    own = update(DeviceRow.table).where(DeviceRow.id == device)
    if name:
        unheard = (DeviceRow.trust == NEW) | (DeviceRow.name == "")
        connection.execute(own.where(unheard).values(name=name))
    if recipient:
        connection.execute(own.values(recipient=recipient))


def vouch(connection: Connection, device: str, name: str, recipient: str) -> None:
    """Remember what somebody who is trusted says of a computer, where it said nothing itself."""
    told = update(DeviceRow.table).where(DeviceRow.id == device)
    connection.execute(told.where(DeviceRow.name == "").values(name=name))
    connection.execute(told.where(DeviceRow.recipient == "").values(recipient=recipient))


def appoint(connection: Connection, device: str, role: str) -> None:
    """Say what a computer is in the workshop: `facilitator` or `repository`."""
    connection.execute(update(DeviceRow.table).where(DeviceRow.id == device).values(role=role))


def say(connection: Connection, device: str, state: str) -> None:
    """Say how far a computer is trusted, from now on."""
    said = update(DeviceRow.table).where(DeviceRow.id == device)
    connection.execute(said.values(trust=state, trusted_at=clock.stamp(clock.now())))


def accept(connection: Connection, device: str) -> None:
    """Take the first work of a computer: it was seen from then on."""
    if trust(connection, device) == NEW:
        say(connection, device, "seen")


def is_untold(connection: Connection, device: str, what: str) -> bool:
    """Whether people have not been told this of a computer yet."""
    return what not in _told(connection, device)


def tell(connection: Connection, device: str, what: str) -> bool:
    """The same; from now on they have been told."""
    told = _told(connection, device)
    if what in told:
        return False
    now = update(DeviceRow.table).where(DeviceRow.id == device)
    connection.execute(now.values(told=" ".join(sorted({*told, what}))))
    return True


def _told(connection: Connection, device: str) -> set[str]:
    told = connection.scalar(select(DeviceRow.told).where(DeviceRow.id == device))
    return set((told or "").split())
