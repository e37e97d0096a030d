"""The machine copy: the record as JSON beside the pages, so that no retelling is needed to read it.

An unbound custom XML part `urn:ssc:record:1` with its checksum; data binding is never used (older
LibreOffice empties every custom part over one `&`). Format 1.1:

    <record xmlns="urn:ssc:record:1" id="…" version="1.1" language="fr" layout="story"
            sha256="…">{the record as JSON}<pages sha256="…">{base, places as JSON}</pages></record>

Format 1.0 had neither version, language and layout nor `pages`. A document of very many stories
has one `records` part: a `record` a line, deflated, in base64.
"""

import base64
import hashlib
import json
import uuid
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from tempfile import SpooledTemporaryFile
from typing import IO

from ssc_desktop.word.places import VERSION, Place
from ssc_desktop.word.text import attribute, escaped

NAMESPACE = "urn:ssc:record:1"
FORM = "urn:ssc:form:1"
"""Of the part that says what a form asks."""
_LEVEL = 1
"""Of deflating: what packs a tenth better takes three times as long."""
_APART = 150
"""So many stories have a part each; more are packed into one, or Word opens slowly."""

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_PROPERTIES_RELATION = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXmlProps"
)


@dataclass(frozen=True, slots=True)
class Pages:
    """What is known about the pages on which a record is printed."""

    language: str = ""
    """Of labels, dates and codes."""
    layout: str = ""
    base: tuple[str, ...] = ()
    """The ids of the cuts that the record shows; an edit in Word is an edit of that state."""
    places: tuple[Place, ...] = ()
    """Where every answer stands, and its words; none in a document of very many stories."""
    rest: tuple[str, ...] = ()
    """`places.mark` of every other paragraph: headings, captions, key facts."""
    pictures: tuple[str, ...] = ()
    """SHA-256 of the pictures as they are in the file, without what their cameras noted."""
    story: int = 1
    """Which story of the document it is, for the names of its bookmarks."""


@dataclass
class MachineCopies:
    """The machine copies of one document."""

    _apart: list[tuple[str, str]] = field(default_factory=list)
    """The id and the XML of each story."""
    _packed: "_Packed | None" = None

    def add(self, identity: str, record: str, pages: Pages = Pages()) -> None:
        """Keep a story's record JSON, and what is known about its pages, for the document."""
        made = _record(identity, record, pages)
        if self._packed is None and len(self._apart) < _APART:
            self._apart.append((identity, made))
            return
        if self._packed is None:
            self._packed = _Packed()
            for _identity, earlier in self._apart:
                self._packed.add(earlier)
            self._apart.clear()
        self._packed.add(made)

    def add_form(self, description: str) -> None:
        """Keep what a form asks (`form.manifest.written`) for its document."""
        self._apart.append(("form", description))

    def close(self) -> None:
        """Let go of what is kept on the disk."""
        if self._packed is not None:
            self._packed.close()

    def names(self) -> list[str]:
        """The parts' names."""
        n = 1 if self._packed else len(self._apart)
        return [f"customXml/item{number}.xml" for number in range(1, n + 1)]

    def content_types(self) -> dict[str, str]:
        """The content types of the parts that say what the others are."""
        return {
            f"/customXml/itemProps{number}.xml": _PROPERTIES_TYPE
            for number in range(1, len(self.names()) + 1)
        }

    def write(self, part: Callable[[str], IO[bytes]]) -> None:
        """Write all parts; `part` opens the one of a name."""
        identities = ["all"] if self._packed else [identity for identity, _record in self._apart]
        for number, identity in enumerate(identities, start=1):
            with part(f"customXml/item{number}.xml") as stream:
                if self._packed:
                    self._packed.write(stream)
                else:
                    stream.write(_HEAD.encode() + self._apart[number - 1][1].encode())
            with part(f"customXml/itemProps{number}.xml") as stream:
                stream.write(_properties(identity, self._namespace(number)))
            with part(f"customXml/_rels/item{number}.xml.rels") as stream:
                stream.write(_relation(number))

    def _namespace(self, number: int) -> str:
        made = "" if self._packed else self._apart[number - 1][1]
        return FORM if made.startswith(f'<form xmlns="{FORM}"') else NAMESPACE


def _record(identity: str, record: str, pages: Pages) -> str:
    about = {
        "base": pages.base,
        "story": pages.story,
        "places": [_place(place) for place in pages.places],
        "rest": pages.rest,
        "pictures": pages.pictures,
    }
    beside = json.dumps(about, ensure_ascii=False, separators=(",", ":"))
    return (
        f'<record xmlns="{NAMESPACE}" id="{attribute(identity)}" version="{VERSION}"'
        f' language="{attribute(pages.language)}" layout="{attribute(pages.layout)}"'
        f' sha256="{_digest(record)}">{escaped(record)}'
        f'<pages sha256="{_digest(beside)}">{escaped(beside)}</pages></record>'
    )


def _place(place: Place) -> list[object]:
    """Short, since a story has hundreds: what is empty at the end is left out."""
    made: list[object] = [place.anchor, place.path, place.shape, place.said]
    return [*made, place.columns, place.rows] if place.columns or place.rows else made


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _properties(identity: str, namespace: str) -> bytes:
    # Word Online refuses an item whose id is no GUID
    item = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{namespace}:{identity}")).upper()
    return (
        f'{_HEAD}<ds:datastoreItem xmlns:ds="{_STORE}" ds:itemID="{{{item}}}">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{namespace}"/></ds:schemaRefs></ds:datastoreItem>'
    ).encode()


def _relation(number: int) -> bytes:
    return (
        f'{_HEAD}<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1"'
        f' Type="{_PROPERTIES_RELATION}" Target="itemProps{number}.xml"/></Relationships>'
    ).encode()


class _Packed:
    """Many records in one part: their XML, one a line, deflated and in base64."""

    def __init__(self) -> None:
        self._deflate = zlib.compressobj(_LEVEL)
        self._spool: IO[bytes] = SpooledTemporaryFile(1 << 20)  # noqa: SIM115 - closed by close

    def add(self, record: str) -> None:
        """Pack the XML of one more record."""
        line = record.replace("\n", "&#10;") + "\n"
        self._spool.write(self._deflate.compress(line.encode()))

    def write(self, stream: IO[bytes]) -> None:
        """Write the part."""
        self._spool.write(self._deflate.flush())
        self._spool.seek(0)
        stream.write(f'{_HEAD}<records xmlns="{NAMESPACE}" packed="zlib+base64">'.encode())
        while chunk := self._spool.read(57 * 1024):
            stream.write(base64.b64encode(chunk))
        stream.write(b"</records>")

    def close(self) -> None:
        """Let go of the spool."""
        self._spool.close()
