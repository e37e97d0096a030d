"""Trust: the computers met, how far each is known, and their fingerprints."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, func, select

from ssc_desktop import settings
from ssc_desktop.errors import InvalidInput, NotFound
from ssc_desktop.history.fingerprints import begins, fingerprint_of, typed
from ssc_desktop.i18n import _, listed
from ssc_desktop.services import activity, unpacking
from ssc_desktop.store import devices
from ssc_desktop.store.exchange_tables import BundleRow, DeviceRow
from ssc_desktop.store.library import Library

STATES = ("checked", "seen", "new", "blocked")
"""What a person may say of another computer; this one is `own`."""

_SHORTEST_ID = 8
_MARGIN = 4
"""Light squares around a QR code, without which nothing reads it."""


@dataclass(frozen=True, slots=True)
class Computer:
    """A computer whose signature was met."""

    id: str
    """As revisions and cuts name it."""
    name: str
    """What its owner calls it, or the beginning of its id."""
    fingerprint: str
    """Six groups of four characters, to be compared by voice or on paper."""
    state: str
    """`own`, `checked`, `seen`, `new` or `blocked`."""
    role: str = ""
    """`facilitator`, `repository` or ""."""
    recipient: str = ""
    """Its public key for encryption; "" where it is not known."""
    first_seen: str = ""
    last_bundle: str = ""
    """When the last bundle from it was taken in; "" where there was none."""
    namesakes: tuple[str, ...] = ()
    """The ids of other keys under the same name: ask whose they are."""


def computers(library: Library) -> tuple[Computer, ...]:
    """All other computers, by name."""
    with library.reading() as connection:
        return tuple(one for one in all_of(library, connection) if one.state != "own")


def own(library: Library) -> Computer:
    """This computer."""
    with library.reading() as connection:
        return next(one for one in all_of(library, connection) if one.state == "own")


def find(library: Library, text: str) -> Computer:
    """The computer of a name, a fingerprint (or its beginning), or an id.

    Raises NotFound, and InvalidInput where several fit: their names and fingerprints are told.
    """
    with library.reading() as connection:
        return found(all_of(library, connection), text)


def set_state(library: Library, text: str, state: str) -> Computer:
    """Say how far a computer is trusted; `text` names it as in `find`.

    Blocking counts from now on: what is here stays, what comes is put aside. Raises as `find`, and
    InvalidInput for a state that is none of STATES or for this computer itself.
    """
    if state not in STATES:
        raise InvalidInput(
            _("A computer cannot be “{state}”.").format(state=state),
            advice=_("Choose one of: {states}.").format(states=listed(STATES)),
        )
    with library.writing() as connection:
        known = all_of(library, connection)
        one = found(known, text)
        if one.state == "own":
            raise InvalidInput(
                _("This is the computer you are working on."),
                advice=_("Name another one."),
            )
        devices.say(connection, one.id, state)
        activity.note(connection, "trusted", "", {"computer": one.name, "state": state})
        return next(each for each in all_of(library, connection) if each.id == one.id)


def fingerprint(device: str) -> str:
    """The id of a computer as people compare it: six groups of four characters."""
    return fingerprint_of(device)


def qr(text: str) -> tuple[tuple[bool, ...], ...]:
    """A text as the squares of a QR code, row by row, True for dark; with its quiet margin."""
    import segno

    made = segno.make(text, micro=False, error="m")
    return tuple(tuple(bool(one) for one in row) for row in made.matrix_iter(border=_MARGIN))


def qr_svg(text: str) -> bytes:
    """The same as a picture for paper: SVG."""
    import segno

    stream = io.BytesIO()
    segno.make(text, micro=False, error="m").save(
        stream, kind="svg", border=_MARGIN, scale=8, title=text
    )
    return stream.getvalue()


def all_of(library: Library, connection: Connection) -> list[Computer]:
    """Every computer met, this one among them, by name."""
    last = dict(
        connection.execute(
            select(BundleRow.sender, func.max(BundleRow.at))
            .where(BundleRow.direction != "made")
            .group_by(BundleRow.sender)
        ).all()
    )
    found = [
        _computer(library, row, last.get(row.id, ""))
        for row in connection.execute(select(DeviceRow.table))
    ]
    found.sort(key=lambda one: (one.name.casefold(), one.id))
    return _with_namesakes(found)


def _computer(library: Library, row: Any, last: str) -> Computer:
    is_own = row.id == library.device.id
    name = settings.load().author_name if is_own else row.name
    return Computer(
        row.id,
        name or row.id[:8],
        fingerprint_of(row.id),
        "own" if is_own else row.trust,
        row.role,
        unpacking.own_recipient(library) if is_own else row.recipient,
        row.first_seen,
        last,
    )


def _with_namesakes(found: Sequence[Computer]) -> list[Computer]:
    by_name: dict[str, list[str]] = {}
    for one in found:
        by_name.setdefault(one.name.casefold(), []).append(one.id)
    return [
        replace(one, namesakes=tuple(x for x in by_name[one.name.casefold()] if x != one.id))
        for one in found
    ]


def stranger(identity: str, name: str, recipient: str, role: str = "") -> Computer:
    """A computer that was not met yet, as somebody tells of it."""
    return Computer(
        identity, name or identity[:8], fingerprint_of(identity), "new", role, recipient
    )


def found(known: Sequence[Computer], text: str) -> Computer:
    """The one among `known` that `text` names; raises as `find`."""
    wanted = text.strip()
    fit = [one for one in known if one.name.casefold() == wanted.casefold()]
    if not fit:
        beginning = typed(wanted)
        fit = [one for one in known if beginning and begins(one.id, beginning)]
    if not fit and len(wanted) >= _SHORTEST_ID:
        fit = [one for one in known if one.id.startswith(wanted.lower())]
    if not fit:
        raise NotFound(
            _("No computer “{name}” is known here.").format(name=text),
            advice=_("Use its name or its fingerprint, as the list of computers shows them."),
        )
    if len(fit) > 1:
        told = listed([f"{one.name} ({one.fingerprint})" for one in fit])
        raise InvalidInput(
            _("“{name}” may be several computers: {computers}.").format(name=text, computers=told),
            advice=_("Use the fingerprint of the one you mean."),
        )
    return fit[0]
