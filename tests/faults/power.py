"""Power cuts: what an act wrote is lost, reordered and torn, as far as it was not flushed.

    LD_PRELOAD=… python -m tests.faults.power writing --cuts 1000 --seed 7

Every call of the real program that changes a file is written down (`points.c`). Then the disk is
played: at a moment of chance the power goes. Of what was written since a file was last flushed each
sector of 512 bytes is there or is not; of what happened in a folder since that was last flushed,
or a new file in it, the beginning is there. What is left is opened by the program, and judged.

The drive keeps what it said it had written. `--lying 40` plays one that does not: the last forty
calls are at risk even where they were flushed; nobody promises anything about that, it is measured.
"""

import argparse
import os
import random
import shutil
import struct
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, NoReturn

from tests.faults import faulty
from tests.faults.parts import PARTS
from tests.faults.points import Points
from tests.faults.stage import Report, Stage
from tests.laptops import quick_folder

SECTOR = 512
_LINE = struct.Struct("=IIIIqq")


class Call(NamedTuple):
    """One call that was written down."""

    what: str
    one: str
    two: str
    where: int
    data: bytes


def calls(log: bytes) -> Iterator[Call]:
    """What was written down, in its order."""
    at = 0
    while at < len(log):
        what, first, second, has_data, where, size = _LINE.unpack_from(log, at)
        at += _LINE.size
        one, two = log[at : at + first], log[at + first : at + first + second]
        at += first + second
        data = log[at : at + size] if has_data else b""
        at += len(data)
        yield Call(chr(what), os.fsdecode(one), os.fsdecode(two), where, data)


# ------------------------------------------------------------------ the disk


@dataclass
class Content:
    """A file's bytes: those that are on the disk for sure, and what came since."""

    sure: bytearray = field(default_factory=bytearray)
    since: list[tuple[int, bytes | int]] = field(default_factory=list)
    """Where and what was written, or -1 and the length it was cut to."""
    is_folder: bool = False

    def flush(self) -> None:
        """Everything is on the disk."""
        for where, what in self.since:
            _put(self.sure, where, what)
        self.since.clear()

    def left(self, chance: random.Random, kept: float) -> bytes:
        """What is there when the power is back: each sector with the probability `kept`."""
        found = bytearray(self.sure)
        for where, what in self.since:
            if isinstance(what, int):
                if chance.random() < kept:
                    _put(found, where, what)
                continue
            for begin, end in _sectors(where, len(what)):
                if chance.random() < kept:
                    _put(found, begin, what[begin - where : end - where])
        return bytes(found)


def _sectors(where: int, size: int) -> Iterator[tuple[int, int]]:
    begin = where
    while begin < where + size:
        end = min((begin // SECTOR + 1) * SECTOR, where + size)
        yield begin, end
        begin = end


def _put(content: bytearray, where: int, what: bytes | int) -> None:
    if isinstance(what, int):
        del content[what:]
        content.extend(bytes(what - len(content)))
        return
    if len(content) < where:
        content.extend(bytes(where - len(content)))
    content[where : where + len(what)] = what


@dataclass
class Name:
    """Something that happened to names in folders."""

    what: str
    one: str
    two: str
    content: Content | None = None
    sure: bool = False

    @property
    def folder(self) -> str:
        """Whose entry it changes."""
        return os.path.dirname(self.two or self.one)  # noqa: PTH120 - names, not files


Names = dict[str, Content]


class Disk:
    """What a program believes to be on a disk, and what is there for sure."""

    def __init__(self, folder: Path, named: Path) -> None:
        """Everything below `folder` is there for sure; the calls name it `named`."""
        self.named = named
        self.now: Names = {}
        for path in [folder, *sorted(folder.rglob("*"))]:
            data = b"" if path.is_dir() else path.read_bytes()
            name = str(named / path.relative_to(folder))
            self.now[name] = Content(bytearray(data), is_folder=path.is_dir())
        self._then = dict(self.now)
        self._names: list[Name] = []

    def happen(self, call: Call) -> None:
        """One call more."""
        if call.what == "w":
            self._at(call.one, lambda content: content.since.append((call.where, call.data)))
        elif call.what == "t":
            self._at(call.one, lambda content: content.since.append((-1, call.where)))
        elif call.what == "s":
            self._at(call.one, Content.flush)
            self._flush_names(call.one)
        elif call.what == "S":
            self._flush_everything()
        else:
            self._name(call)

    def _at(self, path: str, do: Callable[[Content], object]) -> None:
        content = self.now.get(path)
        if content is not None:  # else it was removed and is written all the same
            do(content)

    def _name(self, call: Call) -> None:
        made = Content(is_folder=call.what == "m") if call.what in "cm" else None
        name = Name(call.what, call.one, call.two, made)
        _renamed(self.now, name)
        self._names.append(name)

    def _flush_names(self, path: str) -> None:
        """Of a folder all that happened in it; of a new file its name, and what came before."""
        content = self.now.get(path)
        if content is None:
            return
        mine = [one for one in self._names if one.content is content and not one.sure]
        folders = {path: len(self._names)} if content.is_folder else {}
        for one in mine:
            folders[one.folder] = self._names.index(one) + 1
        for folder, end in folders.items():
            for one in self._names[:end]:
                one.sure = one.sure or folder in {one.folder, os.path.dirname(one.one)}  # noqa: PTH120
        self._settle()

    def _settle(self) -> None:
        """Forget what is sure already, from the beginning on."""
        while self._names and self._names[0].sure:
            _renamed(self._then, self._names.pop(0))

    def _flush_everything(self) -> None:
        for content in self.now.values():
            content.flush()
        for one in self._names:
            one.sure = True
        self._settle()

    # -------------------------------------------------------------- the power is back

    def leave(self, target: Path, chance: random.Random) -> None:
        """Write into `target` what is there when the power went and came back."""
        kept = chance.choice((0.0, 0.1, 0.5, 0.9, 1.0))
        ends: dict[str, int] = {}
        found = dict(self._then)
        for number, one in enumerate(self._names):
            if one.folder not in ends:
                mine = [n for n, other in enumerate(self._names) if other.folder == one.folder]
                ends[one.folder] = chance.choice([-1, mine[-1], chance.choice(mine)])
            if one.sure or number <= ends[one.folder]:
                _renamed(found, one)
        self.write(target, found, lambda content: content.left(chance, kept))

    def write_all(self, target: Path) -> None:
        """Write into `target` what the program believes: nothing is lost."""
        self.write(target, self.now, lambda content: content.left(random.Random(0), 1.1))  # noqa: S311

    def write(self, target: Path, names: Names, left: Callable[[Content], bytes]) -> None:
        """Write some of it into `target`."""
        shutil.rmtree(target, ignore_errors=True)
        for path, content in sorted(names.items()):
            place = target / Path(path).relative_to(self.named)
            if not place.parent.is_dir() and place != target:
                continue  # its folder is not there
            if content.is_folder:
                place.mkdir(mode=0o700, parents=place == target)
            else:
                place.write_bytes(left(content))
                place.chmod(0o600)


def _renamed(names: Names, name: Name) -> None:
    if name.content is not None:
        names[name.one] = name.content
    elif name.what == "u":
        names.pop(name.one, None)
    elif name.one in names:
        if name.what == "l":
            names[name.two] = names[name.one]
            return
        below = name.one + os.sep
        for path in [one for one in names if one == name.one or one.startswith(below)]:
            names[name.two + path[len(name.one) :]] = names.pop(path)


# ------------------------------------------------------------------ playing


@dataclass(frozen=True)
class Recording:
    """An act as it was written down, and the computer before and after it."""

    named: Path
    before: Path
    after: Path
    calls: list[Call]

    def disk(self) -> Disk:
        """The disk as it was when the act began."""
        return Disk(self.before, self.named)

    def moment(self, chance: random.Random) -> int:
        """After how many calls the power goes: any; every fifth time, right after a promise."""
        promises = [at + 1 for at, call in enumerate(self.calls) if call.what == "a"]
        return chance.choice(promises if chance.random() < 0.2 else range(len(self.calls) + 1))


def recorded(stage: Stage) -> Recording:
    """Do the act once, in a process of its own, and write down what it does to files."""
    before, after = (stage.folder.with_name(name) for name in ("before", "after"))
    with tempfile.TemporaryFile() as log:
        child = os.fork()
        if not child:
            _record(stage, before, after, log.fileno())
        _child, status = os.waitpid(child, 0)
        assert status == 0, "the act itself failed"
        log.seek(0)
        return Recording(stage.folder, before, after, list(calls(log.read())))


def _record(stage: Stage, before: Path, after: Path, file: int) -> NoReturn:
    end = 9
    try:
        with stage.fresh() as scene:
            stage.fault()
            shutil.copytree(stage.folder, before)
            stage.points.record(stage.folder, file)
            for number, step in enumerate(stage.act.steps):
                step(scene)
                stage.points.note(number + 1)
            stage.points.passed()
            shutil.copytree(stage.folder, after)
            end = 0
    finally:
        os._exit(end)


def cut(stage: Stage, made: Recording, cuts: int, chance: random.Random, lying: int = 0) -> Report:
    """Let the power go so many times, each time at another moment; look at what is left.

    Of the last calls, as many as `lying`, none has flushed anything, whatever the drive said.
    """
    report = stage.report
    report.points = len(made.calls)
    disk, acknowledged, done = made.disk(), 0, 0
    for moment in sorted(made.moment(chance) for _ in range(cuts)):
        if lying:
            disk, done = made.disk(), 0
        for call in made.calls[done:moment]:
            done += 1
            if call.what == "a":
                acknowledged = call.where
            elif not (lying and call.what in "sS" and moment - done < lying):
                disk.happen(call)
        disk.leave(stage.folder, random.Random(chance.random()))  # noqa: S311 - repeatable
        report.runs += 1
        stage.judge(stage.folder, acknowledged, f"cut {report.runs} at {moment}: ")
    return report


def is_whole(made: Recording) -> bool:
    """Whether what was written down is all there was: played to the end, the files are equal."""
    disk = made.disk()
    for call in made.calls:
        if call.what != "a":
            disk.happen(call)
    played = made.after.with_name("played")
    disk.write_all(played)
    return _bytes_below(played) == _bytes_below(made.after)


def _bytes_below(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): b"" if path.is_dir() else path.read_bytes()
        for path in sorted(folder.rglob("*"))
    }


def main() -> int:
    """The acts of a part; 1 where something is wrong."""
    asked = argparse.ArgumentParser()
    asked.add_argument("part", choices=PARTS)
    asked.add_argument("--act", default="", help="only the act of this name")
    asked.add_argument("--cuts", type=int, default=1000)
    asked.add_argument("--lying", type=int, default=0, help="so many calls are at risk")
    asked.add_argument("--fault", choices=faulty.FAULTS, default="none")
    asked.add_argument("--seed", type=int, default=random.randrange(10**6))  # noqa: S311
    given = asked.parse_args()
    bad = 0
    for number, act in enumerate(PARTS[given.part]):
        if given.act not in {"", act.__name__}:
            continue
        chance = random.Random(given.seed + number)  # noqa: S311 - repeatable
        with quick_folder() as folder:
            stage = Stage(act(folder), folder / "stage", Points(), faulty.FAULTS[given.fault])
            made = recorded(stage)
            report = cut(stage, made, given.cuts, chance, given.lying)
            if not is_whole(made):
                report.wrong.append("not everything was written down")
        bad += len(report.wrong)
        sys.stdout.write(report.told())
        sys.stdout.flush()
    return 1 if bad else 0


if __name__ == "__main__":
    raise SystemExit(main())
