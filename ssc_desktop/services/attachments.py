"""Pictures and files of a story."""

import contextlib
import mimetypes
import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ssc_desktop import files, pictures
from ssc_desktop.at_rest import KeptFile
from ssc_desktop.errors import InvalidInput, NotFound
from ssc_desktop.i18n import _
from ssc_desktop.record import CASE, Item
from ssc_desktop.record.editing import new_item
from ssc_desktop.record.words import cleaned
from ssc_desktop.store import blobs
from ssc_desktop.store.library import Library

LARGEST = 100 * 1024 * 1024
"""Bytes: a larger file would make every bundle too heavy for a stick and a slow line."""


@dataclass(frozen=True, slots=True)
class Intake:
    """A file as the window prepared it for a story.

    Attributes:
        source: the file, kept as it is; None where `data` is what is kept.
        data: the working copy of a picture: upright, reduced, without the camera's notes.
        taken_on: the day the camera noted; a suggestion for the date.
    """

    name: str
    media_type: str = ""
    source: Path | None = None
    data: bytes = b""
    width: int = 0
    height: int = 0
    taken_on: str = ""


def attach(library: Library, source: Path) -> Item:
    """Keep a copy of a file; returns the `attachment` item that the editor puts into the story.

    Raises InvalidInput where the file cannot be read or is too large, and StorageError.
    """
    refuse_too_large(source)
    return new_item(CASE.groups()["attachment"], **_described(library, source))


def refuse_too_large(source: Path) -> None:
    """Raise InvalidInput where a file is empty, gone, or too heavy to travel with a story."""
    try:
        size = source.stat().st_size
    except OSError as error:
        raise _unreadable(source) from error
    if size > LARGEST:
        raise InvalidInput(
            _("The file “{name}” is too large: {size} MB.").format(
                name=source.name, size=round(size / 1024 / 1024)
            ),
            advice=_("A file may have {size} MB at most. Name it under “Sources”.").format(
                size=LARGEST // 1024 // 1024
            ),
        )
    if not size:
        raise InvalidInput(
            _("The file “{name}” is empty.").format(name=source.name),
            advice=_("Copy it again from the camera, phone or stick."),
        )


def _unreadable(source: Path) -> InvalidInput:
    return InvalidInput(
        _("The file “{name}” cannot be read.").format(name=source.name),
        advice=_("Check that it is still there."),
    )


def keep(library: Library, intake: Intake) -> Item:
    """Keep what the window prepared; returns the `attachment` item for the story.

    Raises InvalidInput where the file is gone, and StorageError.
    """
    if intake.source is not None:
        sha256 = blobs.add(library.attachments, intake.source)[0]
    else:
        sha256 = blobs.add_bytes(library.attachments, intake.data)
    told = {
        "media_type": intake.media_type or mimetypes.guess_type(intake.name)[0],
        "width": intake.width or None,
        "height": intake.height or None,
        "date": intake.taken_on or None,
    }
    given = {name: value for name, value in told.items() if value}
    return new_item(CASE.groups()["attachment"], sha256=sha256, file_name=intake.name, **given)


def sizes(library: Library, wanted: Iterable[str]) -> dict[str, int]:
    """How many bytes these attachments have; those that are not here are left out."""
    found = {}
    for sha256 in wanted:
        with contextlib.suppress(OSError):
            found[sha256] = blobs.file_of(library.attachments, sha256).size()
    return found


def save_copy(library: Library, sha256: str, target: Path) -> None:
    """Write a copy of an attachment for use elsewhere, marked as come from others.

    Raises NotFound where its bytes are not here, and what `files.replacing` raises.
    """
    source = picture(library, sha256)
    with source.open() as reading, files.replacing(target) as writing:
        shutil.copyfileobj(reading, writing)
    if os.name == "nt":
        # Windows then asks before it opens what somebody else has sent
        with contextlib.suppress(OSError):
            Path(f"{target}:Zone.Identifier").write_text(
                "[ZoneTransfer]\nZoneId=3\n", encoding="ascii"
            )


def picture(library: Library, sha256: str) -> KeptFile:
    """The bytes of an attachment. Raises NotFound where nobody sent them yet."""
    held = blobs.file_of(library.attachments, sha256)
    if not held.is_there():
        raise NotFound(
            _("The picture or file is not on this computer."),
            advice=_("It comes with a full bundle of the story."),
        )
    return held


def taken_in(library: Library, data: Mapping[str, Any], beside: Path | None) -> dict[str, Any]:
    """Record JSON in which the files it names (`"file": "path"`) are kept and named by digest.

    Raises InvalidInput where a file is missing, or lies outside the folder `beside`.
    """
    items = data.get("attachment")
    if not isinstance(items, list):
        return dict(data)
    return {**data, "attachment": [_item_taken_in(library, item, beside) for item in items]}


def _item_taken_in(library: Library, item: Any, beside: Path | None) -> Any:
    if not isinstance(item, dict) or "file" not in item:
        return item
    source = _safely_beside(str(item["file"]), beside)
    rest = {key: value for key, value in item.items() if key != "file"}
    return {**_described(library, source), **rest}


def _safely_beside(name: str, beside: Path | None) -> Path:
    # a record from somebody else must not be able to name any file of this computer
    folder = beside.resolve() if beside else None
    path = _resolved(folder, name) if folder else None
    if folder is None or path is None or not path.is_relative_to(folder):
        raise InvalidInput(
            _("The file “{name}” is not beside the record.").format(name=cleaned(name[:200])),
            advice=_("Put it into the same folder and name it from there."),
            fields=["attachment"],
        )
    return path


def _resolved(folder: Path, name: str) -> Path | None:
    """Where a name leads; None where no system could have such a name."""
    try:
        path = (folder / name).resolve()
        path.exists()
    except (OSError, ValueError):
        return None
    return path


def _kept(library: Library, source: Path) -> str:
    """Keep the bytes, a picture's without the place and time its camera noted; their SHA-256."""
    size = source.stat().st_size if source.is_file() else 0
    if not 0 < size <= pictures.LARGEST:
        return blobs.add(library.attachments, source)[0]
    try:
        data = source.read_bytes()
    except OSError as error:
        raise _unreadable(source) from error
    return blobs.add_bytes(library.attachments, pictures.without_notes(data))


def _described(library: Library, source: Path) -> dict[str, Any]:
    sha256 = _kept(library, source)
    kind, _encoding = mimetypes.guess_type(source.name)
    described: dict[str, Any] = {"sha256": sha256, "file_name": source.name}
    return {**described, "media_type": kind} if kind else described
