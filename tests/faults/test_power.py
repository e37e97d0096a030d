"""The power goes at any moment: nothing acknowledged is missing, and nothing is damaged."""

import pytest

from tests.faults.conftest import Playing, on_linux
from tests.faults.parts import PARTS

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3600), on_linux]


@pytest.mark.parametrize("part", PARTS)
def test_a_power_cut_takes_nothing_that_was_acknowledged(part: str, playing: Playing) -> None:
    played = playing("power", part, "--cuts", str(playing.cuts[part]))

    assert played.wrong == []
    assert all(report["points"] > 5 for report in played.reports)


@pytest.mark.parametrize("fault", ["synchronous normal", "journal off"])
def test_a_power_cut_is_noticed_where_the_disk_is_not_waited_for(
    fault: str, playing: Playing
) -> None:
    words = ["--act", "writing", "--cuts", "40", "--fault", fault]

    played = playing("power", "writing", *words)

    assert played.wrong
    lost = any("acknowledged" in one for one in played.wrong)
    assert lost or fault != "synchronous normal"


def test_what_a_drive_that_lies_would_lose_is_measured_and_not_promised(playing: Playing) -> None:
    played = playing("power", "writing", "--act", "writing", "--cuts", "60", "--lying", "40")

    assert played.reports[0]["runs"] == 60
