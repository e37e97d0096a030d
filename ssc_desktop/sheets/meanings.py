"""What a text in a cell means for a field: codes by their names, dates and numbers as people write.

Used for our own tables, in which somebody typed, and for those of others.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from ssc_desktop.i18n import _
from ssc_desktop.record import codec, dates
from ssc_desktop.record.codec import Misfit
from ssc_desktop.record.definition import FieldDefinition, Kind
from ssc_desktop.record.values import Answer
from ssc_desktop.record.vocabularies import folded, vocabulary
from ssc_desktop.sheets import cells
from ssc_desktop.sheets.cells import Said

_YES = frozenset(
    map(folded, "yes y true 1 x oui vrai sí si verdadero sim verdadeiro نعم صحيح".split())
)
_NO = frozenset(map(folded, "no n false 0 non faux falso não nao لا خطأ".split()))
_GROUPED = re.compile(r"[\s\u00a0\u202f'’_]")
_FIGURES = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})", re.ASCII)
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)[T ]\d\d:\d\d.*", re.ASCII)
_SEPARATORS = (";", "\n", "|", ",")
_NUMBERS = {Kind.COUNT, Kind.DECIMAL}


@dataclass(frozen=True, slots=True)
class Manner:
    """How somebody's cells are written; the default is ours."""

    own: bool = True
    values: Mapping[str, str] = field(default_factory=dict)
    """Their values, folded, and ours."""
    separator: str = ""
    dates: str = ""


OWN = Manner()


def value(member: FieldDefinition, what: Said, note: Said = "", manner: Manner = OWN) -> Any:
    """The value as JSON of the record; None where the cells are empty.

    Raises codec.Misfit with the reason where it is no value of this field.
    """
    for one in (what, note):
        if isinstance(one, Answer):
            return {"answer": one.value}
    text = str(what) if member.kind is Kind.TEXT else str(what).strip()
    made = _noted(member, text, str(note), manner) if member.kind is Kind.NOTED else None
    if member.kind is not Kind.NOTED and text.strip():
        made = _OF_KIND.get(member.kind, _text)(member, text, manner)
    if made is None:
        return None
    read = codec.read(member, made)
    return None if read is None else codec.written(read)


def is_yes(text: str) -> bool | None:
    """Whether a text means yes or no; None where neither."""
    plain = folded(text)
    return True if plain in _YES else False if plain in _NO else None


def _text(_member: FieldDefinition, text: str, manner: Manner) -> Any:
    return manner.values.get(folded(text), text) if manner.values else text


def _several(text: str, manner: Manner, member: FieldDefinition) -> list[str]:
    if manner.own:
        return cells.parted(text)
    if manner.separator:
        parts = text.split(manner.separator)
    elif member.kind is Kind.LINES:
        parts = re.split(r"[;\n|]", text)
    else:
        parts = _codes_in(member, text, manner)
    return [one.strip() for one in parts if one.strip()]


def _codes_in(member: FieldDefinition, text: str, manner: Manner) -> list[str]:
    """Several codes or names in one cell: a name may hold a comma, a list of Kobo has blanks."""
    for separator in ("", *_SEPARATORS, " "):
        parts = [one.strip() for one in (text.split(separator) if separator else [text])]
        known = [_known(member, one, manner) for one in parts if one]
        if known and None not in known:
            return [one for one in parts if one]
    return re.split(r"[;\n|,]", text)


def _known(member: FieldDefinition, text: str, manner: Manner) -> Any:
    text = manner.values.get(folded(text), text)
    if not member.vocabulary:
        return text
    listed = vocabulary(member.vocabulary)
    if member.numbered and text.isascii() and text.isdigit() and len(text) < 9:
        return int(text) if int(text) in listed.codes else None
    if text in listed.codes:
        return text
    found = listed.meant(text)
    return found if found is not None else (text if listed.holds(text) else None)


def _code(member: FieldDefinition, text: str, manner: Manner) -> Any:
    found = _known(member, text, manner)
    return text if found is None else found


def _codes(member: FieldDefinition, text: str, manner: Manner) -> Any:
    return [_code(member, one, manner) for one in _several(text, manner, member)]


def _noted(member: FieldDefinition, text: str, note: str, manner: Manner) -> Any:
    made: dict[str, Any] = {}
    if text:
        codes = _codes(member, text, manner) if member.several else _code(member, text, manner)
        strange = not manner.own and _known_none(member, text, manner)
        if strange:
            note = "\n".join(one for one in (text, note) if one)
        else:
            made["code"] = codes
    if note.strip():
        made["note"] = note
    return made or None


def _known_none(member: FieldDefinition, text: str, manner: Manner) -> bool:
    parts = _several(text, manner, member) if member.several else [text]
    return any(_known(member, one, manner) is None for one in parts) or not member.vocabulary


def _lines(member: FieldDefinition, text: str, manner: Manner) -> Any:
    return _several(text, manner, member)


def _references(_member: FieldDefinition, text: str, _manner: Manner) -> Any:
    return [one for part in cells.parted(text) for one in part.split()]


def _yes_no(_member: FieldDefinition, text: str, manner: Manner) -> Any:
    found = is_yes(manner.values.get(folded(text), text))
    if found is None:
        raise Misfit(_("it must be yes or no"))
    return found


def _date(_member: FieldDefinition, text: str, manner: Manner) -> Any:
    if dates.valid(text):
        return text
    moment = _MOMENT.fullmatch(text)
    if moment:
        return moment[1]
    figures = _FIGURES.fullmatch(text)
    if figures and manner.dates == "mdy":
        text = f"{figures[2]}.{figures[1]}.{figures[3]}"
    return dates.read(text) or text


def _count(_member: FieldDefinition, text: str, _manner: Manner) -> Any:
    number = Decimal(_decimal(_member, text, _manner))
    if number != number.to_integral_value():
        raise Misfit(_("it must be a whole number"))
    return int(number)


def _decimal(_member: FieldDefinition, text: str, _manner: Manner) -> str:
    plain = _GROUPED.sub("", "".join(str(int(c)) if c.isdecimal() else c for c in text))
    plain = plain.replace("\u066b", ".").replace("\u066c", "")  # those of Arabic
    if "," in plain and "." in plain:
        thousands, point = (",", ".") if plain.rfind(".") > plain.rfind(",") else (".", ",")
        plain = plain.replace(thousands, "").replace(point, ".")
    elif plain.count(",") == 1:
        whole, _comma, part = plain.partition(",")
        if len(part) == 3 and whole.lstrip("-") not in {"", "0"}:
            raise Misfit(
                _("the comma in “{text}” may stand for thousands or for a point").format(text=text)
            )
        plain = f"{whole}.{part}"
    elif plain.count(",") > 1 or plain.count(".") > 1:
        plain = plain.replace(",", "").replace(".", "")
    if not re.fullmatch(r"-?\d+(\.\d+)?", plain, re.ASCII):
        raise Misfit(_("it must be a number"))
    return plain


_OF_KIND = {
    Kind.LINES: _lines,
    Kind.COUNT: _count,
    Kind.DECIMAL: _decimal,
    Kind.DATE: _date,
    Kind.CHOICE: _code,
    Kind.CHOICES: _codes,
    Kind.MARKS: _codes,
    Kind.YES_NO: _yes_no,
    Kind.REFERENCES: _references,
}
