"""Whether a library is protected, as its bytes say it: light enough for before first paint."""

import os
from pathlib import Path
from typing import Final

DATABASE: Final = "library.sqlite"
KEY_FILE: Final = "library.key"
PART: Final = f"{DATABASE}.part"
"""The database as it is written anew, before it takes the place of the old one."""
RESTORED: Final = "library.restored.sqlite"
"""What will be the database at the next start: see `store.swapping`."""

_PLAIN: Final = b"SQLite format 3\x00"
_SAMPLE: Final = 64 * 1024
_PAGE: Final = 4096
_EVEN: Final = 400
"""What chi-square of bytes by chance stays under, but for one time in a hundred million."""


def is_protected(folder: Path) -> bool:
    """Whether the library in `folder` opens with a password alone. The database itself says so.

    A plain database is plain whatever lies beside it. Where the key file is lost, what cannot be
    read and looks like noise counts as protected. Nothing does where one may not look.
    """
    start = _start(folder / DATABASE)
    if start.startswith(_PLAIN):
        return False
    return os.path.isfile(folder / KEY_FILE) or _is_noise(start)  # noqa: PTH113 - raises nothing


def is_plain(folder: Path) -> bool:
    """Whether anybody can read the library in `folder`."""
    return _start(folder / DATABASE).startswith(_PLAIN)


def is_encrypted(database: Path) -> bool:
    """Whether a database file, say a backup's, is one that opens with a key alone."""
    start = _start(database)
    return not start.startswith(_PLAIN) and _is_noise(start)


def _is_noise(start: bytes) -> bool:
    """Whether every byte is as frequent as any other: a damaged plain database is far from it."""
    if len(start) < _PAGE:
        return False
    usual = len(start) / 256
    return sum((start.count(byte) - usual) ** 2 for byte in range(256)) / usual < _EVEN


def _start(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            first = stream.read(len(_PLAIN))
            return first if first == _PLAIN else first + stream.read(_SAMPLE)
    except (OSError, ValueError):  # no such place, or no name for one
        return b""
