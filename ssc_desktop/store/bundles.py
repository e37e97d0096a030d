"""Which bundles were made here and which were taken in, and the computers met in them."""

from collections.abc import Iterable

from sqlalchemy import Connection, select

from ssc_desktop import clock
from ssc_desktop.store.exchange_tables import BundleRow, DeviceRow, QuarantineRow
from ssc_desktop.store.inserting import insert


def note(
    connection: Connection, bundle: str, direction: str, said: tuple[str, str], name: str
) -> None:
    """Write down a bundle; `said` is its identity and its sender."""
    row = insert(connection, BundleRow).values(
        id=bundle,
        direction=direction,
        digest=said[0],
        sender=said[1],
        at=clock.stamp(clock.now()),
        file_name=name,
    )
    connection.execute(row.on_conflict_do_nothing())


def put_aside(connection: Connection, bundle: str, lines: Iterable[tuple[str, bytes]]) -> None:
    """Keep the beginnings of lines that broke a rule, each with the reason, for a look later."""
    rows = [{"bundle": bundle, "reason": reason, "line": line} for reason, line in lines]
    if rows:
        connection.execute(insert(connection, QuarantineRow), rows)


def devices(connection: Connection) -> list[tuple[str, bytes, str]]:
    """The computers met so far: id, public key and name."""
    known = select(DeviceRow.id, DeviceRow.public, DeviceRow.name).order_by(DeviceRow.id)
    return list(connection.execute(known))


def trust(connection: Connection, device: str) -> str:
    """How far a computer is known: `seen`, or `new` where it was never met."""
    return connection.scalar(select(DeviceRow.trust).where(DeviceRow.id == device)) or "new"


def meet(connection: Connection, met: Iterable[tuple[str, bytes, str]]) -> None:
    """Remember computers (id, public key, name); one that is known keeps its name."""
    now = clock.stamp(clock.now())
    for identity, public, name in met:
        row = insert(connection, DeviceRow).values(
            id=identity, public=public, name=name, trust="seen", first_seen=now
        )
        connection.execute(row.on_conflict_do_nothing())
