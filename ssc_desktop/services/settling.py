"""Settling what is in dispute: a signed save over all versions that were on the screen.

Nothing is destroyed by it: the versions stay in the history, the settlement travels with the next
bundle, and it can be opened again.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from ssc_desktop.errors import InvalidInput
from ssc_desktop.history.lineage import Lineage
from ssc_desktop.history.saving import Change
from ssc_desktop.history.view import DELETED
from ssc_desktop.history.view import seen as seen_below
from ssc_desktop.i18n import _
from ssc_desktop.record import (
    Answer,
    FieldDefinition,
    GroupDefinition,
    Kind,
    codec,
    joining,
)
from ssc_desktop.record.definition import Definition
from ssc_desktop.record.editing import Path
from ssc_desktop.record.values import given
from ssc_desktop.services import activity, cases, reasons, saving
from ssc_desktop.services.answers import Changes
from ssc_desktop.services.saves import defined, read
from ssc_desktop.services.settlements import reopen as reopen  # noqa: PLC0414 - of this family
from ssc_desktop.services.settlements import settled as settled  # noqa: PLC0414 - of this family
from ssc_desktop.services.versions import (
    Alive,
    find,
    lineage_of,
    nothing_to_settle,
    versions_of,
)
from ssc_desktop.store import derived, truth
from ssc_desktop.store.library import Library


@dataclass(frozen=True, slots=True)
class Keep:
    """This version stays."""

    revision: str


@dataclass(frozen=True, slots=True)
class Both:
    """All versions, one after the other, the oldest first; lists joined, each line once."""


@dataclass(frozen=True, slots=True)
class Write:
    """A new text or value, in memory form, as `cases.read_value` gives it."""

    value: Any


@dataclass(frozen=True, slots=True)
class Later:
    """Nothing is changed; the activity log says that it was looked at."""


@dataclass(frozen=True, slots=True)
class Delete:
    """Of a contested deletion: it goes, now that the changes were seen."""


@dataclass(frozen=True, slots=True)
class Stay:
    """Of a contested deletion: it stays."""


Choice = Keep | Both | Write | Later | Delete | Stay


@dataclass(frozen=True, slots=True)
class Settled:
    """What came of it."""

    settled: int
    """How many disputes came to an end: 0 or 1 for one, more for a whole story."""
    arrived: int
    """Versions that came in since the screen was drawn; the choice is kept, and stands beside them:
    look at them too."""
    changes: Changes
    cuts: tuple[str, ...] = ()
    """The saves that were made: an editor that shows the outcome has seen them (`seen_too`)."""


def settle(
    library: Library,
    case_id: str,
    path: Path,
    choice: Choice,
    why: str = "",
    *,
    seen: tuple[str, ...] = (),
) -> Settled:
    """Settle a field in conflict or a contested deletion.

    `seen` is what stood on the screen (`Dispute.seen`, `Deletion.seen`); versions that came later
    stay alive, and `Settled.arrived` counts them. Without it all that is there counts as seen. A
    draft of the story is saved first.

    Raises NotFound where nothing is in dispute, InvalidInput where the choice does not fit.
    """
    cases.save(library, case_id)
    with library.writing() as connection:
        work = _Settling(library, connection, case_id)
        if isinstance(choice, Later):
            work.tell("later", why)
            return Settled(0, 0, Changes())
        if isinstance(choice, Delete | Stay):
            arrived = work.of_deletion(path, choice, seen)
        else:
            arrived = work.of_field(path, choice, seen)
        return Settled(int(not arrived), arrived, *work.finish(why))


def settle_all(library: Library, case_id: str, device_id: str, why: str = "") -> Settled:
    """Settle all conflicts of a story in favour of one computer, in one save.

    Fields of which none of the versions is from that computer stay open. Raises NotFound.
    """
    cases.save(library, case_id)
    with library.writing() as connection:
        work = _Settling(library, connection, case_id)
        done = 0
        for field, versions in versions_of(library, connection, case_id).items():
            path = tuple(field.split("/"))
            lineage = work.lineage(find(connection, case_id, path))
            wanted = (one.revision for one in versions)
            theirs = [one for one in wanted if lineage.first(one).device == device_id]
            if theirs:
                work.of_field(path, Keep(theirs[0]), ())
                done += 1
        if not done:
            raise nothing_to_settle()
        return Settled(done, 0, *work.finish(why))


class _Settling:
    """Gathers what settles disputes of one story, and saves it as one."""

    def __init__(self, library: Library, connection: Connection, case_id: str) -> None:
        self._library = library
        self._connection = connection
        self._case_id = case_id
        self._shown = derived.loaded(connection, case_id)
        self._changes: dict[tuple[bool, str], Change] = {}
        self._views = (dict(self._shown.open), dict(self._shown.private))

    def lineage(self, alive: Alive) -> Lineage:
        """All that the field was ever given."""
        return lineage_of(
            self._connection, self._case_id, alive.record, alive.field, private=alive.private
        )

    # ------------------------------------------------------------ a field

    def of_field(self, path: Path, choice: Choice, seen: tuple[str, ...]) -> int:
        """Choose a field's value; returns how many versions were not on the screen."""
        alive = find(self._connection, self._case_id, path)
        lineage = self.lineage(alive)
        # what is not known here would make the settlement look as if a bundle were missing
        screen = tuple(one for one in seen or alive.all if one in lineage.said)
        fields = _chosen(path, choice, lineage, screen)
        self._put(alive.private, alive.record, fields, {alive.field: screen})
        return len(set(alive.all).difference(screen))

    # ------------------------------------------------------------ a deletion

    def of_deletion(self, path: Path, choice: Delete | Stay, seen: tuple[str, ...]) -> int:
        """Let a story or an item go, or stay; returns how many changes were not on the screen."""
        record = path[-1] if path else self._case_id
        halves = [private for private in (False, True) if record in self._views[private]]
        if not any(self._views[private][record].contested for private in halves):
            raise nothing_to_settle()
        arrived = 0
        for private in halves:
            views = self._views[private]
            marks = tuple(one.revision for one in views[record].marks)
            alive = seen_below(views, record)
            screen = [one for one in alive if not seen or one in seen]
            if isinstance(choice, Delete) and (marks or path):
                arrived += len(alive) - len(screen)
                self._put(private, record, {DELETED: {"saw": screen}}, {DELETED: marks})
            elif isinstance(choice, Stay) and marks:
                self._put(private, record, {DELETED: False}, {DELETED: marks})
        return arrived

    # ------------------------------------------------------------ saving

    def _put(
        self,
        private: bool,
        record: str,
        fields: Mapping[str, Any],
        over: Mapping[str, tuple[str, ...]],
    ) -> None:
        view = self._views[private][record]
        self._views[private][record] = saving.seen_as(view, over)
        held = self._changes.get((private, record))
        merged = {**(held.fields if held else {}), **fields}
        self._changes[private, record] = Change(record, view.kind, view.parent, merged)

    def finish(self, why: str) -> tuple[Changes, tuple[str, ...]]:
        """Save, and show what it says now."""
        # where the private part is settled too, the reason may tell of it: it stays there
        is_private = any(private for private, _record in self._changes)
        cuts: list[str] = []
        for private, root in zip((False, True), truth.roots_of(self._case_id), strict=True):
            changes = [one for place, one in self._changes.items() if place[0] is private]
            views = self._views[private]
            note = reasons.note(reasons.SETTLED, why if private is is_private else "")
            if changes:
                cuts.append(
                    saving.cut(self._library, self._connection, root, changes, views, note=note)
                )
        derived.update(self._connection, self._library.raw, self._case_id)
        self.tell("", why)
        return Changes(frozenset({self._case_id})), tuple(cuts)

    def tell(self, state: str, why: str) -> None:
        """Write down in the activity log what was done."""
        title = self._shown.case.title
        told = {
            "stories": [self._case_id],
            "title": title if isinstance(title, str) else "",
            "state": state,
            "why": why,
        }
        activity.note(self._connection, "settled", "", told)


def _chosen(path: Path, choice: Choice, lineage: Lineage, screen: Sequence[str]) -> dict[str, Any]:
    """The fields to save, as JSON. Raises InvalidInput where the choice does not fit."""
    member = defined(path)
    if isinstance(choice, Keep) and choice.revision in screen:
        return {path[-1]: lineage.said[choice.revision].value}
    if isinstance(choice, Both) and isinstance(member, FieldDefinition):
        oldest_first = sorted(lineage.said[one] for one in screen)
        value = joining.both(member, [read(member, one.value) for one in oldest_first])
        if value is not None:
            return _written(member, value)
    if isinstance(choice, Write) and member is not None and path != ("status",):
        return _written(member, choice.value)
    raise _does_not_fit()  # also for a new status: it has its gate, which the versions passed


def _written(member: Definition, value: Any) -> dict[str, Any]:
    """A value in memory form as the fields of a revision. Raises InvalidInput for a misfit."""
    if isinstance(member, GroupDefinition):
        if value is not None and not isinstance(value, Answer):
            raise _does_not_fit()
        return {member.name: None if value is None else codec.written(value)}
    written = codec.written(value) if given(value) else None
    try:
        codec.read(member, written)
    except codec.Misfit as misfit:
        raise InvalidInput(
            _("The value of “{field}” does not fit: {reason}.").format(
                field=_(member.label), reason=misfit
            ),
            advice=_("Correct it; nothing was changed."),
            fields=[member.name],
        ) from misfit
    if member.kind is Kind.MARKS and isinstance(written, list):
        return {member.name: None, **{f"{member.name}/{code}": True for code in written}}
    return {member.name: written}


def _does_not_fit() -> InvalidInput:
    return InvalidInput(
        _("This choice does not fit what is in dispute."),
        advice=_("Keep one of the versions, or write a new one. Nothing was changed."),
    )


def seen_too(base: str, cuts: tuple[str, ...]) -> str:
    """The base of an editor that took over what a settlement made (`Settled.cuts`)."""
    return json.dumps(sorted({*json.loads(base), *cuts}))
