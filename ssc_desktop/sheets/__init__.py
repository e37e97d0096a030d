"""Stories as tables: workbooks (.xlsx), tables of text (.csv) and JSON, out and in.

What is read is material for a preview, as with documents: `read` finds, it never believes. Our own
tables are known by their headings and read against the record they were made from; tables of
others are read through a profile that says which column answers what.

The modules are loaded when they are first used.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ssc_desktop.record.found import FoundStory

if TYPE_CHECKING:
    from ssc_desktop.sheets.column_profiles import Guess, PreviewSheet, Profile, Target
    from ssc_desktop.sheets.tables import SheetStory

__all__ = [
    "SUFFIXES",
    "forget_profile",
    "guess",
    "parse",
    "preview_rows",
    "profiles",
    "read",
    "save_profile",
    "targets",
    "write_csv",
    "write_workbook",
]

SUFFIXES = (".xlsx", ".xlsm", ".csv", ".tsv", ".txt", ".json")
"""What `read` reads; a `.zip` and a folder of tables too."""

Progress = Callable[[int, int], None]
Stop = Callable[[], bool]


def read(
    path: Path, profile: "Profile | None" = None, *, stop: Stop = lambda: False
) -> tuple[FoundStory, ...]:
    """The stories found in a workbook, a table, a folder or ZIP of tables, or a JSON file.

    A workbook is read in a process of its own. Our own tables need no profile. For others, None
    means the saved profile whose columns are all there, or else a guess, with a doubt on whatever
    was only likely. The file is never written to.

    Raises InvalidInput with a sentence for the person where it cannot be read, Cancelled when
    `stop` says True.
    """
    from ssc_desktop.sheets import reading  # noqa: PLC0415 - loaded when used

    return reading.read(path, profile, stop)


def parse(path: Path, profile: "Profile | None" = None) -> tuple[FoundStory, ...]:
    """The same in this process, without limits of memory and time; raises the same errors."""
    from ssc_desktop.sheets import reading, workbook_in  # noqa: PLC0415 - likewise

    return reading.read(path, profile, lambda: False, workbook_in.read)


def write_workbook(
    stories: "Sequence[SheetStory]",
    target: Path,
    *,
    language: str = "",
    progress: Progress | None = None,
    stop: Stop = lambda: False,
) -> None:
    """Write stories as a workbook, a sheet for the stories and one for each group of the record.

    `language` is that of labels. What may not leave was taken out by the caller.

    Raises ExportError, Cancelled; the old file is then as it was.
    """
    from ssc_desktop.sheets import workbook_out  # noqa: PLC0415 - likewise

    workbook_out.write(stories, target, language, progress, stop)


def write_csv(
    stories: "Sequence[SheetStory]",
    target: Path,
    *,
    language: str = "",
    progress: Progress | None = None,
    stop: Stop = lambda: False,
) -> None:
    """Write the same as tables of text: a ZIP where the name ends in `.zip`, else a folder.

    Raises ExportError, InvalidInput where a folder is not empty, Cancelled.
    """
    from ssc_desktop.sheets import csv_out  # noqa: PLC0415 - likewise

    csv_out.write(stories, target, language, progress, stop)


def guess(path: Path) -> "Guess":
    """What the columns of somebody's tables may answer, by their headings in five languages.

    Raises InvalidInput.
    """
    from ssc_desktop.sheets import guessing, reading  # noqa: PLC0415 - likewise

    return guessing.guess(reading.looked_at(path))


def preview_rows(path: Path, most: int = 20) -> "tuple[PreviewSheet, ...]":
    """The headings and first rows of every sheet, as text. Raises InvalidInput."""
    from ssc_desktop.sheets import guessing, reading  # noqa: PLC0415 - likewise

    return guessing.preview(reading.looked_at(path), most)


def targets(language: str) -> "tuple[Target, ...]":
    """Whatever a column may answer, in the order of the form, with labels in `language`."""
    from ssc_desktop.sheets import column_profiles as kept  # noqa: PLC0415 - likewise

    return kept.targets(language)


def profiles(folder: Path | None = None) -> "tuple[Profile, ...]":
    """The saved profiles by name; `folder` instead of the one of preferences."""
    from ssc_desktop.sheets import column_profiles as kept  # noqa: PLC0415 - likewise

    return kept.saved(folder)


def save_profile(profile: "Profile", folder: Path | None = None) -> Path:
    """Keep a profile under its name, in place of an older one of that name.

    Raises InvalidInput where it has no name or names what is no field, and what `files.replacing`
    raises.
    """
    from ssc_desktop.sheets import column_profiles as kept  # noqa: PLC0415 - likewise

    return kept.save(profile, folder)


def forget_profile(name: str, folder: Path | None = None) -> None:
    """Take a saved profile away; one that is not there is no error."""
    from ssc_desktop.sheets import column_profiles as kept  # noqa: PLC0415 - likewise

    kept.forget(name, folder)
