"""Receipts and requests: what this computer holds or lacks, and what others say of themselves."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import Connection, Row, select

from ssc_desktop import clock, settings
from ssc_desktop.bundle import kinds, messages, writing
from ssc_desktop.bundle.contents import Contents
from ssc_desktop.bundle.header import Held
from ssc_desktop.bundle.messages import Receipt, Request
from ssc_desktop.errors import InvalidInput, NotFound
from ssc_desktop.i18n import _, listed, ngettext
from ssc_desktop.services import activity, hearing, packing, sharing
from ssc_desktop.services.answers import Made, Progress, Stop
from ssc_desktop.services.bulk import bulk
from ssc_desktop.services.going import CIRCLES, kept_here
from ssc_desktop.services.sharing import WHOLE, Wish
from ssc_desktop.store import blobs, bundles, devices, holders, stubs, truth
from ssc_desktop.store.bundles import Noted
from ssc_desktop.store.library import Library
from ssc_desktop.store.tables import VIEW, listing


@dataclass(frozen=True, slots=True)
class Lacking:
    """What this library knows that it lacks."""

    stories: tuple[str, ...] = ()
    """Ids of stories of which another computer holds something that is not here."""
    pictures: tuple[str, ...] = ()
    """Attachments that stories name and that are not here (SHA-256)."""
    lost: bool = False
    """This library told somebody that it holds what it does not hold: an older copy came back."""

    def __bool__(self) -> bool:
        return bool(self.stories or self.pictures or self.lost)

    def sentence(self) -> str:
        """What a request would ask for; "" where there is nothing."""
        if self.lost:
            return _("An older copy of this library came back: ask for whatever is missing since.")
        said = []
        if self.stories:
            n = len(self.stories)
            said.append(ngettext("{n} incomplete story", "{n} incomplete stories", n).format(n=n))
        if self.pictures:
            n = len(self.pictures)
            said.append(ngettext("{n} missing picture", "{n} missing pictures", n).format(n=n))
        return _("To ask for: {list}.").format(list=listed(said)) if said else ""


@dataclass(frozen=True, slots=True)
class Asking:
    """A request of another computer that was not answered yet."""

    device: str
    name: str
    """Of the computer."""
    at: str
    """When it was made, as that computer's clock says."""
    stories: tuple[str, ...] = ()
    """The stories it asks for; all that it lacks where there are none."""
    pictures: int = 0


# ------------------------------------------------------------ made here


def suggested_name(library: Library, kind: str) -> str:
    """A file name for a new `receipt` or `request`, in plain ASCII."""
    label = f"{kind} {settings.load().author_name or 'laptop'}"
    return writing.file_name(label, library.device.id[:6], clock.now().date().isoformat())


def make(library: Library, target: Path) -> Made:
    """Write a receipt: what this computer holds, so that others need not send it again.

    Private matter and stories that may not leave are not in it. Raises StorageError or ExportError.
    """
    with bulk(), library.reading() as connection:
        receipt = _receipt(library, connection)
    return _written(library, target, receipt)


def request(library: Library, target: Path, ids: Sequence[str] = ()) -> Made:
    """Write a request for what this library lacks, or for these stories.

    It says as a receipt does what is held. Raises InvalidInput where nothing is known to be
    lacking, StorageError or ExportError.
    """
    wanted: Sequence[str] = sorted(ids)
    with bulk(), library.reading() as connection:
        if not wanted:
            lacks = _lacking(library, connection)
            if not lacks:
                raise InvalidInput(
                    _("Nothing is known to be missing."),
                    advice=_("Save a receipt instead: it lets others send what you do not have."),
                )
            wanted = () if lacks.lost else _stories_to_ask_for(connection, lacks)
        receipt = _receipt(library, connection)
    return _written(library, target, Request(receipt, tuple(wanted)))


def _receipt(library: Library, connection: Connection) -> Receipt:
    away = kept_here(connection, CIRCLES[0])
    marks = truth.marks(connection, truth.roots(connection))
    roots = [root for root in marks if not root.endswith(truth.PRIVATE) and root not in away]
    short = holders.not_held(connection, marks)
    taken = bundles.taken(connection, messages.MOST_TAKEN, but=kinds.OWN_MEMBERS)
    named = {sha256 for case_id, sha256 in _attachments(connection) if case_id not in away}
    held = {one for one in named if blobs.held(library.attachments, one)}
    return Receipt(
        {root: Held(*marks[root]) for root in roots},
        packing.held_in_all(connection),
        messages.prefixes(held),
        tuple(sorted(_missing(library, connection, named))),
        tuple(one for one in taken if one not in short),
    )


def _missing(library: Library, connection: Connection, named: Iterable[str]) -> set[str]:
    """The attachments that are not here, and were not withdrawn."""
    gone = stubs.every(connection).files
    return {one for one in named if one not in gone and not blobs.held(library.attachments, one)}


def _attachments(connection: Connection) -> Iterator[tuple[str, str]]:
    table = VIEW["attachment"]
    for case_id, sha256 in connection.execute(select(table.c.case_uuid, table.c.sha256)):
        if sha256:
            yield case_id, sha256


def _written(library: Library, target: Path, message: Receipt | Request) -> Made:
    contents = Contents((), [packing.own_device(library)])
    header = messages.header_of(message)
    written = writing.write(target, contents, library.device, header=header)
    held = message.held if isinstance(message, Request) else message
    with library.writing() as connection:
        own, name = library.device.id, target.name
        parts = (written.bundle_id, 1, 1)
        noted = Noted(written.bundle_id, written.identity, own, name, header.kind, *parts)
        bundles.note(connection, "made", noted)
        detail = {"sort": header.kind, "name": name}
        activity.note(connection, "made", written.bundle_id, detail)
    return Made(target, len(held.roots), 0, written.size, files=(target,))


# ------------------------------------------------------------ what is lacking


def lacking(library: Library) -> Lacking:
    """What a request would ask for."""
    with library.reading() as connection:
        return _lacking(library, connection)


def _lacking(library: Library, connection: Connection) -> Lacking:
    named = {sha256 for _case_id, sha256 in _attachments(connection)}
    return Lacking(
        tuple(holders.lacking(connection)),
        tuple(sorted(_missing(library, connection, named))),
        bool(hearing.lost_with(connection)),
    )


def _stories_to_ask_for(connection: Connection, lacks: Lacking) -> Sequence[str]:
    pictures = frozenset(lacks.pictures)
    naming = {case_id for case_id, sha256 in _attachments(connection) if sha256 in pictures}
    return sorted(naming.union(lacks.stories))


# ------------------------------------------------------------ what others ask for


def asking(library: Library) -> tuple[Asking, ...]:
    """The requests of others that wait for an answer."""
    with library.reading() as connection:
        names = {one: name for one, _key, name in devices.known(connection)}
        return tuple(_asking(row, names) for row in holders.requests(connection))


def _asking(row: Row[tuple[object, ...]], names: dict[str, str]) -> Asking:
    stories = tuple(sorted(set(map(truth.case_of, row.wanted))))
    name = names.get(row.device) or row.device[:8]
    return Asking(row.device, name, row.created, stories, len(row.missing))


def answer(
    library: Library,
    device: str,
    target: Path,
    wish: Wish = WHOLE,
    *,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Made:
    """Make the bundle that answers the last request of a computer.

    Raises NotFound where it asks for nothing, and as `sharing.make`.
    """
    asked = next((one for one in asking(library) if one.device == device), None)
    if asked is None:
        raise NotFound(
            _("This computer asks for nothing."),
            advice=_("Take its request in first, or make a bundle for it."),
        )
    with library.reading() as connection:
        here = set(connection.scalars(select(listing.c.case_uuid)))
    ids = [one for one in asked.stories if one in here]
    if asked.stories and not ids:
        raise NotFound(
            _("None of the stories it asks for is here."),
            advice=_("Pass the request on to somebody who may have them."),
        )
    how = replace(wish, receiver=device)
    made = sharing.make(library, ids or None, target, how, progress=progress, stop=stop)
    with library.writing() as connection:
        holders.answered(connection, device)
    return made
