"""The content of a paragraph: stretches of text with their look, numbers of pages, pictures."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from ssc_desktop.word.printed import pictures
from ssc_desktop.word.printed.cascade import Properties, W, flat, local, look_of, merged, on
from ssc_desktop.word.printed.model import Inline, Look, Mark, Note, PageNumber, Text
from ssc_desktop.word.printed.source import Part

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_SKIPPED = frozenset("del moveFrom pPr rPr sdtPr sdtEndPr instrText delText proofErr".split())
_SIGNS = {
    "br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad",
    "ptab": "\t",
}  # fmt: skip
PAGE_BREAK = "\f"


@dataclass
class _Field:
    """A field that is open: what it asks for, and whether its result has begun."""

    asked: str = ""
    shown: bool = False

    @property
    def name(self) -> str:
        words = self.asked.split()
        return words[0].upper() if words else ""


@dataclass
class Runs:
    """Reads the runs of paragraphs of one part."""

    part: Part
    _fields: list[_Field] = field(default_factory=list)

    def of(self, paragraph: etree._Element, base: Properties) -> tuple[Inline, ...]:
        """The content of a paragraph; `base` are the run properties it gives its text."""
        return tuple(_joined(self._content(paragraph, base, "")))

    def _content(self, parent: etree._Element, base: Properties, link: str) -> Iterator[Inline]:
        for child in parent.iterchildren(f"{W}*"):
            name = local(child.tag)
            if name in _SKIPPED:
                continue
            if name == "r":
                yield from self._run(child, base, link)
            elif name == "hyperlink":
                yield from self._content(child, base, self._address(child) or link)
            elif name == "bookmarkStart":
                yield Mark(child.get(f"{W}name", ""))
            elif name == "fldSimple":
                yield from self._simple(child, base, link)
            else:
                yield from self._content(child, base, link)

    def _address(self, hyperlink: etree._Element) -> str:
        anchor = hyperlink.get(f"{W}anchor")
        if anchor:
            return f"#{anchor}"
        return self.part.outside(hyperlink.get(f"{_R}id", ""))

    def _simple(self, element: etree._Element, base: Properties, link: str) -> Iterator[Inline]:
        asked = _Field(element.get(f"{W}instr", "")).name
        number = _page_number(asked, look_of(base, complex_script=False))
        if number is not None:
            yield number
        else:
            yield from self._content(element, base, link)

    def _run(self, run: etree._Element, base: Properties, link: str) -> Iterator[Inline]:
        own = flat(run.find(f"{W}rPr"))
        style = own.get("rStyle", {}).get("val", "")
        said = merged(base, self.part.document.styles.run(style) if style else {}, own)
        if on(said, "vanish"):
            return
        turned = on(said, "rtl") or on(said, "cs")
        look = look_of(said, complex_script=turned)
        for child in run.iterchildren(f"{W}*"):
            name = local(child.tag)
            if name == "fldChar":
                yield from self._field(child, look)
            elif name == "instrText" and self._fields:
                self._fields[-1].asked += child.text or ""
            elif self._is_shown():
                yield from self._piece(child, name, (look, self._link() or link))

    def _is_shown(self) -> bool:
        """Not within the question of a field, nor the result of one that the pages answer."""
        return all(one.shown and _page_number(one.name, Look()) is None for one in self._fields)

    def _link(self) -> str:
        for one in self._fields:
            words = one.asked.split()
            if one.name == "HYPERLINK" and len(words) > 1:
                inner = words[1] == "\\l"
                target = words[-1 if inner else 1].strip('"')
                return f"#{target}" if inner else target
        return ""

    def _field(self, char: etree._Element, look: Look) -> Iterator[Inline]:
        kind = char.get(f"{W}fldCharType")
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].shown = True
        elif kind == "end" and self._fields:
            number = _page_number(self._fields.pop().name, look)
            if number is not None:
                yield number

    def _piece(self, child: etree._Element, name: str, shown: tuple[Look, str]) -> Iterator[Inline]:
        look, link = shown
        if name == "t":
            yield Text((child.text or "").replace("\n", " "), look, link)
        elif name == "br" and child.get(f"{W}type") == "page":
            yield Text(PAGE_BREAK, look)
        elif name in _SIGNS:
            yield Text(_SIGNS[name], look, link)
        elif name == "sym":
            yield Text(chr(int(child.get(f"{W}char", "2022"), 16)), look, link)
        elif name == "footnoteReference":
            yield self.part.document.note(child.get(f"{W}id", ""), look)
        elif name == "footnoteRef":
            yield Text(self.part.note_number, look)
        elif name == "drawing":
            yield from pictures.of(child, self.part, look)


def _page_number(asked: str, look: Look) -> PageNumber | None:
    if asked == "PAGE":
        return PageNumber("page", look)
    if asked in {"NUMPAGES", "SECTIONPAGES"}:
        return PageNumber("pages", look)
    return None


def _joined(content: Iterator[Inline]) -> Iterator[Inline]:
    """Neighbouring texts of one look and link in one piece."""
    last: Text | None = None
    for piece in content:
        if isinstance(piece, Text) and last is not None and _alike(piece, last):
            last = Text(last.text + piece.text, last.look, last.link)
            continue
        if last is not None:
            yield last
        last = piece if isinstance(piece, Text) else None
        if last is None:
            yield piece
    if last is not None:
        yield last


def _alike(one: Text, other: Text) -> bool:
    return (
        one.look == other.look
        and one.link == other.link
        and PAGE_BREAK not in one.text + other.text
    )


def with_notes(content: tuple[Inline, ...]) -> list[Note]:
    """The footnotes a paragraph refers to."""
    return [piece for piece in content if isinstance(piece, Note)]
