"""A whole library in one file: for whoever keeps the collection, a second place, a new laptop.

    library.sqlite            the copy of the database, as a backup holds it
    library.key               of a protected library: its password opens the archive's, too
    attachments/3f/3f…        the files
    preferences.toml          where it was made to move to another computer; then also
    inbox/…                   bundles that wait, and
    attachments/pieces/…      what there is of attachments that came in parts
    archive.json              last: what it is, and every file with its size and SHA-256

It is a ZIP that any program opens; with a passphrase the ZIP is inside an age file, as bundles are.
The key of this computer is never in it.
"""

import contextlib
import hashlib
import io
import json
import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, BinaryIO, Final, cast

from ssc_desktop import unzipping
from ssc_desktop.at_rest import KeptFile
from ssc_desktop.bundle import sealing
from ssc_desktop.bundle.sealing import Keys, Lock
from ssc_desktop.bundle.watch import Watch
from ssc_desktop.errors import Damaged, InvalidInput, LibraryDamaged, NotABundle, TooNew
from ssc_desktop.files import Sink, proving, put_in_place, refused, sync_all, unreadable
from ssc_desktop.i18n import _
from ssc_desktop.services.answers import Progress, Stop
from ssc_desktop.store import backups, copying, proven_files, sqlite
from ssc_desktop.store.backups import Backup
from ssc_desktop.store.building import room_beside
from ssc_desktop.store.protection import DATABASE, KEY_FILE
from ssc_desktop.store.swapping import KEPT

ENDING: Final = ".ssclibrary"
PREFERENCES: Final = "preferences.toml"
_DESCRIPTION: Final = "archive.json"
_FORMAT: Final = 1
_STEP: Final = 1024 * 1024
_SPOOL: Final = "spool"
_LONGEST: Final = 64 * 1024
_NAME: Final = re.compile(
    rf"{re.escape(DATABASE)}|{re.escape(KEY_FILE)}|{re.escape(PREFERENCES)}"
    r"|attachments/([0-9a-f]{2})/\1[0-9a-f]{62}"
    rf"|inbox/[0-9a-f-]{{36}}(?:{re.escape(KEPT)})?"
    r"|attachments/pieces/[0-9a-f]{64}/[0-9a-f-]{36,80}/[0-9]{4}-of-[0-9]{4}"
)
_is_attachment = re.compile("attachments/[0-9a-f]{2}/").match
_ALONG: Final = ("inbox", "attachments/pieces")
"""Folders of what no backup holds and whoever moves takes along: bundles, pieces of attachments."""


@dataclass(frozen=True, slots=True)
class Archive:
    """What an archive says of itself.

    Attributes:
        made_at: when the library was as it is in there.
        stories: without those in the trash; None where nobody counted.
        attachments: how many files.
        size: bytes when unpacked.
        protected: the library in it opens with its password alone.
        moved: it was made to move to another computer, and holds preferences.
    """

    made_at: str
    stories: int | None
    attachments: int
    size: int
    protected: bool
    moved: bool


# ------------------------------------------------------------------ writing


def write(
    backup: Backup,
    target: Path,
    *,
    passphrase: str = "",
    preferences: bytes = b"",
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Archive:
    """Write a backup and its attachments into one file, with a passphrase where one is given.

    It needs no library; make a backup first. The file is read back and compared. The key of this
    computer is never in it. Raises DiskFull and its kin, InvalidInput for a short passphrase,
    LibraryDamaged where the backup is not whole any more, Cancelled; an older file is then as it
    was.
    """
    if not backup.sha256 or copying.has_journal(backup.path):
        raise LibraryDamaged(
            _("The backup “{name}” was never checked.").format(name=backup.path.name),
            advice=_("Make a new backup first."),
        )
    if passphrase:
        lock = Lock.by(passphrase)
        # on this disk, where the library lies in the clear anyway: never on the stick
        with _room(backup.path.parents[1]) as room:
            plain = room / "archive.zip"
            made = _written(backup, plain, preferences, (progress, stop))
            sealing.seal(plain, target, lock, progress=progress, stop=stop)
    else:
        made = _written(backup, target, preferences, (progress, stop))
    if is_elsewhere(target, backup.path.parents[1]):
        backups.note_second_copy(backup)
    return made


def is_elsewhere(target: Path, library: Path) -> bool:
    """Whether a file lies on another disk or stick: what takes the library leaves it."""
    try:
        return target.stat().st_dev != library.stat().st_dev
    except OSError:
        return False


@contextlib.contextmanager
def _room(library: Path) -> Iterator[Path]:
    """A private folder for a moment; what a killed program leaves in it goes at the next start."""
    spool = library / _SPOOL
    try:
        spool.mkdir(mode=0o700, parents=True, exist_ok=True)
        room = Path(tempfile.mkdtemp(dir=spool))
    except OSError as error:
        raise refused(error, spool) from error
    try:
        yield room
    finally:
        shutil.rmtree(room, ignore_errors=True)


@dataclass
class _Writing:
    """The archive under way."""

    archive: zipfile.ZipFile
    watch: Watch
    files: list[dict[str, Any]] = field(default_factory=list)

    def add(self, name: str, source: Path, *, packed: bool = False) -> str:
        """Add a file; returns its SHA-256."""
        with source.open("rb", buffering=0) as reading:
            return self.put(name, reading, packed=packed)

    def put(self, name: str, reading: BinaryIO, *, packed: bool = False) -> str:
        """The same of a stream."""
        told = zipfile.ZipInfo(name)
        told.external_attr = 0o600 << 16
        if packed:
            told.compress_type = zipfile.ZIP_DEFLATED
        sums, size = hashlib.sha256(), 0
        with self.archive.open(told, "w", force_zip64=True) as writing:
            while chunk := reading.read(_STEP):
                writing.write(chunk)
                sums.update(chunk)
                size += len(chunk)
                self.watch.passed(len(chunk))
        self.files.append({"name": name, "size": size, "sha256": sums.hexdigest()})
        return sums.hexdigest()


def _written(
    backup: Backup, target: Path, preferences: bytes, told: tuple[Progress | None, Stop | None]
) -> Archive:
    there = [found for sha256 in backup.files() if (found := _lying(backup, sha256))]
    photos = sum(found[0].path.stat().st_size for found in there)
    watch = Watch(*told, 2 * (backup.size + photos))
    # photos do not pack, and what is encrypted does not; of the rest nobody knows before
    least = photos + (backup.size if backup.protected else 0)
    try:
        with (
            proving(target, least, watch.passed) as sink,
            zipfile.ZipFile(cast("IO[bytes]", sink), "w", compresslevel=1) as archive,
        ):
            writing = _Writing(archive, watch)
            if writing.add(DATABASE, backup.path, packed=not backup.protected) != backup.sha256:
                raise copying.damaged(backup.path)
            if backup.protected:
                writing.add(KEY_FILE, backup.key_file)
            for found in there:
                one = (None if backup.protected else proven_files.whole(found)) or found[0]
                writing.add(f"attachments/{one.name[:2]}/{one.name}", one.path)
            if preferences:
                writing.put(PREFERENCES, io.BytesIO(preferences))
                _take_along(writing, backup.path.parents[1])
            made = Archive(
                backup.made_at,
                backup.stories,
                len(there),
                sum(one["size"] for one in writing.files),
                backup.protected,
                bool(preferences),
            )
            archive.writestr(_DESCRIPTION, _description(made, writing.files))
    except FileNotFoundError as error:
        raise unreadable(error, backup.path) from error
    return made


def _lying(backup: Backup, sha256: str) -> list[KeptFile]:
    """Where an attachment lies: with the backup, and of a plain one with the library as well."""
    folders = [backup.pool]
    if not backup.protected:  # of what is encrypted nobody can tell here whether it is whole
        folders.append(backup.path.parents[1] / backups.ATTACHMENTS)
    found = (KeptFile(backups.pooled(folder, sha256)) for folder in folders)
    return [one for one in found if one.is_there()]


def _take_along(writing: _Writing, library: Path) -> None:
    for path in (path for name in _ALONG for path in sorted((library / name).rglob("*"))):
        name = path.relative_to(library).as_posix()
        if path.is_file() and _NAME.fullmatch(name):
            with contextlib.suppress(FileNotFoundError):  # it was taken in meanwhile
                writing.add(name, path)


def _description(made: Archive, files: list[dict[str, Any]]) -> bytes:
    told = {
        "format": _FORMAT,
        "made_at": made.made_at,
        "stories": made.stories,
        "protected": made.protected,
        "files": files,
    }
    return json.dumps(told, indent=1).encode() + b"\n"


# ------------------------------------------------------------------ reading


@dataclass(frozen=True)
class _Listed:
    """A file as the description names it."""

    name: str
    size: int
    sha256: str


def needs_passphrase(source: Path) -> bool:
    """Whether an archive opens with a passphrase. Raises StorageError."""
    return sealing.is_sealed(source)


def look(source: Path, *, passphrase: str = "") -> Archive:
    """What an archive holds. Raises NotABundle, Damaged, TooNew, PassphraseNeeded."""
    with sealing.opened(source, None, Keys(passphrase=passphrase)) as plain:
        return _read(plain, source.name)[0]


def _read(plain: Path, name: str) -> tuple[Archive, list[_Listed]]:
    """What an archive says of itself, compared with what is in it; nothing is unpacked yet."""
    try:
        found = {one.filename: one for one in unzipping.parts(plain, unzipping.ARCHIVE)}
    except unzipping.NotWhole as error:
        raise _no_archive(name) from error
    except unzipping.Unfit as error:
        raise _damaged(name) from error
    except OSError as error:
        raise unreadable(error, plain) from error
    said = unzipping.read(plain, _DESCRIPTION, unzipping.ARCHIVE.part)
    if not said:
        raise _no_archive(name)
    made, files = _told(said, name)
    names = [one.name for one in files]
    fits = all(_NAME.fullmatch(one) for one in names) and DATABASE in names
    if not fits or len(set(names)) != len(names) or {*names, _DESCRIPTION} != found.keys():
        raise _damaged(name)
    if any(found[one.name].file_size != one.size for one in files):
        raise _damaged(name)
    return made, files


def _told(said: bytes, name: str) -> tuple[Archive, list[_Listed]]:
    try:
        told: Any = json.loads(said)
        if told["format"] != _FORMAT:
            raise TooNew(
                _("“{name}” was made with a newer version of the program.").format(name=name),
                advice=_("Install the newer version to open it."),
            )
        files = [_Listed(str(one["name"]), int(one["size"]), str(one["sha256"]))
                 for one in told["files"]]  # fmt: skip
        stories = told["stories"]
        made = Archive(
            str(told["made_at"]),
            stories if isinstance(stories, int) else None,
            sum(_is_attachment(one.name) is not None for one in files),
            sum(one.size for one in files),
            bool(told["protected"]),
            any(one.name == PREFERENCES for one in files),
        )
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise _damaged(name) from error
    return made, files


def _no_archive(name: str) -> NotABundle:
    return NotABundle(
        _("“{name}” is not a library in one file.").format(name=name),
        advice=_("Choose a file that ends with “{ending}”.").format(ending=ENDING),
    )


def _damaged(name: str) -> Damaged:
    return Damaged(
        _("“{name}” is damaged.").format(name=name),
        advice=_("Copy it anew from where it was made; nothing was changed here."),
    )


# ------------------------------------------------------------------ unpacking


def unpack(
    source: Path,
    folder: Path,
    *,
    passphrase: str = "",
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Archive:
    """Make a library of an archive in `folder`, which must be empty or not there.

    Everything is checked before the folder counts as a library. Raises as `look`, InvalidInput
    where something lies there, DiskFull and its kin, Cancelled.
    """
    made, _preferences = unpacked(source, folder, passphrase, (progress, stop))
    return made


def unpacked(
    source: Path, folder: Path, passphrase: str, told: tuple[Progress | None, Stop | None]
) -> tuple[Archive, bytes]:
    """The same, with the preferences that came along, or b""."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InvalidInput(
            _("Something lies in the folder “{folder}” already.").format(folder=folder),
            advice=_("Choose an empty folder, or the name of a new one."),
            fields=["folder"],
        )
    try:
        with room_beside(folder) as room:
            library = room / "library"
            library.mkdir(mode=0o700)
            with sealing.opened(source, room, Keys(passphrase=passphrase)) as plain:
                made, files = _read(plain, source.name)
                if sqlite.free_space(room) < made.size:
                    raise sqlite.full()
                _take_out(plain, source.name, files, library, Watch(*told, made.size))
            given = _preferences_in(library)
            if not made.protected:
                copying.looked_through(library / DATABASE, stop=told[1])
            put_in_place(library, folder)
    except LibraryDamaged as error:
        raise _damaged(source.name) from error
    except OSError as error:
        raise refused(error, folder) from error
    return made, given


def _take_out(plain: Path, name: str, files: list[_Listed], library: Path, watch: Watch) -> None:
    try:
        with zipfile.ZipFile(plain) as archive:
            for one in files:
                target = library / one.name
                target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                with archive.open(one.name) as reading, target.open("xb") as writing:
                    sink = Sink(writing)
                    while chunk := reading.read(_STEP):
                        sink.write(chunk)
                        watch.passed(len(chunk))
                if (sink.size, sink.sha256) != (one.size, one.sha256):
                    raise _damaged(name)
    except unzipping.SPOILT as error:
        raise _damaged(name) from error
    for place in {(library / one.name).parent for one in files}:
        sync_all([path for path in place.iterdir() if path.is_file()])


def _preferences_in(library: Path) -> bytes:
    path = library / PREFERENCES
    if not path.is_file():
        return b""
    given = path.read_bytes()[:_LONGEST]
    path.unlink()
    return given
