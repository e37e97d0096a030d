"""The laws hold too when everything travels as bundles: written, checked and read."""

import random
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from ssc_desktop.bundle.reading import verify
from tests.properties.laws import held, shown
from tests.properties.world import ROOTS, STEP, World
from tests.unit.bundle.samples import Laptop, numbered_id, sent

_SCRIPTS = st.integers(0, 2**32).map(
    lambda seed: random.Random(seed).randbytes(STEP * 12)  # noqa: S311 - repeatable
)
# a copied disk has another computer's key: all keys go along
_ALL = [Laptop(number) for number in range(4)]


def _take(taker: Laptop, source: Path) -> None:
    with verify(source, source.parent) as opened:
        assert opened.quarantined == ()
        for story in opened.stories():
            taker.receive(story.cuts, story.revisions)


@settings(max_examples=60)
@given(script=_SCRIPTS)
def test_taking_in_what_was_sent_is_identity(script: bytes) -> None:
    world = World().play(script)
    sender = world.laptops[1]

    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "all.sscz"
        sent(sender, target, others=_ALL)
        fresh = Laptop(9)
        _take(fresh, target)

    listed = {id_ for cut in sender.cuts.values() for id_ in cut.revisions}
    assert fresh.cuts == sender.cuts
    assert fresh.revisions.keys() == sender.revisions.keys() & listed
    assert shown(world, fresh) == shown(world, sender)


@settings(max_examples=40)
@given(script=_SCRIPTS, order=st.lists(st.integers(0, 5), max_size=8))
def test_bundles_of_single_stories_come_in_any_order(script: bytes, order: list[int]) -> None:
    world = World().play(script)
    one, two, *_others = world.laptops

    with tempfile.TemporaryDirectory() as folder:
        parcels = []
        for number, (laptop, root) in enumerate(
            (who, root) for who in (one, two) for root in ROOTS
        ):
            target = Path(folder) / f"{number}.sscz"
            header = {"bundle": numbered_id(0xB00 + number)}
            sent(laptop, target, roots=[root], others=_ALL, header=header)
            parcels.append(target)
        fresh = Laptop(9)
        for number in (*order, *reversed(range(6))):
            _take(fresh, parcels[number])

    union = Laptop(9)
    union.take(one)
    union.take(two)
    assert held(fresh) == held(union)
    assert shown(world, fresh) == shown(world, union)
