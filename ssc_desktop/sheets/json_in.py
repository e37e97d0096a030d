"""Reading files of record JSON; what is wrong with one is said in our own words."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from ssc_desktop import at_rest
from ssc_desktop.errors import InvalidInput
from ssc_desktop.i18n import _
from ssc_desktop.identifiers import is_id, new_id
from ssc_desktop.record import CASE, FieldDefinition, codec, record_json
from ssc_desktop.record.definition import Definition
from ssc_desktop.record.found import MISSING, FoundAnswer, FoundStory, Origin, Trust

_LONGEST_FILE = 64 * 1024 * 1024
_MOST_VALUES = 3_000_000
"""Values of a file, commas in its texts counted too: each takes some sixty bytes of memory."""
_MOST_DIGITS = 1000
_FILE = "file"
"""In an item of “attachment”: where its file lies, beside the record."""


class _Misread(ValueError):
    """A file that is no record; its text is a reason in plain words."""


def records_in(path: Path) -> list[Any]:
    """The records in a file: one, or a list of them. Raises InvalidInput."""
    try:
        data = _parsed(_content(path))
    except OSError as error:
        raise InvalidInput(
            _("The file “{name}” cannot be read.").format(name=path.name),
            advice=_("Check that it is there and that you may read it."),
        ) from error
    except _Misread as error:
        raise InvalidInput(
            _("The file “{name}” is not JSON of a record: {reason}.").format(
                name=path.name, reason=error
            ),
            advice=_("Correct it; nothing was added."),
        ) from error
    return data if isinstance(data, list) else [data]


def _content(path: Path) -> bytes:
    if path.is_dir():
        raise InvalidInput(
            _("“{name}” is a folder, not a file.").format(name=path.name or path),
            advice=_("Name the file of a record."),
        )
    if at_rest.is_sealed(path):
        raise InvalidInput(
            _("“{name}” holds words of a protected library, which only that library can read.")
            .format(name=path.name),
            advice=_("Open that library in the window: the words wait for you there."),
        )  # fmt: skip
    with path.open("rb") as stream:
        content = stream.read(_LONGEST_FILE + 1)
    if len(content) > _LONGEST_FILE or sum(map(content.count, b"[{,")) > _MOST_VALUES:
        raise _Misread(_("it is too long"))
    return content


def _parsed(content: bytes) -> Any:
    try:
        return json.loads(
            content.decode("utf-8-sig"),
            parse_float=_no_float,
            parse_int=_whole_number,
            object_pairs_hook=_once_each,
        )
    except UnicodeDecodeError as error:
        raise _Misread(_("it is not text in UTF-8")) from error
    except json.JSONDecodeError as error:
        where = _("it cannot be understood at line {line}, column {column}")
        raise _Misread(where.format(line=error.lineno, column=error.colno)) from error
    except RecursionError as error:
        raise _Misread(_("it is too deeply nested")) from error


def _no_float(text: str) -> str:
    # amounts are decimal strings: 4.5 in a file is read as "4.5", never as a float
    return text


def _whole_number(text: str) -> int:
    if len(text) > _MOST_DIGITS:
        raise _Misread(_("a number in it is too long"))
    return int(text)


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The members of an object; of two with one name nobody could say which is meant."""
    made: dict[str, Any] = {}
    for name, value in pairs:
        if name in made:
            raise _Misread(_("“{name}” is there twice").format(name=name[:60]))
        made[name] = value
    return made


def look_at(path: Path, record: Any) -> None:
    """Read a record without adding it. Raises InvalidInput that names the file."""
    try:
        items = record.get("attachment") if isinstance(record, dict) else None
        plain = record
        if isinstance(items, list):
            without = [
                {key: value for key, value in item.items() if key != "file"}
                if isinstance(item, dict)
                else item
                for item in items
            ]
            plain = {**record, "attachment": without}
        record_json.read(plain)
    except InvalidInput as error:
        raise InvalidInput(
            f"{path.name}: {error.message}", advice=error.advice, fields=error.fields
        ) from error


# ------------------------------------------------------------ for a preview


def read(path: Path) -> tuple[FoundStory, ...]:
    """The stories of a file, answer by answer. Raises InvalidInput where it is no JSON of records.

    What does not fit a field is doubtful, and does not keep the rest out.
    """
    records = records_in(path)
    if not records or not all(isinstance(one, dict) for one in records):
        raise InvalidInput(
            _("There is no record in “{name}”.").format(name=path.name),
            advice=_("A file holds one record, or a list of them."),
        )
    return tuple(map(_found, records))


def _found(record: Mapping[str, Any]) -> FoundStory:
    said = record.get("case_uuid")
    identity = said if isinstance(said, str) and is_id(said) else ""
    notices: list[str] = []
    answers = tuple(_answers(CASE.fields, record, (), notices))
    language = record.get("narrative_language")
    return FoundStory(
        Origin.JSON,
        identity,
        language=language if isinstance(language, str) else "",
        answers=answers,
        notices=tuple(dict.fromkeys(notices)),
    )


def _answers(
    members: Iterable[Definition],
    record: Mapping[str, Any],
    above: tuple[str, ...],
    notices: list[str],
) -> Iterator[FoundAnswer]:
    known = {member.name: member for member in members}
    _say_unknown(known, record, notices)
    for name, member in known.items():
        value = record.get(name)
        if value is None or name == "case_uuid":
            continue
        path = (*above, name)
        if isinstance(member, FieldDefinition):
            yield _answer(member, path, value)
        elif isinstance(value, list):
            for item in value:
                if isinstance(item, dict):
                    at = item.get("id")
                    own = at if isinstance(at, str) and is_id(at) else new_id()
                    yield from _answers(member.fields, item, (*path, own), notices)
        else:
            yield FoundAnswer(path, value, str(value), Trust.RECORD)


def _say_unknown(
    known: Mapping[str, Definition], record: Mapping[str, Any], notices: list[str]
) -> None:
    strange = [one for one in record if one not in known and one not in {"id", _FILE}]
    if strange:
        notices.append(
            _("These names are not part of a record: {names}.").format(
                names=", ".join(one[:80] for one in strange[:12])
            )
        )
    if _FILE in record:
        notices.append(_("Files beside the record do not come in this way, only with “add”."))


def _answer(member: FieldDefinition, path: tuple[str, ...], value: Any) -> FoundAnswer:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    try:
        read_value = codec.read(member, value)
    except codec.Misfit as misfit:
        doubt = _("“{text}” is not understood: {reason}.").format(text=text[:80], reason=misfit)
        return FoundAnswer(path, MISSING, text, Trust.RECORD, doubt)
    made = None if read_value is None else codec.written(read_value)
    return FoundAnswer(path, made, text, Trust.RECORD)
