"""Opening, filling and checking a library."""

import contextlib
import json
from pathlib import Path

from sqlalchemy import Connection, func, select

from ssc_desktop import temporary
from ssc_desktop.errors import DiskFull
from ssc_desktop.history.revision import verify
from ssc_desktop.i18n import _, ngettext
from ssc_desktop.paths import bundled
from ssc_desktop.services import activity, cases, known, protecting
from ssc_desktop.services.answers import Changes, Health, Progress
from ssc_desktop.services.noticing import COPIED
from ssc_desktop.services.start import Begun, begin
from ssc_desktop.store import (
    blobs,
    derived,
    devices,
    drafts,
    inbox,
    lists,
    originals,
    proving,
    sqlite,
    stubs,
    switching,
    truth,
)
from ssc_desktop.store.exchange_tables import DeviceRow
from ssc_desktop.store.library import Library, forbid
from ssc_desktop.store.tables import VIEW, RevisionRow, conflict, facet, listing

__all__ = ["Library", "add_samples", "check", "forbid", "opened", "rebuild"]

_AT_ONCE = 1_000
"""Revisions that are looked at in one read."""


def opened(
    begun: Begun | Path, *, config: Path | None = None, progress: Progress | None = None
) -> Library:
    """Open a library fully: bring its schema up to date, and save what a crash left as drafts.

    What a program that was killed had unpacked and not yet taken in is removed.

    `config` is the folder of this computer's key, where it is not the usual one. Raises
    StorageError; the library is then closed and as it was.
    """
    begun = begun if isinstance(begun, Begun) else begin(begun)
    if config is None and known.is_practice(begun.beginning.folder):
        config = known.practice_key(begun.beginning.folder)
    library = Library(begun.beginning, config)
    try:
        protecting.finish(library, progress)
        if library.came_back:
            with contextlib.suppress(DiskFull):
                _tell(library)
        with library.reading() as connection:
            left = drafts.cases(connection)
        for number, case_id in enumerate(left):
            if progress:
                progress(number, len(left))
            with contextlib.suppress(DiskFull):  # it stays a draft: a full disk locks nobody out
                cases.save(library, case_id)
        switching.clear(library.folder)
        inbox.sweep(library)
        temporary.sweep()
    except BaseException:
        library.close()
        raise
    return library


def _tell(library: Library) -> None:
    """Write down, once, that this library was copied or came back from a backup."""
    with library.writing() as connection:
        activity.note(connection, "came_back", "", {})
        devices.tell(connection, library.device.id, COPIED)


def add_samples(library: Library) -> Changes:
    """Add the sample stories that are not there yet, with their pictures."""
    added: set[str] = set()
    for path in sorted((bundled("resources") / "samples").glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        with library.reading() as connection:
            if lists.one(connection, data["case_uuid"]):
                continue
        identity, _changes = cases.added(library, data, beside=path.parent)
        added.add(identity)
    return Changes(frozenset(added))


def rebuild(library: Library) -> int:
    """Derive lists, tables and the search index anew; returns how many stories there are."""
    with library.writing() as connection:
        return derived.rebuild(connection, library.raw)


def check(library: Library) -> Health:
    """Look at everything: the database, every revision and cut, the view, every attachment."""
    with library.reading() as connection:
        problems = sqlite.integrity(library.raw)
        keys = dict(connection.execute(select(DeviceRow.id, DeviceRow.public)).all())
        keys[library.device.id] = library.device.public
        for root in truth.roots(connection):
            problems += _root_problems(connection, root, keys, library.device.id)
        problems += _damaged(library.raw)
        problems += _view_problems(library, connection)
        stories = len(lists.every(connection))
        named = connection.scalars(select(VIEW["attachment"].c.sha256).distinct())
        referenced = {sha256 for sha256 in named if sha256} - stubs.every(connection).files
        documents = originals.digests(connection)
        revisions = connection.scalar(select(func.count()).select_from(RevisionRow)) or 0
    files = blobs.every(library.attachments)
    problems += [
        _("The attachment {name} is damaged.").format(name=one.name)
        for one in files
        if not one.is_whole()
    ]
    problems += [
        _("The attachment {name} is not on this computer: ask for a bundle with it.").format(
            name=missing
        )
        for missing in sorted(referenced - {one.name for one in files})
    ]
    problems += [
        _("The file {name}, which was taken in for a story, is not here any more.").format(
            name=missing
        )
        for missing in sorted(documents - {one.name for one in files})
    ]
    return Health(stories, revisions, len(files), tuple(problems))


def _root_problems(
    connection: Connection, root: str, keys: dict[str, bytes], own: str
) -> list[str]:
    found: list[str] = []
    cuts = truth.cuts_of(connection, root)
    for cut in cuts:
        key = keys.get(cut.device)
        if key is None or not verify(cut, key):
            found.append(_("A save of {root} has no valid signature.").format(root=root))
    kept = {identity for identity, _body in truth.bodies_of(connection, root)}
    listed = {one for cut in cuts for one in cut.revisions}
    # what others saved they may have held back from this computer
    gone = stubs.of_case(connection, truth.case_of(root)).revisions
    lost = {one for cut in cuts if cut.device == own for one in cut.revisions} - kept - gone
    if lost:
        found.append(
            ngettext(
                "{n} revision of {root} is missing: ask for a bundle that holds it.",
                "{n} revisions of {root} are missing: ask for a bundle that holds them.",
                len(lost),
            ).format(n=len(lost), root=root)
        )
    if kept - listed:
        found.append(_("A revision of {root} belongs to no save.").format(root=root))
    return found


def _damaged(raw: sqlite.Connection) -> list[str]:
    last, torn = proving.torn_revisions(raw, 0, _AT_ONCE)
    while last:
        last, more = proving.torn_revisions(raw, last, _AT_ONCE)
        torn += more
    return [_("A revision of {root} is damaged.").format(root=root) for root in torn]


def _view_problems(library: Library, connection: Connection) -> list[str]:
    """Whether lists, tables and search say what the revisions say."""
    before = _snapshot(library, connection)
    savepoint = connection.begin_nested()
    derived.rebuild(connection, library.raw)
    after = _snapshot(library, connection)
    savepoint.rollback()
    return [
        _("The list “{table}” does not agree with what was written; it can be rebuilt.").format(
            table=name
        )
        for name in before
        if before[name] != after[name]
    ]


def _snapshot(library: Library, connection: Connection) -> dict[str, object]:
    found: dict[str, object] = {
        table.name: sorted(map(repr, connection.execute(select(table))))
        for table in (*VIEW.values(), conflict, facet, listing)
    }
    found["search"] = sqlite.indexed(library.raw)
    return found
