"""The story coach: each rule speaks where it should, and is silent where it should be."""

from typing import Any

import pytest

from ssc_desktop.record import record_json
from ssc_desktop.record.coach import RULES, hints, translated
from tests.strategies import numbered_id
from tests.unit.record.stories import example, samples, story, whole

A, B = numbered_id(1), numbered_id(2)
TOLD = "We went to the villages and tried it with them. " * 6
"""So much text that a story is under way."""


def spoken(rule: str, **data: Any) -> list[str]:
    """Where a rule speaks."""
    depth = {"record_depth": "full_story", "narrative_language": "en", **data}
    return ["/".join(one.path) for one in hints(story(**depth)) if one.rule == rule]


def _result(**values: Any) -> dict[str, Any]:
    return {"result": [{"id": A, "level": "outcome", **values}]}


BOTH_WAYS: list[tuple[str, str, dict[str, Any], dict[str, Any]]] = [
    (
        "vague_figure",
        f"result/{A}/statement",
        _result(statement="Many farmers plant in time"),
        _result(statement="Many farmers plant in time", baseline="12", actual="140"),
    ),
    (
        "vague_figure",
        f"result/{A}/statement",
        _result(statement="A significant rise of yields"),
        _result(statement="Yields doubled for many families"),
    ),
    (
        "vague_figure",
        f"result/{A}/actual",
        _result(statement="Yields rose", actual="several"),
        _result(statement="Yields rose", actual="several, at least 4"),
    ),
    (
        "vague_figure",
        f"result/{A}/statement",
        {"narrative_language": "ar", **_result(statement="استفاد العديد من المزارعين")},
        {"narrative_language": "ar", **_result(statement="استفاد ١٢٠ من المزارعين")},
    ),
    (
        "vague_figure",
        f"result/{A}/statement",
        {"narrative_language": "fr", **_result(statement="Plusieurs coopératives livrent du lait")},
        {"narrative_language": "fr", **_result(statement="Douze coopératives livrent du lait")},
    ),
    (
        "vague_figure",
        f"result/{A}/statement",
        {"narrative_language": "es", **_result(statement="Muchas familias tienen huertos")},
        {"narrative_language": "sw", **_result(statement="Many familias")},
    ),
    (
        "vague_figure",
        f"result/{A}/statement",
        {"narrative_language": "pt", **_result(statement="Várias equipes trabalham melhor")},
        {"narrative_language": "pt", **_result(statement="Três equipes trabalham melhor")},
    ),
    (
        "no_adaptation",
        "adaptation",
        {"activities": TOLD},
        {"activities": TOLD, "adaptation": {"note": "We used clay jars instead of silos."}},
    ),
    (
        "no_adaptation",
        "adaptation",
        {"adaptation": {"code": "small_changes"}},
        {"adaptation": {"code": "taken_as_is"}},
    ),
    (
        "no_adaptation",
        "adaptation",
        {"adaptation": {"note": "It was adapted to the local context."}},
        {"adaptation": "unknown", "activities": TOLD},
    ),
    (
        "only_praise",
        "difficulty",
        {"lesson": [{"id": A, "type": "worked"}, {"id": B, "type": "worked"}]},
        {"lesson": [{"id": A, "type": "worked"}, {"id": B, "type": "obstacle"}]},
    ),
    (
        "only_praise",
        "difficulty",
        {"difficulty": "There were no difficulties."},
        {"difficulty": "No trucks came for seven weeks, so that the seed was late and we bought "
                       "half of it at home."},
    ),
    (
        "only_praise",
        "difficulty",
        {"activities": TOLD, **_result(statement="Yields rose")},
        {"activities": TOLD, "difficulty": "Customs held the seed.", **_result(statement="Up")},
    ),
    (
        "no_baseline",
        f"result/{A}/baseline",
        _result(statement="Births with a midwife", actual="63"),
        _result(statement="Births with a midwife", actual="63", baseline="unknown"),
    ),
    (
        "no_baseline",
        f"result/{A}/baseline",
        _result(statement="Births with a midwife", actual="63"),
        {"result": [{"id": A, "level": "output", "statement": "Midwives trained", "actual": "38"}]},
    ),
    (
        "no_actual",
        f"result/{A}/actual",
        _result(statement="Births with a midwife", baseline="41"),
        _result(statement="Midwives are trusted", measure="qualitative", baseline="41"),
    ),
    (
        "no_in_kind",
        "nonfinancial_input",
        {"activities": TOLD},
        {"activities": TOLD, "nonfinancial_input": [{"id": A, "kind": "volunteers"}]},
    ),
    (
        "who_asked",
        "request_origin",
        {"activities": TOLD},
        {"activities": TOLD, "request_origin": {"code": "after_a_visit"}},
    ),
    (
        "no_addressee",
        f"recommendation/{A}/audience",
        {"recommendation": [{"id": A, "text": "Visit again after the harvest."}]},
        {"recommendation": [{"id": A, "text": "Visit again.", "audience": "practitioners"}]},
    ),
    (
        "nobody_decided",
        "decision_making",
        {"decision_making": "In May it was decided to stop."},
        {"decision_making": "In May it was decided by both ministries to stop."},
    ),
    (
        "nobody_decided",
        "activities",
        {"activities": "Il a été décidé de continuer.", "narrative_language": "fr"},
        {"activities": "Le comité a décidé de continuer.", "narrative_language": "fr"},
    ),
    (
        "nobody_decided",
        "decision_making",
        {"decision_making": "وتقرر تمديد المشروع.", "narrative_language": "ar"},
        {"decision_making": "قررت اللجنة تمديد المشروع.", "narrative_language": "ar"},
    ),
    (
        "outcome_is_output",
        f"result/{A}/level",
        _result(statement="38 midwives trained in two courses"),
        _result(statement="38 midwives trained by peers now run the wards"),
    ),
    (
        "outcome_is_output",
        f"result/{A}/level",
        {"narrative_language": "es", **_result(statement="Talleres para 20 técnicos")},
        {"narrative_language": "es", **_result(statement="Tras los talleres 20 técnicos usan "
                                                         "el método")},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "where", "weak", "good"), BOTH_WAYS)
def test_a_rule_speaks_and_is_silent(
    rule: str, where: str, weak: dict[str, Any], good: dict[str, Any]
) -> None:
    assert spoken(rule, **weak) == [where]
    assert spoken(rule, **good) == []


def test_every_rule_is_tried_both_ways() -> None:
    assert {rule for rule, _where, _weak, _good in BOTH_WAYS} == set(RULES)


def test_an_empty_story_and_an_overview_are_left_in_peace() -> None:
    assert hints(story()) == ()
    assert hints(story(record_depth="overview", activities=TOLD, title="Rice")) == ()


def test_a_rule_that_was_silenced_says_nothing() -> None:
    told = story(record_depth="full_story", activities=TOLD)

    rules = {one.rule for one in hints(told)}
    left = {one.rule for one in hints(told, silenced=("who_asked",))}

    assert rules - left == {"who_asked"}


def test_the_same_is_not_said_more_than_three_times() -> None:
    many = [{"id": numbered_id(n), "level": "outcome", "statement": "Many more"} for n in range(9)]

    assert len(spoken("vague_figure", result=many)) == 3


def test_the_words_are_quoted_as_they_were_written() -> None:
    (one,) = [
        one
        for one in hints(
            story(narrative_language="pt", record_depth="full_story",
                  result=[{"id": A, "level": "output", "statement": "Foram Várias, as oficinas"}])
        )
        if one.rule == "vague_figure"
    ]  # fmt: skip

    assert translated(one, str).message == "“Várias”: how many?"


@pytest.mark.parametrize("name", samples())
def test_real_stories_get_a_handful_of_hints(name: str) -> None:
    found = hints(record_json.read(samples()[name]))

    assert len(found) <= 7, [one.rule for one in found]


def test_a_well_told_story_gets_hardly_any() -> None:
    assert len(hints(example())) <= 3
    assert {one.rule for one in hints(whole())} <= {"vague_figure", "no_addressee"}
