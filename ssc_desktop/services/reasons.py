"""The notes of saves that decide something: what was done, and why.

They travel with the save, so what was done is a plain English word in front; the reason is in the
words of the person. A program that knows nothing of it shows both, and is understood.
"""

from typing import Final, NamedTuple

SETTLED: Final = "settled"
REOPENED: Final = "reopened"
WITHDRAWN: Final = "withdrawn"
TAKEN_IN: Final = "taken in"
"""From a document, form or table. The name of the file may name people and does not travel:
`store.originals` knows it, on the computer where it came in."""
TAKEN_BACK: Final = "taken back"
"""What such a file had brought."""
_DEEDS: Final = (SETTLED, REOPENED, WITHDRAWN, TAKEN_IN, TAKEN_BACK)
_ELSEWHERE: Final = frozenset({SETTLED, REOPENED, TAKEN_IN, TAKEN_BACK})
_BETWEEN: Final = ": "


class Reason(NamedTuple):
    """What a save decided, and why."""

    deed: str = ""
    """`settled`, `reopened`, `withdrawn`, `taken in`, `taken back`; "" for any other save."""
    why: str = ""


def note(deed: str, why: str) -> str:
    """The note of a save."""
    bare = " ".join(why.split())
    return f"{deed}{_BETWEEN}{bare}" if bare else deed


def is_elsewhere(text: str) -> bool:
    """Whether a note is that of a save made on another page than the editor's.

    An editor that does not know of it must not undo it.
    """
    return read(text).deed in _ELSEWHERE


def read(text: str) -> Reason:
    """What a note tells; of any other save all of it is the reason."""
    deed, between, why = text.partition(_BETWEEN)
    if deed in _DEEDS and (between or deed == text):
        return Reason(deed, why)
    return Reason("", text)
