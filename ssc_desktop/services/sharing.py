"""Sharing: stories into a signed bundle; what may not leave stays, and is told."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection, select, update

from ssc_desktop import clock, settings
from ssc_desktop.bundle import kinds, sealing, writing
from ssc_desktop.bundle.header import Header
from ssc_desktop.bundle.sealing import Lock
from ssc_desktop.bundle.sealing_key import SealingKey
from ssc_desktop.bundle.writing import Written
from ssc_desktop.errors import InvalidInput
from ssc_desktop.history.identifiers import new_id
from ssc_desktop.i18n import _
from ssc_desktop.services import activity, cases, holding
from ssc_desktop.services.answers import Made, Progress, Stop
from ssc_desktop.services.bulk import bulk
from ssc_desktop.services.going import CIRCLES, Going, kept_here, listed
from ssc_desktop.services.holding import Holding
from ssc_desktop.services.packing import Load
from ssc_desktop.services.parcels import Parcel, Watched
from ssc_desktop.services.receiving import Receiver
from ssc_desktop.store import bundles, drafts, holders
from ssc_desktop.store.bundles import Noted
from ssc_desktop.store.exchange_tables import DeviceRow
from ssc_desktop.store.library import Library
from ssc_desktop.store.tables import listing

_AT_ONCE = 500
_TRUSTED = {"checked", "seen"}


@dataclass(frozen=True, slots=True)
class Wish:
    """How a bundle is to be made: for whom, and how much of everything."""

    circle: str = CIRCLES[0]
    """How far it is to go, one of CIRCLES: limits and consents hold back what may not."""
    with_private: bool = False
    """Contacts and consents go along; unsealed only where a person has agreed to that."""
    receiver: str = ""
    """The id of the computer it is for: what that one is known to hold is left out."""
    light: bool = False
    """Without attachments."""
    most: int = 0
    """The bytes that one file may have; 0 for any number. What is more goes into further files."""
    to: tuple[str, ...] = ()
    """For whom it is sealed: ids of trusted computers with a public key, or such keys (`age1…`)."""
    passphrase: str = field(default="", repr=False)
    """What opens it, where it is not sealed for anybody."""

    @property
    def sealed(self) -> bool:
        """Whether only those it is for can open it."""
        return bool(self.to or self.passphrase)


WHOLE = Wish()
"""Everything that may go to a workshop, open."""


def suggested_name(library: Library, wish: Wish = WHOLE) -> str:
    """A file name for a new bundle, in plain ASCII."""
    label = settings.load().author_name or "laptop"
    name = writing.file_name(label, library.device.id[:6], clock.now().date().isoformat())
    return name.removesuffix(".sscz") + sealing.ENDING if wish.sealed else name


def make(
    library: Library,
    ids: Sequence[str] | None,
    target: Path,
    wish: Wish = WHOLE,
    *,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Made:
    """Write stories (all of them where `ids` is None) as a signed bundle that was read back.

    Stories that may not go as far as the wish's circle stay here, and so does what their limits
    and consents hold back from it, and what is private. What the receiver is known to hold is left
    out. Raises InvalidInput where nothing may leave or the receiver holds everything, StorageError
    or ExportError; an older file is then as it was.
    """
    _save_drafts(library, ids)
    found = _held_back(library, ids, wish.circle)
    with bulk(), library.reading() as connection:
        lock = _lock(library, connection, wish)
        going = Going.of(connection, ids, wish.circle, found, with_private=wish.with_private)
        receiver = Receiver.of(connection, wish.receiver)
        load = Load.of(library, connection, going, receiver, light=wish.light)
        _see_that_something_goes(going, load)
        contents = load.contents(
            library,
            connection,
            everything=ids is None and not going.left_out and load.roots == going.roots,
            with_private=wish.with_private,
        )
        header = _header(ids, wish, load)
        parcel = Parcel(library, contents, header, wish.most, Watched(progress, stop))
        written = parcel.write(target, lock)
    _note(library, load, header, written, wish)
    return Made(
        written[0].path,
        len(load.stories),
        len(load.blobs),
        sum(one.size for one in written),
        going.left_out,
        tuple(one.path for one in written),
    )


def _save_drafts(library: Library, ids: Sequence[str] | None) -> None:
    with library.reading() as connection:
        waiting = [one for one in drafts.cases(connection) if ids is None or one in ids]
    for case_id in waiting:
        cases.save(library, case_id)


def _held_back(library: Library, ids: Sequence[str] | None, circle: str) -> dict[str, Holding]:
    """What stays of single stories; earlier versions that name the wrong person are freed of it."""
    with library.reading() as connection:
        chosen = listed(connection, ids)
        away = kept_here(connection, circle)
        found = holding.holdings(connection, [one for one in chosen if one not in away], circle)
    return holding.say_anew(library, found)


def _see_that_something_goes(going: Going, load: Load) -> None:
    if not going.roots:
        raise InvalidInput(
            _("There is nothing that may leave this computer."),
            advice=" ".join(going.left_out) or _("Write a story first."),
        )
    if not load:
        raise InvalidInput(
            _("Whoever this is for holds all of it already."),
            advice=_("Nothing needs to be sent. Choose other stories, or make it for everybody."),
        )


def _header(ids: Sequence[str] | None, wish: Wish, load: Load) -> Header:
    kind = kinds.DELTA if ids is not None or wish.receiver else kinds.FULL
    return Header(
        bundle=new_id(),
        kind=kinds.LIGHT if wish.light else kind,
        scope="selected" if ids is not None else "all",
        absent=load.absent,
        since=load.since,
    )


# ------------------------------------------------------------ for whom


def _lock(library: Library, connection: Connection, wish: Wish) -> Lock | None:
    if wish.to and wish.passphrase:
        raise InvalidInput(
            _("A bundle is encrypted for computers or by a passphrase, not by both."),
            advice=_("Choose one of the two."),
            fields=("passphrase",),
        )
    if wish.passphrase:
        return Lock.by(wish.passphrase)
    if not wish.to:
        return None
    keys = [_recipient(connection, one) for one in wish.to]
    return Lock.to(SealingKey.load_or_create(library.config), keys)


def _recipient(connection: Connection, named: str) -> str:
    """The public key for encryption of a trusted computer, or the one that is named itself."""
    if named.startswith("age1"):
        return named
    found = connection.execute(
        select(DeviceRow.trust, DeviceRow.recipient).where(DeviceRow.id == named)
    ).first()
    name = _name_of(connection, named)
    if found is None or found.trust not in _TRUSTED:
        raise InvalidInput(
            _("“{name}” is not a computer that is trusted here.").format(name=name),
            advice=_("Compare its fingerprint with the person, and say that you checked it."),
            fields=("to",),
        )
    if not found.recipient:
        raise InvalidInput(
            _("No key for encryption is known of “{name}”.").format(name=name),
            advice=_("Take in a bundle or a receipt of that computer first; it brings the key."),
            fields=("to",),
        )
    return str(found.recipient)


def _name_of(connection: Connection, device: str) -> str:
    told = connection.scalar(select(DeviceRow.name).where(DeviceRow.id == device))
    return told or device[:8]


# ------------------------------------------------------------ afterwards


def _note(
    library: Library, load: Load, header: Header, written: Sequence[Written], wish: Wish
) -> None:
    with library.writing() as connection:
        for at, one in enumerate(written, 1):
            went = {root: held.fingerprint for root, held in one.roots.items() if "/" not in root}
            holders.hand(connection, one.bundle_id, went)
            _note_packed(connection, sorted(went))
            said = (one.identity, library.device.id, one.path.name, header.kind)
            parts = (header.bundle, at, len(written))
            bundles.note(connection, "made", Noted(one.bundle_id, *said, *parts))
        detail = {
            "sort": header.kind,
            "name": written[0].path.name,
            "stories": sorted(load.stories),
            "pictures": len(load.blobs),
            "parts": len(written),
            "computer": _name_of(connection, wish.receiver) if wish.receiver else "",
        }
        activity.note(connection, "made", written[0].bundle_id, detail)


def _note_packed(connection: Connection, stories: Sequence[str]) -> None:
    for start in range(0, len(stories), _AT_ONCE):
        sent = listing.c.case_uuid.in_(stories[start : start + _AT_ONCE])
        connection.execute(update(listing).where(sent).values(packed=listing.c.fingerprint))
