"""Places in a hand-sorted list: texts between which there is always room for another.

A position is a fraction written in the digits 0-9a-z, compared as text. Moving an item changes its
own position and no other.
"""

import re
from typing import Final

_DIGITS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"
_BASE: Final = len(_DIGITS)
_FIRST: Final = "i001"
_FORM = re.compile(r"[0-9a-z]{0,199}[1-9a-z]")


def is_position(text: object) -> bool:
    """Whether `text` is a place; a trailing 0 is not allowed, nothing would fit before it."""
    return type(text) is str and _FORM.fullmatch(text) is not None


def between(before: str, after: str) -> str:
    """A place after `before` and before `after`; "" stands for the open end.

    Two laptops may have chosen the same place, so that `before` equals `after`: the answer then
    follows both. What is not a place counts as an open end.
    """
    before = before if is_position(before) else ""
    after = after if is_position(after) else ""
    if before and after and before >= after:
        return before + _DIGITS[_BASE // 2]
    if not after:
        return _following(before) if before else _FIRST
    return (not before and _preceding(after)) or _middle(before, after)


def spread(count: int) -> tuple[str, ...]:
    """Places for `count` items of a new list, in order."""
    places: list[str] = []
    for _number in range(count):
        places.append(between(places[-1] if places else "", ""))
    return tuple(places)


def _following(place: str) -> str:
    """Count up in the width at hand: a list written from top to bottom keeps short places."""
    for index in reversed(range(len(place))):
        if place[index] != _DIGITS[-1]:
            raised = place[:index] + _DIGITS[_DIGITS.index(place[index]) + 1]
            rest = len(place) - index - 1
            return raised + "0" * (rest - 1) + "1" if rest else raised
    return place + _FIRST


def _preceding(place: str) -> str:
    """Count down likewise; "" where the width leaves no room."""
    for index in reversed(range(len(place))):
        floor = "1" if index == len(place) - 1 else "0"
        if place[index] > floor:
            lowered = place[:index] + _DIGITS[_DIGITS.index(place[index]) - 1]
            return lowered + _DIGITS[-1] * (len(place) - index - 1)
    return ""


def _middle(before: str, after: str) -> str:
    """The fraction half-way, with as few digits as it takes."""
    shared = 0
    while shared < len(after) and (before[shared : shared + 1] or "0") == after[shared]:
        shared += 1
    low = _DIGITS.index(before[shared]) if shared < len(before) else 0
    high = _DIGITS.index(after[shared])
    head = after[:shared]
    if high - low > 1:
        return head + _DIGITS[(low + high) // 2]
    if len(after) > shared + 1 and high != low:
        return head + after[shared]
    rest = before[shared + 1 :]
    return head + _DIGITS[low] + (_following(rest) if rest else _DIGITS[_BASE // 2])
