"""An organisation's own Word file as a template, and a doctor who says what became of it.

Its styles, fonts, colours, page, header and footer are put on our template, which has everything
that stories need. So nothing else of the file can get into a document: no macros, no attached
template, nothing from elsewhere, none of its words.
"""

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
from lxml import etree

from ssc_desktop import apart, i18n
from ssc_desktop.errors import SscError, StorageError, TemplateBroken, WordError
from ssc_desktop.i18n import _
from ssc_desktop.word import template
from ssc_desktop.word.house import advice, colours, looks
from ssc_desktop.word.house.advice import Advice, Facts
from ssc_desktop.word.house.looks import TheirStyles
from ssc_desktop.word.house.margins import Margin, Margins, relations_part
from ssc_desktop.word.pages import opening
from ssc_desktop.word.pages.opening import Package
from ssc_desktop.word.parts import R, W
from ssc_desktop.word.template import Template

_A4, _MARGIN = (11906, 16838), 1134
_LONGEST = 31_680
"""Word has no larger page: 22 inches."""
_PLACES = {
    ("header", "default"): "word/header1.xml",
    ("header", "first"): "word/header2.xml",
    ("footer", "default"): "word/footer1.xml",
    ("footer", "first"): "word/footer2.xml",
}
_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATED = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
SERVICE = "--examine-template"
_OUTSIDE = frozenset({"attachedTemplate", "image", "oleObject", "frame", "subDocument"})


@dataclass(frozen=True)
class HouseStyle:
    """A template in the style of the house, and what the doctor says of the file it is from."""

    template: Template
    advice: tuple[Advice, ...]


def ground(path: Path | None) -> Template:
    """The template to write on: the house's, or the program's where there is none.

    Raises TemplateBroken where the file cannot be used, StorageError where it is not there.
    """
    if path is None:
        return template.read(template.bundled_template())
    return examined(path).template


def examined(path: Path) -> HouseStyle:
    """Take the style of an organisation's file. Raises TemplateBroken or StorageError."""
    try:
        known = path.stat()
        return _examined(path.absolute(), known.st_mtime_ns, known.st_size, i18n.language())
    except WordError as error:
        raise TemplateBroken(error.message, advice=error.advice) from error
    except OSError as error:
        raise TemplateBroken(
            _("The house style “{name}” is not there any more.").format(name=path.name),
            advice=_("Choose the file again, or write without a house style."),
        ) from error


@functools.lru_cache(maxsize=4)
def _examined(path: Path, _changed: int, _size: int, language: str) -> HouseStyle:
    said = apart.answered(SERVICE, (language, str(path)), lambda: False)
    try:
        answer = msgspec.json.decode(said, type=_Answer)
    except msgspec.DecodeError as error:  # it ended before it could answer
        raise opening.too_much(path) from error
    if answer.style is None:
        kind = StorageError if answer.error == StorageError.__name__ else WordError
        raise kind(answer.message, advice=answer.advice)
    return answer.style


@dataclass(frozen=True)
class _Answer:
    """What the process says that examines the file: the style, or why there is none."""

    style: HouseStyle | None = None
    error: str = ""
    message: str = ""
    advice: str = ""


def run(arguments: Sequence[str]) -> int:
    """In the process: examine a file, and say as JSON what came of it.

    The arguments are the language of the sentences and the path.
    """
    return apart.say(arguments, lambda path: msgspec.json.encode(_answer(path)))


def _answer(path: Path) -> _Answer:
    try:
        package = opening.opened(path)
    except SscError as error:
        return _Answer(None, **apart.refused(error))
    try:
        return _Answer(_House(package).made())
    except SscError as error:
        return _Answer(None, **apart.refused(error))
    finally:
        package.close()


@dataclass
class _Page:
    """A page of the house: its size, margins, and whether its first one has a header of its own."""

    size: tuple[int, int] = _A4
    margins: dict[str, int] = field(default_factory=dict)
    own_first: bool = False
    narrow: bool = False


class _House:
    """The file that is being examined, and the parts that come of it."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._relations = package.relations(package.main)
        self._styles = TheirStyles(self._tree("styles"), self._tree("theme"))
        self._base = template.read(template.bundled_template())
        self._parts = dict(self._base.parts)
        self._taken: dict[tuple[str, str], Margin] = {}

    def _named(self, kind: str) -> str:
        found = (one.target for one in self._relations.values() if one.kind == kind)
        return next(found, "")

    def _tree(self, kind: str) -> etree._Element:
        found = self._package.xml(self._named(kind)) if self._named(kind) else None
        return found if found is not None else etree.Element(f"{W}{kind}")

    def made(self) -> HouseStyle:
        """The template, and what the doctor says."""
        document = self._package.xml(self._package.main)
        sections = list(document.iter(f"{W}sectPr")) if document is not None else []
        page = _page_of(sections[-1]) if sections else _Page()
        margins = Margins(self._package, self._styles)
        for section in sections:
            self._take_margins(section, margins)
        wished = [self._styles.color(name) for name in ("heading 1", "title", "heading 2")]
        strong = colours.strong_of([*wished, self._styles.accent()])
        taken = self._dress(strong, margins)
        section = self._settle(page)
        made = Template(self._parts, section, 1 + len(_PLACES) + 20, self._base.next_list)
        facts = self._facts(page, strong, taken, document)
        return HouseStyle(made, tuple(advice.sentences(facts)))

    def _take_margins(self, section: etree._Element, margins: Margins) -> None:
        """Headers and footers; a later section has the last word."""
        for kind in ("header", "footer"):
            for reference in section.iterfind(f"{W}{kind}Reference"):
                place = (kind, reference.get(f"{W}type", "default"))
                relation = self._relations.get(reference.get(f"{R}id", ""))
                if place in _PLACES and relation is not None and not relation.external:
                    margin = margins.take(relation.target)
                    if margin.xml:
                        self._taken[place] = margin

    def _dress(self, strong: str, margins: Margins) -> list[str]:
        """Put their look on our styles and lists."""
        for name in ("word/styles.xml", "word/numbering.xml"):
            self._parts[name] = colours.recoloured(self._parts[name], strong)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
        styles = etree.fromstring(self._parts["word/styles.xml"], parser)
        taken = looks.dressed(styles, self._styles)
        looks.ground(styles, self._styles)
        for theirs, ours in margins.needed.items():
            looks.add(styles, self._styles, theirs, ours)
        self._parts["word/styles.xml"] = etree.tostring(
            styles, xml_declaration=True, encoding="UTF-8", standalone=True
        )
        return taken

    def _settle(self, page: _Page) -> str:
        """Put headers and footers into the package; answers the section's properties."""
        references = ""
        for (kind, place), name in _PLACES.items():
            margin = self._taken.get((kind, place))
            theirs = any(one == kind for one, _place in self._taken)
            if margin is not None:
                self._parts[name] = margin.xml
                self._parts.update(margin.media)
                if margin.relations:
                    self._parts[relations_part(name)] = margin.relations
            elif theirs and place == "first" and page.own_first:
                self._parts[name] = _empty(kind)
            elif theirs or name not in self._parts:
                self._parts.pop(name, None)
                continue
            references += self._referred(kind, place, name)
        self._typed()
        return _section(page, references)

    def _referred(self, kind: str, place: str, name: str) -> str:
        """Relate the document to a header or footer, if it is not yet."""
        identity = f"rIdHouse{kind.capitalize()}{place.capitalize()}"
        relations = self._parts["word/_rels/document.xml.rels"]
        base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        said = f'<Relationship Id="{identity}" Type="{base}/{kind}" Target="{name[5:]}"/>'
        gone = re.compile(rb'\s*<Relationship [^>]*Target="' + name[5:].encode() + rb'"/>')
        self._parts["word/_rels/document.xml.rels"] = gone.sub(b"", relations).replace(
            b"</Relationships>", f"{said}</Relationships>".encode()
        )
        return f'<w:{kind}Reference w:type="{place}" r:id="{identity}"/>'

    def _typed(self) -> None:
        """Let the list of types, and of relations, name the parts there are."""
        types = etree.fromstring(self._parts["[Content_Types].xml"])
        for item in list(types.iter(f"{_TYPES}Override")):
            if item.get("PartName", "")[1:] not in self._parts:
                types.remove(item)
        known = {item.get("PartName", "")[1:] for item in types.iter(f"{_TYPES}Override")}
        for (kind, _place), name in _PLACES.items():
            if name in self._parts and name not in known:
                said = {"PartName": f"/{name}", "ContentType": f"{_OFFICE}.{kind}+xml"}
                etree.SubElement(types, f"{_TYPES}Override", said)
        endings = {name.rpartition(".")[2] for name in self._parts if "/media/" in name}
        for ending in sorted(endings):
            kind = f"image/x-{ending}" if ending in {"emf", "wmf"} else f"image/{ending}"
            made = etree.Element(f"{_TYPES}Default", {"Extension": ending, "ContentType": kind})
            types.insert(0, made)
        self._parts["[Content_Types].xml"] = etree.tostring(
            types, xml_declaration=True, encoding="UTF-8", standalone=True
        )
        relations = etree.fromstring(self._parts["word/_rels/document.xml.rels"])
        for item in list(relations.iter(_RELATED)):
            if f"word/{item.get('Target')}" not in self._parts:
                relations.remove(item)
        self._parts["word/_rels/document.xml.rels"] = etree.tostring(
            relations, xml_declaration=True, encoding="UTF-8", standalone=True
        )

    def _facts(
        self, page: _Page, strong: str, taken: list[str], document: etree._Element | None
    ) -> Facts:
        left = {one for margin in self._taken.values() for one in margin.left}
        settings = self._named("settings")
        related = [*self._relations.values()]
        related += self._package.relations(settings).values() if settings else []
        words = (text.text or "" for text in document.iter(f"{W}t")) if document is not None else ()
        media = {name for margin in self._taken.values() for name in margin.media}
        return Facts(
            styles=self._styles,
            taken=taken,
            page=page.size,
            narrow=page.narrow,
            header=self._words("header"),
            footer=self._words("footer"),
            logos=len(media),
            strong=strong,
            macros=any("vba" in name.lower() for name in self._package.names()),
            outside="outside" in left or any(r.external and r.kind in _OUTSIDE for r in related),
            objects="object" in left,
            written=bool("".join(words).strip()),
        )

    def _words(self, kind: str) -> str:
        """What stands in their headers or footers; a blank where only a picture does."""
        found = [margin.text for (one, _place), margin in self._taken.items() if one == kind]
        return " ".join(found) or " " * bool(found)


def _empty(kind: str) -> bytes:
    tag = {"header": "hdr", "footer": "ftr"}[kind]
    space = W.strip("{}")
    return f'<w:{tag} xmlns:w="{space}"><w:p><w:pPr/></w:p></w:{tag}>'.encode()


def _page_of(section: etree._Element) -> _Page:
    """The page of a section; where its margins leave too little room, ours."""
    size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    width, height = _length(size, "w", _A4[0]), _length(size, "h", _A4[1])
    sides = {
        side: _length(margins, side, _MARGIN)
        for side in ("top", "right", "bottom", "left", "header", "footer", "gutter")
    }
    if margins is None or margins.get(f"{W}gutter") is None:
        sides["gutter"] = 0
    room = width - sides["left"] - sides["right"] - sides["gutter"]
    narrow = room < template.LEAST_TEXT_WIDTH
    if narrow and width - 2 * _MARGIN >= template.LEAST_TEXT_WIDTH:
        sides |= {"left": _MARGIN, "right": _MARGIN, "gutter": 0}
    elif narrow:
        width, height = _A4
        sides |= {"left": _MARGIN, "right": _MARGIN, "gutter": 0}
    first = section.find(f"{W}titlePg")
    own_first = first is not None and first.get(f"{W}val", "1") not in {"0", "false", "off"}
    return _Page((width, height), sides, own_first, narrow)


def _length(element: etree._Element | None, name: str, usual: int) -> int:
    said = element.get(f"{W}{name}", "") if element is not None else ""
    found = re.fullmatch(r"-?(\d{1,5})(\.\d+)?", said)
    return min(int(found[1]), _LONGEST) if found else usual


def _section(page: _Page, references: str) -> str:
    width, height = page.size
    turned = ' w:orient="landscape"' if width > height else ""
    sides = "".join(f' w:{side}="{page.margins.get(side, _MARGIN)}"' for side in
                    ("top", "right", "bottom", "left", "header", "footer", "gutter"))  # fmt: skip
    first = "<w:titlePg/>" if 'w:type="first"' in references else ""
    return (
        f'<w:sectPr>{references}<w:pgSz w:w="{width}" w:h="{height}"{turned}/>'
        f'<w:pgMar{sides}/><w:cols w:space="708"/>{first}</w:sectPr>'
    )
