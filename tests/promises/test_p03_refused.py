"""P3: if we cannot save, we tell you at once and keep your words.

Words are typed into the real window while the disk refuses, at any call of the save, in the library
or in the whole home: they are in the box, and in the library or a rescue file where there is one to
write; the line at the foot says what is wrong; and all is saved when the disk is well again.
"""

from typing import Any

import pytest

from tests.faults.conftest import Playing, on_linux
from tests.promises.conftest import Size

pytestmark = [on_linux, pytest.mark.timeout(1800)]
_PLAYING = Playing("small")


def test_words_that_cannot_be_saved_are_kept_and_that_is_told(
    size: Size, figures: dict[str, Any]
) -> None:
    played = _PLAYING("window", "--every", str(size(25, 1)))

    (report,) = played.reports
    figures.update(
        refusals=report["runs"],
        lost_or_not_told=report["bad"],
        told_after_seconds=report["told_after_seconds"],
    )
    assert played.wrong == []
    assert report["ended"]["failed"] >= report["runs"] // 2


@pytest.mark.parametrize("fault", ["not told", "nowhere"])
def test_a_window_that_does_not_tell_or_rescue_is_noticed(fault: str) -> None:
    played = _PLAYING("window", "--every", "20", "--fault", fault)

    assert any(fault in one for one in played.wrong)
