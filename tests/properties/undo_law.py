"""What a bundle brought can be taken back, and brought back."""

import re

from ssc_desktop.services import undoing
from tests.properties.computer import ROOTS, Computer
from tests.properties.world import World

_ID = re.compile(rb'"([0-9a-f]{64})"')


def _has_gaps(laptop: Computer) -> bool:
    """Whether something that is here names something that is not."""
    held = laptop.holdings()
    bodies: list[bytes] = []
    devices: set[str] = set()
    for revision in held.revisions.values():
        bodies.append(revision.body)
        devices.add(revision.device)
    for cut in held.cuts.values():
        bodies.append(cut.body)
        devices.add(cut.device)
    named = {one.decode() for body in bodies for one in _ID.findall(body)}
    return not named - devices <= {*held.revisions, *held.cuts}


def imports_are_undone(world: World) -> None:
    """Without what bundles brought all is as before; and it comes back, either way."""
    giver, taker = world.four[:2]
    bundles = [giver.send(with_private=True), world.four[2].send(with_private=True)]
    gaps, before, was = _has_gaps(taker), taker.shown(), taker.truth()
    ids = [taker.take(bundle).bundle for bundle in bundles]
    taken = taker.shown()

    undone, _changes = undoing.undo(taker.library, ids)

    taker.revisions()
    left = {one.case_id for one in undone.left}
    for root in set(ROOTS) - left:
        if not gaps:
            assert taker.truth().get(root) == was.get(root)
    if not gaps:
        assert left == set()
        assert taker.shown() == before
    if gaps or any(one.undone for one in undoing.imports(taker.library)):
        standing = [one.bundle for one in undoing.imports(taker.library) if one.undone]
        undoing.put_back(taker.library, standing)
        assert taker.shown() == taken
        taker.revisions()
        undoing.undo(taker.library, ids)
    for bundle in bundles:
        taker.take(bundle)
    assert taker.shown() == taken
    taker.revisions()
