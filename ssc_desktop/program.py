"""Which program runs: what was installed, or an update of its code.

An update lies in the person's data folder, `program/VERSION/`: our two packages with migrations
and resources, and `whole.json`, which is written last and names every file. `tools/frozen_start.py`
asks `chosen` before anything else of ours is loaded. A start that does not get as far as the first
paint leaves a mark (`starts`); with two of them the version is left alone, and the one before it
runs. Only a frozen program takes updates: what pip or a checkout brought is renewed by them.
"""

import contextlib
import hashlib
import json
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ssc_desktop import __version__, paths

WITHOUT_UPDATES: Final = "--without-updates"
WHOLE: Final = "whole.json"
PART: Final = ".part"
"""How the name of a folder ends that is not yet what it shall be."""
RUNS: Final = "SSC_RUNS"
"""Environment variable: the update that the program's own children run, whatever came meanwhile."""
_STARTS: Final = "starts"
_MOST_STARTS: Final = 2
_FOR_PEOPLE: Final = {"--library", "--version", "--help", WITHOUT_UPDATES}
_SCREENS: Final = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
_CODE: Final = ".pyc"


@dataclass(frozen=True, slots=True)
class Base:
    """What was installed: the version of our code in it, and what updates have to fit.

    Attributes:
        version: of our code.
        python: the magic number of Python's bytecode, hex.
        libraries: SHA-256 of the lock that the libraries were installed by.
        imports: the modules of others that our code imports.
    """

    version: str
    python: str
    libraries: str
    imports: tuple[str, ...]


def base() -> Base | None:
    """What was installed; None where the program is not frozen and takes no updates."""
    inside = installed_files()
    if inside is None:
        return None
    told = _read(inside / "base.json")
    return Base(told["version"], told["python"], told["libraries"], tuple(told["imports"]))


def installed_files() -> Path | None:
    """The folder of what the build wrote beside our code; None where the program is not frozen."""
    if not getattr(sys, "frozen", False):
        return None
    return Path(sys._MEIPASS) / "ssc_desktop" / "_bundled"  # type: ignore[attr-defined]  # noqa: SLF001 - PyInstaller's name


def updates_folder() -> Path:
    """Where the updates of this person are."""
    return paths.data_folder() / "program"


def number(version: str) -> tuple[int, ...]:
    """A version as numbers, to be compared; () for what is none."""
    parts = version.split(".")
    return tuple(map(int, parts)) if all(p.isascii() and p.isdigit() for p in parts) else ()


def chosen(arguments: Sequence[str]) -> Path | None:
    """The folder of the update that is to run; None for what was installed."""
    installed = base()
    if installed is None or WITHOUT_UPDATES in arguments:
        return None
    named = os.environ.get(RUNS) if _is_child(arguments) else None
    if named is not None:
        folder = updates_folder() / named
        return folder if named and folder.is_dir() else None
    return next((f for f in _newer(installed) if not has_failed(f)), None)


def has_failed(folder: Path) -> bool:
    """Whether the update in `folder` was started twice without getting to the first paint."""
    with contextlib.suppress(OSError):
        return (folder / _STARTS).stat().st_size >= _MOST_STARTS
    return False


def starting(folder: Path, arguments: Sequence[str]) -> None:
    """Note that the update in `folder` is being started; children and dark screens do not count."""
    if _is_child(arguments) or (sys.platform == "linux" and not _SCREENS & os.environ.keys()):
        return
    with contextlib.suppress(OSError), (folder / _STARTS).open("ab") as marks:
        marks.write(b".")


def reached() -> None:
    """Note that this start came as far as it should: the first paint, the end of a command."""
    running = Path(__file__).parents[1]
    if running.parent == updates_folder():
        (running / _STARTS).unlink(missing_ok=True)


def failed() -> tuple[str, ...]:
    """The versions that were installed as updates and did not start."""
    installed = base()
    return tuple(f.name for f in _newer(installed) if has_failed(f)) if installed else ()


def waiting() -> str:
    """The version that runs from the next start on; "" where it is the one that runs now."""
    folder = chosen(())
    installed = base()
    if installed is None:
        return ""
    coming = folder.name if folder else installed.version
    return "" if coming == __version__ else coming


def is_whole(folder: Path, installed: Base) -> bool:
    """Whether the update in `folder` fits what was installed and all of it is there.

    Code is compared with its sums, everything else with its size: damage is meant here. The
    signature was checked when the update was taken.
    """
    try:
        told = _read(folder / WHOLE)
        if (told["python"], told["libraries"]) != (installed.python, installed.libraries):
            return False
        for name, (size, sha256) in told["files"].items():
            path = folder / name
            if name.endswith(_CODE):
                if hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
                    return False
            elif path.stat().st_size != size:
                return False
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return True


def _is_child(arguments: Sequence[str]) -> bool:
    """Whether a program of ours started this one: to read a document, to check spelling."""
    first = "".join(arguments[:1])
    return RUNS in os.environ and first.startswith("--") and first not in _FOR_PEOPLE


def _newer(installed: Base) -> Iterator[Path]:
    """The whole updates that are newer than what was installed, the newest first."""
    try:
        folders = [one for one in updates_folder().iterdir() if number(one.name)]
    except OSError:
        return
    for folder in sorted(folders, key=lambda one: number(one.name), reverse=True):
        if number(folder.name) > number(installed.version) and is_whole(folder, installed):
            yield folder


def _read(path: Path) -> dict[str, Any]:
    told = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(told, dict):
        raise TypeError(path.name)
    return told
