"""The values a field can hold: immutable, the same in memory, in JSON and in revisions."""

import enum
from dataclasses import dataclass


class Answer(enum.StrEnum):
    """An answer without a value; every field accepts it."""

    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"
    WITHHELD = "withheld"


@dataclass(frozen=True, slots=True)
class Noted:
    """A code and words to it; either may be missing.

    `code` is one code, or a tuple of codes where the field allows several.
    """

    code: str | int | tuple[str, ...] | None = None
    note: str | None = None

    def __bool__(self) -> bool:
        return bool(self.note) or self.code not in {None, ()}


Scalar = str | int | bool
Value = Scalar | tuple[str, ...] | tuple[int, ...] | Noted | Answer
Text = str | Answer | None
Lines = tuple[str, ...] | Answer | None
Count = int | Answer | None
Figure = str | Answer | None
PartialDate = str | Answer | None
Code = str | Answer | None
Level = int | Answer | None
Codes = tuple[str, ...] | Answer | None
Numbers = tuple[int, ...] | Answer | None
Words = Noted | Answer | None
Flag = bool | Answer | None
Reference = str | Answer | None
References = tuple[str, ...] | Answer | None


@dataclass(frozen=True, kw_only=True)
class Item:
    """One item of a repeated group."""

    id: str
    """UUIDv7; other items refer to it by this."""


def given(value: object) -> bool:
    """Whether a field was answered at all; `unknown` is an answer, an empty text is not."""
    # asked a thousand times for every page
    if value is None or type(value) is str:
        return bool(value)
    return value not in ("", ()) and (not isinstance(value, Noted) or bool(value))


def usable(value: object) -> bool:
    """Whether an answer can be compared: not unknown, not applicable or withheld."""
    return given(value) and not isinstance(value, Answer)
