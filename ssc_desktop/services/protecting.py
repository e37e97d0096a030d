"""Protecting a library with a password, opening it, and taking the protection away again.

`is_protected` is light; everything else loads what encrypts when it is called. Protecting and
unprotecting are for a CLOSED library, of which they take the lock themselves. Whatever moment the
computer stops at, the library opens: with the password, or as plain as it was.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ssc_desktop.services.answers import Progress
from ssc_desktop.store.protection import is_protected as is_protected  # noqa: PLC0414 - a use case

if TYPE_CHECKING:
    from ssc_desktop.store.key_slots import DataKey as DataKey  # noqa: PLC0414 - an answer

SHORTEST = 8
"""Characters of a password."""

Stop = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Recovery:
    """What opens a library without its password: shown and printed once, kept nowhere.

    Attributes:
        code: eight groups of five characters, with hyphens.
        library: the name of the library's folder.
        made_at: `YYYY-MM-DDThh:mm:ssZ`.
        plain_backups: backups that still open without a password.
    """

    code: str
    library: str
    made_at: str
    plain_backups: int = 0

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


def objection(password: str) -> str:
    """Why a password will not do, a sentence; "" where it will."""
    raise NotImplementedError


def unlocked(folder: Path, password: str) -> "DataKey":
    """The key of a protected library, by its password; takes up to a second.

    Raises WrongPassword, and KeyFileLost where the key file is missing or damaged.
    """
    raise NotImplementedError


def recovered(folder: Path, code: str) -> "DataKey":
    """The key of a protected library, by the code on its recovery sheet, however it was typed.

    Raises InvalidInput where the code is mistyped (`fields` holds the numbers of the wrong groups,
    the first is "1"), WrongPassword where it is that of another library, and KeyFileLost.
    """
    raise NotImplementedError


def protect(
    folder: Path,
    password: str,
    *,
    replace_backups: bool = True,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Recovery:
    """Protect a closed library; the answer's code is to be printed before anything else is done.

    `replace_backups` makes one protected backup and removes those that open without a password.
    Raises InvalidInput for a password that will not do, LibraryLocked while it is open, DiskFull,
    LibraryDamaged, and Cancelled by `stop`; the library is then as it was.
    """
    raise NotImplementedError


def unprotect(
    folder: Path,
    key: "DataKey",
    *,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> None:
    """Take the protection of a closed library away; one plain backup replaces the others.

    Raises as `protect`.
    """
    raise NotImplementedError


def change_password(folder: Path, key: "DataKey", new: str) -> None:
    """Let another password open the library, and its backups; the recovery code stays.

    The library may be open. Raises InvalidInput, StorageError, KeyFileLost.
    """
    raise NotImplementedError


def new_recovery(folder: Path, key: "DataKey") -> Recovery:
    """A new recovery code; the earlier one opens nothing any more. The library may be open."""
    raise NotImplementedError


def recovery_sheet(recovery: Recovery) -> RecoverySheet:
    """What stands on the page that a person prints and keeps."""
    raise NotImplementedError
