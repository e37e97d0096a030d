"""Laws 1 to 10, of merging: properties of `docs/bundle-format.md`, one function each.

The oracle knows what no program can know: what every author held when she wrote. From that alone
it says which values should be alive; the program has only `over` to go by, and must agree.
"""

import random
from collections import defaultdict
from collections.abc import Iterable

import msgspec

from ssc_desktop.history.revision import Cut
from ssc_desktop.history.view import DELETED, POSITION, is_saw
from ssc_desktop.services import libraries
from tests.properties.computer import ROOTS, Computer, Holdings, Views, visible
from tests.properties.world import Edit, Law, Place, World


def _views(laptop: Computer) -> dict[str, Views]:
    return {root: laptop.view(root) for root in ROOTS}


def union_is_a_union(world: World) -> None:
    """1: commutative, associative, idempotent, absorbing; to send is to copy."""
    one, two, three, _four = world.four
    joined = world.union(one)
    assert joined.holdings() == one.holdings()
    assert joined.shown() == one.shown()

    world.hand_over(two, joined)
    before = joined.shown()
    for again in (one, two):
        world.hand_over(again, joined)
        assert joined.shown() == before

    world.hand_over(three, joined)
    other = world.union(three, two)
    world.hand_over(one, other)
    assert joined.shown() == other.shown()


def view_is_pure(world: World) -> None:
    """2: any order of arrival gives byte-equal views, and tables."""
    union = world.everything
    held, expected = union.holdings(), union.shown()
    chance = random.Random(len(held.cuts))  # noqa: S311 - chance that can be repeated
    cuts = list(held.cuts.values())
    chance.shuffle(cuts)
    copy = world.fresh()
    for some in _heaps(cuts, 2):
        _deliver(world, union, copy, some)
    assert copy.shown() == expected


def _heaps(cuts: list[Cut], number: int) -> Iterable[list[Cut]]:
    size = -(-len(cuts) // number)
    return (cuts[start : start + size] for start in range(0, len(cuts), size))


def _deliver(world: World, giver: Computer, taker: Computer, cuts: list[Cut]) -> None:
    held = giver.holdings().revisions
    listed = {id_ for cut in cuts for id_ in cut.revisions} & held.keys()
    world.deliver(giver, taker, cuts, [held[id_] for id_ in sorted(listed)])


def laptops_converge(world: World) -> None:
    """3: after everybody exchanged with everybody, all see the same, and it is sound."""
    world.converge()

    assert len({laptop.shown() for laptop in world.four}) == 1
    assert libraries.check(world.four[1].library).problems == ()


def nothing_is_lost(world: World) -> None:
    """4: every edit ever made is everywhere in the end, its value intact."""
    world.converge()
    for laptop in world.four:
        revisions = laptop.holdings().revisions
        for edit in world.edits:
            assert revisions[edit.revision].fields[edit.place[2]][0] == edit.value
        for id_, body in world.newer.items():  # passed on, whoever understands it
            assert revisions[id_].body == body


def nothing_is_replaced_unseen(world: World) -> None:
    """5: a value is hidden only by an edit whose author had it on the screen."""
    for laptop in world.four:
        views, held = _views(laptop), laptop.holdings().revisions
        screens: dict[Place, set[str]] = defaultdict(set)
        for edit in world.edits:
            if edit.revision in held:
                screens[edit.place] |= edit.screen
        for edit in world.edits:
            if edit.revision in held and not _lives(views, edit):
                assert edit.revision in screens[edit.place]


def _lives(views: dict[str, Views], edit: Edit) -> bool:
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
    views = _views(world.everything)
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
    world.settle(world.four[0])
    for other in world.four[1:]:
        world.hand_over(world.four[0], other)
    for laptop in world.four:
        for root in ROOTS:
            for view in visible(laptop.view(root)).values():
                assert not any(one.conflict for one in view.fields.values())
                assert not view.contested
        assert not any(one.conflicts for one in laptop.listed())


def edits_beat_unseen_deletions(world: World) -> None:
    """8: deleted is what its deleters had wholly seen, also below it; anything else is shown."""
    union = world.everything
    alive = _alive(world)
    for root in ROOTS:
        for id_, view in union.view(root).items():
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
        line = union.line(root)
        assert (line.contested, line.id in {one.id for one in union.listed(trash=True)}) == (
            union.view(root)[root].contested,
            union.view(root)[root].deleted,
        )


def importing_more_brings_nothing_back(world: World) -> None:
    """9: a replaced value stays replaced, whatever arrives, in whatever order."""
    union = world.everything
    held = union.holdings()
    copy = world.fresh()
    hidden: set[tuple[Place, str]] = set()
    for some in _heaps(sorted(held.cuts.values(), key=lambda cut: cut.id), 4):
        _deliver(world, union, copy, some)
        views, here = _views(copy), copy.holdings().revisions
        now = {
            (edit.place, edit.revision)
            for edit in world.edits
            if edit.revision in here and not _lives(views, edit)
        }
        assert hidden <= now
        hidden = now
    assert copy.holdings() == held
    assert copy.shown() == union.shown()


def sets_and_places_follow_their_rules(world: World) -> None:
    """10: an element is in where any live value adds it; the latest live place counts."""
    union = world.everything
    stamps = _stamps(union.holdings())
    expected: dict[tuple[str, str], set[str]] = defaultdict(set)
    places: dict[tuple[str, str], str] = {}
    for (root, record, name), alive in _alive(world).items():
        if name.startswith("sector/") and any(edit.value is True for edit in alive.values()):
            expected[root, record].add(name.partition("/")[2])
        if name == POSITION and alive:
            last = max(alive.values(), key=lambda edit: (stamps[edit.revision], edit.revision))
            places[root, record] = last.value
    for root in ROOTS:
        for id_, view in union.view(root).items():
            sector = view.fields.get("sector")
            assert set(sector.value if sector else ()) == expected[root, id_]
            assert not (sector and sector.conflict)
            assert view.position == places.get((root, id_), "")


def _stamps(held: Holdings) -> dict[str, str]:
    stamps: dict[str, str] = {}
    for cut in held.cuts.values():
        for id_ in cut.revisions:
            stamps[id_] = min(cut.at, stamps.get(id_, cut.at))
    return stamps


MERGING: tuple[Law, ...] = (
    union_is_a_union,
    view_is_pure,
    nothing_is_replaced_unseen,
    conflicts_are_concurrency,
    edits_beat_unseen_deletions,
    importing_more_brings_nothing_back,
    sets_and_places_follow_their_rules,
    laptops_converge,
    nothing_is_lost,
    settling_settles,
)
"""Those that stir the four laptops come last: one world is played for all."""
