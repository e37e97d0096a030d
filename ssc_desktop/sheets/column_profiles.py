"""Column profiles: which column of somebody's tables answers what; saved by name as JSON."""

import contextlib
import dataclasses
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ssc_desktop.errors import InvalidInput
from ssc_desktop.files import replacing, safe_name
from ssc_desktop.i18n import N_, _, translated_in
from ssc_desktop.paths import config_folder
from ssc_desktop.record import CASE, FieldDefinition, GroupDefinition
from ssc_desktop.record.definition import Kind

VERSION = 1
NOTE = ".note"
_FIELD = re.compile(
    r"(?:(?P<group>\w+)(?:\[(?P<number>[1-9]\d?)\])?/)?(?P<name>\w+)(?P<note>\.note)?"
)
_LARGEST = 1_000_000
DATE_ORDERS = ("", "dmy", "mdy", "ymd")
"""How dates in figures are written; "" for day before month unless the year comes first."""


@dataclass(frozen=True, slots=True)
class ColumnRule:
    """What one column answers."""

    sheet: str
    column: str
    """Its heading, as it stands there."""
    field: str = ""
    """`title`, `request_origin.note` (the words beside a code), `partner/country` (each row is an
    item), `partner[2]/country` (of the row's second item); "" where the column is not used."""
    choice: str = ""
    """The code that “1” or “yes” in this column stands for; "" where the cell says the value."""
    values: tuple[tuple[str, str], ...] = ()
    """Their values and ours; codes that are not named are read as they are."""
    separator: str = ""
    """Between several values in one cell; "" where it is to be found out."""
    dates: str = ""
    """One of DATE_ORDERS."""


@dataclass(frozen=True, slots=True)
class Profile:
    """How the tables of one source are read."""

    name: str
    rules: tuple[ColumnRule, ...]
    language: str = ""
    """The language of the stories; "" where it is not known or a column says it."""

    def columns(self) -> frozenset[tuple[str, str]]:
        """The columns that it uses, as pairs of sheet and heading."""
        return frozenset((one.sheet, one.column) for one in self.rules if one.field)


@dataclass(frozen=True, slots=True)
class GuessedColumn:
    """A column, and what it may answer."""

    rule: ColumnRule
    label: str
    """What the form calls that field, in English, to be translated; "" where nothing was found."""
    certainty: str
    """`sure`, `likely`, or "" for a column that is not used."""
    samples: tuple[str, ...] = ()
    """Its first values."""


@dataclass(frozen=True, slots=True)
class Guess:
    """A profile without a name, and how sure each column is."""

    profile: Profile
    columns: tuple[GuessedColumn, ...]


@dataclass(frozen=True, slots=True)
class PreviewSheet:
    """The beginning of a table."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    count: int
    """How many rows it has in all."""


@dataclass(frozen=True, slots=True)
class Target:
    """Something that a column may answer."""

    field: str
    """As in `ColumnRule`."""
    label: str
    """In the language that was asked for; of a field of a group with the group's name before it."""
    group: str = ""
    """The group's name; "" for fields of the story itself."""
    codes: tuple[tuple[str, str], ...] = ()
    """Codes and labels, for value maps."""


@dataclass(frozen=True, slots=True)
class Place:
    """A field that a rule names, found in the definitions."""

    field: FieldDefinition
    group: GroupDefinition | None = None
    number: int = 0
    """1 for the row's first item; 0 where each row is an item."""
    note: bool = False


def place_of(text: str) -> Place | None:
    """The field that the text of a rule names; None where there is none."""
    found = _FIELD.fullmatch(text)
    if found is None:
        return None
    group = CASE.groups().get(found["group"]) if found["group"] else None
    if found["group"] and group is None:
        return None
    member = (group or CASE).by_name.get(found["name"])
    if not isinstance(member, FieldDefinition) or member.name == "case_uuid":
        return None
    if found["note"] and member.kind is not Kind.NOTED:
        return None
    return Place(member, group, int(found["number"] or 0), bool(found["note"]))


# ------------------------------------------------------------ what there is to choose from


def targets(language: str) -> tuple[Target, ...]:
    """Whatever a column may answer, in the order of the form, with labels in `language`."""
    return tuple(_targets(language))


def _targets(language: str) -> Iterator[Target]:
    words = translated_in(language)
    for member in CASE.fields:
        if isinstance(member, FieldDefinition):
            yield from _of_field(member, "", "", language)
            continue
        label = words.gettext(member.label)
        for inner in member.fields:
            if isinstance(inner, FieldDefinition):
                yield from _of_field(inner, member.name, label, language)


def _of_field(member: FieldDefinition, group: str, above: str, language: str) -> Iterator[Target]:
    from ssc_desktop.record.vocabularies import vocabulary  # noqa: PLC0415 - not at the start

    if member.automatic or not member.exported:
        return
    words = translated_in(language)
    label = words.gettext(member.label)
    shown = words.gettext(N_("{group}: {field}")).format(group=above, field=label)
    entries = vocabulary(member.vocabulary).entries if member.vocabulary else ()
    codes = tuple((str(one.code), one.label(language)) for one in entries)
    name = f"{group}/{member.name}" if group else member.name
    yield Target(name, shown if above else label, group, codes)
    if member.kind is Kind.NOTED:
        noted = words.gettext(N_("{field} (in words)")).format(field=shown if above else label)
        yield Target(name + NOTE, noted, group)


def label_of(place: Place) -> str:
    """What the form calls the field, in English."""
    return place.field.label


# ------------------------------------------------------------ kept


def folder_of(folder: Path | None) -> Path:
    """Where profiles are kept."""
    return folder or config_folder() / "profiles"


def saved(folder: Path | None = None) -> tuple[Profile, ...]:
    """The saved profiles by name; a file that is no profile is passed over."""
    found = []
    with contextlib.suppress(OSError):
        for path in sorted(folder_of(folder).glob("*.json")):
            profile = _read(path)
            if profile is not None:
                found.append(profile)
    return tuple(sorted(found, key=lambda one: one.name.casefold()))


def named(name: str, folder: Path | None = None) -> Profile:
    """The saved profile of that name. Raises InvalidInput where there is none."""
    for one in saved(folder):
        if one.name == name:
            return one
    raise InvalidInput(
        _("There is no column profile “{name}”.").format(name=name),
        advice=_("“profiles” shows those that are saved."),
    )


def save(profile: Profile, folder: Path | None = None) -> Path:
    """Keep a profile under its name. Raises InvalidInput, and what `files.replacing` raises."""
    wrong = [one.field for one in profile.rules if one.field and place_of(one.field) is None]
    if wrong or not profile.name.strip():
        raise InvalidInput(
            _("This column profile cannot be kept: it has no name, or names what is no field.")
            if not wrong
            else _("There is no field “{field}”.").format(field=wrong[0]),
            advice=_("Give it a name, and choose the fields from the list."),
            fields=wrong,
        )
    place = folder_of(folder)
    place.mkdir(parents=True, exist_ok=True)
    path = place / f"{safe_name(profile.name, 'profile')}.json"
    data = {"version": VERSION, **dataclasses.asdict(profile)}
    with replacing(path) as stream:
        stream.write(json.dumps(data, ensure_ascii=False, indent=1).encode() + b"\n")
    return path


def forget(name: str, folder: Path | None = None) -> None:
    """Take a saved profile away."""
    (folder_of(folder) / f"{safe_name(name, 'profile')}.json").unlink(missing_ok=True)


def _read(path: Path) -> Profile | None:
    try:
        if path.stat().st_size > _LARGEST:
            return None
        data = json.loads(path.read_text(encoding="utf-8"))
        rules = tuple(_rule(one) for one in data["rules"])
        return Profile(str(data["name"]), rules, str(data.get("language", "")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _rule(data: Mapping[str, Any]) -> ColumnRule:
    texts = {
        one: str(data.get(one, ""))
        for one in ("sheet", "column", "field", "choice", "separator", "dates")
    }
    values = tuple((str(theirs), str(ours)) for theirs, ours in data.get("values", ()))
    return ColumnRule(**texts, values=values)
