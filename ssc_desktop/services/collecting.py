"""Collecting: checking a bundle, telling what it would bring, and taking it in."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from ssc_desktop.bundle import kinds, reading
from ssc_desktop.bundle.reading import Opened
from ssc_desktop.errors import BundleError, InvalidInput, NotForYou, PassphraseNeeded, TooNew
from ssc_desktop.files import refused
from ssc_desktop.i18n import _
from ssc_desktop.services import activity, backing_up, hearing, inviting, unpacking
from ssc_desktop.services.answers import Changes, Plan, Progress, Stop, Taken
from ssc_desktop.services.bulk import bulk
from ssc_desktop.services.foreseeing import foresee, head, unchanged
from ssc_desktop.services.incoming import Fresh, Writing, by_case
from ssc_desktop.services.noticing import Noticed
from ssc_desktop.services.unpacking import How
from ssc_desktop.store import arrivals, blobs, bundles, devices, inbox, pieces, truth
from ssc_desktop.store.bundles import Noted
from ssc_desktop.store.library import Library
from ssc_desktop.store.pieces import Staged


@dataclass(frozen=True, slots=True)
class Verified:
    """A bundle that passed every check, without a library to compare it with."""

    bundle: str
    sender: str
    stories: int
    cuts: int
    revisions: int
    attachments: int
    quarantined: tuple[str, ...]
    kind: str = kinds.DELTA


def verify(source: Path, *, passphrase: str = "") -> Verified:
    """Check a bundle from the first byte to the last line.

    Raises NotABundle, Damaged, TooNew, Unsafe,
    NotForYou or PassphraseNeeded with the rule that refused it.
    """
    with (
        bulk(),
        unpacking.plain(source, None, How(passphrase)) as path,
        reading.verify(path, None) as opened,
    ):
        stories = {truth.case_of(root) for root in opened.header.roots}
        counts = opened.counts
        return Verified(
            opened.header.bundle,
            unpacking.sender_name(opened),
            len(stories),
            counts.cuts,
            counts.revisions,
            counts.blobs,
            unpacking.lines_aside(opened),
            opened.header.kind,
        )


def plan(
    library: Library,
    source: Path,
    *,
    passphrase: str = "",
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Plan:
    """What taking in a bundle would bring; nothing is written to the library.

    Raises NotABundle, Damaged, TooNew, Unsafe, NotForYou or PassphraseNeeded.
    """
    how = How(passphrase, progress, stop)
    with (
        bulk(),
        unpacking.unpacked(library, source, how, staging=False) as opened,
        library.reading() as connection,
    ):
        return foresee(library, connection, [(source, opened)]).plans[0]


def take(
    library: Library,
    planned: Plan | Path,
    *,
    accept: bool = True,
    passphrase: str = "",
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> tuple[Taken, Changes]:
    """Take in a bundle: attachments first, then everything else in one transaction.

    It is checked anew: a stick may have been changed since the plan. Where a person must agree
    first (`Plan.waits`) and `accept` does not say so, or said so of another bundle that lay there,
    or where its computer is blocked, it waits in the Inbox instead: see `Taken.kept`. Raises as
    `plan`, and StorageError; the library's
    stories are then as they were. A copy of what is too new, or sealed for other keys, is kept in
    the Inbox.
    """
    return taken_in(library, planned, How(passphrase, progress, stop), accept=accept)


def taken_in(
    library: Library, planned: Plan | Path, how: How, *, accept: bool = True
) -> tuple[Taken, Changes]:
    """The same, also for bundles that are taken in together."""
    source = planned.path if isinstance(planned, Plan) else planned
    try:
        with bulk(), unpacking.unpacked(library, source, how, staging=True) as opened:
            inviting.refuse_forged(opened, source.name)
            waits = _waits(library, source, opened)
            agreed = accept and waits != "blocked" and _is_what_was_planned(planned, opened)
            if waits and not agreed:
                return _kept(library, source, opened, waits), Changes()
            backing_up.before(library, "before-take")
            return _taken(library, source, opened, how.group)
    except BundleError as error:
        reason = reason_to_keep(error)
        if reason and source.parent != library.folder / inbox.FOLDER:
            known = (error.bundle, error.sender) if isinstance(error, TooNew) else ()
            inbox.keep(library, source, reason, *known)
        raise


def reason_to_keep(error: BundleError) -> str:
    """Why a bundle that cannot be taken in now is kept in the Inbox; "" where it is not."""
    if isinstance(error, TooNew):
        return "too_new"
    sealed = isinstance(error, NotForYou) and not isinstance(error, PassphraseNeeded)
    return "sealed" if sealed else ""


def _is_what_was_planned(planned: Plan | Path, opened: Opened) -> bool:
    """Whether a file is still the one that the person looked at."""
    if isinstance(planned, Path):
        return True
    told = (opened.header.bundle, opened.header.kind, opened.sender.id)
    return (planned.bundle, planned.kind, planned.sender_id) == told


def refused_as_blocked(taken: Taken) -> InvalidInput:
    """What is said where a person agreed to a bundle of a computer that is blocked."""
    return InvalidInput(
        _("{sender} is blocked.").format(sender=taken.sender),
        advice=_("Unblock that computer first, if you trust what it sends."),
    )


def _waits(library: Library, source: Path, opened: Opened) -> str:
    with library.reading() as connection:
        return Plan(**head(library, connection, source, opened)).waits


def _kept(library: Library, source: Path, opened: Opened, reason: str) -> Taken:
    """Put a bundle that was checked into the Inbox, and remember whose it is."""
    bundle, sender = opened.header.bundle, opened.sender
    item = inbox.keep(library, source, reason, bundle, sender.id)
    with library.writing() as connection:
        inbox.wait_for(connection, item, reason, bundle, sender.id)
        devices.meet(connection, [(sender.id, sender.key, sender.name)])
        told = Taken(**head(library, connection, source, opened), kept=item.id)
        detail = {"name": item.file_name, "computer": told.sender, "why": reason}
        activity.note(connection, "waits", bundle, detail)
    return told


def _taken(library: Library, source: Path, opened: Opened, group: str) -> tuple[Taken, Changes]:
    try:
        came = _adopt(library, opened)
    except OSError as error:
        raise refused(error, library.attachments.folder) from error
    bundle, sender = opened.header.bundle, opened.sender.id
    with library.writing() as connection:
        number = bundles.number_here(connection, bundle, sender)
        noticed = Noticed(library, connection, taking=True)
        noticed.look_at_sender(opened.sender)
        noticed.for_others = not unpacking.is_for_us(library, opened)
        _meet(library, connection, opened)
        fresh = Fresh.of(connection, opened)
        writing = Writing(library, connection, number, fresh, noticed.look)
        for case_id, stories in by_case(opened):
            writing.take(case_id, stories)
        writing.flush()
        told: dict[str, Any] = {**head(library, connection, source, opened), "bundle": number}
        noticed.lost = told["lost"]
        noticed.incomplete = fresh.incomplete | hearing.hear(library, connection, opened)
        settings = inviting.take_in(library, connection, opened)
        taken = Taken(
            **told,
            new=tuple(writing.new),
            updated=tuple(writing.updated),
            unchanged=unchanged(opened, writing.seen),
            conflicts=sum(line.conflicts for line in (*writing.new, *writing.updated)),
            warnings=(*noticed.sentences(), *unpacking.remarks(opened), *came),
            incomplete=tuple(sorted(noticed.incomplete)),
        )
        name = inbox.called(library, connection, source)
        _note(connection, number, name, opened)
        _log(connection, name, taken, group)
    if not opened.lost:  # the copy that waits may be whole
        inbox.drop_bundle(library, bundle, sender)
    return taken, Changes(frozenset(writing.seen), settings=settings)


def _note(connection: Connection, number: str, name: str, opened: Opened) -> None:
    header = opened.header
    part = header.part
    parted = (part.set, part.n, part.of) if part is not None else ("", 1, 1)
    # nobody may count on a bundle of which something is lost
    digest = "" if opened.lost else opened.identity
    noted = Noted(number, digest, opened.sender.id, name, header.kind, *parted)
    bundles.note(connection, "taken", noted)
    arrivals.forget_undone(connection, number)
    aside = [(one.reason, one.start) for one in opened.quarantined]
    bundles.put_aside(connection, number, aside)


def _log(connection: Connection, name: str, taken: Taken, group: str) -> None:
    detail = {
        "name": name,
        "computer": taken.sender,
        "sort": taken.kind,
        "stories": [line.id for line in (*taken.new, *taken.updated)],
        "new": len(taken.new),
        "updated": len(taken.updated),
        "conflicts": taken.conflicts,
        "pictures": taken.pictures,
        "group": group,
    }
    activity.note(connection, "taken", taken.bundle, detail)


def _meet(library: Library, connection: Connection, opened: Opened) -> None:
    """Remember the computers in a bundle; its sender is accepted with it."""
    others = [one for one in opened.devices.values() if one.id != library.device.id]
    devices.meet(connection, [(one.id, one.key, one.name) for one in others])
    sender = opened.sender
    if sender.id != library.device.id:
        devices.hear(connection, sender.id, sender.name, sender.age)
        devices.accept(connection, sender.id)


def _adopt(library: Library, opened: Opened) -> tuple[str, ...]:
    """Move the attachments in; says in sentences what came of pieces of large ones."""
    blobs.adopt(library.attachments, opened.blobs)
    part = opened.header.part
    if part is None or not opened.pieces:
        return ()
    came = [Staged(one.sha256, one.n, one.of, path) for one, path in opened.pieces.items()]
    part_set = pieces.set_of(opened.sender.id, part.set)
    assembled = pieces.keep(library.attachments, part_set, came)
    there = {one.sha256: one for one in pieces.waiting(library.attachments)}
    waiting = [there[one] for one in dict.fromkeys(piece.sha256 for piece in came) if one in there]
    said = [
        _("{have} of {of} pieces of a large attachment are here.").format(have=one.have, of=one.of)
        for one in waiting
    ]
    if assembled.spoilt:
        said.append(_("The pieces of a large attachment do not fit together: ask for it again."))
    return tuple(said)
