"""Our own tables read back: only what differs from the record that they were made from."""

import hashlib
import itertools
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ssc_desktop.errors import Cancelled
from ssc_desktop.i18n import _, ngettext
from ssc_desktop.identifiers import is_id, new_id
from ssc_desktop.record import CASE, FieldDefinition, GroupDefinition
from ssc_desktop.record.codec import Misfit
from ssc_desktop.record.found import MISSING, FoundAnswer, FoundStory, Origin, Trust
from ssc_desktop.record.values import Answer
from ssc_desktop.sheets import cells, meanings
from ssc_desktop.sheets.raw import RawFile, RawTable
from ssc_desktop.sheets.tables import (
    FOR_PEOPLE,
    FURTHER,
    ITEM_ID,
    NOTE,
    PARENT_ID,
    REMARK,
    STORY_ID,
    Holder,
    holders,
)

_COLUMN = re.compile(rf"(?P<name>\w+?)(?P<note>{re.escape(NOTE)})?(?:\{FURTHER}(?P<number>\d+))?")
_KEYS = (STORY_ID, PARENT_ID, ITEM_ID)

Path = tuple[str, ...]


def is_ours(file: RawFile) -> bool:
    """Whether the tables are of this program."""
    return any(_holder_of(table) is not None for table in file.tables)


def read(file: RawFile, stop: Callable[[], bool]) -> tuple[FoundStory, ...]:
    """The stories of our own tables, in the order of their rows. Raises Cancelled."""
    return _Reader(file, stop).read()


def _heading(table: RawTable) -> tuple[int, tuple[str, ...]]:
    """Which row names the columns, and the names."""
    for at, row in enumerate(table.rows[:5]):
        names = tuple(one.strip() for one in row)
        if STORY_ID in names:
            return at, names
    return -1, ()


def _holder_of(table: RawTable) -> tuple[Holder, bool] | None:
    """What a table holds: by its name, or by its columns where it was given another."""
    _at, names = _heading(table)
    if not names or table.name.startswith(FOR_PEOPLE):
        return None
    known = {holder.name: (holder, nested) for holder, nested in holders()}
    if table.name in known:
        return known[table.name]
    asked = {one for one in names if one and one not in _KEYS and not one.startswith(FOR_PEOPLE)}
    inside, item = PARENT_ID in names, ITEM_ID in names
    fitting = [
        (len(asked.intersection(_names_of(holder))), holder.name)
        for holder, nested in holders()
        if nested == inside and (holder is not CASE) == item
    ]
    most, name = max(fitting, default=(0, ""))
    return known[name] if most else None


def _names_of(holder: Holder) -> set[str]:
    return {name for one in holder.fields for name in (one.name, one.name + NOTE)}


@dataclass
class _Row:
    """A row that belongs to a story or to an item of it."""

    path: Path
    holder: Holder
    cells: dict[str, str]
    """By the column's name."""


@dataclass
class _Story:
    """A story while its rows come together."""

    identity: str
    base: Mapping[str, Any] | None = None
    cuts: tuple[str, ...] = ()
    rows: list[_Row] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)
    """What stands in the column of ids, and the id it means."""
    paths: dict[str, Path] = field(default_factory=dict)
    """Of the items, by their ids."""

    def item(self, said: str) -> str:
        """The id of an item whose row says `said`, a new one where it says none of ours."""
        made = said if is_id(said) and said not in self.paths else new_id()
        if said and said not in self.ids:
            self.ids[said] = made
        return made

    def based(self) -> dict[Path, Mapping[str, Any]]:
        """What the base says, by path: () for the story itself."""
        return dict(_by_path(self.base)) if self.base is not None else {}


def _by_path(base: Mapping[str, Any]) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    yield (), base
    for group in CASE.inner:
        yield from _items_by_path(group, base, ())


def _items_by_path(
    group: GroupDefinition, record: Mapping[str, Any], above: Path
) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    items = record.get(group.name)
    for item in items if isinstance(items, list) else ():
        path = (*above, group.name, str(item.get(ITEM_ID)))
        yield path, item
        for inner in group.inner:
            yield from _items_by_path(inner, item, path)


class _Reader:
    """One file being read."""

    def __init__(self, file: RawFile, stop: Callable[[], bool]) -> None:
        self._file = file
        self._stop = stop
        self._stories: dict[str, _Story] = {}
        self._notices = list(file.notices)
        self._bases = {one.case_uuid: one for one in file.base}
        self._groups: set[str] = set()
        """The groups that have a table."""

    def read(self) -> tuple[FoundStory, ...]:
        """All stories."""
        found = [(one, _holder_of(one)) for one in self._file.tables]
        ours = {held[0].name: (table, *held) for table, held in found if held is not None}
        for table, held in found:
            if held is None and not table.name.startswith(FOR_PEOPLE):
                self._say_strange(table)
        for holder, _nested in holders():
            if holder.name in ours:
                self._groups.add(holder.name)
                self._table(*ours[holder.name])
        return tuple(self._found(one) for one in self._stories.values())

    def _table(self, table: RawTable, holder: Holder, nested: bool) -> None:
        at, names = _heading(table)
        self._say_unknown(table.name, names, holder)
        self._say_beside(table, names, at)
        homeless = 0
        for number, row in enumerate(table.rows[at + 1 :]):
            if self._stop():
                raise Cancelled
            said = {name: text for name, text in zip(names, row, strict=False) if name}
            if not any(row) or row[0].startswith(REMARK):
                continue
            story = self._story(said, holder, f"{REMARK}{number}")
            path = self._path(story, said, holder, nested) if story is not None else None
            if story is None or path is None:
                homeless += 1
            else:
                story.rows.append(_Row(path, holder, said))
        if homeless:
            self._notices.append(
                ngettext(
                    "{n} row of “{sheet}” belongs to no story or item here and was not read.",
                    "{n} rows of “{sheet}” belong to no story or item here and were not read.",
                    homeless,
                ).format(n=homeless, sheet=table.name)
            )

    def _say_strange(self, table: RawTable) -> None:
        if any(map(str.strip, itertools.chain.from_iterable(table.rows))):
            self._notices.append(
                _("The sheet “{sheet}” is none of ours and was not read.").format(sheet=table.name)
            )

    def _say_beside(self, table: RawTable, names: Sequence[str], at: int) -> None:
        """Say how many cells stand under no heading, or above all."""
        above = (text for row in table.rows[:at] for text in row)
        beside = (
            text
            for row in table.rows[at:]
            for number, text in enumerate(row)
            if number >= len(names) or not names[number]
        )
        n = sum(bool(text.strip()) for text in (*above, *beside))
        if n:
            self._notices.append(
                ngettext(
                    "{n} cell of “{sheet}” stands under no heading and was not read.",
                    "{n} cells of “{sheet}” stand under no heading and were not read.",
                    n,
                ).format(n=n, sheet=table.name)
            )

    def _say_unknown(self, sheet: str, names: Iterable[str], holder: Holder) -> None:
        known = _names_of(holder) | set(_KEYS)
        strange = [
            name
            for name in names
            if name and not name.startswith(FOR_PEOPLE) and name.split(FURTHER)[0] not in known
        ]
        if strange:
            self._notices.append(
                _("Columns of “{sheet}” that no field has were not read: {names}.").format(
                    sheet=sheet, names=", ".join(one[:60] for one in strange[:12])
                )
            )

    def _story(self, said: Mapping[str, str], holder: Holder, row: str) -> _Story | None:
        key = said.get(STORY_ID, "").strip()
        if holder is CASE:
            if key in self._stories:
                self._notices.append(
                    _("Two rows have the id {id}; the second was not read.").format(id=key)
                )
                return None
            return self._begun(key or row, key)
        if not key and len(self._stories) == 1:
            return next(iter(self._stories.values()))
        if key and key not in self._stories:
            return self._begun(key, key) if is_id(key) else None
        return self._stories.get(key)

    def _begun(self, key: str, said: str) -> _Story:
        story = _Story(said if is_id(said) else "")
        kept = self._bases.get(story.identity)
        if kept is not None:
            if hashlib.sha256(kept.text.encode()).hexdigest() == kept.sha256:
                story.base, story.cuts = json.loads(kept.text), kept.cuts
            else:
                story.notices.append(
                    _("What the file says about its own origin was changed, and is not believed.")
                )
        self._stories[key] = story
        return story

    def _path(
        self, story: _Story, said: Mapping[str, str], holder: Holder, nested: bool
    ) -> Path | None:
        if holder is CASE:
            return ()
        above: Path = ()
        if nested:
            parent = said.get(PARENT_ID, "").strip()
            found = story.paths.get(story.ids.get(parent, parent))
            if found is None:
                return None
            above = found
        named = said.get(ITEM_ID, "").strip()
        identity = story.item(named)
        if is_id(named) and identity != named:
            story.notices.append(
                _("Two rows have the id {id}; the second was read as a new one.").format(id=named)
            )
        path = (*above, holder.name, identity)
        story.paths[identity] = path
        return path

    # -------------------------------------------------------- what differs

    def _found(self, story: _Story) -> FoundStory:
        base = story.based()
        answers = [one for row in story.rows for one in _answers(row, story, base)]
        return FoundStory(
            Origin.SHEET,
            story.identity,
            self._file.version,
            self._file.language,
            story.base,
            story.cuts,
            tuple(answers),
            tuple(self._removed(story, base)),
            notices=(*self._notices, *story.notices),
            order=() if story.base is not None else tuple(_order(story)),
        )

    def _removed(self, story: _Story, base: Mapping[Path, Any]) -> Iterator[str]:
        """Items that have no row any more, in tables that are there; not those within them."""
        gone: set[Path] = set()
        for path in base:
            if not path or path[-2] not in self._groups or path[-1] in story.paths:
                continue
            if path[:-2] not in gone:
                yield path[-1]
            gone.add(path)


def _order(story: _Story) -> Iterator[tuple[Path, Path]]:
    """The items of a new story as their rows stand; one who sorts a table means no new order."""
    groups: dict[Path, list[str]] = {}
    for path in story.paths.values():
        groups.setdefault(path[:-1], []).append(path[-1])
    for group, ids in groups.items():
        yield group, tuple(ids)


def _answers(row: _Row, story: _Story, base: Mapping[Path, Any]) -> Iterator[FoundAnswer]:
    before = base.get(row.path)
    columns = _columns_of(row.cells)
    for member in row.holder.fields:
        main, note = columns.get((member.name, False)), columns.get((member.name, True))
        if member.name == STORY_ID or (main is None and note is None):
            continue
        was = None if before is None else before.get(member.name)
        path = (*row.path, member.name)
        if isinstance(member, GroupDefinition):
            answer = _whole_group(path, main or [""], was)
        else:
            answer = _answer(member, path, (main, note), was, story)
        if answer is not None:
            yield answer


def _columns_of(said: Mapping[str, str]) -> dict[tuple[str, bool], list[str]]:
    """The cells of each field, and of the words beside its code, in order."""
    found: dict[tuple[str, bool], dict[int, str]] = {}
    for name, text in said.items():
        match = _COLUMN.fullmatch(name)
        if match:
            place = (match["name"], bool(match["note"]))
            found.setdefault(place, {})[int(match["number"] or 1)] = text
    return {
        place: [parts.get(1, ""), *(parts[n] for n in sorted(parts) if n > 1)]
        for place, parts in found.items()
    }


def _whole_group(path: Path, found: list[str], was: Any) -> FoundAnswer | None:
    said = cells.heard(found)
    before = was if isinstance(was, dict) else None
    if isinstance(said, Answer):
        made = {"answer": said.value}
        return None if made == before else FoundAnswer(path, made, found[0], Trust.COLUMN)
    if said.strip():
        doubt = _(
            "Only an answer such as “[unknown]” can stand here; items have rows of their own."
        )
        return FoundAnswer(path, MISSING, said, Trust.COLUMN, doubt)
    return FoundAnswer(path, None, "", Trust.COLUMN) if before is not None else None


def _answer(
    member: FieldDefinition,
    path: Path,
    found: tuple[list[str] | None, list[str] | None],
    was: Any,
    story: _Story,
) -> FoundAnswer | None:
    before = cells.said(member, was)
    main = before[0] if found[0] is None else cells.heard(found[0])
    note = before[1] if found[1] is None else cells.heard(found[1])
    if cells.is_same(main, before[0]) and cells.is_same(note, before[1]):
        return None
    text = "\n".join(str(one) for one in (main, note) if one)
    if member.refers_to and not isinstance(main, Answer):
        main = _with_ids(main, story.ids)
    try:
        made = meanings.value(member, main, note)
    except Misfit as misfit:
        doubt = _("“{text}” is not understood: {reason}.").format(text=text[:80], reason=misfit)
        return FoundAnswer(path, MISSING, text, Trust.COLUMN, doubt)
    return None if made == was else FoundAnswer(path, made, text, Trust.COLUMN)


def _with_ids(text: str, ids: Mapping[str, str]) -> str:
    return "; ".join(ids.get(one, one) for one in cells.parted(text))
