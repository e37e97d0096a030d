"""How far a story is told: required, answered, missing and where; comparability apart."""

import pytest

from ssc_desktop.record import CASE, Answer, Need
from ssc_desktop.record.completeness import (
    Standing,
    comparability,
    items,
    standing,
    texts_of,
)
from ssc_desktop.record.editing import with_value
from ssc_desktop.record.vocabularies import vocabulary
from tests.strategies import numbered_id
from tests.unit.record.stories import example, samples, story, whole

A, B = numbered_id(1), numbered_id(2)


def test_a_story_with_every_answer_is_complete() -> None:
    told = standing(whole())

    assert told.percent == 100
    assert told.missing == ()
    assert comparability(whole()) == 100


def test_an_empty_full_story_lacks_all_that_is_required() -> None:
    told = standing(story(record_depth="full_story"))

    required = [one.name for one in CASE.fields if one.needs.complete is Need.REQUIRED]
    given = {"case_uuid", "title", "record_depth"}
    assert [gap.path[0] for gap in told.missing] == [name for name in required if name not in given]
    assert sum(section.required for section in told.sections.values()) == 41


def test_the_overview_asks_only_what_stands_on_it() -> None:
    told = standing(story(record_depth="overview"))

    overview = {one.name for one in CASE.fields if one.overview}
    assert {gap.path[0] for gap in told.missing} <= overview | {"status"}
    assert "activities" not in {gap.path[0] for gap in told.missing}
    assert standing(story(record_depth="full_story")).percent < told.percent


def test_items_of_the_overview_are_asked_what_stands_on_it() -> None:
    partners = [
        {"id": one, "partner_kind": "country", "country": code, "name_as_used": "x",
         "roles": ["funder"]}
        for one, code in ((A, "CHN"), (B, "UGA"))
    ]  # fmt: skip

    short = standing(story(record_depth="overview", partner=partners))
    long = standing(story(record_depth="full_story", partner=partners))

    def of_partners(told: Standing) -> list[str]:
        return [gap.path[-1] for gap in told.missing if gap.path[0] == "partner"]

    assert of_partners(short) == []
    assert of_partners(long) == ["contribution_note", "gain_note"] * 2


def test_gaps_lead_to_the_place_in_the_form() -> None:
    case = story(record_depth="full_story", result=[{"id": A, "level": "output"}])

    gaps = {gap.path: gap for gap in standing(case).missing}

    assert ("result", A, "statement") in gaps
    assert gaps["result", A, "statement"].section == "results"
    assert gaps["result", A, "statement"].label == "What changed"


@pytest.mark.parametrize("answer", Answer)
def test_answers_without_a_value_count_as_answered_but_not_as_comparable(answer: Answer) -> None:
    before = whole()

    after = with_value(before, ("challenge",), answer)

    assert standing(after).percent == 100
    assert standing(after).sections["context"].unknown == (answer is Answer.UNKNOWN)
    assert comparability(after) == 33 * 100 // 34


def test_an_unknown_in_one_item_makes_the_field_incomparable() -> None:
    first = items(whole(), "result")[0].id

    after = with_value(whole(), ("result", first, "evidence_level"), Answer.UNKNOWN)

    assert comparability(after) == 33 * 100 // 34


@pytest.mark.parametrize(
    ("partners", "enough"),
    [
        ([("country", "CHN")], False),
        ([("country", "CHN"), ("country", "CHN")], False),
        ([("country", "CHN"), ("country", "UGA")], True),
        ([("country", "CHN"), ("country", None)], True),
        ([("organisation", None), ("organisation", None)], False),
        ([("organisation", "CHN"), ("organisation", "CHN")], False),
        ([("organisation", "CHN"), ("peoples_group", "UGA")], True),
        ([("country", "CHN"), ("organisation", None)], False),
        ([("region", None)], True),
        ([("region", None), ("organisation", None)], True),
    ],
)
def test_two_countries_are_asked_for_or_one_region(
    partners: list[tuple[str, str | None]], enough: bool
) -> None:
    case = story(partner=[{"partner_kind": kind, "country": code} for kind, code in partners])

    assert (("partner",) not in [gap.path for gap in standing(case).missing]) is enough


def test_a_country_is_asked_for_its_code_and_an_organisation_is_not() -> None:
    case = story(
        partner=[{"id": A, "partner_kind": "country"}, {"id": B, "partner_kind": "organisation"}]
    )

    paths = [gap.path for gap in standing(case).missing]

    assert ("partner", A, "country") in paths
    assert ("partner", B, "country") not in paths


def test_every_cross_cutting_aim_is_asked_about() -> None:
    markers = list(vocabulary("policy_marker").codes)

    def lacks(number: int) -> bool:
        said = [{"marker": code, "significance": 0} for code in markers[:number]]
        return ("policy_marker",) in [
            gap.path for gap in standing(story(policy_marker=said)).missing
        ]

    assert lacks(6)
    assert not lacks(7)


def test_a_recommendation_is_made_to_somebody() -> None:
    case = story(recommendation=[{"id": A, "text": "Pay the technicians."}])

    assert ("recommendation", A, "audience") in [gap.path for gap in standing(case).missing]


def test_publication_asks_more_than_complete() -> None:
    bare = story(record_depth="overview")
    complete = {gap.path[0] for gap in standing(bare).missing}
    published = {gap.path[0] for gap in standing(bare, "published").missing}

    assert published - complete >= {"licence", "credit_line", "partner_clearance", "reference"}


def test_words_are_found_also_in_items_and_codes_are_none() -> None:
    case = story(
        overview="Four words are here",
        keywords=["two words"],
        request_origin={"note": "Three words here"},
        partner=[{"name_as_used": "People's Republic of China", "country": "CHN"}],
        primary_contact={"answer": "withheld"},
    )

    assert list(texts_of(case, CASE.fields)) == [
        "Rice from China in Uganda",
        "Four words are here",
        "two words",
        "People's Republic of China",
        "Three words here",
    ]


def test_percentages_are_what_a_person_would_count() -> None:
    told = standing(example()).sections["partners"]

    assert (told.required, told.answered) == (4, 2)
    assert told.percent == 50


@pytest.mark.parametrize("name", samples())
def test_real_stories_stand_somewhere_in_the_middle(name: str) -> None:
    from ssc_desktop.record import record_json

    case = record_json.read(samples()[name])

    assert 30 <= standing(case).percent < 100
    assert 30 <= comparability(case) < 100
