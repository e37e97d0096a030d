"""The tables that lists and statistics read say what the story says, column by column."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import select

from ssc_desktop.record import CASE, Answer, Case, FieldDefinition, Kind, Noted
from ssc_desktop.record.editing import with_value
from ssc_desktop.store.tables import NOTE, VIEW
from tests.laptops import Laptop
from tests.strategies import cases, numbered_id

A, B, C = (numbered_id(number) for number in (1, 2, 3))


@pytest.fixture(scope="module")
def laptop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Laptop]:
    """A laptop with one story of many sorts of answers."""
    laptop = Laptop(tmp_path_factory.mktemp("amina"))
    laptop.add(
        women=4,
        youth={"answer": "unknown"},
        participants_about=True,
        sector=["311", "313"],
        start_date="2012-09",
        request_origin={"code": "not_known", "note": "A letter"},
        target_group={"code": ["women", "youth"]},
        partner=[{"id": B, "country": "UGA"}, {"id": A, "from": "2008", "country": "CHN"}],
        result=[{"id": C, "evidence_level": 2, "other_figure": [{"value": "7"}]}],
        lesson={"answer": "withheld"},
    )
    yield laptop
    laptop.close()


def held(laptop: Laptop, table: str) -> list[dict[str, Any]]:
    with laptop.library.reading() as connection:
        found = connection.execute(select(VIEW[table])).mappings().all()
    return [dict(row) for row in found]


def test_the_case_has_typed_columns_and_its_answers_apart(laptop: Laptop) -> None:
    (row,) = held(laptop, "case")

    assert (row["women"], row["youth"], row["participants_about"]) == (4, None, True)
    assert (row["sector"], row["start_date"]) == (["311", "313"], "2012-09")
    assert (row["request_origin"], row["request_origin" + NOTE]) == ("not_known", "A letter")
    assert (row["target_group"], row["target_group" + NOTE]) == (["women", "youth"], None)
    assert row["answers"] == {"youth": "unknown", "lesson": "withheld"}
    assert row["short_name"] is None


def test_items_have_rows_in_their_order_and_know_what_they_are_part_of(laptop: Laptop) -> None:
    case_id = held(laptop, "case")[0]["case_uuid"]
    partners = sorted(held(laptop, "partner"), key=lambda row: row["position"])
    (figure,) = held(laptop, "other_figure")

    assert [(row["id"], row["country"]) for row in partners] == [(B, "UGA"), (A, "CHN")]
    assert [row["from"] for row in partners] == [None, "2008"]
    assert {row["part_of"] for row in partners} == {case_id}
    assert (figure["part_of"], figure["case_uuid"], figure["value"]) == (C, case_id, "7")
    assert held(laptop, "lesson") == []


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=cases())
def test_any_story_is_kept_and_every_value_is_in_its_column(other: Laptop, told: Case) -> None:
    case_id = other.listed()[0].id
    case = with_value(told, ("case_uuid",), case_id)

    other.put(case_id, case)

    assert other.case(case_id) == case
    (row,) = held(other, "case")
    for member in CASE.fields[1:]:
        value = getattr(case, member.attribute)
        if isinstance(value, Answer):
            assert row["answers"][member.name] == value.value
        elif isinstance(member, FieldDefinition):
            assert _column(row, member) == value
        else:
            assert _ids(other, member.name) == [one.id for one in value]


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Laptop]:
    """A laptop with one story that is told anew again and again."""
    laptop = Laptop(tmp_path_factory.mktemp("bo"))
    laptop.add()
    yield laptop
    laptop.close()


def _ids(laptop: Laptop, table: str) -> list[str]:
    return [row["id"] for row in sorted(held(laptop, table), key=lambda row: row["position"])]


def _column(row: dict[str, Any], field: FieldDefinition) -> Any:
    value = row[field.name]
    if field.kind is Kind.NOTED:
        code = tuple(value) if isinstance(value, list) else value
        return Noted(code, row[field.name + NOTE]) or None
    return tuple(value) if isinstance(value, list) else value
