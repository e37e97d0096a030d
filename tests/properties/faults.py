"""Deliberate faults, each planted in one function of the real program for a moment.

With any of them a law must fail: else the worlds are too kind, and the laws prove nothing.
"""

import random
from collections.abc import Callable, Collection, Iterable
from typing import Any

import msgspec
import pytest
from sqlalchemy import Connection, delete, func, select, text

from ssc_desktop.errors import SscError
from ssc_desktop.history.revision import Cut, Revision, stored_revision
from ssc_desktop.history.saving import make_cut
from ssc_desktop.history.view import FieldView, RecordView, view
from ssc_desktop.services import saving
from ssc_desktop.services.going import Going
from ssc_desktop.services.receiving import Receiver
from ssc_desktop.store import arrivals, derived, stubs, truth
from ssc_desktop.store.exchange_tables import BroughtRow, RedactedRow, UndoneRow
from ssc_desktop.store.tables import CutRow, RevisionRow
from tests.properties.computer import Views
from tests.properties.exchange_laws import EXCHANGE
from tests.properties.laws import MERGING
from tests.properties.undo_law import imports_are_undone
from tests.properties.world import STEP, Law, World, beginning, playing

Fault = Callable[[pytest.MonkeyPatch], None]


# ------------------------------------------------------------------ of the view


def _each_field(shown: Views, change: Callable[[FieldView], FieldView]) -> Views:
    return {
        id_: msgspec.structs.replace(
            record, fields={name: change(one) for name, one in record.fields.items()}
        )
        for id_, record in shown.items()
    }


def last_writer_wins(patch: pytest.MonkeyPatch) -> None:
    """Of several values the one with the latest clock is shown, the others are not told of."""

    def faulty(*given: Any) -> Views:
        return _each_field(view(*given), lambda one: FieldView(one.value, one.live[:1]))

    patch.setattr(derived, "view", faulty)


def deletion_always_wins(patch: pytest.MonkeyPatch) -> None:
    """What one deleted is gone, whatever another wrote in it meanwhile."""

    def gone(one: RecordView) -> RecordView:
        return msgspec.structs.replace(one, deleted=one.deleted or one.contested, contested=False)

    def faulty(*given: Any) -> Views:
        return {id_: gone(one) for id_, one in view(*given).items()}

    patch.setattr(derived, "view", faulty)


def shown_in_the_order_of_arrival(patch: pytest.MonkeyPatch) -> None:
    """Of several values the one that came first is shown."""
    _as_it_came(patch, by_clock=False)


def sorted_by_the_clock_alone(patch: pytest.MonkeyPatch) -> None:
    """Of two values with equal clocks the one that came first is shown."""
    _as_it_came(patch, by_clock=True)


def _as_it_came(patch: pytest.MonkeyPatch, *, by_clock: bool) -> None:
    def arrived(connection: Connection, root: str) -> tuple[list[Revision], bool]:
        rows = select(RevisionRow.body).where(RevisionRow.root == root).order_by(text("rowid"))
        return [stored_revision(body) for body in connection.scalars(rows)], False

    def faulty(revisions: Iterable[Revision], *more: Any) -> Views:
        came = list(revisions)
        order = {one.id: at for at, one in enumerate(came)}

        def resorted(one: FieldView) -> FieldView:
            live = sorted(one.live, key=lambda value: order[value.revision])
            if by_clock:
                live.sort(key=lambda value: value.at, reverse=True)
            return FieldView(live[0].value, tuple(live), one.conflict) if one.conflict else one

        return _each_field(view(came, *more), resorted)

    patch.setattr(derived, "view", faulty)
    patch.setattr(truth, "compared", arrived)


# ------------------------------------------------------------------ of saving and of taking in


def replaced_values_are_not_named(patch: pytest.MonkeyPatch) -> None:
    """No save says which values it replaces."""

    def faulty(*given: Any, **named: Any) -> Any:
        return make_cut(*given, **{**named, "over": lambda _record, _field: ()})

    patch.setattr(saving, "make_cut", faulty)


def what_looks_old_is_not_received(patch: pytest.MonkeyPatch) -> None:
    """A save that is older than the newest one here is taken for known."""

    def fits(connection: Connection, cut: Cut) -> bool:
        newest = connection.scalar(select(func.max(CutRow.at)).where(CutRow.root == cut.root))
        return not newest or cut.at > newest

    _receiving(patch, fits)


def one_number_one_save(patch: pytest.MonkeyPatch) -> None:
    """Of two saves with one number, as copied laptops make them, the second is refused."""
    _receiving(patch, lambda connection, cut: not truth.is_twin(connection, cut))


def _receiving(patch: pytest.MonkeyPatch, fits: Callable[[Connection, Cut], bool]) -> None:
    add_cuts = truth.add_cuts

    def faulty(connection: Connection, cuts: Iterable[Cut], bundle: str = "") -> int:
        return add_cuts(
            connection, [cut for cut in cuts if not bundle or fits(connection, cut)], bundle
        )

    patch.setattr(truth, "add_cuts", faulty)


def a_held_save_is_whole(patch: pytest.MonkeyPatch) -> None:
    """Revisions that come after the cut that lists them are taken for known."""
    add_revisions = truth.add_revisions

    def faulty(connection: Connection, revisions: Iterable[Revision]) -> int:
        some = [one for one in revisions if not truth.lists(connection, one)]
        return add_revisions(connection, some)

    patch.setattr(truth, "add_revisions", faulty)


# ------------------------------------------------------------------ of receipts and deltas


def a_story_is_told_by_its_number(patch: pytest.MonkeyPatch) -> None:
    """Who holds as many saves and revisions of a story is taken to hold the same."""

    def faulty(self: Receiver, connection: Connection, going: Going) -> frozenset[str]:
        told = {root: self.roots[root].mark for root in going.roots if root in self.roots}
        here = truth.marks(connection, told)
        return frozenset(root for root, mark in told.items() if here[root][0] <= mark[0])

    patch.setattr(Receiver, "has", faulty)


def what_was_given_is_held_for_good(patch: pytest.MonkeyPatch) -> None:
    """A story that somebody was once known to hold is never sent again."""

    def faulty(self: Receiver, _connection: Connection, going: Going) -> frozenset[str]:
        return frozenset(self.roots.keys() & set(going.roots))

    patch.setattr(Receiver, "has", faulty)


def receipts_are_forgotten(patch: pytest.MonkeyPatch) -> None:
    """Whoever says what is held here is sent everything all the same."""
    patch.setattr(Receiver, "has", lambda *_given, **_named: frozenset())


def nobody_notices_what_was_lost(patch: pytest.MonkeyPatch) -> None:
    """A bundle does not say on whose word it leaves something out."""
    patch.setattr(Receiver, "since", lambda *_given, **_named: None)


# ------------------------------------------------------------------ of withdrawing


def nothing_is_left_of_what_was_withdrawn(patch: pytest.MonkeyPatch) -> None:
    """Words are destroyed and forgotten: nobody knows that they are not wanted any more."""
    destroy = stubs.destroy

    def faulty(connection: Connection, *given: Any) -> int:
        destroyed = destroy(connection, *given)
        connection.execute(delete(RedactedRow.table))
        return destroyed

    patch.setattr(stubs, "destroy", faulty)


def a_stub_is_nothing(patch: pytest.MonkeyPatch) -> None:
    """What was withdrawn does not count among what is held, nor in fingerprints."""
    ids_of = truth.ids_of

    def held(connection: Connection, root: str) -> list[str]:
        gone = stubs.of_case(connection, truth.case_of(root)).revisions
        return [one for one in ids_of(connection, root) if one not in gone]

    def marks(connection: Connection, wanted: Collection[str]) -> dict[str, truth.Mark]:
        return {root: truth.mark_of(ids) for root in wanted if (ids := held(connection, root))}

    patch.setattr(truth, "ids_of", held)
    patch.setattr(truth, "marks", marks)


# ------------------------------------------------------------------ of undoing


def undone_words_are_not_kept(patch: pytest.MonkeyPatch) -> None:
    """Of what an import brought the saves are laid aside, the words are thrown away."""
    lay_aside = arrivals.lay_aside

    def faulty(connection: Connection, *given: Any) -> None:
        lay_aside(connection, *given)
        connection.execute(delete(UndoneRow.table).where(UndoneRow.signature.is_(None)))

    patch.setattr(arrivals, "lay_aside", faulty)


def what_came_twice_goes_at_once(patch: pytest.MonkeyPatch) -> None:
    """Undoing one bundle takes back what came by any bundle."""
    going = arrivals.going

    def faulty(connection: Connection, case_id: str, _places: object) -> arrivals.Going:
        asked = select(BroughtRow.bundle, BroughtRow.number)
        every = dict(connection.execute(asked.where(BroughtRow.case_uuid == case_id)).all())
        return going(connection, case_id, every)

    patch.setattr(arrivals, "going", faulty)


FAULTS: tuple[Fault, ...] = (
    last_writer_wins,
    deletion_always_wins,
    replaced_values_are_not_named,
    what_looks_old_is_not_received,
    shown_in_the_order_of_arrival,
    sorted_by_the_clock_alone,
    one_number_one_save,
    a_held_save_is_whole,
    a_story_is_told_by_its_number,
    what_was_given_is_held_for_good,
    receipts_are_forgotten,
    nobody_notices_what_was_lost,
    nothing_is_left_of_what_was_withdrawn,
    a_stub_is_nothing,
    undone_words_are_not_kept,
    what_came_twice_goes_at_once,
)


# ------------------------------------------------------------------ who notices


def noticed(fault: Fault, worlds: int) -> tuple[int, tuple[str, ...]]:
    """How many worlds it took until a law failed, and which laws failed in that one."""
    beginning()  # which is sound
    for number in range(1, worlds + 1):
        with pytest.MonkeyPatch.context() as patch:
            fault(patch)
            failing = _failing(number)
        if failing:
            return number, failing
    return worlds, ()


def _failing(seed: int) -> tuple[str, ...]:
    script = random.Random(seed).randbytes(STEP * 16)  # noqa: S311 - repeatable
    failing: list[str] = []
    for laws in (MERGING, EXCHANGE, (imports_are_undone,)):
        with playing(script) as world:
            failing += [law.__name__ for law in laws if _fails(law, world)]
    return tuple(failing)


def _fails(law: Law, world: World) -> bool:
    try:
        law(world)
    except (AssertionError, LookupError, SscError):
        return True
    return False
