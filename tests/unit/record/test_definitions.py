"""The definitions say what the data dictionary says."""

from collections import Counter

import pytest

from ssc_desktop.record import CASE, FieldDefinition, GroupDefinition, Kind, Need
from ssc_desktop.record.definition import Definition
from ssc_desktop.record.vocabularies import vocabulary


def every_field() -> list[FieldDefinition]:
    holders = [CASE.fields, *(group.fields for group in CASE.groups().values())]
    return [one for members in holders for one in members if isinstance(one, FieldDefinition)]


def holders() -> list[tuple[str, tuple[Definition, ...]]]:
    return [("case", CASE.fields), *((one.name, one.fields) for one in CASE.groups().values())]


def test_thirty_one_fields_and_three_within_groups_make_stories_comparable() -> None:
    starred = [one for one in CASE.fields if one.star]
    within = {
        (group.name, one.name)
        for group in CASE.groups().values()
        for one in group.fields
        if isinstance(one, FieldDefinition) and one.star
    }

    assert len(starred) == 31
    assert within == {("partner", "roles"), ("partner", "gain_note"), ("result", "evidence_level")}


def test_the_one_page_has_nineteen_prompts_with_the_duration_as_one() -> None:
    overview = [one.name for one in CASE.fields if one.overview]
    duration = {"start_date", "end_date", "duration_note"}

    assert len(overview) == 21
    assert len([name for name in overview if name not in duration]) + 1 == 19


def test_complete_asks_forty_questions_with_start_and_end_as_one() -> None:
    asked = {one.name for one in CASE.fields if one.needs.complete is Need.REQUIRED}

    assert {"start_date", "end_date"} <= asked
    assert len(asked) - 1 == 40


def test_what_is_required_of_complete_is_required_of_published() -> None:
    looser = {
        one.name
        for one in CASE.fields
        if one.needs.complete is Need.REQUIRED and one.needs.published is not Need.REQUIRED
    }

    assert looser == {"participants_total"}  # the dictionary asks it at “complete” alone


def test_a_name_stands_for_one_thing() -> None:
    names = Counter(one.name for one in CASE.fields)
    groups = [group.name for group in CASE.groups().values()]

    assert not [name for name, times in names.items() if times > 1]
    assert len(groups) == len(set(groups)) == 31
    for holder, members in holders():
        inside = [one.name for one in members]
        assert len(inside) == len(set(inside)), holder
        assert not {"id", "case_uuid", "part_of", "position", "answers"} & set(inside) - (
            {"case_uuid"} if holder == "case" else set()
        )


def test_a_group_is_not_called_as_the_case_itself() -> None:
    assert "case" not in CASE.groups()


@pytest.mark.parametrize("field", every_field(), ids=lambda one: one.name)
def test_a_list_that_is_named_is_there(field: FieldDefinition) -> None:
    if field.vocabulary:
        codes = vocabulary(field.vocabulary).codes
        numbers = {isinstance(code, int) for code in codes}

        assert codes
        assert numbers == {field.numbered}
    choosing = field.kind in {Kind.CHOICE, Kind.CHOICES, Kind.MARKS}
    assert bool(field.vocabulary) or not choosing


def test_references_name_groups_that_are_there() -> None:
    named = {target for one in every_field() for target in one.refers_to}

    assert named <= {*CASE.groups(), "case"}


def test_every_question_has_a_label_and_top_questions_a_prompt() -> None:
    assert all(one.label for one in every_field())
    assert all(group.label and group.one for group in CASE.groups().values())
    silent = {one.name for one in CASE.fields if not one.prompt and not one.automatic}

    assert silent <= {"duration_note", "participants_about", "women", "youth"}


def test_groups_with_fixed_rows_ask_about_a_list() -> None:
    fixed = {one.name: one.fixed for one in CASE.groups().values() if one.fixed}

    assert fixed == {"policy_marker": "marker", "principle_check": "principle"}


def test_what_could_hurt_persons_is_private() -> None:
    private = {one.name for one in CASE.fields if one.private}
    within = {
        (group.name, one.name)
        for group in CASE.groups().values()
        for one in group.fields
        if isinstance(one, FieldDefinition) and one.private
    }

    assert private == {"primary_contact", "consent_record", "do_no_harm"}
    assert within == {("offer", "contact"), ("need", "contact")}


def test_sections_are_those_of_the_dictionary() -> None:
    assert "".join(section.letter for section in CASE.sections) == "ABCDEFGHI"
    assert [section.minutes for section in CASE.sections] == [6, 10, 8, 10, 12, 14, 12, 6, 4]


def test_groups_inside_groups_are_found_by_name() -> None:
    assert isinstance(CASE.groups()["other_figure"], GroupDefinition)
    assert CASE.named("title") in CASE.fields
    assert CASE.named("other_figure") is None
