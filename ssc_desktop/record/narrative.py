"""The Markdown subset of narrative fields: paragraphs, lists, bold, italic and web links.

The text of a field is what was typed, marks and all; this module alone says what is a mark. Word
documents, the editor, counts of words and the search read it through here.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_BREAKS = {"\x0b": "\n", "\x0c": "\n"}
_BULLET = re.compile(r"^\s{0,3}[-*•]\s+(?=\S)")
_NUMBER = re.compile(r"^\s{0,3}\d{1,3}[.)]\s+(?=\S)")
_ADDRESS = r"https?://[^\s()<>\"]{1,2000}"
LINK = re.compile(_ADDRESS)
"""An address that a link may lead to."""
_ITEM = r"\s{0,3}(?:[-•]|\d{1,3}[.)])\s"
_FIRST_ITEM, _LATER_ITEM = re.compile(_ITEM), re.compile("\n" + _ITEM)
# every part stops at the next mark, so that a text full of stray marks is still read in one pass
_MARK = re.compile(
    r"\*\*(?!\s)(?P<bold>(?:[^*\n]|\*(?!\*)|\*(?=\*\*(?!\*)))+?)(?<!\s)\*\*(?!\*)"
    r"|\*(?![\s*])(?P<italic>[^*\n]+)(?<!\s)\*"
    rf"|\[(?P<text>[^\[\]\n]{{1,400}})\]\((?P<link>{_ADDRESS})\)"
)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text of one look, or a link."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a line as it was typed: words of one look, or a mark."""

    start: int
    end: int
    mark: bool = False
    bold: bool = False
    italic: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or an item of a list."""

    kind: str
    """`paragraph`, `bullet` or `number`."""
    text: str
    first: bool = True
    """Whether a list begins here."""


def clean(text: str) -> str:
    """`text` without what XML forbids; every kind of line end becomes a line feed."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    return _FORBIDDEN.sub(lambda found: _BREAKS.get(found[0], ""), unified)


def blocks(text: str) -> list[Block]:
    """The paragraphs and list items of a narrative text; empty ones are none."""
    found: list[Block] = []
    lines: list[str] = []
    for line in [*clean(text).split("\n"), ""]:
        kind, start = beginning(line)
        rest = line[start:]
        if kind == "paragraph" and rest.strip():
            _continue(found, lines, rest)
            continue
        _close(found, lines)
        if kind != "paragraph":
            found.append(Block(kind, rest.strip(), first=not found or found[-1].kind != kind))
    return found


def beginning(line: str) -> tuple[str, int]:
    """What a line is (`paragraph`, `bullet`, `number`), and where its words begin."""
    for kind, pattern in (("bullet", _BULLET), ("number", _NUMBER)):
        match = pattern.match(line)
        if match:
            return kind, match.end()
    return "paragraph", 0


def _continue(found: list[Block], lines: list[str], line: str) -> None:
    """A line that goes on: of a list item where it is indented under one, else of a paragraph."""
    if not lines and found and found[-1].kind != "paragraph" and line.startswith("  "):
        last = found[-1]
        found[-1] = Block(last.kind, f"{last.text}\n{line.strip()}", last.first)
    else:
        lines.append(line.strip())


def _close(found: list[Block], lines: list[str]) -> None:
    if lines:
        found.append(Block("paragraph", "\n".join(lines)))
        lines.clear()


def has_marks(text: str) -> bool:
    """Whether a line may have marks of bold, italic or links; most have none."""
    return "*" in text or "[" in text


def spans(text: str) -> Iterator[Span]:
    """The stretches of `text`; marks that close nothing stay as they were typed."""
    for one in stretches(text):
        if not one.mark:
            yield Span(text[one.start : one.end], one.bold, one.italic, one.link)


def stretches(text: str) -> Iterator[Stretch]:
    """All of `text`, words and marks, in its order; lists are not looked at."""
    return _stretches(text, Stretch(0, len(text)))


def _stretches(text: str, within: Stretch) -> Iterator[Stretch]:
    start, bold, italic = within.start, within.bold, within.italic
    for match in _MARK.finditer(text, start, within.end):
        if match.start() > start:
            yield Stretch(start, match.start(), bold=bold, italic=italic)
        name = match.lastgroup or ""
        first, last = match.span("text" if name == "link" else name)
        inside = Stretch(
            first, last, bold=bold or name == "bold", italic=italic or name == "italic",
            link=match["link"] or "",
        )  # fmt: skip
        yield Stretch(match.start(), first, mark=True, link=inside.link)
        if name == "link":
            yield inside
        else:
            yield from _stretches(text, inside)
        yield Stretch(last, match.end(), mark=True, link=inside.link)
        start = match.end()
    if start < within.end:
        yield Stretch(start, within.end, bold=bold, italic=italic)


def marked(said: Sequence[Span]) -> str:
    """One line of text with marks: what `spans` reads as `said`, as far as marks can say it."""
    return "".join(_marked(said, ("bold", "italic")))


def _marked(said: Sequence[Span], looks: tuple[str, ...]) -> Iterator[str]:
    if not looks:
        for link, group in itertools.groupby(said, key=lambda span: span.link):
            text = "".join(span.text for span in group)
            yield _linked(text, link) if link else text
        return
    for there, group in itertools.groupby(said, key=lambda span: getattr(span, looks[0])):
        inside = "".join(_marked(tuple(group), looks[1:]))
        mark = {"bold": "**", "italic": "*"}[looks[0]] if there else ""
        bare = inside.strip()
        # a mark does not open before a blank, nor close behind one
        at = inside.find(bare)
        yield f"{inside[:at]}{mark}{bare}{mark}{inside[at + len(bare) :]}" if bare else inside


def _linked(text: str, link: str) -> str:
    said = text.replace("[", "(").replace("]", ")")
    return f"[{said}]({link})" if said.strip() and LINK.fullmatch(link) else text


def unmarked(text: str) -> str:
    """The words of `text`, line by line, without marks, marks of lists and addresses of links."""
    if not _may_be_marked(text):
        return text
    lines = []
    for line in text.split("\n"):
        said = line[beginning(line)[1] :]
        lines.append("".join(span.text for span in spans(said)))
    return "\n".join(lines)


def _may_be_marked(text: str) -> bool:
    # one pattern for all of it would try every letter; a search asks this of every word of a story
    if "*" in text or "[" in text:
        return True
    return bool(_FIRST_ITEM.match(text) or _LATER_ITEM.search(text))


def plain(text: str) -> str:
    """The text without its marks, on one line: for titles, lists and alternative texts."""
    return " ".join("".join(span.text for span in spans(clean(text))).split())
