"""Tables of others read through a column profile: stories, and items where a group is repeated."""

import dataclasses
import hashlib
import itertools
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from ssc_desktop.errors import Cancelled, InvalidInput
from ssc_desktop.i18n import _
from ssc_desktop.identifiers import new_id
from ssc_desktop.record.codec import Misfit
from ssc_desktop.record.definition import Kind
from ssc_desktop.record.found import MISSING, FoundAnswer, FoundStory, Origin, Trust
from ssc_desktop.record.vocabularies import folded
from ssc_desktop.sheets import column_profiles, guessing, meanings
from ssc_desktop.sheets.column_profiles import ColumnRule, Place, Profile, place_of
from ssc_desktop.sheets.headed import HeadedTable, headed, is_machine
from ssc_desktop.sheets.meanings import Manner
from ssc_desktop.sheets.raw import RawFile

_FILE = re.compile(
    r"[^/\\]+\.(?:jpe?g|png|heic|gif|mp4|mov|3gpp?|m4a|mp3|pdf|docx?)", re.IGNORECASE
)
_MILLISECONDS = 1_704_067_200_000
"""A moment for ids that are derived from names; 2024 began then."""

Path = tuple[str, ...]


def read(
    file: RawFile, profile: Profile | None, stop: Callable[[], bool]
) -> tuple[FoundStory, ...]:
    """The stories of somebody's tables. Raises InvalidInput where no column is known, Cancelled."""
    tables = headed(file)
    doubts: dict[tuple[str, str], str] = {}
    profile = _fitting(tables) if profile is None else _renamed(profile, tables)
    if profile is None:
        guessed = guessing.guess(file)
        profile = guessed.profile
        doubts = {
            (one.rule.sheet, one.rule.column): _(
                "The column “{column}” was taken for this by its name alone."
            ).format(column=one.rule.column)
            for one in guessed.columns
            if one.certainty == guessing.LIKELY
        }
    if not profile.columns():
        raise InvalidInput(
            _("No column of this table is known."),
            advice=_("Say in a column profile what each column answers."),
        )
    return _Reader(tables, profile, doubts, stop).read(file.notices)


def _fitting(tables: tuple[HeadedTable, ...]) -> Profile | None:
    """The saved profile whose columns are all there; of several the one that uses most."""
    there = {(table.name, column) for table in tables for column in table.columns}
    known = [_renamed(one, tables) for one in column_profiles.saved()]
    fitting = [one for one in known if one.columns() and one.columns() <= there]
    return max(fitting, key=lambda one: len(one.columns()), default=None)


def _renamed(profile: Profile, tables: tuple[HeadedTable, ...]) -> Profile:
    """The profile for a table of another name: those of text are called as their files, by day."""
    named = {table.name for table in tables}
    asked = {rule.sheet for rule in profile.rules if rule.field}
    missing, left = sorted(asked - named), sorted(named - asked)
    if len(missing) != 1 or len(left) != 1:
        return profile
    rules = tuple(
        dataclasses.replace(rule, sheet=left[0]) if rule.sheet == missing[0] else rule
        for rule in profile.rules
    )
    return dataclasses.replace(profile, rules=rules)


def derived_id(*names: str) -> str:
    """An id of the form of a UUIDv7 that is the same for the same names."""
    digest = int.from_bytes(hashlib.sha256("\x1f".join(names).encode()).digest()[:16])
    random = digest & ((1 << 74) - 1)
    high, low = random >> 62, random & ((1 << 62) - 1)
    number = _MILLISECONDS << 80 | 0x7 << 76 | high << 64 | 0b10 << 62 | low
    digits = f"{number:032x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


@dataclass
class _Cell:
    """What the columns of one field say together."""

    place: Place
    rule: ColumnRule
    texts: list[str] = field(default_factory=list)
    ticked: list[str] = field(default_factory=list)
    """Codes that have a column of their own, with a “1” or “yes” in it."""
    notes: list[str] = field(default_factory=list)
    doubt: str = ""


@dataclass
class _Story:
    identity: str
    source: str
    answers: list[FoundAnswer] = field(default_factory=list)
    unmatched: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    items: dict[str, int] = field(default_factory=dict)
    """How many items of each group there are."""

    def item(self, group: str) -> str:
        """The id of one more item; the same when the same table is read again."""
        self.items[group] = self.items.get(group, 0) + 1
        if not self.source:
            return new_id()
        return derived_id(self.source, group, str(self.items[group]))


class _Reader:
    """Tables being read through a profile."""

    def __init__(
        self,
        tables: tuple[HeadedTable, ...],
        profile: Profile,
        doubts: Mapping[tuple[str, str], str],
        stop: Callable[[], bool],
    ) -> None:
        self._tables = tables
        self._profile = profile
        self._doubts = doubts
        self._stop = stop
        self._rules = {(one.sheet, one.column): one for one in profile.rules if one.field}
        self._stories: list[_Story] = []
        self._rows: dict[tuple[str, str], _Story] = {}
        """Stories by the table and key of their rows, and of rows of their groups."""
        self._homeless = 0

    def read(self, notices: tuple[str, ...]) -> tuple[FoundStory, ...]:
        """All stories."""
        for table in self._tables:
            if table.has_parent():
                continue
            if self._is_used(table):
                self._stories_of(table)
            elif table.rows:
                told = _("Columns of “{sheet}” that no field has were not read: {names}.")
                names = ", ".join(one[:60] for one in table.columns[:12] if one)
                notices = (*notices, told.format(sheet=table.name, names=names))
        for table in self._tables:
            if table.has_parent():
                self._items_of(table)
        if self._homeless:
            told = _("Rows that belong to no story were not read: {n}.").format(n=self._homeless)
            notices = (*notices, told)
        return tuple(self._found(one, notices) for one in self._stories)

    def _is_used(self, table: HeadedTable) -> bool:
        return any((table.name, column) in self._rules for column in table.columns)

    def _found(self, story: _Story, notices: tuple[str, ...]) -> FoundStory:
        if story.files:
            told = _("Files that the table names do not come with it: {names}.")
            notices = (*notices, told.format(names=", ".join(story.files[:12])))
        return FoundStory(
            Origin.SHEET,
            story.identity,
            language=self._profile.language,
            answers=tuple(story.answers),
            unmatched=tuple(story.unmatched),
            notices=notices,
        )

    def _stories_of(self, table: HeadedTable) -> None:
        for number, row in enumerate(table.rows, start=1):
            if self._stop():
                raise Cancelled
            source = table.source_id(row)
            story = _Story(derived_id(source) if source else "", source)
            self._stories.append(story)
            self._rows[table.name, table.key(row, number)] = story
            self._rows.setdefault(("", table.key(row, number)), story)
            if source:
                self._rows.setdefault(("", source), story)
            self._row(table, row, story, ())

    def _items_of(self, table: HeadedTable) -> None:
        for number, row in enumerate(table.rows, start=1):
            if self._stop():
                raise Cancelled
            name, key = table.parent(row)
            key = key.removeprefix("uuid:") if ("", key) not in self._rows else key
            story = self._rows.get((name, key)) or self._rows.get(("", key))
            if story is None:
                self._homeless += 1
                continue
            self._rows[table.name, table.key(row, number)] = story
            group = self._group(table)
            self._row(table, row, story, (group, story.item(group)) if group else ())

    def _group(self, table: HeadedTable) -> str:
        places = (place_of(one.field) for one in self._rules.values() if one.sheet == table.name)
        return next((one.group.name for one in places if one is not None and one.group), "")

    def _row(self, table: HeadedTable, row: tuple[str, ...], story: _Story, item: Path) -> None:
        """What one row says, as answers of the story or of an item of it."""
        found: dict[tuple[str, int, str], _Cell] = {}
        for column, text in itertools.zip_longest(table.columns, row, fillvalue=""):
            if not text.strip():
                continue
            rule = self._rules.get((table.name, column))
            place = place_of(rule.field) if rule is not None else None
            if rule is None or place is None or (item and place.group is None):
                _leave(story, column, text)
                continue
            key = (place.group.name if place.group else "", place.number, place.field.name)
            cell = found.setdefault(key, _Cell(place, rule))
            cell.doubt = cell.doubt or self._doubts.get((table.name, column), "")
            _put(cell, rule, place, text)
        items: dict[tuple[str, int], Path] = {}
        for (group, number, name), cell in found.items():
            if group and not item:
                if (group, number) not in items:
                    items[group, number] = (group, story.item(group))
                path = (*items[group, number], name)
            else:
                path = (*item, name)
            story.answers += _answer(cell, path)


def _leave(story: _Story, column: str, text: str) -> None:
    """Keep what no rule reads in sight."""
    if _FILE.fullmatch(text.strip()):
        story.files.append(text.strip())
    elif not is_machine(column):
        story.unmatched.append(f"{column}: {text.strip()}" if column else text.strip())


def _put(cell: _Cell, rule: ColumnRule, place: Place, text: str) -> None:
    if rule.choice:
        if meanings.is_yes(text):
            cell.ticked.append(rule.choice)
    elif place.note:
        cell.notes.append(text)
    else:
        cell.texts.append(text)


def _answer(cell: _Cell, path: Path) -> Iterator[FoundAnswer]:
    rule, member = cell.rule, cell.place.field
    values = {folded(theirs): ours for theirs, ours in rule.values}
    text = _together(cell)
    note = "\n".join(cell.notes)
    said = "\n".join(one for one in (text, note) if one)
    if not said:
        return
    manner = Manner(own=False, values=values, separator=rule.separator, dates=rule.dates)
    try:
        made = meanings.value(member, text, note, manner)
    except Misfit as misfit:
        doubt = _("“{text}” is not understood: {reason}.").format(text=said[:80], reason=misfit)
        yield FoundAnswer(path, MISSING, said, Trust.COLUMN, doubt)
        return
    if made is not None:
        yield FoundAnswer(path, made, said, Trust.COLUMN, cell.doubt)


def _together(cell: _Cell) -> str:
    """The texts of several columns of one field: words one below the other, codes side by side.

    Where every choice has a column, Kobo gives all of them in one as well: ticks are surer.
    """
    member = cell.place.field
    if member.kind in {Kind.CHOICES, Kind.MARKS} or member.several:
        return ";".join(dict.fromkeys(cell.ticked or cell.texts))
    return "\n".join(dict.fromkeys(cell.texts))
