"""Kill the program at every write of an act, and see that the library is as before or as after.

    LD_PRELOAD=points.so python -m tests.properties.crashes points.so --every 1

`points.so` is made of `crash_points.c`; it counts the calls that change a file below the library's
folder. For each of them the act is done once in a process of its own that is killed there, once in
one whose write is torn in two, once with a disk that is full from there on, and once with one that
fails there alone. Then the library is opened: nothing may be wrong with it, it holds what it held
before or what it holds after, and the act can be done again.
"""

import argparse
import ctypes
import json
import os
import shutil
import sys
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from sqlalchemy import Connection

from ssc_desktop.errors import SscError
from ssc_desktop.record.completeness import items
from ssc_desktop.services import bundles, cases, libraries, redacting, undoing
from ssc_desktop.services.libraries import Library
from ssc_desktop.store import blobs, derived, sqlite, truth
from ssc_desktop.store.derived import Derived
from tests.laptops import Laptop, config, quick_folder
from tests.unit.bundle.samples import JPEG

KINDS = ("count", "kill", "tear", "full", "fail")
"""What happens at the point, by the number that `points_arm` knows it by."""

State = tuple[dict[str, tuple[set[str], set[str]]], set[str]]
"""By root the ids of the truth and of the words that are here; and the attachments."""


@dataclass(frozen=True)
class Act:
    """What is done to a library, and the folder of a laptop that is ready for it."""

    name: str
    ready: Path
    do: Callable[[Library], object]


@dataclass
class Report:
    """What was seen of one act."""

    act: str
    points: int = 0
    ended: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


class Points:
    """The library that was loaded before all others."""

    def __init__(self, path: Path) -> None:
        self._loaded = ctypes.CDLL(str(path))

    def arm(self, folder: Path, kind: str, number: int) -> None:
        """From now on count, and at `number` let it happen."""
        self._loaded.points_arm(str(folder).encode(), KINDS.index(kind), ctypes.c_long(number))

    def passed(self) -> int:
        """How many there were; from now on all is well."""
        return int(self._loaded.points_passed())


@contextmanager
def _opened(laptop: Path) -> Iterator[Library]:
    with config(laptop / "config"):
        library = libraries.opened(laptop / "library")
        try:
            yield library
        finally:
            library.close()


# ------------------------------------------------------------------ the acts


def taking(folder: Path) -> Act:
    """A bundle with a new story, a picture, and other words for a story that is here."""
    reader, writer = Laptop(folder / "reader"), Laptop(folder / "writer")
    case_id = reader.add(title="Rice from China in Uganda")
    writer.take_all_of(reader)
    writer.type(case_id, "title", "Rice in two villages")
    reader.type(case_id, "title", "Rice in three villages")
    (folder / "field.jpg").write_bytes(JPEG * 100)
    story = {"title": "Fish", "attachment": [{"file": "field.jpg", "caption": "A pond"}]}
    cases.added(writer.library, story, beside=folder)
    bundle = writer.send(with_private=True)
    for laptop in (reader, writer):
        laptop.close()
    return Act("take", reader.folder, lambda library: bundles.take(library, bundle))


def undoing_it(folder: Path) -> Act:
    """What that bundle brought is taken back."""
    act = taking(folder)
    with _opened(act.ready) as library:
        bundle = bundles.take(library, folder / "writer" / "bundle-1.sscz")[0].bundle
    return Act("undo", act.ready, lambda library: undoing.undo(library, [bundle]))


def putting_it_back(folder: Path) -> Act:
    """And that is taken back."""
    act = undoing_it(folder)
    with _opened(act.ready) as library:
        act.do(library)
        bundle = undoing.imports(library)[0].bundle

    def put_back(library: Library) -> None:
        if undoing.imports(library)[0].undone:
            undoing.put_back(library, [bundle])

    return Act("put back", act.ready, put_back)


def withdrawing(folder: Path) -> Act:
    """Words and a picture are destroyed here, as their author asks all copies to."""
    author, reader = Laptop(folder / "author"), Laptop(folder / "reader")
    (folder / "field.jpg").write_bytes(JPEG * 100)
    story = {"title": "Fish", "attachment": [{"file": "field.jpg", "caption": "A pond"}]}
    case_id, _changes = cases.added(author.library, story, beside=folder)
    reader.take_all_of(author)
    item = items(author.case(case_id), "attachment")[0].id
    redacting.redact(author.library, case_id, ("attachment", item), "she asked for it")
    reader.take_all_of(author)
    (asked,) = redacting.waiting(reader.library)
    for laptop in (author, reader):
        laptop.close()

    def confirm(library: Library) -> None:
        if redacting.waiting(library):
            redacting.confirm(library, asked.id)

    return Act("withdraw", reader.folder, confirm)


# ------------------------------------------------------------------ one run


@dataclass
class Stage:
    """Where an act is done over and over, each time on a fresh copy."""

    act: Act
    place: Path
    points: Points
    report: Report
    fault: bool = False
    before: State = field(init=False)
    after: State = field(init=False)

    def __post_init__(self) -> None:
        with self._copied() as library:
            self.before = _state(library)
            self.points.arm(self.place, "count", 0)
            self.act.do(library)
            self.report.points = self.points.passed()
            self.after = _state(library)

    @contextmanager
    def _copied(self) -> Iterator[Library]:
        shutil.rmtree(self.place, ignore_errors=True)
        shutil.copytree(self.act.ready, self.place)
        with _opened(self.place) as library:
            yield library

    def run(self, kind: str, number: int) -> None:
        """Do the act once, with something happening at one of its points; then look."""
        sys.stdout.flush()
        child = os.fork()
        if not child:
            self._child(kind, number)
        _child, status = os.waitpid(child, 0)
        ended = "killed" if os.WIFSIGNALED(status) else _ENDS[os.WEXITSTATUS(status)]
        self.report.ended[f"{kind}: {ended}"] += 1
        where = f"{kind} at {number}: "
        if ended == "wrong":
            self.report.wrong.append(where + "see above")
        try:
            self._look()
        except Exception as error:  # noqa: BLE001 - whatever it is, the run goes on and tells
            self.report.wrong.append(where + repr(error))

    def _child(self, kind: str, number: int) -> NoReturn:
        end = 9
        try:
            with self._copied() as library:
                if self.fault:
                    derived.write = _in_two_steps
                self.points.arm(self.place, kind, number)
                end = self._done(library)
        except BaseException:  # noqa: BLE001 - it is told, and the child must end here
            traceback.print_exc()
        finally:
            os._exit(end)

    def _done(self, library: Library) -> int:
        """The act; where it is refused for the disk, it is done again when that is well."""
        try:
            self.act.do(library)
        except SscError:
            self.points.passed()
            assert _state(library)[0] == self.before[0], "refused, and yet something was kept"
            self.act.do(library)
            assert _state(library) == self.after, "done again, something is missing"
            return 3
        self.points.passed()
        return 0

    def _look(self) -> None:
        """As the person does who starts the program again."""
        with _opened(self.place) as library:
            problems = libraries.check(library).problems
            assert not problems, problems
            held, files = _state(library)
            assert held in (self.before[0], self.after[0]), "neither before nor after"
            before, after = self.before[1], self.after[1]
            assert before & after <= files <= before | after, "attachments"
            self.act.do(library)
            assert _state(library) == self.after, "done again, something is missing"
            left = [one.name for one in (library.folder / "spool").glob("*")]
            assert not left, f"left in the spool folder: {left}"


_ENDS = {0: "went through", 3: "refused", 9: "wrong"}


def _state(library: Library) -> State:
    with library.reading() as connection:
        held = {
            root: (
                set(truth.ids_of(connection, root)),
                {one for one, _body in truth.bodies_of(connection, root)},
            )
            for root in truth.roots(connection)
        }
    return held, {one.name for one in blobs.every(library.attachments)}


def _in_two_steps(connection: Connection, raw: sqlite.Connection, waiting: Derived) -> None:
    """A deliberate fault: the words are kept first, and what is made of them later."""
    raw.execute("COMMIT")
    raw.execute("BEGIN IMMEDIATE")
    _write(connection, raw, waiting)


_write = derived.write


def main() -> int:
    """Every act, every kind of accident, every point (or every n-th); tell; 1 where one is bad."""
    asked = argparse.ArgumentParser()
    asked.add_argument("points", type=Path)
    asked.add_argument("--every", type=int, default=1)
    asked.add_argument("--fault", action="store_true", help="write in two steps: must be noticed")
    given = asked.parse_args()
    points, bad = Points(given.points), 0
    for act in ACTS:
        with quick_folder() as folder:
            report = Report(act.__name__)
            stage = Stage(act(folder), folder / "stage", points, report, given.fault)
            for kind in KINDS[1:]:
                for number in range(1, report.points + 1, given.every):
                    stage.run(kind, number)
        bad += len(report.wrong)
        sys.stdout.write(json.dumps(vars(report)) + "\n")
    return 1 if bad else 0


ACTS = (taking, undoing_it, putting_it_back, withdrawing)

if __name__ == "__main__":
    raise SystemExit(main())
