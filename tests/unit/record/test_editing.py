"""Changing a story gives a new one; paths lead to fields and items."""

import pytest

from ssc_desktop.record import CASE, Answer, editing
from ssc_desktop.record.editing import (
    fixed_items,
    moved_item,
    new_item,
    value_at,
    with_item,
    with_value,
    without_item,
)
from tests.strategies import numbered_id
from tests.unit.record.stories import story, whole

A, B, C = numbered_id(1), numbered_id(2), numbered_id(3)


def test_a_field_is_changed_and_the_old_story_stays() -> None:
    before = story()

    after = with_value(before, ("title",), "Tea")

    assert (before.title, after.title) == ("Rice from China in Uganda", "Tea")


def test_paths_lead_into_items_and_items_of_items() -> None:
    case = story(result=[{"id": A, "other_figure": [{"id": B, "value": "3"}, {"id": C}]}])

    after = with_value(case, ("result", A, "other_figure", B, "value"), "4")

    assert value_at(after, ("result", A, "other_figure", B, "value")) == "4"
    assert value_at(case, ("result", A, "other_figure", B, "value")) == "3"
    assert [one.id for one in value_at(after, ("result", A, "other_figure"))] == [B, C]


def test_names_that_python_reserves_are_found_by_their_own() -> None:
    case = story(partner=[{"id": A}])

    after = with_value(case, ("partner", A, "from"), "2008")

    assert value_at(after, ("partner", A, "from")) == "2008"


def test_items_come_go_and_move() -> None:
    group = CASE.groups()["partner"]
    case = story(partner=[{"id": A}, {"id": B}])

    with_third = with_item(case, ("partner",), new_item(group), 1)
    third = with_third.partner[1].id

    assert [one.id for one in with_third.partner] == [A, third, B]
    assert [one.id for one in moved_item(with_third, ("partner",), A, 9).partner] == [third, B, A]
    assert [one.id for one in moved_item(with_third, ("partner",), B, 0).partner] == [B, A, third]
    assert [one.id for one in without_item(with_third, ("partner",), A).partner] == [third, B]


def test_items_come_and_go_inside_items() -> None:
    group = CASE.groups()["other_figure"]
    case = story(result=[{"id": A, "other_figure": [{"id": B}]}])
    path = ("result", A, "other_figure")

    more = with_item(case, path, new_item(group, value="7"))
    less = without_item(more, path, B)

    assert [one.value for one in value_at(more, path)] == [None, "7"]
    assert [one.value for one in value_at(less, path)] == ["7"]


def test_the_first_item_takes_the_place_of_an_answer_for_the_whole() -> None:
    case = with_value(story(), ("result",), Answer.UNKNOWN)

    after = with_item(case, ("result",), new_item(CASE.groups()["result"]))

    assert len(value_at(after, ("result",))) == 1


@pytest.mark.parametrize(
    "path", [("partner", B, "country"), ("result", A, "other_figure", B, "value")]
)
def test_an_item_that_is_gone_is_said(path: editing.Path) -> None:
    case = story(partner=[{"id": A}])

    with pytest.raises(KeyError):
        value_at(case, path)
    with pytest.raises(KeyError):
        with_value(case, path, "x")


def test_nothing_else_changes() -> None:
    first = value_at(whole(), ("result",))[0].id

    said = value_at(whole(), ("result", first, "statement"))

    after = with_value(whole(), ("result", first, "statement"), "Changed")

    assert with_value(after, ("result", first, "statement"), said) == whole()


def test_fixed_groups_give_one_row_for_each_code() -> None:
    rows = fixed_items(CASE.groups()["principle_check"])

    assert len(rows) == len({row.id for row in rows}) == 8
    assert all(getattr(row, "principle", None) for row in rows)


def test_a_copy_stands_right_after_the_item_and_has_ids_of_its_own() -> None:
    other = {"id": numbered_id(9), "value": "60"}
    case = story(
        result=[
            {"id": numbered_id(1), "statement": "Up", "other_figure": [other]},
            {"id": numbered_id(2), "statement": "Down"},
        ]
    )

    changed, copy = editing.duplicated(case, ("result",), numbered_id(1))

    assert isinstance(changed.result, tuple)
    assert [one.statement for one in changed.result] == ["Up", "Up", "Down"]
    assert changed.result[1].id == copy
    assert changed.result[1].other_figure[0].id != numbered_id(9)
    assert changed.result[1].other_figure[0].value == "60"
