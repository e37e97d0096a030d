"""Rescue: what cannot be saved in the library is written to a file beside it, or elsewhere."""

import itertools
import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ssc_desktop import at_rest
from ssc_desktop.at_rest import FileKey
from ssc_desktop.errors import ExportError, InvalidInput, SscError
from ssc_desktop.files import refused, replacing, safe_name
from ssc_desktop.i18n import _
from ssc_desktop.paths import data_folder
from ssc_desktop.record import Case, record_json
from ssc_desktop.store import sqlite

_UNREAD = "unread"
_ONLY_MINE = 0o600
"""For the places that others may look into too."""


def write(case: Case, unread: Mapping[str, str], key: FileKey | None = None) -> Path:
    """Write a story as record JSON to the first place that works; the same story, the same file.

    `unread` stands under that name beside the fields. With the key of a protected library the file
    is encrypted, and its name does not say what the story is called. The places are the data
    folder's `rescue`, the temporary folder and the home folder. `ssc-desktop add FILE`
    takes a plain one in; one that is encrypted waits in the window for its library to be opened.

    Raises ExportError, or what the last place was refused with, where none works.
    """
    data = record_json.written(case)
    if unread:
        data[_UNREAD] = dict(unread)
    body = _encoded(json.dumps(data, ensure_ascii=False, indent=1)) + b"\n"
    problem: SscError = ExportError(_("There is no place to write a rescue file to."))
    for folder in _folders():
        target = folder / _name(case, key)
        try:
            _make(folder)
            with replacing(target) as stream:
                if os.name == "posix":
                    os.fchmod(stream.fileno(), _ONLY_MINE)
                with at_rest.sealing(stream, key) as writing:
                    writing.write(body)
        except OSError as error:
            problem = refused(error, target)
        except SscError as error:
            problem = error
        else:
            return target
    raise problem


def _encoded(text: str) -> bytes:
    # half a sign, which may be all that is wrong with what could not be saved, has no bytes
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode()


def _name(case: Case, key: FileKey | None) -> str:
    told = (case.short_name, case.title) if key is None else ()
    named = next((one for one in told if isinstance(one, str)), "")
    return f"{safe_name(named, 'story')} {str(case.case_uuid)[:13]}.json"


def _folders() -> Iterator[Path]:
    yield data_folder() / "rescue"
    yield Path(tempfile.gettempdir()) / "ssc-desktop-rescue"
    yield Path.home()


def files() -> Iterator[tuple[Path, bool]]:
    """Every file that may be a rescue file, and whether it lies in this program's own folder."""
    for number, folder in enumerate(_folders()):
        yield from ((path, number == 0) for path in _found(folder, ".json"))


def _found(folder: Path, ending: str) -> list[Path]:
    try:
        return sorted(folder.glob(f"* ????????-????{ending}"))
    except OSError:
        return []


def plain_of(connection: sqlite.Connection) -> Iterator[Path]:
    """The rescue files of stories of this library that anybody can read."""
    for path, _own in files():
        try:
            data = json.loads(path.read_bytes())
            asked = (str(data["case_uuid"]),)
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            continue
        if connection.execute("SELECT 1 FROM listing WHERE case_uuid = ?", asked).fetchone():
            yield path


def halves_of(connection: sqlite.Connection) -> Iterator[Path]:
    """What was left where the program was killed while it wrote one of them: nobody can read it."""
    for folder in _folders():
        for path in _found(folder, ".json.part"):
            story = f"{path.name.rpartition(' ')[2].partition('.')[0]}%"
            asked = "SELECT 1 FROM listing WHERE case_uuid LIKE ?"
            if connection.execute(asked, (story,)).fetchone():
                yield path


def unnamed(path: Path) -> Path:
    """The same place, under a name that does not say what the story is called.

    Nothing else has that name: a story that was called otherwise before may have two such files.
    """
    story = path.name.rpartition(" ")[2]
    numbers = itertools.chain(("",), (f" {number}" for number in itertools.count(2)))
    names = (path.with_name(f"{safe_name('')}{number} {story}") for number in numbers)
    return next(one for one in names if one == path or not one.exists())


def _make(folder: Path) -> None:
    # contacts may be in the story: nobody else may read it, also where everybody may write
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if os.name == "posix" and folder.stat().st_uid != os.getuid():
        raise PermissionError(1, "belongs to somebody else")


def remove(path: Path) -> None:
    """Remove a rescue file whose story is saved now; one that stays does no harm."""
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return


def unread_in(data: dict[str, Any]) -> dict[str, str]:
    """Take what stands under `unread` out of a rescue file's JSON. Raises InvalidInput."""
    held = data.pop(_UNREAD, {})
    if not isinstance(held, dict) or not all(isinstance(one, str) for one in held.values()):
        raise InvalidInput(
            _("The value of “{field}” does not fit: {reason}.").format(
                field=_UNREAD, reason=_("it must be text by the path of its field")
            ),
            fields=[_UNREAD],
        )
    return held
