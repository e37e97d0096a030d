"""All that is written in a story, in the order of the form: for finding words and mistakes."""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ssc_desktop.record.case import CASE, Case
from ssc_desktop.record.definition import Definition, FieldDefinition, GroupDefinition, Kind
from ssc_desktop.record.values import Answer, Noted
from ssc_desktop.record.vocabularies import vocabulary

if TYPE_CHECKING:
    from ui.viewmodels.story_editor import Path

_LETTERS = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f\u064b-\u065f\u0670\u0640][^\W\d_]*)*")
_TYPED = frozenset({Kind.LINE, Kind.TEXT, Kind.LINES, Kind.FIGURE, Kind.NOTED})
PROSE = frozenset({Kind.TEXT, Kind.LINES, Kind.NOTED})
"""Kinds whose words are checked: lines hold names."""
NAMES = frozenset(
    "person organisation name name_as_used city region place where who by_whom contact credit "
    "taken_by translator guardian".split()
)
"""Fields that hold names."""


@dataclass(frozen=True, slots=True)
class Text:
    """What is written in one field, as it stands in its box."""

    path: "Path"
    field: FieldDefinition
    text: str


def texts(case: Case) -> Iterator[Text]:
    """Every text of the story that is not empty."""
    yield from _texts(case, CASE.asked, ())


def _texts(record: object, members: tuple[Definition, ...], above: "Path") -> Iterator[Text]:
    for member in members:
        value: Any = getattr(record, member.attribute)
        if value is None or value == () or isinstance(value, Answer):
            continue
        if isinstance(member, GroupDefinition):
            for item in value:
                yield from _texts(item, member.fields, (*above, member.name, item.id))
        elif isinstance(member, FieldDefinition):
            text = _text(member, value)
            if text:
                yield Text((*above, member.name), member, text)


def _text(field: FieldDefinition, value: Any) -> str:
    free = field.kind is Kind.REFERENCE and not field.refers_to
    if field.automatic or (field.kind not in _TYPED and not free):
        return ""
    if isinstance(value, Noted):
        return value.note or ""
    if isinstance(value, tuple):
        return "\n".join(str(one) for one in value if isinstance(one, str))
    return value if isinstance(value, str) else ""


def names(case: Case) -> frozenset[str]:
    """The words of all names in the story: of partners, persons, places, and of all countries."""
    said = [one.text for one in texts(case) if one.field.name in NAMES]
    own = {word for text in said for word in _words(text)}
    spoken = case.narrative_language if isinstance(case.narrative_language, str) else "en"
    return frozenset(own) | _countries(spoken)


@functools.lru_cache(maxsize=8)
def _countries(language: str) -> frozenset[str]:
    found: set[str] = set()
    for entry in vocabulary("country").entries:
        found |= _words(" ".join((entry.label(language), entry.label("en"), *entry.names)))
    return frozenset(found)


def _words(text: str) -> set[str]:
    return {word.casefold() for word in _LETTERS.findall(text)}
