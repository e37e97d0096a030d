"""Text from other programs: HTML as Word, LibreOffice and the web give it, read into our marks.

Paragraphs, lists, bold, italic and links stay; all else goes. What comes from outside is read as
if hostile: one pass, no recursion, and at most a million letters.
"""

import html
import re
from collections import Counter
from dataclasses import dataclass, field

from ssc_desktop.record import narrative, words
from ssc_desktop.record.narrative import Span

LARGEST = 1_000_000
"""Letters of HTML above which only the plain text is taken: Word writes 100 for one it shows."""
LONGEST = 1_000_000
_DEEPEST = 200
_MOST_TAGS = 60_000
"""Tags after which only the words are read: a page of Word has some thousands."""
_LONG_NUMBER = re.compile(r"&#(?:\d{8,}|[xX][0-9a-fA-F]{7,});?")
_ATTRIBUTE = re.compile(r"([a-zA-Z:-]{1,20})\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_TAG = re.compile(r"(/?)([a-zA-Z][a-zA-Z0-9:]*)")
_FRAGMENT = ("<!--StartFragment-->", "<!--EndFragment-->")
_BOLD = re.compile(r"(?<![\w-])font-weight\s*:\s*(bold|[6-9]00)")
_NOT_BOLD = re.compile(r"(?<![\w-])font-weight\s*:\s*(normal|[1-5]00)")
_ITALIC = re.compile(r"(?<![\w-])font-style\s*:\s*(italic|oblique)")
_NOT_ITALIC = re.compile(r"(?<![\w-])font-style\s*:\s*normal")
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*hidden")
_ITEM_OF_WORD = re.compile(r"mso-list\s*:\s*l\d", re.IGNORECASE)
_NUMBERED = re.compile(r"^[\[(]?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)\]]?$", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f\u00a0\u202f]+")
_FORMAT_SIGNS = re.compile("[\u200b\u2060\ufeff\u00ad]")

_DROPPED = frozenset("script style head title xml template noscript svg math object select".split())
_BLOCKS = frozenset(
    "p div h1 h2 h3 h4 h5 h6 li tr blockquote pre section article header footer dt dd caption "
    "figcaption table ul ol dl address main aside nav body".split()
)
_EMPTY = frozenset("br img hr meta link input col wbr area base embed source track".split())
_CELLS = frozenset({"td", "th"})


@dataclass(slots=True)
class _Element:
    name: str
    bold: bool = False
    italic: bool = False
    link: str = ""
    dropped: bool = False
    marker: bool = False
    """Holds the bullet or number that Word draws before an item."""


@dataclass(slots=True)
class _Paragraph:
    kind: str = "paragraph"
    spans: list[Span] = field(default_factory=list)
    marker: str = ""


class _Reader:
    def __init__(self) -> None:
        self.paragraphs: list[_Paragraph] = []
        self._now = _Paragraph()
        self._open: list[_Element] = [_Element("")]
        self._held: Counter[str] = Counter()
        """How many open elements have a name."""
        self._lists: list[str] = []

    def read(self, text: str) -> None:
        first, *pieces = _LONG_NUMBER.sub("", text).split("<")
        self._say(first)
        for number, piece in enumerate(pieces):
            tag, closed, words = piece.partition(">")
            match = _TAG.match(tag)
            if not closed or (match is None and tag[:1] not in {"!", "?", "/"}):
                self._say("<" + piece)
                continue
            if match is not None and number < _MOST_TAGS:
                self._on_tag(match[2].lower(), bool(match[1]), tag)
            self._say(words)
        self._end_paragraph()

    def _say(self, words: str) -> None:
        here = self._open[-1]
        if not words or here.dropped:
            return
        said = _FORMAT_SIGNS.sub("", html.unescape(words))
        if here.marker:
            self._now.marker += said
            return
        self._now.spans.append(Span(_BLANKS.sub(" ", said), here.bold, here.italic, here.link))

    # ------------------------------------------------------------ tags

    def _on_tag(self, name: str, ends: bool, tag: str) -> None:
        here = self._open[-1]
        if name == "br" and not here.dropped:
            self._now.spans.append(Span("\n"))
        if name in _BLOCKS and not here.dropped:
            self._end_paragraph()
        elif name in _CELLS and self._now.spans:
            self._now.spans.append(Span(" "))
        if ends:
            self._close(name)
        elif name not in _EMPTY and not tag.endswith("/"):
            self._begin(name, tag)

    def _begin(self, name: str, tag: str) -> None:
        attributes = {
            found[1].lower(): html.unescape(found[2] or found[3] or found[4] or "")
            for found in _ATTRIBUTE.finditer(tag[:4_000])
        }
        style = attributes.get("style", "").lower()
        above = self._open[-1]
        made = _Element(
            name,
            bold=_now(name in {"b", "strong"}, above.bold, _BOLD, _NOT_BOLD, style),
            italic=_now(name in {"i", "em"}, above.italic, _ITALIC, _NOT_ITALIC, style),
            link=_address(attributes) if name == "a" else above.link,
            dropped=above.dropped or name in _DROPPED or bool(_HIDDEN.search(style)),
            marker=above.marker or "mso-list:ignore" in style.replace(" ", ""),
        )
        if len(self._open) < _DEEPEST:
            self._open.append(made)
            self._held[name] += 1
        if not made.dropped:
            self._note_lists(name, attributes, style)

    def _note_lists(self, name: str, attributes: dict[str, str], style: str) -> None:
        if name in {"ul", "ol"} and len(self._lists) < _DEEPEST:
            self._lists.append(name)
        elif name == "li":
            self._now.kind = "number" if self._lists[-1:] == ["ol"] else "bullet"
        elif name == "p":
            listed = attributes.get("class", "").lower().startswith("msolistparagraph")
            if _ITEM_OF_WORD.search(style):
                self._now.kind = "bullet"
            elif listed:
                self._now.kind = "perhaps"  # an item only where Word wrote a mark before it
            elif self._lists and self._open[-2:-1] and self._open[-2].name == "li":
                self._now.kind = "number" if self._lists[-1] == "ol" else "bullet"

    def _close(self, name: str) -> None:
        if name in {"ul", "ol"} and self._lists:
            self._lists.pop()
        if not self._held[name]:
            return
        while self._open[-1].name != name:
            self._held[self._open.pop().name] -= 1
        self._held[self._open.pop().name] -= 1

    def _end_paragraph(self) -> None:
        done, self._now = self._now, _Paragraph()
        marker = "".join(done.marker.split())
        if done.kind == "perhaps":
            done.kind = "bullet" if marker else "paragraph"
        if marker and done.kind == "bullet" and _NUMBERED.match(marker) and marker != "o":
            done.kind = "number"
        if any(span.text.strip() for span in done.spans):
            self.paragraphs.append(done)


def _now(here: bool, above: bool, on: re.Pattern[str], off: re.Pattern[str], style: str) -> bool:
    if style and off.search(style):
        return False
    return here or above or bool(style and on.search(style))


def _address(attributes: dict[str, str]) -> str:
    said = attributes.get("href", "").strip().replace("(", "%28").replace(")", "%29")
    return said if narrative.LINK.fullmatch(said) else ""


def _without_comments(text: str) -> str:
    kept, at = [], 0
    while (start := text.find("<!--", at)) >= 0:
        kept.append(text[at:start])
        end = text.find("-->", start)
        if end < 0:
            return "".join(kept)
        at = end + 3
    kept.append(text[at:])
    return "".join(kept)


def _lines(spans: list[Span]) -> list[str]:
    """The lines of a paragraph, blanks made one."""
    lines: list[list[Span]] = [[]]
    blank = True
    for span in spans:
        if span.text == "\n":
            lines.append([])
            blank = True
            continue
        text = span.text.lstrip(" ") if blank else span.text
        if text:
            blank = text.endswith(" ")
            lines[-1].append(Span(text, span.bold, span.italic, span.link))
    return [line for line in (narrative.marked(one).strip() for one in lines) if line]


def narrative_of(source: str) -> str:
    """The text of some HTML with our marks; "" where there is none, or too much of it."""
    if len(source) > LARGEST:
        return ""
    begin, end = _FRAGMENT
    if begin in source:
        source = source.partition(begin)[2].rpartition(end)[0] or source
    reader = _Reader()
    reader.read(_without_comments(source))
    made: list[str] = []
    before, number = "", 0
    for one in reader.paragraphs:
        lines = _lines(one.spans)
        if not lines:
            continue
        goes_on = one.kind == before != "paragraph"
        number = number + 1 if goes_on else 1
        mark = {"bullet": "- ", "number": f"{number}. "}.get(one.kind, "")
        made.append(("" if not made else "\n" if goes_on else "\n\n") + mark)
        made.append(f"\n{'  ' if mark else ''}".join(lines))
        before = one.kind
    return "".join(made)[:LONGEST]


def tidy(text: str) -> str:
    """Plain text from outside, as a box can hold it: one kind of line end, no control signs."""
    return words.cleaned(text[:LONGEST]).replace("\t", " ")


def html_of(text: str) -> str:
    """Marked text as plain HTML, for other programs to paste."""
    made, within = [], ""
    for block in narrative.blocks(text):
        wanted = {"bullet": "ul", "number": "ol"}.get(block.kind, "")
        if within and (wanted != within or block.first):
            made.append(f"</{within}>")
        if wanted and (wanted != within or block.first):
            made.append(f"<{wanted}>")
        within = wanted
        said = "<br>".join("".join(map(_tagged, narrative.spans(line)))
                           for line in block.text.split("\n"))  # fmt: skip
        made.append(f"<li>{said}</li>" if wanted else f"<p>{said}</p>")
    return "".join(made) + (f"</{within}>" if within else "")


def _tagged(span: Span) -> str:
    said = html.escape(span.text)
    if span.link:
        said = f'<a href="{html.escape(span.link)}">{said}</a>'
    if span.italic:
        said = f"<i>{said}</i>"
    return f"<b>{said}</b>" if span.bold else said
