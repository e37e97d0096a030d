"""Newer code for the program, from a signed file on a stick: `NAME.sscupdate`.

The file is a ZIP: `update.json` says what it is and names every file with its sum,
`update.json.minisig` is its signature by the publisher's key, `files/` is the code. The public part
of that key is `resources/release.pub`; a program without one takes no updates.
"""

import contextlib
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ssc_desktop import __version__, files, paths, program, unzipping
from ssc_desktop.errors import NotFound, UpdateRefused
from ssc_desktop.i18n import _

ENDING: Final = ".sscupdate"
FORMAT: Final = 1
DESCRIPTION: Final = "update.json"
SIGNATURE: Final = "update.json.minisig"
CONTENT: Final = "files/"
COMMENT: Final = "update of SSC Desktop"
"""What the publisher signs with it: minisign's trusted comment."""

_PART: Final = r"(?!\.\.?(?:/|$))[\w.\[\]-]+"
_NAME: Final = re.compile(f"{_PART}(?:/{_PART})*", re.ASCII)
"""A file inside the folder,."""
_LONGEST_TRIAL: Final = 300
"""Seconds that the newer code may take to try its own parts."""


@dataclass(frozen=True, slots=True)
class Update:
    """What a file would bring.

    Attributes:
        path: the file.
        version: of the code in it.
        notes: what is new, as the publisher wrote it.
        made: the day it was made, ISO 8601.
        signer: the number of the key that signed it, as `minisign` shows it.
        size: bytes, unpacked.
    """

    path: Path
    version: str
    notes: str
    made: str
    signer: str
    size: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Which program runs.

    Attributes:
        version: the one that runs.
        installed: the one that was installed; the same where no update runs.
        waiting: the one that runs from the next start on, or "".
        failed: updates that did not start and are left alone.
        takes: whether this copy takes update files.
    """

    version: str
    installed: str
    waiting: str
    failed: tuple[str, ...]
    takes: bool


def standing() -> Standing:
    """Which program runs, and what became of updates."""
    installed = program.base()
    return Standing(
        __version__,
        installed.version if installed else __version__,
        program.waiting(),
        program.failed(),
        installed is not None and _release_key().is_file(),
    )


def look(source: Path) -> Update:
    """What the file would bring, once signature and sums were found right.

    Raises UpdateRefused, NotFound or StorageError; nothing is changed either way.
    """
    with _opened(source) as (archive, told, signer):
        size = sum(len(data) for _name, data in _contents(archive, told))
    return Update(source, told["version"], told["notes"], told["made"], signer, size)


def apply(update: Update, *, progress: Callable[[int, int], None] | None = None) -> None:
    """Let the program be `update` from its next start on.

    It is unpacked beside what runs, tries its own parts in a process of its own and counts only
    then; whatever happens before leaves the program as it is. `progress` hears of the bytes done
    and of all. Raises as `look`; DiskFull or ReadOnly where there is no room.
    """
    target = program.updates_folder() / update.version
    part = target.with_name(target.name + program.PART)
    try:
        with _opened(update.path) as (archive, told, _signer), _writing(target):
            if told["version"] != update.version:
                raise _refusal(update.path)
            _sweep(target.parent)
            part.mkdir(parents=True)
            done = 0
            for name, data in _contents(archive, told):
                _write(part / name, data)
                done += len(data)
                if progress is not None:
                    progress(done, update.size)
            _write(part / program.WHOLE, json.dumps(told).encode())
        _try_out(part)
        with _writing(target):
            shutil.rmtree(target, ignore_errors=True)  # one that did not start, or was not whole
            part.rename(target)
            files.sync_folder(target.parent)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def go_back() -> str:
    """Put the newest update away; tells which version runs from the next start on.

    Raises NotFound where what was installed runs anyway.
    """
    newest = program.chosen(())
    if newest is None:
        raise NotFound(_("No update is in use."), advice=_("What was installed runs already."))
    gone = newest.with_name(newest.name + program.PART)
    with _writing(newest):
        newest.rename(gone)
    shutil.rmtree(gone, ignore_errors=True)
    left = program.chosen(())
    installed = program.base()
    return left.name if left else installed.version if installed else __version__


# ---------------------------------------------------------------- what the file says


@contextlib.contextmanager
def _opened(source: Path) -> Iterator[tuple[zipfile.ZipFile, dict[str, Any], str]]:
    """The archive, its description and the number of the key, once that may be believed."""
    installed = program.base()
    if installed is None:
        raise UpdateRefused(
            _("This copy of the program takes no update files."),
            advice=_("Renew it the way it was installed."),
        )
    try:
        unzipping.parts(source, unzipping.UPDATE)
        with zipfile.ZipFile(source) as archive:
            told, signer = _described(archive, source)
            _check(told, installed, source)
            yield archive, told, signer
    except OSError as error:
        raise files.unreadable(error, source) from error
    except (unzipping.Unfit, *unzipping.NOT_READ) as error:
        raise _refusal(source) from error


def _described(archive: zipfile.ZipFile, source: Path) -> tuple[dict[str, Any], str]:
    described = _small(archive, DESCRIPTION)
    signature = _small(archive, SIGNATURE)
    signer = _signer(described, signature, source)
    told = json.loads(described)
    if told["format"] != FORMAT:
        raise _whole_needed(source)
    return told, signer


def _small(archive: zipfile.ZipFile, name: str) -> bytes:
    """A file of the archive that is read before anything in it may be believed."""
    with archive.open(name) as stream:
        data = stream.read(unzipping.UPDATE.part + 1)
    if len(data) > unzipping.UPDATE.part:
        raise ValueError(name)
    return data


def _signer(described: bytes, signature: bytes, source: Path) -> str:
    from ssc_desktop.bundle import minisign
    from ssc_desktop.bundle.refusals import Refusal

    try:
        number, public = minisign.read_public_key(_release_key().read_bytes())
    except FileNotFoundError as error:
        raise UpdateRefused(
            _("This copy of the program takes no update files."),
            advice=_("Install the whole new program instead."),
        ) from error
    try:
        minisign.check(signature, described, COMMENT, public, number)
    except Refusal as error:
        raise UpdateRefused(
            _("“{name}” does not carry the publisher’s signature.").format(name=source.name),
            advice=_("Nothing was changed. Get the file again from where the program came from."),
        ) from error
    return f"{int.from_bytes(number, 'little'):016X}"


def _check(told: dict[str, Any], installed: program.Base, source: Path) -> None:
    """Raise UpdateRefused unless it is newer than what runs and fits what was installed."""
    version = program.number(told["version"])
    if version <= program.number(__version__):
        raise UpdateRefused(
            _("“{name}” brings version {version}; this is version {running}.").format(
                name=source.name, version=told["version"], running=__version__
            ),
            advice=_("Nothing was changed. There is nothing newer in this file."),
        )
    fits = (told["python"], told["libraries"]) == (installed.python, installed.libraries)
    if version[:1] != program.number(installed.version)[:1] or not fits:
        raise _whole_needed(source)
    new = set(told["imports"]) - set(installed.imports)
    if any(not _is_there(name) for name in new):
        raise _whole_needed(source)


def _is_there(module: str) -> bool:
    try:
        return importlib.util.find_spec(module) is not None
    except ImportError:
        return False


def _contents(archive: zipfile.ZipFile, told: dict[str, Any]) -> Iterator[tuple[str, bytes]]:
    """Every file that the description names; raises ValueError where one is not as it says."""
    named = [CONTENT + name for name in told["files"]]
    if sorted([DESCRIPTION, SIGNATURE, *named]) != sorted(archive.namelist()):
        raise ValueError("files unlike the description")
    for name, (size, sha256) in told["files"].items():
        with archive.open(CONTENT + name) as stream:
            data = stream.read(size + 1)
        if not _NAME.fullmatch(name) or hashlib.sha256(data).hexdigest() != sha256:
            raise ValueError(name)
        yield name, data


def _release_key() -> Path:
    """The publisher's public key: that of what runs."""
    return paths.bundled("resources") / "release.pub"


# ---------------------------------------------------------------- on the disk


@contextlib.contextmanager
def _writing(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise files.refused(error, target) from error


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as stream:
        stream.write(data)
        files.sync(stream)


def _sweep(folder: Path) -> None:
    """Remove what was begun and never finished, and updates that are older than what runs."""
    for one in folder.iterdir() if folder.is_dir() else ():
        version = program.number(one.name)
        if one.name.endswith(program.PART) or (version and version < program.number(__version__)):
            shutil.rmtree(one, ignore_errors=True)


def _try_out(part: Path) -> None:
    """Let the code in `part` try its own parts; raise UpdateRefused where one does not work."""
    try:
        done = subprocess.run(
            [sys.executable, "--selftest"],
            env={**os.environ, program.RUNS: part.name},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_LONGEST_TRIAL,
            check=False,
        )
        works = done.returncode == 0
    except subprocess.TimeoutExpired:
        works = False
    if not works:
        raise UpdateRefused(
            _("The newer program does not work on this computer."),
            advice=_("Nothing was changed: the present one stays. Tell the publisher of it."),
        )


# ---------------------------------------------------------------- what is said


def _refusal(source: Path) -> UpdateRefused:
    return UpdateRefused(
        _("“{name}” is not an update of this program, or it was altered or cut short.").format(
            name=source.name
        ),
        advice=_("Nothing was changed. Copy the file once more, or get it again."),
    )


def _whole_needed(source: Path) -> UpdateRefused:
    return UpdateRefused(
        _("“{name}” does not fit the program that is installed here.").format(name=source.name),
        advice=_("Nothing was changed. Install the whole new program instead."),
    )
