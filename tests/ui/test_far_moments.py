"""A clock may say any year: what others saved is drawn all the same."""

import time
from collections.abc import Iterator

import pytest

from ui.viewmodels import past_words, settle_words, wording


@pytest.fixture(params=["Africa/Nairobi", "America/Lima"])
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A computer east or west of Greenwich."""
    if not hasattr(time, "tzset"):
        pytest.skip("the zone of this system cannot be chosen")
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("zone")
@pytest.mark.parametrize(
    ("at", "year"),
    [("9999-12-31T23:59:59.999Z-ffff", "9999"), ("0001-01-01T00:00:00.000Z-0000", "1")],
)
def test_the_ends_of_time_are_told_as_days(at: str, year: str) -> None:
    told = wording.day(at), past_words.day(at), past_words.day_and_time(at), settle_words.age(at)
    assert all(year in one for one in told)
