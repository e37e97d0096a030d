"""Undoing an import: everything is as before, nothing is lost, and what was built on it stays."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ssc_desktop.errors import NotFound
from ssc_desktop.record import CASE
from ssc_desktop.record.editing import new_item, with_value
from ssc_desktop.services import cases, trust, undoing
from tests.laptops import Laptop
from tests.strategies import numbered_id

A = numbered_id(1)
Bought = Callable[[str], Laptop]


@pytest.fixture
def shared(amina: Laptop, bo: Laptop) -> str:
    """A story that both have, and one more behind it in the list of both."""
    case_id = amina.add(partner=[{"id": A, "country": "CHN"}])
    amina.add(title="Fish from Viet Nam in Benin")
    bo.take_all_of(amina)
    return case_id


def undo(laptop: Laptop, *bundles: Path) -> undoing.Undone:
    """Undo what these files brought."""
    imports = {one.file_name: one.bundle for one in undoing.imports(laptop.library)}
    return undoing.undo(laptop.library, [imports[path.name] for path in bundles])[0]


def put_back(laptop: Laptop, *bundles: Path) -> undoing.Undone:
    """Put it back."""
    imports = {one.file_name: one.bundle for one in undoing.imports(laptop.library)}
    return undoing.put_back(laptop.library, [imports[path.name] for path in bundles])[0]


def test_undoing_an_import_leaves_everything_as_before(
    amina: Laptop, bo: Laptop, shared: str
) -> None:
    before = state(amina)
    bo.type(shared, "network", "The club")
    bo.add(title="Wind in Kenya")
    bundle = bo.send()

    amina.take(bundle)
    undone = undo(amina, bundle)

    assert state(amina) == before
    assert [len(undone.gone), len(undone.changed), undone.left] == [1, 1, ()]
    assert undone.sentence() == "Undone in 2 stories. Nothing is lost: it can be put back."
    amina.revisions()


def test_what_was_undone_can_be_put_back(amina: Laptop, bo: Laptop, shared: str) -> None:
    bo.type(shared, "network", "The club")
    wind = bo.add(title="Wind in Kenya")
    bundle = bo.send()
    amina.take(bundle)
    taken = told(amina)
    undo(amina, bundle)

    back = put_back(amina, bundle)

    assert told(amina) == taken
    assert amina.case(wind).title == "Wind in Kenya"
    assert back.sentence() == "2 stories are back."
    amina.revisions()
    with pytest.raises(NotFound):
        put_back(amina, bundle)


def test_taking_the_same_bundle_again_brings_it_back(
    amina: Laptop, bo: Laptop, shared: str
) -> None:
    bo.type(shared, "network", "The club")
    bundle = bo.send()
    amina.take(bundle)
    taken = told(amina)
    undo(amina, bundle)

    again = amina.take(bundle)

    assert told(amina) == taken
    assert len(again.updated) == 1
    assert [one.undone for one in undoing.imports(amina.library)] == [False]
    amina.revisions()


def test_what_does_not_come_back_with_the_bundle_is_kept(
    amina: Laptop, bo: Laptop, shared: str, laptop_of: Bought
) -> None:
    chi = laptop_of("chi")
    chi.take_all_of(amina)
    chi.type(shared, "network", "The club")
    bo.take_all_of(chi)
    bo.type(shared, "method", "Visits")
    bundle = bo.send()
    amina.take(bundle)
    undo(amina, bundle)
    trust.set_state(amina.library, trust.own(chi.library).fingerprint, "blocked")

    amina.take(bundle)

    assert (amina.case(shared).network, amina.case(shared).method) == (None, "Visits")
    put_back(amina, bundle)
    assert amina.case(shared).network == "The club"
    amina.revisions()


def test_a_story_in_which_somebody_went_on_writing_stays(
    amina: Laptop, bo: Laptop, shared: str
) -> None:
    bo.type(shared, "network", "The club")
    wind = bo.add(title="Wind in Kenya")
    bundle = bo.send()
    amina.take(bundle)
    amina.type(shared, "network", "The society")

    undone = undo(amina, bundle)

    assert amina.case(shared).network == "The society"
    assert [(one.case_id, one.why) for one in undone.left] == [
        (shared, "Something was written over what came.")
    ]
    assert [one.id for one in undone.gone] == [wind]
    amina.revisions()


def test_an_item_that_was_filled_in_here_stays(amina: Laptop, bo: Laptop, shared: str) -> None:
    added = new_item(CASE.groups()["partner"], country="UGA")
    bo.add_item(shared, ("partner",), added)
    bundle = bo.send()
    amina.take(bundle)
    amina.type(shared, ("partner", added.id, "gain_note"), "Seeds")

    assert [one.case_id for one in undo(amina, bundle).left] == [shared]
    assert len(amina.case(shared).partner) == 2


def test_an_answer_to_another_question_does_not_hold_an_import(
    amina: Laptop, bo: Laptop, shared: str
) -> None:
    bo.type(shared, "network", "The club")
    bundle = bo.send()
    amina.take(bundle)
    amina.type(shared, "method", "Visits")

    assert undo(amina, bundle).left == ()
    assert (amina.case(shared).network, amina.case(shared).method) == (None, "Visits")
    amina.revisions()


def test_a_story_that_somebody_is_writing_stays(amina: Laptop, bo: Laptop, shared: str) -> None:
    bo.type(shared, "network", "The club")
    bundle = bo.send()
    amina.take(bundle)
    amina.draft(shared, ("method",), "Visits")

    undone = undo(amina, bundle)

    assert [one.why for one in undone.left] == ["Somebody is writing in it."]
    assert undone.sentence().startswith("1 story stays as it is")
    cases.save(amina.library, shared)
    assert (amina.case(shared).network, amina.case(shared).method) == ("The club", "Visits")


def test_several_imports_are_undone_together(amina: Laptop, bo: Laptop, shared: str) -> None:
    before = state(amina)
    bo.type(shared, "network", "The club")
    first = bo.send()
    bo.type(shared, "network", "The society")
    second = bo.send()
    amina.take(first)
    amina.take(second)

    assert [one.case_id for one in undo(amina, first).left] == [shared]
    assert undo(amina, first, second).left == ()
    assert state(amina) == before

    put_back(amina, second, first)
    assert amina.case(shared).network == "The society"
    amina.revisions()


def test_what_came_by_two_ways_goes_only_with_both(
    amina: Laptop, bo: Laptop, shared: str, laptop_of: Bought
) -> None:
    chi = laptop_of("chi")
    bo.type(shared, "network", "The club")
    direct = bo.send()
    chi.take(direct)
    relayed = chi.send(shared)
    amina.take(direct)
    amina.take(relayed)

    undo(amina, direct)

    assert amina.case(shared).network is None
    amina.take(relayed)
    assert amina.case(shared).network == "The club"


def test_only_what_was_taken_in_can_be_undone(amina: Laptop, shared: str) -> None:
    amina.send()

    assert undoing.imports(amina.library) == ()
    with pytest.raises(NotFound):
        undoing.undo(amina.library, [shared])
    with pytest.raises(NotFound):
        undoing.put_back(amina.library, [shared])


def told(laptop: Laptop) -> object:
    """What a library says, but for the places in the list."""
    return laptop.truth(), laptop.words(), [line._replace(number=0) for line in laptop.listed()]


def state(laptop: Laptop) -> object:
    """What a library holds and shows, with the order of the list."""
    lines = laptop.listed()
    return laptop.truth(), laptop.words(), lines, [laptop.case(line.id) for line in lines]


def test_what_was_undone_is_not_said_to_be_undone_again(amina: Laptop, bo: Laptop) -> None:
    bo.add()
    taken = amina.take_all_of(bo)
    undoing.undo(amina.library, [taken.bundle])

    undone, _changes = undoing.undo(amina.library, [taken.bundle])

    assert undone.sentence() == "There was nothing left of it to take back."


def test_words_that_came_to_an_earlier_save_go_and_come_back(amina: Laptop, bo: Laptop) -> None:
    story = bo.add(title="Rice")
    item = new_item(CASE.groups()["field_limit"], parts=("money",), circle="workshop")
    bo.add_item(story, ("financial_input",), new_item(CASE.groups()["financial_input"]))
    bo.add_item(story, ("field_limit",), item)
    amina.take_all_of(bo)
    before = amina.truth()
    bo.remove_item(story, ("field_limit",), item.id)
    bundle = bo.send()  # its save came before, without what the limit held back
    amina.take(bundle)
    taken = amina.truth()
    assert amina.case(story).financial_input

    undone = undo(amina, bundle)

    assert (len(undone.changed), undone.left) == (1, ())
    assert not amina.case(story).financial_input
    assert amina.truth() == before
    put_back(amina, bundle)
    assert amina.truth() == taken
    undo(amina, bundle)
    assert amina.truth() == before


def test_an_editor_that_still_shows_what_was_undone_does_not_write_it_anew(
    amina: Laptop, bo: Laptop, shared: str
) -> None:
    bo.type(shared, "network", "Bo’s words.")
    wind = bo.add(title="Wind in Kenya", network="Bo’s too.")
    bundle = bo.send()
    amina.take(bundle)
    screens = {story: amina.screen(story) for story in (shared, wind)}
    undo(amina, bundle)

    for story, shown in screens.items():
        case = with_value(shown.case, ("method",), "Amina’s.")
        cases.draft(amina.library, case, shown.base)
        cases.save(amina.library, story)

    for story in screens:
        assert (amina.case(story).network, amina.case(story).method) == (None, "Amina’s.")
    assert "Bo’s".encode() not in amina.words()
    put_back(amina, bundle)
    for story in screens:
        assert amina.case(story).network in {"Bo’s words.", "Bo’s too."}
        assert amina.case(story).method == "Amina’s."
    amina.revisions()
