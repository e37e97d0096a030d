"""The file around the text: the template's parts, and a stream that writes all in one pass."""

import contextlib
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from lxml import etree

from ssc_desktop import files
from ssc_desktop.word import footnotes, media, numbering, template
from ssc_desktop.word.deflated import Deflated
from ssc_desktop.word.links import ExtraPart, Links, Page
from ssc_desktop.word.machine_copy import MachineCopies
from ssc_desktop.word.steps import Steps
from ssc_desktop.word.text import attribute, escaped, language_tag

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_DOCUMENT = "word/document.xml"
_DOCUMENT_RELS = "word/_rels/document.xml.rels"
_OFFICE = "application/vnd.openxmlformats-officedocument"
_STORED = frozenset({"jpeg", "jpg", "png", "gif", "xlsx"})
_BLOCKS = 200
"""So many blocks are kept before they go to the spool."""

_BEHIND_ASKING = frozenset({"hdrShapeDefaults", "footnotePr", "endnotePr", "compat", "rsids"})
"""Settings before which the schema wants the one about fields."""

_OPEN = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    f'<w:document xmlns:w="{_W}" xmlns:r="{_R}"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><w:body>'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFacts:
    """What the document says about itself."""

    title: str
    language: str
    right_to_left: bool = False
    creator: str = ""
    subject: str = ""
    keywords: str = ""
    identity: str = ""
    """The id of the one story in it, or ""."""


class DocxStream:
    """A document in the making: text goes to a spool, pictures wait until they are written."""

    def __init__(self, facts: DocumentFacts, source: "template.Template", steps: Steps) -> None:
        self.facts = facts
        self._steps = steps
        self._before = steps.done
        self.template = source
        self.links = Links(source.next_relationship)
        self.lists: list[tuple[int, int]] = []
        self.copies = MachineCopies()
        self.notes = footnotes.Footnotes()
        self.sections = 0
        """How many sections have ended."""
        self.asks = False
        """Whether Word fills in page numbers when it opens the document; it asks first."""
        self.page: Page | None = None
        """Where the pages are not the template's."""
        self._body = Deflated()
        self._pending = [_OPEN]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._body.close()
        self.copies.close()

    def write(self, xml: str) -> None:
        """Add blocks to the body.

        Raises Cancelled where it is wished that the work ends.
        """
        self._steps.check()
        self._pending.append(xml)
        if len(self._pending) > _BLOCKS:
            self._flush()

    def _flush(self) -> None:
        self._body.write("".join(self._pending).encode())
        self._pending.clear()

    def ending(self, paragraph: str, *, columns: int = 1, continuous: bool = False) -> str:
        """A paragraph as the last of its section, which has so many columns.

        `continuous` where the section began on the page on which the one before it ended.
        """
        properties = _section(self, columns, continuous=continuous)
        self.sections += 1
        begins = "<w:p><w:pPr>"
        if not paragraph.startswith(begins):
            return paragraph.replace("<w:p>", f"{begins}{properties}</w:pPr>", 1)
        return paragraph.replace("</w:pPr>", f"{properties}</w:pPr>", 1)

    def numbered_list(self, abstract: int) -> int:
        """A new list that counts from one, made from the template's list `abstract`."""
        number = self.template.next_list + len(self.lists)
        self.lists.append((number, abstract))
        return number

    def save(self, whole: contextlib.ExitStack, target: Path) -> None:
        """Write the document; it takes its place when `whole` ends, or the target is as it was.

        Raises ExportError, StorageError or Cancelled.
        """
        last = _section(self, continuous=self.sections > 0)  # or Word does not level columns
        self.write(f"{last}</w:body></w:document>")
        if len(self.notes) and footnotes.PART not in self.template.parts:
            made = self.notes.filled(footnotes.EMPTY)
            kind = footnotes.CONTENT_TYPE
            self.links.part(ExtraPart(footnotes.PART, kind, lambda: made, "footnotes"))
        self._flush()
        # the stack refuses what goes wrong here, and takes the unfinished file away
        stream = whole.enter_context(files.replacing(target))
        with zipfile.ZipFile(stream, "w") as archive:
            for name, text in self._small_parts():
                archive.writestr(_entry(name), text)
            self._body.put(archive, _entry(_DOCUMENT), self._steps)
            self.copies.write(lambda name: archive.open(_entry(name), "w"))
            self._write_pictures(archive)

    def _write_pictures(self, archive: zipfile.ZipFile) -> None:
        """Write the pictures; with the rest of the file they take as many steps as the text."""
        steps = self._steps.done - self._before
        pictures = [picture for _id, picture in self.links.pictures.values()]
        for picture in pictures:
            self._steps.advance(steps / len(pictures))
            with archive.open(_entry(f"word/{picture.part_name}"), "w") as part:
                media.copied(picture, part)

    def _small_parts(self) -> Iterable[tuple[str, bytes]]:
        """Every part but the text and the pictures; the list of types comes first."""
        parts = dict(self.template.parts)
        types = parts.pop("[Content_Types].xml")
        made = {
            "_rels/.rels": _package_relations(parts.pop("_rels/.rels")),
            "docProps/core.xml": _core(self.facts),
            "docProps/custom.xml": _custom(self.facts, data=bool(self.copies.names())),
            _DOCUMENT_RELS: _document_relations(parts.pop(_DOCUMENT_RELS), self),
        }
        parts.pop(_DOCUMENT, None)
        yield "[Content_Types].xml", _content_types(types, self)
        for name, text in made.items():
            parts.pop(name, None)
            yield name, text
        for name, text in parts.items():
            yield name, _adapted(name, text, self)
        for _id, part in self.links.parts.values():
            yield part.name, part.content()


def _entry(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    stored = name.rpartition(".")[2] in _STORED
    info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    return info


def _section(stream: DocxStream, columns: int = 1, *, continuous: bool = False) -> str:
    """The page: the template's size, margins, header and footer, in the document's direction."""
    turned = "<w:bidi/>" if stream.facts.right_to_left else ""
    made = _sized(stream).replace("</w:sectPr>", f"{turned}</w:sectPr>")
    if columns > 1:
        made = re.sub("<w:cols [^>]*/>", f'<w:cols w:num="{columns}" w:space="567"/>', made)
    if continuous:
        made = made.replace("<w:pgSz ", '<w:type w:val="continuous"/><w:pgSz ')
    if stream.sections:
        made = made.replace("<w:titlePg/>", "")
    return made


def _sized(stream: DocxStream) -> str:
    page = stream.page
    if page is None:
        return stream.template.section
    turned = ' w:orient="landscape"' if page.width > page.height else ""
    sides = "".join(f' w:{side}="{page.margin}"' for side in ("top", "right", "bottom", "left"))
    return (
        f'<w:sectPr><w:pgSz w:w="{page.width}" w:h="{page.height}"{turned}/>'
        f'<w:pgMar{sides} w:header="0" w:footer="0" w:gutter="0"/></w:sectPr>'
    )


def _adapted(name: str, text: bytes, stream: DocxStream) -> bytes:
    if name == "word/styles.xml":
        return _in_language(text, stream.facts)
    if name == "word/settings.xml" and stream.asks:
        return _asking(text)
    if name == "word/numbering.xml":
        turned = stream.facts.right_to_left
        return numbering.adapted(text, stream.lists, right_to_left=turned)
    if name.startswith(("word/header", "word/footer")):
        return _margin(text, stream.facts)
    return stream.notes.filled(text) if name == footnotes.PART else text


def _in_language(styles: bytes, facts: DocumentFacts) -> bytes:
    root = etree.fromstring(styles, _parser())
    tag = language_tag(facts.language)
    for lang in root.iterfind(f"{{{_W}}}docDefaults//{{{_W}}}lang"):
        lang.set(f"{{{_W}}}val", tag)
        lang.set(f"{{{_W}}}bidi", tag if facts.right_to_left else "ar-SA")
    return _written(root)


def _asking(settings: bytes) -> bytes:
    """Settings by which Word updates all fields when it opens the document."""
    root = etree.fromstring(settings, _parser())
    wanted = etree.Element(f"{{{_W}}}updateFields")
    wanted.set(f"{{{_W}}}val", "true")
    behind = (child for child in root if etree.QName(child).localname in _BEHIND_ASKING)
    root.insert(root.index(next(behind)), wanted)
    return _written(root)


def _margin(text: bytes, facts: DocumentFacts) -> bytes:
    """A header or footer with the document's title, in its direction."""
    named = text.decode().replace("{title}", escaped(facts.title))
    if facts.right_to_left:
        named = named.replace('<w:pStyle w:val="Header"/>', '<w:pStyle w:val="Header"/><w:bidi/>')
        named = named.replace('<w:pStyle w:val="Footer"/>', '<w:pStyle w:val="Footer"/><w:bidi/>')
    return named.encode()


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True)


def _written(root: etree._Element) -> bytes:
    text: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return text


def _content_types(types: bytes, stream: DocxStream) -> bytes:
    root = etree.fromstring(types, _parser())
    known = {item.get("Extension") for item in root.iterfind(f"{{{_TYPES}}}Default")}
    for extension in sorted({p.extension for _id, p in stream.links.pictures.values()} - known):
        default = etree.Element(f"{{{_TYPES}}}Default", nsmap=None)
        default.set("Extension", extension)
        default.set("ContentType", f"image/{extension}")
        root.insert(0, default)
    overrides = {item.get("PartName") for item in root.iterfind(f"{{{_TYPES}}}Override")}
    wanted = {
        "/docProps/custom.xml": f"{_OFFICE}.custom-properties+xml",
        **stream.copies.content_types(),
        **{f"/{p.name}": p.content_type for p in stream.links.typed()},
    }
    for name, kind in wanted.items():
        if name not in overrides:
            etree.SubElement(root, f"{{{_TYPES}}}Override", PartName=name, ContentType=kind)
    return _written(root)


_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def _package_relations(relations: bytes) -> bytes:
    root = etree.fromstring(relations, _parser())
    kind = f"{_R}/custom-properties"
    if not any(item.get("Type") == kind for item in root):
        number = len(root) + 1
        etree.SubElement(
            root, f"{{{_PACKAGE}}}Relationship",
            Id=f"rIdCustom{number}", Type=kind, Target="docProps/custom.xml",
        )  # fmt: skip
    return _written(root)


def _document_relations(relations: bytes, stream: DocxStream) -> bytes:
    links = stream.links
    made = [
        f'<Relationship Id="{identity}" Type="{_R}/hyperlink" Target="{attribute(url)}"'
        ' TargetMode="External"/>'
        for url, identity in links.addresses.items()
    ]
    made += [
        f'<Relationship Id="{identity}" Type="{_R}/image" Target="{name}"/>'
        for name, (identity, _picture) in links.pictures.items()
    ]
    made += [
        f'<Relationship Id="{identity}" Type="{_R}/{part.relation}"'
        f' Target="{part.name.removeprefix("word/")}"/>'
        for identity, part in links.parts.values()
        if part.relation
    ]
    made += [
        f'<Relationship Id="rIdCopy{number}" Type="{_R}/customXml" Target="../{name}"/>'
        for number, name in enumerate(stream.copies.names(), start=1)
    ]
    return relations.replace(b"</Relationships>", f"{''.join(made)}</Relationships>".encode())


def _core(facts: DocumentFacts) -> bytes:
    """Core properties, without `dcterms:created` and `modified`.

    The clock would make other bytes of the same story every time, and when the story was last
    changed is not known here.
    """
    said = {
        "dc:title": facts.title,
        "dc:subject": facts.subject,
        "dc:creator": facts.creator,
        "cp:keywords": facts.keywords,
        "dc:language": language_tag(facts.language),
    }
    inside = "".join(f"<{tag}>{escaped(text)}</{tag}>" for tag, text in said.items() if text)
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties'
        ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
        f"{inside}</cp:coreProperties>"
    ).encode()


def _custom(facts: DocumentFacts, *, data: bool) -> bytes:
    """Our own properties: the story, and whether the file holds nothing that could be read back."""
    said = {"ssc.id": facts.identity, "ssc.data": "" if data else "none"}
    made = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{number}" name="{name}">'
        f"<vt:lpwstr>{escaped(text)}</vt:lpwstr></property>"
        for number, (name, text) in enumerate(said.items(), start=2)
        if text
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties'
        ' xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
        ' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        f"{made}</Properties>"
    ).encode()
