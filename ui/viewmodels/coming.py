"""What waits to be taken in: one bundle or several, told as one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from ssc_desktop.services.answers import Plan, Taken

_Brought = TypeVar("_Brought", bound=Taken)


@dataclass(frozen=True)
class Coming:
    """The plans of bundles that were dropped or chosen together."""

    plans: tuple[Plan, ...]
    refused: tuple[str, ...] = ()
    """Why files among them are left out, in plain sentences."""

    @property
    def whole(self) -> Plan:
        """All plans as one."""
        return together(self.plans)

    @property
    def bringing(self) -> tuple[Plan, ...]:
        """The plans of bundles with something that is not here."""
        return tuple(plan for plan in self.plans if plan.new or plan.updated)


def together(brought: Sequence[_Brought]) -> _Brought:
    """What several bundles bring as if it were one; a story that several bring is told once."""
    if len(brought) == 1:
        return brought[0]
    latest = {line.id: line for one in brought for line in (*one.new, *one.updated)}
    new = {line.id for one in brought for line in one.new}
    return replace(
        brought[0],
        new=tuple(line for line in latest.values() if line.id in new),
        updated=tuple(line for line in latest.values() if line.id not in new),
        unchanged=sum(one.unchanged for one in brought),
        conflicts=sum(line.conflicts for line in latest.values()),
        pictures=sum(one.pictures for one in brought),
        quarantined=tuple(line for one in brought for line in one.quarantined),
        missing=tuple(sorted({sha256 for one in brought for sha256 in one.missing})),
        warnings=tuple(dict.fromkeys(said for one in brought for said in one.warnings)),
    )
