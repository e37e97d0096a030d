"""Pictures that somebody put into a document: looked at, and taken out of it."""

import hashlib
import mimetypes
import zipfile
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from ssc_desktop import pictures, unzipping
from ssc_desktop.at_rest import KeptFile
from ssc_desktop.bundle.sniffing import sniffed
from ssc_desktop.errors import InvalidInput
from ssc_desktop.i18n import _
from ssc_desktop.identifiers import new_id
from ssc_desktop.record import Case
from ssc_desktop.record.completeness import items
from ssc_desktop.record.found import FoundPicture
from ssc_desktop.record.values import Item
from ssc_desktop.services import attachments
from ssc_desktop.services.attachments import Intake
from ssc_desktop.services.proposed import ProposedPicture
from ssc_desktop.store import blobs
from ssc_desktop.store.library import Library
from ssc_desktop.word import media

Prepare = Callable[[str, bytes], Intake]
"""Makes a picture small and upright: its file name and bytes, and what is kept instead."""
GROUP = "attachment"
_MEDIA = "word/media/"
_MOST = 2_000
"""Pictures of one document that are looked at."""


def proposed(
    source: Path, found: Collection[FoundPicture], case: Case
) -> Iterator[ProposedPicture]:
    """The pictures of a document, and whether the story has them already."""
    here = {getattr(one, "sha256", None) for one in items(case, GROUP)}
    sizes = _sizes(source, {one.member for one in found})
    for one in found:
        size = sizes.get(one.member, 0)
        doubt = "" if _is_shown(source, one, size) else _why_not(one)
        yield ProposedPicture((GROUP, new_id()), one, size, one.data_sha256 in here, doubt)


def _is_shown(source: Path, picture: FoundPicture, size: int) -> bool:
    if not 0 < size <= pictures.LARGEST:
        return False
    try:
        with zipfile.ZipFile(source) as package, package.open(picture.member) as part:
            return sniffed(part.read(16)).media_type.startswith("image/")
    except unzipping.NOT_READ:
        return False


def _why_not(picture: FoundPicture) -> str:
    return _("“{name}” is no photo that the program shows: save it as JPEG or PNG.").format(
        name=picture.name
    )


def _sizes(source: Path, members: Collection[str]) -> dict[str, int]:
    try:
        with zipfile.ZipFile(source) as package:
            return {one.filename: one.file_size for one in package.infolist()
                    if one.filename in members}  # fmt: skip
    except unzipping.NOT_READ:
        return {}


def taken(
    library: Library, source: Path, picture: ProposedPicture, prepare: Prepare | None
) -> Item:
    """Keep a picture of a document; returns the `attachment` item for the story.

    Raises InvalidInput where it is not there any more, and StorageError.
    """
    data = _bytes_of(source, picture.found.member)
    if data is None or hashlib.sha256(data).hexdigest() != picture.found.data_sha256:
        raise InvalidInput(
            _("“{name}” was changed since it was looked at.").format(name=source.name),
            advice=_("Look at it anew; nothing was taken in."),
        )
    name = picture.found.name
    made = prepare(name, data) if prepare is not None else _as_it_is(name, data)
    item = attachments.keep(library, made)
    told: dict[str, Any] = {
        "id": picture.path[-1],
        "caption": picture.found.caption.strip() or None,
    }
    size = media.inspected(str(getattr(item, "sha256", "")), _file(library, item))
    if size is not None:
        told |= {"width": size.width, "height": size.height}
    return replace(item, **told)


def _file(library: Library, item: Item) -> KeptFile:
    return attachments.picture(library, str(getattr(item, "sha256", "")))


def _as_it_is(name: str, data: bytes) -> Intake:
    media_type, _encoding = mimetypes.guess_type(name)
    return Intake(name, media_type or "", data=pictures.without_notes(data))


def _bytes_of(source: Path, member: str) -> bytes | None:
    return unzipping.read(source, member, pictures.LARGEST) or None


def carried(library: Library, source: Path, case: Case) -> None:
    """Keep those files of a story that a document carries and that are not here yet.

    The pictures of a document that this program made are the very bytes of the attachments.
    """
    wanted = {str(getattr(one, "sha256", "")) for one in items(case, GROUP)} - {""}
    missing = {one for one in wanted if not blobs.held(library.attachments, one)}
    for member in _media(source) if missing else ():
        data = _bytes_of(source, member)
        if data is not None and hashlib.sha256(data).hexdigest() in missing:
            blobs.add_bytes(library.attachments, data)


def _media(source: Path) -> list[str]:
    try:
        with zipfile.ZipFile(source) as package:
            return [one for one in package.namelist() if one.startswith(_MEDIA)][:_MOST]
    except unzipping.NOT_READ:
        return []
