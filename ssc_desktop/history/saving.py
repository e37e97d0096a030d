"""Making a cut: what a person changed, as revisions under one signature."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ssc_desktop.history.canonical import canonical, storable
from ssc_desktop.history.device import DeviceKey
from ssc_desktop.history.revision import (
    MOST_LISTED,
    MOST_REPLACED,
    SIGNED_PREFIX,
    VERSION,
    Cut,
    Revision,
    read_cut,
    read_revision,
    signed_line,
)

Over = Callable[[str, str], Sequence[str]]
"""Given a record and a field: the revisions whose values were on the author's screen."""


@dataclass(frozen=True, slots=True)
class Change:
    """The fields of one record that a person changed, with their new values."""

    record: str
    kind: str
    parent: str
    fields: Mapping[str, Any]


def make_cut(  # noqa: PLR0913 - the members of a cut, each by its name
    root: str,
    changes: Sequence[Change],
    *,
    over: Over,
    device: DeviceKey,
    incarnation: str,
    sequence: int,
    previous: str,
    at: str,
    by: str,
    note: str = "",
) -> tuple[Cut, tuple[Revision, ...]]:
    """Sign one save of `root`; changes of one record belong in one Change.

    Text is made fit to be kept (`canonical.storable`). Raises BadLine where the result would not
    be accepted by a reader, NotCanonical for values no bundle can hold, ValueError for no change
    or too many.
    """
    if not 1 <= len(changes) <= MOST_LISTED:
        raise ValueError(f"a cut lists 1 to {MOST_LISTED} revisions, not {len(changes)}")
    bodies = {_body(root, change, over, device.id) for change in changes}
    revisions = tuple(sorted(map(read_revision, bodies), key=lambda revision: revision.id))
    cut = {
        "at": at,
        "by": by,
        "dev": device.id,
        "inc": incarnation,
        "prev": previous,
        "revs": [revision.id for revision in revisions],
        "root": root,
        "seq": sequence,
        "v": VERSION,
    }
    if note:
        cut["note"] = storable(note)
    return signed(canonical(cut), device), revisions


def signed(body: bytes, device: DeviceKey) -> Cut:
    """The cut with this body, signed by `device`; raises BadLine where the body is not a cut."""
    return read_cut(signed_line(body, device.sign(SIGNED_PREFIX + body)))


def _body(root: str, change: Change, over: Over, device: str) -> bytes:
    return canonical(
        {
            "dev": device,
            "in": change.parent,
            "kind": change.kind,
            "rec": change.record,
            "root": root,
            "set": {
                # so many are never there unless somebody made them: those beyond wait their turn
                field: [storable(value), sorted(set(over(change.record, field)))[:MOST_REPLACED]]
                for field, value in change.fields.items()
            },
            "v": VERSION,
        }
    )
