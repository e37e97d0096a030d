"""A Word file that may be an attack, or something else altogether, opened with care.

Nothing is unpacked to the disk, nothing outside the file is looked at: relationships that lead
elsewhere are only ever text. What is too much is refused before it is parsed.
"""

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, NoReturn

from lxml import etree

from ssc_desktop import unzipping
from ssc_desktop.errors import StorageError, WordError
from ssc_desktop.i18n import N_, _
from ssc_desktop.word.pages import sniffing

_MOST_TAGS = 1_000_000
"""In one part: 60 stories as LibreOffice writes them; each takes a hundred bytes of memory."""

RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"

_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main":
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships":
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    b"http://purl.oclc.org/ooxml/drawingml/main":
        b"http://schemas.openxmlformats.org/drawingml/2006/main",
    b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing":
        b"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    b"http://purl.oclc.org/ooxml/officeDocument/customXml":
        b"http://schemas.openxmlformats.org/officeDocument/2006/customXml",
}  # fmt: skip
"""The namespaces of ISO 29500 Strict, and those that everybody else writes."""

_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["']""")
_ENCODINGS = {"utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "windows-1252", "utf-16"}

_KINDS = {
    "spreadsheetml": N_("“{name}” is an Excel workbook, not a Word document."),
    "presentationml": N_("“{name}” is a presentation, not a Word document."),
}


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part refers to."""

    kind: str
    """The last word of its type: `image`, `hyperlink`, `comments`."""
    target: str
    """The name of the part, or the address where it is external."""
    external: bool = False


@dataclass
class Package:
    """An opened file: its parts are read one by one, when they are asked for."""

    name: str
    """The file's name, for sentences."""
    archive: zipfile.ZipFile
    parts: dict[str, zipfile.ZipInfo]
    """By name in lower case: Office does not tell them apart either."""
    main: str = ""
    """The name of the part with the text."""
    damaged: bool = False
    """A part was not well formed, and read as far as it went."""
    notices: list[str] = field(default_factory=list)

    def names(self, folder: str = "") -> list[str]:
        """The names of the parts in a folder, in the order of the file."""
        found = [info.filename.replace("\\", "/") for info in self.parts.values()]
        return [name for name in found if name.lower().startswith(folder.lower())]

    def has(self, name: str) -> bool:
        """Whether there is such a part."""
        return name.lower() in self.parts

    def read(self, name: str) -> bytes:
        """A part as bytes; b"" where there is none. Raises WordError."""
        info = self.parts.get(name.lower())
        if info is None:
            return b""
        if info.file_size > unzipping.DOCUMENT.part:
            refuse_unsafe(self.name)
        try:
            return self.archive.read(info)
        except unzipping.NOT_READ as error:
            raise damaged(self.name) from error

    def open(self, name: str) -> IO[bytes]:
        """A part as a stream, for what may be large. Raises WordError."""
        try:
            return self.archive.open(self.parts[name.lower()])
        except unzipping.NOT_READ as error:
            raise damaged(self.name) from error

    def xml(self, name: str, *, long_texts: bool = False) -> etree._Element | None:
        """The root of a part; None where there is none or nothing of it can be read.

        `long_texts` lets a text be longer than ten million letters. Raises WordError.
        """
        data = self.read(name)
        if not data:
            return None
        data = _plain(data, self.name)
        try:
            return etree.fromstring(data, _parser(long_texts=long_texts))
        except etree.XMLSyntaxError:
            self.damaged = True
        try:
            return etree.fromstring(data, _parser(long_texts=long_texts, recover=True))
        except etree.XMLSyntaxError:
            return None

    def relations(self, name: str) -> dict[str, Relation]:
        """What a part refers to, by id; "" for the file itself. Raises WordError."""
        folder, own = posixpath.split(name)
        root = self.xml(posixpath.join(folder, "_rels", f"{own}.rels"))
        found: dict[str, Relation] = {}
        for item in root.iterfind(f"{{{RELATIONS}}}Relationship") if root is not None else ():
            target, kind = item.get("Target", ""), item.get("Type", "").rpartition("/")[2]
            external = item.get("TargetMode", "").lower() == "external"
            where = target if external else _inside(folder, target)
            found[item.get("Id", "")] = Relation(kind, where, external)
        return found

    def close(self) -> None:
        """Let go of the file."""
        self.archive.close()


def opened(path: Path) -> Package:
    """A Word file, ready to be read; nothing of it is parsed but the list of its parts.

    Raises WordError with a sentence for the person, StorageError where the file is not there.
    """
    name = path.name
    try:
        with path.open("rb") as stream:
            sniffing.refuse_other(name, stream.read(sniffing.ENOUGH), path)
        parts = _parts(path)
        archive = zipfile.ZipFile(path)
    except OSError as error:
        raise StorageError(
            _("“{name}” cannot be opened.").format(name=name),
            advice=_("Look whether it is still there, or open in another program."),
        ) from error
    try:
        package = Package(name, archive, parts)
        package.main = _main(package)
    except BaseException:
        archive.close()
        raise
    return package


def check_packed(path: Path) -> None:
    """Refuse a packed file of any kind that unpacks to too much; others pass. Raises WordError."""
    with path.open("rb") as stream:
        is_packed = stream.read(4).startswith(b"PK")
    if is_packed:
        _parts(path)


def damaged(name: str) -> WordError:
    """What is said where a file is not whole."""
    return WordError(
        _("“{name}” is damaged or cut short.").format(name=name),
        advice=_("Ask for the file again, or open it in Word and save it under a new name."),
    )


def too_much(path: Path) -> WordError:
    """What is said of a file over which its reader ended."""
    return WordError(
        _("“{name}” is not read: it takes more time or memory than any document.").format(
            name=path.name
        ),
        advice=_("Open it in Word, and save only the story under a new name."),
    )


def refuse_unsafe(name: str) -> NoReturn:
    """Refuse a file that costs more than any document."""
    raise WordError(
        _("“{name}” is not read: it unpacks to far more than a document holds.").format(name=name),
        advice=_("Ask the sender how it was made; open it in Word and save it under a new name."),
    )


def _parts(path: Path) -> dict[str, zipfile.ZipInfo]:
    """The parts by name; refuses what is too many, too much, twice or locked."""
    name = path.name
    try:
        listed = unzipping.parts(path, unzipping.DOCUMENT)
    except unzipping.TooMuch:
        refuse_unsafe(name)
    except unzipping.Locked as error:
        raise WordError(
            _("“{name}” is locked with a password.").format(name=name),
            advice=_("Open it with the password, save it without one, and take that in."),
        ) from error
    except unzipping.Unfit as error:
        raise damaged(name) from error
    parts: dict[str, zipfile.ZipInfo] = {}
    for info in listed:
        own = info.filename.replace("\\", "/").lstrip("/").lower()
        if ".." in own.split("/") or own.endswith("/"):
            continue  # nothing in a document is called so: it is never opened
        if own in parts:
            raise WordError(
                _("“{name}” holds the part “{part}” twice.").format(name=name, part=own[:80]),
                advice=_("Open it in Word and save it under a new name; Word makes it whole."),
            )
        parts[own] = info
    return parts


def _main(package: Package) -> str:
    """The part with the text, as the file itself says; else the usual one."""
    relations = package.relations("").values()
    for relation in relations:
        if relation.kind == "officeDocument" and package.has(relation.target):
            _check_kind(package, relation.target)
            return relation.target
    if package.has("word/document.xml"):
        return "word/document.xml"
    if not package.has("[Content_Types].xml"):
        sniffing.refuse_zip(package.name, package.names())
    raise damaged(package.name)


def _check_kind(package: Package, main: str) -> None:
    types = package.read("[Content_Types].xml")[:200_000].decode("utf-8", "replace")
    at = types.find(f'"/{main}"')
    said = types[max(0, at - 200) : at + 200] if at >= 0 else ""
    for word, sentence in _KINDS.items():
        if word in said and "wordprocessingml" not in said:
            raise WordError(
                _(sentence).format(name=package.name),
                advice=_("Word documents end in .docx; ask for one, or copy the text into it."),
            )
    if "macroEnabled" in said:
        package.notices.append(_("The file holds macros; they were not run and are left out."))


def _inside(folder: str, target: str) -> str:
    """The name of a part that another names; "" for one that lies outside."""
    plain = target.replace("\\", "/").partition("#")[0]
    joined = plain.lstrip("/") if plain.startswith("/") else posixpath.join(folder, plain)
    name = posixpath.normpath(joined) if joined else ""
    return "" if name.startswith("..") else name


def _plain(data: bytes, name: str) -> bytes:
    """XML as UTF-8 in the usual namespaces, without what documents never hold."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\x00" in data[:4]:
        data = _from_utf16(data, name)
    declared = _DECLARED.match(data[:200])
    if declared and declared[1].decode("ascii").lower() not in _ENCODINGS:
        raise damaged(name)
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise WordError(
            _("“{name}” is not read: it holds instructions that no Word document needs.").format(
                name=name
            ),
            advice=_("Ask the sender how it was made; do not open it in other programs."),
        )
    if data.count(b"<") > _MOST_TAGS:
        refuse_unsafe(name)
    if b"purl.oclc.org/ooxml" in data:
        for strict, usual in _STRICT.items():
            data = data.replace(strict, usual)
    return data


def _from_utf16(data: bytes, name: str) -> bytes:
    encoding = "utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-16-le"
    if data[:1] == b"\x00":
        encoding = "utf-16-be"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise damaged(name) from error
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", text).encode()


def _parser(*, long_texts: bool, recover: bool = False) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=long_texts,
        recover=recover, remove_comments=True, remove_pis=True,
    )  # fmt: skip


def parsed(xml: str) -> etree._Element:
    """Our own XML as a tree."""
    return etree.parse(io.BytesIO(xml.encode()), _parser(long_texts=True)).getroot()
