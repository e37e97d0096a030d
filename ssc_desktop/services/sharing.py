"""Sharing: stories into a signed bundle; what may not leave stays, and is told."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlalchemy import Connection, select, update

from ssc_desktop import clock, settings
from ssc_desktop.bundle import writing
from ssc_desktop.bundle.contents import Blob, Contents, History
from ssc_desktop.bundle.devices import Device
from ssc_desktop.bundle.header import Header, Held
from ssc_desktop.errors import InvalidInput
from ssc_desktop.history.identifiers import fingerprint
from ssc_desktop.i18n import _, ngettext
from ssc_desktop.services import cases
from ssc_desktop.services.answers import Made, Progress, Stop
from ssc_desktop.services.bulk import bulk
from ssc_desktop.store import blobs, bundles, drafts, truth
from ssc_desktop.store.library import Library
from ssc_desktop.store.tables import VIEW, conflict, listing

_AT_ONCE = 500
_TRAVELS = ("workshop", "repository", "public")


def suggested_name(library: Library) -> str:
    """A file name for a new bundle, in plain ASCII."""
    label = settings.load().author_name or "laptop"
    return writing.file_name(label, library.device.id[:6], clock.now().date().isoformat())


def make(
    library: Library,
    ids: Sequence[str] | None,
    target: Path,
    *,
    with_private: bool = False,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Made:
    """Write stories (all of them where `ids` is None) as a signed bundle that was read back.

    Stories whose visibility is “private” stay here, and so do contacts and consents unless
    `with_private` says that a person has agreed to send them unprotected. Raises InvalidInput where
    nothing may leave, StorageError or ExportError; an older file is then as it was.
    """
    _save_drafts(library, ids)
    with bulk(), library.reading() as connection:
        going, left_out = _going(connection, ids, with_private=with_private)
        if not going:
            raise InvalidInput(
                _("There is nothing that may leave this computer."),
                advice=" ".join(left_out) or _("Write a story first."),
            )
        contents = Contents(
            histories=_histories(connection, going),
            devices=_devices(library, connection),
            blobs=_blobs(library, connection, going),
            everything=None if ids is None and not left_out else _everything(connection),
            with_private=with_private,
        )
        header = Header(
            kind="delta" if ids is not None else "full",
            scope="selected" if ids is not None else "all",
            absent=_absent(library, connection, going),
        )
        written = writing.write(
            target, contents, library.device, header=header, progress=progress, stop=stop
        )
    _note_packed(library, going, written)
    stories = len({truth.case_of(root) for root in going})
    return Made(target, stories, written.counts.blobs, written.size, tuple(left_out))


def _save_drafts(library: Library, ids: Sequence[str] | None) -> None:
    with library.reading() as connection:
        waiting = [one for one in drafts.cases(connection) if ids is None or one in ids]
    for case_id in waiting:
        cases.save(library, case_id)


def _going(
    connection: Connection, ids: Sequence[str] | None, *, with_private: bool
) -> tuple[list[str], list[str]]:
    """The roots that may leave, sorted, and in sentences what stays."""
    staying = _kept_here(connection)
    going: list[str] = []
    apart = kept = 0
    for root in truth.roots(connection):
        case_id = truth.case_of(root)
        if ids is not None and case_id not in ids:
            continue
        private = root.endswith(truth.PRIVATE)
        if case_id in staying:
            kept += not private
        elif private and not with_private:
            apart += 1
        else:
            going.append(root)
    return going, _stays(kept, apart)


def _kept_here(connection: Connection) -> set[str]:
    """The stories that stay: those not cleared to travel, also by one of those who disagree."""
    table = VIEW["case"]
    told = table.c.visibility
    staying = select(table.c.case_uuid).where(told.is_(None) | told.not_in(_TRAVELS))
    disputed = connection.execute(
        select(conflict.c.case_uuid, conflict.c.versions).where(conflict.c.field == "visibility")
    )
    return {
        *connection.scalars(staying),
        *(
            case_id
            for case_id, versions in disputed
            if any(version["value"] not in _TRAVELS for version in versions)
        ),
    }


def _stays(stories: int, apart: int) -> list[str]:
    said = []
    if stories:
        said.append(
            ngettext(
                "{n} private story stays on this computer.",
                "{n} private stories stay on this computer.",
                stories,
            ).format(n=stories)
        )
    if apart:
        said.append(
            ngettext(
                "Contacts, consents and notes on harm of {n} story stay on this computer.",
                "Contacts, consents and notes on harm of {n} stories stay on this computer.",
                apart,
            ).format(n=apart)
        )
    return said


def _histories(connection: Connection, going: Sequence[str]) -> Iterator[History]:
    for root, cuts, revisions in truth.histories(connection, going):
        yield History(root, cuts, revisions)


def _devices(library: Library, connection: Connection) -> list[Device]:
    own = Device(library.device.public, settings.load().author_name)
    known = bundles.devices(connection)
    return [own, *(Device(key, name) for one, key, name in known if one != library.device.id)]


def _referenced(connection: Connection, going: Sequence[str]) -> list[str]:
    """The attachments that the stories name, sorted."""
    table = VIEW["attachment"]
    named = connection.execute(select(table.c.case_uuid, table.c.sha256).distinct())
    wanted = {truth.case_of(root) for root in going}
    return sorted({sha256 for case_id, sha256 in named if case_id in wanted and sha256})


def _blobs(library: Library, connection: Connection, going: Sequence[str]) -> list[Blob]:
    paths = [
        (sha256, blobs.path_of(library.attachments, sha256))
        for sha256 in _referenced(connection, going)
    ]
    return [Blob(one, path.stat().st_size, path) for one, path in paths if path.is_file()]


def _absent(library: Library, connection: Connection, going: Sequence[str]) -> tuple[str, ...]:
    referenced = _referenced(connection, going)
    return tuple(one for one in referenced if not blobs.held(library.attachments, one))


def _everything(connection: Connection) -> Held:
    ids = truth.open_ids(connection)
    return Held(len(ids), fingerprint(ids))


def _note_packed(library: Library, going: Sequence[str], written: writing.Written) -> None:
    with library.writing() as connection:
        cases_sent = sorted({truth.case_of(root) for root in going})
        for start in range(0, len(cases_sent), _AT_ONCE):
            sent = listing.c.case_uuid.in_(cases_sent[start : start + _AT_ONCE])
            connection.execute(update(listing).where(sent).values(packed=listing.c.fingerprint))
        said = (written.identity, library.device.id)
        bundles.note(connection, written.bundle_id, "made", said, written.path.name)
