"""The files that people sent: kept as they came, beside the story, on this computer alone."""

import mimetypes
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Connection

from ssc_desktop import clock
from ssc_desktop.errors import NotFound
from ssc_desktop.i18n import _
from ssc_desktop.services import attachments, searching
from ssc_desktop.store import blobs
from ssc_desktop.store import originals as stored
from ssc_desktop.store.library import Library
from ssc_desktop.store.originals import Original as Original  # noqa: PLC0414 - an answer


def of(library: Library, case_id: str) -> tuple[Original, ...]:
    """The files that were taken in for a story, the latest first."""
    with library.reading() as connection:
        return tuple(stored.of_case(connection, case_id))


def save_copy(library: Library, number: int, target: Path) -> None:
    """Write a copy of a file as it came. Raises NotFound, and what `files.replacing` raises."""
    with library.reading() as connection:
        found = stored.one(connection, number)
    if found is None or not found.sha256:
        raise NotFound(
            _("The file is not kept any more."), advice=_("Its words were withdrawn for good.")
        )
    attachments.save_copy(library, found.sha256, target)


def before(library: Library, sha256: str) -> tuple[Original, ...]:
    """When this very file was taken in, the latest first."""
    with library.reading() as connection:
        return tuple(stored.of_file(connection, sha256))


def keep(library: Library, source: Path) -> str:
    """Keep the bytes of a file; returns their SHA-256. Raises InvalidInput and StorageError."""
    return blobs.add(library.attachments, source)[0]


def add(
    connection: Connection,
    source: Path,
    sha256: str,
    of_what: tuple[str, str, str],
    cuts: Sequence[str],
    unmatched: Sequence[str],
) -> None:
    """Remember what was taken in of a file: `of_what` are the batch, the story and the kind."""
    batch, case_id, kind = of_what
    media_type, _encoding = mimetypes.guess_type(source.name)
    stored.add(
        connection,
        {
            "case_uuid": case_id,
            "sha256": sha256,
            "name": source.name,
            "media_type": media_type or "",
            "size": searching.size_of(source),
            "taken_at": clock.stamp(clock.now()),
            "kind": kind,
            "unmatched": list(unmatched),
            "batch": batch,
            "cuts": list(cuts),
            "undone": [],
        },
    )
