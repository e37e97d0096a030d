"""Stories of a backup, put back into the library they came from: an edit like any other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from ssc_desktop.at_rest import FileKey, KeptFile
from ssc_desktop.files import refused
from ssc_desktop.history.identifiers import digest
from ssc_desktop.history.revision import Cut, Revision, stored_cut, stored_revision
from ssc_desktop.services import cases, past
from ssc_desktop.services.answers import Changes
from ssc_desktop.store import (
    backups,
    blobs,
    copying,
    derived,
    devices,
    proven_files,
    sqlite,
    stubs,
    switching,
    truth,
)
from ssc_desktop.store.backups import Backup
from ssc_desktop.store.library import Library

Computer = tuple[str, bytes, str]
"""Id, public key and name."""


@dataclass(frozen=True, slots=True)
class Source:
    """A backup, and what its attachments open with."""

    backup: Backup
    key: FileKey | None


@dataclass(frozen=True, slots=True)
class Kept:
    """All that a backup holds of one story."""

    case_id: str
    cuts: tuple[Cut, ...]
    revisions: tuple[Revision, ...]


def kept_of(connection: sqlite.Connection, path: Path, case_id: str) -> Kept:
    """What a backup holds of a story. Raises LibraryDamaged where a digest does not fit."""
    cuts: list[Cut] = []
    revisions: list[Revision] = []
    for root in truth.roots_of(case_id):
        # damage can turn bytes into text
        lines = connection.execute(
            "SELECT id, CAST(body AS BLOB), CAST(signature AS BLOB) FROM cut WHERE root = ? "
            "ORDER BY at, id",
            (root,),
        ).fetchall()
        bodies = connection.execute(
            "SELECT id, CAST(body AS BLOB) FROM revision WHERE root = ?", (root,)
        ).fetchall()
        if any(digest(row[1]) != row[0] for row in (*lines, *bodies)):
            raise copying.damaged(path)
        cuts += [stored_cut(truth.signed_line(body, signature)) for _id, body, signature in lines]
        revisions += [stored_revision(body) for _id, body in bodies]
    return Kept(case_id, tuple(cuts), tuple(revisions))


def computers_in(connection: sqlite.Connection) -> list[Computer]:
    """Who wrote what is in a backup: their signatures must stay verifiable."""
    return list(connection.execute("SELECT id, public, name FROM device ORDER BY id"))


def bring_back(
    library: Library, source: Source, kept: Sequence[Kept], computers: Iterable[Computer]
) -> Changes:
    """Put stories back, in one transaction; drafts are saved first."""
    changed = set()
    for story in kept:
        with library.reading() as connection:
            shown = derived.loaded(connection, story.case_id)
        if shown.open:
            cases.save(library, story.case_id)
        if shown.deleted:
            cases.restore(library, [story.case_id])
            changed.add(story.case_id)
    with library.writing() as connection:
        devices.meet(connection, computers)
        for story in kept:
            if _put_back(library, connection, story, source.backup):
                changed.add(story.case_id)
        _bring_files(library, connection, source, kept)
    return Changes(frozenset(changed))


def _put_back(library: Library, connection: Connection, story: Kept, backup: Backup) -> bool:
    now = derived.loaded(connection, story.case_id)
    if not now.open:
        truth.add_revisions(connection, story.revisions)
        truth.add_cuts(connection, story.cuts)
        derived.update(connection, library.raw, story.case_id)
        return True
    withdrawn = stubs.of_case(connection, story.case_id)
    left = [one for one in story.revisions if not withdrawn.hold(one.id)]
    then = derived.seen(story.case_id, left, story.cuts, withdrawn)
    return past.bring_back(library, connection, then.case, now, backup.made_at)


def _bring_files(
    library: Library, connection: Connection, source: Source, kept: Sequence[Kept]
) -> None:
    """The attachments that these stories name, where they are not here whole."""
    gone = stubs.every(connection).files
    held = set(source.backup.files()) - gone
    room, brought = library.folder / switching.ROOM, list[Path]()
    try:
        for sha256 in sorted(held & {one for story in kept for one in _named(story)}):
            there = blobs.file_of(library.attachments, sha256)
            found = proven_files.whole([there, *_pooled(library, source, sha256)])
            if found is not None and found != there:
                proven_files.bring(found, there.path, room, there.key)
                brought.append(there.path)
        proven_files.flush(brought)  # before the save that names them
    except OSError as error:
        raise refused(error, library.folder / backups.ATTACHMENTS) from error


def _pooled(library: Library, source: Source, sha256: str) -> Iterable[KeptFile]:
    for path in proven_files.pooled(library.folder, source.backup, sha256):
        yield KeptFile(path, source.key)
        yield KeptFile(path, library.file_key)


def _named(story: Kept) -> Iterable[Any]:
    for revision in story.revisions:
        value = revision.fields.get("sha256")
        if value is not None:
            yield value[0]
