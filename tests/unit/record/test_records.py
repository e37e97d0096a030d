"""A case as flat records and back; what two cases differ in turns one into the other."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssc_desktop.record import Answer, Case, record_json
from ssc_desktop.record.completeness import items
from ssc_desktop.record.editing import with_value, without_item
from ssc_desktop.record.records import (
    FlatRecord,
    RecordChange,
    assembled,
    differences,
    flattened,
    marked_fields,
)
from tests.strategies import cases, numbered_id
from tests.unit.record.stories import story, whole

A, B = numbered_id(1), numbered_id(2)
CASE_ID = numbered_id(0)


@given(cases())
def test_flattened_and_put_together_it_is_the_same_case(case: Case) -> None:
    assert assembled(CASE_ID, flattened(case).values()) == case


@given(cases(), cases())
def test_differences_turn_the_one_into_the_other(before: Case, after: Case) -> None:
    records = flattened(before)

    for change in differences(before, after):
        applied(records, change)

    order = list(flattened(after))
    in_order = sorted(records, key=lambda key: order.index(key) if key in order else len(order))
    assert assembled(CASE_ID, [records[key] for key in in_order]) == after


def applied(records: dict[tuple[str, bool], FlatRecord], change: RecordChange) -> None:
    """Do to records what a change says."""
    key = (change.id, change.private)
    if change.deleted:
        del records[key]
        return
    held = records.setdefault(
        key, FlatRecord(change.id, change.kind, change.parent, change.private)
    )
    held.kind, held.parent = change.kind, change.parent
    for name, value in change.fields.items():
        field, slash, code = name.partition("/")
        if slash:
            kept = held.values.get(field)
            codes = [one for one in kept if one != code] if isinstance(kept, list) else []
            held.values[field] = [*codes, code] if value else codes
        elif value is None and not isinstance(held.values.get(name), list):
            held.values.pop(name, None)
        elif value is None and (change.kind, name) in marked_fields():
            continue  # an answer was taken away, the marks stay
        elif value is None:
            held.values.pop(name, None)
        else:
            held.values[name] = value


@given(cases())
def test_equal_cases_do_not_differ(case: Case) -> None:
    assert differences(case, case) == []


@given(cases())
def test_a_new_case_is_all_difference(case: Case) -> None:
    changes = differences(None, case)

    assert {(one.id, one.private) for one in changes} == set(flattened(case))
    assert all(one.created for one in changes)


@given(cases(), st.sampled_from(["title", "overview", "network"]), st.text(min_size=1))
def test_one_field_is_one_change(case: Case, name: str, text: str) -> None:
    after = with_value(case, (name,), "New: " + text)

    (change,) = differences(case, after)

    assert (change.id, change.private, change.created) == (CASE_ID, False, False)
    assert set(change.fields) == {name}


def test_what_is_private_is_a_record_of_its_own() -> None:
    flat = flattened(
        story(
            case_uuid=CASE_ID,
            do_no_harm={"note": "Names of villages"},
            primary_contact=[{"id": A, "email": "amina@example.org"}],
            offer=[{"id": B, "topic": "Rice", "contact": "Amina"}],
        )
    )

    assert flat[CASE_ID, True].values == {"do_no_harm": {"note": "Names of villages"}}
    assert flat[A, True].values == {"email": "amina@example.org"}
    assert flat[B, False].values == {"topic": "Rice"}
    assert flat[B, True].values == {"contact": "Amina"}
    assert (A, False) not in flat


def test_a_private_answer_taken_away_leaves_the_item() -> None:
    before = story(case_uuid=CASE_ID, offer=[{"id": B, "topic": "Rice", "contact": "Amina"}])

    (change,) = differences(before, with_value(before, ("offer", B, "contact"), None))

    assert (change.id, change.private, change.deleted) == (B, True, False)
    assert change.fields == {"contact": None}


def test_items_inside_a_removed_item_go_with_it() -> None:
    before = story(result=[{"id": A, "other_figure": [{"id": B, "value": "3"}]}])

    changes = differences(before, without_item(before, ("result",), A))

    assert {(one.id, one.deleted) for one in changes} == {(A, True), (B, True)}


def test_marks_differ_element_by_element() -> None:
    before = story(field_limit=[{"id": A, "parts": ["contacts", "money"]}])
    after = with_value(before, ("field_limit", A, "parts"), ("money", "people"))

    (change,) = differences(before, after)

    assert change.fields == {"parts/people": True, "parts/contacts": False}
    assert ("field_limit", "parts") in marked_fields()


def test_the_order_of_items_is_that_of_the_records() -> None:
    case = story(partner=[{"id": B}, {"id": A}])

    assert [one.id for one in assembled(str(case.case_uuid), flattened(case).values()).partner] == [
        B,
        A,
    ]


def parts(**values: Any) -> Case:
    return assembled(CASE_ID, [FlatRecord(CASE_ID, "case", "", private=False, values=values)])


@pytest.mark.parametrize("name", ["sector", "keywords", "sdg_goal"])
def test_a_list_that_was_emptied_is_no_answer(name: str) -> None:
    assert getattr(parts(**{name: []}), name) is None
    assert getattr(story(**{name: []}), name) is None


def test_marks_that_were_all_taken_away_are_no_answer() -> None:
    before = story(field_limit=[{"id": A, "parts": ["contacts"]}])
    records = flattened(before)
    for record in records.values():
        if record.id == A:
            record.values["parts"] = []

    after = assembled(str(before.case_uuid), records.values())

    assert after.field_limit[0].parts is None


def test_the_private_half_of_an_item_that_is_gone_makes_no_item() -> None:
    case = story(offer=[{"id": A, "topic": "pumps", "contact": "Amina"}])
    records = [one for one in flattened(case).values() if one.id != A or one.private]

    assert [one.private for one in records if one.id == A] == [True]
    assert assembled(str(case.case_uuid), records).offer == ()


def test_what_a_newer_version_wrote_is_left_out_of_the_case_not_an_error() -> None:
    case = assembled(
        CASE_ID,
        [
            FlatRecord(
                CASE_ID, "case", "", False, {"title": "Rice", "mood": "good", "women": "many"}
            ),
            FlatRecord(A, "dance", CASE_ID, False, {"name": "x"}),
        ],
    )

    assert (case.title, case.women) == ("Rice", None)


def test_codes_of_a_newer_list_stay_in_sight() -> None:
    case = parts(sector=["311", "999x"], record_depth="deep", sdg_goal=[1, 99])

    assert case.sector == ("311", "999x")
    assert case.record_depth == "deep"
    assert case.sdg_goal == (1, 99)


def test_words_beside_a_code_of_a_newer_list_stay_in_sight() -> None:
    case = parts(request_origin={"code": "by_dream", "note": "He dreamt of it."})

    assert getattr(case.request_origin, "note", None) == "He dreamt of it."


def test_an_item_counts_also_where_its_group_was_answered_as_a_whole() -> None:
    case = assembled(
        CASE_ID,
        [
            FlatRecord(CASE_ID, "case", "", False, {"result": {"answer": "unknown"}}),
            FlatRecord(A, "result", CASE_ID, False, {"statement": "Trained"}),
        ],
    )

    assert [one.statement for one in items(case, "result")] == ["Trained"]
    assert parts(result={"answer": "unknown"}).result is Answer.UNKNOWN
    assert parts(result={"answer": "perhaps"}).result == ()


def test_a_whole_story_survives() -> None:
    assert assembled(str(whole().case_uuid), flattened(whole()).values()) == whole()


def test_the_private_half_of_an_item_may_come_first() -> None:
    case = record_json.read({"case_uuid": CASE_ID, "offer": [{"contact": "Ana", "topic": "Rice"}]})
    flat = sorted(flattened(case).values(), key=lambda record: not record.private)

    assert assembled(CASE_ID, flat) == case
