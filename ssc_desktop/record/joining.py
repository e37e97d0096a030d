"""Several values of one field as one: all of them in a row, or what each side changed together."""

from collections.abc import Iterable, Sequence
from typing import Any

from ssc_desktop.record import merging, words
from ssc_desktop.record.definition import FieldDefinition, Kind
from ssc_desktop.record.values import Answer, Noted, given

_LISTS = frozenset({Kind.LINES, Kind.CHOICES, Kind.MARKS, Kind.REFERENCES})
_TEXTS = frozenset({Kind.TEXT, Kind.LINE})
_ENDS = ".!?\u2026\u3002\u061f\u06d4\u0964"


def both(definition: FieldDefinition, values: Sequence[Any]) -> Any:
    """All values, one after the other: texts as paragraphs, lists joined with each item once.

    None where that makes no sense: two dates are not one, and “unknown” is not a part of an answer.
    """
    held = list(dict.fromkeys(value for value in values if given(value)))
    if len(held) < 2 or any(isinstance(value, Answer) for value in held):
        return None
    if definition.kind is Kind.TEXT:
        text = "\n\n".join(value.strip() for value in held)
        return text if len(text) <= words.LONGEST else None
    if definition.kind in _LISTS:
        return _few_enough(definition, _union(held))
    return _both_noted(definition, held) if definition.kind is Kind.NOTED else None


def together(definition: FieldDefinition, base: Any, values: Sequence[Any]) -> Any:
    """What every side changed in `base`, put together; None where that is not certain."""
    if any(type(value) is not type(base) for value in values):
        return None
    found: Any = None
    if definition.kind in _TEXTS and isinstance(base, str):
        found = merging.merged(base, values)
    elif definition.kind is Kind.LINES and isinstance(base, tuple):
        lines = merging.merged_lines(base, values)
        found = None if lines is None else _few_enough(definition, lines)
    elif isinstance(base, Noted) and all(value.code == base.code for value in values):
        note = merging.merged(base.note, [value.note or "" for value in values])
        found = Noted(base.code, note) if note else None
    return None if found in values else found


def _union(lists: Sequence[tuple[Any, ...]]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(item for held in lists for item in held))


def _few_enough(definition: FieldDefinition, held: tuple[Any, ...]) -> tuple[Any, ...] | None:
    return held if definition.most is None or len(held) <= definition.most else None


def _both_noted(definition: FieldDefinition, held: Sequence[Noted]) -> Noted | None:
    codes = list(dict.fromkeys(one.code for one in held if one.code not in {None, ()}))
    notes = dict.fromkeys(one.note for one in held if one.note)
    code: Any = codes[0] if codes else None
    if len(codes) > 1:
        if not definition.several:
            return None
        code = _union([one if isinstance(one, tuple) else (one,) for one in codes])
    return Noted(code, _in_a_row(notes) or None)


def _in_a_row(notes: Iterable[str]) -> str:
    text = ""
    for note in notes:
        between = "" if not text else " " if text[-1] in _ENDS else "; "
        text += between + note
    return text
