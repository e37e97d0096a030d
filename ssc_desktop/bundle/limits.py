"""How much a bundle may ask of the computer that reads it."""

from dataclasses import dataclass
from typing import Final

from ssc_desktop.unzipping import BUNDLE
from ssc_desktop.unzipping import MIB as MIB  # noqa: PLC0414 - re-exported

MOST_ROOTS: Final = 60_000
"""Roots that one header names."""
MOST_NAMED: Final = 20_000
"""Attachments that one header names; with the roots they stay below the 8 MiB of a header."""
MOST_ADDRESSED: Final = 256
"""Keys that a bundle is meant for: a sealed one has room for no more."""
MOST_VALUES: Final = 300_000
"""Texts, numbers, lists and objects in one header: more than any that keeps the other limits."""
MOST_DEVICES: Final = 10_000
LONGEST_NAME: Final = 200
"""Characters of a name, and of whatever else stands in one line of a header."""


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
        spare, ratio: all files may have `spare` bytes, unpacked, and `ratio` more for each byte of
            the bundle; whatever needs more was made to fill somebody's disk or time.
        listed: revisions listed by all cuts together; keeps memory bounded.
        pieces: pieces of large attachments in one bundle.
        bad_lines: lines that are no cut or revision; where so many are bad the bundle is.
        reported: quarantined lines described one by one; the others are only counted.
    """

    entries: int = BUNDLE.entries
    total: int = BUNDLE.total
    file: int = BUNDLE.part
    lines: int = 16 * MIB
    manifest: int = 64 * MIB
    header: int = 8 * MIB
    path: int = 200
    spare: int = BUNDLE.spare
    ratio: int = BUNDLE.ratio
    listed: int = 2_000_000
    pieces: int = 500
    bad_lines: int = 5000
    reported: int = 1000
