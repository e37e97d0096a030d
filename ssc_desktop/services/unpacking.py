"""Unpacking: a bundle's file, unsealed and checked, beside what the library knows already."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from sqlalchemy import Connection

from ssc_desktop.bundle import bag, reading, rescue, sealing
from ssc_desktop.bundle.reading import Opened
from ssc_desktop.bundle.sealing import Keys
from ssc_desktop.bundle.sealing_key import SealingKey
from ssc_desktop.bundle.sieve import Known
from ssc_desktop.errors import CannotSeal
from ssc_desktop.i18n import _, ngettext
from ssc_desktop.paths import config_folder
from ssc_desktop.services.answers import Progress, Stop
from ssc_desktop.store import blobs, devices, stubs, truth
from ssc_desktop.store.library import Library


@dataclass(frozen=True, slots=True)
class How:
    """How a bundle is opened, who watches, and what it is part of.

    Attributes:
        group: what bundles that are taken in together have in common, or "".
        broken: to go on where the file is damaged, with what is whole of it.
    """

    passphrase: str = field(default="", repr=False)
    progress: Progress | None = None
    stop: Stop | None = None
    group: str = ""
    broken: bool = False


@contextlib.contextmanager
def unpacked(library: Library, source: Path, how: How, *, staging: bool) -> Iterator[Opened]:
    """A bundle that passed every check; with `staging` its new attachments wait to be moved.

    Raises NotABundle, Damaged, TooNew, Unsafe, NotForYou or PassphraseNeeded for the bundle,
    NotFound or StorageError for the computer, and Cancelled.
    """
    spool = library.folder / "spool"
    with plain(source, spool, how, library) as path:
        with library.reading() as connection:
            check = rescue.rescue if how.broken else reading.verify
            opened = check(
                path,
                spool if staging else None,
                known=_known(library, connection),
                progress=how.progress,
                stop=how.stop,
            )
        with opened:
            yield opened


@contextlib.contextmanager
def plain(
    source: Path, spool: Path | None, how: How, library: Library | None = None
) -> Iterator[Path]:
    """The bundle itself where it was sealed; raises as `sealing.opened`."""
    keys = Keys(config_folder(), how.passphrase)
    if library is not None:
        keys = replace(keys, folder=library.config, file_key=library.file_key)
    with sealing.opened(source, spool, keys, progress=how.progress, stop=how.stop) as path:
        yield path


def _known(library: Library, connection: Connection) -> Known:
    # a library that holds nothing yet is not asked a thousand times
    empty = truth.is_empty(connection)
    blocked = devices.blocked(connection)
    gone = stubs.every(connection)
    return Known(
        cut=lambda one: not empty and truth.holds_cut(connection, one),
        # what was withdrawn here is dropped at the door
        revision=gone.revisions.__contains__,
        blob=lambda one: one in gone.files or blobs.held(library.attachments, one),
        listed=lambda revision: truth.lists(connection, revision),
        blocked=blocked.__contains__,
        key=library.file_key,
    )


def sender_state(library: Library, connection: Connection, device: str) -> str:
    """How far the computer that made a bundle is trusted."""
    return "own" if device == library.device.id else devices.trust(connection, device)


def is_for_us(library: Library, opened: Opened) -> bool:
    """Whether a bundle is for this computer, or for nobody in particular."""
    return not opened.header.to or own_recipient(library) in opened.header.to


def own_recipient(library: Library) -> str:
    """The public key for encryption of this computer, made at the first call.

    "" where this computer has no library for encryption.
    """
    try:
        return SealingKey.load_or_create(library.config).recipient
    except CannotSeal:
        return ""


def lines_aside(opened: Opened) -> tuple[str, ...]:
    """The lines of a bundle that were put aside, each with where it stood and why."""
    return tuple(
        _("{file}, line {number}: {reason}").format(
            file=one.file, number=one.number, reason=one.reason
        )
        for one in opened.quarantined
    )


def remarks(opened: Opened) -> tuple[str, ...]:
    """What people should know of the file itself, in sentences."""
    said = list(_losses(opened)) if opened.lost else []
    if opened.counts.newer:
        said.append(
            _(
                "Some of it was written with a newer version: it is kept and passed on, and shown"
                " once this program is updated."
            )
        )
    return tuple(said)


def _losses(opened: Opened) -> Iterator[str]:
    """What is lost of a broken copy."""
    text = [name for name in opened.lost if name.startswith((bag.CUTS, bag.REVISIONS))]
    if text:
        yield _("This copy is damaged: text of its stories is lost.")
    n = len(rescue.lost_attachments(opened))
    if n:
        lost = ngettext(
            "This copy is damaged: {n} attachment is lost.",
            "This copy is damaged: {n} attachments are lost.",
            n,
        )
        yield lost.format(n=n)
    if text or n:
        yield _("Ask the sender for it again, or send a request.")


def sender_name(opened: Opened) -> str:
    """What the computer that made a bundle calls itself."""
    return opened.sender.name or opened.sender.id[:8]
