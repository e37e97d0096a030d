"""A story as JSON: what goes in comes out, what does not fit is refused by name."""

import json
from typing import Any

import pytest
from hypothesis import given

from ssc_desktop.errors import InvalidInput
from ssc_desktop.identifiers import is_id
from ssc_desktop.record import CASE, Answer, Case, FieldDefinition, record_json
from ssc_desktop.record.vocabularies import vocabulary
from tests.strategies import cases, numbered_id
from tests.unit.record.stories import EXAMPLE, example, samples, story, whole


def test_the_example_of_the_design_comes_out_as_it_went_in() -> None:
    given_data = json.loads(EXAMPLE.read_text(encoding="utf-8"))

    written = record_json.written(example())

    for group in ("financial_input", "nonfinancial_input", "mechanism", "result", "lesson"):
        for item in written[group]:
            assert is_id(item.pop("id"))
    for item in [*written["key_challenge"], *written["reference"]]:
        assert is_id(item.pop("id"))
    assert is_id(written.pop("case_uuid"))
    assert written == given_data


@pytest.mark.parametrize("name", samples())
def test_samples_come_out_as_they_went_in(name: str) -> None:
    assert record_json.written(record_json.read(samples()[name])) == samples()[name]


@given(cases())
def test_any_story_comes_out_as_it_went_in(case: Case) -> None:
    assert record_json.read(json.loads(record_json.text(case))) == case


def test_a_story_with_every_answer_comes_out_as_it_went_in() -> None:
    written = record_json.written(whole())

    assert set(written) == {member.name for member in CASE.fields}
    assert record_json.read(written) == whole()


@given(cases())
def test_the_same_story_gives_the_same_bytes(case: Case) -> None:
    shuffled = dict(reversed(record_json.written(case).items()))

    again = record_json.text(record_json.read(shuffled))

    assert again == record_json.text(case)
    assert again.endswith("}\n")
    assert list(json.loads(again)) == [one.name for one in CASE.fields if one.name in shuffled]


def test_unknown_names_are_refused_all_at_once() -> None:
    with pytest.raises(InvalidInput, match="titel") as refused:
        record_json.read(
            {"titel": "Rice", "partner": [{"rolls": []}], "result": [{"other_figure": [{"v": 1}]}]}
        )

    assert refused.value.fields == ("titel", "partner[1].rolls", "result[1].other_figure[1].v")


def test_an_id_is_not_a_field_of_the_story() -> None:
    with pytest.raises(InvalidInput) as refused:
        record_json.read({"id": numbered_id(1), "title": "Rice"})

    assert refused.value.fields == ("id",)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("title", 4),
        ("title", ["Rice"]),
        ("overview", {"text": "Rice"}),
        ("as_of_date", "last summer"),
        ("as_of_date", "2011-13"),
        ("as_of_date", "٢٠١١"),
        ("as_of_date", 2011),
        ("participants_total", 4.5),
        ("participants_total", -1),
        ("participants_total", True),
        ("participants_total", "4"),
        ("participants_total", 2**53),
        ("participants_about", "yes"),
        ("sector", ["311", "no such sector"]),
        ("sector", ["111", "112", "113", "121", "122"]),
        ("sdg_goal", ["1"]),
        ("sdg_goal", [True]),
        ("record_depth", "deep"),
        ("record_depth", ["overview"]),
        ("keywords", [f"word {n}" for n in range(11)]),
        ("keywords", [["rice"]]),
        ("request_origin", {"code": "nobody", "note": "x"}),
        ("request_origin", {"kode": "not_known"}),
        ("partner", "China"),
        ("partner", {"name_as_used": "China"}),
        ("partner", ["China"]),
        ("key_challenge", [{"challenge": "KC1"}] * 4),
        ("title", {"answer": "maybe"}),
        ("title", {"answer": ["unknown"]}),
        ("partner", {"answer": "maybe"}),
        ("case_uuid", "not an id"),
        ("case_uuid", "01A0C453-7903-7D72-9572-000000000000"),
        ("case_uuid", {"answer": "unknown"}),
        ("overview", "long " * 250_000),
        ("case_code", "AFR24"),
        ("case_code", "A-24"),
        ("case_code", "AFRIC-24"),
        ("case_code", "AFR-24 bis"),
        ("case_code", "AFR-\u0664"),
        ("narrative_language", "English"),
        ("narrative_language", "EN"),
        ("narrative_language", "e"),
        ("national_priority", {"code": 4}),
        ("national_priority", {"code": ["one"]}),
        ("national_priority", {"code": ""}),
    ],
)
def test_what_does_not_fit_is_refused_by_name(name: str, value: Any) -> None:
    with pytest.raises(InvalidInput) as refused:
        record_json.read({"title": "Rice", name: value})

    assert refused.value.fields == (name,)


@pytest.mark.parametrize(
    ("group", "item", "where"),
    [
        ("financial_input", {"amount": 4.5}, "financial_input[1].amount"),
        ("financial_input", {"amount": "4,5"}, "financial_input[1].amount"),
        ("financial_input", {"amount": "٤"}, "financial_input[1].amount"),
        ("financial_input", {"amount": "1e6"}, "financial_input[1].amount"),
        ("location", {"lat": "90.1"}, "location[1].lat"),
        ("location", {"lat": "-91"}, "location[1].lat"),
        ("location", {"lat": "200"}, "location[1].lat"),
        ("location", {"lon": "180.01"}, "location[1].lon"),
        ("location", {"lon": "-181"}, "location[1].lon"),
        ("location", {"lon": "1000"}, "location[1].lon"),
        ("result", {"women": 1.5}, "result[1].women"),
        ("result", {"evidence_level": "2"}, "result[1].evidence_level"),
        ("result", {"other_figure": [{"value": 1.5}]}, "result[1].other_figure[1].value"),
        ("attachment", {"sha256": "F" * 64}, "attachment[1].sha256"),
        ("partner", {"id": "one"}, "partner[1].id"),
        ("partner", {"id": 7}, "partner[1].id"),
        ("consent_record", {"scope": ["everything"]}, "consent_record[1].scope"),
        ("change_agent", {"consent": ""}, "change_agent[1].consent"),
    ],
)
def test_what_does_not_fit_in_an_item_is_refused_by_place(
    group: str, item: dict[str, Any], where: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        record_json.read({"title": "Rice", group: [item]})

    assert refused.value.fields == (where,)


@pytest.mark.parametrize("data", [None, [], "Rice", 4, [{"title": "Rice"}]])
def test_a_record_is_an_object(data: object) -> None:
    with pytest.raises(InvalidInput):
        record_json.read(data)


@pytest.mark.parametrize("answer", Answer)
def test_every_field_and_group_takes_an_answer_without_a_value(answer: Answer) -> None:
    said = {
        member.name: {"answer": answer.value}
        for member in CASE.fields
        if member.name != "case_uuid"
    }

    case = record_json.read(said)

    assert all(getattr(case, m.attribute) is answer for m in CASE.fields if m.name != "case_uuid")
    assert {k: v for k, v in record_json.written(case).items() if k != "case_uuid"} == said


@pytest.mark.parametrize("group", CASE.groups().values(), ids=lambda group: group.name)
def test_every_field_of_an_item_takes_an_answer_without_a_value(group: Any) -> None:
    fields = [one for one in group.fields if isinstance(one, FieldDefinition)]
    item = {one.name: {"answer": "withheld"} for one in fields}
    holder = {"other_figure": "result", "comment": "review"}.get(group.name)
    data = {holder: [{group.name: [item]}]} if holder else {group.name: [item]}

    written = record_json.written(story(**data))

    found = written[holder][0] if holder else written
    assert {k: v for k, v in found[group.name][0].items() if k != "id"} == item


def test_items_without_an_id_get_one_and_keep_theirs() -> None:
    case = story(partner=[{"name_as_used": "China"}, {"id": numbered_id(7)}, {"id": None}])

    ids = [item.id for item in case.partner]
    assert ids[1] == numbered_id(7)
    assert len(set(ids)) == 3
    assert all(map(is_id, ids))


@pytest.mark.parametrize(
    "data",
    [
        {"partner": [{"id": numbered_id(1)}, {"id": numbered_id(1)}]},
        {"partner": [{"id": numbered_id(1)}], "result": [{"id": numbered_id(1)}]},
        {"result": [{"id": numbered_id(1), "other_figure": [{"id": numbered_id(1)}]}]},
        {"case_uuid": numbered_id(1), "partner": [{"id": numbered_id(1)}]},
    ],
)
def test_an_id_belongs_to_one_item(data: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput, match=numbered_id(1)):
        story(**data)


def test_what_people_leave_empty_is_not_written() -> None:
    case = story(short_name="  ", keywords=["", " "], partner=[], request_origin={}, women=None)

    assert set(record_json.written(case)) == {"case_uuid", "title"}


def test_what_people_write_loosely_is_understood() -> None:
    case = story(
        sector="311",
        keywords="rice",
        request_origin="not_known",
        institutional_change="A new unit in the ministry",
        financial_input=[{"amount": 1857380}],
        result=[{"baseline": 4}],
    )

    written = record_json.written(case)

    assert written["sector"] == ["311"]
    assert written["keywords"] == ["rice"]
    assert written["request_origin"] == {"code": "not_known"}
    assert written["institutional_change"] == {"note": "A new unit in the ministry"}
    assert written["financial_input"][0]["amount"] == "1857380"
    assert written["result"][0]["baseline"] == "4"


def test_codes_said_twice_are_kept_once_in_their_order() -> None:
    assert story(sector=["313", "311", "313"]).sector == ("313", "311")


def test_reserved_words_are_ordinary_names_in_json() -> None:
    case = story(partner=[{"from": "2008", "to": ".."}])

    assert case.partner[0].from_ == "2008"
    assert record_json.written(case)["partner"][0]["from"] == "2008"


FITTING: list[dict[str, Any]] = [
    {"case_code": "AFR-24"},
    {"case_code": "AP-1"},
    {"location": [{"lat": "90", "lon": "-180"}]},
    {"location": [{"lat": "-90.00", "lon": "180.0"}]},
    {"location": [{"lat": "0.5", "lon": "179.99"}]},
    {"location": [{"lat": "-007.5", "lon": "99"}]},
    {"national_priority": {"code": numbered_id(3), "note": "Vision 2040"}},
    {"narrative_language": "gsw"},
    {"offer": [{"language": "zyx"}]},
    {"result": [{"women": "half", "youth": "12"}]},
]


@pytest.mark.parametrize("data", FITTING)
def test_what_fits_is_kept_as_it_is(data: dict[str, Any]) -> None:
    written = record_json.written(story(**data))

    for name, value in data.items():
        held = written[name]
        if isinstance(held, list):
            held[0].pop("id")
        assert held == value


@pytest.mark.parametrize(
    "data", [{"case_code": "Africa 24"}, {"location": [{"id": numbered_id(1), "lat": "90.5"}]}]
)
def test_what_an_older_version_let_through_is_not_lost(data: dict[str, Any]) -> None:
    assert record_json.written(record_json.restored(data)) == data


def test_a_language_that_is_not_listed_is_shown_by_its_code() -> None:
    assert vocabulary("language").label("zyx", "fr") == "zyx"
    assert not vocabulary("country").holds("zyx")
