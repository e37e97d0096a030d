"""What must hold in every world: the properties of `docs/bundle-format.md`, one function each.

The oracle knows what no program can know: what every author held when she wrote. From that alone
it says which values should be alive; the program has only `over` to go by, and must agree.
"""

import random
from collections import defaultdict

import msgspec

from ssc_desktop.history.identifiers import fingerprint
from ssc_desktop.history.view import DELETED, POSITION, RecordView, is_saw
from tests.properties.world import ROOTS, Edit, Place, World
from tests.unit.bundle.samples import Laptop


def shown(world: World, laptop: Laptop) -> bytes:
    """All that a laptop shows, as bytes."""
    views = {root: world.look(laptop, root) for root in ROOTS}
    return msgspec.json.encode(views, order="deterministic")


def _joined(*laptops: Laptop) -> Laptop:
    union = Laptop(9)
    for laptop in laptops:
        union.take(laptop)
    return union


def union_is_a_union(world: World) -> None:
    """1: commutative, associative, idempotent, absorbing."""
    one, two, three, _four = world.laptops
    both = shown(world, _joined(one, two))

    assert both == shown(world, _joined(two, one))
    assert both == shown(world, _joined(one, two, one, two))
    assert both == shown(world, _joined(_joined(one, two), two))
    right = _joined(one, _joined(two, three))
    assert shown(world, _joined(_joined(one, two), three)) == shown(world, right)


def view_is_pure(world: World) -> None:
    """2: any order of arrival gives byte-equal views."""
    union = world.everything()
    expected = shown(world, union)
    for seed in range(3):
        chance = random.Random(seed)  # noqa: S311 - chance that can be repeated
        cuts, revisions = list(union.cuts.items()), list(union.revisions.items())
        chance.shuffle(cuts)
        chance.shuffle(revisions)
        union.cuts, union.revisions = dict(cuts), dict(revisions)
        assert shown(world, union) == expected


def laptops_converge(world: World) -> None:
    """3: after everybody exchanged with everybody, all see the same."""
    world.converge()

    assert len({shown(world, laptop) for laptop in world.laptops}) == 1


def nothing_is_lost(world: World) -> None:
    """4: every edit ever made is in the union, its value intact."""
    world.converge()
    for edit in world.edits:
        for laptop in world.laptops:
            fields = laptop.revisions[edit.revision].fields
            assert fields[edit.place[2]][0] == edit.value


def nothing_is_replaced_unseen(world: World) -> None:
    """5: a value is hidden only by an edit whose author had it on the screen."""
    for laptop in world.laptops:
        views = {root: world.look(laptop, root) for root in ROOTS}
        screens: dict[Place, set[str]] = defaultdict(set)
        for edit in world.edits:
            if edit.revision in laptop.revisions:
                screens[edit.place] |= edit.screen
        for edit in world.edits:
            if edit.revision in laptop.revisions and not _lives(views, edit):
                assert edit.revision in screens[edit.place]


def _lives(views: dict[str, dict[str, RecordView]], edit: Edit) -> bool:
    root, record, name = edit.place
    return edit.revision in views[root][record].live(name)


def _alive(world: World) -> dict[Place, dict[str, Edit]]:
    """The oracle: a value is alive unless somebody who held it wrote another."""
    by_place: dict[Place, list[Edit]] = defaultdict(list)
    for edit in world.edits:
        by_place[edit.place].append(edit)
    return {
        place: {
            edit.revision: edit
            for edit in edits
            if not any(
                edit.revision in later.held and later.revision != edit.revision for later in edits
            )
        }
        for place, edits in by_place.items()
    }


def conflicts_are_concurrency(world: World) -> None:
    """6: what is alive, and what is a conflict, is as the oracle says."""
    union = world.everything()
    views = {root: world.look(union, root) for root in ROOTS}
    for (root, record, name), alive in _alive(world).items():
        view = views[root][record]
        assert set(view.live(name)) == alive.keys()
        if "/" not in name and not name.startswith("~"):
            values = {msgspec.json.encode(edit.value) for edit in alive.values()}
            assert view.fields[name].conflict == (len(values) > 1)
            assert {one.revision for one in view.fields[name].live} == alive.keys()
            assert not view.fields[name].incomplete


def settling_settles(world: World) -> None:
    """7: a settlement settles everywhere and leaves no conflict."""
    world.converge()
    world.settle(world.laptops[0])
    world.converge()
    for laptop in world.laptops:
        for root in ROOTS:
            for view in world.look(laptop, root).values():
                assert not any(one.conflict for one in view.fields.values())


def edits_beat_unseen_deletions(world: World) -> None:
    """8: deleted is what its deleters had wholly seen, also below it; anything else is shown."""
    union = world.everything()
    alive = _alive(world)
    for root in ROOTS:
        for id_, view in world.look(union, root).items():
            marks = list(alive.get((root, id_, DELETED), {}).values())
            saws = [mark for mark in marks if is_saw(mark.value)]
            seen = {held for mark in saws for held in mark.held}
            living = {
                revision
                for (other_root, record, name), edits in alive.items()
                if other_root == root and id_ in {record, root}
                if (record, name) != (id_, DELETED)
                for revision in edits
            }
            deleted = bool(saws) and len(saws) == len(marks) and living <= seen
            assert view.deleted == deleted
            assert view.contested == (bool(saws) and not deleted)


def importing_more_brings_nothing_back(world: World) -> None:
    """9: a replaced value stays replaced, whatever arrives, in whatever order."""
    union = world.everything()
    cuts = sorted(union.cuts.values(), key=lambda cut: cut.id)
    copy = Laptop(9)
    hidden: set[tuple[Place, str]] = set()
    for cut in cuts:
        copy.receive([cut], [union.revisions[id_] for id_ in cut.revisions])
        views = {root: world.look(copy, root) for root in ROOTS}
        now = {
            (edit.place, edit.revision)
            for edit in world.edits
            if edit.revision in copy.revisions and not _lives(views, edit)
        }
        assert hidden <= now
        hidden = now
    assert copy.revisions == union.revisions


def sets_and_places_follow_their_rules(world: World) -> None:
    """10: an element is in where any live value adds it; the latest live place counts."""
    union = world.everything()
    stamps = _stamps(union)
    expected: dict[tuple[str, str], set[str]] = defaultdict(set)
    places: dict[tuple[str, str], str] = {}
    for (root, record, name), alive in _alive(world).items():
        if name.startswith("sector/") and any(edit.value is True for edit in alive.values()):
            expected[root, record].add(name.partition("/")[2])
        if name == POSITION and alive:
            last = max(alive.values(), key=lambda edit: (stamps[edit.revision], edit.revision))
            places[root, record] = last.value
    for root in ROOTS:
        for id_, view in world.look(union, root).items():
            sector = view.fields.get("sector")
            assert set(sector.value if sector else ()) == expected[root, id_]
            assert not (sector and sector.conflict)
            assert view.position == places.get((root, id_), "")


def _stamps(laptop: Laptop) -> dict[str, str]:
    stamps: dict[str, str] = {}
    for cut in laptop.cuts.values():
        for id_ in cut.revisions:
            stamps[id_] = min(cut.at, stamps.get(id_, cut.at))
    return stamps


def held(laptop: Laptop) -> dict[str, str]:
    """What a receipt says: a fingerprint for every root."""
    return {
        root: fingerprint(
            [one.id for one in laptop.cuts.values() if one.root == root]
            + [one.id for one in laptop.revisions.values() if one.root == root]
        )
        for root in ROOTS
    }


def deltas_miss_nothing(world: World) -> None:
    """11 and 12: what differs is sent and no more; a stale receipt only sends more."""
    giver, taker, third, _fourth = world.laptops
    stale = held(taker)
    taker.take(third)
    for receipt in (stale, held(taker)):
        mine = held(giver)
        delta = [root for root in ROOTS if mine[root] != receipt[root]]
        copy = _joined(taker)
        copy.receive(
            [one for one in giver.cuts.values() if one.root in delta],
            [one for one in giver.revisions.values() if one.root in delta],
        )
        assert giver.cuts.keys() <= copy.cuts.keys()
        assert giver.revisions.keys() <= copy.revisions.keys()
        assert all(held(giver)[root] != receipt[root] for root in delta)


def parts_come_in_any_order(world: World) -> None:
    """14: any order, any subset, repeated; all parts together are the whole."""
    whole = world.everything()
    parts = [
        (
            [cut for cut in whole.cuts.values() if cut.root == root],
            [one for one in whole.revisions.values() if one.root == root],
        )
        for root in ROOTS
    ]
    for order in ((0, 1, 2), (2, 0, 2, 1), (1, 1, 2, 0)):
        copy = Laptop(9)
        for number in order:
            copy.receive(*parts[number])
            shown(world, copy)
        assert shown(world, copy) == shown(world, whole)


LAWS = (
    union_is_a_union,
    view_is_pure,
    laptops_converge,
    nothing_is_lost,
    nothing_is_replaced_unseen,
    conflicts_are_concurrency,
    settling_settles,
    edits_beat_unseen_deletions,
    importing_more_brings_nothing_back,
    sets_and_places_follow_their_rules,
    deltas_miss_nothing,
    parts_come_in_any_order,
)
