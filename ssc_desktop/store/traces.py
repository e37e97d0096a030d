"""Traces of a library whose database is empty or gone: what would be opened there is no new one."""

from pathlib import Path

from ssc_desktop.errors import LibraryDamaged, LibraryEmptied
from ssc_desktop.i18n import _
from ssc_desktop.paths import config_folder
from ssc_desktop.store import reserve, writer_mark
from ssc_desktop.store.protection import DATABASE, KEY_FILE

_BACKUPS = "backups/*.sqlite"
_FILES = ("backups/*", "attachments/[0-9a-f][0-9a-f]/*", "inbox/*")


def refuse_emptied(folder: Path) -> None:
    """Raise LibraryEmptied where the database in `folder` lost its content, or went as a whole.

    LibraryDamaged where its log still holds something. SQLite opens an empty file, or none, as a
    new database: people would see no story and begin anew, and backups of nothing would take the
    place of good ones.
    """
    kind = LibraryEmptied if is_emptied(folder) else LibraryDamaged
    try:
        size = (folder / DATABASE).stat().st_size
    except OSError:
        if _has_files(folder):
            raise kind(
                _("The library's database is not there any more."),
                advice=_("Put “{name}” back into its folder, or restore a backup.").format(
                    name=DATABASE
                ),
            ) from None
        return
    if size == 0 and (_has_files(folder) or _was_used(folder)):
        raise _lost(folder)


def _lost(folder: Path) -> LibraryDamaged:
    if not is_emptied(folder):
        return LibraryDamaged(
            _("The library's database is damaged."),
            advice=_("Restore a backup, or save what can be read; nothing was changed."),
        )
    return LibraryEmptied(
        _("The library's database is empty: its content was lost."),
        advice=_("Restore the newest backup; nothing was changed.")
        if any(folder.glob(_BACKUPS))
        else _("Restore a backup, or ask colleagues for bundles of your stories."),
    )


def is_emptied(folder: Path) -> bool:
    """Whether not a byte is left of the database in `folder`, nor of its log."""
    return not any(
        (folder / name).is_file() and (folder / name).stat().st_size
        for name in (DATABASE, f"{DATABASE}-wal")
    )


def _has_files(folder: Path) -> bool:
    return any(any(folder.glob(pattern)) for pattern in _FILES)


def _was_used(folder: Path) -> bool:
    if (folder / KEY_FILE).exists() or (folder / reserve.NAME).exists():
        return True
    return writer_mark.knows(config_folder(), folder)
