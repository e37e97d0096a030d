r"""What stands in a cell: a value of the record as text and back, without loss.

`[unknown]`, `[not_applicable]` and `[withheld]` are answers; several values are parted by `; `
(`\;` and `\\` stand for these signs themselves). A `'` in front keeps a text from being taken
for an answer or, in tables of text, for a formula; it is taken off when it is read.
"""

import re
from collections.abc import Iterator
from typing import Any

from ssc_desktop.record.definition import FieldDefinition, Kind
from ssc_desktop.record.values import Answer

LONGEST = 32_000
"""UTF-16 units of one cell; Excel holds 32,767."""
MARKER = "'"
_MARKED = {f"[{one.value}]": one for one in Answer}
# full-width signs too: some programs take them for the others
_FORMULA = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"
_TAKEN_OFF = frozenset(_FORMULA + "'[")
_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,15})?", re.ASCII)
_SPLIT = re.compile(r"(?<!\\)(?:\\\\)*(;)")
_ESCAPED = re.compile(r"\\([\\;])")
_SEVERAL = frozenset({Kind.LINES, Kind.CHOICES, Kind.MARKS, Kind.REFERENCES})

Said = str | Answer
"""What a cell says: a text ("" where it is empty), or an answer without a value."""


def said(member: FieldDefinition, value: Any) -> tuple[Said, str]:
    """A field's value (JSON of the record) as text, and the words beside a code."""
    if value is None:
        return "", ""
    if isinstance(value, dict) and "answer" in value:
        return Answer(value["answer"]), ""
    if member.kind is Kind.NOTED and isinstance(value, dict):
        return _joined(value.get("code")), str(value.get("note", ""))
    if member.kind is Kind.YES_NO:
        return ("yes" if value else "no"), ""
    several = member.kind in _SEVERAL
    return (_joined(value) if several else str(value)), ""


def _joined(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(_without_separators(str(one)) for one in value)
    return str(value)


def _without_separators(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;")


def parted(text: str) -> list[str]:
    """The values that `said` joined."""
    found, start = [], 0
    for match in _SPLIT.finditer(text):
        found.append(text[start : match.start(1)])
        start = match.end(1)
    found.append(text[start:])
    return [_ESCAPED.sub(r"\1", one.strip()) for one in found if one.strip()]


def pieces(what: Said) -> list[str]:
    """The cells that hold what is said: one, or as many as a long text needs."""
    if isinstance(what, Answer):
        return [f"[{what.value}]"]
    return [_unmistakable(piece) for piece in cut(what)] or [""]


def cut(text: str) -> Iterator[str]:
    """A text in pieces that fit into a cell each."""
    if len(text) <= LONGEST // 2:
        yield text
        return
    start = units = 0
    for at, letter in enumerate(text):
        wide = 2 if letter > "\uffff" else 1
        if units + wide > LONGEST:
            yield text[start:at]
            start, units = at, 0
        units += wide
    yield text[start:]


def _unmistakable(text: str) -> str:
    answer = text.rstrip().casefold() in _MARKED
    return MARKER + text if answer or plain(text) != text else text


def neutral(cell: str) -> str:
    """A cell for a table of text, in which no program finds a formula."""
    if cell[:1] and cell[0] in _FORMULA and not _NUMBER.fullmatch(cell):
        return MARKER + cell
    return cell


def plain(cell: str) -> str:
    """The text of a cell of ours."""
    marked = cell[:1] == MARKER and len(cell) > 1 and cell[1] in _TAKEN_OFF
    return cell[1:] if marked else cell


def heard(cells: list[str]) -> Said:
    """What the cells of one answer say, the first and those that go on."""
    rest = [one for one in cells[1:] if one]
    if not rest and cells[0].rstrip().casefold() in _MARKED:
        return _MARKED[cells[0].rstrip().casefold()]
    return "".join(map(plain, (cells[0], *rest)))


def is_same(one: Said, other: Said) -> bool:
    """Whether two cells say the same; the text “unknown” is not the answer."""
    return isinstance(one, Answer) == isinstance(other, Answer) and one == other
