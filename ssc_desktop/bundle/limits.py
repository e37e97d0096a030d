"""How much a bundle may ask of the computer that reads it."""

from dataclasses import dataclass
from typing import Final

MIB: Final = 1024 * 1024
GIB: Final = 1024 * MIB
MOST_ROOTS: Final = 60_000
"""Roots that one header names."""
MOST_NAMED: Final = 20_000
"""Attachments that one header names; with the roots they stay below the 8 MiB of a header."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of section 14; a facilitator may raise them for one import, a bundle never.

    Attributes:
        entries: files in the ZIP.
        total: bytes of all files, unpacked.
        file: bytes of one file.
        lines: bytes of one file of cuts or revisions.
        manifest: bytes of the manifest.
        header: bytes of `bundle.json` and of `devices.jsonl`, each.
        path: characters of a name.
        listed: revisions listed by all cuts together; keeps memory bounded.
        reported: quarantined lines described one by one; the others are only counted.
    """

    entries: int = 200_000
    total: int = 8 * GIB
    file: int = 512 * MIB
    lines: int = 16 * MIB
    manifest: int = 64 * MIB
    header: int = 8 * MIB
    path: int = 200
    listed: int = 2_000_000
    reported: int = 1000
