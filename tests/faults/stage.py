"""A stage for accidents: an act is done over and over, and what is left is looked at.

An act is a row of steps; a step is acknowledged when it returns. Whatever happens, the library
then holds what it held after the steps that were acknowledged, or after one more; nothing may be
wrong with it, and the rest of the act can be done.
"""

import contextlib
import json
import os
import shutil
import sys
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from ssc_desktop.errors import SscError
from ssc_desktop.files import sha256_of
from ssc_desktop.services import libraries, protecting, start
from ssc_desktop.services.libraries import Library
from ssc_desktop.store import truth
from tests.faults.points import Points
from tests.laptops import config

PASSWORD = "three brown hens"
"""Of a library that is protected."""


class Scene:
    """One person's computer: the library, the key, and what is written beside them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.place = folder / "library"
        self.out = folder / "out"
        self._library: Library | None = None

    @property
    def library(self) -> Library:
        """The library, which a step or the stage has opened."""
        assert self._library is not None
        return self._library

    def open(self) -> None:
        """Start the program."""
        if self._library is None:
            is_protected = protecting.is_protected(self.place)
            key = protecting.unlocked(self.place, PASSWORD) if is_protected else None
            with config(self.folder / "config"):
                self._library = libraries.opened(start.begin(self.place, key))

    def close(self) -> None:
        """End it."""
        library, self._library = self._library, None
        if library is not None:
            library.close()


Step = Callable[[Scene], object]


def truth_of(scene: Scene) -> object:
    """By root the ids of the truth, and of the words that are here."""
    with scene.library.reading() as connection:
        return {
            root: (
                set(truth.ids_of(connection, root)),
                {one for one, _body in truth.bodies_of(connection, root)},
            )
            for root in truth.roots(connection)
        }


@dataclass(frozen=True)
class Act:
    """What is done, and the folder of a computer that is ready for it."""

    name: str
    ready: Path
    steps: tuple[Step, ...]
    open: bool = True
    """Whether the library is open when it begins."""
    seen: Callable[[Scene], object] = truth_of
    """What must be as after one step or another."""
    first: Callable[[Scene], None] = lambda _scene: None
    """Looks at what is left before any program opens it."""
    comes_back: bool = False
    """Whether the library is then older than what this computer wrote in it."""


@dataclass
class State:
    """What is there at one moment."""

    seen: object
    files: set[str]
    written: dict[str, object]


@dataclass
class Report:
    """What was seen of one act."""

    act: str
    points: int = 0
    runs: int = 0
    ended: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def ran(self, accident: str, status: int) -> bool:
        """Count a run whose process ended so; whether that is one of the ways it may end."""
        ended = "killed" if os.WIFSIGNALED(status) else _ENDS[os.WEXITSTATUS(status)]
        self.runs += 1
        self.ended[f"{accident}: {ended}"] += 1
        return ended != "wrong"

    def told(self) -> str:
        """As a line of JSON; of very much that is wrong, the beginning."""
        return json.dumps({**vars(self), "bad": len(self.wrong), "wrong": self.wrong[:20]}) + "\n"


_ENDS = {0: "went through", 3: "refused", 9: "wrong"}


@dataclass
class Stage:
    """Where an act is done over and over, each time on a fresh copy."""

    act: Act
    folder: Path
    points: Points
    fault: Callable[[], None] = lambda: None
    """A deliberate fault, planted in the process to which something happens."""
    report: Report = field(init=False)
    states: list[State] = field(init=False)

    def __post_init__(self) -> None:
        self.report = Report(self.act.name)
        self.states = self._expected()
        with self.fresh() as scene:
            self.points.count(self.folder)
            for step in self.act.steps:
                step(scene)
            self.report.points = self.points.passed()

    def _expected(self) -> list[State]:
        """What is there before the act, and after each of its steps."""
        with self.fresh() as scene:
            scene.open()
            states = [state(scene, self.act)]
        with self.fresh() as scene:
            for step in self.act.steps:
                step(scene)
                was_open = scene._library is not None  # noqa: SLF001
                scene.open()
                states.append(state(scene, self.act))
                if not was_open:
                    scene.close()
        return states

    @contextlib.contextmanager
    def fresh(self) -> Iterator[Scene]:
        """The computer as it was when the act began."""
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self.act.ready, self.folder)
        scene = Scene(self.folder)
        if self.act.open:
            scene.open()
        try:
            with config(self.folder / "config"):
                yield scene
        finally:
            scene.close()

    # -------------------------------------------------------------- one run

    def run(self, accident: str, number: int) -> None:
        """Do the act once, with something happening at one of its points; then look."""
        sys.stdout.flush()
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            os.close(reading)
            self._child(accident, number, writing)
        os.close(writing)
        _child, status = os.waitpid(child, 0)
        acknowledged = len(os.read(reading, 4096))
        os.close(reading)
        where = f"{accident} at {number}: "
        if not self.report.ran(accident, status):
            self.report.wrong.append(where + "see above")
            return
        self.judge(self.folder, acknowledged, where)

    def _child(self, accident: str, number: int, told: int) -> NoReturn:
        end = 9
        try:
            with self.fresh() as scene:
                self.fault()
                self.points.arm(self.folder, accident, number)
                end = self._done(scene, told)
                os._exit(end)  # without closing anything
        except BaseException:  # noqa: BLE001 - it is told, and the child must end here
            traceback.print_exc()
        finally:
            os._exit(end)

    def _done(self, scene: Scene, told: int) -> int:
        """The steps; where one is refused, it is done again when all is well."""
        end = 0
        for number, step in enumerate(self.act.steps):
            try:
                step(scene)
            except SscError:
                self.points.passed()
                self._refused(scene, number)
                step(scene)
                end = 3
            os.write(told, b".")
        self.points.passed()
        if end:
            scene.open()
            self._is(scene, len(self.act.steps))
        return end

    def _refused(self, scene: Scene, number: int) -> None:
        if scene._library is not None:  # noqa: SLF001 - a closed one is opened by the step itself
            seen = self.act.seen(scene)
            assert seen == self.states[number].seen, "refused, and yet something was kept"
        # where the name alone could not be flushed, the new file is there already, and whole
        whole = [one.written for one in self.states[number : number + 2]]
        assert _written_in(scene.out) in whole, "refused, and half a file was written"

    # -------------------------------------------------------------- what is left

    def judge(self, folder: Path, acknowledged: int, where: str) -> None:
        """Look at what is left of `folder`, and write down what is wrong."""
        try:
            with config(folder / "config"):
                self._look(Scene(folder), acknowledged)
        except Exception as error:  # noqa: BLE001 - whatever it is, the run goes on and tells
            (*_others, last) = traceback.extract_tb(error.__traceback__)
            said = (str(error).splitlines() or [""])[0][:300]
            line = f"{Path(last.filename).name}:{last.lineno}"
            self.report.wrong.append(f"{where}{type(error).__name__} {said} ({line})")

    def _look(self, scene: Scene, acknowledged: int) -> None:
        """As the person does who starts the program again."""
        self.act.first(scene)
        scene.open()
        try:
            problems = libraries.check(scene.library).problems
            assert not problems, problems
            came_back = scene.library.came_back and not self.act.comes_back
            assert not came_back, "taken for one that came back from a backup"
            done = self._reached(scene, acknowledged)
            left = [str(one.relative_to(scene.place)) for one in _leftovers(scene.place)]
            assert not left, f"left behind: {left}"
            if not (self.act.open or done):
                scene.close()
            for step in self.act.steps[done:]:
                step(scene)
            scene.open()
            self._is(scene, len(self.act.steps))
        finally:
            scene.close()

    def _reached(self, scene: Scene, acknowledged: int) -> int:
        """After how many steps the library is as it is now."""
        found = state(scene, self.act)
        allowed = range(acknowledged, min(acknowledged + 2, len(self.states)))
        fits = [number for number in allowed if self.states[number].seen == found.seen]
        if not fits:
            older = [n for n, one in enumerate(self.states) if one.seen == found.seen]
            assert older, "neither before nor after a step"
            raise AssertionError(f"acknowledged {acknowledged}, held {older[-1]}")
        some = [self.states[number].files for number in allowed]
        assert set.intersection(*some) <= found.files <= set.union(*some), "attachments"
        for name, content in found.written.items():
            assert content in [self.states[n].written.get(name) for n in allowed], f"half a {name}"
        for name in set.intersection(*(set(self.states[n].written) for n in allowed)):
            assert name in found.written, f"{name} is gone"
        written = found.written
        return max((n for n in fits if self.states[n].written == written), default=fits[0])

    def _is(self, scene: Scene, number: int) -> None:
        assert state(scene, self.act) == self.states[number], "done again, something is missing"


def _leftovers(library: Path) -> Iterator[Path]:
    for name in ("spool", "attachments/staging"):
        yield from (library / name).glob("*")
    yield from library.glob("attachments/**/*.part")


def state(scene: Scene, act: Act) -> State:
    """What an open library holds, and what was written for others."""
    files = {one.name for one in scene.place.glob("attachments/[0-9a-f][0-9a-f]/*")}
    return State(act.seen(scene), files, _written_in(scene.out))


def _written_in(folder: Path) -> dict[str, object]:
    return {
        str(path.relative_to(folder)): content_of(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != ".part"
    }


_DATED = ("docProps/",)
"""Parts of documents that say when they were made."""
_NEVER_TWICE = {".sscz", ".ssclibrary"}
"""What is signed or dated anew each time: its parts are counted."""


def content_of(path: Path) -> Any:
    """What a file says: of a package that is whole, its parts; else its bytes."""
    if not zipfile.is_zipfile(path):
        return sha256_of(path)
    with zipfile.ZipFile(path) as package:
        broken = package.testzip()
        assert broken is None, f"{path.name}: {broken} is damaged"
        parts = package.infolist()
    if path.suffix in _NEVER_TWICE:
        return len(parts)
    return [(one.filename, one.CRC) for one in parts if not one.filename.startswith(_DATED)]
