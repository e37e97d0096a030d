"""The laws hold in every world, and the worlds are cruel enough to catch deliberate faults."""

import random
from collections.abc import Callable, Sequence

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ssc_desktop.history.revision import Cut, Revision
from ssc_desktop.history.view import FieldView, RecordView, view
from tests.properties.laws import LAWS
from tests.properties.world import STEP, Options, World

# short scripts that shrink, and long ones that hypothesis would seldom draw
_SCRIPTS = st.binary(max_size=STEP * 12) | st.integers(0, 2**32).map(
    lambda seed: random.Random(seed).randbytes(STEP * 20)  # noqa: S311 - repeatable
)


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
@settings(max_examples=400)
@given(script=_SCRIPTS)
def test_the_law_holds(law: Callable[[World], None], script: bytes) -> None:
    law(World().play(script))


def _each_field(
    shown: dict[str, RecordView], change: Callable[[FieldView], FieldView]
) -> dict[str, RecordView]:
    return {
        id_: msgspec.structs.replace(
            record, fields={name: change(one) for name, one in record.fields.items()}
        )
        for id_, record in shown.items()
    }


def _last_writer_wins(revisions: Sequence[Revision], cuts: Sequence[Cut]) -> dict[str, RecordView]:
    return _each_field(view(revisions, cuts), lambda one: FieldView(one.value, one.live[:1]))


def _deletion_wins(revisions: Sequence[Revision], cuts: Sequence[Cut]) -> dict[str, RecordView]:
    return {
        id_: msgspec.structs.replace(one, deleted=one.deleted or one.contested, contested=False)
        for id_, one in view(revisions, cuts).items()
    }


def _as_it_came(revisions: Sequence[Revision], cuts: Sequence[Cut]) -> dict[str, RecordView]:
    order = [one.id for one in revisions]

    def resorted(one: FieldView) -> FieldView:
        live = tuple(sorted(one.live, key=lambda value: order.index(value.revision)))
        return FieldView(live[0].value, live, one.conflict) if one.conflict else one

    return _each_field(view(revisions, cuts), resorted)


def _by_clock_alone(revisions: Sequence[Revision], cuts: Sequence[Cut]) -> dict[str, RecordView]:
    order = [one.id for one in revisions]

    def resorted(one: FieldView) -> FieldView:
        live = sorted(one.live, key=lambda value: order.index(value.revision))
        live.sort(key=lambda value: value.at, reverse=True)
        return FieldView(live[0].value, tuple(live), one.conflict) if one.conflict else one

    return _each_field(view(revisions, cuts), resorted)


_FAULTS = {
    "last writer wins": Options(look=_last_writer_wins),
    "a deletion always wins": Options(look=_deletion_wins),
    "replaced values are not named": Options(names_replaced=False),
    "what looks old is not received": Options(refuses_late=True),
    "shown in the order of arrival": Options(look=_as_it_came),
    "sorted by the clock alone": Options(look=_by_clock_alone),
}


@pytest.mark.parametrize("fault", _FAULTS)
def test_a_deliberate_fault_is_caught(fault: str) -> None:
    caught = set()
    for seed in range(150):
        script = random.Random(seed).randbytes(STEP * 16)  # noqa: S311 - repeatable
        for law in LAWS:
            try:
                law(World(_FAULTS[fault]).play(script))
            except (AssertionError, KeyError):
                caught.add(law.__name__)
        if caught:
            break

    assert caught
