"""The checks: what a kind colleague would ask, and what would only annoy."""

from typing import Any

import pytest

from ssc_desktop.record import record_json
from ssc_desktop.record.checks import advice
from tests.strategies import numbered_id
from tests.unit.record.stories import samples, story, whole

A, B, C = numbered_id(1), numbered_id(2), numbered_id(3)
NAMED = "Has this person agreed to be named?"
CONTACT = "This looks like an e-mail address or a phone number: keep it in Contact."


def asked(**data: Any) -> set[tuple[str, str]]:
    """Where in the story something is asked, with the beginning of the question."""
    return {(one.path[0], one.message) for one in advice(story(**data))}


def about(**data: Any) -> set[str]:
    return {name for name, _message in asked(**data)}


CASES: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    (
        "end_date",
        {"start_date": "2012-09", "end_date": "2011"},
        {"start_date": "2012-09", "end_date": "2012"},
    ),
    (
        "end_date",
        {"start_date": "2010", "end_date": "2999", "initiative_status": "closed"},
        {"start_date": "2010", "end_date": "2999", "initiative_status": "implementation"},
    ),
    ("as_of_date", {"as_of_date": "2999"}, {"as_of_date": "2011~"}),
    ("start_date", {"start_date": "2999"}, {"start_date": "2999", "initiative_status": "pipeline"}),
    (
        "financial_input",
        {"financial_input": [{"amount": "5"}]},
        {"financial_input": [{"amount": "5", "currency": "USD"}]},
    ),
    (
        "financial_input",
        {
            "financial_input": [
                {"amount_kind": "spent", "covers": "investment mobilised by the fund"}
            ]
        },
        {
            "financial_input": [
                {"amount_kind": "leveraged", "covers": "investment mobilised by the fund"}
            ]
        },
    ),
    (
        "financial_input",
        {"financial_input": [{"year": 2999}]},
        {"financial_input": [{"year": 2012}]},
    ),
    (
        "financial_input",
        {
            "financial_input": [
                {"amount": amount, "currency": "USD", "amount_kind": "spent"}
                for amount in ("1000", "2000", "5000000")
            ]
        },
        {
            "financial_input": [
                {"amount": amount, "currency": "USD", "amount_kind": "spent"}
                for amount in ("1000", "2000", "500000")
            ]
        },
    ),
    (
        "financial_input",
        {"financial_input": [{"year": 2012, "rate_source": "World Bank, average of 2015"}]},
        {"financial_input": [{"year": 2012, "rate_source": "World Bank, 2011 and 2012"}]},
    ),
    ("women", {"participants_total": 10, "women": 11}, {"participants_total": 10, "women": 10}),
    ("youth", {"participants_total": 10, "youth": 11}, {"participants_total": 10, "youth": 0}),
    (
        "result",
        {"result": [{"measure": "percentage", "actual": "130"}]},
        {"result": [{"measure": "unit", "actual": "130"}]},
    ),
    (
        "result",
        {"result": [{"unit": "%", "baseline": "-1"}]},
        {"result": [{"unit": "%", "actual": "none"}]},
    ),
    (
        "result",
        {"result": [{"statement": "The target was met", "target": "10", "actual": "4"}]},
        {"result": [{"statement": "The target was met", "target": "10", "actual": "12"}]},
    ),
    (
        "cooperation_type",
        {
            "cooperation_type": "bilateral_ssc",
            "partner": [{"partner_kind": "country", "country": c} for c in ("CHN", "UGA", "KEN")],
        },
        {
            "cooperation_type": "bilateral_ssc",
            "partner": [{"partner_kind": "country", "country": c} for c in ("CHN", "UGA", "UGA")],
        },
    ),
    (
        "partner",
        {"partner": [{"roles": ["funder"]}, {"roles": ["funder"]}]},
        {"partner": [{"roles": ["mutual_learner"]}, {"roles": ["mutual_learner"]}]},
    ),
    (
        "change_agent",
        {"change_agent": [{"name": "Amina Diallo"}]},
        {"change_agent": [{"name": "Amina Diallo", "consent": A}], "consent_record": [{"id": A}]},
    ),
    (
        "attachment",
        {"attachment": [{"people_shown": True}]},
        {"attachment": [{"people_shown": True, "consent": [A]}], "consent_record": [{"id": A}]},
    ),
    (
        "consent_record",
        {"visibility": "public", "attachment": [{"people_shown": True}]},
        {"visibility": "workshop", "attachment": [{"people_shown": True}]},
    ),
    ("overview", {"overview": "Too short."}, {"overview": "word " * 60}),
    ("overview", {"overview": "word " * 181}, {"overview": "word " * 180}),
    ("adaptation", {"adaptation": {"note": "Short."}}, {"adaptation": {"note": "word " * 40}}),
    ("short_name", {"short_name": "x" * 31}, {"short_name": "x" * 30}),
    ("decision_making", {"decision_making": "word " * 121}, {"decision_making": "One lead."}),
    (
        "lesson",
        {"lesson": [{"text": "word " * 61}]},
        {"lesson": [{"text": "word " * 60}]},
    ),
    (
        "key_challenge",
        {"key_challenge": [{"challenge_answer": "word " * 29}]},
        {"key_challenge": [{"challenge_answer": "word " * 30}]},
    ),
    (
        "key_challenge",
        {"key_challenge": [{"challenge_answer": "word " * 121}]},
        {"key_challenge": [{"challenge": "KC1"}]},
    ),
    (
        "partner",
        {"partner": [{"gain_note": "Ask amina@example.org"}]},
        {"partner": [{"gain_note": "Ask Amina"}]},
    ),
    (
        "result",
        {"result": [{"other_figure": [{"source": "amina@example.org"}]}]},
        {"result": [{"other_figure": [{"source": "Ministry, 2012"}]}]},
    ),
    (
        "offer",
        {"offer": [{"topic": "Ask +256 772 123 456"}]},
        {"offer": [{"topic": "pumps", "contact": "+256 772 123 456"}]},
    ),
    ("network", {"network": "Write to amina@example.org"}, {"network": "Write to Amina"}),
    ("network", {"network": "Call +256 772 123 456"}, {"network": "Call us"}),
    ("network", {"network": "Call 0041 44 668 18 00"}, {"network": "Row 0041 of 4466"}),
]  # fmt: skip


@pytest.mark.parametrize(("field", "odd", "plain"), CASES)
def test_what_looks_odd_is_asked_and_what_is_plain_is_not(
    field: str, odd: dict[str, Any], plain: dict[str, Any]
) -> None:
    extra = {"title": "Rice from China in Uganda"}

    assert field in about(**{**extra, **odd})
    assert field not in about(**{**extra, **plain})


@pytest.mark.parametrize(
    "text",
    [
        "launched on 28 March 2024",
        "From 2012-09-01 to 2014-10-31.",
        "Investment Plan 2010/11-2015/16",
        "phase one 2008-2010, phase two 2011-2013",
        "project CA-3-A033747001 of the fund",
        "GCP/UGA/040/CPR and 3-A033747-001",
        "See https://example.org/20210918/1012800000042591631849254760563251_1.html",
        "www.example.org/1012800000042",
        "from 15.08.2008 to 16.08.2008 and 15/08/2008",
        "USD 1 857 380 and 9,623,703 and 1.857.380,00",
        "1 234 567 890 people",
        "Resolution 64/222 of 2009 12 21",
        "ISBN 978-92-64-12345-6",
        "doi:10.1787/20747721-2025",
    ],
)
def test_dates_codes_sums_and_addresses_are_not_phone_numbers(text: str) -> None:
    assert ("network", CONTACT) not in asked(network=text)


@pytest.mark.parametrize(
    "text",
    ["+256 772 123 456", "+256772123456", "0772 123 456", "(021) 555 12 34", "044 668 18 00",
     "tel. 772 123 456", "Phone: 555-0123", "amina.diallo@example.org"],
)  # fmt: skip
def test_phone_numbers_and_addresses_are_seen(text: str) -> None:
    assert ("network", CONTACT) in asked(network=f"Ask Amina, {text}, in the morning.")


def test_fields_of_dates_are_no_text_to_look_through() -> None:
    assert asked(start_date="2012-09-01", end_date="2012-10-31") == set()


@pytest.mark.parametrize(
    ("agent", "is_person"),
    [
        ({"name": "volunteer promoters"}, False),
        ({"name": "The extension officers of Budaka"}, False),
        ({"name": "a midwife"}, False),
        ({"role": "nurse"}, False),
        ({"name": "Amina Diallo"}, True),
        ({"name": "María de los Ángeles"}, True),
        ({"name": "Dr Diallo"}, True),
        ({"name": "أمينة ديالو"}, True),
        ({"name": "Amina", "organisation": "Ministry of Agriculture"}, True),
    ],
)
def test_a_group_is_not_asked_for_its_consent(agent: dict[str, str], is_person: bool) -> None:
    assert (("change_agent", NAMED) in asked(change_agent=[agent])) is is_person


def test_what_is_private_may_hold_addresses() -> None:
    assert "do_no_harm" not in about(do_no_harm={"note": "Ask +256 772 123 456 first"})


@pytest.mark.parametrize("name", samples())
def test_real_stories_are_not_taken_for_phone_books(name: str) -> None:
    found = {one.message for one in advice(record_json.read(samples()[name]))}

    assert not found & {CONTACT, NAMED}


def partner(country: str | None, *roles: str, **more: str) -> dict[str, Any]:
    return {"country": country, "roles": list(roles), **more}


CHINA = partner("CHN", "knowledge_provider")
UGANDA = partner("UGA", "knowledge_recipient")


@pytest.mark.parametrize(
    ("partners", "complete"),
    [
        ([], False),
        ([CHINA, UGANDA], False),
        ([partner("CHN", "knowledge_provider", "funder"), UGANDA], False),
        ([CHINA, partner("UGA", "knowledge_recipient", "funder")], False),
        ([partner("CHN", "knowledge_provider", "funder"), UGANDA, partner("KEN", "host")], False),
        ([CHINA, UGANDA, partner("CHN", "funder")], False),
        ([CHINA, UGANDA, partner("DEU", "funder")], True),
        ([CHINA, UGANDA, partner(None, "facilitator")], True),
        ([CHINA, UGANDA, partner("CHN", "facilitator", org_type="40")], True),
        ([partner("GNB", "knowledge_recipient"), partner("IND", "funder"),
          partner("BRA", "funder")], True),
    ],
)  # fmt: skip
def test_a_triangle_has_a_third_side(partners: list[dict[str, Any]], complete: bool) -> None:
    found = about(cooperation_type="triangular", partner=partners)

    assert ("partner" not in found) is complete


TITLED = "A person seems to be named here: note the consent, or say the role."


@pytest.mark.parametrize(
    "text",
    ["Dr Diallo led it", "with Dr. A. B. Diallo", "thanks to Mrs Nakato", "Mr Wu came", "M. Diallo",
     "Mme Traoré a dit", "la Sra. Álvarez", "el Sr. Gómez", "said Don Ramón", "Prof. Okello",
     "Ms O’Hara-Silva"],
)  # fmt: skip
def test_a_person_named_with_a_title_is_asked_for_consent(text: str) -> None:
    assert ("network", TITLED) in asked(network=text)
    assert ("info_kept", TITLED) in asked(info_kept={"note": text})
    assert ("lesson", TITLED) in asked(lesson=[{"text": text}])
    assert ("network", TITLED) not in asked(network=text, consent_record=[{"person": "one"}])
    assert ("do_no_harm", TITLED) not in asked(do_no_harm={"note": text})


@pytest.mark.parametrize(
    "text",
    ["a doctor of the ministry", "Dr Ambedkar University", "the Dr. Sun Yat-sen Hospital", "a Ms",
     "M. Sc. in agronomy", "M. Phil. in agronomy", "Don't wait", "Prof. of agronomy", "5 ms Delay",
     "Sr. Adviser", "the Don Bosco centre", "item m. Second", "DR Congo", "Hon and Sr"],
)  # fmt: skip
def test_titles_of_other_things_name_nobody(text: str) -> None:
    assert ("network", TITLED) not in asked(network=text)


LOST = "The item this points to is not in the story."


@pytest.mark.parametrize(
    ("group", "field", "target"),
    [
        ("financial_input", "payer", "partner"),
        ("nonfinancial_input", "provider", "partner"),
        ("partner_clearance", "partner", "partner"),
        ("result", "source_ref", "reference"),
        ("lesson", "based_on", "event"),
        ("change_agent", "consent", "consent_record"),
        ("attachment", "claim_link", "lesson"),
    ],
)
def test_what_points_nowhere_is_said(group: str, field: str, target: str) -> None:
    pointing = {group: [{"id": A, field: B}]}

    there = advice(story(**{target: [{"id": B}], **pointing}))
    elsewhere = advice(story(**{"withdrawal": [{"id": B}], **pointing}))

    assert LOST not in {one.message for one in there}
    assert [one.path for one in elsewhere if one.message == LOST] == [(group, A, field)]


def test_a_plan_points_to_a_source() -> None:
    plan = {"code": A, "note": "Vision 2040"}

    assert ("national_priority", LOST) in asked(national_priority=plan)
    assert ("national_priority", LOST) not in asked(national_priority=plan, reference=[{"id": A}])
    assert asked(national_priority={"note": "Vision 2040"}) == set()
    assert asked(translation_of=[{"case": A}]) == set()


def test_advice_leads_to_the_field_of_the_item() -> None:
    case = story(result=[{"id": A, "other_figure": [{"id": B, "source": "amina@example.org"}]}])

    assert [one.path for one in advice(case)] == [("result", A, "other_figure", B, "source")]


@pytest.mark.parametrize(
    ("data", "path"),
    [
        ({"case_code": "Africa 24"}, ("case_code",)),
        ({"location": [{"id": A, "lat": "90.5"}]}, ("location", A, "lat")),
    ],
)
def test_what_an_older_version_let_through_is_asked(
    data: dict[str, Any], path: tuple[str, ...]
) -> None:
    assert [one.path for one in advice(record_json.restored(data))] == [path]


@pytest.mark.parametrize("name", samples())
def test_real_stories_get_few_questions(name: str) -> None:
    found = advice(record_json.read(samples()[name]))

    assert len([one for one in found if one.message != "This is shorter than suggested."]) <= 1


def test_advice_comes_in_the_order_in_which_it_is_found_each_time() -> None:
    assert advice(whole()) == advice(whole())


def test_an_answer_as_long_as_a_book_is_asked_about() -> None:
    question = ("unintended", "This is as long as a book: attach it as a file instead.")

    assert question in asked(unintended="a word " * 15_000)
    assert question not in asked(unintended="a word " * 14_000)
