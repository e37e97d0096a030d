"""The recovery code of a protected library: 160 random bits that a person can copy from paper.

Eight groups of five characters of Crockford's base32 (no I, L, O, U). Four carry twenty bits, the
fifth tells a slip: any one wrong character, any two that changed places, and a group in another's
place are noticed, and the group is named.
"""

import re
import secrets
from typing import Final

GROUPS: Final = 8
_LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_SAME: Final = str.maketrans("OIL", "011")
_DATA: Final = 4
_GAPS: Final = re.compile(r"[^0-9A-Z]+")
_FIELD: Final = 0b100101
"""x^5 + x^2 + 1: the field of 32 elements in which the check is reckoned."""


def new() -> str:
    """A code that nobody had before."""
    numbers = [[secrets.randbelow(32) for _place in range(_DATA)] for _group in range(GROUPS)]
    return "-".join(
        "".join(_LETTERS[one] for one in (*group, _check(group, place)))
        for place, group in enumerate(numbers)
    )


def read(text: str) -> tuple[str, tuple[int, ...]]:
    """A code as it was typed, in its one form; and the numbers of the groups that are mistyped.

    Small letters, spaces, other gaps, O for 0 and I or L for 1 do not matter. Of the groups, the
    first is 1.
    """
    groups = _groups(text.upper().translate(_SAME))
    wrong = tuple(place + 1 for place, group in enumerate(groups) if not _is_right(group, place))
    missing = tuple(range(len(groups) + 1, GROUPS + 1))
    return "-".join(groups), (*wrong, *missing)


def _groups(text: str) -> list[str]:
    parts = [one for one in _GAPS.split(text) if one]
    if len(parts) == GROUPS:  # then it is known where one character is missing or too much
        return parts
    together = "".join(parts)
    size = _DATA + 1
    return [together[at : at + size] for at in range(0, len(together), size)]


def _is_right(group: str, place: int) -> bool:
    if place >= GROUPS or len(group) != _DATA + 1 or any(one not in _LETTERS for one in group):
        return False
    *data, check = (_LETTERS.index(one) for one in group)
    return _check(data, place) == check


def _check(group: list[int], place: int) -> int:
    """The sum of the characters and the number of the group, each times its own power of x."""
    found = 0
    for value in (place + 1, *group):
        found = _times_x(found) ^ value
    return _times_x(found)


def _times_x(value: int) -> int:
    value <<= 1
    return value ^ _FIELD if value & 32 else value
