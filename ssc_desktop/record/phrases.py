"""Any value of the record in words of a language: codes as labels, dates, sums, names."""

from collections.abc import Iterable

from ssc_desktop.i18n import N_, Words, is_right_to_left
from ssc_desktop.record import dates
from ssc_desktop.record.case import CASE, Case
from ssc_desktop.record.definition import FieldDefinition, Kind
from ssc_desktop.record.values import Answer, Item, Noted
from ssc_desktop.record.vocabularies import Code, vocabulary

_ANSWERS = {
    Answer.UNKNOWN: N_("unknown"),
    Answer.NOT_APPLICABLE: N_("not applicable"),
    Answer.WITHHELD: N_("withheld"),
}
NAMING_FIELDS = (
    "name_as_used",
    "citation",
    "statement",
    "what",
    "text",
    "name",
    "person",
    "topic",
)
_YEAR = 4
"""So few digits may be a year, and are read as easily without separators."""
_SPACED = {"fr": "\u202f", "es": "\u00a0", "pt": "\u00a0"}


def shown(definition: FieldDefinition, value: object, case: Case, words: Words) -> str:
    """A field's value as a reader sees it; "" where nothing was answered."""
    if value is None or value in ((), ""):
        return ""
    if isinstance(value, Answer):
        return answer(value, words)
    if isinstance(value, Noted):
        codes = value.code if isinstance(value.code, tuple) else (value.code,)
        said = joined((_label(definition, c, case, words) for c in codes if c is not None), words)
        return (
            words.gettext("{code}: {note}").format(code=said, note=value.note)
            if (said and value.note)
            else said or value.note or ""
        )
    if isinstance(value, tuple):
        return joined((_label(definition, one, case, words) for one in value), words)
    return _one(definition, value, case, words)


def answer(value: Answer, words: Words) -> str:
    """“unknown”, “not applicable” or “withheld” in a language."""
    return words.gettext(_ANSWERS[value])


def joined(parts: Iterable[str], words: Words) -> str:
    """Several words as one list, with the language's comma."""
    comma = "، " if is_right_to_left(words.language) else ", "
    return comma.join(part for part in parts if part)


def _one(definition: FieldDefinition, value: object, case: Case, words: Words) -> str:
    if definition.kind is Kind.DATE:
        return dates.shown(str(value), words)
    if definition.kind is Kind.YES_NO:
        return words.gettext(N_("yes")) if value else words.gettext(N_("no"))
    if definition.kind is Kind.COUNT and definition.name != "year":
        return number(str(value), words)
    if definition.kind is Kind.DECIMAL and definition.name not in {"lat", "lon"}:
        return number(str(value), words)
    if definition.kind is Kind.FIGURE:
        return figure(str(value), words)
    return _label(definition, value, case, words)


def _label(definition: FieldDefinition, value: object, case: Case, words: Words) -> str:
    if definition.refers_to:
        return name_of(case, str(value))
    if definition.vocabulary and isinstance(value, Code):
        return vocabulary(definition.vocabulary).label(value, words.language)
    return str(value)


def number(text: str, words: Words) -> str:
    """A decimal string with the language's separators: “1,857,380”, “1 857 380”, “4,5”."""
    whole, _point, part = text.partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    if not digits.isdigit():
        return text
    grouped = f"{int(digits):,}"
    mark = "."
    if words.language in _SPACED:
        grouped, mark = grouped.replace(",", _SPACED[words.language]), ","
    return sign + grouped + (mark + part if part else "")


def figure(text: str, words: Words) -> str:
    """A free figure: a bare number of five digits and more gets its separators, the rest stays."""
    return number(text, words) if text.isascii() and text.isdigit() and len(text) > _YEAR else text


def name_of(case: Case, identity: str) -> str:
    """What an item of the case is called; the id itself where no item has it."""
    for group in CASE.groups().values():
        held = getattr(case, group.attribute, ())
        for item in held if isinstance(held, tuple) else ():
            if item.id == identity:
                return called(item) or identity
    return identity


def called(item: Item) -> str:
    """The words by which people know an item: a partner's name, a source's title."""
    for name in NAMING_FIELDS:
        said = getattr(item, name, None)
        if isinstance(said, str) and said and not isinstance(said, Answer):
            return said
    return ""
