"""Inviting: invitations as they are kept here, and what taking one in changes."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select

from ssc_desktop import clock
from ssc_desktop.bundle import kinds
from ssc_desktop.bundle.header import Header
from ssc_desktop.bundle.messages import (
    FACILITATOR,
    REPOSITORY,
    HostKey,
    Invitation,
    header_of,
    message_in,
)
from ssc_desktop.bundle.reading import Opened
from ssc_desktop.errors import InvalidInput
from ssc_desktop.history.fingerprints import fingerprint_of
from ssc_desktop.history.identifiers import digest
from ssc_desktop.i18n import _
from ssc_desktop.store import devices
from ssc_desktop.store.exchange_tables import InvitationRow
from ssc_desktop.store.inserting import insert
from ssc_desktop.store.library import Library

ROLES = (FACILITATOR, REPOSITORY)


@dataclass(frozen=True, slots=True)
class Kept:
    """An invitation that was made or taken in here.

    Attributes:
        device: who signed it.
        at: when it was made or taken in.
    """

    message: Invitation
    device: str
    at: str


def kept(connection: Connection) -> list[Kept]:
    """All of them, the latest first."""
    table = InvitationRow.table
    rows = connection.execute(
        select(table.c.id, table.c.device, table.c.body, table.c.at).order_by(
            table.c.at.desc(), table.c.id.desc()
        )
    )
    return [Kept(_message(workshop, body), device, at) for workshop, device, body, at in rows]


def _message(workshop: str, body: dict[str, object]) -> Invitation:
    header = Header(kind=kinds.INVITATION, workshop=workshop, own={"invitation": body})
    message = message_in(header)
    assert isinstance(message, Invitation)  # noqa: S101 - it was read so before it was kept
    return message


def keep(connection: Connection, message: Invitation, device: str) -> None:
    """Keep an invitation; a later one to the same workshop takes the place of an earlier."""
    values = {
        "device": device,
        "body": header_of(message).own["invitation"],
        "at": clock.stamp(clock.now()),
    }
    row = insert(connection, InvitationRow).values(id=message.workshop, **values)
    connection.execute(row.on_conflict_do_update(index_elements=[InvitationRow.id], set_=values))


def refuse_forged(opened: Opened, name: str) -> None:
    """Raise InvalidInput for an invitation that none of the computers it names has signed."""
    message = opened.message
    if not isinstance(message, Invitation):
        return
    if opened.sender.id not in {digest(host.key) for host in message.keys}:
        raise InvalidInput(
            _("“{name}” was signed by somebody whom it does not name.").format(name=name),
            advice=_("Ask the facilitator of the workshop for another one."),
        )


def take_in(library: Library, connection: Connection, opened: Opened) -> bool:
    """Write down what an invitation says; False where the bundle is none.

    The computers that it names are `checked` from now on: a person has agreed to that. One that
    was blocked stays so.
    """
    message = opened.message
    if not isinstance(message, Invitation):
        return False
    keep(connection, message, opened.sender.id)
    for host in message.keys:
        _vouch(library, connection, host)
    return True


def _vouch(library: Library, connection: Connection, host: HostKey) -> None:
    identity = digest(host.key)
    devices.meet(connection, [(identity, host.key, host.name)])
    if devices.trust(connection, identity) == "blocked":
        return
    if host.role in ROLES:
        devices.appoint(connection, identity, host.role)
    if identity == library.device.id:
        return
    devices.say(connection, identity, "checked")
    devices.vouch(connection, identity, host.name, host.age)


def warnings(connection: Connection, message: Invitation) -> Iterator[str]:
    """What does not agree with what is known here: keys under known names, and blocked ones."""
    known = devices.known(connection)
    here = {identity for identity, _key, _name in known}
    for host in message.keys:
        identity = digest(host.key)
        if devices.trust(connection, identity) == "blocked":
            yield _("{name} is blocked here and stays so.").format(name=host.name or identity[:8])
        name = host.name.strip().casefold()
        if identity not in here and any(
            name and name == one[2].strip().casefold() for one in known
        ):
            yield _(
                "“{name}” had another key until now. Compare the fingerprint {fingerprint} with"
                " the person before you take this in."
            ).format(name=host.name, fingerprint=fingerprint_of(identity))
    yield from _unlike_before(connection, message)


def _unlike_before(connection: Connection, message: Invitation) -> Iterator[str]:
    for one in kept(connection):
        if one.message.workshop != message.workshop:
            continue
        before = {host.key for host in one.message.keys}
        if not before.issuperset(host.key for host in message.keys):
            yield _(
                "You have an invitation to “{name}” with other keys. Ask the person who gave you"
                " this one before you take it in."
            ).format(name=one.message.name)
