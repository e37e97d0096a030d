"""What files would bring, and what a person chose of it."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ssc_desktop.services.proposals import FieldPath, Proposal, Proposals


@dataclass(frozen=True)
class Arrived:
    """What files would bring, and what the person chose of it."""

    proposals: "Proposals"
    chosen: "dict[str, frozenset[FieldPath]]" = field(default_factory=dict)
    """Of the proposals in which the person chose otherwise than suggested, by their keys."""
    gone: frozenset[str] = frozenset()
    """Proposals that were taken in, or left."""
    shown: str = ""
    """The one that is looked at; "" for the list of them."""
    onto: str = ""
    """The story over which the files were let go: they may be meant as its attachments."""

    @property
    def waiting(self) -> "tuple[Proposal, ...]":
        """Those of which nothing was said yet."""
        return tuple(one for one in self.proposals.proposals if one.key not in self.gone)

    @property
    def proposal(self) -> "Proposal | None":
        """The one that is looked at."""
        found = (one for one in self.proposals.proposals if one.key == self.shown)
        return next(found, None)

    @property
    def certain(self) -> "tuple[Proposal, ...]":
        """Those about which there is nothing to ask."""
        return tuple(one for one in self.waiting if is_certain(one))

    def wanted(self, proposal: "Proposal") -> "frozenset[FieldPath]":
        """What is to be taken of a proposal."""
        return self.chosen.get(proposal.key, proposal.suggested)


def is_certain(proposal: "Proposal") -> bool:
    """Whether it can be taken in as it is suggested, and nothing is left to look at."""
    from ssc_desktop.services.proposals import State

    asks = proposal.count(State.DOUBTFUL, State.REMOVED) or proposal.unmatched
    return bool(proposal.suggested) and not (asks or proposal.alike or proposal.warnings)
