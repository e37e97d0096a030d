"""Pictures that somebody put into a document."""

import hashlib
from collections.abc import Iterable

from ssc_desktop import unzipping
from ssc_desktop.errors import WordError
from ssc_desktop.pictures import LARGEST
from ssc_desktop.record.found import FoundPicture
from ssc_desktop.word.pages.model import Pages, Paragraph
from ssc_desktop.word.pages.opening import Package

_CHUNK = 1 << 20
_MOST = 200
_LONGEST = 300


def found(package: Package, pages: Pages, known: Iterable[str]) -> tuple[FoundPicture, ...]:
    """The pictures on the pages whose bytes this program did not put there."""
    digests = set(known)
    made: list[FoundPicture] = []
    paragraphs = list(pages.paragraphs())
    for at, paragraph in enumerate(paragraphs):
        for part in paragraph.pictures:
            digest = _digest(package, part)
            if digest and digest not in digests and len(made) < _MOST:
                digests.add(digest)
                name = part.rpartition("/")[2]
                made.append(FoundPicture(name, digest, part, _caption(paragraphs, at)))
    return tuple(made)


def _digest(package: Package, part: str) -> str:
    """The checksum of a part, read piece by piece; "" where there is none of a usual size."""
    info = package.parts.get(part.lower())
    if info is None or info.file_size > LARGEST:
        return ""
    digest = hashlib.sha256()
    try:
        with package.open(part) as stream:
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
    except (WordError, *unzipping.NOT_READ):
        return ""
    return digest.hexdigest()


def _caption(paragraphs: list[Paragraph], at: int) -> str:
    """What stands in the paragraph of a picture, or in that behind it where it is a caption."""
    own = paragraphs[at].marked
    after = paragraphs[at + 1] if at + 1 < len(paragraphs) else None
    if not own and after is not None and (after.style == "caption" or after.cell is not None):
        own = after.marked if after.level == 0 else ""
    return own if len(own) <= _LONGEST else ""
