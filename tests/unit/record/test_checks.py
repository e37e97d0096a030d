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
        "partner",
        {"cooperation_type": "triangular", "partner": [{"roles": ["knowledge_provider"]}]},
        {"cooperation_type": "triangular", "partner": [{"roles": ["facilitator"]}]},
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


def test_advice_comes_in_the_order_in_which_it_is_found_each_time() -> None:
    assert advice(whole()) == advice(whole())
