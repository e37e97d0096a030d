"""Workshops: an invitation sets up a laptop in one step, with the keys of those who run it."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import Connection

from ssc_desktop import __version__, settings
from ssc_desktop.bundle import kinds, messages, writing
from ssc_desktop.bundle.contents import Contents
from ssc_desktop.bundle.devices import Device
from ssc_desktop.bundle.header import Header
from ssc_desktop.bundle.messages import FACILITATOR, REPOSITORY, HostKey
from ssc_desktop.bundle.messages import Invitation as Message
from ssc_desktop.bundle.reading import Opened
from ssc_desktop.bundle.refusals import Refusal
from ssc_desktop.errors import InvalidInput
from ssc_desktop.history.identifiers import digest, new_id
from ssc_desktop.i18n import _
from ssc_desktop.services import activity, collecting, inviting, trust, unpacking
from ssc_desktop.services.answers import Changes, Plan
from ssc_desktop.services.foreseeing import head
from ssc_desktop.services.inviting import Kept
from ssc_desktop.services.trust import Computer
from ssc_desktop.services.unpacking import How
from ssc_desktop.store import bundles, devices
from ssc_desktop.store.bundles import Noted
from ssc_desktop.store.library import Library

_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Workshop:
    """A workshop this copy knows of."""

    id: str
    name: str
    languages: tuple[str, ...] = ()
    """Of the interface, the preferred one first."""
    part_size: int = 0
    """Bytes a part of a bundle may have; 0 for no limit."""
    laptops: int = 0
    """How many are expected; 0 where it was not said."""
    keys: tuple[Computer, ...] = ()
    """Facilitator and repository; their state is `checked` once the invitation was taken in."""
    recipients: tuple[str, ...] = ()
    """The keys for encryption that come with it."""
    made_here: bool = False
    at: str = ""
    """When it was made or taken in here."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation, looked at; nothing was written."""

    path: Path
    workshop: Workshop
    inviter: Computer
    """Who signed it: compare the fingerprint with the person."""
    replaces: str = ""
    """The name of the workshop this laptop is set up for now, where it is another."""
    warnings: tuple[str, ...] = ()
    """Keys that are not those known under the same name or in the same workshop."""


def invite(  # noqa: PLR0913 - what an invitation says
    library: Library,
    name: str,
    target: Path,
    *,
    languages: Sequence[str] = (),
    part_size: int = 0,
    laptops: int = 0,
    repository: str = "",
) -> Workshop:
    """Write an invitation with this computer as facilitator; `repository` is as in `trust.find`.

    Where none is named, the repository that is known here goes along. The same name continues the
    workshop of that name made here. Raises InvalidInput, NotFound, StorageError or ExportError.
    """
    name = " ".join(name.split())
    if not 0 < len(name) <= _LONGEST_NAME:
        raise InvalidInput(
            _("A workshop needs a name of at most {n} characters.").format(n=_LONGEST_NAME),
            advice=_("For example: “Nairobi, November 2026”."),
        )
    with library.reading() as connection:
        hosts = _hosts(library, connection, repository)
        workshop = _made_before(library, connection, name) or new_id()
    message = Message(
        workshop, name, tuple(hosts), __version__, part_size, tuple(languages), laptops
    )
    header = _sayable(message)
    contents = Contents((), [Device(hosts[0].key, hosts[0].name, hosts[0].age)])
    written = writing.write(target, contents, library.device, header=header)
    with library.writing() as connection:
        devices.appoint(connection, library.device.id, FACILITATOR)
        for host in hosts[1:]:
            devices.appoint(connection, digest(host.key), REPOSITORY)
        inviting.keep(connection, message, library.device.id)
        own, kind = library.device.id, kinds.INVITATION
        noted = Noted(written.bundle_id, written.identity, own, target.name, kind)
        bundles.note(connection, "made", noted)
        activity.note(connection, "made", written.bundle_id, {"name": target.name, "sort": kind})
        return _told(library, connection, Kept(message, own, ""))


def _sayable(message: Message) -> Header:
    """The header of an invitation that every reader will understand."""
    header = messages.header_of(message)
    try:
        messages.message_in(replace(header, own=json.loads(json.dumps(dict(header.own)))))
    except Refusal as error:
        raise InvalidInput(
            _("An invitation cannot say that."),
            advice=_("Languages are codes such as “fr”; sizes and numbers are not negative."),
        ) from error
    return header


def _hosts(library: Library, connection: Connection, repository: str) -> list[HostKey]:
    """This computer first, then the repository, where one is named or known."""
    age = unpacking.own_recipient(library)
    own = HostKey(library.device.public, age, settings.load().author_name, FACILITATOR)
    others = [one for one in trust.all_of(library, connection) if one.state != "own"]
    if repository:
        chosen = [trust.found(others, repository)]
    else:
        chosen = [one for one in others if one.role == REPOSITORY and one.state == "checked"]
    keys = {identity: key for identity, key, _name in devices.known(connection)}
    return [own, *(HostKey(keys[one.id], one.recipient, one.name, REPOSITORY) for one in chosen)]


def _made_before(library: Library, connection: Connection, name: str) -> str:
    for one in inviting.kept(connection):
        if one.device == library.device.id and one.message.name == name:
            return one.message.workshop
    return ""


def look(library: Library, source: Path) -> Invitation:
    """What an invitation says; nothing is written.

    Raises as `collecting.plan`, and InvalidInput where the bundle is no invitation.
    """
    with _opened(library, source) as (opened, message), library.reading() as connection:
        kept = Kept(message, opened.sender.id, "")
        workshop = _told(library, connection, kept)
        now = _current(library, connection)
        other = now is not None and now.id != workshop.id
        sender = trust.stranger(opened.sender.id, opened.sender.name, opened.sender.age)
        known = [one for one in trust.all_of(library, connection) if one.id == sender.id]
        return Invitation(
            source,
            workshop,
            known[0] if known else sender,
            now.name if now is not None and other else "",
            tuple(inviting.warnings(connection, message)),
        )


@contextmanager
def _opened(library: Library, source: Path) -> Iterator[tuple[Opened, Message]]:
    with unpacking.unpacked(library, source, How(), staging=False) as opened:
        message = opened.message
        if not isinstance(message, Message):
            raise InvalidInput(
                _("“{name}” is no invitation.").format(name=source.name),
                advice=_("Ask the facilitator of the workshop for one."),
            )
        inviting.refuse_forged(opened, source.name)
        yield opened, message


def join(library: Library, invitation: Invitation | Path) -> tuple[Workshop, Changes]:
    """Take an invitation in: the workshop is known, its keys are `checked`.

    Raises as `look`, and InvalidInput where another one lies there than was looked at, or where
    its computer is blocked.
    """
    source = invitation.path if isinstance(invitation, Invitation) else invitation
    with _opened(library, source) as (opened, message), library.reading() as connection:
        found = (message.workshop, opened.sender.id)
        planned = Plan(**head(library, connection, source, opened))
    if isinstance(invitation, Invitation):
        looked = (invitation.workshop.id, invitation.inviter.id)
        if found != looked:
            raise _another(source)
    taken, changes = collecting.take(library, planned)
    if taken.kept:
        is_other = planned.waits != "blocked"
        raise _another(source) if is_other else collecting.refused_as_blocked(taken)
    with library.reading() as connection:
        joined = next(one for one in inviting.kept(connection) if one.message.workshop == found[0])
        return _told(library, connection, joined), changes


def _another(source: Path) -> InvalidInput:
    return InvalidInput(
        _("“{name}” is another invitation than the one that you looked at.").format(
            name=source.name
        ),
        advice=_("Look at it again, and compare the fingerprint. Nothing was changed."),
    )


def current(library: Library) -> Workshop | None:
    """The workshop this laptop is set up for: the one made or taken in last."""
    with library.reading() as connection:
        return _current(library, connection)


def _current(library: Library, connection: Connection) -> Workshop | None:
    held = inviting.kept(connection)
    return _told(library, connection, held[0]) if held else None


def _told(library: Library, connection: Connection, kept: Kept) -> Workshop:
    message = kept.message
    known = {one.id: one for one in trust.all_of(library, connection)}
    keys = []
    for host in message.keys:
        named = trust.stranger(digest(host.key), host.name, host.age, host.role)
        keys.append(known.get(named.id, named))
    recipients = [one.recipient for one in keys if one.recipient and one.state != "blocked"]
    return Workshop(
        message.workshop,
        message.name,
        message.languages,
        message.part_size,
        message.laptops,
        tuple(keys),
        tuple(recipients),
        kept.device == library.device.id,
        kept.at,
    )
