"""Commands that look after a library: checking it, and saving what can be read of a damaged one."""

import argparse
from functools import partial

from ssc_desktop import paths
from ssc_desktop.cli import protection
from ssc_desktop.cli.command import library_of, remark
from ssc_desktop.cli.streams import say, tell
from ssc_desktop.errors import PasswordNeeded
from ssc_desktop.i18n import _
from ssc_desktop.services import examining, libraries, protecting, salvaging


def check(given: argparse.Namespace) -> int:
    """Look at everything in a library; `--deep` at its backups and its place too."""
    with library_of(given, new=False) as library:
        if given.rebuild:
            libraries.rebuild(library)
        health = examining.examine(library) if given.deep else libraries.check(library)
    say(
        _("{stories} stories, {revisions} revisions, {attachments} attachments").format(
            stories=health.stories, revisions=health.revisions, attachments=health.attachments
        )
    )
    remark(health.problems)
    say(_("Problems were found.") if health.problems else _("All is well."))
    return 1 if health.problems else 0


def rescue(given: argparse.Namespace) -> int:
    """Save what can be read of a damaged library into a new one; 1 where something is lost."""
    folder = (given.library or paths.default_library()).absolute()  # “.” has no name
    target = given.output.absolute() if given.output else salvaging.free_place(folder)
    try:
        saved = salvaging.salvage(folder, target)
    except PasswordNeeded as error:
        tell(error.message)
        key = protection.asked(partial(protecting.unlocked, folder))
        saved = salvaging.salvage(folder, target, key)
    say(str(saved.folder))
    remark(saved.sentences)
    return 1 if saved.lost or saved.incomplete or saved.attachments_lost else 0
