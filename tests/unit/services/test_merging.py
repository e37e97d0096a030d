"""Two laptops, one story: everybody's words survive, and a person settles what differs."""

import dataclasses
from typing import Any

import pytest

from ssc_desktop.record import CASE, Answer, editing
from ssc_desktop.record.editing import moved_item, new_item, with_value
from ssc_desktop.services import bundles, cases, conflicts
from tests.laptops import Laptop
from tests.strategies import numbered_id

A, B, C = (numbered_id(number) for number in (1, 2, 3))


@pytest.fixture
def shared(amina: Laptop, bo: Laptop) -> str:
    """A story that both have."""
    case_id = amina.add(
        partner=[{"id": A, "country": "CHN"}, {"id": B, "country": "UGA"}],
        result=[{"id": C, "statement": "Trained", "unit": "people"}],
        field_limit=[{"id": numbered_id(4), "parts": ["money"]}],
    )
    bo.take_all_of(amina)
    return case_id


def exchange(amina: Laptop, bo: Laptop) -> None:
    """Both take in what the other has."""
    from_amina, from_bo = amina.send(), bo.send()
    amina.take(from_bo)
    bo.take(from_amina)


def test_edits_of_different_fields_come_together_silently(
    amina: Laptop, bo: Laptop, shared: str
) -> None:
    amina.type(shared, "network", "The club")
    bo.type(shared, "method", "Visits")

    exchange(amina, bo)

    for laptop in (amina, bo):
        case = laptop.case(shared)
        assert (case.network, case.method) == ("The club", "Visits")
        assert laptop.screen(shared).conflicts == {}


def test_edits_of_different_items_come_together_silently(
    amina: Laptop, bo: Laptop, shared: str
) -> None:
    amina.type(shared, ("partner", A, "gain_note"), "Seeds")
    bo.type(shared, ("partner", B, "gain_note"), "Skills")

    exchange(amina, bo)

    assert [one.gain_note for one in amina.case(shared).partner] == ["Seeds", "Skills"]
    assert amina.case(shared) == bo.case(shared)


def test_the_same_words_typed_twice_are_no_conflict(amina: Laptop, bo: Laptop, shared: str) -> None:
    for laptop in (amina, bo):
        laptop.type(shared, "network", "The club")

    exchange(amina, bo)

    assert amina.screen(shared).conflicts == bo.screen(shared).conflicts == {}


def test_edits_of_one_field_are_both_kept_and_shown(amina: Laptop, bo: Laptop, shared: str) -> None:
    amina.type(shared, "title", "Amina’s title")
    bo.type(shared, "title", "Bo’s title")

    taken = amina.take_all_of(bo)

    (versions,) = amina.screen(shared).conflicts.values()
    assert [one.value for one in versions] == ["Bo’s title", "Amina’s title"]
    assert [one.own for one in versions] == [False, True]
    assert (taken.conflicts, amina.line(shared).conflicts) == (1, 1)
    (listed,) = conflicts.listed(amina.library)
    assert (listed.field, listed.case_id, listed.versions) == ("title", shared, versions)


@pytest.mark.parametrize("choice", ["Amina’s title", "Bo’s title", "A third title"])
def test_a_choice_settles_it_and_travels_back(
    amina: Laptop, bo: Laptop, shared: str, choice: str
) -> None:
    amina.type(shared, "title", "Amina’s title")
    bo.type(shared, "title", "Bo’s title")
    amina.take_all_of(bo)

    cases.set_value(amina.library, shared, ("title",), choice)
    bo.take_all_of(amina)

    for laptop in (amina, bo):
        assert laptop.case(shared).title == choice
        assert laptop.screen(shared).conflicts == {}
        assert "Bo’s title".encode() in laptop.words()
        assert "Amina’s title".encode() in laptop.words()


def test_typing_over_a_conflict_in_the_editor_settles_it_too(
    amina: Laptop, bo: Laptop, shared: str
) -> None:
    amina.type(shared, "title", "Amina’s title")
    bo.type(shared, "title", "Bo’s title")
    amina.take_all_of(bo)

    amina.type(shared, "title", "Both our titles")

    assert amina.screen(shared).conflicts == {}


def test_typing_elsewhere_leaves_a_conflict_open(amina: Laptop, bo: Laptop, shared: str) -> None:
    amina.type(shared, "title", "Amina’s title")
    bo.type(shared, "title", "Bo’s title")
    amina.take_all_of(bo)

    amina.type(shared, "network", "The club")

    assert list(amina.screen(shared).conflicts) == ["title"]


def test_a_bundle_that_comes_while_somebody_types_makes_a_conflict(
    amina: Laptop, bo: Laptop, shared: str
) -> None:
    bo.type(shared, "title", "Bo’s title")
    amina.draft(shared, ("title",), "Amina types")

    amina.take_all_of(bo)
    shown = amina.screen(shared)
    cases.draft(amina.library, with_value(shown.case, ("title",), "Amina types on"), shown.base)
    cases.save(amina.library, shared)

    assert shown.case.title == "Amina types"
    values = [one.value for one in amina.screen(shared).conflicts["title"]]
    assert set(values) == {"Bo’s title", "Amina types on"}


def test_conflicts_inside_items_are_named_by_their_path(
    amina: Laptop, bo: Laptop, shared: str
) -> None:
    group = CASE.groups()["other_figure"]
    amina.add_item(shared, ("result", C, "other_figure"), new_item(group, value="1"))
    bo.take_all_of(amina)
    inner = editing.value_at(amina.case(shared), ("result", C, "other_figure"))[0].id
    path = ("result", C, "other_figure", inner, "value")
    for laptop, words in ((amina, "2"), (bo, "3")):
        laptop.type(shared, ("result", C, "unit"), words)
        laptop.type(shared, path, words)

    amina.take_all_of(bo)

    assert set(amina.screen(shared).conflicts) == {f"result/{C}/unit", "/".join(path)}
    cases.set_value(amina.library, shared, path, "2")
    assert set(amina.screen(shared).conflicts) == {f"result/{C}/unit"}


def test_both_may_add_items_and_no_save_moves_them_for_nothing(
    amina: Laptop, bo: Laptop, shared: str
) -> None:
    group = CASE.groups()["partner"]
    amina.add_item(shared, ("partner",), new_item(group, country="KEN"))
    bo.add_item(shared, ("partner",), new_item(group, country="PER"))
    exchange(amina, bo)

    assert amina.case(shared) == bo.case(shared)
    assert {one.country for one in amina.case(shared).partner} == {"CHN", "UGA", "KEN", "PER"}
    before = amina.truth()
    amina.put(shared, amina.case(shared))
    assert amina.truth() == before


def test_items_that_share_a_place_can_still_be_ordered(
    amina: Laptop, bo: Laptop, shared: str
) -> None:
    group = CASE.groups()["partner"]
    for laptop, country in ((amina, "KEN"), (bo, "PER")):
        laptop.add_item(shared, ("partner",), new_item(group, country=country))
    exchange(amina, bo)
    tied = amina.case(shared).partner

    between = new_item(group, country="FJI")
    amina.add_item(shared, ("partner",), between, 3)
    amina.put(shared, moved_item(amina.case(shared), ("partner",), tied[3].id, 0))

    order = [one.country for one in amina.case(shared).partner]
    assert order == [tied[3].country, "CHN", "UGA", tied[2].country, "FJI"]


def test_marks_of_both_are_kept(amina: Laptop, bo: Laptop, shared: str) -> None:
    path = ("field_limit", numbered_id(4), "parts")
    amina.type(shared, path, ("contacts", "money"))
    bo.type(shared, path, ("people",))

    exchange(amina, bo)

    assert set(editing.value_at(amina.case(shared), path)) == {"contacts", "people"}
    assert amina.case(shared) == bo.case(shared)
    assert amina.screen(shared).conflicts == {}


def test_an_edit_beats_a_removal_that_had_not_seen_it(
    amina: Laptop, bo: Laptop, shared: str
) -> None:
    amina.remove_item(shared, ("result",), C)
    bo.type(shared, ("result", C, "statement"), "Trained well")

    exchange(amina, bo)

    for laptop in (amina, bo):
        (kept,) = editing.value_at(laptop.case(shared), ("result",))
        assert kept.statement == "Trained well"


def test_an_edit_inside_an_item_beats_its_removal(amina: Laptop, bo: Laptop, shared: str) -> None:
    group = CASE.groups()["other_figure"]
    amina.remove_item(shared, ("result",), C)
    bo.add_item(shared, ("result", C, "other_figure"), new_item(group, value="7"))

    exchange(amina, bo)

    for laptop in (amina, bo):
        (kept,) = editing.value_at(laptop.case(shared), ("result",))
        assert [one.value for one in kept.other_figure] == ["7"]


def test_a_removal_that_saw_everything_travels(amina: Laptop, bo: Laptop, shared: str) -> None:
    group = CASE.groups()["other_figure"]
    bo.add_item(shared, ("result", C, "other_figure"), new_item(group, value="7"))
    amina.take_all_of(bo)

    amina.remove_item(shared, ("result",), C)
    bo.take_all_of(amina)

    assert amina.case(shared).result == bo.case(shared).result == ()


def test_conflicts_in_removed_items_need_nobody(amina: Laptop, bo: Laptop, shared: str) -> None:
    group = CASE.groups()["other_figure"]
    amina.add_item(shared, ("result", C, "other_figure"), new_item(group, value="1"))
    bo.take_all_of(amina)
    inner = editing.value_at(amina.case(shared), ("result", C, "other_figure"))[0].id
    for laptop, words in ((amina, "2"), (bo, "3")):
        laptop.type(shared, ("result", C, "other_figure", inner, "value"), words)
    amina.take_all_of(bo)

    amina.remove_item(shared, ("result",), C)

    assert amina.case(shared).result == ()
    assert amina.screen(shared).conflicts == {}
    assert amina.line(shared).conflicts == 0


def test_conflicts_in_what_is_private_are_settled_too(amina: Laptop, bo: Laptop) -> None:
    case_id = amina.add(primary_contact=[{"id": C, "name": "First"}])
    path = ("primary_contact", C, "name")
    bo.take(amina.send(case_id, with_private=True))
    for laptop in (amina, bo):
        laptop.type(case_id, path, Answer.WITHHELD if laptop is bo else Answer.UNKNOWN)
    amina.take(bo.send(case_id, with_private=True))

    assert list(amina.screen(case_id).conflicts) == ["/".join(path)]
    cases.set_value(amina.library, case_id, path, Answer.UNKNOWN)
    assert amina.screen(case_id).conflicts == {}


def test_what_comes_twice_is_nothing_new(amina: Laptop, bo: Laptop, shared: str) -> None:
    amina.type(shared, "network", "The club")
    bundle = amina.send()
    bo.take(bundle)
    before = bo.truth()

    again = bo.take(bundle)

    assert bo.truth() == before
    assert (again.new, again.updated, again.unchanged) == ((), (), 1)
    assert again.sentence() == "Nothing new in it."


def test_older_bundles_bring_nothing_back(amina: Laptop, bo: Laptop, shared: str) -> None:
    old = amina.send()
    amina.type(shared, "network", "The club")
    bo.take_all_of(amina)

    bo.take(old)

    assert bo.case(shared).network == "The club"
    assert bo.screen(shared).conflicts == {}


def test_three_laptops_agree_in_whatever_order_bundles_come(
    amina: Laptop, bo: Laptop, shared: str, laptop_of: object
) -> None:
    chi: Laptop = laptop_of("chi")  # type: ignore[operator]
    bundles_of = []
    for laptop, words in ((amina, "One"), (bo, "Two")):
        laptop.type(shared, "network", words)
        bundles_of.append(laptop.send())

    for bundle in reversed(bundles_of):
        chi.take(bundle)
    exchange(amina, bo)

    assert chi.truth() == amina.truth() == bo.truth()
    assert chi.case(shared) == amina.case(shared) == bo.case(shared)
    versions = [
        [one.value for one in laptop.screen(shared).conflicts["network"]]
        for laptop in (amina, bo, chi)
    ]
    assert versions[0] == versions[1] == versions[2]


def test_a_plan_tells_what_a_bundle_brings_and_writes_nothing(
    amina: Laptop, bo: Laptop, shared: str
) -> None:
    amina.type(shared, "title", "Amina’s title")
    bo.type(shared, "title", "Bo’s title")
    bo.add(title="Fish from Viet Nam in Benin")
    bundle = bo.send()
    before = contents(amina)

    plan = bundles.plan(amina.library, bundle)

    assert contents(amina) == before
    assert (len(plan.new), len(plan.updated), plan.conflicts) == (1, 1, 1)
    assert plan.sentence() == "1 new, 1 updated, 1 needs you."
    assert not plan.sender_known
    taken, changes = bundles.take(amina.library, plan)
    assert [one.id for one in taken.new] == [one.id for one in plan.new]
    assert changes.cases == {one.id for one in (*plan.new, *plan.updated)}
    assert bundles.plan(amina.library, bundle).sender_known


def contents(laptop: Laptop) -> dict[str, bytes]:
    """Every byte of a library's folder."""
    return {
        str(path.relative_to(laptop.folder)): path.read_bytes()
        for path in sorted((laptop.folder / "library").rglob("*"))
        if path.is_file()
    }


def test_codes_chosen_over_two_answers_for_a_set_do_not_come_back_once_unticked(
    amina: Laptop, bo: Laptop, shared: str
) -> None:
    path = ("field_limit", numbered_id(4), "parts")
    amina.type(shared, path, Answer.UNKNOWN)
    bo.type(shared, path, Answer.WITHHELD)
    amina.type(shared, path, None)
    bo.take_all_of(amina)
    bo.type(shared, path, Answer.NOT_APPLICABLE)
    amina.type(shared, path, Answer.UNKNOWN)
    bo.take_all_of(amina)
    assert "/".join(path) in bo.screen(shared).conflicts

    cases.set_value(bo.library, shared, path, ("contacts",))
    bo.type(shared, path, None)

    assert editing.value_at(bo.case(shared), path) is None


def test_an_item_that_comes_back_without_its_inner_items_stays_so(amina: Laptop) -> None:
    story = amina.add(result=[{"statement": "More rice", "other_figure": [{"value": "7"}]}])
    before: Any = amina.case(story)
    (result,) = before.result
    amina.remove_item(story, ("result",), result.id)

    amina.add_item(story, ("result",), dataclasses.replace(result, other_figure=()))

    after: Any = amina.case(story)
    assert after.result[0].other_figure == ()
