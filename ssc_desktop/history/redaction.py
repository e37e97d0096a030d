"""Withdrawing for good: what asks for it, and who may. Section 4 of `docs/bundle-format.md`.

A redaction is a record of its own in the root of what it withdraws. It is not a part of the story:
it has no parent, so that it neither takes the story out of the trash nor is deleted with it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from ssc_desktop.history.identifiers import is_digest, new_id
from ssc_desktop.history.revision import Cut, Revision
from ssc_desktop.history.saving import Change

REDACTION: Final = "redaction"
FILES: Final = "attachment"
"""The kind of the records that name files."""
ROLES: Final = frozenset({"facilitator", "repository"})
"""Whose computers may withdraw what others wrote."""
_SHA256: Final = "sha256"


@dataclass(frozen=True, slots=True, order=True)
class Redaction:
    """What a signed save asks to destroy."""

    at: str
    cut: str
    """The save; a person confirms all it asks for together."""
    target: str
    """The id of a revision, or the SHA-256 of an attachment."""
    reason: str
    device: str
    """Who asks."""
    revision: str


def asking(target: str, reason: str) -> Change:
    """The change that asks all copies to destroy a revision or an attachment."""
    return Change(new_id(), REDACTION, "", {"target": target, "reason": reason})


def redactions(revisions: Iterable[Revision], cuts: Iterable[Cut]) -> list[Redaction]:
    """All that the saves of one root ask to destroy, in the order of their moments.

    What asks for it cannot be destroyed itself: copies would not come to agree.
    """
    asked = {one.id: one for one in revisions if one.kind == REDACTION}
    found: dict[str, Redaction] = {}
    for cut in cuts if asked else ():
        for id_ in cut.revisions:
            one = asked.get(id_)
            if one is None or (one.device, one.root) != (cut.device, cut.root):
                continue
            made = _read(one, cut)
            if made is not None and made.target not in asked:
                found[id_] = min(made, found.get(id_, made))
    return sorted(found.values())


def _read(revision: Revision, cut: Cut) -> Redaction | None:
    target, reason = (_text(revision, name) for name in ("target", "reason"))
    if not is_digest(target):
        return None
    return Redaction(cut.at, cut.id, target, reason, cut.device, revision.id)


def _text(revision: Revision, name: str) -> str:
    value, _over = revision.fields.get(name, ("", ()))
    return value if isinstance(value, str) else ""


class Authors:
    """Who wrote the revisions of one root, and who put its files there."""

    def __init__(self, revisions: Iterable[Revision], cuts: Iterable[Cut]) -> None:
        held = [one for one in revisions if one.kind != REDACTION]
        self._wrote = {one.id: one.device for one in held}
        self._named = files_in(held)
        self._listed: dict[str, set[str]] = {}
        for cut in cuts:
            for id_ in cut.revisions:
                self._listed.setdefault(id_, set()).add(cut.device)

    def of(self, target: str) -> frozenset[str]:
        """The device that wrote a revision, or that put a file into this root.

        Of a revision that is not here, the device whose saves list it. None where several may have
        done it: whoever names or lists what others made has not made it.
        """
        if target in self._wrote:
            return frozenset({self._wrote[target]})
        found = self._listed.get(target, set()) | self._named.get(target, set())
        return frozenset(found) if len(found) == 1 else frozenset()


def files_in(revisions: Iterable[Revision]) -> dict[str, set[str]]:
    """The files that revisions of a root name, each with the devices that put it there."""
    found: dict[str, set[str]] = {}
    for one in revisions:
        value, _over = one.fields.get(_SHA256, (None, ())) if one.kind == FILES else (None, ())
        if isinstance(value, str):
            found.setdefault(value, set()).add(one.device)
    return found


def allowed(one: Redaction, written_by: frozenset[str], roles: Mapping[str, str]) -> bool:
    """Whether a redaction may take effect: the author's device asks for it, or one with a role."""
    return one.device in written_by or roles.get(one.device) in ROLES
