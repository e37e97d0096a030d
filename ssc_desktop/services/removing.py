"""Removing a library from this computer: its folder, its backups, its rescue files, its mark.

What was protected loses its keys first: whatever remains on the disk opens for nobody any more.
"""

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ssc_desktop.files import refused
from ssc_desktop.services import rescue
from ssc_desktop.services.answers import Progress
from ssc_desktop.store import key_slots, switching, truth, writer_mark
from ssc_desktop.store.lock import Lock
from ssc_desktop.store.protection import is_protected

if TYPE_CHECKING:
    from ssc_desktop.store.library import Library

_OURS = ("attachments", "backups", "inbox", "spool")
_NAMED = "library.*"
_LOCK = "library.lock"


@dataclass(frozen=True, slots=True)
class Belongings:
    """What is known of a library while it is open, and is needed to remove it.

    Attributes:
        folder: where it is.
        cases: the ids of its stories, those in the trash too.
        library: its own id.
        config: where this computer keeps its mark.
    """

    folder: Path
    cases: tuple[str, ...]
    library: str
    config: Path


def belongings(library: "Library") -> Belongings:
    """What belongs to an open library."""
    with library.reading() as connection:
        cases = {truth.case_of(root) for root in truth.roots(connection)}
    return Belongings(library.folder, tuple(sorted(cases)), library.id, library.config)


def remove(belongs: Belongings, progress: Progress | None = None) -> int:
    """Remove a closed library and all that belongs to it; how many files of others stay there.

    What is not encrypted is overwritten first, for disks that write where they are told. What was
    made of the library elsewhere (documents, bundles, copies on sticks) stays. Raises
    LibraryLocked while it is open, and ReadOnly or another StorageError where a file cannot be
    removed; begun anew it goes on with what is left.
    """
    folder = belongs.folder
    lock = Lock(folder)
    try:
        protected = is_protected(folder)
        for path in key_slots.paths(folder):
            _take_away(path, wipe=True)
        # the database goes last of all: until then the folder still is a library, to be removed
        found = sorted(_files(folder), key=lambda path: path.parent == folder)
        rescued = list(_rescued(belongs.cases))
        whole = [*rescued, *found]
        for done, path in enumerate(whole):
            _take_away(path, wipe=not protected or path in rescued)
            if progress is not None:
                progress(done + 1, len(whole))
    finally:
        lock.release()
    _take_away(folder / _LOCK, wipe=False)
    writer_mark.forget(belongs.config, belongs.library)
    return _leave(folder)


def _files(folder: Path) -> Iterator[Path]:
    for name in _OURS:
        for place, _folders, names in os.walk(folder / name):
            yield from (Path(place, one) for one in names)
    yield from (one for one in folder.glob(_NAMED) if one.name != _LOCK and one.is_file())


def _rescued(cases: tuple[str, ...]) -> Iterator[Path]:
    begun = {case[:13] for case in cases}
    return (path for path, _own in rescue.files() if path.stem[-13:] in begun)


def _take_away(path: Path, *, wipe: bool) -> None:
    try:
        if wipe and not path.is_symlink():
            switching.shred(path)
        else:
            path.unlink(missing_ok=True)
    except OSError as error:
        raise refused(error, path) from error


def _leave(folder: Path) -> int:
    """Remove the folders that are empty now; how many files of others there are."""
    others = 0
    for place, folders, names in os.walk(folder, topdown=False):
        others += len(names)
        for one in folders:
            with contextlib.suppress(OSError):
                Path(place, one).rmdir()
    with contextlib.suppress(OSError):
        folder.rmdir()
    return others
