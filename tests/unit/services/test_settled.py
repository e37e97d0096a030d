"""Deletions in dispute, and what was settled: told, and opened again."""

import pytest

from ssc_desktop.services import cases, conflicts, settling
from ssc_desktop.services.settling import Both, Delete, Keep, Stay, Write
from tests.laptops import Laptop
from tests.unit.services.torn import METHOD, ONE, OTHER, A, B, by, told


@pytest.fixture
def story(amina: Laptop, bo: Laptop) -> str:
    """A story that both have."""
    return told(amina, bo)


@pytest.fixture
def torn(amina: Laptop, bo: Laptop, story: str) -> str:
    """The story, its method changed by both without knowing of each other."""
    amina.type(story, "method", ONE)
    bo.type(story, "method", OTHER)
    amina.take_all_of(bo)
    return story


@pytest.fixture
def contested(amina: Laptop, bo: Laptop, story: str) -> str:
    """The story, a partner of which Amina took out while Bo changed it."""
    amina.remove_item(story, ("partner",), A)
    bo.type(story, ("partner", A, "gain_note"), "Skills")
    amina.take_all_of(bo)
    return story


# ------------------------------------------------------------------ deletions


def test_a_contested_deletion_shows_who_deleted_and_what_was_changed(
    amina: Laptop, contested: str
) -> None:
    shown = conflicts.deletion(amina.library, contested, ("partner", A))

    assert "Kisumu County" in shown.heading
    (deleter,), (edit,) = shown.deleted, shown.edits
    assert (deleter.own, edit.own) == (True, False)
    assert [one.text for one in edit.pieces] == ["Skills"]
    needed = conflicts.needs_you(amina.library)
    assert (needed.conflicts, needed.deletions) == (0, 1)
    assert amina.line(contested).conflicts == 1


@pytest.mark.parametrize(("choice", "left"), [(Delete(), [B]), (Stay(), [A, B])])
def test_it_goes_or_stays_everywhere(
    amina: Laptop, bo: Laptop, contested: str, choice: Delete | Stay, left: list[str]
) -> None:
    path = ("partner", A)
    shown = conflicts.deletion(amina.library, contested, path)

    settling.settle(amina.library, contested, path, choice, "talked to Bo", seen=shown.seen)
    bo.take_all_of(amina)

    for laptop in (amina, bo):
        assert [one.id for one in laptop.case(contested).partner] == left
        assert conflicts.contested(laptop.library) == ()
        assert laptop.line(contested).conflicts == 0


def test_a_change_that_came_since_keeps_it_contested(
    amina: Laptop, bo: Laptop, contested: str
) -> None:
    shown = conflicts.deletion(amina.library, contested, ("partner", A))
    bo.type(contested, ("partner", A, "gain_note"), "More skills")
    amina.take_all_of(bo)

    outcome = settling.settle(amina.library, contested, ("partner", A), Delete(), seen=shown.seen)

    assert (outcome.settled, outcome.arrived) == (0, 1)
    assert [one.field for one in conflicts.contested(amina.library)] == [f"partner/{A}"]


def test_a_whole_story_is_settled_as_deleted(amina: Laptop, bo: Laptop, story: str) -> None:
    cases.trash(amina.library, [story])
    bo.type(story, "title", "Bo goes on")
    amina.take_all_of(bo)
    shown = conflicts.deletion(amina.library, story, ())

    settling.settle(amina.library, story, (), Delete(), "told elsewhere", seen=shown.seen)
    bo.take_all_of(amina)

    for laptop in (amina, bo):
        assert laptop.screen(story).deleted
        assert conflicts.needs_you(laptop.library).total == 0


# ------------------------------------------------------------------ opening it again


def test_settlements_are_listed_with_what_they_decided(
    amina: Laptop, bo: Laptop, torn: str
) -> None:
    shown = conflicts.one(amina.library, torn, METHOD)
    settling.settle(
        amina.library, torn, METHOD, Keep(by(shown, bo)), "Bo was there.", seen=shown.seen
    )
    bo.take_all_of(amina)

    for laptop in (amina, bo):
        for asked in (torn, None):
            (one,) = settling.settled(laptop.library, asked).settlements
            assert (one.path, one.why, one.text, one.stands) == (
                METHOD, "Bo was there.", OTHER, True,
            )  # fmt: skip
            assert [(each.text, each.chosen) for each in one.versions] == [
                (OTHER, True),
                (ONE, False),
            ]
            assert one.own is (laptop is amina)


def test_typing_over_a_dispute_is_a_settlement_too(amina: Laptop, torn: str) -> None:
    amina.type(torn, "method", "Both our texts.")

    (one,) = settling.settled(amina.library, torn).settlements

    assert (one.text, one.why, len(one.versions)) == ("Both our texts.", "", 2)


def test_an_older_version_comes_back_as_the_value(amina: Laptop, bo: Laptop, torn: str) -> None:
    shown = conflicts.one(amina.library, torn, METHOD)
    settling.settle(amina.library, torn, METHOD, Keep(by(shown, bo)), seen=shown.seen)
    (one,) = settling.settled(amina.library, torn).settlements

    settling.reopen(amina.library, torn, one.id, revision=by(shown, amina), why="It was 52.")
    bo.take_all_of(amina)

    for laptop in (amina, bo):
        assert laptop.case(torn).method == ONE
        assert laptop.screen(torn).conflicts == {}
        (again,) = settling.settled(laptop.library, None).settlements
        assert not again.stands


def test_a_settlement_is_opened_again_with_all_versions(
    amina: Laptop, bo: Laptop, torn: str
) -> None:
    shown = conflicts.one(amina.library, torn, METHOD)
    settling.settle(amina.library, torn, METHOD, Keep(by(shown, bo)), seen=shown.seen)
    (one,) = settling.settled(amina.library, torn).settlements

    settling.reopen(amina.library, torn, one.id, why="Not so.")
    bo.take_all_of(amina)

    for laptop in (amina, bo):
        again = conflicts.one(laptop.library, torn, METHOD)
        assert {side.text for side in again.sides} == {ONE, OTHER}
        writers = {side.text: side.device_id for side in again.sides}
        assert writers == {ONE: amina.library.device.id, OTHER: bo.library.device.id}
        assert all(side.brought_back for side in again.sides)
    shown = conflicts.one(bo.library, torn, METHOD)
    settling.settle(bo.library, torn, METHOD, Write("At last."), seen=shown.seen)
    amina.take_all_of(bo)
    assert amina.case(torn).method == "At last."
    assert amina.screen(torn).conflicts == {}


@pytest.mark.parametrize("choice", [Delete(), Stay()])
def test_a_settled_deletion_is_opened_again(
    amina: Laptop, contested: str, choice: Delete | Stay
) -> None:
    settling.settle(amina.library, contested, ("partner", A), choice, "why")
    (one,) = settling.settled(amina.library, None).settlements

    settling.reopen(amina.library, contested, one.id)

    assert [each.field for each in conflicts.contested(amina.library)] == [f"partner/{A}"]


def test_settlements_come_page_by_page(amina: Laptop, bo: Laptop, story: str) -> None:
    for number in range(5):
        amina.type(story, "method", f"Amina {number}.")
        bo.type(story, "method", f"Bo {number}.")
        amina.take_all_of(bo)
        settling.settle(amina.library, story, METHOD, Both(), f"round {number}")
        bo.take_all_of(amina)

    first = settling.settled(amina.library, limit=3)
    rest = settling.settled(amina.library, start=first.more, limit=3)

    whys = [one.why for one in (*first.settlements, *rest.settlements)]
    assert whys == [f"round {number}" for number in (4, 3, 2, 1, 0)]
    assert rest.more == ""
