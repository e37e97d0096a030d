"""What Word shows of a line: the text of its runs, fields and controls, with their looks.

Insertions stand, deletions do not; controls, links and fields fall through to their text; hidden
text is left out and counted. Programs nest these in every order, so the walk goes by element, never
by an expected shape.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from lxml import etree

from ssc_desktop.record.narrative import LINK, Span, clean
from ssc_desktop.word.pages.model import (
    Control,
    Pages,
    Paragraph,
    Remark,
)
from ssc_desktop.word.pages.runs import SIGNS, characters, control, legacy
from ssc_desktop.word.pages.runs import chosen as chosen_value
from ssc_desktop.word.pages.styles import Properties, Styles, W, is_on, properties_of, said

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_V = "{urn:schemas-microsoft-com:vml}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

OURS = "ssc_"
"""How the names of our bookmarks begin."""
GONE = {f"{W}del", f"{W}moveFrom"}
COME = {f"{W}ins", f"{W}moveTo"}
SKIPPED = {
    f"{W}pPr", f"{W}rPr", f"{W}sdtPr", f"{W}sdtEndPr", f"{W}sectPr", f"{W}instrText",
    f"{W}delText", f"{W}delInstrText", f"{W}rt", f"{W}proofErr", f"{W}lastRenderedPageBreak",
    f"{W}tblPr", f"{W}tblGrid", f"{W}trPr", f"{W}tcPr", f"{W}numberingChange",
}  # fmt: skip
_ADDRESS = re.compile(r'HYPERLINK\s+"?(https?://[^\s"]+)')
_MARKS_OF_DIRECTION = "\u200e\u200f"
_PAGE_END = {"page", "column"}


@dataclass
class _Field:
    """A field in the making: its code is never shown, its result is."""

    code: list[str] = field(default_factory=list)
    shown: bool = False
    link: str = ""


@dataclass
class Sources:
    """What the text refers to."""

    links: Mapping[str, str] = field(default_factory=dict)
    """Web addresses by relationship id."""
    pictures: Mapping[str, str] = field(default_factory=dict)
    """Parts of pictures by relationship id."""
    styles: Styles = field(default_factory=Styles)


class LineWalker:
    """What is known while the paragraphs of a document are walked through."""

    def __init__(self, sources: Sources) -> None:
        self.pages = Pages()
        self.remarks: dict[str, Remark] = {}
        """By the id of the comment."""
        self._sources = sources
        self._fields: list[_Field] = []
        self._open: dict[str, list[str]] = {}
        """The comments that reach over the words read now."""
        self._bookmarks: dict[str, tuple[Paragraph, int]] = {}
        self._waiting: list[tuple[str, str]] = []
        """Bookmarks that stand before a paragraph: id and name."""
        self._controls: list[Control] = []
        self._beside: list[etree._Element] = []
        """Text boxes of the paragraph read now."""
        self._marked = False
        self._echo = ""
        """The mark of a footnote, which LibreOffice writes a second time as text."""
        self._joined: Paragraph | None = None
        """A paragraph whose end somebody deleted; the next one continues it."""

    def _parts(self, element: etree._Element) -> list[etree._Element]:
        """What of an element that is not known by itself Word shows."""
        tag = element.tag
        if tag == f"{_MC}AlternateContent":
            return chosen(element)
        if tag in GONE:
            self.pages.deletions += 1
            return []
        if tag in SKIPPED or not isinstance(tag, str):
            return []
        self.pages.insertions += tag in COME
        return [element]

    # ------------------------------------------------------------ inside a paragraph

    def _inline(self, parent: etree._Element, paragraph: Paragraph, link: str = "") -> None:
        for child in parent:
            tag = child.tag
            if tag == f"{W}r":
                self._run(child, paragraph, link)
            elif tag in self._INLINE:
                self._INLINE[tag](self, child, paragraph, link)
            elif tag in self._MARKS:
                self._MARKS[tag](self, child)
            else:
                for part in self._parts(child):
                    self._inline(part, paragraph, link)

    def _hyperlink(self, element: etree._Element, paragraph: Paragraph, link: str) -> None:
        address = self._sources.links.get(element.get(f"{_R}id", ""), "")
        self._inline(element, paragraph, address or link)

    def _formula(self, element: etree._Element, paragraph: Paragraph, _link: str) -> None:
        self._add(paragraph, Span(element.text or ""))

    def _inline_control(self, element: etree._Element, paragraph: Paragraph, link: str) -> None:
        def inside(content: etree._Element) -> None:
            paragraph.controls.append(self._controls[-1])
            self._inline(content, paragraph, link)

        self._enter(element, inside)

    def _enter(self, element: etree._Element, inside: Callable[[etree._Element], object]) -> None:
        """Go through a control; its prompt is no text."""
        content = element.find(f"{W}sdtContent")
        if content is None:
            return
        made = control(element)
        self._controls.append(made)
        inside(content)
        self._controls.pop()
        made.text = made.text.strip()
        if made.kind == "choice" and not made.prompt:
            made.value = chosen_value(element, made.text)

    def _run(self, element: etree._Element, paragraph: Paragraph, link: str) -> None:
        if not len(element):
            return
        bold, italic, hidden = self._look(properties_of(element, f"{W}rPr"))
        if hidden:
            self.pages.hidden += bool("".join(element.itertext()).strip())
            return
        self._marked = False
        self._content(element, paragraph, Span("", bold, italic, link))
        if self._marked:
            mark = "".join(text.text or "" for text in element.iterfind(f"{W}t"))
            self._echo = mark.strip(_MARKS_OF_DIRECTION)

    def _look(self, properties: Properties) -> tuple[bool, bool, bool]:
        if not properties:
            return False, False, False
        style = said(properties, f"{W}rStyle")
        own = style is not None and self._sources.styles.name(style).startswith("ssc")
        looks = self._sources.styles.look(style) if style else (False, False, False)
        bold, italic, hidden = (is_on(properties, name) for name in ("b", "i", "vanish"))
        if own and not (bold or italic or hidden):
            looks = (False, False, looks[2])  # our signs for labels and notes are no emphasis
        return (
            looks[0] if bold is None else bold,
            looks[1] if italic is None else italic,
            looks[2] if hidden is None else hidden,
        )

    def _note(self, element: etree._Element, _paragraph: Paragraph) -> None:
        """A footnote whose mark is the text that follows in the run."""
        self._marked = self._marked or bool(element.get(f"{W}customMarkFollows"))

    def _content(self, element: etree._Element, paragraph: Paragraph, look: Span) -> None:
        for child in element:
            tag = child.tag
            if tag == f"{W}t":
                self._add(paragraph, Span(child.text or "", look.bold, look.italic, look.link))
            elif tag in SIGNS:
                ends_page = child.get(f"{W}type") in _PAGE_END
                self._add(paragraph, Span("" if ends_page else SIGNS[tag]))
            elif tag in self._IN_RUN:
                self._IN_RUN[tag](self, child, paragraph)
            elif tag == f"{_MC}AlternateContent":
                for part in chosen(child):
                    self._content(part, paragraph, look)
            elif tag not in SKIPPED and isinstance(tag, str):
                self._object(child, paragraph, look)

    def _code(self, element: etree._Element, _paragraph: Paragraph) -> None:
        if self._fields:
            self._fields[-1].code.append(element.text or "")

    def _symbol(self, element: etree._Element, paragraph: Paragraph) -> None:
        self._add(paragraph, Span(characters(element)))

    def _remark_here(self, element: etree._Element, paragraph: Paragraph) -> None:
        remark = self.remarks.get(element.get(f"{W}id", ""))
        if remark is not None:
            remark.paragraph = remark.paragraph or paragraph

    def _object(self, element: etree._Element, paragraph: Paragraph, look: Span) -> None:
        """A picture, a text box, or something that wraps text."""
        for part in element.iter(f"{_A}blip", f"{_V}imagedata"):
            identity = part.get(f"{_R}embed") or part.get(f"{_R}id") or ""
            if identity in self._sources.pictures:
                paragraph.pictures.append(self._sources.pictures[identity])
        boxes = list(element.iter(f"{W}txbxContent"))
        self._beside += boxes[:1]
        if not boxes and element.tag in {f"{W}ruby", f"{W}rubyBase"}:
            for run in element.iter(f"{W}r"):
                if not any(up.tag == f"{W}rt" for up in run.iterancestors()):
                    self._content(run, paragraph, look)

    def _field(self, element: etree._Element, paragraph: Paragraph) -> None:
        kind = element.get(f"{W}fldCharType")
        if kind == "begin":
            self._fields.append(_Field())
            shown = legacy(element)
            if shown:
                self._fields[-1].shown = True
                self._add(paragraph, Span(shown))
        elif kind == "separate" and self._fields:
            one = self._fields[-1]
            one.shown = True
            found = _ADDRESS.search("".join(one.code))
            one.link = found[1] if found else ""
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _add(self, paragraph: Paragraph, span: Span) -> None:
        if not span.text or not all(one.shown for one in self._fields):
            return
        if any(one.prompt for one in self._controls):
            for opened in self._controls:
                opened.text += span.text
            return
        link = span.link or next((one.link for one in self._fields if one.link), "")
        text = self._unechoed(clean(span.text)) if self._echo else clean(span.text)
        said = Span(text, span.bold, span.italic, link if LINK.fullmatch(link) else "")
        for opened in self._controls:
            opened.text += text
        for name, held in self._open.items():
            held.append(text)
            self.remarks[name].paragraph = self.remarks[name].paragraph or paragraph
        paragraph.spans.append(said)
        paragraph.length += len(text)

    def _unechoed(self, text: str) -> str:
        """A text without the mark of a footnote that stands there a second time, bit by bit."""
        bare = text.lstrip(_MARKS_OF_DIRECTION)
        if self._echo.startswith(bare):
            self._echo = self._echo.removeprefix(bare)
            return ""
        echo, self._echo = self._echo, ""
        return bare.removeprefix(echo) if bare.startswith(echo) else text

    # ------------------------------------------------------------ bookmarks and comments

    def _bookmark(self, element: etree._Element, paragraph: Paragraph, _link: str) -> None:
        identity = element.get(f"{W}id", "")
        if element.tag == f"{W}bookmarkStart":
            self._begin_bookmark(paragraph, identity, element.get(f"{W}name", ""))
        elif identity in self._bookmarks:
            begun, place = self._bookmarks.pop(identity)
            if begun is paragraph:
                name, start, _end = begun.anchors[place]
                begun.anchors[place] = (name, start, paragraph.length)

    def _begin_bookmark(self, paragraph: Paragraph, identity: str, name: str) -> None:
        if name.startswith(OURS):
            at = paragraph.length
            self._bookmarks[identity] = paragraph, len(paragraph.anchors)
            paragraph.anchors.append((name, at, at))

    def _bookmark_before(self, element: etree._Element) -> None:
        if element.get(f"{W}name", "").startswith(OURS):
            self._waiting.append((element.get(f"{W}id", ""), element.get(f"{W}name", "")))

    def _begin_remark(self, element: etree._Element) -> None:
        if element.get(f"{W}id", "") in self.remarks:
            self._open[element.get(f"{W}id", "")] = []

    def _end_remark(self, element: etree._Element) -> None:
        name = element.get(f"{W}id", "")
        if name in self._open:
            self._close_remark(name, self._open.pop(name))

    def _close_remark(self, name: str, held: list[str]) -> None:
        remark = self.remarks[name]
        remark.quote = remark.quote or " ".join("".join(held).split())

    def _ignore(self, element: etree._Element) -> None:
        """Ends of bookmarks before a paragraph say nothing."""

    _MARKS: ClassVar[dict[str, Callable[..., None]]] = {
        f"{W}bookmarkStart": _bookmark_before,
        f"{W}bookmarkEnd": _ignore,
        f"{W}commentRangeStart": _begin_remark,
        f"{W}commentRangeEnd": _end_remark,
    }
    """What may stand anywhere and shows nothing."""
    _INLINE: ClassVar[dict[str, Callable[..., None]]] = {
        f"{W}hyperlink": _hyperlink,
        f"{W}sdt": _inline_control,
        f"{W}bookmarkStart": _bookmark,
        f"{W}bookmarkEnd": _bookmark,
        f"{_M}t": _formula,
    }
    _IN_RUN: ClassVar[dict[str, Callable[..., None]]] = {
        f"{W}fldChar": _field,
        f"{W}instrText": _code,
        f"{W}sym": _symbol,
        f"{W}footnoteReference": _note,
        f"{W}commentReference": _remark_here,
    }


def chosen(alternatives: etree._Element) -> list[etree._Element]:
    """The one of several ways of saying the same that any program understands."""
    fallback = alternatives.find(f"{_MC}Fallback")
    if fallback is not None and len(fallback):
        return [fallback]
    return list(alternatives.iterfind(f"{_MC}Choice"))[:1]
