"""The published JSON Schema and `add` agree about what a record is."""

import copy
import json
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from ssc_desktop.paths import bundled
from ssc_desktop.record import CASE, Case, record_json
from ssc_desktop.record.schema import json_schema
from tests.strategies import cases
from tests.unit.record import test_record_json
from tests.unit.record.stories import example, samples, whole

VALIDATOR = Draft202012Validator(json_schema())


def refusals(of: Any) -> list[list[Any]]:
    """The marks of a parametrised test: what `add` refuses there."""
    return [list(one) for mark in of.pytestmark for one in mark.args[1]]


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(json_schema())

    assert list(json_schema()["properties"]) == [member.name for member in CASE.fields]


@pytest.mark.parametrize(
    "path", sorted((bundled("resources") / "samples").glob("*.json")), ids=lambda path: path.stem
)
def test_the_samples_are_valid_as_they_lie(path: Any) -> None:
    VALIDATOR.validate(json.loads(path.read_text(encoding="utf-8")))


def test_what_we_write_is_valid() -> None:
    VALIDATOR.validate(record_json.written(whole()))
    VALIDATOR.validate(record_json.written(example()))


@given(cases())
def test_any_story_we_write_is_valid(case: Case) -> None:
    written = record_json.written(case)

    VALIDATOR.validate({"title": "Rice", **written})


@pytest.mark.parametrize(
    ("name", "value"), refusals(test_record_json.test_what_does_not_fit_is_refused_by_name)
)
def test_what_add_refuses_is_not_valid(name: str, value: Any) -> None:
    assert not VALIDATOR.is_valid({"title": "Rice", name: value})


@pytest.mark.parametrize(
    ("group", "item", "_where"),
    refusals(test_record_json.test_what_does_not_fit_in_an_item_is_refused_by_place),
)
def test_items_that_add_refuses_are_not_valid(
    group: str, item: dict[str, Any], _where: str
) -> None:
    assert not VALIDATOR.is_valid({"title": "Rice", group: [item]})


@pytest.mark.parametrize("data", test_record_json.FITTING)
def test_what_add_keeps_is_valid(data: dict[str, Any]) -> None:
    VALIDATOR.validate({"title": "Rice", **data})


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.update(titel="Rice"),
        lambda data: data["partner"][0].update(rolls=[]),
        lambda data: data["result"][0].update(other_figure=[{"v": "1"}]),
        lambda data: data.update(id=data["case_uuid"]),
        lambda data: data.pop("title"),
    ],
)
def test_a_typing_mistake_is_not_valid(change: Any) -> None:
    data = copy.deepcopy(samples()["c07-fao-china-uganda"])
    VALIDATOR.validate(data)

    change(data)

    assert not VALIDATOR.is_valid(data)
