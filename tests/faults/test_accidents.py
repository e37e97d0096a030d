"""Killed at any call, torn in a write, refused once or for ever: nothing acknowledged is missing.

How many accidents there are says `conftest.py`; a failure says how it is played again.
"""

import pytest

from tests.faults.conftest import Played, Playing, on_linux
from tests.faults.parts import PARTS
from tests.faults.points import ACCIDENTS

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900), on_linux]


@pytest.mark.parametrize("part", PARTS)
def test_whatever_is_refused_or_killed_no_saved_word_is_missing(
    part: str, playing: Playing
) -> None:
    every, kinds = playing.steps[part]

    played = playing("accidents", part, "--every", str(every), "--kinds", str(kinds))

    assert played.wrong == []
    # it tested something: the accidents did happen
    assert _happened(played, "killed") and _happened(played, "refused")


def _happened(played: Played, how: str) -> int:
    every = [report["ended"] for report in played.reports]
    return sum(ended.get(f"{kind}: {how}", 0) for ended in every for kind in ACCIDENTS)


@pytest.mark.parametrize(
    ("fault", "part", "every"),
    [
        ("journal off", "writing --act writing", 41),
        ("two steps", "exchange --act taking", 29),
        ("without begin", "migrations --act migrating", 140),
        ("written in place", "leaving", 9),
        ("copied over", "safekeeping --act restoring_it", 4),
    ],
)
def test_what_is_done_carelessly_is_noticed(
    fault: str, part: str, every: int, playing: Playing
) -> None:
    words = [*part.split(), "--every", str(every), "--kinds", "3", "--fault", fault]

    played: Played = playing("accidents", *words)

    assert played.wrong
