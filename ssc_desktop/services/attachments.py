"""Pictures and files of a story."""

import mimetypes
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ssc_desktop import pictures
from ssc_desktop.errors import InvalidInput, NotFound
from ssc_desktop.i18n import _
from ssc_desktop.record import CASE, Item
from ssc_desktop.record.editing import new_item
from ssc_desktop.record.words import cleaned
from ssc_desktop.store import blobs
from ssc_desktop.store.library import Library


def attach(library: Library, source: Path) -> Item:
    """Keep a copy of a file; returns the `attachment` item that the editor puts into the story.

    Raises InvalidInput where the file cannot be read or is too large, and StorageError.
    """
    return new_item(CASE.groups()["attachment"], **_described(library, source))


def picture(library: Library, sha256: str) -> Path:
    """Where the bytes of an attachment lie. Raises NotFound where nobody sent them yet."""
    path = blobs.path_of(library.attachments, sha256)
    if not path.is_file():
        raise NotFound(
            _("The picture or file is not on this computer."),
            advice=_("It comes with a full bundle of the story."),
        )
    return path


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
        raise InvalidInput(
            _("The file “{name}” cannot be read.").format(name=source.name),
            advice=_("Check that it is still there."),
        ) from error
    return blobs.add_bytes(library.attachments, pictures.without_notes(data))


def _described(library: Library, source: Path) -> dict[str, Any]:
    sha256 = _kept(library, source)
    kind, _encoding = mimetypes.guess_type(source.name)
    described: dict[str, Any] = {"sha256": sha256, "file_name": source.name}
    return {**described, "media_type": kind} if kind else described
