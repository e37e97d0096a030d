"""The machine copy: the record as JSON beside the pages, so that no retelling is needed to read it.

An unbound custom XML part `urn:ssc:record:1` with its checksum; data binding is never used (older
LibreOffice empties every custom part over one `&`).
"""

import base64
import hashlib
import uuid
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from tempfile import SpooledTemporaryFile
from typing import IO

from ssc_desktop.word.text import attribute, escaped

NAMESPACE = "urn:ssc:record:1"
_APART = 150
"""So many stories have a part each; more are packed into one, or Word opens slowly."""

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_PROPERTIES_RELATION = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXmlProps"
)


@dataclass
class MachineCopies:
    """The machine copies of one document."""

    _apart: list[tuple[str, str]] = field(default_factory=list)
    _packed: "_Packed | None" = None

    def add(self, identity: str, record: str) -> None:
        """Keep a story's record JSON for the document."""
        if self._packed is None and len(self._apart) < _APART:
            self._apart.append((identity, record))
            return
        if self._packed is None:
            self._packed = _Packed()
            for earlier in self._apart:
                self._packed.add(*earlier)
            self._apart.clear()
        self._packed.add(identity, record)

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
                    stream.write(_HEAD.encode() + _record(*self._apart[number - 1]).encode())
            with part(f"customXml/itemProps{number}.xml") as stream:
                stream.write(_properties(identity))
            with part(f"customXml/_rels/item{number}.xml.rels") as stream:
                stream.write(_relation(number))


def _record(identity: str, record: str) -> str:
    digest = hashlib.sha256(record.encode()).hexdigest()
    return (
        f'<record xmlns="{NAMESPACE}" id="{attribute(identity)}" sha256="{digest}">'
        f"{escaped(record)}</record>"
    )


def _properties(identity: str) -> bytes:
    # Word Online refuses an item whose id is no GUID
    item = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{NAMESPACE}:{identity}")).upper()
    return (
        f'{_HEAD}<ds:datastoreItem xmlns:ds="{_STORE}" ds:itemID="{{{item}}}">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    ).encode()


def _relation(number: int) -> bytes:
    return (
        f'{_HEAD}<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1"'
        f' Type="{_PROPERTIES_RELATION}" Target="itemProps{number}.xml"/></Relationships>'
    ).encode()


class _Packed:
    """Many records in one part: their XML, one a line, deflated and in base64."""

    def __init__(self) -> None:
        self._deflate = zlib.compressobj(6)
        self._spool: IO[bytes] = SpooledTemporaryFile(1 << 20)  # noqa: SIM115 - closed by close

    def add(self, identity: str, record: str) -> None:
        """Pack one more record."""
        line = _record(identity, record).replace("\n", "&#10;") + "\n"
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
