"""Something happens at every write of setting, changing and taking away a password.

    LD_PRELOAD=points.so SSC_POINTS=points.so python -m tests.faults.passwords --every 1

Whatever it is, the library then opens as it did before or as it was to: with the password the
database asks for, or without one. Nothing is lost, and opening it once finishes what was begun.
"""

import argparse
import contextlib
import os
import shutil
import sys
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NoReturn

from ssc_desktop import at_rest
from ssc_desktop.errors import SscError, WrongPassword
from ssc_desktop.services import bundles, cases, inbox, libraries, protecting, start
from ssc_desktop.services.libraries import Library
from ssc_desktop.store import backups, blobs, key_slots, switching, truth
from ssc_desktop.store.key_slots import PROTECTING, DataKey, KeyFile, Slot
from ssc_desktop.store.protection import KEY_FILE
from tests.faults.points import Points
from tests.faults.stage import PASSWORD as OLD
from tests.faults.stage import Report
from tests.laptops import Laptop, config, quick_folder
from tests.unit.bundle.samples import JPEG

NEW = "two grey geese"
KINDS = ("kill", "tear", "ENOSPC for ever", "EIO once")
_LEAST_WORK = 4
"""Of scrypt: what makes guessing dear is not tried here."""


@dataclass(frozen=True)
class Act:
    """What is done to a closed library."""

    name: str
    protected: bool
    """Whether the library is, before."""
    do: Callable[[Path, DataKey | None], object]
    after: tuple[str, ...]
    """The passwords that may open it afterwards; "" for none at all."""


def _protect(folder: Path, _key: DataKey | None) -> None:
    protecting.protect(folder, OLD)


def _unprotect(folder: Path, key: DataKey | None) -> None:
    assert key is not None
    protecting.unprotect(folder, key)


def _change(folder: Path, key: DataKey | None) -> None:
    assert key is not None
    protecting.change_password(folder, key, NEW)


ACTS = (
    Act("protect", protected=False, do=_protect, after=("", OLD)),
    Act("unprotect", protected=True, do=_unprotect, after=(OLD, "")),
    Act("change", protected=True, do=_change, after=(OLD, NEW)),
)


def _made_ready(folder: Path, act: Act) -> Path:
    """A computer with a story, a picture, a bundle that waits, a draft and a backup."""
    laptop = Laptop(folder)
    (folder / "field.jpg").write_bytes(JPEG * 50)
    story = {"title": "Rice", "attachment": [{"file": "field.jpg", "caption": "A field"}]}
    case_id, _changes = cases.added(laptop.library, story, beside=folder)
    laptop.draft(case_id, ("title",), "Rice in a draft")
    bundle = bundles.make(laptop.library, None, folder / "rice.sscz").path
    inbox.keep(laptop.library, bundle, "new_device")
    laptop.close()
    if act.protected:
        protecting.protect(folder / "library", OLD)
    return folder


def _held(library: Library) -> object:
    """What must never change: the truth, the drafts as shown, every file in the clear."""
    with library.reading() as connection:
        roots = truth.roots(connection)
        words = {root: sorted(truth.bodies_of(connection, root)) for root in roots}
    files = {one.name: one.sha256() for one in blobs.every(library.attachments)}
    waiting = sorted(
        at_rest.KeptFile(one, library.file_key).sha256()
        for one in (library.folder / "inbox").iterdir()
    )
    return words, files, waiting


class Stage:
    """Where an act is done over and over, each time on a fresh copy."""

    def __init__(self, act: Act, place: Path, points: Points) -> None:
        self.act, self.points = act, points
        self.ready, self.folder = place / "ready", place / "stage"
        self.report = Report(act.name)
        _made_ready(self.ready, act)
        key = self._fresh()
        with self._opened(key) as library:
            self.held = _held(library)
        key = self._fresh()
        points.count(self.folder)
        act.do(self.library, key)
        self.report.points = points.passed()

    @property
    def library(self) -> Path:
        """The folder of the library."""
        return self.folder / "library"

    def _fresh(self) -> DataKey | None:
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self.ready, self.folder)
        return protecting.unlocked(self.library, OLD) if self.act.protected else None

    @contextlib.contextmanager
    def _opened(self, key: DataKey | None) -> Iterator[Library]:
        with config(self.folder / "config"):
            library = libraries.opened(start.begin(self.library, key))
            try:
                yield library
            finally:
                library.close()

    def run(self, accident: str, number: int) -> None:
        """Do the act once, with something happening at one of its points; then look."""
        sys.stdout.flush()
        child = os.fork()
        if not child:
            self._child(accident, number)
        _child, status = os.waitpid(child, 0)
        well = self.report.ran(accident, status)
        try:
            assert well, "see above"
            self._look()
        except Exception as error:  # noqa: BLE001 - whatever it is, the run goes on and tells
            self.report.wrong.append(f"{accident} at {number}: {error!r}")

    def _child(self, accident: str, number: int) -> NoReturn:
        end = 9
        try:
            key = self._fresh()
            self.points.arm(self.folder, accident, number)
            self.act.do(self.library, key)
            end = 0
        except SscError:
            end = 3
        except BaseException:  # noqa: BLE001 - it is told, and the child must end here
            traceback.print_exc()
        finally:
            os._exit(end)

    def _key(self) -> DataKey | None:
        """What the library opens with now: one of the ways that the act allows."""
        if not protecting.is_protected(self.library):
            assert "" in self.act.after, "it opens without a password"
            return None
        for password in filter(None, self.act.after):
            with contextlib.suppress(WrongPassword):
                return protecting.unlocked(self.library, password)
        raise AssertionError("no password opens it")

    def _look(self) -> None:
        """As the person does who starts the program again."""
        key = self._key()
        with self._opened(key) as library:
            health = libraries.check(library)
            assert not health.problems, health.problems
            assert _held(library) == self.held, "something is lost"
        self._is_finished(key)

    def _is_finished(self, key: DataKey | None) -> None:
        """Nothing of the other kind is left, and nothing half done."""
        left = [one.name for one in self.library.glob("*.part")]
        assert not left, f"left behind: {left}"
        files = switching.files(self.library)
        assert {at_rest.is_sealed(one) for one in files} == {key is not None}, "not every file"
        assert (self.library / KEY_FILE).is_file() == (key is not None), "the key file"
        for one in backups.every(self.library):
            assert one.protected == (key is not None), "a backup of the other kind"
            pooled = backups.files_in(one.pool)
            assert {at_rest.is_sealed(two) for two in pooled} <= {key is not None}, "the pool"


def _key_last(path: Path, held: KeyFile) -> None:
    """A deliberate fault: the key file comes last, when everything is encrypted."""
    if held.switch == PROTECTING:
        _slots.extend(held.slots)
    else:
        _write(path, replace(held, slots=tuple(_slots) or held.slots))


_slots: list[Slot] = []
_write = key_slots.write


def main() -> int:
    """Every act, every kind of accident, every point (or every n-th); tell; 1 where one is bad."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--every", type=int, default=1)
    asked.add_argument("--act", default="")
    asked.add_argument("--fault", action="store_true", help="the key comes last: must be noticed")
    given = asked.parse_args()
    if given.fault:
        key_slots.write = _key_last
    key_slots._WORK = _LEAST_WORK  # type: ignore[misc]  # noqa: SLF001
    points, bad = Points(), 0
    for act in ACTS:
        if given.act not in {"", act.name}:
            continue
        with quick_folder() as folder:
            os.environ["XDG_DATA_HOME"] = str(folder / "data")
            stage = Stage(act, folder, points)
            for at, kind in enumerate(KINDS):
                first = 1 + at * given.every // len(KINDS)
                for number in range(first, stage.report.points + 1, given.every):
                    stage.run(kind, number)
        bad += len(stage.report.wrong)
        sys.stdout.write(stage.report.told())
    return 1 if bad else 0


if __name__ == "__main__":
    raise SystemExit(main())
