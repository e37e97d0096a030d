"""Ids, clocks and places in lists."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssc_desktop.history.hybrid_clock import HybridClock, is_moment
from ssc_desktop.history.identifiers import fingerprint, is_id, is_root, new_id
from ssc_desktop.history.position import between, is_position, spread
from tests.unit.bundle.samples import NOON, RICE

_PLACES = st.text("0129aiyz", max_size=6).map(lambda text: text.rstrip("0"))


def test_ids_sort_as_they_were_made() -> None:
    ids = [new_id() for _number in range(500)]

    assert ids == sorted(set(ids))
    assert all(map(is_id, ids))


def test_a_root_is_an_id_or_its_private_side() -> None:
    assert is_root(RICE)
    assert is_root(f"{RICE}/private")
    assert not is_root(f"{RICE}/private/private")
    assert not is_root("")


def test_fingerprints_do_not_depend_on_the_order() -> None:
    assert fingerprint(["aa" * 32, "0b" * 32]) == fingerprint(["0b" * 32, "aa" * 32])
    assert fingerprint([]) == "e3b0c44298fc1c149afbf4c8996fb924"


def test_a_clock_counts_on_while_time_stands_still() -> None:
    clock = HybridClock(now=lambda: NOON)

    assert [clock.tick() for _number in range(3)] == [
        "2026-11-21T12:00:00.000Z-0000",
        "2026-11-21T12:00:00.000Z-0001",
        "2026-11-21T12:00:00.000Z-0002",
    ]


def test_a_clock_never_runs_backwards() -> None:
    clock = HybridClock("2026-11-21T12:00:00.000Z-ffff", now=lambda: NOON - timedelta(days=400))

    assert clock.tick() == "2026-11-21T12:00:00.001Z-0000"
    assert clock.last == "2026-11-21T12:00:00.001Z-0000"


def test_a_clock_follows_others_a_day_ahead_and_no_further() -> None:
    clock = HybridClock(now=lambda: NOON)

    assert not clock.seen("2026-11-22T11:59:00.000Z-0003")
    assert clock.tick() == "2026-11-22T11:59:00.000Z-0004"
    assert clock.seen("2099-01-01T00:00:00.000Z-0000")
    assert clock.tick() == "2026-11-22T11:59:00.000Z-0005"


@pytest.mark.parametrize("text", ["", "2026-11-21", "2026-13-01T00:00:00.000Z-0000", None, 5])
def test_what_is_no_moment_is_known(text: object) -> None:
    assert not is_moment(text)


@given(_PLACES, _PLACES)
def test_there_is_room_between_any_two_places(one: str, other: str) -> None:
    before, after = sorted((one, other))

    place = between(before, after)

    assert is_position(place)
    assert before < place
    assert not after or before == after or place < after


@given(st.lists(st.integers(0, 30), max_size=60))
def test_a_list_keeps_its_order_wherever_items_are_put(moves: list[int]) -> None:
    places: list[str] = []
    for move in moves:
        at = move % (len(places) + 1)
        before, after = (["", *places][at], [*places, ""][at])
        places.insert(at, between(before, after))

    assert places == sorted(set(places))


def test_a_long_list_keeps_short_places() -> None:
    places = spread(2000)

    assert list(places) == sorted(set(places))
    assert max(map(len, places)) <= 4


def test_a_strange_place_counts_as_an_open_end() -> None:
    assert is_position(between("ÀÀ", "a0"))
    assert not is_position("i0")
    assert not is_position(None)
