"""The folder of backups: what lies in it, what is kept of it, and what each belongs with.

    library-<moment>-<reason>.sqlite   the copy; it gets this name when it was looked through
    library-<moment>-<reason>.json     what it is
    library-<moment>-<reason>.files    the attachments it belongs with, one SHA-256 a line
    library-<moment>-<reason>.key      of a protected library: the key file
    attachments/3f/3f…                 the attachments of all backups, once: hard links where the
                                       disk can, so that they take no room

Nothing here imports SQLAlchemy: the start page shows this where a library cannot be opened.
"""

import contextlib
import json
import re
import shutil
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from ssc_desktop import clock
from ssc_desktop.errors import SscError
from ssc_desktop.files import replacing, sync, sync_folder
from ssc_desktop.i18n import N_, _
from ssc_desktop.store.protection import KEY_FILE, is_encrypted

FOLDER: Final = "backups"
ATTACHMENTS: Final = "attachments"
SECOND_COPY: Final = "second-copy.json"
"""When a backup was last put in a second place, and which."""
RECENT, DAILY, WEEKLY = 10, 7, 8
"""How many are kept: the newest, and the newest of so many days and weeks."""
ALWAYS: Final = 3
"""So many of the newest are kept however little room there is."""
_ROOM: Final = 1024**3
_PART: Final = 10
"""Backups take 1 GB, or the tenth part of what is free where that is more."""
_UNVERIFIED: Final = 3
_TRYING: Final = timedelta(days=7)
"""What nobody verified is kept so long where there is room: what was laid aside may hold words that
are nowhere else, and whoever looks for a story tries many backups."""
_JOURNALS: Final = ("-wal", "-shm", "-journal")
_BESIDE: Final = (".json", ".files", ".key")
_MOMENT: Final = "%Y%m%d-%H%M%S-%f"
_NAME: Final = re.compile(r"library-(\d{8}-\d{6}-\d{6})-([a-z-]{1,40})\.sqlite")

_is_digest = re.compile(r"[0-9a-f]{64}").fullmatch

_WHY: Final = {
    "opened": N_("When the library was opened"),
    "regular": N_("While you were working"),
    "asked": N_("You asked for it"),
    "before-take": N_("Before files were taken in"),
    "before-settle": N_("Before stories were joined"),
    "before-delete": N_("Before stories were deleted"),
    "before-update": N_("Before the library was brought up to date"),
    "before-restore": N_("What was here before a backup was restored"),
    "before-story": N_("Before stories were restored"),
    "before-protect": N_("Before the password was set"),
    "protected": N_("When the password was set"),
    "unprotected": N_("When the password was taken away"),
}


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of a library's database, and the attachments it names.

    Attributes:
        path: the copy of the database.
        made_at: the moment, as `YYYY-MM-DDThh:mm:ssZ`.
        reason: `opened`, `regular`, `asked`, `before-take`, `before-settle`, `before-delete`,
            `before-update`, `before-restore`, `before-story`, `before-protect`, `protected`,
            `unprotected`, or what another version calls it.
        stories: how many stories it holds, without those in the trash; None where nobody counted.
        size: bytes of the database.
        attachments: how many files belong to it.
        verified_at: when every word in it was last found to be whole; None where it never was.
        protected: it opens with a password alone.
        sha256: of the database's bytes when it was verified; "" before.
        state: what the library had got to; backups of the same state hold the same.
    """

    path: Path
    made_at: str
    reason: str
    stories: int | None
    size: int
    attachments: int
    verified_at: str | None
    protected: bool
    sha256: str = ""
    state: str = ""

    @property
    def why(self) -> str:
        """The reason in words for people, in their language."""
        return _(_WHY[self.reason]) if self.reason in _WHY else self.reason

    @property
    def moment(self) -> datetime:
        """When it was made."""
        return datetime.fromisoformat(self.made_at)

    @property
    def key_file(self) -> Path:
        """Where the key file of a protected one lies."""
        return self.path.with_suffix(".key")

    @property
    def pool(self) -> Path:
        """The folder of the attachments, by SHA-256."""
        return self.path.parent / ATTACHMENTS

    def files(self) -> tuple[str, ...]:
        """The attachments it belongs with (SHA-256), sorted."""
        return _listed(self) or ()


def _listed(backup: Backup) -> tuple[str, ...] | None:
    """The attachments it belongs with; None where their list is there and cannot be read."""
    try:
        return tuple(backup.path.with_suffix(".files").read_text("ascii").split())
    except FileNotFoundError:
        return ()
    except (OSError, ValueError):
        return None


def new_path(folder: Path, reason: str, moment: datetime | None = None) -> Path:
    """Where the next backup of the library in `folder` will lie; the folder is made."""
    place = folder / FOLDER
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    at = (moment or clock.now()).astimezone(UTC).strftime(_MOMENT)
    return place / f"library-{at}-{reason}.sqlite"


def moment_of(path: Path) -> datetime:
    """When a backup was made, by its name. Raises ValueError where that tells no moment."""
    named = _NAME.fullmatch(path.name)
    told = named[1] if named else ""
    return datetime.strptime(told, _MOMENT).replace(tzinfo=UTC)


# ------------------------------------------------------------------ what there is


def every(folder: Path) -> tuple[Backup, ...]:
    """The backups of the library in `folder`, the newest first; the library need not be open.

    What has a moment that is yet to come was made before the clock was set back: it comes last.
    """
    try:
        paths = sorted((folder / FOLDER).iterdir(), reverse=True)
    except OSError:
        return ()
    found = [one for path in paths if (one := read(path)) is not None]
    return tuple(sorted(found, key=lambda one: one.moment > clock.now()))


def read(path: Path) -> Backup | None:
    """What lies at `path`; None where that is no backup of ours."""
    named = _NAME.fullmatch(path.name)
    if named is None:
        return None
    try:
        size, made_at = path.stat().st_size, clock.stamp(moment_of(path))
    except (OSError, ValueError):
        return None
    told = _told(path)
    stories, verified = told.get("stories"), told.get("verified_at")
    return Backup(
        path,
        made_at,
        named[2],
        stories if isinstance(stories, int) else None,
        size,
        int(told["attachments"]) if isinstance(told.get("attachments"), int) else 0,
        verified if isinstance(verified, str) else None,
        bool(told["protected"]) if "protected" in told else is_encrypted(path),
        str(told.get("sha256", "")),
        str(told.get("state", "")),
    )


def _told(path: Path) -> dict[str, Any]:
    try:
        told = json.loads(path.with_suffix(".json").read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def tell(backup: Backup, schema: int | None = None) -> None:
    """Write down beside a backup what it is. Raises as `files.replacing`."""
    held = _told(backup.path)
    told = {
        "made_at": backup.made_at,
        "reason": backup.reason,
        "schema": held.get("schema") if schema is None else schema,
        "stories": backup.stories,
        "size": backup.size,
        "attachments": backup.attachments,
        "verified_at": backup.verified_at,
        "protected": backup.protected,
        "sha256": backup.sha256,
        "state": backup.state,
    }
    with replacing(backup.path.with_suffix(".json")) as stream:
        stream.write(json.dumps(told, indent=1).encode() + b"\n")


# ------------------------------------------------------------------ making and removing


def put_beside(folder: Path, path: Path, files: Sequence[str]) -> None:
    """Lay beside the backup at `path` a copy of the key file, and the names of its attachments.

    A key file that lies there already stays: the library's own may be another by now.
    """
    if (folder / KEY_FILE).is_file() and not path.with_suffix(".key").exists():
        with replacing(path.with_suffix(".key")) as stream:
            stream.write((folder / KEY_FILE).read_bytes())
    with replacing(path.with_suffix(".files")) as stream:
        stream.write("".join(f"{one}\n" for one in files).encode())


def note_second_copy(backup: Backup) -> None:
    """Remember that a backup lies in a second place now; that it does is what counts."""
    note = {"at": clock.stamp(clock.now()), "backup": backup.path.name}
    with contextlib.suppress(SscError), replacing(backup.path.with_name(SECOND_COPY)) as stream:
        stream.write(json.dumps(note).encode())


def put_into_pool(folder: Path) -> tuple[str, ...]:
    """Keep every attachment of the library in `folder` with its backups; returns their names.

    They are taken as they lie there, encrypted or not. Raises OSError.
    """
    pool = folder / FOLDER / ATTACHMENTS
    held = {path.name for path in files_in(pool)}
    found = files_in(folder / ATTACHMENTS)
    new = [path for path in found if path.name not in held]
    for path in new:
        link_or_copy(path, pooled(pool, path.name))
    for place in {pool / path.name[:2] for path in new}:
        sync_folder(place)
    return tuple(path.name for path in found)


def files_in(attachments: Path) -> list[Path]:
    """The attachments in a folder, sorted."""
    return sorted(path for path in attachments.glob("[0-9a-f][0-9a-f]/*") if _is_digest(path.name))


def pooled(attachments: Path, sha256: str) -> Path:
    """Where an attachment lies in a folder of them."""
    return attachments / sha256[:2] / sha256


def link_or_copy(source: Path, target: Path) -> None:
    """The same file under a second name, or a copy of it where the disk has no links.

    Raises OSError.
    """
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        target.hardlink_to(source)
    except FileExistsError:
        return
    except OSError:
        part = target.with_name(f"{target.name}.part")
        with source.open("rb") as reading, part.open("wb") as writing:
            shutil.copyfileobj(reading, writing, 1024 * 1024)
            sync(writing)
        part.replace(target)


def sweep(folder: Path) -> None:
    """Remove what a killed program left, and attachments that no backup names any more.

    While no backup is being made: what there is of it would be taken for such.
    """
    place = folder / FOLDER
    try:
        names = {path.name for path in place.iterdir()}
    except OSError:
        return
    for name in names:
        if name.startswith("library-") and (".part" in name or _is_alone(name, names)):
            (place / name).unlink(missing_ok=True)
    for part in (place / ATTACHMENTS).glob("[0-9a-f][0-9a-f]/*.part"):
        part.unlink(missing_ok=True)
    drop_unnamed(folder)


def _is_alone(name: str, names: Collection[str]) -> bool:
    """Whether a file belongs to a backup that is not there any more."""
    if name.endswith(_BESIDE):
        return f"{name.rpartition('.')[0]}.sqlite" not in names
    return name.endswith(_JOURNALS) and name.rpartition("-")[0] not in names


def drop_unnamed(folder: Path) -> None:
    """Remove attachments that no backup names any more; none while a list cannot be read."""
    lists = [_listed(backup) for backup in every(folder)]
    if None in lists:
        return
    named = {one for listed in lists for one in listed or ()}
    for path in files_in(folder / FOLDER / ATTACHMENTS):
        if path.name not in named:
            path.unlink(missing_ok=True)


def remove(backup: Backup) -> None:
    """Remove a backup and what lies beside it; its attachments are for `sweep`. Raises OSError."""
    path = backup.path
    path.unlink(missing_ok=True)  # first: without it nothing else counts
    for suffix in _BESIDE:
        path.with_suffix(suffix).unlink(missing_ok=True)
    for journal in _JOURNALS:
        path.with_name(path.name + journal).unlink(missing_ok=True)


def keep_what_counts(folder: Path, free: int, made: Path) -> tuple[Backup, ...]:
    """Remove the backups that are no longer kept; returns which. `free` is in bytes.

    `made` stays: where the clock was set back meanwhile, it looks like one of tomorrow.
    """
    held = every(folder)
    staying = kept(held, free) | {made}
    going = tuple(one for one in held if one.path not in staying)
    for one in going:
        with contextlib.suppress(OSError):  # open in another program: next time
            remove(one)
    sweep(folder)
    return going


def kept(backups: Iterable[Backup], free: int) -> frozenset[Path]:
    """Which of these backups, the newest first, are kept.

    Only what was verified counts; of the others, which a person may still want, three are kept,
    and those of a week where there is room.
    """
    every_one = list(backups)
    verified = [one for one in every_one if one.verified_at]
    staying = [*verified[:RECENT]]
    staying += _newest_of(verified, DAILY, timedelta(days=1))
    staying += _newest_of(verified, WEEKLY, timedelta(weeks=1))
    room = max(_ROOM, free // _PART)
    within: list[Path] = []
    for number, one in enumerate(one for one in verified if one in staying):
        room -= one.size
        if number < ALWAYS or room >= 0:
            within.append(one.path)
    begun = clock.now() - _TRYING
    for number, one in enumerate(one for one in every_one if not one.verified_at):
        room -= one.size
        if number < _UNVERIFIED or (room >= 0 and one.moment > begun):
            within.append(one.path)
    return frozenset(within)


def _newest_of(backups: Iterable[Backup], most: int, span: timedelta) -> Iterator[Backup]:
    """The newest backup of each of the latest `most` days or weeks that have one."""
    begun: set[int] = set()
    start = datetime(2001, 1, 1, tzinfo=UTC)  # a Monday
    for one in backups:
        number = (one.moment - start) // span
        if number not in begun:
            if len(begun) == most:
                return
            begun.add(number)
            yield one


def set_aside(folder: Path, database: Path, moment: datetime) -> Path | None:
    """Move the database that is there, with its journals, among the backups; None for none.

    It may be begun anew with the same moment after a crash. Raises OSError.
    """
    target = new_path(folder, "before-restore", moment)
    if database.exists() and not database.stat().st_size:
        database.unlink()  # nothing is left of it
    for journal in (*_JOURNALS, ""):
        source = database.with_name(database.name + journal)
        if source.exists():
            source.replace(target.with_name(target.name + journal))
    return target if target.exists() else None
