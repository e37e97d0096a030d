"""Laws 11 to 14, of exchange: deltas, receipts, what was lost after one, bundles in parts."""

import random
import shutil
from pathlib import Path

from ssc_desktop.bundle import reading
from ssc_desktop.errors import InvalidInput
from ssc_desktop.services import bundles, cases, libraries, receipts
from ssc_desktop.services.bundles import Wish
from tests.properties.computer import ROOTS, Computer, Holdings
from tests.properties.withdrawal_law import withdrawals_converge
from tests.properties.world import Law, World
from tests.unit.bundle.samples import JPEG


def _receipt(world: World, owner: Computer, reader: Computer) -> Holdings:
    """Carry a receipt over; returns what its owner held then."""
    target = world.parcel("receipt")
    receipts.make(owner.library, target)
    reader.take(target)
    return owner.holdings()


def _delta(world: World, giver: Computer, taker: Computer) -> Path | None:
    """What the giver makes for the taker, by all that it knows of it."""
    target = world.parcel("delta")
    wish = Wish(receiver=taker.library.device.id, with_private=True)
    try:
        bundles.make(giver.library, None, target, wish)
    except InvalidInput:
        return None
    return target


def _roots_in(bundle: Path | None) -> set[str]:
    if bundle is None:
        return set()
    with reading.verify(bundle, None) as opened:
        return set(opened.header.roots)


def _holds(taker: Computer, giver: Computer, root: str) -> bool:
    return giver.holdings().of(root) <= taker.holdings().of(root)


def deltas_miss_nothing(world: World) -> None:
    """11 and 12: what differs is sent and no more; a stale receipt only sends more."""
    giver, taker, third, _fourth = world.four
    told = _receipt(world, taker, giver)
    world.hand_over(third, taker)  # the receipt is stale by now
    for _again in range(2):
        delta = _delta(world, giver, taker)
        held = giver.holdings()
        differing = {root for root in ROOTS if held.of(root) != told.of(root)}
        if giver.library.device.id == taker.library.device.id:
            # a copied laptop under the same name: nobody believes his own receipts
            assert _roots_in(delta) >= differing
        else:
            assert _roots_in(delta) == differing
        if delta is not None:
            taker.take(delta)
        assert all(_holds(taker, giver, root) for root in ROOTS)
        told = _receipt(world, taker, giver)


def what_is_lost_is_noticed(world: World) -> None:
    """13: an old copy comes back after a receipt: whatever it lacks is noticed, and asked for."""
    third, _second, taker, giver = world.four  # not the pair of law 11, which agrees by now
    kept = world.kept(taker)
    for one, other in ((third, giver), (taker, giver), (giver, taker)):
        world.hand_over(one, other)
    _receipt(world, taker, giver)

    taker.become(kept)
    shutil.rmtree(kept)
    world.edit(giver, ROOTS[0], "title", "written after the receipt")
    delta = _delta(world, giver, taker)
    assert delta is not None
    taker.take(delta)

    lacks = [root for root in ROOTS if not _holds(taker, giver, root)]
    found = receipts.lacking(taker.library)
    assert all(found.lost or root in found.stories for root in lacks)
    if lacks:
        asked = world.parcel("request")
        receipts.request(taker.library, asked)
        giver.take(asked)
        answer = world.parcel("answer")
        receipts.answer(giver.library, taker.library.device.id, answer, Wish(with_private=True))
        taker.take(answer)
        assert not receipts.lacking(taker.library).lost
    assert all(_holds(taker, giver, root) for root in ROOTS)


def parts_come_in_any_order(world: World) -> None:
    """14: any order, any subset, repeated; all parts together are the whole, pictures and all."""
    one, two, *_others = world.four
    chance = random.Random(len(world.edits))  # noqa: S311 - chance that can be repeated
    picture = world.folder / "field.jpg"
    picture.write_bytes(JPEG + chance.randbytes(70_000))
    story = {"title": "Fish ponds", "attachment": [{"file": picture.name}]}
    cases.added(one.library, story, beside=world.folder)
    cut_up = bundles.make(
        one.library, None, world.parcel("parts"), Wish(with_private=True, most=45_000)
    )
    assert len(cut_up.files) >= 3
    parts = [*cut_up.files, *(two.send(root, with_private=True) for root in ROOTS)]
    copy = world.fresh()
    for part in [*chance.sample(parts, 2), *chance.sample(parts, len(parts))]:
        copy.take(part)
        copy.shown()
    assert copy.shown() == world.union(one, two).shown()
    assert libraries.check(copy.library).problems == ()


EXCHANGE: tuple[Law, ...] = (
    deltas_miss_nothing,
    what_is_lost_is_noticed,
    parts_come_in_any_order,
    withdrawals_converge,
)
"""Each stirs the laptops, and leaves the next one enough that differs."""
