"""Values in words of a language."""

import pytest

from ssc_desktop.i18n import translated_in
from ssc_desktop.record import CASE, Answer, Case, FieldDefinition
from ssc_desktop.record.editing import value_at
from ssc_desktop.record.phrases import called, figure, name_of, number, shown
from tests.strategies import numbered_id
from tests.unit.record.stories import story, whole

A, B = numbered_id(1), numbered_id(2)
NARROW, FIXED = "\u202f", "\u00a0"


def field(*path: str) -> FieldDefinition:
    members = CASE.groups()[path[0]].fields if len(path) > 1 else CASE.fields
    found = next(one for one in members if one.name == path[-1])
    assert isinstance(found, FieldDefinition)
    return found


def said(case: Case, language: str, *path: str) -> str:
    names = tuple(path[::2]) if len(path) > 1 else path
    return shown(field(*names), value_at(case, path), case, translated_in(language))


@pytest.mark.parametrize(
    ("name", "value", "english", "french"),
    [
        ("title", "Rice", "Rice", "Rice"),
        ("record_depth", "full_story", "Full case story", "Récit complet"),
        ("start_date", "2008-08", "August 2008", "août 2008"),
        ("end_date", "..", "still going on", "toujours en cours"),
        ("participants_total", 12345, "12,345", f"12{NARROW}345"),
        ("participants_about", True, "yes", "oui"),
        ("keywords", ["rice", "water"], "rice, water", "rice, water"),
        ("title", {"answer": "withheld"}, "withheld", "non communiqué"),
        ("women", {"answer": "unknown"}, "unknown", "inconnu"),
        ("youth", {"answer": "not_applicable"}, "not applicable", "sans objet"),
    ],
)
def test_values_are_shown_in_words(name: str, value: object, english: str, french: str) -> None:
    case = story(**{"title": "Rice", name: value})

    assert said(case, "en", name) == english
    assert said(case, "fr", name) == french


def test_codes_and_words_stand_together() -> None:
    both = story(request_origin={"code": "not_known", "note": "In line with the plan."})
    code = story(request_origin={"code": "not_known"})
    note = story(request_origin={"note": "In line with the plan."})

    label = said(code, "en", "request_origin")
    assert label and label != "not_known"
    assert said(both, "en", "request_origin") == f"{label}: In line with the plan."
    assert said(note, "en", "request_origin") == "In line with the plan."


def test_several_codes_become_a_list_with_the_comma_of_the_language() -> None:
    case = story(sdg_goal=[1, 2])

    assert said(case, "en", "sdg_goal").count(", ") >= 1
    assert "، " in said(case, "ar", "sdg_goal")


def test_codes_of_a_newer_list_are_shown_as_they_are() -> None:
    words = translated_in("en")

    assert shown(field("sector"), ("999x",), story(), words) == "999x"


@pytest.mark.parametrize("value", [None, (), ""])
def test_nothing_answered_is_nothing_said(value: object) -> None:
    assert shown(field("title"), value, story(), translated_in("en")) == ""


@pytest.mark.parametrize(
    ("text", "language", "seen"),
    [
        ("1857380", "en", "1,857,380"),
        ("1857380.50", "en", "1,857,380.50"),
        ("1857380.50", "fr", f"1{NARROW}857{NARROW}380,50"),
        ("4.5", "es", "4,5"),
        ("10000", "pt", f"10{FIXED}000"),
        ("-1234", "en", "-1,234"),
        ("none", "en", "none"),
        ("", "en", ""),
    ],
)
def test_numbers_take_the_signs_of_the_language(text: str, language: str, seen: str) -> None:
    assert number(text, translated_in(language)) == seen


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("37656", f"37{NARROW}656"),
        ("2013", "2013"),
        ("60,000 plots", "60,000 plots"),
        ("5 %", "5 %"),
    ],
)
def test_only_a_bare_figure_takes_separators(text: str, seen: str) -> None:
    assert figure(text, translated_in("fr")) == seen


def test_years_and_places_are_no_amounts() -> None:
    case = story(
        financial_input=[{"id": A, "year": 2012, "amount": "5000"}],
        location=[{"id": B, "lat": "12.50"}],
    )

    assert said(case, "en", "financial_input", A, "year") == "2012"
    assert said(case, "en", "financial_input", A, "amount") == "5,000"
    assert said(case, "fr", "location", B, "lat") == "12.50"


def test_references_are_shown_by_name() -> None:
    case = story(
        partner=[{"id": A, "name_as_used": "China"}],
        financial_input=[{"id": B, "payer": A}],
        lesson=[{"id": numbered_id(3), "based_on": [numbered_id(4), numbered_id(9)]}],
        result=[{"id": numbered_id(4), "statement": "Farmers trained"}],
    )

    assert said(case, "en", "financial_input", B, "payer") == "China"
    based = said(case, "en", "lesson", numbered_id(3), "based_on")
    assert based == f"Farmers trained, {numbered_id(9)}"
    assert name_of(case, "gone") == "gone"


def test_items_are_called_by_what_people_know_them_by() -> None:
    case = story(
        partner=[{"name_as_used": "China"}],
        reference=[{"citation": "FAO, 2014"}],
        recommendation=[{"text": {"answer": "unknown"}}],
    )

    assert called(case.partner[0]) == "China"
    assert called(case.reference[0]) == "FAO, 2014"
    assert called(case.recommendation[0]) == ""


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_value_of_a_whole_story_can_be_said(language: str) -> None:
    words = translated_in(language)
    for member in CASE.fields:
        value = getattr(whole(), member.attribute)
        if isinstance(member, FieldDefinition):
            assert shown(member, value, whole(), words)
            continue
        for item in value:
            for inner in member.fields:
                if isinstance(inner, FieldDefinition):
                    assert shown(inner, getattr(item, inner.attribute), whole(), words)


@pytest.mark.parametrize("answer", Answer)
def test_answers_are_words(answer: Answer) -> None:
    assert shown(field("title"), answer, story(), translated_in("en")) == answer.replace("_", " ")
