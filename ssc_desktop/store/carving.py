"""The page carver: rows of a damaged database, read off its pages one by one.

It needs neither header nor schema nor tree: every leaf of a table is taken for itself, and what
does not fit on it is followed to the pages it overflows to. Which rows are what was written is
decided elsewhere, by digests and signatures.
"""

import struct
from collections.abc import Iterator
from typing import Final, NamedTuple

from ssc_desktop.store.pages import Pages

Value = str | bytes | int | float | None

_OTHERS: Final = frozenset({2, 5, 10})
"""What pages of a tree are that hold no rows of a table."""
_HEADER_OF_FILE: Final = 100
_HEADER: Final = 8
_MOST_COLUMNS: Final = 200
_LARGEST: Final = 1 << 30
_INTEGERS: Final = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
"""How many bytes a whole number of each kind takes."""
_REAL, _ZERO, _ONE, _BLOB = 7, 8, 9, 12


class Row(NamedTuple):
    """A row of some table: its number there, and its values in their order."""

    number: int
    values: tuple[Value, ...]


class _Torn(Exception):
    """No row begins here."""


def rows(pages: Pages, number: int, *, older: bool = False) -> Iterator[Row]:
    """The rows on a page, where it is a leaf of a table; those that are torn are left out."""
    page = pages.page(number, older=older)
    head = _HEADER_OF_FILE if number == 1 else 0
    # one bit of the page's kind may be the only one that is wrong
    if page[head] in _OTHERS or not any(page[head : head + _HEADER]):
        return
    held = int.from_bytes(page[head + 3 : head + 5])
    first = head + _HEADER
    for at in range(first, min(first + 2 * held, pages.usable - 1), 2):
        try:
            yield _row(pages, page, int.from_bytes(page[at : at + 2]), older=older)
        except (_Torn, IndexError, struct.error):
            continue


def _row(pages: Pages, page: bytes, at: int, *, older: bool) -> Row:
    length, at = _number(page, at)
    row, at = _number(page, at)
    if not 2 <= length <= _LARGEST:
        raise _Torn
    most = pages.usable - 35
    if length <= most:
        return Row(row, _values(page[at : at + length]))
    least = (pages.usable - 12) * 32 // 255 - 23
    kept = least + (length - least) % (pages.usable - 4)
    kept = kept if kept <= most else least
    here, following = page[at : at + kept], int.from_bytes(page[at + kept : at + kept + 4])
    _kinds(here)  # no chain is followed for what is no row
    return Row(row, _values(here + _overflow(pages, following, length - kept, older=older)))


def _overflow(pages: Pages, number: int, length: int, *, older: bool) -> bytes:
    found: list[bytes] = []
    room = pages.usable - 4
    seen: set[int] = set()
    while length > 0:
        if number in seen or not 1 <= number <= pages.count:
            raise _Torn
        seen.add(number)
        page = pages.page(number, older=older)
        found.append(page[4 : 4 + min(room, length)])
        length -= room
        number = int.from_bytes(page[:4])
    return b"".join(found)


def _kinds(payload: bytes) -> tuple[list[int], int]:
    """The kinds of a row's values, and where the first begins."""
    end, at = _number(payload, 0)
    if not 2 <= end <= len(payload):
        raise _Torn
    kinds: list[int] = []
    while at < end:
        kind, at = _number(payload, at)
        kinds.append(kind)
    if at != end or len(kinds) > _MOST_COLUMNS or {10, 11} & set(kinds):
        raise _Torn
    return kinds, end


def _values(payload: bytes) -> tuple[Value, ...]:
    kinds, at = _kinds(payload)
    found: list[Value] = []
    for kind in kinds:
        size = _size(kind)
        if at + size > len(payload):
            raise _Torn
        found.append(_value(kind, payload[at : at + size]))
        at += size
    return tuple(found)


def _size(kind: int) -> int:
    if kind >= _BLOB:
        return (kind - _BLOB) // 2
    return 8 if kind == _REAL else _INTEGERS.get(kind, 0)


def _value(kind: int, held: bytes) -> Value:
    if kind >= _BLOB:
        # a torn letter is better than a text that is lost; digests tell which is which
        return held.decode("utf-8", "replace") if kind % 2 else held
    if kind == _REAL:
        return float(struct.unpack(">d", held)[0])
    if kind in {_ZERO, _ONE}:
        return kind - _ZERO
    return int.from_bytes(held, signed=True) if kind else None


def _number(held: bytes, at: int) -> tuple[int, int]:
    """A number of one to nine bytes, and where the next thing begins."""
    value = 0
    for step in range(8):
        byte = held[at + step]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + step + 1
    return value << 8 | held[at + 8], at + 9
