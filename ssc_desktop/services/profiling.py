"""Column profiles for the window and the command line: what a table's columns answer."""

from pathlib import Path

from ssc_desktop import sheets
from ssc_desktop.sheets import column_profiles
from ssc_desktop.sheets.column_profiles import (
    ColumnRule,
    Guess,
    GuessedColumn,
    PreviewSheet,
    Profile,
    Target,
)

__all__ = [
    "ColumnRule",
    "Guess",
    "GuessedColumn",
    "PreviewSheet",
    "Profile",
    "Target",
    "forget",
    "guess",
    "is_ours",
    "named",
    "preview_rows",
    "save",
    "saved",
    "targets",
]


def guess(path: Path) -> Guess:
    """What every column of somebody's tables may answer. Raises InvalidInput, NotFound."""
    return sheets.guess(path)


def is_ours(path: Path) -> bool:
    """Whether the tables are of this program and need no profile. Raises InvalidInput."""
    from ssc_desktop.sheets import own, reading

    return own.is_ours(reading.looked_at(path))


def preview_rows(path: Path, most: int = 20) -> tuple[PreviewSheet, ...]:
    """The headings and first rows of every table. Raises InvalidInput."""
    return sheets.preview_rows(path, most)


def saved() -> tuple[Profile, ...]:
    """The saved profiles by name."""
    return sheets.profiles()


def named(name: str) -> Profile:
    """The saved profile of that name. Raises InvalidInput where there is none."""
    return column_profiles.named(name)


def save(profile: Profile) -> Path:
    """Keep a profile under its name. Raises InvalidInput, StorageError, ExportError."""
    return sheets.save_profile(profile)


def forget(name: str) -> None:
    """Take a saved profile away."""
    sheets.forget_profile(name)


def targets(language: str) -> tuple[Target, ...]:
    """Whatever a column may answer, with labels in `language`."""
    return sheets.targets(language)
