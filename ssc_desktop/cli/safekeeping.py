"""Commands that keep a library safe: backups, bringing them back, the library in one file."""

import argparse
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from ssc_desktop import paths
from ssc_desktop.cli import protection
from ssc_desktop.cli.command import library_of, remark
from ssc_desktop.cli.exchange import asked_passphrase
from ssc_desktop.cli.streams import say
from ssc_desktop.errors import NotFound, PasswordNeeded
from ssc_desktop.i18n import _, ngettext
from ssc_desktop.record.words import cleaned
from ssc_desktop.services import archiving, backing_up, cases, restoring, second_copies
from ssc_desktop.services.backing_up import Backup

_NEWEST = "newest"


def add(commands: Any) -> None:
    """What can be typed."""
    backup = commands.add_parser("backup", help=_("make a backup, and check it"))
    backup.add_argument("--list", action="store_true", help=_("list the backups there are"))
    backup.add_argument(
        "--to", type=Path, metavar="DIR", help=_("put a copy of it into this folder, in one file")
    )
    restore = commands.add_parser(
        "restore", help=_("take stories out of the trash, or restore a backup")
    )
    restore.add_argument("ids", nargs="*", type=cleaned, metavar="ID")
    restore.add_argument(
        "--backup", nargs="?", const=_NEWEST, default="", metavar="NAME",
        help=_("let the library be as in this backup, or the newest; it must not be open"),
    )  # fmt: skip
    restore.add_argument(
        "--stories", nargs="+", default=(), type=cleaned, metavar="ID",
        help=_("only these stories, as an edit; the library stays"),
    )  # fmt: skip
    archive = commands.add_parser("archive", help=_("write the whole library into one file"))
    archive.add_argument("file", type=Path, metavar=f"FILE{archiving.ENDING}")
    archive.add_argument(
        "--passphrase", action="store_true", help=_("encrypt with a passphrase, which is asked")
    )
    unpack = commands.add_parser("unpack", help=_("make a library of such a file"))
    unpack.add_argument("file", type=Path, metavar=f"FILE{archiving.ENDING}")
    unpack.add_argument("--to", type=Path, required=True, metavar="DIR", help=_("a new folder"))


def _folder(given: argparse.Namespace) -> Path:
    return given.library or paths.default_library()


def backup(given: argparse.Namespace) -> None:
    """Make a backup, or list those there are."""
    if given.list:
        for one in backing_up.every(_folder(given)):
            say(_line(one))
        return
    with library_of(given, new=False) as library:
        made = backing_up.make(library, "asked")
    if not given.to:
        say(str(made.path))
        return
    copied = second_copies.copy_to(made, given.to)
    say(str(copied))
    remark(filter(None, [second_copies.objection(copied, _folder(given))]))


def _line(one: Backup) -> str:
    at = f"{datetime.fromisoformat(one.made_at).astimezone():%Y-%m-%d %H:%M}"
    if one.stories is None:
        stories = ""
    else:
        stories = ngettext("{n} story", "{n} stories", one.stories).format(n=one.stories)
    checked = _("checked") if one.verified_at else _("not checked")
    return f"{one.path.name}  {at}  {stories}  {checked}  {one.why}"


def restore(given: argparse.Namespace) -> int:
    """Take stories out of the trash; or bring back a library, or stories, from a backup."""
    from_backup = given.stories or given.backup
    if bool(from_backup) == bool(given.ids):  # of both, one could be meant to name the other
        remark([_("Say which stories, or “--backup”.")])
        return 2
    if from_backup:
        chosen = _chosen(given)
        _restore_stories(given, chosen) if given.stories else _restore_all(given, chosen)
        return 0
    with library_of(given) as library:
        cases.restore(library, [cases.found(library, one) for one in given.ids])
    return 0


def _chosen(given: argparse.Namespace) -> Backup:
    every = backing_up.every(_folder(given))
    if given.backup in {"", _NEWEST}:
        fits = [one for one in every if one.verified_at]
    else:
        fits = [one for one in every if Path(given.backup).name in {one.path.name, one.path.stem}]
    if not fits:
        raise NotFound(
            _("There is no such backup."), advice=_("“backup --list” shows those there are.")
        )
    return fits[0]


def _restore_all(given: argparse.Namespace, chosen: Backup) -> None:
    folder = _folder(given)
    # nobody is asked where nothing is protected, or the backup was checked
    key = None if chosen.protected else protection.key_of(folder)
    try:
        done = restoring.restore(folder, chosen, key)
    except PasswordNeeded:
        key = protection.asked(partial(restoring.unlocked, chosen))
        done = restoring.restore(folder, chosen, key)
    say(str(done.backup.path))
    if done.aside is not None:
        remark([_("What was there before is the backup “{name}”.").format(name=done.aside.name)])
    if done.missing:
        remark(
            [
                ngettext(
                    "{n} attachment of this backup is not on this computer.",
                    "{n} attachments of this backup are not on this computer.",
                    len(done.missing),
                ).format(n=len(done.missing))
            ]
        )


def _restore_stories(given: argparse.Namespace, chosen: Backup) -> None:
    with library_of(given) as library:
        key = library.key
        held = [one.id for one in restoring.stories_in(chosen, key)]
        ids = [_whole(one, held) for one in given.stories]
        changed = restoring.restore_stories(library, chosen, ids, key)
    for case_id in sorted(changed.cases):
        say(case_id)


def _whole(start: str, held: list[str]) -> str:
    """The id that begins so; as it was typed where there is none, or more than one."""
    fits = [one for one in held if one.startswith(start)]
    return fits[0] if len(fits) == 1 else start


def archive(given: argparse.Namespace) -> None:
    """Write the library into one file."""
    passphrase = asked_passphrase(new=True) if given.passphrase else ""
    with library_of(given, new=False) as library:
        made = backing_up.make(library, "asked")
    archiving.write(made, given.file, passphrase=passphrase)
    say(str(given.file))


def unpack(given: argparse.Namespace) -> None:
    """Make a library of a file."""
    passphrase = asked_passphrase() if archiving.needs_passphrase(given.file) else ""
    folder = given.to.absolute()  # “.” has no name
    archiving.unpack(given.file, folder, passphrase=passphrase)
    say(str(given.to))
