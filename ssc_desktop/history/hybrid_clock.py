"""A clock for showing what came after what; it never decides whose words survive."""

import re
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

from ssc_desktop import clock

_FORM = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3})Z-([0-9a-f]{4})", re.ASCII)
_TOLERANCE: Final = timedelta(hours=24)
_LAST_COUNT: Final = 0xFFFF


def is_moment(text: object) -> bool:
    """Whether `text` is a moment of a hybrid clock, `YYYY-MM-DDThh:mm:ss.mmmZ-cccc`."""
    if type(text) is not str or _FORM.fullmatch(text) is None:
        return False
    try:
        _read(text)
    except ValueError:
        return False
    return True


def is_ahead_of(at: str, moment: datetime) -> bool:
    """Whether `at` is more than 24 hours after the moment at which it was first seen."""
    return _read(at)[0] > moment + _TOLERANCE


class HybridClock:
    """Moments that never repeat and never run backwards, however the computer's clock is set."""

    def __init__(self, last: str = "", *, now: Callable[[], datetime] = clock.now) -> None:
        self._now = now
        self._turn = threading.Lock()
        self._last = _read(last) if last else (datetime.min.replace(tzinfo=UTC), 0)

    @property
    def last(self) -> str:
        """The greatest moment given or seen so far, to be kept and handed back; "" at the start."""
        return _written(*self._last) if self._last[0].year > 1 else ""

    def tick(self) -> str:
        """A moment greater than every one given or seen before."""
        with self._turn:
            moment, count = self._last
            present = _milliseconds(self._now())
            if present > moment:
                self._last = (present, 0)
            elif count < _LAST_COUNT:
                self._last = (moment, count + 1)
            else:
                self._last = (moment + timedelta(milliseconds=1), 0)
            return _written(*self._last)

    def seen(self, at: str) -> bool:
        """Take note of another device's moment; True where that device's clock is wrong.

        A moment more than 24 hours ahead is not adopted: one bad clock would spoil all others.
        """
        if self.is_ahead(at):
            return True
        with self._turn:
            self._last = max(self._last, _read(at))
            return False

    def is_ahead(self, at: str) -> bool:
        """Whether a moment is so far ahead that the clock it comes from is wrong."""
        return is_ahead_of(at, self._now())


def _read(text: str) -> tuple[datetime, int]:
    form = _FORM.fullmatch(text)
    if form is None:
        raise ValueError(text)
    return datetime.fromisoformat(form[1]).replace(tzinfo=UTC), int(form[2], 16)


def _written(moment: datetime, count: int) -> str:
    return f"{moment.strftime('%Y-%m-%dT%H:%M:%S')}.{moment.microsecond // 1000:03d}Z-{count:04x}"


def _milliseconds(moment: datetime) -> datetime:
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)
