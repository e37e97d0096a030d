"""Pieces of attachments that were too large for one part of a bundle: kept until all are there.

They lie in `attachments/pieces/<sha256>/<set>/NNNN-of-MMMM`. Pieces of different sets are never
mixed: each set was cut in its own way. Nor are those of different senders: whoever carried a part
knows its set, and could put something else into it.
"""

import hashlib
import os
import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ssc_desktop import at_rest
from ssc_desktop.files import refused, sync, sync_folders
from ssc_desktop.store import blobs
from ssc_desktop.store.blobs import Store

FOLDER = "pieces"
_STEP = 1 << 20
_NAME = re.compile(r"[0-9]{4}-of-[0-9]{4}")


@dataclass(frozen=True, slots=True)
class Staged:
    """A piece that waits to be kept: the `n`th `of` all, its bytes flushed and checked."""

    sha256: str
    n: int
    of: int
    path: Path


@dataclass(frozen=True, slots=True)
class Waiting:
    """An attachment of which pieces are missing: `have` `of` all, where most of it is."""

    sha256: str
    have: int
    of: int


@dataclass(frozen=True, slots=True)
class Assembled:
    """What came of keeping pieces.

    Attributes:
        whole: attachments that are in the store now.
        spoilt: attachments whose pieces together are something else; the pieces are gone.
    """

    whole: tuple[str, ...] = ()
    spoilt: tuple[str, ...] = ()


def set_of(sender: str, part_set: str) -> str:
    """The name of a set of parts that one computer sends."""
    return f"{part_set}-{sender[:32]}"


def keep(store: Store, part_set: str, pieces: Iterable[Staged]) -> Assembled:
    """Move pieces of one set of parts in, and put attachments together that are complete.

    May be repeated at any moment: what is there already stays the same. Raises as `blobs.add`.
    """
    whole: list[str] = []
    spoilt: list[str] = []
    try:
        for folder in _moved(store, part_set, pieces):
            sha256 = folder.parent.name
            if not blobs.held(store, sha256):
                if not _is_complete(folder):
                    continue
                if not _put_together(store, folder):
                    shutil.rmtree(folder)
                    spoilt.append(sha256)
                    continue
            whole.append(sha256)
            shutil.rmtree(folder.parent)
    except OSError as error:
        raise refused(error, store.folder) from error
    return Assembled(tuple(whole), tuple(spoilt))


def waiting(store: Store) -> list[Waiting]:
    """The attachments that are not whole yet, by name."""
    found = []
    for folder in sorted((store.folder / FOLDER).glob("*/")):
        counts = [(len(names), _of(names)) for names in map(_names, folder.glob("*/")) if names]
        if counts and not blobs.held(store, folder.name):
            have, of = max(counts, key=lambda count: count[0] / count[1])
            found.append(Waiting(folder.name, have, of))
    return found


def drop(store: Store, sha256: str) -> None:
    """Destroy the pieces of an attachment."""
    shutil.rmtree(store.folder / FOLDER / sha256, ignore_errors=True)


def _moved(store: Store, part_set: str, pieces: Iterable[Staged]) -> list[Path]:
    """The folders in which the pieces lie now, each of one attachment and set."""
    folders: dict[str, Path] = {}
    for piece in pieces:
        folder = folders.get(piece.sha256)
        if folder is None:
            folder = folders[piece.sha256] = store.folder / FOLDER / piece.sha256 / part_set
            folder.mkdir(parents=True, exist_ok=True)
        # a thousand at a time: a path for each would take longer than all else
        os.replace(piece.path, f"{folder}/{piece.n:04d}-of-{piece.of:04d}")  # noqa: PTH105
    above = {parent for folder in folders.values() for parent in folder.parents[:4]}
    sync_folders([*sorted(above), *folders.values()])  # up to the library's own
    return list(folders.values())


def _names(folder: Path) -> list[str]:
    return sorted(filter(_NAME.fullmatch, os.listdir(folder)))  # noqa: PTH208 - as above


def _of(names: list[str]) -> int:
    return int(names[0].rpartition("-")[2])


def _is_complete(folder: Path) -> bool:
    names = _names(folder)
    of = _of(names)
    return names == [f"{n:04d}-of-{of:04d}" for n in range(1, of + 1)]


def _put_together(store: Store, folder: Path) -> bool:
    """Whether the pieces are the attachment, which then is in the store."""
    sha256 = folder.parent.name
    staging = store.folder / "staging"
    staging.mkdir(parents=True, exist_ok=True)
    part = staging / f"{os.getpid()}.part"
    sha = hashlib.sha256()
    try:
        with part.open("wb") as raw:
            with at_rest.sealing(raw, store.key) as writing:
                for name in _names(folder):
                    with at_rest.opened(folder / name, store.key) as reading:
                        while chunk := reading.read(_STEP):
                            sha.update(chunk)
                            writing.write(chunk)
            sync(raw)
        if sha.hexdigest() != sha256:
            return False
        blobs.adopt(store, {sha256: part})
    finally:
        part.unlink(missing_ok=True)
    return True
