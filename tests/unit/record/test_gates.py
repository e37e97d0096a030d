"""The gates of the statuses: nothing is called complete that is not."""

import pytest

from ssc_desktop.record import Answer, Case, record_json
from ssc_desktop.record.completeness import items
from ssc_desktop.record.editing import Path, value_at, with_value, without_item
from ssc_desktop.record.gates import missing_for
from ssc_desktop.record.vocabularies import vocabulary
from tests.strategies import numbered_id
from tests.unit.record.stories import story, whole

A = numbered_id(1)
STATUSES = [str(code) for code in vocabulary("case_status").codes]


def paths(case: Case, status: str) -> list[Path]:
    return [gap.path for gap in missing_for(case, status)]


@pytest.mark.parametrize("status", STATUSES)
def test_a_story_with_every_answer_passes_every_gate(status: str) -> None:
    assert missing_for(whole(), status) == ()


@pytest.mark.parametrize("status", ["complete", "in_review", "published"])
def test_gates_hold_back_what_is_not_told(status: str) -> None:
    assert ("overview",) in paths(story(record_depth="full_story"), status)


@pytest.mark.parametrize("status", ["draft", "changes_asked", "withdrawn", "archived"])
def test_other_statuses_ask_for_what_a_draft_has(status: str) -> None:
    begun = story(status="draft", record_depth="overview", visibility="workshop")

    assert missing_for(begun, status) == ()
    assert paths(with_value(begun, ("title",), None), status) == [("title",)]


def test_an_unknown_status_is_as_strict_as_complete() -> None:
    assert paths(story(), "no such status") == paths(story(), "complete")


def test_a_full_story_needs_something_delivered_and_something_different() -> None:
    output, outcome = items(whole(), "result")

    assert ("result",) in paths(without_item(whole(), ("result",), output.id), "complete")
    assert ("result",) in paths(without_item(whole(), ("result",), outcome.id), "complete")
    lasting = with_value(whole(), ("result", outcome.id, "level"), "impact")
    assert missing_for(lasting, "complete") == ()


def test_results_may_be_unknown_as_a_whole() -> None:
    too_early = with_value(whole(), ("result",), Answer.UNKNOWN)

    assert missing_for(too_early, "complete") == ()


def test_lessons_must_tell_success_failure_and_condition() -> None:
    for lesson in value_at(whole(), ("lesson",)):
        assert ("lesson",) in paths(without_item(whole(), ("lesson",), lesson.id), "complete")


def test_the_overview_alone_needs_no_results_and_lessons() -> None:
    page = with_value(whole(), ("record_depth",), "overview")
    for name in ("result", "lesson", "activities"):
        page = with_value(page, (name,), None if name == "activities" else ())

    assert missing_for(page, "complete") == ()


def test_persons_who_are_named_must_have_agreed_before_publication() -> None:
    nobody_asked = with_value(whole(), ("consent_record",), ())
    named = with_value(
        nobody_asked, ("change_agent",), story(change_agent=[{"name": "Amina Diallo"}]).change_agent
    )

    assert ("consent_record",) in paths(named, "published")
    assert missing_for(named, "complete") == ()


@pytest.mark.parametrize(
    ("agents", "pictures", "asked"),
    [
        ([], [], False),
        ([{"name": "volunteer promoters"}], [], False),
        ([{"name": "Amina Diallo"}], [], True),
        ([], [{"people_shown": False}], False),
        ([], [{"people_shown": True}], True),
    ],
)
def test_consent_is_asked_for_where_persons_are_named_or_shown(
    agents: list[dict[str, str]], pictures: list[dict[str, bool]], asked: bool
) -> None:
    said = story(change_agent=agents, attachment=pictures)
    case = with_value(
        with_value(whole(), ("consent_record",), ()), ("attachment",), said.attachment
    )
    case = with_value(case, ("change_agent",), said.change_agent)

    assert (("consent_record",) in paths(case, "published")) is asked


@pytest.mark.parametrize(
    ("kind", "cleared", "passes"),
    [
        ("organisation", "yes", True),
        ("organisation", "not_needed", True),
        ("organisation", "asked", False),
        ("organisation", "no", False),
        ("country", "asked", True),
    ],
)
def test_partner_organisations_must_have_agreed(kind: str, cleared: str, passes: bool) -> None:
    written = record_json.written(whole())
    partners = [{**one, "partner_kind": kind} for one in written["partner"]]
    clearances = [
        {"id": numbered_id(50 + n), "partner": one["id"], "cleared": cleared}
        for n, one in enumerate(partners)
    ]

    case = record_json.read({**written, "partner": partners, "partner_clearance": clearances})

    assert (("partner_clearance",) in paths(case, "published")) is not passes


def test_clearance_of_all_partners_may_be_answered_as_a_whole() -> None:
    case = with_value(whole(), ("partner_clearance",), Answer.NOT_APPLICABLE)

    assert missing_for(case, "published") == ()
