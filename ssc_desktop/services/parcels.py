"""Parcels: the files of a bundle, one or several, open or sealed, as the person wished."""

import contextlib
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ssc_desktop.bundle import parts, sealing, writing
from ssc_desktop.bundle.contents import Contents
from ssc_desktop.bundle.header import Header
from ssc_desktop.bundle.sealing import Lock
from ssc_desktop.bundle.writing import Written
from ssc_desktop.history.identifiers import new_id
from ssc_desktop.services.answers import Progress, Stop
from ssc_desktop.store.library import Library

AGE = ".age"
_MOST_BY_PASSPHRASE = 64 * 1024 * 1024
"""Whoever opens such a file may have to do it in memory."""
_STEPS = 1_000
_A_RECIPIENT = 256
_ENVELOPE = 4_096


@dataclass(frozen=True, slots=True)
class Watched:
    """Who follows the work, and may stop it."""

    progress: Progress | None = None
    stop: Stop | None = None

    def share(self, start: float, size: float) -> Progress | None:
        """The progress of a part of the work, as one of the whole."""
        told = self.progress
        if told is None:
            return None
        return lambda done, of: told(int(_STEPS * (start + size * done / max(of, 1))), _STEPS)


@dataclass(frozen=True, slots=True)
class Parcel:
    """A bundle that is to be written."""

    library: Library
    contents: Contents
    header: Header
    most: int = 0
    """The bytes that one file may have; 0 for any number."""
    watched: Watched = Watched()

    def write(self, target: Path, lock: Lock | None) -> tuple[Written, ...]:
        """Write it as one file or several, sealed where there is a lock.

        All of them are whole and were read back, or none is there. Raises as the writers do.
        """
        if lock is None:
            return self.plain(target, self.watched.progress)
        most = self.most
        if lock.passphrase:
            most = min(most or _MOST_BY_PASSPHRASE, _MOST_BY_PASSPHRASE)
        header = replace(self.header, to=lock.recipients)
        inside = replace(self, header=header, most=_inside(most, lock))
        with self._room() as room:
            plain = room / target.name.removesuffix(AGE)
            written = inside.plain(plain, self.watched.share(0, 0.5))
            return self._sealed(written, target, lock)

    def plain(self, target: Path, progress: Progress | None) -> tuple[Written, ...]:
        """Write it for anybody to open."""
        key, stop = self.library.device, self.watched.stop
        contents, header = self.contents, self.header
        if self.most:
            return parts.write(
                target, contents, key, header=header, limit=self.most, progress=progress, stop=stop
            )
        one = writing.write(target, contents, key, header=header, progress=progress, stop=stop)
        return (one,)

    def _sealed(self, plain: Sequence[Written], target: Path, lock: Lock) -> tuple[Written, ...]:
        ending = AGE if target.name.endswith(AGE) else ""
        done: list[Written] = []
        try:
            for at, one in enumerate(plain):
                path = target.with_name(one.path.name + ending)
                share = self.watched.share(0.5 + at / len(plain) / 2, 0.5 / len(plain))
                stop = self.watched.stop
                size = sealing.seal(one.path, path, lock, progress=share, stop=stop)
                done.append(replace(one, path=path, size=size))
        except BaseException:
            for written in done:
                with contextlib.suppress(OSError):
                    written.path.unlink()
            raise
        return tuple(done)

    @contextlib.contextmanager
    def _room(self) -> Iterator[Path]:
        """A private folder in the library, for what must not lie open anywhere else."""
        room = self.library.folder / "spool" / f"sealing-{new_id()}"
        room.mkdir(mode=0o700, parents=True)
        try:
            yield room
        finally:
            shutil.rmtree(room, ignore_errors=True)


def _inside(most: int, lock: Lock) -> int:
    """How large a file may be before it is sealed: 16 bytes are added for every 64 KiB."""
    if not most:
        return 0
    return most - most // 4_096 - _ENVELOPE - _A_RECIPIENT * len(lock.recipients)
