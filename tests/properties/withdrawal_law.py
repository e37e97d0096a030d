"""Law 15: what is withdrawn is gone everywhere, and the copies come to agree."""

import contextlib
import random

import msgspec
from sqlalchemy import select

from ssc_desktop.errors import InvalidInput, NotFound
from ssc_desktop.history.redaction import REDACTION
from ssc_desktop.record.editing import Path
from ssc_desktop.services import conflicts, libraries, redacting
from ssc_desktop.store import devices, truth
from ssc_desktop.store.exchange_tables import RedactedRow
from tests.properties.computer import ROOTS, Computer
from tests.properties.world import World

_FIELDS: dict[str, tuple[str, ...]] = {
    "case": ("title", "overview", "sector"),
    "result": ("statement", "unit"),
}
_NOTHING = frozenset({b"null", b"false"})


def withdrawals_converge(world: World) -> None:
    """15: withdrawn by authors and a facilitator, confirmed in any order: gone, and the same.

    Old bundles, which hold the words still, come in again.
    """
    chance = random.Random(len(world.edits))  # noqa: S311 - chance that can be repeated
    world.converge()
    old, held = world.four[0].send(with_private=True), world.four[0].truth()
    _appoint(world.four, world.four[3])
    for laptop in chance.choices(world.four, k=4):
        before = _deleted(laptop)
        _withdraw(laptop, chance)
        assert before <= _deleted(laptop)
        world.hand_over(laptop, chance.choice([one for one in world.four if one is not laptop]))
        _confirm(chance.choice(world.four), chance)
        chance.choice(world.four).take(old)
    world.converge()
    for laptop in world.four:
        # who destroyed words and who has them yet hold the same, as fingerprints say it
        assert all(ids <= laptop.truth()[root] for root, ids in held.items())
    for laptop in world.four:
        _confirm(laptop)
        laptop.take(old)
    assert len({laptop.shown() for laptop in world.four}) == 1
    assert len({_marks(laptop) for laptop in world.four}) == 1
    for laptop in world.four:
        assert not _gone(laptop) & laptop.holdings().revisions.keys()
        assert redacting.waiting(laptop.library) == ()
    assert libraries.check(chance.choice(world.four).library).problems == ()


def _appoint(laptops: list[Computer], facilitator: Computer) -> None:
    """Everybody was invited by one of them."""
    device = facilitator.library.device
    for laptop in laptops:
        with laptop.library.writing() as connection:
            devices.meet(connection, [(device.id, device.public, "")])
            devices.appoint(connection, device.id, "facilitator")
            devices.say(connection, device.id, "checked")


def _withdraw(laptop: Computer, chance: random.Random) -> None:
    root = chance.choice(ROOTS)
    record = chance.choice(sorted(laptop.view(root)))
    kind = "case" if record == root else "result"
    place: Path = () if record == root else (kind, record)
    name = chance.choice(_FIELDS[kind])
    whole = bool(place) and chance.random() < 0.3
    before = _values(laptop)
    try:
        redacting.redact(laptop.library, root, place if whole else (*place, name), "withdrawn")
    except (InvalidInput, NotFound):
        return  # another one wrote it, or nothing was ever said there
    after = _values(laptop)
    for where in before.keys() | after.keys():
        was, now = before.get(where, frozenset()), after.get(where, frozenset())
        if where[0] == record and (whole or where[1].partition("/")[0] == name):
            assert now <= was | _NOTHING, "what was replaced long ago does not come back"
        else:
            assert now - _NOTHING == was - _NOTHING, "the rest of the story stays as it is"


def _values(laptop: Computer) -> dict[tuple[str, str], frozenset[bytes]]:
    """What is alive in every field of what is not in the trash, sets element by element."""
    found: dict[tuple[str, str], set[bytes]] = {}
    for root in ROOTS:
        with laptop.library.reading() as connection:
            held = {one.id: one for one in truth.revisions_of(connection, root)}
        for view in laptop.view(root).values():
            for key, live in view.lives.items() if view.kind != REDACTION else ():
                if key[0] != "~" and not (view.deleted or laptop.view(root)[root].deleted):
                    values = {msgspec.json.encode(held[one].fields[key][0]) for one in live}
                    found.setdefault((view.id, key), set()).update(values)
    return {where: frozenset(values) for where, values in found.items()}


def _confirm(laptop: Computer, chance: random.Random | None = None) -> None:
    for one in redacting.waiting(laptop.library):
        if chance is None or chance.random() < 0.5:
            with contextlib.suppress(NotFound):  # another save asked for the same
                redacting.confirm(laptop.library, one.id)


def _deleted(laptop: Computer) -> set[str]:
    """What is in the trash, and must stay there; but for what was in dispute."""
    disputed = {one.case_id for one in conflicts.contested(laptop.library)}
    views = {root: laptop.view(root) for root in ROOTS if root not in disputed}
    return {id_ for view in views.values() for id_, one in view.items() if one.deleted}


def _gone(laptop: Computer) -> frozenset[str]:
    with laptop.library.reading() as connection:
        asked = select(RedactedRow.id).where(RedactedRow.what == "revision")
        return frozenset(connection.scalars(asked))


def _marks(laptop: Computer) -> tuple[tuple[str, tuple[int, str]], ...]:
    with laptop.library.reading() as connection:
        return tuple(sorted(truth.marks(connection, ROOTS).items()))
