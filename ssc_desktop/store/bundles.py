"""Which bundles were made here and which were taken in, and what became of their lines."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, select, update

from ssc_desktop import clock
from ssc_desktop.history.identifiers import digest
from ssc_desktop.store.exchange_tables import BundleRow, QuarantineRow
from ssc_desktop.store.inserting import insert


@dataclass(frozen=True, slots=True)
class Noted:
    """A bundle, as it is written down.

    Attributes:
        digest: the SHA-256 of its tagmanifest; "" of a broken copy, of which something is lost.
        sender: the computer that made it.
        name: of the file.
        kind: `delta`, `receipt`, …
        part_set, part, parts: what its parts have in common, which one it is, of how many.
    """

    id: str
    digest: str
    sender: str
    name: str
    kind: str = ""
    part_set: str = ""
    part: int = 1
    parts: int = 1


def number_here(connection: Connection, bundle: str, sender: str) -> str:
    """Under which id a bundle that comes in is written down.

    Whoever makes a bundle chooses its id. Under one that another computer's bundle has, or one
    that was made here, it could not be told from that, nor taken back by itself.
    """
    table = BundleRow.table
    while True:
        asked = select(table.c.direction, table.c.sender).where(table.c.id == bundle)
        row = connection.execute(asked).first()
        if row is None or (row.direction != "made" and row.sender == sender):
            return bundle
        digits = digest(f"{bundle} {sender}".encode())
        bundle = f"{bundle[:15]}{digits[:3]}-8{digits[3:6]}-{digits[6:18]}"


def note(connection: Connection, direction: str, noted: Noted) -> None:
    """Write down a bundle as `made` or `taken`; one that was undone is taken once more."""
    row = insert(connection, BundleRow).values(
        id=noted.id,
        direction=direction,
        digest=noted.digest,
        sender=noted.sender,
        at=clock.stamp(clock.now()),
        file_name=noted.name,
        kind=noted.kind,
        part_set=noted.part_set,
        part=noted.part,
        parts=noted.parts,
    )
    connection.execute(row.on_conflict_do_nothing())
    turn(connection, noted.id, "undone", direction)
    whole = update(BundleRow.table).where(BundleRow.id == noted.id, BundleRow.digest == "")
    connection.execute(whole.values(digest=noted.digest))


def turn(connection: Connection, bundle: str, before: str, after: str) -> bool:
    """Say otherwise what became of a bundle; False where it was not as `before`."""
    changed = update(BundleRow.table).where(BundleRow.id == bundle, BundleRow.direction == before)
    return connection.execute(changed.values(direction=after)).rowcount > 0


def direction(connection: Connection, bundle: str) -> str:
    """What became of a bundle: `made`, `taken`, `undone`, or "" where it was never here."""
    return connection.scalar(select(BundleRow.direction).where(BundleRow.id == bundle)) or ""


def became(connection: Connection, bundle: str, digest: str) -> str:
    """The same of a file that says it is this bundle: "" too where its content is another."""
    table = BundleRow.table
    asked = select(table.c.direction).where(table.c.id == bundle, table.c.digest == digest)
    return connection.scalar(asked) or ""


def taken(connection: Connection, most: int, but: Collection[str] = ()) -> list[str]:
    """The ids of the bundles taken in last, whole, but for these kinds; the latest one last."""
    table = BundleRow.table
    latest = select(table.c.id).where(
        table.c.direction == "taken",
        table.c.digest != "",
        table.c.kind.not_in(but),
        table.c.id.not_in(select(QuarantineRow.bundle)),
    )
    found = connection.scalars(latest.order_by(table.c.at.desc(), table.c.id.desc()).limit(most))
    return list(found)[::-1]


def put_aside(connection: Connection, bundle: str, lines: Iterable[tuple[str, bytes]]) -> None:
    """Keep the beginnings of lines that broke a rule, each with the reason, for a look later."""
    rows = [{"bundle": bundle, "reason": reason, "line": line} for reason, line in lines]
    if rows:
        connection.execute(insert(connection, QuarantineRow), rows)
