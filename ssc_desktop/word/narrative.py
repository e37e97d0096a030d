"""The Markdown subset of narrative fields: paragraphs, lists, bold, italic and web links."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ssc_desktop.word.text import clean

_BULLET = re.compile(r"^\s{0,3}[-*•]\s+(?=\S)")
_NUMBER = re.compile(r"^\s{0,3}\d{1,3}[.)]\s+(?=\S)")
# every part stops at the next mark, so that a text full of stray marks is still read in one pass
_MARK = re.compile(
    r"\*\*(?!\s)(?P<bold>(?:[^*\n]|\*(?!\*)|\*(?=\*\*(?!\*)))+?)(?<!\s)\*\*(?!\*)"
    r"|\*(?![\s*])(?P<italic>[^*\n]+)(?<!\s)\*"
    r"|\[(?P<text>[^\[\]\n]{1,400})\]\((?P<link>https?://[^\s()<>\"]{1,2000})\)"
)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text of one look, or a link."""

    text: str
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


def blocks(text: str) -> list[Block]:
    """The paragraphs and list items of a narrative text; empty ones are none."""
    found: list[Block] = []
    lines: list[str] = []
    for line in [*clean(text).split("\n"), ""]:
        kind, rest = _kind_of(line)
        if kind == "paragraph" and rest.strip():
            _continue(found, lines, rest)
            continue
        _close(found, lines)
        if kind != "paragraph":
            found.append(Block(kind, rest.strip(), first=not found or found[-1].kind != kind))
    return found


def _kind_of(line: str) -> tuple[str, str]:
    for kind, pattern in (("bullet", _BULLET), ("number", _NUMBER)):
        match = pattern.match(line)
        if match:
            return kind, line[match.end() :]
    return "paragraph", line


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


def spans(text: str, *, bold: bool = False, italic: bool = False) -> Iterator[Span]:
    """The stretches of `text`; marks that close nothing stay as they were typed."""
    position = 0
    for match in _MARK.finditer(text):
        if match.start() > position:
            yield Span(text[position : match.start()], bold, italic)
        if match["bold"] is not None:
            yield from spans(match["bold"], bold=True, italic=italic)
        elif match["italic"] is not None:
            yield from spans(match["italic"], bold=bold, italic=True)
        else:
            yield Span(match["text"], bold, italic, match["link"])
        position = match.end()
    if position < len(text):
        yield Span(text[position:], bold, italic)


def plain(text: str) -> str:
    """The text without its marks, on one line: for titles, lists and alternative texts."""
    return " ".join("".join(span.text for span in spans(clean(text))).split())
