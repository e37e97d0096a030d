"""Law 15: what is withdrawn is gone on every copy that confirmed it, and the copies agree."""

import random

from ssc_desktop.services import cases, redacting
from tests.properties.world import ROOTS, Computer, World

_WORD = "Zanzibarwitness"


def redactions_converge(world: World) -> None:
    """15: withdrawn here and there, confirmed and carried in any order, old bundles in between."""
    chance = random.Random(len(world.edits))  # noqa: S311 - chance that can be repeated
    for laptop, root in zip(world.four[1:], ROOTS, strict=True):
        _tell(world, laptop, root, f"{_WORD} told us of it.")
    _carry_about(world, chance, 3)
    old = chance.choice(world.four[1:]).send(with_private=True).rename(world.parcel("old"))
    for laptop, root in zip(world.four[1:], ROOTS, strict=True):
        redacting.redact(laptop.library, root, ("network",), "she asked for it")
        _carry_about(world, chance, 1)
        if chance.random() < 0.5:
            _tell(world, world.four[0], root, "Somebody else wrote on.")
    for _step in range(3):
        _confirm(chance.choice(world.four))
        _carry_about(world, chance, 1)
        chance.choice(world.four).take(old)
    world.converge()
    first, *others = world.four
    for laptop in others:  # whoever did not confirm yet has no reason to send anything either
        assert laptop.truth() == first.truth()
    for laptop in world.four:
        _confirm(laptop)
        laptop.take(old)
    _agree(world)


def _agree(world: World) -> None:
    first, *others = world.four
    for laptop in others:
        assert laptop.truth() == first.truth()
        assert laptop.shown() == first.shown()
    for laptop in world.four:
        assert redacting.waiting(laptop.library) == ()
        assert _WORD.encode() not in laptop.library.path.read_bytes()


def _tell(world: World, laptop: Computer, root: str, words: str) -> None:
    if laptop.view(root)[root].deleted:
        cases.restore(laptop.library, [root])
    world.noted(laptop, root, lambda: cases.set_value(laptop.library, root, ("network",), words))


def _carry_about(world: World, chance: random.Random, times: int) -> None:
    for _time in range(times):
        giver, taker = chance.sample(world.four, 2)
        world.hand_over(giver, taker)


def _confirm(laptop: Computer) -> None:
    for one in redacting.waiting(laptop.library):
        redacting.confirm(laptop.library, one.id)
