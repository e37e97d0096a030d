"""P6: combining laptops never throws away anybody's words.

Worlds of four laptops, with clocks up to eleven days wrong, stale and repeated bundles, twin disks
and old ones: all laws of merging and exchange hold in each (`tests/properties`), and no value that
nobody has seen and replaced is gone.
"""

import random
from typing import Any

import pytest

from tests.promises.conftest import Size
from tests.properties.exchange_laws import EXCHANGE
from tests.properties.faults import last_writer_wins
from tests.properties.laws import MERGING
from tests.properties.world import STEP, Law, playing

_LENGTH = 16


def _edits_where_the_laws_hold(number: int, laws: tuple[Law, ...]) -> int:
    script = random.Random(number).randbytes(STEP * _LENGTH)  # noqa: S311 - repeatable
    with playing(script) as world:
        for law in laws:
            law(world)
        return len(world.edits)


@pytest.mark.timeout(7200)
def test_no_words_are_lost_in_any_world(size: Size, figures: dict[str, Any]) -> None:
    worlds = size(4, 1_000)

    edits = sum(_edits_where_the_laws_hold(one, (*MERGING, *EXCHANGE)) for one in range(worlds))

    figures.update(worlds=worlds, edits=edits, lost=0)


def test_where_the_last_writer_wins_words_are_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    last_writer_wins(monkeypatch)

    with pytest.raises(AssertionError):
        any(not _edits_where_the_laws_hold(number, MERGING) for number in range(20))
