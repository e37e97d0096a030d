"""Saving what can be read of a damaged library: into a new one; the damaged one stays as it is."""

import contextlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection

from ssc_desktop import paths
from ssc_desktop.errors import (
    InvalidInput,
    LibraryDamaged,
    NotFound,
    PasswordNeeded,
    ReadOnly,
    SscError,
    go_on,
)
from ssc_desktop.files import put_in_place, refused
from ssc_desktop.history.device import DeviceKey
from ssc_desktop.history.identifiers import is_id
from ssc_desktop.history.revision import Cut, Revision, stored_revision
from ssc_desktop.i18n import _, ngettext
from ssc_desktop.record import record_json
from ssc_desktop.services import damage, libraries, saving
from ssc_desktop.services.answers import Progress
from ssc_desktop.services.start import begin_anywhere
from ssc_desktop.store import (
    blobs,
    derived,
    proving,
    remains,
    shapes,
    stubs,
    traces,
    truth,
    writer_mark,
)
from ssc_desktop.store.blobs import Store
from ssc_desktop.store.building import room_beside
from ssc_desktop.store.inserting import add_rows
from ssc_desktop.store.library import Library, remember
from ssc_desktop.store.lock import Lock
from ssc_desktop.store.protection import DATABASE, KEY_FILE, is_protected
from ssc_desktop.store.remains import Remains
from ssc_desktop.store.tables import DraftRow, FactRow

if TYPE_CHECKING:
    from ssc_desktop.store.key_slots import DataKey

Stop = Callable[[], bool]

NOTE = "from a damaged library"
"""Of a save that holds words whose own save is lost."""
_OF_THIS_LIFE: Final = frozenset({"incarnation", "writer", "clock"})
"""Facts of the damaged library that the new one has anew."""
_ALONG = ("inbox", "attachments/pieces")
"""Folders whose files are taken as they are."""
_EARLIEST = "1970-01-01T00:00:00.000Z-0000"


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What could be saved, and what could not.

    Attributes:
        folder: the new library.
        stories: how many stories it holds.
        revisions: how many saved changes.
        lost: how many changes that were saved here could not be read any more.
        incomplete: the stories that lack some of them, as (id, title).
        drafts: stories with words that were typed and not yet saved as a version.
        attachments: files that came along, photos and documents.
        attachments_lost: files that were damaged or missing.
        sentences: the same in words for a person; each a whole sentence.
    """

    folder: Path
    stories: int
    revisions: int
    lost: int
    incomplete: tuple[tuple[str, str], ...]
    drafts: int
    attachments: int
    attachments_lost: int
    sentences: tuple[str, ...]


def salvage(
    folder: Path,
    target: Path,
    key: "DataKey | None" = None,
    *,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Salvaged:
    """Build a new library at `target` of all that can be read in the damaged one in `folder`.

    Needs no more than the bytes: no header, no list of tables. Nothing is written into `folder`,
    whose library must be closed. `target` must be missing or an empty folder.

    Raises NotFound where nothing can be read, InvalidInput where `target` is not free,
    LibraryLocked where the damaged library is open, PasswordNeeded where it is protected and no
    key was given, StorageError, and Cancelled; nothing is then left at `target`.
    """
    _refuse_taken(target)
    with _held(folder):
        found, key = _found(folder, key, progress, stop)
        try:
            with room_beside(target) as room:
                made = _built(found, folder, room / "library", key, stop)
                put_in_place(room / "library", target)
        except OSError as error:
            raise refused(error, target) from error
    return _answer(target, found, made)


def free_place(folder: Path) -> Path:
    """A folder beside a damaged library that is free for the new one."""
    names = (f"{folder.name}-saved{'' if n == 1 else f'-{n}'}" for n in count(1))
    return next(place for name in names if not (place := folder.with_name(name)).exists())


def _refuse_taken(target: Path) -> None:
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise InvalidInput(
            _("“{name}” is not empty.").format(name=target.name),
            advice=_("Choose a new folder for what can be saved; nothing was changed."),
        )


@contextlib.contextmanager
def _held(folder: Path) -> Iterator[None]:
    """Nobody else writes there meanwhile; a disk that takes no lock takes no writing either."""
    lock = None
    with contextlib.suppress(ReadOnly):
        lock = Lock(folder)
    try:
        yield
    finally:
        if lock is not None:
            lock.release()


# ------------------------------------------------------------------ reading


def _found(
    folder: Path, key: "DataKey | None", progress: Progress | None, stop: Stop | None
) -> "tuple[Remains, DataKey | None]":
    """What is left of the database, and the key where it is needed: a switch may be under way."""
    if traces.is_emptied(folder):
        raise _nothing_left()
    own = DeviceKey.load_or_create(paths.config_folder())
    for tried in (key, None) if key is not None else (None,):
        try:
            found = remains.gathered(
                folder / DATABASE, tried.raw if tried is not None else None,
                {own.id: own.public}, progress=progress, stop=stop,
            )  # fmt: skip
        except OSError as error:
            raise _nothing_left() from error
        if not found.nothing:
            return found, tried
    if key is None and is_protected(folder):
        raise PasswordNeeded(
            _("This library is protected with a password."),
            advice=_("Give the password, or the code on the recovery sheet."),
        )
    raise _nothing_left()


def _nothing_left() -> NotFound:
    return NotFound(
        _("Nothing can be read in this library's database."),
        advice=_("Restore a backup, or ask colleagues for bundles of your stories."),
    )


# ------------------------------------------------------------------ writing


@dataclass(slots=True)
class _Made:
    stories: int = 0
    revisions: int = 0
    titles: dict[str, str] = field(default_factory=dict)
    files: int = 0
    files_lost: int = 0


def _built(
    found: Remains, folder: Path, part: Path, key: "DataKey | None", stop: Stop | None
) -> _Made:
    part.mkdir(mode=0o700)
    if key is not None:
        _lay_key(folder, part, key)
    # also on a stick: the disk of this computer may be what is failing
    library = libraries.opened(begin_anywhere(part, key))
    try:
        made = _Made()
        _bring_files(library, folder, made, stop)
        _fill(library, found)
        with library.reading() as connection:
            made.titles = proving.titles(connection)
            made.stories = len(made.titles)
        made.revisions = len(found.revisions)
        if damage.look(library) is not None:
            raise LibraryDamaged(
                _("What was saved could not be read back as it was written."),
                advice=_("The disk may be failing. Choose a folder on another one."),
            )
        return made
    finally:
        library.close()


def _lay_key(folder: Path, part: Path, key: "DataKey") -> None:
    """What the new library opens with: the damaged one's key file, or that of a backup."""
    from ssc_desktop.store import key_slots

    held = key_slots.held_by(folder, key)
    if not held.slots:
        key_slots.read(folder / KEY_FILE)  # says what is wrong with it
        raise _nothing_left()
    key_slots.write(part / KEY_FILE, held)


def _fill(library: Library, found: Remains) -> None:
    with library.writing() as connection:
        _say_facts(library, connection, found)
        for table in shapes.tables():
            rows = found.of(table.name)
            if table is DraftRow.table:
                rows = [one for row in rows if (one := _draft(row, found, library.device.id))]
            if table is not FactRow.table:
                add_rows(connection, table, rows, missing_only=True)
        truth.add_revisions(connection, found.revisions.values())
        for bundle in {bundle for _cut, bundle in found.cuts.values()}:
            some = [cut for cut, came_by in found.cuts.values() if came_by == bundle]
            truth.add_cuts(connection, some, bundle)
        for cut, _bundle in found.cuts.values():
            if cut.at:
                library.clock.seen(cut.at)
        for case_id in sorted({truth.case_of(one.root) for one in found.orphans.values()}):
            _save_orphans(library, connection, case_id, found)
        derived.rebuild(connection, library.raw)


def _say_facts(library: Library, connection: Connection, found: Remains) -> None:
    """What the library knew of itself, its name above all; it lives on under another."""
    facts = {str(name): str(value) for name, value in found.of(FactRow.table.name)}
    for name in facts.keys() - _OF_THIS_LIFE:
        remember(connection, name, facts[name])
    proving.say_lost(connection, found.lost.keys())
    if is_id(facts.get("library")):
        writer_mark.forget(library.config, library.id)
        library.id = facts["library"]


def _draft(row: tuple[Any, ...], found: Remains, own: str) -> tuple[Any, ...] | None:
    """A draft as it can be kept: its author saw what was saved on this computer before."""
    case_id, base, body, at = row
    try:
        record_json.restored(json.loads(body))
    except (SscError, ValueError, TypeError, RecursionError):
        return None
    saved = {
        cut.id
        for cut, _bundle in found.cuts.values()
        if cut.device == own and truth.case_of(cut.root) == case_id and cut.at[:19] <= at[:19]
    }
    return case_id, json.dumps(sorted(saved | set(json.loads(base)))), body, at


def _save_orphans(library: Library, connection: Connection, case_id: str, found: Remains) -> None:
    """Save the words of revisions whose own save is lost, as a save of this computer.

    They count as older than all that is known: what replaced them stays.
    """
    gone = stubs.of_case(connection, case_id)
    revisions: list[Revision] = []
    cuts: list[Cut] = []
    for root in truth.roots_of(case_id):
        revisions += truth.revisions_of(connection, root)
        cuts += truth.cuts_of(connection, root)
    before = derived.seen(case_id, revisions, cuts, gone)
    orphans = [
        stored_revision(one.body)
        for one in found.orphans.values()
        if truth.case_of(one.root) == case_id
    ]
    listing = [_as_if_saved(one) for one in orphans]
    after = derived.seen(case_id, revisions + orphans, cuts + listing, gone)
    saving.store(library, connection, after.case, before, note=NOTE)


def _as_if_saved(one: Revision) -> Cut:
    return Cut(
        one.id, one.root, (one.id,), _EARLIEST, "", one.device, "", 1, "", "", b"", b"",
    )  # fmt: skip


# ------------------------------------------------------------------ files


def _bring_files(library: Library, folder: Path, made: _Made, stop: Stop | None) -> None:
    """Take along what lies beside the database; only what is whole, where that can be told."""
    source = Store(folder / "attachments", library.file_key)
    for one in blobs.every(source):
        go_on(stop)
        if one.is_whole():
            _take(one.path, blobs.file_of(library.attachments, one.path.name).path)
            made.files += 1
        else:
            made.files_lost += 1
    for name in _ALONG:
        for path in sorted((folder / name).rglob("*")):
            if path.is_file():
                _take(path, library.folder / name / path.relative_to(folder / name))


def _take(source: Path, target: Path) -> None:
    """Link a file that is written once and never changed, or copy it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


# ------------------------------------------------------------------ telling


def _answer(target: Path, found: Remains, made: _Made) -> Salvaged:
    titles = {**found.titles, **made.titles}
    torn = {truth.case_of(root) for root in found.lost.values()}
    torn |= {case_id for case_id in found.titles if case_id not in made.titles}
    incomplete = tuple(sorted((one, titles.get(one, "")) for one in torn if is_id(one)))
    drafts = len(found.of("draft"))
    return Salvaged(
        target,
        made.stories,
        made.revisions,
        len(found.lost),
        incomplete,
        drafts,
        made.files,
        made.files_lost,
        tuple(_sentences(made, len(found.lost), incomplete)),
    )


def _sentences(made: _Made, lost: int, incomplete: tuple[tuple[str, str], ...]) -> Iterator[str]:
    yield ngettext("{n} story was saved.", "{n} stories were saved.", made.stories).format(
        n=made.stories
    )
    if lost:
        yield ngettext(
            "{n} saved change could not be read any more.",
            "{n} saved changes could not be read any more.",
            lost,
        ).format(n=lost)
    if incomplete:
        named = ", ".join(f"“{title}”" if title else one[:13] for one, title in incomplete[:5])
        yield ngettext(
            "{n} story lacks something: {titles}.",
            "{n} stories lack something, among them {titles}.",
            len(incomplete),
        ).format(n=len(incomplete), titles=named)
        yield _("A backup or a bundle from colleagues can bring it back.")
    if made.files_lost:
        yield ngettext(
            "{n} attached file was damaged.", "{n} attached files were damaged.", made.files_lost
        ).format(n=made.files_lost)
    yield _("The damaged library was not changed; keep it until you have looked everything over.")
