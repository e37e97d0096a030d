"""What is left of a damaged database: rows that are proven to be what was written.

A revision is proven by its digest, or by a save that lists it; a save by the signature of the
computer that made it, and a computer's key by its own name. Nothing proves drafts and dealings but
that they can be understood.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from ssc_desktop.errors import go_on
from ssc_desktop.history.canonical import NotCanonical
from ssc_desktop.history.identifiers import digest, is_digest
from ssc_desktop.history.revision import (
    BadLine,
    Cut,
    Revision,
    read_cut,
    read_revision,
    signed_line,
    verify,
)
from ssc_desktop.store import carving, shapes
from ssc_desktop.store.carving import Row, Value
from ssc_desktop.store.exchange_tables import DeviceRow, RedactedRow, UndoneRow
from ssc_desktop.store.pages import Pages
from ssc_desktop.store.tables import CutRow, RevisionRow, listing

Progress = Callable[[int, int], None]
_STEP = 256
"""Pages between two reports."""
_TRUTH = frozenset({RevisionRow.table.name, CutRow.table.name})
_TITLE = 2
"""Where the title stands in a row of the list, whatever came later."""


@dataclass(slots=True)
class Remains:
    """What was found.

    Attributes:
        revisions: what a save lists, by id; what they say stands in their bodies alone.
        orphans: revisions whose save is lost, by id.
        cuts: saves, each with the bundle it came by, by id.
        lost: ids of revisions that were here and cannot be read, with their roots.
        rows: of the other tables, by name and key.
        titles: what stories are called in the list, by id.
    """

    revisions: dict[str, Revision] = field(default_factory=dict)
    orphans: dict[str, Revision] = field(default_factory=dict)
    cuts: dict[str, tuple[Cut, str]] = field(default_factory=dict)
    lost: dict[str, str] = field(default_factory=dict)
    rows: dict[str, dict[tuple[Value, ...], tuple[Value, ...]]] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)

    @property
    def nothing(self) -> bool:
        """Whether not one word was found."""
        return not (self.revisions or self.orphans or self.rows.get("draft"))

    def of(self, table: str) -> list[tuple[Value, ...]]:
        """The rows of one of the other tables."""
        return list(self.rows.get(table, {}).values())


def gathered(
    database: Path,
    key: bytes | None,
    known: Mapping[str, bytes],
    *,
    progress: Progress | None = None,
    stop: Callable[[], bool] | None = None,
) -> Remains:
    """Everything in a database file that is proven; `known` are keys of computers, by their ids.

    Raises OSError where the file cannot be opened, and Cancelled.
    """
    pages = Pages(database, key)
    try:
        found = _Finds()
        # what the log says is newer and comes after: a row may have gone to another page
        for number in sorted(pages.replaced):
            found.add(pages, number, older=True)
        for number in range(1, pages.count + 1):
            if number % _STEP == 0:
                _tell(number, pages.count, progress, stop)
            found.add(pages, number)
        return found.proven(known)
    finally:
        pages.close()


def _tell(done: int, of: int, progress: Progress | None, stop: Callable[[], bool] | None) -> None:
    go_on(stop)
    if progress is not None:
        progress(done, of)


class _Finds:
    """Rows as they are found, not yet proven."""

    def __init__(self) -> None:
        self._revisions: dict[str, Revision] = {}
        self._doubtful: dict[str, Revision] = {}
        self._torn: dict[str, str] = {}
        self._claims: dict[str, str] = {}
        self._cuts: dict[str, tuple[Cut, str]] = {}
        self._devices: dict[str, bytes] = {}
        self._before: set[str] = set()
        """Revisions and saves that stand only where the log has something newer."""
        self._rest = Remains()

    def add(self, pages: Pages, number: int, *, older: bool = False) -> None:
        for row in carving.rows(pages, number, older=older):
            named = shapes.named(row)
            if named is None:
                self._look_for_title(row)
                continue
            table, values = named
            if table in _TRUTH:
                (self._before.add if older else self._before.discard)(str(values[1]))
            if table == RevisionRow.table.name:
                self._add_revision(*values)
            elif table == CutRow.table.name:
                self._add_cut(*values)
            elif table == DeviceRow.table.name:
                self._add_device(*values)
            elif not older:  # a draft that became a save since then would come back
                self._keep(table, values)

    def _keep(self, table: str, values: tuple[Value, ...]) -> None:
        definition = next(one for one in shapes.tables() if one.name == table)
        keys = list(definition.columns).index
        key = tuple(values[keys(column)] for column in definition.primary_key.columns)
        self._rest.rows.setdefault(table, {})[key] = values

    def _add_revision(self, root: Any, identity: Any, _record: Any, body: Any) -> None:
        try:
            # its words are in the body: half the memory
            revision = msgspec.structs.replace(read_revision(body), fields={})
        except (BadLine, NotCanonical):
            if is_digest(identity):
                self._torn[identity] = root
            return
        if revision.id == identity:
            self._revisions[identity] = revision
        else:
            self._doubtful[revision.id] = revision
            self._claims[identity] = revision.id
            self._torn[identity] = root

    def _add_cut(self, *values: Any) -> None:
        _root, _id, _device, _incarnation, _sequence, _at, body, signature, bundle = values
        try:
            cut = read_cut(signed_line(body, signature))
        except (BadLine, NotCanonical):
            return
        self._cuts[cut.id] = (cut, bundle)

    def _add_device(self, _id: Any, public: Any, *more: Any) -> None:
        identity = digest(public)
        if len(public) == _KEY:
            self._devices[identity] = public
            self._keep(DeviceRow.table.name, (identity, public, *more))

    def _look_for_title(self, row: Row) -> None:
        if len(row.values) != len(listing.columns):
            return
        case_id, number, title = row.values[: _TITLE + 1]
        if isinstance(case_id, str) and isinstance(number, int) and isinstance(title, str):
            self._rest.titles[case_id] = title

    def proven(self, known: Mapping[str, bytes]) -> Remains:
        """What remains once everything was asked for its proof."""
        keys = {**self._devices, **known}
        # what a person took back would come again
        undone = {str(row[1]) for row in self._rest.of(UndoneRow.table.name)} & self._before
        cuts = {
            id_: (cut, bundle)
            for id_, (cut, bundle) in self._cuts.items()
            if id_ not in undone and cut.device in keys and verify(cut, keys[cut.device])
        }
        listed = {one: cut.root for cut, _bundle in cuts.values() for one in cut.revisions}
        found = {
            **{id_: one for id_, one in self._doubtful.items() if id_ in listed},
            **self._revisions,
        }
        gone = undone | {str(row[1]) for row in self._rest.of(RedactedRow.table.name)}
        have = {id_: one for id_, one in found.items() if id_ not in gone}
        # what other computers saved they may have held back; what was saved here was here
        owed = {
            one: cut.root
            for cut, _bundle in cuts.values()
            for one in cut.revisions
            if cut.device in known or one in self._torn
        }
        owed |= {
            id_: root
            for id_, root in self._torn.items()
            if id_ not in listed and self._claims.get(id_) not in listed
        }
        rest = self._rest
        return Remains(
            {id_: one for id_, one in have.items() if id_ in listed},
            {id_: one for id_, one in have.items() if id_ not in listed},
            cuts,
            {id_: root for id_, root in owed.items() if id_ not in have and id_ not in gone},
            {**rest.rows, "draft": _understood(rest.rows.get("draft", {}))},
            rest.titles,
        )


_KEY = 32
"""Bytes of a public key."""


def _understood(
    drafts: dict[tuple[Value, ...], tuple[Value, ...]],
) -> dict[tuple[Value, ...], tuple[Value, ...]]:
    """The drafts that can be read; of those whose beginning is torn, everything is news."""
    found: dict[tuple[Value, ...], tuple[Value, ...]] = {}
    for key, (case_id, base, body, at) in drafts.items():
        if not _is_story(case_id, body):
            continue
        found[key] = (case_id, base if _is_list(base) else "[]", body, at)
    return found


def _is_story(case_id: Value, body: Value) -> bool:
    try:
        told = json.loads(str(body))
    except (ValueError, RecursionError):
        return False
    return isinstance(told, dict) and told.get("case_uuid") == case_id


def _is_list(base: Value) -> bool:
    try:
        told = json.loads(str(base))
    except (ValueError, RecursionError):
        return False
    return isinstance(told, list) and all(map(is_digest, told))
