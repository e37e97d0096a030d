"""The past of one field: every value it was given, and what each of them replaced."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import msgspec

from ssc_desktop.history.revision import Cut, Revision

_encode = msgspec.json.Encoder(order="deterministic").encode


class Said(NamedTuple):
    """A value that somebody gave a field."""

    at: str
    revision: str
    value: Any
    over: tuple[str, ...]
    device: str
    cut: str
    note: str


@dataclass(frozen=True, slots=True)
class Lineage:
    """All values of one field, by revision."""

    said: Mapping[str, Said]

    @classmethod
    def of(cls, revisions: Iterable[Revision], cuts: Iterable[Cut], field: str) -> "Lineage":
        """From the revisions of one record and the cuts of its root."""
        given = {one.id: one for one in revisions if field in one.fields}
        found: dict[str, Said] = {}
        for cut in cuts:
            for id_ in cut.revisions:
                one = given.get(id_)
                if one is not None and one.device == cut.device:
                    value, over = one.fields[field]
                    said = Said(cut.at, id_, value, over, cut.device, cut.id, cut.note)
                    held = found.get(id_)
                    found[id_] = min(held, said, key=_moment) if held else said
        return cls(found)

    def before(self, revision: str) -> set[str]:
        """All that a value replaced, and what that had replaced before."""
        found: set[str] = set()
        waiting = [revision]
        while waiting:
            said = self.said.get(waiting.pop())
            for id_ in said.over if said else ():
                if id_ not in found:
                    found.add(id_)
                    waiting.append(id_)
        return found

    def common(self, revisions: Collection[str]) -> Said | None:
        """The last value that all of these come from; None where there is none, or it is gone.

        None as well where it cannot be told: where two such values stood side by side, or where an
        older one is not here.
        """
        pasts = [self.before(one) for one in revisions]
        shared = set.intersection(*pasts) if pasts else set()
        latest = shared - {older for one in shared for older in self.before(one)}
        if len(latest) != 1 or any(id_ not in self.said for past in pasts for id_ in past - shared):
            return None
        return self.said.get(latest.pop())

    def first(self, revision: str) -> Said:
        """Who said the value of a revision first: an older version may have been brought back."""
        said = self.said[revision]
        seen = {revision}
        while True:
            same = [
                self.said[id_]
                for id_ in said.over
                if id_ in self.said and id_ not in seen and same_value(self.said[id_], said)
            ]
            if not same:
                return said
            said = min(same, key=_moment)
            seen.add(said.revision)


def same_value(one: Said, other: Said) -> bool:
    """Whether two say the same."""
    return bool(_encode(one.value) == _encode(other.value))


def _moment(said: Said) -> tuple[str, str]:
    return said.at, said.cut
