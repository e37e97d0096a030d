"""Protecting a library with a password, opening it, and taking the protection away again.

`is_protected` is light; everything else loads what encrypts when it is called. Protecting and
unprotecting are for a CLOSED library, of which they take the lock themselves. Whatever moment the
computer stops at, the library opens: with the password, or as plain as it was.
"""

import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ssc_desktop import clock
from ssc_desktop.errors import InvalidInput, KeyFileLost, NotFound, SscError, WrongPassword
from ssc_desktop.i18n import _
from ssc_desktop.services.answers import Progress, Stop
from ssc_desktop.store.protection import DATABASE, KEY_FILE, PART
from ssc_desktop.store.protection import is_protected as is_protected  # noqa: PLC0414 - a use case

if TYPE_CHECKING:
    from ssc_desktop.store.key_slots import DataKey as DataKey  # noqa: PLC0414 - an answer
    from ssc_desktop.store.key_slots import Slot
    from ssc_desktop.store.library import Library

SHORTEST = 8
"""Characters of a password."""


@dataclass(frozen=True, slots=True)
class Recovery:
    """What opens a library without its password: shown and printed once, kept nowhere.

    Attributes:
        code: eight groups of five characters, with hyphens.
        library: the name of the library's folder.
        made_at: `YYYY-MM-DDThh:mm:ssZ`.
    """

    code: str
    library: str
    made_at: str

    def __repr__(self) -> str:
        return f"Recovery({self.library!r}, {self.made_at})"


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """The page to print: what stands on it, from top to bottom, in the language of the window."""

    title: str
    library: str
    day: str
    groups: tuple[str, ...]
    sentences: tuple[str, ...]


# ------------------------------------------------------------------ opening


def objection(password: str) -> str:
    """Why a password will not do, a sentence; "" where it will."""
    if len(unicodedata.normalize("NFC", password).strip()) < SHORTEST:
        return _(
            "A password needs at least {n} characters; a few words that you like are good."
        ).format(n=SHORTEST)
    return ""


def unlocked(folder: Path, password: str) -> "DataKey":
    """The key of a protected library, by its password; takes up to a second.

    Raises WrongPassword, and KeyFileLost where the key file is missing or damaged and no backup has
    a good one.
    """
    from ssc_desktop.store.key_slots import PASSWORD

    return _unwrapped(folder, PASSWORD, password)


def recovered(folder: Path, code: str) -> "DataKey":
    """The key of a protected library, by the code on its recovery sheet, however it was typed.

    Raises InvalidInput where the code is mistyped (`fields` holds the numbers of the wrong groups,
    the first is "1"), WrongPassword where it is that of another library, and KeyFileLost.
    """
    from ssc_desktop.store import recovery_code
    from ssc_desktop.store.key_slots import RECOVERY

    told, wrong = recovery_code.read(code)
    if wrong:
        raise InvalidInput(
            _("Group {number} of the code is not as it stands on the sheet.").format(
                number=wrong[0]
            ),
            advice=_("Compare it with the sheet, character by character, and correct it."),
            fields=tuple(map(str, wrong)),
        )
    return _unwrapped(folder, RECOVERY, told)


def _unwrapped(folder: Path, kind: str, secret: str) -> "DataKey":
    from ssc_desktop.store import key_slots

    lost: KeyFileLost | None = None
    wrong: WrongPassword | None = None
    of_a_backup: DataKey | None = None
    for path in key_slots.paths(folder):
        try:
            held = key_slots.read(path)
            key = key_slots.unwrapped(held, kind, secret)
        except KeyFileLost as error:
            lost = lost or error
            continue
        except WrongPassword as error:
            if path.parent == folder:
                raise
            wrong = error
            continue
        if path.parent == folder:
            return key
        if _opens(folder, key):  # the library's own is lost: a backup's takes its place
            key_slots.write(folder / KEY_FILE, held)
            return key
        of_a_backup = of_a_backup or key
    if of_a_backup is not None:  # the database is damaged too: what can be read is saved with it
        return of_a_backup
    raise wrong or lost or NotFound(_("There is no library in “{name}”.").format(name=folder.name))


def _opens(folder: Path, key: "DataKey") -> bool:
    from ssc_desktop.store import copying

    try:
        with copying.opened(folder / DATABASE, key) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except SscError:
        return False
    return True


# ------------------------------------------------------------------ protecting


def protect(
    folder: Path,
    password: str,
    *,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Recovery:
    """Protect a closed library; the answer's code is to be printed before anything else is done.

    One protected backup takes the place of those that open without a password. Where that cannot be
    made, it is when the library is opened next. Raises InvalidInput for a password that will not do
    and for a library that is protected, LibraryLocked while it is open, DiskFull, LibraryDamaged
    (also where a file in it is encrypted with an earlier key), and Cancelled by `stop`; the library
    is then as it was.
    """
    from ssc_desktop.services import switching_over
    from ssc_desktop.store import key_slots, recovery_code

    refuse_weak(password)
    key, code = key_slots.DataKey.new(), recovery_code.new()
    ways = (
        key_slots.wrapped(key, key_slots.PASSWORD, password),
        key_slots.wrapped(key, key_slots.RECOVERY, code),
    )
    switching_over.protect(folder, key, ways, progress, stop)
    return _recovery(folder, code)


def unprotect(
    folder: Path,
    key: "DataKey",
    *,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> None:
    """Take the protection of a closed library away; one plain backup replaces the others.

    Raises as `protect`, and LibraryDamaged where the key is another library's.
    """
    from ssc_desktop.services import switching_over

    switching_over.unprotect(folder, key, progress, stop)


def finish(library: "Library", progress: Progress | None = None) -> None:
    """Go on where protecting or unprotecting was cut short: called whenever a library is opened."""
    left = (library.folder / KEY_FILE, library.folder / PART)
    if library.key is None and not any(path.exists() for path in left):
        return
    from ssc_desktop.services import switching_over

    switching_over.finish(library, progress)


# ------------------------------------------------------------------ ways to open


def refuse_weak(password: str) -> None:
    """Raise InvalidInput for a password that will not do."""
    said = objection(password)
    if said:
        raise InvalidInput(said, fields=("password",))


def change_password(folder: Path, key: "DataKey", new: str) -> None:
    """Let another password open the library, and its backups; the recovery code stays.

    The library may be open. Raises InvalidInput, StorageError.
    """
    from ssc_desktop.store import key_slots

    refuse_weak(new)
    _put(folder, key, key_slots.wrapped(key, key_slots.PASSWORD, new))


def new_recovery(folder: Path, key: "DataKey") -> Recovery:
    """A new recovery code; the earlier one opens nothing any more. The library may be open."""
    from ssc_desktop.store import key_slots, recovery_code

    code = recovery_code.new()
    _put(folder, key, key_slots.wrapped(key, key_slots.RECOVERY, code))
    return _recovery(folder, code)


def _put(folder: Path, key: "DataKey", slot: "Slot") -> None:
    from ssc_desktop.store import key_slots

    held = key_slots.held_by(folder, key).with_slot(slot)
    key_slots.write(folder / KEY_FILE, held)
    key_slots.spread(folder, held)


def _recovery(folder: Path, code: str) -> Recovery:
    return Recovery(code, folder.resolve().name, clock.stamp(clock.now()))


def recovery_sheet(recovery: Recovery) -> RecoverySheet:
    """What stands on the page that a person prints and keeps."""
    return RecoverySheet(
        _("Recovery sheet"),
        recovery.library,
        recovery.made_at[:10],
        tuple(recovery.code.split("-")),
        (
            _("This code opens the library if its password is forgotten."),
            _("Where the program asks for the password, choose “I have the recovery sheet”."),
            _("Capitals and gaps do not matter. The program says which group is mistyped."),
            _("Keep this sheet where you keep other valuable papers, not with the computer."),
            _("Whoever has the sheet and the computer, or a backup, can read everything."),
            _("Without the password and without this sheet nobody can open the library again."),
        ),
    )
