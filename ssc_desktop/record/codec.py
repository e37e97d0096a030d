"""One field's value between JSON and memory; what does not fit is said by name."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from ssc_desktop.i18n import _
from ssc_desktop.record import dates, words
from ssc_desktop.record.definition import FieldDefinition, Kind
from ssc_desktop.record.values import Answer, Noted, Value
from ssc_desktop.record.vocabularies import vocabulary

_DECIMAL = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_DIGEST = re.compile(r"[0-9a-f]{64}")


class Misfit(Exception):
    """A value that a field cannot hold; the text says why."""


def answer_in(value: object) -> Answer | None:
    """The answer without a value that `{"answer": ...}` stands for, else None.

    Raises Misfit where the object names no such answer.
    """
    if not isinstance(value, dict) or set(value) != {"answer"}:
        return None
    try:
        return Answer(value["answer"])
    except ValueError:
        raise Misfit(_("the answer is not one of unknown, not_applicable, withheld")) from None


def read(definition: FieldDefinition, value: Any) -> Value | None:
    """A field's value from JSON; None where the field is left empty.

    Raises Misfit where the value is not of the field's kind or names no code of its vocabulary.
    """
    if value is None:
        return None
    answer = answer_in(value)
    if answer is not None:
        return answer
    made = _READERS[definition.kind](definition, value)
    return None if made == () else made  # a list emptied again is no answer


def understood(definition: FieldDefinition, value: Any) -> Value | None:
    """A field's value from JSON that a newer version may have made; what is not understood is None.

    A code that a newer list holds is shown as it is, and so are the words beside it.
    """
    try:
        return read(definition, value)
    except Misfit:
        return _newer(definition, value)


def _newer(definition: FieldDefinition, value: Any) -> Value | None:
    if definition.kind in {Kind.CHOICES, Kind.MARKS} and isinstance(value, list):
        codes: tuple[Any, ...] = tuple(item for item in value if isinstance(item, str | int))
        return codes
    if definition.kind is Kind.CHOICE and isinstance(value, str | int):
        return value
    if definition.kind is Kind.NOTED and isinstance(value, dict):
        code, note = value.get("code"), value.get("note")
        return Noted(
            code if isinstance(code, str) else None,
            words.cleaned(note).strip() if isinstance(note, str) else None,
        )
    if (definition.pattern or definition.within is not None) and isinstance(value, str):
        return words.cleaned(value).strip() or None
    return None


def written(value: Value) -> Any:
    """A field's value as JSON."""
    if isinstance(value, Answer):
        return {"answer": value.value}
    if isinstance(value, Noted):
        made: dict[str, Any] = {}
        if value.code not in {None, ()}:
            made["code"] = list(value.code) if isinstance(value.code, tuple) else value.code
        if value.note:
            made["note"] = value.note
        return made
    return list(value) if isinstance(value, tuple) else value


def _text(definition: FieldDefinition, value: Any) -> str | None:
    if not isinstance(value, str):
        raise Misfit(_("it must be text"))
    text = words.cleaned(value)
    if len(text) > words.LONGEST:
        raise Misfit(_("it is longer than one field can hold"))
    if definition.kind is not Kind.TEXT:
        text = text.strip()
    if text and definition.pattern and not re.fullmatch(definition.pattern, text):
        raise Misfit(_("it must look like “{example}”").format(example=definition.example))
    return text or None


def _lines(definition: FieldDefinition, value: Any) -> tuple[str, ...]:
    given = [value] if isinstance(value, str) else value
    if not isinstance(given, list):
        raise Misfit(_("it must be a list of texts"))
    lines = tuple(line for line in (_text(definition, item) for item in given) if line)
    if definition.most is not None and len(lines) > definition.most:
        raise Misfit(_("it can hold {n} at most").format(n=definition.most))
    return lines


def _count(_definition: FieldDefinition, value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 2**53:
        raise Misfit(_("it must be a whole number"))
    return value


def _decimal(definition: FieldDefinition, value: Any) -> str:
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if not isinstance(text, str) or not _DECIMAL.fullmatch(text):
        raise Misfit(_("it must be a number written as text, such as “4.5”"))
    if definition.within is not None and abs(Decimal(text)) > definition.within:
        raise Misfit(_("it must lie between -{most} and {most}").format(most=definition.within))
    return text


def _figure(definition: FieldDefinition, value: Any) -> str | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return _text(definition, value)


def _date(_definition: FieldDefinition, value: Any) -> str:
    if not isinstance(value, str) or not dates.valid(value):
        raise Misfit(_("it must be a date such as 2008, 2008-08, 2008-08-15, 2011~ or .."))
    return value


def _choice(definition: FieldDefinition, value: Any) -> str | int:
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise Misfit(_("it must be a code"))
    if definition.vocabulary and not vocabulary(definition.vocabulary).holds(value):
        raise Misfit(
            _("“{code}” is not in the list “{list}”").format(
                code=str(value)[:60], list=definition.vocabulary
            )
        )
    return value


def _choices(definition: FieldDefinition, value: Any) -> tuple[Any, ...]:
    given = value if isinstance(value, list) else [value]
    codes = tuple(dict.fromkeys(_choice(definition, item) for item in given))
    if definition.most is not None and len(codes) > definition.most:
        raise Misfit(_("it can hold {n} at most").format(n=definition.most))
    return codes


def _marks(definition: FieldDefinition, value: Any) -> tuple[Any, ...]:
    return tuple(sorted(_choices(definition, value), key=vocabulary(definition.vocabulary).rank))


def _noted(definition: FieldDefinition, value: Any) -> Noted | None:
    if isinstance(value, str | int | list):
        known = vocabulary(definition.vocabulary).codes if definition.vocabulary else {}
        is_code = isinstance(value, list) or value in known
        value = {"code": value} if is_code else {"note": value}
    if not isinstance(value, dict) or not set(value) <= {"code", "note"}:
        raise Misfit(_("it must hold “code” and “note”, nothing else"))
    code, note = value.get("code"), value.get("note")
    made = Noted(
        None if code is None else _code_of(definition, code),
        None if note is None else _text(definition, note),
    )
    return made or None


def _code_of(definition: FieldDefinition, code: Any) -> Any:
    if definition.refers_to:
        return _reference(definition, code)
    return _choices(definition, code) if definition.several else _choice(definition, code)


def _yes_no(_definition: FieldDefinition, value: Any) -> bool:
    if not isinstance(value, bool):
        raise Misfit(_("it must be true or false"))
    return value


def _reference(_definition: FieldDefinition, value: Any) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= 200:
        raise Misfit(_("it must be the id of an item"))
    return value


def _references(definition: FieldDefinition, value: Any) -> tuple[str, ...]:
    given = value if isinstance(value, list) else [value]
    return tuple(dict.fromkeys(_reference(definition, item) for item in given))


def _digest(_definition: FieldDefinition, value: Any) -> str:
    if not isinstance(value, str) or not _DIGEST.fullmatch(value):
        raise Misfit(_("it must be a SHA-256 in lower-case hex"))
    return value


_READERS: dict[Kind, Callable[[FieldDefinition, Any], Value | None]] = {
    Kind.LINE: _text,
    Kind.TEXT: _text,
    Kind.LINES: _lines,
    Kind.COUNT: _count,
    Kind.DECIMAL: _decimal,
    Kind.FIGURE: _figure,
    Kind.DATE: _date,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.MARKS: _marks,
    Kind.NOTED: _noted,
    Kind.YES_NO: _yes_no,
    Kind.REFERENCE: _reference,
    Kind.REFERENCES: _references,
    Kind.DIGEST: _digest,
}
