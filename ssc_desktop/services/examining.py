"""A thorough look: everything that lies in the folder of a library, byte by byte."""

from collections.abc import Iterator

from ssc_desktop.errors import LibraryDamaged, SscError
from ssc_desktop.i18n import _
from ssc_desktop.services import backing_up, libraries, siting
from ssc_desktop.services.answers import Health
from ssc_desktop.store import sqlite
from ssc_desktop.store.library import Library


def examine(library: Library) -> Health:
    """What `libraries.check` finds, and what the backups, the pages and the place are worth.

    Also of a library so damaged that parts of it cannot be read.
    """
    try:
        health = libraries.check(library)
    except LibraryDamaged as error:
        health = Health(0, 0, 0, (str(error),))
    further = [*_pages(library), *_backups(library), *_place(library)]
    return Health(
        health.stories, health.revisions, health.attachments, (*health.problems, *further)
    )


def _pages(library: Library) -> Iterator[str]:
    if library.key is not None and sqlite.unproven_pages(library.raw):
        yield _("Pages of the protected database are not what was written.")


def _backups(library: Library) -> Iterator[str]:
    for backup in backing_up.every(library.folder):
        try:
            backing_up.verify(backup, library.key)
        except SscError as error:
            yield _("The backup of {moment}: {reason}").format(
                moment=backup.made_at, reason=error.message
            )


def _place(library: Library) -> Iterator[str]:
    trouble = siting.trouble(library)
    if trouble is not None:
        yield str(trouble)
    if siting.free_space(library.folder) < siting.LOW:
        yield _("The disk is nearly full: less than 200 MB are free.")
