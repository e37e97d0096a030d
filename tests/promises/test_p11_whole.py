"""P11: a file we write is whole or not there."""

from typing import Any

import pytest

from tests.faults.conftest import Playing, on_linux
from tests.promises.conftest import Size

pytestmark = [on_linux, pytest.mark.timeout(1800)]
_PLAYING = Playing("small")


def test_a_file_is_the_old_one_or_the_new_one_whatever_happens(
    size: Size, figures: dict[str, Any]
) -> None:
    steps = ["--every", str(size(12, 1)), "--kinds", str(size(2, 4))]

    documents = _PLAYING("accidents", "leaving", *steps)
    archives = _PLAYING("accidents", "safekeeping", "--act", "archiving_it", *steps)
    cut = _PLAYING("power", "leaving", "--cuts", str(size(8, 100)))

    every = [*documents.reports, *archives.reports]
    figures.update(
        points=sum(one["points"] for one in every),
        accidents=sum(one["runs"] for one in every),
        power_cuts=sum(one["runs"] for one in cut.reports),
        broken=len(documents.wrong) + len(archives.wrong) + len(cut.wrong),
    )
    assert (documents.wrong, archives.wrong, cut.wrong) == ([], [], [])


def test_a_file_that_is_written_in_its_place_is_destroyed() -> None:
    words = ["leaving", "--every", "12", "--kinds", "3", "--fault", "written in place"]

    assert _PLAYING("accidents", *words).wrong
