"""A line of the list, as the driver gives it: nothing is read out of it before it is asked for."""

import functools
import json
from typing import NamedTuple


class Summary(NamedTuple):
    """A story as the list shows it."""

    id: str
    number: int
    """Its place among the stories by their last change; the later, the higher."""
    title: str
    short_name: str
    case_code: str
    status: str
    givers_json: str
    takers_json: str
    sector: str
    first_year: int
    last_year: int
    changed: str
    """When it was last saved, `YYYY-MM-DDThh:mm:ss...Z`."""
    completeness: int
    conflicts: int
    trashed: int
    disputed: int
    fingerprint: str
    sent: str
    """The fingerprint that the last bundle carried."""

    @property
    def givers(self) -> tuple[str, ...]:
        """Countries (alpha-3) or names of those who shared."""
        return _names(self.givers_json)

    @property
    def takers(self) -> tuple[str, ...]:
        """Countries or names of those who adapted."""
        return _names(self.takers_json)

    @property
    def deleted(self) -> bool:
        """Whether it is in the trash."""
        return bool(self.trashed)

    @property
    def contested(self) -> bool:
        """Whether one deleted it while another, who did not see that, changed it."""
        return bool(self.disputed)

    @property
    def packed(self) -> bool:
        """False where it changed since the last bundle."""
        return self.fingerprint == self.sent


LIST_COLUMNS = (
    "case_uuid", "number", "title", "short_name", "case_code", "status", "givers", "takers",
    "sector", "first_year", "last_year", "changed", "completeness", "conflicts", "deleted",
    "contested", "fingerprint", "packed",
)  # fmt: skip
"""The columns of the table `listing`, in the order of a Summary."""


@functools.lru_cache(maxsize=4_096)
def _names(told: str) -> tuple[str, ...]:
    return tuple(json.loads(told))
